"""Paragraphs → blocks: headings, list items with their marks, lines of contents lists, furniture."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from toolkit.ingest.compose import RawBlock
from toolkit.ingest.pdf.furniture import is_contents_heading, is_contents_line
from toolkit.ingest.pdf.headings import Found
from toolkit.ingest.pdf.lines import Line
from toolkit.ingest.pdf.markers import bullet, number
from toolkit.ingest.pdf.paragraphs import Paragraph, note_mark
from toolkit.ingest.pdf.wording import emphasis, running
from toolkit.model import BlockKind, Box, Span
from toolkit.text import normalise

_LONGEST_CONTENTS = 200
_PAGE_AT_END = re.compile(r"\s(\d{1,3})$")
_LEADERS = re.compile(r"[.…·_ ]{4,}")


def around(lines: Sequence[Line]) -> Box:
    """The box around lines."""
    return (
        min(line.x0 for line in lines),
        min(line.top for line in lines),
        max(line.x1 for line in lines),
        max(line.bottom for line in lines),
    )


def paragraph_block(paragraph: Paragraph, text: str, found: Found | None) -> RawBlock:
    """The block of one paragraph; `text` still holds its mark, `found` is set for a heading."""
    lines = paragraph.lines
    kind, level, mark, start = BlockKind.PARAGRAPH, None, None, 0
    if is_contents_line(text) and len(_LEADERS.sub("", text)) < _LONGEST_CONTENTS:
        kind = BlockKind.FURNITURE
    elif found is not None:
        kind, level, mark, start = BlockKind.HEADING, found.level, found.number, found.start
    else:
        marked = bullet(text) or number(text)
        note = note_mark(lines[0])
        if note is not None and text.startswith(note):
            mark, start = note, len(note)
        elif marked is not None:
            kind, level = BlockKind.LIST_ITEM, 1
            mark, start = marked
    rest = text[start:].strip()
    return RawBlock(
        kind=kind,
        text=rest,
        level=level,
        number=mark,
        page=lines[0].page,
        box=around(lines),
        spans=emphasis(lines, rest, len(mark or "")),
        size=lines[0].size,
        indent=round(lines[0].x0 - paragraph.left, 1),
        space_before=None if paragraph.space is None else round(max(0.0, paragraph.space), 1),
        confidence=_confidence(lines),
    )


def _confidence(lines: Sequence[Line]) -> float:
    """The mean over words: only recognised pages have less than 1."""
    first = lines[0].words[0].confidence
    if first == 1.0:
        return 1.0
    words = [word for line in lines for word in line.words]
    return round(sum(word.confidence for word in words) / len(words), 3)


def furniture_blocks(lines: Sequence[Line]) -> list[RawBlock]:
    """One block a fragment of running header, footer or page number."""
    return [_plain(line, BlockKind.FURNITURE) for line in lines]


def turned_blocks(lines: Sequence[Line]) -> list[RawBlock]:
    """Text that runs up or down beside the rest, one block a line."""
    return [_plain(line, BlockKind.PARAGRAPH) for line in lines]


def _plain(line: Line, kind: BlockKind) -> RawBlock:
    """A line as it is."""
    text = running([line.text])
    spans: tuple[Span, ...] = ()
    if line.bold or line.italic:
        spans = (Span(start=0, end=len(text), bold=line.bold, italic=line.italic),)
    return RawBlock(
        kind=kind,
        text=normalise(text),
        page=line.page,
        box=line.box,
        spans=spans,
        size=line.size,
        confidence=_confidence([line]),
    )


def with_contents(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """A contents list without leaders: lines that end with a page number, under their heading, are furniture."""
    found = list(blocks)
    for start, block in enumerate(blocks):
        if block.kind is not BlockKind.HEADING or not is_contents_heading(block.text):
            continue
        pages = [(0, 0)]
        for index in range(start + 1, len(blocks)):
            match = _PAGE_AT_END.search(blocks[index].text)
            if match:
                pages.append((index, int(match[1])))
        rising = [index for (_, before), (index, page) in pairwise(pages) if page >= before]
        if len(rising) < 3 or len(rising) < 0.6 * (rising[-1] - start):
            continue
        for index in range(start + 1, rising[-1] + 1):
            found[index] = replace(blocks[index], kind=BlockKind.FURNITURE, level=None)
    return found


def with_list_levels(
    blocks: Sequence[RawBlock], lefts: Sequence[float], columns: Sequence[float] = ()
) -> list[RawBlock]:
    """List items in a row get their depth from how far to the right they start in their column.

    Args:
        blocks: A page's blocks in reading order.
        lefts: Where the first line of each begins.
        columns: The left edge of the column that each stands in; none where the page has one column.
    """
    found: list[RawBlock] = []
    stack: list[float] = []
    edge, top = 0.0, 0.0
    for block, left, column in zip(blocks, lefts, columns or [0.0] * len(blocks), strict=True):
        if block.kind is not BlockKind.LIST_ITEM:
            if block.kind is not BlockKind.FURNITURE:
                stack = []
            found.append(block)
            continue
        if stack and block.box is not None and block.box[1] < top:
            stack = [start + column - edge for start in stack]  # the list goes on at the top of the next column
        edge, top = column, block.box[1] if block.box is not None else top
        while stack and stack[-1] > left + 4:
            stack.pop()
        if not stack or left > stack[-1] + 4:
            stack.append(left)
        found.append(block if len(stack) == 1 else replace(block, level=len(stack)))
    return found
