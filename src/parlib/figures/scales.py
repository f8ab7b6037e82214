"""The scales of a chart: limits, ticks with the decimal sign of the language, grid and name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import Formatter, MaxNLocator

from parlib.figures.style import MUTED, RULE, SMALL, axes_points
from parlib.figures.words import write
from parlib.language.numbers import format_number

STEEP = 0.45
"""A line that rises faster than this runs through a value written on its side."""


class NumberTicks(Formatter):
    """Ticks with the decimal sign of the language and as many decimals as their steps need."""

    def __init__(self, language: str, share: bool = False) -> None:
        self.language, self.share = language, share

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """Return the texts of all ticks, each with the decimals that their steps need."""
        values = [100 * value for value in values] if self.share else list(values)
        decimals = next((n for n in range(4) if all(abs(v - round(v, n)) < 1e-9 for v in values)), 4)
        return [format_number(value, self.language, decimals) + "%" * self.share for value in values]

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Return the text of one tick."""
        return self.format_ticks([x])[0]


def scale_x(axes: Axes, low: float, high: float, *, language: str, name: str = "", share: bool = False) -> None:
    """Set the limits, ticks, grid and name of the x axis."""
    axes.set_xlim(low, high)
    _set_ticks(axes.xaxis, max(3, int(axes_points(axes)[0] // 80)), language, share)
    if name:
        write(axes, 1.0, 0.0, name, coords="axes", dy=-32, ha="right", size=SMALL, color=MUTED)


def scale_y(axes: Axes, low: float, high: float, *, language: str, name: str = "", share: bool = False) -> None:
    """Set the limits, ticks, grid and name of the y axis; the name lies flat above the axis."""
    axes.set_ylim(low, high)
    _set_ticks(axes.yaxis, max(3, int(axes_points(axes)[1] // 45)), language, share)
    if name:
        write(axes, 0.0, 1.0, name, coords="axes", dx=-34, dy=13, ha="left", size=SMALL, color=MUTED)


def _set_ticks(axis: Any, bins: int, language: str, share: bool) -> None:  # noqa: ANN401
    axis.set_major_locator(MaxNLocator(bins, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(NumberTicks(language, share))
    axis.grid(True, color=RULE, linewidth=0.8)


def choose_side(axes: Axes, x: Sequence[float], y: Sequence[float], place: int, side: int = 1) -> int:
    """Return *side* (1 above a point of a line, -1 below), or the other where the line goes there steeply."""
    if len(y) < 2:
        return side
    (left, right), (low, high), (wide, tall) = axes.get_xlim(), axes.get_ylim(), axes_points(axes)
    beside = 1 if place == 0 else place - 1
    rise, run = (
        (y[beside] - y[place]) / (high - low) * tall,
        abs(x[beside] - x[place]) / (right - left) * wide,
    )
    if abs(rise) <= STEEP * run:
        return side
    return -1 if rise > 0 else 1


def pad_range(values: Sequence[float], share: float = 0.06) -> tuple[float, float]:
    """Return the lowest and highest of *values*, each moved outwards; a single value gets room on both sides.

    Examples
    --------
    >>> pad_range([0.0, 10.0], 0.1)
    (-1.0, 11.0)
    >>> pad_range([4.0])
    (3.6, 4.4)
    """
    low, high = float(min(values)), float(max(values))
    room = (high - low) * share if high - low > 1e-6 else max(abs(high) * 0.1, 0.1)
    return low - room, high + room
