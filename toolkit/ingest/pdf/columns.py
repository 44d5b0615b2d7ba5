"""Reading order: a page is cut along the empty strips between columns of prose, again and again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from toolkit.ingest.pdf.lines import Line, make_line, rows, whole
from toolkit.ingest.pdf.page import Ruling
from toolkit.model import Box

_NARROWEST = 7.0
"""Points: a strip narrower than this does not part columns."""
_WIDE_SPACE = 0.45
"""Times the size: a wider space inside a line may be a strip that other lines show clearly."""
_FEWEST = 3
"""Rows with text on both sides of a strip."""
_LETTERS = 16
"""Columns of prose have at least this many letters a line, on average."""
_LONG_BAR = 0.6
"""Share of the text's width that a drawn line must have to end columns."""
_FAR = 60.0
"""Points: what stands further below, at the foot of the page, is not the rest of a column."""
_EVEN = 1.5
"""A space that is not this many times as wide as the other ones of its line was only stretched."""
_TITLE = 1.3
_RUNNING = 0.35
"""Share of the lines of running text that begin in the middle of a sentence."""
_FULL = 0.3
"""Share of a column's lines that reach close to its right edge, at least."""


@dataclass(frozen=True, slots=True)
class Region:
    """Lines of one column, top to bottom; `left` and `right` are the edges of its text."""

    lines: tuple[Line, ...]
    left: float
    right: float
    beside: float | None = None
    """Set for a box beside running text: the height at which the text it interrupts ends its narrow part."""


@dataclass(frozen=True, slots=True)
class _Strip:
    """An empty strip from row `first` to row `last` inclusive, with its middle."""

    first: int
    last: int
    middle: float
    both: int


Rows = list[list[Line]]


def regions(parts: Sequence[Line], walls: Sequence[Box] = (), rulings: Sequence[Ruling] = ()) -> list[Region]:
    """The columns of a page in reading order.

    Args:
        parts: Fragments of the page.
        walls: Boxes of tables; one that has nothing beside it parts what is above from what is below.
        rulings: Drawn lines; a long level one ends the columns above it.

    Example:
        >>> from toolkit.ingest.pdf.lines import make_line
        >>> from toolkit.ingest.pdf.page import Word
        >>> def row(x, y, text): return make_line([Word(text, (x, y, x + 200, y + 10), 10)], 1)
        >>> texts = ["Ett stycke till vänster", "Ett stycke till höger"]
        >>> page = [row(x, 14 * y, f"{text} {y}") for y in range(4) for x, text in zip((50, 300), texts)]
        >>> [len(region.lines) for region in regions(page)]
        [4, 4]
    """
    if not parts:
        return []
    bars = _bars(parts, rulings)
    if not walls:
        return _cut(rows([*parts, *bars]))
    found: list[Region] = []
    rest = [*parts, *bars]
    for _, top, _, bottom in sorted(walls, key=lambda box: box[1]):
        if any(part.top < bottom - 2 and part.bottom > top + 2 for part in rest if part.words):
            continue
        found.extend(_cut(rows(part for part in rest if part.bottom <= top + 2)))
        rest = [part for part in rest if part.bottom > top + 2]
    return [*found, *_cut(rows(rest))]


def _bars(parts: Sequence[Line], rulings: Sequence[Ruling]) -> list[Line]:
    """Long level lines as rows without words, which no column crosses."""
    if not rulings:
        return []
    width = max(part.x1 for part in parts) - min(part.x0 for part in parts)
    return [
        Line((), ruling.x0, ruling.top, ruling.x1, ruling.top, 0.0, False, False, "")
        for ruling in rulings
        if ruling.horizontal and ruling.x1 - ruling.x0 > _LONG_BAR * width
    ]


def _cut(found: Rows) -> list[Region]:
    """Cut at the best strip, then cut the four parts."""
    strip = _best_strip(found) if len(found) >= _FEWEST else None
    if strip is None:
        return [_region(found)] if any(part.words for row in found for part in row) else []
    inside = [
        piece
        for row in found[strip.first : strip.last + 1]
        for part in row
        if part.words
        for piece in _parted(part, strip.middle)
    ]
    left = [part for part in inside if part.x0 + part.x1 < 2 * strip.middle]
    right = [part for part in inside if part.x0 + part.x1 >= 2 * strip.middle]
    flowing = _around(found, strip, rows(left), rows(right))
    if flowing is not None:
        return flowing
    return [
        *_cut(found[: strip.first]),
        *_cut(rows(left)),
        *_cut(rows(right)),
        *_cut(found[strip.last + 1 :]),
    ]


def _around(found: Rows, strip: _Strip, left: Rows, right: Rows) -> list[Region] | None:
    """Where one side goes on above or below over the full width, the other is a box beside it and comes after it."""
    above = found[strip.first - 1] if strip.first else None
    below = found[strip.last + 1] if strip.last + 1 < len(found) else None
    flows = [_flows(side, above, below, strip.middle) for side in (left, right)]
    if flows[0] == flows[1]:
        return None
    main, box = (left, right) if flows[0] else (right, left)
    limit = max(row[-1].x1 for row in main)
    narrow = [[replace(whole(row), limit=limit)] for row in main]
    whole_text = [*found[: strip.first], *narrow, *found[strip.last + 1 :]]
    end = narrow[-1][0].bottom
    return [*_cut(whole_text), *(replace(region, beside=end) for region in _cut(box))]


def _flows(side: Rows, above: Sequence[Line] | None, below: Sequence[Line] | None, middle: float) -> bool:
    """Whether the lines of one side follow the wide row above at line spacing, or the wide row below follows them."""
    for wide, near, under in ((above, side[0][0], True), (below, side[-1][0], False)):
        if wide is None or len(wide) != 1 or not wide[0].words or not wide[0].x0 < middle < wide[0].x1:
            continue
        space = near.top - wide[0].bottom if under else wide[0].top - near.bottom
        upper, lower = (wide[0], near) if under else (near, wide[0])
        unfinished = upper.text[-1:] not in ".:!?" or lower.text[:1].islower()
        if space < 0.9 * near.size and abs(near.size - wide[0].size) < 0.6 and near.bold == wide[0].bold and unfinished:
            return True
    return False


def _region(found: Rows) -> Region:
    """A column that is cut no further."""
    lines = tuple(whole(words) for row in found if (words := [part for part in row if part.words]))
    return Region(lines, min(line.x0 for line in lines), max(line.x1 for line in lines))


def _best_strip(found: Rows) -> _Strip | None:
    """The strip that parts the most rows, if it parts prose from prose."""
    best: _Strip | None = None
    tried: list[_Strip] = []
    largest = _TITLE * _usual_size(found)
    for index, row in enumerate(found):
        if len(row) > 1 and min(part.size for part in row) > largest:
            continue  # a title may have a wide gap anywhere
        for before, after in pairwise(row):
            if not before.words or not after.words:
                continue
            lo, hi = before.x1, after.x0
            if hi - lo < _NARROWEST or any(
                strip.first <= index <= strip.last and lo < strip.middle < hi for strip in tried
            ):
                continue
            strip = _grown(found, index, lo, hi)
            tried.append(strip)
            better = strip.both >= _FEWEST and (best is None or strip.both > best.both)
            if better and _is_prose(found, strip) and not _is_stretched(found, strip):
                best = strip
    return best


def _is_stretched(found: Rows, strip: _Strip) -> bool:
    """Whether the strip only runs through lines that were stretched to fill a column: other spaces are as wide."""
    wide = total = 0
    for row in found[strip.first : strip.last + 1]:
        words = [word for part in row for word in part.words]
        gaps = [(after.box[0] - before.box[2], before.box[2], after.box[0]) for before, after in pairwise(words)]
        own = next((gap for gap, left, right in gaps if left <= strip.middle <= right), None)
        if own is None or len(gaps) < 2:
            continue
        total += 1
        rest = sorted(gap for gap, left, right in gaps if not left <= strip.middle <= right)
        wide += own < _EVEN * rest[len(rest) // 2]
    return total > 0 and wide > 0.6 * total


def _usual_size(found: Rows) -> float:
    """The size in the middle of all."""
    sizes = sorted(part.size for row in found for part in row if part.words)
    return sizes[len(sizes) // 2] if sizes else 0.0


def _grown(found: Rows, index: int, lo: float, hi: float) -> _Strip:
    """The strip through the gap `lo` to `hi` of a row, as far up and down as nothing crosses it."""
    first = last = index
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(found):
            narrowed = _narrowed(found[at], lo, hi) or _forgiven(found, at, step, lo, hi)
            if narrowed is None or _is_title(found[at], found[index], lo, hi):
                break
            lo, hi = narrowed
            at += step
        if step < 0:
            first = at + 1
        else:
            last = at - 1
    middle = (lo + hi) / 2
    first, last = _trimmed(found, first, last, middle)
    both = sum(1 for row in found[first : last + 1] if row[0].x0 < middle < row[-1].x1)
    return _Strip(first, last, middle, both)


def _is_title(row: Sequence[Line], start: Sequence[Line], lo: float, hi: float) -> bool:
    """Whether a row is one line in larger type that only happens to have a gap where the columns have one."""
    if len(row) == 1 and not (row[0].x0 < lo and row[0].x1 > hi):
        return False
    if any(abs(part.x0 - hi) < 2 for part in row[1:]):
        return False  # a title of its own at the left edge of the next column
    return min(part.size for part in row) > _TITLE * max(part.size for part in start)


def _narrowed(row: Sequence[Line], lo: float, hi: float) -> tuple[float, float] | None:
    """What is left of the strip beside this row; None where the row crosses it."""
    for part in row:
        if part.x1 <= lo or part.x0 >= hi:
            continue
        left, right = lo, hi
        if part.x0 > lo and part.x1 >= hi:
            right = part.x0
        elif part.x0 <= lo and part.x1 < hi:
            left = part.x1
            if right - left < _NARROWEST:
                continue  # a line too full for its column
        else:
            gap = _gap(part, lo, hi)
            if gap is not None:
                left, right = max(lo, gap[0]), min(hi, gap[1])
            if gap is None:
                return None
        if right - left < _NARROWEST:
            return None
        lo, hi = left, right
    return lo, hi


def _forgiven(found: Rows, at: int, step: int, lo: float, hi: float) -> tuple[float, float] | None:
    """The strip unchanged, where one line is too full for its column and the next row keeps to the columns again."""
    after = at + step
    if len(found[at]) > 1 or not 0 <= after < len(found) or len(found[after]) < 2 or not _meets(found[at][0], hi):
        return None
    return (lo, hi) if _narrowed(found[after], lo, hi) else None


def _meets(part: Line, hi: float) -> bool:
    """Whether a word begins where the next column does: the line before it is too full, and the engine went on."""
    return any(abs(word.box[0] - hi) < 1.5 and before.box[2] < word.box[0] for before, word in pairwise(part.words))


def _gap(part: Line, lo: float, hi: float) -> tuple[float, float] | None:
    """A wide space between two words of `part` that lies on the strip: the engine took two columns for one line."""
    for before, word in pairwise(part.words):
        left, right = before.box[2], word.box[0]
        if left < hi and right > lo and right - left > _WIDE_SPACE * word.size and before.space_after:
            return left, right
    return None


def _parted(part: Line, middle: float) -> list[Line]:
    """The part, cut where the strip runs through it."""
    if not part.x0 < middle < part.x1:
        return [part]
    left = [word for word in part.words if word.box[0] + word.box[2] < 2 * middle]
    right = [word for word in part.words if word.box[0] + word.box[2] >= 2 * middle]
    return [make_line(words, part.page) for words in (left, right) if words]


def _trimmed(found: Rows, first: int, last: int, middle: float) -> tuple[int, int]:
    """Rows at either end with text on one side only stay inside if they follow on at the column's own pitch."""
    sided = [index for index in range(first, last + 1) if found[index][0].x0 < middle < found[index][-1].x1]
    if not sided:
        return first, last
    start, end = sided[0], sided[-1]
    near = {left: _of_side(found[start], middle, left) for left in (True, False)}
    for at in range(start - 1, first - 1, -1):
        if not _follows(found[at], near, middle, upwards=True):
            break
        start = at
    near = {left: _of_side(found[end], middle, left) for left in (True, False)}
    for at in range(end + 1, last + 1):
        if not _follows(found[at], near, middle, upwards=False):
            break
        end = at
    if end < last and _space(found[end], found[end + 1]) < (
        _space(found[last], found[last + 1]) if last + 1 < len(found) else _FAR
    ):
        end = last  # a heading further down in the longer column
    return start, end


def _space(above: Sequence[Line], below: Sequence[Line]) -> float:
    """The room between two rows."""
    return min(part.top for part in below) - max(part.bottom for part in above)


def _of_side(row: Sequence[Line], middle: float, left: bool) -> Line | None:
    """The part of a row on one side of the strip."""
    return next((part for part in row if (part.x0 + part.x1 < 2 * middle) == left), None)


def _follows(row: Sequence[Line], near: dict[bool, Line | None], middle: float, *, upwards: bool) -> bool:
    """Whether a row goes on in a column that the strip has, without more than a line of space; `near` moves along."""
    goes_on = False
    for left in (True, False):
        part, known = _of_side(row, middle, left), near[left]
        if part is None or known is None:
            continue
        space = known.top - part.bottom if upwards else part.top - known.bottom
        if space < 1.2 * max(part.size, known.size):
            goes_on = True
            near[left] = part
    return goes_on


def _is_figure_beside(inside: Sequence[Line], middle: float) -> bool:
    """Whether running text has the labels of a figure beside it: few letters, in another size."""
    sides = [[part for part in inside if (part.x0 + part.x1 < 2 * middle) == left] for left in (True, False)]
    for text, labels in (sides, sides[::-1]):
        if len(text) < 2 * _FEWEST or not labels:
            continue
        running = sum(1 for part in text if part.text[0].islower()) >= _RUNNING * len(text)
        sizes = sorted(part.size for part in text), sorted(part.size for part in labels)
        other = abs(sizes[0][len(text) // 2] - sizes[1][len(labels) // 2]) > 0.08 * sizes[0][len(text) // 2]
        letters = sum(len(part.text) for part in labels) / len(labels)
        if running and other and letters < 2 * _LETTERS and sum(len(part.text) for part in text) / len(text) > 25:
            return True
    return False


def _is_prose(found: Rows, strip: _Strip) -> bool:
    """Whether both sides are lines of running text rather than cells of a table."""
    inside = [
        piece
        for row in found[strip.first : strip.last + 1]
        for part in row
        if part.words
        for piece in _parted(part, strip.middle)
    ]
    if _is_figure_beside(inside, strip.middle):
        return True
    widths = []
    for left in (True, False):
        side = _side_lines(found[strip.first : strip.last + 1], strip.middle, left)
        if len(side) < _FEWEST:
            return False
        letters = sum(count for _, _, count in side) / len(side)
        edge, start = max(right for _, right, _ in side), min(x0 for x0, _, _ in side)
        width = edge - start
        full = sum(1 for _, right, _ in side if edge - right < 0.25 * width) / len(side)
        if letters < _LETTERS or full < _FULL:
            return False
        widths.append(width)
    return min(widths) > 0.2 * max(widths)


def _side_lines(found: Rows, middle: float, left: bool) -> list[tuple[float, float, int]]:
    """Left edge, right edge and letters of each line on one side of the strip."""
    lines = []
    for row in found:
        mine = [
            piece
            for part in row
            if part.words
            for piece in _parted(part, middle)
            if (piece.x0 + piece.x1 < 2 * middle) == left
        ]
        if mine:
            lines.append((mine[0].x0, mine[-1].x1, sum(len(piece.text) for piece in mine)))
    return lines
