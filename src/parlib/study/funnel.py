"""Which shares lie outside what their numbers let expect (biểu đồ phễu)? Few answers swing; that is no merit or fault.

A league table of shares puts the smallest units first and last by chance alone. A funnel holds each share against the
limits that a unit of its size would stay within if all units were alike.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import binom, norm

from parlib.study.trends import adjust_family
from parlib.terms import MAX_Q

SIGMAS = (2.0, 3.0)
"""Limits by custom: about 95.4 and 99.7 of 100 units stay within them where all are alike."""

PULLED_IN = 0.1
"""Share of units at each end whose distance is pulled in before over-dispersion is judged (Spiegelhalter 2005b)."""

_END = norm.isf(PULLED_IN)
_LEFT = 1 - 2 * PULLED_IN - 2 * _END * norm.pdf(_END) + 2 * PULLED_IN * _END**2
"""Mean square of standard normal distances whose ends are pulled in, 0.68: what chance alone leaves."""

LEAST_UNITS = 10
"""Fewest units from which over-dispersion is judged."""


def measure_funnel(
    shares: pd.DataFrame, share: str = "share", n: str = "n", target: float | None = None
) -> pd.DataFrame:
    """Return every unit's share beside the limits of a funnel, and what lies outside.

    Limits are the exact ones of a binomial, interpolated between whole numbers (Spiegelhalter 2005a, *Statistics in
    Medicine* 24, 1185-1202, appendix A.1.1). Where units differ by more than chance, nearly all of them would lie
    outside such limits; then a variance between units is added to that of chance (random effects; Spiegelhalter
    2005b, *Quality and Safety in Health Care* 14, 347-351). Units differ by more than chance where the mean square of
    their distances, a tenth of the units pulled in at each end and what this takes from chance given back, lies above
    ``1 + 2 sqrt(2 / units)``.

    Parameters
    ----------
    shares : pandas.DataFrame
        One row a unit.
    share, n : str
        Columns: share from 0 to 1, and the number of answers that it was found on (the effective number where answers
        were drawn in clusters, see `parlib.survey.measure_shares`).
    target : float, optional
        Share that units are held against; the share of all answers together if it is left out.

    Returns
    -------
    pandas.DataFrame
        The rows with ``target``; ``low_2, high_2, low_3, high_3`` (limits, shares); ``z`` (distance in standard
        deviations, those between units included); ``overdispersion`` (the mean square of distances: 1 where chance
        explains all); ``between`` (standard deviation between units, a share; 0 where chance explains all);
        ``q_value`` (of that distance, all units as one family; Benjamini and Hochberg 1995); ``verdict`` (``above`` or
        ``below`` beyond three sigma with q of at most 0.05, ``high`` or ``low`` beyond two, else ``within``; ``""``
        where share or number is not known).

    Raises
    ------
    ValueError
        A share is outside 0 to 1, or a number is negative.

    Examples
    --------
    >>> units = pd.DataFrame({"unit": ["A", "B", "C"], "share": [0.5, 0.8, 0.9], "n": [20, 400, 400]})
    >>> funnel = measure_funnel(units, target=0.8)
    >>> funnel[["unit", "verdict"]].to_numpy().tolist()
    [['A', 'low'], ['B', 'within'], ['C', 'above']]
    """
    value, count = shares[share].to_numpy(float), shares[n].to_numpy(float)
    known = np.isfinite(value) & (count > 0)
    if ((value[known] < 0) | (value[known] > 1)).any() or (count < 0).any():
        raise ValueError(f"{share} holds shares from 0 to 1, and {n} numbers of answers from 0 up")
    middle = float(np.average(value[known], weights=count[known])) if target is None and known.any() else target
    middle = np.nan if middle is None else middle
    chance = np.sqrt(middle * (1 - middle) / np.where(known, count, np.nan))
    overdispersion, between = _judge_spread((value - middle) / chance, chance)
    width = np.hypot(chance, between)
    z = (value - middle) / width
    table = shares.assign(target=middle)
    for sigma in SIGMAS:
        low, high = (
            _find_limits(middle, count, sigma) if between == 0 else (middle - sigma * width, middle + sigma * width)
        )
        table[f"low_{sigma:.0f}"] = np.where(known, np.clip(low, 0, 1), np.nan)
        table[f"high_{sigma:.0f}"] = np.where(known, np.clip(high, 0, 1), np.nan)
    q_value = adjust_family(np.where(known, 2 * norm.sf(np.abs(z)), np.nan))
    sure = q_value <= MAX_Q  # of 63 units that are alike one lies beyond three sigma in every sixth table
    far = [(value > table["high_3"]) & sure, (value < table["low_3"]) & sure]
    outside = [~known, *far, value > table["high_2"], value < table["low_2"]]
    verdict = np.select(outside, ["", "above", "below", "high", "low"], "within")
    return table.assign(z=z, q_value=q_value, overdispersion=overdispersion, between=between, verdict=verdict)


def _judge_spread(distance: np.ndarray, chance: np.ndarray) -> tuple[float, float]:
    """Return the mean square of distances, and the standard deviation between units (0 where chance explains all)."""
    known = np.isfinite(distance)
    units = int(known.sum())
    if units < LEAST_UNITS:
        return np.nan, 0.0
    low, high = np.quantile(distance[known], [PULLED_IN, 1 - PULLED_IN])
    square = float(np.mean(np.clip(distance[known], low, high) ** 2)) / _LEFT
    if square <= 1 + 2 * np.sqrt(2 / units):
        return square, 0.0
    weight = chance[known] ** -2
    excess = units * square - (units - 1)
    return square, float(np.sqrt(excess / (weight.sum() - (weight**2).sum() / weight.sum())))


def _find_limits(target: float, n: np.ndarray, sigma: float) -> tuple[np.ndarray, np.ndarray]:
    """Return binomial limits, interpolated so that they do not jump from one whole number to the next."""
    whole = np.floor(np.where(n > 0, n, 1))

    def find(probability: float) -> np.ndarray:
        at = binom.ppf(probability, whole, target)
        reached = binom.cdf(at, whole, target)
        over = (reached - probability) / binom.pmf(at, whole, target)
        return (at - over) / whole

    return find(float(norm.sf(sigma))), find(float(norm.cdf(sigma)))


def draw_limits(funnel: pd.DataFrame, n: str = "n", points: int = 200) -> pd.DataFrame:
    """Return the limits over all sizes from the smallest to the largest unit, for a picture.

    Returns
    -------
    pandas.DataFrame
        ``n, low_2, high_2, low_3, high_3``, *points* rows, sizes evenly spaced by their logarithm.

    Examples
    --------
    >>> units = pd.DataFrame({"share": [0.5, 0.8, 0.9], "n": [10, 400, 1000]})
    >>> draw_limits(measure_funnel(units), points=3)["n"].tolist()
    [10.0, 100.0, 1000.0]
    """
    known = funnel[funnel["verdict"] != ""]
    size = np.geomspace(known[n].min(), known[n].max(), points).round(6)
    middle, between = float(known["target"].iloc[0]), float(known["between"].iloc[0])
    curve = pd.DataFrame({"n": size})
    for sigma in SIGMAS:
        reach = sigma * np.hypot(np.sqrt(middle * (1 - middle) / size), between)
        low, high = _find_limits(middle, size, sigma) if between == 0 else (middle - reach, middle + reach)
        curve[f"low_{sigma:.0f}"], curve[f"high_{sigma:.0f}"] = np.clip(low, 0, 1), np.clip(high, 0, 1)
    return curve
