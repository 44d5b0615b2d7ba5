import numpy as np
import pytest
from scipy.cluster.hierarchy import average, fcluster
from scipy.spatial.distance import squareform

from toolkit.cluster.linkage import NEVER, groups, tree


def alike(count: int, seed: int) -> np.ndarray:
    points = np.random.default_rng(seed).normal(size=(count, 6)).astype(np.float32)
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    return ((points @ points.T) + (points @ points.T).T) / 2


@pytest.mark.parametrize("seed", range(5))
def test_the_tree_is_that_of_scipy(seed):
    matrix = alike(60, seed)
    distance = 1 - matrix.astype(float)
    np.fill_diagonal(distance, 0)
    theirs = fcluster(average(squareform(distance, checks=False)), 0.6, criterion="distance")
    ours = groups(tree(matrix.copy()), 60, 0.4)
    assert {frozenset(group) for group in ours} == {
        frozenset(np.flatnonzero(theirs == name).tolist()) for name in set(theirs)
    }


def test_a_pair_that_must_not_meet_never_does_even_through_others():
    matrix = np.full((4, 4), 0.9, dtype=np.float32)
    matrix[0, 3] = matrix[3, 0] = NEVER
    for cut in (0.8, 0.0, -5.0):
        assert not any({0, 3} <= set(group) for group in groups(tree(matrix.copy()), 4, cut))


def test_what_must_stand_together_does_at_every_cut():
    matrix = alike(8, 1)
    found = groups(tree(matrix.copy(), together=[[1, 5, 6]]), 8, 99.0)
    assert [1, 5, 6] in found


def test_one_and_none():
    assert groups(tree(np.ones((1, 1), dtype=np.float32)), 1, 0.0) == [[0]]
    assert tree(np.ones((0, 0), dtype=np.float32)) == ()
