"""The whole country: the full ranking, movers, regions and the map."""

from __future__ import annotations

import pandas as pd

from parlib.study.benchmarks import compare_nation
from parlib.study.lasting import find_taken_back
from parlib.study.panel import gather_panel
from parlib.subject import Subject

ARCHIPELAGOS = {"63": (("48", 2), ("56", 2)), "34": (("48", 2), ("56", 2))}
"""Vintage to the provinces that hold Hoàng Sa and Trường Sa, and how many columns off they are drawn."""

SHORT_NAMES = {
    "vi": {"46": "TT-Huế", "77": "BR-VT", "79": "TP.HCM"},
    "en": {"46": "TT-Hue", "77": "BR-VT", "79": "HCMC"},
}
"""Province codes whose name is too long for a tile, and what is usually written; 46 is plain Huế among the 34."""

_ARCHIPELAGO_NAMES = {"vi": {"48": "Hoàng Sa", "56": "Trường Sa"}, "en": {"48": "Hoang Sa", "56": "Truong Sa"}}


def list_ranking(subject: Subject) -> pd.DataFrame:
    """Return every province with its score, rank and change, best first; those without a score last.

    Returns
    -------
    pandas.DataFrame
        ``rank, province_code, province, region, score, share, change, rank_change, role`` (``subject`` or ``other``).

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.nation.list_ranking(subject)[["province", "score", "rank"]].head(2).round(2)
         province  score  rank
    0    Tay Ninh   8.20     1
    1  Quang Ninh   7.99     2
    """
    rows = subject.rows.sort_values(["rank", "score", "province"], ascending=[True, False, True], na_position="last")
    role = rows["province_code"].eq(subject.province_code).map({True: "subject", False: "other"})
    columns = [
        "rank",
        "province_code",
        "province",
        "region",
        "score",
        "share",
        "change",
        "rank_change",
        "role",
    ]
    return rows.assign(role=role)[columns].reset_index(drop=True)


def list_movers(subject: Subject, count: int = 8) -> pd.DataFrame:
    """Return the provinces that rose and fell most in points on the year before, where the years may be compared.

    Empty where not (nearly) all provinces have a score in both years: who rose most is a statement on all of them.

    Returns
    -------
    pandas.DataFrame
        ``province_code, province, before, after, change, rank_change, role`` (``up``, ``down``), ``taken_back``
        (`parlib.study.lasting.find_taken_back`, the same in each row), rises first.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.nation.list_movers(subject).iloc[:2, :5].round(2)
      province_code    province  before  after  change
    0            72    Tay Ninh    6.83    8.2    1.38
    1            51  Quang Ngai    5.86    7.0    1.15
    """
    rows = subject.rows.dropna(subset="change").sort_values("change", ascending=False)
    panel, (row, last) = gather_panel(subject), gather_panel(subject).find(subject)
    rows = rows if last and panel.whole[row, last - 1 : last + 1].all() else rows.iloc[:0]
    rows = rows.assign(before=rows["score"] - rows["change"], after=rows["score"])
    rows["role"] = rows["change"].gt(0).map({True: "up", False: "down"})
    ends = rows if len(rows) <= 2 * count else pd.concat([rows.head(count), rows.tail(count)])
    columns = ["province_code", "province", "before", "after", "change", "rank_change", "role", "taken_back"]
    return ends.assign(taken_back=find_taken_back(subject))[columns].reset_index(drop=True)


def map_provinces(subject: Subject) -> pd.DataFrame:
    """Return a tile for every province and for the Hoàng Sa and Trường Sa archipelagos.

    Returns
    -------
    pandas.DataFrame
        ``province_code, province, short_name, row, col, score, rank, role`` (``subject``, ``other``, ``archipelago``).

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.nation.map_provinces(subject).iloc[:2, :5].round(2)
      province_code  province  row  col  score
    0            01    Ha Noi    3    4   6.70
    1            02  Ha Giang    0    3   7.14
    """
    scores = subject.rows[["province_code", "score", "rank"]]
    tiles = subject.places[["province_code", "province", "tile_row", "tile_col"]].merge(
        scores, on="province_code", how="left", validate="1:1"
    )
    tiles = tiles.rename(columns={"tile_row": "row", "tile_col": "col"})
    long = tiles["province"].str.len() > len("Huế")
    tiles["short_name"] = (
        tiles["province_code"].map(SHORT_NAMES[subject.language]).where(long).fillna(tiles["province"])
    )
    tiles["role"] = tiles["province_code"].eq(subject.province_code).map({True: "subject", False: "other"})
    return pd.concat([tiles, _place_archipelagos(tiles, subject)], ignore_index=True)


def _place_archipelagos(tiles: pd.DataFrame, subject: Subject) -> pd.DataFrame:
    names = _ARCHIPELAGO_NAMES[subject.language]
    home = tiles.set_index("province_code")
    east = int(tiles["col"].max())
    return pd.DataFrame(
        {
            "province_code": code,
            "province": names[code],
            "short_name": names[code],
            "row": home.at[code, "row"],
            "col": east + offset,
            "role": "archipelago",
        }
        for code, offset in ARCHIPELAGOS[subject.vintage]
    )


def summarise_nation(subject: Subject) -> pd.DataFrame:
    """Return national figures of the component year by year up to the subject's year, with its own series.

    ``change`` is that of the national mean on ``year_before``, the newest earlier year that has one and may be
    compared; both are missing where there is none.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.nation.summarise_nation(subject)[["year", "n", "national_mean", "lowest"]].tail(2).round(2)
        year     n  national_mean  lowest
    12  2023  61.0           6.79    5.86
    13  2024  61.0           7.02    6.09
    """
    nation = compare_nation(subject)
    key = subject.leaf["component_key"]
    trees = subject.components[subject.components["component_key"] == key][["year", "max_score", "series"]]
    table = nation.drop(columns="component_code").merge(trees, on="year", how="left", validate="m:1")
    table = table[table["year"] <= subject.year].sort_values("year", ignore_index=True)
    table = table.assign(segment=(table["series"] != table["series"].shift()).cumsum())
    known = table.dropna(subset="national_mean").groupby("segment")
    return table.assign(year_before=known["year"].shift(), change=known["national_mean"].diff())
