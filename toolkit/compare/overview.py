"""The plans side by side, and what was read of each: register, overview, ingestion report, problems."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from toolkit.compare.material import Material, areas_of, ranges
from toolkit.labels import labels
from toolkit.model import (
    Column,
    Comparison,
    DocumentRecord,
    Entry,
    Measure,
    PageReading,
    Problem,
    ReadBy,
    Reading,
    Severity,
)

Labels = Mapping[str, str]


def overview(material: Material) -> Comparison:
    """One row a document: what it is, how much it holds, how it compares in shares."""
    text = labels(material.language)
    keys = (
        ("municipality", 18), ("document", 44), ("document_type", 16), ("status", 14), ("decided_by", 22),
        ("decided_on", 12), ("valid_from", 12), ("valid_to", 12), ("expired_note", 12), ("pages", 8),
        ("measure_count", 10), ("focus_count", 11), ("with_owner", 11), ("with_date", 11), ("with_follow_up", 11),
        ("top_owner", 26), ("problems", 10),
    )  # fmt: skip
    readings = {reading.document: reading for reading in material.readings}
    by_document: dict[str, list[Measure]] = {}
    for measure in material.measures.values():
        by_document.setdefault(measure.document, []).append(measure)
    rows = []
    for row in material.register:
        facts = _facts(material, row, readings.get(row.id), by_document.get(row.id, []))
        rows.append(tuple(facts[key] for key, _ in keys))
    return Comparison(
        key="overview",
        title=text["compare.overview"],
        columns=tuple(Column(key=key, title=text[f"compare.{key}"], width=width) for key, width in keys),
        rows=tuple(rows),
        notes=(text["compare.size_note"],),
        row_ids=tuple(row.id for row in material.register),
    )


def _facts(
    material: Material, row: DocumentRecord, reading: Reading | None, measures: list[Measure]
) -> dict[str, Entry]:
    """The entries of one document by column. What a person wrote in the register goes before what was read."""
    read = _read(reading)
    owners: dict[str, int] = {}
    for measure in measures:
        for party in measure.responsible.value or ():
            owners[party.name] = owners.get(party.name, 0) + 1
    top = min(owners, key=lambda name: (-owners[name], name)) if owners else ""
    return {
        "municipality": Entry(text=", ".join(row.municipality)),
        "document": Entry(text=_first(row.title, read("title"), row.file)),
        "document_type": Entry(text=_first(row.document_type, read("document_type"), UNKNOWN)),
        "status": Entry(text=_first(row.status, read("status"), UNKNOWN)),
        "decided_by": Entry(text=read("decided_by")),
        "decided_on": Entry(text=read("decided_on")),
        "valid_from": Entry(text=read("valid_from")),
        "valid_to": Entry(text=read("valid_to")),
        "expired_note": Entry(text=_expired(material, read("valid_to"))),
        "pages": Entry(number=float(len(reading.pages))) if reading and reading.pages else Entry(),
        "measure_count": Entry(number=float(len(measures))),
        "focus_count": Entry(number=float(len({area for measure in measures for area in areas_of(measure)}))),
        "with_owner": _share([bool(measure.responsible.value) for measure in measures]),
        "with_date": _share([measure.deadline.value is not None for measure in measures]),
        "with_follow_up": _share([bool(measure.follow_up.value or measure.indicator.value) for measure in measures]),
        "top_owner": Entry(text=top),
        "problems": Entry(number=float(len(remarks(reading)) if reading else 1)),
    }


UNKNOWN = "okänd"
"""What the register holds where nobody has written anything."""


def _read(reading: Reading | None) -> Callable[[str], str]:
    """A function that gives what the document itself says under a key, or nothing."""

    def read(key: str) -> str:
        value = getattr(reading.metadata, key).value if reading else None
        return str(value or "")

    return read


def _first(*values: str) -> str:
    """The first value that says something."""
    return next((value for value in values if value and value != UNKNOWN), UNKNOWN)


def remarks(reading: Reading) -> tuple[Problem, ...]:
    """The doubts and losses of a reading; a note about what was left out on purpose is none."""
    return tuple(problem for problem in reading.problems if problem.severity is not Severity.NOTE)


def _expired(material: Material, valid_to: str) -> str:
    """The word for yes where the plan's own period has passed."""
    if not valid_to or not material.today:
        return ""
    return labels(material.language)["compare.choice_yes"] if valid_to < material.today[: len(valid_to)] else ""


def _share(passed: list[bool]) -> Entry:
    """A share with its numbers, empty for a document without measures."""
    if not passed:
        return Entry()
    return Entry(text=f"{sum(passed)}/{len(passed)}", number=sum(passed) / len(passed), percent=True)


def reading_report(material: Material) -> Comparison:
    """One row a document: how each page was read, tables, characters in no block, pages to look at; all of it first."""
    text = labels(material.language)
    keys = (
        ("municipality", 18), ("file", 40), ("format", 10), ("read_state", 16), ("pages", 8), ("by_tags", 9),
        ("by_layout", 9), ("by_ocr", 9), ("by_nothing", 10), ("tables", 8), ("tables_joined", 10),
        ("tables_doubtful", 10), ("unplaced", 12), ("suspicious", 22), ("losses", 8), ("doubts", 8), ("notes", 12),
    )  # fmt: skip
    readings = {reading.document: reading for reading in material.readings}
    rows = []
    for row in material.register:
        values = _reading_row(row, readings.get(row.id), text)
        rows.append(tuple(values[key] for key, _ in keys))
    return Comparison(
        key="reading",
        title=text["compare.reading"],
        columns=tuple(Column(key=key, title=text[f"compare.{key}"], width=width) for key, width in keys),
        rows=tuple(rows),
        notes=(_in_all(tuple(readings.values()), text), text["compare.reading_note"]) if rows else (),
        row_ids=tuple(row.id for row in material.register),
    )


def _reading_row(row: DocumentRecord, reading: Reading | None, text: Labels) -> dict[str, Entry]:
    """The entries of one document by column; what a format without pages cannot have is left empty."""
    failed = reading is None or reading.failed
    counts = _by_way(reading.pages if reading else ())
    severities = [problem.severity for problem in reading.problems] if reading else [Severity.LOSS]
    paged = bool(reading and reading.pages)

    def figure(number: int, *, shown: bool = True) -> Entry:
        return Entry(number=float(number)) if shown else Entry()

    return {
        "municipality": Entry(text=", ".join(row.municipality)),
        "file": Entry(text=row.file),
        "format": Entry(text=reading.format.upper() if reading else ""),
        "read_state": Entry(text=text["compare.state_failed" if failed else "compare.state_read"]),
        "pages": figure(len(reading.pages) if reading else 0, shown=paged),
        "by_tags": figure(counts[ReadBy.TAGS], shown=paged),
        "by_layout": figure(counts[ReadBy.LAYOUT], shown=paged),
        "by_ocr": figure(counts[ReadBy.OCR], shown=paged),
        "by_nothing": figure(counts[ReadBy.NOTHING], shown=paged),
        "tables": figure(reading.tables if reading else 0, shown=not failed),
        "tables_joined": figure(reading.tables_joined if reading else 0, shown=not failed),
        "tables_doubtful": figure(reading.tables_doubtful if reading else 0, shown=not failed),
        "unplaced": figure(sum(page.unplaced for page in reading.pages) if reading else 0, shown=paged),
        "suspicious": Entry(text=ranges(suspicious(reading)) if reading and suspicious(reading) else ""),
        "losses": figure(severities.count(Severity.LOSS)),
        "doubts": figure(severities.count(Severity.DOUBT)),
        "notes": figure(severities.count(Severity.NOTE)),
    }


def _by_way(pages: Iterable[PageReading]) -> dict[ReadBy, int]:
    """How many pages were read in each way."""
    counts = dict.fromkeys(ReadBy, 0)
    for page in pages:
        counts[page.read_by] += 1
    return counts


_CLEAR = 0.8
"""A scanned page read with less confidence is to be looked at."""


def suspicious(reading: Reading) -> tuple[int, ...]:
    """Pages to hold against the original: not read, read unsurely, with stray characters, a doubtful table or a remark.

    Example:
        >>> from toolkit.model import PageReading, ReadBy
        >>> pages = (PageReading(number=1, read_by=ReadBy.TAGS), PageReading(number=2, read_by=ReadBy.NOTHING))
        >>> suspicious(Reading(document="d", file="f.pdf", pages=pages))
        (2,)
    """
    found = {
        page.number
        for page in reading.pages
        if page.read_by is ReadBy.NOTHING or page.unplaced or (page.read_by is ReadBy.OCR and page.confidence < _CLEAR)
    }
    found.update(reading.doubtful_pages)
    return tuple(sorted(found | {one.page for one in remarks(reading) if one.page is not None}))


def _in_all(readings: Sequence[Reading], text: Labels) -> str:
    """The whole material in one sentence."""
    pages = [page for reading in readings for page in reading.pages]
    counts = _by_way(pages)
    return text["compare.reading_all"].format(
        documents=len(readings),
        failed=sum(reading.failed for reading in readings),
        pages=len(pages),
        tags=counts[ReadBy.TAGS],
        layout=counts[ReadBy.LAYOUT],
        ocr=counts[ReadBy.OCR],
        nothing=counts[ReadBy.NOTHING],
        tables=sum(reading.tables for reading in readings),
        joined=sum(reading.tables_joined for reading in readings),
        doubtful=sum(reading.tables_doubtful for reading in readings),
        unplaced=sum(page.unplaced for page in pages),
    )


def problems(material: Material) -> Comparison:
    """One row a problem: what could not be read or is doubtful, where, how bad."""
    text = labels(material.language)
    keys = (("municipality", 18), ("file", 40), ("page", 8), ("severity", 12), ("message", 90))
    rows = []
    listed = [(reading.document, reading.file, reading.problems) for reading in material.readings]
    listed += [(part.document, "", part.problems) for part in material.segmentations]
    for document, file, told in listed:
        row = material.rows_by_document.get(document)
        for problem in told:
            rows.append(
                (
                    Entry(text=", ".join(row.municipality) if row else ""),
                    Entry(text=file or (row.file if row else "")),
                    Entry() if problem.page is None else Entry(number=float(problem.page)),
                    Entry(text=text[f"severity.{problem.severity}"]),
                    Entry(text=problem.message),
                )
            )
    return Comparison(
        key="problems",
        title=text["compare.problems"],
        columns=tuple(Column(key=key, title=text[f"compare.{key}"], width=width) for key, width in keys),
        rows=tuple(rows),
        notes=() if rows else (text["compare.no_problems"],),
    )


def register(material: Material) -> Comparison:
    """The list of collected documents: who sent what, when, and under which name it is kept."""
    text = labels(material.language)
    keys = (
        ("id", 18), ("municipality", 20), ("document", 44), ("file", 36), ("document_type", 16), ("status", 14),
        ("period", 14), ("source", 30), ("received_from", 24), ("received", 12), ("sent_to", 20), ("supersedes", 18),
        ("sha256", 20), ("note", 30),
    )  # fmt: skip
    readings = {reading.document: reading for reading in material.readings}

    def shown(row: DocumentRecord, written: str | None, *said: str) -> str:
        """What a person wrote, else what the document says, marked as such."""
        if written and written != UNKNOWN:
            return written
        found = " – ".join(value for value in map(_read(readings.get(row.id)), said) if value)
        return f"{found} ({text['compare.by_document']})" if found else (written or "")

    rows = tuple(
        tuple(
            Entry(text=value)
            for value in (
                row.id, ", ".join(row.municipality), shown(row, row.title, "title"), row.file,
                shown(row, row.document_type, "document_type"), shown(row, row.status, "status"),
                shown(row, row.period, "valid_from", "valid_to"), row.source or "", row.received_from or "",
                row.received or "",
                ", ".join(row.sent_to), row.supersedes or "", row.sha256, row.note or "",
            )
        )
        for row in material.register
    )  # fmt: skip
    return Comparison(
        key="register",
        title=text["compare.register"],
        columns=tuple(Column(key=key, title=text[f"compare.{key}"], width=width) for key, width in keys),
        rows=rows,
        notes=(text["compare.register_note"],),
        row_ids=tuple(row.id for row in material.register),
    )
