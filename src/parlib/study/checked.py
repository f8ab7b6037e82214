"""What was held against print for an index, and what is known not to agree (đối chiếu với số liệu đã in)."""

from __future__ import annotations

import pandas as pd

from parlib.store import load_table
from parlib.subject import Subject

_COUNTS = ("n_checked", "n_agree", "n_excused")


def list_checks(subject: Subject) -> pd.DataFrame:
    """Return how many figures of the index were held against what, over all years.

    Returns
    -------
    pandas.DataFrame
        ``check, years, n_checked, n_agree, n_excused`` (disagree, for a reason that the ledger of known
        conflicts gives), ``widest`` (largest difference). A disagreement without a reason stops the cleaning,
        so none stands here.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.checked.list_checks(subject)[["check", "years", "n_checked", "n_agree"]]
               check      years  n_checked  n_agree
    0          table  2019–2022        126      125
    1            sum  2011–2016       2256     2256
    2  national_mean  2018–2022          4        0
    """
    checked = load_table("checked", index=subject.index.id)
    groups = checked.assign(size=checked["difference"].abs()).groupby("check", sort=False)
    table = groups.agg(
        first=("year", "min"),
        last=("year", "max"),
        n_checked=("agrees", "size"),
        n_agree=("agrees", "sum"),
        n_excused=("known", "sum"),
        widest=("size", "max"),
    ).reset_index()
    spans = zip(table["first"], table["last"], strict=True)
    table["years"] = [str(first) if first == last else f"{first}–{last}" for first, last in spans]
    return table[["check", "years", "n_checked", "n_agree", "n_excused", "widest"]].astype(
        dict.fromkeys(_COUNTS, "int64")
    )


def list_conflicts(subject: Subject) -> pd.DataFrame:
    """Return the figures of the index that are known not to agree, newest first, and why.

    Returns
    -------
    pandas.DataFrame
        ``year, place, check, printed, computed`` (by the check), ``difference, n_alike`` (places with the same year,
        check and reason, of which the one furthest apart stands here), ``note`` (in the subject's language).

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.checked.list_conflicts(subject)[["year", "place", "check", "printed"]].head(2)
       year     place          check  printed
    0  2022  Viet Nam  national_mean    41.56
    1  2021    Son La          table    53.00
    """
    checked = load_table("checked", index=subject.index.id)
    own = checked[checked["known"].astype(bool)]
    own = own.assign(note=own["note"] if subject.language == "vi" else own["note_en"], size=own["difference"].abs())
    alike = ["year", "check", "note"]
    own["n_alike"] = own.groupby(alike)["place"].transform("size").astype("int64")
    own = own.sort_values(["year", "size"], ascending=False, kind="stable").drop_duplicates(alike)
    country = own["place_code"] == "VN"
    own["place"] = own["place"].mask(country, subject.index.whole(subject.language))
    if subject.language == "en":
        places = load_table("places")
        english = dict(zip(places["region_vi"], places["region_en"], strict=True))
        english |= dict(zip(places["name_vi"], places["name_en"], strict=True))
        own["place"] = own["place"].map(english).fillna(own["place"])
    return own[["year", "place", "check", "printed", "computed", "difference", "n_alike", "note"]].reset_index(
        drop=True
    )
