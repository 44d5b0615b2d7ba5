"""Tagged files: rows and cells as their author made them, whatever the page breaks do; broken trees are left alone."""

import json
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from tests.ingest.pdf.paper import Sheet, write
from toolkit.ingest.pdf.read import read_pdf
from toolkit.model import BlockKind, ReadBy

FILES = Path(__file__).resolve().parents[2] / "files"
NAMES = ("tagged_header_repeated", "tagged_header_once")


def rows_of(table):
    return [[cell.text for cell in row] for row in table.rows]


def gold(name):
    return json.loads((FILES / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_a_table_over_five_pages_has_exactly_the_cells_it_was_written_with(name):
    document = read_pdf(FILES / f"{name}.pdf")
    table = next(block.table for block in document.blocks if block.table is not None)
    assert rows_of(table) == gold(name)
    assert {page.read_by for page in document.pages} == {ReadBy.TAGS}
    assert sum(page.unplaced for page in document.pages) == 0 and not document.problems


@pytest.mark.parametrize("name", NAMES)
def test_each_cell_points_at_the_page_it_is_printed_on(name):
    document = read_pdf(FILES / f"{name}.pdf")
    table = next(block.table for block in document.blocks if block.table is not None)
    pages = [row[0].provenance.page for row in table.rows]
    assert pages == sorted(pages) and pages[0] == 1 and pages[-1] > 3
    for cell in table.cells:
        if cell.text:
            text = "".join(page.text for page in document.pages)
            assert cell.provenance.box is not None and cell.text.split()[0] in text
            assert cell.text.split()[0] in document.pages[cell.provenance.page - 1].text
    assert any(cell.provenance.page_end for cell in table.cells), "no row is broken over a page: the file tests nothing"


@pytest.mark.parametrize("name", NAMES)
def test_header_rows_are_marked_and_a_repeated_header_is_furniture(name):
    document = read_pdf(FILES / f"{name}.pdf")
    table = next(block.table for block in document.blocks if block.table is not None)
    assert [all(cell.header for cell in row) for row in table.rows] == [True] + [False] * (len(table.rows) - 1)
    repeated = [block for block in document.blocks if block.kind is BlockKind.FURNITURE and "Tidplan" in block.text]
    assert bool(repeated) == (name == "tagged_header_repeated")


def test_merged_cells_keep_their_spans():
    document = read_pdf(FILES / "tagged_header_once.pdf")
    table = [block.table for block in document.blocks if block.table is not None][-1]
    spans = {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells if cell.text}
    assert spans["Område"] == (0, 0, 2, 1)
    assert spans["Genomförande"] == (0, 1, 1, 2)
    assert spans["Förebyggande arbete"] == (2, 0, 2, 1)
    assert spans["Kommunstyrelsen"] == (3, 1, 1, 1)
    assert table.rows[1][0].header and not table.rows[2][0].header


def test_headings_and_lists_come_from_the_tags():
    blocks = read_pdf(FILES / "tagged_header_once.pdf").blocks
    assert [(b.text, b.number, b.level) for b in blocks if b.kind is BlockKind.HEADING] == [
        ("Mål", "1.", 1),
        ("Åtgärder", "2.", 1),
        ("Sammanslagna celler", "3.", 1),
    ]
    items = [(block.text, block.number) for block in blocks if block.kind is BlockKind.LIST_ITEM]
    assert ("Stödja utsatta.", None) in [(text, None) for text, _ in items]
    assert ("Först detta.", "1.") in items


# --- trees made by hand ---------------------------------------------------------------------------------------------


def marked(sheet, mcid, x, y, words, **how):
    sheet.operators.append(f"/P <</MCID {mcid}>> BDC")
    sheet.text(x, y, words, **how)
    sheet.operators.append("EMC")


def with_tree(path, build, roles=None):
    """Put a structure tree into the file; `build(add, page)` gives the root's children."""
    writer = PdfWriter(clone_from=path)
    add = writer._add_object
    tree = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
    tree[NameObject("/K")] = build(add, [page.indirect_reference for page in writer.pages])
    if roles:
        tree[NameObject("/RoleMap")] = DictionaryObject(
            {NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in roles.items()}
        )
    writer.root_object[NameObject("/StructTreeRoot")] = add(tree)
    writer.write(path)
    return path


def element(role, kids, page=None, **more):
    made = DictionaryObject({NameObject("/S"): NameObject(f"/{role}"), NameObject("/K"): kids})
    if page is not None:
        made[NameObject("/Pg")] = page
    for key, value in more.items():
        made[NameObject(f"/{key}")] = value
    return made


def plain_sheet():
    sheet = Sheet()
    marked(sheet, 0, 72, 80, "Rubriken", size=11)
    marked(sheet, 1, 72, 120, "Ett stycke som visar vad taggarna gav.")
    marked(sheet, 2, 72, 140, "Ett stycke till.")
    sheet.operators.append("/Artifact BMC")
    sheet.text(72, 30, "Sidhuvud")
    sheet.operators.append("EMC")
    return sheet


def test_role_map_and_every_form_of_k_are_followed(tmp_path):
    def build(add, pages):
        number = NumberObject
        reference = DictionaryObject(
            {NameObject("/Type"): NameObject("/MCR"), NameObject("/MCID"): number(2), NameObject("/Pg"): pages[0]}
        )
        objr = DictionaryObject({NameObject("/Type"): NameObject("/OBJR"), NameObject("/Obj"): pages[0]})
        return ArrayObject(
            [
                add(element("Rubrik1", number(0), pages[0])),
                element("Brodtext", ArrayObject([objr, number(1)]), pages[0]),
                add(element("Brodtext", reference)),
            ]
        )

    path = with_tree(write(tmp_path / "a.pdf", [plain_sheet()]), build, {"Rubrik1": "H2", "Brodtext": "P"})
    document = read_pdf(path)
    assert document.pages[0].read_by is ReadBy.TAGS
    assert [(block.kind, block.text, block.level) for block in document.blocks] == [
        (BlockKind.FURNITURE, "Sidhuvud", None),
        (BlockKind.HEADING, "Rubriken", 2),
        (BlockKind.PARAGRAPH, "Ett stycke som visar vad taggarna gav.", None),
        (BlockKind.PARAGRAPH, "Ett stycke till.", None),
    ]


def test_replacement_text_stands_for_what_is_printed(tmp_path):
    def build(add, pages):
        span = element("Span", NumberObject(2), pages[0], ActualText=TextStringObject("Utskrivet."))
        return ArrayObject(
            [
                element("H1", NumberObject(0), pages[0]),
                element("P", NumberObject(1), pages[0]),
                element("P", ArrayObject([span])),
            ]
        )

    document = read_pdf(with_tree(write(tmp_path / "a.pdf", [plain_sheet()]), build))
    assert document.blocks[-1].text == "Utskrivet."


def test_a_tree_that_places_half_of_the_page_is_not_believed(tmp_path):
    def build(add, pages):
        return ArrayObject([element("H1", NumberObject(0), pages[0])])

    document = read_pdf(with_tree(write(tmp_path / "a.pdf", [plain_sheet()]), build))
    assert document.pages[0].read_by is ReadBy.LAYOUT
    assert "Ett stycke till." in document.text


def test_a_tree_that_bites_its_tail_ends(tmp_path):
    def build(add, pages):
        loop = element("Sect", ArrayObject(), pages[0])
        reference = add(loop)
        loop[NameObject("/K")] = ArrayObject([reference, NumberObject(0), element("P", reference)])
        return ArrayObject([reference])

    document = read_pdf(with_tree(write(tmp_path / "a.pdf", [plain_sheet()]), build))
    assert "Ett stycke till." in document.text


def test_a_frame_around_text_is_no_table(tmp_path):
    def build(add, pages):
        cell = element("TD", ArrayObject([element("P", NumberObject(1)), element("P", NumberObject(2))]))
        table = element("Table", ArrayObject([element("TR", ArrayObject([cell]))]), pages[0])
        return ArrayObject([element("H1", NumberObject(0), pages[0]), table])

    document = read_pdf(with_tree(write(tmp_path / "a.pdf", [plain_sheet()]), build))
    assert all(block.table is None for block in document.blocks)
    assert [block.text for block in document.blocks if block.kind is BlockKind.PARAGRAPH][-1] == "Ett stycke till."


def test_a_table_that_only_places_tables_gives_the_tables(tmp_path):
    def build(add, pages):
        def row(*marks):
            return element("TR", ArrayObject([element("TD", NumberObject(mark)) for mark in marks]))

        inner = element("Table", ArrayObject([row(0, 1), row(2, 9)]))
        outer = element(
            "Table", ArrayObject([element("TR", ArrayObject([element("TD", ArrayObject([inner]))]))]), pages[0]
        )
        return ArrayObject([outer])

    document = read_pdf(with_tree(write(tmp_path / "a.pdf", [plain_sheet()]), build))
    (table,) = [block.table for block in document.blocks if block.table is not None]
    assert [[cell.text for cell in row if cell.text] for row in table.rows][1] == ["Ett stycke till."]
    assert len(table.rows[0]) == 2


# --- tables that the tags do not tell all of ------------------------------------------------------------------------

COLUMNS = (72, 200, 330, 460)


def table_sheet(rows, head=()):
    """A sheet with one row of words a line, None where nothing is printed; marks are counted through."""
    sheet, mark = Sheet(), 0
    for line, row in enumerate([*head, *rows]):
        for x, word in zip(COLUMNS, row, strict=True):
            if word is not None:
                marked(sheet, mark, x, 80 + 20 * line, word)
                mark += 1
    return sheet


def with_table(path, rows, *, stated):
    """The rows as a tagged table whose empty cells are not in the tree."""

    def build(add, pages):
        marks = iter(range(99))

        def cell(role):
            span = DictionaryObject({NameObject("/O"): NameObject("/Table"), NameObject("/ColSpan"): NumberObject(1)})
            return element(role, NumberObject(next(marks)), pages[0], **({"A": span} if stated else {}))

        lines = [
            element("TR", ArrayObject([cell("TD" if at else "TH") for word in row if word is not None]))
            for at, row in enumerate(rows)
        ]
        return ArrayObject([element("Table", ArrayObject(lines), pages[0])])

    document = read_pdf(with_tree(write(path, [table_sheet(rows)]), build))
    (table,) = [block.table for block in document.blocks if block.table is not None]
    return [[(cell.column, cell.column_span, cell.text) for cell in row] for row in table.rows]


def test_empty_cells_that_a_browser_leaves_out_stay_empty(tmp_path):
    rows = [
        ("Mål", "Åtgärd", "Ansvarig", "Tid"),
        ("Fler rutiner", None, "Nämnden", None),
        (None, "Utbilda", None, "2027"),
        ("Samverka", None, None, "2028"),
    ]
    found = with_table(tmp_path / "a.pdf", rows, stated=True)
    assert found == [[(at, 1, word or "") for at, word in enumerate(row)] for row in rows]


def test_spans_that_a_word_processor_does_not_tell_are_seen_on_the_page(tmp_path):
    rows = [
        ("Mål", "Åtgärd", "Ansvarig", "Tid"),
        ("Ta fram rutiner", None, "Nämnden", None),
        ("Samverka", "Träffas", None, "2028"),
        (None, "Nytt försök", "Nämnden", "2029"),
    ]
    found = with_table(tmp_path / "a.pdf", rows, stated=False)
    assert found[1] == [(0, 2, "Ta fram rutiner"), (2, 2, "Nämnden")]
    assert found[2] == [(0, 1, "Samverka"), (1, 2, "Träffas"), (3, 1, "2028")]
    assert found[3] == [(0, 1, ""), (1, 1, "Nytt försök"), (2, 1, "Nämnden"), (3, 1, "2029")]


def test_a_header_printed_again_on_the_next_page_stands_once_in_its_cells(tmp_path):
    head = [("Mål", "Åtgärd", None, None)]
    sheets = [table_sheet([(f"Mål {page}", "Utbilda", None, None)], head) for page in (1, 2)]

    def build(add, pages):
        def content(page, mcid):
            return DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/MCR"),
                    NameObject("/MCID"): NumberObject(mcid),
                    NameObject("/Pg"): page,
                }
            )

        def row(role, *cells):
            return element("TR", ArrayObject([element(role, ArrayObject(marks)) for marks in cells]))

        first = row("TH", *([content(page, at) for page in pages] for at in (0, 1)))
        rows = [row("TD", *([content(page, at)] for at in (2, 3))) for page in pages]
        parts = [element("THead", ArrayObject([first])), element("TBody", ArrayObject(rows))]
        return ArrayObject([element("Table", ArrayObject(parts))])

    document = read_pdf(with_tree(write(tmp_path / "a.pdf", sheets), build))
    (table,) = [block.table for block in document.blocks if block.table is not None]
    assert rows_of(table) == [["Mål", "Åtgärd"], ["Mål 1", "Utbilda"], ["Mål 2", "Utbilda"]]
    assert table.rows[0][0].provenance.page_end in (None, 1)
    again = [block for block in document.blocks if block.kind is BlockKind.FURNITURE and block.provenance.page == 2]
    assert [block.text for block in again] == ["Mål Åtgärd"] and not document.problems


# --- tags that lie, and what stands elsewhere than the tree tells ---------------------------------------------------


def lines_sheet(count, *, note=False):
    """A heading and paragraphs down the page, each a piece of marked content; a small note at its foot."""
    sheet = Sheet()
    marked(sheet, 0, 72, 80, "Rubriken", size=16)
    for mark in range(1, count):
        marked(sheet, mark, 72, 90 + 30 * mark, f"Stycke {mark} handlar om något helt eget.")
    if note:
        marked(sheet, count, 72, 780, "1 Noten förklarar ordet.", size=7)
    return sheet


def paragraphs_of(page, marks):
    return [element("H1" if mark == 0 else "P", NumberObject(mark), page) for mark in marks]


def test_a_footnote_stands_at_the_foot_and_not_in_the_sentence_that_refers_to_it(tmp_path):
    def build(add, pages):
        parts = paragraphs_of(pages[0], range(6))
        note = element("Note", ArrayObject([element("P", NumberObject(6), pages[0])]))
        parts[2] = element("P", ArrayObject([NumberObject(2), note, NumberObject(3)]), pages[0])
        return ArrayObject([*parts[:3], *parts[4:]])

    document = read_pdf(with_tree(write(tmp_path / "a.pdf", [lines_sheet(6, note=True)]), build))
    assert document.pages[0].read_by is ReadBy.TAGS
    texts = [block.text for block in document.blocks]
    assert texts[2] == "Stycke 2 handlar om något helt eget. Stycke 3 handlar om något helt eget."
    assert texts[-1].endswith("Noten förklarar ordet.") and len(texts) == 6


def test_a_page_that_is_tagged_as_one_paragraph_is_read_by_its_looks(tmp_path):
    def build(add, pages):
        lump = element("P", ArrayObject([NumberObject(mark) for mark in range(8)]), pages[1])
        return ArrayObject([*paragraphs_of(pages[0], range(8)), lump])

    document = read_pdf(with_tree(write(tmp_path / "a.pdf", [lines_sheet(8), lines_sheet(8)]), build))
    assert [page.read_by for page in document.pages] == [ReadBy.TAGS, ReadBy.LAYOUT]
    assert sum(block.provenance.page == 2 for block in document.blocks) == 8


@pytest.mark.parametrize("order", [[4, 5, 6, 7, 0, 1, 2, 3], [7, 6, 5, 4, 3, 2, 1, 0], [0, 3, 1, 5, 2, 7, 4, 6]])
def test_tags_in_another_order_than_the_page_are_not_believed(tmp_path, order):
    def build(add, pages):
        return ArrayObject(paragraphs_of(pages[0], order))

    document = read_pdf(with_tree(write(tmp_path / "a.pdf", [lines_sheet(8)]), build))
    assert document.pages[0].read_by is ReadBy.LAYOUT
    assert [block.text.split()[1] for block in document.blocks[1:]] == list("1234567")


def test_a_flat_list_gets_its_depth_from_its_indentation(tmp_path):
    sheet = Sheet()
    marked(sheet, 0, 72, 80, "Rubriken", size=16)
    for mark, (x, text) in enumerate([(90, "Utbilda"), (120, "Chefer"), (120, "Lärare"), (90, "Samverka")], start=1):
        marked(sheet, mark, x, 90 + 20 * mark, f"• {text} så snart det är möjligt.")

    def build(add, pages):
        items = [element("L", ArrayObject([element("LI", NumberObject(mark), pages[0])])) for mark in range(1, 5)]
        return ArrayObject([element("H1", NumberObject(0), pages[0]), *items])

    document = read_pdf(with_tree(write(tmp_path / "a.pdf", [sheet]), build))
    assert document.pages[0].read_by is ReadBy.TAGS
    assert [block.level for block in document.blocks[1:]] == [1, 2, 2, 1]
