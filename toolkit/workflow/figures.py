"""Figures out of saved files of Kolada and SCB → facts of the profile, each with its source and date.

Nothing is fetched: the analyst saves a file from the service and names it. Read are Kolada's JSON (v2 and v3), the
statistics database's JSON and JSON-stat, and CSV with a header, comma, semicolon or tab between. What the file says of
another municipality or county than the profile's is passed over, and so is a year that is not the latest.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from toolkit.errors import InputError
from toolkit.lexicon import load
from toolkit.model import Fact

_YEAR = re.compile(r"(?:19|20)\d{2}(?:[MK]\d{1,2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One value of one place and time."""

    what: str
    """The indicator's code or name, as the file has it."""
    place: str
    """Code or name of the municipality or county."""
    time: str
    value: str


def read_figures(path: Path) -> tuple[str, tuple[Figure, ...]]:
    """The source's name and all figures of a file.

    Raises:
        InputError: The file cannot be read, or is of no kind that is known.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text(encoding="cp1252")
    except OSError as error:
        raise InputError(f"{path} går inte att läsa: {error}.") from error
    found = list(_of_json(text, path) if text.lstrip()[:1] in ("{", "[") else _of_csv(text))
    if not found:
        raise InputError(
            f"{path.name} har inga siffror som går att läsa.",
            advice="Spara som JSON eller CSV från Kolada eller SCB; dokumentationen visar vilka kolumner som behövs.",
        )
    return _service(text, path), tuple(found)


def _service(text: str, path: Path) -> str:
    """Which service a file comes from: by its content, else by its name."""
    head = f"{path.name} {text[:4000]}".casefold()
    if "kolada" in head or '"kpi"' in head or re.search(r"\b[nu]\d{5}\b", head):
        return "Kolada"
    return "SCB" if '"columns"' in head or "json-stat" in head or '"dimension"' in head or "scb" in head else path.name


# --- JSON -----------------------------------------------------------------------------------------------------------


def _of_json(text: str, path: Path) -> Iterator[Figure]:
    """The figures of a JSON file, whichever of the three shapes it has."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise InputError(f"{path.name} är inte giltig JSON: {error}.") from error
    for one in data if isinstance(data, list) else [data]:
        if not isinstance(one, Mapping):
            continue
        if "values" in one and isinstance(one["values"], list):
            yield from _kolada(one["values"])
        elif "columns" in one and "data" in one:
            yield from _table(one)
        elif "dimension" in one and "value" in one:
            yield from _json_stat(one)


def _kolada(rows: Sequence[Mapping[str, Any]]) -> Iterator[Figure]:
    """``values``: one object an indicator, place and year, with a value for all and one for each sex."""
    for row in rows:
        inner = row.get("values", [row])
        total = next((one for one in inner if one.get("gender", "T") in ("T", None)), None)
        if total is None or total.get("value") is None:
            continue
        yield Figure(
            what=str(row.get("kpi") or row.get("kpi_id") or ""),
            place=str(row.get("municipality") or row.get("municipality_id") or ""),
            time=str(row.get("period") or row.get("year") or ""),
            value=_shown(total["value"]),
        )


def _table(data: Mapping[str, Any]) -> Iterator[Figure]:
    """``columns`` and ``data``: the JSON of the statistics database."""
    keys = [one for one in data["columns"] if one.get("type") in ("d", "t")]
    contents = [str(one.get("text", "")) for one in data["columns"] if one.get("type") == "c"]
    for row in data["data"]:
        parts = dict(zip((str(one.get("code", "")).casefold() for one in keys), row["key"], strict=False))
        time = next((parts[str(one.get("code", "")).casefold()] for one in keys if one.get("type") == "t"), "")
        extra = [value for name, value in parts.items() if name not in ("region", "tid")]
        for content, value in zip(contents, row["values"], strict=False):
            if _number(value):
                yield Figure(
                    what=" ".join([content, *extra]), place=parts.get("region", ""), time=time, value=_shown(value)
                )


def _json_stat(data: Mapping[str, Any]) -> Iterator[Figure]:
    """JSON-stat: a flat list of values over dimensions."""
    order = data.get("id") or data["dimension"].get("id", [])
    kinds = [_categories(data["dimension"][name]) for name in order]
    values = data["value"]
    for at, combined in enumerate(product(*kinds)):
        value = values.get(str(at)) if isinstance(values, Mapping) else values[at] if at < len(values) else None
        if value is None:
            continue
        parts = dict(zip((str(name).casefold() for name in order), combined, strict=True))
        rest = [text for name, (_, text) in parts.items() if name not in ("region", "tid")]
        yield Figure(
            what=" ".join(rest) or str(data.get("label", "")),
            place=parts.get("region", ("", ""))[0],
            time=parts.get("tid", ("", ""))[0],
            value=_shown(value),
        )


def _categories(dimension: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Code and text of a dimension's categories in order."""
    category = dimension["category"]
    index = category.get("index", category.get("label", {}))
    codes = sorted(index, key=lambda code: index[code]) if isinstance(index, Mapping) else list(index)
    return [(str(code), str(category.get("label", {}).get(code, code))) for code in codes]


# --- CSV ------------------------------------------------------------------------------------------------------------


def _of_csv(text: str) -> Iterator[Figure]:
    """A row a place, with years as columns or in a column of their own."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return
    mark = max(";\t,", key=lines[0].count)
    rows = list(csv.DictReader(io.StringIO("\n".join(lines)), delimiter=mark))
    names = load("profile")["figures"]
    for row in rows:
        cells = {(key or "").strip().casefold(): (value or "").strip() for key, value in row.items() if key}
        place = _first(cells, names["place"])
        what = _first(cells, names["what"])
        time = _first(cells, names["time"])
        if time and _number(_first(cells, names["value"])):
            yield Figure(what=what, place=place, time=time, value=_shown(_first(cells, names["value"])))
            continue
        for head, value in cells.items():
            year = _YEAR.search(head)
            if year and _number(value):
                rest = head.replace(year.group(), "").strip(" ,;")
                yield Figure(what=what or rest, place=place, time=year.group(), value=_shown(value))


def _first(cells: Mapping[str, str], names: Sequence[str]) -> str:
    """The first cell whose column has one of the names."""
    return next((cells[name] for name in names if cells.get(name)), "")


def _number(value: object) -> bool:
    """Whether a cell holds a number."""
    return bool(re.fullmatch(r"-?\d[\d \u00a0]*(?:[.,]\d+)?", str(value).strip()))


def _shown(value: object) -> str:
    """A number as it is printed in Swedish.

    Example:
        >>> _shown(38400.0), _shown("7.25"), _shown(12)
        ('38 400', '7,25', '12')
    """
    text = str(value).strip().replace("\u00a0", "").replace(" ", "").replace(",", ".")
    number = float(text)
    whole, _, rest = (f"{number:.2f}".rstrip("0").rstrip(".") if number % 1 else f"{number:.0f}").partition(".")
    grouped = f"{int(whole):,}".replace(",", " ") if len(whole.lstrip("-")) > 4 else whole
    return f"{grouped},{rest}" if rest else grouped


# --- facts ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Facts found in a file for one municipality and its county, and what was passed over."""

    facts: tuple[tuple[Fact, str], ...]
    """Each with the name to print where its key is none of the profile's vocabulary."""
    told: tuple[str, ...]


def facts_of(
    source: str, figures: Sequence[Figure], *, municipality: str, code: str = "", county: str = "", language: str = "sv"
) -> Taken:
    """The latest figure of each kind for the municipality and for its county.

    Args:
        source: Name of the service.
        figures: From `read_figures`.
        municipality: Its name.
        code: Its four digits, where they are known; the name finds them for municipalities that exist.
        county: The county's name, for figures at the county's level.
        language: Of the names to print.
    """
    ours = _codes("municipalities", municipality) | {code, municipality.casefold()} - {""}
    county_codes = _codes("counties", county)
    theirs = {county.casefold(), *county_codes, *(f"00{one}" for one in county_codes)} - {""}
    latest: dict[tuple[str, bool], Figure] = {}
    others: set[str] = set()
    for one in figures:
        place = re.sub(r"^(\d{4}|\d{2})\s+.*$", r"\1", one.place.strip()).casefold()
        place = re.sub(r"\s+kommun$", "", place)
        if place not in ours | theirs:
            others.add(one.place)
            continue
        key = (one.what, place in theirs)
        if key not in latest or one.time > latest[key].time:
            latest[key] = one
    made = tuple(_fact(one, source, regional, language) for (_, regional), one in latest.items())
    told = (f"{len(others)} andra kommuner eller län i filen togs inte med.",) if others else ()
    return Taken(facts=made, told=told if made else (*told, f"Filen har inga siffror för {municipality}."))


def _codes(table: str, name: str) -> set[str]:
    """Codes of a municipality or county by name."""
    rows: Mapping[str, str] = load("municipalities")[table]
    wanted = name.casefold()
    return {code for code, one in rows.items() if wanted and one.casefold() in (wanted, wanted.removesuffix(" län"))}


def _fact(one: Figure, source: str, regional: bool, language: str) -> tuple[Fact, str]:
    """A figure as a fact: under its key of the profile if there is one, else under its own name."""
    known = load("profile")["figures"]["keys"]
    what = one.what.casefold()
    key = next((key for key, words in known.items() if any(word.casefold() in what for word in words)), "")
    name = str(load("profile")["facts"][key].get(language, key)) if key else one.what
    printed = f"{source}, {one.what}" if one.what and one.what != name else source
    if regional:
        return Fact(key="", value=one.value, source=printed, date=one.time), f"{name} (länet)"
    return Fact(key=key, value=one.value, source=printed, date=one.time), "" if key else name
