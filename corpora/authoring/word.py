"""A Word document in the manner of a Swedish municipality: real heading styles, header rows that repeat, sv-SE."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from .expected import Sheet

EPOCH = dt.datetime(2026, 11, 2, 8, 0, 0)
Cells = list[Any]


class Word:
    """One Word document under construction; headings also move the sheet's heading path."""

    def __init__(self, sheet: Sheet, *, title: str, colour: str = "1F4E5F", font: str = "Liberation Sans") -> None:
        self.sheet = sheet
        self.colour = colour
        self.file = docx.Document()
        core = self.file.core_properties
        core.title, core.author, core.language = title, "Kommunkansliet", "sv-SE"
        core.created = core.modified = EPOCH
        core.last_modified_by = "Kommunkansliet"
        core.comments = ""
        self._styles(font)

    def _styles(self, font: str) -> None:
        section = self.file.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(1.75)
        section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.3)
        for name, size in {"Normal": 10.5, "Heading 1": 17, "Heading 2": 13, "Heading 3": 11, "Title": 26}.items():
            style = self.file.styles[name]
            style.font.name, style.font.size = font, Pt(size)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            for script in ("ascii", "hAnsi", "cs"):
                fonts.set(qn(f"w:{script}"), font)
            if name != "Normal":
                style.font.color.rgb = RGBColor.from_string(self.colour)
                style.font.bold = name != "Title"
        normal = self.file.styles["Normal"]
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "sv-SE")
        normal.element.get_or_add_rPr().append(language)
        normal.paragraph_format.space_after = Pt(7)
        normal.paragraph_format.line_spacing = 1.14

    def h(self, level: int, text: str, *, new_page: bool = False) -> None:
        """A heading."""
        self.sheet.enter(level, text)
        self.sheet.goal = None
        heading = self.file.add_heading(text, level)
        heading.paragraph_format.page_break_before = new_page

    def p(self, *runs: str, style: str | None = None, italic: bool = False) -> Any:
        """A paragraph; a run between asterisks is bold, one that begins with ^ is raised (a note's number)."""
        paragraph = self.file.add_paragraph(style=style)
        self._runs(paragraph, runs, italic)
        return paragraph

    def _runs(self, paragraph: Any, runs: tuple[str, ...], italic: bool = False) -> None:
        for run in runs:
            if run.startswith("*"):
                paragraph.add_run(run.strip("*")).bold = True
            elif run.startswith("^"):
                paragraph.add_run(run[1:]).font.superscript = True
            else:
                paragraph.add_run(run).italic = italic or None

    def bullets(self, *items: str | tuple[str, ...], numbered: bool = False) -> None:
        """A list."""
        for item in items:
            self.p(*(item if isinstance(item, tuple) else (item,)), style="List Number" if numbered else "List Bullet")

    def small(self, text: str) -> None:
        """Small print: captions and notes."""
        self.file.add_paragraph().add_run(text).font.size = Pt(8.5)

    def metadata(self, rows: list[tuple[str, str]]) -> None:
        """The document's head as a two-column table."""
        table = self.file.add_table(rows=0, cols=2, style="Table Grid")
        for label, value in rows:
            cells = table.add_row().cells
            cells[0].paragraphs[0].add_run(label).bold = True
            cells[1].text = value
            for cell in cells:
                cell.paragraphs[0].paragraph_format.space_before = Pt(2)
                cell.paragraphs[0].paragraph_format.space_after = Pt(2)
            self._shade(cells[0], "E8EEF0")
            cells[0].width, cells[1].width = Cm(5.2), Cm(11.2)
        self._widths(table, [5.2, 11.2])
        self.file.add_paragraph()

    def table(
        self, header: list[str], rows: list[Cells | str], widths: list[float], *, size: float = 8.5, splits: bool = True
    ) -> None:
        """A ruled table with a repeated header. A row given as a string spans all columns; None continues the cell above."""
        table = self.file.add_table(rows=1, cols=len(header), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for cell, text in zip(table.rows[0].cells, header, strict=True):
            self._fill(cell, text, size, bold=True, colour="FFFFFF")
            self._shade(cell, self.colour)
        self._row_property(table.rows[0], "w:tblHeader")
        for row in rows:
            cells = table.add_row().cells
            if not splits:
                self._row_property(table.rows[-1], "w:cantSplit")
            if isinstance(row, str):
                merged = cells[0].merge(cells[-1])
                self._fill(merged, row, size, bold=True)
                self._shade(merged, "DCE6E9")
                continue
            for column, value in enumerate(row):
                if value is None:
                    above = table.rows[-2].cells[column]
                    above.merge(cells[column])
                else:
                    self._fill(cells[column], value, size)
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Cm(width)
        self._widths(table, widths)
        self.file.add_paragraph()

    def _widths(self, table: Any, widths: list[float]) -> None:
        for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
            column.w = Cm(width)

    def _fill(self, cell: Any, value: Any, size: float, *, bold: bool = False, colour: str | None = None) -> None:
        lines = value if isinstance(value, list) else [value]
        for index, line in enumerate(lines):
            bullet = isinstance(value, list)
            paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
            if bullet:
                paragraph.style = self.file.styles["List Bullet"]
            paragraph.paragraph_format.space_after = Pt(2)
            paragraph.paragraph_format.line_spacing = 1.0
            run = paragraph.add_run(line)
            run.font.size, run.bold = Pt(size), bold or None
            if colour:
                run.font.color.rgb = RGBColor.from_string(colour)

    def _shade(self, cell: Any, colour: str) -> None:
        shade = OxmlElement("w:shd")
        for name, value in {"val": "clear", "color": "auto", "fill": colour}.items():
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)

    def _row_property(self, row: Any, name: str) -> None:
        mark = OxmlElement(name)
        mark.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(mark)

    def contents(self, lines: list[tuple[int, str, int]]) -> None:
        """A contents list with dot leaders, as text: what Word leaves in a file whose fields were never updated."""
        for level, text, page in lines:
            paragraph = self.file.add_paragraph()
            paragraph.paragraph_format.left_indent = Cm(0.6 * (level - 1))
            paragraph.paragraph_format.space_after = Pt(2)
            stops = paragraph.paragraph_format.tab_stops
            stops.add_tab_stop(Cm(16.2), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            paragraph.add_run(f"{text}\t{page}")

    def running(self, header: str, footer: str) -> None:
        """Running header, and a footer that ends with «Sida 4 (14)»."""
        section = self.file.sections[0]
        head = section.header.paragraphs[0].add_run(header)
        head.font.size = Pt(8)
        foot = section.footer.paragraphs[0]
        foot.add_run(f"{footer}\tSida ").font.size = Pt(8)
        self._field(foot, "PAGE")
        foot.add_run(" (").font.size = Pt(8)
        self._field(foot, "NUMPAGES")
        foot.add_run(")").font.size = Pt(8)

    def _field(self, paragraph: Any, name: str) -> None:
        for kind in ("begin", None, "separate", "text", "end"):
            run = paragraph.add_run("1" if kind == "text" else "")
            run.font.size = Pt(8)
            if kind is None:
                code = OxmlElement("w:instrText")
                code.text = name
                run._r.append(code)
            elif kind != "text":
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
                run._r.append(mark)

    def page_break(self) -> None:
        """Go on on a new page."""
        self.file.add_page_break()

    def save(self, path: Path) -> Path:
        """Write the file."""
        self.file.save(str(path))
        return path
