"""What the next step of strictness would change is shown, and happens when it is taken."""

import json
from dataclasses import replace

from toolkit.cluster import cluster
from toolkit.cluster.rows import _measure
from toolkit.compare.material import Material
from toolkit.compare.steps import next_steps
from toolkit.model import NextStep, Segmentation

TEXTS = (
    "Utbilda personal i socialtjänsten om människohandel",
    "Utbilda socialtjänstens personal om prostitution och människohandel",
    "Bygg fler laddstolpar vid kommunens fastigheter",
    "Sätt upp laddstolpar vid kommunala parkeringar",
    "Öka andelen ekologisk mat i skolan",
)


def measures():
    rows = ({"id": f"m{n}", "text": text, "municipality": f"Ort {n}"} for n, text in enumerate(TEXTS))
    return [_measure(row, n) for n, row in enumerate(rows)]


def homes(found):
    return {member: one.id for one in found.clusters for member in one.members}


def test_what_is_told_happens_when_the_step_is_taken(shared):
    lines = shared("gold", "clusters_vansbro.jsonl").read_text(encoding="utf-8").splitlines()
    real = [_measure(json.loads(line), n) for n, line in enumerate(lines)]
    found = cluster(real, encoder="lexical")
    assert {step.joins for step in found.next_steps} == {True, False}
    for joins in (True, False):
        step = next(step for step in found.next_steps if step.joins == joins)
        beyond = step.strictness - 0.02 if joins else step.strictness + 0.02
        before, after = homes(found), homes(cluster(real, encoder="lexical", strictness=beyond))
        both = (*step.left, *step.right)
        assert (len({before[one] for one in both}) > 1) == joins
        assert (len({after[one] for one in both}) > 1) != joins


def test_another_cut_moves_what_was_there_before():
    before = cluster(measures(), encoder="lexical", strictness=8)
    assert len(before.clusters) == len(TEXTS)
    after = cluster(measures(), encoder="lexical", strictness=-8, previous=before)
    fresh = cluster(measures(), encoder="lexical", strictness=-8)
    assert [set(one.members) for one in after.clusters] == [set(one.members) for one in fresh.clusters]
    assert len(after.clusters) < len(before.clusters)


def material(found, items):
    return Material(
        clustering=found,
        segmentations=(Segmentation(document="d", measures=tuple(items)),),
        readings=(),
        register=(),
        target=None,
        topics=(),
        language="sv",
    )


def test_no_table_where_nothing_is_near():
    assert next_steps(material(replace(cluster(measures(), encoder="lexical"), next_steps=()), measures())) is None


def test_a_step_about_measures_that_are_gone_is_not_shown():
    gone = NextStep(joins=True, left=("x",), right=("y",), strictness=-0.1)
    found = replace(cluster(measures(), encoder="lexical"), next_steps=(gone,))
    assert next_steps(material(found, measures())) is None
