"""Days that minutes name, as they are written: with or without a year, and in the subject line of a letter."""

import datetime as dt
import re
from collections.abc import Sequence

from toolkit.model import Block

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_WRITTEN = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?::?e)? (?P<month>(?:{'|'.join(_MONTHS)})[a-z]*)\.?(?: (?P<year>\d{{4}}))?",
    re.IGNORECASE,
)
_ISO = re.compile(r"\b(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b")
_SLASH = re.compile(r"\b(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:[ -/]*(?P<year>20\d\d))?\b")
CALENDAR = (_ISO, _WRITTEN, _SLASH)
"""The ways in which a day is written."""


def days(text: str, *, since: str | None = None) -> tuple[str, ...]:
    """The days that a text names, as ISO dates; a day without a year is the first one after `since`.

    Example:
        >>> days("senast den 2 november 2026"), days("den 18 januari", since="2021-12-07")
        (('2026-11-02',), ('2022-01-18',))
    """
    found: list[tuple[int, str]] = []
    for pattern in CALENDAR:
        for match in pattern.finditer(text):
            day = _day(match, since)
            if day is not None:
                found.append((match.start(), day))
    return tuple(day for _, day in sorted(found))


def _day(match: re.Match[str], since: str | None) -> str | None:
    month = match.group("month")
    number = int(month) if month.isdigit() else 1 + _MONTHS.index(month[:3].lower())
    year = match.group("year")
    start = dt.date.fromisoformat(since) if since else None
    if year is None and start is None:
        return None
    try:
        day = dt.date(int(year) if year else start.year if start else 1, number, int(match.group("day")))
        if year is None and start and day < start:
            day = day.replace(year=day.year + 1)
    except ValueError:
        return None
    return day.isoformat()


_SENT = re.compile(r"\bFrån: .*?(?:\bDatum|\bSkickat): *(?P<day>[^\n]*?20\d\d-\d\d-\d\d|[^\n]*?20\d\d)", re.DOTALL)
_ABOUT = re.compile(r"\bÄmne: *(?P<about>[^\n]*)")


def letter_about(blocks: Sequence[Block]) -> str | None:
    """The day of the meeting by the subject line of a letter, its year by the day when it was sent."""
    opening = "\n".join(block.text for block in blocks[:8] if block.table is None)
    sent, about = _SENT.search(opening), _ABOUT.search(opening)
    written = days(sent.group("day")) if sent else ()
    named = days(about.group("about"), since=f"{written[0][:4]}-01-01") if about and written else ()
    return named[0] if named else None
