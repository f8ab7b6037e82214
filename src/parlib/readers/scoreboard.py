"""Scoreboards of PAR INDEX as they come in workbooks: every figure with its province, component and kind of points.

Figures are conserved: every number on every sheet is read as a figure, or left out for a reason that is said, or a
problem that names its cell.
"""

from __future__ import annotations

import pandas as pd

from parlib.problems import DataProblemsError, Problem
from parlib.readers.board import Board
from parlib.readers.coverage import NO_BOARD, Coverage, cover_sheet, is_number
from parlib.readers.labels import POINTS, Words
from parlib.readers.layout import find_components, find_provinces
from parlib.readers.workbook import Sheet
from parlib.speech import tell

CELL_COLUMNS = ["file", "sheet", "cell", "province_code", "component_code", "measure", "value"]
"""Columns of a table of figures; ``value`` is text as typed or a number, ``province_code`` blank for maxima."""


def read_scoreboard(sheets: list[Sheet], words: Words) -> pd.DataFrame:
    """Return every figure of a scoreboard workbook (bảng điểm), one row a figure, in one form whatever its shape.

    Parameters
    ----------
    sheets : list of Sheet
        The workbook as `parlib.readers.workbook.read_workbook` returns it.
    words : Words
        Framework and names of places of the year.

    Returns
    -------
    pandas.DataFrame
        Columns `CELL_COLUMNS`; ``measure`` is ``self``, ``appraised``, ``survey``, ``score``, ``max``, ``rank`` or
        ``reason``.

    Raises
    ------
    DataProblemsError
        With every number of which it is not clear whose or what it is: beside labels and below heads that mean no
        component, no province or no kind of points.
    """
    return read_boards(sheets, words)[0]


def read_boards(sheets: list[Sheet], words: Words) -> tuple[pd.DataFrame, list[Coverage]]:
    """Return the figures of `read_scoreboard`, and the account of the numbers of each sheet."""
    problems: list[Problem] = []
    cells: list[tuple] = []
    accounts: list[Coverage] = []
    for sheet in sheets:
        axis = find_components(sheet, words)
        if axis is None:
            accounts.append(_cover_other(sheet, words, problems))
            continue
        board = Board(sheet, words, axis, find_provinces(sheet, words))
        cells += board.list_cells()
        accounts.append(board.cover())
        problems += board.problems
    table = pd.DataFrame(cells, columns=CELL_COLUMNS)
    if not problems and not table["measure"].isin(POINTS).any():
        name = sheets[0].file if sheets else "the workbook"
        message = (
            "no sheet holds points of a component: neither codes (1, 1.1, I) nor names of the framework were found"
        )
        problems.append(Problem(name, message, hint="parlib template scoreboard writes a form to fill in"))
    if problems:
        raise DataProblemsError(problems)
    return table, accounts


def _cover_other(sheet: Sheet, words: Words, problems: list[Problem]) -> Coverage:
    """Return the account of a sheet without components; one with figures of provinces is a problem."""
    at = {(row, column): NO_BOARD for row in range(len(sheet.rows)) for column in range(len(sheet.rows[0]))}
    beside = [
        row
        for row, values in enumerate(sheet.rows)
        if any(words.read(value).province for value in values) and sum(map(is_number, values)) > 1
    ]
    if len(beside) > 1:
        message = tell(
            "the sheet {name!r} holds figures of provinces, but no component of the framework is named on it",
            name=sheet.name,
        )
        problems.append(Problem(sheet.file, message, hint="Write the codes of the framework into its heads"))
    return cover_sheet(sheet, set(), at)[0]
