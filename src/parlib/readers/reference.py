"""Reference tables: places, aliases, tile grids, covariates, frameworks, measures and the register of sources."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from parlib.readers.csvfile import read_table, read_with_extras

PROVINCE_COLUMNS = ["code", "name_vi", "name_en", "is_city", "region_code", "region_vi", "successor_code"]
TREE_COLUMNS = [
    "component_code",
    "parent_code",
    "component_key",
    "year_from",
    "year_to",
    "name_vi",
    "name_en",
    "min_score",
    "max_score",
    "combine",
    "series",
    "note",
]
BRIDGE_COLUMNS = ["year_before", "year_after", "key_before", "key_after", "relation", "verified", "note", "note_en"]
TREE_EXTRAS = ["method", "agency", "weight", "printed"]
"""Columns that a framework may have beside.

How points are given, the agency that holds them by default, the points of the parent that one point is worth (where
points do not add up), and the head that the year tables print, where that is not the Vietnamese name.
"""

YEAR_TREE_COLUMNS = ["component_code", "parent_code", "name_vi", "max_score", "method", "agency"]
"""Columns of the framework of one year, as a person writes it from the decision."""

SOURCE_COLUMNS = [
    "source_id",
    "kind",
    "path",
    "address",
    "issuer",
    "document",
    "tier",
    "date",
    "received",
    "sha256",
    "licence",
    "simulated",
]
SOURCE_EXTRAS = ["document_en", "issuer_en"]
"""Columns that a register may have beside: English names of the document and of who published it, if there are any."""

COVARIATES = {
    "Dân số (nghìn người)": ("population", "nghìn người"),
    "Dân số thành thị (nghìn người)": ("urban_population", "nghìn người"),
    "GRDP bình quân đầu người (triệu đồng)": ("grdp_per_capita", "triệu đồng"),
}
"""Printed heads of the covariate table, the measure each holds and its unit."""


def read_provinces(raw: Path) -> dict[str, pd.DataFrame]:
    """Return the printed tables of places: ``63``, ``34``, ``regions_34``, ``aliases``, ``grid_63``, ``grid_34``."""
    folder = raw / "places"
    grid, regions = ["code", "tile_row", "tile_col"], ["code", "region_code", "region_vi", "region_en"]
    return {
        "63": read_table(folder / "provinces_63.csv", PROVINCE_COLUMNS, "places/provinces_63.csv"),
        "34": read_table(folder / "provinces_34.csv", ["code", "name_vi"], "places/provinces_34.csv"),
        "regions_34": read_table(folder / "regions_34.csv", regions, "places/regions_34.csv"),
        "aliases": read_table(folder / "aliases.csv", ["alias", "vintage", "code"], "places/aliases.csv"),
        "grid_63": read_table(folder / "tile_grid_63.csv", grid, "places/tile_grid_63.csv"),
        "grid_34": read_table(folder / "tile_grid_34.csv", grid, "places/tile_grid_34.csv"),
    }


def read_former(raw: Path) -> list[str]:
    """Return the names of provinces that were none of the 63 any more when those were counted; none without a file."""
    path = raw / "places" / "former_provinces.csv"
    return read_table(path, ["name_vi"], "places/former_provinces.csv")["name_vi"].tolist() if path.exists() else []


def read_covariates(path: Path, name: str | None = None) -> pd.DataFrame:
    """Return population and GRDP as printed: ``file, row, column, year, place, text``."""
    table = read_table(path, ["Năm", "Tỉnh, thành phố", *COVARIATES], name)
    cells = table.melt(["file", "row", "Năm", "Tỉnh, thành phố"], list(COVARIATES), "column", "text")
    return cells.rename(columns={"Năm": "year", "Tỉnh, thành phố": "place"})


def read_tree(path: Path, name: str | None = None) -> pd.DataFrame:
    """Return a framework file as printed, all text; columns `TREE_EXTRAS` are blank where it has none."""
    return read_with_extras(path, TREE_COLUMNS, TREE_EXTRAS, name)


def read_year_tree(path: Path, name: str | None = None) -> pd.DataFrame:
    """Return the framework of one year (bộ tiêu chí), all text; ``name_en`` and ``component_key`` may be left out."""
    tree = read_with_extras(path, YEAR_TREE_COLUMNS, ["name_en", "component_key", "note"], name)
    return tree.assign(max_score=tree["max_score"].str.strip().str.replace(",", ".", regex=False))  # Excel writes 9,5


def read_bridge(path: Path, name: str | None = None) -> pd.DataFrame:
    """Return a reviewed table of links between the frameworks of an index, all text."""
    return read_table(path, BRIDGE_COLUMNS, name)


def read_measures(path: Path) -> pd.DataFrame:
    """Return the reviewed table of measures: how a ledger prints each, and its lasting name."""
    return read_table(path, ["printed", "measure", "name_vi", "name_en"], "frameworks/measures.csv")


QUESTION_COLUMNS = ["question", "block", "option", "year_from", "year_to", "measure", "name_vi", "name_en", "note"]


def read_questions(path: Path, year: int | None = None) -> pd.DataFrame:
    """Return the single-answer questions of a survey's forms (liêm chính, mong đợi), one row an answer that is counted.

    Parameters
    ----------
    year : int, optional
        Only those of this year's form.
    """
    table = read_table(path, QUESTION_COLUMNS, f"frameworks/{path.name}")
    table = table.astype(dict.fromkeys(("option", "year_from", "year_to"), "int64"))
    return table if year is None else table[(table["year_from"] <= year) & (table["year_to"] >= year)]


def read_register(path: Path) -> pd.DataFrame:
    """Return the register of sources (data/raw/sources.csv), all text."""
    return read_with_extras(path, SOURCE_COLUMNS, SOURCE_EXTRAS, "sources.csv")
