"""Deadlines: what a cell for time says, and the time phrases of running text.

None is better than wrong: a phrase that states a time without an interval that can be worked out ("så snart det är
praktiskt möjligt") is a `Deadline` without days, a cell that says nothing ("–") is no deadline.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from toolkit.extract.dategrammar import Days, Phrase, phrases
from toolkit.extract.datepatterns import words
from toolkit.extract.datepoints import points
from toolkit.lexicon import load
from toolkit.model import Deadline, Precision

Period = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDeadline:
    """A deadline at `start`-`end` of the text it was found in."""

    start: int
    end: int
    deadline: Deadline


@cache
def _guards() -> dict[str, re.Pattern[str]]:
    """What makes a cell empty, and what makes a date in running text something else than a deadline."""
    data = load("dates")
    guards = data["guards"]
    return {
        "empty": re.compile(rf"\W*{words(data['empty']['words'])}?\W*", re.IGNORECASE),
        "before": re.compile(
            rf"(?:^|(?<=[\s(,]))(?:{words(guards['before'])})[\s:(]*(?:den|i|of|av|the)?\s*$", re.IGNORECASE
        ),
        "past": re.compile(rf"\b{words(guards['past'])}\b[^.;:]*$", re.IGNORECASE),
        "told": re.compile(r"\s+(?:har|hade|fick|gav|var|[a-zåäö]{3,}ade)\s", re.IGNORECASE),
        "after": re.compile(rf"\s*(?:{words(guards['after'])})", re.IGNORECASE),
        "names": re.compile(rf"{words(guards['names'])}\s*$", re.IGNORECASE),
        "money": re.compile(
            r"\b(?:kronor|disponera|anslag(?:et|en|s)?|anslagspost|budget\w*|euro|SEK|mnkr|mkr)\b", re.IGNORECASE
        ),
    }  # fmt: skip


def parse_deadline(text: str, *, period: Period | None = None, language: str = "sv") -> Deadline | None:
    """What a cell for time says, or None when it says no time.

    Args:
        text: The cell as printed.
        period: First and last day of the plan, for "under planperioden".
        language: Language of the text; the grammar reads Swedish and English side by side.

    Example:
        >>> found = parse_deadline("hösten -24")
        >>> found.start, found.end, found.precision.value
        ('2024-09-01', '2024-11-30', 'season')
        >>> parse_deadline("så snart det är praktiskt möjligt").end is None
        True
        >>> parse_deadline("–") is None
        True
    """
    text = " ".join(text.split())
    if _guards()["empty"].fullmatch(text):
        return None
    found = phrases(text, period=period)
    if not found:
        return None
    dated = [phrase for phrase in found if phrase.precision is not Precision.NONE]
    repeated = [phrase for phrase in found if phrase.recurrence]
    low, high = _merge(dated)
    relation = next((phrase.relation for phrase in dated if phrase.relation), None)
    recurrence = next((phrase.recurrence for phrase in repeated), None)
    if _comes_back(dated, repeated):
        low = high = None
    return Deadline(
        text=text,
        start=_iso(low),
        end=_iso(high),
        relation=relation,
        recurrence=recurrence,
        precision=dated[0].precision if dated else Precision.NONE,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _comes_back(dated: Sequence[Phrase], repeated: Sequence[Phrase]) -> bool:
    """Whether the only dates are days of a year without a year, that come back."""
    return bool(repeated) and all(phrase.days == (None, None) for phrase in dated)


def _merge(dated: Sequence[Phrase]) -> Days:
    """One interval of several phrases: a start and an end fit together, several dates are spanned."""
    known = [phrase.days for phrase in dated if phrase.days != (None, None)]
    if not known:
        return None, None
    if len(known) == 1:
        return known[0]
    lows = [low for low, _ in known if low]
    highs = [high for _, high in known if high]
    low = min(lows) if lows else None
    high = max(highs) if highs else None
    if low and high and low > high:
        return known[0]
    if len(lows) < len(known) and known[0][0] is None:
        # "senast 2026, dock från 2025": the first says only an end, so the start stays open unless one is said.
        low = min((start for start, end in known if start and end is None), default=None)
    return low, high


def find_deadlines(text: str, *, period: Period | None = None, language: str = "sv") -> tuple[FoundDeadline, ...]:
    """The time phrases of running text that say when something is to be done.

    The day of a decision, a budget year, a baseline and a year in a programme's name are left out.

    Example:
        >>> [found.deadline.end for found in find_deadlines("Nämnden ska senast den 1 mars 2027 ta fram en rutin.")]
        ['2027-03-01']
    """
    found: list[FoundDeadline] = []
    listed = phrases(text, period=period)
    for index, phrase in enumerate(listed):
        if each := _each_year(text, listed, index):
            found += each
            continue
        if index and _each_year(text, listed, index - 1):
            continue
        follower = _follower(text, listed, index)
        comes_back = follower is not None and phrase.precision in (Precision.DAY, Precision.MONTH)
        if _merged_into_earlier(text, listed, index) or not (comes_back or _is_deadline(text, phrase, language)):
            continue
        recurrence = phrase.recurrence or (follower.recurrence if follower else None)
        end = follower.end if follower else phrase.end
        days, relation = phrase.days, phrase.relation
        if relation is None and found and _also_by(text, found[-1], phrase):
            days, relation = (None, days[1]), "senast"
        found.append(
            FoundDeadline(
                start=phrase.start,
                end=end,
                deadline=Deadline(
                    text=text[phrase.start : end],
                    start=_iso(days[0]),
                    end=_iso(days[1]),
                    relation=relation,
                    recurrence=recurrence,
                    precision=phrase.precision,
                ),
            )
        )
    return tuple(found)


def _each_year(text: str, listed: Sequence[Phrase], index: int) -> list[FoundDeadline]:
    """One deadline a year: "under åren 2026–2028 senast den 15 februari"."""
    phrase = listed[index]
    if phrase.precision is not Precision.YEARS or index + 1 >= len(listed) or None in phrase.days:
        return []
    day = listed[index + 1]
    near = text[phrase.end : day.start].strip(" ,") == "" and day.relation == "senast"
    point = next(iter(points(text[day.start : day.end])), None)
    if not near or day.precision is not Precision.DAY or day.days != (None, None) or point is None:
        return []
    first, last = (one.year for one in phrase.days if one)
    ends = [bounds[1] for year in range(first, last + 1) if (bounds := point.bounds(year))]
    whole = text[phrase.start : day.end]
    return [
        FoundDeadline(
            start=phrase.start,
            end=day.end,
            deadline=Deadline(text=whole, end=end.isoformat(), relation="senast", precision=Precision.DAY),
        )
        for end in ends
    ]


def _also_by(text: str, before: FoundDeadline, phrase: Phrase) -> bool:
    """Whether "senast" goes on: "delredovisas senast den 1 mars 2026 och slutredovisas den 1 mars 2027"."""
    gap = text[before.end : phrase.start]
    near = before.deadline.relation == "senast" and len(gap) < 60 and not re.search(r"[.;:]", gap)
    return near and phrase.precision is Precision.DAY and bool(re.search(r"\b(?:och|samt|respektive)\b|,", gap))


def _follower(text: str, listed: Sequence[Phrase], index: int) -> Phrase | None:
    """The recurrence that directly follows a dated phrase ("senast den 1 mars varje år")."""
    phrase = listed[index]
    if phrase.recurrence or index + 1 >= len(listed):
        return None
    after = listed[index + 1]
    near = after.recurrence and after.start >= phrase.end and not text[phrase.end : after.start].strip()
    return after if near else None


def _merged_into_earlier(text: str, listed: Sequence[Phrase], index: int) -> bool:
    """Whether the phrase is a recurrence that the one before has taken, or lies inside another."""
    phrase = listed[index]
    if any(
        other is not phrase and other.start <= phrase.start and phrase.end <= other.end
        for other in listed[max(0, index - 3) : index + 2]
    ):
        return True
    return index > 0 and bool(phrase.recurrence) and _follower(text, listed, index - 1) is phrase


_PLAIN_IN = re.compile(r"\b(?:in|i)\s+$", re.IGNORECASE)
_RUNS = re.compile(r"\b(?:löper|pågår)\s*$", re.IGNORECASE)
"""Verbs before a span of years that say how long something goes on."""
_WIDE = (Precision.YEAR, Precision.YEARS)


def _is_deadline(text: str, phrase: Phrase, language: str) -> bool:
    """Whether a phrase of running text says when something is to be done."""
    if not phrase.sure or re.match(r"since\b|sedan\b", text[phrase.start :], re.IGNORECASE):
        return False
    if phrase.recurrence or phrase.precision in (Precision.NONE, Precision.PERIOD):
        return True
    guards = _guards()
    before = text[max(0, phrase.context - 60) : phrase.context]
    if guards["after"].match(text, phrase.end):
        return False
    if phrase.relation in ("senast", "före"):
        return True
    if guards["told"].match(text, phrase.end) and re.search(r"(?:^|[.!?\n]\s*|\bi\s)$", before, re.IGNORECASE):
        # "Under 2016 fattade regeringen …" tells what has been.
        return False
    if guards["before"].search(before) or (not phrase.relation and guards["past"].search(before)):
        return False
    if phrase.precision in _WIDE:
        return _wide_is_deadline(text, phrase, before, language)
    if phrase.precision is not Precision.DAY and phrase.days == (None, None):
        return phrase.relation is not None
    return True


def _wide_is_deadline(text: str, phrase: Phrase, before: str, language: str) -> bool:
    """Years need a relation, or stand at the end or in brackets, and nothing that says money or a name."""
    guards = _guards()
    low = max(text.rfind(". ", 0, phrase.start), text.rfind("\n", 0, phrase.start)) + 1
    ends = [at for at in (text.find(". ", phrase.end), text.find("\n", phrase.end)) if at >= 0]
    if _RUNS.search(before):
        return True  # "löper under perioden 2012–2014 och omfattar högst två miljoner kronor"
    if guards["money"].search(text, low, min(ends, default=len(text))):
        return False
    if phrase.relation:
        if phrase.relation == "under" and guards["past"].search(before):
            return False
        return not (phrase.relation == "från" and re.match(r"\s*(?:levels?|års?)\b", text[phrase.end :]))
    if language in ("en", "da", "no", "nb", "nn") and _PLAIN_IN.search(text[: phrase.start]):
        return True
    after = text[phrase.end : phrase.end + 2].strip()
    closed = not after or after[0] in ".;)"
    bracketed = before.rstrip().endswith("(") and after[:1] == ")"
    if phrase.precision is Precision.YEARS:
        return (closed and not guards["names"].search(before)) or (bracketed and not guards["names"].search(before))
    return bracketed
