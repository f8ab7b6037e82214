"""How far provinces lie apart in each year (phân bố giữa các tỉnh qua các năm)."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parlib.figures.history import draw_breaks
from parlib.figures.key import KEY_LINE, Entry, draw_key, plan_key
from parlib.figures.scales import name_score, pad_range, scale_y
from parlib.figures.style import GAIN, INK, OTHER, SMALL, WIDTH, new_figure
from parlib.figures.words import write
from parlib.language.numbers import format_number
from parlib.wording.labels import label

FIGURES = ["lowest", "lower_quartile", "national_median", "upper_quartile", "best"]

_MEAN: dict[str, Any] = {
    "marker": "D",
    "markersize": 6,
    "markerfacecolor": "white",
    "markeredgecolor": INK,
    "markeredgewidth": 1.5,
}


def draw_spread(table: pd.DataFrame, *, language: str = "vi", unit: str = "", decimals: int = 2) -> Figure:
    """Draw for each year the range of provinces, their middle half, the median and the mean.

    Parameters
    ----------
    table : pandas.DataFrame
        ``year, lowest, lower_quartile, national_median, upper_quartile, best, national_mean, segment``. A dashed line
        parts years of different segments, which may not be compared.

    Raises
    ------
    ValueError
        If no year has all figures.
    """
    table = table.dropna(subset=FIGURES).sort_values("year")
    if table.empty:
        raise ValueError("the table has no row to draw")
    key = _list_key(language)
    lines = len(plan_key(key, WIDTH - 0.4))
    figure, axes = new_figure(4.4 + KEY_LINE * lines, left=0.62, right=0.35, top=0.62 + KEY_LINE * lines, bottom=0.45)
    years = list(range(int(table["year"].min()), int(table["year"].max()) + 1))
    room = max(0.6, (4 - (years[-1] - years[0])) / 2)
    axes.set_xlim(years[0] - room, years[-1] + room)
    axes.set_xticks(years, [str(year) for year in years])
    scale_y(axes, *pad_range(table[FIGURES].to_numpy(dtype=float).ravel(), 0.1), language=language,
            name=name_score(language, unit))  # fmt: skip
    _draw_boxes(axes, table)
    draw_breaks(axes, table, language)
    _write_ends(axes, table.iloc[-1], language, decimals)
    draw_key(figure, key, left=0.15)
    return figure


def _draw_boxes(axes: Axes, table: pd.DataFrame) -> None:
    year = table["year"]
    axes.vlines(year, table["lowest"], table["best"], color=OTHER, linewidth=2.0, zorder=2, gid="range")
    tall = table["upper_quartile"] - table["lower_quartile"]
    axes.bar(year, tall, 0.44, bottom=table["lower_quartile"], color=OTHER, zorder=3, gid="middle_half")
    low, high = (year + step for step in (-0.22, 0.22))
    axes.hlines(table["national_median"], low, high, color=GAIN, linewidth=3.2, zorder=4, gid="national_median")
    axes.plot(year, table["national_mean"], linestyle="none", zorder=5, gid="national_mean", **_MEAN)


def _write_ends(axes: Axes, last: pd.Series, language: str, decimals: int) -> None:
    """Write the best and the lowest score of the last year over and under its line."""
    for name, side in (("best", 1), ("lowest", -1)):
        text = format_number(last[name], language, decimals)
        write(axes, last["year"], last[name], text, dy=10 * side, ha="center", size=SMALL, bold=True, color=INK)


def _list_key(language: str) -> list[Entry]:
    return [
        (label("national_range", language), {"marker": "|", "color": OTHER, "markersize": 14, "markeredgewidth": 2.0}),
        (label("middle_half", language), {"marker": "s", "color": OTHER, "markersize": 11}),
        (label("national_median", language), {"marker": "_", "color": GAIN, "markersize": 14, "markeredgewidth": 3.2}),
        (label("national_mean", language), _MEAN),
    ]
