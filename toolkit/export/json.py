"""Model → the machine-readable contract: what scripts outside plankit read. Keys and shapes are stable."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from toolkit.errors import ToolkitError
from toolkit.model import (
    Block,
    Change,
    Comparison,
    Cost,
    Deadline,
    Document,
    Draft,
    DraftItem,
    Field,
    FieldState,
    FocusArea,
    Measure,
    Meeting,
    Mention,
    Metadata,
    Party,
    Problem,
    Provenance,
    Source,
    Table,
)

JsonObject = dict[str, Any]


def line(value: Mapping[str, Any]) -> str:
    """One object on one line of UTF-8 JSON.

    Example:
        >>> line({"åtgärd": 1})
        '{"åtgärd": 1}'
    """
    return json.dumps(value, ensure_ascii=False)


def field_object(field: Field[Any]) -> JsonObject:
    """A field as ``{"value", "state", "page", "quote"}``; bodies as a list of strings as printed."""
    value = field.value
    if isinstance(value, Deadline):
        value = value.text
    elif isinstance(value, tuple):
        value = [one.name if isinstance(one, Party) else one.key if isinstance(one, Mention) else one for one in value]
    elif isinstance(value, Cost):
        value = value.text
    page = field.provenance.page if field.provenance else None
    return {"value": value, "state": field.state.value, "page": page, "quote": field.quote}


def mentions_object(field: Field[tuple[Mention, ...]]) -> JsonObject:
    """A field of things that are named, and in `found` each of them with its own state, words and place."""
    found = [
        {
            "value": one.key,
            "state": one.state.value,
            "page": one.provenance.page if one.provenance else None,
            "quote": one.text,
            "start": one.provenance.start if one.provenance else None,
            "end": one.provenance.end if one.provenance else None,
        }
        for one in field.value or ()
    ]
    return {**field_object(field), "found": found}


def cost_object(field: Field[Cost]) -> JsonObject:
    """What a measure costs as printed, and the amount: `low` to `high` in whole units of `currency`."""
    cost = field.value
    return {
        **field_object(field),
        "low": cost.low if cost else None,
        "high": cost.high if cost else None,
        "currency": cost.currency if cost else None,
        "each": cost.each if cost else None,
    }


def areas_object(areas: Sequence[FocusArea]) -> JsonObject:
    """The focus areas as a field: the state and the words are those of the strongest, `found` has them all."""
    found = [
        {
            "value": area.key,
            "state": area.state.value,
            "page": area.provenance.page if area.provenance else None,
            "quote": area.quote,
            "score": area.score,
        }
        for area in areas
    ]
    first = found[0] if found else {"state": FieldState.ABSENT.value, "page": None, "quote": None}
    return {
        "value": [area.key for area in areas] or None,
        **{key: first[key] for key in ("state", "page", "quote")},
        "found": found,
    }


def metadata_object(metadata: Metadata) -> JsonObject:
    """Each metadata field by name."""
    return {one.name: field_object(getattr(metadata, one.name)) for one in fields(metadata)}


def problem_object(problem: Problem) -> JsonObject:
    """A problem: kind, page, message, severity."""
    return {
        "kind": problem.kind,
        "page": problem.page,
        "message": problem.message,
        "severity": problem.severity.value,
    }


def _box(place: Provenance) -> list[float] | None:
    """A box with a tenth of a point, or None."""
    return None if place.box is None else [round(edge, 1) for edge in place.box]


def table_object(table: Table) -> JsonObject:
    """Rows of cells; a spanning cell stands once, where it begins."""
    return {
        "rows": [
            {
                "cells": [
                    {
                        "text": cell.text,
                        "row_span": cell.row_span,
                        "column_span": cell.column_span,
                        "header": cell.header,
                        "page": cell.provenance.page,
                        "box": _box(cell.provenance),
                        "column": cell.column,
                    }
                    for cell in row
                ]
            }
            for row in table.rows
        ]
    }


def block_object(block: Block) -> JsonObject:
    """A block with its place; a table block also has its table."""
    place = block.provenance
    found: JsonObject = {
        "kind": block.kind.value,
        "text": block.text,
        "level": block.level,
        "number": block.number,
        "page": place.page,
        "box": _box(place),
        "start": place.start,
        "end": place.end,
    }
    if block.tag is not None:
        found["tag"] = block.tag
    if block.table is not None:
        found["table"] = table_object(block.table)
    return found


def document_object(document: Document) -> JsonObject:
    """A document as `plankit ingest --json` writes it."""
    return {
        "id": document.id,
        "file": document.file,
        "title": document.metadata.title.value,
        "metadata": metadata_object(document.metadata),
        "pages": document.page_count,
        "blocks": [block_object(block) for block in document.blocks],
        "problems": [problem_object(problem) for problem in document.problems],
    }


def measure_object(measure: Measure) -> JsonObject:
    """A measure as `plankit measures --json` writes it."""
    place = measure.provenance
    deadline = field_object(measure.deadline)
    when = measure.deadline.value
    deadline["start"] = when.start if when else None
    deadline["end"] = when.end if when else None
    deadline["recurrence"] = when.recurrence if when else None
    deadline["relation"] = when.relation if when else None
    return {
        "id": measure.id,
        "document": measure.document,
        "municipality": ", ".join(measure.municipality) or None,
        "page": place.page,
        "text": measure.text,
        "description": measure.description,
        "heading_path": list(measure.heading_path),
        "number": measure.number,
        "goal": field_object(measure.goal),
        "responsible": field_object(measure.responsible),
        "partners": field_object(measure.partners),
        "deadline": deadline,
        "indicator": field_object(measure.indicator),
        "follow_up": field_object(measure.follow_up),
        "resources": field_object(measure.resources),
        "cost": cost_object(measure.cost),
        "target_group": field_object(measure.target_group),
        "focus_areas": [area.key for area in measure.focus_areas],
        "focus_areas_field": areas_object(measure.focus_areas),
        "forms": mentions_object(measure.forms),
        "places": mentions_object(measure.places),
        "laws": mentions_object(measure.laws),
        "form": measure.form.value,
        "binding": measure.binding.value,
        "binding_field": field_object(measure.modal),
        "restates": measure.restates,
        "language": measure.language,
        "relevance": round(measure.relevance, 3),
        "topics": {one.topic: one.score for one in measure.topics},
        "confidence": round(measure.confidence, 3),
        "source": {
            "page": place.page,
            "page_end": place.page_end,
            "path": list(place.path),
            "line": place.line,
            "start": place.start,
            "end": place.end,
            "box": _box(place),
        },
    }


def meeting_object(meeting: Meeting) -> JsonObject:
    """A meeting as `plankit meetings --json` writes it: a person by organisation, masked where none is told."""
    return {
        "document": meeting.document,
        "date": meeting.date,
        "place": meeting.place,
        "attendance": [
            {"organisation": one.organisation, "function": one.function, "status": one.status.value}
            for one in meeting.attendance
        ],
        "decisions": [
            {
                "text": one.shown or one.text,
                "owner": one.body or ("[namn]" if one.personal else one.owner),
                "due": one.due,
            }
            for one in meeting.decisions
        ],
        "next_meeting": meeting.next_meeting,
    }


def source_object(source: Source) -> JsonObject:
    """Where an item was taken from."""
    return {
        "document": source.document,
        "municipality": source.municipality,
        "page": source.page,
        "quote": source.quote,
        "title": source.title,
        "measure": source.measure,
    }


def change_object(change: Change) -> JsonObject:
    """One marked change of a quotation."""
    return {"start": change.start, "end": change.end, "from": change.old, "to": change.new, "rule": change.rule}


def item_object(item: DraftItem) -> JsonObject:
    """One item of a draft; applying `changes` to `quote` gives `text`."""
    responsible = next((one.text for one in item.fields if one.key == "responsible"), None)
    return {
        "id": item.id,
        "kind": item.kind.value,
        "text": item.text,
        "quote": item.quote,
        "focus_area": item.focus_area,
        "responsible": responsible,
        "fields": [
            {
                "key": one.key,
                "kind": one.kind.value,
                "text": one.text,
                "quote": one.quote,
                "changes": [change_object(change) for change in one.changes],
            }
            for one in item.fields
        ],
        "sources": [source_object(source) for source in item.sources],
        "reasons": list(item.reasons),
        "flags": list(item.flags),
        "changes": [change_object(change) for change in item.changes],
        "author": item.author,
        "written": item.written,
    }


def draft_object(draft: Draft) -> JsonObject:
    """A draft as `plankit assemble --json` writes it."""
    return {
        "title": draft.title,
        "municipality": draft.municipality,
        "metadata": dict(draft.metadata),
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "text": [
                    {
                        "kind": passage.kind.value,
                        "text": passage.text,
                        "note": passage.note,
                        "suggestions": [source_object(source) for source in passage.suggestions],
                    }
                    for passage in section.passages
                ],
                "items": [item_object(item) for item in section.items],
            }
            for section in draft.sections
        ],
        "warnings": list(draft.warnings),
        "left_out": [item_object(item) for item in draft.left_out],
    }


def unread_object(file: str, error: ToolkitError) -> JsonObject:
    """A file that could not be read, in the shape of a document: no blocks, and the reason as its problem."""
    kind = getattr(error, "kind", "tool_missing")
    problem = {"kind": kind, "page": None, "message": str(error), "severity": "loss"}
    return {"id": None, "file": file, "title": None, "metadata": {}, "pages": 0, "blocks": [], "problems": [problem]}


def comparison_object(table: Comparison) -> JsonObject:
    """A comparison: columns, rows of entries with text, figure, answer, pages and sources."""
    return {
        "title": table.title,
        "columns": [{"key": column.key, "title": column.title} for column in table.columns],
        "rows": [
            [
                {
                    "text": entry.text,
                    "number": entry.number,
                    "answer": entry.answer.value if entry.answer else None,
                    "pages": list(entry.pages),
                    "sources": [source_object(source) for source in entry.sources],
                }
                for entry in row
            ]
            for row in table.rows
        ],
        "row_ids": list(table.row_ids),
        "notes": list(table.notes),
    }
