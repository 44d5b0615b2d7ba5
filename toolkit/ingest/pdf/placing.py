"""Where things stand among other things: words inside boxes, tables among paragraphs."""

from collections.abc import Sequence

from toolkit.ingest.compose import RawBlock
from toolkit.model import Box


def inside(box: Box, boxes: Sequence[Box]) -> bool:
    """Whether the middle of `box` lies in one of `boxes`.

    Example:
        >>> inside((10, 10, 20, 20), [(0, 0, 50, 50)]), inside((60, 10, 70, 20), [(0, 0, 50, 50)])
        (True, False)
    """
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes)


def place_tables(blocks: Sequence[RawBlock], tables: Sequence[RawBlock]) -> list[RawBlock]:
    """The blocks with each table before the first block that stands below it in the same column."""
    found = list(blocks)
    for table in sorted(tables, key=lambda table: (table.box or (0, 0, 0, 0))[1], reverse=False):
        found.insert(_place(found, table), table)
    return found


def _place(blocks: Sequence[RawBlock], table: RawBlock) -> int:
    """The position for `table`."""
    if table.box is None:
        return len(blocks)
    x0, top, x1, bottom = table.box
    middle = (top + bottom) / 2
    after = 0
    for index, block in enumerate(blocks):
        if block.box is None or block.page != table.page:
            continue
        beside = min(x1, block.box[2]) - max(x0, block.box[0]) <= 0
        if beside:
            continue
        if (block.box[1] + block.box[3]) / 2 > middle:
            return index
        after = index + 1
    return after or len(blocks)


def place_beside(blocks: Sequence[RawBlock], height: float) -> int:
    """The position after the block that has a box beside it, whose narrow part ends at `height`."""
    for index, block in enumerate(blocks):
        if block.box and block.box[1] < height <= block.box[3] + 1:
            return index + 1
    return len(blocks)


def space_above(box: Box, blocks: Sequence[RawBlock]) -> float | None:
    """The room between a block at the top of its column and what stands above it on the page; None if nothing does.

    Example:
        >>> from toolkit.model import BlockKind
        >>> space_above((0, 50, 90, 60), [RawBlock(kind=BlockKind.TABLE, box=(0, 10, 90, 40))])
        10
    """
    lowest = [
        other.box[3]
        for other in blocks
        if other.box and other.box[3] <= box[1] + 2 and other.box[0] < box[2] and other.box[2] > box[0]
    ]
    return round(max(0.0, box[1] - max(lowest)), 1) if lowest else None
