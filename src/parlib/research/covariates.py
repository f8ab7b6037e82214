"""What is known of provinces beside indices: population, product, city or not, and tables of one's own."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from parlib.front import provinces
from parlib.province_names import UnknownProvinceError, fold_name
from parlib.research.matching import match_provinces
from parlib.research.merging import merge_values
from parlib.research.own_table import check_table, name_year, read_years
from parlib.store import load_table
from parlib.terms import POPULATION

UNITS = {
    "population": "thousand people",
    "urban_population": "thousand people",
    "urban_share": "share (0-1)",
    "grdp_per_capita": "million dong a person, current prices",
    "grdp": "billion dong, current prices",
    "is_city": "centrally run city",
}
"""Known covariates and their units."""

PLACE_HEADS = ("province_code", "province", "tinh", "place", "name", "code")
"""Heads under which a table of one's own may name provinces; otherwise any column whose values are provinces."""


def gather_covariates(names: Sequence[str], vintage: str) -> pd.DataFrame:
    """Return known covariates, one row a province and year that has figures (2022-2024).

    For the 34 counts are added over the old provinces and GRDP per head is weighted by people.

    Raises
    ------
    ValueError
        For a covariate that is not known.

    Examples
    --------
    >>> gather_covariates(["grdp_per_capita"], "63").query("province_code == '22'")["year"].tolist()
    [2022, 2023, 2024]
    """
    if unknown := [name for name in names if name not in UNITS]:
        raise ValueError(f"covariate {unknown[0]!r} is not at hand: choose among {', '.join(UNITS)}, or give a table")
    facts = load_table("facts", index=POPULATION)
    figures = facts[facts["chosen"].astype(bool)].pivot(index=["place_code", "year"], columns="measure", values="value")
    if vintage == "34":
        figures = _merge_old(figures)
    figures = figures.rename_axis(index={"place_code": "province_code"}).reset_index()
    figures["urban_share"] = figures["urban_population"] / figures["population"]
    figures["grdp"] = figures["grdp_per_capita"] * figures["population"]
    is_city = provinces(vintage).set_index("province_code")["is_city"]
    figures["is_city"] = figures["province_code"].map(is_city)
    figures.columns.name = None
    return figures[["province_code", "year", *names]]


def _merge_old(figures: pd.DataFrame) -> pd.DataFrame:
    """Return figures of the 34 from those of the 63."""
    holders = provinces("63").set_index("province_code")["successor_code"]
    years = []
    for year, table in figures.groupby(level="year"):
        old = table.droplevel("year")
        by = holders.reindex(old.index)
        merged = {name: merge_values(old[name], name, by) for name in ("population", "urban_population")}
        merged["grdp_per_capita"] = merge_values(old["grdp_per_capita"], "grdp_per_capita", by, old["population"])
        new = pd.DataFrame(merged).rename_axis("place_code").assign(year=year)
        years.append(new.set_index("year", append=True))
    return pd.concat(years)


def match_own(table: pd.DataFrame, vintage: str) -> pd.DataFrame:
    """Return a table of one's own with ``province_code`` in place of names, and ``year`` if it has one.

    Raises
    ------
    ValueError
        If no column names provinces, or a province stands twice (in a year).

    Examples
    --------
    >>> match_own(pd.DataFrame({"Tỉnh": ["Ha Noi City", "TP. HCM"], "internet": [9, 8]}), "63")
      province_code  internet
    0            01         9
    1            79         8
    """
    table = name_year(check_table(table))
    head, codes = _find_places(table, vintage)
    table = table.drop(columns=head).assign(province_code=codes.to_numpy())
    years = "year" in table
    table = table.assign(year=read_years(table["year"], 1900, 2100)) if years else table
    keys = ["province_code", "year"] if years else ["province_code"]
    if (again := table.duplicated(keys)).any():
        first = table.loc[again, keys].iloc[0].tolist()
        raise ValueError(
            f"the table has more than one row of {' in '.join(map(str, first))}: one a province"
            f"{' and year' if years else ' (or add a column year)'} is needed"
        )
    return table[[*keys, *[name for name in table.columns if name not in keys]]]


def _find_places(table: pd.DataFrame, vintage: str) -> tuple[list[str], pd.Series]:
    """Return the columns that name provinces (a code may stand beside the name) and the codes."""
    named = [name for name in table.columns if name.casefold() in PLACE_HEADS or fold_name(name).startswith("tinh")]
    texts = [name for name in table.columns if name != "year" and not pd.api.types.is_numeric_dtype(table[name])]
    names = [name for name in texts if table[name].astype(str).str.contains(r"[^\W\d_]", regex=True).any()]
    found: dict[str, pd.Series] = {}
    first: UnknownProvinceError | None = None
    for name in dict.fromkeys([*(name for name in named if name in names), *names, *named, *texts]):
        if found and name not in (*named, *names):
            break  # figures that are written as text could be taken for codes
        try:
            found[name] = match_provinces(table[name].replace(r"^\s*$", None, regex=True), vintage)
        except UnknownProvinceError as error:
            first = first or error
    found = {name: codes for name, codes in found.items() if codes.notna().any()}
    if not found:
        raise first or ValueError(f"no column names provinces; found: {', '.join(table.columns)}")
    head, codes = next(iter(found.items()))
    for other, same in found.items():
        if (differs := codes.ne(same) & codes.notna() & same.notna()).any():
            row = table[differs].iloc[0]
            raise ValueError(f"columns {head!r} and {other!r} name different provinces: {row[head]!r}, {row[other]!r}")
        codes = codes.where(codes.notna(), same)
    if codes.isna().any():
        row = table[codes.isna()].iloc[0].drop(list(found)).dropna()
        raise ValueError(f"a row names no province in column {head!r}, but has figures: {row.to_dict()}")
    return list(found), codes
