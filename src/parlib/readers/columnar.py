"""Files of millions of rows, read as a stream in columns: the only home of DuckDB.

DuckDB (MIT licence) and not arrow alone: it reads CSV in parallel with quoted line breaks and three encodings, groups
by many columns in one pass, and writes to disk what would not fit into the memory that it is given.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

Columns = duckdb.DuckDBPyConnection
"""A database that is open."""

ColumnsError = duckdb.Error
"""What is raised where a file cannot be read."""

MEMORY = "500MB"
"""Memory for what is grouped and buffered; what is more goes to disk."""

THREADS = 2
"""Threads of one command; each has buffers of its own."""


@contextmanager
def open_columns() -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database that lives for one ``with`` block, within bounds of memory, without network or extensions."""
    with tempfile.TemporaryDirectory(prefix="parlib-columns-") as folder:
        bounds: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "threads": THREADS,
            "temp_directory": folder,
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        connection = duckdb.connect(config=bounds)
        try:
            yield connection
        finally:
            connection.close()


def fetch_row(connection: duckdb.DuckDBPyConnection, asked: str) -> dict[str, Any]:
    """Return the one row that SQL asks for, by column."""
    found = connection.execute(asked)
    (row,) = found.fetchall()
    return dict(zip([column[0] for column in found.description], row, strict=True))


def fetch_table(connection: duckdb.DuckDBPyConnection, asked: str) -> pd.DataFrame:
    """Return what SQL asks for as a table; for counts, not for millions of rows."""
    found = connection.execute(asked)
    return pd.DataFrame(found.fetchall(), columns=[column[0] for column in found.description])


def quote_text(text: str | Path) -> str:
    """Return a text as SQL writes it.

    Examples
    --------
    >>> quote_text("l'été")
    "'l''été'"
    """
    return "'" + str(text).replace("'", "''") + "'"


def quote_name(name: str) -> str:
    """Return the name of a column as SQL writes it.

    Examples
    --------
    >>> quote_name('Ngày "hẹn" trả')
    '"Ngày ""hẹn"" trả"'
    """
    return '"' + name.replace('"', '""') + '"'
