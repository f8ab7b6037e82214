"""What is wrong with a table, said so that a clerk can mend it: file, row, column, rule, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_PLACE = re.compile(r"(.+)!([A-Z]{0,3}\d+)")
"""A place in a workbook: sheet and cell, or sheet and row."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and where.

    Examples
    --------
    >>> print(Problem("papi_2024.csv", "score 11 is above the maximum 10", row=7, column="Hà Nội"))
    papi_2024.csv, row 7, column 'Hà Nội': score 11 is above the maximum 10
    >>> print(Problem("a.xlsx", "'l' is not a number", column="BIỂU 1!A12"))
    a.xlsx, sheet 'BIỂU 1', cell A12: 'l' is not a number
    """

    file: str
    message: str
    row: int | None = None
    column: str | None = None
    hint: str = ""

    def __str__(self) -> str:
        where = self.file
        if self.row is not None:
            where += f", row {self.row}"
        if match := _PLACE.fullmatch(self.column or ""):
            where += f", sheet {match[1]!r}, {'row' if match[2].isdigit() else 'cell'} {match[2]}"
        elif self.column:
            where += f", column {self.column!r}"
        return f"{where}: {self.message}" + (f". {self.hint}" if self.hint else "")


class DataProblemsError(ValueError):
    """Raw data cannot be used as it is; holds every problem found, not just the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple:
        """Let it come whole from another process: by its problems, not by its text."""
        return type(self), (self.problems,), vars(self)


@contextmanager
def gather_problems(found: list[Problem]) -> Iterator[None]:
    """Go on past what is wrong inside the block; its problems are added to *found*.

    Examples
    --------
    >>> found = []
    >>> with gather_problems(found):
    ...     stop_at_problems([Problem("a.csv", "the file is empty")])
    >>> len(found)
    1
    """
    try:
        yield
    except DataProblemsError as error:
        found += error.problems


def stop_at_problems(problems: Iterable[Problem]) -> None:
    """Raise if there is any problem.

    Raises
    ------
    DataProblemsError
        With all of them.
    """
    found = list(problems)
    if found:
        raise DataProblemsError(found)
