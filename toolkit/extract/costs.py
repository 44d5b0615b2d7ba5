"""What a measure costs and who pays: phrases in running text, and amounts as numbers (``lexicon/costs.toml``)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from toolkit.lexicon import load
from toolkit.model import Cost
from toolkit.text import sentences

Span = tuple[int, int]
_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f.,’']\d{3})+(?:[.,]\d{1,2})?(?![.,]?\d)|\d+(?:[.,]\d+)?(?![.,]\d)"
_YEARLY = re.compile(
    r"\s*(?:/ ?(?:år|year|y)\b|(?:per|om|varje) år|årligen|(?:per|a|each|every) year|annually|p\.? ?a\.?(?!\w))",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\s*(?:/ ?(?:t(?:CO\S*)?|ton|kwh|mwh|m2|m²|person|boat|station)(?!\w)|(?:per|/) (?!år|year)[\w²]+)", re.IGNORECASE
)
"""An amount for each of something is no sum."""
LONGEST = 90
"""Characters that tell who pays."""
REACH = 60
"""Characters between an amount and the word that makes it a cost."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Money named at `start`-`end` of a text."""

    start: int
    end: int
    low: float
    high: float
    currency: str
    yearly: bool = False
    each: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """The compiled lexicon."""

    money: re.Pattern[str]
    worth: tuple[tuple[re.Pattern[str], str, float], ...]
    more: tuple[tuple[re.Pattern[str], float], ...]
    framework: re.Pattern[str]
    paid: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    no_cost: re.Pattern[str]


def _span(which: int, units: str) -> str:
    """One printed number or two with a dash between; named apart, since a pattern holds them twice."""
    return rf"(?P<low{which}>{_NUMBER})(?:(?:\s?(?:{units}))?\s?(?:-|–|till|to)\s?(?P<high{which}>{_NUMBER}))?"


@cache
def _words() -> _Words:
    data: Mapping[str, Any] = load("costs")
    units = [(unit, currency, factor) for currency, rows in data["units"].items() for unit, factor in rows]
    more = [(words, factor) for words, factor in data["multipliers"]["words"]]
    either = "|".join(unit for unit, _, _ in units)
    times = "|".join(words for words, _ in more)
    front = rf"(?P<sign>€|£|\$|EUR|SEK|GBP|USD)\s?{_span(2, '')}(?:\s?(?P<times>{times})(?![\wåäö]))?"
    behind = rf"{_span(1, either)}\s?(?P<unit>{either})(?![\wåäö])"

    def phrase(words: list[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<![\wåäö])(?:{'|'.join(words)})(?![\wåäö])", re.IGNORECASE)

    return _Words(
        money=re.compile(rf"(?<![\w.,])(?<!\s[-–−])(?:{front}|{behind})(?![.,]?\d)", re.IGNORECASE),
        worth=tuple((re.compile(unit, re.IGNORECASE), currency, factor) for unit, currency, factor in units),
        more=tuple((re.compile(words, re.IGNORECASE), factor) for words, factor in more),
        framework=phrase(data["framework"]["patterns"]),
        paid=phrase(data["paid"]["patterns"]),
        before=phrase(data["cost"]["before"]),
        after=phrase(data["cost"]["after"]),
        no_cost=re.compile("|".join(data["cost"]["not"]), re.IGNORECASE),
    )


def amounts(text: str) -> tuple[Amount, ...]:
    """Every amount of money in the text, in order.

    Example:
        >>> [(one.low, one.high, one.currency) for one in amounts("2-3 mkr, € 76 million och 50–60 000 €")]
        [(2000000.0, 3000000.0, 'SEK'), (76000000.0, 76000000.0, 'EUR'), (50000.0, 60000.0, 'EUR')]
    """
    if not any(char.isdigit() for char in text):
        return ()
    found = []
    for match in _words().money.finditer(text):
        low, high = match["low1"] or match["low2"], match["high1"] or match["high2"]
        currency, factor = _worth(match)
        lowest, highest = _number(low, factor), _number(high or low, factor)
        if high and lowest < highest / 500 and " " in high.strip():
            lowest *= 1000  # "50–60 000": the thousands stand once
        if lowest <= highest:
            rest = match.end()
            yearly, each = _YEARLY.match(text, rest), _EACH.match(text, rest)
            found.append(Amount(match.start(), match.end(), lowest, highest, currency, bool(yearly), bool(each)))
    return tuple(found)


def _worth(match: re.Match[str]) -> tuple[str, float]:
    """Currency, and what one of the printed number is worth."""
    known = _words()
    sign = match["unit"] or match["sign"]
    currency, factor = next((name, times) for unit, name, times in known.worth if unit.fullmatch(sign))
    if match["times"]:
        factor *= next(times for words, times in known.more if words.fullmatch(match["times"]))
    return currency, factor


def _number(printed: str, factor: float) -> float:
    """A printed number times its unit: marks before three digits part thousands, unless "million" follows one mark."""
    plain = re.sub(r"[\s\u00a0\u202f’']", "", printed)
    marks = re.findall(r"[.,]", plain)
    grouped = bool(marks) and re.fullmatch(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?", plain) is not None
    if grouped and (len(marks) > 1 or factor == 1):
        head, mark, tail = plain, "", ""
        if len(plain) - max(plain.rfind("."), plain.rfind(",")) <= 3:
            head, mark, tail = plain[:-3].rstrip(".,"), ".", plain[-2:].lstrip(".,")
        plain = re.sub(r"[.,]", "", head) + mark + tail
    return float(plain.replace(",", ".")) * factor


def cost_of(text: str) -> Cost | None:
    """What a text about costs comes to; None where it names neither an amount nor a framework.

    Of several sums the total is meant, or the only one that is neither for each of something nor yearly; else none.

    Example:
        >>> cost_of("Budget 500 tkr per år")
        Cost(text='Budget 500 tkr per år', low=500000.0, high=500000.0, currency='SEK', each='year')
        >>> cost_of("Inom ram").currency is None
        True
        >>> cost_of("Två tjänster") is None
        True
    """
    plain = " ".join(text.split())
    found = [one for one in amounts(plain) if not one.each]
    whole = [one for one in found if not one.yearly]
    chosen = found[0] if len(found) == 1 else whole[0] if len(whole) == 1 else _total(plain, whole)
    if chosen is None:
        told = bool(found) or _words().framework.search(plain) is not None
        return Cost(text=plain) if told else None
    each = "year" if chosen.yearly else None
    return Cost(text=plain, low=chosen.low, high=chosen.high, currency=chosen.currency, each=each)


def _total(text: str, found: list[Amount]) -> Amount | None:
    """The sum beside "total"."""
    named = [
        one for one in found if re.search(r"total\w*|summa", text[max(0, one.start - 40) : one.end + 15], re.IGNORECASE)
    ]
    return named[0] if len(named) == 1 else None


def resources_in_prose(text: str) -> Span | None:
    """The words that say what a measure costs or who pays; None where none do.

    Example:
        >>> text = "Ta fram en app. Arbetet finansieras genom statsbidrag, och sker under 2026."
        >>> start, end = resources_in_prose(text)
        >>> text[start:end]
        'finansieras genom statsbidrag'
        >>> resources_in_prose("Spara 500 tkr på energi") is None
        True
    """
    known = _words()
    for pattern in (known.framework, known.paid):
        match = pattern.search(text)
        if match:
            end = match.end() if pattern is known.framework else _clause_end(text, match.end())
            return match.start(), end
    money = amounts(text)
    return _beside_words(text, money, known) if money else None


def _clause_end(text: str, at: int) -> int:
    """Where a clause ends: at the next mark, or where something new begins."""
    match = re.compile(r"\s*(?:[.;:\n(]|,\s|$|\s(?:och|and|som|with|which|för att|to)\s)").search(text, at)
    end = match.start() if match else len(text)
    return end if end - at <= LONGEST else max(text.rfind(" ", at, at + LONGEST), at)


def _beside_words(text: str, money: tuple[Amount, ...], known: _Words) -> Span | None:
    """The first amount that a word beside it, in its own sentence, makes the cost."""
    for start, end in sentences(text):
        for one in money:
            if not start <= one.start < end or one.each:
                continue
            low, high = max(start, one.start - REACH), min(end, one.end + REACH)
            if known.no_cost.search(text, max(low, one.start - 25), min(high, one.end + 25)):
                continue
            before = [*known.before.finditer(text, low, one.start)]
            if before:
                yearly = _YEARLY.match(text, one.end)
                return before[-1].start(), yearly.end() if yearly else one.end
            after = known.after.search(text, one.end, high)
            if after:
                return one.start, after.end()
    return None
