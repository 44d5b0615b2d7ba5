"""Deadlines as intervals: right, wrong, or left open, beside the years that are printed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from toolkit.evaluate import Pair
from toolkit.text import tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class DateScore:
    """How deadlines fared as intervals: right of those that gold dates, wrong of all; none is better than wrong."""

    right: int
    wrong: int
    dated: int
    n: int


def date_score(pairs: Iterable[Pair]) -> DateScore:
    """How the deadlines of matched measures fared as intervals, where gold tells them.

    Example:
        >>> from toolkit.evaluate import Item
        >>> gold = Item(text="a", interval=("2026-01-01", "2026-12-31"))
        >>> date_score([Pair(gold, Item(text="a"), 1.0)])
        DateScore(right=0, wrong=0, dated=1, n=1)
    """
    right = wrong = dated = n = 0
    for pair in pairs:
        if pair.gold.interval is not None:
            n += 1
            got = pair.predicted.interval or (None, None)
            dated += any(pair.gold.interval)
            right += any(got) and got == pair.gold.interval
            wrong += any(got) and got != pair.gold.interval
    return DateScore(right=right, wrong=wrong, dated=dated, n=n)


def year_guess(pair: Pair) -> Pair:
    """The pair with the trivial answer: from the first to the last year in the words of gold's deadline."""
    years = [word for word in tokens(pair.gold.fields.get("deadline", "")) if len(word) == 4 and word.isdigit()]
    guess = (f"{years[0]}-01-01", f"{years[-1]}-12-31") if years else None
    return replace(pair, predicted=replace(pair.predicted, interval=guess))


def dates(pairs: Sequence[Pair]) -> dict[str, Any]:
    """The figures: nothing where gold tells no intervals, no share right where it dates none."""
    one, plain = date_score(pairs), date_score(map(year_guess, pairs))
    if not one.n:
        return {}
    right: dict[str, float] = {}
    if one.dated:
        right = {"right": one.right / one.dated, "baseline (years as printed), right": plain.right / one.dated}
    wrong = {"wrong": one.wrong / one.n, "baseline (years as printed), wrong": plain.wrong / one.n}
    return {**right, "dated in gold": one.dated, **wrong, "n": one.n}
