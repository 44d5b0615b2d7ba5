"""What a governing document says about itself: title, town, type, decision, number, owner, period, status, language.

Only the first pages are read. What is printed beats the file's own properties, except that a stated property is kept
where nothing is printed. Placeholders ("den XX xxxxxx 2014") make the document a draft; its date stays unknown.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import TypeVar

from toolkit.extract.datepatterns import words
from toolkit.extract.datepoints import Point, points
from toolkit.extract.dates import parse_deadline
from toolkit.extract.header import Labelled, labelled_values
from toolkit.extract.language import language_of
from toolkit.extract.titles import HEADER, Said, Span, title_of, type_in
from toolkit.extract.towns import town_in_name, towns
from toolkit.extract.years import days, year_of
from toolkit.lexicon import load
from toolkit.model import Document, Field, FieldState, Metadata, Precision, Provenance

_FILE_LIKE = re.compile(
    r"^(?:microsoft word|untitled|namnlös|document\d*|dokument\d*|presentation)|\.(?:docx?|pdf|odt|indd|"
    r"xlsx?)$|^[\W\d_]*$",
    re.IGNORECASE,
)
T = TypeVar("T")


def describe(document: Document) -> Metadata:
    r"""The document's metadata, each value with its place.

    A town and a year that are printed nowhere are taken from the file's name, marked as inherited.

    Example:
        >>> text = "Handlingsplan mot människohandel 2027–2029\nBeslutad av: Kommunfullmäktige\nDnr: KS 2026/0457"
        >>> found = describe(Document(id="d", file="f.txt", text=text, blocks=()))
        >>> found.title.value, found.decided_by.value, found.valid_to.value
        ('Handlingsplan mot människohandel 2027–2029', 'Kommunfullmäktige', '2029-12-31')
    """
    header = document.text[:HEADER]
    title = title_of(document, header)
    said = read_header(header, title=title)
    named, place = towns(header, title=(title.start, title.end) if title else None)
    municipality: Field[tuple[str, ...]] = Field(state=FieldState.ABSENT)
    if named and place:
        municipality = _field(named, header[place[0] : place[1]], place, document)
    elif from_name := town_in_name(document.file):
        municipality = Field(state=FieldState.INHERITED, value=(from_name,), quote=document.file, confidence=0.5)
    fields = {
        key: _field(one.value, header[one.start : one.end], (one.start, one.end), document) for key, one in said.items()
    }
    found = replace(document.metadata, municipality=municipality, **fields)
    language = language_of(document.text)
    if language:
        found = replace(found, language=Field(state=FieldState.STATED, value=language))
    if found.year.value is None and (year := re.search(r"(?<!\d)(?:19[89]|20[0-4])\d(?![\d_-]*\d{3})", document.file)):
        found = replace(
            found, year=Field(state=FieldState.INHERITED, value=year.group(), quote=document.file, confidence=0.5)
        )
    return _keep_stated(found, document.metadata)


def _keep_stated(found: Metadata, before: Metadata) -> Metadata:
    """What the file's properties said stays where nothing is printed, unless it is only a file's name."""
    if found.municipality.value is None and before.municipality.value:
        found = replace(found, municipality=before.municipality)
    if found.title.value and found.title is before.title and _FILE_LIKE.search(found.title.value):
        found = replace(found, title=Field(state=FieldState.ABSENT))
    return found


def _field(value: T, quote: str, span: Span, document: Document) -> Field[T]:
    """A stated field at its place; the page is that of the block it stands in."""
    place = Provenance(document=document.id, start=span[0], end=span[1])
    for block in document.blocks:
        if block.provenance.start <= span[0] < block.provenance.end:
            place = replace(block.provenance, start=span[0], end=span[1])
            break
    return Field(state=FieldState.STATED, value=value, quote=quote, provenance=place)


def read_header(header: str, *, title: Said | None = None) -> dict[str, Said]:
    """Metadata fields that a header states, by name; what is not there is left out.

    Example:
        >>> found = read_header("REMISSVERSION. Antagen av kommunfullmäktige den XX xxxxxx 20XX, § XX")
        >>> found["status"].value, "decided_on" in found
        ('remissversion', False)
    """
    labelled: dict[str, Labelled] = {}
    for one in labelled_values(header):
        labelled.setdefault(one.key, one)
    found: dict[str, Said] = {}
    if title:
        found["title"] = title
    _plain_labels(header, labelled, found)
    _document_type(header, labelled, title, found)
    _decision(header, labelled, found)
    _period(header, labelled, title, found)
    _status(header, found)
    year_of(header, title, found)
    return found


def _said(one: Labelled, value: str | None = None) -> Said:
    return Said(value if value is not None else one.value, one.start, one.end)


def _document_type(header: str, labelled: Mapping[str, Labelled], title: Said | None, found: dict[str, Said]) -> None:
    one = labelled.get("document_type")
    if one and (kind := type_in(one.value)):
        found["document_type"] = _said(one, kind[0])
        return
    text, offset = (header[title.start : title.end], title.start) if title else (header[:200], 0)
    if kind := type_in(text):
        found["document_type"] = Said(kind[0], offset + kind[1][0], offset + kind[1][1])


# --- labels ---------------------------------------------------------------------------------------------------------

_REFERENCE = re.compile(
    r"(?:[A-ZÅÄÖ]{1,6}|Ks|Kst|Kf|Sn)?[\s./:-]{0,2}(?:(?:19|20)\d\d\s?[/:.-]\s?[\d.:]{1,12}|"
    r"\d{1,5}\s?/\s?(?:19|20)?\d\d)(?:[-.:]\d+)*[A-Z]?"
)
_NUMBER = re.compile(r"\b(?:dnr|diarienummer|diarienr|diarie|ärendenr)\b[\s.:]*", re.IGNORECASE)


def _inline_version(header: str) -> Labelled | None:
    """A version inside a line: "Rutin, version 1.2"."""
    match = re.search(r"\bversion\s+(\d+(?:\.\d+)*)", header[:1500], re.IGNORECASE)
    return Labelled("version", match.group(1), match.start(1), match.end(1)) if match else None


def _plain_labels(header: str, labelled: Mapping[str, Labelled], found: dict[str, Said]) -> None:
    """Values that are taken as printed."""
    one = labelled.get("reference_number")
    if one and (match := _REFERENCE.search(one.value)):
        found["reference_number"] = Said(match.group().strip(), one.start + match.start(), one.start + match.end())
    one = labelled.get("owner")
    if one and 2 < len(one.value) < 80 and not re.search(r"\d{4}", one.value):
        found["owner"] = _said(one)
    one = labelled.get("version") or _inline_version(header)
    if one and (match := re.match(r"\d+(?:[.,]\d+)*", one.value)):
        found["version"] = Said(match.group(), one.start, one.start + match.end())


# --- decision -------------------------------------------------------------------------------------------------------

_ADOPTED = re.compile(
    r"(?<!\w)(?:antage[nt]s?|antogs|beslutad|beslutat|fastställ[dt]s?|godkän[dt])"
    r"(?:\s+av)?[\s:]+(?P<who>[A-ZÅÄÖa-zåäö][^\n,.;:§|\d]{2,70}?)(?=\s*(?:\n|,|;|\||§|den\b|\d|\(|x{2}|\.|"
    r"$|datum|dnr|gäller|i\s+(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|"
    r"november|december)))(?P<rest>[^\n]{0,60}(?:\n[^\n]{0,40})?)",
    re.IGNORECASE,
)
_BODIES = re.compile(
    r"fullmäktige|styrelse|nämnd|chef|direktör|utskott|råd|förvaltning|\bKF\b|\bKS\b|\bKSAU\b|council|"
    r"styrgrupp|nätverk|kommitté|myndighet|rektor|förbund",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(?<![A-Za-zÅÄÖåäö])(?:den\s+)?(?:x{2,4}|y{2,4}|_{2,}|å{4})(?:[-/. ](?:x{2,}|m{2}|d{2}|y{2,}|_{2,}|"
    r"å{2,}))+(?:\s+(?:19|20)(?:\d\d|x{2}))?|(?:19|20)(?:\d\d|x{2}|y{2})\s?[-/.]\s?(?:x{1,2}|m{2}|_{1,2}|"
    r"y{2})\s?[-/.]\s?(?:x{1,2}|d{2}|_{1,2}|y{2}|\d\d)|\bden\s+x{1,3}\s|§\s?(?:x{1,4}|_{2,}|y{2,3})\b|"
    r"20x{2}",
    re.IGNORECASE,
)
_DATE_BELOW = re.compile(r"\s*\n\s*(?:datum|den)\b[^\n]{0,60}", re.IGNORECASE)
_PARAGRAPH = re.compile(r"§\s?(\d+[a-z]?)")


def _decision(header: str, labelled: Mapping[str, Labelled], found: dict[str, Said]) -> None:
    """Who decided, when, and in which paragraph."""
    one = labelled.get("decided_by")
    if one and _BODIES.search(one.value) and len(one.value) < 200:
        who = re.split(r"\s*(?:,|;|§|\bden\b|\d{4}|\bx{2})", one.value, maxsplit=1)[0].strip()
        if who:
            found["decided_by"] = Said(who, one.start, one.start + len(who))
            below = _DATE_BELOW.match(header, one.end)
            _decided_on(header, one.start + len(who), below.end() if below else one.end, found)
    dated = labelled.get("decided_on")
    if dated and "decided_on" not in found:
        _decided_on(header, dated.start, dated.end, found)
    for match in _ADOPTED.finditer(header):
        who = match.group("who").strip()
        if not _BODIES.search(who) or len(who.split()) > 7:
            continue
        if "decided_by" not in found:
            found["decided_by"] = Said(re.sub(r"^av\s+", "", who), match.start("who"), match.start("who") + len(who))
        _decided_on(header, match.start("rest"), match.end("rest"), found)
        break
    if "decided_by" not in found and "decided_on" not in found:
        _has_adopted(header, found)


_HAS_ADOPTED = re.compile(
    r"(?P<who>[\wåäöÅÄÖ]*(?:fullmäktige|styrelsen|nämnden))"
    r"\s+(?P<rest>(?:har\s+)?(?:den\s+)?[^\n.;]{0,30}?\b(?:antog|antagit|beslutat?(?:de)?\s+att\s+anta|"
    r"fastställde|fastställt)\b[^\n.;]{0,60})",
    re.IGNORECASE,
)


def _has_adopted(header: str, found: dict[str, Said]) -> None:
    """A decision told in a sentence: "kommunfullmäktige har 2014-09-01 beslutat att anta"."""
    match = _HAS_ADOPTED.search(header[:2500])
    if match and days(match.group("rest")):
        who = match.group("who")
        found["decided_by"] = Said(who, match.start("who"), match.end("who"))
        _decided_on(header, match.start("rest"), match.end("rest"), found)


def _decided_on(header: str, start: int, end: int, found: dict[str, Said]) -> None:
    """The first day, and the first paragraph, between two places."""
    text = header[start:end]
    if _PLACEHOLDER.search(text):
        return
    day = next((point for point in days(text) if point.year and point.bounds()), None)
    if day and "decided_on" not in found:
        bounds = day.bounds()
        if bounds:
            found["decided_on"] = Said(bounds[0].isoformat(), start + day.start, start + day.end)
    paragraph = _PARAGRAPH.search(text)
    if paragraph and "paragraph" not in found:
        found["paragraph"] = Said(f"§ {paragraph.group(1)}", start + paragraph.start(), start + paragraph.end())


# --- period, status, year -------------------------------------------------------------------------------------------


def _period(header: str, labelled: Mapping[str, Labelled], title: Said | None, found: dict[str, Said]) -> None:
    """From and to: labelled, else the range of years in or right after the title."""
    for key in ("valid", "valid_from", "valid_to"):
        one = labelled.get(key)
        if one is None or len(one.value) > 120:
            continue
        deadline = parse_deadline(one.value)
        if deadline is None:
            continue
        low, high = deadline.start, deadline.end
        if key == "valid_to" or (low == high and key == "valid"):
            low = None
        if key == "valid_from":
            low, high = low or high, high if low and high and low != high else None
        if low and "valid_from" not in found:
            found["valid_from"] = _said(one, low)
        if high and "valid_to" not in found:
            found["valid_to"] = _said(one, high)
    if "valid_to" not in found and (match := _UNTIL.search(header[:2500])):
        until = parse_deadline(f"t.o.m. {match.group('day')}")
        if until and until.end:
            found["valid_to"] = Said(until.end, match.start("day"), match.end("day"))
    if title and "valid_from" not in found and "valid_to" not in found:
        span = _range_at(header, title)
        if span and (bounds := span.bounds()):
            found["valid_from"] = Said(bounds[0].isoformat(), span.start, span.end)
            found["valid_to"] = Said(bounds[1].isoformat(), span.start, span.end)


_UNTIL = re.compile(
    r"\b(?:gäller|giltig|gällande)\s+(?:fram\s+)?(?:till och med|till|t\.?\s?o\.?\s?m\.?)\s+(?:och "
    r"med\s+)?(?:den\s+)?(?P<day>\d[^\n.,;]{3,20})",
    re.IGNORECASE,
)


def _range_at(header: str, title: Said) -> Point | None:
    """A range of years in the title or in the two lines after it."""
    end = title.end
    for _ in range(4):
        end = header.find("\n", end + 1)
        if end < 0:
            end = len(header)
            break
    for point in points(header[title.start : end]):
        if point.precision is Precision.YEARS and point.span:
            return replace(point, start=point.start + title.start, end=point.end + title.start)
    return None


@cache
def _status_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (status, re.compile(rf"(?<![\wåäö]){words(entries)}(?![\wåäö])", re.IGNORECASE))
        for status, entries in load("doctypes")["status"].items()
    )


def _status(header: str, found: dict[str, Said]) -> None:
    """Working paper, consultation version, draft, adopted or repealed."""
    opening = header[:1500]
    for status, pattern in _status_words():
        match = pattern.search(opening)
        if match and (status != "utkast" or match.start() < 400):
            found["status"] = Said(status, match.start(), match.end())
            return
    blank = _PLACEHOLDER.search(opening)
    if blank:
        found["status"] = Said("utkast", blank.start(), blank.end())
        for key in ("decided_on", "paragraph"):
            if key in found and blank.start() <= found[key].start < blank.end():
                del found[key]
        return
    if "decided_on" in found:
        found["status"] = Said("antagen", found["decided_on"].start, found["decided_on"].end)
