"""Parts of a large corpus: measures that may say the same stand in one part, and parts are small enough to compare.

Steps: rare words and named things → the nearest of each measure (sparse product, a few rows at a time) → the closest
pairs joined first, while the part they make is no larger than a tenth of `LARGEST` → the same once more with the
middles of those parts, up to `LARGEST`. Inside a part all pairs are then compared.
Words are enough here: they only have to put likely partners near, and what they miss is measured in
``tests/cluster/test_blocks.py``.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from toolkit.cluster import facets, vectors
from toolkit.cluster.similarity import Texts
from toolkit.cluster.vectors import Floats

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Places = NDArray[np.int64]
LARGEST = 1500
"""Measures in a part: a matrix of 9 MB."""
NEAREST = 12
"""Others that are listed for each measure."""
COMMON = 3000
"""A word in more texts than this finds nobody in particular, and costs its square."""
_ROWS = 1000


def parts(
    fields: Texts, *, meanings: Floats | None = None, together: Sequence[Sequence[int]] = (), largest: int = LARGEST
) -> list[Places]:
    """Places of the measures of each part, ascending; every measure stands in exactly one.

    Args:
        fields: The texts.
        meanings: Unit vectors of the names, when there is an encoder: their nearest are pairs too.
        together: Places that must share a part, whatever its size.
        largest: Measures in a part.
    """
    count = len(fields.names)
    matrix = _terms(fields)
    home = _joined([], list(range(count)), together, count)
    for most in (max(largest // 10, 2), largest):
        middles, where = _middles(matrix, home)
        lists = [_pairs(_unit(middles))]
        if meanings is not None:
            lists.append(_pairs_of_meaning(_unit_rows(where @ meanings)))
        home = _joined(lists, home, together, most)
    return _packed(home, largest)


def _middles(matrix: "csr_matrix", home: Sequence[int]) -> "tuple[csr_matrix, csr_matrix]":
    """The sum of the rows of each part so far, in order of its first member, and the matrix that sums them."""
    from scipy.sparse import csr_matrix

    firsts, place = np.unique(np.array(home), return_inverse=True)
    ones = np.ones(len(home), dtype=np.float32)
    where = csr_matrix((ones, (place, np.arange(len(home)))), shape=(len(firsts), len(home)))
    return csr_matrix(where @ matrix), where


def _unit(matrix: "csr_matrix") -> "csr_matrix":
    """Rows at unit length; empty ones stay empty."""
    from scipy.sparse import csr_matrix, diags

    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return csr_matrix(diags(1 / np.maximum(length, 1e-9)) @ matrix).astype(np.float32)


def _unit_rows(rows: Floats) -> Floats:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _terms(fields: Texts) -> "csr_matrix":
    """Words of names and descriptions and, eight times, the things they name, at unit length, without the commonest.

    A name that names nothing is known by the first things of its description.
    """
    written = [f"{a} {b[:100]}" for a, b in zip(fields.names, fields.descriptions, strict=True)]
    words = vectors.terms(written, fields.languages)
    find = facets.objects().find
    named = [find(name) * 8 or find(told)[:4] * 2 for name, told in zip(fields.names, fields.descriptions, strict=True)]
    things = [[f"*{key}" for key in keys] for keys in named]
    matrix = vectors.weighted_terms([[*a, *b] for a, b in zip(words, things, strict=True)])
    spread = np.diff(matrix.tocsc().indptr)
    return _unit(matrix[:, spread <= COMMON])


def _pairs(matrix: "csr_matrix") -> tuple[Places, Places, Floats]:
    """The `NEAREST` of each row by cosine, as pairs (lower place first) with their likeness."""
    other = matrix.T.tocsr()
    found: list[tuple[Places, Places, Floats]] = []
    for start in range(0, matrix.shape[0], _ROWS):
        product = (matrix[start : start + _ROWS] @ other).tocsr()
        found.append(_top(product, start))
    left, right, alike = (np.concatenate(column) for column in zip(*found, strict=True))
    return left, right, alike


def _top(product: "csr_matrix", start: int) -> tuple[Places, Places, Floats]:
    """The largest few of each row of a product, but itself; ties by place."""
    rows: list[Places] = []
    columns: list[Places] = []
    values: list[Floats] = []
    for offset in range(product.shape[0]):
        span = slice(product.indptr[offset], product.indptr[offset + 1])
        others, alike = product.indices[span].astype(np.int64), product.data[span]
        if len(others) > 4 * NEAREST:
            least = np.partition(alike, len(alike) - NEAREST - 1)[len(alike) - NEAREST - 1]
            kept = alike >= least
            others, alike = others[kept], alike[kept]
        order = np.lexsort((others, -alike))[: NEAREST + 1]
        order = order[others[order] != start + offset][:NEAREST]
        rows.append(np.full(len(order), start + offset, dtype=np.int64))
        columns.append(others[order])
        values.append(alike[order].astype(np.float32))
    one, two = np.concatenate(rows), np.concatenate(columns)
    return np.minimum(one, two), np.maximum(one, two), np.concatenate(values)


def _pairs_of_meaning(meanings: Floats) -> tuple[Places, Places, Floats]:
    """The same for dense unit vectors."""
    count = min(NEAREST, len(meanings) - 1)
    found: list[tuple[Places, Places, Floats]] = []
    for start in range(0, len(meanings), _ROWS):
        alike = meanings[start : start + _ROWS] @ meanings.T
        rows = np.arange(len(alike))
        alike[rows, start + rows] = -np.inf
        best = np.argpartition(-alike, count - 1, axis=1)[:, :count].astype(np.int64)
        one, two = np.repeat(start + rows, count).astype(np.int64), best.ravel()
        found.append((np.minimum(one, two), np.maximum(one, two), np.take_along_axis(alike, best, axis=1).ravel()))
    left, right, likeness = (np.concatenate(column) for column in zip(*found, strict=True))
    return left, right, likeness


def _joined(
    lists: Sequence[tuple[Places, Places, Floats]], home: Sequence[int], together: Sequence[Sequence[int]], most: int
) -> list[int]:
    """The first member of each measure's part, when the closest parts are joined first and none grows too large.

    Args:
        lists: Pairs of parts, numbered in the order of their first members, and how alike they are.
        home: The first member of each measure's part so far.
        together: Places that must share a part.
        most: Measures in a part.
    """
    firsts, place = np.unique(np.array(home), return_inverse=True)
    parent, size = list(range(len(firsts))), np.bincount(place).tolist()

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def join(one: int, two: int, limit: int) -> None:
        low, high = sorted((root(one), root(two)))
        if low != high and size[low] + size[high] <= limit:
            parent[high] = low
            size[low] += size[high]

    for group in together:
        for other in group[1:]:
            join(int(place[group[0]]), int(place[other]), len(home))
    if lists:
        left, right, alike = (np.concatenate(column) for column in zip(*lists, strict=True))
        order = np.lexsort((right, left, -np.round(alike, 5)))
        for one, two in zip(left[order].tolist(), right[order].tolist(), strict=True):
            join(one, two, most)
    return [int(firsts[root(item)]) for item in place.tolist()]


def _packed(home: Sequence[int], largest: int) -> list[Places]:
    """Parts, small ones put together in order of their first member: each measure shall have others to be near.

    A rest of fewer than `NEAREST` is added to the smallest part, whatever its size.
    """
    members: dict[int, list[int]] = {}
    for item, first in enumerate(home):
        members.setdefault(first, []).append(item)
    packed: list[list[int]] = []
    open_part: list[int] = []
    for group in members.values():
        if len(group) > largest // 2:
            packed.append(group)
            continue
        if len(open_part) + len(group) > largest:
            packed.append(open_part)
            open_part = []
        open_part.extend(group)
    if len(open_part) > NEAREST or not packed:
        packed.append(open_part)
    else:
        min(packed, key=len).extend(open_part)
    return [np.array(sorted(part), dtype=np.int64) for part in packed]
