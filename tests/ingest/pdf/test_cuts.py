"""Words that narrow cells cut without a hyphen, and words that only stand on two lines."""

import pytest

from toolkit.ingest.compose import RawBlock
from toolkit.ingest.pdf.blocks import with_list_levels
from toolkit.ingest.pdf.cells import join_broken
from toolkit.ingest.pdf.cuts import is_cut_at_page
from toolkit.model import BlockKind


@pytest.mark.parametrize(
    ("lines", "full", "expected"),
    [
        (["träningstider", "lika mellan"], [True, False], "träningstider lika mellan"),
        (["samtalsgrup", "per för män"], [True, False], "samtalsgrupper för män"),
        (["Fackliga", "organisation", "er"], [False, False, False], "Fackliga organisationer"),
        (["likabehandli", "ngsplanen på"], [True, False], "likabehandlingsplanen på"),
        (["föräldragrupper", "per skola"], [True, False], "föräldragrupper per skola"),
        (["organisation", "inom"], [True, False], "organisation inom"),
        (["kommunen", "ordnar"], [False, False], "kommunen ordnar"),
    ],
)
def test_a_word_is_joined_when_its_whole_is_known_and_its_halves_are_not(lines, full, expected):
    known = frozenset(["per", "på", "mellan", "för", "skola"])
    assert join_broken(lines, known=known, full=full) == expected


def test_a_page_break_cuts_a_word_only_where_the_table_spells_it_whole():
    assert is_cut_at_page("Ordna samtalsgrup", "per för män", ["Ordna samtalsgrupper i Bruket"])
    assert not is_cut_at_page("Ordna kurser", "på skolor", ["Ordna kurser hos", "på skolor", "kurserpå"])
    assert not is_cut_at_page("Ordna kurser", "på skolor", [])


def test_a_list_that_goes_on_in_the_next_column_keeps_its_levels():
    places = [(90, 600, 90), (108, 620, 90), (318, 70, 318), (336, 90, 318)]
    items = [
        RawBlock(kind=BlockKind.LIST_ITEM, text="Ordna", level=1, box=(left, top, left + 9, top + 9), page=1)
        for left, top, _ in places
    ]
    made = with_list_levels(items, [left for left, _, _ in places], [edge for _, _, edge in places])
    assert [block.level for block in made] == [1, 2, 1, 2]
