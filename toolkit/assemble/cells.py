"""The cells beside a measure: owner, partners, time, follow-up, indicator, resources, each with its own quotation."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.assemble.adapt import adapt
from toolkit.assemble.parties import is_other, party_fields, unheld_bodies
from toolkit.assemble.setting import Setting
from toolkit.assemble.titles import unheld_titles
from toolkit.model import DraftField, Field, FieldState, ItemKind, Measure, Provenance, Source
from toolkit.text import contains

COLUMNS = ("responsible", "partners", "deadline", "follow_up", "indicator", "resources")
_LONG = 80
"""Words of a description that may follow the measure; a longer one stays in the source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The cells of one item. `moved`: another authority stood as owner and now stands among the partners."""

    fields: tuple[DraftField, ...]
    moved: bool = False
    titles: tuple[str, ...] = ()
    """Functions that the source names as owner and the profile does not hold."""
    roles: tuple[str, ...] = ()
    """Roles of bodies that the source names as owner and the profile has none for."""
    endless: bool = False

    def lacks(self, key: str) -> bool:
        """Whether a cell is a blank."""
        return any(field.key == key and field.kind is ItemKind.BLANK for field in self.fields)


def make_cells(measure: Measure, setting: Setting, source: Source) -> Cells:
    """The cells of a measure, those without a value as blanks."""
    owners, others = party_fields(measure, setting, source)
    foreign = measure.language != setting.language
    found = [
        *(owners or [_blank("responsible", setting)]),
        *(others or [_blank("partners", setting)]),
        _deadline(measure, setting, source, foreign=foreign),
        _text("follow_up", measure.follow_up, setting, source, foreign=foreign),
        _text("indicator", measure.indicator, setting, source, foreign=foreign),
        _text("resources", measure.resources, setting, source, foreign=foreign),
    ]
    description = _description(measure, setting, source)
    if description is not None:
        found.insert(0, description)
    deadline = measure.deadline.value
    return Cells(
        fields=tuple(found),
        moved=any(is_other(party) for party in measure.responsible.value or ()),
        titles=unheld_titles(measure, setting) if not owners else (),
        roles=unheld_bodies(measure) if not owners else (),
        endless=deadline is None or deadline.end is None,
    )


BORROWED = ("follow_up", "indicator")
"""Cells that another plan with the same measure may fill: how it is followed up, but never who answers or when."""


def borrow(cells: Cells, other: Cells, *, keys: Sequence[str] = BORROWED) -> tuple[Cells, bool]:
    """The cells with their blanks filled from another wording of the same measure, and whether any was."""
    taken: list[DraftField] = []
    for key in keys:
        if cells.lacks(key) and not other.lacks(key):
            taken += [field for field in other.fields if field.key == key]
    filled = {field.key for field in taken}
    kept = [field for field in cells.fields if field.key not in filled]
    return replace(cells, fields=(*kept, *taken)), bool(taken)


def _blank(key: str, setting: Setting) -> DraftField:
    """A cell to be filled in."""
    return DraftField(key=key, kind=ItemKind.BLANK, text=setting.blank)


_GAPS = 0.2
"""Share of a cell's words that may be gaps; with more of them the whole cell is one blank."""


def _fitted(key: str, quote: str, setting: Setting, source: Source, *, foreign: bool = False) -> DraftField:
    """The quote fitted to the setting, or a blank where it cannot be; a foreign quote with a gap in it never is."""
    fitted = adapt(quote, setting)
    gone = sum(max(1, len(change.old.split())) for change in fitted.changes if change.rule.endswith(":lucka"))
    if fitted.unsafe or (gone and foreign) or gone > _GAPS * len(quote.split()):
        return _blank(key, setting)
    if not fitted.text.replace(setting.blank, "").strip(" .,;:-"):
        return _blank(key, setting)
    return DraftField(
        key=key,
        kind=ItemKind.ADAPTATION if fitted.changes else ItemKind.QUOTATION,
        text=fitted.text,
        quote=quote,
        changes=fitted.changes,
        source=replace(source, quote=quote),
    )


def _text(key: str, field: Field[str], setting: Setting, source: Source, *, foreign: bool) -> DraftField:
    """A cell with running text."""
    if field.state not in {FieldState.STATED, FieldState.INHERITED} or not field.value:
        return _blank(key, setting)
    if field.quote and not contains(field.quote, field.value):
        return _blank(key, setting)
    return _fitted(key, field.value, setting, _at(source, field.provenance), foreign=foreign)


def _at(source: Source, place: Provenance | None) -> Source:
    """The source at the field's own page, which an inherited value may have elsewhere than its measure."""
    return replace(source, page=place.page, path=place.path) if place is not None else source


def _deadline(measure: Measure, setting: Setting, source: Source, *, foreign: bool) -> DraftField:
    """The time as printed, its years kept, moved or blanked."""
    value = measure.deadline.value
    if value is None or not value.text or not contains(measure.deadline.quote or value.text, value.text):
        return _blank("deadline", setting)
    return _fitted("deadline", value.text, setting, _at(source, measure.deadline.provenance), foreign=foreign)


def _description(measure: Measure, setting: Setting, source: Source) -> DraftField | None:
    """The rest of what the source says, if it is short and can be made ours."""
    text = measure.description
    if not text or len(text.split()) > _LONG:
        return None
    foreign = measure.language != setting.language
    made = _fitted("description", text, setting, _at(source, measure.description_provenance), foreign=foreign)
    return None if made.kind is ItemKind.BLANK else made
