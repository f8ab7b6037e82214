"""The account of a cleaning: rows read, kept, left out and why, file by file."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from parlib.problems import Problem


@dataclass
class Account:
    """What was read, kept and left out; in ``notes``, what a person should look at though nothing is wrong in itself.

    ``parents`` holds printed parents of year tables beside the sums of their parts.
    ``sheets`` holds, by file, a line a sheet of a workbook: how many of its numbers were used, and why others were not.
    ``heads`` holds, by file, what it was taken for, and ``ahead`` what taking it in would do and ask.
    ``places`` holds the codes of the places that a file that has just arrived is of.

    Examples
    --------
    >>> account = Account()
    >>> account.add("papi/papi_2024.csv", 1764, 1708, "0 stands for no figure")
    >>> account.to_table()["left_out"].tolist()
    [56]
    """

    rows: list[dict[str, object]] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    parents: list[pd.DataFrame] = field(default_factory=list)
    sheets: dict[str, list[str]] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    ahead: dict[str, list[str]] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)

    def add(self, file: str, read: int, kept: int, why: str = "") -> None:
        """Note one file."""
        self.rows.append({"file": file, "read": read, "kept": kept, "left_out": read - kept, "why": why})

    def to_table(self) -> pd.DataFrame:
        """Return the account as a table, in the order in which files were read."""
        return pd.DataFrame(self.rows, columns=["file", "read", "kept", "left_out", "why"])
