"""The province's own path against the nation's, with breaks where the component or its scale changed."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import kendalltau, theilslopes

from parlib.study.benchmarks import compare_nation
from parlib.study.panel import gather_panel
from parlib.subject import Subject

MIN_POINTS = 5
"""Fewest comparable years for a tested trend."""

SIGNIFICANCE = 0.05
"""Two-sided level of tests; intervals cover one minus this."""


def trace_history(subject: Subject) -> pd.DataFrame:
    """Return one row a year of the component, from its first to the subject's year.

    Returns
    -------
    pandas.DataFrame
        ``year, score, rank, n_ranked, change, rank_change, national_mean, national_median, lower_quartile,
        upper_quartile, best, max_score, series, segment``; years in different ``segment`` may not be compared. A year
        without a figure of the province is NaN.
    """
    panel = gather_panel(subject)
    row, last = panel.find(subject)
    years = [year for year, at in panel.years.items() if at <= last and panel.series[row, at] >= 0]
    at = [panel.years[year] for year in years]
    table = pd.DataFrame({"year": years, **{name: panel.read_own(subject, name)[row, at] for name in _OWN}})
    nation = compare_nation(subject).set_index("year").reindex(years)
    for name in _NATIONAL:
        table[name] = nation[name].to_numpy()
    table["max_score"] = panel.highest[row, at]
    table["series"] = [panel.series_names[number] for number in panel.series[row, at]]
    known = table[["score", "rank", "national_mean"]].notna().any(axis=1)
    table = table[known.cummax()].reset_index(drop=True)
    return table.assign(segment=(table["series"] != table["series"].shift()).cumsum())


def list_years(history: pd.DataFrame, count: int = 5) -> pd.DataFrame:
    """Return the last years of *history*, newest last, with the gap to the nation; no year is left out (năm năm).

    Returns
    -------
    pandas.DataFrame
        ``year, score, rank, n_ranked, national_mean, gap_to_mean, change, series``; years of different ``series`` may
        not be compared.
    """
    table = history.tail(count).reset_index(drop=True)
    table = table.assign(gap_to_mean=table["score"] - table["national_mean"])
    return table[["year", "score", "rank", "n_ranked", "national_mean", "gap_to_mean", "change", "series"]]


_OWN = ("score", "rank", "n_ranked", "change", "rank_change")
_NATIONAL = ("national_mean", "national_median", "lower_quartile", "upper_quartile", "best")


def _select_last(history: pd.DataFrame) -> pd.DataFrame:
    """Return the years with a score that may be compared with the last year of *history*."""
    return history[history["segment"] == history["segment"].max()].dropna(subset="score")


def test_trend(history: pd.DataFrame) -> pd.DataFrame:
    """Test whether the score went up or down over the last comparable years (xu hướng).

    Mann-Kendall's test (Mann 1945, Kendall 1975): Kendall's tau-b between year and score, two-sided, exact p for few
    years without ties. It asks for an order, not for a straight line. It assumes independent years; survey noise and
    carry-over between years make p a guide, not a verdict.

    Parameters
    ----------
    history : pandas.DataFrame
        As `trace_history` returns it.

    Returns
    -------
    pandas.DataFrame
        One row: ``trend`` (``up``, ``down``, ``flat`` or ``none``: fewer than five comparable years), ``tau``,
        ``p_value``, ``n_years``, ``year_from``, ``year_to``.

    Examples
    --------
    >>> rising = pd.DataFrame({"year": range(2018, 2024), "score": [5.0, 5.2, 5.1, 5.6, 5.9, 6.0], "segment": 1})
    >>> test_trend(rising)[["trend", "n_years"]].values.tolist()
    [['up', 6]]
    """
    last = _select_last(history)
    trend, tau, p_value = find_trend(last["year"].to_numpy(), last["score"].to_numpy(float))
    return pd.DataFrame(
        {"trend": [trend], "tau": [tau], "p_value": [p_value], "n_years": [len(last)],
         "year_from": [last["year"].min()], "year_to": [last["year"].max()]}
    )  # fmt: skip


test_trend.__test__ = False  # a statistical test, not one of pytest's


def find_trend(years: np.ndarray, scores: np.ndarray) -> tuple[str, float, float]:
    """Return the trend, Kendall's tau and p of known scores in comparable years, as `test_trend` says.

    Examples
    --------
    >>> find_trend(np.arange(4), np.array([1.0, 2.0, 3.0, 4.0]))[0]
    'none'
    """
    if len(scores) < MIN_POINTS:
        return "none", np.nan, np.nan
    test = kendalltau(years, scores)
    tau, p_value = float(test.statistic), float(test.pvalue)
    if not p_value < SIGNIFICANCE:
        return "flat", tau, p_value
    return "up" if tau > 0 else "down", tau, p_value


def estimate_slope(history: pd.DataFrame) -> pd.DataFrame:
    """Estimate how many points a year the score moved over the last comparable years (tốc độ thay đổi).

    Theil and Sen's estimator: the median of the slopes between all pairs of years, with Sen's (1968) interval by
    Kendall's distribution (`scipy.stats.theilslopes`). One odd year does not carry it. Independent years are assumed.

    Parameters
    ----------
    history : pandas.DataFrame
        As `trace_history` returns it.

    Returns
    -------
    pandas.DataFrame
        One row: ``slope, low, high`` (points a year; 95 % interval; NaN with fewer than five comparable years),
        ``n_years, year_from, year_to``.

    Examples
    --------
    >>> odd_year = pd.DataFrame({"year": range(2018, 2024), "score": [5.0, 5.1, 9.0, 5.3, 5.4, 5.5], "segment": 1})
    >>> float(estimate_slope(odd_year)["slope"].iloc[0].round(3))
    0.1
    """
    last = _select_last(history)
    row = dict.fromkeys(("slope", "low", "high"), float("nan"))
    if len(last) >= MIN_POINTS:
        fit = theilslopes(last["score"].to_numpy(), last["year"].to_numpy(), alpha=1 - SIGNIFICANCE)
        row = {"slope": fit.slope, "low": fit.low_slope, "high": fit.high_slope}
    return pd.DataFrame([row | {"n_years": len(last), "year_from": last["year"].min(), "year_to": last["year"].max()}])
