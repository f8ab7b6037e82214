"""What became of every number of a sheet: used as a figure, or left out for a reason that is said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby

from parlib.readers.annotations import Address, write_address
from parlib.readers.workbook import Sheet, Value
from parlib.speech import Said, tell
from parlib.tidy import MISSING_FORMS

LABELS = "codes and numbers of order"
TITLES = "titles and heads"
NUMBERING = "a row that numbers the columns"
SUMMARIES = "means, extremes, regions and sums of other places"
FOLLOWING = "percentages, differences and other columns that are no points"
NOTES = "numbers among notes and reasons"
EARLIER_ROUNDS = "points of an earlier round"
OTHER_YEARS = "another year"
NO_BOARD = "a sheet on which no component is named"
NO_TABLE = "a table of the sheet in which no component is named"
SUMMARY_TABLE = "a summary of components that another table of the sheet holds"

_NUMBER = re.compile(r"[(\[]?[+-]?\d[\d.,]*\s*(?:%|điểm|đ)?[)\]]?", re.IGNORECASE)


def is_number(value: Value) -> bool:
    """Tell whether a cell holds a number, as such or typed as text.

    Examples
    --------
    >>> [is_number(value) for value in (9.5, "9,5", "91,04%", "1,5 điểm", "1.1", "năm 2025", "")]
    [True, True, True, True, True, False, False]
    """
    return not isinstance(value, str) or bool(_NUMBER.fullmatch(value.strip() or "x"))


def is_mark(value: Value) -> bool:
    """Tell whether a cell holds a sign that stands for no figure.

    Examples
    --------
    >>> [is_mark(value) for value in ("x", "-", "N/A", "KĐG", "", 0.0)]
    [True, True, True, False, False, False]
    """
    return isinstance(value, str) and bool(value.strip()) and value.strip().casefold() in MISSING_FORMS


def name_cells(cells: list[Address]) -> str:
    """Return the addresses of cells, those that lie together as one block.

    Examples
    --------
    >>> name_cells([(1, 3), (2, 3), (3, 3), (2, 4), (6, 0), (6, 1)])
    'A7:B7, D2:D4, E3'
    """
    columns: dict[tuple[int, int], list[int]] = {}
    for column, own in groupby(sorted(cells, key=lambda cell: cell[::-1]), key=lambda cell: cell[1]):
        for rows in _join([row for row, _ in own]):
            columns.setdefault(rows, []).append(column)
    blocks = [(left, rows, right) for rows, own in columns.items() for left, right in _join(own)]
    ends = [
        dict.fromkeys((write_address(top, left), write_address(bottom, right)))
        for left, (top, bottom), right in sorted(blocks)
    ]
    return ", ".join(":".join(end) for end in ends)


def _join(lines: list[int]) -> list[tuple[int, int]]:
    """Return the first and last of each run of numbers."""
    known = set(lines)
    starts = [line for line in lines if line - 1 not in known]
    return list(zip(starts, (line for line in lines if line + 1 not in known), strict=True))


@dataclass
class Coverage:
    """The account of one sheet.

    Attributes
    ----------
    sheet : str
        Its name.
    numbers : int
        Cells that hold a number; those that only lie in a merged block are none.
    used : int
        Those that were read as figures.
    left : dict of str to list of str
        Reason to the addresses that were left out for it.
    marks : dict of str to list
        Sign that stands for no figure to the cells of figures that hold it.
    """

    sheet: str
    numbers: int = 0
    used: int = 0
    left: dict[str, list[str]] = field(default_factory=dict)
    marks: dict[str, list[Address]] = field(default_factory=dict)

    def explain(self) -> Said:
        """Return the account in one line.

        Examples
        --------
        >>> Coverage("Bảng 1", 6, 4, {LABELS: ["A2", "A3"]}).explain()
        "sheet 'Bảng 1': 4 of 6 numbers used; 2 left out: codes and numbers of order (A2, A3)"
        >>> Coverage("Bảng 1", 4, 4, marks={"x": [(4, 3), (5, 3)]}).explain()
        "sheet 'Bảng 1': 4 of 4 numbers used; 2 with 'x', read as no figure (D5:D6)"
        """
        parts = [
            tell("{n:,} left out: {reason} ({cells})", n=len(cells), reason=reason, cells=_shorten(cells))
            for reason, cells in self.left.items()
        ]
        parts += [
            tell("{n:,} with {mark!r}, read as no figure ({cells})", n=len(cells), mark=mark, cells=name_cells(cells))
            for mark, cells in self.marks.items()
        ]
        message = "sheet {sheet!r}: {used:,} of {numbers:,} numbers used"
        used = tell(message, sheet=self.sheet, used=self.used, numbers=self.numbers)
        return tell("{parts:;}", parts=[used, *parts])


def _shorten(cells: list[str]) -> str:
    return ", ".join(cells) if len(cells) <= 3 else f"{cells[0]} … {cells[-1]}"


def cover_sheet(sheet: Sheet, used: set[Address], reasons: dict[Address, str]) -> tuple[Coverage, list[Address]]:
    """Return the account of a sheet, and the numbers for which nothing is said."""
    coverage, lost = Coverage(sheet.name), []
    for row, values in enumerate(sheet.rows):
        for column, value in enumerate(values):
            if (row, column) in sheet.filled or not is_number(value):
                continue
            coverage.numbers += 1
            if (row, column) in used:
                coverage.used += 1
            elif (row, column) in reasons:
                coverage.left.setdefault(reasons[row, column], []).append(write_address(row, column))
            else:
                lost.append((row, column))
    return coverage, lost


def join_accounts(accounts: list[Coverage]) -> Coverage:
    """Return the account of a sheet on which several tables stand."""
    whole = Coverage(accounts[0].sheet)
    for account in accounts:
        whole.numbers += account.numbers
        whole.used += account.used
        for reason, cells in account.left.items():
            whole.left.setdefault(reason, []).extend(cells)
        for mark, addresses in account.marks.items():
            whole.marks.setdefault(mark, []).extend(addresses)
    return whole
