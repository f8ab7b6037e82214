"""Intervals of shares: few clusters, none or all."""

import numpy as np
import pytest

from parlib.intervals import find_korn_graubard


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
