"""Which paragraphs are headings, and of which level: by outline, then number, then type, then words."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from toolkit.ingest.pdf.markers import bullet, chapter, depth, number
from toolkit.lexicon import load, strings
from toolkit.text import fold

_LONGEST = 160
_MOST_LINES = 4
_DEEPEST = 6
_LARGER = 1.1
_SENTENCE = 7
"""Words: shorter titles may have a verb."""
_OPEN_END = re.compile(r"[.,;…]$|[^:]:\s*\S.*[.;]$")
_SENTENCES = re.compile(r"\w\)?[.!?]\s+[A-ZÅÄÖ]")
_LETTER = re.compile(r"[^\W\d_]")
_STARTS = re.compile(
    r"[\"'“”’(\[]*(?:[A-ZÅÄÖÆØÉÜ]|\d{1,2}[.)]|\(?[a-z]\)|\d{1,2}(?:\.\d{1,2})+|\d{1,2}\s+[A-ZÅÄÖ])"
    r"|[^\x00-\u024f]"
)
"""A heading begins with a capital, or with a short number before one; other scripts are not judged."""


Style = tuple[float, bool, bool, bool]
"""Size, bold, capitals, upright: the order in which styles outrank one another."""


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark: title, level from 1, and page where the file tells."""

    title: str
    level: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What a paragraph looks like, as far as headings go."""

    text: str
    lines: int
    size: float
    bold: bool
    italic: bool
    space: float | None
    page: int
    underlined: bool = False

    @property
    def style(self) -> Style:
        """What it is ranked by."""
        return (round(self.size), self.bold, self.text.isupper(), not self.italic)


@dataclass(frozen=True, slots=True)
class Found:
    """A heading: level, and number as printed with where the title begins."""

    level: int
    number: str | None
    start: int


def headings(settings: Sequence[Setting], *, body: float, outline: Sequence[OutlineEntry] = ()) -> dict[int, Found]:
    """Position → heading.

    Args:
        settings: All paragraphs of the document in reading order.
        body: The size of running text.
        outline: The file's bookmarks.
    """
    marked = {fold(entry.title): entry for entry in outline if entry.title.strip()}
    chosen: dict[int, OutlineEntry | None] = {}
    for index, setting in enumerate(settings):
        entry = _bookmarked(setting, marked)
        following = settings[index + 1] if index + 1 < len(settings) else None
        after_heading = index - 1 in chosen
        if entry is not None or _is_heading(setting, following, body, after_heading):
            chosen[index] = entry
    levels = _style_levels(settings, chosen)
    found: dict[int, Found] = {}
    latest: dict[int, tuple[Style, bool]] = {}
    """Level → style of the last heading of that level, and whether it was numbered."""
    for index, entry in chosen.items():
        setting = settings[index]
        made = _found(setting, entry, levels)
        if made.number is None and entry is None and latest.get(made.level) == (setting.style, True):
            made = replace(made, level=min(made.level + 1, _DEEPEST))
        else:
            latest = {level: known for level, known in latest.items() if level < made.level}
            latest[made.level] = (setting.style, made.number is not None)
        found[index] = made
    return found


def body_size(settings: Sequence[Setting]) -> float:
    """The size most letters of the document are set in."""
    letters: Counter[float] = Counter()
    for setting in settings:
        letters[setting.size] += len(setting.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _bookmarked(setting: Setting, marked: Mapping[str, OutlineEntry]) -> OutlineEntry | None:
    """The bookmark with the words of this paragraph, on or beside its page."""
    if not marked or setting.lines > _MOST_LINES or len(setting.text) > 2 * _LONGEST:
        return None
    entry = marked.get(fold(setting.text))
    if entry is None:
        mark = _mark(setting.text)
        entry = marked.get(fold(setting.text[mark[1] :])) if mark else None
    if entry is not None and entry.page is not None and abs(entry.page - setting.page) > 1:
        return None
    return entry


def _mark(text: str) -> tuple[str, int] | None:
    """The number a title begins with."""
    return number(text) or chapter(text)


def _is_heading(setting: Setting, following: Setting | None, body: float, after_heading: bool) -> bool:
    """Without an outline: by type, by number, by words."""
    text = setting.text
    if len(text) > _LONGEST or setting.lines > _MOST_LINES or bullet(text) or not _STARTS.match(text):
        return False
    letters = len(_LETTER.findall(text))
    if letters < 2 or letters < 0.45 * len(text.replace(" ", "")):
        return False
    if _caption(text) or (_OPEN_END.search(text) and not (text.endswith(".") and _abbreviated(text))):
        return False
    mark = _mark(text)
    several = _SENTENCES.search(text, mark[1] if mark else 0) is not None
    if setting.size >= _LARGER * body and setting.size >= body + 1:
        return not several or setting.lines == 1
    if several and len(text) > 60:
        return False
    if setting.size < 0.85 * min(body, following.size if following else body):
        return False
    if mark is None and _is_statement(text):
        return False
    if setting.bold or setting.underlined or (text.isupper() and letters > 3 and setting.lines <= 2):
        return True
    return _by_words(setting) or _by_number(setting, following) or _by_slant(setting, following, after_heading)


def _is_statement(text: str) -> bool:
    """Whether a line is a whole sentence that says what shall be."""
    words = text.lower().split()
    return len(words) >= _SENTENCE and not _modals().isdisjoint(words[1:-1])


@cache
def _modals() -> frozenset[str]:
    return frozenset(strings("headings")["modals"])


def _abbreviated(text: str) -> bool:
    """A title may end with an abbreviation."""
    return text.rsplit(None, 1)[-1].lower() in {"m.m.", "etc.", "mm.", "m.fl.", "osv."}


@cache
def _caption_pattern() -> re.Pattern[str]:
    words = "|".join(strings("headings")["captions"])
    return re.compile(rf"(?:{words})\b\.?\s*(?:\d|[:.]|$)", re.IGNORECASE)


def _caption(text: str) -> bool:
    """Whether it is a caption or names a source."""
    return _caption_pattern().match(text) is not None


@cache
def _label_pattern() -> re.Pattern[str]:
    words = "|".join(strings("headings")["numbered"])
    return re.compile(
        rf"(?:{words})\s*(?:,\s*\w+\s*)?(?:#|nr\.?\s*)?\d[\d., –-]*(?:[.:)](?:\s+\S.*)?|\s\S.{{0,60}})?", re.IGNORECASE
    )


@cache
def _section_words() -> frozenset[str]:
    """Words that are a heading when they stand alone on a line."""
    data = load("sections")
    return frozenset(
        word.lower()
        for kind in data.values()
        if isinstance(kind, dict)
        for word in kind.get("whole", ())
        if isinstance(word, str)
    )


def _by_words(setting: Setting) -> bool:
    """A lone section word, or a label with a number."""
    if setting.lines > 2 or len(setting.text) > 120:
        return False
    text = setting.text.rstrip(":").strip()
    if setting.lines == 2 or len(text) > 70:
        return _label_pattern().fullmatch(text) is not None
    mark = _mark(text)
    bare = text[mark[1] :] if mark else text
    return bare.lower() in _section_words() or _label_pattern().fullmatch(text) is not None


def _by_number(setting: Setting, following: Setting | None) -> bool:
    """A short numbered line over a paragraph of its own."""
    mark = number(setting.text)
    if mark is None or setting.lines > 2 or len(setting.text) > 120 or not mark[0][0].isdigit():
        return False
    title = setting.text[mark[1] :]
    if not title[:1].isupper():
        return False
    if depth(mark[0]) >= 2:
        return True
    if following is None or number(following.text) or bullet(following.text) or following.page > setting.page + 1:
        return False
    room = setting.space is None or setting.space > 0.5 * setting.size
    return room and len(following.text) > len(setting.text)


def _by_slant(setting: Setting, following: Setting | None, after_heading: bool) -> bool:
    """A short line in italics directly over upright text."""
    if not setting.italic or setting.lines > 1 or len(setting.text) > 60 or ":" in setting.text[:-1]:
        return False
    if following is None or following.italic or (following.size != setting.size and not following.text[:1].isupper()):
        return False
    room = setting.space if setting.space is not None else 0.0
    near = max(0.6 * setting.size, min(0.7 * room, setting.size))
    close = following.space is not None and following.space < near
    apart = after_heading or setting.space is None or setting.space > 0.6 * setting.size
    return close and apart and len(following.text) > 60


def _style_levels(settings: Sequence[Setting], chosen: Mapping[int, OutlineEntry | None]) -> dict[Style, int]:
    """Style → level: as the outline or the numbers in that style say, else one below the next higher style."""
    votes: dict[Style, Counter[int]] = {}
    for index, entry in chosen.items():
        setting = settings[index]
        counter = votes.setdefault(setting.style, Counter())
        mark = _mark(setting.text)
        if entry is not None:
            counter[entry.level] += 1
        elif mark is not None and mark[0][0].isdigit():
            counter[depth(mark[0])] += 1
    levels: dict[Style, int] = {}
    level = 0
    first = min((settings[index].page for index in chosen), default=1)
    inside = {settings[index].style for index in chosen if settings[index].page > first}
    for style in sorted(votes, reverse=True):
        counter = votes[style]
        if inside and style not in inside and not counter:
            levels[style] = 1  # only on the title page
            continue
        level = counter.most_common(1)[0][0] if counter else min(level + 1, _DEEPEST)
        levels[style] = level
    return levels


def _found(setting: Setting, entry: OutlineEntry | None, levels: Mapping[Style, int]) -> Found:
    """Level and number of one heading."""
    mark = _mark(setting.text)
    if entry is not None:
        level = entry.level
    elif mark is not None and mark[0][0].isdigit() and depth(mark[0]) > 1:
        level = depth(mark[0])
    else:
        level = levels[setting.style]
    return Found(min(level, _DEEPEST), mark[0] if mark else None, mark[1] if mark else 0)
