"""Before it is said that a town lacks an action: the town's own measures that may be it although they stand elsewhere.

A gap that is not there costs more than one that is passed over: a council that is told "you have no routine" when it
has one will not read on. So where the town has measures near the cluster, the answer is "unclear", with the nearest
one in sight, and only where the chance is small that any of them is the same is it said that the action was not found.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.model import Clustering, Measure
from toolkit.nearness import UNSEEN, above_cut, chance, home_of, kept_apart

POSSIBLE = 0.05
"""Chance from which "unclear" is said. On five sets of real towns grouped by hand this leaves 0-2 % of the gaps
said false, and a quarter to four fifths of the true gaps said; 0.12 would say a tenth to a fifth more, to 3 % false."""

WORTH_READING = 0.25
"""Chance from which the nearest measure is quoted. Below, no single one is likely: it is only said to be unclear."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The measure of a town that is nearest to a cluster, and the chance that this or another of its is the same."""

    measure: str
    chance: float


def nearest(clustering: Clustering, measures: Mapping[str, Measure]) -> Mapping[tuple[str, str], Nearest]:
    """Cluster and town → what the town may have of it; only from `POSSIBLE` on.

    Args:
        clustering: With its neighbours.
        measures: All measures by id.
    """
    size = {cluster.id: len(cluster.members) for cluster in clustering.clusters}
    nearness: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (cluster, one), value in _sums(clustering).items():
        nearness[cluster].append((UNSEEN + value / size[cluster], one))
    found: dict[tuple[str, str], Nearest] = {}
    for cluster, near in nearness.items():
        none: dict[str, float] = {}
        best: dict[str, str] = {}
        for likeness, one in sorted(near, key=lambda pair: (-pair[0], pair[1])):
            for town in measures[one].municipality if one in measures else ():
                none[town] = none.get(town, 1.0) * (1 - chance(likeness))
                best.setdefault(town, one)
        found |= {(cluster, town): Nearest(best[town], 1 - no) for town, no in none.items() if 1 - no >= POSSIBLE}
    return found


def _sums(clustering: Clustering) -> Mapping[tuple[str, str], float]:
    """Cluster and measure of another cluster → summed likeness of the listed pairs, counted from `UNSEEN`."""
    home, shut = home_of(clustering), kept_apart(clustering)
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for pair, value in sorted(above_cut(clustering).items(), key=lambda item: sorted(item[0])):
        one, other = sorted(pair)
        if one not in home or other not in home or home[one] == home[other]:
            continue
        if frozenset((home[one], home[other])) not in shut:
            sums[home[one], other] += value - UNSEEN
            sums[home[other], one] += value - UNSEEN
    return sums
