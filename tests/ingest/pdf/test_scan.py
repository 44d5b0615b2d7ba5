"""Pages that are pictures: which they are, what is read on them, and what is said when it cannot be read."""

import shutil
import subprocess
from collections import Counter

import numpy as np
import pytest

from tests.ingest.pdf.paper import Sheet, write
from toolkit.errors import InputError, MissingToolError
from toolkit.ingest.pdf import scan, tesseract
from toolkit.ingest.pdf.page import PageContent, Word
from toolkit.ingest.pdf.picture import image_rulings, skew, turn
from toolkit.ingest.pdf.read import read_pdf
from toolkit.ingest.pdf.tesseract import SeenWord
from toolkit.model import ReadBy, Severity
from toolkit.text import tokens

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")


def picture_file(tmp_path, sheet, *, angle=0.0, marker=None):
    """The sheet as a scan: one picture over the whole page."""
    import pypdfium2 as pdfium
    from PIL import Image, ImageChops

    digital = write(tmp_path / "digital.pdf", [sheet])
    image = pdfium.PdfDocument(digital)[0].render(scale=200 / 72).to_pil().convert("RGB")
    if marker:
        x0, y0, x1, y1 = (round(value * 200 / 72) for value in marker)
        stripe = Image.new("RGB", image.size, "white")
        stripe.paste((60, 200, 250), (x0, y0, x1, y1))
        image = ImageChops.multiply(image, stripe)
    if angle:
        image = image.rotate(angle, fillcolor="white", resample=Image.Resampling.BICUBIC, expand=angle == 90)
    path = tmp_path / "scan.pdf"
    image.save(path, "PDF", resolution=200)
    return path


def figures(columns=7, count=9):
    """A table of lone figures between lines, such as programs that look for lines of text pass over."""
    sheet = Sheet()
    sheet.lines(72, 60, ["Antal anmälda ärenden och insatser i kommunerna.", "Uppgifterna kommer från regionen."])
    rows = [["Kommun", *(str(2018 + at) for at in range(columns - 1))]]
    for at in range(1, count):
        rows.append(["Kommun", *(str((at * 7 + column * 3) % 10) for column in range(1, columns))])
    for at in range(count + 1):
        sheet.line(60, 100 + 20 * at, 60 + 68 * columns, 100 + 20 * at)
    for at in range(columns + 1):
        sheet.line(60 + 68 * at, 100, 60 + 68 * at, 100 + 20 * count)
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            sheet.text(65 + 68 * x, 114 + 20 * y, text, size=10)
    return sheet, rows


def letter():
    sheet = Sheet()
    sheet.text(72, 100, "Åtgärder mot våld i nära relationer", size=16, font="bold")
    rows = ["Socialnämnden ska öka stödet åt våldsutsatta.", "Förskolan får en gemensam rutin för orosanmälan.",
            "Polisen och kommunen träffas varje månad på rådhuset."]  # fmt: skip
    sheet.lines(72, 140, rows, pitch=22, size=12)
    return sheet


EXPECTED = (
    "Åtgärder mot våld i nära relationer Socialnämnden ska öka stödet åt våldsutsatta Förskolan får en gemensam "
    "rutin för orosanmälan Polisen och kommunen träffas varje månad på rådhuset"
)


@needs_tesseract
@pytest.mark.parametrize(("angle", "marker"), [(0, None), (1.7, None), (0, (70, 128, 330, 145)), (90, None)])
def test_a_scan_that_is_straight_askew_marked_or_on_its_side(tmp_path, angle, marker):
    document = read_pdf(picture_file(tmp_path, letter(), angle=angle, marker=marker))
    (page,) = document.pages
    assert page.read_by is ReadBy.OCR and page.confidence > 0.7
    assert Counter(tokens(document.text)) == Counter(tokens(EXPECTED))


@needs_tesseract
def test_a_scanned_table_is_a_table(tmp_path):
    sheet = Sheet()
    rows = [["Nr", "Åtgärd", "Ansvarig"], ["1", "Utbilda personal", "Nämnden"], ["2", "Ta fram rutin", "Styrelsen"]]
    for at in range(4):
        sheet.line(60, 100 + 30 * at, 520, 100 + 30 * at)
    for x in (60, 110, 330, 520):
        sheet.line(x, 100, x, 190)
    for at, row in enumerate(rows):
        for x, text in zip((66, 116, 336), row, strict=True):
            sheet.text(x, 120 + 30 * at, text, size=12)
    document = read_pdf(picture_file(tmp_path, sheet))
    (table,) = [block.table for block in document.blocks if block.table is not None]
    assert [[cell.text for cell in row] for row in table.rows] == rows


@needs_tesseract
@pytest.mark.parametrize("angle", [0, 2.0])
def test_lone_figures_between_lines_are_all_read(tmp_path, angle):
    sheet, rows = figures()
    document = read_pdf(picture_file(tmp_path, sheet, angle=angle))
    (table,) = [block.table for block in document.blocks if block.table is not None]
    read = [[cell.text for cell in row] for row in table.rows]
    assert [len(row) for row in read] == [len(row) for row in rows]
    wrong = [(a, b) for mine, true in zip(read, rows, strict=True) for a, b in zip(mine, true, strict=True) if a != b]
    assert len(wrong) <= 3, wrong


@needs_tesseract
def test_a_second_look_is_one_call_and_none_where_all_ink_was_read(tmp_path, monkeypatch):
    modes = []
    real = tesseract.see

    def counted(*args, mode=3, **how):
        modes.append(mode)
        return real(*args, mode=mode, **how)

    monkeypatch.setattr(tesseract, "see", counted)
    read_pdf(picture_file(tmp_path, letter()))
    assert modes == [3]
    read_pdf(picture_file(tmp_path, figures()[0]))
    assert modes in ([3, 3], [3, 3, 6])


@needs_tesseract
@pytest.mark.parametrize("name", ["bullets", "scan"])
def test_real_scans_keep_their_words_and_every_swedish_letter(shared, name):
    document = read_pdf(shared("plans", "scans", f"kiruna-vision-{name}.pdf"))
    lines = shared("gold", f"scan_kiruna-vision-{name}.txt").read_text(encoding="utf-8").split("\n")
    gold = Counter(tokens("\n".join(line for line in lines if not line.startswith(("#", "===")))))
    mine = Counter(tokens("\n".join(f"{block.number or ''} {block.text}" for block in document.blocks)))
    right = sum((gold & mine).values())
    assert 2 * right / (sum(gold.values()) + sum(mine.values())) >= 0.99
    assert not [word for word in gold - mine if set(word) & set("åäö")]


def test_without_the_program_the_page_is_a_listed_loss_and_the_rest_is_delivered(tmp_path, monkeypatch):
    def missing():
        raise MissingToolError("Programmet tesseract finns inte på datorn.", advice=tesseract.ADVICE)

    monkeypatch.setattr(tesseract, "probe", missing)
    document = read_pdf(picture_file(tmp_path, letter()))
    (problem,) = document.problems
    assert problem.kind == "tool_missing" and problem.severity is Severity.LOSS and problem.page == 1
    assert "tesseract-ocr-swe" in problem.message
    assert document.pages[0].read_by is ReadBy.NOTHING and document.text == ""


def test_a_page_that_the_program_fails_on_is_a_listed_loss(tmp_path, monkeypatch):
    def failing(*args, **how):
        raise InputError("Programmet tesseract kunde inte läsa bilden (kod 1).", kind="tool_failed")

    monkeypatch.setattr(tesseract, "see", failing)
    document = read_pdf(picture_file(tmp_path, letter()))
    (problem,) = document.problems
    assert problem.kind == "tool_failed" and problem.severity is Severity.LOSS and "kod 1" in problem.message
    assert document.pages[0].read_by is ReadBy.NOTHING


@pytest.mark.parametrize(
    ("code", "out", "said"),
    [
        (-9, b"", "kod -9"),
        (1, b"", "Error during processing."),
        (0, b"level\tpage_num\ttext\n5\t1\tord\n", "okänd form"),
    ],
)
def test_a_program_that_fails_is_told_and_not_taken_for_an_empty_page(monkeypatch, code, out, said):
    err = b"Tesseract Open Source OCR Engine\nError during processing.\n" if code == 1 else b""
    monkeypatch.setattr(tesseract, "probe", lambda: None)
    monkeypatch.setattr(
        tesseract.subprocess, "run", lambda call, **how: subprocess.CompletedProcess(call, code, out, err)
    )
    with pytest.raises(InputError) as caught:
        tesseract.see(b"", dpi=300, seconds=1)
    assert caught.value.kind == "tool_failed" and said in caught.value.message


@needs_tesseract
def test_a_photograph_gives_no_words(tmp_path):
    from PIL import Image

    noise = np.random.default_rng(0).integers(0, 255, (60, 45, 3), dtype=np.uint8)
    Image.fromarray(noise).resize((900, 1200), Image.Resampling.BICUBIC).save(tmp_path / "foto.pdf", "PDF")
    document = read_pdf(tmp_path / "foto.pdf")
    assert document.text == "" and [problem.kind for problem in document.problems] == ["no_text"]


def test_a_blank_page_was_read(tmp_path):
    document = read_pdf(write(tmp_path / "tom.pdf", [Sheet()]))
    assert document.pages[0].read_by is ReadBy.LAYOUT and not document.problems


def test_a_stamp_over_a_scan_does_not_make_the_page_digital():
    stamp = (Word("Dnr", (10, 10, 30, 20), 9.0), Word("2024/17", (32, 10, 60, 20), 9.0))
    page = PageContent(number=1, width=595, height=842, words=stamp, images=((0, 0, 595, 842),))
    assert scan.is_scan(page, drawn=True)
    assert not scan.is_scan(PageContent(number=1, width=595, height=842, words=stamp), drawn=True)


def test_letter_soup_is_told_from_text_figures_and_foreign_scripts():
    prose = "Kommunen ska ta fram en rutin för tidig upptäckt av våld i nära relationer och följa upp den. " * 5
    shifted = " ".join("".join(chr(ord(char) - 29) for char in word) for word in prose.split() if word.isascii())
    assert scan.is_soup(shifted)
    for real in (
        prose,
        prose.upper(),
        "12 345 6,7 % 2023 2024 " * 40,
        "ПРЕДПОЛАГАЕМЫЙ ОПРЕДЕЛЯЕМЫЙ ВКЛАД РОССИЙСКОЙ ФЕДЕРАЦИИ " * 10,
        "",
    ):
        assert not scan.is_soup(real)


def test_bullets_seen_as_letters_become_bullets():
    def word(text, left, line):
        return SeenWord(text, left, 20 * line, left + 8 * len(text), 20 * line + 15, (1, 1, line), 0.9)

    lines = [word("e", 10, 1), word("Utbilda", 40, 1), word("e", 10, 2), word("Samverka", 40, 2), word("en", 10, 3)]
    assert [made.text for made in scan._with_bullets(lines)] == ["•", "Utbilda", "•", "Samverka", "en"]


def test_skew_is_measured_and_taken_back():
    picture = np.full((900, 700), 255, dtype=np.uint8)
    for y in range(100, 800, 30):
        picture[y : y + 8, 60:640] = 0
    assert skew(picture) == 0
    for angle in (1.5, -2.0):
        assert skew(turn(picture, -angle)) == pytest.approx(angle, abs=0.15)


def test_lines_of_a_table_are_seen_and_bars_are_not():
    picture = np.full((1000, 1000), 255, dtype=np.uint8)
    picture[200:203, 100:900] = 0
    picture[200:700, 100:103] = 0
    picture[800:900, 100:900] = 0
    rulings = image_rulings(picture, dpi=200)
    assert sorted(ruling.horizontal for ruling in rulings) == [False, True]


def test_a_picture_of_impossible_size_is_lost_and_the_pages_around_it_are_read(tmp_path):
    import pypdf
    from pypdf.generic import RectangleObject

    picture_file(tmp_path, letter())
    writer = pypdf.PdfWriter(tmp_path / "digital.pdf")
    writer.append(tmp_path / "scan.pdf")
    writer.append(tmp_path / "digital.pdf")
    writer.pages[1].mediabox = RectangleObject((0, 0, 10_000_000, 10_000_000))
    writer.write(tmp_path / "stor.pdf")
    document = read_pdf(tmp_path / "stor.pdf")
    assert [page.read_by for page in document.pages] == [ReadBy.LAYOUT, ReadBy.NOTHING, ReadBy.LAYOUT]
    (problem,) = document.problems
    assert problem.kind == "huge_page" and problem.severity is Severity.LOSS and problem.page == 2


def test_a_page_that_takes_all_memory_is_lost_alone(tmp_path, monkeypatch):
    from toolkit.ingest.pdf import read

    real = read.read_page

    def greedy(page, number):
        if number == 2:
            raise MemoryError
        return real(page, number)

    monkeypatch.setattr(read, "read_page", greedy)
    document = read_pdf(write(tmp_path / "a.pdf", [letter(), letter(), letter()]))
    assert [page.read_by for page in document.pages] == [ReadBy.LAYOUT, ReadBy.NOTHING, ReadBy.LAYOUT]
    assert [(problem.kind, problem.page) for problem in document.problems] == [("memory", 2)]
