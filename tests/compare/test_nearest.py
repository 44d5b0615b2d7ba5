"""Before a gap is said: what the town has that may be the same is shown instead, unless people said it is not."""

from dataclasses import replace

import pytest

from tests.compare.test_compare import CLUSTERING, MEASURES, TOWNS, cell, reading
from toolkit.compare import compare
from toolkit.compare.nearest import POSSIBLE, nearest
from toolkit.export.csv import plain
from toolkit.model import Answer, DocumentRecord, Neighbour, Segmentation
from toolkit.nearness import UNSEEN, above_cut, chance

ALL = {one.id: one for one in MEASURES}


def beside(**alike):
    """The clustering, in which e1 is so like the measures named."""
    listed = tuple(Neighbour(measure=one, similarity=value) for one, value in alike.items())
    return replace(CLUSTERING, neighbours=(("e1", listed),))


def gap(clustering, key="c1"):
    parts = [Segmentation(document=id, measures=tuple(one for one in MEASURES if one.document == id)) for id in TOWNS]
    rows = [DocumentRecord(id=id, file=f"{town}.pdf", sha256=id, municipality=(town,)) for id, town in TOWNS.items()]
    made = compare(clustering, parts, [reading(id) for id in TOWNS], rows, target="Ekstad")
    tables = {one.key: one for one in made}
    return cell(tables["gaps"], key, "status"), cell(tables["wordings"], key, "town:Ekstad")


def test_something_near_is_shown_and_no_gap_is_said():
    for entry in gap(beside(a1=0.45, b1=0.4)):
        assert entry.answer is Answer.PERHAPS
        assert entry.text == "Oklart, närmast: ”Ta fram en lokal lägesbild” (s. 3)" == plain(entry)
        assert [source.measure for source in entry.sources] == ["e1"]


def test_what_is_hardly_likely_is_not_quoted():
    status, town = gap(beside(a1=0.15, b1=0.15))
    assert [status.answer, town.answer] == [Answer.PERHAPS] * 2
    assert plain(status) == plain(town) == "Oklart"


def test_nothing_near_is_a_gap():
    for clustering in (CLUSTERING, beside(a1=0.02, b1=0.01)):
        assert [entry.answer for entry in gap(clustering)] == [Answer.NOT_FOUND] * 2


def test_what_people_said_is_different_is_not_shown_again():
    said = replace(beside(a1=0.45, b1=0.4), apart=(("a1", "a2"),))
    assert gap(said)[0].answer is Answer.NOT_FOUND, "one no keeps the whole clusters apart"


def test_many_faint_candidates_count_together():
    faint = 0.05
    assert chance(above_cut(beside(a1=faint))[frozenset(("a1", "e1"))]) < POSSIBLE
    town = [replace(ALL["e1"], id=f"e{number}") for number in range(1, 4)]
    listed = tuple((one.id, (Neighbour(measure="x1", similarity=faint),)) for one in town)
    measures = {one.id: one for one in (*town, replace(ALL["a1"], id="x1"))}
    alone = replace(CLUSTERING.clusters[0], id="c9", members=("x1",), typical="x1")
    own = tuple(replace(alone, id=f"c{one.id}", members=(one.id,), typical=one.id) for one in town)
    clustering = replace(CLUSTERING, clusters=(alone, *own), neighbours=listed)
    assert nearest(clustering, measures)["c9", "Ekstad"].chance > POSSIBLE
    assert ("c9", "Ekstad") not in nearest(replace(clustering, neighbours=listed[:1]), measures)


def test_a_stricter_cut_makes_the_same_likeness_less():
    assert nearest(beside(a1=0.3, b1=0.3), ALL)["c1", "Ekstad"].chance > POSSIBLE
    assert ("c1", "Ekstad") not in nearest(replace(beside(a1=0.3, b1=0.3), cut=0.9), ALL)


@pytest.mark.parametrize("clustering", [replace(CLUSTERING, clusters=()), replace(CLUSTERING, neighbours=())])
def test_without_clusters_or_neighbours_nothing_is_near(clustering):
    assert nearest(clustering, ALL) == {}
    assert chance(UNSEEN) < POSSIBLE
