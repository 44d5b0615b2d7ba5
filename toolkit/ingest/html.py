"""HTML → Document: what the page is about, without menus, cookie notices and "Dela sidan"."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.errors import LimitError
from toolkit.ingest.compose import RawBlock, compose
from toolkit.ingest.limits import Limits
from toolkit.ingest.webpage import imprint_of, main_content, title_of
from toolkit.ingest.webtext import Walk
from toolkit.model import Document, Field, FieldState, Metadata, Problem, Severity

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SNIFFED = 4096
_NESTING = re.compile(
    r"<(/?)(?:div|span|table|ul|ol|dl|section|article|blockquote|font|b|i|em|strong|a|form|details)\b", re.IGNORECASE
)
DEEPEST_PAGE = 10_000
"""Elements open at once; browsers stop at 512."""


def read_html(data: bytes, *, document: str, file: str, limits: Limits | None = None) -> Document:
    """The document in a web page. What was left out as navigation is told as a note.

    Raises:
        LimitError: A table has more cells than the limits allow, or the page is nested deeper than any real one.

    Example:
        >>> page = b"<nav>Meny</nav><main><h1>Plan</h1><p>Vi <b>ska</b> utbilda.</main>"
        >>> [block.text for block in read_html(page, document="d", file="plan.html").blocks]
        ['Plan', 'Vi ska utbilda.']
    """
    from selectolax.lexbor import LexborHTMLParser

    page = decode_page(data)
    check_depth(page, file=file)
    tree = LexborHTMLParser(page)
    problems: list[Problem] = []
    blocks: list[RawBlock] = []
    # Before the menus are taken out of the tree.
    title, imprint = title_of(tree), imprint_of(tree)
    if tree.body is not None:
        content = main_content(tree.body)
        walk = Walk(limits or Limits(), left_out=content.left_out)
        for node in content.nodes:
            blocks.extend(walk.blocks(node))
        problems = _problems(content.dropped, walk)
    metadata = Metadata(title=Field(state=FieldState.STATED, value=title, confidence=0.5)) if title else None
    composed = compose(blocks, document=document, file=file, format="html", problems=problems, metadata=metadata)
    return replace(composed, imprint=imprint)


def check_depth(page: str, *, file: str) -> None:
    """Refuse elements nested by the ten thousand, which take a parser time that grows with the square of the depth.

    Only elements that must be closed count: items and paragraphs may stay open for a whole page.

    Raises:
        LimitError: The page is nested deeper than any real one.
    """
    depth = 0
    for match in _NESTING.finditer(page):
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > DEEPEST_PAGE:
            raise LimitError(f"{file} är nästlad djupare än någon verklig webbsida.", kind="too_deep")


def read_fragment(source: str, *, line: int | None = None) -> Iterator[RawBlock]:
    """Blocks of a piece of HTML inside another format; all of them stand on the same line."""
    from selectolax.lexbor import LexborHTMLParser

    check_depth(source, file="HTML i texten" if line is None else f"HTML på rad {line}")
    body: LexborNode | None = LexborHTMLParser(source).body
    if body is None:
        return
    for block in Walk(Limits()).blocks(body):
        yield replace(block, line=line)


def decode_page(data: bytes) -> str:
    """The page's text in the encoding it declares, else UTF-8, else Windows' western code page.

    Example:
        >>> decode_page('<meta charset="iso-8859-1"><p>Åtgärd'.encode("latin-1"))[-6:]
        'Åtgärd'
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    declared = _CHARSET.search(data[:_SNIFFED])
    candidates = ["utf-8", "cp1252"]
    if declared:
        name = declared[1].decode("ascii").casefold()
        candidates.insert(0, "cp1252" if name in ("iso-8859-1", "latin1", "us-ascii") else name)
    for encoding in candidates:
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")


def _problems(dropped: int, walk: Walk) -> list[Problem]:
    found = []
    if dropped:
        message = f"{dropped} tecken i menyer, sidhuvud och sidfot utelämnades."
        found.append(Problem(kind="navigation", message=message, severity=Severity.NOTE))
    if walk.pictures:
        message = f"{walk.pictures} bilder har inte lästs; text i dem saknas."
        found.append(Problem(kind="pictures", message=message, severity=Severity.NOTE))
    if walk.frames:
        message = f"{walk.frames} inbäddade sidor eller dokument har inte lästs."
        found.append(Problem(kind="embedded", message=message, severity=Severity.LOSS))
    return found
