"""The municipalities and the forms in which they are printed, whole or damaged by a scan (``municipalities.toml``)."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from toolkit.lexicon import load


def plain(text: str) -> str:
    """The text in lower case without dots, rings and accents, character by character.

    Example:
        >>> plain("Härnösands KOMMUN")
        'harnosands kommun'
    """
    return "".join(unicodedata.normalize("NFD", char)[0].lower() if ord(char) > 127 else char.lower() for char in text)


def squeezed(text: str) -> str:
    """The text in plain letters without spaces and hyphens.

    Example:
        >>> squeezed("Dals-Ed"), squeezed("Upplands Väsby")
        ('dalsed', 'upplandsvasby')
    """
    return re.sub(r"[\s-]", "", plain(text))


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The municipalities, ready to be found in text that went through `plain`.

    `beside` is a name with "kommun" or "stad", `office` one after a body ("kommunstyrelsen i …"), `postal` a place
    after a postcode, `address` a web or mail address, `bare` a name alone.
    """

    beside: re.Pattern[str]
    office: re.Pattern[str]
    postal: re.Pattern[str]
    address: re.Pattern[str]
    bare: re.Pattern[str]
    names: Mapping[str, tuple[str, ...]]
    domains: Mapping[str, str]
    seats: Mapping[str, str]
    damaged: Mapping[str, str]
    ambiguous: frozenset[str]
    others: frozenset[str]

    def candidates(self, name: str) -> tuple[str, ...]:
        """The municipalities that a printed name can stand for."""
        key = re.sub(r"\s+", " ", name)
        return self.names.get(key) or self.names.get(squeezed(key)) or ()


KOMMUN = r"k\s?o\s?m\s?m\s?u\s?n(?:en|ens|koncern\w*|s)?(?![\w])"
_OFFICES = (
    r"(?:kommunen|stadshuset|kommunhuset|kommunfullmaktige|kommunstyrelsen|kommunledningskontoret|\w*namnden|"
    r"kommunledningsforvaltningen|stadsledningskontoret|kommunkansliet|raddningstjansten|\w*forvaltningen)"
)


@cache
def gazetteer() -> Gazetteer:
    """The municipalities of the lexicon."""
    known = load("municipalities")
    names: dict[str, list[str]] = {}
    for town in known["municipalities"].values():
        for form in dict.fromkeys((plain(town), squeezed(town))):
            names.setdefault(form, []).append(town)
    for town, listed in known["aliases"].items():
        for alias in listed:
            names.setdefault(plain(alias), []).append(town)
    every = _any(names)
    seats = {plain(seat): town for town, seat in known["seats"].items()}
    domains = {
        **{name: towns[0] for name, towns in names.items() if len(towns) == 1},
        **{re.sub(r"\s", "-", name): towns[0] for name, towns in names.items() if len(towns) == 1},
        **{domain: town for town, listed in known["domains"].items() for domain in listed},
    }
    return Gazetteer(
        beside=re.compile(
            rf"(?<![a-z])(?<![a-z]\d)(?:(?P<name>{every})s?(?:\s{{0,4}}|\s[^a-z\n]{{1,5}}\s)"
            rf"(?:{KOMMUN}|stads?(?![\w]))|region\s+(?P<region>gotland)\b)"
        ),
        office=re.compile(rf"(?<!\w){_OFFICES}\s+i\s+(?P<name>{every})(?!\w)"),
        postal=re.compile(rf"(?<!\d)\d{{3}}\s?\d\d\s+(?P<name>{_any([*names, *seats])})(?!\w)"),
        address=re.compile(
            rf"(?:www\d?\.\s?|[@(q/.]\s?|(?<![\w.-]))(?P<name>{_any(domains)})(?:\.?kommun)?\.\s?(?:se|nu)\b"
        ),
        bare=re.compile(rf"(?<![a-z\d@.])(?P<name>{every})s?(?![\w@-]|\.\w)"),
        names={name: tuple(towns) for name, towns in names.items()},
        domains=domains,
        seats=seats,
        damaged=_damaged_forms(known["municipalities"].values()),
        ambiguous=frozenset(plain(town) for town in load("doctypes")["ambiguous"]["municipalities"]),
        others=frozenset(load("doctypes")["ambiguous"]["words"]),
    )


def _any(names: Iterable[str]) -> str:
    """A pattern for each of the names, the longest first; spaces and hyphens may be missing or doubled."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace(r"\ ", r"\s+").replace(r"\-", r"[-\s]?") for name in ordered)


# --- damage ---------------------------------------------------------------------------------------------------------

_RINGED = {"å": ("a", "i", "d"), "ä": ("a", "ii", "d", "e"), "ö": ("o", "ti", "ci", "d")}
"""What a scan makes of the letters with dots and rings."""
_ALIKE = {ord(char): group[0] for group in ("iljtf1!|", "oec06", "nuv", "hb8", "gq9", "s5") for char in group}
"""Letters and signs that a scan takes for one another."""
_SHORTEST = 4
"""A damaged name must have this many letters."""


def worn(name: str) -> str:
    """A name as it looks when letters that a scan takes for one another are the same.

    Example:
        >>> worn("Vastcrvik") == worn("Vastervik"), worn("Norrvik") == worn("Norrtälje")
        (True, False)
    """
    folded = squeezed(name).replace("m", "rn").replace("w", "vv")
    return re.sub(r"[^a-z0-9!|]", "", folded).translate(_ALIKE)


def _damaged_forms(towns: Iterable[str]) -> dict[str, str]:
    """Worn form → municipality, for the forms that only one can have."""
    found: dict[str, set[str]] = {}
    for town in towns:
        for letters in product(*(_RINGED.get(char, (char,)) for char in town.lower())):
            found.setdefault(worn("".join(letters)), set()).add(town)
    return {form: min(owners) for form, owners in found.items() if len(owners) == 1 and len(form) >= _SHORTEST}
