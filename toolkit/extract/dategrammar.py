"""The grammar of deadlines: relation, part, point, range, recurrence.

``senast i slutet av mars 2027, därefter årligen`` is a relation (senast), an edge (slutet av), a point (mars 2027) and
a recurrence. Words are data (``lexicon/dates.toml``); how they combine is here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from toolkit.extract.datepatterns import words
from toolkit.extract.datepoints import Point, points, shift
from toolkit.extract.intervals import part_of, same_days, school_years, with_years
from toolkit.lexicon import load
from toolkit.model import Precision

Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A time phrase at `start`-`end`: its days, and how it was put. `context` ends where the text before it does."""

    start: int
    end: int
    days: Days = (None, None)
    relation: str | None = None
    recurrence: str | None = None
    precision: Precision = Precision.NONE
    context: int = 0
    listed: bool = False
    """It is a further item of a list; its relation is that of the first."""
    sure: bool = True
    """Also in running text it says a time; else only in a cell for time."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The compiled lexicon."""

    relations: re.Pattern[str]
    effects: dict[str, tuple[str, str]]
    edges: re.Pattern[str]
    fillers: re.Pattern[str]
    onward: re.Pattern[str]
    recurrence: re.Pattern[str]
    recurrences: tuple[str, ...]
    unsure: re.Pattern[str]
    vague: re.Pattern[str]
    period: re.Pattern[str]
    period_end: re.Pattern[str]
    wide: re.Pattern[str]
    listing: re.Pattern[str]


_BEFORE = r"(?:^|(?<=[\s(\[,:;/–—.\-]))"


@cache
def lexicon() -> _Words:
    """Everything compiled, once."""
    data = load("dates")
    effects = {f"r{index}": (name, entry["effect"]) for index, (name, entry) in enumerate(data["relations"].items())}
    relations = "|".join(
        f"(?P<r{index}>{words(entry['words'])})" for index, entry in enumerate(data["relations"].values())
    )
    recurrence = "|".join(f"(?P<c{index}>{words(entry)})" for index, entry in enumerate(data["recurrence"].values()))
    edges = "|".join(f"(?P<{key}>{words(entry)})" for key, entry in data["edges"].items())
    until = words([*data["relations"]["t.o.m."]["words"], "to", "-", "–", "—", "−", "−"])
    flags = re.IGNORECASE
    return _Words(
        relations=re.compile(rf"{_BEFORE}(?:{relations})\s*$", flags),
        effects=effects,
        edges=re.compile(rf"{_BEFORE}(?:{edges})\s*$", flags),
        fillers=re.compile(rf"{_BEFORE}{words(data['fillers']['words'])}\s*$", flags),
        onward=re.compile(rf"\s*(?:{words(data['onward']['words'])}(?!\w)|[-–—]\s*(?=$|[,;.)]))", flags),
        recurrence=re.compile(rf"(?<![\w-])(?:{recurrence})(?![\wåäö]|-[a-zåäö])", flags),
        recurrences=tuple(data["recurrence"]),
        unsure=re.compile(words(data["unsure"]["words"]), flags),
        vague=re.compile(
            rf"(?<![\w-])(?:(?P<prose>{words(data['vague']['prose'])})|{words(data['vague']['words'])})(?!\w)", flags
        ),
        period=re.compile(rf"(?<!\w){words(data['period']['words'])}(?!\w)", flags),
        period_end=re.compile(rf"(?<!\w){words(data['period_end']['words'])}(?!\w)", flags),
        wide=re.compile(rf"\s*,?\s*(?:och\s+|and\s+)?{until}\s*(?:den|the|år|i|början av)?\s*", flags),
        listing=re.compile(
            r"\s*(?:,|/|&|;|och|and|samt|eller|or|respektive|resp\.?|,\s*(?:och|and|samt))\s*(?:den|the|år|under|i)?\s*",
            flags,
        ),
    )


def phrases(text: str, *, period: tuple[str | None, str | None] | None = None) -> list[Phrase]:
    """All time phrases in the text, in order: dated ones, recurrences, the plan's own period, vague ones.

    Example:
        >>> [(found.relation, str(found.days[1])) for found in phrases("senast i mars 2027")]
        [('senast', '2027-03-31')]
    """
    known = lexicon()
    repeats = _recurrences(text, known)
    taken = [(found.start, found.end) for found in repeats]
    dated = [point for point in points(text) if not _inside(point.start, point.end, taken)]
    found = [*repeats, *_period(text, period, known)]
    found += _dated(text, dated, taken, known)
    spans = [(phrase.start, phrase.end) for phrase in found]
    for match in known.vague.finditer(text):
        if not any(match.start() < end and start < match.end() for start, end in spans):
            found.append(Phrase(start=match.start(), end=match.end(), sure=bool(match.group("prose"))))
    return sorted(found, key=lambda phrase: (phrase.start, -phrase.end))


def _inside(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(low <= start and end <= high for low, high in spans)


def _recurrences(text: str, known: _Words) -> list[Phrase]:
    found = []
    for match in known.recurrence.finditer(text):
        name = known.recurrences[int((match.lastgroup or "c0")[1:])]
        unsure = known.unsure.fullmatch(match.group()) is not None
        found.append(Phrase(start=match.start(), end=match.end(), recurrence=name, sure=not unsure))
    return found


def _period(text: str, period: tuple[str | None, str | None] | None, known: _Words) -> list[Phrase]:
    """The plan's own period, resolved when it is known."""
    low, high = (date.fromisoformat(day) if day else None for day in period) if period else (None, None)
    found = []
    for match in known.period_end.finditer(text):
        found.append(_at(match, text, (None, high), "senast", known))
    for match in known.period.finditer(text):
        if found and match.end() <= found[-1].end and match.start() >= found[-1].start:
            continue
        if re.match(r"\W*(?:iki\s+)?(?:19|20)\d\d", text[match.end() : match.end() + 12]):
            continue
        found.append(_at(match, text, (low, high), "under", known))
    return found


def _at(match: re.Match[str], text: str, days: Days, relation: str, known: _Words) -> Phrase:
    context, _, _ = _prefix(text, 0, match.start(), known)
    return Phrase(
        start=context, end=match.end(), days=days, relation=relation, precision=Precision.PERIOD, context=context
    )


def _prefix(text: str, floor: int, at: int, known: _Words) -> tuple[int, tuple[str, str] | None, str | None]:
    """Where the words that belong to the point at `at` begin, its (relation, effect) and its edge."""
    relation: tuple[str, str] | None = None
    edge: str | None = None
    floor = max(floor, at - 80)
    begin = at
    while True:
        before = text[floor:at]
        if match := known.edges.search(before):
            edge = edge or match.lastgroup
        elif match := known.relations.search(before):
            new = known.effects[match.lastgroup or "r0"]
            if relation is None or relation[1] == "both" or new[1] == "end":
                relation = new
        elif not (match := known.fillers.search(before)):
            return begin, relation, edge
        else:
            # A filler only belongs to the phrase when a relation or an edge stands before it.
            at = floor + match.start()
            if match.group().strip().lower() in {"den", "the"}:
                begin = at
            continue
        at = begin = floor + match.start()


def _dated(text: str, dated: Sequence[Point], taken: Sequence[tuple[int, int]], known: _Words) -> list[Phrase]:
    """One phrase for each group of joined points."""
    found: list[Phrase] = []
    floor = 0
    index = 0
    while index < len(dated):
        group = [dated[index]]
        gaps: list[str] = []
        while index + 1 < len(dated):
            gap = _clean(text, group[-1].end, dated[index + 1].start, taken)
            if not _joins(gap, known):
                break
            gaps.append(gap)
            index += 1
            group.append(dated[index])
        index += 1
        found += _group(text, floor, group, gaps, known)
        floor = group[-1].end
    return found


def _clean(text: str, start: int, end: int, taken: Sequence[tuple[int, int]]) -> str:
    """The text between two points without the recurrences in it."""
    for low, high in taken:
        if start <= low and high <= end:
            return f"{text[start:low].rstrip()} {text[high:end].lstrip()}"
    return text[start:end]


_FROM = re.compile(
    r"\s*,?\s*(?:från och med|fr[.]?\s?o[.]?\s?m[.]?|från|from|starting(?: in)?)\s*(?:den|år)?\s*", re.IGNORECASE
)

_BEHIND = re.compile(
    r"\s*(?:at the latest|or earlier|eller tidigare|\(\s*senast\s*\)|,?\s*senast(?=\s*(?:$|[.;)])))", re.IGNORECASE
)
_TOWARDS = re.compile(r"(?:(?<!fram )\btill|\bby)\s+$", re.IGNORECASE)


def _joins(gap: str, known: _Words) -> bool:
    """Whether two points with this between them are one phrase."""
    return bool(known.wide.fullmatch(gap) or known.listing.fullmatch(gap) or _FROM.fullmatch(gap))


def _group(text: str, floor: int, group: list[Point], gaps: list[str], known: _Words) -> list[Phrase]:
    """The phrases of points that are joined: a range, a span of years, or several dates."""
    begin, relation, edge = _prefix(text, floor, group[0].start, known)
    first, last = group[0], group[-1]
    if len(group) == 2 and _bare_day(first) and last.precision in (Precision.YEAR, Precision.YEARS):
        return [_yearly(begin, first, last, bool(_FROM.fullmatch(gaps[0])), relation)]
    ranged = len(group) == 2 and bool(known.wide.fullmatch(gaps[0]))
    spelt = relation is not None and relation[0] == "under" and len(group) == 2 and first.precision == last.precision
    if len(group) > 1 and not ranged and not spelt and any(p.precision is Precision.DAY for p in group):
        return _separate(text, begin, relation, group, known)
    filled = school_years(with_years(group))
    low, high = filled[0].bounds(), filled[-1].bounds()
    ends: tuple[date, date] | None = (low[0], high[1]) if low and high and low[0] <= high[1] else None
    if len(group) == 1 and edge and ends:
        ends = part_of(ends, first.precision, edge, by=relation is not None and relation[1] == "end")
    if first.precision is Precision.SEASON and len(group) == 1 and _TOWARDS.search(text[: first.start]):
        # "klart till sommaren" may mean before it or during it.
        ends = None
    end, days, name = _effect(
        text,
        last.end,
        ends,
        relation,
        edge,
        first.precision,
        known,
        ranged=len(group) > 1,
        turn=len(group) == 1 and first.turn,
    )
    return [Phrase(start=begin, end=end, days=days, relation=name, precision=_precision(group), context=begin)]


def _bare_day(point: Point) -> bool:
    return point.precision is Precision.DAY and point.year is None


def _precision(group: Sequence[Point]) -> Precision:
    if len(group) > 1 and all(point.precision is Precision.YEAR for point in group):
        return Precision.YEARS
    return group[0].precision


def _yearly(begin: int, day: Point, year: Point, since: bool, relation: tuple[str, str] | None) -> Phrase:
    """A day of the year that comes back until, or from, a year."""
    at = day.bounds(year.year if since else (year.year or 0) + year.span)
    days: Days = (None, None)
    if at:
        days = (at[0], None) if since else (None, at[1])
    return Phrase(
        start=begin,
        end=year.end,
        days=days,
        relation=relation[0] if relation else None,
        recurrence="årligen" if since else None,
        precision=Precision.DAY,
        context=begin,
    )


def _separate(
    text: str, begin: int, relation: tuple[str, str] | None, group: list[Point], known: _Words
) -> list[Phrase]:
    """Each date of a list by itself; the relation of the first goes for all."""
    found = []
    for place, point in enumerate(same_days(with_years(group))):
        end, days, name = _effect(text, point.end, point.bounds(), relation, None, point.precision, known, ranged=False)
        start = begin if place == 0 else point.start
        found.append(
            Phrase(
                start=start,
                end=end,
                days=days,
                relation=name,
                precision=point.precision,
                context=begin,
                listed=place > 0,
            )
        )
    return found


def _effect(
    text: str,
    end: int,
    ends: tuple[date, date] | None,
    relation: tuple[str, str] | None,
    edge: str | None,
    precision: Precision,
    known: _Words,
    *,
    ranged: bool,
    turn: bool = False,
) -> tuple[int, Days, str | None]:
    """Where the phrase ends, its days and its relation."""
    name, effect = relation or (None, "both")
    if effect == "before" and edge == "end":
        name, effect = "senast", "end"
    ranged = ranged or precision is Precision.YEARS
    if ranged and effect in ("start", "before", "after"):
        effect = "both"
        name = "under" if name == "från" else name
    onward = known.onward.match(text, end)
    if relation is None and (behind := _BEHIND.match(text, end)):
        name, effect, end = "senast", "end", behind.end()
    if onward and effect == "both" and onward.group().strip():
        name, effect, end = "från", "start", onward.end()
    if ends is None:
        return end, (None, None), name
    return end, _days_of(ends, effect, turn=turn), name


def _days_of(ends: tuple[date, date], effect: str, *, turn: bool) -> Days:
    """The days that are left of an interval; before a turn is its first day, after it its last."""
    low, high = ends
    if turn and effect != "both":
        return (None, low) if effect in ("end", "before") else (high, None)
    days: dict[str, Days] = {
        "both": (low, high),
        "end": (None, high),
        "start": (low, None),
        "before": (None, shift(low, -1)),
        "after": (shift(high, 1), None),
    }
    return days[effect]
