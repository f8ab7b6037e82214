"""Which figures changed since the deck in hand, and by how much."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parlib.reports.archive import replace_file
from parlib.reports.deck.slides import Sheet
from parlib.reports.files import guard_cell
from parlib.reports.story.choose import name_page
from parlib.terms import TOLERANCE
from parlib.wording.columns import format_value
from parlib.wording.labels import label
from parlib.wording.numbers import format_change
from parlib.wording.phrases import say

NAMED_BY = (
    "component", "label", "province", "short", "mark", "group", "measure", "streak", "term", "place", "year",
    "recovered_to",
)  # fmt: skip
"""Columns that tell the rows of a table apart, in decks of different days too; without any, all its words do."""

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

    Rows are matched by what they are about (`NAMED_BY`); one that stands in one deck only counts as changed from or to
    nothing.
    """
    return [
        change
        for name in after
        if name in before
        for change in _compare_tables(name, _index_rows(before[name]), _index_rows(after[name]), after[name])
    ]


def _index_rows(table: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the figures of each row by what the row is about; rows about the same are numbered."""
    kinds = {column["name"]: column["kind"] for column in table["columns"]}
    about = [name for name in NAMED_BY if name in kinds] or [name for name in kinds if kinds[name] == "text"]
    numbers = [name for name in kinds if kinds[name] not in ("text", "year") and name not in PLACES]
    rows: dict[str, dict[str, Any]] = {}
    for row in table["rows"]:
        cells = dict(zip(kinds, row, strict=True))
        key = " · ".join(_write_word(cells[name]) for name in about if cells[name] not in (None, ""))
        while key in rows:
            key += "′"
        rows[key] = {name: cells[name] for name in numbers}
    return rows


def _write_word(value: object) -> str:
    return str(int(value)) if isinstance(value, float) else str(value)


def _compare_tables(
    name: str, old: Mapping[str, dict[str, Any]], new: Mapping[str, dict[str, Any]], table: Mapping[str, Any]
) -> Iterator[Change]:
    columns = {column["name"]: column for column in table["columns"]}
    for about in dict.fromkeys([*new, *old]):
        was, now = old.get(about, {}), new.get(about, {})
        for column in dict.fromkeys([*now, *was]):
            if column in columns and not _is_same(was.get(column), now.get(column)):
                yield _say_change(name, about, columns[column], was.get(column), now.get(column), table)


def _is_same(was: object, now: object) -> bool:
    if isinstance(was, int | float) and isinstance(now, int | float):
        return abs(was - now) <= TOLERANCE
    return was == now


def _say_change(
    name: str, about: str, column: Mapping[str, str], was: object, now: object, table: Mapping[str, Any]
) -> Change:
    kind, language, decimals = column["kind"], table["language"], table["decimals"]
    before, after = (format_value(value, kind, language, decimals) for value in (was, now))
    by = ""
    if isinstance(was, int | float) and isinstance(now, int | float):
        by = _write_difference(now - was, kind, language, decimals)
    return Change(name, about, column["label"], before, after, by)


def _write_difference(difference: float, kind: str, language: str, decimals: int) -> str:
    if kind == "share":
        return format_change(100 * difference, language, 1) + say(language, " điểm %", " % points")
    return format_change(difference, language, 0 if kind in ("count", "rank_change") else decimals)


def write_changes(changes: Sequence[Change], path: Path, language: str) -> Path:
    """Write the list of changes as a CSV that Excel opens with its accents.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    text = io.StringIO()
    heads = [
        say(language, "Hình, bảng", "Exhibit"), say(language, "Dòng", "Row"), say(language, "Cột", "Column"),
        label("before", language), label("after", language), say(language, "Chênh lệch", "Difference"),
    ]  # fmt: skip
    writer = csv.writer(text)
    writer.writerow(heads)
    rows = ([one.exhibit, one.row, one.column, one.before, one.after, one.by] for one in changes)
    writer.writerows([guard_cell(cell) for cell in row] for row in rows)
    return replace_file(text.getvalue().encode("utf-8-sig"), path)
