"""Confidence sets of ranks: they cover, ties share the better rank, no order of columns decides."""

import numpy as np
import pytest

from parlib.study.rank_sets import find_best, find_joint_sets, find_marginal_sets, share_errors, tell_apart

WORLDS = {"wide": 4.0, "near": 1.0, "equal": 0.0}


def _rank(level):
    return 1 + (level[None, :] > level[:, None]).sum(axis=1)


@pytest.mark.parametrize("world", WORLDS)
def test_sets_cover_in_simulated_league_tables(world):
    random, covered, joint = np.random.default_rng(5), [], []
    for _ in range(150):
        level, error = WORLDS[world] * random.standard_normal(20), random.uniform(0.7, 1.3, 20)
        score, rank = level + error * random.standard_normal(20), _rank(level)
        low, high = find_marginal_sets(score, error)
        covered.append(((low <= rank) & (rank <= high)).mean())
        low, high = find_joint_sets(score, error, draws=500)
        joint.append(((low <= rank) & (rank <= high)).all())
    assert np.mean(covered) >= 0.94
    assert np.mean(joint) >= 0.92  # 0.95 less three standard errors of 150 tables


def test_places_that_are_level_share_one_set_whatever_their_order():
    share = np.array([1.0] * 6 + [0.5] * 4)
    error = share_errors(share, np.full(10, 300.0))
    low, high = find_marginal_sets(share, error)
    assert (low.tolist(), high.tolist()) == ([1] * 6 + [7] * 4, [6] * 6 + [10] * 4)
    turned = find_marginal_sets(share[::-1], error[::-1])
    assert np.array_equal(turned[0][::-1], low)


def test_the_first_places_are_those_that_few_can_be_told_to_beat():
    score, error = np.arange(10.0), np.full(10, 0.3)
    assert find_best(score, error, 3).tolist() == [False] * 6 + [True] * 4
    better, worse = tell_apart(score, error)
    assert better[9].sum() == 8
    assert np.array_equal(worse[9], np.zeros(10, dtype=bool))


def test_a_set_never_leaves_out_the_printed_rank():
    random = np.random.default_rng(2)
    for _ in range(20):
        score, error = random.normal(0, 2, 34), random.uniform(0.1, 2, 34)
        low, high = find_marginal_sets(score, error)
        assert ((low <= _rank(score)) & (_rank(score) <= high)).all()
