"""What a governing document says about itself: title, town, type, decision, number, owner, period, status, language.

Only the first pages are read. What is printed beats the file's own properties, except that a stated property is kept
where nothing is printed. Placeholders ("den XX xxxxxx 2014") make the document a draft; its date stays unknown.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from toolkit.extract.decided import decision, status, tells_of_others
from toolkit.extract.header import Labelled, labelled_values
from toolkit.extract.language import language_of
from toolkit.extract.offices import function_only, place_of
from toolkit.extract.said import HEADER, Said, Span
from toolkit.extract.titles import title_of, type_in
from toolkit.extract.towns import town_around, town_in_name, town_throughout, towns
from toolkit.extract.validity import period
from toolkit.extract.years import year_of
from toolkit.issuers import issuer_in
from toolkit.model import BlockKind, Document, Field, FieldState, Metadata, Provenance

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
    fields = {
        key: _field(one.value, header[one.start : one.end], (one.start, one.end), document) for key, one in said.items()
    }
    found = replace(document.metadata, municipality=_municipality(document, header, title), **fields)
    if found.municipality.value is None and (issued := issuer_in(header)):
        found = replace(found, issuer=_field(issued[0], header[slice(*issued[1])], issued[1], document))
    language = language_of(document.text)
    if language:
        whole = Provenance(document=document.id, start=0, end=len(document.text))
        found = replace(found, language=Field(state=FieldState.STATED, value=language, provenance=whole))
    if found.year.value is None and (year := re.search(r"(?<!\d)(?:19[89]|20[0-4])\d(?![\d_-]*\d{3})", document.file)):
        found = replace(
            found, year=Field(state=FieldState.INHERITED, value=year.group(), quote=document.file, confidence=0.5)
        )
    return _keep_stated(found, document.metadata)


def _municipality(document: Document, header: str, title: Said | None) -> Field[tuple[str, ...]]:
    """Whose document it is: its head says so, its page margins, what stands around it, all of it, or its file's name.

    What the county or the state decided on is no municipality's, however often one is named in it.
    """
    named, place = towns(header, title=(title.start, title.end) if title else None)
    around = town_around([text for text in (document.metadata.title.value, document.imprint) if text])
    # A page on a town's own site is that town's, whichever neighbours it names; a file's properties may be inherited.
    of_site = around is not None and document.format == "html" and len(named) < 2 and named != (around[0],)
    if named and place and not of_site:
        return _field(named, header[slice(*place)], place, document)
    for block in document.blocks if not of_site else ():
        if block.kind is BlockKind.FURNITURE:
            named, place = towns(block.text)
            if named and place:
                start = block.provenance.start
                return _field(named, block.text[slice(*place)], (start + place[0], start + place[1]), document)
    if around:
        return Field(state=FieldState.INHERITED, value=(around[0],), quote=around[1], confidence=_AROUND)
    if not _OF_THE_STATE.search(header):
        named, place = town_throughout(document.text)
        if named and place:
            return replace(_field(named, document.text[slice(*place)], place, document), confidence=_THROUGHOUT)
    if from_name := town_in_name(document.file):
        return Field(state=FieldState.INHERITED, value=(from_name,), quote=document.file, confidence=0.5)
    return Field(state=FieldState.ABSENT)


_AROUND = 0.8
_THROUGHOUT = 0.7
_OF_THE_STATE = re.compile(
    r"\b(?:länsstyrelse|länsplan|regionplan|regeringen|myndigheten för|departement)", re.IGNORECASE
)


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
    if not tells_of_others(found):
        decision(header, labelled, title, found)
        period(header, labelled, title, found)
    status(header, labelled, title, found)
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
    # Neither a day nor a range of years is a number, though they look like one.
    r"(?!\s*(?:19|20)\d\d\s?[-–]\s?(?:(?:19|20)\d\d|\d\d\s?-\s?\d\d)(?!\d))"
    r"(?:[A-ZÅÄÖ]{1,6}|[Kk]s|Kst|Kf|Sn)?[\s./:-]{0,2}"
    r"(?:\d{2,4}\s?/\s?[A-ZÅÄÖ]{2,4}\s?\d{1,6}|\d{2,4}-\d{1,6}[-/](?:19|20)\d\d|"
    r"(?:19|20)\d\d\s?[/:.-]\s?[\d.:]{0,11}\d|\d{1,5}\s?/\s?(?:19|20)?\d\d)(?:[-.:]\d+)*[A-Z]?"
)
_NUMBER_LABEL = re.compile(r"(?<!\w)(?:dnr|diarienr|diarienummer)[.:]*[ \t]+", re.IGNORECASE)
_NUMBER_ALONE = re.compile(
    r"(?m)^[ \t]*(?P<number>(?![A-ZÅÄÖ]*FS\b)[A-ZÅÄÖ]{2,5}[ /.:-]?(?:19|20)\d\d[:/.]\d{1,6})[ \t]*$"
)
_VERSION = re.compile(
    r"(?<![\wåäö])(?:version|ver\.|utgåva|v\.?(?=\s?\d+\.\d))\s?(?:nr\.?\s)?(?P<number>\d{1,2}(?:\.\d+)*)(?![\d-])",
    re.IGNORECASE,
)


def _plain_labels(header: str, labelled: Mapping[str, Labelled], found: dict[str, Said]) -> None:
    """Values that are taken as printed."""
    one = labelled.get("reference_number")
    if one and (match := _REFERENCE.search(one.value)):
        found["reference_number"] = Said(match.group().strip(), one.start + match.start(), one.start + match.end())
    elif (label := _NUMBER_LABEL.search(header)) and (match := _REFERENCE.match(header, label.end())):
        found["reference_number"] = Said(match.group().strip(), match.start(), match.end())
    elif match := _NUMBER_ALONE.search(header[:1000]):
        found["reference_number"] = Said(match["number"], match.start("number"), match.end("number"))
    one = labelled.get("owner")
    if one and 2 < len(one.value) < 120 and (owner := function_only(one.value)):
        at, end = place_of(owner, one.value)
        found["owner"] = Said(owner, one.start + at, one.start + end)
    one = labelled.get("version")
    if one and (match := re.match(r"\d{1,2}(?:[.,]\d+)*(?![\d-])", one.value)):
        found["version"] = Said(match.group(), one.start, one.start + match.end())
    elif match := _VERSION.search(header[:1500]):
        found["version"] = Said(match["number"], match.start("number"), match.end("number"))
