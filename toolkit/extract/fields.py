"""Fill the fields of measures from their labelled attributes, else from their own words.

The order for each field: a labelled cell or line that is printed with the measure, a label inside its text, its
wording, what a heading or lead-in hands down (`inherited`). An empty cell gives `absent`, never a guess.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from toolkit.extract.dates import Period, find_deadlines, parse_deadline
from toolkit.extract.focus_areas import focus_areas, named
from toolkit.extract.laws import laws
from toolkit.extract.owners import Assignment, find_assignment, labelled, owner_in_prose, partners_in_prose
from toolkit.extract.parties import split_parties
from toolkit.extract.relevance import relevance
from toolkit.extract.roles import resolve_role
from toolkit.model import (
    Attribute,
    Binding,
    Deadline,
    Document,
    Field,
    FieldState,
    Measure,
    Metadata,
    Party,
    Provenance,
    Segmentation,
)

T = TypeVar("T")
_NOTHING = re.compile(r"\W*(?:n/?a|not applicable|none|ej aktuellt|ej angivet|ingen|saknas|nvt|xx+)?\W*", re.IGNORECASE)
_ASSIGNMENT_LIMIT = 40_000
"""Characters: a government assignment is short; a plan that quotes one is not one."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What goes for all measures of a document."""

    document: Document
    period: Period | None
    language: str
    title: str
    assignment: Assignment | None
    topics: tuple[str, ...]


def extract(
    segmentation: Segmentation,
    document: Document,
    *,
    metadata: Metadata,
    topics: Sequence[str] = ("manniskohandel",),
) -> Segmentation:
    """The segmentation with every measure's fields filled in, each with its state, quotation and place.

    Args:
        segmentation: What the document was cut into.
        document: The document itself.
        metadata: What `describe` found: the period resolves "under planperioden", the language goes to the measures.
        topics: Topic packs whose focus areas, forms and places are looked for.

    Example:
        >>> from toolkit.model import Form
        >>> text = "Socialnämnden ska senast den 1 mars 2027 ta fram en rutin."
        >>> place = Provenance(document="d", start=0, end=len(text))
        >>> measure = Measure(id="m", document="d", text=text, provenance=place, form=Form.PROSE)
        >>> document = Document(id="d", file="f.txt", text=text, blocks=())
        >>> cut = Segmentation(document="d", measures=(measure,))
        >>> filled = extract(cut, document, metadata=Metadata()).measures[0]
        >>> filled.responsible.value[0].role, filled.deadline.value.end
        ('social_board', '2027-03-01')
    """
    setting = _setting(document, metadata, tuple(topics))
    return replace(segmentation, measures=tuple(_fill(measure, setting) for measure in segmentation.measures))


def _setting(document: Document, metadata: Metadata, topics: tuple[str, ...]) -> Setting:
    period = (metadata.valid_from.value, metadata.valid_to.value)
    short = len(document.text) < _ASSIGNMENT_LIMIT
    return Setting(
        document=document,
        period=period if any(period) else None,
        language=metadata.language.value or "sv",
        title=metadata.title.value or "",
        assignment=find_assignment(document.text) if short else None,
        topics=topics,
    )


def _fill(measure: Measure, setting: Setting) -> Measure:
    """One measure with its fields."""
    groups: dict[str, list[Attribute]] = {}
    for attribute in measure.attributes:
        groups.setdefault(attribute.key, []).append(attribute)
    parts = _parts(measure)
    language = measure.language if measure.language not in ("", "sv") else setting.language
    deadline = measure.deadline if measure.deadline.value else _deadline(measure, groups, parts, setting, language)
    responsible, partners = _parties(measure, groups, parts, setting, language)
    goal = measure.goal if measure.goal.value else _text("goal", groups, parts, measure, setting)
    whole = f"{measure.text}\n{measure.description or ''}"
    stated = next((a.text for a in groups.get("focus_area", ()) if a.state is not FieldState.UNREADABLE), None)
    return replace(
        measure,
        language=language,
        deadline=deadline,
        responsible=responsible,
        partners=partners,
        goal=goal,
        indicator=_kept(measure.indicator, lambda: _text("indicator", groups, parts, measure, setting)),
        follow_up=_kept(measure.follow_up, lambda: _text("follow_up", groups, parts, measure, setting)),
        resources=_kept(measure.resources, lambda: _text("resources", groups, parts, measure, setting)),
        target_group=_kept(measure.target_group, lambda: _text("target_group", groups, parts, measure, setting)),
        focus_areas=focus_areas(
            measure.text,
            description=measure.description or "",
            context=_context(measure, goal),
            stated=stated,
            topics=setting.topics,
        ),
        forms=named(whole, "forms", topics=setting.topics),
        places=named(whole, "places", topics=setting.topics),
        laws=laws(whole),
        binding=measure.binding if measure.binding is not Binding.NONE else binding(measure.text),
        relevance=relevance(whole, context=_context(measure, goal), title=setting.title, topics=setting.topics),
    )


def _kept(field: Field[str], make: Callable[[], Field[str]]) -> Field[str]:
    """The field as the segment stage filled it, else as made here."""
    return field if field.value else make()


def _context(measure: Measure, goal: Field[str]) -> tuple[str, ...]:
    """The nearest headings and the goal: words that colour a measure."""
    return (*measure.heading_path[-2:], *([goal.value] if goal.value else []))


_BINDING = (
    (Binding.SKA, re.compile(r"\b(?:ska|skall|måste|uppdras|ansvarar för|shall|must|will)\b", re.IGNORECASE)),
    (Binding.BOR, re.compile(r"\b(?:bör|förväntas|uppmanas|should)\b", re.IGNORECASE)),
    (Binding.KAN, re.compile(r"\b(?:kan|får|vid behov|om möjligt|may|can|could)\b", re.IGNORECASE)),
)


def binding(text: str) -> Binding:
    """How binding the wording is: the first modal in the text.

    Example:
        >>> binding("Kommunen bör verka för att det ska finnas rutiner.").value
        'bör'
    """
    found = [(match.start(), kind) for kind, pattern in _BINDING if (match := pattern.search(text))]
    return min(found)[1] if found else Binding.NONE


# --- where words stand ----------------------------------------------------------------------------------------------


def _parts(measure: Measure) -> tuple[tuple[str, Provenance], ...]:
    """The measure's text and description, each with its place."""
    parts = [(measure.text, measure.provenance)]
    if measure.description:
        parts.append((measure.description, measure.description_provenance or measure.provenance))
    return tuple(parts)


def _quoted(value: T, quote: str, place: Provenance, document: Document, state: FieldState) -> Field[T]:
    """A field whose place is narrowed to the quoted words, if they stand there as quoted."""
    at = document.text.find(quote, place.start, place.end)
    if at >= 0:
        place = replace(place, start=at, end=at + len(quote))
    return Field(state=state, value=value, quote=quote, provenance=place)


def _from_attributes(attributes: Sequence[Attribute], make: Callable[[Attribute], T | None]) -> Field[T] | None:
    """The field of the first attribute that says something; unreadable when none could be read; None when empty."""
    for attribute in attributes:
        if attribute.state is FieldState.UNREADABLE:
            continue
        value = make(attribute)
        if value is not None:
            state = FieldState.INHERITED if attribute.state is FieldState.INHERITED else FieldState.STATED
            return Field(state=state, value=value, quote=attribute.text, provenance=attribute.provenance)
    if any(attribute.state is FieldState.UNREADABLE for attribute in attributes):
        return Field(state=FieldState.UNREADABLE)
    return None


def _split_states(attributes: Sequence[Attribute]) -> tuple[list[Attribute], list[Attribute]]:
    """Those printed with the measure, and those handed down."""
    own = [attribute for attribute in attributes if attribute.state is not FieldState.INHERITED]
    return own, [attribute for attribute in attributes if attribute.state is FieldState.INHERITED]


# --- plain text fields ----------------------------------------------------------------------------------------------


def _text(
    key: str,
    groups: Mapping[str, Sequence[Attribute]],
    parts: Sequence[tuple[str, Provenance]],
    measure: Measure,
    setting: Setting,
) -> Field[str]:
    """A field that is its own words."""
    own, handed = _split_states(groups.get(key, ()))
    readable = [a for a in own if a.state is FieldState.STATED and not _NOTHING.fullmatch(a.text)]
    if len(readable) > 1:
        joined = "; ".join(dict.fromkeys(" ".join(a.text.split()) for a in readable))
        return Field(state=FieldState.STATED, value=joined, quote=readable[0].text, provenance=readable[0].provenance)
    field = _from_attributes(own, _plain)
    if field is not None:
        return field
    for text, place in parts:
        for name, start, end in labelled(text):
            if name == key:
                return _quoted(text[start:end], text[start:end], place, setting.document, FieldState.STATED)
    return _from_attributes(handed, _plain) or Field(state=FieldState.ABSENT)


def _plain(attribute: Attribute) -> str | None:
    text = " ".join(attribute.text.split())
    return None if _NOTHING.fullmatch(text) else text


# --- deadlines ------------------------------------------------------------------------------------------------------


def _deadline(
    measure: Measure,
    groups: Mapping[str, Sequence[Attribute]],
    parts: Sequence[tuple[str, Provenance]],
    setting: Setting,
    language: str,
) -> Field[Deadline]:
    """The measure's deadline."""

    def read(attribute: Attribute) -> Deadline | None:
        return _cell(attribute.text, setting, language)

    own, handed = _split_states(groups.get("deadline", ()))
    if len(own) > 1 and (merged := _merged(own, setting, language)):
        return merged
    field = _from_attributes(own, read)
    if field is not None:
        return field
    shared = _from_attributes(groups.get("responsible", ()), lambda a: _shared_time(a.text, setting, language))
    if shared is not None and shared.value is not None:
        return shared
    found = _labelled_deadline(parts, setting, language) or _prose_deadline(parts, setting, language)
    if found is not None:
        return found
    comments = _from_attributes(groups.get("comments", ()), lambda a: _from_comments(a.text, setting, language))
    if comments is not None and comments.value is not None:
        return replace(comments, confidence=0.7)
    return _from_attributes(handed, read) or Field(state=FieldState.ABSENT)


def _shared_time(text: str, setting: Setting, language: str) -> Deadline | None:
    """The time in a cell for owners that holds both."""
    match = _TIME_LABEL.search(text)
    return _cell(match.group("time"), setting, language) if match else None


def _cell(text: str, setting: Setting, language: str) -> Deadline | None:
    """What a cell for time says; words that are no known time are still stated, without days."""
    deadline = parse_deadline(text, period=setting.period, language=language)
    if deadline is None and not _NOTHING.fullmatch(text) and re.search(r"[^\W\dx_]{3}", text, re.IGNORECASE):
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
    cells = [(a, _cell(a.text, setting, language)) for a in own if a.state is FieldState.STATED]
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
    return Field(state=FieldState.STATED, value=merged, quote=first.text, provenance=first.provenance)


def _labelled_deadline(
    parts: Sequence[tuple[str, Provenance]], setting: Setting, language: str
) -> Field[Deadline] | None:
    for text, place in parts:
        for name, start, end in labelled(text):
            if name == "deadline" and (deadline := _cell(text[start:end], setting, language)):
                return _quoted(deadline, text[start:end], place, setting.document, FieldState.STATED)
    return None


def _prose_deadline(parts: Sequence[tuple[str, Provenance]], setting: Setting, language: str) -> Field[Deadline] | None:
    """The first time phrase of the wording that has days or says a time in words; a bare "löpande" describes how."""
    for text, place in parts:
        for found in find_deadlines(text, period=setting.period, language=language):
            deadline = found.deadline
            dated = deadline.start or deadline.end
            if dated or setting.assignment is not None or not deadline.recurrence:
                return _quoted(deadline, deadline.text, place, setting.document, FieldState.STATED)
    return None


def _from_comments(text: str, setting: Setting, language: str) -> Deadline | None:
    """The time in free comments: a labelled one, or the only one."""
    for name, start, end in labelled(text):
        if name == "deadline" and (deadline := _cell(text[start:end], setting, language)):
            return deadline
    found = [
        one.deadline
        for one in find_deadlines(text, period=setting.period, language=language)
        if one.deadline.start or one.deadline.end
    ]
    return found[0] if len({(one.start, one.end) for one in found}) == 1 else None


# --- owners and partners --------------------------------------------------------------------------------------------


def _parties(
    measure: Measure,
    groups: Mapping[str, Sequence[Attribute]],
    parts: Sequence[tuple[str, Provenance]],
    setting: Setting,
    language: str,
) -> tuple[Field[tuple[Party, ...]], Field[tuple[Party, ...]]]:
    """Owners and partners."""
    responsible = measure.responsible
    if not responsible.value:
        responsible = (
            _listed("responsible", groups, setting, language)
            or _owner_words(parts, setting, language)
            or _handed("responsible", groups, setting, language)
        )
    if not responsible.value and responsible.state is FieldState.ABSENT and setting.assignment:
        owners = tuple(Party(name=name, role=resolve_role(name)) for name in setting.assignment.owners)
        responsible = _document_wide(owners, setting)
    partners = measure.partners
    if not partners.value:
        partners = (
            _listed("partners", groups, setting, language)
            or _partner_words(parts, setting, language)
            or _handed("partners", groups, setting, language)
        )
    if not partners.value and partners.state is FieldState.ABSENT and setting.assignment:
        taken = {party.name for party in responsible.value or ()}
        names = [name for name in setting.assignment.partners if name not in taken]
        partners = _document_wide(tuple(Party(name=name, role=resolve_role(name)) for name in names), setting)
    return responsible, partners


def _document_wide(parties: tuple[Party, ...], setting: Setting) -> Field[tuple[Party, ...]]:
    """Parties that the document as a whole names, handed down to a measure."""
    if not parties:
        return Field(state=FieldState.ABSENT)
    quote = parties[0].name
    at = setting.document.text.find(quote)
    place = next(
        (block.provenance for block in setting.document.blocks if block.provenance.start <= at < block.provenance.end),
        Provenance(document=setting.document.id, start=max(at, 0), end=max(at, 0) + len(quote)),
    )
    if at < 0:
        return Field(state=FieldState.INHERITED, value=parties, provenance=place)
    return _quoted(parties, quote, place, setting.document, FieldState.INHERITED)


def _listed(
    key: str, groups: Mapping[str, Sequence[Attribute]], setting: Setting, language: str
) -> Field[tuple[Party, ...]] | None:
    """Parties of the cells and lines printed with the measure; those of one row share that row's date."""
    own, _ = _split_states(groups.get(key, ()))
    readable = [a for a in own if a.state is FieldState.STATED and not _NOTHING.fullmatch(a.text)]
    if not readable:
        unreadable = any(attribute.state is FieldState.UNREADABLE for attribute in own)
        return Field(state=FieldState.UNREADABLE) if unreadable else None
    dates = {a.group: a for a in groups.get("deadline", ()) if a.group is not None and a.state is FieldState.STATED}
    parties: list[Party] = []
    for attribute in readable:
        mine = dates.get(attribute.group) if attribute.group is not None else None
        deadline = _cell(mine.text, setting, language) if mine else None
        parties += [
            Party(name=name, role=resolve_role(name), deadline=deadline)
            for name in _names_of(attribute)
            if all(name != party.name for party in parties)
        ]
    if not parties:
        return None
    first = readable[0]
    return Field(state=FieldState.STATED, value=tuple(parties), quote=first.text, provenance=first.provenance)


_TIME_LABEL = re.compile(
    r"\s*\b(?:Timeline|Timeframe|Time frame|Schedule|Tidplan|Tidsplan|Deadline)\s*:\s*(?P<time>.*)$", re.DOTALL
)


def _names_of(attribute: Attribute) -> tuple[str, ...]:
    """The bodies of a cell, by its own bullets where they are all of it; a time that shares the cell is no body."""
    text = _TIME_LABEL.sub("", attribute.text)
    bullets = text == attribute.text and sum(map(len, attribute.items)) > 0.85 * len(text)
    parts = attribute.items if bullets else (text,)
    return tuple(name for part in parts for name in split_parties(part) if not _NOTHING.fullmatch(name))


def _handed(
    key: str, groups: Mapping[str, Sequence[Attribute]], setting: Setting, language: str
) -> Field[tuple[Party, ...]]:
    """Parties that a heading, caption or lead-in hands down."""
    _, handed = _split_states(groups.get(key, ()))

    def read(attribute: Attribute) -> tuple[Party, ...] | None:
        names = _names_of(attribute)
        return tuple(Party(name=name, role=resolve_role(name)) for name in names) or None

    return _from_attributes(handed, read) or Field(state=FieldState.ABSENT)


def _spelt(names: Sequence[str], setting: Setting) -> tuple[Party, ...]:
    """Parties of printed names; short names that the document introduces are spelt out in an assignment."""
    aliases = setting.assignment.aliases if setting.assignment else {}
    spelt = dict.fromkeys(aliases.get(name, name) for name in names)
    return tuple(Party(name=name, role=resolve_role(name)) for name in spelt)


def _owner_words(
    parts: Sequence[tuple[str, Provenance]], setting: Setting, language: str
) -> Field[tuple[Party, ...]] | None:
    """Owners by label or wording; wording only in Swedish and only of the measure's own text."""
    for text, place in parts:
        for name, start, end in labelled(text):
            if name == "responsible":
                parties = _spelt(split_parties(text[start:end]), setting)
                return _quoted(parties, text[start:end], place, setting.document, FieldState.STATED)
    if language != "sv":
        return None
    text, place = parts[0]
    found = owner_in_prose(text)
    if found is None:
        return None
    quote = text[found.start : found.end]
    return _quoted(_spelt(found.names, setting), quote, place, setting.document, FieldState.STATED)


def _partner_words(
    parts: Sequence[tuple[str, Provenance]], setting: Setting, language: str
) -> Field[tuple[Party, ...]] | None:
    """Partners by label or wording."""
    for text, place in parts:
        for name, start, end in labelled(text):
            if name == "partners":
                parties = _spelt(split_parties(text[start:end]), setting)
                return _quoted(parties, text[start:end], place, setting.document, FieldState.STATED)
    if language != "sv":
        return None
    for text, place in parts:
        for found in partners_in_prose(text, named=setting.assignment is not None):
            quote = text[found.start : found.end]
            return _quoted(_spelt(found.names, setting), quote, place, setting.document, FieldState.STATED)
    return None
