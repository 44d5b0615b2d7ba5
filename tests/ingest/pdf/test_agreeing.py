"""Tags that know only chapters: the layout's headings, list items and measures of space are added."""

import json

from toolkit.ingest.compose import RawBlock, RawCell, RawTable
from toolkit.ingest.pdf.agreeing import agreed
from toolkit.ingest.pdf.content import open_pdf, read_page
from toolkit.ingest.pdf.layout import lay_out
from toolkit.model import BlockKind
from toolkit.text import fold


def block(kind, text, **more):
    return RawBlock(kind=kind, text=text, page=1, **more)


def test_paragraphs_become_what_the_layout_saw():
    tagged = [
        block(BlockKind.HEADING, "Åtgärder", level=2),
        block(BlockKind.PARAGRAPH, "Mål 1"),
        block(BlockKind.PARAGRAPH, "- Utbilda personal"),
        block(BlockKind.PARAGRAPH, "Sida 3"),
        block(BlockKind.PARAGRAPH, "Socialnämnden ansvarar."),
    ]
    laid = [
        block(BlockKind.HEADING, "Åtgärder", level=1),
        block(BlockKind.HEADING, "Mål 1", level=2),
        block(BlockKind.LIST_ITEM, "Utbilda personal", number="-", level=1, indent=12.0),
        block(BlockKind.FURNITURE, "Sida 3"),
        block(BlockKind.PARAGRAPH, "Socialnämnden ansvarar.", space_before=6.0),
    ]
    found = agreed({1: tagged}, {1: laid})[1]
    assert [(one.kind, one.level, one.number, one.text) for one in found] == [
        (BlockKind.HEADING, 2, None, "Åtgärder"),
        (BlockKind.HEADING, 3, None, "Mål 1"),
        (BlockKind.LIST_ITEM, 1, "-", "Utbilda personal"),
        (BlockKind.FURNITURE, None, None, "Sida 3"),
        (BlockKind.PARAGRAPH, None, None, "Socialnämnden ansvarar."),
    ]
    assert found[-1].space_before == 6.0 and found[2].indent == 12.0


def test_tagged_tables_lists_and_headings_stay():
    table = RawTable(cells=(RawCell(text="a", row=0, column=0),))
    tagged = [
        block(BlockKind.TABLE, "", table=table),
        block(BlockKind.HEADING, "Syfte", level=1),
        block(BlockKind.LIST_ITEM, "ett", number="1.", level=2),
    ]
    laid = [block(BlockKind.PARAGRAPH, "Syfte"), block(BlockKind.PARAGRAPH, "1. ett")]
    assert agreed({1: tagged}, {1: laid})[1] == tagged


def test_a_real_plan_of_plain_paragraphs_gets_its_headings(shared):
    """As if the tags called everything a paragraph."""
    document = open_pdf(shared("plans", "sweden", "Vansbro_Energi och klimatplan.pdf"))
    pages = [read_page(document[index], index + 1) for index in range(len(document))]
    laid = dict(enumerate(lay_out(pages), 1))
    plain = {
        page: [
            RawBlock(kind=BlockKind.PARAGRAPH, text=f"{one.number or ''} {one.text}".strip(), page=one.page)
            for one in blocks
        ]
        for page, blocks in laid.items()
    }
    gold = json.loads(shared("gold", "vansbro.json").read_text(encoding="utf-8"))
    wanted = {fold(title) for measure in gold if measure["sure"] for title in measure["heading_path"]}
    found = {
        fold(f"{one.number or ''}{one.text}")
        for blocks in agreed(plain, laid).values()
        for one in blocks
        if one.kind is BlockKind.HEADING
    }
    assert len(wanted & found) >= 0.95 * len(wanted)
