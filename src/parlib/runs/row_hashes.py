"""The rows that pages read, by hash: small enough to be held while a run goes on, without the tables themselves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from parlib.read_log import Read, list_values

if TYPE_CHECKING:
    import pandas as pd


@dataclass
class HashedColumn:
    """A column by its different values: few, where a table is long.

    Attributes
    ----------
    kind : str
        Its dtype.
    numbers : numpy.ndarray
        Number of each row's value; -1 where it is missing.
    values, hashes : numpy.ndarray
        The values, and their hashes with that of a missing one at the end.
    """

    kind: str
    numbers: np.ndarray
    values: np.ndarray
    hashes: np.ndarray

    @classmethod
    def of(cls, column: pd.Series) -> HashedColumn:
        """Return a column by its values."""
        import pandas as pd

        numbers, values = pd.factorize(column)
        # One more than there are values: index -1, where missing ones go, is then the last.
        hashes = np.zeros(len(values) + 1, dtype=np.uint64)
        hashes[numbers] = pd.util.hash_pandas_object(column, index=False).to_numpy()
        # Room for -1, and no more bytes than there are values to number: the hashes of all tables stay in memory.
        small = np.min_scalar_type(-max(len(values), 1))
        return cls(str(column.dtype), numbers.astype(small), np.asarray(values), hashes)

    @cached_property
    def places(self) -> dict[Any, np.ndarray]:
        """Where the rows of each value are."""
        order = np.argsort(self.numbers, kind="stable").astype(np.uint32)
        ends = np.cumsum(np.bincount(self.numbers[self.numbers >= 0], minlength=len(self.values)))
        rows = np.split(order[(self.numbers < 0).sum() :], ends[:-1]) if len(self.values) else []
        return dict(zip(self.values.tolist(), rows, strict=True))


@dataclass
class HashedTable:
    """A table by its columns, and one hash of each row."""

    columns: dict[str, HashedColumn]
    rows: np.ndarray

    @classmethod
    def of(cls, table: pd.DataFrame) -> HashedTable:
        """Return a table by its columns."""
        import pandas as pd

        rows = pd.util.hash_pandas_object(table, index=False).to_numpy()
        return cls({column: HashedColumn.of(table[column]) for column in table}, rows)

    def hash_places(self, places: np.ndarray, columns: Sequence[str]) -> str:
        """Return the hash of some rows, in their order, or only of some of their *columns*."""
        used = {column: self.columns[column] for column in columns} if columns else self.columns
        kinds = ",".join(f"{name}:{column.kind}" for name, column in self.columns.items() if name in used)
        # Number -1, a missing value, takes the last hash: that is where `HashedColumn.of` has put its own.
        parts = [column.hashes[column.numbers[places]] for column in used.values()] if columns else []
        made = combine_hashes(parts) if columns else self.rows[places]
        return hashlib.sha256(kinds.encode() + made.tobytes()).hexdigest()[:16]


class ProcessedTables:
    """The processed tables as they are now, hashed by the rows that pages read.

    A table is read when it is first asked for, and only the hashes of its values are stored. Nothing is read where
    `fingerprint`, the hash of all files together, says that nothing changed.

    Parameters
    ----------
    home : pathlib.Path
        Folder with data/.
    """

    def __init__(self, home: Path) -> None:
        from parlib.store import TABLES  # with pandas: who only holds the hashes does without

        self.folder = home / "data" / "processed"
        self._home = home
        self._paths = {name: self.folder / f"{name}.parquet" for name in TABLES}
        self._stamps = self._stat()
        self._tables: dict[str, HashedTable] = {}
        self._hashed: dict[Read, str] = {}
        self.fingerprint = self._hash_files()

    def is_current(self) -> bool:
        """Say whether the files are still those that were hashed."""
        return self._stat() == self._stamps

    def read_all(self) -> None:
        """Hash every table now, so that none is read later."""
        for name in self._paths:
            with suppress(FileNotFoundError):
                self._find_table(name)

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
        table, where = self._find_table(name), json.loads(wanted)
        columns = where.pop("columns", ())
        return table.hash_places(select_places(table.columns, where), columns)

    def _find_table(self, name: str) -> HashedTable:
        if name not in self._tables:
            from parlib.store import load_table

            table = load_table(name, self._home, noted=False)
            self._tables[name] = HashedTable.of(table)
        return self._tables[name]

    def _stat(self) -> list[tuple[int, int]]:
        found = [path.stat() for path in self._paths.values() if path.exists()]
        return [(stat.st_mtime_ns, stat.st_size) for stat in found]

    def _hash_files(self) -> str:
        made = hashlib.sha256()
        for path in self._paths.values():
            if path.exists():
                made.update(hashlib.sha256(path.read_bytes()).digest())
        return made.hexdigest()[:16]


def combine_hashes(columns: Sequence[np.ndarray]) -> np.ndarray:
    """Return one hash of each row from those of its columns, as `pandas.util.hash_pandas_object` does.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"code": ["1", "2"], "year": [2023, 2024]})
    >>> columns = [pd.util.hash_pandas_object(table[name], index=False).to_numpy() for name in table]
    >>> bool((combine_hashes(columns) == pd.util.hash_pandas_object(table, index=False)).all())
    True
    """
    # The mixing of CPython's tuple hash, with the constants that pandas has in core/util/hashing.py (private there;
    # tried with pandas 3.1, and the example above would fail if they changed). It lets a page that reads some columns
    # be hashed without reading the table again.
    made, factor = np.full(len(columns[0]), 0x345678, dtype=np.uint64), 1000003
    for left, hashed in zip(range(len(columns), 0, -1), columns, strict=True):
        made = (made ^ hashed) * np.uint64(factor)
        factor += 82520 + 2 * left
    return made + np.uint64(97531)


def select_places(table: Mapping[str, HashedColumn], wanted: Mapping[str, Any]) -> np.ndarray:
    """Return where the rows are that `parlib.read_log.select_rows` would choose, without reading each row again."""
    length = len(next(iter(table.values())).numbers) if table else 0
    places = np.arange(length)
    asked = [(table[column], list_values(value)) for column, value in wanted.items() if value is not None]
    counts = [sum(len(column.places.get(value, ())) for value in values) for column, values in asked]
    for position in np.argsort(counts, kind="stable"):  # the fewest first
        column, values = asked[position]
        if len(places) == length:
            found = [column.places[value] for value in values if value in column.places]
            places = np.sort(np.concatenate(found)) if found else places[:0]
        else:  # few rows are left: to look at each is cheaper than to intersect with all rows of a value
            numbers = [column.numbers[column.places[value][0]] for value in values if value in column.places]
            places = places[np.isin(column.numbers[places], numbers)]
    return places
