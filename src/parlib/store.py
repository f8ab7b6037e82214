"""Processed tables on disk, with the sources behind them; the only room that reads and writes parquet."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from parlib.home import find_home
from parlib.reads import note_read, select_rows
from parlib.terms import INDICES, VINTAGES, Index, describe_index

TABLES = (
    "scores",
    "components",
    "bridges",
    "breaks",
    "facts",
    "places",
    "aliases",
    "sources",
    "survey",
    "actions",
    "agencies",
    "holdings",
    "parts",
    "indices",
    "units",
    "checked",
)
"""Tables that ``parlib clean`` writes to data/processed."""


class NotCleanedError(FileNotFoundError):
    """The processed tables are not there yet."""


def save_tables(tables: dict[str, pd.DataFrame], folder: Path, fingerprint: str) -> None:
    """Write every table, each beside and then renamed, and last the mark of the raw data that they come from."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        beside = folder / f".{name}.parquet.tmp"
        pq.write_table(pa.Table.from_pandas(table, preserve_index=False), beside, compression="zstd")
        beside.replace(folder / f"{name}.parquet")
    mark = folder / ".made_from.json.tmp"
    mark.write_text(json.dumps({"raw": fingerprint}), encoding="utf-8")
    mark.replace(folder / "made_from.json")


def load_fingerprint(folder: Path) -> str | None:
    """Return the mark of the raw data that the processed tables come from, or None if there are none."""
    try:
        return json.loads((folder / "made_from.json").read_text(encoding="utf-8"))["raw"]
    except (FileNotFoundError, KeyError, json.JSONDecodeError):
        return None


def mark_home() -> tuple[Path, int]:
    """Return the folder of the tables and when they were last written, so that what is kept of them can go stale."""
    home = find_home()
    mark = home / "data" / "processed" / "made_from.json"
    return home, mark.stat().st_mtime_ns if mark.exists() else 0


def load_table(
    name: str, home: Path | None = None, index: str | None = None, noted: bool = True, **wanted: object
) -> pd.DataFrame:
    """Load a processed table, whole or some rows of it; a copy that the caller may change.

    What was asked for is noted (see `parlib.reads`), so a page is made again only when those rows change.

    Parameters
    ----------
    name : str
        One of `TABLES`.
    home : pathlib.Path, optional
        Folder with data/.
    index : str, optional
        Only the rows of this index.
    noted : bool
        False for a caller that itself notes, more narrowly, which rows it uses.
    **wanted
        Only the rows whose column has this value, or one of these values: ``province_code="22"``.

    Raises
    ------
    NotCleanedError
        If it has not been written yet.
    """
    path = _find_table(name, home)
    if noted:
        note_read(name, index=index, **wanted)
    table = _read_parquet(path, path.stat().st_mtime_ns, index)
    return select_rows(table, wanted).copy(deep=False)  # pandas copies when the caller writes


def load_places(vintage: str, home: Path | None = None) -> pd.DataFrame:
    """Load the table that holds the places of a vintage: the provinces of both, or the units of one own index."""
    return load_table("places", home) if vintage in VINTAGES else load_table("units", home, vintage=vintage)


def load_all_places(home: Path | None = None) -> pd.DataFrame:
    """Load the provinces of both vintages and the units of all own indices, for whoever shows every page at hand."""
    units = load_table("units", home)
    provinces = load_table("places", home)
    return pd.concat([provinces, units[provinces.columns]], ignore_index=True) if len(units) else provinces


@lru_cache(maxsize=256)  # more than the tables of all indices: a page asks for 35
def _read_parquet(path: Path, _changed: int, index: str | None) -> pd.DataFrame:
    """Read a file once for as long as it does not change."""
    filters = [("index", "==", index)] if index else None
    return pq.read_table(path, filters=filters, partitioning=None, use_threads=False).to_pandas(use_threads=False)


def hold_tables(home: str) -> None:
    """Read what nearly every page asks for, before the processes that make pages are forked from this one."""
    folder = Path(home)
    for name in ("scores", "components", "facts", "actions"):
        for index in list_held(name, folder):
            load_table(name, folder, index, noted=False)
    for name in ("places", "aliases", "sources"):
        load_table(name, folder, noted=False)


def list_held(name: str, home: Path | None = None) -> list[str]:
    """Return the indices of which a table holds rows, without reading more of it.

    Raises
    ------
    NotCleanedError
        If it has not been written yet.
    """
    return pq.read_table(_find_table(name, home), columns=["index"]).column("index").unique().to_pylist()


def _find_table(name: str, home: Path | None) -> Path:
    path = (home or find_home()) / "data" / "processed" / f"{name}.parquet"
    if not path.exists():
        raise NotCleanedError(f"{path} is not there: run 'parlib clean' first")
    return path


@lru_cache(maxsize=4)
def _build_indices(path: Path, _changed: int) -> dict[str, Index]:
    """Return the own indices that a table holds."""
    rows = pq.read_table(path, partitioning=None).to_pylist()
    return {row["index"]: describe_index(row) for row in rows}


def find_own_indices() -> dict[str, Index]:
    """Return the own indices of the home by id; none where nothing is cleaned yet."""
    try:
        path = find_home() / "data" / "processed" / "indices.parquet"
        return _build_indices(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return {}


INDICES.learn(find_own_indices)
