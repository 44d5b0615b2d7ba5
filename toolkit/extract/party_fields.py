"""Who: owners and partners of a measure from its cells, its labels, its wording, or what is handed down to it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.extract.deadlines import TIME_LABEL, deadline_in_cell
from toolkit.extract.owners import labelled, owner_in_prose, partners_in_prose
from toolkit.extract.parties import is_body, split_parties
from toolkit.extract.places import HANDED, LABELLED, NOTHING, Parts, Setting, from_attributes, quoted, split_states
from toolkit.extract.roles import resolve_role
from toolkit.model import Attribute, Field, FieldState, Measure, Party, Provenance
from toolkit.text import sentences


def parties_of(
    measure: Measure,
    groups: Mapping[str, Sequence[Attribute]],
    parts: Parts,
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
    if not responsible.value and responsible.state is FieldState.ABSENT:
        responsible = _from_heading(measure, setting) or responsible
    if not responsible.value and responsible.state is FieldState.ABSENT and setting.assignment:
        owners = tuple(Party(name=name, role=resolve_role(name)) for name in setting.assignment.owners)
        responsible = _document_wide(owners, setting)
    partners = measure.partners
    if not partners.value:
        partners = (
            _listed("partners", groups, setting, language)
            or _beside_owners(groups)
            or _partner_words(parts, setting, language)
            or _handed("partners", groups, setting, language)
        )
    if not partners.value and partners.state is FieldState.ABSENT and setting.assignment:
        taken = {party.name for party in responsible.value or ()}
        names = [name for name in setting.assignment.partners if name not in taken]
        partners = _document_wide(tuple(Party(name=name, role=resolve_role(name)) for name in names), setting)
    return responsible, partners


_UNIT = re.compile(
    r"(?:[\wåäö]+-,? (?:och )?|[\wåäö]+ ){0,3}[\wåäö]*(?:nämnden|nämnderna|förvaltningen|styrelsen|kontoret|enheten|"
    r"avdelningen|sektorn|förvaltningarna)|(?:[\wåäö]+ ){1,3}AB",
    re.IGNORECASE,
)
"""A heading that is nothing but a unit of the municipality; "Skolan" is as often the place."""


def _from_heading(measure: Measure, setting: Setting) -> Field[tuple[Party, ...]] | None:
    """The unit whose name alone is the nearest heading: what stands below it is its to do."""
    title = measure.heading_path[-1].strip(" :") if measure.heading_path else ""
    if not _UNIT.fullmatch(title):
        return None
    start = measure.provenance.start
    above = [one for one in setting.document.blocks if title in one.text and one.provenance.start <= start]
    if not above:
        return None
    parties = (Party(name=title, role=resolve_role(title)),)
    return quoted(parties, title, above[-1].provenance, setting.document, FieldState.INHERITED, confidence=HANDED)


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
        return Field(state=FieldState.INHERITED, value=parties, provenance=place, basis="document")
    found = quoted(parties, quote, place, setting.document, FieldState.INHERITED)
    return replace(found, basis="document")


def _listed(
    key: str, groups: Mapping[str, Sequence[Attribute]], setting: Setting, language: str
) -> Field[tuple[Party, ...]] | None:
    """Parties of the cells and lines printed with the measure; those of one row share that row's date."""
    own, _ = split_states(groups.get(key, ()))
    readable = [a for a in own if a.state is FieldState.STATED and not NOTHING.fullmatch(a.text)]
    if not readable:
        unreadable = any(attribute.state is FieldState.UNREADABLE for attribute in own)
        said = any(attribute.text.strip() for attribute in own)  # a dash in the cell is an answer
        return Field(state=FieldState.UNREADABLE) if unreadable else Field(state=FieldState.ABSENT) if said else None
    dates = {a.group: a for a in groups.get("deadline", ()) if a.group is not None and a.state is FieldState.STATED}
    parties: list[Party] = []
    for attribute in readable:
        mine = dates.get(attribute.group) if attribute.group is not None else None
        deadline = deadline_in_cell(mine.text, setting, language) if mine else None
        parties += [
            Party(name=name, role=resolve_role(name), deadline=deadline)
            for name in _names_of(attribute)
            if all(name != party.name for party in parties)
        ]
    if not parties:
        return None
    first = readable[0]
    known = sum(party.role is not None or is_body(party.name) for party in parties) / len(parties)
    return Field(
        state=FieldState.STATED,
        value=tuple(parties),
        quote=first.text,
        provenance=first.provenance,
        confidence=round(0.8 + 0.2 * known, 2),
        basis="cell",
    )


_WITH = re.compile(
    r",?\s+(?:i\s+(?:nära\s+|dialog\s+och\s+)?(?:samverkan|samarbete|samråd|dialog)\s+med|tillsammans\s+med|"
    r"med\s+stöd\s+(?:av|från))\s+",
    re.IGNORECASE,
)
"""Where a cell of owners goes over to those they do it with."""


def _beside_owners(groups: Mapping[str, Sequence[Attribute]]) -> Field[tuple[Party, ...]] | None:
    """Partners printed in the owners' own cell: "Miljöenheten i samverkan med skolan"."""

    def read(attribute: Attribute) -> tuple[Party, ...] | None:
        match = _WITH.search(attribute.text)
        names = split_parties(attribute.text[match.end() :]) if match else ()
        return tuple(Party(name=name, role=resolve_role(name)) for name in names) or None

    own, _ = split_states(groups.get("responsible", ()))
    return from_attributes([one for one in own if one.state is FieldState.STATED], read)


def _names_of(attribute: Attribute) -> tuple[str, ...]:
    """The bodies of a cell, by its own bullets where they are all of it; a time that shares the cell is no body."""
    text = TIME_LABEL.sub("", attribute.text)
    if attribute.key == "responsible" and (shared := _WITH.search(text)) and shared.start():
        text = text[: shared.start()]
    bullets = text == attribute.text and sum(map(len, attribute.items)) > 0.85 * len(text)
    parts = attribute.items if bullets else (text,)
    return tuple(name for part in parts for name in split_parties(part) if not NOTHING.fullmatch(name))


def _handed(
    key: str, groups: Mapping[str, Sequence[Attribute]], setting: Setting, language: str
) -> Field[tuple[Party, ...]]:
    """Parties that a heading, caption or lead-in hands down."""
    _, handed = split_states(groups.get(key, ()))

    def read(attribute: Attribute) -> tuple[Party, ...] | None:
        names = _names_of(attribute)
        return tuple(Party(name=name, role=resolve_role(name)) for name in names) or None

    return from_attributes(handed, read) or Field(state=FieldState.ABSENT)


def _spelt(names: Sequence[str], setting: Setting) -> tuple[Party, ...]:
    """Parties of printed names; short names that the document introduces are spelt out in an assignment."""
    aliases = setting.assignment.aliases if setting.assignment else {}
    spelt = dict.fromkeys(aliases.get(name, name) for name in names)
    return tuple(Party(name=name, role=resolve_role(name)) for name in spelt)


def _owner_words(parts: Parts, setting: Setting, language: str) -> Field[tuple[Party, ...]] | None:
    """Owners by label or wording; wording only in Swedish."""
    for text, place in parts:
        for name, start, end in labelled(text):
            if name == "responsible":
                parties = _spelt(split_parties(text[start:end]), setting)
                return quoted(parties, text[start:end], place, setting.document, FieldState.STATED, confidence=LABELLED)
    if language != "sv":
        return None
    for index, (text, place) in enumerate(parts):
        own = place is parts[0][1]
        if not own and index > 1:
            continue
        # Of a description only the first sentence speaks of the measure as such.
        found = owner_in_prose(text if own else text[: _first_sentence(text)])
        if found is not None:
            quote = text[found.start : found.end]
            parties = _spelt(found.names, setting)
            if setting.assignment and not {party.name for party in parties} <= set(setting.assignment.owners):
                continue  # whoever else is to do something is not given the assignment
            return quoted(parties, quote, place, setting.document, FieldState.STATED)
    return None


def _first_sentence(text: str) -> int:
    """Where the first sentence ends."""
    return next((end for _, end in sentences(text)), len(text))


def _partner_words(parts: Parts, setting: Setting, language: str) -> Field[tuple[Party, ...]] | None:
    """Partners by label or wording."""
    for text, place in parts:
        for name, start, end in labelled(text):
            if name == "partners":
                parties = _spelt(split_parties(text[start:end]), setting)
                return quoted(parties, text[start:end], place, setting.document, FieldState.STATED, confidence=LABELLED)
    if language != "sv":
        return None
    for text, place in parts:
        for found in partners_in_prose(text, named=setting.assignment is not None):
            quote = text[found.start : found.end]
            return quoted(_spelt(found.names, setting), quote, place, setting.document, FieldState.STATED)
    return None
