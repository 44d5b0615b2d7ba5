"""Files that people send back come from outside like any other: read in a child process, within limits."""

import os
import zipfile

import pytest

from tests.ingest.bombs import BOMBS, p, word
from toolkit.errors import InputError
from toolkit.ingest import Limits, returned, sandbox
from toolkit.ingest.returned import read_lines, read_sheets

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the limits are POSIX")
LIMITS = Limits(wall_seconds=30, cpu_seconds=10, part_bytes=4 << 20, zip_small=1 << 20)


def workbook(path, *rows):
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_nothing_is_read_in_the_callers_own_process(tmp_path, monkeypatch):
    def not_here(*_args, **_options):
        raise AssertionError("read in the caller's process")

    monkeypatch.setattr(returned, "lines_in", not_here)
    monkeypatch.setattr(returned, "sheets_in", not_here)
    path = tmp_path / "svar.docx"
    path.write_bytes(word(p("Hej")))
    assert [line.text for line in read_lines(path)] == ["Hej"]
    sheets = read_sheets(workbook(tmp_path / "svar.xlsx", ["id", "text"], ["a", 3.0], [None, None]))
    assert sheets[0].rows == (("id", "text"), ("a", "3"))
    sandbox.close_workers()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("nested_tables.docx", "too_deep"), ("flat.odt", "bomb"), ("laughs.docx", "doctype"),
     ("many_entries.docx", "bomb"),
     ("text.pdf", "format"), ("nothing.pdf", "empty"), ("encrypted.zip.docx", "encrypted")],
)  # fmt: skip
def test_a_bomb_that_is_sent_back_ends_in_words(name, kind, tmp_path):
    with pytest.raises(InputError) as caught:
        read_lines(BOMBS[name][0](tmp_path, 0.02), limits=LIMITS)
    assert caught.value.kind == kind and name in str(caught.value)


def changed(source, target, changes, extra=()):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, changes.get(entry, old.read(entry)))
        for entry, data in extra:
            new.writestr(entry, data)
    return target


def test_a_workbook_made_to_break_the_reader_ends_in_words(tmp_path):
    whole = workbook(tmp_path / "hel.xlsx", ["id", "text", "status"], ["a", "b", "c"])
    sheet = "xl/worksheets/sheet1.xml"
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    row = f"<row>{'<c><v>1</v></c>' * 100}</row>"
    files = {
        "bomb": changed(whole, tmp_path / "bomb.xlsx", {sheet: head + " " * (8 << 20)}),
        "doctype": changed(whole, tmp_path / "doctype.xlsx", {sheet: f'<!DOCTYPE d [<!ENTITY x "y">]>{head}'}),
        "too_big": changed(whole, tmp_path / "celler.xlsx", {sheet: f"{head}{row * 600}</sheetData></worksheet>"}),
        "damaged": changed(whole, tmp_path / "trasig.xlsx", {sheet: head + "<row><c><v>1</"}),
    }
    cut = tmp_path / "avhuggen.xlsx"
    cut.write_bytes(whole.read_bytes()[:900])
    text = tmp_path / "text.xlsx"
    text.write_text("id;text;status\n", encoding="utf-8")
    limits = Limits(wall_seconds=30, cpu_seconds=10, part_bytes=4 << 20, zip_small=1 << 20, table_cells=50_000)
    for kind, path in [*files.items(), ("damaged", cut), ("damaged", text), ("missing", tmp_path / "borta.xlsx")]:
        with pytest.raises(InputError) as caught:
            read_sheets(path, limits=limits)
        assert caught.value.kind == kind and path.name in str(caught.value), (kind, str(caught.value))
    sandbox.close_workers()
