"""A table of one reading of an index, as a portal exports it: a place a row, a component a column (số liệu tháng)."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pandas as pd

from parlib.problems import DataProblemsError, Problem, stop_at_problems
from parlib.province_names import NameIndex
from parlib.readers.coverage import is_number
from parlib.readers.labels import SUMMARY, fold_words
from parlib.readers.tables import MOST_ABOVE, fold_head
from parlib.readers.workbook import Sheet, Value, read_workbook, write_value
from parlib.speech import tell

_BESIDE = re.compile(r"stt|tt|xephang|hang|thuhang|ma|madinhdanh")
"""Folded heads of columns that are no points: numbers of order, ranks, codes."""

_NUMBERING = re.compile(r"\(?\d{0,2}\)?")

CELL_COLUMNS = ["file", "row", "column", "place", "component_code", "text"]
"""Columns of the cells of a reading; ``text`` is as typed."""


def read_reading(path: Path, file: str, heads: dict[str, str], names: NameIndex) -> pd.DataFrame:
    """Return the printed cells of a reading; places that have no figure printed are blank.

    Parameters
    ----------
    heads : dict of str to str
        From what a component is called above its column to its code.
    names : NameIndex
        Names of the places.

    Returns
    -------
    pandas.DataFrame
        Columns `CELL_COLUMNS`.

    Raises
    ------
    DataProblemsError
        If no sheet has the heads, a column of numbers or a row of numbers is named by none of the words known.
    """
    folded = {fold_head(head): code for head, code in heads.items()}
    for sheet in read_workbook(path, file):
        top = _find_heads(sheet, folded)
        if top is not None:
            return _read_below(sheet, top, folded, names)
    hint = tell("Write the heads {heads!r} above the columns of points", heads=heads)
    raise DataProblemsError([Problem(file, "no sheet has a row of heads that name components", hint=hint)])


def _find_heads(sheet: Sheet, folded: dict[str, str]) -> int | None:
    """Return the row of heads: the one that names most components, and at least one."""
    named = {
        row: len({folded.get(fold_head(sheet.text(row, column))) for column in range(len(values))} - {None})
        for row, values in enumerate(sheet.rows[:MOST_ABOVE])
    }
    best = max(named, key=lambda row: named[row], default=None)
    return best if best is not None and named[best] else None


def _read_below(sheet: Sheet, top: int, folded: dict[str, str], names: NameIndex) -> pd.DataFrame:
    body = range(top + 1, len(sheet.rows))
    known = Counter(column for row in body for column, value in enumerate(sheet.rows[row]) if _names(value, names))
    if not known:
        raise DataProblemsError([sheet.problem(top, 0, "no row below the heads names a place")])
    place = known.most_common(1)[0][0]
    columns = _name_columns(sheet, top, place, folded)
    cells = [
        (sheet.file, row + 1, sheet.text(top, column), sheet.text(row, place), code, sheet.text(row, column))
        for row in body
        if _names(sheet.text(row, place), names) or not _is_beside(sheet, row, place, columns)
        for column, code in columns.items()
    ]
    return pd.DataFrame(cells, columns=CELL_COLUMNS)


def _names(value: object, names: NameIndex) -> bool:
    return isinstance(value, str) and bool(value.strip()) and names.knows(value)


def _is_beside(sheet: Sheet, row: int, place: int, columns: dict[int, str]) -> bool:
    """Tell whether a row is none of a place: without figures, of means or regions, or one that numbers the columns."""
    values = sheet.rows[row]
    if not any(is_number(values[column]) for column in columns):
        return True
    if _numbers_columns(values):
        return True
    return any(SUMMARY.match(fold_words(write_value(value))) for value in values[: place + 1] if value != "")


def _numbers_columns(values: list[Value]) -> bool:
    """Tell whether a row numbers the columns: (1), (2), (3) ..."""
    return all(_NUMBERING.fullmatch(write_value(value)) for value in values)


def _name_columns(sheet: Sheet, top: int, place: int, folded: dict[str, str]) -> dict[int, str]:
    """Return the columns of points with their components; every other column of numbers is a problem."""
    columns: dict[int, str] = {}
    problems: list[Problem] = []
    rows = [values for values in sheet.rows[top + 1 :] if not _numbers_columns(values)]
    for column in range(len(sheet.rows[0])):
        head = sheet.text(top, column)
        code = folded.get(fold_head(head))
        below = [values[column] for values in rows]
        if code and code in columns.values():
            problems.append(
                sheet.problem(top, column, tell("the head {head!r} stands twice", head=head), "Take one column out")
            )
        elif code:
            columns[column] = code
        elif column != place and any(map(is_number, below)) and not _BESIDE.fullmatch(fold_head(head)):
            hint = "Write the component's name as the index's framework has it, or take the column out"
            message = tell("there are figures below the head {head!r}, which means no component", head=head)
            problems.append(sheet.problem(top, column, message, hint))
    stop_at_problems(problems)
    return columns
