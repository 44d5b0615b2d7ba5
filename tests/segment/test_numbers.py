"""Numbers typed by hand in front of paragraphs, as word processors let people write them."""

from dataclasses import replace

from toolkit import evaluate
from toolkit.extract import describe, extract
from toolkit.ingest.compose import compose
from toolkit.model import BlockKind
from toolkit.segment import segment
from toolkit.segment.numbers import typed_numbers

from .conftest import heading, paragraph
from .truth import FOLDER, read_plan


def test_numbers_that_count_on_make_a_list_and_one_alone_does_not(document):
    made = document(
        heading("Åtgärder"),
        paragraph("1.1 Ta fram en rutin för tolk."),
        paragraph("1.2 Utbilda all personal i bemötande."),
        paragraph("3 Kronor står på taket."),
        paragraph("2027 Blir det klart."),
    )
    blocks = typed_numbers(made.blocks)
    assert [block.number for block in blocks] == [None, "1.1", "1.2", None, None]
    assert blocks[1].kind is BlockKind.LIST_ITEM and blocks[1].text == "Ta fram en rutin för tolk."
    place = blocks[1].provenance
    assert made.text[place.start : place.end] == blocks[1].text


def test_written_plans_with_typed_numbers_give_what_lists_give():
    def numbered(block):
        typed = bool(block.number) and block.number != "•"
        if not typed:
            return block
        cut = len(block.number) + 1
        moved = tuple(replace(span, start=span.start + cut, end=span.end + cut) for span in block.spans)
        return replace(
            block, kind=BlockKind.PARAGRAPH, text=f"{block.number} {block.text}", number=None, level=None, spans=moved
        )

    total = evaluate.Score(right=0, missed=0, false=0)
    for path in sorted(FOLDER.glob("*.txt")):
        plan = read_plan(path)
        blocks = [numbered(block) for block in plan.blocks]
        document = compose(blocks, document=f"{plan.name:0<16}"[:16], file="plan.docx", format="docx")
        document = replace(document, metadata=describe(document))
        cut = extract(segment(document), document, metadata=document.metadata)
        found = [evaluate.item_of(one) for one in cut.measures]
        total = total + evaluate.score(evaluate.match(plan.truth, found))
    assert total.precision >= 0.97 and total.recall >= 0.95
