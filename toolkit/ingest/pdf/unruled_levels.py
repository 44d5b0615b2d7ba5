"""The headings of a table of figures: printed lines above the first figures, sorted into levels.

Upper levels stand over several columns, told by the drawn line under them or by how they stand; the lowest level has
one heading a column, of one line or several.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from toolkit.ingest.pdf.grid import Run, runs_of
from toolkit.ingest.pdf.lines import Line, make_line
from toolkit.ingest.pdf.page import Ruling, Word
from toolkit.ingest.pdf.unruled_heads import LONGEST, spans_of, touched
from toolkit.ingest.pdf.unruled_rows import Columns, VisualRow, is_figure

_CLOSE = 1.3
"""Times the size: the room between two lines of headings."""
_ALIGNED = 3.0
"""Points by which a heading may stand beside the edge or the middle of its column."""
_MOST = 6
"""Printed lines of headings."""
_PART = 0.9
"""Share of the table's width that the line under one heading stays below."""


class Levels(NamedTuple):
    """The headings level by level, upper first, each with its printed lines; and how many rows of the body they are."""

    groups: list[list[VisualRow]]
    rows: int


@dataclass(slots=True)
class _Head:
    """A heading over several columns: its lines, and its columns."""

    lines: list[Line]
    first: int
    last: int
    level: int = 0
    rows: list[int] = field(default_factory=list)


def levels(
    over: Sequence[Sequence[Line]], body: Sequence[Sequence[Line]], columns: Columns, rulings: Sequence[Ruling]
) -> Levels | None:
    """The headings of a table of figures; None where they are plain enough to be told otherwise.

    Args:
        over: Printed rows above the table.
        body: The table's rows, each cut into its parts.
        columns: Left and right edge of each column.
        rulings: Drawn lines of the page.
    """
    count = _before_figures(body)
    if count is None or len(columns) < 3:
        return None
    lines = [list(row) for row in body[:count]]
    for row in reversed(over[-_MOST:]):
        if not _may_head(row, lines[0] if lines else body[0], columns):
            break
        lines.insert(0, list(row))
    if not 1 < len(lines) <= _MOST or any(_space(a, b) > _CLOSE * a[0].size for a, b in pairwise(lines)):
        return None
    runs = runs_of(rulings)[0] if rulings else []
    upper, lower = _sorted(lines, columns, runs)
    if not upper or not lower:
        return None
    groups = _groups(upper, columns, lower, runs)
    if groups is None:
        return None
    held: dict[int, list[tuple[tuple[int, int], Line]]] = {}
    for at, column, part in lower:
        held.setdefault(at, []).append(((column, column), part))
    return Levels([*groups, [VisualRow(tuple(held[at])) for at in sorted(held)]], count)


def _before_figures(body: Sequence[Sequence[Line]]) -> int | None:
    """How many rows stand above the first row of figures; None without figures."""
    for at, row in enumerate(body):
        cells = row[1:] if len(row) > 1 else row
        figures = [part for part in cells if is_figure(part)]
        if len(row) > 1 and len(figures) >= 0.5 * len(cells) and not all(_is_year(part.text) for part in figures):
            while at > 0 and len(body[at - 1]) == 1 and at > 1:
                at -= 1  # a line that names the rows below
            return at if at <= _MOST else None
    return None


def _is_year(text: str) -> bool:
    """Whether a heading is a year."""
    return text.strip().isdecimal() and 1800 <= int(text) <= 2100


def _space(above: Sequence[Line], below: Sequence[Line]) -> float:
    """The room between two rows."""
    return min(part.top for part in below) - max(part.bottom for part in above)


def _may_head(row: Sequence[Line], below: Sequence[Line], columns: Columns) -> bool:
    """Whether a row above may be part of the headings: short, close, to the right of the names of the rows."""
    size = max(part.size for part in row)
    inside = row[0].x0 > columns[0][0] - 2 and row[-1].x1 < columns[-1][1] + 2 * size
    if len(row) == 1 and row[0].x0 < columns[1][0] - 2 * size:
        return False
    short = all(len(part.text) <= LONGEST and part.text.rstrip()[-1:] not in ".;:" for part in row)
    return inside and short and _space(row, below) < _CLOSE * size


def _sorted(
    lines: Sequence[Sequence[Line]], columns: Columns, runs: Sequence[Run]
) -> tuple[list[_Head], list[tuple[int, int, Line]]]:
    """Headings over several columns with their lines put together, and the parts of the lowest: line, column, part."""
    upper: list[_Head] = []
    lower: list[tuple[int, int, Line]] = []
    labelled = {column for part in lines[-1] for column in touched(part, columns)}
    places = _places(((touched(part, columns)[0], part) for part in lines[-1]), columns)
    for at, row in enumerate(lines):
        under = _own(runs, row)
        pieces = [piece for line in row for piece in _apart(line, columns, under)]
        shared = (
            _shared(pieces, places, labelled) if not upper and len(pieces) == len(row) and at + 1 < len(lines) else {}
        )
        for part in pieces:
            mine = touched(part, columns)
            ruled = _ruled(part, columns, under) or shared.get(part.x0)
            owner = next((head for head in upper if head.first <= mine[0] and mine[-1] <= head.last), None)
            beside = owner is not None and at - 1 in owner.rows and not _parted(owner.lines[-1], part, runs)
            if owner is not None and beside and (len(mine) > 1 or ruled):
                owner.lines.append(part)
                owner.rows.append(at)
                if ruled:
                    owner.first, owner.last = min(owner.first, ruled[0]), max(owner.last, ruled[1])
            elif len(mine) > 1 or ruled:
                first, last = ruled or (mine[0], mine[-1])
                level = owner.level + 1 if owner else 0
                upper.append(_Head([part], first, last, level, [at]))
            else:
                lower.append((at, mine[0], part))
    return upper, lower


def _places(labels: Iterable[tuple[int, Line]], columns: Columns) -> list[tuple[float, float]]:
    """Where each column stands for the headings above it: where its own label does, else its cells."""
    places = list(columns)
    for column, part in labels:
        places[column] = (part.x0, part.x1)
    return places


def _shared(row: Sequence[Line], columns: Columns, labelled: set[int]) -> dict[float, tuple[int, int]]:
    """Left edge of each part → its columns, where the row has fewer headings than the lowest one to stand over."""
    wide = [part for part in row if touched(part, columns)[0] > 0]
    if not wide or len(wide) >= len(labelled - {0}):
        return {}
    spans = spans_of(wide, columns, labelled) or []
    return {part.x0: (first, last) for part, (first, last) in zip(wide, spans, strict=False) if last > first}


def _own(runs: Sequence[Run], row: Sequence[Line]) -> list[Run]:
    """The drawn lines that run under one part of the row at most: one under several of them tells no columns."""
    middles = [(part.x0 + part.x1) / 2 for part in row]
    return [run for run in runs if sum(run.start < middle < run.end for middle in middles) < 2]


def _apart(part: Line, columns: Columns, runs: Sequence[Run]) -> list[Line]:
    """The part, cut where each piece stands at the same edge of a column of its own: close headings, not a wide one."""
    held: dict[int, list[Word]] = {}
    for word in part.words:
        mine = [at for at, (x0, x1) in enumerate(columns) if min(x1, word.box[2]) - max(x0, word.box[0]) > 1.0]
        if len(mine) != 1:
            return [part]
        held.setdefault(mine[0], []).append(word)
    if len(held) < 2 or _ruled(part, columns, runs):
        return [part]
    pieces = [(columns[at], make_line(words, part.page)) for at, words in held.items()]
    for side in (0.0, 0.5, 1.0):
        offs = [(line.x0 - x0) * (1 - side) + (line.x1 - x1) * side for (x0, x1), line in pieces]
        if all(abs(off) < _ALIGNED for off in offs):
            return [line for _, line in pieces]
    return [part]


def _parted(above: Line, below: Line, runs: Sequence[Run]) -> bool:
    """Whether a drawn line parts two lines of headings."""
    middle = (below.x0 + below.x1) / 2
    low, high = (above.top + above.bottom) / 2, (below.top + below.bottom) / 2
    return any(low < run.at < high and run.start - 2 < middle < run.end + 2 for run in runs)


def _ruled(part: Line, columns: Columns, runs: Sequence[Run]) -> tuple[int, int] | None:
    """The columns over which a line right under the part is drawn, if it runs over several and not over all."""
    width = columns[-1][1] - columns[0][0]
    middle = (part.x0 + part.x1) / 2
    for run in runs:
        near = -0.4 * part.size < run.at - part.bottom < 0.8 * part.size
        long = 0.8 * (part.x1 - part.x0) < run.end - run.start < _PART * width
        if near and long and run.start < middle < run.end:
            held = [at for at, (x0, x1) in enumerate(columns) if run.start - 3 < (x0 + x1) / 2 < run.end + 3]
            if len(held) > 1:
                return held[0], held[-1]
    return None


def _groups(
    upper: Sequence[_Head], columns: Columns, lower: Sequence[tuple[int, int, Line]], runs: Sequence[Run]
) -> list[list[VisualRow]] | None:
    """The upper levels as printed lines, every heading with the columns it stands over."""
    found: list[list[VisualRow]] = []
    places = _places(((column, part) for _, column, part in lower), columns)
    labelled = {column for _, column, _ in lower}
    for level in range(max(head.level for head in upper) + 1):
        mine = sorted((head for head in upper if head.level == level), key=lambda head: head.first)
        if any(one.last >= two.first for one, two in pairwise(mine)):
            return None
        whole = [make_line([word for line in head.lines for word in line.words], head.lines[0].page) for head in mine]
        ruled = [any(_ruled(line, columns, _own(runs, whole)) for line in head.lines) for head in mine]
        spans = [(head.first, head.last) for head in mine]
        shared = spans_of(whole, places, labelled) if not any(ruled) else None
        if shared is not None:
            spans = shared
        rows: dict[int, list[tuple[tuple[int, int], Line]]] = {}
        for head, span in zip(mine, spans, strict=True):
            for at, line in zip(head.rows, head.lines, strict=True):
                rows.setdefault(at, []).append((span, line))
        found.append([VisualRow(tuple(rows[at])) for at in sorted(rows)])
    return found
