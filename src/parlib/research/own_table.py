"""A table of one's own as pandas has it: what its heads, years, places and numbers are, or what is wrong with them."""

from __future__ import annotations

import datetime
import re
import warnings
from collections.abc import Iterable, Mapping
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from parlib.province_names import fold_name
from parlib.readers.tables import classify_head
from parlib.terms import MERGER_YEAR
from parlib.tidy import read_decimal_sign

YEAR_HEADS = ("year", "nam")
"""Folded heads under which a table may name years."""

FIRST_YEAR = 1990
"""Before it no figure is told of the 63 provinces."""

KINDS = {"order": "numbers of order or codes", "rank": "ranks", "other": "regions, changes, people or maxima"}
"""What columns of numbers hold that are no figures of an index (`parlib.readers.tables.classify_head`)."""

_COMMA = re.compile(r"\s*[-+]?\d+(\.\d{3})*,\d+\s*")
_UNNAMED = re.compile(r"Unnamed: \d+(_level_\d+)?")


def check_table(table: Any) -> pd.DataFrame:  # noqa: ANN401
    """Return a table with its heads as text, without rows that are blank throughout; its index is their place.

    Raises
    ------
    ValueError
        If it is no table, holds nothing, or its heads do not tell its columns apart.

    Examples
    --------
    >>> check_table(pd.DataFrame({2: [1.0, None], "tỉnh": ["Huế", " "]})).to_dict("list")
    {'2': [1.0], 'tỉnh': ['Huế']}
    """
    if not isinstance(table, pd.DataFrame):
        raise ValueError(f"a pandas DataFrame is needed, not {type(table).__name__}")
    if any(name is not None for name in table.index.names):  # what was grouped or set as the index
        table = table.reset_index()
    elif not pd.api.types.is_numeric_dtype(table.index) and "province" not in table.columns:
        table = table.rename_axis("province").reset_index()
    table = table.reset_index(drop=True)
    if table.columns.nlevels > 1:
        raise ValueError("the heads stand in several rows: one name a column is needed")
    heads = ["" if pd.isna(head) else str(head).strip() for head in table.columns]
    for at, head in enumerate(heads):
        if not head or _UNNAMED.fullmatch(head):
            raise ValueError(f"column {at + 1} of the table has no head: name it, or take it out")
        if head in heads[:at]:
            raise ValueError(f"two columns are called {head!r}: rename one, or take it out")
    table = table.set_axis(heads, axis=1)
    filled = table.map(lambda value: bool(value.strip()) if isinstance(value, str) else bool(pd.notna(value)))
    table = table[filled.astype(bool).any(axis=1)]
    if table.empty:
        raise ValueError("the table has no row with figures")
    return table


def name_year(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table in which the column of years, if there is one, is called ``year``.

    Raises
    ------
    ValueError
        If two columns are called so.
    """
    heads = [head for head in table.columns if fold_name(head) in YEAR_HEADS]
    if len(heads) > 1:
        raise ValueError(f"columns {' and '.join(map(repr, heads))} both name years: take one out")
    return table.rename(columns={heads[0]: "year"}) if heads else table


def read_years(values: pd.Series, first: int = FIRST_YEAR, last: int | None = None) -> list[int]:
    """Return years as whole numbers; *values* are numbered by their index.

    Raises
    ------
    ValueError
        For one that is missing, no whole number, or not from *first* to *last* (this year if not given).

    Examples
    --------
    >>> read_years(pd.Series([2023, "2024", 2025.0]))
    [2023, 2024, 2025]
    >>> read_years(pd.Series([2024, 2024.5]))
    Traceback (most recent call last):
    ValueError: row 2 has the year 2024.5: write a whole one of 1990-...
    """
    last = datetime.date.today().year if last is None else last
    years = []
    for place, value in values.items():
        row = place + 1
        if (isinstance(value, str) and not value.strip()) or pd.isna(value):
            raise ValueError(f"row {row} has no year")
        text = "" if isinstance(value, bool | np.bool_) else re.sub(r"\.0+$", "", str(value).strip())
        if not (re.fullmatch(r"\d{4}", text) and first <= int(text) <= last):
            raise ValueError(f"row {row} has the year {value}: write a whole one of {first}-{last}")
        years.append(int(text))
    return years


def read_vintage(vintage: object, years: Iterable[int]) -> str:
    """Return ``34``, ``63`` or nothing.

    Raises
    ------
    ValueError
        If it is another one, or cannot be that of a year.
    """
    text = str(vintage)
    if text not in ("", "34", "63"):
        raise ValueError(f"vintage {vintage!r} is not known: 34, or leave it out for the 63 before {MERGER_YEAR}")
    if text == "63" and (late := [year for year in years if year >= MERGER_YEAR]):
        raise ValueError(f"results of {late[0]} are of the 34 provinces: leave vintage= out")
    return text


def refuse_passed(heads: Iterable[str]) -> None:
    """Refuse columns that number or rank places: they would become components.

    Raises
    ------
    ValueError
        With the first such column.
    """
    for head in heads:
        if beside := classify_head(head):
            raise ValueError(
                f"column {head!r} holds {KINDS[beside]}, no figures: take it out with .drop(columns={head!r})"
            )


def read_numbers(cells: pd.DataFrame, limits: tuple[float, float] = (-np.inf, np.inf)) -> pd.Series:
    """Return the figures of ``year, province_code, column, score``; blank ones are missing.

    Text such as ``1.234`` is a decimal where other text of its column has a decimal point, or where a thousand times
    as much lies outside the *limits* of the scale, which is said; else nobody knows.

    Raises
    ------
    ValueError
        For a value that is no finite number, or can be two, with its column, place and year.
    """
    given = [value.strip() if isinstance(value, str) else value for value in cells["score"]]
    blank = np.array([value == "" if isinstance(value, str) else bool(pd.isna(value)) for value in given])
    read = [_read_number(value) for value in given]
    numbers = pd.Series(read, index=cells.index, dtype=float)
    wrong = ~blank & ~np.isfinite(numbers)
    if wrong.any():
        cell = cells[wrong].iloc[0]
        value = cell["score"]
        comma = isinstance(value, str) and _COMMA.fullmatch(value)
        hint = ": a decimal comma? Read the file with decimal=',', or write a point" if comma else ""
        place = f"province {cell['province_code']}, {cell['year']}"
        shown = repr(value) if isinstance(value, str) else str(value)
        raise ValueError(f"{shown} in column {cell['column']!r} is no number ({place}){hint}")
    _refuse_two_readings(cells, numbers, limits)
    return numbers


def _refuse_two_readings(cells: pd.DataFrame, numbers: pd.Series, limits: tuple[float, float]) -> None:
    """Refuse text that can be a decimal or thousands, unless its column or the scale settles which."""
    texts = cells[cells["score"].map(lambda value: isinstance(value, str))]
    if texts.empty:
        return
    signs = texts["score"].str.strip().map(read_decimal_sign)
    pointed = set(texts.loc[signs == ".", "column"])
    either = texts[(signs == "either") & texts["score"].str.contains(".", regex=False) & ~texts["column"].isin(pointed)]
    for column, own in either.groupby("column", sort=False):
        cell, text = own.iloc[0], own["score"].iloc[0].strip()
        whole = 1000 * numbers[own.index]
        if ((whole >= limits[0]) & (whole <= limits[1])).any():
            message = f"{text!r} in column {column!r} can be {float(text):g} or {float(text) * 1000:g}"
            place = f"province {cell['province_code']}, {cell['year']}"
            raise ValueError(f"{message} ({place}): give numbers instead of text, or the maximum= of the scale")
        message = f"{text!r} in column {column!r} was read as {float(text):g}"
        warnings.warn(f"{message}: {float(text) * 1000:g} lies outside {limits[0]:g}-{limits[1]:g}", stacklevel=5)


def _read_number(value: object) -> float:
    """Return a value as a number; not a number where it is none, as True is none."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, str | Real | Decimal):
        return np.nan
    try:
        return float(value)
    except (ValueError, OverflowError):
        return np.nan


def check_limits(minimum: object, maximum: object) -> None:
    """Refuse ends of a scale that are none.

    Raises
    ------
    ValueError
        If one is no finite number, or they are not in order.
    """
    for end in (minimum, maximum):
        if isinstance(end, bool) or not isinstance(end, Real) or not np.isfinite(float(end)):
            raise ValueError(f"{end!r} is no end of a scale: give minimum= and maximum= as numbers")
    if not float(minimum) < float(maximum):  # type: ignore[arg-type]  # both are numbers
        raise ValueError(f"the scale runs from {minimum} to {maximum}: maximum= must be above minimum=")


def key_by_text(given: Mapping[Any, Any] | None, what: str) -> dict[str, Any]:
    """Return what was said of columns, by their heads as text.

    Raises
    ------
    ValueError
        If it is no mapping.
    """
    if given is not None and not isinstance(given, Mapping):
        raise ValueError(f"{what} must say it by column: {what}={{'head': ...}}")
    return {str(head).strip(): value for head, value in (given or {}).items()}
