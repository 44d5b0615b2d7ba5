"""Lines that somebody broke by hand: in cells, in a list of names, and below a label in bold."""

from docx import Document

from toolkit.extract import describe, extract
from toolkit.ingest import read
from toolkit.segment import segment

MARKDOWN = """# Handlingsplan

## Åtgärder

| Åtgärd | Ansvarig | Tid |
|---|---|---|
| Montera räcken vid bron | Parkenheten<br>Trafikverket | 2027 |
| Utbilda personal på bad | Kultur- och<br>fritidsnämnden | 2028 |
"""
HTML = """<html><body><h1>Handlingsplan</h1><h2>Åtgärder</h2><table>
<tr><th>Åtgärd</th><th>Ansvarig</th><th>Tid</th></tr>
<tr><td>Montera räcken vid bron</td><td>Parkenheten<br>Trafikverket</td><td>2027</td></tr>
<tr><td>Utbilda personal på bad</td><td>Kultur- och<br>fritidsnämnden</td><td>2028</td></tr></table></body></html>"""


def owners(path):
    document = read(path)
    cut = extract(segment(document), document, metadata=describe(document))
    return [[party.name for party in one.responsible.value or ()] for one in cut.measures]


OWNERS = [["Parkenheten", "Trafikverket"], ["Kultur- och fritidsnämnden"]]


def test_two_owners_on_two_lines_of_a_cell(tmp_path):
    for name, text in (("plan.md", MARKDOWN), ("plan.html", HTML)):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert owners(path) == OWNERS


def test_two_owners_on_two_lines_of_a_cell_in_word(tmp_path):
    made = Document()
    made.add_heading("Åtgärder", 1)
    table = made.add_table(rows=0, cols=3)
    for row in (
        ("Åtgärd", "Ansvarig", "Tid"),
        ("Montera räcken vid bron", "Parkenheten\nTrafikverket", "2027"),
        ("Utbilda personal på bad", "Kultur- och\nfritidsnämnden", "2028"),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    made.save(str(tmp_path / "plan.docx"))
    assert owners(tmp_path / "plan.docx") == OWNERS


def test_names_on_lines_of_a_paragraph_and_numbers_of_headings_in_word(tmp_path):
    made = Document()
    made.add_heading("2.1 Bygg en bro", 2)
    paragraph = made.add_paragraph()
    paragraph.add_run("Närvarande").bold = True
    paragraph.add_run("\nEva Al\nPer Ask, Polisen")
    made.add_paragraph("En lång mening som\nbryts för hand\nmen går vidare.")
    made.save(str(tmp_path / "plan.docx"))
    first, *rest = read(tmp_path / "plan.docx").blocks
    assert (first.number, first.text) == ("2.1", "Bygg en bro")
    assert [one.text for one in rest] == [
        "Närvarande", "Eva Al", "Per Ask, Polisen", "En lång mening som bryts för hand men går vidare.",
    ]  # fmt: skip
    assert [bool(one.spans) for one in rest] == [True, False, False, False]


def test_a_label_in_bold_begins_a_line(tmp_path):
    path = tmp_path / "notes.md"
    path.write_text(
        "# Anteckningar\n\n**Närvarande:** Eks kommun (samordnare), Polismyndigheten (områdespolis), Ekhem (vd)\n"
        "**Anmält förhinder:** Kyrkan (diakon)\n",
        encoding="utf-8",
    )
    assert [one.text for one in read(path).blocks][2:] == ["Anmält förhinder: Kyrkan (diakon)"]
