"""Plain text → Document: paragraphs by blank lines, list items and numbered headings by their marks."""

from collections.abc import Iterator

from toolkit.errors import InputError
from toolkit.ingest.bullets import split_bullet, split_heading_number, split_number
from toolkit.ingest.compose import RawBlock, compose
from toolkit.ingest.detect import wide_encoding
from toolkit.ingest.wrapping import wraps
from toolkit.model import BlockKind, Document
from toolkit.text import join_lines

LONGEST_HEADING = 90
"""Characters; a longer line with a number is a numbered paragraph."""
LONGEST_UNNUMBERED = 60


def decode(data: bytes, *, file: str) -> str:
    """The text of a file in UTF-8, UTF-16 or, for old files, Windows' western code page.

    Raises:
        InputError: It is no text.

    Example:
        >>> decode("Åtgärd".encode("cp1252"), file="a.txt")
        'Åtgärd'
    """
    wide = wide_encoding(data[:400])
    encodings = [wide] if wide else ["utf-8-sig", "cp1252", "latin-1"]
    for encoding in encodings:
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise InputError(f"{file} är inte läsbar text.", kind="unreadable")


def read_text(text: str, *, document: str, file: str) -> Document:
    r"""The document in a plain text; each block carries its line.

    Example:
        >>> [b.kind.value for b in read_text("1. Mål\n\n- Ta fram en plan", document="d", file="a.txt").blocks]
        ['heading', 'list_item']
    """
    return compose(_blocks(text), document=document, file=file, format="text")


def _blocks(text: str) -> Iterator[RawBlock]:
    paragraph: list[tuple[int, str]] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip() and "\f" not in line:
            paragraph.append((number, line))
            continue
        yield from _parts(paragraph)
        paragraph = [(number, line.replace("\f", ""))] if line.strip() else []
    yield from _parts(paragraph)


def _parts(paragraph: list[tuple[int, str]]) -> Iterator[RawBlock]:
    """The blocks of lines that stand together: wrapped ones joined, others apart."""
    width = max((len(line) for _, line in paragraph), default=0)
    part: list[tuple[int, str]] = []
    for number, line in paragraph:
        if part and not wraps(part[-1][1], line, width=width):
            yield _block(part, alone=False)
            part = []
        part.append((number, line))
    if part:
        yield _block(part, alone=len(part) == len(paragraph) == 1)


def _block(part: list[tuple[int, str]], *, alone: bool) -> RawBlock:
    number, first = part[0]
    heading = _heading(first.strip()) if alone else None
    if heading:
        label, words = heading
        level = label.strip(".").count(".") + 1 if label else 1
        return RawBlock(kind=BlockKind.HEADING, text=join_lines([words]), number=label, level=level, line=number)
    mark = split_bullet(first) or split_number(first)
    if mark:
        text = join_lines([mark[1], *(line for _, line in part[1:])])
        level = 1 + (len(first.expandtabs(4)) - len(first.expandtabs(4).lstrip())) // 4
        return RawBlock(kind=BlockKind.LIST_ITEM, text=text, number=mark[0], level=level, line=number)
    return RawBlock(kind=BlockKind.PARAGRAPH, text=join_lines(line for _, line in part), line=number)


def _heading(line: str) -> tuple[str | None, str] | None:
    """Number and words of a line that stands alone and reads as a heading: short, begun large, not ended."""
    number, words = split_heading_number(line)
    ended = words[-1:] in ".;,:!?" or bool(split_bullet(line))
    if ended or len(line) > LONGEST_HEADING or not words[:1].isupper():
        return None
    return (number, words) if number or len(words) <= LONGEST_UNNUMBERED else None
