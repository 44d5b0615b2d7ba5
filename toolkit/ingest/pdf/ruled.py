"""Tables whose cells are drawn: grids from the page's lines, words put into their cells, frames that are no tables out.

pdfplumber's `lines` strategy is the measure here, but it parses the page a second time (20-65 times the cost of reading
it); the same lines are already among PDFium's drawn objects.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from toolkit.ingest.compose import RawBlock, RawCell, RawTable
from toolkit.ingest.pdf.cells import cell_text
from toolkit.ingest.pdf.grid import Grid, GridCell, find_grids, without_insets
from toolkit.ingest.pdf.heads import Look, with_heads
from toolkit.ingest.pdf.lined import lined_grids
from toolkit.ingest.pdf.page import PageContent, Word
from toolkit.model import BlockKind, Box

_CAPTION = re.compile(r"(?:tabell|table|figur|figure|exhibit|diagram|bilaga)\s*[\dA-Z]{1,3}\b", re.IGNORECASE)
_SOURCE = re.compile(r"(?:källa|källor|source|sources|anm|not|note|notes|anmärkning)\s*[.:]", re.IGNORECASE)
CROSSED = 0.06
"""A grid whose lines run through more than this share of its words is a drawing behind text."""
_FEWEST_NAMED = 4
_NAMED = 0.7
"""Share of a grid's rows that have a name to the left of its lines, and figures inside."""
_APART = 2.0
"""Times the size: words of one cell that stand further apart are headings of several columns."""
_NEXT = 1.7
"""Times the size: how far from a tinted row the next printed line of its table stands."""
LAYOUT_WORDS = 120
"""A single cell with this many words, and most of the grid's, is a frame around text."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A grid with the words of each cell."""

    grid: Grid
    words: tuple[tuple[Word, ...], ...]
    """In the order of `grid.cells`."""
    crossed: int
    """Words that a line of the grid runs through."""


def find_ruled(content: PageContent, *, known: frozenset[str] = frozenset()) -> list[RawBlock]:
    """The ruled tables of a page, top to bottom.

    Args:
        content: The page.
        known: Lower-case words of the document, for joining words that a narrow cell broke.
    """
    if not content.rulings or not content.words:
        return []
    found: list[RawBlock] = []
    taken: list[Filled] = []
    rulings = without_insets(content.rulings, content.boxes)
    grids = find_grids(rulings)
    for grid in sorted([*grids, *lined_grids(rulings, content.words)], key=_area):
        filled = parted(trimmed(fill(with_names(grid, content.words), content.words), content.words))
        if is_table(filled) and not any(_holds(grid, other.grid) for other in taken):
            taken.append(filled)
    taken = _without_bands(taken, content.words)
    for filled in sorted(taken, key=lambda filled: (filled.grid.ys[0], filled.grid.xs[0])):
        found.append(as_block(filled, page=content.number, known=known))
    return found


def fill(grid: Grid, words: Iterable[Word]) -> Filled:
    """The words whose middle lies in each cell."""
    x0, top, x1, bottom = grid.box
    held: list[list[Word]] = [[] for _ in grid.cells]
    crossed = 0
    slots = {
        (row, column): index
        for index, cell in enumerate(grid.cells)
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    for word in words:
        x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
        if not (x0 <= x <= x1 and top <= y <= bottom):
            continue
        row = next((i for i in range(len(grid.ys) - 1) if grid.ys[i] <= y <= grid.ys[i + 1]), None)
        column = next((i for i in range(len(grid.xs) - 1) if grid.xs[i] <= x <= grid.xs[i + 1]), None)
        index = slots.get((row, column)) if row is not None and column is not None else None
        if index is None:
            continue
        held[index].append(word)
        box = grid.cells[index].box
        slack = 2.0 + 0.25 * word.size
        if word.box[0] < box[0] - slack or word.box[2] > box[2] + slack:
            crossed += 1
    return Filled(grid, tuple(tuple(cell) for cell in held), crossed)


def with_names(grid: Grid, words: Sequence[Word]) -> Grid:
    """The grid with one more column where the names of its rows are printed to the left of its lines."""
    x0, top, x1, bottom = grid.box
    rows = list(pairwise(grid.ys))
    if len(rows) < _FEWEST_NAMED:
        return grid
    inside = [word for word in words if x0 < word.box[0] and word.box[2] < x1 and top < word.box[3] < bottom + 2]
    beside = [word for word in words if word.box[2] <= x0 + 2 and top < (word.box[1] + word.box[3]) / 2 < bottom]
    if not beside or any(abs(word.box[2] - x0) > 0.6 * (x1 - x0) for word in beside):
        return grid
    named, figures = 0, 0
    for low, high in rows:
        mine = [word for word in beside if low < (word.box[1] + word.box[3]) / 2 < high]
        held = [word for word in inside if low < (word.box[1] + word.box[3]) / 2 < high]
        level = any(abs(mine[0].box[3] - word.box[3]) < 2 for word in held) if mine else False
        one = level and max(w.box[1] for w in mine) - min(w.box[1] for w in mine) < 2
        named += one and mine[0].text[:1].isupper()
        figures += any(char.isdigit() for word in held for char in word.text)
    if named < _NAMED * len(rows) or figures < _NAMED * len(rows):
        return grid
    left = min(word.box[0] for word in beside) - 2
    cells = [GridCell(at, 0, 1, 1, (left, low, x0, high)) for at, (low, high) in enumerate(rows)]
    cells.extend(replace(cell, column=cell.column + 1) for cell in grid.cells)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid((left, *grid.xs), grid.ys, tuple(cells), grid.crooked)


def parted(filled: Filled) -> Filled:
    """The grid with every wide cell divided in whose line words stand far apart over several columns."""
    grid = filled.grid
    if not any(cell.column_span > 1 for cell in grid.cells):
        return filled
    cells: list[GridCell] = []
    for cell, words in zip(grid.cells, filled.words, strict=True):
        borders = _borders(cell, words, grid.xs) if cell.column_span > 1 and len(words) > 1 else []
        columns = [cell.column, *borders, cell.column + cell.column_span]
        for first, last in pairwise(columns):
            box = (grid.xs[first], cell.box[1], grid.xs[last], cell.box[3])
            cells.append(replace(cell, column=first, column_span=last - first, box=box))
    if len(cells) == len(grid.cells):
        return filled
    every = [word for held in filled.words for word in held]
    return fill(Grid(grid.xs, grid.ys, tuple(cells), grid.crooked), every)


def _borders(cell: GridCell, words: Sequence[Word], xs: Sequence[float]) -> list[int]:
    """The columns of a wide cell before which every line of it has a wide empty strip."""
    line = sorted(words, key=lambda word: word.box[0])
    if max(word.box[1] for word in line) - min(word.box[1] for word in line) > 2:
        return []  # several lines: a text
    gaps = [(one.box[2], two.box[0]) for one, two in pairwise(line) if two.box[0] - one.box[2] > _APART * two.size]
    found = []
    for left, right in gaps:
        inside = [at for at in range(cell.column + 1, cell.column + cell.column_span) if left < xs[at] < right]
        if not inside:
            return []
        found.append(min(inside, key=lambda at: abs(xs[at] - (left + right) / 2)))
    return found if len(gaps) == len(line) - 1 else []


def trimmed(filled: Filled, words: Sequence[Word]) -> Filled:
    """The grid without the rows at its top and bottom that are no rows: caption, source line, text run across cells."""
    grid = filled.grid
    count = len(grid.ys) - 1
    broken = _run_across(filled)
    first, last = 0, count
    while first < last and _is_outside(filled, first, broken, _CAPTION) and _parts_at(grid, first + 1):
        first += 1
    while last > first and _is_outside(filled, last - 1, broken, _SOURCE) and _parts_at(grid, last - 1):
        last -= 1
    if (first, last) == (0, count) or last - first < 1:
        return filled if last > first else Filled(grid, tuple(() for _ in grid.cells), 0)
    kept = tuple(replace(c, row=c.row - first) for c in grid.cells if first <= c.row < last)
    return fill(Grid(grid.xs, grid.ys[first : last + 1], kept, grid.crooked), words)


def _parts_at(grid: Grid, row: int) -> bool:
    """Whether a straight line over the whole width parts the rows above `row` from those below."""
    return not any(cell.row < row < cell.row + cell.row_span for cell in grid.cells)


def _is_outside(filled: Filled, row: int, broken: set[int], pattern: re.Pattern[str]) -> bool:
    """Whether a row is text that stands inside the frame but not in the table."""
    cells = [
        (cell, words)
        for cell, words in zip(filled.grid.cells, filled.words, strict=True)
        if words and cell.row <= row < cell.row + cell.row_span
    ]
    if row in broken or not cells:
        return True
    cell, words = cells[0]
    wide = len(cells) == 1 and cell.column_span >= len(filled.grid.xs) - 1
    return wide and bool(pattern.match(" ".join(word.text for word in words[:6])))


def _run_across(filled: Filled) -> set[int]:
    """Rows in which a line of text runs on from one cell into the next with no more than a space between."""
    placed = [
        (word, cell.row, cell.column)
        for cell, words in zip(filled.grid.cells, filled.words, strict=True)
        for word in words
    ]
    placed.sort(key=lambda item: (item[1], round(item[0].box[3]), item[0].box[0]))
    rows: set[int] = set()
    for (one, row, column), (two, other, following) in pairwise(placed):
        level = abs(one.box[3] - two.box[3]) < 0.3 * one.size
        if row == other and column != following and level and -1.0 <= two.box[0] - one.box[2] < 0.33 * one.size:
            rows.add(row)
    return rows


def is_table(filled: Filled) -> bool:
    """Whether the grid holds cells with text side by side, and is neither a chart, a frame nor a box around text."""
    grid = filled.grid
    total = sum(len(words) for words in filled.words)
    full = [(cell, words) for cell, words in zip(grid.cells, filled.words, strict=True) if words]
    if len(full) < 2 or filled.crossed > max(1, CROSSED * total):
        return False
    columns = {cell.column for cell, _ in full}
    rows = {cell.row for cell, _ in full}
    if len(columns) < 2:
        return False
    if len(rows) < 2 and len(full) < 3 and len(grid.ys) > 2:
        return False
    beside = {row for row in rows if sum(cell.row == row for cell, _ in full) > 1}
    if not beside - _run_across(filled) and not any(cell.row_span > 1 for cell, _ in full):
        return False
    if len(rows) > 2 and len(beside) < 2 and not any(cell.row_span > 1 for cell, _ in full):
        return False  # lines of text on a tinted ground
    most = max(len(words) for _, words in full)
    if most >= LAYOUT_WORDS and most > 0.75 * total and len(full) <= 4:
        return False
    if len(full) < 0.5 * len(grid.cells) and not any(char.isalpha() for _, ws in full for w in ws for char in w.text):
        return False  # the bars of a chart with their figures
    # A drawn axis or a form's raster has many more slots than texts.
    return len(full) >= 0.12 * len(grid.cells)


def _without_bands(taken: Sequence[Filled], words: Sequence[Word]) -> list[Filled]:
    """Without tinted rows of tables whose other rows are not drawn: these are read whole by how their words stand."""
    bands = [filled for filled in taken if _is_band(filled, words)]
    if not bands:
        return list(taken)
    xs = {tuple(round(x) for x in filled.grid.xs) for filled in bands}
    return [f for f in taken if f not in bands and not (_is_row(f) and tuple(round(x) for x in f.grid.xs) in xs)]


def _is_row(filled: Filled) -> bool:
    """Whether one row alone holds words."""
    return len({cell.row for cell, held in zip(filled.grid.cells, filled.words, strict=True) if held}) < 2


def _is_band(filled: Filled, words: Sequence[Word]) -> bool:
    """Whether the grid is one row, and cells stand close under or over it."""
    if not _is_row(filled):
        return False
    grid = filled.grid
    x0, top, x1, bottom = grid.box
    size = max(word.size for held in filled.words for word in held)
    for low, high in ((bottom, bottom + _NEXT * size), (top - _NEXT * size, top)):
        beside = [word for word in words if low < (word.box[1] + word.box[3]) / 2 < high and x0 < word.box[0] < x1]
        cells = {at for word in beside for at, (x, y) in enumerate(pairwise(grid.xs)) if x <= word.box[0] < y}
        crossed = any(word.box[0] < x - 1 and word.box[2] > x + 1 for word in beside for x in grid.xs[1:-1])
        if len(cells) > 1 and not crossed and not _flows_across(beside, grid.xs):
            return True
    return False


def _flows_across(words: Sequence[Word], xs: Sequence[float]) -> bool:
    """Whether a line of words runs on over the border between two columns with no more than a space."""
    ordered = sorted(words, key=lambda word: (round(word.box[3]), word.box[0]))
    return any(
        abs(one.box[3] - two.box[3]) < 0.3 * one.size
        and two.box[0] - one.box[2] < 0.33 * one.size
        and any(one.box[2] <= x + 1 and two.box[0] >= x - 1 for x in xs[1:-1])
        for one, two in pairwise(ordered)
    )


def as_block(filled: Filled, *, page: int, known: frozenset[str]) -> RawBlock:
    """The table as a block; rows and columns in which nothing is printed or merged fall away."""
    grid = filled.grid
    rows = _kept(grid, filled, rows=True)
    columns = _kept(grid, filled, rows=False)
    looks: list[Look] = []
    for cell, words in zip(grid.cells, filled.words, strict=True):
        held_rows = [rows[i] for i in range(cell.row, cell.row + cell.row_span) if i in rows]
        held_columns = [columns[i] for i in range(cell.column, cell.column + cell.column_span) if i in columns]
        if not held_rows or not held_columns:
            continue
        read = cell_text(words, limit=_limit(words, cell.box), known=known)
        made = RawCell(
            text=read.text,
            items=read.items,
            row=held_rows[0],
            column=held_columns[0],
            row_span=len(held_rows),
            column_span=len(held_columns),
            page=page,
            box=cell.box,
        )
        looks.append(Look(made, bold=bool(words) and all(word.bold for word in words)))
    table = RawTable(cells=tuple(with_heads(looks)), doubtful=grid.crooked)
    return RawBlock(kind=BlockKind.TABLE, table=table, page=page, box=grid.box, confidence=0.8 if grid.crooked else 1.0)


def _limit(words: Sequence[Word], box: Box) -> float:
    """How far text may run in the cell: as far from its right side as it begins from its left."""
    margin = min((word.box[0] for word in words), default=box[0]) - box[0]
    return box[2] - min(max(margin, 0.0), 8.0)


def _kept(grid: Grid, filled: Filled, *, rows: bool) -> dict[int, int]:
    """Old index → new index of the rows (or columns) in which something begins."""
    count = len(grid.ys if rows else grid.xs) - 1
    begins = {
        (cell.row if rows else cell.column)
        for cell, words in zip(grid.cells, filled.words, strict=True)
        if words or (cell.row_span if rows else cell.column_span) == 1
    }
    printed = {
        (cell.row if rows else cell.column) for cell, words in zip(grid.cells, filled.words, strict=True) if words
    }
    keep = [i for i in range(count) if i in printed or (i in begins and _wide(grid, i, rows=rows))]
    return {old: new for new, old in enumerate(keep)}


def _wide(grid: Grid, index: int, *, rows: bool) -> bool:
    """Whether an empty row or column has room for text, so that it was left empty and is not a double line."""
    positions = grid.ys if rows else grid.xs
    return positions[index + 1] - positions[index] >= (7.0 if rows else 12.0)


def _area(grid: Grid) -> float:
    """Size of the grid: small ones are looked at first, so that a table inside a page frame is found."""
    x0, top, x1, bottom = grid.box
    return (x1 - x0) * (bottom - top)


def _holds(outer: Grid, inner: Grid) -> bool:
    """Whether one grid lies inside another."""
    a, b = outer.box, inner.box
    x, y = (b[0] + b[2]) / 2, (b[1] + b[3]) / 2
    return a[0] <= x <= a[2] and a[1] <= y <= a[3]
