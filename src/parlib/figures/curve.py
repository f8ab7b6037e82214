"""Which place a score would have won (từ điểm đến thứ hạng)."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parlib.figures.scales import name_score, pad_range, scale_x
from parlib.figures.style import ACCENT, INK, MUTED, OTHER, RULE, SIZE, SMALL, axes_points, new_figure
from parlib.figures.words import measure_text, write
from parlib.language.numbers import format_number
from parlib.tidy import Row
from parlib.wording.labels import label


def draw_curve(table: pd.DataFrame, *, language: str = "vi", unit: str = "", decimals: int = 2) -> Figure:
    """Draw the place that each score would have won, with where the province is and where it wants to be.

    Between the scores of two provinces the place is that behind the higher one, so the curve is a stair.

    Parameters
    ----------
    table : pandas.DataFrame
        ``score, rank, role``; role ``curve`` for the provinces' scores, ``now`` and ``target`` for the
        province.

    Raises
    ------
    ValueError
        If no row of role ``curve`` has a score.
    """
    table = table.dropna(subset=["score", "rank"])
    stair = table[table["role"] == "curve"].sort_values("score")
    if stair.empty:
        raise ValueError("the table has no row to draw")
    figure, axes = new_figure(4.4, left=0.62, right=0.5, top=0.5, bottom=0.62)
    _scale(axes, table, language, name_score(language, unit))
    axes.step(stair["score"], stair["rank"], where="post", color=MUTED, linewidth=2.0, zorder=3, gid="curve")
    for point in table[table["role"].isin(["now", "target"])].itertuples():
        _draw_point(axes, point)
        _write_point(axes, point, language, decimals)
    return figure


def _scale(axes: Axes, table: pd.DataFrame, language: str, name: str) -> None:
    scale_x(axes, *pad_range(table["score"], 0.05), language=language, name=name)
    last = max(int(table["rank"].max()), 2)
    ticks = [1, *range(10, last, 10)] if last > 12 else list(range(1, last + 1))
    axes.set_ylim(1.12 * last, 1 - 0.08 * last)
    axes.set_yticks(ticks, [str(tick) for tick in ticks])
    axes.grid(axis="y", color=RULE, linewidth=0.8)
    write(
        axes,
        0.0,
        1.0,
        label("rank", language),
        coords="axes",
        dx=-34,
        dy=13,
        ha="left",
        size=SMALL,
        color=MUTED,
    )


def _draw_point(axes: Axes, point: Row) -> None:
    """Draw a full dot for now, an open diamond for a target, and lines from it to both axes."""
    now = point.role == "now"
    look: dict[str, Any] = {"color": OTHER, "linewidth": 1.0, "linestyle": (0, (3, 3)), "zorder": 2}
    axes.vlines(point.score, point.rank, axes.get_ylim()[0], **look)
    axes.hlines(point.rank, axes.get_xlim()[0], point.score, **look)
    shape: dict[str, Any] = {"s": 150, "marker": "o", "c": ACCENT, "edgecolors": "white"}
    if not now:
        shape = {"s": 95, "marker": "D", "c": "white", "edgecolors": ACCENT}
    axes.scatter([point.score], [point.rank], zorder=5, linewidths=2.0, gid=point.role, **shape)


def _write_point(axes: Axes, point: Row, language: str, decimals: int) -> None:
    """Write over the line to the rank axis (target) or under it (now); under the dot where that is short.

    Both places lie off the curve, which climbs from the lower left to the upper right.
    """
    now = point.role == "now"
    score, rank = format_number(point.score, language, decimals), format_number(point.rank, language, 0)
    text = f"{label(point.role, language)}: {score} · {label('rank', language).lower()} {rank}"
    left, right = axes.get_xlim()
    room = (point.score - left) / (right - left) * axes_points(axes)[0]
    look: dict[str, Any] = {"size": SIZE, "bold": True, "color": ACCENT if now else INK, "halo": True, "ha": "left"}
    if room > measure_text(text, SIZE, True) + (45 if now else 20):
        write(axes, left, point.rank, text, dx=6, dy=-10 if now else 10, **look)
    else:
        write(axes, point.score, point.rank, text, dx=12, dy=-14, **look)
