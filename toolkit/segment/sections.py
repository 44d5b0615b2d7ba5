"""What each section of a plan is for, told from its heading, place and parents; the words lie in ``sections.toml``."""

import re
from dataclasses import dataclass
from functools import cache

from toolkit.lexicon import load
from toolkit.model import Block, BlockKind, Section, SectionKind

_NUMBER = re.compile(r"^(?:[A-Z]?\d+(?:\.\d+)*\.?|[IVX]+\.|[a-z]\)|kapitel \d+|del \d+:?)\s+", re.IGNORECASE)
_ANNEX = re.compile(r"^(?:bilaga|annex|appendix) \w{1,3}[ .:–-]+")
_GOAL_HEADING = re.compile(r"^(?:del|effekt|inriktnings|huvud|etapp)?mål(?:område)? ?(?P<number>\d+(?:\.\d+)*)\b", re.I)
_MEASURE_HEADING = re.compile(r"^(?:prioriterade |planerade |övriga |föreslagna )?åtgärder\b", re.IGNORECASE)
NAMED = re.compile(
    r"^(?:åtgärd|aktivitet|insats|delåtgärd|rekommendation|action|measure|recommendation|initiative)\s*#?\s?"
    r"(?P<number>(?-i:[A-Z][A-Za-z]{0,11}-|[A-ZÅÄÖ]{1,3}[ .]?)?\d{1,3}(?!\d)(?:\.\d+)*(?:[a-z]\b)?)"
    r"\s*[:.–-]?\s*(?P<text>.*)$",
    re.IGNORECASE,
)
"""A line that numbers and names one measure: ``Åtgärd 3.2 Utbilda personal``, ``Action T-1: Build a depot``."""
_WHEN = re.compile(
    r" (?:(?:under|fram till|för|senast|till och med) )?(?:åren |år )?20\d\d(?:\s*[-–/]\s*(?:20)?\d\d)?$"
    r"|[ ,](?:under |för )?(?:plan|mandat|program)?perioden$"
)
"""The time that a heading ends with: "Det här ska vi göra under 2026"."""
_TELLING = (SectionKind.MEASURES, SectionKind.GOALS)
_ASKED = (*_TELLING, SectionKind.STATISTICS, SectionKind.ONGOING, SectionKind.BACKGROUND, SectionKind.FOLLOW_UP)
"""What a line may be that asks a question or is set in bold throughout."""
_MEASURE_WORDS = frozenset({"åtgärder", "insatser", "aktiviteter", "åtgärdsförslag"})
_OF_ALL_GOALS = ("övriga", "gemensamma", "generella", "övergripande")
"""How a measures line begins that serves no single goal."""
_WILLED = r"(?: (?:ska|vill|behöver|kommer|tänker|planerar|måste|bör))?"
_PROMISES = re.compile(
    rf"^(?:det|detta|vad|så|här|hur)(?: här)?{_WILLED}(?: vi| kommunen| \w+nämnden)?{_WILLED}"
    r"(?: att)?(?: bli)? (?:göra|gör|genomföra|genomför|gjort)\b"
)
"""A heading that says that something is to be done, however it is put: "Det vi vill göra"."""
_NO_PROMISE = re.compile(r"\b(?:redan|hittills|har|du|jag|man|andra|i ?dag|gjort)\b")
_FOLLOWS = re.compile(r"(uppföljning|utvärdering|revidering)(?: och \w+)? av ")
"""What is followed up does not say what the section is for: "Uppföljning av åtgärderna"."""
_PART = re.compile(r"^(?:del|part|avdelning) (?:\d+|[IVX]+|[A-D])\b", re.IGNORECASE)
MOST_CONTENTS = 2
"""Pages that a contents list may go on for after the one where it begins."""
LONGEST_HEADING = 14
"""Words: a longer heading is a sentence, and its words tell little."""


@dataclass(frozen=True, slots=True)
class Level:
    """One open heading."""

    depth: float
    title: str
    kind: SectionKind
    own: bool
    """The kind was told from this heading's own words, not taken from a parent."""
    deep: bool
    index: int
    page: int | None = None


@cache
def _rules() -> tuple[tuple[SectionKind, frozenset[str], re.Pattern[str], bool], ...]:
    """For each kind: whole headings, words inside headings, and whether it is handed down regardless."""
    data = load("sections")
    rules = []
    for name in data["order"]:
        words = sorted((re.escape(word).replace(r"\*", r"\w*") for word in data[name]["words"]), key=len, reverse=True)
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")
        rules.append((SectionKind(name), frozenset(data[name]["whole"]), pattern, name in data["deep"]))
    return tuple(rules)


def _plain(title: str) -> str:
    """A heading in lower case without its number."""
    low = " ".join(_NUMBER.sub("", title).lower().split()).strip(" :.?")
    low = _ANNEX.sub("", low) or low
    return _WHEN.sub("", low) or low


def heading_kind(title: str) -> tuple[SectionKind | None, str]:
    """What a heading says that its section is for, and the words that said so.

    Example:
        >>> heading_kind("8. Åtgärder"), heading_kind("Lagstiftning")
        ((<SectionKind.MEASURES: 'measures'>, 'åtgärder'), (<SectionKind.LAW: 'law'>, 'lagstiftning'))
        >>> heading_kind("Transporter")
        (None, '')
    """
    low = _plain(title)
    if not low:
        return None, ""
    if match := _FOLLOWS.match(low):
        return SectionKind.FOLLOW_UP, match.group(1)
    for kind, whole, _, _ in _rules():
        if low in whole:
            return kind, low
    if len(low.split()) > LONGEST_HEADING:
        return None, ""
    best: tuple[int, int, SectionKind, str] | None = None
    hits: dict[SectionKind, str] = {}
    for order, (kind, _, pattern, _) in enumerate(_rules()):
        for match in pattern.finditer(low):
            hits.setdefault(kind, match.group())
            score = len(match.group())
            if best is None or score > best[0]:
                best = (score, -order, kind, match.group())
    if (best is None or best[2] is SectionKind.MEASURES) and _PROMISES.match(low) and not _NO_PROMISE.search(low):
        return SectionKind.MEASURES, low
    if best is None:
        return (SectionKind.ANNEX, "bilaga") if _ANNEX.match(" ".join(title.lower().split())) else (None, "")
    if SectionKind.MEASURES in hits and best[2] in (SectionKind.GOALS, SectionKind.AREA):
        return SectionKind.MEASURES, hits[SectionKind.MEASURES]
    return best[2], best[3]


def is_part(title: str) -> bool:
    """Whether a heading opens a part of a document: ``Del 1 Åtgärder``."""
    return bool(_PART.match(title))


def is_deep(kind: SectionKind) -> bool:
    """Whether a section of this kind hands it down to every heading below."""
    return kind.value in load("sections")["deep"]


def goal_number(title: str) -> str | None:
    """The number of a heading that introduces a goal: ``Mål 5``, ``Delmål 2.1``.

    Example:
        >>> goal_number("Mål 5 gäller fjärrvärme"), goal_number("Åtgärder, mål 11-12")
        ('5', None)
    """
    match = _GOAL_HEADING.match(title.strip())
    return match.group("number") if match else None


def is_line_heading(block: Block) -> bool:
    """Whether a paragraph works as a heading: ``Åtgärder``, ``Mål 5``, ``Åtgärder, mål 11-12`` alone on its line."""
    if block.kind is not BlockKind.PARAGRAPH or len(block.text) > 120:
        return False
    text = block.text.strip()
    words = text.split()
    if names_measure(text):
        return True
    if len(text) > 60:
        return False
    if len(words) > 7 or text[-1:] in ".;,":
        return False
    if goal_number(text):
        rest = _GOAL_HEADING.sub("", text).strip(" :.–-")
        return len(rest.split()) <= 1
    if _MEASURE_HEADING.match(text) or (len(words) <= 4 and words[-1].lower().strip(":") in _MEASURE_WORDS):
        return True
    low = _plain(text)
    stands_out = text.endswith("?") or any(one.bold and one.end - one.start >= len(text) - 1 for one in block.spans)
    if stands_out and heading_kind(text)[0] in _ASKED:
        return True
    return any(low in whole for kind, whole, _, _ in _rules() if kind in _TELLING)


def names_measure(text: str) -> bool:
    """Whether a short line numbers and names one measure.

    Example:
        >>> names_measure("Åtgärd 1: Utbilda personal"), names_measure("Åtgärd 4.5 bygger på en genomgång.")
        (True, False)
    """
    match = NAMED.match(text.strip())
    if match is None or text.rstrip().endswith(".") or not match.group("text").strip():
        return False
    return match.group("text")[:1].isupper() and len(text.split()) <= 16


def is_heading(block: Block) -> bool:
    """A heading, by mark-up or by its words alone on a line."""
    return block.kind is BlockKind.HEADING or is_line_heading(block)


def title_of(block: Block) -> str:
    """The heading as printed, with its number."""
    return f"{block.number} {block.text}" if block.number and block.kind is BlockKind.HEADING else block.text


def open_level(stack: tuple[Level, ...], block: Block, index: int, *, first: bool = False) -> tuple[Level, ...]:
    """The open headings once this one stands."""
    title = title_of(block)
    depth = _depth(stack, block, title)
    page = block.provenance.page
    # A goal heading closes its siblings: it stands a little below its own level, not below them.
    above = float(block.level or 1) if block.kind is BlockKind.HEADING and goal_number(title) else depth
    kept = tuple(
        level
        for level in stack
        if (level.depth < above or _gathers(level, block, depth)) and not _left_behind(level, page)
    )
    kind, word = heading_kind(title)
    parent = kept[-1] if kept else None
    if first and (word != _plain(title) or word.endswith(("plan", "program", "strategi"))):
        kind = None  # the document's own title names its type, not what its first section is for
    if goal_number(title):
        kind = SectionKind.GOALS
    own, deep = kind is not None, kind is not None and is_deep(kind)
    if parent is not None and parent.deep and not _overrides(kind, parent):
        kind, own, deep = parent.kind, False, True
    return (*kept, Level(depth, title, kind or (parent.kind if parent else SectionKind.OTHER), own, deep, index, page))


def _overrides(kind: SectionKind | None, parent: Level) -> bool:
    """Measures inside a law chapter are measures; among contents lines and definitions the word is only a word."""
    return kind is SectionKind.MEASURES and parent.kind not in (SectionKind.DEFINITIONS, SectionKind.CONTENTS)


def _gathers(level: Level, block: Block, depth: float) -> bool:
    """A heading without a number gathers the numbered ones of its own size: 3, Kunskap, 3.1, 3.2, Stöd, 3.3."""
    numbered = bool(block.number and "." in block.number.strip(".")) and block.kind is BlockKind.HEADING
    return numbered and level.depth == depth and not level.own and not _NUMBER.match(level.title)


def _left_behind(level: Level, page: int | None) -> bool:
    """A contents list ends with its pages, whatever size its heading was set in."""
    return level.kind is SectionKind.CONTENTS and bool(page and level.page and page > level.page + MOST_CONTENTS)


def _depth(stack: tuple[Level, ...], block: Block, title: str) -> float:
    """How deep a heading stands: a goal line a little below its level, the measures line below the goal it serves."""
    goals = [level.depth for level in stack if level.depth % 1 == 0.25]
    if block.kind is BlockKind.HEADING:
        depth = float(block.level or 1)
        if _PART.match(title) or (_ANNEX.match(title.lower()) and any(_PART.match(level.title) for level in stack)):
            return depth - 0.5
        if goal_number(title):
            return depth + 0.25
        line = bool(_MEASURE_HEADING.match(title)) and not title.lower().startswith(_OF_ALL_GOALS)
        return depth + 0.5 if line and depth + 0.25 in goals else depth
    real = [level.depth for level in stack if level.depth == int(level.depth)]
    base = goals[-1] - 0.25 if goals else real[-1] if real else 0.0
    if names_measure(title):
        return base + 0.75
    return base + (0.25 if goal_number(title) or title.lower().startswith(_OF_ALL_GOALS) else 0.5)


def sections(blocks: tuple[Block, ...]) -> tuple[tuple[Section, ...], tuple[tuple[Level, ...], ...]]:
    """The sections, and for each block the headings it stands under (a heading stands under itself)."""
    stack: tuple[Level, ...] = ()
    stacks: list[tuple[Level, ...]] = []
    found: list[Section] = []
    first = 0
    titled = False
    for index, block in enumerate(blocks):
        if is_heading(block):
            if index > first:
                found.append(_section(stack, first, index - 1))
            stack = open_level(stack, block, index, first=not titled)
            titled = True
            first = index
        stacks.append(stack)
    if blocks:
        found.append(_section(stack, first, len(blocks) - 1))
    return tuple(found), tuple(stacks)


def _section(stack: tuple[Level, ...], first: int, last: int) -> Section:
    kind = stack[-1].kind if stack else SectionKind.OTHER
    reasons: tuple[str, ...] = ()
    telling = next((level for level in reversed(stack) if level.own), None)
    if telling is not None:
        reasons = (f"rubrik: {telling.title}",)
    return Section(path=tuple(level.title for level in stack), kind=kind, first=first, last=last, reasons=reasons)
