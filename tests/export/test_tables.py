"""Workbook, CSV and report page: nothing runs, nothing is lost, å ä ö open as they should."""

import csv
import io

import openpyxl
import pytest

from toolkit.errors import OutputError
from toolkit.export.csv import csv_text, write_csv
from toolkit.export.excel import write_excel
from toolkit.export.html import html_text
from toolkit.model import Answer, Column, Comparison, Entry, Source

EVIL = "=HYPERLINK(1)"
SCRIPT = "<script>alert(1)</script>"


def table(key: str = "gaps", title: str = "Luckor") -> Comparison:
    source = Source(document="d", municipality="Norrvik", quote="Ta fram", page=3, title="Plan")
    return Comparison(
        key=key,
        title=title,
        columns=(
            Column(key="a", title="Åtgärd", width=40),
            Column(key="town:Norrvik", title="Norrvik"),
            Column(key="relevant", title="Relevant?", choices=("ja", "nej")),
        ),
        rows=(
            (Entry(text=EVIL), Entry(answer=Answer.NOT_FOUND), Entry()),
            (Entry(text=SCRIPT), Entry(answer=Answer.COULD_NOT_READ, text="plan.pdf, s. 7", pages=(7,)), Entry()),
            (Entry(text="å" * 40_000), Entry(number=0.25, percent=True, sources=(source,)), Entry()),
        ),
        row_ids=("r1", "r2", "r3"),
    )


@pytest.fixture
def book(tmp_path):
    path = write_excel([table(), table("quality", "Kvalitet: [a/b]")], tmp_path / "b.xlsx", today="2026-11-22")
    return openpyxl.load_workbook(path)


def test_a_formula_is_text(book):
    cell = book["Luckor"]["A2"]
    assert (cell.value, cell.data_type) == (EVIL, "s")


def test_the_three_answers_are_words_not_only_colours(book):
    assert book["Luckor"]["B2"].value == "Sökt, ej funnen"
    assert book["Luckor"]["B3"].value == "Kunde inte läsas: plan.pdf, s. 7"


def test_a_long_cell_says_that_it_was_cut(book):
    assert book["Luckor"]["A4"].value.endswith("bladet Åtgärder)")


def test_header_is_frozen_filtered_and_answers_are_chosen_from_a_list(book):
    sheet = book["Luckor"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:C4"
    assert [rule.formula1 for rule in sheet.data_validations.dataValidation] == ['"ja,nej"']


def test_sheet_names_are_what_excel_takes(book):
    assert all(not set(name) & set("[]:*?/\\") and len(name) <= 31 for name in book.sheetnames)


def test_the_same_tables_give_the_same_parts(tmp_path):
    import zipfile

    def parts(path):
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    one = write_excel([table()], tmp_path / "1.xlsx", today="2026-11-22")
    two = write_excel([table()], tmp_path / "2.xlsx", today="2026-11-22")
    assert parts(one) == parts(two)


def test_an_existing_file_is_kept_unless_forced(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("egen", encoding="utf-8")
    with pytest.raises(OutputError, match="finns redan"):
        write_csv(table(), path)
    assert path.read_text(encoding="utf-8") == "egen"
    write_csv(table(), path, force=True)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_csv_comes_back_with_formulas_made_harmless():
    rows = list(csv.reader(io.StringIO(csv_text(table())), delimiter=";"))
    assert rows[0] == ["Åtgärd", "Norrvik", "Relevant?"]
    assert rows[1][0] == "'" + EVIL
    assert rows[3][1] == "25 %"


def test_the_page_escapes_everything_and_fetches_nothing():
    page = html_text([table()], title="Plan & <b>", today="2026-11-22")
    assert SCRIPT not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "http://" not in page and "https://" not in page
