"""What a row of a table of labels says: a label with its value, a title, a header, or the rest of the value above."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.model import Cell, Table
from toolkit.segment.columns import column_key, fold_label

LONGEST_UNKNOWN_LABEL = 90
"""Characters of a cell in the label column that may be a label we do not know."""


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: its label, if it has one, and the cells of its value."""

    key: str | None
    label: str
    cells: tuple[Cell, ...]
    title: bool = False
    header: bool = False


def label_column(table: Table) -> int | None:
    """The column in which most labels stand, counted from the left, or None."""
    counts: Counter[int] = Counter()
    for row in table.rows:
        labelled = [cell for cell in row[:-1] if column_key(cell.text)]
        if labelled and len(labelled) <= 2:
            counts[labelled[-1].column] += 1
    return min(counts, key=lambda column: (-counts[column], column)) if counts else None


def read_row(row: Sequence[Cell], *, columns: int, labels_at: int | None) -> Row:
    """What a row says: label and value, a title, a column header, or the rest of the value above."""
    filled = [cell for cell in row if cell.text.strip()]
    keys = [column_key(cell.text) for cell in row]
    known = [index for index, key in enumerate(keys) if key]
    if len(filled) > 1 and known and known[0] > 1 and row[known[0]] is filled[0]:
        return Row(keys[known[0]], filled[0].text, tuple(row[known[0] + 1 :]))  # a row pushed to the right
    if known and (name := _numbered_name(row, known[0])):
        return Row("measure", row[known[0]].text, (name,))
    if len(known) >= 3 and len(known) >= len(filled) - 1:
        return Row(None, "", tuple(row), header=True)
    if not filled:
        return Row(None, "", ())
    if known and known[0] <= 1:
        at = _label_index(row, keys)
        if at is not None:
            return Row(keys[at] or "other", row[at].text, tuple(row[at + 1 :]))
    if len(filled) == 1:
        only = filled[0]
        title = only.column == 0 and (only.column_span >= columns or columns > 1) and only is row[0]
        return Row(None, "", (only,), title=title)
    if labels_at is not None:
        cell = next((cell for cell in filled[:-1] if cell.column == labels_at), None)
        if cell is not None and len(fold_label(cell.text)) <= LONGEST_UNKNOWN_LABEL:
            return Row("other", cell.text, tuple(other for other in row if other.column > cell.column))
    return Row(None, "", tuple(filled))


NUMBERED = re.compile(r"(?:action|intervention|measure|project)\b[a-z ]{0,20}\b\d{1,3}\.?", re.IGNORECASE)


def _numbered_name(row: Sequence[Cell], at: int) -> Cell | None:
    """The name beside a label that carries the record's own number ("Action outline 3"), or None."""
    if at > 1 or len(row) < at + 2 or not NUMBERED.fullmatch(row[at].text.strip()):
        return None
    name = row[at + 1]
    rest = any(cell.text.strip() for cell in row[at + 2 :])
    return name if name.text.strip() and column_key(name.text) is None and not rest else None


def _label_index(row: Sequence[Cell], keys: list[str | None]) -> int | None:
    """Index of the cell that is the row's label: the second where a group stands before it, else the first."""
    if len(row) >= 3 and keys[1] and (keys[0] in (None, "template", keys[1]) or keys[1] == "measure"):
        return 1
    if keys[0]:
        group = keys[0] == "template" and len(row) >= 3 and bool(row[1].text.strip())
        if group and any(cell.text.strip() for cell in row[2:]):
            return 1
        return 0 if len(row) > 1 else None
    return 1 if len(row) >= 2 and keys[1] and len(row) > 2 else None
