"""Pipe tables, also those that a page header, a footer or stray paragraphs cut into pieces.

The rules are about form only. A cell is open until its row ends with a pipe; what stands between two rows of one
table belongs to the cell before. A new row of dashes begins a new table unless the row above it goes on the old one:
its key cell is empty, it repeats the header, or its label is one that elsewhere in the file stands inside a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.ingest.bullets import broken, items, split_bullet
from toolkit.ingest.compose import RawCell, RawTable
from toolkit.ingest.markdown.habits import Habits, PipeRow, label_key
from toolkit.ingest.markdown.inline import plain
from toolkit.ingest.markdown.lines import Line, LineKind, split_cells

LONGEST_CELL = 200
"""Lines that an open cell may go on for."""
LONGEST_GAP = 60
"""Lines between two rows of one table."""


@dataclass(slots=True)
class PipeTable:
    """A whole table: its rows, the furniture found inside it, and the index of the first line after it."""

    columns: int
    leading: bool
    rows: list[PipeRow] = field(default_factory=list)
    heads: int = 0
    """Leading rows above the first row of dashes."""
    aside: list[int] = field(default_factory=list)
    """Indices of furniture lines inside the table."""
    next: int = 0
    shifted: bool = False
    """The row before stood one column too far left."""
    doubtful: bool = False


def begins_table(lines: Sequence[Line], at: int, furniture: frozenset[int]) -> bool:
    """Whether the line at index `at` is a table's first: a row of dashes, a pipe in front, or more rows like it."""
    line = lines[at]
    if line.kind is not LineKind.ROW or line.number in furniture:
        return False
    if line.leading and len(line.cells) > 1:
        return True
    if at + 1 < len(lines) and lines[at + 1].kind is LineKind.RULE:
        return len(lines[at + 1].cells) == len(line.cells)
    if len(line.cells) < 2:
        return False
    near = [other for other in lines[at + 1 : at + 12] if other.kind is LineKind.ROW and len(other.cells) > 1]
    return any(not other.leading and other.number not in furniture for other in near)


def gather(lines: Sequence[Line], at: int, *, furniture: frozenset[int], habits: Habits) -> PipeTable:
    """The table that begins at index `at`, with everything that belongs to it."""
    table = PipeTable(columns=_columns(lines, at), leading=lines[at].leading)
    table.next = _take_row(table, lines, at, furniture, habits)
    if table.next < len(lines) and lines[table.next].kind is LineKind.RULE:
        table.heads = 1
        table.next += 1
    while True:
        found = _next_row(lines, table, furniture)
        if found is None or not _continues(table, lines, found, furniture, habits):
            return table
        label = _close_gap(table, lines, found, furniture, habits)
        rows = len(table.rows)
        table.next = _take_row(table, lines, found, furniture, habits)
        if label and len(table.rows) > rows and not table.rows[-1].cells[0]:
            table.rows[-1].cells[0] = label
        if table.next < len(lines) and lines[table.next].kind is LineKind.RULE:
            table.next += 1
            if len(table.rows) > rows:
                _resume(table, habits)


def _columns(lines: Sequence[Line], at: int) -> int:
    for line in lines[at + 1 : at + LONGEST_CELL]:
        if line.kind is LineKind.RULE:
            return max(len(line.cells), 1)
        if line.kind is LineKind.ROW and line.leading and len(line.cells) > 1:
            break
    near = [line for line in lines[at : at + 12] if line.kind is LineKind.ROW and line.leading == lines[at].leading]
    return max(len(line.cells) for line in near)


def _take_row(table: PipeTable, lines: Sequence[Line], at: int, furniture: frozenset[int], habits: Habits) -> int:
    """Add the row at `at` to the table; the index after its last line."""
    line = lines[at]
    if table.rows and len(line.cells) == 1 and table.columns > 1:
        opened = _open_first(table, lines, at, furniture)
        if opened is None:
            _append(table, line.cells[0])
            return at + 1
        table.rows.append(PipeRow(line.number, opened[0]))
        table.aside += [index for index in range(at, opened[1]) if lines[index].number in furniture]
        return opened[1]
    texts = [line.text]
    end = at + 1
    if not line.closed or (line.leading and len(line.cells) < table.columns and not _ends_row(lines, at)):
        end = _open_end(table, lines, at, furniture, habits)
        end = _without_caption(lines, at, end, habits)
        for index in range(at + 1, end):
            if lines[index].number in furniture:
                table.aside.append(index)
            elif lines[index].kind not in (LineKind.BLANK,):
                texts.append(lines[index].text)
    cells = _cells(texts, table)
    if len(cells) < table.columns:
        missing = [""] * (table.columns - len(cells))
        behind = table.leading and bool(cells[0]) and not habits.inner(label_key(cells[0]))
        cells = cells + missing if behind else missing + cells
    table.rows.append(PipeRow(line.number, _aligned(cells, table, habits)))
    return end


def _open_first(
    table: PipeTable, lines: Sequence[Line], at: int, furniture: frozenset[int]
) -> tuple[list[str], int] | None:
    """The cells of a row whose first cell goes on over several lines, and the index after it; None where none begins.

    The line at `at` has a pipe in front and no other; the line that brings the other cells closes the row.
    """
    if not lines[at].leading or lines[at].closed or not lines[at].cells[0]:
        return None
    first = [lines[at].cells[0]]
    for index in range(at + 1, min(len(lines), at + LONGEST_CELL)):
        line = lines[index]
        if line.number in furniture or line.kind in (LineKind.BLANK, LineKind.PICTURE):
            continue
        if line.kind is LineKind.TEXT:
            first.append(line.text.strip())
            continue
        whole = line.kind is LineKind.ROW and line.closed and len(line.cells) == table.columns
        goes_on = whole and (not line.leading or split_bullet(line.cells[0]) is not None)
        return (["\n".join([*first, line.cells[0]]), *line.cells[1:]], index + 1) if goes_on else None
    return None


def _aligned(cells: list[str], table: PipeTable, habits: Habits) -> list[str]:
    """The cells, moved one column right where the row lost its first cell and got an empty one at the end instead."""
    first, last = label_key(cells[0]), cells[-1]
    if len(cells) != 3 or last or not cells[1] or habits.inner(label_key(cells[1])):
        table.shifted = False
        return cells
    table.shifted = habits.inner(first) or (table.shifted and not first)
    return ["", cells[0], cells[1]] if table.shifted else cells


def _cells(texts: Sequence[str], table: PipeTable) -> list[str]:
    r"""Cells of a row printed on several lines. A line that begins with a pipe and holds one cell goes on the last."""
    joined = texts[0].rstrip()
    for text in texts[1:]:
        body = text.strip()
        whole = len(split_cells(joined)) >= table.columns
        if whole and body.startswith("|"):
            body = body[1:].strip()
        if whole and joined.endswith("|"):
            joined = joined[:-1].rstrip()
        joined = f"{joined}\n{body}"
    cells = [cell.strip() for cell in split_cells(joined)]
    if len(cells) > table.columns > 1 and not table.leading:
        cells = [*cells[: table.columns - 1], " | ".join(cells[table.columns - 1 :])]
    return cells


def _ends_row(lines: Sequence[Line], at: int) -> bool:
    """A short but closed row is whole unless the next line is text without a pipe in front."""
    after = lines[at + 1] if at + 1 < len(lines) else None
    return after is None or after.kind in (LineKind.BLANK, LineKind.RULE, LineKind.ROW)


def _open_end(table: PipeTable, lines: Sequence[Line], at: int, furniture: frozenset[int], habits: Habits) -> int:
    """Index after the last line of the open row at `at`."""
    count = len(lines[at].cells)
    plain_end = at + 1
    while plain_end < len(lines) and lines[plain_end].kind in (LineKind.TEXT, LineKind.PICTURE):
        plain_end += 1
    if table.leading and not lines[at].leading:
        return _bare_end(lines, at, plain_end, habits)
    for index in range(at + 1, min(len(lines), at + LONGEST_CELL)):
        line = lines[index]
        if line.number in furniture or line.kind is LineKind.BLANK:
            continue
        if line.kind is LineKind.RULE:
            return index
        if line.kind is not LineKind.ROW:
            continue
        single = len(line.cells) == 1
        fills = (
            table.leading
            and not line.leading
            and count < table.columns
            and count + len(line.cells) - 1 <= table.columns
        )
        if not single and not fills:
            more = any(other.kind is not LineKind.BLANK for other in lines[plain_end:index])
            return index if more and not _ruled(lines, index) else min(plain_end, index)
        count += len(line.cells) - 1
        if line.closed and count >= min(table.columns, 2):
            return index + 1
    return plain_end


def _bare_end(lines: Sequence[Line], at: int, plain_end: int, habits: Habits) -> int:
    """Index after the last line of a row without outer pipes in a table that has them: a row a line.

    Its last cell goes on over lines of text, and over a line that does nothing but close it; a label whose value was
    left empty is no such line.
    """
    for index in range(at + 1, plain_end):
        if habits.inner(label_key(lines[index].text.strip())):
            return index
    last = lines[plain_end] if plain_end < len(lines) else None
    closes = last is not None and last.kind is LineKind.ROW and len(last.cells) == 1 and last.closed
    return plain_end + 1 if closes else plain_end


def _without_caption(lines: Sequence[Line], at: int, end: int, habits: Habits) -> int:
    """The end of an open row, less the caption of the table that follows it."""
    last = end - 1
    while last > at and lines[last].kind is LineKind.BLANK:
        last -= 1
    if last > at and lines[last].kind is LineKind.TEXT and lines[last].key in habits.captions:
        return last
    return end


def _ruled(lines: Sequence[Line], at: int) -> bool:
    """Whether a row of dashes follows the row that begins at `at`, maybe after further lines of its cells."""
    for line in lines[at + 1 : at + 40]:
        if line.kind is LineKind.RULE:
            return True
        if line.kind is LineKind.BLANK or (line.kind is LineKind.ROW and len(line.cells) > 1):
            return False
    return False


def _next_row(lines: Sequence[Line], table: PipeTable, furniture: frozenset[int]) -> int | None:
    """Index of the next row after the table so far, if nothing but text and furniture stands between."""
    for index in range(table.next, min(len(lines), table.next + LONGEST_GAP)):
        line = lines[index]
        if line.number in furniture or line.kind in (LineKind.BLANK, LineKind.TEXT, LineKind.PICTURE):
            continue
        if line.kind is LineKind.ROW:
            return index
        if line.kind is LineKind.RULE:
            continue
        return None
    return None


def _continues(table: PipeTable, lines: Sequence[Line], at: int, furniture: frozenset[int], habits: Habits) -> bool:
    """Whether the row at `at` belongs to the table above."""
    line = lines[at]
    gap = lines[table.next : at]
    if len(line.cells) == 1 and table.columns > 1:
        return not gap or not _ruled(lines, at)
    between = [other for other in gap if other.kind is LineKind.TEXT and other.number not in furniture]
    row = PipeRow(line.number, list(line.cells))
    first = label_key(line.cells[0])
    known = habits.inner(first) or habits.inside.get(first, 0) > 1
    cut = any(other.number in furniture for other in gap)
    if gap and not known and line.cells[0] and (line.leading != table.leading or not (line.leading or cut)):
        return False
    opening = next((other for other in table.rows if not other.empty and not other.title), None)
    same = opening is not None and bool(line.cells[0]) and row.labels == opening.labels
    if not _ruled(lines, at):
        return (not gap or not same) and len(line.cells) <= table.columns
    if len(line.cells) != table.columns:
        lost = len(line.cells) < table.columns
        return lost and (not any(line.cells[:-1]) or (habits.inner(first) and len(line.cells) == table.columns - 1))
    if same and opening is not None:
        return label_key(row.cells[-1]) == label_key(opening.cells[-1]) and not between
    if row.empty:
        return False
    if not line.cells[0]:
        return True
    if row.title or row.labels in habits.records:
        return False
    seen = {label_key(other.cells[0]) for other in table.rows}
    if first not in seen and habits.goes_on(first):
        return True
    return not between and (cut or _is_rest(row, table.rows[-1], habits))


def _close_gap(table: PipeTable, lines: Sequence[Line], at: int, furniture: frozenset[int], habits: Habits) -> str:
    """What stands between the last row and the row at `at` goes on the last cell; furniture is set aside.

    A lone line that elsewhere is a label of the first column is handed back: the row below has lost it.
    """
    texts: list[str] = []
    for index in range(table.next, at):
        text = lines[index].text.strip()
        if lines[index].number in furniture:
            table.aside.append(index)
        elif lines[index].kind is LineKind.TEXT and table.columns == 3 and habits.inner(label_key(text)):
            table.rows.append(PipeRow(lines[index].number, ["", text, ""]))
        elif lines[index].kind is LineKind.TEXT:
            texts.append(text)
    if len(texts) == 1 and habits.inside.get(label_key(texts[0]), 0) + habits.on_top.get(label_key(texts[0]), 0) > 1:
        return texts[0]
    for text in texts:
        _append(table, text)
    return ""


def _append(table: PipeTable, text: str) -> None:
    if text:
        last = table.rows[-1].cells
        last[-1] = f"{last[-1]}\n{text}" if last[-1] else text


def _resume(table: PipeTable, habits: Habits) -> None:
    """The last row is the first of a new page: drop a repeated header, join a cell or a row that was cut in two."""
    if len(table.rows) < 2:
        return
    row, before = table.rows[-1], table.rows[-2]
    if table.heads and [label_key(cell) for cell in row.cells] == [label_key(cell) for cell in table.rows[0].cells]:
        table.rows.pop()
        return
    *labels, value = row.cells
    cut_value = not any(labels) and bool(value)
    cut_label = not row.cells[0] and any(labels) and all(cell[:1].islower() for cell in labels if cell)
    if cut_value or (cut_label and not value) or _is_rest(row, before, habits):
        before.cells[:] = ["\n".join(filter(None, pair)) for pair in zip(before.cells, row.cells, strict=False)]
        table.rows.pop()


def _is_rest(row: PipeRow, before: PipeRow, habits: Habits) -> bool:
    """Whether a row goes on the one above in mid-sentence: its cells begin small, and that one's first is left open."""
    filled = [at for at, cell in enumerate(row.cells) if cell]
    if len(row.cells) < 3 or not filled or filled[0] >= len(before.cells) or filled[0] > 1:
        return False
    first, above = row.cells[filled[0]], before.cells[filled[0]]
    small = sum(1 for at in filled if row.cells[at][:1].islower())
    open_end = bool(above) and above[-1] not in ".!?:;"
    known = habits.inner(label_key(first)) or habits.goes_on(label_key(first))
    return first[:1].islower() and open_end and 2 * small >= len(filled) and not known


def raw_table(table: PipeTable, *, habits: Habits) -> RawTable | None:
    """The table as the composer takes it, or None where no cell holds a word."""
    heads = table.heads if not _is_record(table, habits) else 0
    cells: list[RawCell] = []
    at = 0
    for index, row in enumerate(table.rows):
        made = [_cell(row, at, column, header=index < heads) for column in range(len(row.cells))]
        if not any(cell.text for cell in made):
            continue
        if row.title and made[0].text:
            made = [_cell(row, at, 0, header=index < heads, span=table.columns)]
        cells.extend(made)
        at += 1
    if not cells:
        return None
    return RawTable(cells=tuple(cells), doubtful=table.doubtful)


def _is_record(table: PipeTable, habits: Habits) -> bool:
    """Labels stand to the left, one a row, so that the first row is no header."""
    if not table.rows or table.rows[0].labels in habits.records:
        return True
    below = table.rows[1:]
    return len(below) > 2 and sum(1 for row in below if not row.cells[0]) >= 0.4 * len(below) and table.columns == 3


def _cell(row: PipeRow, at: int, column: int, *, header: bool, span: int = 1) -> RawCell:
    text, _ = plain(row.cells[column], keep_lines=True)
    return RawCell(
        text=text.replace("\n", " "),
        row=at,
        column=column,
        column_span=span,
        header=header,
        items=(items(text, hashes=True) or broken(text)) if len(text) > 3 else (),
        line=row.line,
    )
