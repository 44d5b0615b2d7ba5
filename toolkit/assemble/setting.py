"""What wording is fitted to: the target town, the other towns' names, the period and the words that are common."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from toolkit.errors import ConfigError
from toolkit.issuers import is_municipal
from toolkit.labels import labels
from toolkit.lexicon import load
from toolkit.lexicon.spelling import plain
from toolkit.model import Body, DocumentRecord, Measure, Profile

_GENERIC_TAIL = re.compile(r"\s+(?:kommun|kommuner|kommunen|stad|stads|län|municipality|city)$", re.IGNORECASE)
_COUNTY = re.compile(r"\blän$|\bregion\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Everything a rule of rewording may look at."""

    profile: Profile
    today: str
    blank: str
    towns: tuple[str, ...] = ()
    """Bare names of the other towns in the corpus, longest first."""
    counties: tuple[str, ...] = ()
    """Bare names of counties and regions other than the target's own."""
    own: tuple[str, ...] = ()
    """Words of the target's own names."""
    common: frozenset[str] = field(default=frozenset())
    """Words that somewhere stand in lower case, so that they are no names."""
    shift: int | None = None
    """Years from the source plan's first year to the target's; None where a plan's period is not known."""
    language: str = "sv"
    taken: frozenset[str] = frozenset()
    """Our own bodies that the sentence already names, in lower case."""


@cache
def words(table: str, key: str) -> frozenset[str]:
    """One word list of ``lexicon/rewording.toml``, in lower case."""
    return frozenset(word.casefold() for word in load("rewording")[table][key])


@cache
def rewording(table: str) -> Any:
    """One table of ``lexicon/rewording.toml``."""
    return load("rewording")[table]


@cache
def optional(name: str) -> Mapping[str, Any]:
    """A lexicon file, or nothing where the installation has none of that name."""
    try:
        return load(name)
    except ConfigError:
        return {}


def bare(name: str) -> str:
    """A municipality's name without what it is: ``Borås kommun`` → ``Borås``, ``Norrviks kommun`` → ``Norrvik``.

    Example:
        >>> bare("Norrviks kommun"), bare("Borås kommun"), bare("Ekstad"), bare("City of Dublin")
        ('Norrvik', 'Borås', 'Ekstad', 'Dublin')
    """
    name = name.strip()
    name = re.sub(r"^(?:City|Town|Municipality) of ", "", name)
    short = _GENERIC_TAIL.sub("", name)
    if short != name and short.endswith("s") and short not in _known_towns():
        short = short[:-1]
    return short.replace("_", " ").strip()


@cache
def _known_towns() -> frozenset[str]:
    """Names of the municipalities that exist."""
    return frozenset(load("municipalities")["municipalities"].values())


@cache
def existing_towns() -> tuple[str, ...]:
    """The municipalities that exist, longest name first."""
    return tuple(sorted(_known_towns(), key=lambda name: (-len(name), name)))


def is_existing(name: str) -> bool:
    """Whether a name is that of a Swedish municipality, whose name takes no other endings than the genitive."""
    return name in _known_towns()


def is_town(name: str) -> bool:
    """Whether a name is a municipality's rather than a county's, a region's or a state authority's."""
    return not _COUNTY.search(name) and is_municipal(name)


def genitive(name: str) -> str:
    """The Swedish genitive: nothing is added after s, x and z.

    Example:
        >>> genitive("Ekstad"), genitive("Borås")
        ('Ekstads', 'Borås')
    """
    return name if name[-1:].casefold() in "sxz" else f"{name}s"


def genitive_before_kind(name: str, kind: str = "kommun") -> str:
    """The name as it stands before *kommun* or *stad*: only a name that ends in a consonant takes an s.

    Example:
        >>> genitive_before_kind("Ekstad"), genitive_before_kind("Vansbro"), genitive_before_kind("Borås")
        ('Ekstads kommun', 'Vansbro kommun', 'Borås kommun')
    """
    bare_name = name if name[-1:].casefold() in "aeiouyåäö" else genitive(name)
    return f"{bare_name} {kind}"


def make_setting(
    profile: Profile,
    measures: Sequence[Measure],
    register: Sequence[DocumentRecord],
    *,
    today: str,
    language: str = "sv",
) -> Setting:
    """The setting for a corpus: its other towns, and the words it uses in lower case."""
    target = bare(profile.municipality)
    printed = {name for row in register for name in row.municipality}
    printed |= {name for measure in measures for name in measure.municipality}
    named = {bare(name) for name in printed if is_town(name)}
    named = {name for name in named if plain(name) not in {plain(target), ""}}
    counties = {county_name(name) for name in printed if _COUNTY.search(name)}
    counties |= {county_name(name) for name in load("municipalities")["counties"].values()}
    own = {target, *_names(profile.county or ""), *(part for body in profile.bodies for part in _names(body.name))}
    own_county = county_name(profile.county) if profile.county else ""
    return Setting(
        profile=profile,
        today=today,
        blank=labels(language)["draft.blank"],
        towns=tuple(sorted((name for name in named if len(name) > 1), key=lambda name: (-len(name), name))),
        counties=tuple(sorted(counties - {own_county, ""}, key=lambda name: (-len(name), name))),
        own=tuple(sorted(own)),
        common=frozenset(_lower_words(measures)),
        language=language,
    )


def county_name(name: str) -> str:
    """A county's bare name.

    Example:
        >>> county_name("Mellanbygdens län"), county_name("Region Mellanbygden")
        ('Mellanbygden', 'Mellanbygden')
    """
    short = re.sub(r"\s+län$|^region\s+", "", name.strip(), flags=re.IGNORECASE)
    return short[:-1] if short.endswith("s") and short != name and len(short) > 4 else short


def _names(text: str) -> list[str]:
    """The words of a name that begin with a capital, with and without genitive."""
    found = re.findall(r"[A-ZÅÄÖ][\w-]+", text)
    return [*found, *(word[:-1] for word in found if word.endswith("s"))]


def _lower_words(measures: Sequence[Measure]) -> Iterable[str]:
    """Words that stand in lower case somewhere in the corpus."""
    for measure in measures:
        for text in (measure.text, measure.description or ""):
            for word in re.findall(r"[^\W\d_]+", text):
                if word[0].islower():
                    yield word


def local_body(role: str | None, profile: Profile, *, office: bool) -> Body | None:
    """The target's body for a role: one of the same kind (board or office) if there is one, else the first."""
    bodies = [body for body in profile.bodies if body.role == role]
    same = [body for body in bodies if is_office(body.name) == office]
    return next(iter(same or bodies), None)


def is_office(name: str) -> bool:
    """Whether the name is that of an office rather than of a board."""
    return not name.casefold().endswith(("nämnden", "nämnd", "utskottet", "styrelsen", "fullmäktige", "rådet"))
