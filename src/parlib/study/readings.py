"""Readings of an index within the year: a series of months beside the results of years (số liệu từng tháng)."""

from __future__ import annotations

import pandas as pd

from parlib.scores import is_whole
from parlib.store import load_table
from parlib.subject import Subject
from parlib.terms import COUNTRY, list_by

_MONTH = ["period", "year", "month"]


def _list_readings(subject: Subject) -> pd.DataFrame:
    """Return the readings of all places on the component that belong to the page of a year.

    These are the months of its year, and those after it as long as no later year has a result.
    """
    rows = load_table("readings", index=subject.index.id, component_key=subject.leaf["component_key"])
    years = subject.scores["year"]
    later = years[years > subject.year].min()
    rows = rows[(rows["vintage"] == subject.vintage) & (rows["year"] >= subject.year)]
    rows = rows if pd.isna(later) else rows[rows["year"] < later]
    return rows.assign(label=[f"{row.month:02}/{row.year}" for row in rows.itertuples()])


def list_origins(subject: Subject) -> set[tuple[int, str]]:
    """Return the years and sources of the readings that a page shows; none for an index that has no readings."""
    if subject.index.id not in list_by(dossiers=True):
        return set()
    rows = _list_readings(subject)
    rows = rows if subject.province_code == COUNTRY else rows[rows["province_code"] == subject.province_code]
    return {(int(year), source) for year, source in zip(rows["year"], rows["source_id"], strict=True)}


def trace_readings(subject: Subject) -> pd.DataFrame:
    """Return the readings of a place month by month, each kind (`parlib.clean.readings.PERIODS`) for itself.

    Returns
    -------
    pandas.DataFrame
        ``period, label`` (``08/2025``), ``as_of, score, change`` (on the reading before of its year and kind), ``rank,
        n_ranked, national_mean, gap_to_mean``; a mean only where (nearly) all places have a figure. Of the country the
        score is that mean.
    """
    rows = _list_readings(subject)
    means = rows.groupby(_MONTH)["score"].agg(["mean", "size"])
    means = means["mean"].where(is_whole(means["size"].to_numpy(), len(subject.places)))
    if subject.province_code == COUNTRY:
        known = rows.drop_duplicates(_MONTH).drop(columns=["score", "rank", "n_ranked"])
        own = known.join(means.rename("score"), on=_MONTH).dropna(subset="score")
    else:
        own = rows[rows["province_code"] == subject.province_code].join(means.rename("national_mean"), on=_MONTH)
        own = own.assign(gap_to_mean=own["score"] - own["national_mean"])
    own = own.sort_values(_MONTH)
    own = own.assign(change=own.groupby(["period", "year"])["score"].diff())
    names = ["period", "label", "as_of", "score", "change", "rank", "n_ranked", "national_mean", "gap_to_mean"]
    return own[[name for name in names if name in own]].reset_index(drop=True)


def rank_reading(subject: Subject) -> pd.DataFrame:
    """Return all places in the newest reading of (nearly) all, the highest first; where there is none, in the newest.

    Returns
    -------
    pandas.DataFrame
        ``label, period, rank, n_ranked, province_code, province, score, change, role``; ranks only where (nearly) all
        places have a figure.
    """
    rows = _list_readings(subject)
    if rows.empty:
        return rows.reindex(columns=["label"])
    rows = rows.sort_values(_MONTH)
    rows = rows.assign(change=rows.groupby(["period", "year", "province_code"])["score"].diff())
    whole = is_whole(rows.groupby(_MONTH)["score"].transform("size").to_numpy(), len(subject.places))
    last = rows.assign(whole=whole).sort_values(["whole", "year", "month", "period"]).iloc[-1]
    rows = rows[(rows["label"] == last["label"]) & (rows["period"] == last["period"])]
    names = subject.places.set_index("province_code")["province"]
    rows = rows.assign(province=rows["province_code"].map(names), role="other")
    rows = rows.sort_values(["score", "province"], ascending=[False, True], ignore_index=True)
    columns = ["label", "period", "rank", "n_ranked", "province_code", "province", "score", "change", "role"]
    return rows[columns]
