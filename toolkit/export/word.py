"""Draft → Word: a finished-looking governing document in which every line still knows its source.

Each item's text and cells stand in content controls whose tag is the item's id (``atg-…`` and ``atg-…/deadline``), so
that an edited file can be read back. Sources stand as comments and as a numbered list.
"""

import datetime as dt
import re
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from toolkit.export.files import write_file
from toolkit.export.word_comments import about_blank, about_item, reference
from toolkit.export.word_package import save_word, update_fields
from toolkit.export.word_parts import (
    bookmark,
    content_control,
    contents,
    element,
    emptied,
    item_mark,
    leads_on,
    text_run,
)
from toolkit.export.word_styles import SHADE, dress, header_and_footer
from toolkit.export.word_tables import column_widths, frame, header_row, keep_whole, set_grid, set_width
from toolkit.labels import labels
from toolkit.model import (
    Comparison,
    Draft,
    DraftItem,
    DraftSection,
    ItemKind,
    Passage,
    PassageKind,
    Source,
)

_PORTRAIT_CM = 16.0
_LANDSCAPE_CM = 25.7
_WIDE = 5
"""From so many columns on a table stands on a landscape page."""


def write_word(
    draft: Draft, path: Path, *, language: str | None = None, force: bool = False, template: Path | None = None
) -> Path:
    """Write the draft as DOCX.

    Args:
        draft: What to write.
        path: Where; nothing is left behind if writing fails.
        language: Language of labels and document, the draft's own if not given.
        force: Replace a file that is there.
        template: A DOCX whose page, header and styles are to be used instead of plankit's own.

    Raises:
        OutputError: The file exists and `force` is not set, or the folder cannot be written to.
    """
    document = _Writer(draft, language or draft.language, template).written()
    return write_file(path, lambda temporary: save_word(document, temporary, own=template is None), force=force)


class _Writer:
    """Writes one draft; holds the document and what counts up while it grows."""

    def __init__(self, draft: Draft, language: str, template: Path | None) -> None:
        """An empty, dressed document."""
        import docx

        self.draft = draft
        say = labels(language)
        self.say = {**say, "draft.status": dict(draft.metadata).get(say["draft.status_label"], say["draft.status"])}
        self.blank = self.say["draft.blank"]
        self.numbers = {source.document: number for number, source in enumerate(draft.sources, 1)}
        self.document: Any = docx.Document(str(template) if template else None)
        self.own = template is None
        if self.own:
            dress(self.document, language=language)
        else:
            emptied(self.document)
        self.styles = {style.name for style in self.document.styles}
        self.marks = 0
        self.landscape = False

    def written(self) -> Any:
        """The whole document."""
        self._properties()
        self._front_page()
        self._contents()
        self._header(self.document.sections[0])
        for section in self.draft.sections:
            self._section(section)
        return self.document

    # --- front ---

    def _properties(self) -> None:
        """Title, language and dates of the file; the date is the draft's own, so that a second run gives the same."""
        properties = self.document.core_properties
        properties.title = self.draft.title
        properties.subject = self.say["draft.status"]
        properties.author = self.draft.municipality
        properties.last_modified_by = "plankit"
        properties.comments = self.say["draft.status"]
        properties.language = self.document.styles.element.xpath("./w:docDefaults/w:rPrDefault/w:rPr/w:lang/@w:val")[0]
        properties.created = properties.modified = self.date
        properties.revision = 1

    @property
    def date(self) -> dt.datetime:
        """The day the draft was drawn up, at noon."""
        shown = dict(self.draft.metadata).get(self.say["draft.drawn_up"], "")
        day = shown if re.fullmatch(r"\d{4}-\d{2}-\d{2}", shown) else "2000-01-01"
        return dt.datetime.fromisoformat(f"{day}T12:00:00")

    def _front_page(self) -> None:
        """Town, title, status, and the title block as a table of two columns."""
        from docx.shared import Pt

        top = self.document.add_paragraph(self._town(), style="Subtitle")
        top.paragraph_format.space_before = Pt(0)
        self.document.add_paragraph(self.draft.title, style="Title")
        self.document.add_paragraph(self.say["draft.status"], style="Status" if self.own else None)
        rows = [[label, value] for label, value in self.draft.metadata]
        self._plain_table(rows, widths=(4.5, 11.5), caption=self.say["draft.title_block"], labelled=True)

    def _town(self) -> str:
        """The municipality as it signs itself."""
        name = self.draft.municipality
        if self.draft.language != "sv" or name.casefold().endswith((" kommun", " stad", " län", "region")):
            return name
        return f"{name if name[-1:].casefold() in 'sxzaeiouyåäö' else f'{name}s'} kommun"

    def _contents(self) -> None:
        """The contents list, on its own page, with its text in it."""
        style = self._style("Innehållsrubrik", "Heading 1")
        heading = self.document.add_paragraph(self.say["draft.contents"], style=style)
        heading.paragraph_format.page_break_before = True
        update_fields(self.document)
        entries = [(section.title, _anchor(section)) for section in self.draft.sections]
        for section, link in zip(self.draft.sections, contents(entries), strict=True):
            line = self.document.add_paragraph(style=self._style(f"TOC {min(section.level, 2)}", "Normal"))
            line._p.append(link)

    def _style(self, name: str, fallback: str) -> str:
        """The style's name if the document has it."""
        return name if name in self.styles else fallback

    def _header(self, section: Any) -> None:
        """Running header and footer of one section of pages."""
        if not self.own:
            return
        width = _LANDSCAPE_CM if self.landscape else _PORTRAIT_CM
        left, say = f"{self._town()} · {self.draft.title}", self.say
        page, of = say["draft.page"], say["draft.of"]
        header_and_footer(section, left=left, right=say["draft.status"], page=page, of=of, width_cm=width)

    # --- sections ---

    def _section(self, section: DraftSection) -> None:
        """Heading, passages, table of measures, comparison, sources."""
        wide = len(section.table) >= _WIDE or self._opens_wide(section)
        if wide != self.landscape:
            self._turn(landscape=wide)
        self._heading(section)
        bullets = False
        for number, passage in enumerate(section.passages, 1):
            paragraph = self._passage(passage, after_bullets=bullets)
            if section.table or section.comparison is not None or leads_on(section.passages, number):
                paragraph.paragraph_format.keep_with_next = True
            bullets = passage.bullet
        if section.table and section.items:
            self._measures(section)
        if section.comparison is not None:
            self._comparison(section.comparison)
        if section.id == "kallor":
            self._sources()

    def _opens_wide(self, section: DraftSection) -> bool:
        """Whether the section is the heading over wide tables, so that it stands on their page."""
        order = [one.id for one in self.draft.sections]
        at = order.index(section.id) + 1
        after = self.draft.sections[at] if at < len(order) else None
        return after is not None and after.level > section.level and len(after.table) >= _WIDE

    def _turn(self, *, landscape: bool) -> None:
        """A new section of pages, turned."""
        from docx.enum.section import WD_ORIENT, WD_SECTION
        from docx.shared import Cm

        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        short, long = sorted((section.page_width, section.page_height))
        section.page_width, section.page_height = (long, short) if landscape else (short, long)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        if self.own:
            section.left_margin = section.right_margin = Cm(2.0 if landscape else 2.5)
            section.top_margin, section.bottom_margin = Cm(2.1 if landscape else 2.6), Cm(1.7 if landscape else 2.2)
        self.landscape = landscape
        self._header(section)

    def _heading(self, section: DraftSection) -> None:
        """A real heading with the bookmark that the contents list points at."""
        heading = self.document.add_paragraph(style=f"Heading {min(section.level, 3)}")
        self.marks += 1
        for part in bookmark(_anchor(section), self.marks, [text_run(section.title)]):
            heading._p.append(part)

    def _passage(self, passage: Passage, *, after_bullets: bool = False) -> Any:
        """One paragraph of the skeleton, in a content control if people fill it in or change it; the last it made."""
        from docx.shared import Pt

        if passage.note == "heading":
            return self.document.add_paragraph(passage.text, style="Heading 3")
        paragraph = self.document.add_paragraph(style="List Bullet" if passage.bullet else "Normal")
        if after_bullets and not passage.bullet:
            paragraph.paragraph_format.space_before = Pt(8)
        if passage.kind is PassageKind.BLANK:
            if passage.note:
                hint = passage.note
                if not hint.endswith((".", "?", "!")):  # a short label stands on the same line as its blank
                    paragraph._p.append(text_run(f"{hint} "))
                else:
                    paragraph.style = self._style("Ledtext", "Normal")
                    paragraph._p.append(text_run(hint))
                    paragraph.paragraph_format.keep_with_next = True
                    paragraph = self.document.add_paragraph(style="Normal")
            runs = self._control(paragraph, passage.id, passage.note or passage.text, passage.text, blank=True)
            self._comment(runs, about_blank(passage, self.numbers, self.say))
            return paragraph
        if passage.kind is PassageKind.LOCAL:
            self._control(paragraph, passage.id, passage.id, passage.text, blank=False)
            return paragraph
        paragraph._p.append(text_run(passage.text))
        if passage.note:
            paragraph._p.append(text_run(f" ({passage.note})"))
        return paragraph

    def _control(self, paragraph: Any, tag: str, title: str, text: str, *, blank: bool) -> Any:
        """Text in a content control; gives back the run in it."""
        from docx.text.run import Run

        runs = self._marked(text) if not blank else [text_run(text, style="Lucka" if self.own else None)]
        control = content_control(tag, title, zlib.crc32(tag.encode("utf-8")) & 0x7FFFFFFF, *runs)
        self.marks += 1  # LibreOffice drops the tags of content controls, but keeps bookmarks.
        for part in [control] if "/" in tag else bookmark(item_mark(tag), self.marks, [control]):
            paragraph._p.append(part)
        return [Run(run, paragraph) for run in runs]

    def _marked(self, text: str) -> list[Any]:
        """The text as runs, blanks inside it set apart."""
        style = "Lucka" if self.own else None
        parts = [part for part in re.split(f"({re.escape(self.blank)})", text) if part] or [""]
        return [text_run(part, style=style if part == self.blank else None) for part in parts]

    # --- tables ---

    def _measures(self, section: DraftSection) -> None:
        """The measures of one focus area."""
        keys = section.table
        width = _LANDSCAPE_CM if self.landscape else _PORTRAIT_CM
        alike = [item for one in self.draft.sections if one.table == keys for item in one.items]
        widths = column_widths(alike, keys, width)
        caption = self.say["draft.table_of"].format(area=section.title.lower())
        table = self._table([self.say[f"draft.{key}"] for key in keys], widths, caption)
        for item in section.items:
            row = table.add_row()
            keep_whole(row)
            for key, cell, wide in zip(keys, row.cells, widths, strict=True):
                set_width(cell, wide)
                self._item_cell(cell, key, item)

    def _item_cell(self, cell: Any, key: str, item: DraftItem) -> None:
        """One cell of an item's row."""
        paragraph = cell.paragraphs[0]
        paragraph.style = self._style("Tabelltext", "Normal")
        if key == "measure":
            runs = self._control(paragraph, item.id, item.text, item.text, blank=item.kind is ItemKind.BLANK)
            self._comment(runs, about_item(item, self.numbers, self.say))
            for field in (field for field in item.fields if field.key == "description"):
                more = cell.add_paragraph(style=self._style("Tabelltext", "Normal"))
                self._control(more, f"{item.id}/description", field.key, field.text, blank=False)
        elif key == "source":
            paragraph._p.append(text_run("\n".join([self._reference(item.sources), *self._foreign(item)])))
        else:
            found = [field for field in item.fields if field.key == key]
            text = ", ".join(field.text for field in found) or self.blank
            blank = not found or all(field.kind is ItemKind.BLANK for field in found)
            if item.kind is ItemKind.LOCAL and not found:
                text, blank = self.blank, True
            self._control(
                paragraph, f"{item.id}/{key}", self.say[f"draft.{key}"], text[:1].upper() + text[1:], blank=blank
            )

    def _foreign(self, item: DraftItem) -> list[str]:
        """``på engelska``, where that is what is quoted."""
        if not item.language or item.kind not in {ItemKind.QUOTATION, ItemKind.ADAPTATION}:
            return []
        return [self.say["draft.in_language"].format(language=self.say.get(f"language.{item.language}", item.language))]

    def _reference(self, sources: Sequence[Source]) -> str:
        """Number in the list of sources and page, of the source that is quoted."""
        return reference(sources, self.numbers, self.say)

    def _comment(self, runs: Sequence[Any], lines: Sequence[str]) -> None:
        """Lines in the margin; none make no comment."""
        if not lines:
            return
        from docx.oxml.ns import qn

        comment = self.document.add_comment(runs, text="\n".join(lines), author="plankit", initials="pk")
        comment._comment_elm.set(qn("w:date"), f"{self.date.isoformat()}Z")

    def _comparison(self, comparison: Comparison) -> None:
        """A comparison as a table."""
        width = _LANDSCAPE_CM if self.landscape else _PORTRAIT_CM
        total = sum(column.width for column in comparison.columns)
        widths = tuple(width * column.width / total for column in comparison.columns)
        table = self._table([column.title for column in comparison.columns], widths, comparison.title)
        for entries in comparison.rows:
            row = table.add_row()
            keep_whole(row)
            for entry, cell, wide in zip(entries, row.cells, widths, strict=True):
                set_width(cell, wide)
                cell.paragraphs[0].style = self._style("Tabelltext", "Normal")
                for run in self._marked(entry.text):
                    cell.paragraphs[0]._p.append(run)

    def _sources(self) -> None:
        """The numbered list of sources: whose, what, and the pages used."""
        if not self.draft.sources:
            self.document.add_paragraph(self.say["draft.no_sources"])
            return
        for number, source in enumerate(self.draft.sources, 1):
            line = f"[{number}] {source.municipality}: {source.title}{self._pages(source.document)}."
            self.document.add_paragraph(style="Normal")._p.append(text_run(line))

    def _pages(self, document: str) -> str:
        """The pages that were quoted from a document."""
        used = [source for section in self.draft.sections for item in section.items for source in item.sources]
        pages = sorted({source.page for source in used if source.document == document and source.page is not None})
        return f", {self.say['draft.page_short'].format(page=', '.join(map(str, pages)))}" if pages else ""

    def _table(self, titles: Sequence[str], widths: Sequence[float], caption: str) -> Any:
        """A table with a header row that is repeated on each page; no merged cells."""
        table = self.document.add_table(rows=1, cols=len(titles))
        frame(table, caption)
        header_row(table, titles, widths, self._style("Tabellhuvud", "Normal"))
        set_grid(table, widths)
        return table

    def _plain_table(
        self, rows: Sequence[Sequence[str]], *, widths: Sequence[float], caption: str, labelled: bool
    ) -> None:
        """A table of label and value, the label in the first column."""
        table = self.document.add_table(rows=0, cols=len(widths))
        frame(table, caption)
        for values in rows:
            row = table.add_row()
            keep_whole(row)
            for number, (value, cell, wide) in enumerate(zip(values, row.cells, widths, strict=True)):
                set_width(cell, wide)
                paragraph = cell.paragraphs[0]
                paragraph.style = self._style("Tabelltext", "Normal")
                if number == 0 and labelled:
                    cell._tc.get_or_add_tcPr().append(element("shd", {"val": "clear", "color": "auto", "fill": SHADE}))
                    paragraph.add_run(value).bold = True
                else:
                    tag = f"meta/{values[0]}"
                    self._control(paragraph, tag, values[0], value, blank=value == self.blank)
        set_grid(table, widths)


def _anchor(section: DraftSection) -> str:
    """The bookmark of a section's heading."""
    return f"_Toc_{re.sub(r'[^A-Za-z0-9]', '_', section.id)}"[:40]
