"""Tables of labels in other layouts, brought to one: a row a label, the label left of its value.

Each step is a layout seen in print: an empty column in front, two labels with their values side by side, label and
value in one cell, and labels above their values.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.model import Cell, Table
from toolkit.segment.columns import column_key
from toolkit.segment.found import within

Row = tuple[Cell, ...]
FEWEST_LABELS = 2
"""Labels with another key than the first one that make a table one of labels."""
MOST_LABEL_WORDS = 9
_COLON = re.compile(r"\s*[:：]\s+")
_OWN = frozenset({"description", "responsible", "partners", "deadline", "comments", "outcome", "goal", "resources"})
"""Keys of labels that may run into their value without a sign between them."""


def straight(table: Table) -> Table:
    """The table with a row for each label, or as it is where it holds no such layout.

    Example:
        >>> straight(Table(rows=(), columns=0)).rows
        ()
    """
    rows = _without_front(tuple(table.rows))
    rows = tuple(piece for row in rows for piece in _side_by_side(row))
    rows = tuple(_told(row) for row in rows) if _one_each(rows) or _labels_among(rows) >= FEWEST_LABELS else rows
    if _one_each(rows) and _labels_among(rows) > FEWEST_LABELS:
        rows = tuple(_stacked(rows))
    if rows == tuple(table.rows):
        return table
    return replace(table, rows=rows, columns=max(cell.column + cell.column_span for row in rows for cell in row))


def _filled(row: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in row if cell.text.strip()]


def _without_front(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Without a first column that is empty throughout, where the labels stand further right than a group needs."""
    fronts = [row[0] for row in rows if row]
    if not fronts or any(cell.text.strip() or cell.column_span > 1 for cell in fronts):
        return rows
    second = [row for row in rows if len(row) > 3 and column_key(row[2].text) and not column_key(row[1].text)]
    groups = [row for row in rows if len(row) > 3 and column_key(row[1].text) == "template"]
    if not groups and len(second) < FEWEST_LABELS:
        return rows
    return tuple(tuple(replace(cell, column=cell.column - 1) for cell in row[1:]) for row in rows)


def _side_by_side(row: Row) -> Iterator[Row]:
    """A row of two labels with their values, as two rows."""
    if len(row) == 4:
        keys = [column_key(cell.text) for cell in row]
        paired = keys[0] and keys[2] and keys[1] is None and keys[3] is None
        if paired and keys[0] != keys[2] and {keys[0], keys[2]} - {"template", "statistics"}:
            yield row[:2]
            yield tuple(replace(cell, column=cell.column - 2) for cell in row[2:])
            return
    yield row


def _one_each(rows: Sequence[Row]) -> bool:
    """Whether no row holds more than one filled cell: a table of one column."""
    return bool(rows) and all(len(_filled(row)) <= 1 for row in rows)


def _labels_among(rows: Sequence[Row]) -> int:
    """How many different concepts the rows' labels name."""
    keys = {column_key(_split(cell.text)[0]) for row in rows for cell in _filled(row)[:2]}
    return len(keys - {None, "template", "statistics"})


def _split(text: str) -> tuple[str, int]:
    """The label that a cell begins with and where its value begins; the whole text and its end where none is told."""
    colon = _COLON.search(text)
    if colon and column_key(text[: colon.start()]) and len(text[: colon.start()].split()) <= MOST_LABEL_WORDS:
        return text[: colon.start()], colon.end()
    words = list(re.finditer(r"\S+", text[:120]))
    for count in range(min(MOST_LABEL_WORDS, len(words) - 1), 0, -1):
        label, after = text[: words[count - 1].end()], text[words[count].start() :]
        if after[:1].isupper() and len(after) > 2 * len(label) and column_key(label) in _OWN and _whole(label):
            return label, words[count].start()
    return text, len(text)


def _whole(label: str) -> bool:
    """Whether the words are a label by themselves and no shorter beginning of them is one."""
    words = label.split()
    return all(column_key(" ".join(words[:count])) is None for count in range(1, len(words)))


def _told(row: Row) -> Row:
    """The row with the label cut from the value it shares its only filled cell with."""
    filled = _filled(row)
    if len(filled) != 1:
        return row
    cell = filled[0]
    label, at = _split(cell.text)
    if at >= len(cell.text):
        return row
    first = replace(cell, text=label, provenance=within(cell.provenance, 0, len(label)), column_span=1, items=())
    value = replace(
        cell, text=cell.text[at:], provenance=within(cell.provenance, at, len(cell.text)), column=cell.column + 1
    )
    return first, value


def _stacked(rows: Sequence[Row]) -> Iterator[Row]:
    """Labels and the cells below them, put side by side."""
    held: Cell | None = None
    for row in rows:
        filled = _filled(row)
        key = column_key(filled[0].text) if filled else None
        if len(filled) == 1 and key is not None and key not in ("statistics",):
            held = replace(filled[0], column=0, column_span=1)
            yield (held, replace(held, text="", column=1, items=()))
        elif len(filled) == 1 and held is not None:
            yield (replace(held, text=""), replace(filled[0], column=1, column_span=1))
        else:
            yield row
