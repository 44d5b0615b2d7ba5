"""Made-up plans of every kind, printed by a browser and read without their tags: goals for each kind, not each file."""

import pytest

from tests.ingest.pdf import kinds, made
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
        (["ruled over pages once", "ruled merged", "landscape"], 0.97, 0.92),
        (["zebra", "across figures", "across over pages"], 0.97, 0.92),
        (["unruled beside", "unruled two heads", "unruled over pages once", "attributes"], 0.90, 0.80),
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
    total = score(["two columns", "three columns", "boxed", "contents", "headings"], tmp_path, 11)
    assert total.in_order >= 0.98 and total.false_tables == 0
    assert total.heads_right >= 0.95 * max(total.heads, total.heads_got), total.lost
