"""Topic packs of one's own: read from the workspace's folder ``teman/``, checked, and known by what is in them.

A pack of one's own is known as ``name@fingerprint``: the fingerprint is of its content, so that a changed pack is
another pack, to every cache too. All faults of a file are told at once, each with its line.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from toolkit.errors import ConfigError, UsageError
from toolkit.faults import told
from toolkit.lexicon import keep_topic, topics

FOLDER = "teman"
"""The folder of a workspace where its own packs lie."""
_KEYS: Mapping[str, frozenset[str]] = {
    "": frozenset({"topic", "relevance", "focus_areas", "forms", "groups", "places", "guards", "balance"}),
    "topic": frozenset({"sv", "en", "title_sv", "title_en", "common"}),
    "relevance": frozenset({"strong", "weak"}),
    "area": frozenset({"sv", "en", "terms", "weight"}),
    "entry": frozenset({"sv", "en", "terms", "except"}),
    "groups": frozenset({"sv", "en", "terms", "except", "area", "instead_of", "unless"}),
    "guards": frozenset({"key", "sv", "en", "one", "other"}),
    "balance": frozenset({"key", "sv", "en", "area", "max_share", "min_count", "needs_form_outside", "unless_area"}),
}
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


def own_topics(folder: Path) -> dict[str, str]:
    """Name → key of each pack in a folder; the packs are ready to be used by their key.

    Raises:
        ConfigError: A pack is not valid; each fault is told with file and line.
    """
    return {path.stem: read_pack(path) for path in sorted(folder.glob("*.toml"))} if folder.is_dir() else {}


def resolved(names: Sequence[str], folder: Path) -> tuple[str, ...]:
    """The keys of topics by name: a pack in the folder goes before a shipped one of the same name.

    Raises:
        ConfigError: A pack that is named is not valid, or there is none of that name.
    """
    keys = []
    for name in names:
        path = folder / f"{name}.toml"
        if path.is_file():
            keys.append(read_pack(path))
        elif name in topics():
            keys.append(name)
        else:
            raise ConfigError(
                f"Ämnet {name!r} finns inte: {path} saknas.",
                advice=f"Lägg filen där, eller välj bland: {', '.join(topics())}.",
            )
    return tuple(keys)


def chosen(given: Sequence[str], folder: Path) -> tuple[tuple[str, ...], dict[str, bytes]]:
    """Topics as they were asked for, by name or as a file: their names, and the packs to put in the folder.

    Raises:
        UsageError: There is no topic of that name.
        ConfigError: A pack is not valid.
    """
    names: list[str] = []
    own: dict[str, bytes] = {}
    for one in given:
        path = Path(one)
        if path.suffix == ".toml":
            read_pack(path)
            own[path.stem] = path.read_bytes()
            names.append(path.stem)
        elif one in topics() or (folder / f"{one}.toml").is_file():
            names.append(one)
        else:
            raise UsageError(
                f"Ämnet {one!r} finns inte.", advice=f"Välj bland: {', '.join(topics())}, eller ange en egen .toml-fil."
            )
    return tuple(names), own


def read_pack(path: Path) -> str:
    """The key of the pack in a file, once it has been checked.

    Raises:
        ConfigError: The file cannot be read or is not a valid pack; all faults are told, each with its line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"Ämnespaketet {path} går inte att läsa: {told(error)}.") from error
    except ValueError as error:
        raise ConfigError(f"Ämnespaketet {path.name} går inte att tolka: {told(error)}.") from None
    lines = text.splitlines()
    name_faults = [] if _NAME.fullmatch(path.stem) else ["filnamnet ska bestå av a–z, siffror, - och _"]
    faults = name_faults + [
        f"{f'rad {line}: ' if (line := _line(lines, where)) else ''}{what}" for where, what in _faults(data)
    ]
    if faults:
        raise ConfigError(f"Ämnespaketet {path.name}: " + "; ".join(faults) + ".")
    key = f"{path.stem}@{sha256(text.encode('utf-8')).hexdigest()[:8]}"
    keep_topic(key, _whole(data))
    return key


def _whole(data: Mapping[str, Any]) -> dict[str, Any]:
    """The pack with what may be left out filled in: English names are the Swedish ones, weak words none."""

    def named(entry: Mapping[str, Any]) -> dict[str, Any]:
        return {"en": entry["sv"], **entry}

    return {
        **data,
        "topic": {"common": [], **named(data["topic"])},
        "relevance": {"weak": [], **data["relevance"]},
        **{
            table: {key: named(entry) for key, entry in data.get(table, {}).items()}
            for table in ("focus_areas", "forms", "groups", "places")
        },
        **{table: [named(entry) for entry in data.get(table, [])] for table in ("guards", "balance")},
    }


# --- what can be wrong ----------------------------------------------------------------------------------------------

Where = tuple[str, ...]
"""Table, then key, then value: what the line is looked for by."""


def _faults(data: Mapping[str, Any]) -> Iterator[tuple[Where, str]]:
    """Each fault with where it is."""
    yield from _unknown(data, "", ())
    for table in ("topic", "relevance", "focus_areas"):
        if not isinstance(data.get(table), dict) or not data[table]:
            yield (), f"[{table}] saknas"
    topic, relevance = _table(data, "topic"), _table(data, "relevance")
    yield from _unknown(topic, "topic", ("topic",))
    yield from _texts(topic, ("topic",), needed=("sv",), free=("en", "title_sv", "title_en"))
    yield from _words(topic, ("topic",), needed=(), free=("common",))
    yield from _unknown(relevance, "relevance", ("relevance",))
    yield from _words(relevance, ("relevance",), needed=("strong",), free=("weak",))
    for table in ("focus_areas", "forms", "groups", "places"):
        for key, entry in _table(data, table).items():
            where = (f"{table}.{key}",)
            if not isinstance(entry, dict):
                yield (table, key), f"{table}.{key} ska vara en egen tabell: [{table}.{key}]"
                continue
            yield from _unknown(entry, {"focus_areas": "area", "groups": "groups"}.get(table, "entry"), where)
            yield from _texts(entry, where, needed=("sv",), free=("en", "area"))
            yield from _words(entry, where, needed=("terms",), free=("except", "instead_of", "unless"))
            if not _number(entry.get("weight", 1.0)):
                yield (*where, "weight"), f"[{where[0]}] weight ska vara ett tal"
    yield from _rules(data)


def _rules(data: Mapping[str, Any]) -> Iterator[tuple[Where, str]]:
    """Faults of guards and of balance."""
    for table, needed, words in (("guards", ("key", "sv"), ("one", "other")), ("balance", ("key", "sv"), ())):
        entries = data.get(table, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            yield (table,), f"{table} ska skrivas [[{table}]]"
            continue
        for entry in entries:
            where = (table,)
            name = f"[[{table}]] {entry.get('key', '')}".strip()
            yield from _unknown(entry, table, where)
            yield from _texts(entry, where, needed=needed, free=("en", "area"), name=name)
            yield from _words(entry, where, needed=words, free=("needs_form_outside", "unless_area"), name=name)
            if table == "balance":
                yield from _balance(entry, _table(data, "focus_areas"), name)


def _balance(entry: Mapping[str, Any], areas: Mapping[str, Any], name: str) -> Iterator[tuple[Where, str]]:
    area = entry.get("area")
    if area is not None and area not in areas:
        yield ("balance", "area", str(area)), f"{name}: fokusområdet {area!r} finns inte i paketet"
    if area is None and "needs_form_outside" not in entry:
        yield ("balance", "key", str(entry.get("key", ""))), f"{name}: area eller needs_form_outside saknas"
    if area is not None and "max_share" not in entry and "min_count" not in entry:
        yield ("balance", "area", str(area)), f"{name}: max_share eller min_count saknas"
    for key in ("max_share", "min_count"):
        if not _number(entry.get(key, 0)):
            yield ("balance", key), f"{name}: {key} ska vara ett tal"


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _table(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = data.get(key, {})
    return value if isinstance(value, dict) else {}


def _unknown(entry: Mapping[str, Any], kind: str, where: Where) -> Iterator[tuple[Where, str]]:
    for key in entry:
        if key not in _KEYS[kind]:
            known = ", ".join(sorted(_KEYS[kind]))
            yield (*where, key) if where else (key,), f"{key!r} är inget namn som används här (välj {known})"


def _texts(
    entry: Mapping[str, Any], where: Where, *, needed: Sequence[str], free: Sequence[str], name: str = ""
) -> Iterator[tuple[Where, str]]:
    shown = name or f"[{where[0]}]"
    for key in (*needed, *(key for key in free if key in entry)):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            yield (*where, key) if key in entry else where, f"{shown} {key} ska vara en text"


def _words(
    entry: Mapping[str, Any], where: Where, *, needed: Sequence[str], free: Sequence[str], name: str = ""
) -> Iterator[tuple[Where, str]]:
    shown = name or f"[{where[0]}]"
    for key in (*needed, *(key for key in free if key in entry)):
        words = entry.get(key)
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            yield (*where, key) if key in entry else where, f"{shown} {key} ska vara en lista av ord"
            continue
        if key in needed and not words:
            yield (*where, key), f"{shown} {key} är tom"
        for word in dict.fromkeys(words):
            if not word.strip("* "):
                yield (*where, key, word), f"{shown} {key}: {word!r} är inget ord"
            if words.count(word) > 1:
                yield (*where, key, word), f"{shown} {key}: {word!r} står {words.count(word)} gånger"


def _line(lines: Sequence[str], where: Where) -> int | None:
    """The line of a table, of a key in it, of a value there (the last one: that is the one too many)."""
    if not where:
        return None
    header = re.compile(rf"\s*\[+\s*{re.escape(where[0])}\s*\]+")
    starts = [at for at, line in enumerate(lines) if header.match(line)]
    if not starts:
        key = re.compile(rf"\s*{re.escape(where[-1])}\s*=")
        return next((at + 1 for at, line in enumerate(lines) if key.match(line)), None)
    if len(where) == 1:
        return starts[0] + 1
    for start in starts:
        end = next((at for at in range(start + 1, len(lines)) if lines[at].lstrip().startswith("[")), len(lines))
        key = re.compile(rf"\s*{re.escape(where[1])}\s*=")
        found = next((at for at in range(start, end) if key.match(lines[at])), None)
        if found is None:
            continue
        if len(where) == 2:
            return found + 1
        hits = [at for at in range(found, end) if f'"{where[2]}"' in lines[at]]
        if hits:
            return hits[-1] + 1
    return starts[0] + 1
