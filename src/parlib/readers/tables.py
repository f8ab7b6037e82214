"""Tables of one place a row, as printed: wide (a component a column) or long (a figure a row), CSV or workbook."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from parlib.files.slug import strip_accents
from parlib.problems import DataProblemsError, Problem, stop_at_problems
from parlib.readers.csvfile import read_table
from parlib.readers.workbook import Sheet, read_workbook, write_value
from parlib.speech import tell
from parlib.terms import Rules

MOST_ABOVE = 30
"""Rows of a sheet among which its heads are looked for: titles stand above them."""


def fold_head(text: str) -> str:
    """Return the letters of a head without case, accents, spaces or punctuation.

    Examples
    --------
    >>> fold_head("Tỉnh, thành phố"), fold_head(" NĂM ")
    ('tinhthanhpho', 'nam')
    """
    return re.sub(r"[\W_]+", "", strip_accents(text).casefold())


_ORDER = re.compile(r"(so)?(s?tt|thutu)|no|id|index|code|ma(tinh|so)?|order")
_RANK = re.compile(r"rank(ing)?\d*|(xep)?(hang|thu)|thuhang|vi(thu|tri)|xh\d*|position|place")
_OTHER = re.compile(r"region|vung|khuvuc|tanggiam|thaydoi|danso|population|diemtoida|toida|maxscore|maximum")


def classify_head(head: str) -> str:
    """Return what a column of numbers is by its head where it is no figure of an index; blank for any other.

    Returns
    -------
    str
        ``order`` (numbers of rows, codes), ``rank``, ``other`` (regions, changes, population, maxima), or blank.

    Examples
    --------
    >>> [classify_head(head) for head in ("#", "Số TT", "Vị thứ", "Rank 2024", "Dân số", "Minh bạch")]
    ['order', 'order', 'rank', 'rank', 'other', '']
    """
    folded = fold_head(head)
    if head.strip() and not folded:
        return "order"
    known = (("order", _ORDER), ("rank", _RANK), ("other", _OTHER))
    return next((kind for kind, words in known if words.fullmatch(folded)), "")


def read_rows_of_places(path: Path, heads: list[str], file: str) -> pd.DataFrame:
    """Return every column of a table as text, with ``file``, ``row`` and ``sheet`` (blank for CSV).

    Parameters
    ----------
    heads : list of str
        Heads that the table must have; in a workbook they are looked for, in CSV they stand in the first row.

    Raises
    ------
    DataProblemsError
        If a head is missing, stands twice, or the file is damaged.
    """
    if path.suffix.casefold() == ".csv":
        return read_table(path, heads, file, rest=True).assign(sheet="")
    sheets = read_workbook(path, file)
    for sheet in sheets:
        for row, values in enumerate(sheet.rows[:MOST_ABOVE]):
            printed = [write_value(value).strip() for value in values]
            if {fold_head(head) for head in heads} <= {fold_head(text) for text in printed}:
                return _read_below(sheet, row, printed, heads)
    listed = ", ".join(map(repr, heads))
    names = ", ".join(sheet.name for sheet in sheets)
    hint = "Write them above the table, or say the heads that it has in the index's description"
    raise DataProblemsError(
        [
            Problem(
                file,
                tell("no sheet ({names}) has the heads {listed} in one row", names=names, listed=listed),
                hint=hint,
            )
        ]
    )


def _read_below(sheet: Sheet, top: int, printed: list[str], heads: list[str]) -> pd.DataFrame:
    """Return the rows below the heads of a sheet, to the last that names a place."""
    asked = {fold_head(head): head for head in heads}
    names = [asked.get(fold_head(text), text) for text in printed]
    twice = [at for at, name in enumerate(names) if name and name in names[:at]]
    stop_at_problems(
        sheet.problem(top, at, tell("the head {head!r} stands twice", head=names[at]), "Rename one") for at in twice
    )
    kept = [at for at, name in enumerate(names) if name]
    stop_at_problems(_find_lost(sheet, top, names, heads[0]))
    rows = [[sheet.text(row, at).strip() for at in kept] for row in range(top + 1, len(sheet.rows))]
    table = pd.DataFrame(rows, columns=[names[at] for at in kept])
    table = table.assign(file=sheet.file, row=range(top + 2, len(sheet.rows) + 1), sheet=sheet.name)
    table = table[table[heads[0]] != ""]
    if table.empty:
        raise DataProblemsError([sheet.problem(top, 0, "there is no row below the heads")])
    return table.reset_index(drop=True)


def _find_lost(sheet: Sheet, top: int, names: list[str], place_head: str) -> list[Problem]:
    """Return the numbers below no head, and those of rows that name no place, the first five."""
    place, problems = names.index(place_head), list[Problem]()
    for row in range(top + 1, len(sheet.rows)):
        nowhere = not sheet.text(row, place).strip()
        for at, value in enumerate(sheet.rows[row]):
            if not isinstance(value, float) or (nowhere and names[at] and fold_head(names[at]) in ("stt", "tt")):
                continue
            if not names[at]:
                problems.append(sheet.problem(row, at, "the number stands below no head", "Write a head above it"))
            elif nowhere:
                hint = tell("Write the place in column {head!r}, or take the row out", head=place_head)
                problems.append(sheet.problem(row, at, "the number stands in a row that names no place", hint))
    return problems[:5]


def read_place_table(path: Path, rules: Rules, file: str) -> pd.DataFrame:
    """Return every printed cell of a wide or long table, all text.

    Returns
    -------
    pandas.DataFrame
        ``file, row, column, place, year, component, text``; ``component`` is the printed head, ``year`` blank where
        the table has no column of years.

    Raises
    ------
    DataProblemsError
        If a column is missing or the file is damaged.
    """
    keys = [head for head in (rules.place_head, rules.year_head) if head]
    long = rules.tables == "long"
    wanted = [*keys, rules.component_head, rules.value_head] if long else keys
    table = read_rows_of_places(path, wanted, file)
    about = ["file", "row", "sheet", *keys]
    if long:
        cells = table.rename(columns={rules.component_head: "component", rules.value_head: "text"})
        cells = cells[[*about, "component", "text"]].assign(column=rules.value_head)
    else:
        heads = [name for name in table.columns if name not in about]
        cells = table.melt(about, heads, var_name="column", value_name="text")
        cells["component"] = cells["column"]
    cells["column"] = cells["column"].where(cells["sheet"] == "", cells["sheet"] + ", " + cells["column"])
    cells = cells.rename(columns={rules.place_head: "place", rules.year_head: "year"})
    return cells if rules.year_head else cells.assign(year="")
