"""Functional roles: which body a name stands for, whatever a town calls it (``lexicon/roles.toml``)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from toolkit.lexicon import load


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A functional role: canonical Swedish name, sector, and names that belong to single towns only."""

    key: str
    name: str
    sector: str
    local: tuple[str, ...] = ()


@cache
def roles() -> Mapping[str, Role]:
    """All roles by key.

    Example:
        >>> roles()["social_board"].name
        'Socialnämnden'
    """
    return {
        key: Role(key=key, name=entry["name"], sector=entry["sector"], local=tuple(entry["local"]))
        for key, entry in load("roles").items()
    }


@cache
def _index() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """One alternation of all aliases, longest first, and the role of each."""
    entries = sorted(
        (
            (alias.lower(), key)
            for key, entry in load("roles").items()
            for alias in (*entry["aliases"], *entry["local"])
        ),
        key=lambda pair: (-len(pair[0]), pair),
    )
    bodies = "|".join(f"(?P<a{place}>{_pattern(alias)})" for place, (alias, _) in enumerate(entries))
    return re.compile(bodies), tuple(key for _, key in entries)


def _pattern(alias: str) -> str:
    """The alias as a pattern: * is any letters; without one the word ends there, a genitive s apart."""
    body = r"\w*".join(re.escape(part) for part in alias.split("*"))
    start = "" if alias.startswith("*") else r"(?<![\w-])"
    return f"{start}{body}" + ("" if alias.endswith("*") else r"s?(?!\w)")


LONGEST_NAME = 500
"""Characters of a name that are looked at: what is longer is no name, and each alias is tried at each letter."""


@lru_cache(maxsize=8192)
def resolve_role(name: str) -> str | None:
    """Key of the role that the name stands for, or None for an unknown body.

    The body that is named first decides; at the same place the longer alias wins.

    Example:
        >>> [resolve_role(name) for name in ("Individ- och familjenämnden", "Lokalpolisområde Norr", "Ekstads AB")]
        ['social_board', 'police', None]
    """
    pattern, keys = _index()
    match = pattern.search(" ".join(name[:LONGEST_NAME].lower().split()))
    if match is None or match.lastgroup is None:
        return None
    return keys[int(match.lastgroup[1:])]
