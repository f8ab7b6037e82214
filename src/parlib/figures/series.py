"""National lines over the years, one small panel a measure (diễn biến cả nước)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parlib.figures.scales import choose_side, pad_range, scale_y
from parlib.figures.style import BAND, INK, MUTED, SIZE, WIDTH, add_panel, axes_points, new_figure
from parlib.figures.words import wrap_text, write
from parlib.language.numbers import format_number

COLUMNS = 3
TALL, HEAD, FOOT, SIDE = 1.75, 0.62, 0.42, 0.55
"""A panel's height, and the room above, under and left of it, in inches."""


def draw_series(table: pd.DataFrame, *, language: str = "vi", unit: str = "", decimals: int = 2) -> Figure:
    """Draw a line with its interval for each measure in a panel of its own; scales differ between panels.

    Parameters
    ----------
    table : pandas.DataFrame
        ``year, value, low, high, measure, segment``; low and high may be missing. Lines stop where the
        segment changes, and a dashed line says so.

    Raises
    ------
    ValueError
        If no row has a value.
    """
    measures = list(dict.fromkeys(table.loc[table["value"].notna(), "measure"]))
    if not measures:
        raise ValueError("the table has no row to draw")
    columns = min(COLUMNS, len(measures))
    rows = -(-len(measures) // columns)
    step, row_height = (WIDTH - 0.2) / columns, HEAD + TALL + FOOT
    figure, first = new_figure(rows * row_height + 0.1, left=0.2 + SIDE, right=0.2)
    first.remove()
    years = (table["year"].min(), table["year"].max())
    for number, measure in enumerate(measures):
        down, across = divmod(number, columns)
        box = (
            0.2 + SIDE + across * step,
            0.1 + (rows - down - 1) * row_height + FOOT,
            step - SIDE - 0.2,
            TALL,
        )
        axes = add_panel(figure, *box)
        _draw_measure(axes, table[table["measure"] == measure].sort_values("year"), years, language, decimals)
        _write_head(axes, measure, unit)
    return figure


def _draw_measure(axes: Axes, part: pd.DataFrame, years: tuple[int, int], language: str, decimals: int) -> None:
    values = part[["value", "low", "high"]].to_numpy(dtype=float)
    room = max(0.6, 0.11 * (years[1] - years[0]))
    axes.set_xlim(years[0] - room, years[1] + room)
    scale_y(axes, *pad_range(values[~np.isnan(values)], 0.2), language=language)
    line: dict[str, Any] = {"color": INK, "linewidth": 2.2, "marker": "o", "markersize": 5, "markeredgecolor": "white"}
    for _, stretch in part.groupby("segment", dropna=False):
        band = stretch.dropna(subset=["low", "high"])
        if len(band):
            axes.fill_between(band["year"], band["low"], band["high"], color=BAND, linewidth=0, zorder=2)
        axes.plot(stretch["year"], stretch["value"], markeredgewidth=0.8, zorder=3, gid="value", **line)
    _draw_breaks(axes, part)
    _write_ends(axes, part.dropna(subset=["value"]), language, decimals)


def _write_ends(axes: Axes, known: pd.DataFrame, language: str, decimals: int) -> None:
    """Write the first and the last value and their years; the years between are read off the dots."""
    x, y = known["year"].to_list(), known["value"].to_list()
    ends = sorted({0, len(x) - 1})
    look: dict[str, Any] = {"ha": "center", "size": SIZE, "bold": True, "color": INK, "halo": True}
    for end in ends:
        dy = 14 * choose_side(axes, x, y, end)
        write(axes, x[end], y[end], format_number(y[end], language, decimals), dy=dy, **look)
    axes.set_xticks([x[end] for end in ends], [str(int(x[end])) for end in ends])


def _draw_breaks(axes: Axes, part: pd.DataFrame) -> None:
    years, segments = part["year"].to_numpy(dtype=float), part["segment"].to_numpy()
    for place in np.flatnonzero(segments[1:] != segments[:-1]):
        x = (years[place] + years[place + 1]) / 2
        axes.axvline(x, color=MUTED, linewidth=1.0, linestyle=(0, (3, 3)), zorder=2, gid="break")


def _write_head(axes: Axes, measure: str, unit: str) -> None:
    words = f"{measure} ({unit})" if unit else measure
    text = wrap_text(words, axes_points(axes)[0] + 72 * SIDE - 10, SIZE, True)
    look = {"ha": "left", "va": "bottom", "size": SIZE, "bold": True, "color": INK}
    write(axes, 0.0, 1.0, text, coords="axes", dx=-72 * SIDE + 10, dy=8, **look)
