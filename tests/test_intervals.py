"""Intervals of shares: few clusters, none or all."""

import numpy as np
import pytest
from scipy.stats import beta, norm
from scipy.stats import t as student

from parlib.intervals import compare_with_rest, find_korn_graubard
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


def test_quantiles_are_those_of_the_distributions():
    share, n, freedom = np.array([0.2, 0.5, 0.9]), np.array([40.0, 300.0, 1000.0]), np.array([3.0, 12.0, 60.0])
    effective = n / 2
    size = np.minimum(effective * (student.ppf(0.975, n - 1) / student.ppf(0.975, freedom)) ** 2, n)
    low, high = find_korn_graubard(share, effective, n, freedom)
    assert low == pytest.approx(beta.ppf(0.025, share * size, size - share * size + 1), rel=1e-12)
    assert high == pytest.approx(beta.ppf(0.975, share * size + 1, size - share * size), rel=1e-12)
    gap, p = compare_with_rest(share, share / 100, n, freedom)
    error = np.sqrt(share / 100 + (np.sum(n**2 * share / 100) - n**2 * share / 100) / (n.sum() - n) ** 2)
    assert p == pytest.approx(2 * student.sf(np.abs(gap) / error, freedom), rel=1e-12)
    ends = find_wilson(share, n)
    at_ends = [(end - share) / np.sqrt(end * (1 - end) / n) for end in ends]  # where the score test is just undecided
    assert np.concatenate(at_ends) == pytest.approx(np.repeat(norm.ppf([0.025, 0.975]), 3), rel=1e-9)
