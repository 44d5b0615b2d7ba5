"""Word tables: the grid with its spans, nested tables, deleted and inserted rows."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.errors import LimitError
from toolkit.ingest.compose import RawCell, RawTable
from toolkit.ingest.word.ooxml import W, local, number, switched_on, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

WIDEST = 1000
"""Columns; a span in a damaged file can claim millions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellText:
    """What a cell holds: its text with line breaks, its list items, whether all of it is bold."""

    text: str
    items: tuple[str, ...] = ()
    bold: bool = False


ReadCell = Callable[["_Element"], CellText]


def rows_of(table: "_Element") -> "Iterator[_Element]":
    """Rows that are printed, also those inside content controls and tracked insertions; deleted ones are left out."""
    for child in table:
        if child.tag == W + "tr":
            properties = child.find(W + "trPr")
            if properties is None or properties.find(W + "del") is None:
                yield child
        elif local(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from rows_of(child)


def cells_of(row: "_Element") -> "Iterator[_Element]":
    """Cells of a row, also those inside content controls."""
    for child in row:
        if child.tag == W + "tc":
            properties = child.find(W + "tcPr")
            if properties is None or properties.find(W + "cellDel") is None:
                yield child
        elif local(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from cells_of(child)


def read_table(table: "_Element", read_cell: ReadCell, *, most_cells: int) -> RawTable | None:
    """The table's cells on their grid, or None where nothing is printed in it.

    Raises:
        LimitError: It has more cells than the limits allow.
    """
    cells: list[RawCell] = []
    bold: dict[int, list[bool]] = {}
    open_down: dict[int, int] = {}
    flagged: set[int] = set()
    for at, row in enumerate(rows_of(table)):
        column = _skipped(row, "gridBefore")
        properties = row.find(W + "trPr")
        if switched_on(properties, "tblHeader"):
            flagged.add(at)
        for element in cells_of(row):
            width = max(1, min(number(value(element.find(W + "tcPr"), "gridSpan")) or 1, WIDEST))
            if _goes_on(element) and column in open_down:
                _lengthen(cells, open_down[column], at, read_cell(element))
            else:
                content = read_cell(element)
                open_down[column] = len(cells)
                cells.append(RawCell(text=content.text, row=at, column=column, column_span=width, items=content.items))
                if content.text:
                    bold.setdefault(at, []).append(content.bold)
            column += width
            if len(cells) > most_cells or column > WIDEST * 10:
                raise LimitError(f"En tabell har fler än {most_cells} celler.", kind="too_big")
    made = with_heads(cells, flagged, bold)
    return RawTable(cells=made) if any(cell.text for cell in made) else None


def with_heads(cells: list[RawCell], flagged: set[int], bold: dict[int, list[bool]]) -> tuple[RawCell, ...]:
    """The cells with their header rows marked: by the file's own mark, else a bold row over others that are not."""
    heads = _heads(flagged, bold)
    return tuple(replace(cell, text=cell.text.replace("\n", " "), header=cell.row in heads) for cell in cells)


def _skipped(row: "_Element", name: str) -> int:
    return max(0, min(number(value(row.find(W + "trPr"), name)) or 0, WIDEST))


def _goes_on(cell: "_Element") -> bool:
    """Whether the cell is the lower part of one that spans rows."""
    properties = cell.find(W + "tcPr")
    merge = properties.find(W + "vMerge") if properties is not None else None
    return merge is not None and (merge.get(W + "val") or "continue") != "restart"


def _lengthen(cells: list[RawCell], index: int, row: int, content: CellText) -> None:
    """Let the cell reach down to `row`; text that damaged files keep in the lower part goes along."""
    cell = cells[index]
    text = f"{cell.text}\n{content.text}".strip() if content.text else cell.text
    cells[index] = replace(cell, row_span=row - cell.row + 1, text=text, items=(*cell.items, *content.items))


def _heads(flagged: set[int], bold: dict[int, list[bool]]) -> set[int]:
    """Header rows: those marked to be repeated, else a first row that is bold while the rows below are not."""
    if flagged:
        return {row for row in flagged if all(above in flagged for above in range(row))}
    rows = sorted(bold)
    if len(rows) > 1 and all(bold[rows[0]]) and not all(all(bold[row]) for row in rows[1:]):
        return {rows[0]} if len(bold[rows[0]]) > 1 else set()
    return set()
