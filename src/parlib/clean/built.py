"""Frameworks and bridges, each built once from the same tables: adding a file reads all of them three times."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pandas as pd

from parlib.terms import INDICES

MOST_BUILT = 64
"""Frameworks and bridges that are remembered."""

_BUILT: dict[tuple[str, ...], pd.DataFrame] = {}
"""Frameworks and bridges by what they were built from."""


def build_once(make: Callable[..., pd.DataFrame], index: str, *tables: pd.DataFrame) -> pd.DataFrame:
    """Return what is built from tables of an index, remembered by their contents; nobody may change it."""
    about = f"{make.__name__} {INDICES[index]!r}"
    key = (about, *(hash_table(table) for table in tables))
    if key not in _BUILT:
        built = make(index, *tables)
        while len(_BUILT) >= MOST_BUILT:
            del _BUILT[next(iter(_BUILT))]
        _BUILT[key] = built
    return _BUILT[key]


def hash_table(table: pd.DataFrame) -> str:
    """Return a hash of the columns, types and values of a table."""
    values = pd.util.hash_pandas_object(table, index=False).to_numpy().tobytes()
    return hashlib.sha256(repr(list(table.dtypes.items())).encode() + values).hexdigest()
