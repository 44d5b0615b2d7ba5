"""Names of OpenDocument and its lengths."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TEXT = _NAMESPACE % "text"
TABLE = _NAMESPACE % "table"
STYLE = _NAMESPACE % "style"
OFFICE = _NAMESPACE % "office"
DRAW = _NAMESPACE % "drawing"
XLINK = "{http://www.w3.org/1999/xlink}"
FO = _NAMESPACE % "xsl-fo-compatible"
LO = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_UNITS = {"pt": 1.0, "in": 72.0, "inch": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75}
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)\s*(pt|inch|in|cm|mm|pc|px)$")


def local(element: "_Element") -> str:
    """The element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def points(length: str | None) -> float | None:
    """A length in points.

    Example:
        >>> points("2.54cm")
        72.0
    """
    match = _LENGTH.match(length.strip()) if length else None
    return round(float(match[1]) * _UNITS[match[2]], 2) if match else None


def whole(text: str | None, default: int, *, most: int = 1_000_000) -> int:
    """A whole number from 0 to `most`, or the default for what is none."""
    return min(int(text), most) if text and text.isdigit() and len(text) < 10 else default
