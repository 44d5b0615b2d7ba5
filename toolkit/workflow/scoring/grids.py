"""Grids of cells against grids of cells: which stand beside one another, and which rows came back exactly.

The measure of the ICDAR 2013 table competition: each cell with text and its nearest neighbour with text, to the right
and below, is a relation; empty cells are passed over, white space and dashes do not count.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.model import Box, Table

Relation = tuple[str, str, str]
_NOT_COUNTED = re.compile(r"[\s\-\u00ad\u2010-\u2015\ufffe]+")


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell: its text and the rows and columns it covers, inclusive."""

    text: str
    top: int
    left: int
    bottom: int
    right: int
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the tables of one document came to, in counts."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    rows_right: int = 0
    rows: int = 0

    def __add__(self, other: "Agreement") -> "Agreement":
        """Both counts together (micro)."""
        return Agreement(
            self.right + other.right,
            self.found + other.found,
            self.wanted + other.wanted,
            self.rows_right + other.rows_right,
            self.rows + other.rows,
        )

    @property
    def f1(self) -> float:
        """F1 of the relations; a document without tables in which none is found is all right."""
        total = self.found + self.wanted
        return 2 * self.right / total if total else 1.0

    @property
    def precision(self) -> float:
        """Share of the relations found that are true."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the true relations that were found."""
        return self.right / self.wanted if self.wanted else 0.0


def bare(text: str) -> str:
    """The signs that count.

    Example:
        >>> bare("Self-employed  men")
        'selfemployedmen'
    """
    return _NOT_COUNTED.sub("", text).lower()


def slots(table: Table) -> tuple[Slot, ...]:
    """The cells of a table that was read."""
    return tuple(
        Slot(
            cell.text,
            cell.row,
            cell.column,
            cell.row + cell.row_span - 1,
            cell.column + cell.column_span - 1,
            cell.provenance.page,
            cell.provenance.box,
        )
        for cell in table.cells
    )


def relations(cells: Iterable[Slot]) -> Counter[Relation]:
    """Who stands to the right of whom, and who below.

    Example:
        >>> sorted(relations([Slot("a", 0, 0, 0, 0), Slot("", 0, 1, 0, 1), Slot("b", 0, 2, 0, 2)]))
        [('a', 'b', 'right')]
    """
    full = [cell for cell in cells if bare(cell.text)]
    at: dict[tuple[int, int], Slot] = {}
    for cell in full:
        for row in range(cell.top, cell.bottom + 1):
            for column in range(cell.left, cell.right + 1):
                at.setdefault((row, column), cell)
    rows, columns = max((c.bottom for c in full), default=-1), max((c.right for c in full), default=-1)
    seen = set()
    for cell in full:
        for row in range(cell.top, cell.bottom + 1):
            beside = next((at[row, c] for c in range(cell.right + 1, columns + 1) if (row, c) in at), None)
            seen.add((cell, beside, "right"))
        for column in range(cell.left, cell.right + 1):
            below = next((at[r, column] for r in range(cell.bottom + 1, rows + 1) if (r, column) in at), None)
            seen.add((cell, below, "down"))
    return Counter((bare(one.text), bare(two.text), way) for one, two, way in seen if two is not None)


def lines(cells: Iterable[Slot]) -> list[tuple[Slot, ...]]:
    """The cells with text row by row, each where it begins, from the left."""
    by_row: dict[int, list[Slot]] = {}
    for cell in cells:
        if bare(cell.text):
            by_row.setdefault(cell.top, []).append(cell)
    return [tuple(sorted(row, key=lambda cell: cell.left)) for _, row in sorted(by_row.items())]


def line_key(row: Sequence[Slot]) -> tuple[str, ...]:
    """What two rows must have alike to be the same row."""
    return tuple(bare(cell.text) for cell in row)


def agreement(found: Sequence[Sequence[Slot]], wanted: Sequence[Sequence[Slot]]) -> Agreement:
    """The tables of one document against the true ones."""
    mine: Counter[Relation] = sum(map(relations, found), Counter())
    theirs: Counter[Relation] = sum(map(relations, wanted), Counter())
    rows = Counter(line_key(row) for table in found for row in lines(table))
    true = Counter(line_key(row) for table in wanted for row in lines(table))
    return Agreement((mine & theirs).total(), mine.total(), theirs.total(), (rows & true).total(), true.total())
