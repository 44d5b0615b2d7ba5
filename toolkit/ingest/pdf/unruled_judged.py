"""Whether printed lines that stand under one another are a table: columns kept, filled, and no running text."""

from collections.abc import Sequence

from toolkit.ingest.pdf.lines import Line
from toolkit.ingest.pdf.unruled_rows import Columns, is_figure

_LETTERS_OF_PROSE = 30
_LITTLE_FLOW = 0.3
_MUCH_FLOW = 0.65
_ALIGNED = 0.6
SLACK = 3.0
"""Points by which parts of one column may stand beside one another."""


def span_of(part: Line, columns: Columns) -> tuple[int, int]:
    """First and last column that a part covers."""
    touched = [
        index
        for index, (left, right) in enumerate(columns)
        if min(right, part.x1) - max(left, part.x0) > min(SLACK, 0.3 * (part.x1 - part.x0))
    ]
    if touched:
        return touched[0], touched[-1]
    middle = (part.x0 + part.x1) / 2
    nearest = min(range(len(columns)), key=lambda index: abs(sum(columns[index]) / 2 - middle))
    return nearest, nearest


def _cells(run: Sequence[list[Line]], columns: Columns) -> list[list[Line]]:
    """The parts of each column, spanning ones left out."""
    cells: list[list[Line]] = [[] for _ in columns]
    for row in run:
        for part in row:
            first, last = span_of(part, columns)
            if first == last:
                cells[first].append(part)
    return cells


def keeps_headings(run: Sequence[list[Line]], columns: Columns) -> bool:
    """Under known headings it is enough that two columns are filled and half of them are aligned."""
    cells = [column for column in _cells(run, columns) if column]
    bold = all(part.bold for part in run[0]) and not all(part.bold for row in run[1:] for part in row)
    if all(_is_flowing(column, _MUCH_FLOW if bold else _LITTLE_FLOW) for column in cells):
        return False  # columns of prose in which two words look like headings
    return len(cells) >= 2 and sum(_is_aligned(column) for column in cells) >= 0.5 * len(cells)


def keeps_columns(run: Sequence[list[Line]], columns: Columns, *, headed: bool) -> bool:
    """Without known headings: aligned columns, filled, and neither prose nor a list beside a list."""
    cells = _cells(run, columns)
    # In three columns and more, lines that only go on a cell say nothing of whether the first column is a text.
    begins = [row for row in run if len(row) >= 0.75 * len(columns)] if len(columns) > 2 else run
    keys = _cells(begins, columns)[0]
    if min(len(column) for column in cells) < 2 or _is_flowing(keys or cells[0]):
        return False
    aligned = [_is_aligned(column) for column in cells]
    prose = [_is_prose(column, bounds) for column, bounds in zip(cells, columns, strict=True)]
    if all(prose) or all(_is_flowing(column, _LITTLE_FLOW) for column in cells):
        return False
    if sum(aligned) < _ALIGNED * len(cells):
        return False
    if len(cells) == 2 and not (_is_pair(run, cells) or (headed and all(len(row) == 2 for row in run))):
        return False
    filled = sum(len(column) for column in cells) / (len(run) * len(columns))
    words = sum(1 for column in cells for part in column if any(char.isalpha() for char in part.text))
    return filled >= 0.4 and words >= 0.1 * sum(len(column) for column in cells)


def _is_flowing(column: Sequence[Line], share: float = 0.5) -> bool:
    """Whether a column is one running text: so many of its lines begin in the middle of a sentence."""
    return sum(1 for part in column if part.text[0].islower()) >= share * len(column)


def _is_pair(run: Sequence[list[Line]], cells: Sequence[Sequence[Line]]) -> bool:
    """Whether two columns belong row by row: figures to names, plain text to bold names, or under bold headings."""
    names, values = cells
    if any(name.text.rstrip().endswith(":") for name in names):
        return False
    figures = [value.text.strip() for value in values if is_figure(value)]
    if len(figures) >= 0.5 * len(values):
        pages = [int(figure) for figure in figures if figure.isdecimal() and len(figure) <= 3]
        return not (len(pages) == len(values) and pages == sorted(pages) and len(pages) > 3)
    if all(name.bold for name in names) and not any(value.bold for value in values):
        return True
    return all(part.bold for part in run[0]) and not any(part.bold for row in run[1:] for part in row)


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
        if sum(1 for x in edge if abs(x - middle) <= SLACK) >= _ALIGNED * len(edge):
            return True
    return False


def _is_prose(column: Sequence[Line], bounds: tuple[float, float]) -> bool:
    """Whether a column is lines of running text that fill it."""
    letters = sum(len(part.text) for part in column) / len(column)
    full = sum(1 for part in column if part.x1 - part.x0 > 0.75 * (bounds[1] - bounds[0])) / len(column)
    return letters >= _LETTERS_OF_PROSE and full >= 0.5
