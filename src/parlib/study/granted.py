"""What a province claimed and what it was granted (tự đánh giá, thẩm định, điều tra), by part, agency and reason."""

from __future__ import annotations

import pandas as pd

from parlib.scores import drop_few, is_whole
from parlib.store import load_table
from parlib.study.asked import of_province
from parlib.study.duty import find_holders
from parlib.subject import Subject
from parlib.terms import TOLERANCE

BY_DOCUMENTS = "documents"
"""Method whose points are appraised from documents; the other methods are surveys and outcomes."""

_CLAIMS = [
    "component_code",
    "component",
    "agency",
    "max_score",
    "self_score",
    "appraised_score",
    "overclaim",
    "national_overclaim",
    "overclaim_years",
    "reason",
]


@of_province
def read_parts(subject: Subject) -> pd.DataFrame:
    """Return the points of all provinces below the component, without parents; empty where there is no scoreboard.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.granted.read_parts(subject).empty  # no scoreboard holds this component
    True
    """
    parts = load_table("parts", index=subject.index.id, year=subject.year, vintage=subject.vintage)
    if parts.empty:
        return parts
    tree = subject.tree
    leaves = set(tree["component_code"]) - set(tree["parent_code"])
    below = [code for code in leaves if _is_below(code, subject.component_code, tree)]
    return parts[parts["component_code"].isin(below)]


def _is_below(code: str, above: str, tree: pd.DataFrame) -> bool:
    """Tell whether a component is *above* itself or lies anywhere below it."""
    parents = dict(zip(tree["component_code"], tree["parent_code"], strict=True))
    while code and code != above:
        code = parents.get(code, "")
    return code == above


@of_province
def list_claims(subject: Subject) -> pd.DataFrame:
    """Return the parts below the component on which the province claimed more than was granted, most first.

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, agency, max_score, self_score, appraised_score, overclaim`` (claimed minus
        granted), ``national_overclaim`` (mean of all provinces, missing where not nearly all are known),
        ``overclaim_years`` (years in a row with a claim above what was granted, by lasting key), ``reason`` of the
        appraisers.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.granted.list_claims(subject).empty  # no scoreboard holds this component
    True
    """
    parts = read_parts(subject)
    if parts.empty:
        return pd.DataFrame(columns=_CLAIMS)
    parts = parts.assign(overclaim=parts["self"] - parts["appraised"]).dropna(subset="overclaim")
    nation = _mean_of_all(parts, "component_code", "overclaim", subject)
    own = parts[(parts["province_code"] == subject.province_code) & (parts["overclaim"] > TOLERANCE)]
    own = own.rename(columns={"self": "self_score", "appraised": "appraised_score"})
    names = dict(zip(subject.tree["component_code"], subject.tree["component"], strict=True))
    years = _count_years(subject, set(own["component_key"]))
    own = own.assign(
        agency=own["component_code"].map(find_holders(subject)).fillna(""),
        component=own["component_code"].map(names),
        national_overclaim=own["component_code"].map(nation).astype(float),
        overclaim_years=own["component_key"].map(years).astype("Int64"),
    )
    return own.sort_values("overclaim", ascending=False, kind="stable")[_CLAIMS].reset_index(drop=True)


def _count_years(subject: Subject, keys: set[str]) -> dict[str, int]:
    """Return, by lasting key, the years in a row up to the subject's in which the province claimed too much."""
    parts = load_table("parts", index=subject.index.id, vintage=subject.vintage, province_code=subject.province_code)
    over = parts[(parts["self"] - parts["appraised"] > TOLERANCE) & parts["component_key"].isin(keys)]
    years = over.groupby("component_key")["year"].agg(set)
    return {key: next(n for n in range(1, 100) if subject.year - n not in found) for key, found in years.items()}


@of_province
def compare_sides(subject: Subject) -> pd.DataFrame:
    """Return the points from documents beside those from surveys and outcomes, and the nation's share of each.

    Nothing is said of the nation, nor of a rank, where not (nearly) all provinces are in the scoreboard.

    Returns
    -------
    pandas.DataFrame
        ``side`` (``documents``, ``surveys``), ``max_score, score, lost, share, national_share, rank, n_ranked``,
        ``n_claimed`` (parts of which points claimed and points granted are known); a side without points in the
        component is left out. Empty where no method is known. Where the framework does not
        say how a part is measured, the kind of points that all provinces have of it does: appraised or of a survey.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.granted.compare_sides(subject).empty  # no scoreboard holds this component
    True
    """
    parts = read_parts(subject)
    parts = parts.assign(side=_find_sides(parts))
    parts = parts[parts["side"].ne("") & parts["max_score"].notna()]
    by = ["side", "province_code"]
    points = parts.groupby(by)[["max_score", "score"]].sum(min_count=1)
    claimed = parts.assign(n_claimed=parts[["self", "appraised"]].notna().all(axis="columns"))
    points["n_claimed"] = claimed.groupby(by)["n_claimed"].sum()
    points = points.assign(share=points["score"] / points["max_score"]).reset_index()
    places = points.groupby("side")["score"]
    points["rank"] = places.rank(ascending=False, method="min").astype("Int64")
    points["n_ranked"] = places.transform("count").astype("Int64")
    points["national_share"] = points["side"].map(_mean_of_all(points, "side", "share", subject)).astype(float)
    points = drop_few(points, len(subject.places))
    own = points[points["province_code"] == subject.province_code]
    columns = ["side", "max_score", "score", "lost", "share", "national_share", "rank", "n_ranked", "n_claimed"]
    return own.assign(lost=own["max_score"] - own["score"])[columns].reset_index(drop=True)


def _find_sides(parts: pd.DataFrame) -> pd.Series:
    """Return ``documents`` or ``surveys`` by part, blank where neither the framework nor the points say which."""
    given = parts.groupby("component_code")[["appraised", "survey"]].transform("count").gt(0)
    documents = parts["method"].eq(BY_DOCUMENTS) | (parts["method"].eq("") & given["appraised"] & ~given["survey"])
    surveys = ~documents & (parts["method"].ne("") | (given["survey"] & ~given["appraised"]))
    return pd.Series("", index=parts.index).mask(documents, "documents").mask(surveys, "surveys")


def _mean_of_all(table: pd.DataFrame, by: str, value: str, subject: Subject) -> pd.Series:
    """Return the mean over provinces by group; missing where not (nearly) all of them have a value."""
    groups = table.groupby(by)[value]
    return groups.mean().where(is_whole(groups.count().to_numpy(), len(subject.places)))


@of_province
def sum_agencies(subject: Subject) -> pd.DataFrame:
    """Return points held, claimed, granted and lost by the agency that holds each part, most lost first.

    Returns
    -------
    pandas.DataFrame
        ``agency, parts`` (how many), ``max_score, self_score`` (missing where not all that was scored was claimed:
        points of surveys are not), ``score, lost, overclaim``; missing where nothing of it is known.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.granted.sum_agencies(subject).empty  # no scoreboard holds this component
    True
    """
    own = _own_parts(subject)
    own = own.assign(agency=own["component_code"].map(find_holders(subject)).fillna(""))
    own = own[own["agency"] != ""].assign(overclaim=(own["self"] - own["appraised"]).clip(lower=0))
    held = own.rename(columns={"self": "self_score"}).groupby("agency")
    figures = ["max_score", "self_score", "score", "lost", "overclaim"]
    sums = held[figures].sum(min_count=1)  # what is not known of any part is not nought
    sums.insert(0, "parts", held.size())
    sums["self_score"] = sums["self_score"].where(held["self_score"].count() == held["score"].count())
    return sums.sort_values("lost", ascending=False, kind="stable").reset_index()


@of_province
def sum_reasons(subject: Subject) -> pd.DataFrame:
    """Return the points lost by the reason that the appraisers gave, most first; a blank reason is one not given.

    Returns
    -------
    pandas.DataFrame
        ``reason, parts`` (how many), ``lost, lost_share`` (of all points lost).

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.granted.sum_reasons(subject).empty  # no scoreboard holds this component
    True
    """
    own = _own_parts(subject)
    own = own[own["lost"] > TOLERANCE]
    sums = own.groupby("reason").agg(parts=("component_code", "size"), lost=("lost", "sum"))
    sums["lost_share"] = sums["lost"] / sums["lost"].sum()
    return sums.sort_values("lost", ascending=False, kind="stable").reset_index()


def _own_parts(subject: Subject) -> pd.DataFrame:
    """Return the province's own parts with what each lost."""
    parts = read_parts(subject)
    own = parts[parts["province_code"] == subject.province_code]
    return own.assign(lost=own["max_score"] - own["score"])
