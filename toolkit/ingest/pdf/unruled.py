"""Tables without drawn lines: rows of parts whose edges stand under one another, anchored on a row of column headings.

Steps: rows with several parts are gathered into runs; the empty strips through a run give its columns; a run must
show that its columns are kept; then `unruled_rows` tells where each row of the table begins.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.ingest.compose import RawBlock
from toolkit.ingest.pdf.halves import halves
from toolkit.ingest.pdf.lines import Line, make_line, rows
from toolkit.ingest.pdf.markers import bullet, number
from toolkit.ingest.pdf.page import Ruling
from toolkit.ingest.pdf.unruled_heads import heads_over, is_column_heading, is_heading_row, parted_heads, parted_numbers
from toolkit.ingest.pdf.unruled_judged import SLACK, keeps_columns, keeps_headings, span_of
from toolkit.ingest.pdf.unruled_levels import levels
from toolkit.ingest.pdf.unruled_rows import Columns, VisualRow, table_block

__all__ = ["Unruled", "find_unruled", "is_column_heading"]

_STRIP = 4.0
"""Points of empty strip between two columns."""
_CROSSING = 0.08
"""Share of a run's rows that may run across a strip."""
_FEWEST = 3
"""Rows with several parts that a table without known headings needs."""
_WIDE_SPACE = 0.5
"""Times the size: a wider space may part two cells where a strip runs through it."""
_ACROSS = 0.8
"""Share of a table's width that a drawn line must cover to part its rows."""


@dataclass(frozen=True, slots=True)
class Unruled:
    """A table and the fragments it is made of."""

    block: RawBlock
    parts: tuple[Line, ...]


def find_unruled(
    parts: Sequence[Line], *, known: Callable[[], frozenset[str]] = frozenset, rulings: Sequence[Ruling] = ()
) -> list[Unruled]:
    """The unruled tables of a page, top to bottom.

    Args:
        parts: Fragments of the page that stand in no other table.
        known: Gives the lower-case words of the document, for words that a narrow column broke; asked for a table only.
        rulings: Drawn lines of the page; those that run across a table part its rows.
    """
    visual = rows(parts)
    if sum(1 for row in visual if len(row) > 1) < 2:
        return []
    found: list[Unruled] = []
    for run, above in _runs(visual):
        over = [above] if above is not None else []
        for piece in _pieces(run):
            for half in halves(piece, _anchor(piece)):
                table = _table(half, over if half[0] is piece[0] else [], known, rulings)
                if table is not None:
                    found.append(table)
                    over = []
                else:
                    over = half[-2:]
    return found


Run = tuple[list[list[Line]], list[Line] | None]
"""Rows, and the row right above them."""


def _runs(visual: Sequence[list[Line]]) -> list[Run]:
    """Rows with several parts, with the rows between them, as long as nothing wide or far parts them."""
    left = min(row[0].x0 for row in visual)
    width = max(row[-1].x1 for row in visual) - left
    found: list[Run] = []
    current: list[list[Line]] = []
    above: list[Line] | None = None
    before: list[Line] | None = None
    for row in visual:
        wide = _is_wide(row, width)
        if current and (wide or _space(current[-1], row) > 3.2 * row[0].size):
            found.append((current, above))
            current = []
        if not wide:
            if not current:
                above = before
            current.append(row)
        before = row
    found.append((current, above))
    return [run for run in found if sum(1 for row in run[0] if len(row) > 1) >= 2]


def _pieces(run: list[list[Line]]) -> list[list[list[Line]]]:
    """The run cut before every row of column headings, and where a title in other type ends the table before it."""
    found: list[list[list[Line]]] = [[]]
    anchored = False
    for row in run:
        heading = is_heading_row(row)
        title = anchored and len(row) == 1 and len(found[-1]) > 1 and _is_title(row[0], found[-1][1][0])
        below = len(found[-1]) == 1 and anchored and is_heading_row(found[-1][0])  # labels on two levels
        if found[-1] and ((heading and not below) or title):
            found.append([])
        anchored = heading or (anchored and not title)
        found[-1].append(row)
    return [piece for piece in found if piece]


def _is_title(part: Line, cell: Line) -> bool:
    """Whether a line is set in larger or bolder type than the cells above it."""
    return part.size > cell.size + 0.6 or (part.bold and not cell.bold)


def _space(above: Sequence[Line], below: Sequence[Line]) -> float:
    """The room between two rows."""
    return min(part.top for part in below) - max(part.bottom for part in above)


def _is_wide(row: Sequence[Line], width: float) -> bool:
    """A line of running text over most of the page."""
    return len(row) == 1 and row[0].x1 - row[0].x0 > 0.66 * width and len(row[0].text) > 50


def _anchor(run: Sequence[list[Line]]) -> int | None:
    """The first row of column headings."""
    return next((at for at, row in enumerate(run) if is_heading_row(row)), None)


def _table(
    run: list[list[Line]],
    above: Sequence[list[Line]],
    known: Callable[[], frozenset[str]],
    rulings: Sequence[Ruling],
) -> Unruled | None:
    """The table of a run, or None."""
    anchor = _anchor(run)
    anchored = anchor is not None
    body = run[anchor:] if anchor is not None else run
    if anchored:
        body[0] = parted_heads(body[0], body[1:])
        body = [body[0], *([piece for part in row for piece in _under(part, body[0])] for row in body[1:])]
    else:
        body = parted_numbers(body)
    if not any(len(row) > 1 for row in body):
        return None
    columns = _columns(body)
    whole = [_divided(row, columns) for row in body]
    body = _trimmed(whole, columns, anchored)
    enough = len(body) > 1 if anchored else sum(1 for row in body if len(row) > 1) >= _FEWEST
    if len(columns) < 2 or not enough:
        return None
    columns = _columns(body)
    if len(columns) < 2:
        return None
    begun = next((at for at, row in enumerate(whole) if row is body[0]), 0)
    over = run[: anchor or 0] or [*above, *whole[:begun]]
    headed = _headed(over[-1], body, columns) if not anchored and over else []
    kept = keeps_headings(body, columns) if anchored else keeps_columns(body, columns, headed=bool(headed))
    if not kept:
        return None
    sorted_heads = None if anchored else levels(over, body, columns, rulings)
    if sorted_heads is not None:
        heads, body = sorted_heads.groups, body[sorted_heads.rows :]
    else:
        heads = [] if headed else [[head] for head in heads_over(over, body, columns)]
        body = [*headed, *body]
    placed = [VisualRow(tuple((span_of(part, columns), part) for part in row)) for row in body]
    block = table_block(
        placed,
        columns,
        anchored=anchored,
        known=known(),
        heads=heads,
        whole_heads=sorted_heads is not None,
        cuts=_cuts(rulings, columns),
    )
    if block is None:
        return None
    headings = [part for head in heads for row in head for part in row.lines]
    return Unruled(block, (*headings, *(part for row in body for part in row)))


def _cuts(rulings: Sequence[Ruling], columns: Columns) -> list[float]:
    """Heights at which drawn lines, in pieces or whole, run across most of the table."""
    left, right = columns[0][0], columns[-1][1]
    drawn: dict[int, float] = {}
    for ruling in rulings:
        if ruling.horizontal:
            covered = max(0.0, min(right, ruling.x1) - max(left, ruling.x0))
            drawn[round(ruling.top)] = drawn.get(round(ruling.top), 0.0) + covered
    return sorted(height for height, covered in drawn.items() if covered > _ACROSS * (right - left))


def _headed(above: list[Line], body: Sequence[list[Line]], columns: Columns) -> list[list[Line]]:
    """The row above, where it falls into the columns and stands close."""
    if _space(above, body[0]) > 1.2 * above[0].size:
        return []
    row = _divided(above, columns)
    inside = all(span_of(part, columns)[0] == span_of(part, columns)[1] for part in row)
    return [row] if len(row) > 1 and inside else []


def _columns(run: Sequence[list[Line]]) -> list[tuple[float, float]]:
    """Where columns stand: what is left of the width when the empty strips are taken out."""
    most = max(len(row) for row in run)
    seeds = [row for row in run if len(row) >= max(2, 0.6 * most)]
    left = int(min(part.x0 for row in seeds for part in row))
    right = int(max(part.x1 for row in seeds for part in row)) + 2
    cover = [0] * (right - left + 2)
    for row in seeds:
        for part in row:
            cover[int(part.x0) - left] += 1
            cover[int(part.x1) - left + 1] -= 1
    allowed = max(_CROSSING * len(seeds), (len(seeds) >= 5) + (len(seeds) >= 10))
    found: list[tuple[float, float]] = []
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
    if len(columns) < 2 or all(span_of(part, columns)[0] == span_of(part, columns)[1] for part in row):
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


def _under(part: Line, heads: Sequence[Line]) -> list[Line]:
    """One part, cut where a word begins right under a column heading: a number stands close to what it numbers."""
    begins = [head.x0 for head in heads if part.x0 + _STRIP < head.x0 < part.x1]
    found: list[Line] = []
    words = [part.words[0]]
    for before, word in pairwise(part.words):
        left, right = before.box[2], word.box[0]
        if right - left > _WIDE_SPACE * word.size and any(abs(right - x) < 1.5 for x in begins):
            found.append(make_line(words, part.page))
            words = []
        words.append(word)
    return [*found, make_line(words, part.page)] if found else [part]


def _trimmed(run: list[list[Line]], columns: Columns, anchored: bool) -> list[list[Line]]:
    """Without rows of one part before the first and after the last row that keeps to the columns."""
    start, end = 0, len(run)
    while start < end and len(run[start]) == 1:
        start += 1
    last = max((at for at in range(start, end) if len(run[at]) > 1), default=start)
    gaps = [_space(above, below) for above, below in pairwise(run[start : last + 1])]
    end = min(last + 1, end)
    while end < len(run) and len(run[end]) == 1:
        if not (_continues(run, end, columns) or (anchored and _is_name(run, end, columns, max(gaps, default=0)))):
            break
        end += 1
    return run[start:end]


def _is_name(run: Sequence[list[Line]], at: int, columns: Columns, widest: float) -> bool:
    """Whether a lone part is a row of which only the first cell is filled: set and spaced as the rows above."""
    part, cell = run[at][0], run[at - 1][0]
    room = columns[1][0] - part.x0 if len(columns) > 1 else 0.0
    return (
        abs(part.x0 - columns[0][0]) < SLACK
        and abs(part.size - cell.size) < 0.3
        and part.bold == cell.bold
        and part.x1 - part.x0 < room
        and _space(run[at - 1], run[at]) < widest + 0.2 * part.size
    )


def _continues(run: Sequence[list[Line]], at: int, columns: Columns) -> bool:
    """Whether a row of one part is the rest of a cell above: inside one column, close under it."""
    part = run[at][0]
    first, last = span_of(part, columns)
    if first != last or at == 0 or _space(run[at - 1], run[at]) > 0.9 * part.size:
        return False
    if bullet(part.text) or number(part.text):
        return first > 0
    wider = first + 1 < len(columns) and part.text[0].islower()  # the rest of a sentence may outrun the lines above
    end = columns[first + 1][0] if wider else columns[first][1] + SLACK
    return any(span_of(other, columns)[0] == first for other in run[at - 1]) and part.x1 <= end
