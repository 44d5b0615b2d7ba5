"""When: the deadline of a measure from its cells, its labels, its wording or its comments."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.extract.dates import find_deadlines, parse_deadline
from toolkit.extract.owners import labelled
from toolkit.extract.places import LABELLED, NOTHING, Parts, Setting, from_attributes, quoted, split_states
from toolkit.model import Attribute, Deadline, Field, FieldState, Measure, Precision
from toolkit.text import sentences

TIME_LABEL = re.compile(
    r"\s*\b(?:Timeline|Timeframe|Time frame|Schedule|Tidplan|Tidsplan|Deadline)\s*:\s*(?P<time>.*)$", re.DOTALL
)
"""A time that shares a cell with something else."""


def deadline_of(
    groups: Mapping[str, Sequence[Attribute]],
    parts: Parts,
    setting: Setting,
    language: str,
) -> Field[Deadline]:
    """The measure's deadline."""

    def read(attribute: Attribute) -> Deadline | None:
        return _by(deadline_in_cell(attribute.text, setting, language), attribute.label or "")

    own, handed = split_states(groups.get("deadline", ()))
    if len(own) > 1 and (merged := _merged(own, setting, language)):
        return merged
    field = from_attributes(own, read)
    if field is not None:
        return field
    shared = from_attributes(groups.get("responsible", ()), lambda a: _shared_time(a.text, setting, language))
    if shared is not None and shared.value is not None:
        return shared
    found = _labelled_deadline(parts, setting, language) or _prose_deadline(parts, setting, language)
    if found is not None:
        return _within_handed(found, from_attributes(handed, read))
    comments = from_attributes(groups.get("comments", ()), lambda a: _from_comments(a.text, setting, language))
    if comments is not None and comments.value is not None:
        return replace(comments, confidence=0.7, basis="comments")
    return from_attributes(handed, read) or Field(state=FieldState.ABSENT)


_LATEST = re.compile(r"\b(?:senast|deadline|no later|due)\b", re.IGNORECASE)


def _by(deadline: Deadline | None, label: str) -> Deadline | None:
    """The deadline as an end alone, where the column says "senast" and the cell only names the time."""
    if deadline is None or deadline.relation or deadline.recurrence or not deadline.end or not _LATEST.search(label):
        return deadline
    turn = deadline.precision is Precision.HALF_YEAR or "skifte" in deadline.text.lower()
    end = deadline.start if turn and deadline.start and "skifte" in deadline.text.lower() else deadline.end
    return replace(deadline, start=None, end=end, relation="senast")


def _shared_time(text: str, setting: Setting, language: str) -> Deadline | None:
    """The time in a cell for owners that holds both."""
    match = TIME_LABEL.search(text)
    return deadline_in_cell(match.group("time"), setting, language) if match else None


def deadline_in_cell(text: str, setting: Setting, language: str) -> Deadline | None:
    """What a cell for time says; words that are no known time are still stated, without days."""
    if NOTHING.fullmatch(text):
        return None
    deadline = parse_deadline(text, period=setting.period, language=language)
    if deadline is None and not NOTHING.fullmatch(text) and re.search(r"[^\W\dx_]{3}", text, re.IGNORECASE):
        empty = parse_deadline(f"{text} 2000") is None
        return None if empty or _blank(text) else Deadline(text=" ".join(text.split()))
    return deadline


def _blank(text: str) -> bool:
    """Whether a cell says that nothing is decided, or holds a placeholder."""
    return bool(re.fullmatch(r"\W*(?:(?:ej|inte)\s+\w+|oklart|okänt|x[x\s-]*|\[.*\]|tbd|tbc)\W*", text, re.IGNORECASE))


_STARTS = re.compile(r"start|påbörj|begin|from|från", re.IGNORECASE)
_ENDS = re.compile(r"slut|klar|end|complet|färdig|senast|till", re.IGNORECASE)


def _merged(own: Sequence[Attribute], setting: Setting, language: str) -> Field[Deadline] | None:
    """One deadline of several cells: a start and an end column, or the dates of several owners."""
    cells = [(a, deadline_in_cell(a.text, setting, language)) for a in own if a.state is FieldState.STATED]
    read = [(attribute, deadline) for attribute, deadline in cells if deadline is not None]
    if len(read) < 2:
        return None
    starts = [d.start or d.end for a, d in read if _STARTS.search(a.label or "") and (d.start or d.end)]
    ends = [d.end or d.start for a, d in read if _ENDS.search(a.label or "") and (d.end or d.start)]
    if not (starts and ends):
        starts = [d.start for _, d in read if d.start]
        ends = [d.end for _, d in read if d.end]
    first = read[0][0]
    merged = replace(
        read[0][1],
        text="; ".join(dict.fromkeys(d.text for _, d in read)),
        start=min((day for day in starts if day), default=None),
        end=max((day for day in ends if day), default=None),
        recurrence=next((d.recurrence for _, d in read if d.recurrence), None),
    )
    return Field(state=FieldState.STATED, value=merged, quote=first.text, provenance=first.provenance, basis="cell")


def _labelled_deadline(parts: Parts, setting: Setting, language: str) -> Field[Deadline] | None:
    for text, place in parts:
        for name, start, end in labelled(text):
            if name == "deadline" and (deadline := deadline_in_cell(text[start:end], setting, language)):
                return quoted(
                    deadline, text[start:end], place, setting.document, FieldState.STATED, confidence=LABELLED
                )
    return None


def _within_handed(own: Field[Deadline], handed: Field[Deadline] | None) -> Field[Deadline]:
    """How often, by its own words, within the days that a lead-in hands down."""
    if own.value is None or handed is None or handed.value is None or own.value.start or own.value.end:
        return own
    if not own.value.recurrence:
        return own
    days = replace(handed.value, text=f"{own.value.text}; {handed.value.text}", recurrence=own.value.recurrence)
    return replace(own, value=days)


_HOW = frozenset({"löpande", "vid behov", "dagligen", "veckovis"})
"""In running text these say how something is done, and not when."""


def _prose_deadline(parts: Parts, setting: Setting, language: str) -> Field[Deadline] | None:
    """The first time phrase of the wording that has days or says a time in words; a bare "löpande" describes how.

    How often (``två gånger per år``) counts in the measure's own words, where no day is named.
    """
    often: Field[Deadline] | None = None
    for index, (text, place) in enumerate(parts):
        undated: Field[Deadline] | None = None
        for found in find_deadlines(text, period=setting.period, language=language):
            deadline = found.deadline
            spans = bool(deadline.start and deadline.end and deadline.start[:4] != deadline.end[:4])
            if not spans and _only_told(text, found.start, found.end, index, language):
                continue
            dated = deadline.start or deadline.end or deadline.precision in (Precision.DAY, Precision.MONTH)
            if dated or not deadline.recurrence or setting.assignment is not None:
                field = quoted(deadline, deadline.text, place, setting.document, FieldState.STATED)
                if dated:
                    return field  # "snarast, dock senast den 1 juni": the day says more
                undated = undated or field
            if often is None and index == 0 and deadline.recurrence not in _HOW and _of_the_measure(text, found.start):
                often = quoted(deadline, deadline.text, place, setting.document, FieldState.STATED)
        if undated is not None:
            return undated
    return often


_CODE = re.compile(r"[A-ZÅÄÖ]\d{1,2}\b")
_AHEAD = re.compile(
    r"\b(?:will|shall|should|must|plan(?:s|ned)?|to be|expected|aim(?:s|ed)?|target\w*|intend\w*|scheduled|due|"
    r"deadline|by|until|till|from|starting|onwards?|completed?)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|has been|have been|since|accounted|amounted|before)\b|\b\w{3,}ed\b", re.IGNORECASE
)


_NAMES_LAW = re.compile(
    r"\b(?:Law|Act|Decree|Directive|Regulation|SFS|prop\.|lag \(|förordning \()\s*(?:[Nn]o\.?\s*)?$"
)
_BARE = re.compile(r"(?:[A-Z][a-z]{2,8} )?(?:\d{1,2}[./ ]{1,2}){0,2}(?:19|20)\d\d")
"""A year, a month or a day alone, without a word that makes it an end or a beginning."""
_BEHIND = re.compile(
    r"\b(?:completed|founded|introduced|adopted|approved|published|compared|previously|current\w*|undertaken|in 19\d\d|"
    r"position in|certificate)\b",
    re.IGNORECASE,
)


def _only_told(text: str, start: int, end: int, index: int, language: str) -> bool:
    """Whether a time is the measure's own code ("T1 Renewal …") or, in an English description, tells of what was."""
    if index == 0 and start == 0 and _CODE.match(text) and end <= 3:
        return True
    if _NAMES_LAW.search(text, max(0, start - 20), start):
        return True
    if index == 0 or language != "en":
        return False
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")" and re.fullmatch(r"\d{4}", text[start:end]):
        return True
    sentence = next((text[at:to] for at, to in sentences(text) if at <= start < to), text)
    if not _AHEAD.search(sentence):
        return bool(_PAST.search(sentence) or _BARE.fullmatch(text[start:end]))
    return bool(_BARE.fullmatch(text[start:end]) and _BEHIND.search(sentence))


def _of_the_measure(text: str, at: int) -> bool:
    """Whether a place is in the first sentence and not in what it is good for: ``för att kunna se den varje månad``."""
    first = next((end for _, end in sentences(text)), len(text))
    return at < first and not re.search(r"\bför att\b", text[:at], re.IGNORECASE)


def each_deadline(measure: Measure, setting: Setting) -> tuple[Measure, ...]:
    """The measure once for each day by which an assignment wants a report; a measure of a plan stays one."""
    if setting.assignment is None:
        return (measure,)
    found = find_deadlines(measure.text, period=setting.period, language=setting.language)
    dated = {(one.deadline.start, one.deadline.end): one.deadline for one in found}
    days = [deadline for days, deadline in dated.items() if any(days)]
    if len(days) < 2:
        return (measure,)
    fields = [quoted(day, day.text, measure.provenance, setting.document, FieldState.STATED) for day in days]
    first, *others = (replace(measure, deadline=field) for field in fields)
    return (first, *(replace(one, id=f"{one.id}-t{number}") for number, one in enumerate(others, start=2)))


def _from_comments(text: str, setting: Setting, language: str) -> Deadline | None:
    """The time in free comments: a labelled one, or the only one."""
    for name, start, end in labelled(text):
        if name == "deadline" and (deadline := deadline_in_cell(text[start:end], setting, language)):
            return deadline
    found = [
        one.deadline
        for one in find_deadlines(text, period=setting.period, language=language)
        if (one.deadline.start or one.deadline.end) and not _only_told(text, one.start, one.end, 1, language)
    ]
    return found[0] if len({(one.start, one.end) for one in found}) == 1 else None
