"""What was to be expected of a new province, from its merged past, and whether it moved by itself (dự kiến)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from parlib.merger import find_scores, is_unmerged, load_merged
from parlib.read_log import cached_with_reads
from parlib.store import home_version, lend, load_table
from parlib.study.asked import of_province
from parlib.study.composite import find_holder, list_places
from parlib.study.forecast import (
    COVERAGE,
    LEAST_PAIRS,
    Change,
    fit_change,
    forecast_scores,
    judge_own_changes,
)
from parlib.study.trends import adjust_family
from parlib.subject import Subject
from parlib.terms import MAX_Q, MERGER_YEAR, find_vintage

_EXPECTED = [
    "province_code",
    "place",
    "year_base",
    "year",
    "base",
    "expected",
    "low",
    "high",
    "actual",
    "difference",
    "status",
    "common_move",
    "own_change",
    "own_q",
    "clear",
    "n_pairs",
    "coverage",
    "held",
    "n_tested",
    "base_low",
    "base_high",
    "actual_kind",
    "unmerged",
]


@of_province
def expect_years(subject: Subject, coverage: float = COVERAGE) -> pd.DataFrame:
    """Return what was to be expected of the year, and what is of the next one (dự kiến).

    From the whole figure of the new province in the year before: the country is expected to stay, the province's
    distance to the mean of the 34 to fall back by what past years did not keep of such distances. The interval rests on
    years, not on single changes (`parlib.study.forecast.fit_change`), laid on both sides of the range over weightings.
    Whether a province itself changed clearly is judged net of the country's move, all new provinces and components of
    the year as one family (`parlib.study.forecast.judge_own_changes`; Benjamini and Hochberg 1995).

    Parameters
    ----------
    subject : Subject
        What the page is about; of either vintage.
    coverage : float
        Share (0-1) of the new provinces that the interval should hold in a next year.

    Returns
    -------
    pandas.DataFrame
        One row for the subject's year and, where it is not at hand yet, one for the next: ``province_code, place`` (of
        the 34), ``year_base, year, base`` (figure of the year before), ``expected, low, high, actual`` (NaN while not
        at hand or not whole), ``difference`` (actual minus expected), ``status`` (``not_yet``, ``not_whole``,
        ``inside``, ``above``, ``below`` the interval), ``common_move`` (of the mean of the 34), ``own_change`` (actual
        minus expected, net of it), ``own_q``, ``clear`` (``rise``, ``fall`` with q of at most 0.05, else blank),
        ``n_pairs`` (pairs of comparable years that the interval rests on), ``coverage, held`` (share of provinces that
        such intervals held in the ``n_tested`` past years that allow a test; NaN in none), ``base_low, base_high``
        (range over weightings), ``actual_kind, unmerged`` (the merger left the province as it was). A year is left out
        without a whole figure to start from, with fewer than `parlib.study.forecast.LEAST_PAIRS` pairs, and where its
        figures may not be compared.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2023, "Phú Thọ", "4", language="en", vintage="34")
    >>> parlib.study.outlook.expect_years(subject)[["year", "expected", "low", "high", "actual"]].round(2)
       year  expected   low  high  actual
    0  2023      6.75  6.05  7.39     6.9
    """
    holder, index, key = find_holder(subject), subject.index.id, subject.leaf["component_key"]
    if holder is None or find_vintage(index, MERGER_YEAR - 1) == "34":
        return pd.DataFrame(columns=_EXPECTED)
    trees, own = _read_own(index, key, home_version())
    kinds, merged = _read_kinds(index, home_version()), _read_merged(index, key, home_version())
    places, rows = list_places(subject), []
    if places.empty:
        return pd.DataFrame(columns=_EXPECTED)
    bases = [subject.year - 1] + ([subject.year] if subject.year == own.columns.max() else [])
    for base in bases:
        cell = merged.get((base, holder))
        if cell is None or cell["state"] != "whole" or not _may_compare(trees, base, base + 1):
            continue
        change = _fit_years(index, key, base, coverage, home_version())
        if change is not None:
            row = _expect(own, trees.loc[base], cell, change)
            kind = str(kinds.get((base + 1, holder), ""))
            q_values = _judge_family(index, base, home_version()).get(key, pd.Series(dtype=float))
            row |= _judge(own, row, base, holder, kind, q_values)
            row |= _count_held(index, key, base, coverage, home_version())
            rows.append(
                row
                | {
                    "province_code": holder,
                    "place": places["place"].iloc[0],
                    "coverage": coverage,
                    "unmerged": is_unmerged(holder),
                }
            )
    return pd.DataFrame(rows, columns=_EXPECTED)


def _may_compare(trees: pd.DataFrame, before: int, after: int) -> bool:
    """Tell whether two years are of one run; a year that has no framework yet is taken to keep the last one."""
    return before in trees.index and trees["series"].get(after, trees["series"][before]) == trees["series"][before]


def _pair_years(own: pd.DataFrame, trees: pd.DataFrame, last: int) -> tuple[np.ndarray, np.ndarray]:
    """Return figures before and after of all pairs of comparable years up to *last*, on its scale."""
    table = trees[["series", "min_score", "max_score"]].fillna(-1)  # an unknown limit equals itself; NaN would not
    about = dict(zip(table.index, table.itertuples(index=False, name=None), strict=True))
    values, years = own.to_numpy(float), own.columns.tolist()
    pairs = [
        (at, at + 1)
        for at, year in enumerate(years[:-1])
        if year < last
        and years[at + 1] == year + 1
        and year in about
        and about[year] == about.get(year + 1)
        and about[year][1:] == about[last][1:]
        and np.isfinite(values[:, at] + values[:, at + 1]).any()
    ]
    before, after = ([pair[side] for pair in pairs] for side in (0, 1))
    return values[:, before].T, values[:, after].T


@cached_with_reads
def _fit_years(index: str, key: str, base: int, coverage: float, home: tuple[Path, int]) -> Change | None:
    """Return how the component changes from year to year up to *base*; None with too few pairs of years."""
    trees, own = _read_own(index, key, home)
    before, after = _pair_years(own, trees, base)
    return fit_change(before, after, coverage) if len(before) >= LEAST_PAIRS else None


def _expect(own: pd.DataFrame, component: pd.Series, cell: dict, change: Change) -> dict[str, object]:
    """Return what is expected of the place after its year *cell*, with the interval."""
    base, at = int(cell["year"]), own.index.get_loc(cell["province_code"])
    expected = float(forecast_scores(own[base].to_numpy(float), change, (np.nan, np.nan))[0][at])
    spread = cell["score"] - cell["low"], cell["high"] - cell["score"]
    # The interval of what happens in a year, and the range over weightings where the year before is back-cast.
    ends = np.array([expected - spread[0] - change.reach, expected + spread[1] + change.reach])
    # fmin and fmax pass a missing limit over: a scale without one does not cut.
    low, high = np.fmin(np.fmax(ends, component["min_score"]), component["max_score"])
    return {
        "year_base": base,
        "year": base + 1,
        "base": cell["score"],
        "expected": expected,
        "low": low,
        "high": high,
        "base_low": cell["low"],
        "base_high": cell["high"],
        "n_pairs": change.n_pairs,
    }


def _judge(own: pd.DataFrame, row: dict, base: int, holder: str, kind: str, q_values: pd.Series) -> dict[str, object]:
    """Return what came, where it lies, and whether the province itself changed clearly."""
    actual = float(own.loc[holder].get(base + 1, np.nan))
    if np.isnan(actual):
        status, common = ("not_whole" if kind else "not_yet"), np.nan
    else:
        status = "above" if actual > row["high"] else "below" if actual < row["low"] else "inside"
        both = own[base].notna() & own[base + 1].notna()
        common = float((own[base + 1] - own[base])[both].mean())
    change, q_value = actual - row["expected"] - common, float(q_values.get(holder, np.nan))
    clear = "" if not q_value <= MAX_Q else "rise" if change > 0 else "fall"
    return {
        "actual": actual,
        "difference": actual - row["expected"],
        "status": status,
        "common_move": common,
        "own_change": change,
        "own_q": q_value,
        "clear": clear,
        "actual_kind": kind,
    }


@cached_with_reads
def _judge_family(index: str, base: int, home: tuple[Path, int]) -> dict[str, pd.Series]:
    """Return q of every new province's own change after *base*, by component: one family; empty after the last year."""
    if base >= find_scores(index, "34")["year"].max():
        return {}
    keys = load_table("components", home[0], index)["component_key"].unique().tolist()
    found = {}
    for key in keys:
        trees, own = _read_own(index, key, home)
        later = base + 1 in own.columns and base in own.columns and _may_compare(trees, base, base + 1)
        before, after = _pair_years(own, trees, base) if later else (np.empty((0, len(own))),) * 2
        blank = pd.Series(np.nan, index=own.index)
        if len(before) >= LEAST_PAIRS:
            then, now = (own[year].to_numpy(float) for year in (base, base + 1))
            blank = pd.Series(judge_own_changes(before, after, then, now), index=own.index)
        found[key] = blank
    sizes = np.cumsum([0, *(len(values) for values in found.values())])
    q_values = adjust_family(np.concatenate([values.to_numpy() for values in found.values()]))
    return {
        key: pd.Series(q_values[start:end], index=found[key].index)
        for key, start, end in zip(found, sizes, sizes[1:], strict=False)
    }


@cached_with_reads
def _count_held(index: str, key: str, last: int, coverage: float, home: tuple[Path, int]) -> dict[str, object]:
    tested = _test_years(index, key, last, coverage, home)
    return {"held": float(tested["inside"].mean()) if len(tested) else np.nan, "n_tested": len(tested)}


@cached_with_reads
def _read_own(index: str, key: str, home: tuple[Path, int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a component's row in each year's tree, and the scores of the new provinces by place and year."""
    trees = load_table("components", home[0], index)
    trees = trees[trees["component_key"] == key].set_index("year")
    scores = find_scores(index, "34")
    own = scores[scores["component_key"] == key].pivot(index="province_code", columns="year", values="score")
    return trees, own


@cached_with_reads
def _read_kinds(index: str, home: tuple[Path, int]) -> pd.Series:
    """Return of which kind the figures of each year and new province are."""
    scores = find_scores(index, "34").drop_duplicates(["year", "province_code"])
    return scores.set_index(["year", "province_code"])["kind"]


@cached_with_reads
def _read_merged(index: str, key: str, home: tuple[Path, int]) -> dict[tuple[int, str], dict]:
    """Return a component's merged figures by year and place."""
    trees, _ = _read_own(index, key, home)
    merged = load_merged(index)
    merged = merged[merged["component_code"].isin(trees["component_code"])]
    merged = merged[merged["component_code"] == merged["year"].map(trees["component_code"])]
    return {(row["year"], row["province_code"]): row for row in merged.to_dict("records")}


@cached_with_reads
def _test_years(index: str, key: str, last: int, coverage: float, home: tuple[Path, int]) -> pd.DataFrame:
    trees, own = _read_own(index, key, home)
    rows = []
    for base in [year for year in own.columns if year < last and year + 1 in own.columns and year in trees.index]:
        before, after = _pair_years(own, trees, base)
        both = own[base].notna() & own[base + 1].notna()
        if len(before) < LEAST_PAIRS or not _may_compare(trees, base, base + 1) or not both.any():
            continue
        limits = trees.loc[base, "min_score"], trees.loc[base, "max_score"]
        _, low, high = forecast_scores(own[base].to_numpy(float), fit_change(before, after, coverage), limits)
        inside = own[base + 1].between(low, high)[both]
        rows.append((base + 1, int(both.sum()), float(inside.mean()), len(before)))
    return pd.DataFrame(rows, columns=["year", "n", "inside", "n_pairs"])


def count_covered(subject: Subject, coverage: float = COVERAGE) -> pd.DataFrame:
    """Test `expect_years` on the past: how often the next back-cast figure lay inside the interval (kiểm thử lùi).

    Each interval is made from the years before alone, around the central figure (the range over weightings, which makes
    it wider, is left out).

    Returns
    -------
    pandas.DataFrame
        One row a year with an interval: ``year, n`` (new provinces), ``inside`` (share of them, 0-1), ``n_pairs``.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2023, "Phú Thọ", "4", language="en", vintage="34")
    >>> parlib.study.outlook.count_covered(subject).tail(2).round(2)
       year   n  inside  n_pairs
    3  2023  31    0.94       11
    4  2024  30    0.93       12
    """
    key, home = subject.leaf["component_key"], home_version()
    _, own = _read_own(subject.index.id, key, home)
    return lend(_test_years(subject.index.id, key, int(own.columns.max()), coverage, home))
