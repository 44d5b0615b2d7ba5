"""Floors on real documents; they only rise."""

import json

import pytest

from toolkit.evaluate import baseline, cities, gold_items, item_of, match, score
from toolkit.ingest import read
from toolkit.segment import segment


def attribute_words(measure, key):
    return " ".join(one.text for one in measure.attributes if one.key == key)


def test_prose_without_markers(shared):
    document = read(shared("plans", "sweden", "Vansbro_Energi och klimatplan.pdf"))
    gold = gold_items(json.loads(shared("gold", "vansbro.json").read_text(encoding="utf-8")))
    found = segment(document).measures
    done = score(match(gold, [item_of(measure) for measure in found]))
    assert done.f1 >= 0.93
    assert score(match(gold, baseline(document))).f1 < 0.6
    goals = {pair.gold.fields.get("goal"): 0 for pair in match(gold, [item_of(one) for one in found]).sure}
    assert len(goals) > 5


@pytest.mark.parametrize("name", ["Haparanda klimatstrategi 2020_2050.pdf", "kiruna-44_3.pdf"])
def test_plans_without_measures_give_hardly_any(shared, name):
    assert len(segment(read(shared("plans", "sweden", name))).measures) <= 3


CITIES = ["Leipzig", "Munster", "riga", "Kranj", "sonderborg", "groningen"]


@pytest.mark.parametrize("city", CITIES)
def test_one_table_a_measure(shared, city):
    records = json.loads(shared("gold", "cities_dev.json").read_text(encoding="utf-8"))
    gold = gold_items(record for record in records if record["city"] == city)
    found = segment(read(shared("plans", "cities", f"{city}.md"))).measures
    matching, done = cities(gold, [item_of(measure) for measure in found])
    assert done.recall >= 0.95
    assert done.precision >= 0.93
    by_line = {(measure.provenance.line, measure.text): measure for measure in found}
    printed = [pair for pair in matching.sure if pair.gold.fields.get("responsible")]
    named = [
        pair for pair in printed if attribute_words(by_line[pair.predicted.line, pair.predicted.text], "responsible")
    ]
    assert len(named) >= 0.85 * len(printed)


def test_every_measure_stands_where_it_says(shared):
    document = read(shared("plans", "sweden", "Vansbro_Energi och klimatplan.pdf"))
    for measure in segment(document).measures:
        assert document.text[measure.provenance.start : measure.provenance.end] == measure.text
        assert measure.provenance.page


def test_it_is_fast(shared):
    from time import process_time

    document = read(shared("plans", "cities", "Dublin.md"))
    segment(document)
    start = process_time()
    segment(document)
    assert len(document.blocks) / (process_time() - start) >= 2000
