import pytest

from tests.ingest.sites import SITES
from toolkit.ingest.html import decode_page, read_fragment, read_html
from toolkit.model import BlockKind

PAGE = """<!doctype html><html lang=sv><head><meta charset=utf-8><title>Handlingsplan – Kommunen</title></head><body>
<div id="cookie-banner"><p>Vi använder kakor.</p><button>Godkänn alla</button></div>
<header><a href=/>Kommunen</a><nav><ul><li>Start<li>Om</ul></nav></header>
<div class="wrapper has-sidebar"><main><nav class="breadcrumb">Start / Plan</nav>
<h1>2.1 Handlingsplan&nbsp;mot våld</h1><p>Kommunen <b>ska</b> ta<br>fram en plan.</p>
<ol start=3><li>Utbilda <em>personal</em><ul><li>årligen<li>digitalt</ul></li><li><p>Ny rutin</p><p>mer text</p></ol>
<details><summary>Mål 1</summary><p>Texten i panelen</p></details>
<h2><button aria-expanded=false>Ansvar</button></h2><div hidden>Dold panel</div>
<dl><dt>Ansvarig<dd>Socialnämnden<dt>Tid<dd>2026<dd>2027</dl>
<div class=share><h3>Dela sidan</h3><a>Facebook</a></div><p>Läs mer</p></main></div><footer>Kontakt</footer></body>
"""


def read(html):
    return read_html(html.encode("utf-8"), document="d", file="plan.html")


def test_the_page_without_what_the_site_prints_round_it():
    document = read(PAGE)
    assert [(block.kind.value, block.level, block.number, block.text) for block in document.blocks] == [
        ("heading", 1, "2.1", "Handlingsplan mot våld"),
        ("paragraph", None, None, "Kommunen ska ta fram en plan."),
        ("list_item", 1, "3.", "Utbilda personal"),
        ("list_item", 2, "•", "årligen"),
        ("list_item", 2, "•", "digitalt"),
        ("list_item", 1, "4.", "Ny rutin"),
        ("paragraph", None, None, "mer text"),
        ("heading", 2, None, "Mål 1"),
        ("paragraph", None, None, "Texten i panelen"),
        ("heading", 2, None, "Ansvar"),
        ("paragraph", None, None, "Dold panel"),
        ("table", None, None, "Ansvarig\tSocialnämnden\nTid\t2026 2027"),
    ]
    assert [problem.kind for problem in document.problems] == ["navigation"]
    assert document.metadata.title.value == "Handlingsplan – Kommunen"


def test_table_spans_put_each_cell_in_its_column():
    document = read(
        "<table><caption>Tabell 1</caption><thead><tr><th rowspan=2>Åtgärd<th colspan=2>När</thead><tr><td>a<td>b"
        "<tr><td>Ta fram<ul><li>x<li>y</ul><td>2026<td>KS</table>"
    )
    table = document.blocks[1].table
    assert table.caption == "Tabell 1" and table.columns == 3
    assert [(cell.text, cell.row, cell.column, cell.header) for cell in table.cells] == [
        ("Åtgärd", 0, 0, True), ("När", 0, 1, True), ("a", 1, 1, False), ("b", 1, 2, False),
        ("Ta fram • x • y", 2, 0, False), ("2026", 2, 1, False), ("KS", 2, 2, False),
    ]  # fmt: skip
    assert table.cells[4].items == ("x", "y")


def test_a_page_that_is_one_form_or_has_a_telling_class_is_still_read():
    """Publishing systems wrap whole pages in a form, and name wrappers after menus they hold."""
    text = "Kommunen ska ta fram en plan mot våld och följa upp den varje år tillsammans med polisen. " * 3
    document = read(f"<body><form><div class='page menu-open'><h1>Plan</h1><p>{text}</p></div></form></body>")
    assert [block.kind for block in document.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_layout_tables_are_opened_and_nesting_has_a_bottom():
    document = read("<table role=presentation><tr><td><h2>Mål</h2><td><p>Text</table>" + "<div>" * 400 + "Botten")
    assert [block.text for block in document.blocks] == ["Mål", "Text", "Botten"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_the_encoding_is_found(encoding):
    assert "Åtgärder på ö" in decode_page("<p>Åtgärder på ö</p>".encode(encoding))


def test_a_fragment_stands_on_its_line():
    block = next(read_fragment("<table><tr><td>a<td>b</table>", line=7))
    assert block.line == 7 and [cell.text for cell in block.table.cells] == ["a", "b"]


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_a_municipal_page_is_its_text_and_nothing_of_the_site(site):
    document = read(site.html)
    shown = [f"{block.number or ''} {block.text}" for block in document.blocks if block.kind is not BlockKind.FURNITURE]
    text = " ".join(" ".join(shown).split())
    assert [words for words in site.kept if words not in text] == []
    assert [words for words in site.dropped if words in text] == []


def test_folded_panels_and_definition_lists_of_chapters_are_headings_with_their_text():
    site = next(site for site in SITES if site.name.startswith("wordpress"))
    shown = [(block.kind.value, block.level, block.number, block.text) for block in read(site.html).blocks]
    at = shown.index(("heading", 3, "1.1", "Utbildning"))
    assert shown[at + 1][0] == "paragraph" and shown[at + 2] == ("heading", 3, "1.2", "Samverkan")
    assert [one[0] for one in shown[at + 3 : at + 5]] == ["list_item", "list_item"]
    at = shown.index(("heading", 3, None, "Hur följs planen upp?"))
    assert [one[0] for one in shown[at + 1 : at + 3]] == ["paragraph", "list_item"]
    assert ("furniture", None, None, "Publicerad: 2024-01-02") in shown


def test_a_box_beside_the_text_is_text_and_a_list_of_links_is_not():
    links = "<li><a href=x>Fler planer</a><li><a href=y>Fler sidor</a>"
    document = read(
        f"<main><h1>Plan</h1><p>Text</p><aside><p>Fakta om planen</p></aside><aside><ul>{links}</ul></aside>"
    )
    assert [block.text for block in document.blocks] == ["Plan", "Text", "Fakta om planen"]


def test_tables_in_definition_lists_in_tables_cost_no_more_than_they_hold():
    """Each explanation was once read again for every list round it."""
    document = read("<dl><dt>a<dd>b" * 60 + "slut")
    assert document.text.count("slut") == 1 and document.text.count("b") == 60
