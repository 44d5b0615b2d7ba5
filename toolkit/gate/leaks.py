"""Other towns' names, bodies, companies and people in a text that is to be our own.

Names come from the register, the documents' own metadata and text, the owners of their measures and the list of
municipalities that exist. The town's own names are masked first, whatever they hold.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from toolkit.gate.redaction import personal
from toolkit.lexicon import load
from toolkit.lexicon.spelling import inflected, plain, spelled
from toolkit.model import Document, DocumentRecord, Measure, Profile

_CAP = "A-ZÅÄÖÉÜ"
_BREAK = re.compile("(?<=[^\\W\\d_])[-\u2010\ufffe]\\s*\\n\\s*(?=[^\\W\\d_])|\u00ad\\s*")
_BODY = re.compile(
    r"(?<![\w-])(?:(?:[^\W\d_]+-,\s)*[^\W\d_]+-\s(?:och|samt)\s|[^\W\d_]+\s(?:och|samt)\s(?=omsorgs|utbildnings|fritids))?"
    r"[^\W\d_]+(?:nämnd(?:en)?|förvaltningen|utskottet|kontoret|avdelningen)s?(?![\w-])",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    rf"(?<![\w-])[{_CAP}][\w&-]*(?:\s[{_CAP}][\w&-]*)*\s(?:AB|HB|KB|Aktiebolag)(?!\w)|(?<![\w-])AB\s[{_CAP}][\w&-]+"
)
_CAMEL = re.compile(r"(?<![\w-])[A-ZÅÄÖ][a-zåäö]+[A-ZÅÄÖ][a-zåäö]+s?(?![\w-])")
_SHORT = re.compile(r"(?<![\w-])[A-ZÅÄÖ]{2,5}(?![\w-])")


@dataclass(frozen=True, slots=True)
class Leak:
    """A place in a text that names what is not ours."""

    kind: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Names:
    """What must not stand in the draft, and what may."""

    towns: frozenset[str]
    """Bare names of the towns that documents were collected from."""
    existing: frozenset[str] = frozenset()
    """All other municipalities and counties that exist."""
    bodies: frozenset[str] = frozenset()
    """Names of boards and offices found in the documents, in lower case."""
    own: tuple[str, ...] = ()
    """Strings of the profile, longest first: masked before anything is searched."""
    short: frozenset[str] = field(default=frozenset())
    """Abbreviations of other towns' boards."""

    @property
    def swedish(self) -> frozenset[str]:
        """Names that take no endings but the Swedish genitive."""
        return frozenset(load("municipalities")["municipalities"].values())

    @cached_property
    def patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Kind and pattern of each search for towns."""
        return tuple(_town_patterns(self))


def collect_names(
    documents: Sequence[Document],
    register: Sequence[DocumentRecord],
    profile: Profile,
    *,
    measures: Sequence[Measure] = (),
) -> Names:
    """The names that a draft for this profile must not hold."""
    target = _bare(profile.municipality).casefold()
    places = load("municipalities")
    owners = {row.id: {_bare(name).casefold() for name in row.municipality} for row in register}
    towns = {_bare(name) for row in register for name in row.municipality}
    towns |= {_bare(name) for one in documents for name in one.metadata.municipality.value or ()}
    towns |= {_bare(name) for one in measures for name in one.municipality}
    existing = set(places["municipalities"].values()) | {_bare(name) for name in places["counties"].values()}
    own = tuple(sorted(_own(profile), key=lambda text: (-len(text), text)))
    own_lower = {text.casefold() for text in own}
    ours = {_bare(profile.county or "").casefold(), target, ""}
    alike = {plain(name) for name in ours}
    towns = {name for name in towns if plain(name) not in alike and len(name) > 1}
    foreign = [one for one in documents if target not in owners.get(one.id, set())]
    bodies = {name.casefold() for one in foreign for name in _bodies_of(one)}
    bodies |= {
        party.name.casefold() for one in measures for party in one.responsible.value or () if _is_body(party.name)
    }
    for name in _local_names():
        if name not in {text.casefold() for text in own_lower}:
            bodies.add(name)
    shared = set(load("gate")["shared_bodies"])
    return Names(
        towns=frozenset(towns),
        existing=frozenset(name for name in existing if name.casefold() not in ours and name not in towns),
        bodies=frozenset(name for name in bodies if name not in shared and name not in own_lower),
        own=own,
        short=frozenset(load("gate")["board_abbreviations"]) - set(own),
    )


def _bare(name: str) -> str:
    """A town's or county's name without what it is."""
    short = re.sub(r"^(?:City|Town|Municipality) of |^[Rr]egion ", "", name.strip())
    cut = re.sub(r"\s+(?:kommun(?:er)?|stad|län|municipality|city)$", "", short, flags=re.IGNORECASE)
    known = set(load("municipalities")["municipalities"].values())
    return (cut[:-1] if cut != short and cut.endswith("s") and cut not in known else cut).replace("_", " ")


def _own(profile: Profile) -> Iterable[str]:
    """Every string of the profile that may stand in the draft."""
    yield profile.municipality
    yield from (body.name for body in profile.bodies)
    yield from (actor.organisation for actor in profile.actors)
    yield from profile.documents
    yield from (text for fact in (*profile.facts, *profile.functions) for text in (fact.value, fact.source) if text)
    yield from (value for _, value in profile.settings)
    if profile.county:
        yield profile.county
        yield _bare(profile.county)


def _local_names() -> Iterable[str]:
    """Names that belong to one or a few towns, out of the roles."""
    words = set(load("rewording")["known"]["also_words"])
    for entry in load("roles").values():
        if isinstance(entry, Mapping):
            yield from (name.casefold() for name in entry.get("local", ()) if name.casefold() not in words)


def _bodies_of(document: Document) -> Iterable[str]:
    """Boards and offices that a document names, and who it says owns it."""
    yield from _bodies_in(document.text)
    for value in (document.metadata.owner.value, document.metadata.decided_by.value):
        if value and _is_body(value):
            yield value


@lru_cache(maxsize=256)
def _bodies_in(text: str) -> frozenset[str]:
    """The same, of a whole text; the draft and the file it is printed to are checked against the same documents."""
    return frozenset(_nominative(match.group()) for match in _BODY.finditer(text))


def _nominative(name: str) -> str:
    """A body's name without the genitive s."""
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else name


def _is_body(name: str) -> bool:
    """Whether an owner's name is that of a board or an office."""
    return bool(_BODY.fullmatch(name.strip()))


def _town_patterns(names: Names) -> Iterable[tuple[str, re.Pattern[str]]]:
    """Searches for town names, the collected towns' in every shape, the others' as whole words."""
    ambiguous = set(load("gate")["ambiguous"])
    yield from _collected(names, [name for name in names.towns if name not in ambiguous and len(name) > 3])
    whole = [name for name in names.existing if name not in ambiguous] + [n for n in names.towns if len(n) <= 3]
    yield from _existing(sorted(whole, key=lambda name: (-len(name), name)))
    yield from _ambiguous(sorted(ambiguous & (names.towns | names.existing)))


def _either(names: Iterable[str]) -> str:
    """Names as one alternative, as they are written."""
    return "|".join(re.escape(name) for name in names)


def _collected(names: Names, clear: Sequence[str]) -> Iterable[tuple[str, re.Pattern[str]]]:
    """The towns that plans were collected from: in any case, broken over a line, in compounds, inflected."""
    if not clear:
        return
    either = "|".join(spelled(name, broken=True) for name in sorted(clear, key=lambda name: (-len(name), name)))
    yield "town", re.compile(rf"(?<![^\W\d_])(?:{either})[^\W\d_]*", re.IGNORECASE)
    inside = "|".join(spelled(name) for name in sorted(clear) if len(name) > 5)
    if inside:
        yield "town", re.compile(rf"[^\W\d_]+(?:{inside})[^\W\d_]*", re.IGNORECASE)
    short = "|".join(spelled(name) for name in sorted(clear) if len(name) <= 5)
    if short:
        parts = "|".join(load("gate")["before_name"])
        yield "town", re.compile(rf"(?<![^\W\d_])(?:{parts})(?:{short})[^\W\d_]*", re.IGNORECASE)
    endings = [one for name in sorted(clear) if name not in names.swedish and (one := inflected(name))]
    if endings:
        yield "town", re.compile(rf"(?<!\w)(?:{'|'.join(endings)})(?!\w)")
    stems = sorted(name[:-1] for name in clear if name[-1] in "aeiouyåäö")
    if stems:
        yield "body", re.compile(rf"(?<!\w)(?:{_either(stems)})[{_CAP}][a-zåäö]+s?(?!\w)")


def _existing(whole: Sequence[str]) -> Iterable[tuple[str, re.Pattern[str]]]:
    """All other municipalities, plain: the text is joined over line ends before it is searched."""
    if whole:
        tails = "|".join(load("gate")["tails"])
        upper = _either(name.upper() for name in whole if len(name) > 3)
        yield "town", re.compile(rf"(?<!\w)(?:(?:{_either(whole)})(?:s?-?(?:{tails})s?|s)?|(?:{upper})S?)(?![\w])")


def _ambiguous(unclear: Sequence[str]) -> Iterable[tuple[str, re.Pattern[str]]]:
    """Names that are also words: only in the company that makes them a place."""
    if not unclear:
        return
    before = "|".join(load("gate")["before_place"])
    either, upper = _either(unclear), _either(name.upper() for name in unclear)
    kind = rf"(?<!\w)(?:{either})s?\s+(?:kommun|stad)(?:en)?s?(?!\w)"
    yield "town", re.compile(rf"{kind}|(?<!\w)(?:{upper})S?\s+(?:KOMMUN|STAD)")
    yield "town", re.compile(rf"(?<![\w-])(?<=[a-zåäö,] )(?:{either})s?(?!\w|-)(?=[\s.,;:)]|$)")
    yield "town", re.compile(rf"(?<!\w)(?i:{before})\s(?:{either})(?!\w|-)")
    yield "town", re.compile(rf"(?<![\w-])(?:{either})[-–](?=[{_CAP}])|(?<=[a-zåäö][-–])(?:{either})(?!\w)")
    ends = "|".join(tail for tail in load("gate")["tails"] if len(tail) > 2)
    yield "town", re.compile(rf"(?<!\w)(?:{either})s?(?:{ends})s?(?!\w)")


def find_leaks(text: str, names: Names, *, bodies: bool = True) -> tuple[Leak, ...]:
    """The leaks in a text, in order.

    Args:
        text: Title, body or item text.
        names: From `collect_names`.
        bodies: Also look for other towns' boards; off for what a person wrote.

    Example:
        >>> [leak.text for leak in find_leaks("Norrviksbostäder och IFN", Names(towns=frozenset({"Norrvik"}),
        ...     short=frozenset({"IFN"})))]
        ['Norrviksbostäder', 'IFN']
    """
    plain, places = _joined(unicodedata.normalize("NFC", text))
    plain = _masked(plain, names.own)
    found = [
        Leak(kind, places[match.start()], places[match.end()], match.group())
        for kind, match in _matches(plain, names, bodies)
    ]
    found += [Leak("person", places[mask.start], places[mask.end], mask.text) for mask in personal(plain)]
    found.sort(key=lambda leak: (leak.start, -leak.end))
    kept: list[Leak] = []
    for leak in found:
        if not kept or leak.start >= kept[-1].end:
            kept.append(leak)
    return tuple(kept)


def but_confirmed(leaks: Sequence[Leak], text: str, confirmed: Sequence[str]) -> tuple[Leak, ...]:
    """The leaks that stand outside the texts people confirmed; a person is never let through.

    Example:
        >>> leak = Leak("town", 10, 17, "Norrvik")
        >>> but_confirmed([leak], "Avtal med Norrvik", ["Avtal med Norrvik"]), len(but_confirmed([leak], "…", []))
        ((), 1)
    """
    if not leaks or not confirmed:
        return tuple(leaks)
    spans = [
        match.span()
        for one in confirmed
        if (pattern := r"\s+".join(re.escape(word) for word in one.split()))
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)
    ]
    return tuple(
        leak
        for leak in leaks
        if leak.kind == "person" or not any(start <= leak.start and leak.end <= end for start, end in spans)
    )


def _joined(text: str) -> tuple[str, list[int]]:
    """The text with words whole that a hyphen breaks over a line, and where each character stood."""
    kept: list[int] = []
    at = 0
    for match in _BREAK.finditer(text):
        kept += range(at, match.start())
        at = match.end()
    kept += range(at, len(text))
    return "".join(text[place] for place in kept), [*kept, len(text)]


def _masked(text: str, own: Sequence[str]) -> str:
    """The text with the town's own strings blotted out, in any case, with genitive."""
    for string in own:
        if string.casefold() in text.casefold():
            pattern = rf"(?<!\w){re.escape(string)}(?:s(?!\w))?(?!\w)"
            text = re.sub(pattern, lambda match: "\x00" * len(match.group()), text, flags=re.IGNORECASE)
    return text


def _matches(text: str, names: Names, bodies: bool) -> Iterable[tuple[str, re.Match[str]]]:
    """Each pattern that is found, with its kind."""
    for kind, pattern in names.patterns:
        for match in pattern.finditer(text):
            yield kind, match
    for match in _COMPANY.finditer(text):
        yield "company", match
    camel = set(load("gate")["camel"])
    for match in _CAMEL.finditer(text):
        if match.group() not in camel and match.group().rstrip("s") not in camel:
            yield "body", match
    if not bodies:
        return
    for match in _SHORT.finditer(text):
        if match.group() in names.short:
            yield "body", match
    for match in _BODY.finditer(text):
        if _nominative(match.group()).casefold() in names.bodies or match.group().casefold() in names.bodies:
            yield "body", match
    lower = text.casefold()
    for name in names.bodies:
        if name in lower:
            yield from (
                ("body", m) for m in re.finditer(rf"(?<![\w-]){re.escape(name)}s?(?![\w-])", text, re.IGNORECASE)
            )
