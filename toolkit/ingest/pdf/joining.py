"""Tables that a page break cuts are one table: header rows repeated or not, rows whole or continued.

Every cell keeps the page and box where it was printed; a cell that goes on has a further place for each page.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from toolkit.ingest.compose import RawBlock, RawCell, RawTable
from toolkit.ingest.pdf.cuts import is_cut_at_page
from toolkit.ingest.pdf.page import PageContent
from toolkit.ingest.pdf.unruled import is_column_heading
from toolkit.ingest.pdf.wording import is_finished, running
from toolkit.model import BlockKind
from toolkit.text import fold

NEAR = 12.0
"""Points by which the columns of two parts may differ."""
_CONTINUED = re.compile(r"^\W*(forts\b|fortsättning|\(?forts|continued|\(cont)", re.IGNORECASE)


class _Place(NamedTuple):
    """A table among the pages' blocks."""

    page: int
    at: int


def join_tables(pages: Sequence[Sequence[RawBlock]], contents: Sequence[PageContent]) -> list[list[RawBlock]]:
    """The same pages; the parts of a table stand together on the page where it begins.

    Args:
        pages: Blocks in reading order.
        contents: The pages, for their sizes.
    """
    out = [list(blocks) for blocks in pages]
    open_at: _Place | None = None
    for number, blocks in enumerate(out):
        first = _first(blocks)
        before = out[open_at.page][open_at.at] if open_at is not None else None
        if open_at is not None and before is not None and first is None:
            rest = _rest(before, blocks)
            if rest is not None:
                before = out[open_at.page][open_at.at] = _with_rest(before, blocks[rest.at], rest.column)
                del blocks[rest.at]
                first = _first(blocks)
        if open_at is not None and before is not None and first is not None:
            whole = joined(before, blocks[first])
            if whole is not None:
                table, heads = whole
                out[open_at.page][open_at.at] = table
                out[number][first : first + 1] = heads
                if _last(out[number]) is None and not any(_is_text(block) for block in out[number]):
                    continue
        last = _last(out[number])
        if last is not None:
            open_at = _Place(number, last)
        elif any(_is_text(block) for block in out[number]):
            open_at = None
    return out


class _Rest(NamedTuple):
    """A paragraph that is the end of a cell, and the cell's column."""

    at: int
    column: int


def _rest(table: RawBlock, blocks: Sequence[RawBlock]) -> _Rest | None:
    """The paragraph at the top of a page that goes on the table's last row, all alone in one of its columns.

    Without a line around it nothing else tells that it is a cell: it stands in the column, begins small, and the cell
    above stops in mid-sentence.
    """
    at = next((index for index, block in enumerate(blocks) if _is_text(block)), None)
    if at is None or table.table is None or blocks[at].kind is not BlockKind.PARAGRAPH:
        return None
    box, text = blocks[at].box, blocks[at].text
    if box is None or not text[:1].islower():
        return None
    edges = _edges(table.table)
    lefts = sorted(left for left, _ in edges.values())
    column = min(edges, key=lambda column: abs(edges[column][0] - box[0]), default=None)
    if column is None or abs(edges[column][0] - box[0]) > NEAR:
        return None
    if box[2] > min((left for left in lefts if left > edges[column][0]), default=edges[column][1] + NEAR):
        return None
    last = max((cell.row + cell.row_span for cell in table.table.cells), default=0)
    above = [cell for cell in table.table.cells if cell.column == column and cell.row + cell.row_span == last]
    return _Rest(at, column) if above and above[0].text and not is_finished(above[0].text) else None


def _with_rest(table: RawBlock, rest: RawBlock, column: int) -> RawBlock:
    """The table with a paragraph added to its last row."""
    held = table.table or RawTable(cells=())
    last = max(cell.row + cell.row_span for cell in held.cells) - 1
    more = RawCell(text=rest.text, row=0, column=column, page=rest.page, box=rest.box)
    return replace(table, table=replace(held, cells=tuple(_grown(held.cells, [more], last, held.cells))))


def _is_text(block: RawBlock) -> bool:
    """Whether the block belongs to the running text."""
    return block.kind not in (BlockKind.FURNITURE, BlockKind.COMMENT)


def _first(blocks: Sequence[RawBlock]) -> int | None:
    """The table that the page begins with; a line that only says "forts." may stand above it."""
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.TABLE:
            return index
        if _is_text(block) and not (_CONTINUED.match(block.text) and len(block.text) < 60):
            return None
    return None


def _last(blocks: Sequence[RawBlock]) -> int | None:
    """The table that the page ends with; footnotes below it are passed over."""
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if block.kind is BlockKind.TABLE:
            return index
        if _is_text(block) and not (block.kind is BlockKind.PARAGRAPH and (block.size or 99) < 9 and index > 0):
            return None
    return None


def joined(before: RawBlock, after: RawBlock) -> tuple[RawBlock, list[RawBlock]] | None:
    """Both parts as one table, and the repeated header as furniture; None when they are two tables."""
    if before.table is None or after.table is None:
        return None
    columns = _columns(before.table, after.table)
    if columns is None:
        return None
    moved = [replace(cell, column=columns[cell.column]) for cell in after.table.cells if cell.column in columns]
    if len(moved) != len(after.table.cells):
        return None
    heads = _repeated(before.table.cells, moved)
    if not heads and _own_head(after.table):
        if not _guessed(before.table, after.table):
            return None
        moved = [replace(cell, header=False) for cell in moved]
    body = [cell for cell in moved if cell.row >= heads]
    furniture = [_as_furniture(row, after) for row in _rows([cell for cell in moved if cell.row < heads])]
    cells = _appended(before.table.cells, body, heads)
    table = replace(before.table, cells=tuple(cells), doubtful=before.table.doubtful or after.table.doubtful)
    end = after.page_end or after.page
    return replace(before, table=table, page_end=end), furniture


def _own_head(table: RawTable) -> bool:
    """Whether the part has a header of its own that differs from the first part's: then it is another table."""
    return any(cell.header for cell in table.cells)


def _guessed(before: RawTable, after: RawTable) -> bool:
    """Whether the second part's header is only its first row, which looks like one: short words over long ones.

    The first part has column headings that are known, the second has none, and both have the same columns.
    """
    named = [is_column_heading(cell.text) for cell in before.cells if cell.header and cell.text]
    if sum(named) < 2 or any(cell.header and is_column_heading(cell.text) for cell in after.cells):
        return False
    left, right = _edges(before), _edges(after)
    return left.keys() == right.keys() and all(abs(left[at][0] - right[at][0]) < NEAR for at in left)


def _columns(before: RawTable, after: RawTable) -> dict[int, int] | None:
    """Column of the second part → column of the first, by their edges; None when they do not stand under each other."""
    left, right = _edges(before), _edges(after)
    if before.columns == after.columns and not (left and right):
        return {column: column for column in range(after.columns)}
    if not left or not right:
        return None
    found: dict[int, int] = {}
    for column, (x0, x1) in right.items():
        best = max(left, key=lambda other: min(x1, left[other][1]) - max(x0, left[other][0]))
        overlap = min(x1, left[best][1]) - max(x0, left[best][0])
        if overlap <= 0.5 * min(x1 - x0, left[best][1] - left[best][0]):
            return None
        found[column] = best
    if len(set(found.values())) != len(found) or sorted(found, key=lambda column: found[column]) != sorted(found):
        return None
    if before.columns == after.columns:
        return {column: column for column in range(after.columns)}
    # Columns that are empty on one of the pages are not seen there: most of them must still agree.
    return found if len(found) == after.columns and len(found) >= max(2, before.columns - 1) else None


def _edges(table: RawTable) -> dict[int, tuple[float, float]]:
    """Left and right edge of each column, from the cells that span no other."""
    edges: dict[int, tuple[float, float]] = {}
    for cell in table.cells:
        if cell.box is not None and cell.column_span == 1:
            x0, x1 = edges.get(cell.column, (cell.box[0], cell.box[2]))
            edges[cell.column] = (min(x0, cell.box[0]), max(x1, cell.box[2]))
    return edges


def _rows(cells: Sequence[RawCell]) -> list[list[RawCell]]:
    """The cells row by row."""
    rows: dict[int, list[RawCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    return [sorted(rows[row], key=lambda cell: cell.column) for row in sorted(rows)]


def _repeated(before: Sequence[RawCell], after: Sequence[RawCell]) -> int:
    """How many rows at the top of the second part say the same as the top of the first."""
    count = 0
    for one, two in zip(_rows(before), _rows(after), strict=False):
        if [fold(cell.text) for cell in one if cell.text] != [fold(cell.text) for cell in two if cell.text]:
            break
        if not any(cell.text for cell in two):
            break
        count = two[0].row + 1
    return count


def _as_furniture(row: Sequence[RawCell], table: RawBlock) -> RawBlock:
    """A repeated header row, kept as what the page repeats."""
    boxes = [cell.box for cell in row if cell.box is not None]
    box = (
        (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
        if boxes
        else None
    )
    text = " ".join(cell.text for cell in row if cell.text)
    return RawBlock(kind=BlockKind.FURNITURE, text=text, page=row[0].page or table.page, box=box)


def _appended(before: Sequence[RawCell], body: Sequence[RawCell], heads: int) -> list[RawCell]:
    """The first part's cells and the second's below them; a continued row goes on the last row."""
    end = max((cell.row + cell.row_span for cell in before), default=0)
    rows = _rows(body)
    goes_on = bool(rows) and _continues(before, rows[0])
    cells = list(before)
    shift = end - heads
    if goes_on:
        cells = _taller(_grown(cells, rows[0], end - 1, [*before, *body]), rows[0], end)
        body = [cell for cell in body if cell.row != rows[0][0].row]
        shift -= rows[0][0].row - heads + 1
    return [*cells, *(replace(cell, row=cell.row + shift) for cell in body)]


def _continues(before: Sequence[RawCell], row: Sequence[RawCell]) -> bool:
    """Whether the row is the rest of the last row above the page break.

    Either its key cell is empty where the table's rows have keys, or its texts go on in the middle of sentences.
    """
    above = {cell.column: cell for cell in _rows(before)[-1]}
    if above and all(cell.header for cell in above.values()):
        return False
    filled = [cell for cell in row if cell.text]
    if not filled or any(cell.column_span > 1 or cell.row_span > 1 for cell in filled):
        return False
    broken = [
        cell
        for cell in filled
        if cell.column in above and above[cell.column].text and not is_finished(above[cell.column].text)
    ]
    small = [cell for cell in filled if cell.text[0].islower()]
    if len(small) == len(filled):
        return bool(broken)
    if any(cell.row_span > 1 for cell in row):
        return False  # a label that goes on beside several rows says nothing of the first of them
    keys = [cells[0] for cells in _rows(before) if not cells[0].header and cells[0].column == 0]
    # A label beside several rows is no key: below a break, what stands beside nothing may be one more row of it.
    keyed = len(keys) >= 2 and sum(bool(cell.text) and cell.row_span == 1 for cell in keys) >= 0.8 * len(keys)
    key = next((cell for cell in row if cell.column == 0), None)
    if key is not None and key.text:
        return False
    return keyed and all(cell.column in above and (above[cell.column].text or cell in broken) for cell in filled)


def _taller(cells: Sequence[RawCell], row: Sequence[RawCell], end: int) -> list[RawCell]:
    """The cells, a label that goes on empty beside further rows below the break as tall as both its parts."""
    more = {cell.column: cell.row_span - 1 for cell in row if not cell.text and cell.row_span > 1}
    return [
        replace(cell, row_span=cell.row_span + more[cell.column])
        if cell.column in more and cell.row + cell.row_span == end
        else cell
        for cell in cells
    ]


def _grown(cells: Sequence[RawCell], row: Sequence[RawCell], last: int, table: Sequence[RawCell]) -> list[RawCell]:
    """The cells, those that end in the last row with the row's texts added; `table` tells how words are spelled."""
    more = {cell.column: cell for cell in row if cell.text}
    grown: list[RawCell] = []
    for cell in cells:
        extra = more.pop(cell.column, None) if cell.row + cell.row_span - 1 == last else None
        if extra is None or extra.page is None:
            grown.append(cell)
            continue
        text = _with_rest_of(cell, extra, table) if cell.text else extra.text
        items = cell.items
        if extra.items or items:
            items = (*items, *(extra.items or (extra.text,)))
        grown.append(replace(cell, text=text, items=items, parts=(*cell.parts, (extra.page, extra.box))))
    grown.extend(replace(cell, row=last) for cell in more.values())
    return grown


def _with_rest_of(cell: RawCell, rest: RawCell, table: Sequence[RawCell]) -> str:
    """The text of a cell that goes on below the page break, a word cut there put together again."""
    others = (other.text for other in table if other is not cell and other is not rest)
    if is_cut_at_page(cell.text, rest.text, others):
        return cell.text.rstrip() + rest.text.lstrip()
    return running([cell.text, rest.text])
