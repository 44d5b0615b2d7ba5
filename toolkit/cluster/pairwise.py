"""Likeness of some measures to some others, one class a kind of evidence.

Each can be cut down to the measures of one part (`take`), and then holds nothing of the others: so it can be sent to
another process or machine.
"""
# ruff: noqa: D102 - what the methods give is said once, in `Block`.

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from toolkit.cluster.vectors import Floats

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Places = NDArray[np.int64]
Rows = slice | Places
ALL = slice(None)
COPY = 0.8
"""Cosine of words from which two measures count as one text, or nearly."""


class Block(Protocol):
    """One kind of evidence."""

    def __call__(self, rows: Rows, columns: Rows) -> Floats:
        """Likeness of the measures `rows` (one line each) to the measures `columns`."""

    def take(self, part: Places) -> "Block":
        """The same for the measures of a part only, numbered anew from 0."""


@dataclass(frozen=True, slots=True)
class Sparse:
    """Cosine by rows of sparse unit vectors."""

    matrix: "csr_matrix"

    def __call__(self, rows: Rows, columns: Rows) -> Floats:
        return np.asarray((self.matrix[rows] @ self.matrix[columns].T).toarray(), dtype=np.float32)

    def take(self, part: Places) -> "Sparse":
        return Sparse(self.matrix[part])


@dataclass(frozen=True, slots=True)
class Dense:
    """Cosine by rows of unit vectors."""

    unit: Floats

    def __call__(self, rows: Rows, columns: Rows) -> Floats:
        return np.asarray(self.unit[rows] @ self.unit[columns].T, dtype=np.float32)

    def take(self, part: Places) -> "Dense":
        return Dense(self.unit[part])


@dataclass(frozen=True, slots=True)
class Instead:
    """Likeness of named things; where one of the two names nothing that a list knows, likeness of words instead.

    Nothing named is not the same as something else named, and topics without a list fall back on their words.
    """

    some: NDArray[np.bool_]
    named: Block
    words: Block

    def __call__(self, rows: Rows, columns: Rows) -> Floats:
        both = self.some[rows][:, None] & self.some[columns]
        return np.where(both, self.named(rows, columns), self.words(rows, columns))

    def take(self, part: Places) -> "Instead":
        return Instead(self.some[part], self.named.take(part), self.words.take(part))


@dataclass(frozen=True, slots=True)
class Copied:
    """0 to 1: nearly to wholly the same words, in the descriptions too where both have one.

    Plans repeat headings ("Awareness-raising measures") over different text: those are no copies.
    """

    words: Block
    text_words: Block
    told: NDArray[np.bool_]

    def __call__(self, rows: Rows, columns: Rows) -> Floats:
        alike = self.words(rows, columns)
        both = self.told[rows][:, None] & self.told[columns]
        alike = np.where(both, np.minimum(alike, self.text_words(rows, columns)), alike)
        return np.asarray(np.clip((alike - COPY) / (1 - COPY), 0, 1), dtype=np.float32)

    def take(self, part: Places) -> "Copied":
        return Copied(self.words.take(part), self.text_words.take(part), self.told[part])


@dataclass(frozen=True, slots=True)
class SamePlan:
    """-1 where both stand in one plan in different words, -4 where one heading stands over both, else 0."""

    plan: Places
    name: Places
    copied: Block

    def __call__(self, rows: Rows, columns: Rows) -> Floats:
        same = (self.plan[rows][:, None] == self.plan[columns]) & (self.copied(rows, columns) == 0)
        return -np.where(same & (self.name[rows][:, None] == self.name[columns]), 4.0, same).astype(np.float32)

    def take(self, part: Places) -> "SamePlan":
        return SamePlan(self.plan[part], self.name[part], self.copied.take(part))


@dataclass(frozen=True, slots=True)
class Apart:
    """-1 where both name something and share none of it, else 0."""

    has: Floats

    def __call__(self, rows: Rows, columns: Rows) -> Floats:
        mine, other = self.has[rows], self.has[columns]
        apart = np.zeros((len(mine), len(other)), dtype=np.float32)
        # Many name nothing: only those that do are set against one another.
        some, there = np.flatnonzero(mine.any(axis=1)), np.flatnonzero(other.any(axis=1))
        apart[np.ix_(some, there)] -= mine[some] @ other[there].T == 0
        return apart

    def take(self, part: Places) -> "Apart":
        return Apart(self.has[part])


@dataclass(frozen=True, slots=True)
class Opposed:
    """-1 for each facet in which the two names stand for values that exclude one another and share none."""

    sides: tuple[tuple[Floats, Floats], ...]
    """Of each facet: what each name has, and what that excludes."""

    def __call__(self, rows: Rows, columns: Rows) -> Floats:
        facets = [(has[rows], against[rows], has[columns]) for has, against in self.sides]
        opposed = np.zeros((len(facets[0][0]), len(facets[0][2])), dtype=np.float32)
        for mine, against, other in facets:
            some, there = np.flatnonzero(against.any(axis=1)), np.flatnonzero(other.any(axis=1))
            excluded = against[some] @ other[there].T > 0
            opposed[np.ix_(some, there)] -= excluded & (mine[some] @ other[there].T == 0)
        return opposed

    def take(self, part: Places) -> "Opposed":
        return Opposed(tuple((has[part], against[part]) for has, against in self.sides))


def marked(found: Sequence[Sequence[str]], keys: Sequence[str]) -> Floats:
    """A row for each measure with 1 under each key that was found in it."""
    place = {key: index for index, key in enumerate(keys)}
    has = np.zeros((len(found), len(keys)), dtype=np.float32)
    for index, named in enumerate(found):
        has[index, [place[key] for key in named]] = 1.0
    return has
