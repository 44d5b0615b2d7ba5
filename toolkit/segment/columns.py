"""Which field a column heading or a label names, by ``lexicon/columns.toml``."""

import re
from dataclasses import dataclass
from functools import cache

from toolkit.lexicon import strings

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_ENUMERATOR = re.compile(r"^\W*(?:[a-z]{1,2}[-.]\d[\d.]*[).:]?|[a-z][).:](?!\w))\s+", re.IGNORECASE)
"""What numbers a label in a form: "B-2.2.1", "a)"; figures alone fall away as they are."""
_FIGURE_LETTERS = (re.compile(r"(?<=[a-zåäö])1(?=[a-zåäö])"), re.compile(r"(?<=[a-zåäö])0(?=[a-zåäö])"))
"""Figures that a scan printed for l and o inside a word."""
_PARTS = re.compile(r"\s*(?:/|,|&|;|\||\boch\b|\bsamt\b|\band\b)\s*")
LONGEST_LABEL = 110
"""Characters: longer texts are never read as a label."""
NOT_FIELDS = frozenset({"template", "statistics", "measure", "name", "number", "description"})
"""Keys that are not an attribute of a measure."""


@cache
def _vocabulary() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Whole labels → key, and (beginning, key) with the longest beginning first."""
    whole: dict[str, str] = {}
    begins: list[tuple[str, str]] = []
    for key, words in strings("columns").items():
        for word in (spelt for listed in words for spelt in _spelt(listed)):
            if word.endswith("*"):
                begins.append((word[:-1], key))
            else:
                whole.setdefault(word, key)
    return whole, tuple(sorted(begins, key=lambda pair: -len(pair[0])))


def _spelt(word: str) -> tuple[str, ...]:
    """A word of the list, once for each noun that its placeholder stands for."""
    for noun, nouns in strings("columns", "nouns").items():
        if f"<{noun}>" in word:
            return tuple(word.replace(f"<{noun}>", one) for one in nouns)
    return (word,)


@cache
def _by_length(beginnings: bool) -> dict[int, tuple[tuple[str, str], ...]]:
    """Long labels, or beginnings of labels only, by their number of characters: what a slip is looked for among."""
    whole, begins = _vocabulary()
    by: dict[int, list[tuple[str, str]]] = {}
    for word, key in begins if beginnings else (*whole.items(), *begins):
        if len(word) >= FEWEST_FOR_SLIP:
            by.setdefault(len(word), []).append((word, key))
    return {length: tuple(pairs) for length, pairs in by.items()}


def fold_label(text: str) -> str:
    """A label in lower case with letters only; what stands in brackets falls away.

    Example:
        >>> fold_label("Outcome (according to module B-1.1)"), fold_label("3. Ansvarig:")
        ('outcome', 'ansvarig')
    """
    plain = _ENUMERATOR.sub("", _BRACKETS.sub(" ", text.lower()))
    for pattern, letter in zip(_FIGURE_LETTERS, "lo", strict=True):
        plain = pattern.sub(letter, plain)
    return " ".join(_NOT_LETTERS.sub(" ", plain).split())


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
        found = _lookup(fold_label(first))
    return found or _misprinted(label)


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


FEWEST_FOR_SLIP = 9
"""Letters of a label that is known in spite of one misprinted letter."""
UNCHANGED_END = 3
"""Last letters that must be printed right: words of one stem differ there by what they mean."""


def _misprinted(label: str) -> str | None:
    """Key of the label that this one is but for one letter lost, put in, changed, or two that changed places.

    Example:
        >>> column_key("lnvolved stakeholders"), column_key("Actoin description"), column_key("Kommunstyrelse")
        ('partners', 'description', None)
    """
    if not FEWEST_FOR_SLIP - 1 <= len(label) <= LONGEST_LABEL:
        return None
    borders = [match.start() for match in re.finditer(r" |$", label)]
    for part in (label, *(label[:at] for at in borders[:4] if FEWEST_FOR_SLIP - 1 <= at < len(label))):
        for length in (len(part), len(part) + 1, len(part) - 1):
            for word, key in _by_length(part is not label).get(length, ()):
                if word[-UNCHANGED_END:] == part[-UNCHANGED_END:] and _one_slip(part, word):
                    return key
    return None


def _one_slip(label: str, word: str) -> bool:
    """Whether one slip turns the word into the label."""
    at = next((at for at, (one, other) in enumerate(zip(label, word, strict=False)) if one != other), None)
    if at is None:
        return True
    if len(label) == len(word):
        swapped = label[at : at + 2] == word[at : at + 2][::-1] and label[at + 2 :] == word[at + 2 :]
        return swapped or label[at + 1 :] == word[at + 1 :]
    return label[at + 1 :] == word[at:] if len(label) > len(word) else label[at:] == word[at + 1 :]


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
