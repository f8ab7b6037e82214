"""What became of every number of a sheet: used as a figure, or left out for a reason that is said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from parlib.readers.annotations import Address, write_address
from parlib.readers.workbook import Sheet, Value
from parlib.speech import Said, tell

LABELS = "codes and numbers of order"
TITLES = "titles and heads"
NUMBERING = "a row that numbers the columns"
SUMMARIES = "means, extremes, regions and sums of other places"
FOLLOWING = "percentages, differences and other columns that are no points"
NOTES = "numbers among notes and reasons"
EARLIER_ROUNDS = "points of an earlier round"
OTHER_YEARS = "another year"
NO_BOARD = "a sheet on which no component is named"

_NUMBER = re.compile(r"[(\[]?[+-]?\d[\d.,]*\s*(?:%|điểm|đ)?[)\]]?", re.IGNORECASE)


def is_number(value: Value) -> bool:
    """Tell whether a cell holds a number, as such or typed as text.

    Examples
    --------
    >>> [is_number(value) for value in (9.5, "9,5", "91,04%", "1,5 điểm", "1.1", "năm 2025", "")]
    [True, True, True, True, True, False, False]
    """
    return not isinstance(value, str) or bool(_NUMBER.fullmatch(value.strip() or "x"))


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
    """

    sheet: str
    numbers: int = 0
    used: int = 0
    left: dict[str, list[str]] = field(default_factory=dict)

    def explain(self) -> Said:
        """Return the account in one line.

        Examples
        --------
        >>> Coverage("Bảng 1", 6, 4, {LABELS: ["A2", "A3"]}).explain()
        "sheet 'Bảng 1': 4 of 6 numbers used; 2 left out: codes and numbers of order (A2, A3)"
        """
        parts = [
            tell("{n:,} left out: {reason} ({cells})", n=len(cells), reason=reason, cells=_shorten(cells))
            for reason, cells in self.left.items()
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
