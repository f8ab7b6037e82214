"""Intervals of shares: few clusters, none or all, funnels of many places."""

import numpy as np
import pytest

from parlib.intervals import bound_none, compare_with_rest, draw_funnel, find_korn_graubard, measure_dispersion
from parlib.survey import find_wilson


@pytest.mark.parametrize("clusters", [4, 8])
def test_few_clusters_are_covered(clusters):
    random, held = np.random.default_rng(clusters), []
    for _ in range(1500):
        mean = random.beta(0.7 * 9, 0.3 * 9, clusters)  # intra-cluster correlation 0.1
        means = random.binomial(10, mean) / 10
        share, n = means.mean(), 10 * clusters
        variance = means.var(ddof=1) / clusters
        told = variance > 0 and 0 < share < 1
        effective = min(share * (1 - share) / variance, n) if told else n
        ends = find_korn_graubard(*(np.array([value], dtype=float) for value in (share, effective, n, clusters - 1)))
        held.append(ends[0][0] <= 0.7 <= ends[1][0])
    assert np.mean(held) >= 0.94


def test_nobody_of_three_hundred_still_allows_one_in_a_hundred():
    assert bound_none(np.array([300.0]))[0] == pytest.approx(3 / 300, abs=2e-4)


def test_a_share_outside_the_funnel_is_one_whose_interval_leaves_out_the_mark():
    n = np.array([40.0, 200.0, 1000.0])
    limit = draw_funnel(0.8, n)["alarm_low"]
    _, high = find_wilson(limit, n, significance=0.002)
    assert high == pytest.approx(np.full(3, 0.8))


def test_dispersion_is_told_only_beyond_sampling():
    random, n = np.random.default_rng(1), np.full(60, 300.0)
    same = random.binomial(300, 0.8, 60) / 300
    assert measure_dispersion(same, 0.8, n) == 1
    differing = random.binomial(300, random.normal(0.8, 0.06, 60)) / 300
    dispersion = measure_dispersion(differing, 0.8, n)
    assert 4 < dispersion < 12
    beyond = [_count_beyond(differing, draw_funnel(0.8, n, times)) for times in (1.0, dispersion)]
    assert beyond[0] > 10
    assert beyond[1] <= 3


def _count_beyond(share, limits):
    return ((share < limits["alarm_low"]) | (share > limits["alarm_high"])).sum()


def test_a_place_is_held_against_all_others_not_against_itself():
    gap, p = compare_with_rest(*np.array([[0.9, 0.7, 0.7], [1e-3] * 3, [8.0, 1.0, 1.0], [50.0] * 3]))
    assert gap[0] == pytest.approx(0.2)
    assert p[0] == pytest.approx(4.20917e-6)  # R: 2 * pt(-0.2 / sqrt(0.0015), 50)
