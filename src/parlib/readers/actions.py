"""The action tables that a province fills in (kế hoạch khắc phục): one row a task for a component."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from parlib.readers.csvfile import read_table

FORM = ["cause_class", "cause", "task", "lead_agency", "coordinating_agency", "head", "deadline", "output", "status"]
"""What a province fills in for each loss."""

ACTION_COLUMNS = ["province", "index", "year", "component", *FORM]
"""Columns of an action table; text only."""


def read_actions(path: Path, name: str | None = None) -> pd.DataFrame:
    """Return an action table, all text, with ``file`` and ``row``."""
    return read_table(path, ACTION_COLUMNS, name)
