"""What the machine saw, drawn: blocks, cells, order and problems stand where they were read."""

import numpy as np
import pytest
from PIL import Image

from toolkit.errors import InputError, UsageError
from toolkit.ingest import ingest
from toolkit.model import Block, BlockKind, Document, Page, Problem, Provenance, ReadBy
from toolkit.views import draw_page, draw_pages, page_view, pages
from toolkit.views.pages import COLOURS, blocks_on
from toolkit.views.rendering import page_pictures


def block(kind, number, box, *, end=None):
    place = Provenance(document="d", start=0, end=3, page=number, page_end=end, box=box)
    return Block(kind=kind, text="Ett", provenance=place, level=1 if kind is BlockKind.HEADING else None)


def document(*blocks, problems=()):
    page = Page(number=1, width=200, height=300, read_by=ReadBy.LAYOUT, text="Ett")
    return Document(id="d", file="f.pdf", text="Ett", blocks=blocks, pages=(page,), problems=problems, format="pdf")


def test_each_kind_is_framed_in_its_colour_where_it_stands():
    boxes = {kind: (20.0, 20.0 + 40 * n, 120.0, 45.0 + 40 * n) for n, kind in enumerate(BlockKind)}
    seen = document(*(block(kind, 1, box) for kind, box in boxes.items()))
    drawn = np.asarray(draw_page(Image.new("RGB", (400, 600), "white"), seen, 1, scale=2.0))
    for kind, (_, top, right, bottom) in boxes.items():
        assert tuple(drawn[int((top + bottom) / 2 * 2), int(right * 2)]) == COLOURS[kind], kind


def test_a_problem_with_a_place_is_framed_in_red():
    seen = document(problems=(Problem(kind="x", message="Svårläst rad.", page=1, box=(50, 100, 150, 120)),))
    drawn = np.asarray(draw_page(Image.new("RGB", (200, 300), "white"), seen, 1, scale=1.0))
    assert tuple(drawn[110, 50]) == (255, 0, 0) and tuple(drawn[140, 50]) == (255, 255, 255)


def test_without_a_font_that_has_the_letters_the_picture_says_so(monkeypatch):
    def draw():
        draw_page(Image.new("RGB", (200, 300), "white"), document(), 1, scale=1.0)

    written = []
    real = pages._wrapped
    monkeypatch.setattr(pages, "_wrapped", lambda pen, text, *how: written.append(text) or real(pen, text, *how))
    draw()
    assert not any("fonts-dejavu-core" in text for text in written)
    monkeypatch.setattr(pages, "_FONTS", ("finns-inte.ttf",))
    pages._font.cache_clear()
    draw()
    pages._font.cache_clear()
    assert any("fonts-dejavu-core" in text for text in written)


def test_a_block_that_goes_on_is_on_both_pages():
    goes_on, later = block(BlockKind.PARAGRAPH, 1, None, end=2), block(BlockKind.PARAGRAPH, 2, None)
    seen = document(goes_on, later)
    assert blocks_on(seen, 1) == (goes_on,) and blocks_on(seen, 2) == (goes_on, later)


def test_real_pages_are_drawn_and_nothing_else_is_left(shared, tmp_path):
    path = shared("plans", "sweden", "kiruna-44_3.pdf")
    read = ingest(path)
    written = draw_pages(path, read, tmp_path / "bilder")
    assert len(written) == read.page_count and sorted(written) == sorted((tmp_path / "bilder").iterdir())
    with Image.open(written[0]) as picture:
        assert picture.width > read.pages[0].width and picture.height >= read.pages[0].height
        colours = {colour for _, colour in picture.convert("RGB").getcolors(maxcolors=1 << 24)}
    assert {COLOURS[one.kind] for one in blocks_on(read, 1) if one.provenance.box} <= colours


def test_formats_without_pages_give_no_pictures(tmp_path):
    path = tmp_path / "plan.md"
    path.write_text("# Plan\n\nText.\n", encoding="utf-8")
    read = ingest(path)
    assert draw_pages(path, read, tmp_path / "bilder") == [] and not (tmp_path / "bilder").exists()
    with pytest.raises(UsageError, match="ingen sida 1"):
        page_view(path, read, 1)


def test_a_file_that_cannot_be_drawn_is_told(tmp_path):
    path = tmp_path / "trasig.pdf"
    path.write_bytes(b"%PDF-1.4 no more")
    with pytest.raises(InputError, match="gick inte att rita"):
        list(page_pictures(path, [1]))


def test_a_huge_page_is_drawn_small(tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "stor.pdf"
    canvas = Canvas(str(path), pagesize=(14_000, 14_000))
    canvas.drawString(100, 100, "hej")
    canvas.save()
    ((_, picture, scale),) = page_pictures(path, [1])
    assert picture.width * picture.height <= 4_100_000 and scale < 0.2


def test_a_page_shows_itself(shared):
    path = shared("plans", "sweden", "kiruna-44_3.pdf")
    view = page_view(path, ingest(path), 1)
    assert view._repr_png_().startswith(b"\x89PNG")
    assert list(view.frame()["number"]) == list(range(1, len(view.blocks) + 1))
