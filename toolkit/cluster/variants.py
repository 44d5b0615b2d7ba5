"""Wordings inside a cluster that are nearer to one another than to the rest: the innermost level an analyst can open.

Focus area › cluster › variant › the towns' own sentences. A variant is found by the same evidence as the cluster, cut
higher; copies of one text are always one variant.
"""

from collections.abc import Collection, Sequence

import numpy as np

from toolkit.cluster import linkage
from toolkit.cluster.vectors import Floats

NEARER = 1.4
"""Log odds above the cut from which wordings are one variant: a mean likeness of 0.80, where the cut lies at 0.50."""


def variants(likeness: Floats, strictness: float) -> tuple[tuple[int, ...], ...]:
    """Places of a cluster's members by variant: the largest first, in each the wording most like the others first.

    Args:
        likeness: Of the members to one another, 0 at the cut; it is not changed.
        strictness: Where the cluster itself was cut.

    Example:
        >>> near = np.array([[0, 5, .1], [5, 0, .2], [.1, .2, 0]], dtype=np.float32)
        >>> variants(near, 0.0)
        ((0, 1), (2,))
    """
    count = len(likeness)
    if count < 2:
        return (tuple(range(count)),)
    merges = linkage.tree(likeness.copy())
    found = []
    for group in linkage.groups(merges, count, strictness + NEARER):
        inner = likeness[np.ix_(group, group)].copy()
        np.fill_diagonal(inner, 0.0)
        middle = int(np.argmax(inner.sum(axis=1)))
        found.append((group[middle], *(place for place in group if place != group[middle])))
    return tuple(sorted(found, key=lambda group: (-len(group), min(group))))


def with_families(found: Sequence[tuple[str, ...]], families: Sequence[Collection[str]]) -> tuple[tuple[str, ...], ...]:
    """The variants, those that hold copies of one text drawn together; nothing where all is one variant.

    Example:
        >>> with_families([("a", "b"), ("c",), ("d",)], [("c", "b")])
        (('a', 'b', 'c'), ('d',))
        >>> with_families([("a",), ("c",)], [("c", "a")])
        ()
    """
    joined = [list(one) for one in found]
    for family in families:
        first, *others = (one for one in joined if set(one) & set(family))
        for other in others:
            first += other
            joined.remove(other)
    return tuple(map(tuple, joined)) if len(joined) > 1 else ()
