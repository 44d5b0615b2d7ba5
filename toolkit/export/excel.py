"""Comparisons → one Excel workbook: a sheet a table, with filters, frozen headers, drop-downs and links."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from toolkit.export.csv import plain
from toolkit.export.files import write_file
from toolkit.labels import labels
from toolkit.model import Answer, Column, Comparison, Entry

_CELL_LIMIT = 32_000
"""Excel takes 32,767 characters in a cell; what is cut is said, and stands in full on the sheet of measures."""
_WRAPPED = 30
"""Columns at least this wide wrap their text."""
_LINE = 13.0
_TALLEST = 400.0
"""Points; Excel takes 409 at most."""
_HEAD = {"bold": True, "text_wrap": True, "bg_color": "#1F3B4D", "font_color": "white"}
_BANDS = 3
"""Levels of an outline that have a look of their own."""
_NAMES = 40
"""Columns up to this wide hold names, which stand in bold on the outer levels; wider ones hold sentences."""
_FILL = {
    Answer.HAS_IT: "#DDEBDA",
    Answer.PERHAPS: "#F7F0D2",
    Answer.NOT_FOUND: "#F4E3D7",
    Answer.COULD_NOT_READ: "#E4E0EE",
}
"""Colour is never alone: the cell's words say the same."""


def write_excel(
    tables: Sequence[Comparison],
    path: Path,
    *,
    language: str = "sv",
    today: str = "",
    force: bool = False,
    title: str | None = None,
    status: str | None = None,
) -> Path:
    """Write the workbook; the first sheet lists the others.

    Args:
        tables: What `toolkit.compare.compare` gave, in the order of the sheets.
        path: Where the workbook is to lie.
        language: Language of what the program itself writes.
        today: ISO date for the file's properties, so that the same input gives the same parts.
        force: Replace a file that is there.
        title: What stands at the top of the first sheet, a comparison of plans if not given.
        status: What stands below it.

    Raises:
        OutputError: The file exists and `force` is not set, or the folder cannot be written to.
    """
    say = labels(language)
    head = (title or say["excel.title"], status or say["excel.status"])
    return write_file(path, lambda temporary: _fill(tables, temporary, language, today, head), force=force)


def _fill(tables: Sequence[Comparison], path: Path, language: str, today: str, head: tuple[str, str]) -> None:
    """Write all sheets."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        created = dt.datetime.fromisoformat(today) if today else dt.datetime(2000, 1, 1)
        book.set_properties({"title": head[0], "created": created})
        formats = _formats(book)
        names = _sheet_names(tables)
        _contents(book, tables, names, formats, language, head)
        rows = {table.key: {key: row for row, key in enumerate(table.row_ids, start=1)} for table in tables}
        for table, name in zip(tables, names, strict=True):
            _sheet(book, table, name, formats, language, names_by_key=_by_key(tables, names), rows=rows)


def _formats(book: Any) -> dict[str, Any]:
    """The cell formats by name."""
    base = {"valign": "top", "font_name": "Calibri", "font_size": 10}
    formats = {
        "title": book.add_format({"bold": True, "font_size": 16, "font_name": "Calibri"}),
        "note": book.add_format({"italic": True, "font_name": "Calibri", "font_color": "#444444", "text_wrap": True}),
        "head": book.add_format(
            {**base, "bold": True, "text_wrap": True, "bg_color": "#1F3B4D", "font_color": "white"}
        ),
        "plain": book.add_format(base),
        "wrap": book.add_format({**base, "text_wrap": True}),
        "percent": book.add_format({**base, "num_format": "0 %"}),
        "link": book.add_format({**base, "font_color": "#0B5394", "underline": 1}),
        "mark": book.add_format({"bold": True, "font_color": "#B3261E", "font_name": "Calibri", "font_size": 10}),
        "input": book.add_format({**base, "text_wrap": True, "bg_color": "#FFF8DC", "locked": False}),
    }
    band = {**base, "text_wrap": True}
    for depth, colour in enumerate(("#C9D8E2", "#E8EFF4", "#F6F8FA")):
        formats[f"band{depth}"] = book.add_format({**band, "bold": depth < _BANDS - 1, "bg_color": colour})
        formats[f"band{depth}_words"] = book.add_format({**band, "bg_color": colour})
    typed = {**base, "text_wrap": True, "bg_color": "#FFF8DC", "locked": False, "num_format": "@"}
    formats["typed"] = book.add_format(typed)
    for answer, colour in _FILL.items():
        formats[answer.value] = book.add_format({**base, "text_wrap": True, "bg_color": colour})
    return formats


def _sheet_names(tables: Sequence[Comparison]) -> list[str]:
    """Names that Excel takes: at most 31 characters, no brackets, colons, asterisks or slashes, none twice."""
    names: list[str] = []
    for table in tables:
        name = re.sub(r"[\[\]:*?/\\]", " ", table.title)[:31].strip() or table.key
        while name.lower() in {one.lower() for one in names}:
            name = f"{name[:28]} {len(names)}"
        names.append(name)
    return names


def _by_key(tables: Sequence[Comparison], names: Sequence[str]) -> dict[str, str]:
    """Sheet name by table key."""
    return {table.key: name for table, name in zip(tables, names, strict=True)}


def _contents(
    book: Any,
    tables: Sequence[Comparison],
    names: Sequence[str],
    formats: Mapping[str, Any],
    language: str,
    head: tuple[str, str],
) -> None:
    """The first sheet: what there is, with links, and what the answers mean."""
    text = labels(language)
    sheet = book.add_worksheet(text["excel.contents"])
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 110)
    sheet.write_string(0, 0, head[0], formats["title"])
    sheet.write_string(1, 0, head[1], formats["note"])
    at = 3
    for table, name in zip(tables, names, strict=True):
        sheet.write_url(at, 0, f"internal:'{name}'!A1", formats["link"], string=f"{table.title} ({len(table.rows)})")
        note = table.notes[0] if table.notes else ""
        sheet.write_string(at, 1, note, formats["wrap"])
        sheet.set_row(at, _LINE * (1 + len(note) // 105) + 2)
        at += 1
    at += 1
    used = {entry.answer for table in tables for row in table.rows for entry in row}
    for answer in (one for one in Answer if one in used):
        sheet.write_string(at, 0, text[f"answer.{answer}"], formats[answer.value])
        sheet.write_string(at, 1, text[f"excel.means_{answer}"], formats["wrap"])
        at += 1


def _sheet(
    book: Any,
    table: Comparison,
    name: str,
    formats: Mapping[str, Any],
    language: str,
    *,
    names_by_key: Mapping[str, str],
    rows: Mapping[str, Mapping[str, int]],
) -> None:
    """One table: header row, filter, frozen panes, drop-downs, notes below."""
    sheet = book.add_worksheet(name)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.title, formats["head"])
    for line, row in enumerate(table.rows, start=1):
        for at, (column, entry) in enumerate(zip(table.columns, row, strict=True)):
            target = _link_target(table, column, entry, names_by_key, rows)
            _cell(
                sheet,
                line,
                at,
                column,
                entry,
                _by_depth(formats, table.depths, line - 1, column),
                language,
                target=target,
            )
        sheet.set_row(line, _height(table.columns, row, language), None, _outline(table.depths, line - 1))
    last = len(table.rows)
    if table.depths:  # what is folded away and what is filtered away are one thing to Excel: a sheet has one of them
        sheet.outline_settings(symbols_below=False)
    elif table.columns and last:
        sheet.autofilter(0, 0, last, len(table.columns) - 1)
    sheet.freeze_panes(1, _frozen(table.columns))
    for at, column in enumerate(table.columns):
        if column.choices and last:
            sheet.data_validation(1, at, last, at, {"validate": "list", "source": list(column.choices)})
    for offset, note in enumerate(table.notes):
        sheet.write_string(last + 2 + offset, 0, note, book.add_format({"italic": True, "font_color": "#444444"}))
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _by_depth(formats: Mapping[str, Any], depths: Sequence[int], row: int, column: Column) -> Mapping[str, Any]:
    """The formats of a row: what lies outermost is set off, so that the levels are seen without their signs."""
    if not depths or depths[row] >= _BANDS:
        return formats
    band = f"band{depths[row]}" + ("_words" if column.width > _NAMES else "")
    return {**formats, "wrap": formats[band], "plain": formats[band]}


_OPEN = 1
"""Rows that lie deeper than this are folded away when the workbook is opened: focus areas and measures are in sight."""
_DEEPEST = 7
"""Levels that Excel takes."""


def _outline(depths: Sequence[int], row: int) -> dict[str, Any]:
    """How a row lies in the outline, and whether its plus sign is to be seen."""
    if not depths:
        return {}
    depth = min(depths[row], _DEEPEST)
    folded = depth >= _OPEN and row + 1 < len(depths) and depths[row + 1] > depths[row]
    return {"level": depth, "hidden": depth > _OPEN, "collapsed": folded}


def _height(columns: Sequence[Column], row: Sequence[Entry], language: str) -> float:
    """Points that the row's longest wrapped cell needs: not every program works it out when it opens the file."""
    lines = 1
    for column, entry in zip(columns, row, strict=True):
        if entry.text and (column.width >= _WRAPPED or entry.answer is not None):
            parts = plain(entry, language=language).split("\n")
            lines = max(lines, sum(1 + len(part) // max(column.width, 1) for part in parts))
    return float(min(_LINE * lines + 2, _TALLEST))


def _frozen(columns: Sequence[Column]) -> int:
    """How many columns stay in sight when scrolling to the towns: those before the first, three at most."""
    first = next((at for at, column in enumerate(columns) if column.key.startswith("town:")), 1)
    return min(first, 3)


def _link_target(
    table: Comparison,
    column: Column,
    entry: Entry,
    names_by_key: Mapping[str, str],
    rows: Mapping[str, Mapping[str, int]],
) -> str | None:
    """Where a cell leads inside the workbook: wordings to the measure's own row, clusters to their row."""
    if table.key == "measures" and column.key == "cluster_id":
        row = rows.get("wordings", {}).get(entry.text)
        return f"internal:'{names_by_key['wordings']}'!A{row + 1}" if row else None
    if column.key == "typical" and entry.sources and entry.sources[0].measure:
        row = rows.get("measures", {}).get(entry.sources[0].measure)
        return f"internal:'{names_by_key['measures']}'!A{row + 1}" if row else None
    return None


def _cell(
    sheet: Any,
    row: int,
    at: int,
    column: Column,
    entry: Entry,
    formats: Mapping[str, Any],
    language: str,
    *,
    target: str | None,
) -> None:
    """One cell, always as text or as a number, never as a formula."""
    if entry.number is not None:
        style = formats["percent"] if entry.percent else formats[entry.answer.value if entry.answer else "plain"]
        sheet.write_number(row, at, entry.number, style)
        return
    text = plain(entry, language=language)
    if len(text) > _CELL_LIMIT:
        text = text[:_CELL_LIMIT] + labels(language)["excel.cut"]
    if entry.answer is not None:
        style = formats[entry.answer.value]
    elif column.filled_in:
        style = formats["typed"]
    elif column.choices or column.key in ("local_owner", "comment"):
        style = formats["input"]
    else:
        style = formats["wrap"] if column.width >= _WRAPPED else formats["plain"]
    if target is not None and text:
        sheet.write_url(row, at, target, style, string=text[:32_000])
    elif len(pieces := _pieces(text, entry.marks, formats["mark"])) > 2:
        sheet.write_rich_string(row, at, *pieces, style)
    elif text:
        sheet.write_string(row, at, text, style)
    else:
        sheet.write_blank(row, at, None, style)


def _pieces(text: str, marks: Sequence[tuple[int, int]], mark: Any) -> list[Any]:
    """The text cut at the marks, with the format before each marked piece; an empty piece is not allowed."""
    pieces: list[Any] = []
    at = 0
    for start, end in marks:
        pieces += [text[at:start]] if text[at:start] else []
        pieces += [mark, text[start:end]]
        at = end
    return [*pieces, text[at:]] if text[at:] else pieces
