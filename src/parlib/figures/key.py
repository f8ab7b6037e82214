"""The key of a chart: each mark beside its word, and the strip of a colour scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.collections import PolyCollection
from matplotlib.colors import Colormap
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from parlib.figures.style import MUTED, SMALL
from parlib.figures.words import measure_text, write

Entry = tuple[str, dict[str, Any]]
"""One entry of a key: its words and how its mark looks (arguments of Line2D)."""

KEY_LINE = 0.25
_SYMBOL, _GAP = 20.0, 16.0


def plan_key(entries: Sequence[Entry], width: float) -> list[list[Entry]]:
    """Share the entries of a key over lines no longer than *width* inches."""
    lines: list[list[Entry]] = []
    used = 0.0
    for entry in entries:
        need = _SYMBOL + measure_text(entry[0], SMALL) + _GAP
        if not lines or used + need > 72 * width:
            lines.append([])
            used = 0.0
        lines[-1].append(entry)
        used += need
    return lines


def draw_key(figure: Figure, entries: Sequence[Entry], *, left: float) -> None:
    """Draw the key from *left* inches on, under the upper edge: each mark beside its word."""
    width, height = figure.get_size_inches()
    for number, line in enumerate(plan_key(entries, width - left - 0.2)):
        x, y = 72 * left, height - 0.12 - KEY_LINE * (number + 0.5)
        for text, mark_style in line:
            _draw_symbol(figure, x, y, mark_style)
            write(figure, (x + _SYMBOL) / 72 / width, y / height, text, size=SMALL, color=MUTED, ha="left")
            x += _SYMBOL + measure_text(text, SMALL) + _GAP


def _draw_symbol(figure: Figure, x: float, y: float, mark_style: dict[str, Any]) -> None:
    width, height = figure.get_size_inches()
    ends = (x, x + 14) if mark_style.get("linestyle", "none") != "none" else (x + 7,)
    style = {"linestyle": "none", "markeredgewidth": 0.0, "transform": figure.transFigure, **mark_style}
    figure.add_artist(Line2D([end / 72 / width for end in ends], [y / height] * len(ends), **style))


def draw_colour_key(figure: Figure, colours: Colormap, low: str, high: str, *, x: float, y: float) -> None:
    """Draw a strip from low to high at *x*, *y* inches from the lower left, with a word at each end."""
    width, height = figure.get_size_inches()
    length, cells = 1.6, 32
    step, tall = length / cells / width, 0.13 / height
    x0, y0 = x / width, y / height - tall / 2
    boxes = [
        [
            (x0 + n * step, y0),
            (x0 + (n + 1.1) * step, y0),
            (x0 + (n + 1.1) * step, y0 + tall),
            (x0 + n * step, y0 + tall),
        ]
        for n in range(cells)
    ]
    figure.add_artist(
        PolyCollection(boxes, facecolors=colours([n / (cells - 1) for n in range(cells)]), transform=figure.transFigure)
    )
    write(figure, x0, y / height, low, dx=-6, ha="right", size=SMALL, color=MUTED)
    write(figure, x0 + length / width, y / height, high, dx=6, ha="left", size=SMALL, color=MUTED)
