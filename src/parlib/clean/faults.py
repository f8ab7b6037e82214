"""Numbers of a file that cannot be read, as problems, and signs that stand for none (số không đọc được)."""

from __future__ import annotations

import pandas as pd

from parlib.problems import Problem, locate
from parlib.readers.coverage import is_mark
from parlib.speech import tell

MOST_LISTED = 10
"""Numbers that cannot be read, of one file, that are listed one by one."""


def list_faults(cells: pd.DataFrame, faults: dict[object, str]) -> list[Problem]:
    """Return a problem for each number that cannot be read; where a whole column cannot, the first ones and how many.

    Parameters
    ----------
    cells : pandas.DataFrame
        Columns ``file, row, column`` of one file.
    faults : dict
        From index label of *cells* to what is wrong there.
    """
    listed = [
        Problem(cells.at[label, "file"], fault, cells.at[label, "row"], cells.at[label, "column"])
        for label, fault in list(faults.items())[:MOST_LISTED]
    ]
    rest = len(faults) - len(listed)
    return [*listed, Problem(listed[0].file, tell("{rest} more figures cannot be read", rest=rest))] if rest else listed


def name_marks(cells: pd.DataFrame, why: str) -> str:
    """Return why figures of a table are missing, with the cells that hold a sign for no figure.

    Parameters
    ----------
    cells : pandas.DataFrame
        Columns ``row, column, text`` of one file.
    why : str
        What is said of all that are missing.

    Examples
    --------
    >>> name_marks(pd.DataFrame({"row": [2, 3], "column": "PAPI", "text": ["x", "7,5"]}), "no figure printed")
    "no figure printed; 'x' in row 2, column 'PAPI'"
    """
    marked = cells[cells["text"].map(is_mark)]
    lines: list[str] = [
        tell("{mark!r} in row {row}, {column}", mark=cell.text.strip(), row=cell.row, column=locate(cell.column))
        for cell in marked.head(MOST_LISTED).itertuples()
    ]
    if rest := len(marked) - len(lines):
        lines.append(tell("{rest} more cells hold such a sign", rest=rest))
    return tell("{why:;}", why=[why, *lines]) if lines else why
