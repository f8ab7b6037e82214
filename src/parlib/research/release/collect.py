"""Which rows may be passed on, as tables with the columns that are described in ``columns.csv`` (bảng công bố)."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

import pandas as pd

from parlib.store import load_table
from parlib.terms import VINTAGES

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

FIGURES = {"scores": "score", "facts": "text", "readings": "score"}
"""Tables of figures, and the column that holds them."""

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


@lru_cache(maxsize=1)
def read_terms() -> frozenset[str]:
    """Return the terms, as the log of sources words them, under which figures may be passed on; reviewed one by one."""
    return frozenset(pd.read_csv(Path(__file__).with_name("terms.csv"), dtype=str)["licence"])


def collect_tables(terms: Collection[str] = ()) -> tuple[dict[str, pd.DataFrame], int]:
    """Return the tables of a release by name, and how many figures are kept back.

    Passed on are figures of the indices over the provinces whose source is under terms that are known to allow it
    (``terms.csv``), and what belongs to these figures: their components, links, places and sources. What a province
    added of its own stays at home, whatever its terms are called, unless they are among *terms*.

    Parameters
    ----------
    terms : collection of str
        Further terms, word for word as in the column ``licence`` of the log of sources.
    """
    sources = load_table("sources")
    free = {"", *sources.loc[sources["licence"].isin([*read_terms(), *terms]), "source_id"]}
    found, kept_back = {}, 0
    for name in KEYS:
        table = load_table(name)
        allowed = pd.Series(True, index=table.index)
        if "vintage" in table:
            allowed &= table["vintage"].isin([*VINTAGES, ""])
        if "source_id" in table:
            is_free = table["source_id"].isin(free)
            if name in FIGURES:
                kept_back += int((allowed & ~is_free & table[FIGURES[name]].notna()).sum())
            allowed &= is_free
        found[name] = table[allowed]
    _keep_what_belongs(found)
    columns = read_columns()
    return {
        name: table[list(columns.query("table == @name")["column"])].reset_index(drop=True)
        for name, table in found.items()
    }, kept_back


def _keep_what_belongs(tables: dict[str, pd.DataFrame]) -> None:
    """Leave out what belongs to no figure that is passed on: an index, its frameworks and links, sources."""
    indices = {index for name in FIGURES for index in tables[name]["index"]}
    for name in ("indices", "components"):
        tables[name] = tables[name][tables[name]["index"].isin(indices)]
    years = set(map(tuple, tables["components"][["index", "year"]].to_numpy()))
    for name, ends in (("bridges", ("year_before", "year_after")), ("breaks", ("year",))):
        table = tables[name]
        for end in ends:
            table = table[[pair in years for pair in map(tuple, table[["index", end]].to_numpy())]]
        tables[name] = table
    cited = (table for name, table in tables.items() if name != "sources" and "source_id" in table)
    used = {source for table in cited for source in table["source_id"]}
    tables["sources"] = tables["sources"][tables["sources"]["source_id"].isin(used)]
