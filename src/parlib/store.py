"""Processed tables on disk, with the sources behind them; the only room that reads and writes parquet."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock

from parlib.files.atomic import sweep_folder, write_whole
from parlib.home import find_home
from parlib.read_log import note_read, select_rows
from parlib.readers.indices import describe_indices
from parlib.speech import tell
from parlib.terms import VINTAGES, Described, describe_index

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
    "matters",
    "units",
    "checked",
    "grades",
    "readings",
    "onestop",
    "onestop_overdue",
)
"""Tables that ``parlib clean`` writes to data/processed."""


T = TypeVar("T")

_ADDED: list[dict[str, pd.DataFrame]] = []
"""Rows that were added in this process only, by table; a list that only grows, so its length tells its state."""


def add_rows(tables: dict[str, pd.DataFrame]) -> None:
    """Let this process find more rows in its tables, until it ends; nothing is written.

    Rows of the same keys that were added before are not taken away: whoever adds sees to it.
    """
    _ADDED.append(tables)


def drop_rows(index: str) -> None:
    """Take away the rows of an index that were added before, so that they may be added anew."""
    for tables in _ADDED:
        for name, rows in tables.items():
            key = rows["index"] == index if "index" in rows else rows["source_id"] == f"registered-{index}"
            tables[name] = rows[~key]
    _ADDED.append({})  # its length tells the state


class NotCleanedError(FileNotFoundError):
    """The processed tables are not there yet."""


def save_tables(tables: dict[str, pd.DataFrame], folder: Path, fingerprint: str) -> None:
    """Write every table, each whole, and last the hash of the raw data that they come from.

    One process at a time; what a killed one has left beside the tables goes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / ".lock"):
        sweep_folder(folder)
        for name, table in tables.items():
            write_whole(_pack_table(table), folder / f"{name}.parquet")
        # Last: a save that is interrupted leaves the old hash, so the next command cleans again.
        write_whole(json.dumps({"raw": fingerprint, "code": hash_makers()}), folder / "made_from.json")


def _pack_table(table: pd.DataFrame) -> bytes:
    """Return a table as parquet, packed as tightly as it goes: the wheel carries it, and reading takes no longer."""
    packed, sink = pa.Table.from_pandas(table, preserve_index=False), pa.BufferOutputStream()
    # Scores hardly repeat, so a dictionary of them only adds to them; their first bytes do repeat, put side by side.
    measured = [field.name for field in packed.schema if pa.types.is_floating(field.type)]
    named = [name for name in packed.column_names if name not in measured]
    encoding = {"use_dictionary": named, "use_byte_stream_split": measured}
    pq.write_table(packed, sink, compression="zstd", compression_level=19, **encoding)
    return sink.getvalue().to_pybytes()


def load_fingerprint(folder: Path) -> str | None:
    """Return the hash of the raw data that the processed tables come from, or None if there are none."""
    return _load_made_from(folder).get("raw")


def are_of_this_code(folder: Path) -> bool:
    """Tell whether the processed tables were made by the parlib that runs here: another one has other columns."""
    return _load_made_from(folder).get("code") == hash_makers()


def _load_made_from(folder: Path) -> dict[str, str]:
    try:
        return json.loads((folder / "made_from.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}


@lru_cache(maxsize=1)
def hash_makers() -> str:
    """Return a hash of the code that makes the tables: the rooms `clean` and `readers`, and what all rooms rest on."""
    package, total = Path(__file__).parent, hashlib.sha256()
    for path in sorted([*package.glob("*.py"), *package.glob("clean/*.py"), *package.glob("readers/*.py")]):
        total.update(path.relative_to(package).as_posix().encode())
        total.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()


def home_version() -> tuple[Path, int]:
    """Return the home and when its tables were last written: a cache key that changes when they are written again."""
    home = find_home()
    made_from = home / "data" / "processed" / "made_from.json"
    return home, (made_from.stat().st_mtime_ns if made_from.exists() else 0) + len(_ADDED)


def load_table(
    name: str, home: Path | None = None, index: str | None = None, noted: bool = True, **wanted: object
) -> pd.DataFrame:
    """Load a processed table, whole or some rows of it; a copy that the caller may change.

    What was asked for is noted (see `parlib.read_log`), so a page is made again only when those rows change.

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
        note_read(name, None, index=index, **wanted)
    table = _read_parquet(path, path.stat().st_mtime_ns, index)
    if added := [rows for rows in (tables.get(name) for tables in _ADDED) if rows is not None]:
        more = pd.concat(added, ignore_index=True)
        more = more[more["index"] == index] if index else more
        table = pd.concat([table, more], ignore_index=True) if len(more) else table
    return select_rows(table, wanted).copy(deep=False)  # pandas copies when the caller writes


def lend(kept: T) -> T:
    """Return a table that is kept, so that who writes into it has one of his own; anything else as it is.

    Examples
    --------
    >>> import pandas as pd
    >>> kept = pd.DataFrame({"score": [7.0]})
    >>> lent = lend(kept)
    >>> lent["score"] = 0.0
    >>> kept["score"].tolist()
    [7.0]
    """
    return kept.copy(deep=False) if isinstance(kept, pd.DataFrame | pd.Series) else kept  # pandas copies on write


class Lent:
    """A table that an object keeps and lends (`lend`) at each look."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._place = f"_{name}"

    def __get__(self, keeper: object | None, owner: type | None = None) -> pd.DataFrame:
        if keeper is None:
            raise AttributeError("a table is of an object")  # by this `dataclass` knows that there is no default
        return lend(vars(keeper)[self._place])

    def __set__(self, keeper: object, table: pd.DataFrame) -> None:
        vars(keeper)[self._place] = table


def load_places(vintage: str) -> pd.DataFrame:
    """Load the table that holds the places of a vintage: the provinces of both, or the units of one own index."""
    return load_table("places") if vintage in VINTAGES else load_table("units", vintage=vintage)


def load_all_places(home: Path | None = None) -> pd.DataFrame:
    """Load the provinces of both vintages and the units of all own indices, for pages of all kinds at once."""
    units = load_table("units", home)
    provinces = load_table("places", home)
    return pd.concat([provinces, units[provinces.columns]], ignore_index=True) if len(units) else provinces


@lru_cache(maxsize=256)  # more than the tables of all indices: a page asks for 35
def _read_parquet(path: Path, _mtime: int, index: str | None) -> pd.DataFrame:
    """Read a file once for as long as it does not change: its time of writing is there for the key only."""
    # Without arrow's threads: they would not survive the fork of a warm process, and `partitioning` would look for
    # columns in the names of folders.
    filters = [("index", "==", index)] if index else None
    return pq.read_table(path, filters=filters, partitioning=None, use_threads=False).to_pandas(use_threads=False)


def preload_tables(home: str) -> None:
    """Read what nearly every page loads, so that processes forked from this one share it."""
    folder = Path(home)
    for name in ("scores", "components", "facts", "actions"):
        for index in list_stored_indices(name, folder):
            load_table(name, folder, index, noted=False)
    for name in ("places", "aliases", "sources"):
        load_table(name, folder, noted=False)


def list_stored_indices(name: str, home: Path | None = None) -> list[str]:
    """Return the indices that a table has rows of; reads one column only.

    Raises
    ------
    NotCleanedError
        If it has not been written yet.
    """
    return pq.read_table(_find_table(name, home), columns=["index"]).column("index").unique().to_pylist()


def _find_table(name: str, home: Path | None) -> Path:
    path = (home or find_home()) / "data" / "processed" / f"{name}.parquet"
    if not path.exists():
        raise NotCleanedError(tell("{path} is not there: run 'parlib clean' first", path=path))
    return path


@lru_cache(maxsize=4)
def _build_indices(path: Path, _mtime: int) -> dict[str, Described]:
    """Return the indices that a table holds."""
    rows = pq.read_table(path, partitioning=None).to_pylist()
    return {row["index"]: describe_index(row) for row in rows if "scope" in row}


def find_indices() -> dict[str, Described]:
    """Return the indices of the home by id: as they were cleaned, else as its raw files describe those of provinces."""
    try:
        home = find_home()
        path = home / "data" / "processed" / "indices.parquet"
        with suppress(FileNotFoundError):  # nothing is cleaned yet, or by a parlib that did not write this table
            if found := _build_indices(path, path.stat().st_mtime_ns):
                return found
        return describe_indices(home / "data" / "raw")
    except FileNotFoundError:
        return {}
