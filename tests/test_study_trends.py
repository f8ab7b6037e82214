"""Trends: exact p, the nation taken off, one family."""

from itertools import permutations

import numpy as np
import pytest

from parlib.study.trends import find_exact_p, find_trends, test_orders


def _score(values):
    return sum(np.sign(b - a) for at, a in enumerate(values) for b in values[at + 1 :])


@pytest.mark.parametrize("values", [(1, 2, 3, 4, 5, 6), (1, 1, 2, 3, 3, 3), (2, 2, 2, 2, 2, 1)])
def test_exact_p_counts_all_orders(values):
    scores = np.array([_score(order) for order in permutations(values)])
    ties = tuple(np.unique(values, return_counts=True)[1].tolist())
    for score in np.unique(np.abs(scores)):
        assert find_exact_p(int(score), ties) == pytest.approx((np.abs(scores) >= score).mean())


def test_years_without_a_figure_are_passed_over():
    tested = test_orders(np.array([[1.0, np.nan, 2, 3, 4, 5, 6], [1, 2, 3, 4, np.nan, np.nan, np.nan]]))
    assert tested["n_years"].tolist() == [6, 4]
    assert np.isnan(tested["p_value"]).tolist() == [False, True]


def test_a_country_that_rises_is_no_trend_of_a_place():
    random = np.random.default_rng(1)
    score = np.arange(12.0)[None, :, None] + 0.2 * random.standard_normal((30, 12, 60))
    tested = find_trends(score, np.ones((30, 12), dtype=bool))
    assert (tested["q_value"] <= 0.05).mean() > 0.99
    assert (tested["net_q_value"] <= 0.05).mean() < 0.001


def test_one_place_that_leaves_the_country_behind_is_found_among_all():
    random = np.random.default_rng(1)
    score = 0.2 * random.standard_normal((30, 12, 60))
    score[4, :, 17] += np.arange(12) * 0.2
    tested = find_trends(score, np.ones((30, 12), dtype=bool))
    assert tested["net_q_value"][4, 17] < 0.05
    assert (tested["net_q_value"] <= 0.05).sum() <= 2
