"""Plain text → Document: paragraphs by blank lines, list items and numbered headings by their marks."""

from collections.abc import Iterator

from toolkit.errors import InputError
from toolkit.ingest.bullets import split_bullet, split_heading_number, split_number
from toolkit.ingest.compose import RawBlock, compose
from toolkit.model import BlockKind, Document
from toolkit.text import join_lines

LONGEST_HEADING = 90
"""Characters; a longer line with a number is a numbered paragraph."""


def decode(data: bytes, *, file: str) -> str:
    """The text of a file in UTF-8, UTF-16 or, for old files, Windows' western code page.

    Raises:
        InputError: It is no text.

    Example:
        >>> decode("Åtgärd".encode("cp1252"), file="a.txt")
        'Åtgärd'
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif data[:200].count(0) > 20:
        encodings = ["utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1252", "latin-1"]
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
    part: list[tuple[int, str]] = []
    alone = True
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        mark = split_bullet(line) or split_number(line)
        if part and (not line.strip() or mark or "\f" in line):
            yield _block(part, alone=alone and not line.strip())
            part = []
        if line.strip():
            if not part:
                alone = not mark or bool(split_heading_number(line.strip())[0])
            part.append((number, line.replace("\f", "")))


def _block(part: list[tuple[int, str]], *, alone: bool) -> RawBlock:
    number, first = part[0]
    heading_number, words = split_heading_number(first.strip())
    if alone and len(part) == 1 and heading_number and len(first) <= LONGEST_HEADING and words[-1] not in ".;,:":
        level = heading_number.strip(".").count(".") + 1
        return RawBlock(
            kind=BlockKind.HEADING, text=join_lines([words]), number=heading_number, level=level, line=number
        )
    mark = split_bullet(first) or split_number(first)
    if mark:
        text = join_lines([mark[1], *(line for _, line in part[1:])])
        level = 1 + (len(first.expandtabs(4)) - len(first.expandtabs(4).lstrip())) // 4
        return RawBlock(kind=BlockKind.LIST_ITEM, text=text, number=mark[0], level=level, line=number)
    return RawBlock(kind=BlockKind.PARAGRAPH, text=join_lines(line for _, line in part), line=number)
