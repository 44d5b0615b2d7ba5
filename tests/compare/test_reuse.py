"""Copies side by side: what differs is marked, and a copy counts once."""

from dataclasses import replace

from toolkit.cluster import cluster
from toolkit.compare.material import Material
from toolkit.compare.reuse import differing, reuse
from toolkit.compare.wordings import wordings
from toolkit.export.excel import write_excel
from toolkit.export.html import html_text
from toolkit.model import DocumentRecord, Form, Measure, Provenance, Segmentation

WORDS = (
    ("Norrvik", "Ta fram en gemensam rutin för hur personal ska agera vid misstanke om människohandel."),
    ("Sjöhamn", "Ta fram en gemensam rutin för hur personal bör agera vid misstanke om människohandel."),
    ("Åbyholm", "Ordna tillsyn av massagesalonger tillsammans med polisen två gånger per år."),
)


def material():
    parts, rows = [], []
    for number, (town, words) in enumerate(WORDS):
        key = f"d{number}"
        measure = Measure(
            id=f"m{number}", document=key, text=words, form=Form.BULLET, municipality=(town,),
            provenance=Provenance(document=key, start=0, end=len(words), page=number + 1),
        )  # fmt: skip
        parts.append(Segmentation(document=key, measures=(measure,)))
        rows.append(DocumentRecord(id=key, file=f"{town}.pdf", sha256=key, municipality=(town,)))
    found = cluster([measure for part in parts for measure in part.measures], encoder="lexical")
    return Material(
        clustering=found, segmentations=parts, readings=(), register=rows, target=None, topics=("manniskohandel",),
        language="sv",
    )  # fmt: skip


def test_a_copy_stands_beside_what_it_copies_with_the_difference_marked():
    table = reuse(material())
    (row,) = table.rows
    cells = dict(zip((column.key for column in table.columns), row, strict=True))
    one, other = cells["first_words"], cells["copy_words"]
    assert [one.text[a:b] for a, b in one.marks] == ["ska"]
    assert [other.text[a:b] for a, b in other.marks] == ["bör"]
    assert cells["first"].text == "Norrvik, s. 1" and cells["kind"].text == "nästan ordagrann"
    assert one.sources[0].page == 1


def test_a_family_counts_once_in_the_comparison():
    table = wordings(material())
    at = [column.key for column in table.columns].index("families")
    assert sorted(row[at].number for row in table.rows) == [1.0, 1.0]


def test_without_copies_there_is_no_table():
    ground = material()
    alone = tuple(replace(one, families=()) for one in ground.clustering.clusters)
    assert reuse(replace(ground, clustering=replace(ground.clustering, clusters=alone))) is None


def test_wholly_different_and_wholly_same_wordings():
    assert differing("Bygga bro", "Öva kris")[1:] == (((0, 9),), ((0, 8),))
    assert differing("Bygga  bro", "bygga bro")[1:] == ((), ())


def test_the_marks_are_seen_in_workbook_and_report(tmp_path):
    import openpyxl

    table = reuse(material())
    page = html_text((table,), title="T")
    assert "<mark>ska</mark>" in page and "<mark>bör</mark>" in page
    book = openpyxl.load_workbook(write_excel((table,), tmp_path / "a.xlsx"), rich_text=True)
    cell = book[book.sheetnames[1]].cell(2, 3).value
    assert str(cell) == WORDS[0][1]
    assert [part.text for part in cell if getattr(part, "font", None) and part.font.b] == ["ska"]
