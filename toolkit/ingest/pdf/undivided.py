"""Ruled tables whose rows are not parted by lines: a drawn row that holds many printed ones is divided."""

from collections.abc import Sequence
from dataclasses import replace

from toolkit.ingest.compose import RawBlock, RawCell
from toolkit.ingest.pdf.cells import lines_of
from toolkit.ingest.pdf.lines import Line, make_line
from toolkit.ingest.pdf.page import PageContent, Word
from toolkit.ingest.pdf.placing import inside
from toolkit.ingest.pdf.unruled_rows import VisualRow, is_figure, logical_rows, row_cells

_FEWEST = 2


def divided(block: RawBlock, page: PageContent, *, known: frozenset[str] = frozenset()) -> RawBlock:
    """The table with every row divided in which columns of figures show that it is several.

    Args:
        block: A table that was found by its drawn lines.
        page: The page it stands on.
        known: Lower-case words of the document, for words that a narrow column broke.
    """
    table = block.table
    if table is None or block.box is None or not any(_is_figures(cell) for cell in table.cells):
        return block
    words = [word for word in page.words if inside(word.box, [block.box])]
    cells: list[RawCell] = []
    shift = 0
    for row in sorted({cell.row for cell in table.cells}):
        mine = [cell for cell in table.cells if cell.row == row]
        here = all(cell.page in (None, page.number) and not cell.parts for cell in mine)
        parts = _parts(mine, words, known) if here and any(_is_figures(cell) for cell in mine) else []
        if len(parts) < _FEWEST:
            cells.extend(replace(cell, row=cell.row + shift) for cell in mine)
            continue
        for index, part in enumerate(parts):
            cells.extend(replace(cell, row=row + shift + index) for cell in part)
        shift += len(parts) - 1
    return replace(block, table=replace(table, cells=tuple(cells))) if shift else block


def _is_figures(cell: RawCell) -> bool:
    """Whether a cell holds several figures and nothing else."""
    parts = cell.text.split()
    return (
        len(parts) >= _FEWEST
        and all(any(char.isdigit() for char in part) or len(part) < 6 for part in parts)
        and (sum(1 for part in parts if any(char.isdigit() for char in part)) >= 0.7 * len(parts))
    )


def _parts(cells: Sequence[RawCell], words: Sequence[Word], known: frozenset[str]) -> list[list[RawCell]]:
    """The rows inside one drawn row; none where it cannot be divided."""
    if any(cell.row_span > 1 or cell.box is None for cell in cells):
        return []
    order = sorted(cells, key=lambda cell: cell.column)
    columns = [(cell.box[0], cell.box[2]) for cell in order if cell.box]
    lines: list[tuple[int, Line]] = []
    for index, cell in enumerate(order):
        held = [word for word in words if cell.box and inside(word.box, [cell.box])]
        lines.extend((index, line) for line in _lines(held, cell.page or 0))
    visual = _visual(lines)
    if len(visual) < _FEWEST:
        return []
    groups = logical_rows(visual, columns)
    if len(groups) < _FEWEST or not _are_rows(groups, columns):
        return []
    made = [row_cells(group, columns, 0, header=False, known=known) for group in groups]
    spans = [(cell.column, cell.column_span) for cell in order]
    return [
        [replace(cell, column=spans[cell.column][0], column_span=spans[cell.column][1]) for cell in part]
        for part in made
    ]


def _are_rows(groups: Sequence[Sequence[VisualRow]], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether most groups of lines hold figures, or name what the figures below them count; and all have names."""
    figures = [any(is_figure(part) for row in group for _, part in row.parts) for group in groups]
    names = [any(first == 0 for row in group for (first, _), _ in row.parts) for group in groups]
    titles = sum(1 for figure, name in zip(figures, names, strict=True) if name and not figure)
    if len(columns) > 2 and any(names) and sum(names) < 0.6 * len(groups):
        return False
    return sum(figures) >= 0.6 * len(groups) or (sum(figures) > titles and sum(figures) + titles == len(groups))


def _lines(words: Sequence[Word], page: int) -> list[Line]:
    """The printed lines of a cell."""
    return [make_line(line, page) for line in lines_of(words)]


def _visual(lines: Sequence[tuple[int, Line]]) -> list[VisualRow]:
    """Lines of neighbouring cells that stand on one baseline."""
    found: list[list[tuple[tuple[int, int], Line]]] = []
    for index, line in sorted(lines, key=lambda item: item[1].top + item[1].bottom):
        middle = (line.top + line.bottom) / 2
        if found and found[-1][0][1].top < middle < found[-1][0][1].bottom:
            found[-1].append(((index, index), line))
        else:
            found.append([((index, index), line)])
    return [VisualRow(tuple(sorted(row, key=lambda item: item[0]))) for row in found]
