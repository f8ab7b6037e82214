"""Intervals of shares (tỷ lệ), with few clusters, none or all; tests against the rest. Pure arithmetic."""

from __future__ import annotations

import numpy as np
from scipy.special import (  # scipy.stats has the same, and takes a second to load
    betainccinv,
    betaincinv,
    stdtr,
    stdtrit,
)

from parlib.terms import SIGNIFICANCE


def find_korn_graubard(
    share: np.ndarray, n_effective: np.ndarray, n: np.ndarray, freedom: np.ndarray, significance: float = SIGNIFICANCE
) -> tuple[np.ndarray, np.ndarray]:
    """Return Korn and Graubard's (1998) interval of shares from samples drawn in clusters.

    Clopper and Pearson's exact interval on the effective number of respondents, less what few clusters cost: the
    number is multiplied by the square of Student's t with ``n - 1`` over that with *freedom* degrees (clusters minus
    strata). It covers at least 94 % with three clusters and more, where Wilson's on the effective number covers 91 to
    94 %; it is what the National Center for Health Statistics prescribes (Parker et al. 2017).

    Parameters
    ----------
    share, n_effective, n : numpy.ndarray
        Shares, effective and real number of respondents; the effective number is never taken above *n*.
    freedom : numpy.ndarray
        Clusters minus strata; NaN where respondents were drawn one by one.
    significance : float
        One minus the coverage.

    Returns
    -------
    tuple of numpy.ndarray
        Low and high ends; NaN without respondents or without a degree of freedom.

    Examples
    --------
    >>> low, high = find_korn_graubard(*np.array([[0.0, 0.8], [300.0, 120.0], [300.0, 200.0], [np.nan, 5.0]]))
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.0, 0.688], [0.012, 0.886])
    """
    tail = significance / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        simple = np.isnan(freedom)
        plain = np.maximum(n - 1, 1)
        cost = stdtrit(plain, tail) / stdtrit(np.where(simple, plain, freedom), tail)  # both below 0
        size = np.minimum(n_effective * cost**2, n)
        hits = share * size
        low = np.where(hits <= 1e-9, 0.0, betaincinv(hits, size - hits + 1, tail))
        high = np.where(size - hits <= 1e-9, 1.0, betainccinv(hits + 1, size - hits, tail))
    known = np.isfinite(share) & (n > 0) & (simple | (freedom > 0))
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def compare_with_rest(
    share: np.ndarray, variance: np.ndarray, weight: np.ndarray, freedom: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return how far each place's share lies from that of all others together, and two-sided p.

    The nation holds the place; so a place is held against the rest. Student's t with the place's degrees of freedom.

    Parameters
    ----------
    share, variance, weight : numpy.ndarray
        Share of each place, its sampling variance and its weight in the nation (sum of weights of its respondents).
    freedom : numpy.ndarray
        Degrees of freedom of each place (clusters minus strata, or respondents minus one).

    Examples
    --------
    >>> gap, p = compare_with_rest(*np.array([[0.9, 0.8, 0.8], [1e-4] * 3, [1.0] * 3, [100.0] * 3]))
    >>> gap.round(3).tolist(), bool(p[0] < 0.001)
    ([0.1, -0.05, -0.05], True)
    """
    known = np.isfinite(share) & np.isfinite(variance)
    part = np.where(known, weight, 0.0)
    rest = part.sum() - part
    held, squares = np.where(known, part * share, 0.0), np.where(known, part**2 * variance, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        gap = share - (held.sum() - held) / rest
        error = np.sqrt(variance + (squares.sum() - squares) / rest**2)
        return gap, 2 * stdtr(freedom, -np.abs(gap / error))
