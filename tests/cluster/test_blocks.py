"""Parts of a large corpus: what belongs together stands in one part, parts stay small, and nothing is lost."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest

from toolkit.cluster import blocks, build, cluster, similarity
from toolkit.cluster.build import grouping
from toolkit.cluster.rows import _measure
from toolkit.scores import bcubed

REAL = ("clusters_dev", "clusters_dev2", "clusters_vansbro", "written")


@pytest.fixture
def all_real(gold):
    """All grouped corpora as one, and the group of each measure."""
    rows = [
        {**row, "id": f"{name}-{row['id']}", "cluster": f"{name} {row['cluster']}"}
        for name in REAL
        for row in gold(name)[0]
    ]
    return [_measure(row, number) for number, row in enumerate(rows)], [row["cluster"] for row in rows]


def together(home, pairs):
    return sum(home[left] == home[right] for left, right in pairs) / len(pairs)


def homes(parts):
    return {place: number for number, part in enumerate(parts) for place in part.tolist()}


def in_parts(monkeypatch, largest):
    """A small corpus treated as a large one."""
    whole = blocks.parts
    monkeypatch.setattr(build, "EXACT", 100)
    monkeypatch.setattr(blocks, "parts", lambda *given, **more: whole(*given, **more, largest=largest))


def test_true_pairs_share_a_part(all_real):
    """Parts of a fifth of the corpus; a chance pair shares one in a fifth of the cases."""
    measures, groups = all_real
    pairs = [(one, two) for two, group in enumerate(groups) for one in range(two) if groups[one] == group]
    parts = blocks.parts(similarity.texts(measures), largest=len(measures) // 5)
    assert len(pairs) > 300
    assert together(homes(parts), pairs) >= 0.85


def test_each_measure_stands_in_one_part_and_no_part_is_too_large(all_real):
    measures, _ = all_real
    parts = blocks.parts(similarity.texts(measures), largest=60)
    assert sorted(place for part in parts for place in part.tolist()) == list(range(len(measures)))
    assert max(map(len, parts)) <= 60 + blocks.NEAREST
    again = blocks.parts(similarity.texts(measures), largest=60)
    assert [part.tolist() for part in parts] == [part.tolist() for part in again]


def test_what_people_joined_shares_a_part(all_real):
    measures, _ = all_real
    parts = blocks.parts(similarity.texts(measures), largest=60, together=[[0, 200, 400]])
    home = homes(parts)
    assert home[0] == home[200] == home[400]


def test_parts_compared_by_other_processes_give_the_same(all_real, monkeypatch):
    measures, _ = all_real
    in_parts(monkeypatch, 60)
    here = cluster(measures, encoder="lexical")
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert cluster(measures, encoder="lexical", executor=pool) == here


def test_parts_give_nearly_what_all_pairs_give(all_real, monkeypatch):
    measures, _ = all_real
    exact = grouping(cluster(measures, encoder="lexical"))
    in_parts(monkeypatch, 150)
    result = cluster(measures, encoder="lexical")
    score = bcubed(grouping(result), exact)
    assert score.recall >= 0.95 and score.precision >= 0.95
    assert all(len(near) == 10 for _, near in result.neighbours)
    assert result == cluster(measures, encoder="lexical")


def test_texts_without_a_word_in_common_still_have_a_part():
    rows = [
        {"id": str(n), "text": text, "municipality": "x"} for n, text in enumerate(["", "…", "och", "Bygga", "Öva"])
    ]
    parts = blocks.parts(similarity.texts([_measure(row, 0) for row in rows]), largest=2)
    assert sorted(place for part in parts for place in part.tolist()) == [0, 1, 2, 3, 4]


def test_meanings_bring_together_what_no_word_does():
    texts = ["Cykelvägar", "Bike lanes", "Fjärrvärme", "Krisövning", "Simskola", "Bibliotek"]
    rows = [{"id": str(n), "text": text, "municipality": "x"} for n, text in enumerate(texts)]
    meanings = np.eye(6, dtype=np.float32)[[0, 0, 1, 2, 3, 4]]
    parts = blocks.parts(similarity.texts([_measure(row, 0) for row in rows]), meanings=meanings, largest=2)
    home = homes(parts)
    assert home[0] == home[1]
