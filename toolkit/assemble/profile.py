"""`profil.toml` → `Profile`: the town's own conditions, checked whole before anything is assembled.

The analyst writes Swedish keys without å ä ö. Every wrong key and value is named in one message, each with the nearest
right one, so that the file is mended in one go.
"""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from toolkit.assemble.setting import optional
from toolkit.errors import ConfigError
from toolkit.lexicon import load
from toolkit.model import Actor, Attendance, Body, Fact, Profile

_TABLES = ("kommun", "period", "fakta", "organ", "funktioner", "utkast", "dokument", "aktorer")
_KEYS: Mapping[str, tuple[str, ...]] = {
    "kommun": ("namn", "lan", "kommunkod", "jamforbara"),
    "period": ("fran", "till"),
    "fakta": ("nyckel", "varde", "kalla", "datum", "namn"),
    "funktioner": ("varde", "kalla", "datum"),
    "dokument": ("fil", "titel", "typ", "status"),
    "aktorer": ("organisation", "funktion", "status", "roll", "sektor"),
}
_ANSWERS = {"ja": "ja", "nej": "nej", "okänt": None, "okant": None, "": None}


def parse_profile(data: Mapping[str, Any]) -> Profile:
    """The profile that the parsed TOML describes.

    Args:
        data: What `tomllib` gives for ``profil.toml``.

    Raises:
        ConfigError: Keys or values are wrong; the message names all of them.

    Example:
        >>> parse_profile({"kommun": {"namn": "Ekstad"}, "period": {"fran": 2027, "till": 2029}}).period_to
        2029
    """
    faults: list[str] = []
    faults += _unknown(data, _TABLES, "")
    town = _table(data, "kommun", faults)
    period = _table(data, "period", faults)
    profile = Profile(
        municipality=_text(town.get("namn"), "kommun.namn", faults) or "",
        county=_text(town.get("lan"), "kommun.lan", faults),
        facts=_facts(data, town, faults),
        bodies=_bodies(data, faults),
        functions=_functions(data, faults),
        documents=_documents(data, faults),
        actors=_actors(data, faults),
        period_from=_year(period.get("fran"), "period.fran", faults),
        period_to=_year(period.get("till"), "period.till", faults),
        peers=_texts(town.get("jamforbara", ()), "kommun.jamforbara", faults),
        settings=_settings(data, faults),
    )
    if not profile.municipality:
        faults.append("kommun.namn saknas")
    if profile.period_from and profile.period_to and profile.period_from > profile.period_to:
        faults.append(f"period.fran ({profile.period_from}) är senare än period.till ({profile.period_to})")
    if faults:
        raise ConfigError(f"profil.toml har {len(faults)} fel: {'; '.join(faults)}.")
    return profile


def _unknown(given: Iterable[str], known: Iterable[str], where: str) -> list[str]:
    """One line for each key that is not known, with the nearest that is."""
    known = tuple(known)
    faults = []
    for key in given:
        if key not in known:
            near = get_close_matches(key.casefold().translate(_PLAIN), known, n=1, cutoff=0.5)
            hint = f"menade du {near[0]!r}?" if near else f"kända är {', '.join(known)}"
            faults.append(f"okänd nyckel {where}{key} ({hint})")
    return faults


_PLAIN = str.maketrans({"å": "a", "ä": "a", "ö": "o", "-": "_", " ": "_"})


def _table(data: Mapping[str, Any], name: str, faults: list[str]) -> Mapping[str, Any]:
    """The named table with its keys checked; empty if it is absent or no table."""
    table = data.get(name, {})
    if not isinstance(table, Mapping):
        faults.append(f"{name} ska vara en tabell, skriv [{name}]")
        return {}
    faults += _unknown(table, _KEYS[name], f"{name}.")
    return table


def _rows(data: Mapping[str, Any], name: str, faults: list[str]) -> list[tuple[str, Mapping[str, Any]]]:
    """The rows of an array of tables, each with its address for messages."""
    rows = data.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        faults.append(f"{name} ska vara en lista av tabeller, skriv [[{name}]] före varje")
        return []
    for number, row in enumerate(rows, 1):
        faults += _unknown(row, _KEYS[name], f"{name}[{number}].")
    return [(f"{name}[{number}]", row) for number, row in enumerate(rows, 1)]


def _text(value: object, where: str, faults: list[str]) -> str | None:
    """A string; numbers and dates are taken as they are written, empty means not known."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, (Mapping, list)):
        faults.append(f"{where} ska vara en text")
        return None
    return str(value).strip() or None


def _texts(value: object, where: str, faults: list[str]) -> tuple[str, ...]:
    """A list of strings; one string counts as a list of one."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, (list, tuple)) and all(isinstance(entry, str) for entry in value):
        return tuple(value)
    faults.append(f"{where} ska vara en text eller en lista av texter")
    return ()


def _year(value: object, where: str, faults: list[str]) -> int | None:
    """A year, or None where none is given."""
    if value is None or value == "":
        return None
    if isinstance(value, str) and value.strip().isdigit():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 1990 <= value <= 2100:
        faults.append(f"{where} ska vara ett årtal mellan 1990 och 2100, inte {value!r}")
        return None
    return value


def _facts(data: Mapping[str, Any], town: Mapping[str, Any], faults: list[str]) -> tuple[Fact, ...]:
    """The facts; a key outside the vocabulary needs a name of its own to print."""
    known = load("profile")["facts"]
    facts = []
    code = _text(town.get("kommunkod"), "kommun.kommunkod", faults)
    if code:
        facts.append(Fact(key="kommunkod", value=code))
    for where, row in _rows(data, "fakta", faults):
        key = _text(row.get("nyckel"), f"{where}.nyckel", faults)
        name = _text(row.get("namn"), f"{where}.namn", faults)
        if not key and not name:
            faults.append(f"{where}.nyckel saknas")
            continue
        if key and key not in known and not name:
            faults += _unknown([key], known, f"{where}.nyckel = ")
            continue
        facts.append(
            Fact(
                key=key if key and key in known else name or "",
                value=_text(row.get("varde"), f"{where}.varde", faults),
                source=_text(row.get("kalla"), f"{where}.kalla", faults),
                date=_text(row.get("datum"), f"{where}.datum", faults),
            )
        )
    return tuple(facts)


def _free_table(data: Mapping[str, Any], name: str, faults: list[str]) -> Mapping[str, Any]:
    """A table whose keys are checked by the caller."""
    table = data.get(name, {})
    if isinstance(table, Mapping):
        return table
    faults.append(f"{name} ska vara en tabell, skriv [{name}]")
    return {}


def _roles() -> tuple[str, ...]:
    """Keys of the functional roles."""
    roles = optional("roles")
    return tuple(key for key, value in roles.items() if isinstance(value, (list, Mapping)))


def _bodies(data: Mapping[str, Any], faults: list[str]) -> tuple[Body, ...]:
    """The town's own names by role; a role may have several, the most accountable first."""
    table = _free_table(data, "organ", faults)
    faults += _unknown(table, _roles() or table, "organ.")
    return tuple(
        Body(role=role, name=name.strip())
        for role, names in table.items()
        for name in _texts(names, f"organ.{role}", faults)
        if name.strip()
    )


def _functions(data: Mapping[str, Any], faults: list[str]) -> tuple[Fact, ...]:
    """Functions with ja, nej or not known."""
    table = _free_table(data, "funktioner", faults)
    faults += _unknown(table, load("profile")["functions"], "funktioner.")
    facts = []
    for key, value in table.items():
        row: Mapping[str, Any] = value if isinstance(value, Mapping) else {"varde": value}
        faults += _unknown(row, _KEYS["funktioner"], f"funktioner.{key}.")
        answer = (_text(row.get("varde"), f"funktioner.{key}", faults) or "").casefold()
        if answer not in _ANSWERS:
            faults.append(f"funktioner.{key} ska vara ja, nej eller okänt, inte {answer!r}")
            continue
        facts.append(
            Fact(
                key=key,
                value=_ANSWERS[answer],
                source=_text(row.get("kalla"), f"funktioner.{key}.kalla", faults),
                date=_text(row.get("datum"), f"funktioner.{key}.datum", faults),
            )
        )
    return tuple(facts)


def _documents(data: Mapping[str, Any], faults: list[str]) -> tuple[str, ...]:
    """Titles of the town's own documents, with their status where it is given."""
    titles = []
    for where, row in _rows(data, "dokument", faults):
        title = _text(row.get("titel"), f"{where}.titel", faults) or _text(row.get("fil"), f"{where}.fil", faults)
        status = _text(row.get("status"), f"{where}.status", faults)
        if title is None:
            faults.append(f"{where}.titel saknas")
        else:
            titles.append(f"{title} ({status})" if status else title)
    return tuple(titles)


def _actors(data: Mapping[str, Any], faults: list[str]) -> tuple[Actor, ...]:
    """Organisations of the network; never a person's name."""
    actors = []
    words: Mapping[str, Attendance] = {
        "": Attendance.PRESENT,
        "närvarande": Attendance.PRESENT,
        "förhindrad": Attendance.PREVENTED,
        "inbjuden": Attendance.INVITED,
        "saknas": Attendance.MISSING,
        **{status.value: status for status in Attendance},
    }
    for where, row in _rows(data, "aktorer", faults):
        read: Callable[[str], str | None] = lambda key, row=row, where=where: _text(  # type: ignore[misc]  # noqa: E731
            row.get(key), f"{where}.{key}", faults
        )
        status = (read("status") or "").casefold()
        if status not in words:
            faults.append(f"{where}.status ska vara närvarande, förhindrad, inbjuden eller saknas, inte {status!r}")
        name = read("organisation")
        if name is None:
            faults.append(f"{where}.organisation saknas")
            continue
        actors.append(
            Actor(
                organisation=name,
                function=read("funktion"),
                status=words.get(status, Attendance.PRESENT),
                role=read("roll"),
                sector=read("sektor"),
            )
        )
    return tuple(actors)


def _settings(data: Mapping[str, Any], faults: list[str]) -> tuple[tuple[str, str], ...]:
    """The draft's own choices; empty ones become blanks."""
    table = _free_table(data, "utkast", faults)
    faults += _unknown(table, load("profile")["settings"], "utkast.")
    read = ((key, _text(value, f"utkast.{key}", faults)) for key, value in table.items())
    return tuple((key, value) for key, value in read if value)
