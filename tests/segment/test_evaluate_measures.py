"""The score itself: what counts as found, missed, made up."""

import pytest

from toolkit.evaluate import (
    FieldScore,
    Item,
    Score,
    cities,
    coverage_curve,
    field_score,
    interval,
    match,
    score,
    token_f1,
    whole_descriptions,
)


def test_one_output_serves_one_gold():
    gold = [Item(text="Ta fram en rutin för tolk"), Item(text="Ta fram en rutin för tolk och vård")]
    done = match(gold, [Item(text="Ta fram en rutin för tolk")])
    assert (len(done.pairs), len(done.missed)) == (1, 1)
    assert done.missed[0].text.endswith("vård")


def test_unsure_gold_counts_neither_way():
    gold = [Item(text="Utbilda all personal"), Item(text="Bygg en bro över ån", sure=False)]
    done = match(gold, [Item(text="Utbilda all personal"), Item(text="Bygg en bro över ån")])
    assert score(done) == Score(right=1, missed=0, false=0)
    assert score(match(gold, [])) == Score(right=0, missed=1, false=0)


def test_half_the_words_are_enough_and_less_is_not():
    assert len(match([Item(text="a b c d")], [Item(text="a b x y")]).pairs) == 1
    assert len(match([Item(text="a b c d")], [Item(text="a x y z")]).pairs) == 0


def test_description_helps_where_the_text_is_short():
    gold = [Item(text="Kontaktkort", description="Ett kort med nummer sprids till alla enheter")]
    found = [Item(text="Kort", description="Ett kort med nummer sprids till alla enheter")]
    assert len(match(gold, found).pairs) == 1


def test_output_outside_the_gold_tables_is_not_held_against_the_cities():
    gold = [Item(text="Electric buses", line=10, line_end=20)]
    found = [Item(text="Electric buses", line=10), Item(text="A chapter", line=5), Item(text="A row", line=15)]
    matching, counted = cities(gold, found)
    assert [item.text for item in matching.false] == ["A row"]
    assert counted == Score(right=1, missed=0, false=1)


def test_fields_right_and_invented():
    gold = [Item(text="Bygg en bro", fields={"responsible": "Tekniska nämnden"}), Item(text="Lagning av väg nio")]
    found = [Item(text="Bygg en bro", fields={"responsible": "tekniska nämnden"})]
    found.append(Item(text="Lagning av väg nio", fields={"responsible": "Kommunen"}))
    assert field_score(match(gold, found).pairs, "responsible") == FieldScore(
        name="responsible", printed=1, right=1, absent=1, invented=1
    )


def test_whole_descriptions_need_nine_tenths():
    words = "ett två tre fyra fem sex sju åtta nio tio"
    pairs = match([Item(text="Bygg", description=words)], [Item(text="Bygg", description=words)]).pairs
    assert whole_descriptions(pairs).right == 1
    short = match([Item(text="Bygg", description=words)], [Item(text="Bygg", description="ett två tre")]).pairs
    assert whole_descriptions(short).right == 0


def test_soft_hyphens_and_case_do_not_count():
    assert token_f1("Social\u00adnämnden", "socialnämnden") == 1.0


def test_the_surest_output_is_counted_first():
    done = match(
        [Item(text="Bygg en bro"), Item(text="Lagning av väg")],
        [
            Item(text="Bygg en bro", confidence=0.9),
            Item(text="Lagning av väg", confidence=0.6),
            Item(text="Mål", confidence=0.3),
        ],
    )
    curve = coverage_curve([done])
    assert [cut for cut, _, _ in curve] == [0.9, 0.6, 0.3]
    assert [precision for _, _, precision in curve] == [1.0, 1.0, pytest.approx(2 / 3)]


def test_an_interval_needs_ten_documents():
    scores = [Score(right=9, missed=1, false=0)] * 10
    assert interval(scores[:9]) is None
    low, high = interval(scores)
    assert low == high == pytest.approx(scores[0].f1)
