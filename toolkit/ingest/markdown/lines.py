"""The lines of a Markdown file: what each is, and which ones are page furniture that got between the text."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from toolkit.ingest.bullets import split_bullet


class LineKind(Enum):
    """What a line is by itself."""

    BLANK = auto()
    TEXT = auto()
    HEADING = auto()
    ROW = auto()
    RULE = auto()
    """The row of dashes below a table's header."""
    PICTURE = auto()
    HTML = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its 1-based number; `cells` are the pipe-separated pieces where there are any."""

    number: int
    text: str
    kind: LineKind
    cells: tuple[str, ...] = ()
    leading: bool = False
    """Begins with a pipe."""
    closed: bool = False
    """Ends with a pipe."""

    @property
    def key(self) -> str:
        """The line without marks, case and figures: equal for the same running header on two pages."""
        return _DIGITS.sub("0", _MARKS.sub(" ", self.text).casefold()).strip()


_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_PICTURE = re.compile(r"\s*!\[[^\]]*\]\([^)]*\)\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
_DIGITS = re.compile(r"\d+")
_MARKS = re.compile(r"[#*_|>\s]+")
_PAGE_NUMBER = re.compile(
    r"[#*_\s]*(?:(?:sida|sid|page|s\.)\s*)?\d{1,3}(?:\s*(?:\(\d{1,3}\)|(?:av|of|/)\s*\d{1,3}))?[*_\s]*$", re.IGNORECASE
)
_STRAY = re.compile(r"#+\s*$|[A-ZÅÄÖ0-9]$")
LONGEST_FURNITURE = 100
"""Characters; a running header is a line, not a paragraph."""
FEWEST_REPEATS = 3
OFTEN = 6
BREAK_SHARE = 0.3
"""Share of the places of a line that comes back often which must show a page break."""
SURE_SHARE = 0.7
"""The same share for a line that comes back a few times only."""


def split_lines(text: str) -> list[Line]:
    """The file's lines, each with its kind."""
    return [_line(number, line.rstrip("\r")) for number, line in enumerate(text.split("\n"), start=1)]


def _line(number: int, text: str) -> Line:
    body = text.strip()
    if not body:
        return Line(number, text, LineKind.BLANK)
    if "|" in body:
        if "-" in body and _RULE.match(body):
            return Line(number, text, LineKind.RULE, cells=tuple(_PIPE.split(body.strip("|"))))
        leading = body.startswith("|")
        if (leading and len(body) > 1) or " | " in body or body.endswith(" |"):
            return Line(number, text, LineKind.ROW, split_cells(body), leading, _closes(body))
    if body.startswith("#") and re.match(r"#{1,6}(?:\s|$)", body):
        return Line(number, text, LineKind.HEADING)
    if body.startswith("![") and _PICTURE.match(body):
        return Line(number, text, LineKind.PICTURE)
    if body.startswith("<") and re.match(r"<(?:table|ul|ol|dl|div|section|details)\b", body, re.IGNORECASE):
        return Line(number, text, LineKind.HTML)
    return Line(number, text, LineKind.TEXT)


def _closes(body: str) -> bool:
    return body.endswith("|") and not body.endswith("\\|")


def split_cells(body: str) -> tuple[str, ...]:
    """The pieces between pipes, without the outer ones.

    Example:
        >>> split_cells("| Åtgärd |  |")
        ('Åtgärd', '')
    """
    body = body.strip()
    if body.startswith("|"):
        body = body[1:]
    if _closes(body):
        body = body[:-1]
    return tuple(piece.strip() for piece in _PIPE.split(body))


def furniture(lines: Sequence[Line]) -> frozenset[int]:
    """Numbers of the lines that are running headers, footers, page numbers and strays between pages.

    A line that comes back is not enough: "Ansvarig: kommunstyrelsen" comes back too. The places where it stands must
    show a page break: a page number beside it, a table or a sentence that goes on after it.
    """
    inside = _in_open_cells(lines)
    solid = [line for line in lines if line.kind is not LineKind.BLANK]
    numbers = {line.number for line in solid if line.kind in (LineKind.TEXT, LineKind.HEADING) and _page_number(line)}
    strays = {line.number for line in solid if line.kind in (LineKind.TEXT, LineKind.HEADING) and _stray(line)}
    places: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(solid):
        lone = (
            line.kind is LineKind.ROW and not line.leading and (index == 0 or solid[index - 1].kind is not LineKind.ROW)
        )
        repeats = lone or line.kind in (LineKind.TEXT, LineKind.HEADING)
        if repeats and line.number not in numbers and not line.closed and _may_repeat(line):
            places[line.key].append(index)
    repeated = {index for where in places.values() if len(where) >= FEWEST_REPEATS for index in where}
    found: set[int] = set()
    for where in places.values():
        if len(where) < FEWEST_REPEATS:
            continue
        shown = sum(1 for index in where if _breaks(solid, index, numbers | strays, repeated))
        least = BREAK_SHARE if len(where) >= OFTEN else SURE_SHARE
        if shown / len(where) >= least and not _opens_records(solid, where):
            found.update(solid[index].number for index in where)
    if not found and len(numbers) < FEWEST_REPEATS:
        return frozenset()
    return frozenset(found | numbers | _beside(solid, strays, found | numbers)) - inside


def _in_open_cells(lines: Sequence[Line]) -> set[int]:
    """Numbers of the lines between a row that is left open and the line that closes it, where no blank line stands."""
    found: set[int] = set()
    run: list[int] | None = None
    for line in lines:
        if line.kind is LineKind.ROW and len(line.cells) > 1:
            run = None if line.closed else []
        elif line.kind in (LineKind.BLANK, LineKind.RULE):
            run = None
        elif run is not None:
            run.append(line.number)
            if line.closed:
                found.update(run)
                run = None
    return found


def _may_repeat(line: Line) -> bool:
    """Whether the line could be a header: short, no sentence, no list item."""
    body = line.text.strip()
    return len(body) <= LONGEST_FURNITURE and body[-1] not in ".;:," and split_bullet(body) is None


def _page_number(line: Line) -> bool:
    return bool(_PAGE_NUMBER.match(line.text))


def _stray(line: Line) -> bool:
    return bool(_STRAY.match(line.text.strip()))


def _breaks(solid: Sequence[Line], index: int, numbers: set[int], repeated: set[int]) -> bool:
    """Whether a page ends here: seen from the first and last lines of the run of repeated lines around `index`."""
    first = last = index
    number = False
    while first > 0 and index - first < 5 and (first - 1 in repeated or solid[first - 1].number in numbers):
        first -= 1
        number = number or solid[first].number in numbers
    while last + 1 < len(solid) and last - index < 5 and (last + 1 in repeated or solid[last + 1].number in numbers):
        last += 1
        number = number or solid[last].number in numbers
    if number:
        return True
    if first == 0 or last + 1 >= len(solid):
        return False
    before, after = solid[first - 1], solid[last + 1]
    if before.kind is LineKind.ROW and after.kind is LineKind.ROW:
        resumed = last + 2 < len(solid) and solid[last + 2].kind is LineKind.RULE
        return resumed and (not after.cells[0] or not before.closed)
    words = after.text.lstrip("*_ ")
    runs_on = before.kind is LineKind.TEXT and after.kind is LineKind.TEXT and words[:1].islower()
    return runs_on and before.text.rstrip()[-1:].isalnum()


def _opens_records(solid: Sequence[Line], where: Sequence[int]) -> bool:
    """A line that stands above tables which all begin alike is their caption, not a page's header."""
    openings: Counter[str] = Counter()
    for index in where:
        after = next((line for line in solid[index + 1 : index + 4] if line.kind is LineKind.ROW), None)
        if after and after.cells[0]:
            openings[after.cells[0].casefold()] += 1
    return bool(openings) and openings.most_common(1)[0][1] >= 0.5 * len(where)


def _beside(solid: Sequence[Line], strays: set[int], found: set[int]) -> set[int]:
    """Single letters and empty heading marks next to furniture: what is left of a logotype."""
    taken = set()
    for index, line in enumerate(solid):
        if line.number in strays:
            near = [*solid[max(0, index - 2) : index], *solid[index + 1 : index + 3]]
            if any(other.number in found for other in near):
                taken.add(line.number)
    return taken
