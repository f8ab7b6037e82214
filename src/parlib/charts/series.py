"""Charts of rows as programs for offices hold them: names, and series of figures beside them (chuỗi số liệu)."""

from __future__ import annotations

from dataclasses import dataclass

from parlib.charts.chart import RowChart

SPINE = ("subject", "region", "whole")
"""Marks of a spine that have a bar of their own where there are only bars: here, the mean, the best."""


@dataclass(frozen=True)
class Series:
    """Figures of one column.

    Attributes
    ----------
    column : str
        Column of the table.
    name : str
        What the key calls it; blank where the head of its column does.
    roles : tuple of str
        What each row's mark stands for; blank for a row without one.
    """

    column: str
    name: str
    roles: tuple[str, ...]

    @property
    def role(self) -> str:
        """What most of its marks stand for."""
        known = [role for role in self.roles if role and role != "subject"] or ["subject"]
        return max(known, key=known.count)


def list_series(chart: RowChart) -> list[Series]:
    """Return the series of a chart of rows, in the order of its key.

    A column whose bars have several entries in the key (who is ahead) is a series for each of them.

    Examples
    --------
    >>> from parlib.charts.chart import Mark, Row, Scale
    >>> marks = (Mark("bar", 1.0, "up", "", 0.0, column="a"), Mark("bar", 3.0, "down", "", 1.0, column="b"))
    >>> key = (("bar", "up", "Up"), ("bar", "down", "Down"))
    >>> chart = RowChart("pieces", (Row("Huế", marks),), Scale(0, 3), key=key)
    >>> [(one.column, one.name, one.roles) for one in list_series(chart)]
    [('a', 'Up', ('up',)), ('b', 'Down', ('down',))]
    """
    words = {role: word for shape, role, word in chart.key if shape in ("bar", "dot")}
    keyed = {role for shape, role, _ in chart.key if shape == "bar"}
    found: dict[tuple[str, str], dict[int, str]] = {}
    for place, row in enumerate(chart.rows):
        for mark in row.marks:
            columns = (mark.column, mark.start_column) if chart.form in ("ranges", "estimates") else (mark.column,)
            for column in filter(None, columns):
                part = mark.role if mark.role in keyed else ""
                found.setdefault((column, part), {})[place] = mark.role
    order = list(words)
    ranked = sorted(found, key=lambda one: order.index(found_role) if (found_role := one[1]) in order else -1)
    if chart.form == "pairs":
        ranked = sorted(found, key=lambda one: order.index(next(iter(found[one].values()))))
    series = []
    for column, part in ranked:
        roles = tuple(found[column, part].get(place, "") for place in range(len(chart.rows)))
        name = words.get(next(role for role in roles if role), "") if part or chart.form == "pairs" else ""
        series.append(Series(column, name, roles))
    if chart.form == "spine":
        series = [
            next(one for one in series if role in one.roles)
            for role in SPINE
            if any(role in one.roles for one in series)
        ]
    return series
