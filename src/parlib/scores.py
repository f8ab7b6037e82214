"""Roll-ups, shares, ranks, changes and national figures. Rank first, round last; missing is never zero."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from parlib.framework import MADE, WEIGHTED
from parlib.province_names import check_one_vintage
from parlib.terms import TOLERANCE

GROUP = ["index", "year", "component_code"]
"""Columns that name one component in one year."""


WHOLE_SHARE = 0.9
"""Share of the places that must have a figure before anything is said of all of them."""

FEW_PLACES = 4
"""Number of places from which one of them may lack a figure: a region of six, a group of departments."""


def is_whole(known: int | np.ndarray, places: int | Sequence[int] | np.ndarray) -> np.ndarray:
    """Tell whether figures are of (nearly) all places, so that a mean, a best or a rank may be told of them.

    Published tables leave out two or three of 63 provinces in some years: nine in ten are enough, or all but one.

    Parameters
    ----------
    known, places : int or numpy.ndarray
        Number of places with a figure, and of all places; single numbers or one each.

    Examples
    --------
    >>> [bool(is_whole(known, 34)) for known in (1, 12, 30, 31, 34)]
    [False, False, False, True, True]
    >>> bool(is_whole(5, 6)), bool(is_whole(1, 2)), bool(is_whole(0, 0))
    (True, False, False)
    """
    known, missing = np.asarray(known), np.asarray(places) - np.asarray(known)
    few = (missing <= 1) & (np.asarray(places) >= FEW_PLACES)
    return (known > 0) & ((known >= WHOLE_SHARE * np.asarray(places)) | few)


def drop_few(ranked: pd.DataFrame, places: int) -> pd.DataFrame:
    """Return *ranked* without the ranks that stand among too few of all *places* to be one of the country.

    Examples
    --------
    >>> table = pd.DataFrame({"rank": [1, 2], "n_ranked": [34, 12]}, dtype="Int64")
    >>> drop_few(table, 34)["rank"].tolist()
    [1, <NA>]
    """
    true = is_whole(ranked["n_ranked"].fillna(places).to_numpy(float), places)
    return ranked.assign(**{name: ranked[name].where(true) for name in ("rank", "n_ranked")})


def sum_parts(leaves: pd.DataFrame, components: pd.DataFrame) -> pd.DataFrame:
    """Add parts up to their parents, level by level (điểm của chỉ số nội dung).

    A missing part leaves its parent missing.

    Parameters
    ----------
    leaves : pandas.DataFrame
        Columns ``year, province_code, component_code, score``; every part of every province, NaN where unknown.
    components : pandas.DataFrame
        The trees of one index; parents with ``combine`` ``sum`` are computed, with ``weighted`` by the weights.

    Returns
    -------
    pandas.DataFrame
        The computed parents only, columns as in *leaves*.

    Examples
    --------
    >>> leaves = pd.DataFrame({"year": 2024, "province_code": "22", "component_code": ["1", "2"], "score": [3.0, 4.5]})
    >>> tree = pd.DataFrame({"year": 2024, "component_code": ["total", "1", "2"], "parent_code": ["", "total", "total"],
    ...                      "level": [0, 1, 1], "combine": ["sum", "leaf", "leaf"], "weight": None})
    >>> sum_parts(leaves, tree)["score"].tolist()
    [7.5]
    """
    parents = components[components["combine"].isin(MADE)]
    known = leaves[["year", "province_code", "component_code", "score"]]
    computed = []
    for _, group in parents.sort_values("level", ascending=False).groupby("level", sort=False):
        part_of = components.merge(
            group[["year", "component_code", "combine"]],
            left_on=["year", "parent_code"],
            right_on=["year", "component_code"],
            suffixes=("", "_parent"),
            validate="m:1",
        )
        weight = (
            part_of.get("weight", pd.Series(1.0, part_of.index))
            .fillna(1.0)
            .where(part_of["combine_parent"] == WEIGHTED, 1.0)
        )
        part_of = part_of[["year", "component_code", "parent_code"]].assign(weight=weight)
        parts = known.merge(part_of, on=["year", "component_code"], validate="m:1")
        parts["score"] *= parts["weight"]
        sums = parts.groupby(["year", "province_code", "parent_code"])["score"].agg(_sum_all).reset_index()
        sums = sums.rename(columns={"parent_code": "component_code"})
        known = pd.concat([known, sums], ignore_index=True)
        computed.append(sums)
    return pd.concat(computed, ignore_index=True) if computed else known.iloc[:0]


def _sum_all(parts: pd.Series) -> float:
    return parts.to_numpy().sum()  # of numpy, by which a part that is not known leaves the sum unknown


def add_shares(scores: pd.DataFrame) -> pd.DataFrame:
    """Add ``share``: how far the score is from minimum to maximum (tỷ lệ điểm đạt được), NaN without a known maximum.

    A scale that does not begin at zero (PAPI: 1 to 10) has no way to go below its minimum, so that is where 0 is.

    Examples
    --------
    >>> table = pd.DataFrame({"score": [5.5, 5.5], "min_score": [1.0, 0.0], "max_score": 10.0})
    >>> add_shares(table)["share"].tolist()
    [0.5, 0.55]
    """
    least = scores["min_score"].fillna(0.0) if "min_score" in scores else 0.0
    return scores.assign(share=measure_share(scores["score"], least, scores["max_score"]))


def measure_share(points: np.ndarray, least: np.ndarray | float, most: np.ndarray | float) -> np.ndarray:
    """Return how far *points* are from *least* to *most*; a minimum missed by the last printed place is the minimum.

    Examples
    --------
    >>> measure_share(np.array([5.5, 0.333, np.nan]), np.array([1.0, 1 / 3, 1.0]), 10.0).tolist()
    [0.5, 0.0, nan]
    """
    return np.maximum((points - least) / (most - least), 0.0)


def rank_provinces(scores: pd.DataFrame, tolerance: float = TOLERANCE) -> pd.DataFrame:
    """Rank provinces within each index, year and component (thứ hạng); 1 is best.

    Scores closer than *tolerance* tie and take the better place, so noise in the last bit never splits a tie. A
    missing score has no rank.

    Returns
    -------
    pandas.DataFrame
        *scores* with ``rank`` (Int64) and ``n_ranked``, the number of provinces with a score.

    Raises
    ------
    MixedVintagesError
        If provinces of the 63 and of the 34 stand in one table: they are never ranked together.

    Examples
    --------
    >>> table = pd.DataFrame({"index": "papi", "year": 2024, "component_code": "4",
    ...                       "score": [7.0, 8.0, 7.0 + 1e-12, float("nan"), 6.0]})
    >>> rank_provinces(table)["rank"].tolist()
    [2, 1, 2, <NA>, 4]
    """
    check_one_vintage(scores)
    order = scores.sort_values([*GROUP, "score"], ascending=[True] * len(GROUP) + [False], na_position="last")
    groups = order.groupby(GROUP, sort=False)
    place = groups.cumcount() + 1
    tied = groups["score"].diff().abs() <= tolerance
    rank = place.mask(tied).groupby([order[name] for name in GROUP], sort=False).ffill()
    rank = rank.where(order["score"].notna()).astype("Int64")
    return scores.assign(rank=rank.reindex(scores.index), n_ranked=groups["score"].transform("count").astype("Int64"))


def measure_changes(scores: pd.DataFrame) -> pd.DataFrame:
    """Add the change on the year before, in points and in places, where the component is the same.

    The same component is the same ``component_key`` in the same ``series``: scale and parts unchanged. Elsewhere the
    changes are missing, never computed across a break.

    Returns
    -------
    pandas.DataFrame
        *scores* with ``score_before, rank_before, change`` (points) and ``rank_change`` (places gained; negative is
        a fall).
    """
    keys = ["index", "province_code", "component_key", "series", "year"]
    before = scores[[*keys, "score", "rank"]].assign(year=scores["year"] + 1)
    merged = scores.merge(before, on=keys, how="left", suffixes=("", "_before"), validate="1:1")
    merged["change"] = merged["score"] - merged["score_before"]
    merged["rank_change"] = merged["rank_before"] - merged["rank"]
    return merged


def find_simulated(scores: pd.DataFrame, sources: pd.DataFrame) -> bool:
    """Tell whether any of the scores is simulated: a property of its source."""
    made_up = sources.loc[sources["simulated"] == "yes", "source_id"]
    return bool(scores["source_id"].isin(made_up).any())


def count_equal(sizes: pd.Series) -> np.ndarray:
    """Return of each size how many of them are the same (itself, too); 0 where it is not known.

    Examples
    --------
    >>> count_equal(pd.Series([1.0, 1.0 + 1e-12, 0.5, np.nan])).tolist()
    [2, 2, 1, 0]
    """
    values = sizes.to_numpy(float)
    return (np.abs(values[:, None] - values[None, :]) <= TOLERANCE).sum(axis=1)
