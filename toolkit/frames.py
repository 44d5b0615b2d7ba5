"""Model ↔ pandas, in one place. The column names of every frame are defined here and are stable."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from toolkit.model import (
    Comparison,
    Cost,
    Deadline,
    DocumentRecord,
    Field,
    Measure,
    Mention,
    Party,
    Reading,
    Severity,
)

if TYPE_CHECKING:
    import pandas as pd

MEASURE_COLUMNS = (
    "id", "document", "municipality", "page", "number", "text", "description", "heading_path", "goal", "responsible",
    "responsible_roles", "partners", "deadline", "deadline_start", "deadline_end", "recurrence", "indicator",
    "follow_up", "resources", "target_group", "focus_area", "focus_areas", "form", "binding", "restates", "language",
    "relevance", "confidence", "cost", "cost_low", "cost_high", "currency", "forms", "places", "laws",
)  # fmt: skip
"""Columns of `measures_frame`, in order. A value that is not printed is missing (NA), never an empty string."""

DOCUMENT_COLUMNS = (
    "id", "municipality", "title", "file", "document_type", "status", "valid_from", "valid_to", "format", "pages",
    "tables", "problems", "failed",
)  # fmt: skip
"""Columns of `documents_frame`, in order."""


def measures_frame(measures: Iterable[Measure]) -> "pd.DataFrame":
    """One row a measure, indexed by its id; columns are `MEASURE_COLUMNS`, then ``relevance_<topic>`` for each topic.

    Bodies, focus areas and heading paths are joined with ``; ``, ``; `` and `` › `` so that a frame can go straight
    to Excel; the tuples are in the model.
    """
    import pandas as pd

    rows = list(measures)
    frame = pd.DataFrame([_measure(measure) for measure in rows], columns=list(MEASURE_COLUMNS))
    scores = [{one.topic: one.score for one in measure.topics} for measure in rows]
    for topic in dict.fromkeys(name for each in scores for name in each):
        frame[f"relevance_{topic}"] = [each.get(topic) for each in scores]
    return frame.astype({"page": "Int64"}).set_index("id", drop=False)


def _measure(measure: Measure) -> tuple[object, ...]:
    """The values of one row, in the order of `MEASURE_COLUMNS`."""
    deadline = measure.deadline.value
    cost = measure.cost.value
    owners = measure.responsible.value or ()
    areas = [area.key for area in measure.focus_areas]
    return (
        measure.id,
        measure.document,
        ", ".join(measure.municipality) or None,
        measure.provenance.page,
        measure.number,
        measure.text,
        measure.description,
        " › ".join(measure.heading_path) or None,
        measure.goal.value,
        "; ".join(party.name for party in owners) or None,
        "; ".join(sorted({party.role for party in owners if party.role})) or None,
        "; ".join(party.name for party in measure.partners.value or ()) or None,
        deadline.text if deadline else None,
        deadline.start if deadline else None,
        deadline.end if deadline else None,
        deadline.recurrence if deadline else None,
        measure.indicator.value,
        measure.follow_up.value,
        measure.resources.value,
        measure.target_group.value,
        areas[0] if areas else None,
        "; ".join(areas) or None,
        str(measure.form),
        str(measure.binding),
        measure.restates,
        measure.language,
        measure.relevance,
        measure.confidence,
        cost.text if cost else None,
        cost.low if cost else None,
        cost.high if cost else None,
        cost.currency if cost else None,
        _keys(measure.forms),
        _keys(measure.places),
        _keys(measure.laws),
    )


def _keys(field: Field[tuple[Mention, ...]]) -> str | None:
    """What is named, joined."""
    return "; ".join(one.key for one in field.value or ()) or None


FIELDS = (
    "goal", "responsible", "partners", "deadline", "indicator", "follow_up", "resources", "cost", "target_group",
    "forms", "places", "laws", "modal",
)  # fmt: skip
"""Fields of a measure that have a state, in the order of `fields_frame`."""
FIELD_COLUMNS = ("measure", "field", "value", "state", "page", "quote", "start", "end", "confidence", "basis")
"""Columns of `fields_frame`, in order."""


def fields_frame(measures: Iterable[Measure]) -> "pd.DataFrame":
    """One row a field of a measure: what it says, its state, and the words and place it was taken from."""
    import pandas as pd

    data = []
    for measure in measures:
        for key in FIELDS:
            field: Field[object] = getattr(measure, key)
            place = field.provenance
            data.append(
                (
                    measure.id,
                    key,
                    _shown(field.value),
                    str(field.state),
                    place.page if place else None,
                    field.quote,
                    place.start if place else None,
                    place.end if place else None,
                    field.confidence,
                    field.basis or None,
                )
            )
    frame = pd.DataFrame(data, columns=list(FIELD_COLUMNS))
    return frame.astype({"page": "Int64", "start": "Int64", "end": "Int64"})


def _shown(value: object) -> str | None:
    """A field's value as text."""
    if isinstance(value, Deadline | Cost):
        return value.text
    if isinstance(value, tuple):
        return "; ".join(one.name if isinstance(one, Party) else one.key for one in value)
    return None if value is None else str(value)


def documents_frame(rows: Sequence[DocumentRecord], readings: Sequence[Reading]) -> "pd.DataFrame":
    """One row a registered document, indexed by its id; columns are `DOCUMENT_COLUMNS`."""
    import pandas as pd

    by_id = {reading.document: reading for reading in readings}
    data = []
    for row in rows:
        reading = by_id.get(row.id, Reading(document=row.id, file=row.file, failed=True))
        meta = reading.metadata
        data.append(
            (
                row.id,
                ", ".join(row.municipality),
                row.title if row.title != "okänd" else (meta.title.value or row.title),
                row.file,
                row.document_type if row.document_type != "okänd" else (meta.document_type.value or row.document_type),
                row.status if row.status != "okänd" else (meta.status.value or row.status),
                meta.valid_from.value,
                meta.valid_to.value,
                reading.format,
                len(reading.pages),
                reading.tables,
                sum(problem.severity is not Severity.NOTE for problem in reading.problems),
                reading.failed,
            )
        )
    return pd.DataFrame(data, columns=list(DOCUMENT_COLUMNS)).set_index("id", drop=False)


def comparison_frame(table: Comparison) -> "pd.DataFrame":
    """A comparison as a frame: columns are the table's own keys, figures as numbers, the rest as text."""
    import pandas as pd

    data = [[entry.number if entry.number is not None else entry.text for entry in row] for row in table.rows]
    index = list(table.row_ids) if len(table.row_ids) == len(table.rows) else None
    return pd.DataFrame(data, columns=[column.key for column in table.columns], index=index)
