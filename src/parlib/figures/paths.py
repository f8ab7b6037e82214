"""Two provinces over the years, one line each (hai tỉnh qua các năm)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parlib.figures.history import draw_breaks
from parlib.figures.scales import choose_side, name_score, pad_range, scale_y
from parlib.figures.style import ACCENT, INK, SIZE, axes_points, new_figure
from parlib.figures.words import measure_text, spread, wrap_text, write
from parlib.language.numbers import format_number

LOOKS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "first": (INK, "D", {"linestyle": (0, (5, 2)), "markerfacecolor": "white", "markeredgewidth": 1.6, "ms": 6.5}),
    "second": (ACCENT, "o", {"markeredgecolor": "white", "markeredgewidth": 1.0, "ms": 7.5}),
}
"""Colour, mark and look of the two lines; ``second`` is the subject."""

_EDGE = 150.0


def draw_paths(
    table: pd.DataFrame, *, first: str, second: str, language: str = "vi", unit: str = "", decimals: int = 2
) -> Figure:
    """Draw two lines over the years; they stop where a year is missing or years may not be compared.

    Parameters
    ----------
    table : pandas.DataFrame
        ``role`` (``first``, ``second``), ``year, score, segment``; rows without a score are left out. A dashed line
        parts years that may not be compared.
    first, second : str
        Names written at the ends of the lines; without a name the first is a ring around a year of the second.

    Raises
    ------
    ValueError
        If no year has a score.
    """
    table = table.dropna(subset=["score"]).sort_values("year")
    if table.empty:
        raise ValueError("no year has a score to draw")
    names = {role: name for role, name in (("first", first), ("second", second)) if name}
    right = min(_EDGE, max(measure_text(name, SIZE, True) for name in names.values())) / 72 + 0.35
    figure, axes = new_figure(4.3, left=0.62, right=right, top=0.62, bottom=0.45)
    years = list(range(int(table["year"].min()), int(table["year"].max()) + 1))
    room = max(0.45, (3 - (years[-1] - years[0])) / 2)
    axes.set_xlim(years[0] - room, years[-1] + room)
    axes.set_xticks(years, [str(year) for year in years])
    scale_y(axes, *pad_range(table["score"], 0.14), language=language, name=name_score(language, unit))
    for role in ("first", "second"):
        _draw_line(axes, table[table["role"] == role], role, language, decimals, ring=role not in names)
    draw_breaks(axes, table.drop_duplicates("year"), language)
    _write_names(axes, table, names)
    return figure


def _draw_line(axes: Axes, own: pd.DataFrame, role: str, language: str, decimals: int, ring: bool) -> None:
    """Draw a line by stretches with its last value; as a *ring* it goes around the mark of the other line."""
    colour, marker, look = LOOKS[role]
    look = {**look, "ms": 13} if ring else look
    for _, part in own.groupby("segment"):
        whole = part.set_index("year")["score"].reindex(range(int(part["year"].min()), int(part["year"].max()) + 1))
        axes.plot(
            whole.index,
            whole,
            color=colour,
            marker=marker,
            linewidth=2.4,
            zorder=3 + (role == "second"),
            gid=role,
            **look,
        )
    last = own.tail(1)
    for x, y in zip(last["year"], last["score"], strict=True):
        side = choose_side(axes, own["year"].tolist(), own["score"].tolist(), len(own) - 1, _choose_way(axes, y, role))
        words: dict[str, Any] = {"size": SIZE, "bold": True, "color": colour, "halo": True, "ha": "center"}
        write(axes, x, y, format_number(y, language, decimals), dy=(24 if ring else 16) * side, **words)


def _choose_way(axes: Axes, y: float, role: str) -> int:
    """Return 1 to write above the line, -1 below: away from the other line's last point."""
    ends = [
        np.asarray(line.get_ydata())[-1] for line in axes.lines if line.get_gid() in LOOKS and line.get_gid() != role
    ]
    return 1 if not ends or y >= ends[-1] else -1


def _write_names(axes: Axes, table: pd.DataFrame, names: dict[str, str]) -> None:
    low, high = axes.get_ylim()
    tall = axes_points(axes)[1]
    ends = table.groupby("role").tail(1).set_index("role")["score"]
    roles = [role for role in names if role in ends.index]
    spots = spread([(ends[role] - low) / (high - low) * tall for role in roles], 30.0)
    for role, spot in zip(roles, spots, strict=True):
        text = wrap_text(names[role], _EDGE, SIZE, True)
        look = {"size": SIZE, "bold": True, "color": LOOKS[role][0], "ha": "left"}
        write(axes, 1.0, min(max(spot, 8.0), tall - 6) / tall, text, coords="axes", dx=2, **look)
