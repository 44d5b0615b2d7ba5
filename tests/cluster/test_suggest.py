"""Questions to people: at most six, never twice the same pair, and every answer is obeyed."""

import json

import pytest

from toolkit.cluster import cluster
from toolkit.cluster.rows import _measure
from toolkit.cluster.suggest import SIZE, answered, suggest
from toolkit.scores import bcubed


def gold(shared, name):
    lines = shared("gold", f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    unsure = {frozenset((row["id"], other)) for row in rows for other in row.get("unsure_with") or ()}
    return [_measure(row, n) for n, row in enumerate(rows, 1)], {row["id"]: row["cluster"] for row in rows}, unsure


def lenient(found, truth, unsure):
    return bcubed({one: group.id for group in found.clusters for one in group.members}, truth, unsure=unsure).f1


def asked_and_answered(measures, truth, count):
    """Decisions and clusters after so many answers by one who knows."""
    decisions = []
    for number in range(count):
        found = cluster(measures, encoder="lexical", decisions=decisions)
        (question,) = suggest(found, measures, decisions=decisions, count=1)
        first, *rest = question.measures
        apart = [one for one in rest if truth[one] != truth[first]]
        decisions += answered(question.measures, apart, measures=measures, id=f"a{number}", who="Å", when="2026-11-22")
    return decisions, cluster(measures, encoder="lexical", decisions=decisions)


def test_questions_hold_at_most_six_and_no_pair_twice(shared):
    measures, _, _ = gold(shared, "clusters_vansbro")
    questions = suggest(cluster(measures, encoder="lexical"), measures, count=10)
    assert len(questions) == 10 and all(2 <= len(one.measures) <= SIZE for one in questions)
    pairs = [frozenset((one.measures[0], other)) for one in questions for other in one.measures[1:]]
    assert len(pairs) == len(set(pairs))
    assert questions == suggest(cluster(measures, encoder="lexical"), measures, count=10)


@pytest.mark.parametrize(("name", "least"), [("clusters_dev", 0.94), ("clusters_vansbro", 0.91)])
def test_twenty_answers_bring_the_clusters_near_the_truth(shared, name, least):
    measures, truth, unsure = gold(shared, name)
    before = lenient(cluster(measures, encoder="lexical"), truth, unsure)
    decisions, found = asked_and_answered(measures, truth, 20)
    after = lenient(found, truth, unsure)
    assert after > before + 0.04 and after >= least
    home = {one: group.id for group in found.clusters for one in group.members}
    for decision in decisions:
        assert (len({home[one] for one in decision.targets}) == 1) == (decision.kind == "merge")


def test_what_follows_from_answers_is_not_asked(shared):
    measures, truth, _ = gold(shared, "clusters_dev")
    decisions, found = asked_and_answered(measures, truth, 5)
    settled = {frozenset(pair) for one in decisions for pair in zip(one.targets, one.targets[1:], strict=False)}
    for question in suggest(found, measures, decisions=decisions, count=10):
        first, *rest = question.measures
        assert not settled & {frozenset((first, one)) for one in rest}


def test_nothing_to_ask_about_nothing():
    assert suggest(cluster([]), []) == ()
