"""Paragraphs that go on in the next column or on the next page are put together again."""

from collections.abc import Sequence
from dataclasses import replace

from toolkit.ingest.compose import RawBlock
from toolkit.ingest.pdf.wording import hangs_in_the_air, is_finished, running
from toolkit.model import BlockKind, Span

_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


def goes_on(before: RawBlock, after: RawBlock) -> bool:
    """Whether `after` is the rest of `before`: unfinished there, in small letters here, set alike.

    Example:
        >>> from toolkit.model import BlockKind
        >>> one, two = (RawBlock(kind=BlockKind.PARAGRAPH, text=text, size=11) for text in ("Nämnden ska", "ta fram."))
        >>> goes_on(one, two), goes_on(two, one)
        (True, False)
    """
    if before.kind not in _TEXT or after.kind is not BlockKind.PARAGRAPH or not before.text or not after.text:
        return False
    if abs((before.size or 0) - (after.size or 0)) > 0.6 or is_finished(before.text):
        return False
    return after.text[0].islower() or hangs_in_the_air(before.text)


def together(before: RawBlock, after: RawBlock, kept: frozenset[str]) -> RawBlock:
    """The two as one block that stands where the first begins."""
    text = running([before.text, after.text], kept)
    shift = len(text) - len(after.text)
    spans = list(before.spans)
    for span in after.spans:
        moved = Span(start=span.start + shift, end=span.end + shift, bold=span.bold, italic=span.italic)
        last = spans[-1] if spans else None
        if last and (last.bold, last.italic) == (moved.bold, moved.italic) and moved.start - last.end <= 1:
            spans[-1] = replace(last, end=moved.end)
        else:
            spans.append(moved)
    end = after.page_end or after.page
    return replace(before, text=text, spans=tuple(spans), page_end=end if end != before.page else before.page_end)


def joined(pages: Sequence[Sequence[RawBlock]], kept: frozenset[str] = frozenset()) -> list[list[RawBlock]]:
    """The same pages, with every paragraph that crosses a page break on the page where it begins."""
    found: list[list[RawBlock]] = []
    open_at: tuple[int, int] | None = None
    """Page and position of the paragraph that may go on."""
    for number, blocks in enumerate(pages):
        mine = list(blocks)
        found.append(mine)
        first = _first(mine)
        if open_at is not None and first is not None:
            before = found[open_at[0]][open_at[1]]
            if goes_on(before, mine[first]):
                found[open_at[0]][open_at[1]] = together(before, mine.pop(first), kept)
                if _last(mine) is None:
                    continue
        last = _last(mine)
        open_at = (number, last) if last is not None else None
    return found


def _first(blocks: Sequence[RawBlock]) -> int | None:
    """The first block of the running text."""
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.FURNITURE:
            continue
        return index if block.kind in _TEXT else None
    return None


def _last(blocks: Sequence[RawBlock]) -> int | None:
    """The last block of the running text; footnotes below it are passed over."""
    sizes = [block.size or 0 for block in blocks if block.kind in _TEXT]
    largest = max(sizes, default=0)
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if block.kind is BlockKind.FURNITURE or (block.kind in _TEXT and (block.size or 0) < 0.9 * largest):
            continue
        return index if block.kind in _TEXT else None
    return None
