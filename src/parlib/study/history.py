"""The province's own path against the nation's, with breaks where the component or its scale changed."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import theilslopes

from parlib.breaks import CUTTING
from parlib.store import load_table
from parlib.study.benchmarks import compare_nation
from parlib.study.panel import cached_by_component, gather_panel
from parlib.study.trends import MIN_POINTS, find_trends
from parlib.subject import Subject
from parlib.terms import MAX_Q, SIGNIFICANCE, TOTAL


def trace_history(subject: Subject) -> pd.DataFrame:
    """Return one row a year of the component, from its first to the subject's year.

    Returns
    -------
    pandas.DataFrame
        ``year, score, rank, n_ranked, change, rank_change, national_mean, national_median, lower_quartile,
        upper_quartile, best, max_score, series, segment``; years in different ``segment`` may not be compared. A year
        without a figure of the province is NaN. Where the instrument broke (`parlib.breaks`): ``break_decision``
        (``break``, ``undecided``), ``break_moved`` (mean of what all provinces moved by, points), ``break_ratio`` (to
        the standard deviation between them), ``break_alike`` (share that moved that way); missing elsewhere.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.history.trace_history(subject)[["year", "score", "rank", "national_mean"]].tail(2).round(2)
        year  score  rank  national_mean
    12  2023    NaN   NaN           6.79
    13  2024   7.99   2.0           7.02
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
    table = table.assign(segment=(table["series"] != table["series"].shift()).cumsum())
    return table.merge(_read_breaks(subject), on="year", how="left", validate="1:1")


def _read_breaks(subject: Subject) -> pd.DataFrame:
    breaks = load_table("breaks", index=subject.index.id, component_key=subject.leaf["component_key"])
    breaks = breaks[breaks["decision"].isin(CUTTING)]
    columns = {name: f"break_{name}" for name in ("decision", "moved", "ratio", "alike")}
    return breaks[["year", *columns]].rename(columns=columns)


def list_years(history: pd.DataFrame, count: int = 5) -> pd.DataFrame:
    """Return the last years of *history*, newest last, with the gap to the nation; no year is left out (năm năm).

    Returns
    -------
    pandas.DataFrame
        ``year, score, rank, n_ranked, national_mean, gap_to_mean, change, series``; years of different ``series`` may
        not be compared.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.history.list_years(parlib.study.history.trace_history(subject), 2)[["year", "score"]].round(2)
       year  score
    0  2023    NaN
    1  2024   7.99
    """
    table = history.tail(count).reset_index(drop=True)
    table = table.assign(gap_to_mean=table["score"] - table["national_mean"])
    return table[["year", "score", "rank", "n_ranked", "national_mean", "gap_to_mean", "change", "series"]]


_OWN = ("score", "rank", "n_ranked", "change", "rank_change")
_NATIONAL = ("national_mean", "national_median", "lower_quartile", "upper_quartile", "best")


_TREND = [
    "trend",
    "own_trend",
    "tau",
    "p_value",
    "q_value",
    "net_tau",
    "net_p_value",
    "net_q_value",
    "n_years",
    "year_from",
    "year_to",
]


def test_trend(subject: Subject) -> pd.DataFrame:
    """Test whether the province went up or down over the last comparable years (xu hướng), also net of the nation.

    Mann and Kendall's test with exact p (`parlib.study.trends.test_orders`), twice: of the province's scores, and of
    the scores minus the mean of all provinces in each year. All provinces and components of the index and year are one
    family, whose false discoveries are controlled (Benjamini and Hochberg 1995). What is called the trend is the net
    one: what the whole country did is not the province's, and as it is the same for all and goes on from year to year,
    the test of the scores themselves, which takes years for independent, would find trends where there are none. Of
    these there is a verdict only where no national table is known.

    Parameters
    ----------
    subject : Subject
        What the page is about.

    Returns
    -------
    pandas.DataFrame
        One row: ``trend`` (net of the nation; ``up``, ``down`` with q of at most 0.05, else ``flat``; ``none``: fewer
        than five comparable years, or no national table to take off) and ``own_trend`` (the same of the scores
        themselves, where *trend* is ``none`` for want of a national table; else ``none``); ``tau, p_value,
        q_value`` of the scores, ``net_tau, net_p_value, net_q_value`` of the scores minus the mean; ``n_years,
        year_from, year_to``.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.history.test_trend(subject)[["trend", "own_trend", "net_q_value", "n_years"]].round(3)
      trend own_trend  net_q_value  n_years
    0  flat      none        0.081       11
    """
    panel = gather_panel(subject)
    row, _ = panel.find(subject)
    tested, at = _test_index(subject.with_component(TOTAL)), panel.provinces.get(subject.province_code)
    years = panel.list_comparable(subject.leaf["component_key"], subject.year)
    known = years[np.isfinite(panel.read_own(subject)[row, years])]
    figures = {name: np.nan if at is None else float(tested[name][row, at]) for name in _TREND[2:8]}
    calendar = list(panel.years)
    span = [calendar[known[0]], calendar[known[-1]]] if len(known) else [np.nan, np.nan]
    net = name_trend(figures["net_tau"], figures["net_q_value"])
    own = name_trend(figures["tau"], figures["q_value"]) if net == "none" else "none"
    return pd.DataFrame([[net, own, *figures.values(), len(known), *span]], columns=_TREND)


test_trend.__dict__["__test__"] = False  # a statistical test, not one of pytest's


@cached_by_component
def _test_index(subject: Subject) -> dict[str, np.ndarray]:
    """Return the tests of all provinces and components of the subject's index up to its year (`find_trends`)."""
    panel = gather_panel(subject)
    last = panel.years[subject.year] + 1
    series = panel.series[:, :last]
    comparable = (series == series[:, -1:]) & (series >= 0)
    in_tree = [panel.keys[key] for key in subject.tree["component_key"]]
    family = np.zeros(len(series), dtype=bool)
    family[in_tree] = True
    score = np.where(family[:, None, None], panel.score[:, :last], np.nan)
    return find_trends(score, comparable, panel.whole[:, :last])


def name_trend(tau: float, q_value: float) -> str:
    """Return the trend that tau and q stand for.

    Examples
    --------
    >>> [name_trend(*tested) for tested in ((0.9, 0.01), (-0.9, 0.01), (0.9, 0.2), (np.nan, np.nan))]
    ['up', 'down', 'flat', 'none']
    """
    if np.isnan(q_value):
        return "none"
    if q_value > MAX_Q:
        return "flat"
    return "up" if tau > 0 else "down"


def list_trends(subject: Subject) -> np.ndarray:
    """Return the trend, net of the nation, of each component of the subject's tree, in tree order.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> len(parlib.study.history.list_trends(subject))
    37
    """
    panel = gather_panel(subject)
    tested, at = _test_index(subject.with_component(TOTAL)), panel.provinces.get(subject.province_code)
    rows = [panel.keys[key] for key in subject.tree["component_key"]]
    if at is None:
        return np.full(len(rows), "none", dtype=object)
    cells = zip(tested["net_tau"][rows, at], tested["net_q_value"][rows, at], strict=True)
    return np.array([name_trend(tau, q_value) for tau, q_value in cells], dtype=object)


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
    last = history[history["segment"] == history["segment"].max()].dropna(subset="score")
    row = dict.fromkeys(("slope", "low", "high"), float("nan"))
    if len(last) >= MIN_POINTS:
        fit = theilslopes(last["score"].to_numpy(), last["year"].to_numpy(), alpha=1 - SIGNIFICANCE)
        row = {"slope": fit.slope, "low": fit.low_slope, "high": fit.high_slope}
    return pd.DataFrame([row | {"n_years": len(last), "year_from": last["year"].min(), "year_to": last["year"].max()}])
