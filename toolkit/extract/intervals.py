"""Points of time beside each other: what the one lends the other, and the parts of a unit of time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from toolkit.extract.datepoints import Point, shift
from toolkit.model import Precision


def with_years(group: Sequence[Point]) -> list[Point]:
    """Points that lack a year take that of the one after, else of the one before."""
    filled = list(group)
    for index in range(len(filled) - 2, -1, -1):
        after = filled[index + 1]
        if filled[index].year is None and after.year is not None and after.precision is not Precision.YEARS:
            over = not filled[index].weeks and filled[index].first > after.last and after.last[1] != 0
            over = over or filled[index].first[0] > after.last[0]
            filled[index] = replace(filled[index], year=after.year - int(over))
    for index in range(1, len(filled)):
        before = filled[index - 1]
        if filled[index].year is None and before.year is not None:
            over = filled[index].first[0] < before.first[0]
            filled[index] = replace(filled[index], year=before.year + before.span + int(over))
    return filled


def same_days(group: Sequence[Point]) -> list[Point]:
    """A bare year after a day means that day of that year: "den 1 mars 2013 och 2014"."""
    days = list(group)
    for place in range(1, len(days)):
        before = days[place - 1]
        if days[place].precision is Precision.YEAR and before.precision is Precision.DAY and not before.turn:
            days[place] = replace(days[place], precision=Precision.DAY, first=before.first, last=before.last)
    return days


def school_years(group: Sequence[Point]) -> list[Point]:
    """Pairs of years after a school year are school years too: "läsåren 2025/26 och 2026/27"."""
    if group[0].precision is not Precision.SCHOOL_YEAR:
        return list(group)
    return [
        replace(point, precision=Precision.SCHOOL_YEAR, first=(8, 1), last=(6, 0))
        if point.precision is Precision.YEARS and point.span == 1
        else point
        for point in group
    ]


def part_of(ends: tuple[date, date], precision: Precision, edge: str, *, by: bool) -> tuple[date, date] | None:
    """The beginning, middle or end of a unit: quarters of a year, thirds of a shorter one.

    The middle of a year is no known stretch, but `by` it means by the end of June.
    """
    if precision in (Precision.DAY, Precision.WEEK):
        return ends
    low, high = ends
    if edge == "final":
        return high, high
    if precision is Precision.YEAR and edge == "middle":
        return (date(low.year, 6, 30), date(low.year, 6, 30)) if by else None
    if precision is Precision.YEAR:
        parts = {"begin": (1, 3), "end": (10, 12)}[edge]
        return date(low.year, parts[0], 1), _month_end(low.year, parts[1])
    if precision is Precision.MONTH:
        day = {"begin": (1, 10), "middle": (11, 20), "end": (21, high.day)}[edge]
        return low.replace(day=day[0]), low.replace(day=day[1])
    months = (high.year - low.year) * 12 + high.month - low.month + 1
    if months % 3:
        return ends
    third = months // 3
    first = low.month + {"begin": 0, "middle": third, "end": 2 * third}[edge] - 1
    year, last = low.year + first // 12, first + third - 1
    return date(year, first % 12 + 1, 1), _month_end(low.year + last // 12, last % 12 + 1)


def _month_end(year: int, month: int) -> date:
    return shift(date(year + month // 12, month % 12 + 1, 1), -1)
