"""Points of time as they are printed: the words of ``lexicon/dates.toml`` made into one pattern and read one by one.

A point is a day, week, month, quarter, season, term, half-year, year or turn of the year, with or without its year.
`dategrammar` puts points together with relations, ranges and recurrences.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from toolkit.extract.datepatterns import YEAR4, Month, Reader, reader
from toolkit.model import Precision

_FIRST_YEAR, _LAST_YEAR = 1950, 2099


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point of time at `start`-`end` of the text; `year` is None when none is printed.

    `first` and `last` are month and day; day 0 is the month's last. `span` years lie between the first and the last
    (1 for a winter or a school year). With `weeks` the two are ISO weeks instead.
    """

    start: int
    end: int
    precision: Precision
    year: int | None
    first: Month = (1, 1)
    last: Month = (12, 31)
    span: int = 0
    weeks: bool = False
    turn: bool = False
    """The turn from one unit to the next: before it is its first day, after it its last."""

    def bounds(self, year: int | None = None) -> tuple[date, date] | None:
        """First and last day, both inclusive, in its own year or else in `year`; None when there is no such day."""
        found = self.year if self.year is not None else year
        if found is None:
            return None
        try:
            if self.weeks:
                first = date.fromisocalendar(found, self.first[0], 1)
                return first, date.fromisocalendar(found + self.span, self.last[0], 7)
            return date(found, *self.first), _day(found + self.span, *self.last)
        except ValueError:
            return None


def _day(year: int, month: int, day: int) -> date:
    """The date; day 0 is the month's last."""
    return date(year, month, day or monthrange(year, month)[1])


def points(text: str) -> list[Point]:
    """All points of time in the text, in order.

    Example:
        >>> [(text.precision.value, text.year) for text in points("Q2 2027 eller hösten -28")]
        [('quarter', 2027), ('season', 2028)]
    """
    known = reader()
    found = []
    for match in known.pattern.finditer(text):
        kind = match.lastgroup or ""
        point = _READ[kind](match.group(), match.start(), match.end(), known)
        if point is not None:
            found.append(point)
    return found


def _year(text: str, *, short: bool = True) -> int | None:
    """The last year printed in the text: four digits, or two after a sign."""
    full = re.findall(rf"(?<!\d){YEAR4}(?!\d)", text)
    if full:
        return int(full[-1])
    brief = re.search(r"(?:[-–'’/:]|(?<=[a-zåäö])|\s)\s?(\d\d)\s*$", text, re.IGNORECASE) if short else None
    return 2000 + int(brief.group(1)) if brief else None


def _lookup(text: str, table: Sequence[tuple[re.Pattern[str], Any]]) -> list[Any]:
    """Values of the table's words in the order in which they stand in the text; the longest match at a place wins."""
    hits = []
    for pattern, value in table:
        for match in re.finditer(rf"(?<![a-zåäö]){pattern.pattern}(?![a-zåäö])", text, re.IGNORECASE):
            hits.append((match.start(), -match.end(), value))
    chosen: list[Any] = []
    reached = -1
    for start, end, value in sorted(hits, key=lambda hit: hit[:2]):
        if start >= reached:
            chosen.append(value)
            reached = -end
    return chosen


def _numeric(text: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", text)]


def _iso(text: str, start: int, end: int, known: Reader) -> Point | None:
    year, month, day = _numeric(text)
    return _exact(start, end, year, month, day)


def _exact(start: int, end: int, year: int | None, month: int, day: int) -> Point | None:
    point = Point(start=start, end=end, precision=Precision.DAY, year=year, first=(month, day), last=(month, day))
    return point if point.bounds(2024) else None


def _compact(text: str, start: int, end: int, known: Reader) -> Point | None:
    return _exact(start, end, int(text[:4]), int(text[4:6]), int(text[6:]))


def _day_first(text: str, start: int, end: int, known: Reader) -> Point | None:
    numbers = _numeric(text)
    year = numbers[2] if len(numbers) > 2 else None
    if year is not None and year < 100:
        year += 2000
    return _exact(start, end, year, numbers[1], numbers[0])


def _dated(text: str, start: int, end: int, known: Reader) -> Point | None:
    day = _numeric(text)[0]
    month = _lookup(text, known.months)[0]
    rest = re.sub(r"^\D*\d+", "", text)
    return _exact(start, end, _year(rest), month, day)


def _days(text: str, start: int, end: int, known: Reader) -> Point | None:
    first, last = _numeric(text)[:2]
    month = _lookup(text, known.months)[0]
    rest = re.sub(r"^\D*\d+\D+\d+", "", text)
    return Point(
        start=start, end=end, precision=Precision.DAY, year=_year(rest), first=(month, first), last=(month, last)
    )


def _english(text: str, start: int, end: int, known: Reader) -> Point | None:
    month = _lookup(text, known.months)[0]
    day, year = _numeric(text)
    return _exact(start, end, year, month, day)


def _month(text: str, start: int, end: int, known: Reader) -> Point | None:
    month = _lookup(text, known.months)[0]
    if re.match(r"jul\b", text, re.IGNORECASE):
        # "jul" is Christmas in Swedish and July in English.
        return _unclear(text, start, end, known)
    return Point(start=start, end=end, precision=Precision.MONTH, year=_year(text), first=(month, 1), last=(month, 0))


def _month_pair(text: str, start: int, end: int, known: Reader) -> Point | None:
    first, last = _lookup(text, known.months)[:2]
    year = _year(text)
    over = int(last < first)
    return Point(
        start=start,
        end=end,
        precision=Precision.MONTH,
        year=year - over if year is not None else None,
        first=(first, 1),
        last=(last, 0),
        span=over,
    )


def _month_turn(text: str, start: int, end: int, known: Reader) -> Point | None:
    first, last = _lookup(text, known.months)[:2]
    year = _year(text)
    over = int(last < first)
    if year is not None:
        year -= over
    at = monthrange(year or 2023, first)[1]
    return Point(start=start, end=end, precision=Precision.DAY, year=year, first=(first, at), last=(last, 1), span=over)


def _quarter_turn(text: str, start: int, end: int, known: Reader) -> Point | None:
    first, last = _numeric(text)[:2]
    if last != first + 1:
        return None
    return replace(_month_pair_days(start, end, _year(text), first * 3), turn=True)


def _month_pair_days(start: int, end: int, year: int | None, month: int) -> Point:
    """The turn of a month in the year: its last day and the next month's first."""
    at = monthrange(year or 2023, month)[1]
    return Point(start=start, end=end, precision=Precision.DAY, year=year, first=(month, at), last=(month + 1, 1))


def _unclear(text: str, start: int, end: int, known: Reader) -> Point | None:
    return Point(start=start, end=end, precision=Precision.SEASON, year=None)


def _half_turn(text: str, start: int, end: int, known: Reader) -> Point | None:
    return Point(start=start, end=end, precision=Precision.DAY, year=_year(text), first=(6, 30), last=(7, 1), turn=True)


def _pair(text: str) -> tuple[int, int] | None:
    """Two years that follow each other, as in 2025/26 or 25/26."""
    numbers = _numeric(text)[-2:]
    first, last = (number + 2000 if number < 100 else number for number in numbers)
    return (first, last) if last - first == 1 else None


def _over_years(first: Month, last: Month, precision: Precision) -> Any:
    def read(text: str, start: int, end: int, known: Reader) -> Point | None:
        years = _pair(text)
        if years is None:
            return None
        turn = precision is Precision.DAY
        return Point(
            start=start, end=end, precision=precision, year=years[0], first=first, last=last, span=1, turn=turn
        )

    return read


def _season(text: str, start: int, end: int, known: Reader) -> Point | None:
    found = _lookup(text, known.seasons)
    year = _year(text)
    first, last = found[0][0], found[-1][1]
    if 12 in (first, found[-1][0]):
        # "vintern 2027" may be either of two winters: stated, but no interval.
        return Point(start=start, end=end, precision=Precision.SEASON, year=None)
    if year is None and re.fullmatch(r"vår|fall|spring|höst", text.strip(), re.IGNORECASE):
        # "vår" is also "our", "fall" also "case".
        return None
    return Point(start=start, end=end, precision=Precision.SEASON, year=year, first=(first, 1), last=(last, 0))


def _term(text: str, start: int, end: int, known: Reader) -> Point | None:
    first, last = _lookup(re.sub(r"[\d'’]", " ", text), known.terms)[0]
    return Point(start=start, end=end, precision=Precision.SEASON, year=_year(text), first=(first, 1), last=(last, 0))


def _quarter(text: str, start: int, end: int, known: Reader) -> Point | None:
    year = _year(text)
    bare = re.sub(rf"{YEAR4}|[-–'’/:]?\s*\d\d\s*$", " ", text)
    parts = [number for number in _numeric(bare) if number <= 4]
    return _parts(parts, 3, start, end, year, Precision.QUARTER)


def _parts(
    parts: Sequence[int], months: int, start: int, end: int, year: int | None, precision: Precision
) -> Point | None:
    """The point of the numbered part or parts of a year, each of so many months."""
    if not parts or parts[-1] < parts[0] or parts[-1] * months > 12:
        return None
    first, last = (parts[0] - 1) * months + 1, parts[-1] * months
    return Point(start=start, end=end, precision=precision, year=year, first=(first, 1), last=(last, 0))


def _ordinal(months: int, precision: Precision) -> Any:
    def read(text: str, start: int, end: int, known: Reader) -> Point | None:
        parts = _lookup(text, known.ordinals) or [n for n in _numeric(re.sub(YEAR4, " ", text)[:12]) if n <= 4][:1]
        if parts and months == 6 and re.match(r"\W*(?:sista|last)\b", text, re.IGNORECASE):
            parts = [2]
        return _parts(parts, months, start, end, _year(text), precision)

    return read


def _half_short(text: str, start: int, end: int, known: Reader) -> Point | None:
    return _parts(_numeric(text)[:1], 6, start, end, _year(text), Precision.HALF_YEAR)


def _week(text: str, start: int, end: int, known: Reader) -> Point | None:
    year = _year(text, short=bool(re.search(r"[-–'’]\s?\d\d$", text)) and len(_numeric(text)) > 2)
    weeks = [number for number in _numeric(re.sub(YEAR4, " ", text)) if 1 <= number <= 53][:2]
    over = int(weeks[-1] < weeks[0])
    if year is not None:
        year -= over
    return Point(
        start=start,
        end=end,
        precision=Precision.WEEK,
        year=year,
        first=(weeks[0], 1),
        last=(weeks[-1], 7),
        span=over,
        weeks=True,
    )


def _year_month(text: str, start: int, end: int, known: Reader) -> Point | None:
    year, month = sorted(_numeric(text), reverse=True)
    return Point(start=start, end=end, precision=Precision.MONTH, year=year, first=(month, 1), last=(month, 0))


def _years(text: str, start: int, end: int, known: Reader) -> Point | None:
    first, last = _numeric(text)
    if last < 100:
        last += first // 100 * 100
    if not 0 <= last - first <= 60:
        return None
    return Point(start=start, end=end, precision=Precision.YEARS, year=first, span=last - first)


def _plain_year(text: str, start: int, end: int, known: Reader) -> Point | None:
    return Point(start=start, end=end, precision=Precision.YEAR, year=int(text))


_READ = {
    "iso": _iso,
    "compact": _compact,
    "numeric": _day_first,
    "day_month": _day_first,
    "days": _days,
    "dated": _dated,
    "english": _english,
    "month_turn": _month_turn,
    "quarter_turn": _quarter_turn,
    "half_turn": _half_turn,
    "unclear": _unclear,
    "year_name": _month,
    "turn": _over_years((12, 31), (1, 1), Precision.DAY),
    "school": _over_years((8, 1), (6, 0), Precision.SCHOOL_YEAR),
    "winter": _over_years((12, 1), (2, 0), Precision.SEASON),
    "season_pair": _season,
    "season": _season,
    "term": _term,
    "quarter_first": _quarter,
    "quarter": _quarter,
    "quarter_named": _ordinal(3, Precision.QUARTER),
    "half": _ordinal(6, Precision.HALF_YEAR),
    "half_short": _half_short,
    "tertial": _ordinal(4, Precision.PERIOD),
    "week": _week,
    "month_pair": _month_pair,
    "year_month": _year_month,
    "month_year": _year_month,
    "years": _years,
    "month": _month,
    "year": _plain_year,
}


def shift(day: date, days: int) -> date:
    """The day so many days later."""
    return day + timedelta(days=days)
