"""What is read of one page: words with boxes and fonts, drawn lines, frames; as the page is shown."""

import pytest

from tests.ingest.pdf.paper import Sheet, write
from toolkit.errors import InputError
from toolkit.ingest.pdf.content import open_pdf, read_page


@pytest.fixture
def read(tmp_path):
    def reader(sheet):
        return read_page(open_pdf(write(tmp_path / "prov.pdf", [sheet]))[0], 1)

    return reader


def near(box, expected, slack=3.0):
    return all(abs(one - other) <= slack for one, other in zip(box, expected, strict=True))


def test_words_have_boxes_from_the_top_left_and_their_type(read):
    page = read(Sheet().text(100, 200, "Åtgärder", size=20, font="bold").text(100, 240, "m² och µg", font="italic"))
    first, second = page.words[0], page.words[1]
    assert (first.text, first.bold, first.italic, first.size) == ("Åtgärder", True, False, 20)
    assert (second.text, second.bold, second.italic, second.size) == ("m²", False, True, 11)
    assert first.box[0] == pytest.approx(100, abs=2) and first.box[3] == pytest.approx(204, abs=3)
    assert (page.width, page.height) == (595, 842)


def test_a_change_of_type_inside_a_word_makes_two_glued_words(read):
    page = read(Sheet().text(100, 200, "Social", font="bold").text(133, 200, "tjänsten").text(190, 200, "ska"))
    words = [(word.text, word.space_after) for word in page.words]
    assert words == [("Social", False), ("tjänsten", True), ("ska", True)]


@pytest.mark.parametrize(
    ("rotate", "place"),
    [(0, (100, 190, 160, 205)), (90, (637, 100, 655, 160)), (180, (435, 637, 495, 655)), (270, (190, 435, 205, 495))],
)
def test_boxes_are_on_the_page_as_it_is_shown(read, rotate, place):
    page = read(Sheet(rotate=rotate).text(100, 200, "Handlingsplan", size=10))
    (word,) = page.words
    assert near(word.box, place, 8), word.box
    assert word.angle == rotate
    assert (page.width, page.height) == ((842, 595) if rotate in (90, 270) else (595, 842))


def test_a_cropped_page_counts_from_its_own_corner(read):
    page = read(Sheet(crop=(50, 50, 545, 792)).text(100, 200, "Plan", size=10))
    assert page.words[0].box[0] == pytest.approx(50, abs=2)
    assert page.words[0].box[3] == pytest.approx(152, abs=3)
    assert (page.width, page.height) == (495, 742)


def test_a_word_broken_at_the_end_of_a_line_is_two_words(read):
    page = read(Sheet().text(100, 200, "kommun-").text(100, 214, "styrelsen"))
    assert [word.text for word in page.words] == ["kommun-", "styrelsen"]
    assert page.words[0].box[3] < page.words[1].box[3]


def test_words_printed_over_one_another_are_read_once(read):
    sheet = Sheet()
    for aside in (0, 0.3, 0.6):
        sheet.text(100 + aside, 200, "Handlingsplan mot", size=14)
    sheet.text(100, 240, "mot")
    assert [word.text for word in read(sheet).words] == ["Handlingsplan", "mot", "mot"]


def test_lines_and_frames(read):
    page = read(Sheet().line(50, 100, 500, 100).line(60, 120, 60, 300).box(100, 400, 300, 450).text(70, 70, "x"))
    level = [ruling for ruling in page.rulings if ruling.horizontal]
    assert any(near((r.x0, r.top, r.x1, r.bottom), (50, 100, 500, 100), 1) for r in level)
    assert any(near((r.x0, r.top, r.x1, r.bottom), (60, 120, 60, 300), 1) for r in page.rulings)
    assert len(page.boxes) == 1 and near(page.boxes[0], (100, 400, 300, 450), 1)
    assert len(page.rulings) == 6


def test_the_bare_text_is_kept_as_witness(read):
    page = read(Sheet().text(100, 200, "Kommunstyrelsen ska").text(100, 214, "ta fram en rutin."))
    assert page.text.split() == ["Kommunstyrelsen", "ska", "ta", "fram", "en", "rutin."]


@pytest.mark.parametrize("content", [b"", b"no pdf at all", b"%PDF-1.4\n%%EOF"])
def test_what_is_no_pdf_is_an_input_error(tmp_path, content):
    path = tmp_path / "trasig.pdf"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"trasig\.pdf"):
        open_pdf(path)


def test_figures_under_one_another_are_not_one_word(read):
    sheet = Sheet()
    sheet.lines(265, 134, ["17", "3", "2"])
    words = read(sheet).words
    assert [word.text for word in words] == ["17", "3", "2"]
    assert words[0].box[3] < words[1].box[3] < words[2].box[3]
