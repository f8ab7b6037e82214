"""Which row of a table is which in another run: by what a row is about, never by its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

KEYS = (
    "province_code",
    "component_code",
    "document",
    "year",
    "measure",
    "component",
    "label",
    "province",
    "side",
    "short",
    "mark",
    "group",
    "streak",
    "term",
    "place",
    "recovered_to",
    "row_label",
    "column_label",
    "agency",
    "task",
    "role",
)
"""Columns that may identify rows; of these a table takes as many as it needs, in this order."""

NAMES = {"province_code": ("province", "short_name", "label"), "component_code": ("component", "label")}
"""Columns that say in words what a code stands for."""

Key = tuple[Any, ...]


class Table(Protocol):
    """A table as an exhibit shows it."""

    @property
    def columns(self) -> Sequence[Mapping[str, Any]]:
        """``name, label, kind`` of each column."""

    @property
    def rows(self) -> Sequence[Sequence[Any]]:
        """The rows, unrounded."""


def match_rows(old: Table, new: Table) -> tuple[dict[Key, int], dict[Key, int]]:
    """Return the rows of both tables by a key that is the same in both (khớp dòng theo khóa).

    A table of a single row in both runs is matched whatever it says. Rows that the key columns cannot tell apart are
    numbered in their order.

    Examples
    --------
    >>> from parlib.changes.rows import _number
    >>> _number([("22",), ("66",), ("22",)])
    {('22', 0): 0, ('66', 0): 1, ('22', 1): 2}
    """
    if len(old.rows) == len(new.rows) == 1:
        return {("",): 0}, {("",): 0}
    columns = choose_keys(old, new)
    return _number(_read_keys(old, columns)), _number(_read_keys(new, columns))


def choose_keys(old: Table, new: Table) -> list[str]:
    """Return the columns that identify rows: a column counts only where it makes more of them distinct."""
    common = [name for name in KEYS if name in _names(old) and name in _names(new)]
    chosen: list[str] = []
    for name in common:
        if _count(old, chosen) == len(old.rows) and _count(new, chosen) == len(new.rows):
            break
        if any(_count(table, [*chosen, name]) > _count(table, chosen) for table in (old, new)):
            chosen.append(name)
    return chosen


def name_row(exhibit: Table, row: int, keys: Sequence[str]) -> str:
    """Return what a row is about in a reader's words; blank for the only row of a table."""
    known = dict(zip(_names(exhibit), exhibit.rows[row], strict=False))
    said: list[str] = []
    for key in keys or [name for name in KEYS if name in known][:1]:
        words = next((known[name] for name in NAMES.get(key, ()) if known.get(name)), None)
        said.append(_write(words if words is not None else known.get(key), known.get(key), key))
    return " · ".join(dict.fromkeys(filter(None, said)))


def _write(words: object, value: object, key: str) -> str:
    if words is None:
        return ""
    text = str(int(words)) if isinstance(words, float) and words == int(words) else str(words)
    return (
        f"{value}. {text}" if key == "component_code" and text != value and not text.startswith(f"{value}.") else text
    )


def _names(exhibit: Table) -> list[str]:
    return [column["name"] for column in exhibit.columns]


def _read_keys(exhibit: Table, columns: Sequence[str]) -> list[Key]:
    places: Mapping[str, int] = {name: at for at, name in enumerate(_names(exhibit))}
    return [tuple(row[places[name]] for name in columns) for row in exhibit.rows]


def _count(exhibit: Table, columns: Sequence[str]) -> int:
    return len(set(_read_keys(exhibit, columns)))


def _number(keys: Sequence[Key]) -> dict[Key, int]:
    """Return the place of each key; equal keys are numbered."""
    seen: dict[Key, int] = {}
    found = {}
    for at, key in enumerate(keys):
        number = seen.get(key, 0)
        seen[key] = number + 1
        found[*key, number] = at
    return found
