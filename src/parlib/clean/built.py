"""What is made of raw files is made once of the same contents: adding a file cleans all of them three times.

A process that lives on (the local page, a notebook, the tests) reads only what has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

import pandas as pd

from parlib.files.hashing import hash_file
from parlib.terms import INDICES

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """The newest things that were made, by a hash of all that they were made from; nobody may change them.

    Examples
    --------
    >>> kept = Kept[str](most=2)
    >>> [kept.keep(key, made) for key, made in (("a", "A"), ("b", "B"), ("c", "C"))]
    ['A', 'B', 'C']
    >>> kept.find("a"), kept.find("c")
    (None, 'C')
    """

    def __init__(self, most: int) -> None:
        self.most, self._made, self._lock = most, dict[str, Made](), Lock()

    def find(self, key: str) -> Made | None:
        """Return what was made, now the newest of all; None where it is not kept."""
        with self._lock:
            if key not in self._made:
                return None
            self._made[key] = self._made.pop(key)
            return self._made[key]

    def keep(self, key: str, made: Made) -> Made:
        """Keep and return what was made; the oldest goes."""
        with self._lock:
            while len(self._made) >= self.most:
                del self._made[next(iter(self._made))]
            self._made[key] = made
        return made


_BUILT = Kept[pd.DataFrame](most=64)
"""Frameworks and bridges."""


def build_once(make: Callable[..., pd.DataFrame], index: str, *tables: pd.DataFrame) -> pd.DataFrame:
    """Return what is built from tables of an index, remembered by their contents; nobody may change it."""
    key = hash_parts(make.__name__, INDICES[index], *map(hash_table, tables))
    built = _BUILT.find(key)
    return _BUILT.keep(key, make(index, *tables)) if built is None else built


def read_once(kept: Kept[Made], path: Path, known: str, read: Callable[[], Made]) -> Made:
    """Return what *read* makes of a file, or what it made of the same bytes with the same *known*, a hash."""
    content = hash_file(path)
    key = hash_parts(content, known)
    made = kept.find(key)
    if made is None:
        made = read()
        # Who writes to it meanwhile is told at the end of the cleaning; what was read then is nothing to keep.
        if hash_file(path) == content:
            kept.keep(key, made)
    return made


def hash_parts(*parts: object) -> str:
    """Return a hash of what parts show of themselves (``repr``)."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def hash_table(table: pd.DataFrame) -> str:
    """Return a hash of the columns, types and values of a table."""
    values = pd.util.hash_pandas_object(table, index=False).to_numpy().tobytes()
    return hashlib.sha256(repr(list(table.dtypes.items())).encode() + values).hexdigest()
