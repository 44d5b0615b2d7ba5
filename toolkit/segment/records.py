"""One table a measure: labels down the left side, values beside them (Action name, Åtgärd, Ansvarig …).

The rows of all tables are read as one stream, because a record goes on over page breaks and a table may hold several
records. A record begins at a label that names the measure, or at a title row above rows of labels.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from toolkit.model import (
    Attribute,
    Block,
    BlockKind,
    Cell,
    Form,
    Provenance,
    SectionKind,
    Table,
    Verdict,
)
from toolkit.segment.columns import NOT_FIELDS, column_key, fold_label
from toolkit.segment.found import Found, spanning
from toolkit.segment.layouts import straight
from toolkit.segment.rows import NUMBERED, Row, label_column, read_row
from toolkit.segment.sections import heading_kind

_CAPTION = re.compile(r"(?:table|figure|tabell|figur|diagram)\s+[A-Z]?[-\d.]", re.IGNORECASE)
LOOK_AHEAD = 40
"""Blocks after which a record whose table broke off is given up."""


@dataclass(slots=True)
class Value:
    """What stands beside one label: cells in order."""

    key: str
    label: str
    texts: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    places: list[Provenance] = field(default_factory=list)

    def add(self, text: str, place: Provenance, items: Sequence[str] = ()) -> None:
        """One more cell or paragraph of the value."""
        if text.strip():
            self.texts.append(text.strip())
            self.items.extend(items)
            self.places.append(place)

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(self.texts)


@dataclass(slots=True)
class Record:
    """A record being read."""

    block: int
    values: list[Value] = field(default_factory=list)
    blocks: set[int] = field(default_factory=set)

    @property
    def keys(self) -> set[str]:
        """Keys of the labels met so far."""
        return {value.key for value in self.values}


@dataclass(slots=True)
class Stream:
    """The rows of the document read so far."""

    kinds: Sequence[SectionKind]
    paths: Sequence[tuple[str, ...]]
    found: list[Found] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    record: Record | None = None
    gap: int = 0
    above: tuple[int, Block] | None = None
    """The last short line of text: the name of a record whose table does not print it."""

    def close(self) -> None:
        """Ends the open record."""
        record, self.record = self.record, None
        if record is not None:
            record.values = _once(record.values)
        if record is not None and _is_measure(record):
            self.found.append(_found(record, self.kinds, self.paths))
            self.used.update(record.blocks)


MANY_AGAIN = 3
"""So many labels met twice say that a second record, whose name was lost in print, was read on to the first."""


def _once(values: list[Value]) -> list[Value]:
    """The values of a record without those of a nameless one that follows it, where names stand beside a number."""
    if not values or not NUMBERED.fullmatch(values[0].label.strip()):
        return values
    met: set[str] = set()
    again = []
    for value in values:
        label = fold_label(value.label)
        if label and label in met and value.key != "measure":
            again.append(value)
        met.add(label)
    return [value for value in values if value not in again] if len(again) >= MANY_AGAIN else values


def records(
    blocks: Sequence[Block], kinds: Sequence[SectionKind], paths: Sequence[tuple[str, ...]]
) -> tuple[tuple[Found, ...], frozenset[int]]:
    """The measures printed as one table each, and the indices of the blocks they were read from."""
    stream = Stream(kinds, paths)
    blocks = [replace(block, table=straight(block.table)) if block.table is not None else block for block in blocks]
    for index, block in enumerate(blocks):
        if block.table is not None:
            stream.gap = 0
            _read_table(stream, index, block.table)
        elif block.kind is not BlockKind.FURNITURE:
            _read_text(stream, blocks, index)
    stream.close()
    return tuple(stream.found), frozenset(stream.used)


def _read_text(stream: Stream, blocks: Sequence[Block], index: int) -> None:
    """A block between tables: the rest of the open value, or the end of the record."""
    block = blocks[index]
    short = block.kind is BlockKind.HEADING or (len(block.text.split()) <= 14 and block.text[-1:] not in ".:;,")
    stream.above = (index, block) if short else None
    if stream.record is None:
        return
    stream.gap += 1
    told = heading_kind(block.text)[0] if block.kind is BlockKind.HEADING else None
    if told not in (None, SectionKind.MEASURES) and len(block.text.split()) <= 6:
        stream.close()  # a chapter of another kind begins; a page header in a record names no kind
        return
    if stream.gap > LOOK_AHEAD or _CAPTION.match(block.text) or not _goes_on(blocks, index, stream.record):
        stream.close()
    elif block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) and stream.record.values:
        stream.record.values[-1].add(block.text, block.provenance)
        stream.record.blocks.add(index)


def _read_table(stream: Stream, index: int, table: Table) -> None:
    """The rows of one table."""
    labels_at = label_column(table)
    title: Cell | None = None
    first = _first_key(table, labels_at)
    waits = stream.record is not None and not stream.record.keys & {"description", first}
    title_above = stream.above is not None and bool(_ENUMERATED.match(stream.above[1].text))
    named = not waits and _is_named_above(table, first, title_above)
    headless = named and first is not None
    titled = _labels(table) >= {"name", "responsible"} and "measure" not in _labels(table)
    for row in table.rows:
        read = read_row(row, columns=table.columns, labels_at=labels_at)
        if read.key == "name":
            read = replace(read, key="measure" if titled else "other")
        if read.title:
            title = None if headless else read.cells[0]  # below the first labels it heads a part of the record
            continue
        if read.header:
            stream.close()
            continue
        if stream.record is not None and read.key == "measure" and _inside(read, stream.record, index):
            read = replace(read, key="description" if _says_what(read, stream.record) else "other")
        if _opens(read, stream.record, title, table):
            stream.close()
            stream.record = Record(index)
            if read.key != "measure" and title is not None:
                _put(stream.record, "measure", "", (title,))
        elif named and stream.above is not None and read.key:
            _open_above(stream, index)
        named = False
        if stream.record is not None:
            _take_row(stream.record, index, read)
            title = None if read.key else title


def _take_row(record: Record, index: int, row: Row) -> None:
    record.blocks.add(index)
    last = record.values[-1] if record.values else None
    if row.key == "other" and last is not None and (key := _label_goes_on(last.label, row.label)):
        last.key, last.label = key, f"{last.label} {row.label}"
        row = replace(row, key=None)
    if row.key:
        _put(record, row.key, row.label, row.cells)
    elif record.values:
        for cell in row.cells:
            record.values[-1].add(cell.text, cell.provenance, cell.items)


def _label_goes_on(above: str, below: str) -> str | None:
    """The key of a label that was printed over two rows: "Responsible bodies/persons", "for implementation"."""
    return column_key(f"{above} {below}") if above and below[:1].islower() else None


def _labels(table: Table) -> frozenset[str]:
    """Keys of the labels in the two first columns."""
    return frozenset(filter(None, (column_key(cell.text) for row in table.rows for cell in row[:2])))


def _first_key(table: Table, labels_at: int | None) -> str | None:
    """Key of the label in the first row that is not empty, None where that is no label."""
    row = next((row for row in table.rows if any(cell.text.strip() for cell in row)), ())
    return read_row(row, columns=table.columns, labels_at=labels_at).key if row else None


_ENUMERATED = re.compile(r"(?:[A-Z]|\d{1,2}(?:\.\d{1,2})*)[.)] ?\w{3}")


def _is_named_above(table: Table, first: str | None, enumerated: bool) -> bool:
    """Whether a table is a record but for its name: what and who, or an aim with fields; no label of a measure."""
    keys: dict[str, bool] = {}
    for row in table.rows:
        for cell, value in pairwise(row):
            key = column_key(cell.text)
            if key is not None:
                keys[key] = keys.get(key, False) or bool(value.text.strip())
    whole = {"description", "responsible"} <= keys.keys()
    labelled = enumerated and len(table.rows) >= 3
    aimed = first in ("goal", "description") and table.columns <= 3 and (labelled or len(keys.keys() & _FIELDS) >= 2)
    return (whole or aimed) and not keys.get("measure", False)


def _open_above(stream: Stream, index: int) -> None:
    """Begins a record that is named by the line above its table."""
    if stream.above is None:
        return
    stream.close()
    at, block = stream.above
    stream.record = Record(index, blocks={at, index})
    value = Value("measure", "")
    value.add(block.text, block.provenance)
    stream.record.values.append(value)


def _put(record: Record, key: str, label: str, cells: Sequence[Cell]) -> None:
    value = Value(key, label)
    for cell in cells:
        value.add(cell.text, cell.provenance, cell.items)
    record.values.append(value)


_FIELDS = frozenset({"responsible", "partners", "deadline", "follow_up", "indicator", "resources", "target_group"})


def _opens(row: Row, record: Record | None, title: Cell | None, table: Table) -> bool:
    """Whether a row begins a new record: it names a measure, or is the first label below a title."""
    if row.key == "measure":
        return any(cell.text.strip() for cell in row.cells)
    if title is None or row.key is None or row.key not in _FIELDS | {"description", "goal"}:
        return False
    if record is not None and record.keys.isdisjoint({row.key}) and "measure" in record.keys:
        return False
    keys = {column_key(one.text) for line in table.rows for one in line[:1]}
    return "measure" not in keys and len(keys & _FIELDS) >= 2


def _inside(row: Row, record: Record, index: int) -> bool:
    """Whether a label such as "Actions" stands inside a record that another label opened ("Task name")."""
    opening = next((value.label for value in record.values if value.key == "measure" and value.label), None)
    differs = opening is not None and fold_label(opening) != fold_label(row.label)
    told = bool(record.keys & (_FIELDS | {"description"})) or _says_what(row, record)
    return differs and index in record.blocks and told


def _says_what(row: Row, record: Record) -> bool:
    """Whether a row such as "Vad ska göras?" comes right below the record's name and explains it."""
    named = [value for value in record.values if value.key == "measure"]
    short = len(named) == 1 and record.keys <= {"measure", "number", "goal", "focus_area"} and bool(named[0].label)
    return short and fold_label(row.label).split()[0] in ("vad", "så", "det", "detta", "what")


def _goes_on(blocks: Sequence[Block], index: int, record: Record) -> bool:
    """Whether a label row of the open record comes within reach, before another record begins."""
    for block in blocks[index + 1 : index + LOOK_AHEAD]:
        if block.table is None:
            continue
        labels_at = label_column(block.table)
        for row in block.table.rows:
            read = read_row(row, columns=block.table.columns, labels_at=labels_at)
            if read.header or read.key == "measure" or read.title:
                return False
            if read.key and read.key != "other":
                return read.key == "template" or read.key not in record.keys
            if read.key is None and read.cells and not row[0].text.strip():
                return True
        return False
    return False


def _is_measure(record: Record) -> bool:
    """A record needs its measure and two more labels, one of which is a field or the description."""
    named = [value for value in record.values if value.key == "measure" and value.text]
    others = record.keys - {"measure", "other"}
    return (
        bool(named) and len(others) >= 2 and bool(others & (_FIELDS | {"description", "comments", "goal", "outcome"}))
    )


def _found(record: Record, kinds: Sequence[SectionKind], paths: Sequence[tuple[str, ...]]) -> Found:
    name = next(value for value in record.values if value.key == "measure" and value.text)
    attributes = []
    described = [value for value in record.values if value.key == "description" and value.text]
    description = max(described, key=lambda value: len(value.text), default=None)
    for value in record.values:
        if value is name or not value.text:
            continue
        if value.key not in NOT_FIELDS and value.key != "other":
            attributes.append(
                Attribute(
                    key=value.key,
                    text=value.text,
                    provenance=spanning(value.places[0], value.places[-1]),
                    label=value.label,
                    items=tuple(value.items),
                )
            )
    number = next((value.text for value in record.values if value.key == "number" and value.text), None)
    labels = ", ".join(dict.fromkeys(value.label for value in record.values if value.label and value.key != "other"))
    return Found(
        text=name.text,
        provenance=spanning(name.places[0], name.places[-1]),
        form=Form.TABLE,
        section=kinds[record.block],
        verdict=Verdict.MEASURE,
        number=number,
        description=description.text if description else None,
        description_provenance=spanning(description.places[0], description.places[-1]) if description else None,
        heading_path=paths[record.block],
        attributes=tuple(attributes),
        layout=0.98,
        language=0.8,
        reasons=(f"en tabell per åtgärd, etiketter: {labels[:200]}",),
    )
