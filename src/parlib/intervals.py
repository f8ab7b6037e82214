"""Intervals of shares (tỷ lệ): few clusters, none or all. Pure arithmetic on arrays."""

from __future__ import annotations

import numpy as np
from scipy.stats import beta
from scipy.stats import t as student

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
        cost = student.isf(tail, np.maximum(n - 1, 1)) / student.isf(
            tail, np.where(simple, np.maximum(n - 1, 1), freedom)
        )
        size = np.minimum(n_effective * cost**2, n)
        hits = share * size
        low = np.where(hits <= 1e-9, 0.0, beta.ppf(tail, hits, size - hits + 1))
        high = np.where(size - hits <= 1e-9, 1.0, beta.isf(tail, hits + 1, size - hits))
    known = np.isfinite(share) & (n > 0) & (simple | (freedom > 0))
    return np.where(known, low, np.nan), np.where(known, high, np.nan)
