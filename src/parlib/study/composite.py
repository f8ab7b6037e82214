"""A new province and its old ones: the past as a range, and which part pulls (sáp nhập)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from parlib.merger import CENTRAL, WEIGHTINGS, find_rule, find_scores, load_merged, measure_weights
from parlib.read_log import cached_with_reads
from parlib.store import home_version, load_table
from parlib.study.asked import of_province
from parlib.subject import COUNTRY, Subject
from parlib.terms import MERGER_YEAR, find_vintage

_TRACED = [
    "year",
    "province_code",
    "vintage",
    "place",
    "role",
    "score",
    "low",
    "high",
    *(f"by_{name}" for name in WEIGHTINGS),
    "state",
    "known_share",
    "missing",
    "rank",
    "n_ranked",
    "weight_year",
    "segment",
    "max_score",
    "n_parts",
    "central",
]


def find_holder(subject: Subject) -> str | None:
    """Return the code among the 34 of the subject's province or of the new one that holds it; None for what is none.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2023, "Phú Thọ", "4", language="en", vintage="34")
    >>> parlib.study.composite.find_holder(subject)
    '25'
    """
    if subject.province_code == COUNTRY or subject.index.nouns:
        return None
    if subject.vintage == "34":
        return subject.province_code
    places = subject.places
    return places.loc[places["province_code"] == subject.province_code, "successor_code"].iloc[0]


def list_places(subject: Subject) -> pd.DataFrame:
    """Return the new province that is or holds the subject's and its old provinces, in the subject's language.

    Returns
    -------
    pandas.DataFrame
        ``vintage, province_code, place, role`` (``merged`` the new province, ``part`` an old one); the new one first.
        Empty for the country.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2023, "Phú Thọ", "4", language="en", vintage="34")
    >>> parlib.study.composite.list_places(subject)
      vintage province_code      place    role
    0      34            25    Phu Tho  merged
    1      63            17   Hoa Binh    part
    2      63            25    Phu Tho    part
    3      63            26  Vinh Phuc    part
    """
    found = _group_places(home_version()).get(find_holder(subject), [])
    name = 2 if subject.language == "vi" else 3
    rows = [(row[0], row[1], row[name], "merged" if row[0] == "34" else "part") for row in found]
    return pd.DataFrame(rows, columns=["vintage", "province_code", "place", "role"])


@cached_with_reads
def _group_places(home: tuple[Path, int]) -> dict[str, list[tuple[str, str, str, str]]]:
    """Return vintage, code and both names of each new province, itself first, then its old ones."""
    places = load_table("places", home[0])
    columns = ["vintage", "province_code", "name_vi", "name_en"]
    new = places[places["vintage"] == "34"]
    groups = {row[1]: [row] for row in new[columns].itertuples(index=False, name=None)}
    old = places[places["vintage"] == "63"]
    for holder, row in zip(old["successor_code"], old[columns].itertuples(index=False, name=None), strict=True):
        groups.setdefault(holder, []).append(row)
    return groups


_AT = ["year", "component_code", "province_code"]


@of_province
def trace_merged(subject: Subject) -> pd.DataFrame:
    """Trace the new province's past as a range and a central value over weightings, with its old provinces.

    Points do not add up: each year's value is the mean of the old provinces in every weighting of
    `parlib.merger.WEIGHTINGS`; the central value is that by the issuer's rule or, where none is known, by population.
    Ranks are among the back-cast 34. Whole, partial and missing figures are told apart by the rule of
    `parlib.merger.merge_scores`.

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
        for the 63, and for a province that the merger left as it was.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2023, "Phú Thọ", "4", language="en", vintage="34")
    >>> table = parlib.study.composite.trace_merged(subject)
    >>> table.query("role == 'merged'")[["year", "score", "low", "high", "state"]].tail(2).round(2)
        year  score   low  high  state
    11  2022   6.82  6.76  6.82  whole
    12  2023   6.90  6.85  6.93  whole
    """
    places, key = list_places(subject), subject.leaf["component_key"]
    parts = places[places["role"] == "part"]
    if len(parts) < 2 or find_vintage(subject.index.id, MERGER_YEAR - 1) == "34":
        return pd.DataFrame(columns=_TRACED)
    figures, rows_of = _gather_past(subject.index.id, key, home_version())
    if not (figures["role"] == "merged").any():  # without the people of each old province none is weighed
        return pd.DataFrame(columns=_TRACED)
    names = {(row.role, row.province_code): row.place for row in places.itertuples()}
    rows = np.concatenate([rows_of.get(place, _NONE) for place in sorted(names)])
    table = figures.take(rows[figures["year"].to_numpy()[rows] <= subject.year]).reset_index(drop=True)
    table["place"] = [names[place] for place in zip(table["role"], table["province_code"], strict=True)]
    table["missing"] = [
        ", ".join(names["part", code] for code in found.split(",") if code) if isinstance(found, str) else found
        for found in table["missing"]
    ]
    return table.assign(n_parts=len(parts), central=find_rule(subject.index.id) or CENTRAL)[_TRACED]


def preload_past(subject: Subject) -> None:
    """Gather what `trace_merged` shows of any province, before the processes that make pages are forked.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.composite.preload_past(subject)  # gathers once what pages of any province show
    """
    if find_vintage(subject.index.id, MERGER_YEAR - 1) != "34":
        _gather_past(subject.index.id, subject.leaf["component_key"], home_version())


_NONE = np.array([], dtype=int)


@cached_with_reads
def _gather_past(
    index: str, key: str, home: tuple[Path, int]
) -> tuple[pd.DataFrame, dict[tuple[str, str], np.ndarray]]:
    """Return the figures of a component for new and old provinces, by role, place and year, and where each place is."""
    trees = load_table("components", home[0], index)
    trees = trees.loc[trees["component_key"] == key, ["year", "component_code", "series", "max_score"]]
    segments = _number_segments(trees)
    merged, ranked, old = load_merged(index), find_scores(index, "34"), find_scores(index, "63")
    merged = merged[merged["component_code"].isin(trees["component_code"])]
    merged = merged.rename(columns={name: f"by_{name}" for name in WEIGHTINGS})
    merged = merged.merge(trees, on=["year", "component_code"], validate="m:1").assign(role="merged", vintage="34")
    ranked = ranked.loc[ranked["component_key"] == key, [*_AT, "rank", "n_ranked"]]
    merged = merged.merge(ranked, on=_AT, how="left", validate="1:1")
    old = old.loc[old["component_key"] == key, [*_AT, "score", "rank", "n_ranked"]]
    old = old.merge(trees, on=["year", "component_code"], validate="m:1").assign(role="part", vintage="63")
    table = pd.concat([merged, old.drop(columns="component_code")], ignore_index=True)
    table["segment"] = table["year"].map(segments)
    table = table.sort_values(["role", "province_code", "year"], ignore_index=True)
    return table, table.groupby(["role", "province_code"]).indices


def _number_segments(trees: pd.DataFrame) -> dict[int, int]:
    rows = trees.sort_values("year")
    return dict(zip(rows["year"], (rows["series"] != rows["series"].shift()).cumsum(), strict=True))


_PULLS = [
    "component_code",
    "component",
    "level",
    "score",
    "max_score",
    "lowest_place",
    "lowest_score",
    "highest_place",
    "highest_score",
    "gap",
    "gap_share",
    "pull_place",
    "pull",
    "n_known",
    "n_parts",
]


@of_province
def compare_parts(subject: Subject) -> pd.DataFrame:
    """Return how far the old provinces lie apart on each component, and which one pulls the new one down most.

    A merger of unequals is a finding of its own. The pull of an old province is its weight (`trace_merged`) times its
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

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2023, "Phú Thọ", "4", language="en", vintage="34")
    >>> table = parlib.study.composite.compare_parts(subject)
    >>> table[["component_code", "score", "lowest_place", "highest_place", "gap"]].head(2).round(2)
      component_code  score lowest_place highest_place   gap
    0            4.1   1.69    Vinh Phuc      Hoa Binh  0.27
    1            4.3   1.16      Phu Tho      Hoa Binh  0.20
    """
    parts = list_places(subject).query("role == 'part'")
    if len(parts) < 2 or find_vintage(subject.index.id, subject.year) == "34":
        return pd.DataFrame(columns=_PULLS)
    weight = _weigh_year(subject.index.id, subject.year, home_version())
    if not weight:
        return pd.DataFrame(columns=_PULLS)
    codes, names = parts["province_code"].tolist(), parts["place"].to_numpy(object)
    weights, figures = (
        np.array([weight[code] for code in codes]),
        _spread_year(subject.index.id, subject.year, home_version()),
    )
    scores = figures.reindex(columns=codes)
    own = dict(zip(scores.index, scores.to_numpy(float), strict=True))
    rows = subject.smallest[["component_code", "component", "level", "max_score"]].itertuples(index=False, name=None)
    table = [
        (*about, *_measure_pull(own[about[0]], weights, names), len(parts))
        for about in rows
        if about[0] in own and np.isfinite(own[about[0]]).sum() >= 2
    ]
    columns = ["component_code", "component", "level", "max_score", *_FOUND, "n_parts"]
    found = pd.DataFrame(table, columns=columns)
    found["gap_share"] = found["gap"] / found["max_score"]
    return found.sort_values("gap", ascending=False, ignore_index=True)[_PULLS]


_FOUND = [
    "score",
    "lowest_place",
    "lowest_score",
    "highest_place",
    "highest_score",
    "gap",
    "pull_place",
    "pull",
    "n_known",
]


def _measure_pull(own: np.ndarray, weight: np.ndarray, names: np.ndarray) -> tuple:
    """Return the figures `_FOUND` of one component from the scores of old provinces."""
    known = np.isfinite(own)
    own, names, share = own[known], names[known], weight[known] / weight[known].sum()
    mean = float((share * own).sum())
    pull = share * (own - mean)
    low, high, down = own.argmin(), own.argmax(), pull.argmin()
    return (mean, names[low], own[low], names[high], own[high], own[high] - own[low], names[down], pull[down], len(own))


@cached_with_reads
def _weigh_year(index: str, year: int, home: tuple[Path, int]) -> dict[str, float]:
    """Return the weight of each old province in its new one by the rule of the index; none without population."""
    facts = load_table("facts", home[0], index="gso")
    if facts.empty:
        return {}
    weights = measure_weights(facts, load_table("places", home[0]), year)
    return weights.set_index("province_code")[find_rule(index) or CENTRAL].to_dict()


@cached_with_reads
def _spread_year(index: str, year: int, home: tuple[Path, int]) -> pd.DataFrame:
    """Return the scores of the old provinces in a year by component and place."""
    scores = find_scores(index, "63")
    return scores[scores["year"] == year].pivot(index="component_code", columns="province_code", values="score")
