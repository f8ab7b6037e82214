"""Scoreboards of PAR INDEX as they come in workbooks: every figure with its province, component and kind of points.

Figures are conserved: every number on every sheet is read as a figure, or left out for a reason that is said, or a
problem that names its cell.
"""

from __future__ import annotations

import pandas as pd

from parlib.problems import DataProblemsError, Problem
from parlib.readers.blocks import split_tables
from parlib.readers.board import Board
from parlib.readers.coverage import NO_BOARD, NO_TABLE, SUMMARY_TABLE, Coverage, cover_sheet, is_number, join_accounts
from parlib.readers.labels import POINTS, Words, read_measure
from parlib.readers.layout import Axis, find_components, find_provinces
from parlib.readers.tree import list_lines
from parlib.readers.workbook import Sheet
from parlib.speech import tell

CELL_COLUMNS = ["file", "sheet", "cell", "province_code", "component_code", "measure", "value"]
"""Columns of a table of figures; ``value`` is text as typed or a number, ``province_code`` blank for maxima."""

_Read = tuple[list[tuple], Coverage, list[Problem]]
"""Figures of a table, its account, and what is wrong with it."""


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
        provinces = find_provinces(sheet, words)
        tables = split_tables(sheet) if axis.where == "row" and provinces.where == "sheet" else []
        read = _read_tables(tables, words, provinces) if len(tables) > 1 else None
        listed, account, faults = read or _read_table(sheet, words, axis, provinces)
        cells += listed
        accounts.append(account)
        problems += faults
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


def _read_table(sheet: Sheet, words: Words, components: Axis, provinces: Axis) -> _Read:
    """Return the figures of a table, its account and what is wrong with it."""
    board = Board(sheet, words, components, provinces)
    return board.list_cells(), board.cover(), board.problems


def _read_tables(tables: list[Sheet], words: Words, provinces: Axis) -> _Read | None:
    """Return what is read of tables that stand below each other on one sheet; None where they are better read as one.

    What stands twice is held against itself later. A table that cannot be read is left out by name where it tells of
    nothing but what the longest one holds: it is a summary of that.
    """
    axes = [None if _numbers_others(table, words) else find_components(table, words) for table in tables]
    found = [
        _read_table(table, words, axis, provinces) if axis else None for table, axis in zip(tables, axes, strict=True)
    ]
    told = [_list_named(table, words) for table in tables]
    whole = [{cell[4] for cell in one[0]} if one and not one[2] else set() for one in found]
    held = max(whole, key=len)
    strange = [table for table, codes in zip(tables, told, strict=True) if not codes]
    if not held or any(one is None and codes - held for one, codes in zip(found, told, strict=True)):
        return None
    if any(map(_is_scoreboard, strange)):
        return None
    cells: list[tuple] = []
    accounts: list[Coverage] = []
    problems: list[Problem] = []
    for table, one, codes in zip(tables, found, told, strict=True):
        if one is None or (one[2] and codes <= held):
            reason = SUMMARY_TABLE if codes else NO_TABLE
            at = {(row, column): reason for row in range(len(table.rows)) for column in range(len(table.rows[0]))}
            accounts.append(cover_sheet(table, set(), at)[0])
            continue
        cells = one[0] + cells if one[0] and {cell[4] for cell in one[0]} == held else cells + one[0]
        accounts.append(one[1])
        problems += one[2]
    return cells, join_accounts(accounts), problems


def _list_named(table: Sheet, words: Words) -> set[str]:
    """Return the components that the rows with numbers of a table name."""
    if _numbers_others(table, words):
        return set()
    rows = [row for row in table.rows if any(value != "" and is_number(value) for value in row)]
    return {code for row in rows for value in row if (code := words.read(value).component)}


def _is_scoreboard(table: Sheet) -> bool:
    """Tell whether the heads of a table name several kinds of points, as only those of a scoreboard do."""
    kinds = ({read_measure(value) for value in row if isinstance(value, str) and value} for row in table.rows)
    return any(len(row.intersection((*POINTS, "max"))) > 1 for row in kinds)


def _numbers_others(table: Sheet, words: Words) -> bool:
    """Tell whether the rows of a table are numbered by themselves, and are no components: most names are others."""
    lines = list_lines(table.rows)
    return bool(lines) and 2 * sum(words.is_called(line.code, line.name) for line in lines) < len(lines)


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
