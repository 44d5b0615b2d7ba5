"""Knowledge as data: TOML files that a policy analyst can extend without touching Python.

Each file says at its top where the words come from. `load` gives a whole file; `strings` a table of word lists.
Topic packs lie in ``topics/`` and are loaded by `topic`.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from toolkit.errors import ConfigError
from toolkit.faults import told

_SPELLED = re.compile(r"[^\W\d_]{3,}")


@cache
def load(name: str) -> Mapping[str, Any]:
    """The content of ``lexicon/<name>.toml``.

    Raises:
        ConfigError: There is no such file, or it is not valid TOML.

    Example:
        >>> "manniskohandel" in topics()
        True
    """
    source = files(__package__).joinpath(*f"{name}.toml".split("/"))
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except FileNotFoundError:
        known = ", ".join(topics()) if name.startswith("topics/") else "se mappen lexicon/"
        raise ConfigError(f"Ordlistan {name!r} finns inte.", advice=f"Kända: {known}.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"Ordlistan {name}.toml går inte att tolka: {told(error)}.") from None


@cache
def strings(name: str, table: str | None = None) -> Mapping[str, tuple[str, ...]]:
    """Key → word list of a file, or of one table in it; keys whose value is not a list of strings are left out."""
    data = load(name)
    if table is not None:
        data = data.get(table, {})
    return {
        key: tuple(value)
        for key, value in data.items()
        if isinstance(value, list) and all(isinstance(word, str) for word in value)
    }


def topics() -> tuple[str, ...]:
    """Keys of the topic packs that are shipped."""
    folder = files(__package__).joinpath("topics")
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml")))


_OWN: dict[str, Mapping[str, Any]] = {}
"""Packs of one's own by their key. The key holds a fingerprint of the content, so it can mean one pack only."""


def keep_topic(key: str, pack: Mapping[str, Any]) -> None:
    """Make a pack of one's own known by its key, ``name@fingerprint``; `toolkit.lexicon.packs` checks and names it."""
    _OWN.setdefault(key, pack)


def known_topics() -> tuple[str, ...]:
    """Keys of the shipped packs and of those of one's own that are in use."""
    return (*topics(), *sorted(_OWN))


def topic(key: str) -> Mapping[str, Any]:
    """One topic pack: focus areas, forms, groups, guards and rules."""
    return _OWN[key] if key in _OWN else load(f"topics/{key}")


@cache
def vocabulary() -> frozenset[str]:
    """Every word in lower case that stands in any of the word lists: known spellings, for joining what was cut."""
    folder = files(__package__)
    found: set[str] = set()
    for entry in (*folder.iterdir(), *folder.joinpath("topics").iterdir()):
        if entry.name.endswith(".toml"):
            lines = entry.read_text(encoding="utf-8").lower().splitlines()
            found.update(_SPELLED.findall("\n".join(line for line in lines if not line.lstrip().startswith("#"))))
    return frozenset(found)


@cache
def version() -> str:
    """A hash of every lexicon file: part of each cache key, so that a new word is never answered from an old cache."""
    digest = sha256()
    folder = files(__package__)
    for entry in sorted((*folder.iterdir(), *folder.joinpath("topics").iterdir()), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            digest.update(entry.name.encode("utf-8"))
            digest.update(entry.read_bytes())
    return digest.hexdigest()[:16]
