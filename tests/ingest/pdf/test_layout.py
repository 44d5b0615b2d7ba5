"""Untagged pages: reading order, paragraphs, headings, lists, furniture, unruled tables."""

from difflib import SequenceMatcher

import pytest

from tests.ingest.pdf.paper import Sheet, wrapped, write
from toolkit.ingest.pdf.content import open_pdf, read_page
from toolkit.ingest.pdf.layout import OutlineEntry, lay_out, unplaced
from toolkit.ingest.pdf.ruled import find_ruled
from toolkit.model import BlockKind

LEFT = (
    "Socialnämnden samordnar kommunens arbete mot prostitution och människohandel. Arbetet leds av en "
    "samordnare som håller kontakt med polisen och regionen. Varje förvaltning utser en kontaktperson. "
    "Kontaktpersonerna träffas fyra gånger om året och går igenom läget i kommunen. "
)
RIGHT = (
    "Skolorna tar upp frågan i undervisningen och elevhälsan får stöd av socialtjänsten. Personal som möter "
    "barn och unga får utbildning en gång per år. Utbildningen tar upp tecken på utsatthet och hur man gör "
    "en orosanmälan. Arbetet följs upp i nämndens årliga rapport. "
)


@pytest.fixture
def read(tmp_path):
    """Write sheets, read them, lay them out."""

    def reader(*sheets, **options):
        document = open_pdf(write(tmp_path / "prov.pdf", list(sheets)))
        pages = [read_page(document[index], index + 1) for index in range(len(document))]
        blocks = lay_out(pages, **options)
        assert unplaced(pages, blocks) == [0] * len(pages)
        return blocks

    return reader


def running(blocks):
    return " ".join(block.text for block in blocks if block.kind is not BlockKind.FURNITURE)


def likeness(left, right):
    return SequenceMatcher(None, left.split(), right.split(), autojunk=False).ratio()


def texts(blocks, kind):
    return [block.text for block in blocks if block.kind is kind]


def rows_of(block):
    """Row → the texts of its cells by column."""
    rows = {}
    for cell in block.table.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell.text
    return rows


# --- order ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rowwise", [False, True])
def test_two_columns_are_read_one_after_the_other(read, rowwise):
    sheet = Sheet()
    sheet.text(70, 80, "Så arbetar kommunen mot prostitution och människohandel", size=16, font="bold")
    left, right = wrapped(LEFT * 4, 40), wrapped(RIGHT * 4, 40)
    if rowwise:  # the file may hold the lines of both columns in turn
        for index, (one, two) in enumerate(zip(left, right, strict=False)):
            sheet.text(70, 120 + 14 * index, one)
            sheet.text(310, 120 + 14 * index, two)
        left, right = left[: index + 1], right[: index + 1]
    else:
        sheet.lines(70, 120, left)
        sheet.lines(310, 120, right)
    (blocks,) = read(sheet)
    truth = " ".join(["Så arbetar kommunen mot prostitution och människohandel", *left, *right])
    assert likeness(running(blocks), truth) >= 0.98


def test_three_columns_under_a_wide_paragraph(read):
    sheet = Sheet()
    wide = wrapped(LEFT + RIGHT, 90)
    sheet.lines(60, 80, wide)
    columns = [wrapped(text * 2, 26) for text in (LEFT, RIGHT, LEFT)]
    for index, rows in enumerate(columns):
        sheet.lines(60 + 165 * index, 200, rows, size=10)
    (blocks,) = read(sheet)
    truth = " ".join([*wide, *(row for rows in columns for row in rows)])
    assert likeness(running(blocks), truth) >= 0.98


def test_a_box_beside_text_does_not_cut_its_lines(read):
    sheet = Sheet()
    sheet.lines(70, 100, wrapped(LEFT * 3, 52))
    sheet.box(380, 96, 530, 190)
    sheet.lines(
        390, 112, ["Fakta om samordnaren", "Samordnaren finns på", "socialförvaltningen och", "nås på vardagar."]
    )
    (blocks,) = read(sheet)
    assert "socialförvaltningen och nås på vardagar." in running(blocks)
    assert LEFT.strip() in running(blocks)


@pytest.mark.parametrize("at_left", [False, True])
def test_text_that_flows_around_a_box_stays_whole(read, at_left):
    sheet = Sheet()
    text = " ".join((LEFT + RIGHT).split()) + " " + LEFT.strip()
    rows = wrapped(text, 80)[:3]
    narrow = wrapped(text[len(" ".join(rows)) + 1 :], 50)[:6]
    rest = wrapped(text[len(" ".join([*rows, *narrow])) + 1 :], 80)
    y = sheet.lines(60, 100, rows)
    y_box = y
    y = sheet.lines(250 if at_left else 60, y, narrow)
    sheet.lines(60, y, rest)
    x = 65 if at_left else 400
    sheet.box(x - 5, y_box - 10, x + 140, y_box + 62)
    facts = ["Fakta om samordnaren", "Samordnaren finns på", "socialförvaltningen", "varje vardag."]
    sheet.lines(x, y_box + 2, facts, size=9)
    (blocks,) = read(sheet)
    found = texts(blocks, BlockKind.PARAGRAPH)
    assert found[0] == text
    assert " ".join(found[1:]).endswith("Samordnaren finns på socialförvaltningen varje vardag.")


def test_landscape_and_turned_pages(read):
    sheet = Sheet(width=842, height=595)
    sheet.lines(70, 100, wrapped(LEFT, 90))
    turned = Sheet(rotate=90)
    for index, row in enumerate(wrapped(RIGHT, 70)):
        turned.text(100 + 14 * index, 700, row, turned=True)
    blocks = read(sheet, turned)
    assert running(blocks[0]) == LEFT.strip()
    assert running(blocks[1]) == RIGHT.strip()
    assert blocks[1][0].box[0] < 300, "the box is on the page as it is shown"


def test_text_that_runs_up_an_unturned_page_is_read_too(read):
    sheet = Sheet()
    for index, row in enumerate(wrapped(RIGHT, 70)):
        sheet.text(100 + 14 * index, 700, row, turned=True)
    (blocks,) = read(sheet)
    assert running(blocks) == RIGHT.strip()
    assert blocks[0].box[2] < 200 and blocks[0].box[3] > 600


# --- paragraphs -----------------------------------------------------------------------------------------------------


def test_paragraphs_end_where_a_line_ends_early_or_space_follows(read):
    sheet = Sheet()
    y = sheet.lines(70, 100, wrapped(LEFT, 70))
    y = sheet.lines(70, y, wrapped(RIGHT, 70))
    sheet.lines(70, y + 8, wrapped(LEFT, 70))
    (blocks,) = read(sheet)
    assert texts(blocks, BlockKind.PARAGRAPH) == [LEFT.strip(), RIGHT.strip(), LEFT.strip()]
    assert blocks[2].space_before > blocks[1].space_before


def test_italics_part_goal_from_measure(read):
    sheet = Sheet()
    wish = "Kommunen ska vara fri från människohandel och alla ska veta vart de vänder sig"
    y = sheet.lines(70, 100, wrapped(wish, 50), font="italic")
    sheet.lines(70, y, wrapped("Socialnämnden tar fram en rutin för att upptäcka utsatta personer i tid.", 50))
    (blocks,) = read(sheet)
    goal, measure = blocks
    assert goal.text.endswith("vänder sig") and goal.spans[0].italic and goal.spans[0].end == len(goal.text)
    assert measure.text.startswith("Socialnämnden") and measure.spans == ()


def test_a_bold_lead_stays_with_its_sentence(read):
    sheet = Sheet()
    sheet.text(70, 100, "Utbilda personal.", font="bold").text(
        168, 100, "Alla som möter unga får en utbildning varje år"
    )
    sheet.text(70, 114, "och stöd av samordnaren.")
    (blocks,) = read(sheet)
    (block,) = blocks
    assert block.text == "Utbilda personal. Alla som möter unga får en utbildning varje år och stöd av samordnaren."
    (span,) = block.spans
    assert block.text[span.start : span.end] == "Utbilda personal." and span.bold and not span.italic


def test_hyphens_at_the_end_of_lines(read):
    sheet = Sheet()
    rows = [
        "Arbetet leds av social-",
        "tjänsten som tar fram en energi-",
        "och klimatplan för Malung-",
        "Sälen med fler e-",
    ]
    sheet.lines(70, 100, [*rows, "tjänster. Se även våra e-tjänster på webben."])
    (blocks,) = read(sheet)
    assert running(blocks) == (
        "Arbetet leds av socialtjänsten som tar fram en energi- och klimatplan för Malung-Sälen med fler e-tjänster. "
        "Se även våra e-tjänster på webben."
    )


def test_a_paragraph_that_crosses_a_page_break_is_one(read):
    first, second = Sheet(), Sheet()
    rows = wrapped(LEFT + RIGHT + LEFT, 70)
    half = next(index for index in range(3, len(rows)) if rows[index][0].islower() and rows[index - 1][-1] not in ".")
    first.lines(70, 780 - 14 * half, rows[:half])
    first.text(290, 810, "1")
    second.lines(70, 80, rows[half:])
    second.text(290, 810, "2")
    one, two = read(first, second)
    (whole,) = [block for block in one if block.kind is BlockKind.PARAGRAPH]
    assert whole.text == " ".join(rows) and (whole.page, whole.page_end) == (1, 2)
    assert texts(two, BlockKind.PARAGRAPH) == []


# --- headings -------------------------------------------------------------------------------------------------------


def test_headings_by_size_weight_and_number(read):
    sheet = Sheet()
    sheet.text(70, 80, "1 Inledning", size=18, font="bold")
    y = sheet.lines(70, 105, wrapped(LEFT, 70))
    sheet.text(70, y + 16, "1.1 Vad vi vet om läget", size=13, font="bold")
    y = sheet.lines(70, y + 34, wrapped(RIGHT, 70))
    sheet.text(70, y + 12, "Ansvar", font="bold")
    y = sheet.lines(70, y + 26, wrapped(LEFT, 70))
    (blocks,) = read(sheet)
    found = [(block.level, block.number, block.text) for block in blocks if block.kind is BlockKind.HEADING]
    assert found == [(1, "1", "Inledning"), (2, "1.1", "Vad vi vet om läget"), (3, None, "Ansvar")]


def test_a_numbered_measure_title_in_body_type_is_a_heading(read):
    sheet = Sheet()
    y = 100
    for number, title in ((1, "Inrätta en samordnare"), (2, "Utbilda personal i skolan"), (3, "Ta fram en rutin")):
        sheet.text(70, y, f"{number}. {title}")
        y = sheet.lines(70, y + 22, wrapped(LEFT, 70)) + 14
    (blocks,) = read(sheet)
    found = [(block.number, block.text) for block in blocks if block.kind is BlockKind.HEADING]
    assert found == [("1.", "Inrätta en samordnare"), ("2.", "Utbilda personal i skolan"), ("3.", "Ta fram en rutin")]


def test_numbered_sentences_in_a_list_are_no_headings(read):
    sheet = Sheet()
    rows = ["1. Socialnämnden tar fram en rutin", "2. Barnen får stöd", "3. Polisen bjuds in till möten"]
    y = sheet.lines(70, 100, wrapped(LEFT, 70))
    sheet.lines(90, y, rows)
    (blocks,) = read(sheet)
    assert [(block.number, block.text) for block in blocks if block.kind is BlockKind.LIST_ITEM] == [
        ("1.", "Socialnämnden tar fram en rutin"),
        ("2.", "Barnen får stöd"),
        ("3.", "Polisen bjuds in till möten"),
    ]


def test_the_outline_comes_first(read):
    sheet = Sheet()
    sheet.text(70, 100, "Stöd till den som vill lämna prostitution")
    sheet.lines(70, 114, wrapped(LEFT, 70))
    (blocks,) = read(sheet, outline=[OutlineEntry("Stöd till den som vill lämna prostitution", 2, 1)])
    assert (blocks[0].kind, blocks[0].level) == (BlockKind.HEADING, 2)


def test_captions_and_sentences_in_bold_are_no_headings(read):
    sheet = Sheet()
    sheet.text(70, 90, "Tabell 1. Antal anmälningar per år", font="bold")
    sheet.lines(70, 120, wrapped(LEFT, 70))
    sheet.text(70, 300, "Kommunen ska agera. Ingen ska behöva vänta på stöd.", font="bold")
    sheet.lines(70, 320, wrapped(RIGHT, 70))
    (blocks,) = read(sheet)
    assert texts(blocks, BlockKind.HEADING) == []


# --- lists ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["•", "-", "–", "o", "·"])
def test_bullets_of_every_kind(read, mark):
    sheet = Sheet()
    sheet.text(70, 80, "Kommunen ska fram till 2026:")
    sheet.text(80, 100, mark).text(95, 100, "ta fram en rutin för att tidigt upptäcka personer som är utsatta")
    sheet.text(95, 114, "och erbjuda dem stöd")
    sheet.text(80, 128, mark).text(95, 128, "utbilda personal")
    (blocks,) = read(sheet)
    items = [block for block in blocks if block.kind is BlockKind.LIST_ITEM]
    assert [(item.number, item.text) for item in items] == [
        (mark, "ta fram en rutin för att tidigt upptäcka personer som är utsatta och erbjuda dem stöd"),
        (mark, "utbilda personal"),
    ]


def test_a_list_in_a_list_is_deeper(read):
    sheet = Sheet()
    for index, (x, row) in enumerate([(80, "• Stöd"), (100, "– boende"), (100, "– samtal"), (80, "• Kunskap")]):
        sheet.text(x, 100 + 16 * index, row)
    (blocks,) = read(sheet)
    assert [block.level for block in blocks] == [1, 2, 2, 1]


# --- furniture ------------------------------------------------------------------------------------------------------


def test_running_headers_footers_and_page_numbers(read):
    sheets = []
    for page in range(1, 5):
        sheet = Sheet().text(70, 40, "Handlingsplan mot människohandel").text(490, 40, f"{page} (4)")
        sheet.lines(70, 100, wrapped(LEFT if page % 2 else RIGHT, 70))
        sheets.append(sheet.text(70, 815, f"Antagen 2024-03-0{page}"))
    for blocks in read(*sheets):
        assert len(texts(blocks, BlockKind.FURNITURE)) == 3
        assert len(texts(blocks, BlockKind.PARAGRAPH)) == 1


def test_column_headings_repeated_on_every_page_are_not_furniture(read):
    sheets = []
    for page in range(4):
        sheet = Sheet()
        for x, title in ((60, "Åtgärd"), (300, "Ansvarig"), (450, "Tidsplan")):
            sheet.text(x, 60, title, font="bold")
        for row in range(5):
            for x, cell in ((60, f"Utbilda grupp {page}.{row}"), (300, "Socialnämnden"), (450, "2026")):
                sheet.text(x, 80 + 18 * row, cell)
        sheets.append(sheet)
    for blocks in read(*sheets):
        (table,) = blocks
        assert rows_of(table)[0] == {0: "Åtgärd", 1: "Ansvarig", 2: "Tidsplan"}
        assert len(rows_of(table)) == 6


def test_contents_lists_with_and_without_leaders(read):
    sheet = Sheet()
    sheet.text(70, 80, "Innehåll", size=16, font="bold")
    sheet.text(70, 110, "1 Inledning" + "." * 60 + " 3").text(70, 130, "2 Åtgärder" + "." * 60 + " 5")
    other = Sheet()
    other.text(70, 80, "Innehållsförteckning", size=16, font="bold")
    for index, title in enumerate(["Inledning", "Bakgrund", "Mål", "Åtgärder", "Uppföljning"]):
        other.text(70, 110 + 18 * index, title).text(500, 110 + 18 * index, str(index + 3))
    for blocks in read(sheet, other):
        assert texts(blocks, BlockKind.PARAGRAPH) == [] and texts(blocks, BlockKind.TABLE) == []
        assert len(texts(blocks, BlockKind.FURNITURE)) in (2, 5)


def test_footnotes_keep_their_number_and_do_not_stop_a_page_break(read):
    first, second = Sheet(), Sheet()
    first.lines(
        70, 700, ["Socialnämnden tar fram en rutin för att upptäcka dem som är utsatta för", "människohandel och"]
    )
    first.line(70, 745, 200, 745).text(70, 757, "1", size=6).text(75, 760, "Se lagen om särskilda insatser.", size=9)
    second.lines(70, 80, ["erbjuda dem stöd i fler än ett språk så att alla förstår vad som gäller."])
    one, two = read(first, second)
    assert one[0].text.endswith(
        "människohandel och erbjuda dem stöd i fler än ett språk så att alla förstår vad som gäller."
    )
    assert (one[1].number, one[1].text) == ("1", "Se lagen om särskilda insatser.")
    assert two == []


# --- unruled tables -------------------------------------------------------------------------------------------------


def test_an_unruled_table_under_known_headings(read):
    sheet = Sheet()
    sheet.lines(60, 80, wrapped(LEFT, 75))
    for x, title in ((60, "Åtgärd"), (300, "Ansvarig"), (450, "Tidsplan")):
        sheet.text(x, 180, title, font="bold")
    table = [
        (["Ta fram en rutin för att tidigt upptäcka", "personer som är utsatta"], ["Socialnämnden"], ["2025"]),
        (["Utbilda personal som möter unga"], ["Barn- och utbildnings-", "nämnden"], ["2025–2026"]),
        (["Informera besöksnäringen"], ["Kommunstyrelsen"], ["Löpande"]),
    ]
    y = 200
    for cells in table:
        for x, rows in zip((60, 300, 450), cells, strict=True):
            sheet.lines(x, y, rows)
        y += 14 * max(map(len, cells)) + 6
    sheet.lines(60, y + 30, wrapped(RIGHT, 75))
    (blocks,) = read(sheet)
    assert [block.kind for block in blocks] == [BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.PARAGRAPH]
    assert rows_of(blocks[1]) == {
        0: {0: "Åtgärd", 1: "Ansvarig", 2: "Tidsplan"},
        1: {0: "Ta fram en rutin för att tidigt upptäcka personer som är utsatta", 1: "Socialnämnden", 2: "2025"},
        2: {0: "Utbilda personal som möter unga", 1: "Barn- och utbildningsnämnden", 2: "2025–2026"},
        3: {0: "Informera besöksnäringen", 1: "Kommunstyrelsen", 2: "Löpande"},
    }
    assert [cell.header for cell in blocks[1].table.cells][:4] == [True, True, True, False]


def test_a_small_attribute_table_with_empty_middle_cells(read):
    sheet = Sheet()
    sheet.text(60, 80, "1. Inrätta en samordnare", font="bold")
    y = sheet.lines(60, 96, wrapped(LEFT, 75)) + 10
    sheet.text(200, y, "Ansvarig").text(380, y, "Tidsplan")
    rows = [("Kommunen", "Socialchefen", "2025"), ("Polisen", "", "Löpande"), ("Region Norr", "Vårdchefen", "")]
    for index, cells in enumerate(rows):
        for x, cell in zip((60, 200, 380), cells, strict=True):
            if cell:
                sheet.text(x, y + 16 * (index + 1), cell)
    sheet.lines(60, y + 110, wrapped(RIGHT, 75))
    (blocks,) = read(sheet)
    (table,) = [block for block in blocks if block.kind is BlockKind.TABLE]
    assert rows_of(table) == {
        0: {1: "Ansvarig", 2: "Tidsplan"},
        1: {0: "Kommunen", 1: "Socialchefen", 2: "2025"},
        2: {0: "Polisen", 2: "Löpande"},
        3: {0: "Region Norr", 1: "Vårdchefen"},
    }


def test_labels_with_a_colon_are_lines_not_a_table(read):
    sheet = Sheet()
    sheet.text(60, 100, "Ansvarig:").text(200, 100, "Socialnämnden i samverkan med Polisen, Region Norr och")
    sheet.text(200, 114, "Kyrkan").text(60, 128, "Tidplan:").text(200, 128, "2025")
    (blocks,) = read(sheet)
    assert texts(blocks, BlockKind.PARAGRAPH) == [
        "Ansvarig: Socialnämnden i samverkan med Polisen, Region Norr och Kyrkan",
        "Tidplan: 2025",
    ]


def test_a_drawn_row_that_holds_several_printed_rows_is_divided(tmp_path):
    sheet = Sheet()
    for y in (100, 120, 180):
        sheet.line(60, y, 500, y)
    for x in (60, 260, 380, 500):
        sheet.line(x, 100, x, 180)
    for x, title, figures in (
        (65, "Anmälningar", ["Köp", "Koppleri", "Människohandel"]),
        (265, "2023", ["17", "3", "2"]),
    ):
        sheet.text(x, 114, title, font="bold")
        sheet.lines(x, 134, figures)
    sheet.text(385, 114, "2024", font="bold")
    sheet.lines(385, 134, ["21", "5", "4"])
    page = read_page(open_pdf(write(tmp_path / "prov.pdf", [sheet]))[0], 1)
    (blocks,) = lay_out([page], tables={1: find_ruled(page)})
    (table,) = [block for block in blocks if block.kind is BlockKind.TABLE]
    assert list(rows_of(table).values()) == [
        {0: "Anmälningar", 1: "2023", 2: "2024"},
        {0: "Köp", 1: "17", 2: "21"},
        {0: "Koppleri", 1: "3", 2: "5"},
        {0: "Människohandel", 1: "2", 2: "4"},
    ]


def test_a_heading_in_spaced_letters_is_whole_words(read):
    sheet = Sheet()
    x = 70
    for letter in "MÅL OCH STRATEGI":
        sheet.text(x, 100, letter, size=18) if letter != " " else None
        x += 22
    sheet.lines(70, 130, wrapped(LEFT, 70))
    (blocks,) = read(sheet)
    assert (blocks[0].kind, blocks[0].text) == (BlockKind.HEADING, "MÅL OCH STRATEGI")


def test_a_title_over_two_columns_stays_whole_and_first(read):
    sheet = Sheet()
    sheet.text(70, 80, "Vår plan mot", size=20).text(205, 80, "människohandel", size=20)
    left, right = wrapped(LEFT * 3, 40), wrapped(RIGHT * 3, 40)
    sheet.lines(70, 120, left)
    sheet.lines(310, 120, right)
    (blocks,) = read(sheet)
    assert blocks[0].text == "Vår plan mot människohandel"
    assert running(blocks).endswith(" ".join([*left, *right]))


def test_two_tables_in_a_row_keep_apart_and_titles_end_them(read):
    sheet = Sheet()
    y = 80
    for title, body in (
        ("1.1 Inrätta en samordnare", "Socialnämnden"),
        ("1.2 Utbilda skolans personal", "Skolnämnden"),
    ):
        sheet.text(60, y, title, font="bold", size=12)
        sheet.text(60, y + 20, "Organisation", size=9).text(250, y + 20, "Ansvarig", size=9).text(
            400, y + 20, "Tid", size=9
        )
        sheet.text(60, y + 34, body, size=9).text(400, y + 34, "2026", size=9)
        sheet.text(60, y + 48, "Idéburna organisationer", size=9)
        y += 74
    (blocks,) = read(sheet)
    assert [block.kind for block in blocks] == [BlockKind.HEADING, BlockKind.TABLE] * 2
    assert rows_of(blocks[3]) == {
        0: {0: "Organisation", 1: "Ansvarig", 2: "Tid"},
        1: {0: "Skolnämnden", 2: "2026"},
        2: {0: "Idéburna organisationer"},
    }


MEASURES = (
    (["Utbilda chefer och personal i", "boenden för äldre"], ["Socialnämnden"], ["2026"]),
    (["Kartlägga vägar in i vården", "vid varje skolstart"], ["Regionen"], ["Löpande"]),
    (["Stärka det uppsökande", "arbetet om kvällarna"], ["Kultur- och", "fritidsnämnden"], ["2027-06-30"]),
)


def set_rows(sheet, y, xs, table):
    """Print cells of several lines row by row, with white space between the rows."""
    for cells in table:
        for x, rows in zip(xs, cells, strict=True):
            sheet.lines(x, y, rows)
        y += 14 * max(map(len, cells)) + 8
    return y


def test_rows_without_headings_are_a_table_although_their_cells_go_on_in_small_letters(read):
    sheet = Sheet()
    y = set_rows(sheet, 140, (60, 280, 430), MEASURES)
    sheet.lines(60, y + 40, wrapped(RIGHT, 75))
    (blocks,) = read(sheet)
    assert rows_of(next(block for block in blocks if block.table)) == {
        0: {0: "Utbilda chefer och personal i boenden för äldre", 1: "Socialnämnden", 2: "2026"},
        1: {0: "Kartlägga vägar in i vården vid varje skolstart", 1: "Regionen", 2: "Löpande"},
        2: {0: "Stärka det uppsökande arbetet om kvällarna", 1: "Kultur- och fritidsnämnden", 2: "2027-06-30"},
    }


def test_numbers_close_to_what_they_number_keep_their_column_and_print_nothing_twice(read):
    sheet = Sheet()
    for x, title in ((60, "Nr"), (95, "Åtgärd"), (280, "Ansvarig"), (430, "Tidsplan")):
        sheet.text(x, 80, title, font="bold")
    numbered = [([f"1.{at}"], *cells) for at, cells in enumerate(MEASURES, 1)]
    set_rows(sheet, 100, (60, 95, 280, 430), numbered)
    (blocks,) = read(sheet)
    (table,) = blocks
    assert [rows_of(table)[row][0] for row in range(4)] == ["Nr", "1.1", "1.2", "1.3"]
    assert rows_of(table)[2][1] == "Kartlägga vägar in i vården vid varje skolstart"


def test_two_unruled_tables_beside_one_another_are_two(read):
    sheet = Sheet()
    for x, title in ((60, "Åtgärd"), (210, "Ansvarig"), (320, "Åtgärd"), (470, "Tidsplan")):
        sheet.text(x, 80, title, font="bold")
    rows = [["Utbilda personal", "Nämnden", "Se över taxan", "2026"], ["Stärka stödet", "Skolan", "Bygga ut", "2027"]]
    for at, row in enumerate(rows):
        for x, cell in zip((60, 210, 320, 470), row, strict=True):
            sheet.text(x, 102 + 22 * at, cell)
    (blocks,) = read(sheet)
    assert [rows_of(block) for block in blocks] == [
        {
            0: {0: "Åtgärd", 1: "Ansvarig"},
            1: {0: "Utbilda personal", 1: "Nämnden"},
            2: {0: "Stärka stödet", 1: "Skolan"},
        },
        {0: {0: "Åtgärd", 1: "Tidsplan"}, 1: {0: "Se över taxan", 1: "2026"}, 2: {0: "Bygga ut", 1: "2027"}},
    ]


def test_column_headings_on_two_levels_stay_with_their_table(read):
    sheet = Sheet()
    above, below = ((60, "Åtgärd"), (280, "Ansvar"), (430, "Tidsplan")), ((280, "Ansvarig"), (350, "Samverkan"))
    for x, y, title in [*((x, 80, title) for x, title in above), *((x, 96, title) for x, title in below)]:
        sheet.text(x, y, title, font="bold", size=9)
    set_rows(sheet, 120, (60, 280, 350, 430), [(a, ["Nämnden"], ["Polisen"], ["2026"]) for a, _, _ in MEASURES])
    (blocks,) = read(sheet)
    (table,) = [block for block in blocks if block.table]
    heads = {cell.text for cell in table.table.cells if cell.header}
    assert {"Åtgärd", "Samverkan", "Tidsplan"} <= heads
