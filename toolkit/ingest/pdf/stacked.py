"""A table of which only some rows are tinted or framed is found in pieces, drawn ones and others: they are one."""

from collections.abc import Sequence

from toolkit.ingest.compose import RawBlock
from toolkit.ingest.pdf.joining import joined

_NEXT = 1.3
"""Times the size: the next row of a table stands no further below."""
_SIZE = 10.0


def stacked(drawn: Sequence[RawBlock], others: Sequence[RawBlock]) -> list[RawBlock]:
    """The tables of a page; drawn ones and others that are pieces of one table are made one.

    Args:
        drawn: Tables found by their drawn lines.
        others: Tables of the same page found by how their words stand.
    """
    found = dict(enumerate([*drawn, *others]))
    if not drawn or not others:
        return list(found.values())
    order = sorted(found, key=lambda at: _top(found[at]))
    upper = order[0]
    for lower in order[1:]:
        one, two = found[upper], found[lower]
        mixed = (upper < len(drawn)) != (lower < len(drawn))
        whole = joined(one, two) if mixed and _touch(one, two) else None
        if whole is None or whole[1] or one.box is None or two.box is None:
            upper = lower
            continue
        box = (min(one.box[0], two.box[0]), one.box[1], max(one.box[2], two.box[2]), two.box[3])
        found[upper] = RawBlock(
            kind=one.kind, table=whole[0].table, page=one.page, box=box, size=one.size, confidence=one.confidence
        )
        del found[lower]
    return list(found.values())


def _top(block: RawBlock) -> float:
    """Upper edge."""
    return block.box[1] if block.box else 0.0


def _touch(one: RawBlock, two: RawBlock) -> bool:
    """Whether one stands right above the other."""
    if one.box is None or two.box is None:
        return False
    return -2.0 <= two.box[1] - one.box[3] < _NEXT * (one.size or two.size or _SIZE)
