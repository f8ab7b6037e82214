"""Points lost against the maximum, component by component (điểm bị mất)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parlib.figures.key import Entry
from parlib.figures.rows import open_rows
from parlib.figures.scales import scale_x
from parlib.figures.style import ACCENT, ACCENT_PALE, INK, MUTED, SIZE, SMALL
from parlib.figures.words import measure_text, write
from parlib.wording.labels import label
from parlib.wording.numbers import format_number

BAR = 0.52


def draw_losses(table: pd.DataFrame, *, language: str = "vi", unit: str = "", decimals: int = 2) -> Figure:
    """Draw the points a province lost as bars, in the order given, beside what others lost.

    The dark end of a bar is what the province lost beyond the national mean; the pale part is lost by the
    mean province too. A line marks the loss of the national mean, a diamond that of the best province.

    Parameters
    ----------
    table : pandas.DataFrame
        ``component, lost, lost_to_mean, lost_to_best, max_score``; points. ``lost_to_mean`` is negative
        where the province is better than the mean.

    Raises
    ------
    ValueError
        If there is no row.
    """
    values = [_write_value(row, language, decimals) for row in table.itertuples()]
    room = max((measure_text(a, SIZE, True) + measure_text(b, SMALL) for a, b in values), default=0.0) / 72 + 0.3
    figure, axes = open_rows(
        list(table["component"]), pitch=0.46, right=room, key=_list_key(table, language), foot=0.62
    )
    mean, best = table["lost"] - table["lost_to_mean"], table["lost"] - table["lost_to_best"]
    high = np.nanmax([table["lost"].max(), mean.max(), best.max(), 0.0])
    name = label("lost", language) + (f" ({unit})" if unit and unit not in label("lost", language).lower() else "")
    scale_x(axes, 0.0, (high or 1.0) * 1.04, language=language, name=name)
    axes.axvline(0, color=MUTED, linewidth=1.0, zorder=3)
    _draw_bars(axes, table["lost"].to_numpy(), mean.to_numpy(), best.to_numpy())
    for row, (points, of_most) in enumerate(values):
        dx = 8 + measure_text(points, SIZE, True)
        write(axes, 1.0, row, points, coords="row", dx=8, ha="left", bold=True, size=SIZE, color=ACCENT)
        write(axes, 1.0, row, of_most, coords="row", dx=dx, ha="left", size=SMALL, color=MUTED)
    return figure


def _draw_bars(axes: Axes, lost: np.ndarray, mean: np.ndarray, best: np.ndarray) -> None:
    rows = np.arange(len(lost))
    shared = np.fmin(lost, mean)
    axes.barh(rows, shared, BAR, color=ACCENT_PALE, zorder=2, gid="shared")
    axes.barh(rows, lost - shared, BAR, left=shared, color=ACCENT, zorder=2, gid="behind")
    axes.vlines(mean, rows - 0.38, rows + 0.38, color=INK, linewidth=2.2, zorder=4, gid="national_mean")
    axes.scatter(
        best,
        rows,
        s=62,
        marker="D",
        c=INK,
        edgecolors="white",
        linewidths=0.9,
        zorder=5,
        clip_on=False,
        gid="best",
    )


def _write_value(row: object, language: str, decimals: int) -> tuple[str, str]:
    if pd.isna(row.lost):
        return "", label("no_data", language)
    return format_number(row.lost, language, decimals), f" / {format_number(row.max_score, language, decimals)}"


def _list_key(table: pd.DataFrame, language: str) -> list[Entry]:
    line = {"marker": "|", "color": INK, "markersize": 14, "markeredgewidth": 2.2}
    return [
        (label("lost_like_mean", language), {"marker": "s", "color": ACCENT_PALE, "markersize": 11}),
        (label("lost_to_mean", language), {"marker": "s", "color": ACCENT, "markersize": 11}),
        (label("loss_of_mean", language), line),
        (label("loss_of_best", language), {"marker": "D", "color": INK, "markersize": 7}),
    ]
