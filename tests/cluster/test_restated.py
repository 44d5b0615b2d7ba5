"""A measure that restates another in its own document is that measure: together, and never counted twice."""

from dataclasses import replace

import pytest

from toolkit.cluster import cluster, families, restated_ids
from toolkit.cluster.suggest import suggest
from toolkit.model import Decision, DecisionKind

WORDS = {
    "a": "Socialnämnden inrättar en mobil stödgrupp för personer i utsatthet",
    "b": "Bättre stöd",
    "c": "Bygga ut cykelvägar längs infartsvägarna",
    "d": "Öva krisledningen varje år",
    "e": "Erbjuda simskola i alla årskurser",
    "f": "Inrätta en mobil stödgrupp",
}


@pytest.fixture
def plan(make):
    """``b`` is the summary's line about ``a``, in words that share nothing with it; ``f`` stands in another plan."""
    found = {key: make(key, text, town="Norrvik") for key, text in WORDS.items()}
    found["f"] = make("f", WORDS["f"], town="Söderköp")
    found["b"] = replace(found["b"], restates="a")
    return list(found.values())


def home(result):
    return {member: one.id for one in result.clusters for member in one.members}


def test_it_stands_with_what_it_restates(plan):
    assert (
        home(cluster([replace(one, restates=None) for one in plan], encoder="lexical"))["a"]
        != home(cluster([replace(one, restates=None) for one in plan], encoder="lexical"))["b"]
    )
    result = cluster(plan, encoder="lexical")
    assert home(result)["a"] == home(result)["b"]
    joined = next(one for one in result.clusters if "b" in one.members)
    assert joined.typical != "b"
    assert any({"a", "b"} <= set(family) for family in joined.families)


def test_it_takes_nobodys_place_among_the_nearest_and_is_not_asked_about(plan):
    result = cluster(plan, encoder="lexical")
    assert all(near.measure != "b" for _, row in result.neighbours for near in row)
    assert all("b" not in question.measures for question in suggest(result, plan, count=10))


def test_what_a_person_says_goes_first(plan):
    apart = Decision(id="d1", kind=DecisionKind.NEVER_TOGETHER, targets=("a", "b"), who="A", when="2026-11-01")
    found = home(cluster(plan, encoder="lexical", decisions=[apart]))
    assert found["a"] != found["b"]
    merged = Decision(id="d2", kind=DecisionKind.MERGE, targets=("c", "a"), who="A", when="2026-11-01")
    found = home(cluster(plan, encoder="lexical", decisions=[merged]))
    assert found["a"] == found["b"] == found["c"]


def test_only_within_a_document_and_never_in_a_circle(make):
    a, b = replace(make("a", "Ett"), restates="b"), replace(make("b", "Två"), restates="a")
    assert restated_ids([a, b]) == {}
    other = replace(make("c", "Tre", town="Söderköp"), restates="d")
    assert restated_ids([other, make("d", "Fyra")]) == {}
    assert families([other, make("d", "Fyra")]) == ()
