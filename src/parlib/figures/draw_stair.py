"""Which rank a score would win, on paper (từ điểm đến thứ hạng)."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parlib.charts.chart import Mark, StairChart
from parlib.figures.mark_styles import Style, style_of_dot
from parlib.figures.scales import scale_x
from parlib.figures.style import ACCENT, INK, MUTED, OTHER, RULE, SIZE, SMALL, axes_points, new_figure
from parlib.figures.words import measure_text, write


def draw_stair(chart: StairChart, language: str) -> Figure:
    """Draw the rank that each score would win: between two scores it is that behind the higher one.

    Raises
    ------
    ValueError
        If there is no step.
    """
    if not chart.steps:
        raise ValueError("the table has no row to draw")
    figure, axes = new_figure(4.4, left=0.62, right=0.5, top=0.5, bottom=0.62)
    scale_x(axes, chart.scale.low, chart.scale.high, language=language, name=chart.scale.name)
    last = int(max(mark.start for mark in chart.steps))
    ticks = [1, *range(10, last, 10)] if last > 12 else list(range(1, max(last, 2) + 1))
    axes.set_ylim(chart.ranks.high, chart.ranks.low)
    axes.set_yticks(ticks, [str(tick) for tick in ticks])
    axes.grid(axis="y", color=RULE, linewidth=0.8)
    write(axes, 0.0, 1.0, chart.ranks.name, coords="axes", dx=-34, dy=13, ha="left", size=SMALL, color=MUTED)
    x, y = [mark.value for mark in chart.steps], [mark.start for mark in chart.steps]
    axes.step(x, y, where="post", color=MUTED, linewidth=2.0, zorder=3, gid="steps")
    for point in chart.points:
        _draw_point(axes, point)
        _write_point(axes, point)
    return figure


def _draw_point(axes: Axes, point: Mark) -> None:
    """Draw a full dot for now, an open diamond for a target, and lines from it to both axes."""
    style: Style = {"color": OTHER, "linewidth": 1.0, "linestyle": (0, (3, 3)), "zorder": 2}
    axes.vlines(point.value, point.start, axes.get_ylim()[0], **style)
    axes.hlines(point.start, axes.get_xlim()[0], point.value, **style)
    axes.plot([point.value], [point.start], zorder=5, gid=point.role, **style_of_dot(point.role))


def _write_point(axes: Axes, point: Mark) -> None:
    """Write over the line to the axis of ranks (target) or under it (now); under the dot where that is short.

    Both lie off the stair, which climbs from the lower left to the upper right.
    """
    now, (left, right) = point.role == "now", axes.get_xlim()
    room = (point.value - left) / (right - left) * axes_points(axes)[0]
    style: Style = {"size": SIZE, "bold": True, "color": ACCENT if now else INK, "halo": True, "ha": "left"}
    if room > measure_text(point.label, SIZE, True) + (45 if now else 20):
        write(axes, left, point.start, point.label, dx=6, dy=-10 if now else 10, **style)
    else:
        write(axes, point.value, point.start, point.label, dx=12, dy=-14, **style)
