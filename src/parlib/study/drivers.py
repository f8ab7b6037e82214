"""What goes with the component over provinces and years (yếu tố đi cùng); never a cause."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control, norm, rankdata
from scipy.stats import t as student
from statsmodels.regression.linear_model import OLS

from parlib.framework import list_below
from parlib.read_log import cached_with_reads
from parlib.store import home_version, load_table
from parlib.study.panel import Panel, cached_by_component, gather_panel
from parlib.study.trends import adjust_family
from parlib.study.within import correlate_within
from parlib.subject import Subject
from parlib.terms import INDICES, MAX_Q_OF_TWO, RULES, SIGNIFICANCE, TOTAL

MIN_PROVINCES = 10
"""Fewest provinces for a correlation or a regression."""

_REGRESSION = [
    "model",
    "index",
    "component_code",
    "component",
    "coefficient",
    "standardised",
    "low",
    "high",
    "p_value",
    "p_adjusted",
    "goes_with",
    "n",
    "n_provinces",
    "n_years",
    "year_from",
    "year_to",
    "r2_within",
]

_CORRELATION = [
    "index",
    "component_code",
    "component",
    "level",
    "rho",
    "low",
    "high",
    "p_value",
    "p_adjusted",
    "rho_within",
    "p_within",
    "goes_with",
    "n",
    "year",
]


@cached_by_component
def regress_companions(subject: Subject) -> pd.DataFrame:
    """Return what moves with the component's share within provinces, net of what moves the whole country.

    Two-way fixed effects: share of the component on the shares of its siblings together (``siblings``: the other parts
    of the same parent), and on the total of each neighbouring index alone (``neighbour``), with province and year
    effects and standard errors clustered by province (`statsmodels`, t with clusters minus one degrees of freedom;
    Cameron and Miller 2015). Only years comparable with the subject's year for every share in the model are used. The
    component's own parts and the totals they make up are never put beside it. Provinces are assumed independent of
    each other; a shared third cause cannot be told apart: it *goes with*, it does not cause.

    Returns
    -------
    pandas.DataFrame
        ``model, index, component_code, component, coefficient`` (share points per share point), ``standardised``
        (standard deviations within province and year) with its 95 % interval ``low, high``, ``p_value, p_adjusted``
        (Benjamini and Hochberg 1995, over all rows), ``goes_with`` (``more``, ``less`` or ``unclear``: *p_adjusted* of
        at most 0.025, half of 0.05, for a page has two such tables), ``n, n_provinces, n_years, year_from, year_to,
        r2_within``. Empty for single printed facts, with fewer than two comparable years or ten provinces.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.drivers.regress_companions(subject)
    >>> table[["component_code", "coefficient", "p_adjusted", "goes_with"]].head(2).round(2)
      component_code  coefficient  p_adjusted goes_with
    0              1        -0.00        0.96   unclear
    1              2         0.46        0.00      more
    """
    panel, key = gather_panel(subject), subject.leaf["component_key"]
    years = _list_whole(panel, key, subject.year)
    own = panel.share[panel.keys[key], years].T
    tree = subject.tree
    siblings = tree[(tree["parent_code"] == subject.leaf["parent_code"]) & (tree["component_key"] != key)]
    siblings = siblings[[_list_whole(panel, name, subject.year).size > 0 for name in siblings["component_key"]]]
    rows = []
    if len(siblings) and len(years):
        common = [_list_whole(panel, name, subject.year) for name in siblings["component_key"]]
        common = [at for at in years if all(at in other for other in common)]
        shares = [panel.share[panel.keys[name], common].T for name in siblings["component_key"]]
        names = siblings[["component_code", "component"]].to_numpy(object)
        found = fit_panel(panel.share[panel.keys[key], common].T, shares)
        rows += _describe("siblings", subject.index.id, names, found, panel, common)
    totals = _gather_totals(subject, panel) if len(years) else {}
    for index, (name, total) in totals.items():
        found = fit_panel(own, [total[:, years]])
        if found is not None:
            with_both = np.flatnonzero((np.isfinite(own) & np.isfinite(total[:, years])).any(axis=0))
            rows += _describe("neighbour", index, [(TOTAL, name)], found, panel, years[with_both])
    return _adjust(
        pd.DataFrame(rows, columns=[c for c in _REGRESSION if c not in ("p_adjusted", "goes_with")]), "standardised"
    )[_REGRESSION]


def fit_panel(outcome: np.ndarray, companions: list[np.ndarray]) -> dict[str, np.ndarray | float] | None:
    """Fit a regression with province and year effects, clustered by province.

    Each variable is centred within its province; years enter as indicators, centred likewise, so that the degrees of
    freedom are those of a within regression (effects nested in clusters are not counted).

    Parameters
    ----------
    outcome : numpy.ndarray
        Shares, shape (province, year); NaN where not known.
    companions : list of numpy.ndarray
        The same for each companion.

    Returns
    -------
    dict or None
        ``coefficient, standardised, low, high, p_value`` (one each a companion; interval of *standardised*), ``n,
        n_provinces, n_years, r2_within``; None where there is too little to fit or nothing varies.

    Examples
    --------
    >>> import numpy as np
    >>> from parlib.study.drivers import fit_panel
    >>> random = np.random.default_rng(1)
    >>> companion = random.normal(size=(40, 5))
    >>> found = fit_panel(0.5 * companion + random.normal(size=(40, 5)), [companion])
    >>> found["coefficient"].round(2), found["n"], found["n_provinces"]
    (array([0.52]), 200, 40)
    """
    known = np.isfinite(np.array([outcome, *companions])).all(axis=0)
    known &= known.sum(axis=1, keepdims=True) > 1
    place, year = np.nonzero(known)
    n_provinces, n_years = len(set(place.tolist())), len(set(year.tolist()))
    if n_years < 2 or n_provinces < MIN_PROVINCES:
        return None
    effects = (year[:, None] == np.unique(year)[1:]).astype(float)
    values = np.column_stack([outcome[known], *(companion[known] for companion in companions), effects])
    values = _centre(values, place)
    count, effects = len(companions), values[:, len(companions) + 1 :]
    net = values[:, : count + 1] - effects @ np.linalg.lstsq(effects, values[:, : count + 1], rcond=None)[0]
    spread = net.std(axis=0)
    if (spread <= 1e-12).any() or len(place) <= values.shape[1] + 1:
        return None
    fit = OLS(values[:, 0], values[:, 1:]).fit(cov_type="cluster", cov_kwds={"groups": place}, use_t=True)
    scale, interval = spread[1:] / spread[0], fit.conf_int(SIGNIFICANCE)[:count]
    residual = values[:, 0] - values[:, 1:] @ fit.params
    return {
        "coefficient": fit.params[:count],
        "standardised": fit.params[:count] * scale,
        "low": interval[:, 0] * scale,
        "high": interval[:, 1] * scale,
        "p_value": fit.pvalues[:count],
        "n": len(place),
        "n_provinces": n_provinces,
        "n_years": n_years,
        "r2_within": float(1 - (residual**2).sum() / (net[:, 0] ** 2).sum()),
    }


def _centre(values: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Take the mean of its group from each row."""
    numbers = np.unique(groups, return_inverse=True)[1]
    count = np.bincount(numbers)
    means = np.column_stack([np.bincount(numbers, column) / count for column in values.T])
    return values - means[numbers]


def _describe(
    model: str, index: str, names: np.ndarray | list, found: dict | None, panel: Panel, years: np.ndarray | list
) -> list[dict]:
    if found is None:
        return []
    calendar = list(panel.years)
    each = ("coefficient", "standardised", "low", "high", "p_value")
    same = {name: value for name, value in found.items() if name not in each}
    span = {"year_from": calendar[min(years)], "year_to": calendar[max(years)]}
    return [
        {"model": model, "index": index, "component_code": code, "component": component, **same, **span}
        | {name: float(found[name][number]) for name in each}
        for number, (code, component) in enumerate(names)
    ]


def _adjust(table: pd.DataFrame, effect: str) -> pd.DataFrame:
    """Add p adjusted for many tests and what goes with the component."""
    if table.empty:
        return table.assign(p_adjusted=pd.Series(dtype=float), goes_with=pd.Series(dtype=object))
    adjusted = false_discovery_control(table["p_value"], method="bh")
    sign = np.where(table[effect] > 0, "more", "less")
    return table.assign(p_adjusted=adjusted, goes_with=np.where(adjusted <= MAX_Q_OF_TWO, sign, "unclear"))


def _list_whole(panel: Panel, key: str, year: int) -> np.ndarray:
    years = panel.list_comparable(key, year)
    return years[panel.whole[panel.keys[key], years]]


def _gather_totals(subject: Subject, panel: Panel) -> dict[str, tuple[str, np.ndarray]]:
    """Return name and share of the total of each neighbouring index by province and year of *panel*."""
    # With a whole table a year, so that their totals may stand beside another index; one may be registered any time.
    others = tuple(index for index, rules in RULES.items() if rules.neighbour and index != subject.index.id)
    return _read_totals(
        others, subject.vintage, tuple(panel.provinces), tuple(panel.years), subject.language, home_version()
    )


@cached_with_reads
def _read_totals(
    indices: tuple[str, ...],
    vintage: str,
    provinces: tuple[str, ...],
    years: tuple[int, ...],
    language: str,
    home: tuple[Path, int],
) -> dict[str, tuple[str, np.ndarray]]:
    places, calendar = ({name: at for at, name in enumerate(names)} for names in (provinces, years))
    totals = {}
    for index in indices:
        table = load_table("scores", home[0], index, component_code=TOTAL, vintage=vintage)
        if table["series"].nunique() > 1:  # only the years that may be compared with the last one
            table = table[table["series"] == table.loc[table["year"].idxmax(), "series"]]
        shares = np.full((len(places), len(calendar)), np.nan)
        for code, year, share in zip(table["province_code"], table["year"], table["share"], strict=True):
            if code in places and year in calendar:
                shares[places[code], calendar[year]] = share
        if np.isfinite(shares).any():
            totals[index] = (INDICES[index].call(language), shares)
    return totals


@cached_by_component
def correlate_components(subject: Subject) -> pd.DataFrame:
    """Return which components and neighbouring totals rank provinces like this component does, in the year.

    Spearman's rank correlation over provinces; interval by Fisher's transformation with Bonett and Wright's (2000)
    standard error; p from Student's t; false discoveries controlled after Benjamini and Hochberg (1995) over all rows.
    Neighbours are alike; so the same is asked within regions (`parlib.study.within.correlate_within`), its false
    discoveries controlled likewise, and what does not hold there is called a pattern of regions.
    Components above or below the subject's are left out, since they are made of it. Many tests on one year of one
    country: it *goes with*, it does not cause.

    Returns
    -------
    pandas.DataFrame
        ``index, component_code, component, level, rho, low, high, p_value, p_adjusted``; ``rho_within, p_within``
        (within regions, p adjusted); ``goes_with`` (``more``, ``less``: *p_adjusted* of at most 0.025 over all, for a
        page has two such tables, and of 0.05 within regions the same way; ``regions``: over all only; ``unclear``),
        ``n, year``, strongest first. Empty for single printed facts.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.drivers.correlate_components(subject)
    >>> table[["component_code", "rho", "rho_within", "goes_with"]].head(2).round(2)
      component_code   rho  rho_within goes_with
    0            7.1  0.82        0.79      more
    1              2  0.65        0.77      more
    """
    panel, cell = gather_panel(subject), gather_panel(subject).find(subject)
    if not panel.whole[cell]:
        return pd.DataFrame(columns=_CORRELATION)
    own, rows = panel.share[cell], []
    own = own if np.isfinite(own).any() else panel.score[cell]
    kin = _find_kin(subject)
    for other in subject.tree.itertuples():
        at = panel.keys[other.component_key], cell[1]
        if other.component_code not in kin and panel.whole[at]:
            rows.append(
                (
                    subject.index.id,
                    other.component_code,
                    other.component,
                    other.level,
                    *_correlate_both(own, panel.score[at], panel.regions),
                )
            )
    for index, (name, total) in _gather_totals(subject, panel).items():
        rows.append((index, TOTAL, name, 0, *_correlate_both(own, total[:, cell[1]], panel.regions)))
    columns = ["index", "component_code", "component", "level", "rho", "n", "rho_within", "p_within"]
    table = pd.DataFrame(rows, columns=columns)
    table = table.dropna(subset="rho").assign(year=subject.year)
    table = table.assign(**_test_ranks(*table[["rho", "n"]].to_numpy(float).T))
    order = table["rho"].abs().sort_values(ascending=False, kind="stable").index
    table = _adjust(table.loc[order].reset_index(drop=True), "rho")
    table["p_within"] = adjust_family(table["p_within"].to_numpy(float))
    clear = table["goes_with"] != "unclear"
    holds = (table["p_within"] < SIGNIFICANCE) & (np.sign(table["rho_within"]) == np.sign(table["rho"]))
    alone = len(set(panel.regions.tolist())) < 2  # without regions there is nothing to hold within
    table["goes_with"] = table["goes_with"].mask(clear & ~holds & ~np.bool_(alone), "regions")
    return table[_CORRELATION]


def _correlate_both(one: np.ndarray, other: np.ndarray, regions: np.ndarray) -> tuple[float, int, float, float]:
    """Return rho and n over all places, rho and p within regions."""
    return *correlate_ranks(one, other), *correlate_within(one, other, regions)


def correlate_ranks(one: np.ndarray, other: np.ndarray) -> tuple[float, int]:
    """Return Spearman's rho and n over pairs that are both known; NaN for too few or where nothing varies.

    Examples
    --------
    >>> values = np.arange(12.0)
    >>> rho, n = correlate_ranks(values, np.roll(values, 1))
    >>> round(rho, 3), n
    (0.538, 12)
    """
    known = np.isfinite(one) & np.isfinite(other)
    n = int(known.sum())
    if n < MIN_PROVINCES:
        return np.nan, n
    ranks = rankdata([one[known], other[known]], axis=1)
    ranks -= ranks.mean(axis=1, keepdims=True)
    scale = np.sqrt((ranks[0] @ ranks[0]) * (ranks[1] @ ranks[1]))
    return (float(ranks[0] @ ranks[1] / scale) if scale > 0 else np.nan), n


def _test_ranks(rho: np.ndarray, n: np.ndarray) -> dict[str, np.ndarray]:
    """Return the interval and p of rank correlations; a perfect one has no width and p zero."""
    inside = np.clip(rho, -1 + 1e-12, 1 - 1e-12)
    reach = norm.isf(SIGNIFICANCE / 2) * np.sqrt((1 + inside**2 / 2) / (n - 3))
    return {
        "low": np.tanh(np.arctanh(inside) - reach),
        "high": np.tanh(np.arctanh(inside) + reach),
        "p_value": 2 * student.sf(np.abs(inside) * np.sqrt((n - 2) / (1 - inside**2)), n - 2),
    }


def _find_kin(subject: Subject) -> set[str]:
    """Return the codes of the component, of all above it and of all below it."""
    parents = dict(zip(subject.tree["component_code"], subject.tree["parent_code"], strict=True))
    code: str | None = subject.component_code
    above = {subject.component_code}
    while code := parents.get(code):
        above.add(code)
    return above | list_below(subject.tree, subject.component_code)
