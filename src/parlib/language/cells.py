"""Values on their way into a sentence: what they are, how they are written, which cell they stand in (ô số liệu)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

PAGE = "@page"
"""Stands for an exhibit where a value is what the page is about: index, year, province, component."""

METHOD = "@method"
"""Stands for an exhibit where a value is a number of the method: a confidence level, a threshold."""


@dataclass(frozen=True)
class Reference:
    """Where a value stands: row (from 0) and column of an exhibit's table; blank *exhibit* is the one that says it."""

    row: int
    column: str
    exhibit: str = ""


@dataclass(frozen=True)
class Cell:
    """A value with its kind and the cell that holds it.

    Attributes
    ----------
    value : float or str
        Unrounded number, or text.
    kind : str
        How it is written: ``score``, ``share``, ``count``, ``year``, ``change``, ``rank_change``, ``p_value``, ...; or
        ``text`` for a name, which is written as it stands.
    reference : Reference
        Where it stands.
    """

    value: float | str
    kind: str
    reference: Reference

    @property
    def number(self) -> float:
        """The value of a cell that holds a number.

        Raises
        ------
        TypeError
            If it holds text.
        """
        if isinstance(self.value, str):
            raise TypeError(f"cell {self.reference} holds text, {self.value!r}")
        return self.value


def cell(row: pd.Series, column: str, kind: str) -> Cell:
    """Return a cell of a row of the table that an exhibit shows; the row is known by its label (0, 1, 2, ...).

    Raises
    ------
    KeyError
        If the row has no such column.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"score": [7.989]})
    >>> cell(table.iloc[0], "score", "score").reference
    Reference(row=0, column='score', exhibit='')
    """
    return Cell(row[column], kind, Reference(int(row.name), column))


def about(value: float | str, column: str, kind: str = "text") -> Cell:
    """Return what the page is about (its province, year, component) as a cell of the page itself."""
    return Cell(value, kind, Reference(0, column, PAGE))


def method(value: float, kind: str, name: str) -> Cell:
    """Return a number of the method, such as a confidence level, under the name that the method gives it."""
    return Cell(value, kind, Reference(0, name, METHOD))


def computed(value: float, kind: str, name: str) -> Cell:
    """Return a figure that an exhibit carries beside its table under *name*: a count of rows, a target."""
    return Cell(value, kind, Reference(-1, name))
