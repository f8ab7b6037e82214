"""Provinces like this one, and where they do better (các tỉnh tương đồng)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from parlib.read_log import cached_with_reads
from parlib.scores import is_whole
from parlib.store import home_version, load_table
from parlib.study.asked import of_province
from parlib.study.panel import Panel, gather_panel
from parlib.study.position import name_provinces
from parlib.subject import Subject
from parlib.terms import LEAST_OF_TOP, TOLERANCE, TOP

COVARIATES = ("population", "urban_share", "grdp_per_capita")
"""What makes provinces alike: thousand people (logarithm), share of people in towns, million dong a head (log)."""

REGION_PENALTY = 1.0
"""How far another region counts, in standard deviations of one covariate."""

FAR = 2.0
"""Distance in standard deviations from which a province is not called similar; the sixth nearest of half of the 63 lies
nearer than 1.2."""

_COLUMNS = [
    "province_code",
    "province",
    "region",
    "role",
    "distance",
    "same_region",
    *COVARIATES,
    *(f"{name}_difference" for name in COVARIATES),
    "covariate_year",
    "score",
    "share",
    "rank",
    "score_gap",
]


def gather_covariates(subject: Subject) -> pd.DataFrame:
    """Return population, urban share and GRDP per head of each province of the subject's vintage.

    The latest year up to the subject's is taken; before the first year at hand (2022), that first one, and
    ``covariate_year`` says so. New provinces are the sum of their parts, GRDP per head weighted with population.

    Returns
    -------
    pandas.DataFrame
        ``province_code, covariate_year, population`` (thousand people), ``urban_share`` (0-1), ``grdp_per_capita``
        (million dong); provinces with all three only.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.peers.gather_covariates(subject).head(2).round(2)
      province_code  population  urban_share  grdp_per_capita  covariate_year
    0            01      8717.6         0.49            160.1            2024
    1            02       911.4         0.16             37.5            2024
    """
    if subject.index.nouns:  # the places of an own index bring their own figures
        known = subject.places.rename(columns={"province_code": "place_code"}).dropna(subset="population")
        return sum_covariates(known).assign(covariate_year=subject.year)
    return _gather_covariates(subject.year, subject.vintage, home_version()).copy(deep=False)


@cached_with_reads
def _gather_covariates(year: int, vintage: str, home: tuple[Path, int]) -> pd.DataFrame:
    facts = load_table("facts", home[0], "gso")
    facts = facts[facts["chosen"]]
    years = sorted(facts["year"].unique())
    if not years:
        return pd.DataFrame(columns=["province_code", "covariate_year", *COVARIATES])
    year = max([at for at in years if at <= year], default=years[0])
    facts = facts[facts["year"] == year]
    by_measure = {name: rows.set_index("place_code")["value"] for name, rows in facts.groupby("measure")}
    table = pd.DataFrame(by_measure).reset_index()
    if vintage == "34":
        places = load_table("places", home[0])
        table["place_code"] = table["place_code"].map(
            dict(places.loc[places["vintage"] == "63", ["province_code", "successor_code"]].to_numpy())
        )
    return sum_covariates(table).assign(covariate_year=int(year))


def sum_covariates(figures: pd.DataFrame) -> pd.DataFrame:
    """Add covariates up by place: people add, GRDP per head is weighted with people.

    Parameters
    ----------
    figures : pandas.DataFrame
        ``place_code, population, urban_population, grdp_per_capita``; a place may stand more than once.

    Returns
    -------
    pandas.DataFrame
        ``province_code`` and `COVARIATES`; a place with a missing part is left out.

    Examples
    --------
    >>> parts = pd.DataFrame({"place_code": ["24", "24"], "population": [1000.0, 3000.0],
    ...                       "urban_population": [100.0, 900.0], "grdp_per_capita": [40.0, 80.0]})
    >>> sum_covariates(parts).values.tolist()
    [['24', 4000.0, 0.25, 70.0]]
    """
    parts = figures.assign(grdp=figures["population"] * figures["grdp_per_capita"])
    columns = ["population", "urban_population", "grdp"]
    missing = parts.loc[parts[columns].isna().any(axis=1), "place_code"]
    sums = parts[~parts["place_code"].isin(missing)].groupby("place_code")[columns].sum()
    people, urban, grdp = sums.to_numpy().T
    return pd.DataFrame(
        {
            "province_code": sums.index.to_numpy(object),
            "population": people,
            "urban_share": urban / people,
            "grdp_per_capita": grdp / people,
        }
    )


@of_province
def find_peers(subject: Subject, covariates: pd.DataFrame | None = None, count: int = 6) -> pd.DataFrame:
    """Return the provinces most like the subject's, nearest first, after the province itself; none that is far.

    Distance is Euclidean over standardised covariates (logarithm of population, urban share, logarithm of GRDP per
    head; mean 0 and standard deviation 1 over provinces); another region adds `REGION_PENALTY` as a fourth
    coordinate. Scores play no part in the choice.

    Parameters
    ----------
    subject : Subject
        What the page is about.
    covariates : pandas.DataFrame, optional
        As `gather_covariates` returns them, which is the default.
    count : int
        Most peers; fewer where not as many lie within `FAR`.

    Returns
    -------
    pandas.DataFrame
        ``province_code, province, region, role`` (``subject``, ``peer``), ``distance`` (standard deviations),
        ``same_region, population, urban_share, grdp_per_capita``; the reason, peer minus subject in standard
        deviations: ``population_difference, urban_share_difference, grdp_per_capita_difference``;
        ``covariate_year, score, share, rank, score_gap`` (peer minus subject, points). Empty for the whole country
        and where the province's covariates are not known.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.peers.find_peers(subject).iloc[:3, :4].round(2)
      province_code           province           region     role
    0            22         Quang Ninh  Red River Delta  subject
    1            77  Ba Ria - Vung Tau        Southeast     peer
    2            31          Hai Phong  Red River Delta     peer
    """
    table = gather_covariates(subject) if covariates is None else covariates
    panel = gather_panel(subject)
    table = table[table["province_code"].isin(panel.provinces)].reset_index(drop=True)
    own = np.flatnonzero(table["province_code"] == subject.province_code)
    if not len(own):
        return pd.DataFrame(columns=_COLUMNS)
    at = np.array([panel.provinces[code] for code in table["province_code"]])
    difference = _standardise(table) - _standardise(table)[own[0]]
    same = (panel.regions[at] == panel.regions[at[own[0]]]) & (panel.regions[at] != "")
    same[own[0]] = True
    distance = np.sqrt((difference**2).sum(axis=1) + REGION_PENALTY**2 * ~same)
    distance[own[0]] = -1  # the province itself stands first
    order = np.argsort(distance, kind="stable")[: count + 1]
    order = order[distance[order] <= FAR]
    return _describe_peers(subject, panel, table, at, difference, same, distance, order)


def _describe_peers(
    subject: Subject,
    panel: Panel,
    table: pd.DataFrame,
    at: np.ndarray,
    difference: np.ndarray,
    same: np.ndarray,
    distance: np.ndarray,
    order: np.ndarray,
) -> pd.DataFrame:
    cell, at = panel.find(subject), at[order]
    names = dict(zip(subject.places["province_code"], subject.places["region"], strict=True))
    codes = table["province_code"].to_numpy(object)[order]
    columns = {
        "province_code": codes,
        "province": panel.names[at],
        "region": [names[code] for code in codes],
        "role": ["subject", *["peer"] * (len(order) - 1)],
        "distance": np.maximum(distance[order], 0),
        "same_region": same[order],
        **{name: table[name].to_numpy()[order] for name in COVARIATES},
        **{f"{name}_difference": difference[order, number] for number, name in enumerate(COVARIATES)},
        "covariate_year": table["covariate_year"].to_numpy()[order],
        **{name: getattr(panel, name)[cell][at] for name in ("score", "share", "rank")},
    }
    score = columns["score"]
    return pd.DataFrame(columns | {"score_gap": score - score[0]})


def _standardise(table: pd.DataFrame) -> np.ndarray:
    values = np.column_stack([np.log(table["population"]), table["urban_share"], np.log(table["grdp_per_capita"])])
    spread = values.std(axis=0)
    return (values - values.mean(axis=0)) / np.where(spread > 0, spread, 1)


def compare_peers(subject: Subject, peers: pd.DataFrame) -> pd.DataFrame:
    """Return where peers do better by part of the component, widest gap first.

    Parameters
    ----------
    subject : Subject
        What the page is about.
    peers : pandas.DataFrame
        As `find_peers` returns them.

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, max_score, score, peer_mean, gap_to_peers`` (score minus mean; negative is
        behind), ``n_peers`` (with a score) of ``n_asked``, ``peers_better, best_peer`` (all that share
        it), ``best_peer_score, gap_to_best_peer``; parts in which the province and (nearly) all peers have a score.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.peers.compare_peers(subject, parlib.study.peers.find_peers(subject))
    >>> table[["component_code", "score", "peer_mean", "gap_to_peers"]].head(2).round(2)
      component_code  score  peer_mean  gap_to_peers
    0            4.4   2.17       2.04          0.13
    1            4.2   2.26       2.08          0.18
    """
    panel, parts = gather_panel(subject), subject.smallest
    codes = peers.loc[peers["role"] == "peer", "province_code"]
    at = np.array([panel.provinces[code] for code in codes], dtype=int)
    own, rows = panel.read_own(subject), []
    for part in parts.itertuples():
        cell = panel.keys[part.component_key], panel.years[subject.year]
        scores = panel.score[cell][at]
        if np.isnan(own[cell]) or not panel.whole[cell] or not is_whole(np.isfinite(scores).sum(), len(scores)):
            continue
        best = int(np.nanargmax(scores))
        mean = float(np.nanmean(scores))
        rows.append(
            (
                part.component_code,
                part.component,
                part.max_score,
                own[cell],
                mean,
                own[cell] - mean,
                int(np.isfinite(scores).sum()),
                len(at),
                int((scores > own[cell]).sum()),
                name_provinces(panel.names[at[scores >= scores[best] - TOLERANCE]].tolist(), subject),
                scores[best],
                own[cell] - scores[best],
            )
        )
    table = pd.DataFrame(rows, columns=_PARTS)
    return table.sort_values("gap_to_peers", kind="stable", ignore_index=True)


_PARTS = [
    "component_code",
    "component",
    "max_score",
    "score",
    "peer_mean",
    "gap_to_peers",
    "n_peers",
    "n_asked",
    "peers_better",
    "best_peer",
    "best_peer_score",
    "gap_to_best_peer",
]


def compare_groups(subject: Subject, peers: pd.DataFrame) -> pd.DataFrame:
    """Return the means of the peers, the region, the first ten places and the country beside the province.

    Region and country are the means shown elsewhere, with the province in them; peers are without it; the first ten
    places are those with rank up to ten, ties included.

    Returns
    -------
    pandas.DataFrame
        ``group`` (``peers``, ``region``, ``top_ten``, ``country``), ``n`` (with a score) of ``n_asked, mean, lowest,
        best, gap`` (score minus mean). Empty where not (nearly) all places have a score; a group in which more than one
        place has none is left out.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.peers.compare_groups(subject, parlib.study.peers.find_peers(subject))
    >>> table[["group", "n", "mean", "gap"]].head(2).round(2)
        group   n  mean   gap
    0   peers   2  7.05  0.94
    1  region  10  6.96  1.03
    """
    panel, cell = gather_panel(subject), gather_panel(subject).find(subject)
    scores, own = panel.score[cell], panel.read_own(subject)[cell]
    codes = list(peers.loc[peers["role"] == "peer", "province_code"])
    groups = {
        "peers": np.isin(list(panel.provinces), codes),
        "region": (panel.regions == subject.region_code) & (subject.region_code != ""),
        "top_ten": (panel.rank[cell] <= TOP) & (np.isfinite(scores).sum() >= LEAST_OF_TOP),
        "country": np.full(len(scores), True),
    }
    rows = []
    for group, members in groups.items() if panel.whole[cell] else ():
        known = scores[members & np.isfinite(scores)]
        if is_whole(len(known), members.sum()):
            rows.append(
                (group, len(known), int(members.sum()), known.mean(), known.min(), known.max(), own - known.mean())
            )
    return pd.DataFrame(rows, columns=["group", "n", "n_asked", "mean", "lowest", "best", "gap"])
