"""The table of an exhibit as charts read it: cells by column, written as the reader writes them (số liệu của hình)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from parlib.charts.chart import Scale
from parlib.language.kinds import write_value

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
        """Rows by column name."""
        return tuple(dict(zip(self.names, row, strict=True)) for row in self.rows)

    def head(self, name: str) -> str:
        """Return the head of a column."""
        return next(column["label"] for column in self.columns if column["name"] == name)

    def kind_of(self, name: str) -> str:
        """Return the kind of a column."""
        return next(column["kind"] for column in self.columns if column["name"] == name)

    def write(self, value: float | None, kind: str = "score") -> str:
        """Write a figure as the reader does."""
        return write_value(value, kind, self.language, self.decimals)

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
