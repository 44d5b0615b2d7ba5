"""Which rows at the top of a table head its columns, told by how they are set and what they say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.ingest.compose import RawCell

_VALUE = re.compile(r"[.;]$|^[\d\s.,%–-]*\d[\d\s.,%–-]*$")
_FIGURE = re.compile(r"[\d\s.,%–-]*\d[\d\s.,%–-]*")
LONGEST_LABEL = 60
"""Letters of the longest column label."""


@dataclass(frozen=True, slots=True)
class Look:
    """A cell with what its looks say."""

    cell: RawCell
    bold: bool = False


def with_heads(looks: Sequence[Look]) -> list[RawCell]:
    """The cells, those of heading rows marked; cells that a file marks itself stay as they are."""
    cells = [look.cell for look in looks]
    if any(cell.header for cell in cells):
        return cells
    count = head_rows(looks)
    return [replace(cell, header=cell.row < count) for cell in cells]


def head_rows(looks: Sequence[Look]) -> int:
    """How many rows at the top head the columns.

    Example:
        >>> texts = [["Åtgärd", "Ansvarig"], ["Ta fram en rutin för tidig upptäckt.", "Socialnämnden"]]
        >>> head_rows(
        ...     [Look(RawCell(text=t, row=r, column=c)) for r, row in enumerate(texts) for c, t in enumerate(row)]
        ... )
        1
    """
    rows: dict[int, list[Look]] = {}
    for look in looks:
        if look.cell.text:
            rows.setdefault(look.cell.row, []).append(look)
    order = sorted(rows)
    columns = max((look.cell.column + look.cell.column_span for look in looks), default=0)
    if len(order) < 2 or columns < 2:
        return 0
    first = 0
    if len(rows[order[0]]) == 1 and rows[order[0]][0].cell.column_span >= columns and len(order) > 2:
        first = 1  # one cell over the whole width is a title; the labels stand below it
    if not _labels(rows, order, first):
        return 0
    return max(_bottom(look.cell) for look in rows[order[first]])


def _bottom(cell: RawCell) -> int:
    """The first row below the label; a label over several columns has its parts in the row below it."""
    return cell.row + cell.row_span + (1 if cell.column_span > 1 and cell.row_span == 1 else 0)


def _labels(rows: Mapping[int, Sequence[Look]], order: Sequence[int], at: int) -> bool:
    """Whether the row reads like labels over the rows below."""
    row, below = rows[order[at]], [look for index in order[at + 1 :] for look in rows[index]]
    if len(row) < 2 or not below:
        return False
    if all(look.bold for look in row) and not all(look.bold for look in below):
        return True
    texts = [look.cell.text for look in row]
    if any(len(text) > LONGEST_LABEL or _VALUE.search(text) for text in texts):
        return False
    longest = max(len(look.cell.text) for look in below)
    figures = sum(bool(_FIGURE.fullmatch(look.cell.text)) for look in below) >= 0.2 * len(below)
    return longest > 2 * max(len(text) for text in texts) or figures
