"""A new province and its old ones: the past as a range, which part pulls, what is to be expected next (sáp nhập)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parlib.merger import CENTRAL, WEIGHTINGS, load_merged, load_scores, measure_weights
from parlib.store import load_table
from parlib.subject import COUNTRY, Subject
from parlib.terms import MERGER_YEAR, find_vintage

COVERAGE = 0.9
"""Share of past yearly changes that the interval of an expected value holds."""

LEAST_CHANGES = 20
"""Fewest past changes of new provinces for an interval."""

_TRACED = ["year", "province_code", "vintage", "place", "role", "score", "low", "high",
           *(f"by_{name}" for name in WEIGHTINGS), "state", "known_share", "missing", "rank", "n_ranked",
           "weight_year", "segment", "max_score", "n_parts", "central"]  # fmt: skip


def find_holder(subject: Subject) -> str | None:
    """Return the code among the 34 of the subject's province or of the new one that holds it; None for the country."""
    if subject.province_code == COUNTRY:
        return None
    if subject.vintage == "34":
        return subject.province_code
    return subject.places.set_index("province_code").loc[subject.province_code, "successor_code"]


def list_places(subject: Subject) -> pd.DataFrame:
    """Return the new province that is or holds the subject's and its old provinces, in the subject's language.

    Returns
    -------
    pandas.DataFrame
        ``vintage, province_code, place, role`` (``merged`` the new province, ``part`` an old one); the new one first.
        Empty for the country.
    """
    places, holder = load_table("places"), find_holder(subject)
    own = places[(places["province_code"] == holder) & (places["vintage"] == "34")]
    parts = places[(places["successor_code"] == holder) & (places["vintage"] == "63")]
    table = pd.concat([own.assign(role="merged"), parts.assign(role="part")], ignore_index=True)
    table["place"] = table[f"name_{subject.language}"]
    return table[["vintage", "province_code", "place", "role"]]


_AT = ["year", "component_code", "province_code"]


def trace_merged(subject: Subject) -> pd.DataFrame:
    """Trace the new province's past as a range and a central value over weightings, with its old provinces.

    Points do not add up: each year's value is the mean of the old provinces in every weighting of
    `parlib.merger.WEIGHTINGS`; the central value is that by population. Ranks are among the back-cast 34. Whole,
    partial and missing figures are told apart by the rule of `parlib.merger.merge_scores`.

    Parameters
    ----------
    subject : Subject
        What the page is about; of either vintage.

    Returns
    -------
    pandas.DataFrame
            One row a year and place up to the subject's year: ``year, province_code, vintage, place, role`` (``merged``
        or ``part``), ``score``, and for the merged ``low, high, by_population, by_equal, by_grdp, state, known_share,
        missing`` (names), ``rank, n_ranked, weight_year``; ``segment`` (years in different ones may not be compared),
        ``max_score, n_parts`` (old provinces), ``central`` (the weighting). Empty where the index was never published
        for the 63, for the country, and for a province that the merger left as it was.
    """
    places, key = list_places(subject), subject.leaf["component_key"]
    parts = places[places["role"] == "part"]
    if len(parts) < 2 or find_vintage(subject.index.id, MERGER_YEAR - 1) == "34":
        return pd.DataFrame(columns=_TRACED)
    holder = find_holder(subject)
    trees = subject.components[["year", "component_code", "component_key", "series", "max_score"]]
    trees = trees[(trees["component_key"] == key) & (trees["year"] <= subject.year)]
    names = dict(zip(parts["province_code"], parts["place"], strict=True))
    merged = _select(load_merged(subject.index.id), trees, [holder]).assign(role="merged", vintage="34")
    merged = merged.rename(columns={name: f"by_{name}" for name in WEIGHTINGS})
    merged["missing"] = [", ".join(names[code] for code in found.split(",") if code) for found in merged["missing"]]
    ranked = load_scores(subject.index.id, "34")
    ranked = ranked.loc[ranked["province_code"] == holder, [*_AT, "rank", "n_ranked"]]
    merged = merged.merge(ranked, on=_AT, how="left", validate="1:1")
    old = _select(load_scores(subject.index.id, "63"), trees, list(names)).assign(role="part", vintage="63")
    columns = ["year", "province_code", "vintage", "role", "score", "rank", "n_ranked", "series", "max_score"]
    table = pd.concat([merged, old[columns]], ignore_index=True)
    table = table.merge(places[["vintage", "province_code", "place"]], on=["vintage", "province_code"], validate="m:1")
    table["segment"] = table["year"].map(_number_segments(trees))
    table = table.assign(n_parts=len(parts), central=CENTRAL).sort_values(["role", "province_code", "year"])
    return table[_TRACED].reset_index(drop=True)


def _select(figures: pd.DataFrame, trees: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """Return the figures of some provinces on the component of each year's code in *trees*."""
    columns = [name for name in figures if name not in ("series", "max_score", "component_key")]
    own = figures.loc[figures["province_code"].isin(codes), columns]
    return own.merge(trees, on=["year", "component_code"], validate="m:1")


def _number_segments(trees: pd.DataFrame) -> dict[int, int]:
    rows = trees.sort_values("year")
    return dict(zip(rows["year"], (rows["series"] != rows["series"].shift()).cumsum(), strict=True))


_PULLS = ["component_code", "component", "level", "score", "max_score", "lowest_place", "lowest_score", "highest_place",
          "highest_score", "gap", "gap_share", "pull_place", "pull", "n_known", "n_parts"]  # fmt: skip


def compare_parts(subject: Subject) -> pd.DataFrame:
    """Return how far the old provinces lie apart on each component, and which one pulls the new one down most.

    A merger of unequals is a finding of its own. The pull of an old province is its weight (by population) times its
    distance to the mean of all of them: the points by which the new province's score would differ if that part stood
    at the mean. Pulls add up to zero.

    Returns
    -------
    pandas.DataFrame
        One row a component below the subject's (its direct parts), or the component itself if it has none:
        ``component_code, component, level, score`` (merged), ``max_score, lowest_place, lowest_score, highest_place,
        highest_score, gap`` (points between them), ``gap_share`` (of the maximum), ``pull_place`` (the old province
        that pulls down most), ``pull`` (points, negative), ``n_known, n_parts`` (old provinces with a score, all);
        widest gap first. Empty where fewer than two old provinces have a score.
    """
    parts = list_places(subject).query("role == 'part'")
    if len(parts) < 2 or find_vintage(subject.index.id, subject.year) == "34":
        return pd.DataFrame(columns=_PULLS)
    weights = measure_weights(load_table("facts", index="gso"), load_table("places"), subject.year)
    weight = weights.set_index("province_code")[CENTRAL]
    names = parts.set_index("province_code")["place"]
    scores = load_scores(subject.index.id, "63")
    scores = scores[(scores["year"] == subject.year) & scores["province_code"].isin(names.index)]
    scores = scores.pivot(index="component_code", columns="province_code", values="score")
    below = subject.tree[subject.tree["parent_code"] == subject.component_code]
    rows = below if len(below) else subject.tree[subject.tree["component_code"] == subject.component_code]
    table = [
        (row.component_code, row.component, row.level, row.max_score,
         *_measure_pull(scores.loc[row.component_code].dropna(), weight, names), len(parts))
        for row in rows.itertuples()
        if row.component_code in scores.index and scores.loc[row.component_code].notna().sum() >= 2
    ]  # fmt: skip
    columns = ["component_code", "component", "level", "max_score", *_FOUND, "n_parts"]
    found = pd.DataFrame(table, columns=columns)
    found["gap_share"] = found["gap"] / found["max_score"]
    return found.sort_values("gap", ascending=False, ignore_index=True)[_PULLS]


_FOUND = ["score", "lowest_place", "lowest_score", "highest_place", "highest_score", "gap", "pull_place", "pull",
          "n_known"]  # fmt: skip


def _measure_pull(own: pd.Series, weight: pd.Series, names: pd.Series) -> tuple:
    """Return the figures `_FOUND` of one component from the scores of old provinces."""
    share = weight.reindex(own.index) / weight.reindex(own.index).sum()
    mean = float((share * own).sum())
    pull = share * (own - mean)
    low, high, down = own.idxmin(), own.idxmax(), pull.idxmin()
    return (mean, names[low], own[low], names[high], own[high], own[high] - own[low], names[down], pull[down], len(own))


_EXPECTED = ["province_code", "place", "year_base", "year", "expected", "low", "high", "actual", "difference", "status",
             "n_changes", "coverage", "base_low", "base_high", "actual_kind"]  # fmt: skip


def expect_years(subject: Subject, coverage: float = COVERAGE) -> pd.DataFrame:
    """Return what was to be expected of the year if nothing changed, and what is of the next one (dự kiến).

    The expected value is the whole figure of the new province in the year before. Its interval is conformal (Lei et
    al. 2018, Distribution-free predictive inference for regression): the quantile of the sizes of the changes from one
    year to the next that all new provinces had up to then, within one framework, laid on both sides of the range over
    weightings; no shape is assumed, years are taken to be exchangeable. For the first year published for the 34 the
    difference is the news that the old provinces' figures cannot explain.

    Parameters
    ----------
    subject : Subject
        What the page is about; of either vintage.
    coverage : float
        Share (0-1) of past changes that the interval holds.

    Returns
    -------
    pandas.DataFrame
        One row for the subject's year and, where it is not at hand yet, one for the next: ``province_code, place`` (of
        the 34), ``year_base, year, expected, low, high, actual`` (NaN while not at hand or not whole), ``difference``
        (actual minus expected), ``status`` (``not_yet``, ``not_whole``, ``inside``, ``above``, ``below`` the interval),
        ``n_changes`` (past changes that the interval rests on), ``coverage, base_low, base_high`` (range over
        weightings), ``actual_kind``. A year is left out without a whole figure to start from, with fewer than twenty
        past changes, and where the framework changed; empty for the country.
    """
    holder, index, key = find_holder(subject), subject.index.id, subject.leaf["component_key"]
    if holder is None or find_vintage(index, MERGER_YEAR - 1) == "34":
        return pd.DataFrame(columns=_EXPECTED)
    trees = subject.components[subject.components["component_key"] == key].set_index("year")
    scores, merged = load_scores(index, "34"), load_merged(index)
    own = scores[scores["component_key"] == key].pivot(index="province_code", columns="year", values="score")
    kinds = scores.drop_duplicates("year").set_index("year")["kind"]
    places, rows = list_places(subject), []
    if places.empty:
        return pd.DataFrame(columns=_EXPECTED)
    place = places["place"].iloc[0]
    bases = [subject.year - 1] + ([subject.year] if subject.year == own.columns.max() else [])
    for base in bases:
        cell = merged[(merged["year"] == base) & (merged["province_code"] == holder)]
        cell = cell[cell["component_code"] == trees["component_code"].get(base)]
        changes = _list_changes(own, trees["series"], base)
        after = trees["series"].get(base + 1, trees["series"].get(base))
        known = len(cell) and cell["state"].iloc[0] == "whole" and after == trees["series"].get(base)
        if known and len(changes) >= LEAST_CHANGES:
            actual = own.loc[holder].get(base + 1, np.nan)
            about = (holder, place, base, kinds.get(base + 1, ""))
            rows.append(_expect(cell.iloc[0], changes, actual, trees.loc[base], about, coverage))
    return pd.DataFrame(rows, columns=_EXPECTED)


def _expect(
    cell: pd.Series, changes: np.ndarray, actual: float, component: pd.Series, about: tuple, coverage: float
) -> tuple:
    """Return one row of `expect_years`."""
    holder, place, base, kind = about
    size = measure_size(changes, coverage)
    low, high = _keep_in_scale(cell["low"] - size, cell["high"] + size, component)
    return (holder, place, base, base + 1, cell["score"], low, high, actual, actual - cell["score"],
            _judge(actual, low, high, kind), len(changes), coverage, cell["low"], cell["high"], kind)  # fmt: skip


def measure_size(changes: np.ndarray, coverage: float) -> float:
    """Return the size of change that *coverage* of past changes, and the next one, do not exceed (split conformal).

    Examples
    --------
    >>> measure_size(np.array([-1.0, 2.0, -3.0, 4.0]), 0.8)
    4.0
    """
    level = min(1.0, np.ceil((len(changes) + 1) * coverage) / len(changes))
    return float(np.quantile(np.abs(changes), level, method="inverted_cdf"))


def _list_changes(scores: pd.DataFrame, series: pd.Series, last: int) -> np.ndarray:
    """Return all changes from one year to the next up to *last* within one framework, of all new provinces."""
    years = [year for year in scores.columns if year <= last and year - 1 in scores.columns]
    same = [year for year in years if series.get(year) == series.get(year - 1)]
    found = [(scores[year] - scores[year - 1]).dropna().to_numpy() for year in same]
    return np.concatenate(found) if found else np.array([])


def _keep_in_scale(low: float | pd.Series, high: float | pd.Series, component: pd.Series) -> tuple:
    least, most = component["min_score"], component["max_score"]
    return np.fmax(low, least), np.fmin(high, most)


def _judge(actual: float, low: float, high: float, kind: str) -> str:
    if np.isnan(actual):
        return "not_whole" if kind else "not_yet"
    return "above" if actual > high else "below" if actual < low else "inside"


def count_covered(subject: Subject, coverage: float = COVERAGE) -> pd.DataFrame:
    """Test `expect_years` on the past: how often the next back-cast figure lay inside the interval (kiểm thử lùi).

    Returns
    -------
    pandas.DataFrame
        One row a year with an interval: ``year, n`` (new provinces), ``inside`` (share of them, 0-1), ``n_changes``.
    """
    index, key = subject.index.id, subject.leaf["component_key"]
    trees = subject.components[subject.components["component_key"] == key].set_index("year")
    scores = load_scores(index, "34")
    own = scores[scores["component_key"] == key].pivot(index="province_code", columns="year", values="score")
    codes = trees["component_code"]
    merged = load_merged(index)
    merged = merged[merged["component_code"] == merged["year"].map(codes)].set_index(["year", "province_code"])
    rows = []
    for base in own.columns[:-1]:
        changes = _list_changes(own, trees["series"], base)
        both = own[base].notna() & own.get(base + 1, own[base] * np.nan).notna()
        if len(changes) < LEAST_CHANGES or trees["series"].get(base) != trees["series"].get(base + 1) or not both.any():
            continue
        size, limits = measure_size(changes, coverage), merged.loc[base].reindex(own.index)
        low, high = _keep_in_scale(limits["low"] - size, limits["high"] + size, trees.loc[base])
        inside = own[base + 1].between(low, high)[both]
        rows.append((base + 1, int(both.sum()), float(inside.mean()), len(changes)))
    return pd.DataFrame(rows, columns=["year", "n", "inside", "n_changes"])
