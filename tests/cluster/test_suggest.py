"""Questions to people: at most six, never twice the same pair, and every answer is obeyed."""

import json

import pytest

from toolkit.cluster import cluster
from toolkit.cluster.rows import _measure
from toolkit.cluster.suggest import SIZE, answered, suggest
from toolkit.model import Cluster, Clustering, Neighbour
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
        decisions += answered(
            question.measures, apart, measures=measures, id=f"a{number}", who="Å", when="2026-11-22",
            question=question.id,
        )  # fmt: skip
    return decisions, cluster(measures, encoder="lexical", decisions=decisions)


def test_questions_hold_at_most_six_and_no_pair_twice(shared):
    measures, _, _ = gold(shared, "clusters_vansbro")
    questions = suggest(cluster(measures, encoder="lexical"), measures, count=10)
    assert len(questions) == 10 and all(2 <= len(one.measures) <= SIZE for one in questions)
    pairs = [frozenset((one.measures[0], other)) for one in questions for other in one.measures[1:]]
    assert len(pairs) == len(set(pairs))
    assert questions == suggest(cluster(measures, encoder="lexical"), measures, count=10)


@pytest.mark.parametrize(("name", "least"), [("clusters_dev", 0.95), ("clusters_vansbro", 0.91)])
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


def near(make, groups, **alike):
    """Measures in the given clusters, so like one another as said ("a_b": 0.4); what is not said is far."""
    measures = [make(one, f"Åtgärd {one}", town=f"Stad {number}") for number, one in enumerate("".join(groups))]
    listed = {one.id: [] for one in measures}
    for pair, value in alike.items():
        left, right = pair.split("_")
        listed[left].append(Neighbour(measure=right, similarity=value))
    found = Clustering(
        clusters=tuple(
            Cluster(id=f"k{group}", label=group, members=tuple(group), typical=group[0]) for group in groups
        ),
        cut=0.5,
        encoder="lexical",
        neighbours=tuple((one, tuple(others)) for one, others in listed.items()),
    )
    return found, measures


def test_two_large_clusters_are_asked_about_before_two_small_ones(make):
    all_alike = {f"{one}_{other}": 0.4 for one in "abc" for other in "def"}
    inside = dict.fromkeys(("a_b", "a_c", "b_c", "d_e", "d_f", "e_f"), 0.99)
    found, measures = near(make, ("abc", "def", "g", "h"), **all_alike, **inside, g_h=0.4)
    first, second, *_ = suggest(found, measures, count=5)
    assert set(first.measures) <= set("abcdef") and set(second.measures) == {"g", "h"}
    assert first.worth > 2 * second.worth


def test_one_pair_of_two_clusters_is_asked_about_not_each(make):
    found, measures = near(make, ("ab", "cd"), a_b=0.99, c_d=0.99, a_c=0.4, a_d=0.4, b_c=0.4, b_d=0.4)
    asked = [frozenset(pair) for one in suggest(found, measures, count=9) for pair in crossing(one, "ab", "cd")]
    assert len(asked) == 1


def crossing(question, left, right):
    first, *rest = question.measures
    return [(first, one) for one in rest if (first in left) != (one in left) and one in left + right]


def test_clusters_that_people_keep_apart_are_not_asked_about_again(make):
    found, measures = near(make, ("ab", "cd"), a_b=0.99, c_d=0.99, a_c=0.45, a_d=0.45, b_c=0.45, b_d=0.45)
    said = answered(("a", "c"), ("c",), measures=measures, id="x", who="Å", when="2026-11-22", question="f-1")
    assert not [pair for one in suggest(found, measures, decisions=said, count=9) for pair in crossing(one, "ab", "cd")]
    assert said[0].question == "f-1"
