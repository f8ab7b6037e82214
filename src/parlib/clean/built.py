"""What is built of tables is built once of the same contents: adding a file cleans all of data/raw three times."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pandas as pd

from parlib.files.kept import Kept
from parlib.terms import INDICES

_BUILT = Kept[pd.DataFrame](most=64)
"""Frameworks and bridges."""


def build_once(make: Callable[..., pd.DataFrame], index: str, *tables: pd.DataFrame) -> pd.DataFrame:
    """Return what is built from tables of an index, remembered by their contents; nobody may change it."""
    return _BUILT.recall(lambda: make(index, *tables), make.__name__, INDICES[index], *map(hash_table, tables))


def hash_table(table: pd.DataFrame) -> str:
    """Return a hash of the columns, types and values of a table."""
    values = pd.util.hash_pandas_object(table, index=False).to_numpy().tobytes()
    return hashlib.sha256(repr(list(table.dtypes.items())).encode() + values).hexdigest()
