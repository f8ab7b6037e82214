"""The table of an exhibit as charts read it: cells by column, written as the reader writes them (số liệu của hình)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from parlib.charts.chart import Scale
from parlib.language.kinds import write_value
from parlib.language.numbers import format_percent
from parlib.wording.labels import label

Cells = Mapping[str, Any]
"""A row of the table by column; missing is None."""


@dataclass(frozen=True)
class Source:
    """An exhibit's table with what is needed to draw it.

    Attributes
    ----------
    kind : str
        Kind of chart.
    columns : sequence of mapping
        ``name, label, kind`` of each column.
    rows : sequence of sequence
        The table, unrounded; missing is None.
    options : mapping
        Options of the exhibit: ``unit``, ``province``, ``total``, ...
    language, decimals
        How figures are written.
    here : str
        Code of the place that the page is about.
    """

    kind: str
    columns: Sequence[Mapping[str, str]]
    rows: Sequence[Sequence[Any]]
    options: Mapping[str, Any] = field(default_factory=dict)
    language: str = "vi"
    decimals: int = 2
    here: str = ""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(column["name"] for column in self.columns)

    @cached_property
    def cells(self) -> tuple[Cells, ...]:
        """Rows by column name; ``at`` is the number of each."""
        return tuple(dict(zip(self.names, row, strict=True)) | {"at": at} for at, row in enumerate(self.rows))

    @property
    def score_name(self) -> str:
        """Name of an axis of scores, with the unit."""
        return name_score(self.language, str(self.options.get("unit", "")))

    def option(self, name: str) -> str:
        """Return a word that the exhibit carries; blank for none."""
        return str(self.options.get(name) or "")

    def say(self, term: str) -> str:
        """Return a word of charts in the reader's language."""
        return label(term, self.language)

    def is_here(self, row: Cells) -> bool:
        """True for the row of the place that the page is about."""
        return row.get("role") == "subject" or (bool(self.here) and row.get("province_code") == self.here)

    def head(self, name: str) -> str:
        """Return the head of a column."""
        return next(column["label"] for column in self.columns if column["name"] == name)

    def kind_of(self, name: str) -> str:
        """Return the kind of a column."""
        return next(column["kind"] for column in self.columns if column["name"] == name)

    def write(self, value: float | None, kind: str = "score") -> str:
        """Write a figure as the reader does."""
        return write_value(value, kind, self.language, self.decimals)

    def show(self, row: Cells, name: str) -> str:
        """Write a cell as its column is written."""
        return self.write(row.get(name), self.kind_of(name))

    def write_whole(self, share: float) -> str:
        """Write a share without decimals."""
        return format_percent(share, self.language, 0)

    def write_gap(self, row: Cells, name: str) -> str:
        """Write a difference: that of shares in percentage points."""
        value = self.read(row, name)
        if self.kind_of(name) != "share":
            return self.write(value, "change")
        return write_value(100 * value, "change", self.language, 1)

    def read(self, row: Cells, name: str) -> float:
        """Return a number of a row; NaN where the column or the cell is missing."""
        value = row.get(name)
        return math.nan if value is None or isinstance(value, str) else float(value)

    def every(self, names: Iterable[str], rows: Iterable[Cells] | None = None) -> Iterator[float]:
        """Yield the known numbers of columns."""
        for row in self.cells if rows is None else rows:
            for name in names:
                value = self.read(row, name)
                if not math.isnan(value):
                    yield value

    def scale(self, values: Iterable[float], name: str = "", *, zero: bool = False, kind: str = "score") -> Scale:
        """Return a scale that holds *values* with a little room; from zero where lengths are compared."""
        known = list(values) or [0.0, 1.0]
        low, high = min(known), max(known)
        if zero:
            low, high = min(low, 0.0), max(high, 0.0)
        room = 0.06 * ((high - low) or abs(high) or 1.0)
        low = low if zero and low == 0 else low - room
        high = high if zero and high == 0 else high + room
        return Scale(low, high, name, kind, self.decimals)


def name_score(language: str, unit: str = "") -> str:
    """Return what an axis of scores is called, with the unit.

    Examples
    --------
    >>> name_score("vi", "điểm"), name_score("vi", "%"), name_score("en", "points")
    ('Điểm', 'Điểm (%)', 'Score (points)')
    """
    word = label("score", language)
    if unit.lower().startswith(word.lower()):
        return unit[0].upper() + unit[1:]
    return f"{word} ({unit})" if unit else word
