import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from toolkit.scores import adjusted_rand, alone, auc, bcubed, candidate_recall, word_baseline

groupings = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=25)


@given(groupings)
def test_ari_is_that_of_scikit_learn(pairs):
    ours = adjusted_rand({str(n): a for n, (a, _) in enumerate(pairs)}, {str(n): b for n, (_, b) in enumerate(pairs)})
    assert ours == pytest.approx(adjusted_rand_score([b for _, b in pairs], [a for a, _ in pairs]))


@given(groupings)
def test_swapping_found_and_gold_swaps_precision_and_recall(pairs):
    found = {str(n): a for n, (a, _) in enumerate(pairs)}
    gold = {str(n): b for n, (_, b) in enumerate(pairs)}
    one, other = bcubed(found, gold), bcubed(gold, found)
    assert one.precision == pytest.approx(other.recall)
    assert one.f1 == pytest.approx(other.f1)


@given(groupings)
def test_lenient_is_never_below_strict(pairs):
    found = {str(n): a for n, (a, _) in enumerate(pairs)}
    gold = {str(n): b for n, (_, b) in enumerate(pairs)}
    unsure = {frozenset(("0", "1"))}
    assert bcubed(found, gold, unsure=unsure).f1 >= bcubed(found, gold).f1 - 1e-12


def test_an_unsure_pair_counts_as_right_either_way():
    unsure = {frozenset("ab")}
    assert bcubed({"a": 1, "b": 1}, {"a": 1, "b": 2}, unsure=unsure).f1 == 1.0
    assert bcubed({"a": 1, "b": 2}, {"a": 1, "b": 1}, unsure=unsure).f1 == 1.0


def test_worked_example():
    gold = {"a": 1, "b": 1, "c": 1, "d": 2}
    score = bcubed({"a": 1, "b": 1, "c": 2, "d": 2}, gold)
    assert score.precision == pytest.approx((1 + 1 + 0.5 + 0.5) / 4)
    assert score.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)


def test_missing_items_count_as_alone():
    assert bcubed({}, {"a": 1, "b": 1}).recall == 0.5


def test_recall_counts_partners_not_items():
    gold = dict.fromkeys("abc", 1) | {"d": 2}
    assert candidate_recall({"a": ["b", "d"], "b": ["d"], "c": ["a", "b"], "d": []}, gold) == 0.5


def test_auc_and_baselines():
    assert auc([1.0], [1.0]) == 0.5
    texts = {"a": "röd bil", "b": "röd bil", "c": "grön skog"}
    assert word_baseline(texts, {"a": 1, "b": 1, "c": 2})[1].f1 == 1.0
    assert bcubed(alone("abc"), {"a": 1, "b": 2, "c": 3}).f1 == 1.0
