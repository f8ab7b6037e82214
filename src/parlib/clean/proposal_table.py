"""The table in a file that nobody has described yet: which rows are heads and figures of provinces."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from parlib.problems import DataProblemsError, Problem
from parlib.province_names import NameIndex
from parlib.readers.annotations import write_address
from parlib.readers.csvfile import read_rows
from parlib.readers.tables import MOST_ABOVE
from parlib.readers.workbook import read_workbook, write_value
from parlib.speech import tell
from parlib.tidy import is_unsure, parse_numbers


def find_table(path: Path, file: str, names: dict[str, NameIndex]) -> pd.DataFrame:
    """Return the table of a file as text: the part of a sheet below the row of heads that stands over provinces."""
    if path.suffix.casefold() == ".csv":
        blocks = [("", read_rows(path, file))]
    else:
        sheets = read_workbook(path, file)
        blocks = [
            (sheet.name, [[write_value(value).strip() for value in row] for row in sheet.rows]) for sheet in sheets
        ]
    best, most, headless, twice = pd.DataFrame(), 0, "", list[Problem]()
    for _, rows in blocks:
        for top in range(min(MOST_ABOVE, len(rows) - 1)):
            heads = rows[top]
            if sum(bool(head) for head in heads) < 2 or count_places(pd.Series(heads), names):
                continue  # a title, or a row below the heads
            if len({head for head in heads if head}) < len([head for head in heads if head]):
                twice = twice or _name_twice(file, heads, rows[top + 1 :], names)
                continue
            table = pd.DataFrame(rows[top + 1 :], columns=heads).loc[:, [bool(head) for head in heads]]
            found = max(count_places(table[head], names) for head in table.columns)
            if found > most:
                best, most, headless = table, found, _find_headless(heads, rows[top + 1 :])
            if path.suffix.casefold() == ".csv":
                break
    if twice and not most:
        raise DataProblemsError(twice)
    if not most:
        hint = "Write the provinces' names in one column, with heads such as 'Tỉnh, thành phố' in the row above them"
        raise DataProblemsError([Problem(file, "no column holds names of provinces", hint=hint)])
    if headless:
        message = tell("column {letter} has figures and no head", letter=headless)
        raise DataProblemsError([Problem(file, message, hint="Write what it is above it, or take it out")])
    return best


def _find_headless(heads: list[str], rows: list[list[str]]) -> str:
    """Return the letter of the first column that holds numbers below no head; blank where there is none."""
    for at, head in enumerate(heads):
        if not head and any(len(row) > at and re.fullmatch(r"-?\d+([.,]\d+)*", row[at].strip()) for row in rows):
            return write_address(0, at)[:-1]
    return ""


def _name_twice(file: str, heads: list[str], rows: list[list[str]], names: dict[str, NameIndex]) -> list[Problem]:
    """Return what is wrong with heads of which one stands twice, if they stand over names of provinces."""
    twice = next(head for at, head in enumerate(heads) if head and head in heads[:at])
    if not any(count_places(pd.Series(column), names) for column in zip(*rows, strict=False)):
        return []
    message = tell("the head {head!r} stands twice", head=twice)
    return [Problem(file, message, hint="Rename one, or take it out")]


def count_places(values: pd.Series, names: dict[str, NameIndex]) -> int:
    """Return how many different values are names of provinces."""
    texts = values.astype(str)[lambda own: own.str.contains(r"[^\W\d]", regex=True)]
    return max(sum(known.knows(text) for text in texts.unique()) for known in names.values())


def holds_figures(texts: pd.Series) -> bool:
    """Tell whether a column holds numbers, if only such as can be read in two ways."""
    reading = parse_numbers(texts)
    return bool(reading.values.notna().any()) or any(map(is_unsure, reading.faults.values()))
