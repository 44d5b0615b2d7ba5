"""What measures look like in general: counts and middles that a corpus leans on."""

import numpy as np
import pytest

from toolkit.cluster import background, facets, vectors
from toolkit.cluster.background import Background, centred, rarity

PLANS = Background(
    measures=1000,
    objects={"cycling": 10, "heating": 200},
    centres={"sv": np.array([1, 0, 0], dtype=np.float32), "en": np.array([0.95, 0.3, 0], dtype=np.float32)},
    counts_for=5000,
    centre_counts_for=300,
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
    alone = Background(1000, {"cycling": 10}, {}, counts_for=0, centre_counts_for=0)
    assert rarity({"cycling": 1}, 100, alone)["cycling"] == pytest.approx(np.log(101 / 2) + 1)


def test_likeness_of_named_things_is_a_cosine():
    rows = background.weighted_things([["a", "b"], ["a", "b"], ["c"], []])
    alike = (rows @ rows.T).toarray()
    assert np.diag(alike) == pytest.approx([1, 1, 1, 0]) and alike[0, 1] == pytest.approx(1) and alike[0, 2] == 0
    assert background.weighted_things([[], []]).shape[0] == 2


def test_the_middle_leans_on_that_of_its_language():
    rows = np.array([[1, 0.2, 0], [1, 0.1, 0.1]], dtype=np.float32)
    swedish = centred(rows, ["sv", "sv"], PLANS)
    assert np.allclose(rows - swedish, (rows.sum(axis=0) + 300 * PLANS.centres["sv"]) / 302, atol=1e-5)
    both = centred(rows, ["sv", "en"], PLANS)
    assert np.allclose(both[0], rows[0] - (rows[0] + 300 * PLANS.centres["sv"]) / 301, atol=1e-5)


def test_rows_of_another_encoder_have_their_own_middle():
    elsewhere = np.array([[0, 0.2, 1], [0, 0.1, 0.9]], dtype=np.float32)
    assert np.allclose(centred(elsewhere, ["sv", "sv"], PLANS), elsewhere - elsewhere.mean(axis=0))
    wide = np.ones((2, 5), dtype=np.float32)
    assert np.allclose(centred(wide, ["sv", "sv"], PLANS), 0)


def test_shipped_middles_are_those_of_the_built_in_encoder():
    if not vectors.semantic_installed():
        pytest.skip("the semantic extra is not installed")
    rows = vectors.encoded(["Bygga fler cykelvägar", "Installera solceller på skolor", "Utbilda personal om våld"])
    middle = rows.mean(axis=0)
    for shipped in background.background().centres.values():
        assert background._alike(shipped, middle) >= background.SAME_SPACE
