"""Lines of a column → paragraphs: where one ends is told by space, marks, style, indent and the room left on a line."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.ingest.pdf.columns import Region
from toolkit.ingest.pdf.lines import APART, Line
from toolkit.ingest.pdf.markers import bullet, number
from toolkit.ingest.pdf.wording import hangs_in_the_air, is_finished

_SMALL_CHANGE = 0.16
"""Share of the size: a file name or a formula inside a sentence may be set that much smaller."""
_FEW_WORDS = 4
_LEADERS = re.compile(r"(?:[.…·_]\s?){4,}\s*\S{0,6}$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together. `left` and `right` are the edges of the column, `space` the room above."""

    lines: tuple[Line, ...]
    left: float
    right: float
    space: float | None = None


@dataclass(frozen=True, slots=True)
class Pitches:
    """The usual distance from baseline to baseline for each size of the document."""

    by_size: dict[float, float]

    def usual(self, size: float) -> float:
        """For `size`; 1.25 lines where the document does not tell."""
        return self.by_size.get(round(size), 1.25 * size)


def pitches(found: Iterable[Region]) -> Pitches:
    """Measure the line spacing of the document."""
    counts: dict[float, Counter[float]] = {}
    for region in found:
        for above, below in pairwise(region.lines):
            step = below.base - above.base
            if above.size == below.size and 0.8 * below.size < step < 2.4 * below.size:
                counts.setdefault(round(below.size), Counter())[round(2 * step) / 2] += 1
    return Pitches({size: _tightest(steps) for size, steps in counts.items()})


def _tightest(steps: Counter[float]) -> float:
    """The smallest of the frequent steps: a page of one-line paragraphs has more space than line spacing."""
    often = 0.25 * max(steps.values())
    return min(step for step, count in steps.items() if count >= often)


def paragraphs(region: Region, usual: Pitches) -> list[Paragraph]:
    """The paragraphs of one column, top to bottom."""
    local = pitches([region]) if len(region.lines) > 8 else usual
    edges = _right_edges(region)
    found: list[Paragraph] = []
    run: list[Line] = []
    space: float | None = None
    for line in region.lines:
        if run:
            pitch = local.by_size.get(round(line.size)) or usual.usual(line.size)
            if not _breaks(run, line, pitch, run[-1].limit or edges.get(round(run[-1].size), region.right)):
                run.append(line)
                continue
            found.append(Paragraph(tuple(run), region.left, region.right, space))
            space = line.top - run[-1].bottom
        run = [line]
    if run:
        found.append(Paragraph(tuple(run), region.left, region.right, space))
    return found


def _right_edges(region: Region) -> dict[float, float]:
    """Where lines of each size end at the right, a few longer ones left aside."""
    ends: dict[float, list[float]] = {}
    for line in region.lines:
        ends.setdefault(round(line.size), []).append(line.x1)
    return {size: sorted(xs)[int(0.95 * (len(xs) - 1))] for size, xs in ends.items()}


def _breaks(run: Sequence[Line], line: Line, pitch: float, right: float) -> bool:
    """Whether `line` begins a new paragraph after the lines of `run`."""
    above = run[-1]
    step = line.base - above.base
    size = max(above.size, line.size)
    if bullet(line.text) is not None:
        return True
    if note_mark(line) is not None:
        return True
    both = above.gapped and line.gapped
    if line.gapped and (both or not _is_stretched(line, right)):
        return True
    if above.gapped and (both or not _is_stretched(above, right)):
        return not _hangs(above, line, pitch)
    finished = is_finished(above.text)
    small = line.text[0].islower()
    goes_on = not finished and (small or above.text[-1] == "," or line.text[0] == "(" or hangs_in_the_air(above.text))
    change = abs(above.size - line.size)
    if change > max(0.6, 0.06 * size) and not (goes_on and change < _SMALL_CHANGE * size):
        return True
    if step > pitch * 1.18 + 0.6 or step < 0:
        return not (goes_on and small and 0 <= step < 2.2 * size and _same_style(above, line))
    if above.text[-1] in "-\u00ad" and above.text[-2:-1].isalpha():
        return False
    room = _fits(above, line, right, finished)
    if (not goes_on and _style_breaks(above, line, finished, room)) or _has_leaders(above.text):
        return True
    if number(line.text) is not None and not goes_on and _may_number(run, line, finished):
        return True
    if goes_on:
        return False
    return room or _indent_breaks(run, line, finished, small)


def note_mark(line: Line) -> str | None:
    """The raised number that a footnote begins with, or None."""
    if len(line.words) < 2:
        return None
    first, second = line.words[0], line.words[1]
    if first.text.isdecimal() and len(first.text) <= 3 and first.size < 0.85 * second.size:
        return first.text
    return None


def _is_stretched(line: Line, right: float) -> bool:
    """Whether a few words stand far apart only because a justified line had to be filled."""
    return len(line.words) <= _FEW_WORDS and abs(line.x1 - right) < 1.5 and not line.text[-1].isdigit()


def _hangs(above: Line, line: Line, pitch: float) -> bool:
    """Whether a line goes on under the value of a label that stands far to the left of it."""
    start = next(
        (
            word.box[0]
            for before, word in reversed(list(pairwise(above.words)))
            if word.box[0] - before.box[2] > APART * word.size
        ),
        above.x0,
    )
    return abs(line.x0 - start) < 0.3 * line.size and 0 < line.base - above.base < 1.2 * pitch


def _has_leaders(text: str) -> bool:
    """Whether a line of a contents list ends here."""
    return (text[-1].isdigit() or text[-1] in "._…") and _LEADERS.search(text) is not None


def _same_style(above: Line, line: Line) -> bool:
    """Whether the end of one line is set as the start of the next."""
    last, first = above.words[-1], line.words[0]
    return last.bold == first.bold and last.italic == first.italic


def _style_breaks(above: Line, line: Line, finished: bool, room: bool) -> bool:
    """A line all in bold or italics ends where the next starts in plain type, and the other way round.

    An unfinished plain line that was filled to its end goes on in italics: there is a title in the sentence.
    """
    last, first = above.words[-1], line.words[0]
    if last.bold != first.bold and (above.bold or line.bold or (finished and first.bold)):
        return True
    if last.italic == first.italic:
        return False
    return above.italic or finished or (line.italic and room)


def _may_number(run: Sequence[Line], line: Line, finished: bool) -> bool:
    """Whether a number at the start of a line is a mark and not the last word of a sentence."""
    return finished or number(run[0].text) is not None or line.text[:1] == "("


def _indent_breaks(run: Sequence[Line], line: Line, finished: bool, small: bool) -> bool:
    """A first-line indent, or the return from a hanging one."""
    above, first = run[-1], run[0]
    if above.limit != line.limit:
        return False  # something stands beside one of them
    shift = line.x0 - above.x0
    room = 0.8 * line.size
    marked = bullet(first.text) is not None or number(first.text) is not None
    if shift > room:
        return not (marked and len(run) == 1) and (finished or not small)
    if shift < -room:
        if len(run) == 1 and not marked and above.x0 - line.x0 < 4 * line.size:
            return False
        return finished or not small
    return False


def _fits(above: Line, line: Line, right: float, finished: bool) -> bool:
    """Whether the first word of the next line would have had room on this one: then its end was meant."""
    first = line.words[0]
    needed = first.box[2] - first.box[0] + (0.6 if finished else 1.8) * line.size
    return right - above.x1 > needed
