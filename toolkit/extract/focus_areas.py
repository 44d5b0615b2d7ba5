"""Focus areas that a measure votes for, with the terms behind each vote; forms, groups and places that it names."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from toolkit.extract.vocabulary import Vocabulary, vocabulary
from toolkit.lexicon import topic
from toolkit.model import FocusArea

_LEAST = 0.25
"""Below this score an area is not listed."""


@dataclass(frozen=True, slots=True)
class Pack:
    """The vocabularies of some topics, ready to be used."""

    areas: Vocabulary
    weights: dict[str, float]
    order: dict[str, int]
    names: dict[str, str]
    forms: Vocabulary
    places: Vocabulary
    groups: Vocabulary
    strong: Vocabulary
    weak: Vocabulary
    moved: tuple[tuple[str, frozenset[str], Vocabulary], ...] = ()
    """For a group whose support belongs elsewhere: its area, the areas it goes before, and words that stop it."""


@cache
def pack(topics: tuple[str, ...]) -> Pack:
    """The vocabularies of the topics, built once."""
    areas: list[tuple[str, str]] = []
    weights: dict[str, float] = {}
    names: dict[str, str] = {}
    for key in topics:
        for area, data in topic(key)["focus_areas"].items():
            areas += [(term, area) for term in data["terms"]]
            weights.setdefault(area, float(data.get("weight", 1.0)))
            names[str(data["sv"]).lower()] = area
            names[str(data["en"]).lower()] = area
    return Pack(
        vocabulary(areas),
        weights,
        {area: place for place, area in enumerate(weights)},
        names,
        _table("forms", topics),
        _table("places", topics),
        _table("groups", topics),
        vocabulary([(term, key) for key in topics for term in topic(key)["relevance"]["strong"]]),
        vocabulary([(term, key) for key in topics for term in topic(key)["relevance"]["weak"]]),
        _moved(topics),
    )


def _moved(topics: Sequence[str]) -> tuple[tuple[str, frozenset[str], Vocabulary], ...]:
    """Groups that a vote for some areas is really a vote for another of: buyers are not victims."""
    found = []
    for group in (group for key in topics for group in topic(key).get("groups", {}).values()):
        if "area" in group and "instead_of" in group:
            words = [(term, "yes") for term in group["terms"]] + [(term, "no") for term in group.get("unless", ())]
            found.append((str(group["area"]), frozenset(group["instead_of"]), vocabulary(words)))
    return tuple(found)


def _owner_of(area: str, part: str, known: Pack) -> str:
    """The area that a vote goes to: another one where the words name a group whose support belongs there."""
    for target, others, words in known.moved:
        if area in others and {key for hit in words.find(part) for key in hit.keys} == {"yes"}:
            return target
    return area


def _table(name: str, topics: Sequence[str]) -> Vocabulary:
    """The entries of a table; words that only look like one (``except``) have no key."""
    entries = [(entry, data) for key in topics for entry, data in topic(key).get(name, {}).items()]
    return vocabulary(
        [(term, entry) for entry, data in entries for term in data["terms"]]
        + [(term, "") for _, data in entries for term in data.get("except", ())]
    )


def focus_areas(
    text: str,
    *,
    description: str = "",
    context: Sequence[str] = (),
    stated: str | None = None,
    topics: Sequence[str] = ("manniskohandel",),
) -> tuple[FocusArea, ...]:
    """The areas that a measure votes for, strongest first.

    Words of the measure count most, the first ones more; the headings above it and its description count less. A
    focus area that is printed (`stated`) and known by name comes first.

    Example:
        >>> found = focus_areas("Utbilda all personal i socialtjänsten i att upptäcka människohandel.")
        >>> found[0].key, found[0].terms
        ('training', ('Utbilda',))
    """
    known = pack(tuple(topics))
    score: dict[str, float] = {}
    terms: dict[str, dict[str, None]] = {}
    for part, weight in ((text, 1.0), (description, 0.35), *((heading, 0.4) for heading in context)):
        seen: set[tuple[str, str]] = set()
        for hit in known.areas.find(part) if part else ():
            for key in dict.fromkeys(_owner_of(key, part, known) for key in hit.keys):
                if (key, hit.word.lower()) in seen:
                    continue
                seen.add((key, hit.word.lower()))
                first = 1.6 if part is text and len(part[: hit.start].split()) < 3 else 1.0
                score[key] = score.get(key, 0.0) + weight * first * known.weights[key]
                terms.setdefault(key, {})[hit.word] = None
    if stated:
        for key in _stated(stated, known):
            score[key] = score.get(key, 0.0) + 4.0
            terms.setdefault(key, {})[stated] = None
    found = [
        FocusArea(key=key, score=round(1 - 0.6**value, 3), terms=tuple(terms[key])) for key, value in score.items()
    ]
    kept = [area for area in found if area.score >= _LEAST]
    return tuple(sorted(kept, key=lambda area: (-area.score, known.order[area.key])))


def _stated(stated: str, known: Pack) -> list[str]:
    """Areas that a printed focus area names: by its own name or key, else by its terms."""
    plain = " ".join(stated.lower().split())
    if plain in known.names:
        return [known.names[plain]]
    if plain in known.weights:
        return [plain]
    return list(dict.fromkeys(key for hit in known.areas.find(stated) for key in hit.keys))[:1]


def named(text: str, table: str, *, topics: Sequence[str] = ("manniskohandel",)) -> tuple[str, ...]:
    """Keys of the ``forms``, ``places`` or ``groups`` that the text names, in order.

    Example:
        >>> named("Besöka hotell och massagesalonger.", "places")
        ('hotels', 'salons')
    """
    return tuple(dict.fromkeys(key for _, _, key in spans(text, table, topics=topics)))


def spans(text: str, table: str, *, topics: Sequence[str] = ("manniskohandel",)) -> tuple[tuple[int, int, str], ...]:
    """Start, end and key of each word that names one of the ``forms``, ``places`` or ``groups``, in order.

    Example:
        >>> spans("Städa i städer, besök hotell", "places")
        ((22, 28, 'hotels'),)
    """
    known = pack(tuple(topics))
    words: Vocabulary = {"forms": known.forms, "places": known.places, "groups": known.groups}[table]
    hits = words.find(text)
    barred = [(hit.start, hit.end) for hit in hits if "" in hit.keys]
    return tuple(
        (hit.start, hit.end, key)
        for hit in hits
        for key in hit.keys
        if not any(start < hit.end and hit.start < end for start, end in barred)
    )
