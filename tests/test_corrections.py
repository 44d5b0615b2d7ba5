"""What a person corrected stays corrected: over re-reading, over renumbering, replayed as often as one likes."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.corrections import about, address, corrected, correction
from toolkit.errors import UsageError
from toolkit.ingest import ingest
from toolkit.ingest.compose import RawBlock, RawCell, RawTable, compose
from toolkit.model import BlockKind, Decision, DecisionKind, Page, ReadBy, Span

RAW = [
    RawBlock(kind=BlockKind.HEADING, text="Atgärder", level=1, page=1),
    RawBlock(kind=BlockKind.PARAGRAPH, text="Kommmunen ska utbilda personal.", page=1,
             spans=(Span(start=14, end=21, bold=True),)),
    RawBlock(kind=BlockKind.PARAGRAPH, text="Ja", page=1),
    RawBlock(kind=BlockKind.TABLE, page=1, page_end=2, table=RawTable(cells=(
        RawCell(text="Åtgärd", row=0, column=0, header=True, page=1),
        RawCell(text="Ansvarig", row=0, column=1, header=True, page=1),
        RawCell(text="Ta fram rutin", row=1, column=0, page=1), RawCell(text="Socia1nämnden", row=1, column=1, page=1),
        RawCell(text="Ja", row=2, column=0, page=2), RawCell(text="Ja", row=2, column=1, page=2),
    ))),
    RawBlock(kind=BlockKind.PARAGRAPH, text="Ja", page=2),
]  # fmt: skip


def read(raw=RAW):
    pages = tuple(
        Page(number=n, width=595, height=842, read_by=ReadBy.OCR, text="\n".join(b.text for b in raw if b.page == n))
        for n in (1, 2)
    )
    return compose(raw, document="d", file="f.pdf", format="pdf", pages=pages)


def decide(document, field, value, *, old=None, number=1, **where):
    place = address(document, **where)
    return correction(
        document, place, field=field, value=value, old=old, id=f"r{number}", who="Ö. Å", when="2026-11-22"
    )


def test_a_word_and_all_that_follows_it_moves():
    before = read()
    after = corrected(before, [decide(before, "word", "Kommunen", old="Kommmunen", page=1, block=2)])
    block = after.blocks[1]
    assert block.text == "Kommunen ska utbilda personal."
    assert block.text[block.spans[0].start : block.spans[0].end] == "utbilda"
    for one in after.blocks:
        assert after.text[one.provenance.start : one.provenance.end] == one.text
        for cell in one.table.cells if one.table else ():
            assert after.text[cell.provenance.start : cell.provenance.end] == cell.text
    assert "Kommunen ska utbilda personal." in after.pages[0].text
    assert [problem.kind for problem in after.problems] == ["corrected"] and after.problems[0].page == 1


def test_a_cell_on_the_second_page_of_a_table():
    before = read()
    one = decide(before, "text", "Nej", page=2, block=1, row=3, column=2)
    table = corrected(before, [one]).blocks[3].table
    assert [cell.text for cell in table.rows[2]] == ["Ja", "Nej"]


def test_a_heading_level_changes_the_paths_below_it():
    before = read()
    after = corrected(before, [decide(before, "kind", "heading", page=1, block=3)])
    assert after.blocks[2].kind is BlockKind.HEADING and after.blocks[2].level == 1
    assert after.blocks[3].provenance.path[0] == "Ja"
    deeper = corrected(after, [decide(after, "level", "2", page=1, block=3)])
    assert deeper.blocks[3].provenance.path[:2] == ("Atgärder", "Ja")


def test_it_survives_a_reading_that_numbers_differently():
    one = decide(read(), "text", "Socialnämnden", page=1, block=4, row=2, column=2)
    again = read([RawBlock(kind=BlockKind.FURNITURE, text="Sida 1", page=1), *RAW])
    assert corrected(again, [one]).blocks[4].table.rows[1][1].text == "Socialnämnden"


def test_a_reading_that_got_it_right_is_left_alone():
    one = decide(read(), "word", "Kommunen", old="Kommmunen", page=1, block=2)
    better = read([replace(block, text=block.text.replace("Kommm", "Komm")) for block in RAW])
    assert corrected(better, [one]).blocks == better.blocks


def test_what_cannot_be_placed_is_listed():
    one = decide(read(), "text", "Åtgärder", page=1, block=1)
    other = read([RawBlock(kind=BlockKind.PARAGRAPH, text="Något helt annat står här.", page=1)])
    after = corrected(other, [one])
    assert after.blocks == other.blocks
    assert [problem.kind for problem in after.problems] == ["correction_lost"] and "Atgärder" in after.problems[
        0
    ].message


def test_a_correction_of_a_correction_and_its_undo():
    before = read()
    first = decide(before, "text", "Atgarder", page=1, block=1)
    second = decide(corrected(before, [first]), "text", "Åtgärder", page=1, block=1, number=2)
    both = corrected(before, [first, second])
    assert both.blocks[0].text == "Åtgärder"
    assert corrected(both, [first, second]) == both
    undo = Decision(id="u", kind=DecisionKind.UNDO, targets=("r2",), who="Ö", when="2026-11-22")
    assert about([first, second, undo], ["d"]) == (first,)
    assert about([first], ["annan"]) == ()


CHANGES = st.sampled_from([
    ("text", "Åtgärder", 1, None), ("text", "Nytt stycke", 2, None), ("level", "3", 1, None),
    ("kind", "heading", 3, None),
    ("kind", "furniture", 2, None), ("text", "Nej", 3, None), ("text", "Nämnden", 4, (2, 2)), ("text", "", 4, (2, 1)),
])  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(CHANGES, max_size=5))
def test_replaying_twice_changes_nothing(changes):
    before = now = read()
    made = []
    for number, (field, value, block, cell) in enumerate(changes):
        where = {"row": cell[0], "column": cell[1]} if cell else {}
        made.append(decide(now, field, value, page=1, block=block, number=number, **where))
        now = corrected(before, made)
    assert corrected(now, made) == now
    assert corrected(before, made) == now


def test_nothing_corrected_is_nothing_changed(shared):
    """Blocks → raw → blocks loses nothing on a real document with tables."""
    document = ingest(shared("plans", "sweden", "RSA Bjurholm 2023 Maskad.pdf"))
    place = address(document, page=2, block=1)
    one = correction(document, place, field="text", value=place.text, id="r", who="Å", when="2026-11-22")
    after = corrected(document, [one])
    assert after.text == document.text and after.blocks == document.blocks


@pytest.mark.parametrize(
    ("field", "value", "old", "where"),
    [
        ("level", "tio", None, {"block": 1}), ("kind", "table", None, {"block": 1}),
        ("kind", "rubrik", None, {"block": 1}),
        ("word", "x", "finnsinte", {"block": 2}), ("text", " ", None, {"block": 2}), ("text", "x", None, {"block": 99}),
        ("level", "2", None, {"block": 4, "row": 2, "column": 1}), ("färg", "röd", None, {"block": 1}),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(field, value, old, where):
    with pytest.raises(UsageError):
        decide(read(), field, value, old=old, page=1, **where)
