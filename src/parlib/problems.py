"""What is wrong with a table, said so that a clerk can mend it: file, place, rule, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parlib.remedies import find_remedy
from parlib.speech import Said, tell

if TYPE_CHECKING:
    import pandas as pd

_PLACE = re.compile(r"(.+)!([A-Z]{0,3}\d+)")
"""A place in a workbook: sheet and cell, or sheet and row."""


def locate(place: str) -> Said:
    """Return in words where in a workbook something stands.

    Examples
    --------
    >>> locate("BIỂU 1!A12"), locate("BIỂU 1!7"), locate("Hà Nội")
    ("sheet 'BIỂU 1', cell A12", "sheet 'BIỂU 1', row 7", "column 'Hà Nội'")
    """
    match = _PLACE.fullmatch(place)
    if not match:
        return tell("column {name!r}", name=place)
    if match[2].isdigit():
        return tell("sheet {sheet!r}, row {row}", sheet=match[1], row=match[2])
    return tell("sheet {sheet!r}, cell {cell}", sheet=match[1], cell=match[2])


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and where; as text it is English, `parlib.speech.say` has it in Vietnamese.

    Examples
    --------
    >>> print(Problem("papi_2024.csv", "score 11 is above the maximum 10", row=7, column="Hà Nội"))
    papi_2024.csv, row 7, column 'Hà Nội': score 11 is above the maximum 10
    >>> print(Problem("a.xlsx", "the file is empty", column="BIỂU 1!A12"))
    a.xlsx, sheet 'BIỂU 1', cell A12: the file is empty
    >>> from parlib.speech import say
    >>> say(Problem("a.xlsx", "the file is empty", column="BIỂU 1!A12").say(), "vi")
    'a.xlsx, trang tính “BIỂU 1”, ô A12: tệp không có dữ liệu'
    """

    file: str
    message: str
    row: int | None = None
    column: str | None = None
    hint: str = ""
    sheet: str = ""

    def __str__(self) -> str:
        return str(self._say(self.hint))

    def say(self) -> Said:
        """Return all of it as one message: file, place, what is wrong, what to do.

        Where its finder says nothing to do, what can be done about all of the kind is said: a clerk reads this, while
        the plain text is for who reads an exception.
        """
        return self._say(self.hint or find_remedy(self.message))

    def _say(self, hint: str) -> Said:
        where: list[str] = [self.file]
        where += [tell("sheet {sheet!r}", sheet=self.sheet)] if self.sheet else []
        where += [] if self.row is None else [tell("row {row}", row=self.row)]
        where += [locate(self.column)] if self.column else []
        end = ". {hint}" if hint else ""
        return tell("{where}: {message}" + end, where=where, message=self.message, hint=hint)


class DataProblemsError(ValueError):
    """Raw data cannot be used as it is; holds every problem found, not just the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        """Say them all; where thousands are handed on and on, only who asks pays for it."""
        return "\n".join(str(problem) for problem in self.problems)

    def __reduce__(self) -> tuple:
        """Let it come whole from another process: by its problems, not by its text."""
        return type(self), (self.problems,), vars(self)


def list_problems(rows: pd.DataFrame, message: str, *names: str, hint: str = "") -> list[Problem]:
    """Return a problem a row of a table that has the file, row and column of each as far as these are known.

    Parameters
    ----------
    names : str
        Columns that the message has as fields.

    Examples
    --------
    >>> import pandas as pd
    >>> odd = pd.DataFrame({"file": ["a.csv"], "row": [7], "year": ["24"]})
    >>> print(*list_problems(odd, "{year!r} is no year", "year"))
    a.csv, row 7: '24' is no year
    """
    return [
        Problem(
            row.file,
            tell(message, **{name: getattr(row, name) for name in names}),
            getattr(row, "row", None),
            getattr(row, "column", None),
            hint,
        )
        for row in rows.itertuples()
    ]


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
