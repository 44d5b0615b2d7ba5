"""What the draft that was handed out last says of the next: its measures stay, in their words and their order.

A rebuild after adding a plan changes only what that plan changes. The last edition's measures compete only with
those that the new plans have a say in; the rest comes in where a place has fallen vacant. A person who changes the
profile, decides on a measure or asks for another size decides otherwise, and is obeyed.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.assemble.choose import Candidate
from toolkit.assemble.wording import Wording
from toolkit.model import Draft, DraftItem, Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class LastEdition:
    """The last edition as the next one needs it."""

    places: Mapping[str, int]
    """Measure → place in the draft: the one whose words were printed, or the item's others where it has gone."""
    documents: frozenset[str]
    """All documents that were known then."""
    size: int


def basis(profile: Profile, topics: Sequence[str]) -> str:
    """What the choice rests on beside the plans, as a fingerprint: another basis, another choice.

    Example:
        >>> basis(Profile(municipality="Ekstad"), ["a"]) == basis(Profile(municipality="Ekstad", peers=("B",)), ["a"])
        False
    """
    parts = (profile.municipality, profile.county, profile.facts, profile.functions, profile.documents, profile.peers)
    return hashlib.sha256(repr((parts, tuple(topics))).encode("utf-8")).hexdigest()[:16]


def remembered(
    last: Draft | None, *, profile: Profile, topics: Sequence[str], there: Collection[str]
) -> LastEdition | None:
    """What the last edition says of the next; None if there is none, or a person has changed what it rested on.

    Args:
        last: The draft that was handed out last.
        profile: The municipality as it is now.
        topics: The topics as they are now.
        there: Ids of the measures that there are now.
    """
    if last is None or last.basis != basis(profile, topics):
        return None
    items = [*(item for section in last.sections for item in section.items), *_struck(last.left_out)]
    places: dict[str, int] = {}
    for at, item in enumerate(items):
        ids = [source.measure or "" for source in item.sources]
        for key in ids[:1] if ids[:1] and ids[0] in there else ids[1:]:
            places.setdefault(key, at)
    known = (*items, *last.left_out)
    return LastEdition(
        places=places,
        documents=frozenset(source.document for item in known for source in item.sources),
        size=last.size,
    )


def _struck(left_out: Iterable[DraftItem]) -> list[DraftItem]:
    """What people struck out of the last edition: it keeps its place until the edit is put on top again."""
    return [item for item in left_out if item.author]


def standing(one: Candidate, last: LastEdition) -> int | None:
    """The place of a candidate in the last edition, if it was there."""
    return min((last.places[measure.id] for measure in one.measures if measure.id in last.places), default=None)


def touched(one: Candidate, last: LastEdition) -> bool:
    """Whether a plan that is new since the last edition has a say in a candidate."""
    return any(measure.document not in last.documents for measure in one.measures)


def kept_words(one: Candidate, found: Sequence[Wording], last: LastEdition | None) -> tuple[Wording, ...]:
    """The wordings with the last edition's first, unless a new plan has a say in it."""
    if last is None or touched(one, last):
        return tuple(found)
    return tuple(sorted(found, key=lambda wording: wording.measure.id not in last.places))


def in_order(chosen: Sequence[Candidate], last: LastEdition | None) -> tuple[Candidate, ...]:
    """The chosen in the order they had, what is new after them."""
    if last is None:
        return tuple(chosen)
    places = {one.cluster.id: standing(one, last) for one in chosen}
    return tuple(sorted(chosen, key=lambda one: (places[one.cluster.id] is None, places[one.cluster.id] or 0)))
