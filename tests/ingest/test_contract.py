"""One contract for all readers: the same small plan in each format must keep it."""

import hashlib
import re
from dataclasses import fields, is_dataclass

import pytest

from toolkit.ingest import ingest, read
from toolkit.model import Block, BlockKind, Severity

MARKDOWN = """# Plan mot våld

Kommunen **ska** ta fram en rutin.

## Mål

- Utbilda personal
- Följ upp på ö

| Åtgärd | Ansvarig |
| --- | --- |
| Samråd med Åsa-huset | Social­nämnden |
| Ny rutin | Ålands- och barnnämnden |

Slut på planen.
"""
HTML = """<!doctype html><meta charset=utf-8><title>Plan</title><main><h1>Plan mot våld</h1>
<p>Kommunen <b>ska</b> ta fram en rutin.</p><h2>Mål</h2><ul><li>Utbilda personal<li>Följ upp på ö</ul>
<table><tr><th>Åtgärd<th>Ansvarig<tr><td>Samråd med Åsa-huset<td>Social&shy;nämnden
<tr><td>Ny rutin<td>Ålands- och barnnämnden</table><p>Slut på planen.</main>"""
TEXT = """1 Plan mot våld

Kommunen ska ta fram en rutin.

2 Mål

- Utbilda personal
- Följ upp på ö

Åtgärd Ansvarig Samråd med Åsa-huset Socialnämnden
Ny rutin Ålands- och barnnämnden

Slut på planen.
"""
WORDS = re.findall(
    r"\w+",
    "Plan mot våld Kommunen ska ta fram en rutin Mål Utbilda personal Följ upp på ö Åtgärd Ansvarig Samråd med Åsa "
    "huset Socialnämnden Ny rutin Ålands och barnnämnden Slut på planen",
)
FORMATS = ["markdown", "html", "text", "docx", "odt"]


@pytest.fixture
def plan(tmp_path, docx, odt, p, tc, heading_styles):
    """`plan("docx")` writes the plan in a format and gives its path."""

    def word():
        row = "<w:tr>{}</w:tr>".format
        bold = '<w:r><w:t xml:space="preserve">Kommunen </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ska</w:t></w:r>'
        bold += '<w:r><w:t xml:space="preserve"> ta fram en rutin.</w:t></w:r>'
        table = row(tc("Åtgärd") + tc("Ansvarig")) + row(tc("Samråd med Åsa-huset") + tc("Social\u00adnämnden"))
        table += row(tc("Ny rutin") + tc("Ålands- och barnnämnden"))
        level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>'
        return docx(
            p("Plan mot våld", style="Rubrik1") + p("", inner=bold) + p("Mål", style="Rubrik2")
            + p("Utbilda personal", list=1) + p("Följ upp på ö", list=1)
            + f"<w:tbl>{table}</w:tbl>" + p("Slut på planen."),
            styles=heading_styles,
            numbering=f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        )  # fmt: skip

    def opendocument():
        def cell(text):
            return f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"

        def row(*texts):
            return f"<table:table-row>{''.join(map(cell, texts))}</table:table-row>"

        styles = (
            '<text:list-style style:name="L"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/>'
            '</text:list-style><style:style style:name="B" style:family="text"><style:text-properties '
            'fo:font-weight="bold"/></style:style>'
        )
        items = "".join(
            f"<text:list-item><text:p>{text}</text:p></text:list-item>"
            for text in ("Utbilda personal", "Följ upp på ö")
        )
        return odt(
            '<text:h text:outline-level="1">Plan mot våld</text:h><text:p>Kommunen <text:span text:style-name="B">ska'
            '</text:span> ta fram en rutin.</text:p><text:h text:outline-level="2">Mål</text:h>'
            f'<text:list text:style-name="L">{items}</text:list><table:table>' + row("Åtgärd", "Ansvarig")
            + row("Samråd med Åsa-huset", "Social\u00adnämnden") + row("Ny rutin", "Ålands- och barnnämnden")
            + "</table:table><text:p>Slut på planen.</text:p>",
            automatic=styles,
        )  # fmt: skip

    def make(kind):
        if kind == "docx":
            return word()
        if kind == "odt":
            return opendocument()
        suffix, text = {"markdown": ("md", MARKDOWN), "html": ("html", HTML), "text": ("txt", TEXT)}[kind]
        path = tmp_path / f"plan.{suffix}"
        path.write_text(text, encoding="utf-8")
        return path

    return make


@pytest.fixture(params=FORMATS)
def both(request, plan):
    path = plan(request.param)
    return path, read(path)


def test_every_place_points_at_its_own_characters(both):
    _, document = both
    for block in document.blocks:
        place = block.provenance
        assert document.text[place.start : place.end] == block.text
        assert place.document == document.id and place.path[-1].startswith("#")
        assert place.page is None and document.pages == ()
        for cell in block.table.cells if block.table else ():
            assert document.text[cell.provenance.start : cell.provenance.end] == cell.text
        for span in block.spans:
            assert block.text[span.start : span.end].strip() == block.text[span.start : span.end] != ""


def test_nothing_is_lost_nothing_is_added_and_order_is_kept(both):
    _, document = both
    assert re.findall(r"\w+", document.text) == WORDS


def test_the_same_blocks_whatever_the_format(both):
    path, document = both
    if path.suffix == ".txt":
        kinds = ["heading", "paragraph", "heading", "list_item", "list_item", "paragraph", "paragraph"]
    else:
        kinds = ["heading", "paragraph", "heading", "list_item", "list_item", "table", "paragraph"]
        assert [cell.row for cell in document.blocks[5].table.cells] == [0, 0, 1, 1, 2, 2]
        (span,) = document.blocks[1].spans
        assert span.bold and document.blocks[1].text[span.start : span.end] == "ska"
        assert document.blocks[3].provenance.path == ("Plan mot våld", "Mål", "#3")
    assert [block.kind for block in document.blocks] == [BlockKind(kind) for kind in kinds]


def test_the_identity_is_the_bytes_and_reading_twice_gives_the_same(both):
    path, document = both
    assert document.id == hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    assert document.file == path.name
    assert read(path) == document


def test_the_child_process_hands_over_the_same_document(both):
    path, document = both
    assert ingest(path) == document


def test_all_values_are_of_the_kind_the_model_says(both):
    """Frozen values only: no list, no element of a parser, no lazy text that keeps a whole tree alive."""

    def walk(value):
        if is_dataclass(value):
            for one in fields(value):
                walk(getattr(value, one.name))
        elif isinstance(value, tuple):
            for one in value:
                walk(one)
        else:
            assert value is None or type(value) in (str, int, float, bool) or type(value).__module__ == "toolkit.model"

    walk(both[1])


def test_what_could_not_be_read_is_told(plan, docx, p):
    """A picture is no text: each reader that meets one says so, in Swedish, as a note."""
    mixed = plan("markdown")
    mixed.write_text(MARKDOWN + "\n![karta.png](karta.png)\n", encoding="utf-8")
    page = plan("html")
    page.write_text(HTML.replace("</main>", "<img src=karta.png></main>"), encoding="utf-8")
    drawing = (
        '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:drawing></w:r>'
    )
    for path in (mixed, page, docx(p("", inner=drawing) + p("Text"), name="bild.docx")):
        (problem,) = read(path).problems
        assert (problem.kind, problem.severity) == ("pictures", Severity.NOTE)
        assert "bild" in problem.message


def test_a_format_is_read_by_what_it_is_not_by_its_name(plan, tmp_path):
    for kind in ("docx", "odt", "html"):
        path = plan(kind)
        renamed = tmp_path / f"{kind}.pdf"
        renamed.write_bytes(path.read_bytes())
        document = read(renamed)
        assert document.format == kind and document.text == read(path).text


def test_the_composer_drops_blocks_without_words(plan):
    assert all(isinstance(block, Block) and block.text.strip() for block in read(plan("markdown")).blocks)
