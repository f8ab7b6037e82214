"""The merger of 1 July 2025: figures of the 63 provinces as they would have been of the 34 (số quy đổi theo 34 tỉnh).

Counts add up. Points and shares do not: a new province is given the mean of its old ones, weighted in more than one
stated way, as a range with a central value. Ranks are never merged: they are made anew among the 34.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from parlib.province_names import check_one_vintage
from parlib.read_log import cached_with_reads
from parlib.scores import add_shares, drop_few, measure_changes, rank_provinces
from parlib.speech import tell
from parlib.store import home_version, lend, load_table
from parlib.terms import INDICES, RULES, VINTAGES

WEIGHTINGS = ("population", "equal", "grdp")
"""Ways to weight the old provinces in the new one: by people, all alike, by gross regional product."""

CENTRAL = "population"
"""The weighting of the central value where no rule of the issuer is known: an assumption, and said to be one."""

LEAST_KNOWN = 0.5
"""Least share of the new province's people whose old provinces must have a figure, for a partial value."""

MERGED = ("whole", "partial", "missing")
"""States of a merged figure: every old province has one; those of half the people or more; fewer."""

BACK_CAST = "back_cast"
"""Kind of a score of one of the 34 that is computed from those of the 63."""


def find_nearest_year(facts: pd.DataFrame, year: int) -> int:
    """Return the year of *facts* nearest to *year*; of two equally near the earlier.

    Examples
    --------
    >>> find_nearest_year(pd.DataFrame({"year": [2022, 2024]}), 2011)
    2022
    """
    return int(min(facts["year"].unique(), key=lambda at: (abs(at - year), at)))


def measure_weights(facts: pd.DataFrame, places: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the weight of each old province in its new one, in every weighting, for a year.

    Population and product are those of the same year or, where none is at hand, of the nearest year that has them
    (2022 for all years before). Every old province weighs 1 in ``equal``.

    Parameters
    ----------
    facts : pandas.DataFrame
        Facts of index ``gso``.
    places : pandas.DataFrame
        Provinces of both vintages.
    year : int
        Year of the scores to be merged.

    Returns
    -------
    pandas.DataFrame
        ``province_code, holder_code`` (new province), `WEIGHTINGS` (adding up to 1 within each new province),
        ``weight_year``; one row an old province.

    Raises
    ------
    ValueError
        If population or GRDP of a province is not at hand.
    """
    facts, nearest = facts[facts["chosen"].astype(bool)], find_nearest_year(facts, year)
    known = facts[facts["year"] == nearest].pivot(index="place_code", columns="measure", values="value")
    old = places[places["vintage"] == "63"]
    table = old[["province_code", "successor_code"]].rename(columns={"successor_code": "holder_code"})
    table = table.join(known[["population", "grdp_per_capita"]], on="province_code", validate="1:1")
    table["equal"] = 1.0
    table["grdp"] = table["population"] * table["grdp_per_capita"]
    lacking = table.loc[table[list(WEIGHTINGS)].isna().any(axis=1), "province_code"].tolist()
    if lacking:
        raise ValueError(
            tell(
                "population or GRDP of {nearest} is not at hand for {lacking}: see places/",
                nearest=nearest,
                lacking=lacking,
            )
        )
    for name in WEIGHTINGS:
        table[name] /= table.groupby("holder_code")[name].transform("sum")
    return table[["province_code", "holder_code", *WEIGHTINGS]].assign(weight_year=int(nearest)).reset_index(drop=True)


def find_rule(index: str) -> str:
    """Return the weighting by which an index's issuer itself merges old provinces; blank where that is not known.

    Examples
    --------
    >>> find_rule("dti"), find_rule("papi")
    ('equal', '')
    """
    return RULES[index].merger if index in RULES else ""


@cached_with_reads
def _list_unmerged(home: tuple[Path, int]) -> frozenset[str]:
    holders = load_table("places", home[0], noted=False).query("vintage == '63'")["successor_code"]
    return frozenset(holders[~holders.duplicated(keep=False)])


def is_unmerged(province_code: str) -> bool:
    """Tell whether one of the 34 is an old province left as it was: its past is its published figure."""
    return province_code in _list_unmerged(home_version())


_MERGED = [
    "year",
    "component_code",
    "province_code",
    *WEIGHTINGS,
    "score",
    "low",
    "high",
    "known_share",
    "n_parts",
    "n_known",
    "state",
    "missing",
    "weight_year",
]


def merge_scores(scores: pd.DataFrame, weights: dict[int, pd.DataFrame], rule: str = "") -> pd.DataFrame:
    """Merge scores of the 63 into the 34, cell by cell, in every weighting, with a stated rule for what is missing.

    ``whole``: every old province has a score. ``partial``: those with one hold at least half of the people
    (`LEAST_KNOWN`); the value is of them alone, and the range is widened to what it would be if the missing ones had
    the lowest or the highest score of the country. ``missing``: fewer, no value.

    Parameters
    ----------
    scores : pandas.DataFrame
        ``year, component_code, province_code, score`` of the 63.
    weights : dict
        Table of `measure_weights` by year.
    rule : str
        The issuer's own weighting (`find_rule`): then that is the value, and the others are no range around it.

    Returns
    -------
    pandas.DataFrame
        ``year, component_code, province_code`` (of the 34), `WEIGHTINGS` (the value in each), ``score`` (by the
        rule, else in the `CENTRAL` one), ``low, high`` (over all weightings that may hold), ``known_share`` (0-1,
        people in old provinces with a score), ``n_parts, n_known, state, missing`` (codes of old provinces without a
        score, by comma), ``weight_year``.
    """
    cells = scores.pivot(index=["year", "component_code"], columns="province_code", values="score")
    tables = [_merge_year(cells.loc[[year]], weights[year], rule) for year in cells.index.unique("year")]
    return pd.concat(tables, ignore_index=True)


def _merge_year(cells: pd.DataFrame, weights: pd.DataFrame, rule: str) -> pd.DataFrame:
    """Merge the cells of one year: rows are components, columns old provinces."""
    # An old province without a score in any year has no column, and its new one would pass for whole without it.
    cells = cells.reindex(columns=sorted(weights["province_code"]))
    old, holders = cells.columns.to_numpy(), sorted(weights["holder_code"].unique())
    row = weights.set_index("province_code").reindex(old)
    # Old provinces by new ones: every sum over the parts of a new one is then one product of matrices.
    belongs = row["holder_code"].to_numpy()[:, None] == np.array(holders)[None, :]
    values, known = cells.to_numpy(float), np.isfinite(cells.to_numpy(float))
    lowest, highest = _find_limits(values)
    means, bounds = {}, []
    for name in WEIGHTINGS:
        weight = belongs * row[name].to_numpy()[:, None]
        total, held = np.nan_to_num(values) @ weight, known @ weight
        with np.errstate(invalid="ignore", divide="ignore"):
            means[name] = total / held
        # What is missing at the lowest, then at the highest known score; without a rule any weighting may hold.
        if name == rule or not rule:
            bounds += [total + (1 - held) * lowest, total + (1 - held) * highest]
        if name == CENTRAL:
            known_share = held
    n_known = known.astype(float) @ belongs
    n_parts = np.broadcast_to(belongs.sum(axis=0), n_known.shape)
    state = np.select([n_known == n_parts, known_share >= LEAST_KNOWN - 1e-12], MERGED[:2], MERGED[2])
    none = state == "missing"
    index = cells.index.repeat(len(holders))
    table = pd.DataFrame({"year": index.get_level_values(0), "component_code": index.get_level_values(1)})
    table["province_code"] = np.tile(holders, len(cells))
    for name in WEIGHTINGS:
        table[name] = np.where(none, np.nan, means[name]).ravel()
    table["score"] = table[rule or CENTRAL]
    table["low"] = np.where(none, np.nan, np.min(bounds, axis=0)).ravel()
    table["high"] = np.where(none, np.nan, np.max(bounds, axis=0)).ravel()
    table["known_share"], table["n_parts"], table["n_known"] = known_share.ravel(), n_parts.ravel(), n_known.ravel()
    table["state"] = state.ravel()
    table["missing"] = _list_missing(old, known, belongs)
    return table.astype({"n_parts": "int64", "n_known": "int64"}).assign(weight_year=int(row["weight_year"].iloc[0]))


def _find_limits(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the lowest and highest known score of each component as columns; zero where none is known."""
    empty = ~np.isfinite(values).any(axis=1)
    filled = np.where(empty[:, None], 0.0, values)
    return np.nanmin(filled, axis=1)[:, None], np.nanmax(filled, axis=1)[:, None]


def _list_missing(old: np.ndarray, known: np.ndarray, belongs: np.ndarray) -> list[str]:
    parts = [np.flatnonzero(belongs[:, at]) for at in range(belongs.shape[1])]
    return [",".join(old[part[~cell[part]]]) for cell in known for part in parts]


def back_cast(scores: pd.DataFrame, merged: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Return scores of the 34 made from those of the 63 (`merge_scores`), ranked among the 34.

    Only whole figures are scores: a partial one has none, so it has no rank and takes no part in any national figure.

    Parameters
    ----------
    scores : pandas.DataFrame
        Table ``scores`` of one index, 63 provinces.
    merged : pandas.DataFrame
        As `merge_scores` makes it of *scores*.
    places : pandas.DataFrame
        Provinces of both vintages.

    Returns
    -------
    pandas.DataFrame
        Columns as *scores*, those of samples blank; ``vintage`` ``34``, ``kind`` ``back_cast``, but as it was for a
        province that the merger left as it was: its figure is the published one. Where only single facts
        are printed, ``kind`` stays ``printed``: a place among the few known would mean nothing, so a new province
        has no rank, and one that was left as it was keeps its printed rank among the 63. ``source_id`` is that of its
        own old provinces (of several, the first with a score), blank where nothing of them is known.
    """
    keys = ["year", "component_code"]
    about = ["index", "component_key", "level", "min_score", "max_score", "series", "kind"]
    cells = scores.drop_duplicates(keys)[[*keys, *about]]
    new = places.loc[places["vintage"] == "34", ["province_code", "name_vi", "region_code"]]
    table = merged[[*keys, "province_code", "score", "n_parts"]].assign(vintage="34")
    table["score"] = table["score"].where(merged["state"] == "whole")
    table = table.merge(cells, on=keys, validate="m:1").merge(
        new.rename(columns={"name_vi": "province"}), on="province_code", validate="m:1"
    )
    table = table.assign(source_id=_find_sources(scores, places, table))
    single, ranked = table["kind"] == "printed", drop_few(rank_provinces(add_shares(table)), len(new))
    ranked = _restore_printed(ranked, scores, places, single)
    ranked["kind"] = ranked["kind"].where(single | (ranked["n_parts"] == 1), BACK_CAST)
    return _drop_across(measure_changes(ranked)).reindex(columns=scores.columns)


def _find_sources(scores: pd.DataFrame, places: pd.DataFrame, table: pd.DataFrame) -> list[str]:
    """Return for each row of *table* (of the 34) the source of the old provinces in it; blank where none is known."""
    keys = ["year", "component_code", "province_code"]
    successors = places[places["vintage"] == "63"].set_index("province_code")["successor_code"]
    known_first = scores.sort_values("score", key=pd.isna, kind="stable")
    own = known_first.assign(province_code=known_first["province_code"].map(successors)).drop_duplicates(keys)
    return own.set_index(keys)["source_id"].reindex(pd.MultiIndex.from_frame(table[keys])).fillna("").tolist()


def _restore_printed(
    ranked: pd.DataFrame, scores: pd.DataFrame, places: pd.DataFrame, single: pd.Series
) -> pd.DataFrame:
    """Return *ranked* with the printed ranks among the 63 of single facts, of provinces that were left as they were."""
    keys = ["year", "component_code", "province_code"]
    old = places[places["vintage"] == "63"].set_index("province_code")["successor_code"]
    left = old[~old.duplicated(keep=False)]
    printed = scores[scores["province_code"].isin(left.index)]
    printed = printed.assign(province_code=printed["province_code"].map(left)).set_index(keys)[["rank", "n_ranked"]]
    printed = printed.reindex(pd.MultiIndex.from_frame(ranked[keys])).set_axis(ranked.index)
    return ranked.assign(**{name: ranked[name].mask(single, printed[name]) for name in printed})


def _drop_across(ranked: pd.DataFrame) -> pd.DataFrame:
    """Take back changes in places from a printed rank among the 63 to one among the 34, and the other way."""
    keys = ["province_code", "component_key", "year"]
    before = ranked[keys].assign(year=ranked["year"] - 1)
    printed = pd.Series((ranked["kind"] == "printed").to_numpy(), index=pd.MultiIndex.from_frame(ranked[keys]))
    was = printed.reindex(pd.MultiIndex.from_frame(before)).set_axis(ranked.index)
    return ranked.assign(rank_change=ranked["rank_change"].where(was == printed.to_numpy()))


def load_scores(index: str, vintage: str = "") -> pd.DataFrame:
    """Return the scores of an index for the provinces of one vintage.

    For ``34``, years that were published for the 63 are back-cast (``kind`` says so); ``change`` and ``rank_change``
    are never measured between a back-cast year and a published one. For ``63`` there are no years after the merger.

    Parameters
    ----------
    index : str
        Index id.
    vintage : str, optional
        ``63`` or ``34``; not needed while all years of the index are of one vintage.

    Raises
    ------
    MixedVintagesError
        If no vintage is given and years of both are at hand.
    ValueError
        For an index that has no figures of the 63 provinces.
    """
    if vintage and vintage not in (*VINTAGES, index):
        raise ValueError(
            tell("vintage {vintage!r} is not known: choose one of {vintages}", vintage=vintage, vintages=VINTAGES)
        )
    if not vintage:
        return check_one_vintage(
            load_table("scores", index=index), tell("{short} of all years", short=INDICES[index].short)
        )
    found = find_scores(index, vintage)
    if found.empty and vintage == "63":
        short = INDICES[index].short
        raise ValueError(
            tell('{short} is published for the 34 provinces only: choose vintage="34" (--vintage 34)', short=short)
        )
    return found


def find_scores(index: str, vintage: str) -> pd.DataFrame:
    """Return the scores of an index for one vintage as `load_scores` does; empty where it has none of that vintage."""
    # Shallow: pandas copies on write, so whoever writes into a table has his own and the cached one stays.
    if vintage == "34" and len(_load_native(index, "63", home_version())):
        return _load_all(index, home_version()).copy(deep=False)
    return _load_native(index, vintage, home_version()).copy(deep=False)


def load_merged(index: str) -> pd.DataFrame:
    """Return the figures of `merge_scores` of every year of an index that was published for the 63 provinces."""
    return lend(_load_past(index, home_version())[0])


@cached_with_reads
def _load_native(index: str, vintage: str, home: tuple[Path, int]) -> pd.DataFrame:
    """Return the scores of an index that were published for one vintage."""
    scores = load_table("scores", home[0], index)
    return scores[scores["vintage"] == vintage]


@cached_with_reads
def _load_all(index: str, home: tuple[Path, int]) -> pd.DataFrame:
    """Return the scores of the 34: back-cast years, then published ones."""
    past, native = _load_past(index, home)[1], _load_native(index, "34", home)
    return past if native.empty else pd.concat([past, native], ignore_index=True)


@cached_with_reads
def _load_past(index: str, home: tuple[Path, int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return merged figures and back-cast scores of an index, made once for as long as the tables live."""
    scores = load_table("scores", home[0], index)
    scores = scores[scores["vintage"] == "63"]
    places, facts = load_table("places", home[0]), load_table("facts", home[0], "gso")
    if scores.empty or facts.empty:
        return pd.DataFrame(columns=_MERGED), scores.iloc[:0]
    # Years without figures of their own share those of the nearest: weights are measured once for each of these.
    weigh = lru_cache(lambda year: measure_weights(facts, places, year))
    weights = {year: weigh(find_nearest_year(facts, year)) for year in scores["year"].unique().tolist()}
    merged = merge_scores(scores, weights, find_rule(index))
    return merged, back_cast(scores, merged, places)
