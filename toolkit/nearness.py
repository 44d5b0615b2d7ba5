"""How near clusters and measures lie to one another, told from the nearest that a clustering lists of each measure."""

from collections.abc import Mapping
from math import exp, log

from toolkit.model import Clustering

Pair = frozenset[str]
UNSEEN = -3.5
"""Log odds above the cut of two measures when neither is among the other's nearest."""
BETWEEN = (0.6, 1.35)
"""Constant and slope that turn the mean likeness of two groups into log odds that they are one measure: from the
groups made by hand, on the corpus left out."""


def above_cut(clustering: Clustering) -> dict[Pair, float]:
    """Log odds above the cut of each pair of which one is among the other's nearest.

    Example:
        >>> from toolkit.model import Neighbour
        >>> near = (("a", (Neighbour(measure="b", similarity=0.5),)),)
        >>> above_cut(Clustering(clusters=(), cut=0.5, encoder="lexical", neighbours=near))[frozenset("ab")]
        0.0
    """
    cut = _log_odds(clustering.cut)
    return {
        frozenset((identity, near.measure)): _log_odds(near.similarity) - cut
        for identity, nearest in clustering.neighbours
        for near in nearest
        if near.measure != identity
    }


def _log_odds(chance: float) -> float:
    held = min(max(chance, 1e-4), 1 - 1e-4)
    return log(held / (1 - held))


def chance(likeness: float, line: tuple[float, float] = BETWEEN) -> float:
    """The chance, 0-1, that a mean likeness stands for.

    Example:
        >>> round(chance(0.0), 2), round(chance(UNSEEN), 3)
        (0.65, 0.016)
    """
    return 1 / (1 + exp(-(line[0] + line[1] * likeness)))


def home_of(clustering: Clustering) -> Mapping[str, str]:
    """Measure → id of its cluster."""
    return {member: cluster.id for cluster in clustering.clusters for member in cluster.members}


def kept_apart(clustering: Clustering) -> frozenset[Pair]:
    """Pairs of clusters, by id, that people said are different: one no keeps all of both apart."""
    home = home_of(clustering)
    pairs = (frozenset((home[one], home[other])) for one, other in clustering.apart if one in home and other in home)
    return frozenset(pair for pair in pairs if len(pair) == 2)
