"""Which figures changed since the deck in hand, and by how much."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from parlib.changes.compare import is_same, write_difference
from parlib.changes.rows import Table, choose_keys, match_rows, name_row
from parlib.files.archive import replace_file
from parlib.files.csv_cells import guard_cell
from parlib.publish.deck.slides import Sheet
from parlib.publish.outline.choose import name_page
from parlib.wording.columns import format_value
from parlib.wording.labels import label
from parlib.wording.phrases import say

PLACES = ("row", "col", "level", "segment")
"""Columns that say where a row is drawn: no figures that a reader follows."""


@dataclass(frozen=True)
class Change:
    """A figure that differs from that of the deck before.

    Attributes
    ----------
    exhibit : str
        ``page.exhibit``.
    row : str
        What the row is about: component, province, year.
    column : str
        The column's header.
    before, after : str
        As the slide writes them; a dash for none.
    by : str
        The difference with its sign; empty where one of them is missing or is a word.
    """

    exhibit: str
    row: str
    column: str
    before: str
    after: str
    by: str


def gather_figures(sheets: Sequence[Sheet]) -> dict[str, Any]:
    """Return the tables of every exhibit that stands on a slide, by ``page.exhibit``."""
    figures: dict[str, Any] = {}
    for sheet in sheets:
        for page, exhibit in sheet.planned.shown:
            figures[f"{name_page(page)}.{exhibit.name}"] = {
                "columns": exhibit.columns,
                "rows": exhibit.rows,
                "decimals": exhibit.decimals,
                "language": exhibit.language,
            }
    return figures


def compare_figures(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Return every figure that differs, in exhibits that stand in both decks (số liệu đã thay đổi).

    Rows are matched by what they are about (`parlib.changes.rows`); one that stands in one deck only counts as
    changed from or to nothing.
    """
    both = [(name, SimpleNamespace(**before[name]), SimpleNamespace(**after[name])) for name in after if name in before]
    return [change for name, old, new in both for change in _compare_tables(name, old, new)]


def _compare_tables(name: str, old: Table, new: Table) -> Iterator[Change]:
    columns, keys = {column["name"]: column for column in new.columns}, choose_keys(old, new)
    before, after = match_rows(old, new)
    for key in dict.fromkeys([*after, *before]):
        was, now = _read_figures(old, before.get(key)), _read_figures(new, after.get(key))
        about = name_row(new, after[key], keys) if key in after else name_row(old, before[key], keys)
        for column in dict.fromkeys([*now, *was]):
            if column in columns and not is_same(was.get(column), now.get(column)):
                yield _say_change(name, about, columns[column], was.get(column), now.get(column), new)


def _read_figures(table: Table, row: int | None) -> dict[str, Any]:
    """Return the figures of a row by column; none of a row that is not there."""
    if row is None:
        return {}
    return {
        column["name"]: value
        for column, value in zip(table.columns, table.rows[row], strict=True)
        if column["kind"] not in ("text", "year") and column["name"] not in PLACES
    }


def _say_change(name: str, about: str, column: Mapping[str, str], was: object, now: object, table: Any) -> Change:  # noqa: ANN401
    kind, language, decimals = column["kind"], table.language, table.decimals
    before, after = (format_value(value, kind, language, decimals) for value in (was, now))
    by = ""
    if isinstance(was, int | float) and isinstance(now, int | float):
        by = write_difference(now - was, kind, language, decimals)
    return Change(name, about, column["label"], before, after, by)


def write_changes(changes: Sequence[Change], path: Path, language: str) -> Path:
    """Write the list of changes as a CSV that Excel opens with its accents.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    text = io.StringIO()
    pairs = (("Hình, bảng", "Exhibit"), ("Dòng", "Row"), ("Cột", "Column"))
    heads = [say(language, *pair) for pair in pairs]
    heads += [label("before", language), label("after", language), say(language, "Chênh lệch", "Difference")]
    writer = csv.writer(text)
    writer.writerow(heads)
    rows = ([one.exhibit, one.row, one.column, one.before, one.after, one.by] for one in changes)
    writer.writerows([guard_cell(cell) for cell in row] for row in rows)
    return replace_file(text.getvalue().encode("utf-8-sig"), path)
