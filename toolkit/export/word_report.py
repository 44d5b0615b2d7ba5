"""Comparisons → a Word report: headings, short paragraphs and tables, with drop-downs where people are to answer."""

import datetime as dt
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.export.files import write_file
from toolkit.export.word_package import save_word
from toolkit.export.word_parts import content_control, element, text_run
from toolkit.export.word_styles import dress, header_and_footer
from toolkit.export.word_tables import frame, header_row, keep_whole, set_grid, set_width
from toolkit.labels import labels
from toolkit.model import Column, Comparison, Entry

_PORTRAIT_CM = 16.0
_LANDSCAPE_CM = 25.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a report holds: title, what it is, paragraphs, then one heading and table a comparison."""

    title: str
    owner: str
    status: str
    paragraphs: tuple[str, ...] = ()
    blanks: tuple[tuple[str, str], ...] = ()
    """Label and tag of what people fill in at the top."""
    tables: tuple[Comparison, ...] = ()
    landscape: bool = True


def write_report(report: Report, path: Path, *, language: str = "sv", today: str = "", force: bool = False) -> Path:
    """Write the report as DOCX.

    Args:
        report: What to write.
        path: Where.
        language: Language of labels and document.
        today: ISO date for the file's properties.
        force: Replace a file that is there.

    Raises:
        OutputError: The file exists and `force` is not set, or the folder cannot be written to.
    """
    document = _written(report, language, today)
    return write_file(path, lambda temporary: save_word(document, temporary), force=force)


def _written(report: Report, language: str, today: str) -> Any:
    """The whole document."""
    import docx
    from docx.shared import Pt

    say = labels(language)
    document: Any = docx.Document()
    dress(document, language=language)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = report.title, report.owner, "plankit"
    properties.created = properties.modified = dt.datetime.fromisoformat(f"{today or '2000-01-01'}T12:00:00")
    width = _turned(document.sections[0]) if report.landscape else _PORTRAIT_CM
    header_and_footer(
        document.sections[0], left=f"{report.owner} · {report.title}", right=report.status, page=say["draft.page"],
        of=say["draft.of"], width_cm=width,
    )  # fmt: skip
    document.add_paragraph(report.owner, style="Subtitle")
    document.add_paragraph(report.title, style="Title").paragraph_format.space_before = Pt(18)
    document.add_paragraph(report.status, style="Status")
    for text in report.paragraphs:
        document.add_paragraph(text, style="Normal")
    for label, tag in report.blanks:
        paragraph = document.add_paragraph(style="Normal")
        paragraph._p.append(text_run(f"{label}: "))
        blank = text_run(say["draft.blank"], style="Lucka")
        paragraph._p.append(content_control(tag, label, _number(tag), blank))
    for table in report.tables:
        if table.title != report.title:
            document.add_paragraph(table.title, style="Heading 1")
        for note in table.notes:
            document.add_paragraph(note, style="Normal").paragraph_format.keep_with_next = True
        if table.rows:
            _table(document, table, width)
    return document


def _number(tag: str) -> int:
    """A control's number, made of its tag."""
    return zlib.crc32(tag.encode("utf-8")) & 0x7FFFFFFF


def _turned(section: Any) -> float:
    """The pages on their side; gives the width of the text."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section.page_width, section.page_height = section.page_height, section.page_width
    section.orientation = WD_ORIENT.LANDSCAPE
    section.left_margin = section.right_margin = Cm(2.0)
    return _LANDSCAPE_CM


def _table(document: Any, table: Comparison, width: float) -> None:
    """One table; each row has its id in the controls of its cells."""
    total = sum(column.width for column in table.columns)
    widths = [width * column.width / total for column in table.columns]
    made = document.add_table(rows=1, cols=len(table.columns))
    frame(made, table.title)
    header_row(made, [column.title for column in table.columns], widths, "Tabellhuvud")
    ids: Sequence[str] = table.row_ids or [str(at) for at in range(1, len(table.rows) + 1)]
    for identity, entries in zip(ids, table.rows, strict=True):
        row = made.add_row()
        keep_whole(row)
        for column, entry, cell, wide in zip(table.columns, entries, row.cells, widths, strict=True):
            set_width(cell, wide)
            _cell(cell, column, entry, f"{identity}/{column.key}")
    set_grid(made, widths)


def _cell(cell: Any, column: Column, entry: Entry, tag: str) -> None:
    """A cell: text, or a drop-down to choose from."""
    paragraph = cell.paragraphs[0]
    paragraph.style = "Tabelltext"
    if not column.choices:
        paragraph._p.append(text_run(entry.text))
        return
    choices = [element("listItem", {"displayText": one, "value": one}) for one in column.choices]
    control = content_control(tag, column.title, _number(tag), text_run(entry.text or "…"))
    control[0].append(element("dropDownList", None, *choices))
    paragraph._p.append(control)
