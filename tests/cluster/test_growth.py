"""A few new measures in a large corpus: they find their partners, and nobody else moves."""

from dataclasses import replace

import pytest

from toolkit.cluster import build, cluster, growth
from toolkit.cluster.build import grouping
from toolkit.cluster.rows import _measure
from toolkit.scores import bcubed

REAL = ("clusters_dev", "clusters_dev2", "clusters_vansbro", "written")


@pytest.fixture
def all_real(gold, monkeypatch):
    """All grouped corpora as one, treated as a large one; the town of each measure."""
    monkeypatch.setattr(build, "EXACT", 100)
    rows = [{**row, "id": f"{name}-{row['id']}"} for name in REAL for row in gold(name)[0]]
    return [_measure(row, number) for number, row in enumerate(rows)]


def test_new_measures_find_the_place_that_a_new_working_out_gives_them(all_real):
    """One in twelve is taken out and put back; most get the partners they had."""
    new = all_real[5::12]
    old = [measure for measure in all_real if measure not in new]
    before = cluster(old, encoder="lexical")
    after = cluster([*old, *new], encoder="lexical", previous=before)
    anew = cluster([*old, *new], encoder="lexical")
    assert after.grown == len(new) and len(after.notes) == 1
    assert sorted(grouping(after)) == sorted(measure.id for measure in all_real)
    score = bcubed(
        grouping(after),
        grouping(anew),
    )
    assert score.precision >= 0.9 and score.recall >= 0.9
    partners = [key for key in (measure.id for measure in new) if _mates(anew, key)]
    kept = [key for key in partners if _mates(anew, key) & _mates(after, key)]
    assert len(partners) >= 10 and len(kept) >= 0.8 * len(partners)


def _mates(result, key):
    return next(set(item.members) for item in result.clusters if key in item.members) - {key}


def test_no_old_measure_moves_and_every_id_and_label_stays(all_real):
    new, old = all_real[3::25], [measure for number, measure in enumerate(all_real) if number % 25 != 3]
    before = cluster(old, encoder="lexical")
    after = {item.id: item for item in cluster([*old, *new], encoder="lexical", previous=before).clusters}
    for item in before.clusters:
        assert after[item.id].members[: len(item.members)] == item.members
        assert after[item.id].label == item.label
        assert set(after[item.id].members) - set(item.members) <= {measure.id for measure in new}


def test_what_is_gone_falls_away_and_leaves_no_name_behind(all_real):
    before = cluster(all_real, encoder="lexical")
    left = all_real[1:]
    after = cluster([*left, replace(all_real[0], id="ny")], encoder="lexical", previous=before)
    told = set(grouping(after)) | {near.measure for _, row in after.neighbours for near in row}
    assert all_real[0].id not in told and "ny" in told
    assert all(item.typical in item.members for item in after.clusters)


def test_too_many_new_ones_are_worked_out_anew(all_real):
    half = cluster(all_real[::2], encoder="lexical")
    assert not growth.fits(all_real, half, "lexical")
    assert cluster(all_real, encoder="lexical", previous=half).grown == 0
    assert not growth.fits(all_real, None, "lexical")
    assert not growth.fits(all_real, cluster(all_real, encoder="lexical"), "fused")


def test_growth_adds_up_until_all_is_worked_out_anew(all_real):
    one = cluster(all_real[:-40], encoder="lexical")
    two = cluster(all_real[:-20], encoder="lexical", previous=one)
    three = cluster(all_real, encoder="lexical", previous=two)
    assert (two.grown, three.grown) == (20, 40)
    assert not growth.fits(all_real, replace(three, grown=len(all_real)), "lexical")
