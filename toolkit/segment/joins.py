"""A measure table that a reader handed over in pieces, one a page: put together again before its rows are read."""

from dataclasses import replace

from toolkit.model import Table
from toolkit.segment.tables import header


def goes_on(first: Table, second: Table | None) -> bool:
    """Whether the second table is the rest of the first: on the next page, as wide, with the same header or none."""
    if second is None or not first.rows or not second.rows or first.columns != second.columns:
        return False
    last = max((cell.provenance.page_end or cell.provenance.page or 0 for cell in first.cells), default=0)
    begins = min((cell.provenance.page or 0 for cell in second.cells), default=0)
    if not last or begins not in (last, last + 1):
        return False
    top, below = header(first), header(second)
    if top is None:
        return False
    return dict(below.keys) == dict(top.keys) if below is not None else begins == last + 1


def joined(first: Table, second: Table | None) -> Table:
    """Both tables as one; the header printed again stays in it and is passed over by whoever reads the rows."""
    if second is None:
        return first
    shift = 1 + max((cell.row for cell in first.cells), default=-1)
    moved = tuple(tuple(replace(cell, row=cell.row + shift) for cell in row) for row in second.rows)
    return replace(first, rows=first.rows + moved)
