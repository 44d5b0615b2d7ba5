"""Who decided on a document, when and in which paragraph, and its status: adopted, consulted on, a draft, repealed."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from toolkit.extract.datepatterns import words
from toolkit.extract.datepoints import points
from toolkit.extract.header import Labelled, next_label
from toolkit.extract.offices import function_only, place_of
from toolkit.extract.said import Said, is_about_this
from toolkit.extract.years import days
from toolkit.lexicon import load
from toolkit.model import Precision

_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_BODIES = re.compile(
    r"fullmäktige|styrelse|nämnd|chef|direktör|utskott|råd|förvaltning|\bKF\b|\bKS\b|\bKSAU\b|council|"
    r"styrgrupp|nätverk|kommitté|myndighet|rektor|förbund|board",
    re.IGNORECASE,
)
_STOP = re.compile(
    rf"\s*(?:[\n,;:|(§\[<]|\d|\bden\s|\bon\s+\d|\bx{{2}}|\bå{{2}}|\bår\b|\bparagraf|\bdatum|\bdnr\b|\bgäller\b|"
    rf"\.(?:\s|$)|\bi\s+(?:{_MONTHS})|\b20)",
    re.IGNORECASE,
)
_ADOPTED = re.compile(
    r"(?<!\w)(?:antage[nt]s?|antagna|antogs|beslutad(?:es)?|beslutat|fastställ[dt]s?|fastställdes|godkän[dt]s?|godkändes|"
    r"adopted|approved)(?:\s+(?:av|i|by))?[\s:]+(?=[A-ZÅÄÖa-zåäö])(?P<rest>[^\n]{3,160}(?:\s*\n\s*(?=\d|den\s|§|[&$]\s?\d)[^\n]{0,60}){0,2})",
    re.IGNORECASE,
)
_HAS_ADOPTED = re.compile(
    r"(?P<who>[\wåäöÅÄÖ]*(?:fullmäktige|styrelsen|nämnden))"
    r"\s+(?P<rest>(?:har\s+)?(?:den\s+)?[^\n.;]{0,30}?\b(?:antog|antagit|beslutat?(?:de)?\s+att\s+anta|"
    r"fastställde|fastställt)\b[^\n.;]{0,100})",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?m)^[ \t]*(?P<who>(?:KF|KS|KSAU|[A-ZÅÄÖ][\wåäö]*(?:fullmäktige|styrelsen?|nämnden|utskottet?))"
    r"(?:\s+i\s+[A-ZÅÄÖ]\w+)?)[ \t,:]+(?P<rest>[^\n]{6,60})$"
)
_REST_ALONE = re.compile(
    rf"(?=.*(?:§|, ?\d{{1,3}}$))"  # A scan may lose the sign, not the number.
    rf"(?:\d{{4}}-\d\d-\d\d|(?:den\s+)?\d{{1,2}}\s+(?:{_MONTHS})\s+\d{{4}}|§\s?\d+|, ?\d{{1,3}}$|[,;()\s])+",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(
    r"(?<![A-Za-zÅÄÖåäö])(?:den\s+)?(?:x{2,4}|y{2,4}|_{2,}|å{4})(?:[-/. ](?:x{2,}|m{2}|d{2}|y{2,}|_{2,}|"
    r"å{2,}))+(?:\s+(?:19|20)(?:\d\d|x{2}))?|(?:19|20)(?:\d\d|x{2}|y{2})\s?[-/.]\s?(?:x{1,2}|m{2}|_{1,2}|"
    r"y{2})\s?[-/.]\s?(?:x{1,2}|d{2}|_{1,2}|y{2}|\d\d)|\bden\s+x{1,3}\s|§\s?(?:x{1,4}|_{2,}|y{2,3})(?!\w)|"
    r"20x{2}|\[(?:skriv\s+(?:namn|datum|beslut)|ange|fyll|infoga|datum|dag|månad|välj)[^\]\n]{0,60}\]|<(?:datum|dokument\w*|beslut\w*|namn|nämnd)>|"
    r"\bden\s{4,}(?:20\d\d\s*)?§|§\s*\.{3,}|\bden\s+\.{3,}",
    re.IGNORECASE,
)
"""What stands where a day or paragraph is to be filled in."""
_DATE_BELOW = re.compile(r"[^\n]{0,60}?\s*\n?\s*\b(?:datum|den)\b[^\n]{0,60}(?:\n\s*\d[^\n]{0,40})?", re.IGNORECASE)
_PARAGRAPH = re.compile(r"(?:§|\bparagraf:?|[&$](?=\s?\d))\s?(\d+[a-z]?)", re.IGNORECASE)
"""A paragraph of minutes; a scan takes its sign for & or $."""
_BODY_WORD = re.compile(
    r"(?<!\w)(?:KF|KS|KSAU|[\wåäö]*(?:fullmäktige|styrelsen?|nämnden|utskottet?|direktören?))(?!\w)", re.IGNORECASE
)
_OF_MEETINGS = ("minnesanteckningar", "protokoll")
"""Types whose text tells what was decided about other documents."""


def tells_of_others(found: Mapping[str, Said]) -> bool:
    """Whether the document is minutes, whose days and decisions are about other documents."""
    kind = found.get("document_type")
    return kind is not None and kind.value in _OF_MEETINGS


def decision(header: str, labelled: Mapping[str, Labelled], title: Said | None, found: dict[str, Said]) -> None:
    """Who decided, when, and in which paragraph, into `found`."""
    one = labelled.get("decided_by")
    if one and len(one.value) < 200:
        below = _DATE_BELOW.match(header, one.end)
        _take(header, one.start, one.end, below.end() if below else one.end, found)
    for key in ("decided_on", "paragraph"):
        if one := labelled.get(key):
            start = one.start if key == "decided_on" else one.start - 1
            who_end = _take(header, one.start, one.end, one.end, found) if "decided_by" not in found else None
            _when(header, who_end or start, one.end, found)
            after = _BODY_WORD.search(one.value)
            if "decided_by" not in found and "decided_on" in found and after:
                found["decided_by"] = Said(after.group(), one.start + after.start(), one.start + after.end())
            if key == "paragraph" and "paragraph" not in found and (bare := re.match(r"\d+[a-z]?\b", one.value)):
                found["paragraph"] = Said(f"§ {bare.group()}", one.start, one.start + bare.end())
    for start, end in _told(header, title):
        if "decided_by" in found and "decided_on" in found:
            break
        known = "decided_by" in found
        who_end = _take(header, start, end, end, {} if known else found)
        if who_end:
            _when(header, who_end, end, found)
    if "decided_by" not in found and "decided_on" not in found:
        _active(header, title, found)


def _told(header: str, title: Said | None) -> Iterator[tuple[int, int]]:
    """Places where a decision is told: after a verb, or a body with a day alone on its line."""
    for match in _ADOPTED.finditer(header):
        if is_about_this(header, match.start(), title):
            yield match.span("rest")
    for match in _ALONE.finditer(header[:1500]):
        if _REST_ALONE.fullmatch(match["rest"]):
            yield match.start("who"), match.end("rest")


def _take(header: str, start: int, end: int, until: int, found: dict[str, Said]) -> int | None:
    """The body at the start of a place, and the day and paragraph after it; where the body ends, if there is one."""
    text = header[start:end]
    lead = re.match(r"(?:av|i|by)\s+", text)
    begin = lead.end() if lead else 0
    stop = _STOP.search(text, begin + 1)
    label = next_label(text, begin + 1)
    ends = min(stop.start() if stop else len(text), label if label is not None else len(text))
    who = text[begin:ends].strip(" .:")
    if not _BODIES.search(who) or len(who.split()) > 8:
        return None
    who = function_only(who) or who
    if not _BODIES.search(who):
        return None
    at, until_who = place_of(who, text)
    found.setdefault("decided_by", Said(who, start + at, start + until_who))
    after = start + ends
    _when(header, after, max(until, end), found)
    return after


def _active(header: str, title: Said | None, found: dict[str, Said]) -> None:
    """A decision told in a sentence: "kommunfullmäktige har 2014-09-01 beslutat att anta"."""
    for match in _HAS_ADOPTED.finditer(header[:2500]):
        if days(match["rest"]) and is_about_this(header, match.end(), title):
            found["decided_by"] = Said(match["who"], match.start("who"), match.end("who"))
            _when(header, match.start("rest"), match.end("rest"), found)
            return


def _when(header: str, start: int, end: int, found: dict[str, Said]) -> None:
    """The first day, and the first paragraph, between two places; a month or a year where no day is printed."""
    text = header[start:end]
    if PLACEHOLDER.search(text):
        return
    if "decided_on" not in found and (day := _day(text)):
        found["decided_on"] = Said(day.value, start + day.start, start + day.end)
    paragraph = _PARAGRAPH.search(text)
    if paragraph and "paragraph" not in found:
        found["paragraph"] = Said(f"§ {paragraph.group(1)}", start + paragraph.start(), start + paragraph.end())


def _day(text: str) -> Said | None:
    """The first day of a text, else the month or year right at its start."""
    for point in days(text):
        if point.year and (bounds := point.bounds()):
            return Said(bounds[0].isoformat(), point.start, point.end)
    for point in points(re.sub(r":(?!\d)", " ", text[:30])):
        if point.year and point.start <= 8 and (bounds := point.bounds()):
            width = {Precision.MONTH: 7, Precision.YEAR: 4}.get(point.precision)
            if width:
                return Said(bounds[0].isoformat()[:width], point.start, point.end)
    return None


# --- status ---------------------------------------------------------------------------------------------------------


@cache
def _status_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (status, re.compile(rf"(?<![\wåäö]){words(entries)}(?![\wåäö])", re.IGNORECASE))
        for status, entries in load("doctypes")["status"].items()
    )


def status(header: str, labelled: Mapping[str, Labelled], title: Said | None, found: dict[str, Said]) -> None:
    """Working paper, consultation version, draft, adopted or repealed, into `found`."""
    opening = header[:1500]
    one = labelled.get("status")
    for name, pattern in _status_words():
        if one and pattern.search(one.value):
            found["status"] = Said(name, one.start, one.end)
            return
    for name, pattern in _status_words():
        for match in pattern.finditer(opening):
            if name != "antagen" and _is_marked(opening, match, title):
                found["status"] = Said(name, match.start(), match.end())
                return
    blank = PLACEHOLDER.search(opening)
    decided = found.get("decided_on")
    if blank and not (decided and not blank.start() <= decided.start < blank.end()):
        found["status"] = Said("utkast", blank.start(), blank.end())
        for key in ("decided_on", "paragraph"):
            if key in found and blank.start() <= found[key].start < blank.end():
                del found[key]
        return
    adopted = found.get("decided_on") or _adopted_without_day(header, title, found)
    if adopted and not tells_of_others(found):
        found["status"] = Said("antagen", adopted.start, adopted.end)


def _adopted_without_day(header: str, title: Said | None, found: Mapping[str, Said]) -> Said | None:
    """Where no day is printed: "Antagen av kommunfullmäktige", or "Antagandehandling"."""
    by = found.get("decided_by")
    if by and re.search(r"(?:antag\w+|fastställ\w+|godkän\w+)\s+(?:av|i)?\s*$", header[: by.start], re.IGNORECASE):
        return by
    match = re.search(r"(?m)^\s*(antagandehandling|antagen handling)\b", header[:1500], re.IGNORECASE)
    return Said("antagen", match.start(1), match.end(1)) if match else None


def _is_marked(opening: str, match: re.Match[str], title: Said | None) -> bool:
    """Whether a status word is a mark: at a line's head, in the title, in brackets, in capitals, on a short line."""
    start = opening.rfind("\n", 0, match.start()) + 1
    end = opening.find("\n", match.end())
    line = opening[start : end if end >= 0 else len(opening)].strip()
    alone = not opening[start : match.start()].strip(" \t|*#_-–") or opening[match.start() - 1 : match.start()] == "("
    if title and title.start <= match.start() < title.end:
        return True
    if match.group().isupper() and len(match.group()) > 4:
        return True
    return (alone and len(line) < 120) or (len(line) <= 40 and not re.search(r"[.!?]$", line))
