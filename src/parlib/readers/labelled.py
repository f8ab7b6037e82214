"""Tables with labels such as "1.1 ...": provinces down or across, names and labels as printed (PAPI)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pandas as pd

from parlib.problems import DataProblemsError, Problem
from parlib.readers.csvfile import read_rows
from parlib.tidy import parse_component_label

CELL_COLUMNS = ["file", "row", "column", "place", "component", "text"]
"""Columns of a table of printed cells."""


def read_labelled_table(path: Path, name: str | None = None) -> pd.DataFrame:
    """Return every printed cell of a table whose components are labelled (chỉ số nội dung, nội dung thành phần).

    Returns
    -------
    pandas.DataFrame
        One row a cell, all text: ``file, row, column, place, component, text``; ``component`` is the whole
        printed label; ``column`` is the printed head, with the column's letter where the head stands twice. Title
        rows, section rows and blank separator columns are left out.

    Raises
    ------
    DataProblemsError
        If no row or column of component labels is found.
    """
    name = name or path.name
    rows = read_rows(path, name)
    labels_across = [bool(parse_component_label(cell)) for cell in rows[0]]
    labels_down = [bool(parse_component_label(row[0])) for row in rows]
    if sum(labels_across) >= 2:
        return _read_across(rows, name)
    if sum(labels_down) >= 2:
        return _read_down(rows, labels_down.index(True), name)
    message = "no labels such as 'Dimension 1: ...' or '1.1 ...' in the first row or the first column"
    raise DataProblemsError([Problem(name, message)])


def _read_across(rows: list[list[str]], name: str) -> pd.DataFrame:
    """Read a table with one province a row."""
    header = rows[0]
    columns = _name_columns(header)
    cells = [
        (name, number, columns[position], row[0], header[position], row[position])
        for number, row in enumerate(rows[1:], start=2)
        for position in range(1, len(header))
        if header[position].strip()
    ]
    return pd.DataFrame(cells, columns=CELL_COLUMNS)


def _read_down(rows: list[list[str]], first: int, name: str) -> pd.DataFrame:
    """Read a table with one province a column; *first* is the first row that has a component label."""
    places = rows[first - 1]
    columns = _name_columns(places)
    cells = [
        (name, number, columns[position], places[position], row[0], row[position])
        for number, row in enumerate(rows[first:], start=first + 1)
        if any(cell.strip() for cell in row[1:])
        for position in range(1, len(places))
        if places[position].strip()
    ]
    return pd.DataFrame(cells, columns=CELL_COLUMNS)


def _name_columns(heads: list[str]) -> list[str]:
    """Return each head, with the letter that a spreadsheet gives its column where the same head stands twice."""
    counts = Counter(heads)
    return [f"{head} ({_letter(at)})" if counts[head] > 1 else head for at, head in enumerate(heads)]


def _letter(position: int) -> str:
    """Return the name of a column in a spreadsheet: A for 0, AA for 26."""
    before, last = divmod(position, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + last)
