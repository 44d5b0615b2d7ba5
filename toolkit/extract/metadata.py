"""What a governing document says about itself: title, town, type, decision, number, owner, period, status, language.

Only the first pages are read. What is printed beats the file's own properties, except that a stated property is kept
where nothing is printed. Placeholders ("den XX xxxxxx 2014") make the document a draft; its date stays unknown.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from toolkit.extract.datepoints import Point, points, words
from toolkit.extract.dates import parse_deadline
from toolkit.extract.header import Labelled, labelled_values, starts_with_label
from toolkit.extract.language import language_of
from toolkit.extract.towns import plain, towns
from toolkit.lexicon import load
from toolkit.model import BlockKind, Document, Field, FieldState, Metadata, Precision, Provenance

_HEADER = 4000
"""Characters of the document that are read as its header."""
_FILE_LIKE = re.compile(r"^(?:microsoft word|untitled|namnlös|document\d*|dokument\d*|presentation)|\.(?:docx?|pdf|odt|indd|xlsx?)$|^[\W\d_]*$", re.IGNORECASE)  # fmt: skip

T = TypeVar("T")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """A value with the place in the header where it is printed."""

    value: str
    start: int
    end: int


def describe(document: Document) -> Metadata:
    """The document's metadata, each value with its place.

    Example:
        >>> text = "Handlingsplan mot människohandel 2027–2029\\nBeslutad av: Kommunfullmäktige\\nDnr: KS 2026/0457"
        >>> found = describe(Document(id="d", file="f.txt", text=text, blocks=()))
        >>> found.title.value, found.decided_by.value, found.valid_to.value
        ('Handlingsplan mot människohandel 2027–2029', 'Kommunfullmäktige', '2029-12-31')
    """
    header = document.text[:_HEADER]
    title = _title(document, header)
    said = read_header(header, title=title)
    named, place = towns(header, title=(title.start, title.end) if title else None)
    municipality: Field[tuple[str, ...]] = Field(state=FieldState.ABSENT)
    if named and place:
        municipality = _field(named, header[place[0] : place[1]], place, document)
    fields = {
        key: _field(one.value, header[one.start : one.end], (one.start, one.end), document) for key, one in said.items()
    }
    found = replace(document.metadata, municipality=municipality, **fields)  # type: ignore[arg-type]
    language = language_of(document.text)
    if language:
        found = replace(found, language=Field(state=FieldState.STATED, value=language))
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
    _plain_labels(labelled, found)
    _document_type(header, labelled, title, found)
    _decision(header, labelled, found)
    _period(header, labelled, title, found)
    _status(header, found)
    _year(header, title, found)
    return found


def _said(one: Labelled, value: str | None = None) -> Said:
    return Said(value if value is not None else one.value, one.start, one.end)


# --- title and type -------------------------------------------------------------------------------------------------


@cache
def _types() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """A pattern for every name of a document type (also as the last part of a compound), and the type of each.

    Both are without dots and rings, since scanned pages lose them.
    """
    names = {plain(name): kind for kind, entries in load("doctypes")["types"].items() for name in entries}
    every = words([re.escape(name).replace(r"\-", r"\s?-\s?").replace(r"\ ", r"\s*") for name in names])
    return re.compile(rf"(?<!\w)(?P<front>[a-z&-]*?)(?P<type>{every})(?:en|et|n|er|s)?(?!\w)"), {
        re.sub(r"[\s-]", "", name): kind for name, kind in names.items()
    }


def _type_in(text: str) -> tuple[str, Span] | None:
    """The document type that a title or value names, and where: the longest name of the first that stands there."""
    pattern, names = _types()
    match = pattern.search(plain(text))
    if match is None:
        return None
    kind = names.get(re.sub(r"[\s-]", "", match.group("type")))
    return (kind, match.span()) if kind else None


def _document_type(header: str, labelled: Mapping[str, Labelled], title: Said | None, found: dict[str, Said]) -> None:
    one = labelled.get("document_type")
    if one and (kind := _type_in(one.value)):
        found["document_type"] = _said(one, kind[0])
        return
    text, offset = (header[title.start : title.end], title.start) if title else (header[:200], 0)
    if kind := _type_in(text):
        found["document_type"] = Said(kind[0], offset + kind[1][0], offset + kind[1][1])


def _title(document: Document, header: str) -> Said | None:
    """The printed title: the labelled one, the first heading that names a document type, else the first such line."""
    for one in labelled_values(header):
        if one.key == "title" and len(one.value) > 3:
            return Said(one.value, one.start, one.end)
    headings = [
        block for block in document.blocks[:40] if block.kind is BlockKind.HEADING and block.provenance.end < _HEADER
    ]
    for block in headings[:6]:
        if _type_in(block.text) and len(block.text) < 160:
            return Said(block.text, block.provenance.start, block.provenance.end)
    typed = _typed_line(header)
    if typed:
        return typed
    if headings:
        first = headings[0]
        return Said(first.text, first.provenance.start, first.provenance.end)
    return None


_SPLIT_HEAD = re.compile(r"(?:\boch|-|\bför|\bmot|\bi|\bmed|&)\s*$", re.IGNORECASE)


def _typed_line(header: str) -> Said | None:
    """The first line of the header that names a document type, joined with a line it plainly goes on over.

    A line that holds nothing but a general type ("Rapport", "Policy") is taken only where no other is there.
    """
    lines: list[tuple[str, int]] = []
    at = 0
    for line in header[:2500].split("\n"):
        if line.strip():
            lines.append((line.strip(), at + len(line) - len(line.lstrip())))
        at += len(line) + 1
    general: Said | None = None
    for place, (line, start) in enumerate(lines[:45]):
        joined, end = line, start + len(line)
        if _SPLIT_HEAD.search(line) and place + 1 < len(lines) and len(line) < 60:
            following, offset = lines[place + 1]
            joined, end = f"{line} {following}", offset + len(following)
        cell = joined.split(" | ")[0].split("\t")[0].strip()
        end = start + len(cell) if cell != joined else end
        if not _is_title(cell):
            continue
        said = Said(" ".join(cell.split()), start, end)
        if not _GENERAL.search(cell):
            return said
        general = general or said
    return general


def _is_title(line: str) -> bool:
    """Whether a line could be a title: it names one document type and is no sentence, label or contents line."""
    if not 3 < len(line) < 140 or _SENTENCE.search(line) or _NOT_TITLE.match(line) or starts_with_label(line):
        return False
    if line[0].islower() and (len(line) > 45 or not re.match(r"risk|energi|miljö|klimat|handlings|åtgärds", line)):
        return False
    return 1 <= len(list(_types()[0].finditer(plain(line)))) <= 2 and not _DAY.search(line)


_SENTENCE = re.compile(
    r"\.\s*\.\s*\.|[a-zåäö]\.\s|[a-zåäö]\.$|\benligt\b|\b(?:är|ska|som|har|utgör|framtagen|framtaget)\b|:\s"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NOT_TITLE = re.compile(r"\W*(?:\d+\s+\d|\d+\.\d|dokumenttyp|typ av|sida|sid|dnr|datum|revider|version|bilaga|strategi\s+program|innehåll|beslut|antage|fastställ|remissversion|utkast)", re.IGNORECASE)  # fmt: skip
_GENERAL = re.compile(r"(?:^|\s)(?:vision|plan|program|policy|rapport|riktlinjer?|regler|strategi|handlingsplan|rutin(?:er)?|protokoll|report|manual|styrdokument)\W*(?:\d+\s?\(\d+\))?$|^policy\s", re.IGNORECASE)  # fmt: skip


# --- labels ---------------------------------------------------------------------------------------------------------

_REFERENCE = re.compile(
    r"(?:[A-ZÅÄÖ]{1,6}|Ks|Kst|Kf|Sn)?[\s./:-]{0,2}(?:(?:19|20)\d\d\s?[/:.-]\s?[\d.:]{1,12}|\d{1,5}\s?/\s?(?:19|20)?\d\d)(?:[-.:]\d+)*[A-Z]?"
)
_NUMBER = re.compile(r"\b(?:dnr|diarienummer|diarienr|diarie|ärendenr)\b[\s.:]*", re.IGNORECASE)


def _plain_labels(labelled: Mapping[str, Labelled], found: dict[str, Said]) -> None:
    """Values that are taken as printed."""
    one = labelled.get("reference_number")
    if one and (match := _REFERENCE.search(one.value)):
        found["reference_number"] = Said(match.group().strip(), one.start + match.start(), one.start + match.end())
    one = labelled.get("owner")
    if one and 2 < len(one.value) < 80 and not re.search(r"\d{4}", one.value):
        found["owner"] = _said(one)
    one = labelled.get("version")
    if one and (match := re.match(r"\d+(?:[.,]\d+)*", one.value)):
        found["version"] = Said(match.group(), one.start, one.start + match.end())


# --- decision -------------------------------------------------------------------------------------------------------

_ADOPTED = re.compile(
    r"(?<!\w)(?:antage[nt]s?|antogs|beslutad|beslutat|fastställ[dt]s?|godkän[dt])(?:\s+av)?[\s:]+(?P<who>[A-ZÅÄÖa-zåäö][^\n,.;:§|\d]{2,70}?)(?=\s*(?:\n|,|;|\||§|den\b|\d|\(|x{2}|\.|$|datum|dnr|gäller|i\s+(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)))(?P<rest>[^\n]{0,60}(?:\n[^\n]{0,40})?)",
    re.IGNORECASE,
)
_BODIES = re.compile(r"fullmäktige|styrelse|nämnd|chef|direktör|utskott|råd|förvaltning|\bKF\b|\bKS\b|\bKSAU\b|council|styrgrupp|nätverk|kommitté|myndighet|rektor|förbund", re.IGNORECASE)  # fmt: skip
_PLACEHOLDER = re.compile(
    r"(?<![A-Za-zÅÄÖåäö])(?:den\s+)?(?:x{2,4}|y{2,4}|_{2,}|å{4})(?:[-/. ](?:x{2,}|m{2}|d{2}|y{2,}|_{2,}|å{2,}))+(?:\s+(?:19|20)(?:\d\d|x{2}))?|(?:19|20)(?:\d\d|x{2}|y{2})\s?[-/.]\s?(?:x{1,2}|m{2}|_{1,2}|y{2})\s?[-/.]\s?(?:x{1,2}|d{2}|_{1,2}|y{2}|\d\d)|\bden\s+x{1,3}\s|§\s?(?:x{1,4}|_{2,}|y{2,3})\b|20x{2}",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"§\s?(\d+[a-z]?)")


def _decision(header: str, labelled: Mapping[str, Labelled], found: dict[str, Said]) -> None:
    """Who decided, when, and in which paragraph."""
    one = labelled.get("decided_by")
    if one and _BODIES.search(one.value) and len(one.value) < 200:
        who = re.split(r"\s*(?:,|;|§|\bden\b|\d{4}|\bx{2})", one.value, maxsplit=1)[0].strip()
        if who:
            found["decided_by"] = Said(who, one.start, one.start + len(who))
            _decided_on(header, one.start + len(who), one.end, found)
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


def _decided_on(header: str, start: int, end: int, found: dict[str, Said]) -> None:
    """The first day, and the first paragraph, between two places."""
    text = header[start:end]
    if _PLACEHOLDER.search(text):
        return
    day = next((point for point in _days(text) if point.year and point.bounds()), None)
    if day and "decided_on" not in found:
        bounds = day.bounds()
        if bounds:
            found["decided_on"] = Said(bounds[0].isoformat(), start + day.start, start + day.end)
    paragraph = _PARAGRAPH.search(text)
    if paragraph and "paragraph" not in found:
        found["paragraph"] = Said(f"§ {paragraph.group(1)}", start + paragraph.start(), start + paragraph.end())


def _days(text: str) -> list[Point]:
    """Whole days in a text, day-month-year with hyphens as well."""
    turned = re.sub(r"(?<!\d)(\d\d)-(\d\d)-((?:19|20)\d\d)(?!\d)", r"\1/\2/\3", text)
    return [point for point in points(turned) if point.precision is Precision.DAY]


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
            low, high = low or high, None
        if low and "valid_from" not in found:
            found["valid_from"] = _said(one, low)
        if high and "valid_to" not in found:
            found["valid_to"] = _said(one, high)
    if title and "valid_from" not in found and "valid_to" not in found:
        span = _range_at(header, title)
        if span and (bounds := span.bounds()):
            found["valid_from"] = Said(bounds[0].isoformat(), span.start, span.end)
            found["valid_to"] = Said(bounds[1].isoformat(), span.start, span.end)


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


_REVISED = re.compile(r"\brevider(?:ad|at|ing|ats)[^\n]{0,50}", re.IGNORECASE)


def _year(header: str, title: Said | None, found: dict[str, Said]) -> None:
    """The year a document was made: in its title, of its last decision, of its period, of the days printed first."""
    titled = _year_at(header, title) if title else None
    if titled and titled.precision is Precision.YEAR:
        found["year"] = Said(str(titled.year), titled.start, titled.end)
        return
    made = _made(header, found, ranged=titled is not None)
    if made and (titled is None or int(made.value) == (titled.year or 0) - 1):
        # "2024-2027", adopted in 2023: it was made the year before it begins.
        found["year"] = made
        return
    if titled:
        found["year"] = Said(str(titled.year), titled.start, titled.end)
    elif "valid_from" in found:
        found["year"] = Said(found["valid_from"].value[:4], found["valid_from"].start, found["valid_from"].end)


def _made(header: str, found: dict[str, Said], *, ranged: bool) -> Said | None:
    """The year of the last revision or decision, else the one that most of the header's days are in."""
    dated: list[Said] = []
    if "decided_on" in found:
        dated.append(replace(found["decided_on"], value=found["decided_on"].value[:4]))
    for match in _REVISED.finditer(header[:2500]):
        day = next((point for point in _days(match.group()) if point.year), None)
        if day:
            dated.append(Said(str(day.year), match.start() + day.start, match.start() + day.end))
    if dated:
        return max(dated, key=lambda said: said.value)
    days = [point for point in points(header[:600]) if point.year and point.precision is Precision.DAY]
    if not ranged:
        days = days or [point for point in points(header[:2500]) if point.year and point.precision is Precision.DAY]
        days = days or [point for point in points(header[:1200]) if point.year and point.precision is Precision.MONTH]
    if not days:
        return None
    years = [point.year or 0 for point in days]
    most = max(years, key=lambda year: (years.count(year), -year))
    first = next(point for point in days if point.year == most)
    return Said(str(most), first.start, first.end)


def _year_at(header: str, title: Said) -> Point | None:
    """The first year, or range of years, in the title or the few lines after it."""
    end = title.end
    for line in re.finditer(r"[^\n]*\S[^\n]*(?:\n|$)", header[title.end : title.end + 400]):
        if line.start() and (len(line.group()) > 70 or header[: title.end + line.start()].count("\n", title.end) > 60):
            break
        end = title.end + line.end()
        if end - title.end > 160:
            break
    for point in points(header[title.start : end]):
        wide = point.precision in (Precision.YEAR, Precision.YEARS)
        # "2047)" is a page count, 2(47), whose bracket the scan lost.
        page = header[title.start + point.end : title.start + point.end + 1] == ")"
        if point.year and wide and not page:
            return replace(point, start=point.start + title.start, end=point.end + title.start)
    return None
