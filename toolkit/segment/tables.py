"""Measure tables with a header row: one row one measure, or several bulleted measures in one cell.

Steps, each with a result of its own: `header` (which column is what), `grid` (what stands in each column of a row,
also through merged cells), `rows` (rows put together that a page break or several owners split), `measures`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.model import (
    NO_TEXT,
    Attribute,
    Block,
    Cell,
    Field,
    FieldState,
    Form,
    SectionKind,
    Table,
    Verdict,
)
from toolkit.segment.announced import column_of
from toolkit.segment.cells import measure_texts, place_of, without_code
from toolkit.segment.columns import NOT_FIELDS, column_key
from toolkit.segment.english import hear
from toolkit.segment.found import Found
from toolkit.segment.language import signals
from toolkit.segment.sections import goal_number

SUPPORT = frozenset(
    {"responsible", "partners", "deadline", "follow_up", "indicator", "resources", "description", "status", "goal",
     "subgoal", "target_group", "problem", "outcome", "comments", "priority", "organisation", "legal_basis"}
)  # fmt: skip
"""Columns that make a column of measures believable."""
HANDED_DOWN = frozenset({"goal", "subgoal", "focus_area", "problem", "number", "organisation", "target_group"})
"""Columns whose empty cells take the value above: the labels that untagged tables print once."""
_HINT = re.compile(
    r"^[(\[](?:indicate|describe|insert|please|list|ange|beskriv|fyll i|skriv)\b[^)\]]*[)\]]$", re.IGNORECASE
)
"""What a template asks for, left as it was."""
_COUNTS = re.compile(r"^[\d\s.,%–-]+$")


@dataclass(frozen=True, slots=True)
class Header:
    """Which key each column has, and how many rows the header takes."""

    keys: Mapping[int, str]
    labels: Mapping[int, str]
    rows: int

    def name(self, column: int) -> str | None:
        """The key of a column; bodies in a column of their own are the owners where no column of owners stands."""
        key = self.keys.get(column)
        return "responsible" if key == "organisation" and "responsible" not in self.keys.values() else key

    def column(self, key: str) -> int | None:
        """The first column with a key."""
        return next((column for column in sorted(self.keys) if self.keys[column] == key), None)


@dataclass(slots=True)
class Entry:
    """One measure's row: per column the cells that stand in it, and whether they were taken from above."""

    row: int
    cells: dict[int, list[Cell]] = field(default_factory=dict)
    above: set[int] = field(default_factory=set)
    more: list[dict[int, Cell]] = field(default_factory=list)
    """Further rows of the same measure: an owner with a date of its own."""
    title: Cell | None = None
    """The spanning row that it stands under."""


def header(table: Table) -> Header | None:
    """The header of a table, if its first rows name at least two concepts."""
    for index, row in enumerate(table.rows[:3]):
        keys: dict[int, str] = {}
        labels: dict[int, str] = {}
        known = 0
        for cell in row:
            key = column_key(cell.text) or column_of(cell.text)
            known += key is not None
            if key is not None and key != "template":
                keys[cell.column] = key
                labels[cell.column] = cell.text
        if "name" in keys.values():  # a list of plans or laws has names too
            named = "measure" if "responsible" in keys.values() and "measure" not in keys.values() else ""
            keys = {column: named if key == "name" else key for column, key in keys.items() if key != "name" or named}
        filled = [cell for cell in row if cell.text.strip()]
        if len(set(keys.values())) >= 2 and known * 2 >= len(filled):
            return _second_row(table, index, keys, labels)
    return None


def _second_row(table: Table, index: int, keys: dict[int, str], labels: dict[int, str]) -> Header:
    """A second header row (Start, Slut below Tid) adds keys to columns that have none."""
    rows = index + 1
    if rows < len(table.rows):
        below = [cell for cell in table.rows[rows] if cell.text.strip()]
        if below and all(column_key(cell.text) and len(cell.text) < 30 for cell in below):
            for cell in below:
                keys.setdefault(cell.column, column_key(cell.text) or "")
                labels.setdefault(cell.column, cell.text)
            rows += 1
    return Header(keys, labels, rows)


def measure_column(found: Header, table: Table) -> int | None:
    """The column that holds the measures, or None where the table holds none."""
    columns = [column for column in sorted(found.keys) if found.keys[column] == "measure"]
    support = {key for key in found.keys.values() if key in SUPPORT}
    if "statistics" in found.keys.values() and not support & {"responsible", "deadline", "partners", "description"}:
        return None
    if columns and (support or len(columns) > 1):
        finer = len(columns) > 1 and (_spans(table, found, columns[0]) or _fuller(table, found, columns))
        return columns[-1] if finer else columns[0]
    if columns and "number" in found.keys.values() and "statistics" not in found.keys.values():
        return columns[0]
    if columns and "focus_area" in found.keys.values() and _acts(table, found, columns[0]):
        return columns[0]
    description = found.column("description")
    if description is not None and support & {"responsible", "deadline"}:
        return description
    if {"responsible", "deadline"} <= support or {"responsible", "follow_up"} <= support:
        return _longest_unnamed(found, table)
    return None


def holds_measures(table: Table) -> bool:
    """Whether a table has a header with a column of measures."""
    found = header(table)
    return found is not None and measure_column(found, table) is not None


def _spans(table: Table, found: Header, column: int) -> bool:
    """Whether a column groups several rows: merged cells, or cells left empty below a filled one."""
    body = [cell for row in table.rows[found.rows :] for cell in row if cell.column == column]
    return any(cell.row_span > 1 for cell in body) or sum(1 for cell in body if not cell.text.strip()) >= 2


def _fuller(table: Table, found: Header, columns: Sequence[int]) -> bool:
    """Whether the last of several columns of measures has more of them: the first names what they belong to."""
    body = [cell for row in table.rows[found.rows :] for cell in row if cell.text.strip()]
    first, last = (sum(1 for cell in body if cell.column == column) for column in (columns[0], columns[-1]))
    return last > first


def _acts(table: Table, found: Header, column: int) -> bool:
    """Whether most cells of a column begin with what is to be done."""
    body = [cell for row in table.rows[found.rows :] for cell in row if cell.column == column]
    texts = [cell.text.lstrip("•●▪◦ ") for cell in body if cell.text.strip()]
    return sum(1 for text in texts if signals(text).starts or hear(text).starts) * 2 > len(texts)


def _longest_unnamed(found: Header, table: Table) -> int | None:
    """The unnamed column with the longest texts, if they are sentences rather than names."""
    lengths: dict[int, list[int]] = {}
    for row in table.rows[found.rows :]:
        for cell in row:
            if cell.column not in found.keys and cell.text.strip():
                lengths.setdefault(cell.column, []).append(len(cell.text))
    means = {column: sum(each) / len(each) for column, each in lengths.items() if len(each) >= 1}
    best = max(means, key=lambda column: (means[column], -column), default=None)
    return best if best is not None and means[best] >= 25 else None


def entries(table: Table, found: Header, measures: int, *, above: Cell | None = None) -> tuple[Entry, ...]:
    """The rows that hold measures, with merged cells filled in and split rows put together."""
    made: list[Entry] = []
    held: dict[int, list[Cell]] = {}
    merged: dict[int, list[Cell]] = {}
    title = above
    for row in table.rows[found.rows :]:
        filled = [cell for cell in row if cell.text.strip()]
        if not filled or _repeats_header(row, found):
            continue
        spanning_cell = _title(row, filled, table, measures)
        if spanning_cell is not None:
            title = spanning_cell
            held = {}
            continue
        entry = Entry(row[0].row, title=title)
        for cell in row:
            if cell.text.strip():
                entry.cells[cell.column] = [cell]
        _fill_from_merged(entry, table, row[0].row, merged)
        if not entry.cells.get(measures):
            if made:
                _join(made[-1], row, measures)
            continue
        if measures in entry.above and made:
            made[-1].more.append({cell.column: cell for cell in filled})
            continue
        if _continues(made, entry, measures, found):
            _join(made[-1], row, measures)
            merged.update({id(cell): made[-1].cells[cell.column] for cell in filled if cell.row_span > 1})
            held.update({column: cells for column, cells in made[-1].cells.items() if column in held})
            continue
        for column, key in found.keys.items():
            if column in entry.cells:
                held[column] = entry.cells[column]
            elif key in HANDED_DOWN and column in held and column < measures:
                entry.cells[column] = held[column]
                entry.above.add(column)
        made.append(entry)
    return tuple(made)


def _repeats_header(row: Sequence[Cell], found: Header) -> bool:
    """A header printed again on the next page."""
    keys = [column_key(cell.text) for cell in row if cell.text.strip()]
    return len(keys) >= 2 and all(key is not None for key in keys)


def _title(row: Sequence[Cell], filled: Sequence[Cell], table: Table, measures: int) -> Cell | None:
    """The only cell of a row that spans the table: a goal or an area for the rows below."""
    if len(filled) != 1 or table.columns < 3:
        return None
    only = filled[0]
    if only.column_span >= max(2, table.columns - 1):
        return only
    numbered = bool(goal_number(only.text))  # a table without lines has no empty cells beside it
    if only.column == 0 and (len(row) > 1 or numbered) and (measures != 0 or _names(only.text)):
        rest = numbered or any(cell is not only for cell in row)
        return only if rest and only.row_span == 1 and (measures != 0 or len(only.text.split()) <= 6) else None
    return None


def _names(text: str) -> bool:
    """A short text without an action verb: the name of an area."""
    return bool(goal_number(text)) or (len(text.split()) <= 5 and not signals(text).starts)


def _fill_from_merged(entry: Entry, table: Table, row: int, merged: Mapping[int, list[Cell]]) -> None:
    """Cells of rows above that reach down into this row, with what they went on from."""
    for line in table.rows:
        for cell in line:
            if cell.row < row < cell.row + cell.row_span and cell.text.strip() and cell.column not in entry.cells:
                entry.cells[cell.column] = merged.get(id(cell), [cell])
                entry.above.add(cell.column)


def _continues(made: Sequence[Entry], entry: Entry, measures: int, found: Header) -> bool:
    """Whether a row goes on the row above: its text begins small in mid-sentence and its number cell is empty."""
    if not made:
        return False
    before, cell = made[-1].cells[measures][-1], entry.cells[measures][0]
    number = found.column("number")
    if number is not None and number in entry.cells and number not in entry.above:
        return False
    open_end = before.text.rstrip()[-1:] not in ".!?:"
    turned = before.provenance.page != cell.provenance.page
    small = cell.text.lstrip()[:1].islower()
    unpaged = cell.provenance.page is None and _mostly_small(entry)
    return (turned or unpaged) and open_end and small


def _mostly_small(entry: Entry) -> bool:
    """Whether half of a row's cells begin with a small letter, as the rest of broken sentences does."""
    texts = [cells[0].text for column, cells in entry.cells.items() if column not in entry.above]
    return sum(1 for text in texts if text[:1].islower()) * 2 >= len(texts)


def _join(entry: Entry, row: Sequence[Cell], measures: int) -> None:
    """A row without a measure of its own: the rest of the row above, or one more owner of the same measure."""
    filled = {cell.column: cell for cell in row if cell.text.strip()}
    last = max((cell.provenance.page or 0) for cells in entry.cells.values() for cell in cells)
    turned = any((cell.provenance.page or 0) > last for cell in filled.values())
    if measures in filled or turned or _mid_sentence(entry, filled):
        for column, cell in filled.items():
            entry.cells.setdefault(column, []).append(cell)
    else:
        entry.more.append(filled)


def _mid_sentence(entry: Entry, filled: Mapping[int, Cell]) -> bool:
    """Whether every new cell goes on a filled cell above it with a small letter."""
    return all(column in entry.cells and cell.text[:1].islower() for column, cell in filled.items())


def table_measures(
    block: Block, table: Table, found: Header, *, kind: SectionKind, path: tuple[str, ...], goal: Field[str] = NO_TEXT
) -> tuple[Found, ...]:
    """The measures of a table with a header; empty where its columns hold none."""
    column = measure_column(found, table)
    if column is None:
        return ()
    made: list[Found] = []
    heading = found.labels.get(column, "")
    for entry in entries(table, found, column):
        attributes = tuple(_attributes(entry, found, column))
        own_goal = _goal(attributes, entry, goal)
        described = found.column("description")
        description = entry.cells.get(described, []) if described is not None and described != column else []
        number = _first_text(entry, found.column("number"))
        for said, where in measure_texts(entry.cells[column]):
            code, text, place = without_code(said, where)
            made.append(
                _judged(
                    Found(
                        text=text,
                        provenance=place,
                        form=Form.TABLE,
                        section=kind,
                        verdict=Verdict.MEASURE,
                        number=number or code,
                        description=" ".join(cell.text for cell in description) or None,
                        description_provenance=place_of(description) if description else None,
                        heading_path=path,
                        attributes=attributes,
                        goal=own_goal,
                        layout=0.95,
                        language=0.5,
                        reasons=(f"tabellrad under kolumnen {heading or '(utan rubrik)'}",),
                    )
                )
            )
    return tuple(made)


def _judged(found: Found) -> Found:
    """The row with what its words say; a row of figures or dashes is no measure."""
    heard = signals(found.text)
    if _HINT.match(found.text):
        return replace(found, verdict=Verdict.FURNITURE, language=0.0, reasons=(*found.reasons, "mallens anvisning"))
    if _COUNTS.match(found.text) or heard.words == 0:
        return replace(found, verdict=Verdict.STATISTICS, language=0.0, reasons=(*found.reasons, "bara siffror"))
    if heard.words <= 2 and found.text.lower().strip(" :.") in {"summa", "totalt", "total", "sum"}:
        return replace(found, verdict=Verdict.STATISTICS, language=0.0, reasons=(*found.reasons, "summarad"))
    if heard.reviewed and heard.meta:
        return replace(found, verdict=Verdict.BACKGROUND, language=0.2, reasons=(*found.reasons, "planens uppföljning"))
    language = 0.9 if heard.acts else 0.6 if heard.nominal else 0.45
    word = heard.starts or heard.commits or heard.passive or heard.does or heard.nominal
    return replace(found, language=language, reasons=(*found.reasons, *((f"ord: {word}",) if word else ())))


def _first_text(entry: Entry, column: int | None) -> str | None:
    cells = entry.cells.get(column, []) if column is not None else []
    return cells[0].text if cells else None


def _attributes(entry: Entry, found: Header, measures: int) -> Iterator[Attribute]:
    """The row's fields; rows of owners with own dates carry a group."""
    grouped = bool(entry.more)
    for column, key in found.keys.items():
        cells = entry.cells.get(column, [])
        if not cells or column == measures or key in NOT_FIELDS:
            continue
        yield Attribute(
            key="comments" if _runs_over(cells, found) else found.name(column) or key,
            text=" ".join(cell.text for cell in cells),
            provenance=place_of(cells),
            state=FieldState.INHERITED if column in entry.above else FieldState.STATED,
            label=found.labels[column],
            items=tuple(item for cell in cells for item in cell.items),
            group=0 if grouped and key in {"responsible", "organisation", "deadline", "partners"} else None,
        )
    for group, row in enumerate(entry.more, start=1):
        for column, cell in row.items():
            named = found.name(column)
            if named and named not in NOT_FIELDS:
                yield Attribute(
                    key=named,
                    text=cell.text,
                    provenance=cell.provenance,
                    label=found.labels[column],
                    items=cell.items,
                    group=group,
                )
    if entry.title is not None:
        key = "goal" if goal_number(entry.title.text) or entry.title.text.lower().startswith("mål") else "focus_area"
        yield Attribute(
            key=key, text=entry.title.text, provenance=entry.title.provenance, state=FieldState.INHERITED, label="rad"
        )


def _runs_over(cells: Sequence[Cell], found: Header) -> bool:
    """Whether a cell stands under several headings at once: what it says is the value of none of them."""
    under = [found.keys.get(at) for cell in cells for at in range(cell.column, cell.column + cell.column_span)]
    return len({key for key in under if key}) > 1


def _goal(attributes: Sequence[Attribute], entry: Entry, above: Field[str]) -> Field[str]:
    """The goal in the row, else the goal of the section."""
    for one in attributes:
        if one.key == "goal":
            return Field(state=one.state, value=one.text, quote=one.text, provenance=one.provenance)
    return above
