"""Numbers of a file that cannot be read, as problems (số không đọc được)."""

from __future__ import annotations

import pandas as pd

from parlib.problems import Problem
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
