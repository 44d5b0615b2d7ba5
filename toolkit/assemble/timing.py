"""Years and dates of another plan → ours: kept if they lie in the plan's period, moved with the period, or blanked."""

import re
from collections.abc import Iterable

from toolkit.assemble.setting import Setting
from toolkit.model import Change

_MONTHS = (
    "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    "|january|february|march|may|june|july|august|october"
)
_YEAR = r"(?:19|20)\d{2}"
_PHRASE = re.compile(
    rf"(?<![\w/:.-])(?:{_YEAR}-\d{{2}}-\d{{2}}"
    rf"|(?:\d{{1,2}}\.?\s+)?(?:{_MONTHS})\s+{_YEAR}"
    rf"|(?:Q[1-4]|kvartal\s[1-4]|[VH]T|vår(?:en)?|höst(?:en)?|sommar(?:en)?|vintern|(?:vår|höst)terminen|läsåret|spring|autumn)\s+{_YEAR}"
    rf"(?:/(?:\d{{4}}|\d{{2}}))?"
    rf"|{_YEAR}\s?[-–]\s?{_YEAR}|{_YEAR}/(?:\d{{4}}|\d{{2}})(?!\d)|{_YEAR})(?![\w/]|[:-]\d)",
    re.IGNORECASE,
)
_NOT_TIME = re.compile(
    r"(?:agenda|lag|förordning|direktiv|nr|dnr|prop\.|sou|skr\.|\(|vision|mål|åtgärdsprogram)\s*$", re.IGNORECASE
)
_KEPT_AFTER = re.compile(r"^\s*(?::\d|års\s+(?:lag|förordning|budgetlag))", re.IGNORECASE)
_SHORT = re.compile(r"\b([VH]T)\s?(\d{2})\b|\bQ[1-4]\s?[-/]?\s?(\d{2})\b")


def times(quote: str, setting: Setting) -> Iterable[Change]:
    """The year phrases of a quote that do not fit the plan's period."""
    for match in _PHRASE.finditer(quote):
        before = quote[: match.start()]
        if _NOT_TIME.search(before[-14:]) or _KEPT_AFTER.match(quote[match.end() : match.end() + 20]):
            continue
        yield from _fitted(match, setting)
    for match in _SHORT.finditer(quote):
        year = 2000 + int(match.group(2) or match.group(3))
        if not inside(year, setting):
            yield Change(start=match.start(), end=match.end(), old=match.group(), new=setting.blank, rule="tid:lucka")


def _fitted(match: re.Match[str], setting: Setting) -> Iterable[Change]:
    """Nothing where the phrase fits; its years moved where the periods tell how; else a blank."""
    spans = [(found.start(), found.end(), int(found.group())) for found in re.finditer(_YEAR, match.group())]
    years = [year for _, _, year in spans]
    if fits(match.group(), years, setting):
        return
    moved = [year + setting.shift for year in years] if setting.shift else []
    if moved and fits(_moved(match.group(), spans, moved), moved, setting) and "/" not in match.group():
        for (start, end, year), new in zip(spans, moved, strict=True):
            yield Change(
                start=match.start() + start, end=match.start() + end, old=str(year), new=str(new), rule="tid:flyttad"
            )
        return
    yield Change(start=match.start(), end=match.end(), old=match.group(), new=setting.blank, rule="tid:lucka")


def _moved(phrase: str, spans: list[tuple[int, int, int]], years: list[int]) -> str:
    """The phrase with its years exchanged."""
    for (start, end, _), year in zip(reversed(spans), reversed(years), strict=True):
        phrase = phrase[:start] + str(year) + phrase[end:]
    return phrase


def fits(phrase: str, years: list[int], setting: Setting) -> bool:
    """Whether every year lies in the plan's period and the date has not passed."""
    if not all(inside(year, setting) for year in years):
        return False
    full = re.fullmatch(r"\d{4}-\d{2}-\d{2}", phrase)
    return not full or phrase >= setting.today


def inside(year: int, setting: Setting) -> bool:
    """Whether a year lies in the period; without a period, whether it is not past."""
    first = setting.profile.period_from
    last = setting.profile.period_to
    now = int(setting.today[:4])
    return max(first or now, now) <= year <= (last if last is not None else now + 10)
