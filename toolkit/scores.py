"""Scores of clusters against groups made by hand (B-cubed, ARI, candidate recall, baselines) and of stated certainty.

A grouping is a mapping item → group name; every item stands in it, those that are alone too. Everything here is pure.
V-measure is left out on purpose: it rewards leaving everything alone.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

Pairs = Collection[frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BCubed:
    """B-cubed precision, recall and F1, means over `n` items."""

    precision: float
    recall: float
    f1: float
    n: int


def bcubed(found: Mapping[str, Hashable], gold: Mapping[str, Hashable], *, unsure: Pairs = ()) -> BCubed:
    """B-cubed over all items of `gold`, each item itself and those that are alone included.

    Args:
        found: Item → cluster. An item that is missing counts as alone.
        gold: Item → group.
        unsure: Pairs that count as right in whichever way they are put; none for the strict score.

    Example:
        >>> score = bcubed({"a": 1, "b": 1, "c": 2}, {"a": "x", "b": "y", "c": "z"})
        >>> round(score.precision, 2), score.recall
        (0.67, 1.0)
        >>> bcubed({"a": 1, "b": 1}, {"a": "x", "b": "y"}, unsure=[frozenset("ab")]).f1
        1.0
    """
    if not gold:
        return BCubed(precision=0.0, recall=0.0, f1=0.0, n=0)
    doubtful = frozenset(unsure)
    put = {item: found.get(item, ("alone", item)) for item in gold}
    by_found, by_gold = _groups(put), _groups(gold)
    precision = recall = 0.0
    for item in gold:
        own = by_found[put[item]]
        true = by_gold[gold[item]]
        precision += sum(gold[other] == gold[item] or frozenset((item, other)) in doubtful for other in own) / len(own)
        recall += sum(put[other] == put[item] or frozenset((item, other)) in doubtful for other in true) / len(true)
    precision, recall = precision / len(gold), recall / len(gold)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return BCubed(precision=precision, recall=recall, f1=f1, n=len(gold))


def adjusted_rand(found: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> float:
    """Adjusted Rand index over the items that both hold; 1.0 when the two agree wholly.

    Example:
        >>> adjusted_rand({"a": 1, "b": 1, "c": 2}, {"a": 9, "b": 9, "c": 8})
        1.0
    """
    items = [item for item in gold if item in found]
    both = sum(_pairs(count) for count in Counter((found[item], gold[item]) for item in items).values())
    ours = sum(_pairs(count) for count in Counter(found[item] for item in items).values())
    theirs = sum(_pairs(count) for count in Counter(gold[item] for item in items).values())
    everything = _pairs(len(items))
    chance = ours * theirs / everything if everything else 0.0
    most = (ours + theirs) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)


def candidate_recall(
    nearest: Mapping[str, Sequence[str]], gold: Mapping[str, Hashable], *, at: int = 10, each: bool = False
) -> float:
    """Share of all true partners that stand among each item's `at` nearest; items without partners are left out.

    Args:
        nearest: Item → others, best first.
        gold: Item → group.
        at: How many of the nearest are looked at.
        each: Take the share item by item and then the mean, so that one large group does not speak for all.

    Example:
        >>> near = {"a": ["c", "b"], "b": ["c"], "c": []}
        >>> candidate_recall(near, {"a": 1, "b": 1, "c": 2})
        0.5
    """
    groups = _groups(gold)
    shares: list[tuple[int, int]] = []
    for item, group in gold.items():
        true = set(groups[group]) - {item}
        if true:
            shares.append((len(true.intersection(nearest.get(item, ())[:at])), len(true)))
    if not shares:
        return 1.0
    if each:
        return sum(seen / partners for seen, partners in shares) / len(shares)
    return sum(seen for seen, _ in shares) / sum(partners for _, partners in shares)


def auc(right: Sequence[float], wrong: Sequence[float]) -> float:
    """Chance that a value of `right` is above one of `wrong`; a tie counts half.

    Example:
        >>> auc([0.9, 0.4], [0.4, 0.1])
        0.875
    """
    if not right or not wrong:
        return 0.0
    wins = sum((a > b) + 0.5 * (a == b) for a in right for b in wrong)
    return wins / (len(right) * len(wrong))


def alone(items: Collection[str]) -> dict[str, Hashable]:
    """The baseline that leaves every item alone."""
    return {item: item for item in items}


def word_baseline(texts: Mapping[str, str], gold: Mapping[str, Hashable]) -> tuple[float, BCubed]:
    """Word TF-IDF and average linkage at its own best cut on the gold (strict): the cut and the score.

    This is the mark to beat, so it is given what no analyst has: the cut that the right answer would choose.
    """
    import numpy as np
    from scipy.cluster.hierarchy import average, fcluster
    from sklearn.feature_extraction.text import TfidfVectorizer

    items = sorted(gold)
    vectors = TfidfVectorizer().fit_transform([texts[item] for item in items])
    # Rounding can make the likeness of a copy a hair more than 1.
    distance = np.clip(1.0 - (vectors @ vectors.T).toarray(), 0.0, None)
    tree = average(distance[np.triu_indices(len(items), 1)])

    def at(cut: float) -> BCubed:
        names = fcluster(tree, cut, criterion="distance")
        return bcubed(dict(zip(items, names.tolist(), strict=True)), gold)

    return best_cut(at, [step / 100 for step in range(1, 100)])


def best_cut(score: Callable[[float], BCubed], cuts: Sequence[float]) -> tuple[float, BCubed]:
    """The first cut with the highest F1, and its score."""
    scored = [(cut, score(cut)) for cut in cuts]
    return max(scored, key=lambda pair: pair[1].f1)


# --- certainty ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Answers that were about equally sure: how sure they said they were, and how many were right."""

    low: float
    high: float
    n: int
    said: float
    """Mean stated certainty, 0-1."""
    right: float
    """Share that was right."""


def brier(judged: Sequence[tuple[float, bool]]) -> float:
    """Mean squared distance between stated certainty and what was so; 0 is perfect, 0.25 is "fifty-fifty" always.

    Example:
        >>> brier([(1.0, True), (0.5, False)])
        0.125
    """
    return sum((sure - right) ** 2 for sure, right in judged) / len(judged) if judged else 0.0


def reliability(judged: Sequence[tuple[float, bool]], *, bins: int = 10) -> tuple[Bin, ...]:
    """The answers in bins of stated certainty, least sure first; bins without answers are left out.

    Example:
        >>> [(one.n, one.said, one.right) for one in reliability([(0.9, True), (0.9, False), (0.1, False)])]
        [(1, 0.1, 0.0), (2, 0.9, 0.5)]
    """
    filled: dict[int, list[tuple[float, bool]]] = {}
    for sure, right in judged:
        filled.setdefault(min(int(sure * bins), bins - 1), []).append((sure, right))
    return tuple(
        Bin(
            low=at / bins,
            high=(at + 1) / bins,
            n=len(filled[at]),
            said=sum(sure for sure, _ in filled[at]) / len(filled[at]),
            right=sum(right for _, right in filled[at]) / len(filled[at]),
        )
        for at in sorted(filled)
    )


def calibration_error(judged: Sequence[tuple[float, bool]], *, bins: int = 10) -> float:
    """Expected calibration error: how far stated certainty is from the share that was right, over the bins.

    Example:
        >>> calibration_error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)])
        0.0
    """
    if not judged:
        return 0.0
    return sum(one.n * abs(one.said - one.right) for one in reliability(judged, bins=bins)) / len(judged)


def _groups(grouping: Mapping[str, Hashable]) -> dict[Hashable, list[str]]:
    groups: dict[Hashable, list[str]] = defaultdict(list)
    for item, group in grouping.items():
        groups[group].append(item)
    return groups


def _pairs(count: int) -> int:
    return count * (count - 1) // 2
