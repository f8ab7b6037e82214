"""The ledgers of printed facts (sổ số liệu đã in): one row a fact, its text as gathered, with its source."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from parlib.readers.csvfile import read_with_extras

LEDGER_COLUMNS = ["year", "place", "component", "measure", "text", "unit", "status", "source", "note"]
"""Columns of a ledger file; ``note_en``, the note in English, may stand beside."""


def read_ledger(path: Path, name: str | None = None) -> pd.DataFrame:
    """Return a ledger, all text, with ``file`` and ``row``."""
    return read_with_extras(path, LEDGER_COLUMNS, ["note_en"], name)
