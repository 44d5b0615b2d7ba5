"""From drawn lines to grids: each step keeps its result, so that it can be looked at and drawn.

rulings → runs (collinear pieces joined) → frames (runs that touch) → grids (rows and columns, cells merged where no
line parts them).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.ingest.pdf.page import Ruling
from toolkit.model import Box

SNAP = 3.0
"""Lines closer than this are one line, in points: two edges of a drawn bar, or a corner that does not quite meet."""
GAP = 4.0
"""Collinear pieces closer than this are one run."""
_INSET = 12.0
"""Points that a tinted paragraph stands inside its tinted cell, at most."""
_BESIDE = 1.5
_PADDING = 8.0
"""Points of a cell's padding that is painted as a strip of its own."""
_TOUCH = 0.4
_FEWEST_INSETS = 3
SHORTEST = 6.0
"""Runs shorter than this are ticks, bullets or underlined letters."""
COVERED = 0.6
"""A cell has a border where at least this share of its side is drawn."""
MOST_LINES = 2500
"""Pages with more runs than this are drawings or maps."""


@dataclass(frozen=True, slots=True)
class Run:
    """A straight drawn line: `at` across its direction, from `start` to `end` along it."""

    at: float
    start: float
    end: float

    def covers(self, start: float, end: float) -> float:
        """How much of the stretch it covers, in points."""
        return max(0.0, min(self.end, end) - max(self.start, start))


@dataclass(frozen=True, slots=True)
class Frame:
    """Runs that touch one another."""

    across: tuple[Run, ...]
    down: tuple[Run, ...]

    @property
    def box(self) -> Box:
        """The rectangle around all runs."""
        xs = [run.at for run in self.down] + [x for run in self.across for x in (run.start, run.end)]
        ys = [run.at for run in self.across] + [y for run in self.down for y in (run.start, run.end)]
        return (min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid: its place, its spans and its box on the page."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows and columns of a drawn table, with the cells that the lines leave."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    crooked: bool = False
    """Some merged cells were not rectangles and were split again."""

    @property
    def box(self) -> Box:
        """The rectangle around the grid."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def find_grids(rulings: Iterable[Ruling]) -> list[Grid]:
    """All grids of a page with at least two cells, from top to bottom.

    Example:
        >>> lines = [Ruling(0, y, 100, y) for y in (0, 20, 40)] + [Ruling(x, 0, x, 40) for x in (0, 50, 100)]
        >>> [(len(grid.cells), grid.box) for grid in find_grids(lines)]
        [(4, (0.0, 0.0, 100.0, 40.0))]
    """
    across, down = runs_of(rulings)
    if len(across) + len(down) > MOST_LINES:
        return []
    grids = [grid_of(frame) for frame in frames_of(across, down)]
    return sorted((grid for grid in grids if grid and len(grid.cells) > 1), key=lambda grid: (grid.ys[0], grid.xs[0]))


def without_insets(rulings: Sequence[Ruling], boxes: Sequence[Box]) -> Sequence[Ruling]:
    """The lines without the edges of tinted paragraphs that stand inside tinted cells, as Word prints them.

    Args:
        rulings: Drawn lines and edges of boxes.
        boxes: The boxes.
    """
    if not 2 * _FEWEST_INSETS <= len(boxes) <= MOST_LINES:
        return rulings
    ordered = sorted(boxes)
    lefts = [box[0] for box in ordered]
    insets = {box for box in ordered if _is_inset(box, ordered, lefts)}
    left, right = _margins(ordered, lefts)
    tiles = {box for box in ordered if _between(box, left, right)}
    if len(insets) + len(tiles) < _FEWEST_INSETS:
        return rulings
    edges = {
        edge
        for x0, top, x1, bottom in insets | tiles
        for edge in ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom))
    }
    if tiles:
        edges |= {(x1, top, x1, bottom) for _, top, x1, bottom in left}
        edges |= {(x0, top, x0, bottom) for x0, top, _, bottom in right}
    return [line for line in rulings if (line.x0, line.top, line.x1, line.bottom) not in edges]


def _margins(boxes: Sequence[Box], lefts: Sequence[float]) -> tuple[list[Box], list[Box]]:
    """Narrow tinted strips on the left and on the right of lines of text: the padding of a cell painted in tiles."""
    strips = [box for box in boxes if _BESIDE < box[2] - box[0] < _PADDING and box[3] - box[1] > 1.5 * _PADDING]
    left, right = [], []
    for strip in strips:
        _, top, x1, bottom = strip
        beside = boxes[bisect_left(lefts, x1 - _TOUCH) : bisect_right(lefts, x1 + _TOUCH)]
        if any(box[1] >= top - 1 and box[3] <= bottom + 1 and box[2] - box[0] > 2 * _PADDING for box in beside):
            left.append(strip)
        else:
            right.append(strip)
    return left, right


def _between(box: Box, left: Sequence[Box], right: Sequence[Box]) -> bool:
    """Whether a box stands between a strip on its left and one on its right."""
    x0, top, x1, bottom = box
    level = (top - 1, bottom + 1)
    return any(abs(s[2] - x0) < _TOUCH and s[1] - 1 <= top and bottom <= s[3] + 1 for s in left) and any(
        abs(s[0] - x1) < _TOUCH and s[1] <= level[1] and s[3] >= level[0] for s in right
    )


def _is_inset(box: Box, boxes: Sequence[Box], lefts: Sequence[float]) -> bool:
    """Whether another box is a little wider on both sides and reaches as far up and down."""
    x0, top, x1, bottom = box
    for other in boxes[bisect_left(lefts, x0 - _INSET) : bisect_right(lefts, x0 - _BESIDE)]:
        wider = _BESIDE <= other[2] - x1 <= _INSET
        if wider and other[1] <= top + 1 and other[3] >= bottom - 1:
            return True
    return False


def runs_of(rulings: Iterable[Ruling]) -> tuple[list[Run], list[Run]]:
    """Runs from left to right and runs from top to bottom, collinear pieces joined, short ones left out."""
    across: list[Run] = []
    down: list[Run] = []
    for line in rulings:
        if line.horizontal:
            across.append(Run((line.top + line.bottom) / 2, line.x0, line.x1))
        else:
            down.append(Run((line.x0 + line.x1) / 2, line.top, line.bottom))
    return _joined(across), _joined(down)


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Runs on one line and near one another made one; positions are the mean of what was snapped together."""
    bands: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.at):
        if bands and run.at - bands[-1][-1].at <= SNAP and run.at - bands[-1][0].at <= 2 * SNAP:
            bands[-1].append(run)
        else:
            bands.append([run])
    joined: list[Run] = []
    for band in bands:
        length = sum(max(run.end - run.start, 0.1) for run in band)
        at = sum(run.at * max(run.end - run.start, 0.1) for run in band) / length
        start, end = None, 0.0
        for run in sorted(band, key=lambda run: run.start):
            if start is None:
                start, end = run.start, run.end
            elif run.start <= end + GAP:
                end = max(end, run.end)
            else:
                joined.append(Run(at, start, end))
                start, end = run.start, run.end
        if start is not None:
            joined.append(Run(at, start, end))
    return [run for run in joined if run.end - run.start >= SHORTEST]


def frames_of(across: Sequence[Run], down: Sequence[Run]) -> list[Frame]:
    """Groups of runs that cross or touch; a group needs lines in both directions."""
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, flat in enumerate(across):
        for j, steep in enumerate(down):
            touches_x = flat.start - SNAP <= steep.at <= flat.end + SNAP
            if touches_x and steep.start - SNAP <= flat.at <= steep.end + SNAP:
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Run], list[Run]]] = {}
    for i, flat in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(flat)
    for j, steep in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(steep)
    return [Frame(tuple(flats), tuple(steeps)) for flats, steeps in groups.values() if flats and steeps]


def grid_of(frame: Frame) -> Grid | None:
    """Rows, columns and cells of one frame; open sides are closed where the lines end."""
    across, down = _closed(frame)
    xs = _positions(down)
    ys = _positions(across)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > 20_000:
        return None
    groups = _merged(across, down, xs, ys)
    cells: list[GridCell] = []
    crooked = False
    for members in groups:
        top, bottom = min(row for row, _ in members), max(row for row, _ in members)
        left, right = min(column for _, column in members), max(column for _, column in members)
        if len(members) == (bottom - top + 1) * (right - left + 1):
            pieces = [(top, left, bottom, right)]
        else:
            crooked = True
            pieces = [(row, column, row, column) for row, column in members]
        for r0, c0, r1, c1 in pieces:
            box = (xs[c0], ys[r0], xs[c1 + 1], ys[r1 + 1])
            cells.append(GridCell(r0, c0, r1 - r0 + 1, c1 - c0 + 1, box))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(tuple(xs), tuple(ys), tuple(cells), crooked)


def _closed(frame: Frame) -> tuple[list[Run], list[Run]]:
    """The frame's runs, with a side added where two or more lines run on past the outermost crossing line."""
    x0, top, x1, bottom = frame.box
    across, down = list(frame.across), list(frame.down)
    for edge in (x0, x1):
        if not any(abs(run.at - edge) <= SNAP for run in down):
            ends = [run.at for run in across if min(abs(run.start - edge), abs(run.end - edge)) <= 2 * SNAP]
            if len(ends) >= 2:
                down.append(Run(edge, min(ends), max(ends)))
    for edge in (top, bottom):
        if not any(abs(run.at - edge) <= SNAP for run in across):
            ends = [run.at for run in down if min(abs(run.start - edge), abs(run.end - edge)) <= 2 * SNAP]
            if len(ends) >= 2:
                across.append(Run(edge, min(ends), max(ends)))
    return across, down


def _positions(runs: Sequence[Run]) -> list[float]:
    """Distinct positions of the runs, in order."""
    found: list[float] = []
    for at in sorted(run.at for run in runs):
        if not found or at - found[-1] > SNAP:
            found.append(at)
    return [float(at) for at in found]


def _merged(
    across: Sequence[Run], down: Sequence[Run], xs: Sequence[float], ys: Sequence[float]
) -> list[list[tuple[int, int]]]:
    """Slots of the grid, those with no line between them together."""
    rows, columns = len(ys) - 1, len(xs) - 1
    parent = list(range(rows * columns))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    steep = [[run for run in down if abs(run.at - x) <= SNAP] for x in xs]
    flat = [[run for run in across if abs(run.at - y) <= SNAP] for y in ys]
    for row in range(rows):
        for column in range(columns):
            if column + 1 < columns and not _drawn(steep[column + 1], ys[row], ys[row + 1]):
                parent[root(row * columns + column)] = root(row * columns + column + 1)
            if row + 1 < rows and not _drawn(flat[row + 1], xs[column], xs[column + 1]):
                parent[root(row * columns + column)] = root((row + 1) * columns + column)
    groups: dict[int, list[tuple[int, int]]] = {}
    for row in range(rows):
        for column in range(columns):
            groups.setdefault(root(row * columns + column), []).append((row, column))
    return list(groups.values())


def _drawn(runs: Sequence[Run], start: float, end: float) -> bool:
    """Whether a border is drawn along most of the stretch."""
    return sum(run.covers(start, end) for run in runs) >= COVERED * (end - start)
