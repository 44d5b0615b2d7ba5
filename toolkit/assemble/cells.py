"""The cells beside a measure: owner, partners, time, follow-up, indicator, resources, each with its own quotation."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from toolkit.assemble.adapt import adapt
from toolkit.assemble.bodies import cased, is_generic, role_of, sector
from toolkit.assemble.setting import Setting, is_office, local_body, rewording, words
from toolkit.model import (
    Change,
    DraftField,
    Field,
    FieldState,
    ItemKind,
    Measure,
    Party,
    Provenance,
    Source,
)
from toolkit.text import contains

COLUMNS = ("responsible", "partners", "deadline", "follow_up", "indicator", "resources")
_LONG = 80
"""Words of a description that may follow the measure; a longer one stays in the source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The cells of one item. `moved`: another authority stood as owner and now stands among the partners."""

    fields: tuple[DraftField, ...]
    moved: bool = False
    endless: bool = False

    def lacks(self, key: str) -> bool:
        """Whether a cell is a blank."""
        return any(field.key == key and field.kind is ItemKind.BLANK for field in self.fields)


def make_cells(measure: Measure, setting: Setting, source: Source) -> Cells:
    """The cells of a measure, those without a value as blanks."""
    owners, others = _parties(measure, setting, source)
    found = [
        *(owners or [_blank("responsible", setting)]),
        *(others or [_blank("partners", setting)]),
        _deadline(measure, setting, source),
        _text("follow_up", measure.follow_up, setting, source),
        _text("indicator", measure.indicator, setting, source),
        _text("resources", measure.resources, setting, source),
    ]
    description = _description(measure, setting, source)
    if description is not None:
        found.insert(0, description)
    deadline = measure.deadline.value
    return Cells(
        fields=tuple(found),
        moved=any(_is_other(party) for party in measure.responsible.value or ()),
        endless=deadline is None or deadline.end is None,
    )


BORROWED = ("responsible", "follow_up", "indicator")
"""Cells that another plan with the same measure may fill: who, and how it is followed up, but never when."""


def borrow(cells: Cells, other: Cells) -> tuple[Cells, bool]:
    """The cells with their blanks filled from another wording of the same measure, and whether any was."""
    taken: list[DraftField] = []
    for key in BORROWED:
        if cells.lacks(key) and not other.lacks(key):
            taken += [field for field in other.fields if field.key == key]
    keys = {field.key for field in taken}
    kept = [field for field in cells.fields if field.key not in keys]
    return replace(cells, fields=(*kept, *taken)), bool(taken)


def _blank(key: str, setting: Setting) -> DraftField:
    """A cell to be filled in."""
    return DraftField(key=key, kind=ItemKind.BLANK, text=setting.blank)


def _fitted(key: str, quote: str, setting: Setting, source: Source) -> DraftField:
    """The quote fitted to the setting, or a blank where it cannot be."""
    fitted = adapt(quote, setting)
    if fitted.unsafe or not fitted.text.replace(setting.blank, "").strip(" .,;:-"):
        return _blank(key, setting)
    return DraftField(
        key=key,
        kind=ItemKind.ADAPTATION if fitted.changes else ItemKind.QUOTATION,
        text=fitted.text,
        quote=quote,
        changes=fitted.changes,
        source=replace(source, quote=quote),
    )


def _text(key: str, field: Field[str], setting: Setting, source: Source) -> DraftField:
    """A cell with running text."""
    if field.state not in {FieldState.STATED, FieldState.INHERITED} or not field.value:
        return _blank(key, setting)
    if field.quote and not contains(field.quote, field.value):
        return _blank(key, setting)
    return _fitted(key, field.value, setting, _at(source, field.provenance))


def _at(source: Source, place: Provenance | None) -> Source:
    """The source at the field's own page, which an inherited value may have elsewhere than its measure."""
    return replace(source, page=place.page, path=place.path) if place is not None else source


def _deadline(measure: Measure, setting: Setting, source: Source) -> DraftField:
    """The time as printed, its years kept, moved or blanked."""
    value = measure.deadline.value
    if value is None or not value.text or not contains(measure.deadline.quote or value.text, value.text):
        return _blank("deadline", setting)
    return _fitted("deadline", value.text, setting, _at(source, measure.deadline.provenance))


def _description(measure: Measure, setting: Setting, source: Source) -> DraftField | None:
    """The rest of what the source says, if it is short and can be made ours."""
    text = measure.description
    if not text or len(text.split()) > _LONG:
        return None
    made = _fitted("description", text, setting, _at(source, measure.description_provenance))
    return None if made.kind is ItemKind.BLANK else made


def _is_other(party: Party) -> bool:
    """Whether a body is one that the municipality does not decide over."""
    role = party.role or role_of(party.name)
    return sector(role) not in {"", "kommun", "kommunalt bolag"} or party.name.casefold() in words(
        "authorities", "words"
    )


def _parties(measure: Measure, setting: Setting, source: Source) -> tuple[list[DraftField], list[DraftField]]:
    """Owners and partners; an owner that is another authority becomes a partner."""
    owners: list[DraftField] = []
    others: list[DraftField] = []
    for field, key in ((measure.responsible, "responsible"), (measure.partners, "partners")):
        for party in field.value or ():
            if field.quote and not contains(field.quote, party.name):
                continue  # a name that was put together, not printed: it cannot be quoted
            other = key == "responsible" and _is_other(party)
            into, name = (others, "partners") if other or key == "partners" else (owners, key)
            made = _party(name, party, setting, _at(source, field.provenance))
            if made.kind is not ItemKind.BLANK:
                into.append(made)
    return list(_unique(owners)), list(_unique(others, but=owners))


def _unique(fields: Iterable[DraftField], *, but: Iterable[DraftField] = ()) -> Iterable[DraftField]:
    """Each text once: two of their bodies may be one of ours."""
    seen = {field.text.casefold() for field in but}
    for field in fields:
        if field.text.casefold() not in seen:
            seen.add(field.text.casefold())
            yield field


def _party(key: str, party: Party, setting: Setting, source: Source) -> DraftField:
    """A body by its role: our name for it; without one, its own name if that is common, else a blank."""
    name = party.name.strip()
    role = party.role or role_of(name)
    local = local_body(role, setting.profile, office=is_office(name)) if role and _is_body(name) else None
    if local is not None and local.name.casefold() != name.casefold():
        new = cased(local.name, name, start=True)
        change = Change(start=0, end=len(name), old=name, new=new, rule=f"organ:{role}")
        return DraftField(
            key=key,
            kind=ItemKind.ADAPTATION,
            text=new,
            quote=name,
            changes=(change,),
            source=replace(source, quote=name),
        )
    return _fitted(key, name, setting, source)


def _is_body(name: str) -> bool:
    """Whether a name is that of a body rather than of a function in it (rektor, samordnare, enhetschef)."""
    lower = name.casefold()
    if is_generic(lower) and lower not in {"socialnämnden", "kommunstyrelsen"}:
        return False
    heads = rewording("heads")
    return lower.endswith((*heads["board"], *heads["office"], "rådet")) or (name.isupper() and 1 < len(name) < 6)
