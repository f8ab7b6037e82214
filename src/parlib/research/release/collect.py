"""Which rows may be passed on, as tables with the columns that are described in ``columns.csv`` (bảng công bố)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pandas as pd

from parlib.store import load_table
from parlib.terms import NATIONAL, VINTAGES

KEYS: dict[str, tuple[str, ...]] = {
    "scores": ("index", "year", "vintage", "province_code", "component_code"),
    "components": ("index", "year", "component_code"),
    "indices": ("index",),
    "bridges": (),
    "breaks": ("index", "year", "component_code"),
    "facts": (),
    "readings": ("index", "year", "month", "period", "vintage", "province_code", "component_code"),
    "places": ("vintage", "province_code"),
    "sources": ("source_id",),
}
"""Tables of a release and their keys; what has none is a list in which rows may be alike."""

LINKS: dict[str, dict[str, tuple[str, ...]]] = {
    "scores": {"places": ("vintage", "province_code"), "components": ("index", "year", "component_code")},
    "components": {"indices": ("index",)},
}
"""Columns of a table that are the key of another one."""


@lru_cache(maxsize=1)
def read_columns() -> pd.DataFrame:
    """Return the columns of a release: ``table, column, type, description``.

    Examples
    --------
    >>> read_columns().query("table == 'scores' and column == 'share'")["type"].item()
    'number'
    """
    return pd.read_csv(Path(__file__).with_name("columns.csv"), dtype=str)


def collect_tables() -> tuple[dict[str, pd.DataFrame], int]:
    """Return the tables of a release by name, and how many scores and facts are kept back.

    Passed on are figures of the indices over the provinces whose source states its terms (``licence`` of the log of
    sources). What a province added of its own, without terms, stays at home.
    """
    sources = load_table("sources")
    free = set(sources.loc[sources["licence"].fillna("").str.strip() != "", "source_id"])
    tables, kept_back = {}, 0
    for name in KEYS:
        table = load_table(name)
        allowed = pd.Series(True, index=table.index)
        if "index" in table:
            allowed &= table["index"].isin([*NATIONAL, "gso"])
        if "vintage" in table:
            allowed &= table["vintage"].isin([*VINTAGES, ""])
        if "source_id" in table:
            is_free = table["source_id"].isin([*free, ""])
            kept_back += int((allowed & ~is_free).sum()) if name in ("scores", "facts") else 0
            allowed &= is_free
        columns = read_columns().query("table == @name")["column"]
        tables[name] = table.loc[allowed, list(columns)].reset_index(drop=True)
    return tables, kept_back
