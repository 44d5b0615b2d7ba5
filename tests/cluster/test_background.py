"""How common things are in general, which a corpus leans on."""

import numpy as np
import pytest

from toolkit.cluster import background, facets
from toolkit.cluster.background import Background, rarity

PLANS = Background(
    measures=1000,
    objects={"cycling": 10, "heating": 200},
    counts_for=5000,
)


def test_counts_name_things_that_there_are():
    shipped = background.background()
    assert set(shipped.objects) <= set(facets.objects().keys)
    assert all(0 < count <= shipped.measures for count in shipped.objects.values())


def test_one_measure_more_hardly_changes_how_rare_a_thing_is():
    few, more = rarity({"cycling": 1}, 100, PLANS), rarity({"cycling": 2}, 100, PLANS)
    assert few["cycling"] - more["cycling"] < 0.05


def test_a_thing_that_nearly_every_measure_names_weighs_little_whatever_plans_say():
    weigh = rarity({"trafficking": 90, "cycling": 3}, 100, PLANS)
    assert weigh["trafficking"] < 1.6 < 4 < weigh["cycling"]


def test_without_figures_the_corpus_decides_alone():
    alone = Background(1000, {"cycling": 10}, counts_for=0)
    assert rarity({"cycling": 1}, 100, alone)["cycling"] == pytest.approx(np.log(101 / 2) + 1)


def test_likeness_of_named_things_is_a_cosine():
    rows = background.weighted_things([["a", "b"], ["a", "b"], ["c"], []])
    alike = (rows @ rows.T).toarray()
    assert np.diag(alike) == pytest.approx([1, 1, 1, 0]) and alike[0, 1] == pytest.approx(1) and alike[0, 2] == 0
    assert background.weighted_things([[], []]).shape[0] == 2
