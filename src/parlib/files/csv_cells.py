"""Cells of CSV files that are opened in a spreadsheet."""

from __future__ import annotations

import re

_COMMANDS = ("=", "+", "-", "@", "\t", "\r")
"""What a cell of a CSV file begins with that a spreadsheet may run."""

_SIGNED = re.compile(r"[+-]\d[\d.,]*(?: điểm %| % points)?")
"""A number with its sign, which it does not run."""


def guard_cell(cell: object) -> object:
    """Return a cell of a CSV file that no spreadsheet runs: text that begins like a formula is led by an apostrophe.

    Examples
    --------
    >>> guard_cell("=1+1"), guard_cell("-2,5"), guard_cell("Hà Nội"), guard_cell(-2.5)
    ("'=1+1", '-2,5', 'Hà Nội', -2.5)
    """
    if not isinstance(cell, str) or not cell.startswith(_COMMANDS) or _SIGNED.fullmatch(cell):
        return cell
    return f"'{cell}"
