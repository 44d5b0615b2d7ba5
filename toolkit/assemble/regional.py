"""The county's chapter: what the county's own plan says that others than the municipality do, in its own words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.assemble.choose import Candidate
from toolkit.assemble.parties import party_field
from toolkit.assemble.rules import budget
from toolkit.assemble.setting import Setting
from toolkit.assemble.wording import Wording, make_item, shifted, source_of
from toolkit.model import DocumentRecord, DraftField, DraftItem, ItemKind, Measure

OFF = "nej"
"""The answer to ``regional_niva`` in the profile that leaves the chapter out."""


def regional_items(
    found: Sequence[Candidate],
    worded: Mapping[str, tuple[Wording, ...]],
    setting: Setting,
    records: Mapping[str, DocumentRecord],
) -> tuple[tuple[DraftItem, ...], tuple[Candidate, ...]]:
    """The items of the county's chapter, best first, and the candidates that found no place in it."""
    off = dict(setting.profile.settings).get("regional_niva", "").casefold() == OFF
    most = 0 if off else int(budget()["county_most"])
    kept = [one for one in found if one.score > -1.0][:most]
    ids = {one.cluster.id for one in kept}
    items = tuple(_item(one, worded[one.cluster.id][0], setting, records) for one in kept)
    return items, tuple(one for one in found if one.cluster.id not in ids)


def _item(one: Candidate, wording: Wording, setting: Setting, records: Mapping[str, DocumentRecord]) -> DraftItem:
    """The county's words with who and when; nothing is borrowed from other plans."""
    item = make_item(one, wording, setting, records, full=False)
    fitted = shifted(setting, wording.measure, records)
    full = make_item(one, wording, fitted, records)
    deadline = tuple(field for field in full.fields if field.key == "deadline")
    return replace(item, fields=(*_owners(wording.measure, setting, records), *deadline))


def _owners(measure: Measure, setting: Setting, records: Mapping[str, DocumentRecord]) -> tuple[DraftField, ...]:
    """Who does it, as the county's plan names them."""
    source = source_of(measure, records)
    made = []
    for party in measure.responsible.value or ():
        at = measure.responsible.provenance
        place = replace(source, page=at.page, path=at.path) if at is not None else source
        made.append(party_field("responsible", party, setting, place))
    blank = DraftField(key="responsible", kind=ItemKind.BLANK, text=setting.blank)
    return tuple(dict.fromkeys(field for field in made if field.kind is not ItemKind.BLANK)) or (blank,)
