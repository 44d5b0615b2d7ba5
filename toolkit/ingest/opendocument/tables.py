"""OpenDocument tables: spans, repeated rows and cells, header rows."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from toolkit.errors import LimitError
from toolkit.ingest.compose import RawCell, RawTable
from toolkit.ingest.opendocument.names import TABLE, local, whole
from toolkit.ingest.word.tables import CellText, with_heads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_GROUPS = frozenset({"table-header-rows", "table-rows", "table-row-group"})
MOST_REPEATS = 1000
"""Filled rows or cells that one element may stand for."""


def rows_of(table: "_Element", *, head: bool = False) -> "Iterator[tuple[_Element, bool]]":
    """Rows with whether they are header rows."""
    for child in table:
        if child.tag == TABLE + "table-row":
            yield child, head
        elif local(child) in _GROUPS:
            yield from rows_of(child, head=head or child.tag == TABLE + "table-header-rows")


def cells_of(row: "_Element") -> "Iterator[_Element]":
    """The cells of a row that stand where they begin."""
    return (cell for cell in row if cell.tag == TABLE + "table-cell")


def read_table(table: "_Element", read_cell: "Callable[[_Element], CellText]", *, most_cells: int) -> RawTable | None:
    """The table's cells on their grid, or None where nothing is printed in it.

    Raises:
        LimitError: It has more cells than the limits allow.
    """
    cells: list[RawCell] = []
    bold: dict[int, list[bool]] = {}
    flagged: set[int] = set()
    at = 0
    for row, head in rows_of(table):
        made = _row(row, read_cell)
        filled = any(content.text for _, _, _, content in made)
        for _ in range(min(whole(row.get(TABLE + "number-rows-repeated"), 1), MOST_REPEATS) if filled else 1):
            if head:
                flagged.add(at)
            for column, across, down, content in made:
                cells.append(
                    RawCell(
                        text=content.text.replace("\n", " "), row=at, column=column, column_span=across,
                        row_span=down, items=content.items,
                    )
                )  # fmt: skip
                if content.text:
                    bold.setdefault(at, []).append(content.bold)
            at += 1
            if len(cells) > most_cells:
                raise LimitError(f"En tabell har fler än {most_cells} celler.", kind="too_big")
    if not any(cell.text for cell in cells):
        return None
    return RawTable(cells=with_heads(cells, flagged, bold))


def _row(row: "_Element", read_cell: "Callable[[_Element], CellText]") -> list[tuple[int, int, int, CellText]]:
    """Column, spans and content of each cell of a row."""
    made: list[tuple[int, int, int, CellText]] = []
    column = 0
    for cell in row:
        name = local(cell)
        if name not in ("table-cell", "covered-table-cell"):
            continue
        repeats = min(whole(cell.get(TABLE + "number-columns-repeated"), 1), MOST_REPEATS)
        if name == "table-cell":
            content = read_cell(cell)
            across = max(1, whole(cell.get(TABLE + "number-columns-spanned"), 1, most=MOST_REPEATS))
            down = max(1, whole(cell.get(TABLE + "number-rows-spanned"), 1, most=MOST_REPEATS * 10))
            for index in range(repeats):
                made.append((column + index, across, down, content))
        column += repeats
    while made and not made[-1][3].text and made[-1][1] == 1 and len(made) > MOST_REPEATS // 2:
        made.pop()
    return made
