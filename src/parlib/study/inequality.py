"""How far provinces are apart, and whether the gap closes (chênh lệch và hội tụ giữa các tỉnh)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import pearsonr
from statsmodels.regression.linear_model import OLS
from statsmodels.tools import add_constant

from parlib.study.forecast import SEED
from parlib.study.panel import cached_by_component, gather_panel
from parlib.study.trends import adjust_family
from parlib.subject import Subject
from parlib.terms import MAX_Q, SIGNIFICANCE

MIN_PROVINCES = 10
"""Fewest provinces with both years for a test of convergence."""

RESAMPLES = 2000
"""Bootstrap samples of provinces behind the interval of sigma convergence."""

_INEQUALITY = ["year", "n", "mean", "sd", "variation", "gini", "range", "interquartile", "series", "segment"]

_CONVERGENCE = ["measure", "estimate", "low", "high", "p_value", "verdict", "n", "year_from", "year_to", "n_years"]


def measure_inequality(subject: Subject) -> pd.DataFrame:
    """Return how unequal the provinces' scores on the component are in each year up to the subject's.

    Returns
    -------
    pandas.DataFrame
        ``year, n, mean, sd`` (of provinces, divisor n), ``variation`` (sd over mean), ``gini`` (`measure_gini`),
        both of points above the minimum of the scale, ``range`` (best minus lowest), ``interquartile`` (points),
        ``series, segment``; years in different ``segment`` may not be compared. Years published as a whole only.

    Notes
    -----
    Ratios to a mean have a meaning only where the scale begins at nothing: PAPI's begins at 1 point a dimension.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.inequality.measure_inequality(subject)[["year", "sd", "gini", "range"]].tail(2).round(3)
        year     sd  gini  range
    12  2023  0.417  0.04  2.291
    13  2024  0.432  0.04  2.117
    """
    panel, (row, last) = gather_panel(subject), gather_panel(subject).find(subject)
    years = np.flatnonzero(panel.whole[row, : last + 1])
    nation = {name: values[row, years] for name, values in panel.nation.items()}
    scores, least = panel.score[row, years], panel.least[row, years]
    above = nation["mean"] - least
    sd = np.array([np.nanstd(values) for values in scores]) if len(years) else np.array([])
    table = pd.DataFrame(
        {
            "year": np.array(list(panel.years))[years],
            "n": nation["n"].astype(int),
            "mean": nation["mean"],
            "sd": sd,
            "variation": np.divide(sd, above, out=np.full(len(sd), np.nan), where=above > 0),
            "gini": [measure_gini(values) for values in scores - least[:, None]],
            "range": nation["best"] - nation["lowest"],
            "interquartile": nation["upper_quartile"] - nation["lower_quartile"],
            "series": [panel.series_names[number] for number in panel.series[row, years]],
        }
    )
    return table.assign(segment=(table["series"] != table["series"].shift()).cumsum())[_INEQUALITY]


def stack_inequality(inequality: pd.DataFrame) -> pd.DataFrame:
    """Return three measures of `measure_inequality` one under the other, each on its own scale.

    Returns
    -------
    pandas.DataFrame
        ``year, measure`` (``sd`` and ``interquartile`` in points, ``gini`` from 0 to 100), ``value, low, high``
        (missing: these are of all provinces, not of a sample of them), ``segment``.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.inequality.stack_inequality(parlib.study.inequality.measure_inequality(subject)).head(2).round(2)
       year measure  value  low  high  segment
    0  2011      sd   0.69  NaN   NaN        1
    1  2012      sd   0.64  NaN   NaN        1
    """
    scaled = inequality.assign(gini=100 * inequality["gini"])
    measures = ["sd", "interquartile", "gini"]
    table = scaled.melt(["year", "segment"], measures, var_name="measure", value_name="value")
    return table.assign(low=np.nan, high=np.nan)[["year", "measure", "value", "low", "high", "segment"]]


_BETWEEN = ["year", "n", "n_regions", "between_share", "chance_share", "series", "segment"]


def split_between_regions(subject: Subject) -> pd.DataFrame:
    """Return how much of the differences between provinces lies between regions (chênh lệch giữa các vùng).

    Correlation ratio: sum of squares between the regional means over that of all provinces, as in a one-way analysis
    of variance (Fisher 1925); the rest lies within regions. Regions drawn by lot give ``(n_regions - 1) / (n - 1)`` on
    average, so a share is read beside that.

    Returns
    -------
    pandas.DataFrame
        ``year, n`` (provinces of a known region), ``n_regions, between_share, chance_share`` (0-1), ``series,
        segment``; years up to the subject's, published as a whole, in which provinces differ.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.inequality.split_between_regions(subject)
    >>> table[["year", "n", "between_share", "chance_share"]].tail(2).round(2)
        year   n  between_share  chance_share
    12  2023  61           0.17          0.08
    13  2024  61           0.22          0.08
    """
    panel, (row, last) = gather_panel(subject), gather_panel(subject).find(subject)
    years = np.flatnonzero(panel.whole[row, : last + 1])
    calendar = np.array(list(panel.years))
    names = [panel.series_names[number] for number in panel.series[row, years]]
    rows = [
        [calendar[at], *_split_variance(panel.score[row, at], panel.regions), name]
        for at, name in zip(years, names, strict=True)
    ]
    table = pd.DataFrame(rows, columns=_BETWEEN[:-1])
    return table.assign(segment=(table["series"] != table["series"].shift()).cumsum()).dropna(
        subset="between_share", ignore_index=True
    )


def _split_variance(scores: np.ndarray, regions: np.ndarray) -> tuple[int, int, float, float]:
    known = np.isfinite(scores) & (regions != "")
    scores, names = scores[known], regions[known].astype(str)
    codes, place = np.unique(names, return_inverse=True)
    net = scores - scores.mean() if len(scores) else scores
    if len(codes) < 2 or not (net**2).sum() > 1e-12:
        return len(scores), len(codes), np.nan, np.nan
    sums, counts = np.bincount(place, net), np.bincount(place)
    share = float((sums**2 / counts).sum() / (net**2).sum())
    return len(scores), len(codes), share, (len(codes) - 1) / (len(scores) - 1)


def measure_gini(scores: np.ndarray) -> float:
    """Return Gini's coefficient: half the mean difference between all pairs, over the mean (0 all equal).

    Examples
    --------
    >>> measure_gini(np.array([1.0, 1.0, 4.0, np.nan]))
    0.333...
    """
    ordered = np.sort(scores[np.isfinite(scores)])
    n, total = len(ordered), ordered.sum()
    if not n or total <= 0:
        return float("nan")
    return float((2 * np.arange(1, n + 1) - n - 1) @ ordered / (n * total))


@cached_by_component
def test_convergence(subject: Subject) -> pd.DataFrame:
    """Test whether provinces came closer between the first and the last comparable year (hội tụ beta và sigma).

    *Beta*: ordinary least squares of the yearly change of the score on the first score, with the interval of HC3
    standard errors (MacKinnon and White 1985); negative means that those behind gained more (Barro and Sala-i-Martin
    1992). Noise in the first year alone makes it negative, so it has no verdict of its own: only that of *sigma*, where
    both agree. *Sigma*: variance of the last year over that of the first, with a percentile interval over provinces
    drawn with replacement; below one means that the spread shrank. Its p is that of the test for two variances of the
    same provinces (Pitman 1939, Morgan 1939).

    Returns
    -------
    pandas.DataFrame
        Rows ``beta`` (points a year per point) and ``sigma`` (ratio): ``measure, estimate, low, high, p_value,
        verdict`` (``converging``, ``diverging``, ``undecided``), ``n`` (provinces in both years),
        ``year_from, year_to, n_years`` between them. Empty with fewer than two comparable years or `MIN_PROVINCES`
        provinces, or where nothing varies.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.inequality.test_convergence(subject)[["measure", "estimate", "low", "high", "verdict"]].round(2)
      measure  estimate   low  high     verdict
    0    beta     -0.06 -0.08 -0.05  converging
    1   sigma      0.40  0.26  0.64  converging
    """
    panel, (row, last) = gather_panel(subject), gather_panel(subject).find(subject)
    years = panel.list_comparable(subject.leaf["component_key"], subject.year)
    years = years[panel.whole[row, years]]
    if len(years) < 2 or years[-1] != last:
        return pd.DataFrame(columns=_CONVERGENCE)
    first, final = panel.score[row, years[0]], panel.score[row, last]
    known = np.isfinite(first) & np.isfinite(final)
    first, final = first[known], final[known]
    if len(first) < MIN_PROVINCES or min(first.std(), final.std()) < 1e-12:
        return pd.DataFrame(columns=_CONVERGENCE)
    calendar = list(panel.years)
    span = calendar[last] - calendar[years[0]]
    beta, sigma = _fit_beta(first, (final - first) / span), _compare_spread(first, final)
    if beta["verdict"] != sigma["verdict"]:
        beta["verdict"] = "undecided"
    table = pd.DataFrame([beta, sigma])
    return table.assign(n=len(first), year_from=calendar[years[0]], year_to=calendar[last], n_years=span)[_CONVERGENCE]


test_convergence.__dict__["__test__"] = False  # a statistical test, not one of pytest's


_PARTS = [
    "component_code",
    "component",
    "estimate",
    "low",
    "high",
    "q_value",
    "verdict",
    "slope",
    "slope_low",
    "slope_high",
    "slope_verdict",
    "n",
    "year_from",
    "year_to",
    "n_years",
]


@cached_by_component
def test_convergence_of_parts(subject: Subject) -> pd.DataFrame:
    """Test convergence of the component and of each of its parts, each over its own comparable years.

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, estimate, low, high`` (change of the standard deviation between provinces from the
        first to the last year, in per cent, from *sigma* of `test_convergence`), ``q_value`` (of sigma's test, the
        component and its parts as one family), ``verdict`` (undecided where q is above 0.05); ``slope, slope_low,
        slope_high, slope_verdict`` (*beta*: points a year per point), ``n, year_from, year_to, n_years``. Those that
        cannot be tested are left out.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.inequality.test_convergence_of_parts(subject)
    >>> table[["component_code", "estimate", "q_value", "verdict"]].head(2).round(3)
      component_code  estimate  q_value     verdict
    0              4   -36.815    0.001  converging
    1            4.1   -39.577    0.000  converging
    """
    codes = [subject.component_code, *subject.parts["component_code"]]
    rows = []
    for code in codes:
        part = subject.with_component(code)
        tested = test_convergence(part).set_index("measure")
        if len(tested):
            sigma, beta = tested.loc["sigma"], tested.loc["beta"]
            spread = [100 * (np.sqrt(sigma[name]) - 1) for name in ("estimate", "low", "high")]
            slope = [beta[name] for name in ("estimate", "low", "high", "verdict")]
            when = [sigma[name] for name in ("n", "year_from", "year_to", "n_years")]
            rows.append([code, part.component, *spread, sigma["p_value"], sigma["verdict"], *slope, *when])
    table = pd.DataFrame(rows, columns=_PARTS)
    table["q_value"] = adjust_family(table["q_value"].to_numpy(float))
    unsure = ~(table["q_value"] <= MAX_Q)
    return table.assign(**{name: table[name].mask(unsure, "undecided") for name in ("verdict", "slope_verdict")})


test_convergence_of_parts.__dict__["__test__"] = False  # a statistical test, not one of pytest's


def _fit_beta(first: np.ndarray, growth: np.ndarray) -> dict[str, object]:
    fit = OLS(growth, add_constant(first)).fit(cov_type="HC3", use_t=True)
    low, high = fit.conf_int(SIGNIFICANCE)[1]
    verdict = _name_verdict(low, high, 0.0)
    return {
        "measure": "beta",
        "estimate": fit.params[1],
        "low": low,
        "high": high,
        "p_value": fit.pvalues[1],
        "verdict": verdict,
    }


def _compare_spread(first: np.ndarray, final: np.ndarray) -> dict[str, object]:
    drawn = np.random.default_rng(SEED).integers(len(first), size=(RESAMPLES, len(first)))
    before, after = first[drawn].var(axis=1, ddof=1), final[drawn].var(axis=1, ddof=1)
    ratios = after[before > 0] / before[before > 0]
    low, high = np.percentile(ratios, (100 * SIGNIFICANCE / 2, 100 * (1 - SIGNIFICANCE / 2)))
    estimate = final.var(ddof=1) / first.var(ddof=1)
    return {
        "measure": "sigma",
        "estimate": estimate,
        "low": low,
        "high": high,
        "p_value": _test_spread(first, final),
        "verdict": _name_verdict(low, high, 1.0),
    }


def _test_spread(first: np.ndarray, final: np.ndarray) -> float:
    """Return two-sided p of equal variances in both years: sums and differences do not correlate then."""
    total, difference = first + final, final - first
    return float(pearsonr(total, difference).pvalue) if min(total.std(), difference.std()) > 1e-12 else 1.0


def _name_verdict(low: float, high: float, level: float) -> str:
    if high < level:
        return "converging"
    return "diverging" if low > level else "undecided"
