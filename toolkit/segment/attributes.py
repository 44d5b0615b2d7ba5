"""Attribute tables: owners, dates and other fields printed as a small table below the measure they belong to."""

import re

from toolkit.model import Attribute, Table
from toolkit.segment.columns import NOT_FIELDS, column_key
from toolkit.segment.language import signals
from toolkit.segment.tables import header

_MAYBE = re.compile(r"@|\b0\d{1,3}[ –-]")
"""Without these no text holds an address or a telephone number."""


def attribute_rows(table: Table) -> tuple[Attribute, ...]:
    """The fields of an attribute table: a table of owners and dates that belongs to the heading above it.

    Either a header row of field names with a row for each owner, or labels down the left side.
    """
    fields = _fields(table)
    called = (cell.text for cell in table.cells if _MAYBE.search(cell.text)) if fields else ()
    return () if any(signals(text).contact for text in called) else fields  # a list of whom to call


def _fields(table: Table) -> tuple[Attribute, ...]:
    """The fields, whether or not they are those of a measure."""
    found = header(table)
    if found is not None:
        keys = set(found.keys.values())
        if keys & {"measure", "statistics"} or not keys & {"responsible", "organisation", "deadline"}:
            return ()
        body = table.rows[found.rows :]
        grouped = sum(1 for row in body if any(cell.text.strip() for cell in row)) > 1
        return tuple(
            Attribute(
                key=found.name(cell.column) or "",
                text=cell.text,
                provenance=cell.provenance,
                label=found.labels[cell.column],
                items=cell.items,
                group=group if grouped else None,
            )
            for group, row in enumerate(body)
            for cell in row
            if cell.text.strip() and cell.column in found.keys and found.keys[cell.column] not in NOT_FIELDS
        )
    return _left_labels(table)


def _left_labels(table: Table) -> tuple[Attribute, ...]:
    made = []
    for row in table.rows:
        filled = [cell for cell in row if cell.text.strip()]
        key = column_key(filled[0].text) if filled else None
        if key is None or key in NOT_FIELDS:
            return ()
        for cell in filled[1:]:
            made.append(
                Attribute(key=key, text=cell.text, provenance=cell.provenance, label=filled[0].text, items=cell.items)
            )
    return tuple(made) if any(one.key in {"responsible", "deadline"} for one in made) else ()
