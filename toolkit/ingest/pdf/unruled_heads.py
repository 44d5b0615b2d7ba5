"""Column headings of an unruled table: those that stand too close to one another, and those over several columns."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import combinations, pairwise

from toolkit.ingest.pdf.lines import Line, make_line
from toolkit.ingest.pdf.page import Word
from toolkit.ingest.pdf.unruled_rows import Columns, VisualRow
from toolkit.lexicon import strings

_WIDE_SPACE = 0.5
"""Times the size: a wider space may part two headings."""
_CLOSE = 1.2
"""Times the size: headings of two levels stand no further apart."""
_LOOSE = 2.2
LONGEST = 60
"""Letters of the longest heading."""
_UNDER = 1.5
"""Points by which a cell may begin beside its heading."""
_CENTRED = 6.0
"""Points by which a lone heading may stand beside the middle of its columns."""
_BEGINNING = 0.12
"""Share of the printed lines below, most of which go on a cell, that begin a cell under a heading."""
_SIDES = ((0.5, 0.0), (0.0, 8.0), (1.0, 8.0))
"""Headings over several columns stand over the middle, less often over an edge: where, and what it costs in points."""
_MOST_WAYS = 2_000
_FEWEST_NUMBERS = 3
_NUMBER = re.compile(r"[A-ZÅÄÖ]{0,2}\d{1,3}(?:\.\d{1,3}){0,3}[.)]?")
"""What numbers the rows of a table: ``1``, ``2.1``, ``A3``."""


def parted_heads(heads: Sequence[Line], rows: Sequence[Sequence[Line]]) -> list[Line]:
    """The row of headings, cut at every wide space after which cells of the rows below begin too.

    Args:
        heads: Parts of the row that holds the headings.
        rows: The rows below.
    """
    found: list[Line] = []
    for part in heads:
        words = [part.words[0]]
        for at, (before, word) in enumerate(pairwise(part.words), 1):
            left = word.box[0]
            wide = left - before.box[2] > _WIDE_SPACE * word.size
            if wide and (_begins(rows, left) or _are_two(words, part.words[at:])):
                found.append(make_line(words, part.page))
                words = []
            words.append(word)
        found.append(make_line(words, part.page))
    return found


def _are_two(before: Sequence[Word], after: Sequence[Word]) -> bool:
    """Whether the words on both sides of a wide space are known headings of their own."""
    return all(is_column_heading(" ".join(word.text for word in words)) for words in (before, after[:1]))


def _begins(rows: Sequence[Sequence[Line]], left: float) -> bool:
    """Whether cells of several rows begin at `left`."""
    count = 0
    for row in rows:
        for part in row:
            if abs(part.x0 - left) < _UNDER or (part.x0 < left < part.x1 and _word_at(part, left)):
                count += 1
                break
    return count >= max(2, _BEGINNING * len(rows))


def _word_at(part: Line, left: float) -> bool:
    """Whether a word of the part begins at `left` after a wide space."""
    return any(
        abs(word.box[0] - left) < _UNDER and word.box[0] - before.box[2] > _WIDE_SPACE * word.size
        for before, word in pairwise(part.words)
    )


def parted_numbers(rows: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The rows, with the number that each begins with cut off where a wide space follows it at one place in most rows.

    Args:
        rows: Printed lines of a table without known headings, each cut into its parts.
    """
    starts = Counter(round(row[0].words[1].box[0]) for row in rows if _is_numbered(row[0]))
    if not starts:
        return [list(row) for row in rows]
    place = max(starts, key=lambda x: (starts[x - 1] + starts[x] + starts[x + 1], -x))
    count = sum(starts[place + off] for off in (-1, 0, 1))
    left = min(row[0].x0 for row in rows)
    begun = sum(1 for row in rows if row[0].x0 < place - 2)
    if count < max(_FEWEST_NUMBERS, 0.6 * begun) or place - left > 6 * rows[0][0].size:
        return [list(row) for row in rows]
    found = []
    for row in rows:
        head = row[0]
        if _is_numbered(head) and abs(head.words[1].box[0] - place) < 2:
            row = [make_line(head.words[:1], head.page), make_line(head.words[1:], head.page), *row[1:]]
        found.append(list(row))
    return found


def _is_numbered(part: Line) -> bool:
    """Whether a part begins with a number and a wide space."""
    if len(part.words) < 2 or not _NUMBER.fullmatch(part.words[0].text):
        return False
    before, word = part.words[0], part.words[1]
    return word.box[0] - before.box[2] > _WIDE_SPACE * word.size and any(char.isalpha() for char in word.text)


def heads_over(over: Sequence[Sequence[Line]], body: Sequence[Sequence[Line]], columns: Columns) -> list[VisualRow]:
    """Rows of headings over several columns, upper first; none where the rows above are something else.

    Args:
        over: The printed rows above the table.
        body: The table's rows; the first holds the lower headings.
        columns: Left and right edge of each column.
    """
    found: list[VisualRow] = []
    below = list(body[0])
    labelled = {column for part in below for column in touched(part, columns)}
    for row in reversed(over[-2:]):
        size = max(part.size for part in row)
        space = min(part.top for part in below) - max(part.bottom for part in row)
        near = _CLOSE if len(row) == 1 else _LOOSE
        spans = spans_of(row, columns, labelled) if space < near * size else None
        if spans is None:
            break
        found.insert(0, VisualRow(tuple(zip(spans, row, strict=True))))
        below = list(row)
        labelled = {column for first, last in spans for column in range(first, last + 1)}
    return found


def touched(part: Line, columns: Columns) -> list[int]:
    """The columns that a part stands over; the nearest one where it stands between two."""
    held = [at for at, (left, right) in enumerate(columns) if min(right, part.x1) - max(left, part.x0) > 1.0]
    middle = (part.x0 + part.x1) / 2
    return held or [min(range(len(columns)), key=lambda at: abs(sum(columns[at]) / 2 - middle))]


def spans_of(row: Sequence[Line], columns: Columns, labelled: set[int]) -> list[tuple[int, int]] | None:
    """First and last column of each heading of a row, None where the row is no such headings."""
    if any(len(part.text) > LONGEST or part.text.rstrip()[-1:] in ".;" for part in row):
        return None
    if row[0].x0 < columns[0][0] - _CENTRED or row[-1].x1 > columns[-1][1] + 4 * _CENTRED:
        return None
    held = [touched(part, columns) for part in row]
    if any(one[-1] >= two[0] for one, two in pairwise(held)) or (held[0][0] == 0 and len(held[0]) > 1):
        return None
    spans = [(mine[0], mine[-1]) for mine in held]
    free = [at for at, (first, _) in enumerate(spans) if first in labelled and first > 0]
    best = _shared(row, spans, free, columns, labelled)
    if best is None or all(first == last for first, last in best):
        return None
    if len(row) == 1:
        first, last = best[0]
        off = (row[0].x0 + row[0].x1) / 2 - (columns[first][0] + columns[last][1]) / 2
        if first == 0 or abs(off) > _CENTRED:
            return None
    return best


def _shared(
    row: Sequence[Line],
    spans: Sequence[tuple[int, int]],
    free: Sequence[int],
    columns: Columns,
    labelled: set[int],
) -> list[tuple[int, int]] | None:
    """The columns shared out among the headings so that these stand over the middles or the edges best."""
    if not free:
        return None
    ways: list[tuple[float, list[tuple[int, int]]]] = []
    low, high = spans[free[0]][0], max(labelled)
    while low - 1 in labelled and low > 1 and (free[0] == 0 or spans[free[0] - 1][1] < low - 1):
        low -= 1
    edges = range(low, high + 2)
    if len(edges) > 24:
        return None
    for count, cuts in enumerate(combinations(edges, len(free) + 1)):
        if count > _MOST_WAYS:
            break
        groups = [(start, end - 1) for start, end in pairwise(cuts)]
        if any(
            not (first <= spans[at][0] and spans[at][1] <= last and all(c in labelled for c in range(first, last + 1)))
            for at, (first, last) in zip(free, groups, strict=True)
        ):
            continue
        cost = min(_cost(row, free, groups, columns, side) + extra for side, extra in _SIDES)
        bare = (cuts[0] - low) + (high + 1 - cuts[-1])
        made = list(spans)
        for at, group in zip(free, groups, strict=True):
            made[at] = group
        ways.append((cost + 3.0 * bare, made))
    return min(ways, key=lambda way: way[0])[1] if ways else None


def _cost(
    row: Sequence[Line], free: Sequence[int], groups: Sequence[tuple[int, int]], columns: Columns, side: float
) -> float:
    """How far the headings stand from where they would stand: `side` 0 for left edges, 0.5 for middles, 1 for right."""
    return sum(
        abs(
            row[at].x0 * (1 - side) + row[at].x1 * side
            - (columns[first][0] * (1 - side) + columns[last][1] * side)
        )
        for at, (first, last) in zip(free, groups, strict=True)
    )  # fmt: skip


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
    if any(char.isdigit() for char in text):
        return False
    whole, begins = _vocabulary()
    label = " ".join("".join(char if char.isalpha() else " " for char in text.lower()).split())
    return bool(label) and len(label) < 60 and (label in whole or label.startswith(begins))


def is_heading_row(row: Sequence[Line]) -> bool:
    """Whether a row is column headings: at least two known ones, and most of its parts."""
    if len(row) < 2:
        return False
    known = sum(1 for part in row if is_column_heading(part.text))
    return known >= 2 and known >= 0.5 * len(row) and not any(part.text.rstrip().endswith(".") for part in row)
