"""Words → fragments (words that stand close together on one baseline) → rows of fragments → whole lines."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from toolkit.ingest.pdf.page import Word
from toolkit.ingest.pdf.spacing import drawn_together, is_spaced
from toolkit.model import Box

_FARTHEST = 1.0
"""A wider gap than this many times the size ends a fragment; justified lines are put together again later."""
APART = 2.5
"""Parts of a row further from each other than this many times the size are not one running line."""
_EVEN = 1.8
"""In a justified line the widest space is less than this many times the narrowest."""
_MARKER = re.compile(
    r"[•◦▪▫●○■□▶►‣⁃∙·*➢➤✓✔❑❖–—\uf000-\uf0ff\x01-\x1f-]|o|\(?(?:\d{1,3}|[a-zåäö]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?"
)
_MARKER_REACH = 5.0
"""A bullet or number belongs to the text that starts within this many times its size."""


@dataclass(slots=True, unsafe_hash=True)
class Line:
    """A line, or a part of one that stands by itself. `size` is that of most of its letters."""

    words: Final[tuple[Word, ...]]
    x0: Final[float]
    top: Final[float]
    x1: Final[float]
    bottom: Final[float]
    size: Final[float]
    bold: Final[bool]
    italic: Final[bool]
    text: Final[str]
    page: Final[int] = 0
    gapped: Final[bool] = False
    """Put together from parts that stand far apart, as cells do."""
    base: Final[float] = 0.0
    """Lower edge of most words: a bracket or a symbol reaches deeper and must not move the line."""
    limit: Final[float | None] = None
    """Where the line had to end because something stands beside it; None where the column's edge holds."""

    @property
    def box(self) -> Box:
        """Its box."""
        return (self.x0, self.top, self.x1, self.bottom)


def make_line(words: Sequence[Word], page: int) -> Line:
    """One line of words that stand in reading order.

    Example:
        >>> make_line([Word("En", (0, 0, 9, 10), 10), Word("rad", (12, 0, 20, 10), 10)], 1).text
        'En rad'
    """
    first = words[0]
    size, mixed = first.size, False
    x0, top, x1, bottom = first.box
    bold = italic = True
    parts: list[str] = []
    for word in words:
        left, above, right, below = word.box
        if left < x0:
            x0 = left
        if above < top:
            top = above
        if right > x1:
            x1 = right
        if below > bottom:
            bottom = below
        if word.size != size:
            mixed = True
        if not word.bold:
            bold = False
        if not word.italic:
            italic = False
        parts.append(word.text)
        if word.space_after:
            parts.append(" ")
    if parts[-1] == " ":
        parts.pop()
    if mixed:
        size = _main_size(words)
    base = bottom
    if not first.box[3] == bottom == words[-1].box[3]:
        base = sorted(word.box[3] for word in words)[(len(words) - 1) // 2]
    return Line(tuple(words), x0, top, x1, bottom, size, bold, italic, "".join(parts), page, False, base)


def _main_size(words: Sequence[Word]) -> float:
    """The size that most letters are set in."""
    letters: dict[float, int] = {}
    for word in words:
        letters[word.size] = letters.get(word.size, 0) + len(word.text)
    return max(letters, key=lambda size: (letters[size], size))


def fragments(words: Iterable[Word], page: int) -> list[Line]:
    """Words in the engine's order, cut where the baseline changes or a gap is too wide for a space."""
    found: list[Line] = []
    run: list[Word] = []
    top = right = bottom = 0.0
    for word in words:
        x0, above, x1, below = word.box
        if run:
            gap = x0 - right
            overlap = (below if below < bottom else bottom) - (above if above > top else top)
            height = below - above
            if bottom - top < height:
                height = bottom - top
            if -word.size < gap < _FARTHEST * word.size and overlap > 0.5 * height:
                run.append(word)
                right = x1
                if word.size >= run[0].size:
                    top, bottom = above, below
                continue
            found.append(make_line(run, page))
        run = [word]
        top, right, bottom = above, x1, below
    if run:
        found.append(make_line(run, page))
    return found


def rows(parts: Iterable[Line]) -> list[list[Line]]:
    """Fragments that stand beside one another, top to bottom, each row from left to right."""
    found: list[list[Line]] = []
    top = bottom = 0.0
    for part in sorted(parts, key=_height):
        overlap = (part.bottom if part.bottom < bottom else bottom) - (part.top if part.top > top else top)
        if found and overlap > 0.5 * min(part.bottom - part.top, bottom - top):
            found[-1].append(part)
            if part.bottom - part.top > bottom - top:
                top, bottom = part.top, part.bottom
        else:
            found.append([part])
            top, bottom = part.top, part.bottom
    return [row if len(row) == 1 else _with_markers(sorted(row, key=_left)) for row in found]


def _height(part: Line) -> float:
    return part.top + part.bottom


def _left(part: Line) -> float:
    return part.x0


def _with_markers(row: list[Line]) -> list[Line]:
    """A bullet or number that stands apart is put to the text it belongs to."""
    found: list[Line] = []
    for part in row:
        before = found[-1] if found else None
        if (
            before is not None
            and part.x0 - before.x1 < _MARKER_REACH * max(before.size, part.size)
            and _MARKER.fullmatch(before.text)
            and any(char.isalpha() for char in part.text[:4])
        ):
            found[-1] = make_line((*before.words, *part.words), part.page)
        else:
            found.append(part)
    return found


def whole(row: Sequence[Line]) -> Line:
    """All fragments of a row as one line."""
    if len(row) == 1:
        return row[0]
    words: Sequence[Word] = [word for part in row for word in part.words]
    if is_spaced(words):
        words = drawn_together(words)
    line = make_line(words, row[0].page)
    gaps = [after.box[0] - before.box[2] for before, after in pairwise(line.words) if before.space_after]
    if max(gaps, default=0) <= APART * line.size or (len(gaps) > 1 and max(gaps) < _EVEN * min(gaps)):
        return line
    return replace(line, gapped=True)


def turned_lines(words: Sequence[Word], page: int) -> list[Line]:
    """Words that run up or down the page, put together while they stand in one line."""
    found: list[list[Word]] = []
    for word in words:
        if found:
            last = found[-1][-1]
            overlap = min(last.box[2], word.box[2]) - max(last.box[0], word.box[0])
            gap = max(last.box[1], word.box[1]) - min(last.box[3], word.box[3])
            if word.angle == last.angle and overlap > 0 and gap < 2 * word.size:
                found[-1].append(word)
                continue
        found.append([word])
    return [make_line(run, page) for run in found]
