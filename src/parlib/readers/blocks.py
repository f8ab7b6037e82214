"""Tables that stand below each other on one sheet: a summary and the detail, or parts under heads of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parlib.readers.coverage import is_number
from parlib.readers.labels import POINTS, fold_words, read_measure, read_year
from parlib.readers.numbering import read_mark
from parlib.readers.workbook import Sheet, Value, write_value

_REACH = 4
"""Rows below a head within which its figures begin."""

_FEWEST = 2
"""Rows of numbers above the first heads that make a table of their own."""

_FIGURES = (*POINTS, "max", "rank")

_ORDER = ("stt", "tt", "so tt", "so thu tu")


def split_tables(sheet: Sheet) -> list[Sheet]:
    """Return the tables of a sheet, top down, each as the sheet with all other rows blank; a single one is the sheet.

    A table begins at a row of heads that name points or years above numbers. Heads that are repeated, as on each page
    of a print, begin none.

    Examples
    --------
    >>> summary = [["Lĩnh vực", "Điểm", ""], ["1. Chỉ đạo", 9.5, ""]]
    >>> detail = [["STT", "Điểm tối đa", "Điểm đạt được"], ["1.1", 4.0, 3.5]]
    >>> for table in split_tables(Sheet("a.xlsx", "A", [*summary, *detail])):
    ...     print([row[0] for row in table.rows])
    ['Lĩnh vực', '1. Chỉ đạo', '', '']
    ['', '', 'STT', '1.1']
    """
    starts = _find_starts(sheet.rows)
    above = sum(_has_numbers(row) for row in sheet.rows[: starts[0]]) if starts else 0
    starts = [0, *(starts if above >= _FEWEST else starts[1:])]
    if len(starts) == 1:
        return [sheet]
    ends = [*starts[1:], len(sheet.rows)]
    return [_keep_rows(sheet, start, end) for start, end in zip(starts, ends, strict=True)]


def _keep_rows(sheet: Sheet, start: int, end: int) -> Sheet:
    blank: list[Value] = [""] * len(sheet.rows[0])
    rows = [row if start <= at < end else blank for at, row in enumerate(sheet.rows)]
    return replace(sheet, rows=rows, merged=[block for block in sheet.merged if start <= block[0] < end])


def _find_starts(rows: Sequence[Sequence[Value]]) -> list[int]:
    """Return the rows at which tables with other heads than the one before begin."""
    starts: list[int] = []
    before: dict[int, str] = {}
    at = 0
    while at < len(rows):
        if not _is_head(rows, at):
            at += 1
            continue
        first = at
        while first > 0 and _is_plain(rows[first - 1]):
            first -= 1
        while at + 1 < len(rows) and _is_plain(rows[at + 1]):
            at += 1
        heads = {column: fold_words(write_value(value)) for column, value in enumerate(rows[at]) if value != ""}
        if heads != before:
            starts.append(first)
        before, at = heads, at + 1
    return starts


def _is_head(rows: Sequence[Sequence[Value]], at: int) -> bool:
    """Tell whether a row holds heads: plain words, one of which names points, a year or an order above numbers."""
    below = rows[at + 1 : at + 1 + _REACH]
    return _is_plain(rows[at]) and any(
        (_names_figures(value) or _names_order(value))
        and any(row[column] != "" and is_number(row[column]) for row in below)
        for column, value in enumerate(rows[at])
    )


def _is_plain(row: Sequence[Value]) -> bool:
    """Tell whether a row holds at least two texts, no number but a year, and is not numbered as a component is."""
    filled = [value for value in row if value != ""]
    first = filled[0] if filled else ""
    numbers = [value for value in filled if is_number(value) and read_year(value) is None]
    texts = {write_value(value) for value in filled}
    return len(texts) > 1 and not numbers and (isinstance(first, float) or read_mark(first) is None)


def _names_figures(value: Value) -> bool:
    if value == "" or (isinstance(value, str) and len(value) > 80):
        return False
    return read_year(value) is not None or (isinstance(value, str) and read_measure(value) in _FIGURES)


def _names_order(value: Value) -> bool:
    return isinstance(value, str) and fold_words(value) in _ORDER


def _has_numbers(row: Sequence[Value]) -> bool:
    return any(value != "" and is_number(value) and read_year(value) is None for value in row)
