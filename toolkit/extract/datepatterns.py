"""The patterns of points of time, built from ``lexicon/dates.toml``: one alternation, compiled once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from toolkit.lexicon import load

Month = tuple[int, int]


def words(entries: Sequence[str]) -> str:
    """One alternation of the entries, longest first, so that a longer phrase is never cut by a shorter."""
    return "(?:" + "|".join(sorted(entries, key=lambda entry: (-len(entry), entry))) + ")"


def _all(table: Mapping[str, Sequence[str]]) -> str:
    return words([word for entries in table.values() for word in entries])


YEAR4 = r"(?:19[5-9]\d|20\d\d)"
_DASH = "[-‐‑–—−]"


@dataclass(frozen=True, slots=True)
class Reader:
    """The compiled pattern and the tables that its groups are looked up in."""

    pattern: re.Pattern[str]
    months: tuple[tuple[re.Pattern[str], int], ...]
    ordinals: tuple[tuple[re.Pattern[str], int], ...]
    seasons: tuple[tuple[re.Pattern[str], Month], ...]
    terms: tuple[tuple[re.Pattern[str], Month], ...]


def _table(data: Mapping[str, Sequence[str]]) -> tuple[tuple[re.Pattern[str], Month], ...]:
    found = []
    for key, entries in data.items():
        first, last = (int(part) for part in key.split("-"))
        found.append((re.compile(words(entries), re.IGNORECASE), (first, last)))
    return tuple(found)


def _numbers(data: Mapping[str, Sequence[str]]) -> tuple[tuple[re.Pattern[str], int], ...]:
    return tuple((re.compile(words(entries), re.IGNORECASE), int(key)) for key, entries in data.items())


@cache
def reader() -> Reader:
    """Everything compiled, once."""
    data = load("dates")
    return Reader(
        re.compile(
            f"{_opening(data)}(?:" + "|".join(f"(?P<{kind}>{body})" for kind, body in _patterns(data)) + ")",
            re.IGNORECASE,
        ),
        _numbers(data["months"]),
        _numbers(data["ordinals"]),
        _table(data["seasons"]),
        _table(data["terms"]),
    )


def _opening(data: Mapping[str, Any]) -> str:
    """A quick look at a place: it begins a word, with a digit or the first letters of a word of time.

    Without it every pattern is tried at every character.
    """
    entries = [word for key in ("months", "ordinals", "seasons", "terms") for row in data[key].values() for word in row]
    entries += [word for key, row in data["words"].items() if key not in ("half", "of_year") for word in row]
    starts = {"den", "the", "tid", "sen", "halv"}
    for entry in [*entries, *data["feasts"]["words"]]:
        for part in entry.removeprefix("(?:").split("|") if entry.startswith("(?:") else [entry]:
            letters = re.match(r"[^\W\d]*", part)
            if letters and letters.group():
                starts.add(letters.group()[:3] if len(letters.group()) > 3 else letters.group()[:2])
    single = r"[qhktv][\s.]?\s?\d"
    longer = words([start for start in starts if len(start) > 1])
    return rf"(?<![^\W_])(?=\d|{single}|{longer})"


def _patterns(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Kind → pattern, in the order in which they are tried at each place of the text."""
    parts = _parts(data)
    return [*_days(parts), *_units(data, parts), *_numbered(parts)]


@dataclass(frozen=True, slots=True)
class _Parts:
    """Pieces that many patterns share."""

    months: str
    ordinals: str
    names: Mapping[str, str]
    year: str
    short: str
    pair: str
    split: str
    day: str
    suffix: str


def _parts(data: Mapping[str, Any]) -> _Parts:
    """The shared pieces: names by key; a year that may follow, in full or short; two years; what joins two units."""
    months, ordinals = _all(data["months"]), _all(data["ordinals"])
    names = {key: words(entries) for key, entries in data["words"].items()}
    year = (
        rf"(?:,?\s*(?:{names['of_year']}\s+|of\s+|in\s+|i\s+|under\s+|av\s+|för\s+|"
        rf"[/:–,'’-]\s*)?{YEAR4}(?![\d]|[:/]\d)|\s*[-–'’]\s?\d\d(?![\d]|{_DASH}\d|\s+{months}\b))?"
    )
    short = rf"(?:,\s*{YEAR4}(?!\d)|\s*[-–'’/:]?\s*(?:{YEAR4}|\d\d)(?!\d))?"
    pair = rf"\s*(?:{YEAR4}|['’-]?\d\d)\s*(?:[/–-]|till|och|to)\s*['’]?(?:{YEAR4}|\d\d)(?!\d)"
    split = r"\s*(?:[/–—-]|och|till|to|and|samt|&)\s*"
    day = r"(?:0?[1-9]|[12]\d|3[01])"
    suffix = r"(?::?[ea]|:?te|st|nd|rd|th|[.])?"
    return _Parts(months, ordinals, names, year, short, pair, split, day, suffix)


def _days(p: _Parts) -> list[tuple[str, str]]:
    """Whole days."""
    return [
        ("iso", rf"(?<![\d/:]){YEAR4}\s?[-‐–/.]\s?(?:0?[1-9]|1[0-2])\s?[-‐–/.]\s?{p.day}(?![\d]|\s?[-/.]\d)"),
        ("compact", r"(?<![\d-])20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\d-])"),
        ("numeric",
            rf"(?<![\d/.]){p.day}\s?[/.]\s?(?:0?[1-9]|1[0-2])\s?[-/.,–]?\s?(?:{YEAR4}|(?<=[-/.–])\d\d)(?![\d/])"),
        ("days", rf"(?<!\d){p.day}{p.suffix}\s*{_DASH}\s*{p.day}{p.suffix}\s+{p.months}\b{p.year}"),
        ("dated", rf"(?<![\d.,])(?:den\s+|the\s+)?{p.day}{p.suffix}\s+(?:of\s+)?{p.months}\b[.]?(?!\w){p.year}"),
        ("english", rf"\b{p.months}[.]?\s+{p.day}(?:st|nd|rd|th)?(?:,\s*|\s+){YEAR4}(?!\d)"),
    ]  # fmt: skip


def _units(data: Mapping[str, Any], p: _Parts) -> list[tuple[str, str]]:
    """Turns, school years, seasons, terms, quarters, halves, thirds and weeks."""
    seasons = _all(data["seasons"])
    return [
        ("month_turn", rf"\b{p.names['month_turn']}\s+{p.months}{p.split}{p.months}\b{p.year}"),
        ("quarter_turn", rf"\b{p.names['quarter_turn']}\s+[1-4]\s?/\s?[1-4](?!\d){p.year}"),
        ("half_turn", rf"\b{p.names['half_turn']}{p.year}"),
        ("turn", rf"\b{p.names['year']}{p.pair}"),
        ("unclear",
            rf"\b(?:{p.names['year']}|{words(data['feasts']['words'])})\s+{YEAR4}(?!\d)|"
            rf"(?<![\w.]){p.ordinals}\s+veckan\s+(?:i|av)\s+{p.months}\b{p.year}|\b(?:tidig|sen)"
            rf"\s+{seasons}\b{p.year}"),
        ("school", rf"\b{p.names['school_year']}{p.pair}"),
        ("winter", rf"\b{words(data['seasons']['12-2'])}{p.pair}"),
        ("season_pair", rf"\b{seasons}{p.split}{seasons}\b{p.year}"),
        ("season", rf"\b{seasons}\b(?!-[a-zåäö]){p.year}"),
        ("term", rf"\b{_all(data['terms'])}(?![a-zåäö]){p.short}"),
        ("quarter_first",
            rf"(?<![\d/]){YEAR4}[\s:,/-]*(?:q|kvartal|kv[.]?)\s*[1-4](?:{p.split}(?:q|kvartal|"
            rf"kv[.]?)?\s*[1-4])?(?!\d)"),
        ("quarter",
            rf"\b(?:q|k|{p.names['quarter']})\s*[1-4](?:{p.split}(?:q|k|{p.names['quarter']})?\s*[1-4])?(?!\d){p.short}"),
        ("quarter_named",
            rf"(?<![\w.]){p.ordinals}\s+(?:(?:och|and|–|-)\s+{p.ordinals}\s+)?{p.names['quarter']}(?!\w){p.year}"),
        ("half", rf"(?<![\w.]){p.ordinals}\s+{p.names['half']}(?!\w){p.year}"),
        ("half_short", rf"\b(?:h|halvår)\s*[12](?!\d){p.short}"),
        ("tertial",
            rf"\b(?:t|{p.names['tertial']})\s*[1-3](?!\d){p.short}|"
            rf"(?<![\w.]){p.ordinals}\s+{p.names['tertial']}(?!\w){p.year}"),
        ("week",
            rf"\b{p.names['week']}\s*(?:[1-9]|[0-4]\d|5[0-3])(?!\d)(?:{p.split}(?:v[.]?\s*)?(?:5[0-3]|[0-4]?\d)"
            rf"(?!\d))?(?:{p.year})"),
    ]  # fmt: skip


def _numbered(p: _Parts) -> list[tuple[str, str]]:
    """Months and years, last since nearly everything else holds one."""
    return [
        ("month_pair", rf"\b{p.months}{p.split}{p.months}\b{p.year}"),
        ("year_month", rf"(?<![\d/:-]){YEAR4}[-.](?:0[1-9]|1[0-2])(?![\d]|-\d)"),
        ("month_year", rf"(?<![\d/.-])(?:0?[1-9]|1[0-2])\s?[/.]\s?{YEAR4}(?![\d/])"),
        ("year_name", rf"(?<![\d/:.-]){YEAR4}\s+{p.months}\b(?![.]?\s*\d)"),
        ("years", rf"(?<![\d/:.,\w]){YEAR4}\s?(?:[-–—/−]|\bto\b)\s?(?:{YEAR4}|\d\d)(?![\d:/]|-\d|\s?%)"),
        ("month", rf"\b{p.months}\b[.]?(?:\s+månad)?{p.year}"),
        ("day_month", r"(?<![\d/.])(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?![\d/]|\s*-del)"),
        ("year", rf"(?<![\d/:.,§\w])(?:(?<!-)|(?<=mid-)){YEAR4}(?![\d:]|/\d|[.,]\d|-?[a-zåäö]|-\d)"),
    ]  # fmt: skip
