"""Names of WordprocessingML and the few questions that are put to every element."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TWIPS = 20.0
"""Twentieths of a point in a point."""


def value(parent: "_Element | None", name: str, attribute: str = "val") -> str | None:
    """An attribute of a child element, or None where one of them is missing."""
    child = parent.find(W + name) if parent is not None else None
    return child.get(W + attribute) if child is not None else None


def number(text: str | None) -> int | None:
    """A whole number, or None for what is none (fuzzed files hold anything)."""
    if text is None:
        return None
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return None


def switched_on(parent: "_Element | None", name: str) -> bool | None:
    """A toggle such as bold: on, off, or None where nothing is said."""
    child = parent.find(W + name) if parent is not None else None
    if child is None:
        return None
    return (child.get(W + "val") or "true").casefold() not in ("false", "0", "off", "none")


def local(element: "_Element") -> str:
    """The element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def chosen(element: "_Element") -> "Iterator[_Element]":
    """The children of the first branch of an alternative that holds any text, so that nothing is read twice."""
    branches = [child for child in element if local(child) in ("Choice", "Fallback")]
    for branch in branches:
        if any(True for _ in branch.iter(W + "t")):
            yield from branch
            return
    if branches:
        yield from branches[0]
