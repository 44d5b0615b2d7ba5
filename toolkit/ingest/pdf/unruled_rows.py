"""Lines of an unruled table → its rows and cells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from toolkit.ingest.compose import RawBlock, RawCell, RawTable
from toolkit.ingest.pdf.cells import around, cell_text
from toolkit.ingest.pdf.lines import Line
from toolkit.ingest.pdf.markers import bullet, number
from toolkit.ingest.pdf.page import Word
from toolkit.model import BlockKind

_FULL = 0.85
_FEWEST_LINES = 3
"""Rows that drawn lines must part before they are taken for the lines of every row."""
_WORDS = 4
_LONG = 25
"""Letters: a shorter cell is a name, not the first line of a sentence."""


@dataclass(frozen=True, slots=True)
class VisualRow:
    """One printed line of a table: the columns each part covers, and the part."""

    parts: tuple[tuple[tuple[int, int], Line], ...]

    @property
    def top(self) -> float:
        """Upper edge."""
        return min(part.top for _, part in self.parts)

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return max(part.bottom for _, part in self.parts)

    @property
    def size(self) -> float:
        """Size of its first part."""
        return self.parts[0][1].size

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its parts."""
        return tuple(part for _, part in self.parts)

    def at(self, column: int) -> Line | None:
        """The part that begins in `column`."""
        return next((part for (first, _), part in self.parts if first == column), None)


Columns = Sequence[tuple[float, float]]
"""Left and right edge of each column."""


def table_block(
    visual: Sequence[VisualRow],
    columns: Columns,
    *,
    anchored: bool,
    known: frozenset[str] = frozenset(),
    heads: Sequence[Sequence[VisualRow]] = (),
    whole_heads: bool = False,
    cuts: Sequence[float] = (),
) -> RawBlock | None:
    """The table that the lines make, or None if no two rows are left.

    Args:
        visual: Printed lines from the lowest row of column headings on.
        columns: Left and right edge of each column.
        anchored: Whether the first row holds known column headings.
        known: Lower-case words of the document.
        heads: Headings above the first of `visual`, level by level, each with its printed lines.
        whole_heads: Whether `heads` are all the headings; else the first of `visual` is one too.
        cuts: Heights of drawn lines across the table.
    """
    grouped = logical_rows(visual, columns, cuts=cuts)
    if anchored and len(grouped[0]) > 1 and _begins_below(grouped[0]):
        grouped = [grouped[0][:1], grouped[0][1:], *grouped[1:]]
    if len(grouped) < 2:
        return None
    headers = _headers(grouped, anchored)
    if heads:
        headers = len(heads) + (0 if whole_heads else max(headers, 1))
    grouped = [*(list(head) for head in heads), *grouped]
    cells = [
        cell
        for index, group in enumerate(grouped)
        for cell in row_cells(group, columns, index, header=index < headers, known=known)
    ]
    every = [word for group in (*heads, visual) for row in group for _, part in row.parts for word in part.words]
    table = RawTable(cells=tuple(_deepened(cells, headers - 1) if heads else cells), doubtful=not anchored)
    page = visual[0].parts[0][1].page
    return RawBlock(kind=BlockKind.TABLE, table=table, page=page, box=around(every), size=visual[-1].size)


def _begins_below(group: Sequence[VisualRow]) -> bool:
    """Whether the line under the known headings begins a row: it fills the columns, from the first on, in capitals."""
    first, second = group[0], group[1]
    name = second.at(0)
    if name is None or not name.text[0].isupper() or len(second.parts) < max(2, len(first.parts) - 1):
        return False
    return len(name.text) > 2 * max(len(part.text) for part in first.lines)


def _deepened(cells: Sequence[RawCell], last: int) -> list[RawCell]:
    """The cells, a heading with nothing under it in the lower rows of headings reaching down to the lowest."""
    taken = {(cell.row, cell.column + at) for cell in cells for at in range(cell.column_span)}
    found = []
    for cell in cells:
        down = 0
        while cell.row + down < last and cell.column_span == 1 and (cell.row + down + 1, cell.column) not in taken:
            down += 1
        found.append(replace(cell, row_span=1 + down))
    return found


def row_cells(
    group: Sequence[VisualRow], columns: Columns, index: int, *, header: bool, known: frozenset[str]
) -> list[RawCell]:
    """The cells of one row of the table, from its printed lines."""
    held: dict[tuple[int, int], list[Word]] = {}
    for row in group:
        for span, part in row.parts:
            held.setdefault(span, []).extend(part.words)
    cells = []
    for (first, last), words in sorted(_merged(held).items()):
        made = cell_text(words, limit=columns[last][1], known=known)
        cells.append(
            RawCell(
                text=made.text,
                row=index,
                column=first,
                column_span=last - first + 1,
                header=header,
                items=made.items,
                page=group[0].parts[0][1].page or None,
                box=around(words),
            )
        )
    return cells


def _merged(held: dict[tuple[int, int], list[Word]]) -> dict[tuple[int, int], list[Word]]:
    """Parts of one cell of which one line was wider than the other: the wider span takes the narrower in."""
    found: dict[tuple[int, int], list[Word]] = {}
    for span in sorted(held, key=lambda span: span[0] - span[1]):
        owner = next((other for other in found if other[0] <= span[0] and span[1] <= other[1]), span)
        found.setdefault(owner, []).extend(held[span])
    return found


def logical_rows(visual: Sequence[VisualRow], columns: Columns, *, cuts: Sequence[float] = ()) -> list[list[VisualRow]]:
    """The printed lines of each row of the table; drawn lines across it part its rows where there is one for each."""
    drawn = _between(visual, cuts)
    if drawn is not None and all(_is_one_row(group, columns) for group in drawn):
        return drawn
    gaps = [below.top - above.bottom for above, below in pairwise(visual)]
    tight = sorted(gaps)[len(gaps) // 5] if gaps else 0.0
    loose = tight + 0.3 * visual[0].size
    spaced = _rows_are_spaced(visual, gaps, loose, columns)
    found: list[list[VisualRow]] = [[visual[0]]]
    for row, gap in zip(visual[1:], gaps, strict=True):
        begins = gap > loose if spaced else not _goes_on(found[-1], row, columns)
        if begins:
            found.append([row])
        else:
            found[-1].append(row)
    return found


def _between(visual: Sequence[VisualRow], cuts: Sequence[float]) -> list[list[VisualRow]] | None:
    """The printed lines between the drawn ones; None where hardly any line is drawn."""
    found: list[list[VisualRow]] = [[visual[0]]]
    for above, row in pairwise(visual):
        low, high = (above.top + above.bottom) / 2, (row.top + row.bottom) / 2
        if any(low < cut < high for cut in cuts):
            found.append([row])
        else:
            found[-1].append(row)
    return found if len(found) > _FEWEST_LINES else None


def _is_one_row(group: Sequence[VisualRow], columns: Columns) -> bool:
    """Whether printed lines may be one row: after the first none fills all the columns, or begins with a figure."""
    return not any(
        len(row.parts) == len(columns) > 2 and row.parts[0][0][0] == 0 and is_figure(row.parts[-1][1])
        for row in group[1:]
    )


def _rows_are_spaced(visual: Sequence[VisualRow], gaps: Sequence[float], loose: float, columns: Columns) -> bool:
    """Whether white space parts the rows: close lines must mostly look like the rest of a cell, wide ones not."""
    close = [index for index, gap in enumerate(gaps) if gap <= loose]
    if not close or len(close) == len(gaps):
        return False
    rest = sum(1 for index in close if _goes_on([visual[index]], visual[index + 1], columns))
    return rest >= 0.5 * len(close)


def _goes_on(group: Sequence[VisualRow], row: VisualRow, columns: Columns) -> bool:
    """Whether the line is the rest of the row above, judged by its words."""
    filled = [(first, part) for (first, _), part in row.parts]
    key, head = filled[0]
    if all(is_figure(part) for _, part in filled):
        # A date may go on below ("Kvartal 2" / "2027"); a row of figures has more than one of them.
        above = _above(group, key)
        lone = len(filled) == 1 < len(columns) - 1 and key > 0
        open_end = above is not None and (not is_figure(above) or above.text[-1] in "-–")
        return lone and open_end and _above(group, 0) is not None
    if key > 0:
        return any(_above(group, first) is not None for first, _ in filled) or len(filled) < 0.5 * len(columns)
    over = _above(group, 0)
    if over is None or bullet(head.text) or number(head.text) or over.bold != head.bold:
        return False
    if _is_rest(over, head):
        return True
    if len(filled) > 1:
        return _is_full(over, columns[0]) and any(
            part.text[0].islower() for first, part in filled[1:] if _above(group, first) is not None
        )
    return _is_full(over, columns[0])


def _above(group: Sequence[VisualRow], column: int) -> Line | None:
    """The last part of a column in the row so far."""
    return next((part for part in (row.at(column) for row in reversed(group)) if part is not None), None)


def is_figure(part: Line) -> bool:
    """Whether a cell is a number."""
    letters = sum(1 for char in part.text if char.isalpha())
    return any(char.isdigit() for char in part.text) and letters <= 2


def _is_rest(above: Line, part: Line) -> bool:
    """Whether a part in small letters, or after a hyphen or comma, continues the part above it."""
    return part.text[0].islower() or above.text[-1] in ",-\u00ad&/"


def _is_full(above: Line, bounds: tuple[float, float]) -> bool:
    """Whether an unfinished part fills its column, so that its words had to go on below."""
    wide = above.x1 - above.x0 >= _FULL * (bounds[1] - bounds[0])
    return wide and len(above.text) >= _LONG and len(above.words) >= _WORDS and above.text[-1] not in ".:;"


def _headers(grouped: Sequence[Sequence[VisualRow]], anchored: bool) -> int:
    """How many rows at the top are headings: bold ones over plain ones, or the anchored one."""
    bold = [all(part.bold for row in group for _, part in row.parts) for group in grouped]
    count = next((index for index, value in enumerate(bold) if not value), len(bold))
    if count == len(bold):
        count = 0
    return max(count, 1) if anchored else count
