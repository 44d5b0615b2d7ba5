"""The plans side by side, and what was read of each: register, overview, ingestion report, problems."""

from toolkit.compare.material import Material, areas_of
from toolkit.labels import labels
from toolkit.model import Column, Comparison, DocumentRecord, Entry, Measure, ReadBy, Reading, Severity


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
    metadata = reading.metadata if reading else None

    def read(key: str) -> str:
        value = getattr(metadata, key).value if metadata else None
        return value or ""

    def known(written: str, key: str) -> str:
        return written if written != "okänd" else (read(key) or written)

    owners: dict[str, int] = {}
    for measure in measures:
        for party in measure.responsible.value or ():
            owners[party.name] = owners.get(party.name, 0) + 1
    top = min(owners, key=lambda name: (-owners[name], name)) if owners else ""
    return {
        "municipality": Entry(text=", ".join(row.municipality)),
        "document": Entry(text=known(row.title, "title") if known(row.title, "title") != "okänd" else row.file),
        "document_type": Entry(text=known(row.document_type, "document_type")),
        "status": Entry(text=known(row.status, "status")),
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
        "problems": Entry(number=float(len(reading.problems) if reading else 1)),
    }


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
    """One row a document: how each page was read, tables found and doubtful, characters in no block."""
    text = labels(material.language)
    keys = (
        ("municipality", 18), ("file", 40), ("read_state", 16), ("pages", 8), ("by_tags", 9), ("by_layout", 9),
        ("by_ocr", 9), ("by_nothing", 10), ("tables", 8), ("tables_joined", 10), ("tables_doubtful", 10),
        ("unplaced", 12), ("losses", 8), ("doubts", 8),
    )  # fmt: skip
    rows = []
    for row in material.register:
        reading = next((one for one in material.readings if one.document == row.id), None)
        counts = dict.fromkeys(ReadBy, 0)
        for page in reading.pages if reading else ():
            counts[page.read_by] += 1
        state = "failed" if reading is None or reading.failed else "read"
        severities = [problem.severity for problem in reading.problems] if reading else [Severity.LOSS]
        values: dict[str, Entry] = {
            "municipality": Entry(text=", ".join(row.municipality)),
            "file": Entry(text=row.file),
            "read_state": Entry(text=text[f"compare.state_{state}"]),
            "pages": Entry(number=float(len(reading.pages))) if reading else Entry(),
            "by_tags": Entry(number=float(counts[ReadBy.TAGS])),
            "by_layout": Entry(number=float(counts[ReadBy.LAYOUT])),
            "by_ocr": Entry(number=float(counts[ReadBy.OCR])),
            "by_nothing": Entry(number=float(counts[ReadBy.NOTHING])),
            "tables": Entry(number=float(reading.tables if reading else 0)),
            "tables_joined": Entry(number=float(reading.tables_joined if reading else 0)),
            "tables_doubtful": Entry(number=float(reading.tables_doubtful if reading else 0)),
            "unplaced": Entry(number=float(sum(page.unplaced for page in reading.pages) if reading else 0)),
            "losses": Entry(number=float(severities.count(Severity.LOSS))),
            "doubts": Entry(number=float(severities.count(Severity.DOUBT))),
        }
        rows.append(tuple(values[key] for key, _ in keys))
    return Comparison(
        key="reading",
        title=text["compare.reading"],
        columns=tuple(Column(key=key, title=text[f"compare.{key}"], width=width) for key, width in keys),
        rows=tuple(rows),
        row_ids=tuple(row.id for row in material.register),
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
    rows = tuple(
        tuple(
            Entry(text=value)
            for value in (
                row.id, ", ".join(row.municipality), row.title, row.file, row.document_type, row.status,
                row.period or "", row.source or "", row.received_from or "", row.received or "",
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
        row_ids=tuple(row.id for row in material.register),
    )
