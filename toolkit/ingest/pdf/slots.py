"""Where each cell of a tagged table stands: by the order of its row, or where that falls short, by its place.

Some programs, browsers among them, leave empty cells out of the tree; others, word processors among them, do not say
that a cell spans several columns. The cells after one would slide to the left; only where they are printed tells their
column.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from toolkit.ingest.pdf.page import Word
from toolkit.ingest.pdf.tree import Element, Mark

_TOUCH = 2.0
"""Points that a cell's words and a column's must share to be in the same place."""
_ALIGNED = 3.0
_Words = Mapping[Mark, Sequence[Word]]
_Reach = tuple[float, float]
_EMPTY = Element(role="TD")


class Slot(NamedTuple):
    """A cell element and its place in the grid."""

    held: Element
    row: int
    column: int
    row_span: int
    column_span: int


def placed(rows: Sequence[Element], words: _Words) -> list[Slot]:
    """Every cell with its place; empty cells that the tree leaves out are put in where others tell their place.

    Args:
        rows: The rows of one table, top to bottom.
        words: The words of each piece of marked content.
    """
    held = [
        [child for child in row.children if isinstance(child, Element) and child.role in ("TD", "TH")] for row in rows
    ]
    lines = list(_by_order(held))
    slots = [slot for line, _ in lines for slot in line]
    width = max((slot.column + slot.column_span for slot in slots), default=0)
    if all(count == width for _, count in lines):
        return slots
    columns = _columns([line for line, count in lines if count == width], words)
    if not columns:
        return slots
    return [slot for line in _by_place(held, width, _between(columns, width), words) for slot in line]


def _by_order(held: Sequence[Sequence[Element]]) -> Iterator[tuple[list[Slot], int]]:
    """The cells of each row one after another past what hangs down from above, and how many columns are filled."""
    filled: set[tuple[int, int]] = set()
    for row, cells in enumerate(held):
        line = _filled(cells, row, len(held), filled)
        yield line, sum(at == row for at, _ in filled)


def _filled(cells: Sequence[Element], row: int, rows: int, filled: set[tuple[int, int]]) -> list[Slot]:
    """The cells of one row, each in the first place that is free."""
    column, line = 0, []
    for cell in cells:
        while (row, column) in filled:
            column += 1
        line.append(_slot(cell, row, column, cell.column_span, rows, filled))
        column += cell.column_span
    return line


def _slot(cell: Element, row: int, column: int, span: int, rows: int, filled: set[tuple[int, int]]) -> Slot:
    """The cell at that place, which is filled from now on."""
    down = min(cell.row_span, rows - row)
    filled.update((row + i, column + j) for i in range(down) for j in range(span))
    return Slot(cell, row, column, down, span)


def _reach(cell: Element, words: _Words) -> _Reach | None:
    """From where to where the words of a cell reach, on the page where it begins."""
    found = [(mark.page, word) for mark in cell.marks() for word in words.get(mark, ())]
    here = [word for page, word in found if page == found[0][0]]
    return (min(word.box[0] for word in here), max(word.box[2] for word in here)) if here else None


def _columns(lines: Sequence[Sequence[Slot]], words: _Words) -> dict[int, _Reach]:
    """From where to where the words of each column reach, in rows that are complete."""
    found: dict[int, _Reach] = {}
    for slot in (slot for line in lines for slot in line if slot.column_span == 1):
        reach = _reach(slot.held, words)
        if reach is not None:
            before = found.get(slot.column, reach)
            found[slot.column] = (min(before[0], reach[0]), max(before[1], reach[1]))
    return found


def _between(columns: Mapping[int, _Reach], width: int) -> dict[int, _Reach]:
    """The columns with those that no complete row prints anything in: they lie somewhere between the others."""
    found = dict(columns)
    for column in range(width):
        if column not in found:
            left = max((x1 for at, (_, x1) in columns.items() if at < column), default=float("-inf"))
            right = min((x0 for at, (x0, _) in columns.items() if at > column), default=float("inf"))
            found[column] = (left, right)
    return found


def _by_place(
    held: Sequence[Sequence[Element]], width: int, columns: Mapping[int, _Reach], words: _Words
) -> Iterator[list[Slot]]:
    """Like `_by_order`, but the cells of a row that falls short go to the columns they are printed in."""
    filled: set[tuple[int, int]] = set()
    for row, cells in enumerate(held):
        free = [column for column in range(width) if (row, column) not in filled]
        reaches = [_reach(cell, words) for cell in cells]
        spans = [cell.column_span for cell in cells]
        starts = _chosen(reaches, spans, free, columns) if cells and sum(spans) < len(free) else None
        if starts is None:
            yield _filled(cells, row, len(held), filled)
            continue
        if not all(cell.stated for cell in cells):
            spans = _spans(starts, reaches, free, columns)
        line = [
            _slot(cell, row, start, span, len(held), filled)
            for cell, start, span in zip(cells, starts, spans, strict=True)
        ]
        line += [_slot(_EMPTY, row, column, 1, len(held), filled) for column in free if (row, column) not in filled]
        yield sorted(line, key=lambda slot: slot.column)


def _spans(
    starts: list[int], reaches: Sequence[_Reach | None], free: Sequence[int], columns: Mapping[int, _Reach]
) -> list[int]:
    """How many columns each cell spans where the tree does not tell: all to the next cell.

    The first cell begins at the row's start, which is put into `starts`, unless its words begin where its column does:
    then what stands above reaches down.
    """
    first = reaches[0]
    if first is None or abs(first[0] - columns[starts[0]][0]) > _ALIGNED:
        starts[0] = free[0]
    spans = []
    for start, end in zip(starts, [*starts[1:], free[-1] + 1], strict=True):
        spans.append(next((i for i in range(1, end - start) if start + i not in free), end - start))
    return spans


def _chosen(
    reaches: Sequence[_Reach | None], spans: Sequence[int], free: Sequence[int], columns: Mapping[int, _Reach]
) -> list[int] | None:
    """The column of each cell, from left to right: the choice that puts the words nearest to their columns."""
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}  # first free column that is left → cost, choice
    for reach, span in zip(reaches, spans, strict=True):
        following: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, choice) in best.items():
            for at in range(start, len(free) - span + 1):
                if free[at + span - 1] - free[at] != span - 1:
                    continue
                total = cost + _distance(reach, columns, range(free[at], free[at] + span))
                if at + span not in following or total < following[at + span][0]:
                    following[at + span] = (total, [*choice, free[at]])
        best = following
    return min(best.values(), key=lambda found: (found[0], found[1]))[1] if best else None


def _distance(reach: _Reach | None, columns: Mapping[int, _Reach], span: range) -> float:
    """How far the words of a cell stand from those of the columns; nothing for a cell without words."""
    if reach is None:
        return 0.0
    left, right = min(columns[column][0] for column in span), max(columns[column][1] for column in span)
    return max(0.0, _TOUCH - (min(right, reach[1]) - max(left, reach[0])))
