"""Average linkage over a likeness matrix, with groups that must and pairs that must never stand together.

The tree is built by the nearest-neighbour chain on one float32 matrix that is consumed in place, so that 15,000
measures need 0.9 GB and seconds, not the three copies that a condensed float64 matrix would take.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.cluster.vectors import Floats

NEVER = np.float32(-1e9)
"""Likeness of a pair that must never stand together: no average over it comes near a cut."""
_GONE = np.float32(-np.inf)


@dataclass(frozen=True, slots=True)
class Merge:
    """Two groups (named by their first member) that join at a mean likeness."""

    left: int
    right: int
    likeness: float


def tree(likeness: Floats, *, together: Sequence[Sequence[int]] = ()) -> tuple[Merge, ...]:
    """All merges, most alike first; groups in `together` are joined before anything is looked at.

    Args:
        likeness: Square symmetric matrix; it is overwritten.
        together: Sets of items that start as one group.

    Example:
        >>> three = np.array([[1, .9, .1], [.9, 1, .2], [.1, .2, 1]], dtype=np.float32)
        >>> [(merge.left, merge.right, round(merge.likeness, 2)) for merge in tree(three)]
        [(0, 1, 0.9), (0, 2, 0.15)]
    """
    count = len(likeness)
    size = np.ones(count, dtype=np.int64)
    np.fill_diagonal(likeness, _GONE)
    merges: list[Merge] = []
    for group in together:
        first, *others = sorted(set(group))
        for other in others:
            _join(likeness, size, first, other)
            merges.append(Merge(first, other, np.inf))
    active = [item for item in range(count) if size[item]]
    chain: list[int] = []
    remaining = len(active)
    start = 0
    while remaining > 1:
        if not chain:
            while not size[active[start]]:
                start += 1
            chain.append(active[start])
        top = chain[-1]
        nearest = int(likeness[top].argmax())
        if len(chain) > 1 and likeness[top, chain[-2]] >= likeness[top, nearest]:
            nearest = chain[-2]
            left, right = sorted((top, nearest))
            merges.append(Merge(left, right, float(likeness[left, right])))
            _join(likeness, size, left, right)
            del chain[-2:]
            remaining -= 1
        elif likeness[top, nearest] == _GONE:
            break
        else:
            chain.append(nearest)
    return tuple(sorted(merges, key=lambda merge: (-merge.likeness, merge.left, merge.right)))


def _join(likeness: Floats, size: "np.ndarray[tuple[int], np.dtype[np.int64]]", left: int, right: int) -> None:
    """Put `right` into `left`: every other group's likeness becomes the mean over all pairs."""
    both = size[left] + size[right]
    mean = (likeness[left] * np.float32(size[left] / both)) + (likeness[right] * np.float32(size[right] / both))
    mean[left] = _GONE
    likeness[left] = mean
    likeness[:, left] = mean
    likeness[right] = _GONE
    likeness[:, right] = _GONE
    size[left], size[right] = both, 0


def around(merges: Sequence[Merge], cut: float, reach: float) -> list[tuple[tuple[int, ...], tuple[int, ...], float]]:
    """The two sides of each merge within `reach` of the cut, and its likeness; the nearest to the cut first.

    Example:
        >>> around([Merge(0, 1, 0.9), Merge(0, 2, 0.2)], 0.5, 0.35)
        [((0, 1), (2,), 0.2)]
    """
    members: dict[int, tuple[int, ...]] = {}
    found = []
    for merge in merges:
        if merge.likeness < cut - reach:
            break
        left, right = members.get(merge.left, (merge.left,)), members.get(merge.right, (merge.right,))
        members[merge.left] = (*left, *right)
        if merge.likeness <= cut + reach:
            found.append((left, right, merge.likeness))
    return sorted(found, key=lambda side: (abs(side[2] - cut), side[0]))


def groups(merges: Sequence[Merge], count: int, cut: float) -> list[list[int]]:
    """Members of each group when everything at least as alike as `cut` is joined, in order of first member.

    Example:
        >>> groups([Merge(0, 1, 0.9), Merge(0, 2, 0.2)], 3, 0.5)
        [[0, 1], [2]]
    """
    parent = list(range(count))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for merge in merges:
        if merge.likeness < cut:
            break
        left, right = sorted((root(merge.left), root(merge.right)))
        parent[right] = left
    found: dict[int, list[int]] = {}
    for item in range(count):
        found.setdefault(root(item), []).append(item)
    return list(found.values())
