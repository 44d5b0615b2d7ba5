"""Made-up plans of every kind, printed by a browser and read without their tags: goals for each kind, not each file."""

import pytest

from tests.ingest.pdf import kinds, made
from tests.ingest.pdf.paper import Sheet, wrapped, write
from toolkit.ingest.pdf import opening
from toolkit.ingest.pdf.read import read_pdf

needs_browser = pytest.mark.skipif(not made.can_print(), reason="chromium is not installed")


def score(names, folder, seed):
    total = made.Score()
    for name in names:
        plan = kinds.KINDS[name](made.Words(seed))
        total += made.measured(plan, read_pdf(made.printed(plan, folder, name.replace(" ", "_"))))
    return total


@needs_browser
@pytest.mark.parametrize(
    ("names", "cells", "rows"),
    [
        (["ruled over pages once", "landscape"], 0.97, 0.92),
        (["zebra", "across figures"], 0.97, 0.92),
        (["dense", "unruled beside", "unruled over pages once", "attributes"], 0.90, 0.80),
    ],
)
def test_tables_of_each_kind_have_their_cells_and_rows(tmp_path, monkeypatch, names, cells, rows):
    monkeypatch.setattr(opening, "read_tree", lambda reader: None)
    total = score(names, tmp_path, 11)
    assert total.cells >= cells and total.exact >= rows, total.lost
    assert total.in_order >= 0.95


@needs_browser
def test_pages_of_prose_are_in_order_and_have_no_table(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "read_tree", lambda reader: None)
    total = score(["two columns", "three columns", "boxed", "headings"], tmp_path, 11)
    assert total.in_order >= 0.98 and total.false_tables == 0
    assert total.heads_right >= 0.95 * max(total.heads, total.heads_got), total.lost


def test_lines_that_break_cell_by_cell_part_the_rows_of_names_and_texts(tmp_path):
    sheet = Sheet()
    texts = "Kommunen tar fram en gemensam plan för stöd till den som är utsatt och följer upp den varje år i nämnden. "
    y, rows = 100, ["Unga", "Skola och fritid", "Vuxna", "Polis"]
    for name in rows:
        for x0, x1 in ((60, 160), (160.4, 540)):
            sheet.line(x0, y, x1, y)
        sheet.text(64, y + 14, name, size=10)
        y = sheet.lines(166, y + 14, wrapped(texts * 2, 72), size=10) + 4
    for x0, x1 in ((60, 160), (160.4, 540)):
        sheet.line(x0, y, x1, y)
    document = read_pdf(write(tmp_path / "a.pdf", [sheet]))
    (table,) = [block.table for block in document.blocks if block.table is not None]
    assert [row[0].text for row in table.rows] == rows
    assert all(row[1].text == (texts * 2).strip() for row in table.rows)
