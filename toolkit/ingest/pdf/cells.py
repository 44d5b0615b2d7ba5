"""What is printed inside one cell: lines put together, bullets told apart, words broken by a narrow column joined."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.ingest.pdf.cuts import is_cut
from toolkit.ingest.pdf.page import Word
from toolkit.model import Box
from toolkit.text import join_lines

_OPEN_DATE = re.compile(r"\d-\s*$")
"""A date or a span of years that the line's end cuts after its hyphen."""
_DATE_HEAD = re.compile(r"(?<!\d)(?:19|20)\d\d-(?:\d{0,2}|\d\d-\d?)$")
_DATE_TAIL = re.compile(r"[\d-]+")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_SHORTEST_CUT = 7
_TALL = 1.6
_HANG = 0.3
"""Share of its height that a large bullet's middle stands above its lower edge."""
_LONG_CUT = 12
_SIGNS = ".,;:!?()[]\"'”’…"
_BULLET = re.compile("^(?:[•●○◦▪■□▫‣⁃∙·\uf0b7\uf0a7\uf0d8➢➤✓❖-]|[–—])$")
_GLUED = re.compile("^[•●○◦▪■□‣∙\uf0b7\uf0a7\uf0d8➢➤✓❖](?=\\w)")


@dataclass(frozen=True, slots=True)
class CellText:
    """The running text of a cell as printed, and the items of the list it holds, without their bullets."""

    text: str
    items: tuple[str, ...] = ()


def lines_of(words: Sequence[Word]) -> list[list[Word]]:
    """The words in lines from top to bottom, each from left to right.

    A word belongs to a line when its middle lies within the line's height, so that raised and small signs stay in.
    """
    lines: list[list[Word]] = []
    tallest = _TALL * min((word.size for word in words), default=0.0)
    hanging = any(word.size > tallest for word in words)
    for word in sorted(words, key=lambda word: (_middle(word, tallest), word.box[0])):
        middle = _middle(word, tallest)
        if lines:
            flat = [other for other in lines[-1] if other.size <= tallest] or lines[-1] if hanging else lines[-1]
            top = min(other.box[1] for other in flat)
            bottom = max(other.box[3] for other in flat)
            line_middle = (top + bottom) / 2
            if top <= middle <= bottom and abs(middle - line_middle) <= 0.6 * max(word.size, 4.0):
                lines[-1].append(word)
                continue
        lines.append([word])
    return [sorted(line, key=lambda word: word.box[0]) for line in lines]


def _middle(word: Word, tallest: float) -> float:
    """The height a word stands at; a bullet out of a far larger fount hangs over its line."""
    top, bottom = word.box[1], word.box[3]
    if word.size > tallest and _BULLET.match(word.text):
        return bottom - _HANG * (bottom - top)
    return (top + bottom) / 2


def line_text(line: Sequence[Word]) -> str:
    """The words of one line with the spaces that are printed between them."""
    parts: list[str] = []
    for word in line:
        parts.append(word.text)
        if word.space_after:
            parts.append(" ")
    return "".join(parts).strip()


def cell_text(words: Sequence[Word], *, limit: float | None = None, known: frozenset[str] = frozenset()) -> CellText:
    """The text of a cell from its words.

    Args:
        words: The words whose middle lies in the cell.
        limit: How far to the right text may run in the cell: a word that fills its line to there may be cut.
        known: Lower-case words of the document, to tell a word that a narrow column broke from two words.

    Example:
        >>> cell_text([Word("Social-", (0, 0, 40, 10), 10), Word("nämnden", (0, 12, 40, 22), 10)]).text
        'Socialnämnden'
    """
    lines = lines_of(words)
    if not lines:
        return CellText("")
    items: list[list[str]] = []
    marks: list[str] = []
    lead: list[str] = []
    filled: list[list[bool]] = []
    for line in lines:
        first = line[0].text
        rest = line[1:] if len(line) > 1 and _BULLET.match(first) else line
        marked = len(rest) < len(line) and bool(rest)
        text = line_text(rest)
        if not marked and _GLUED.match(text):
            marked, first, text = True, text[0], text[1:]
        if marked:
            marks.append(first)
            items.append([text])
            filled.append([fills(rest, limit)])
        elif items:
            items[-1].append(text)
            filled[-1].append(fills(line, limit))
        else:
            lead.append(text)
    full = [fills(line, limit) for line in lines[: len(lead)]]
    bullets = tuple(join_broken(item, known=known, full=whole) for item, whole in zip(items, filled, strict=True))
    head = join_broken(lead, known=known, full=full)
    printed = [f"{mark} {item}" for mark, item in zip(marks, bullets, strict=True)]
    return CellText(" ".join(part for part in (head, *printed) if part), bullets)


def fills(line: Sequence[Word], limit: float | None) -> bool:
    """Whether the line is one word that leaves no room for another letter: the one case where a program cuts words."""
    if limit is None or len(line) != 1 or len(line[0].text) < _SHORTEST_CUT:
        return False
    word = line[0]
    letter = (word.box[2] - word.box[0]) / len(word.text)
    # The letter that did not fit may be a wide one; a short word with that much room may well have ended there.
    return limit - word.box[2] < (1.5 if len(word.text) >= _LONG_CUT else 1.1) * letter


def join_broken(lines: Sequence[str], *, known: frozenset[str] = frozenset(), full: Sequence[bool] = ()) -> str:
    """The lines as running text; a word cut at the line's end without a hyphen is put together again.

    Args:
        lines: The printed lines.
        known: Lower-case words of the document.
        full: For each line, whether it is one word that fills it.

    Example:
        >>> join_broken(["Kommunstyr", "elsen beslutar"], known=frozenset(["kommunstyrelsen", "beslutar"]))
        'Kommunstyrelsen beslutar'
        >>> join_broken(["senast 2027-", "06-30"])
        'senast 2027-06-30'
    """
    merged: list[str] = []
    for index, line in enumerate(lines):
        filled = 0 < index <= len(full) and full[index - 1]
        cut = merged and (known or filled) and is_cut(merged[-1], line, known, filled=filled)
        if merged and (cut or _is_cut_date(merged[-1], line)):
            merged[-1] = merged[-1].rstrip() + line.strip()
        else:
            merged.append(line)
    return join_lines(merged)


def _is_cut_date(before: str, after: str) -> bool:
    """Whether a date goes on below: after its hyphen, or where a narrow column cuts between two of its figures.

    Example:
        >>> _is_cut_date("senast 2027-06-3", "0"), _is_cut_date("2027-", "06-30"), _is_cut_date("2027-06-30", "1")
        (True, True, False)
    """
    before = before.rstrip()
    if not before[-1:].isdigit() and before[-1:] != "-":
        return False
    if _OPEN_DATE.search(before):
        return after.lstrip()[:1].isdigit()
    head, tail = _DATE_HEAD.search(before), _DATE_TAIL.match(after.lstrip())
    return bool(head and tail and _DATE.fullmatch(head.group() + tail.group()))


def words_within(texts: Iterable[str]) -> frozenset[str]:
    """Lower-case words that stand inside lines, so that none of them is a piece that a line's end cut off.

    Example:
        >>> sorted(words_within(["Vi ber kommunsty", "relsen att kommunstyrelsen svarar"]))
        ['att', 'ber', 'kommunstyrelsen']
    """
    found: set[str] = set()
    for text in texts:
        for line in text.splitlines():
            found.update(line.split()[1:-1])
    return frozenset(word.strip(_SIGNS).lower() for word in found)


def around(words: Sequence[Word]) -> Box | None:
    """The rectangle around the words, None without words."""
    if not words:
        return None
    return (
        min(word.box[0] for word in words),
        min(word.box[1] for word in words),
        max(word.box[2] for word in words),
        max(word.box[3] for word in words),
    )
