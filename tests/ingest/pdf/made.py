"""Made-up plans whose words, order, headings and tables are known, printed by a browser or an office program.

A `Plan` is a list of parts. `html` and `docx` write it in a `Look`; `printed` and `converted` turn that into a PDF, and
`measured` holds what was read against what was written. The words are put together from lists, seeded, so that a new
seed is a document that nobody has looked at.
"""

import html as markup
import random
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from tests.ingest.pdf import icdar
from toolkit.model import BlockKind
from toolkit.text import fold, tokens

BODIES = ["Socialnämnden", "Kommunstyrelsen", "Barn- och utbildningsnämnden", "Kultur- och fritidsnämnden", "Polisen",
          "Region Norr", "Samhällsbyggnadsnämnden", "Räddningstjänsten", "Miljö- och byggnadsnämnden", "Elevhälsan",
          "Individ- och familjeomsorgen", "Tekniska förvaltningen", "Kommunens säkerhetssamordnare"]  # fmt: skip
VERBS = ["Ta fram", "Följa upp", "Utveckla", "Genomföra", "Se över", "Kartlägga", "Stärka", "Samordna", "Informera om",
         "Erbjuda", "Inrätta", "Revidera"]  # fmt: skip
THINGS = ["en rutin för orosanmälan", "utbildning för personal", "stöd till våldsutsatta", "lokala lägesbilder",
          "trygghetsvandringar", "samverkan med föreningslivet", "uppsökande arbete", "energieffektivisering",
          "vattenförsörjningen", "samtalsmottagningen", "en gemensam handlingsplan", "skyddat boende",
          "laddinfrastruktur för fordon", "indikatorer för uppföljning", "beredskapen vid elavbrott"]  # fmt: skip
ENDS = ["i alla förvaltningar", "för barn och unga", "under hela perioden", "tillsammans med regionen", "varje år",
        "inom ordinarie budget", "i hela kommunen", "vid nybyggnad", "på engelska och somaliska",
        "enligt den nationella strategin", "utifrån aktuella behov"]  # fmt: skip
DATES = ["2026", "2027–2028", "Löpande", "2026-06-30", "Årligen", "Kvartal 2 2027", "Våren 2027", "Klart", "2029"]
PLACES = ["Norrtorp", "Åsele", "Östervik", "Sundby", "Hammarö", "Lövånger", "Älvdalen", "Kil", "Ärla", "Vännäs", "Bro",
          "Mörkö", "Stora Tuna", "Ytterby", "Näs"]  # fmt: skip
NOUNS = ["Anmälningar", "Hushåll", "Elever", "Utsläpp", "Insatser", "Besök", "Fordon", "Bostäder", "Resor", "Ärenden"]
TITLES = ["Inledning", "Bakgrund och läge", "Mål", "Åtgärder", "Uppföljning", "Organisation och ansvar", "Ekonomi",
          "Förebyggande arbete", "Samverkan i länet", "Kunskap och metoder"]  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """A cell of the truth, where it begins."""

    text: str
    rows: int = 1
    columns: int = 1


Rows = list[list[Cell | None]]
"""None where a cell spans."""


@dataclass
class Plan:
    """What is printed: parts are (kind, what)."""

    parts: list[tuple[str, object]] = field(default_factory=list)
    style: str = ""
    office: dict[str, object] = field(default_factory=dict)

    def add(self, kind, what):
        self.parts.append((kind, what))
        return self


class Words:
    """Words by chance, the same for the same seed."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.pick = self.chance.choice

    def action(self):
        ends = "".join(f" {self.pick(ENDS)}" for _ in range(self.chance.randint(0, 2)))
        return f"{self.pick(VERBS)} {self.pick(THINGS)}{ends}"

    def sentence(self):
        end = self.pick([f"och {self.pick(VERBS).lower()} {self.pick(THINGS)}", self.pick(ENDS), self.pick(ENDS)])
        modal = self.pick(["ska", "bör", "kan", "arbetar för att", "har ansvar för att"])
        return f"{self.pick(BODIES)} {modal} {self.pick(VERBS).lower()} {self.pick(THINGS)} {end}."

    def paragraph(self, sentences=5):
        return " ".join(self.sentence() for _ in range(sentences))

    def figure(self):
        kind = self.chance.random()
        if kind < 0.4:
            return str(self.chance.randint(1, 999))
        if kind < 0.6:
            return f"{self.chance.randint(1, 99)}\u00a0{self.chance.randint(100, 999)}"
        if kind < 0.9:
            return f"{self.chance.randint(0, 99)},{self.chance.randint(0, 9)}"
        return self.pick(["–", "-", "..", f"{self.chance.randint(1, 99)} %"])

    def measures(self, count, *, numbered=False, empty=0.0):
        """A table of measures: header and rows."""
        head = (["Nr"] if numbered else []) + ["Åtgärd", "Ansvarig", "Tidsplan"]
        rows = [[Cell(text) for text in head]]
        for at in range(1, count + 1):
            row = [self.action(), self.pick(BODIES), self.pick(DATES)]
            row = [row[0], *("" if self.chance.random() < empty else text for text in row[1:])]
            rows.append([Cell(text) for text in ([str(at)] if numbered else []) + row])
        return rows

    def statistics(self, count, years=5, *, levels=1):
        """A table of figures: places or things by years; with two levels of headings if asked."""
        first = self.chance.randint(2005, 2018)
        labels = [str(first + at) for at in range(years)]
        names = self.chance.sample(PLACES, min(count, len(PLACES)))
        rows: Rows = []
        if levels == 2:
            rows.append([Cell("Kommun", rows=2), *(x for noun in self.chance.sample(NOUNS, years)
                                                   for x in (Cell(noun, columns=2), None))])  # fmt: skip
            rows.append([None, *(Cell(text) for _ in range(years) for text in ("Antal", "Andel"))])
            rows += [[Cell(name), *(Cell(self.figure()) for _ in range(2 * years))] for name in names]
            return rows
        rows.append([Cell(self.pick(["Kommun", "Område", ""])), *map(Cell, labels)])
        return rows + [[Cell(name), *(Cell(self.figure()) for _ in labels)] for name in names]


# --- HTML -----------------------------------------------------------------------------------------------------------

LINES = {
    "full": "td,th{border:0.7pt solid #333}",
    "thick": "td,th{border:1.5pt solid #333}",
    "across": "tr{border-bottom:0.6pt solid #555} table{border-top:1pt solid #333}",
    "head": "thead tr{border-bottom:1pt solid #333} .once{border-bottom:1pt solid #333}",
    "books": "table{border-top:1pt solid #000;border-bottom:1pt solid #000} tr:first-child{border-bottom:.6pt solid}",
    "zebra": "tr:nth-child(even) td{background:#dde6ee} th{background:#345;color:white}",
    "tinted": "th{background:#cde}",
    "cells": "table{border-collapse:separate!important;border-spacing:2pt} td{background:#e8eef4} th{background:#9ac}",
    "inner": "td:not(:last-child),th:not(:last-child){border-right:.6pt solid #444}"
    "tr:not(:last-child) td,th{border-bottom:.6pt solid #444}",
    "upright": "td:not(:last-child),th:not(:last-child){border-right:.6pt solid #444}"
    "table{border:1pt solid #444} tr:first-child th{border-bottom:1pt solid #444}",
    "none": "",
}  # fmt: skip


def table_html(rows: Rows, *, heads=1, repeat=True, width="100%", css=""):
    def tr(row, tag, name=""):
        cells = "".join(
            f"<{tag}{f' rowspan={c.rows}' if c.rows > 1 else ''}{f' colspan={c.columns}' if c.columns > 1 else ''}>"
            f"{markup.escape(c.text)}</{tag}>"
            for c in row
            if c is not None
        )
        return f"<tr{f' class={name}' if name else ''}>{cells}</tr>"

    head = [tr(row, "th", "" if repeat else "once") for row in rows[:heads]]
    body = [tr(row, "td") for row in rows[heads:]]
    inside = f"<thead>{''.join(head)}</thead><tbody>{''.join(body)}</tbody>" if repeat else "".join(head + body)
    return f'<table style="width:{width};{css}">{inside}</table>'


def html(plan: Plan) -> str:
    """The plan as a web page for printing."""
    base = ("html{font:10.5pt/1.35 'Liberation Sans'} @page{size:A4;margin:22mm 20mm} table{border-collapse:collapse;"
            "margin:8pt 0} td,th{padding:3pt 5pt;vertical-align:top;text-align:left} p{margin:0 0 7pt}"
            "h1{font-size:18pt}h2{font-size:14pt}h3{font-size:11.5pt}h1,h2,h3{margin:12pt 0 5pt}")  # fmt: skip
    out = [f"<meta charset=utf-8><style>{base}{plan.style}</style>"]
    for kind, what in plan.parts:
        if kind == "raw":
            out.append(what)
        elif kind in ("h1", "h2", "h3", "p", "li"):
            out.append(f"<{kind}>{markup.escape(what)}</{kind}>")
        elif kind == "table":
            rows, options = what
            out.append(table_html(rows, **options))
        elif kind == "furniture":
            out.append(f"<div class=run>{markup.escape(what)}</div>")
    return "".join(out)


def printed(plan: Plan, folder: Path, name: str) -> Path:
    """The plan printed by a browser."""
    page, path = folder / f"{name}.html", folder / f"{name}.pdf"
    page.write_text(html(plan), encoding="utf-8")
    call = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'browser'}",
            "--no-pdf-header-footer", f"--print-to-pdf={path}", page.as_uri()]  # fmt: skip
    subprocess.run(call, capture_output=True, timeout=120, check=True)
    return path


# --- office ---------------------------------------------------------------------------------------------------------


def docx(plan: Plan, path: Path) -> Path:
    """The plan as a Word file."""
    import docx as word
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    made = word.Document()
    made.styles["Normal"].font.name = "Liberation Sans"
    made.styles["Normal"].font.size = Pt(10.5)
    section = made.sections[0]
    section.page_width, section.page_height = Pt(595), Pt(842)
    section.left_margin = section.right_margin = Pt(62)
    if plan.office.get("landscape"):
        section.page_width, section.page_height = Pt(842), Pt(595)
    if plan.office.get("columns"):
        cols = OxmlElement("w:cols")
        cols.set(qn("w:num"), str(plan.office["columns"]))
        cols.set(qn("w:space"), "500")
        section._sectPr.append(cols)

    def border(parent, sides):
        box = OxmlElement("w:tblBorders" if parent.tag.endswith("tblPr") else "w:tcBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            line = OxmlElement(f"w:{side}")
            line.set(qn("w:val"), "single" if side in sides else "nil")
            line.set(qn("w:sz"), "6")
            box.append(line)
        parent.append(box)

    def shade(cell, colour):
        tint = OxmlElement("w:shd")
        tint.set(qn("w:val"), "clear")
        tint.set(qn("w:fill"), colour)
        cell._tc.get_or_add_tcPr().append(tint)

    sides = {
        "full": {"top", "left", "bottom", "right", "insideH", "insideV"},
        "across": {"top", "bottom", "insideH"},
        "books": {"top", "bottom"},
        "inner": {"insideH", "insideV"},
        "upright": {"top", "bottom", "left", "right", "insideV"},
    }
    for kind, what in plan.parts:
        if kind in ("h1", "h2", "h3"):
            made.add_heading(what, level=int(kind[1]))
        elif kind == "li":
            made.add_paragraph(what, style="List Bullet")
        elif kind == "p":
            made.add_paragraph(what)
        elif kind == "table":
            rows, options = what
            lines = plan.office.get("lines", "full")
            table = made.add_table(len(rows), len(rows[0]))
            border(table._tbl.tblPr, sides.get(lines, set()))
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if cell is None:
                        continue
                    at = table.cell(r, c)
                    if cell.rows > 1 or cell.columns > 1:
                        at = at.merge(table.cell(r + cell.rows - 1, c + cell.columns - 1))
                    at.text = cell.text
                    head = r < options.get("heads", 1)
                    for run in at.paragraphs[0].runs:
                        run.font.size = Pt(9.5)
                        run.bold = head
                    if (lines in ("tinted", "zebra") and head) or (lines == "zebra" and r % 2):
                        shade(at, "CCDDEE")
            if options.get("repeat", True):
                for r in range(options.get("heads", 1)):
                    mark = OxmlElement("w:tblHeader")
                    table.rows[r]._tr.get_or_add_trPr().append(mark)
            made.add_paragraph("")
    made.save(path)
    return path


def converted(files: list[Path], folder: Path) -> list[Path]:
    """Office files as PDFs without tags."""
    options = '{"UseTaggedPDF":{"type":"boolean","value":"false"}}'
    call = ["soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless", "--convert-to",
            f"pdf:writer_pdf_Export:{options}", "--outdir", str(folder), *map(str, files)]  # fmt: skip
    subprocess.run(call, capture_output=True, timeout=280, check=True)
    return [folder / f"{file.stem}.pdf" for file in files]


def can_print():
    return shutil.which("chromium") is not None


# --- measuring ------------------------------------------------------------------------------------------------------


@dataclass
class Score:
    """Counts that can be added up."""

    right: int = 0
    got: int = 0
    wanted: int = 0
    rows_right: int = 0
    rows: int = 0
    heads_right: int = 0
    heads_got: int = 0
    heads: int = 0
    order: list[float] = field(default_factory=list)
    false_tables: int = 0
    lost: list[str] = field(default_factory=list)

    def __iadd__(self, other):
        for name in ("right", "got", "wanted", "rows_right", "rows", "heads_right", "heads_got", "heads", "order",
                     "false_tables", "lost"):  # fmt: skip
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self

    @property
    def cells(self):
        return 2 * self.right / (self.got + self.wanted) if self.got + self.wanted else 1.0

    @property
    def exact(self):
        return self.rows_right / self.rows if self.rows else 1.0

    @property
    def in_order(self):
        return sum(self.order) / len(self.order) if self.order else 1.0

    def __str__(self):
        heads = f" headings P {self.heads_right}/{self.heads_got} R {self.heads_right}/{self.heads}"
        return (f"cells {self.cells:.3f} rows {self.exact:.3f} order {self.in_order:.3f}"
                f"{heads if self.heads or self.heads_got else ''} false {self.false_tables}")  # fmt: skip


def _rows(found):
    rows = {}
    for slot in found:
        if slot.text:
            rows.setdefault(slot.top, []).append((slot.left, slot.text))
    return Counter(tuple(sorted(row)) for row in rows.values())


def _slots(rows: Rows):
    return [
        icdar.Slot(icdar.clean(cell.text), r, c, r + cell.rows - 1, c + cell.columns - 1)
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
        if cell is not None
    ]


def measured(plan: Plan, document) -> Score:
    """What was read against what was written."""
    score = Score()
    true = [_slots(what[0]) for kind, what in plan.parts if kind in ("table", "truth")]
    mine = icdar.found(document)
    wanted = sum((icdar.relations(table) for table in true), Counter())
    got = sum((icdar.relations(table) for table in mine), Counter())
    score.right, score.got, score.wanted = sum((wanted & got).values()), sum(got.values()), sum(wanted.values())
    rows, seen = sum(map(_rows, true), Counter()), sum(map(_rows, mine), Counter())
    score.rows_right, score.rows = sum((rows & seen).values()), sum(rows.values())
    score.lost = [str(row) for row in rows - seen]
    score.false_tables = max(0, len(mine) - len(true))
    heads = Counter(fold(what) for kind, what in plan.parts if kind in ("h1", "h2", "h3"))
    found = Counter(
        fold(f"{block.number or ''} {block.text}".strip())
        for block in document.blocks
        if block.kind is BlockKind.HEADING
    )
    score.heads_right, score.heads_got, score.heads = sum((heads & found).values()), found.total(), heads.total()
    score.lost += [f"lost heading {text}" for text in heads - found] + [f"no heading {text}" for text in found - heads]
    text = []
    for kind, what in plan.parts:
        if kind in ("table", "truth"):
            text += [cell.text for row in what[0] for cell in row if cell is not None]
        elif kind == "text" or kind in ("h1", "h2", "h3", "p", "li"):
            text.append(what)
    asides = [what for kind, what in plan.parts if kind == "aside"]
    read = []
    for block in document.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        read += [cell.text for cell in block.table.cells] if block.table else [f"{block.number or ''} {block.text}"]
    mine_read = tokens(" ".join(read).replace("•", " "))
    ways = [[*text[:at], *asides, *text[at:]] for at in range(len(text) + 1)] if asides else [text]
    score.order.append(
        max(SequenceMatcher(None, tokens(" ".join(way)), mine_read, autojunk=False).ratio() for way in ways)
    )
    return score
