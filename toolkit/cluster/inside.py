"""What is worked out inside one part of the corpus: all pairs, the tree, the cut, the middle of each group.

A `Task` holds all that this needs and nothing of the other parts, and `compared` is a plain function of it: parts may
be compared here, in other processes or on other machines, and come to the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from toolkit.cluster import linkage, similarity
from toolkit.cluster.pairwise import Block, Places
from toolkit.cluster.similarity import Scale, Weights
from toolkit.cluster.variants import variants
from toolkit.cluster.vectors import Floats

INERTIA = 0.75
"""Log odds by which an old pair leans to where it was when a plan is added."""
STEP = 0.5
"""How far from the cut merges are told of, in log odds."""
TOLD = 40
"""Merges that are told of at most."""


@dataclass(frozen=True, slots=True)
class Task:
    """One part; all places are within it."""

    found: Mapping[str, Block]
    learned: Weights
    whole: int
    """Measures in the whole corpus."""
    scales: Mapping[str, Scale]
    nearest: int
    unlisted: NDArray[np.bool_]
    home: Places
    """Number of the cluster each stood in before, -1 for new ones; empty when there was none."""
    together: tuple[tuple[int, ...], ...]
    apart: tuple[tuple[int, int], ...]
    alone: tuple[int, ...]
    strictness: float
    settled: bool = False
    """Whether the clusters in `home` stay as they are: only new measures find a place."""


@dataclass(frozen=True, slots=True)
class Group:
    """One group: the mean likeness of each member to the others, and of all pairs (1 where there is one)."""

    members: tuple[int, ...]
    middle: tuple[float, ...]
    cohesion: float
    variants: tuple[tuple[int, ...], ...] = ()
    """The members by wording."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The groups, and the nearest of each measure with likeness 0-1, best first."""

    groups: tuple[Group, ...]
    nearest: tuple[tuple[tuple[int, float], ...], ...]
    steps: tuple[tuple[tuple[int, ...], tuple[int, ...], float], ...] = ()
    """The two sides of what is joined or parted near the cut, and their likeness, the nearest to the cut first."""


def compared(task: Task) -> Compared:
    """Groups of the measures of a part."""
    count = len(task.unlisted)
    pairs = similarity.likeness(
        task.found, task.learned, count, whole=task.whole, nearest=task.nearest, chance_pairs=task.scales,
        unlisted=task.unlisted,
    )  # fmt: skip
    likeness = pairs.total
    nearest = tuple(_shown(likeness, pairs.nearest))
    if len(task.home) and not task.settled:
        _lean(likeness, task.home)
        task = replace(task, together=_with_standing(likeness, task))
    merges = _steered(likeness, task)
    groups = linkage.groups(merges, count, task.strictness)
    steps = tuple(linkage.around(merges, task.strictness, STEP)[:TOLD])
    return Compared(tuple(_group(tuple(group), likeness, task) for group in groups), nearest, steps)


def _lean(likeness: Floats, home: Places, inertia: float = INERTIA) -> None:
    """Let pairs of old measures stay as they were unless the evidence has changed by more than `INERTIA`.

    Each new plan shifts what a chance pair looks like a little; without this, pairs at the cut would flicker.
    """
    old = home >= 0
    for index in np.flatnonzero(old):
        likeness[index, old] += np.where(home[old] == home[index], inertia, -inertia).astype(np.float32)


def _with_standing(likeness: Floats, task: Task) -> tuple[tuple[int, ...], ...]:
    """Sets that begin as one group: what people joined, and old clusters whose members still are alike on the whole.

    Without this a cluster that was joined in one order could fall apart when a plan more or less changes the order.
    """
    kept = [frozenset(group) for group in task.together]
    decided = {place for pair in task.apart for place in pair} | set(task.alone).union(*kept)
    for number in np.unique(task.home[task.home >= 0]):
        members = np.flatnonzero(task.home == number)
        if len(members) < 2 or decided.intersection(members.tolist()):
            continue
        pairs = likeness[np.ix_(members, members)]
        mean = (pairs.sum() - np.trace(pairs)) / (len(members) * (len(members) - 1))
        if mean >= task.strictness:
            kept.append(frozenset(members.tolist()))
    return tuple(tuple(sorted(group)) for group in kept)


def _shown(likeness: Floats, nearest: Iterable[Iterable[int]]) -> Iterator[tuple[tuple[int, float], ...]]:
    """The nearest of each measure with their likeness as 0-1."""
    for index, others in enumerate(map(list, nearest)):
        values = similarity.chance(likeness[index, others])
        yield tuple((other, round(float(value), 4)) for other, value in zip(others, values, strict=True))


def _steered(likeness: Floats, task: Task) -> tuple[linkage.Merge, ...]:
    """The tree, with what people joined joined first and what they parted kept apart."""
    working = likeness.copy()
    for left, right in task.apart:
        working[left, right] = working[right, left] = linkage.NEVER
    for place in task.alone:
        working[place, :] = working[:, place] = linkage.NEVER
    return linkage.tree(working, together=_settled(working, task.home) if task.settled else task.together)


def _settled(working: Floats, home: Places) -> list[list[int]]:
    """The old clusters as groups that start together, after old measures of different ones were kept apart."""
    old = np.flatnonzero(home >= 0)
    for index in old:
        working[index, old[home[old] != home[index]]] = linkage.NEVER
    return [list(np.flatnonzero(home == number)) for number in np.unique(home[old])]


def _group(members: tuple[int, ...], likeness: Floats, task: Task) -> Group:
    """What is told of a group."""
    pairs_inside = likeness[np.ix_(members, members)]
    inner = similarity.chance(pairs_inside)
    np.fill_diagonal(inner, 1.0)
    pairs = len(members) * (len(members) - 1)
    cohesion = float((inner.sum() - len(members)) / pairs) if pairs else 1.0
    if len(task.home) and not task.settled:
        _lean(pairs_inside, task.home[list(members)], -INERTIA)  # variants are the same whatever was there before
    found = tuple(tuple(members[place] for place in one) for one in variants(pairs_inside, task.strictness))
    return Group(members, tuple(np.round(inner.mean(axis=1), 5).tolist()), cohesion, found)
