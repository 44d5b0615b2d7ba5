"""Which municipality a document belongs to: names beside "kommun", web addresses, the names in its title.

Names are compared without their dots and rings as well, since scanned pages lose them; an exact name outranks a
folded one. A town that is not on the list of municipalities counts when it is printed as one ("Norrviks kommun").
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from toolkit.lexicon import load


@dataclass(slots=True)
class _Votes:
    """How strongly each town is named, and where first."""

    score: dict[str, float] = field(default_factory=dict)
    first: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, town: str, weight: float, start: int, end: int) -> None:
        self.score[town] = self.score.get(town, 0.0) + weight
        self.first.setdefault(town, (start, end))


def plain(text: str) -> str:
    """The text in lower case without dots, rings and accents, character by character.

    Example:
        >>> plain("Härnösands KOMMUN")
        'harnosands kommun'
    """
    return "".join(unicodedata.normalize("NFD", char)[0].lower() if ord(char) > 127 else char.lower() for char in text)


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """The municipalities, ready to be found."""

    beside: re.Pattern[str]
    bare: re.Pattern[str]
    address: re.Pattern[str]
    joint: re.Pattern[str]
    names: Mapping[str, tuple[str, ...]]
    ambiguous: frozenset[str]
    others: frozenset[str]


_KOMMUN = r"k\s?o\s?m\s?m\s?u\s?n(?:en|ens|koncern\w*|s)?(?![\w])"
_UNKNOWN = re.compile(r"(?<![\w.])(?P<name>[A-ZÅÄÖ][a-zåäöé]{3,}(?:-[A-ZÅÄÖ][a-zåäö]+)?)\s+(?:kommun|stad)(?![\w-])")


@cache
def _gazetteer() -> _Gazetteer:
    names: dict[str, list[str]] = {}
    for town in load("municipalities")["municipalities"].values():
        names.setdefault(plain(town), []).append(town)
        squeezed = plain(town).replace(" ", "").replace("-", "")
        if squeezed != plain(town):
            names.setdefault(squeezed, []).append(town)
    forms = sorted(names, key=lambda name: (-len(name), name))
    every = "|".join(re.escape(name).replace(r"\ ", r"\s+").replace(r"\-", r"[-\s]?") for name in forms)
    return _Gazetteer(
        beside=re.compile(rf"(?<![a-z])(?P<name>{every})s?\s{{0,4}}(?:{_KOMMUN}|stads?(?![\w]))"),
        bare=re.compile(rf"(?<![a-z\d@.])(?P<name>{every})s?(?![\w.@-])"),
        address=re.compile(rf"(?:www\.\s?|[@(q]|(?<![\w.-]))(?P<name>{every})\.\s?(?:se|nu)\b"),
        joint=re.compile(rf"(?P<list>(?:{every})s?(?:\s*(?:,|och|&)\s*(?:{every})s?)+)\s+kommuner"),
        names={name: tuple(towns) for name, towns in names.items()},
        ambiguous=frozenset(plain(town) for town in load("doctypes")["ambiguous"]["municipalities"]),
        others=frozenset(load("doctypes")["ambiguous"]["words"]),
    )


def towns(header: str, *, title: tuple[int, int] | None = None) -> tuple[tuple[str, ...], tuple[int, int] | None]:
    r"""The municipality or municipalities whose document begins like this, and where the first is named.

    Args:
        header: The first pages' text.
        title: Where the title stands in it: names in and right after the title count most.

    Example:
        >>> towns("Risk- och sårbarhetsanalys\nHärnösands kommun 2019")[0]
        ('Härnösand',)
        >>> towns("Gemensam handlingsplan för Åbyholms och Sundhamns kommuner")[0]
        ('Åbyholm', 'Sundhamn')
        >>> towns("Här står ordet stad för sig.")[0]
        ()
    """
    joint = _joint(header)
    if joint:
        return joint
    votes = _cast(header, title)
    if not votes.score:
        return (), None
    best = max(votes.score, key=lambda town: (votes.score[town], -votes.first[town][0]))
    return ((best,), votes.first[best]) if votes.score[best] >= 1.4 else ((), None)


def _cast(header: str, title: tuple[int, int] | None) -> _Votes:
    """All votes of a header: names beside "kommun", addresses, bare names, towns that are not on the list."""
    folded = plain(header)
    known = _gazetteer()
    votes = _Votes()
    for match in known.beside.finditer(folded):
        weight = 3.0 if match.start() < 1500 else 1.5
        _vote(votes, known, header, match, weight + _near(match.start(), title))
    for match in known.address.finditer(folded):
        _vote(votes, known, header, match, 2.0)
    for match in known.bare.finditer(folded):
        if match.group("name") in known.ambiguous or not header[match.start()].isupper():
            continue
        early = match.start() < 1500
        _vote(votes, known, header, match, (0.7 if early else 0.2) + _near(match.start(), title) / 2)
    for match in _UNKNOWN.finditer(header[:4000]):
        name = _strip_genitive(match.group("name"))
        if (
            plain(match.group("name")) not in known.names
            and plain(name) not in known.names
            and name.lower() not in known.others
        ):
            votes.add(name, 2.0, match.start(), match.end())
    return votes


def _near(at: int, title: tuple[int, int] | None) -> float:
    """Extra weight in the title and in the lines right after it."""
    if title is None:
        return 0.0
    return 3.0 if title[0] - 40 <= at <= title[1] + 60 else 0.0


def _vote(votes: _Votes, known: _Gazetteer, header: str, match: re.Match[str], weight: float) -> None:
    """A vote for the town of the match; of two towns that are alike without dots, the one printed with them."""
    key = re.sub(r"\s+", " ", match.group("name"))
    candidates = known.names.get(key) or known.names.get(key.replace(" ", "").replace("-", "")) or ()
    printed = re.sub(r"\s+", " ", header[match.start("name") : match.end("name")]).lower()
    exact = [town for town in candidates if town.lower() == printed]
    for town in exact or candidates[:1]:
        votes.add(town, weight * (1.0 if exact else 0.8), match.start(), match.end())


_JOINT = re.compile(
    r"(?P<list>[A-ZÅÄÖ][\wåäö-]+(?:\s+[A-ZÅÄÖ][\wåäö-]+)?(?:\s*,\s*[A-ZÅÄÖ][\wåäö-]+)*\s+(?:och|samt|&)\s+[A-ZÅÄÖ][\wåäö-]+(?:\s+[A-ZÅÄÖ][\wåäö-]+)?)\s+kommuner\b"
)


def _joint(header: str) -> tuple[tuple[str, ...], tuple[int, int] | None] | None:
    """Several towns that share a document: "Åbyholms och Sundhamns kommuner"."""
    match = _JOINT.search(header[:1500])
    if match is None:
        return None
    found = []
    for name in re.split(r"\s*,\s*|\s+(?:och|samt|&)\s+", match.group("list")):
        found.append(_canonical(name))
    return tuple(dict.fromkeys(found)), match.span()


def _canonical(name: str) -> str:
    """The town's own name for a name that may carry a genitive s."""
    known = _gazetteer().names
    for form in (name, name[:-1] if name.endswith("s") else name):
        candidates = known.get(plain(form))
        if candidates:
            return next((town for town in candidates if town.lower() == form.lower()), candidates[0])
    return _strip_genitive(name)


def _strip_genitive(name: str) -> str:
    """An unknown name without its genitive s; names on -ås, -näs and -fors carry none."""
    return name[:-1] if name.endswith("s") and not re.search(r"(?:ås|äs|os|rs|us|is|ss)$", name) else name


def town_in_name(file: str) -> str | None:
    """The municipality that a file's name holds, or None.

    Example:
        >>> town_in_name("RSA Berg 2023.pdf"), town_in_name("klimatplan_final.pdf")
        ('Berg', None)
    """
    stem = unicodedata.normalize("NFC", file).rsplit(".", 1)[0].replace("_", " ")
    known = _gazetteer()
    for match in known.bare.finditer(plain(stem)):
        candidates = known.names.get(re.sub(r"\s+", " ", match.group("name"))) or ()
        printed = stem[match.start("name") : match.end("name")]
        exact = [town for town in candidates if town.lower() == printed.lower()]
        if printed[:1].isupper() and candidates:
            return (exact or list(candidates))[0]
    return None
