"""Which field a column heading or a label names, by ``lexicon/columns.toml``."""

import re
from dataclasses import dataclass
from functools import cache

from toolkit.lexicon import strings

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NOT_LETTERS = re.compile(r"[^a-zåäöæøéü]+")
_PARTS = re.compile(r"\s*(?:/|,|&|;|\||\boch\b|\bsamt\b|\band\b)\s*")
LONGEST_LABEL = 110
"""Characters: longer texts are never read as a label."""
NOT_FIELDS = frozenset({"template", "statistics", "measure", "number", "description"})
"""Keys that are not an attribute of a measure."""


@cache
def _vocabulary() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Whole labels → key, and (beginning, key) with the longest beginning first."""
    whole: dict[str, str] = {}
    begins: list[tuple[str, str]] = []
    for key, words in strings("columns").items():
        for word in words:
            if word.endswith("*"):
                begins.append((word[:-1], key))
            else:
                whole[word] = key
    return whole, tuple(sorted(begins, key=lambda pair: -len(pair[0])))


def fold_label(text: str) -> str:
    """A label in lower case with letters only; what stands in brackets falls away.

    Example:
        >>> fold_label("Outcome (according to module B-1.1)"), fold_label("3. Ansvarig:")
        ('outcome', 'ansvarig')
    """
    return " ".join(_NOT_LETTERS.sub(" ", _BRACKETS.sub(" ", text.lower())).split())


@cache
def column_key(text: str) -> str | None:
    """The key of the concept that a heading or label names, or None.

    Example:
        >>> column_key("Ansvarig nämnd"), column_key("Tidplan"), column_key("Responsible bodies/person")
        ('responsible', 'deadline', 'responsible')
        >>> column_key("Socialnämnden") is None
        True
    """
    if not text or len(text) > LONGEST_LABEL:
        return None
    label = fold_label(text)
    if not label:
        return None
    found = _lookup(label)
    if found is None and len(label.split()) <= 6:
        # "Ansvarig/samverkan" is the first of the two; "European Energy and partners" is a value.
        first = _PARTS.split(_BRACKETS.sub(" ", text.lower()))[0]
        found = _lookup(" ".join(_NOT_LETTERS.sub(" ", first).split()))
    return found


def _lookup(label: str) -> str | None:
    """Key of a folded label: the whole of it, or its beginning at a word border."""
    whole, begins = _vocabulary()
    if label in whole:
        return whole[label]
    if len(label.split()) > 12:
        return None
    for begin, key in begins:
        if label.startswith(begin):
            return key
    return None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and its value inside a running text; `start` and `end` are the value's characters."""

    key: str
    label: str
    value: str
    start: int
    end: int


_LABEL = re.compile(
    r"(?:(?<=^)|(?<=[.;|!?)\]”\"–-])|(?<=\n)|(?<=\d)|(?<=[a-zåäö]))"
    r"(?P<gap>\s*[-–•|]?\s*)\b(?P<label>[A-ZÅÄÖ][A-Za-zÅÄÖåäöéü/&,()-]*(?: [A-Za-zÅÄÖåäöéü/&,()-]+){0,4}?) ?:(?=\s|$)"
)
_SMALL = re.compile(
    r"(?P<gap>[,;(–-]\s*)(?P<label>ansvarig|ansvariga|ansvar|tidplan|tidsplan|tid|klart|samverkan|uppföljning|indikator|"
    r"kostnad|responsible) ?:(?=\s)"
)
"""Labels in small letters, behind a comma or a bracket."""
_WHEN = re.compile(
    r",\s+(?=(?:klart?|färdigt|senast|under|till|före|våren|hösten|löpande|årligen|start)\b|[QK]\d|20\d\d)"
)


def _with_date(one: Labelled) -> tuple[Labelled, ...]:
    """An owner with a date behind a comma ("HR, klart 2026") is two values."""
    match = _WHEN.search(one.value) if one.key == "responsible" else None
    if match is None:
        return (one,)
    owner, when = one.value[: match.start()], one.value[match.end() :]
    return (
        Labelled(one.key, one.label, owner, one.start, one.start + len(owner)),
        Labelled("deadline", one.label, when, one.start + match.end(), one.end),
    )


_INLINE = frozenset(
    {"responsible", "partners", "deadline", "indicator", "follow_up", "resources", "target_group", "status", "goal",
     "subgoal", "focus_area", "problem", "legal_basis", "outcome", "comments", "priority", "description"}
)  # fmt: skip


def split_labels(text: str) -> tuple[str, tuple[Labelled, ...]]:
    """The text before the first label, and each label with its value.

    Example:
        >>> head, found = split_labels("Utbilda personal. Ansvarig: HR. Tidplan: våren 2027")
        >>> head, [(one.key, one.value) for one in found]
        ('Utbilda personal.', [('responsible', 'HR'), ('deadline', 'våren 2027')])
    """
    if ":" not in text:
        return text, ()
    marks: list[tuple[int, int, str, str]] = []
    for match in _LABEL.finditer(text):
        label = match.group("label")
        key = column_key(label)
        start = match.start("label")
        if key not in _INLINE:
            # "… verksamheten Ansvarig:": the words before the label are text.
            last = label.rsplit(" ", 1)[-1]
            key = column_key(last) if last[:1].isupper() else None
            start, label = match.end("label") - len(last), last
        if key in _INLINE and key is not None:
            marks.append((start, match.end(), key, label))
    for match in _SMALL.finditer(text):
        key = column_key(match.group("label"))
        if key is not None and not any(begin <= match.start("label") < end for begin, end, _, _ in marks):
            marks.append((match.start("label"), match.end(), key, match.group("label")))
    marks.sort()
    if not marks:
        return text, ()
    found: list[Labelled] = []
    for index, (_, begin, key, label) in enumerate(marks):
        end = marks[index + 1][0] if index + 1 < len(marks) else len(text)
        value = text[begin:end]
        lead = len(value) - len(value.lstrip())
        value = value.strip().rstrip("|;–-, ").rstrip()
        value = value[:-1] if value.endswith(")") and "(" not in value else value
        if value.endswith(".") and value.count(".") == 1:
            value = value[:-1]
        found.extend(_with_date(Labelled(key, label, value, begin + lead, begin + lead + len(value))))
    return text[: marks[0][0]].rstrip().rstrip("|–-,;(").rstrip(), tuple(found)
