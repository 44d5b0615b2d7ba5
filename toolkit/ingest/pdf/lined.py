"""Tables that have lines between their rows only: lines drawn cell by cell break where the columns meet."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from toolkit.ingest.pdf.cells import lines_of
from toolkit.ingest.pdf.grid import Grid, GridCell
from toolkit.ingest.pdf.page import Ruling, Word

_LEVEL = 1.0
"""Points by which pieces of one line may differ in height."""
_SAME = 4.0
"""Points by which the ends of lines, and their breaks, may differ."""
_FEWEST_ROWS = 3
_FAR = 500.0
"""Points between two lines of one table."""
_COMMON = 0.6
"""Share of the lines that break at one place."""
_SHORTEST = 12.0
_MOST_COLUMNS = 3
"""Wider tables show by their words alone where the columns are, also in headings on two levels."""


class _Level(NamedTuple):
    """A line over the whole table, and where it breaks."""

    y: float
    x0: float
    x1: float
    breaks: tuple[float, ...]


def lined_grids(rulings: Sequence[Ruling], words: Sequence[Word]) -> list[Grid]:
    """The grids of the tables of a page that have lines between their rows and none between their columns.

    Args:
        rulings: Drawn lines of the page.
        words: Its words.
    """
    down = [ruling for ruling in rulings if not ruling.horizontal and ruling.bottom - ruling.top >= _SHORTEST]
    stacks = _stacks(_levels(rulings))
    open_sided = [lines for lines in stacks if not any(_runs_down(ruling, lines) for ruling in down)]
    return [grid for lines in open_sided if (grid := _grid(lines, words)) is not None]


def _levels(rulings: Sequence[Ruling]) -> list[_Level]:
    """Pieces that touch end to end as one line."""
    pieces = sorted((r.top, r.x0, r.x1) for r in rulings if r.horizontal and r.x1 - r.x0 >= _SHORTEST)
    bands: list[list[tuple[float, float, float]]] = []
    for piece in pieces:
        if bands and piece[0] - bands[-1][0][0] <= _LEVEL:
            bands[-1].append(piece)
        else:
            bands.append([piece])
    found = []
    for band in bands:
        row = sorted(set(band), key=lambda piece: piece[1])
        start, end = row[0][1], row[0][2]
        breaks: list[float] = []
        for y, x0, x1 in row[1:]:
            if x0 > end + _SAME:
                found.append(_Level(y, start, end, tuple(breaks)))
                start, end, breaks = x0, x1, []
            elif x0 > end - _SAME:
                breaks.append((end + x0) / 2)
                end = max(end, x1)
            else:
                end = max(end, x1)
        found.append(_Level(band[0][0], start, end, tuple(breaks)))
    return found


def _stacks(levels: Sequence[_Level]) -> list[list[_Level]]:
    """Lines of the same width under one another."""
    stacks: list[list[_Level]] = []
    for level in levels:
        for stack in stacks:
            last = stack[-1]
            if abs(last.x0 - level.x0) < _SAME and abs(last.x1 - level.x1) < _SAME and level.y - last.y < _FAR:
                if level.y - last.y > 2 * _LEVEL:
                    stack.append(level)
                break
        else:
            stacks.append([level])
    return [stack for stack in stacks if len(stack) > _FEWEST_ROWS]


def _grid(lines: Sequence[_Level], words: Sequence[Word]) -> Grid | None:
    """The grid of one stack; None where its lines do not break alike or part more than rows."""
    places: list[float] = []
    for place in sorted(x for line in lines for x in line.breaks):
        if places and place - places[-1] < _SAME:
            continue
        if sum(any(abs(x - place) < _SAME for x in line.breaks) for line in lines) >= _COMMON * len(lines):
            places.append(place)
    if not 0 < len(places) < _MOST_COLUMNS:
        return None
    xs = (lines[0].x0, *places, lines[0].x1)
    ys = tuple(line.y for line in lines)
    cells: list[GridCell] = []
    for row, (low, high) in enumerate(pairwise(ys)):
        held = [w for w in words if low < (w.box[1] + w.box[3]) / 2 < high and xs[0] < w.box[0] < xs[-1]]
        if _are_rows(held, xs):
            return None
        start = 0
        for column, x in enumerate(xs[1:], 1):
            if x == xs[-1] or not any(w.box[0] < x - 2 and w.box[2] > x + 2 for w in held):
                box = (xs[start], low, x, high)
                cells.append(GridCell(row, start, 1, column - start, box))
                start = column
    return Grid(xs, ys, tuple(cells))


def _are_rows(words: Sequence[Word], xs: Sequence[float]) -> bool:
    """Whether there are several rows between two lines: each printed line fills most of the columns."""
    lines = lines_of(words)
    if len(lines) < _FEWEST_ROWS:
        return False
    filled = [len({sum(word.box[0] >= x for x in xs) for word in line}) for line in lines]
    ends = [line[-1].box[2] for line in lines if line[-1].box[0] >= xs[-2]]
    wrapped = sum(end > xs[-1] - 0.2 * (xs[-1] - xs[-2]) for end in ends)  # running text fills its column
    level = sum(count >= max(2, 0.75 * (len(xs) - 1)) for count in filled)
    return level >= 0.75 * len(lines) and wrapped <= 0.3 * len(ends)


def _runs_down(ruling: Ruling, lines: Sequence[_Level]) -> bool:
    """Whether a line runs down through the stack or along its side: then its table is drawn on all sides."""
    first, last = lines[0], lines[-1]
    beside = first.x0 - _SAME < ruling.x0 < first.x1 + _SAME
    return beside and ruling.top < last.y - 2 and ruling.bottom > first.y + 2
