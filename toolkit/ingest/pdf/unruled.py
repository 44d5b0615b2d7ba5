"""Tables without drawn lines: rows of parts whose edges stand under one another, anchored on a row of column headings.

Steps: rows with several parts are gathered into runs; the empty strips through a run give its columns; a run must
show that its columns are kept; then `unruled_rows` tells where each row of the table begins.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from toolkit.ingest.compose import RawBlock
from toolkit.ingest.pdf.lines import Line, make_line, rows
from toolkit.ingest.pdf.markers import bullet, number
from toolkit.ingest.pdf.unruled_rows import VisualRow, table_block
from toolkit.lexicon import strings

_STRIP = 4.0
"""Points of empty strip between two columns."""
_CROSSING = 0.08
"""Share of a run's rows that may run across a strip."""
_LETTERS_OF_PROSE = 30
_ALIGNED = 0.6
_WIDE_SPACE = 0.5
"""Times the size: a wider space may part two cells where a strip runs through it."""
_SLACK = 3.0


@dataclass(frozen=True, slots=True)
class Unruled:
    """A table and the fragments it is made of."""

    block: RawBlock
    parts: tuple[Line, ...]


def find_unruled(parts: Sequence[Line], *, known: frozenset[str] = frozenset()) -> list[Unruled]:
    """The unruled tables of a page, top to bottom.

    Args:
        parts: Fragments of the page that stand in no other table.
        known: Lower-case words of the document, for words that a narrow column broke.
    """
    visual = rows(parts)
    if sum(1 for row in visual if len(row) > 1) < 2:
        return []
    found: list[Unruled] = []
    for run in _runs(visual):
        table = _table(run, known)
        if table is not None:
            found.append(table)
    return found


def _runs(visual: Sequence[list[Line]]) -> list[list[list[Line]]]:
    """Rows with several parts, with the rows between them, as long as nothing wide or far parts them."""
    left = min(row[0].x0 for row in visual)
    width = max(row[-1].x1 for row in visual) - left
    found: list[list[list[Line]]] = []
    current: list[list[Line]] = []
    for row in visual:
        if current and (_space(current[-1], row) > 3.2 * row[0].size or _is_wide(row, width)):
            found.append(current)
            current = []
        if not _is_wide(row, width):
            current.append(row)
    found.append(current)
    return [run for run in found if sum(1 for row in run if len(row) > 1) >= 2]


def _space(above: Sequence[Line], below: Sequence[Line]) -> float:
    """The room between two rows."""
    return min(part.top for part in below) - max(part.bottom for part in above)


def _is_wide(row: Sequence[Line], width: float) -> bool:
    """A line of running text over most of the page."""
    return len(row) == 1 and row[0].x1 - row[0].x0 > 0.66 * width and len(row[0].text) > 50


def _table(run: Sequence[list[Line]], known: frozenset[str]) -> Unruled | None:
    """The table of a run, or None."""
    anchor = next((at for at, row in enumerate(run) if is_heading_row(row)), None)
    body = list(run[anchor:]) if anchor is not None else list(run)
    columns = _columns(body, anchored=anchor is not None)
    body = [_divided(row, columns) for row in body]
    body = _trimmed(body, columns)
    several = [row for row in body if len(row) > 1]
    if len(columns) < 2 or len(several) < (2 if anchor is not None else 3):
        return None
    columns = _columns(body, anchored=anchor is not None)
    if len(columns) < 2 or not _keeps_columns(body, columns, anchor is not None):
        return None
    placed = [VisualRow(tuple((_span(part, columns), part) for part in row)) for row in body]
    block = table_block(placed, columns, anchored=anchor is not None, known=known)
    if block is None:
        return None
    return Unruled(block, tuple(part for row in body for part in row))


Columns = list[tuple[float, float]]


def _columns(run: Sequence[list[Line]], *, anchored: bool) -> Columns:
    """Where columns stand: what is left of the width when the empty strips are taken out."""
    most = max(len(row) for row in run)
    seeds = [row for row in run if len(row) >= max(2, 0.6 * most)]
    if anchored:
        starts = [part.x0 for part in run[0]]
        first = min(part.x0 for row in run for part in row)
        if first < starts[0] - 2 * run[0][0].size:
            starts.insert(0, first)
    left = int(min(part.x0 for row in seeds for part in row))
    right = int(max(part.x1 for row in seeds for part in row)) + 2
    cover = [0] * (right - left + 2)
    for row in seeds:
        for part in row:
            cover[int(part.x0) - left] += 1
            cover[int(part.x1) - left + 1] -= 1
    allowed = _CROSSING * len(seeds)
    found: Columns = []
    height, start = 0, None
    for at, step in enumerate(cover):
        height += step
        if height > allowed and start is None:
            start = at
        elif height <= allowed and start is not None:
            if found and left + start - found[-1][1] < _STRIP:
                found[-1] = (found[-1][0], left + at)
            else:
                found.append((left + start, left + at))
            start = None
    return found


def _divided(row: list[Line], columns: Columns) -> list[Line]:
    """The row with every part cut where a wide space between words lies on an empty strip."""
    if len(columns) < 2 or all(_span(part, columns)[0] == _span(part, columns)[1] for part in row):
        return row
    return [piece for part in row for piece in _cut(part, columns)]


def _cut(part: Line, columns: Columns) -> list[Line]:
    """One part, cut at the strips it has room for."""
    found: list[Line] = []
    words = [part.words[0]]
    for before, word in pairwise(part.words):
        left, right = before.box[2], word.box[0]
        strip = next((one[1] for one, two in pairwise(columns) if left < two[0] and right > one[1]), None)
        if strip is not None and right - left > _WIDE_SPACE * word.size and before.space_after:
            found.append(make_line(words, part.page))
            words = [word]
        else:
            words.append(word)
    found.append(make_line(words, part.page))
    return found


def _trimmed(run: list[list[Line]], columns: Columns) -> list[list[Line]]:
    """Without rows of one part before the first and after the last row that keeps to the columns."""
    start, end = 0, len(run)
    while start < end and len(run[start]) == 1:
        start += 1
    while end > start and len(run[end - 1]) == 1 and not _continues(run, end - 1, columns):
        end -= 1
    return run[start:end]


def _continues(run: Sequence[list[Line]], at: int, columns: Columns) -> bool:
    """Whether a row of one part is the rest of a cell above: inside one column, close under it."""
    part = run[at][0]
    first, last = _span(part, columns)
    if first != last or at == 0 or _space(run[at - 1], run[at]) > 0.9 * part.size:
        return False
    if bullet(part.text) or number(part.text):
        return first > 0
    return any(_span(other, columns)[0] == first for other in run[at - 1]) and part.x1 <= columns[first][1] + _SLACK


def _span(part: Line, columns: Columns) -> tuple[int, int]:
    """First and last column that a part covers."""
    touched = [
        index
        for index, (left, right) in enumerate(columns)
        if min(right, part.x1) - max(left, part.x0) > min(_SLACK, 0.3 * (part.x1 - part.x0))
    ]
    if touched:
        return touched[0], touched[-1]
    middle = (part.x0 + part.x1) / 2
    nearest = min(range(len(columns)), key=lambda index: abs(sum(columns[index]) / 2 - middle))
    return nearest, nearest


def _keeps_columns(run: Sequence[list[Line]], columns: Columns, anchored: bool) -> bool:
    """Whether the run is a table: aligned columns, filled, and not columns of prose."""
    cells: list[list[Line]] = [[] for _ in columns]
    for row in run:
        for part in row:
            first, last = _span(part, columns)
            if first == last:
                cells[first].append(part)
    if any(not column for column in cells):
        return anchored and sum(1 for column in cells if column) >= 2
    aligned = [_is_aligned(column) for column in cells]
    prose = [_is_prose(column, bounds) for column, bounds in zip(cells, columns, strict=True)]
    if anchored:
        return sum(aligned) >= 0.5 * len(cells)
    if all(prose) or sum(aligned) < _ALIGNED * len(cells) or min(len(column) for column in cells) < 2:
        return False
    filled = sum(len(column) for column in cells) / (len(run) * len(columns))
    words = sum(1 for column in cells for part in column if any(char.isalpha() for char in part.text))
    return filled >= 0.4 and words >= 0.1 * sum(len(column) for column in cells)


def _is_aligned(column: Sequence[Line]) -> bool:
    """Whether the left edges, the right edges or the middles stand under one another."""
    if len(column) < 2:
        return True
    for edge in (
        sorted(part.x0 for part in column),
        sorted(part.x1 for part in column),
        sorted((part.x0 + part.x1) / 2 for part in column),
    ):
        middle = edge[len(edge) // 2]
        if sum(1 for x in edge if abs(x - middle) <= _SLACK) >= _ALIGNED * len(edge):
            return True
    return False


def _is_prose(column: Sequence[Line], bounds: tuple[float, float]) -> bool:
    """Whether a column is lines of running text that fill it."""
    letters = sum(len(part.text) for part in column) / len(column)
    full = sum(1 for part in column if part.x1 - part.x0 > 0.75 * (bounds[1] - bounds[0])) / len(column)
    return letters >= _LETTERS_OF_PROSE and full >= 0.5


@cache
def _vocabulary() -> tuple[frozenset[str], tuple[str, ...]]:
    """Whole column headings, and beginnings of column headings."""
    words = [word for listed in strings("columns").values() for word in listed]
    return (
        frozenset(word for word in words if not word.endswith("*")),
        tuple(word[:-1] for word in words if word.endswith("*")),
    )


def is_column_heading(text: str) -> bool:
    """Whether the words are a known heading of a column.

    Example:
        >>> is_column_heading("Ansvarig:"), is_column_heading("Tidsplan"), is_column_heading("Hösten")
        (True, True, False)
    """
    whole, begins = _vocabulary()
    label = " ".join("".join(char if char.isalpha() else " " for char in text.lower()).split())
    return bool(label) and len(label) < 60 and (label in whole or label.startswith(begins))


def is_heading_row(row: Sequence[Line]) -> bool:
    """Whether a row is column headings: at least two known ones, and most of its parts."""
    if len(row) < 2:
        return False
    known = sum(1 for part in row if is_column_heading(part.text))
    return known >= 2 and known >= 0.5 * len(row) and not any(part.text.rstrip().endswith(".") for part in row)
