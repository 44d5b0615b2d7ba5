"""A measure table that a reader handed over in pieces, one a page: put together again before its rows are read."""

from dataclasses import replace

from toolkit.model import Table
from toolkit.segment.tables import header, measure_column

NEAR = 5.0
"""Points by which the edge of a column may be moved on the next page."""


def goes_on(first: Table, second: Table | None) -> bool:
    """Whether the second table is the rest of the first: on the next page, as wide, with the same header or none.

    A page on which some columns run together has fewer of them; its edges tell which they are.
    """
    if second is None or not first.rows or not second.rows:
        return False
    last = max((cell.provenance.page_end or cell.provenance.page or 0 for cell in first.cells), default=0)
    begins = min((cell.provenance.page or 0 for cell in second.cells), default=0)
    top, below = header(first), header(second)
    if top is None:
        return False
    if not last and not begins:
        return below is None and measure_column(top, first) is not None
    if not last or begins not in (last, last + 1):
        return False
    if first.columns != second.columns:
        return below is None and begins == last + 1 and fitted(first, second) is not None
    return dict(below.keys) == dict(top.keys) if below is not None else begins == last + 1


def fitted(first: Table, second: Table) -> Table | None:
    """The second, narrower table with its cells in the columns of the first below which they stand; or None."""
    edges = {cell.column: cell.provenance.box for cell in first.rows[0] if cell.column_span == 1}
    boxes = [cell.provenance.box for cell in second.cells]
    known = [box for box in edges.values() if box is not None]
    if second.columns >= first.columns or second.columns < 2 or len(known) < first.columns or None in boxes:
        return None
    lefts = {column: box[0] for column, box in edges.items() if box is not None}
    rows = []
    for row in second.rows:
        placed = []
        for cell in row:
            box = cell.provenance.box
            at = next((column for column, left in lefts.items() if box and abs(left - box[0]) <= NEAR), None)
            if box is None or at is None:
                return None
            span = sum(1 for column, left in lefts.items() if column >= at and left < box[2] - NEAR)
            placed.append(replace(cell, column=at, column_span=max(1, span)))
        rows.append(tuple(placed))
    return replace(second, rows=tuple(rows))


def joined(first: Table, second: Table | None) -> Table:
    """Both tables as one; the header printed again stays in it and is passed over by whoever reads the rows."""
    if second is None:
        return first
    below = second if first.columns == second.columns else fitted(first, second) or second
    shift = 1 + max((cell.row for cell in first.cells), default=-1)
    moved = tuple(tuple(replace(cell, row=cell.row + shift) for cell in row) for row in below.rows)
    return replace(first, rows=first.rows + moved)
