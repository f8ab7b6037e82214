"""Intervals and limits of shares (tỷ lệ): few clusters, none or all, many places at once. Pure arithmetic on arrays."""

from __future__ import annotations

import numpy as np
from scipy.stats import beta, norm
from scipy.stats import t as student

from parlib.terms import SIGNIFICANCE

WARNING, ALARM = 0.025, 0.001
"""One-sided chances beyond the two limits of a funnel (about two and three standard deviations)."""

TRIMMED = 0.1
"""Share of places at either end that do not decide how dispersed places are."""


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


def bound_none(n: np.ndarray) -> np.ndarray:
    """Return the share that nobody of *n* answering so still allows, at 95 %: the rule of three (Hanley 1983).

    Examples
    --------
    >>> bound_none(np.array([300.0, 30.0])).round(3).tolist()  # about 3 / n
    [0.01, 0.095]
    """
    return 1 - SIGNIFICANCE ** (1 / n)


def draw_funnel(mark: float, n: np.ndarray, dispersion: float = 1.0) -> dict[str, np.ndarray]:
    """Return the limits that shares found among *n* respondents leave by chance alone, around the mark of all.

    ``mark ± z sqrt(mark (1 - mark) / n)`` with the two chances `WARNING` and `ALARM` (Spiegelhalter 2005, *Funnel plots
    for comparing institutional performance*, Statistics in Medicine 24); a share outside is one whose Wilson interval
    of the same chance leaves out the mark. A *dispersion* above one widens them: places differ by more than sampling.

    Returns
    -------
    dict of numpy.ndarray
        ``alarm_low, warning_low, warning_high, alarm_high``, within 0 and 1.

    Examples
    --------
    >>> limits = draw_funnel(0.8, np.array([100.0, 400.0]))
    >>> limits["warning_low"].round(3).tolist(), limits["alarm_high"].round(3).tolist()
    ([0.722, 0.761], [0.924, 0.862])
    """
    spread = np.sqrt(mark * (1 - mark) / n * max(dispersion, 1.0))
    limits = {}
    for name, chance in (("warning", WARNING), ("alarm", ALARM)):
        limits[f"{name}_low"], limits[f"{name}_high"] = (
            np.clip(mark + side * norm.isf(chance) * spread, 0, 1) for side in (-1, 1)
        )
    return limits


def measure_dispersion(share: np.ndarray, mark: float, n: np.ndarray) -> float:
    """Return how many times the sampling variance places differ by (over-dispersion); 1 where sampling explains them.

    Mean square of the places' deviations in sampling standard errors, the outer `TRIMMED` of either end pulled in
    (winsorised; Spiegelhalter 2005). Below ``1 + 2 sqrt(2 / places)`` it is taken for chance.

    Examples
    --------
    >>> measure_dispersion(np.linspace(0.7, 0.9, 21), 0.8, np.full(21, 400.0)) > 5
    True
    """
    known = np.isfinite(share) & (n > 0)
    z = (share[known] - mark) / np.sqrt(mark * (1 - mark) / n[known])
    z = np.clip(z, *np.quantile(z, (TRIMMED, 1 - TRIMMED)))
    found = float(np.mean(z**2))
    return found if found > 1 + 2 * np.sqrt(2 / len(z)) else 1.0


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
        return gap, 2 * student.sf(np.abs(gap / error), freedom)
