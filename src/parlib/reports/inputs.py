"""What a page is made from, and what of it has changed since it was made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from parlib.reads import Read, list_values
from parlib.store import TABLES, load_table


@dataclass(frozen=True)
class Inputs:
    """Hashes of what a page is made from, besides the rows that it reads.

    Attributes
    ----------
    template : str
        The cells of the template, in the page's language.
    parameters : str
        Parameters and names of the page.
    code : str
        All code that the template can reach.
    libraries : str
        Versions of Python and of the libraries.
    """

    template: str
    parameters: str
    code: str
    libraries: str

    def to_marks(self) -> dict[str, str]:
        """Return the hashes as they stand in the manifest and in the notebook."""
        return asdict(self)


class ProcessedTables:
    """The processed tables as they are now, hashed by the rows that pages read.

    Parameters
    ----------
    home : pathlib.Path
        Folder with data/.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._stamps = self._stat()
        self._hashed: dict[Read, str] = {}
        self._tables: dict[tuple[str, tuple[str, ...]], tuple[pd.DataFrame, Any]] = {}
        self._columns: dict[tuple[str, str], tuple[np.ndarray, dict[Any, np.ndarray]]] = {}
        self.mark = self._hash_files()

    def is_current(self) -> bool:
        """Say whether the files are still those that were hashed."""
        return self._stat() == self._stamps

    def hash_read(self, read: Read) -> str:
        """Return the hash of the rows that were read, in their order; blank where there is no such table or column."""
        read = (read[0], read[1])
        if read not in self._hashed:
            try:
                self._hashed[read] = self._hash_rows(*read)
            except (FileNotFoundError, KeyError):
                self._hashed[read] = ""
        return self._hashed[read]

    def _hash_rows(self, name: str, wanted: str) -> str:
        where = json.loads(wanted)
        columns = tuple(where.pop("columns", ()))
        if (name, columns) not in self._tables:
            table = load_table(name, self._home, noted=False).reset_index(drop=True)
            used = table[list(columns)] if columns else table
            self._tables[name, columns] = table, pd.util.hash_pandas_object(used, index=False).to_numpy()
        table, rows = self._tables[name, columns]
        chosen = self._select(name, table, where)
        kinds = ",".join(f"{column}:{kind}" for column, kind in table.dtypes.items() if column in (columns or table))
        return hashlib.sha256(kinds.encode() + rows[chosen].tobytes()).hexdigest()[:16]

    def _select(self, name: str, table: pd.DataFrame, wanted: Mapping[str, Any]) -> np.ndarray:
        """Return where the rows are that `parlib.reads.select_rows` would choose, without reading each row again."""
        places = np.arange(len(table))
        asked = [(*self._sort_column(name, column, table), list_values(value))
                 for column, value in wanted.items() if value is not None]  # fmt: skip
        counts = [sum(len(rows.get(value, ())) for value in values) for _, rows, values in asked]
        for number in np.argsort(counts, kind="stable"):  # the fewest first
            numbers, rows, values = asked[number]
            if len(places) == len(table):
                found = [rows[value] for value in values if value in rows]
                places = np.sort(np.concatenate(found)) if found else places[:0]
            else:
                kept = [numbers[rows[value][0]] for value in values if value in rows]
                places = places[np.isin(numbers[places], kept)]
        return places

    def _sort_column(self, name: str, column: str, table: pd.DataFrame) -> tuple[np.ndarray, dict[Any, np.ndarray]]:
        """Return the number of each row's value in a column, and where the rows of each value are."""
        if (name, column) not in self._columns:
            numbers, values = pd.factorize(table[column])
            order = np.argsort(numbers, kind="stable")
            ends = np.cumsum(np.bincount(numbers[numbers >= 0], minlength=len(values)))
            rows = np.split(order[(numbers < 0).sum() :], ends[:-1]) if len(values) else []
            self._columns[name, column] = numbers, dict(zip(values.tolist(), rows, strict=True))
        return self._columns[name, column]

    def _paths(self) -> list[Path]:
        return [self._home / "data" / "processed" / f"{name}.parquet" for name in TABLES]

    def _stat(self) -> list[tuple[int, int]]:
        return [(path.stat().st_mtime_ns, path.stat().st_size) for path in self._paths() if path.exists()]

    def _hash_files(self) -> str:
        made = hashlib.sha256()
        for path in self._paths():
            if path.exists():
                made.update(hashlib.sha256(path.read_bytes()).digest())
        return made.hexdigest()[:16]


@dataclass(frozen=True)
class Known:
    """Code and libraries of earlier runs, by their hash, so that a reason can name what changed in them."""

    code: dict[str, dict[str, str]]
    libraries: dict[str, dict[str, str]]


def find_reasons(record: Mapping[str, Any] | None, inputs: Inputs, tables: ProcessedTables, known: Known) -> list[str]:
    """Return why a notebook must be run (again); empty when it would come out as it did.

    Parameters
    ----------
    record : mapping or None
        What the manifest last said of the page.
    inputs : Inputs
        What it would be made from now.
    tables : ProcessedTables
        The data now.
    known : Known
        Code and libraries by their hash.
    """
    if record is None:
        return ["new"]
    if record["status"] == "failed":
        return ["it failed last time"]
    made, now = record.get("made") or {}, inputs.to_marks()
    if not made or record.get("reads") is None:
        return ["nothing is known of what it was made from"]
    reasons = [_say_change(part, made.get(part), now[part], known) for part in now if made.get(part) != now[part]]
    reasons += [_say_read(name, wanted) for name, wanted, hashed in record["reads"]
                if tables.hash_read((name, wanted)) != hashed]  # fmt: skip
    return reasons


def find_damage(record: Mapping[str, Any], reports: Path, name: str) -> list[str]:
    """Say whether a file of a page is gone or not as it was written."""
    try:
        size = (reports / name).stat().st_size
    except FileNotFoundError:
        return [f"{name} is not there"]
    return [] if size == (record.get("files") or {}).get(name) else [f"{name} is not as it was written"]


def _say_change(part: str, before: str | None, now: str, known: Known) -> str:
    by_hash = {"code": known.code, "libraries": known.libraries}.get(part)
    if by_hash is None or before not in by_hash or now not in by_hash:
        return f"{part} changed"
    changed = list_changed(by_hash[before], by_hash[now], versions=part == "libraries")
    more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
    return f"{part} changed: {', '.join(changed[:3])}{more}"


def list_changed(before: Mapping[str, str], now: Mapping[str, str], versions: bool = False) -> list[str]:
    """Return the names that changed between two mappings, with both values where these are *versions*.

    Examples
    --------
    >>> list_changed({"pandas": "3.0"}, {"pandas": "3.1"}, versions=True)
    ['pandas 3.0 → 3.1']
    """
    changed = [name for name in {**before, **now} if before.get(name) != now.get(name)]
    if versions:
        return [f"{name} {before.get(name, 'none')} → {now.get(name, 'none')}" for name in changed]
    return changed


def _say_read(name: str, wanted: str) -> str:
    where = json.loads(wanted)
    parts = [f"{column} {', '.join(map(str, values))}" for column, values in where.items() if len(values) < 4]
    rows = f" ({'; '.join(parts)})" if parts else ""
    return f"framework changed{rows}" if name == "components" else f"data changed: {name}{rows}"
