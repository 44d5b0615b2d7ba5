"""Drawn tables and page breaks without the help of tags; the published benchmark; pages of prose have no table."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ingest.pdf import icdar
from tests.ingest.pdf.paper import Sheet, wrapped, write
from toolkit.ingest.compose import RawBlock, RawCell, RawTable
from toolkit.ingest.pdf import opening
from toolkit.ingest.pdf.cells import cell_text
from toolkit.ingest.pdf.joining import join_tables, joined
from toolkit.ingest.pdf.page import Word
from toolkit.ingest.pdf.read import read_pdf
from toolkit.model import BlockKind

FILES = Path(__file__).resolve().parents[2] / "files"


def tables_of(document):
    return [block.table for block in document.blocks if block.table is not None]


def ruled_sheet(rows, xs, y=100, pitch=20, *, sheet=None):
    """A drawn table of one-line cells."""
    sheet = sheet or Sheet()
    bottom = y + pitch * len(rows)
    for at in range(len(rows) + 1):
        sheet.line(xs[0], y + at * pitch, xs[-1], y + at * pitch)
    for x in xs:
        sheet.line(x, y, x, bottom)
    for at, row in enumerate(rows):
        for x, text in zip(xs, row, strict=False):
            sheet.text(x + 4, y + at * pitch + 14, text, size=9)
    return sheet


@pytest.mark.parametrize("name", ["tagged_header_repeated", "tagged_header_once"])
def test_without_its_tags_a_drawn_table_over_pages_has_the_same_cells(name, monkeypatch):
    monkeypatch.setattr(opening, "read_tree", lambda reader: None)
    document = read_pdf(FILES / f"{name}.pdf")
    gold = json.loads((FILES / f"{name}.json").read_text(encoding="utf-8"))
    first, second = tables_of(document)
    assert [[cell.text for cell in row] for row in first.rows] == gold
    assert {cell.provenance.page for cell in first.cells} == {1, 2, 3, 4, 5}
    assert [(c.text, c.row_span, c.column_span) for c in second.rows[0]] == [
        ("Område", 2, 1),
        ("Genomförande", 1, 2),
        ("Kostnad", 1, 1),
    ]
    assert all(page.unplaced == 0 for page in document.pages)


def test_a_drawn_table_with_an_empty_cell_and_an_open_side(tmp_path):
    rows = [["Åtgärd", "Ansvarig", "Tid"], ["Ta fram en rutin för stöd", "", "2025"], ["Utbilda", "Nämnden", ""]]
    sheet = ruled_sheet(
        [[text.encode("cp1252", "replace").decode("cp1252") for text in row] for row in rows], (60, 260, 380, 500)
    )
    sheet.operators = [op for op in sheet.operators if not op.startswith("0.5 w 60 742.0 m 60")]
    (table,) = tables_of(read_pdf(write(tmp_path / "a.pdf", [sheet])))
    assert [[cell.text for cell in row] for row in table.rows] == rows
    assert all(cell.header for cell in table.rows[0])


def test_a_frame_around_prose_and_a_line_under_a_heading_are_no_tables(tmp_path):
    sheet = Sheet().box(60, 60, 540, 400).line(70, 110, 530, 110)
    sheet.text(72, 100, "Faktaruta", size=14, font="bold")
    sheet.lines(72, 130, wrapped("Kommunen arbetar mot prostitution och stodjer den som vill lamna den. " * 8, 80))
    document = read_pdf(write(tmp_path / "a.pdf", [sheet]))
    assert tables_of(document) == []


def test_chart_lines_through_words_are_no_table(tmp_path):
    sheet = Sheet()
    for at in range(6):
        sheet.line(60, 100 + 30 * at, 500, 100 + 30 * at)
    for at in range(8):
        sheet.line(60 + 62 * at, 100, 60 + 62 * at, 250)
    sheet.lines(72, 115, wrapped("en lang rad text som gar tvars over alla linjer i ett diagram " * 6, 80), pitch=30)
    assert tables_of(read_pdf(write(tmp_path / "a.pdf", [sheet]))) == []


# --- joining --------------------------------------------------------------------------------------------------------


def block(rows, *, page, header=0, xs=(60, 160, 400, 500), bottom=800.0):
    cells = [
        RawCell(
            text=text,
            row=r,
            column=c,
            header=r < header,
            page=page,
            box=(xs[c], 100.0 + 20 * r, xs[c + 1], 120.0 + 20 * r),
        )
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    return RawBlock(kind=BlockKind.TABLE, table=RawTable(cells=tuple(cells)), page=page, box=(60, 100, 500, bottom))


def texts(table):
    rows = {}
    for cell in table.table.cells:
        rows.setdefault(cell.row, []).append(cell.text)
    return [rows[row] for row in sorted(rows)]


HEAD = ["Nr", "Åtgärd", "Ansvarig"]


def test_a_repeated_header_is_taken_out_and_kept_as_furniture():
    one = block([HEAD, ["1", "Ta fram en rutin.", "Nämnden"]], page=1, header=1)
    two = block([HEAD, ["2", "Utbilda personal.", "Styrelsen"]], page=2, header=1)
    first, second = join_tables([[one], [two]], [])
    assert texts(first[0]) == [HEAD, ["1", "Ta fram en rutin.", "Nämnden"], ["2", "Utbilda personal.", "Styrelsen"]]
    assert [cell.page for cell in first[0].table.cells] == [1] * 6 + [2] * 3
    assert [(made.kind, made.text) for made in second] == [(BlockKind.FURNITURE, "Nr Åtgärd Ansvarig")]


def test_a_row_with_an_empty_key_cell_goes_on_the_row_before():
    one = block([HEAD, ["1", "Ta fram.", "Nämnden"], ["2", "Utbilda personal som", "Barn- och"]], page=1, header=1)
    two = block([["", "möter utsatta.", "utbildningsnämnden"], ["3", "Följ upp.", "Styrelsen"]], page=2)
    ((table,), _) = join_tables([[one], [two]], [])
    assert texts(table)[2:] == [
        ["2", "Utbilda personal som möter utsatta.", "Barn- och utbildningsnämnden"],
        ["3", "Följ upp.", "Styrelsen"],
    ]
    cell = next(cell for cell in table.table.cells if cell.text.startswith("Utbilda"))
    assert cell.page == 1 and [page for page, _ in cell.parts] == [2]


def test_a_row_with_a_key_begins_anew_even_without_a_header():
    one = block([HEAD, ["1", "Ta fram.", "Nämnden"]], page=1, header=1)
    two = block([["2", "Utbilda.", ""], ["3", "Följ upp.", "Styrelsen"]], page=2)
    ((table,), _) = join_tables([[one], [two]], [])
    assert [row[0] for row in texts(table)] == ["Nr", "1", "2", "3"]


def spanning(made, *, row, rows):
    cells = [cell for cell in made.table.cells if cell.column or not row <= cell.row < row + rows or cell.row == row]
    cells = [replace(cell, row_span=rows) if (cell.row, cell.column) == (row, 0) else cell for cell in cells]
    return replace(made, table=RawTable(cells=tuple(cells)))


def test_a_row_and_its_label_go_on_below_the_break_and_the_words_cut_there_are_whole():
    rows = [["Arbete", "Kartlägga löneskillnader i köket", "Chefen"], ["", "Kartlägga löneskillnade", "Chefen"]]
    one = spanning(block([HEAD, *rows], page=1, header=1), row=1, rows=2)
    two = spanning(block([["", "r i skolan", ""], ["", "Ordna kurser", "Rektor"]], page=2), row=0, rows=2)
    three = block([["", "Ordna resor", "Rektor"]], page=3)
    ((table,), _, _) = join_tables([[one], [two], [three]], [])
    assert texts(table)[2:4] == [["Kartlägga löneskillnader i skolan", "Chefen"], ["Ordna kurser", "Rektor"]]
    assert texts(table)[4:] == [["", "Ordna resor", "Rektor"]]
    assert [cell.row_span for cell in table.table.cells if cell.text == "Arbete"] == [3]


def test_another_header_or_other_columns_are_another_table():
    one = block([HEAD, ["1", "Ta fram.", "Nämnden"]], page=1, header=1)
    other = block([["Nr", "Mål", "Mått"], ["1", "Trygghet.", "Andel"]], page=2, header=1)
    moved = block([["2", "Utbilda.", "Styrelsen"]], page=2, xs=(200, 300, 330, 380))
    assert joined(one, other) is None
    assert joined(one, moved) is None


def test_text_between_two_tables_keeps_them_apart():
    one = block([HEAD, ["1", "Ta fram.", "Nämnden"]], page=1, header=1)
    two = block([["2", "Utbilda.", "Styrelsen"]], page=2)
    between = RawBlock(kind=BlockKind.PARAGRAPH, text="Nästa mål är trygghet.", page=2, size=11)
    first, second = join_tables([[one], [between, two]], [])
    assert len(texts(first[0])) == 2 and second[1] is two


# --- real tables ----------------------------------------------------------------------------------------------------


def test_the_published_table_benchmark(shared):
    totals = (0, 0, 0)
    for path in sorted(shared("tables").glob("*.pdf")):
        one = icdar.score(read_pdf(path), path.with_name(f"{path.stem}-str.xml"))
        totals = tuple(a + b for a, b in zip(totals, one, strict=True))
    assert icdar.f1(*totals) >= 0.92, totals


def test_pages_of_prose_have_no_table(shared):
    for name in ("kiruna-44_3.pdf", "Vansbro_Energi och klimatplan.pdf"):
        assert tables_of(read_pdf(shared("plans", "sweden", name))) == []


HEADS = ["Nr", "Åtgärd", "Ansvarig", "Tidsplan"]
XS = (60, 100, 330, 430, 530)


def test_a_second_page_without_headings_does_not_make_its_first_row_into_headings(tmp_path):
    first = [HEADS, ["1", "Utbilda personal på alla boenden varje år", "Nämnden", "2026"]]
    more = [["2", "Se över taxan", "Styrelsen", "Q2 2026"], ["3", "Kartlägga vägar in i vården", "Regionen", "2026"]]
    one = ruled_sheet(first, XS, y=740)
    two = ruled_sheet([*more, ["4", "Stärka stödet till anhöriga i hela länet", "Skolan", "2027"]], XS, y=60)
    (table,) = tables_of(read_pdf(write(tmp_path / "a.pdf", [one, two])))
    assert [row[0].text for row in table.rows] == ["Nr", "1", "2", "3", "4"]
    assert [row[0].header for row in table.rows] == [True, False, False, False, False]
    assert [row[0].provenance.page for row in table.rows] == [1, 1, 2, 2, 2]


def test_the_end_of_a_cell_alone_on_the_next_page_goes_back_to_its_row(tmp_path):
    rows = [HEADS, ["1", "Se över taxan.", "Styrelsen", "2026"], ["2", "Utbilda all personal som", "Nämnden", "2027"]]
    one, two = Sheet(), Sheet()
    for at, row in enumerate(rows):
        for x, text in zip(XS, row, strict=False):
            one.text(x, 720 + 24 * at, text, font="bold" if at == 0 else "plain")
    two.text(XS[1], 60, "arbetar med barn och unga")
    two.lines(60, 140, wrapped("Kommunen arbetar med barn och unga under hela perioden. " * 5, 80))
    document = read_pdf(write(tmp_path / "a.pdf", [one, two]))
    (table,) = tables_of(document)
    last = table.rows[-1][1]
    assert last.text == "Utbilda all personal som arbetar med barn och unga"
    assert (last.provenance.page, last.provenance.page_end) == (1, 2)
    assert not any(block.text.startswith("arbetar med") for block in document.blocks)


def test_a_date_and_a_bullet_that_a_narrow_cell_cuts_are_whole():
    def line(text, top):
        return [Word(word, (0, top, 60, top + 10), 9) for word in text.split()]

    assert cell_text([*line("2027-06-3", 0), *line("0", 12)]).text == "2027-06-30"
    words = [Word("•", (0, 0, 5, 10), 9), Word("Säkerhetssamord", (8, 0, 68, 10), 9), Word("nare", (8, 12, 30, 22), 9)]
    assert cell_text(words, limit=70).items == ("Säkerhetssamordnare",)
