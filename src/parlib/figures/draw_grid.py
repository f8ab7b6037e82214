"""Grids and the tile map on paper: the shade is the figure, the words stand in the cell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from parlib.charts.chart import GridCell, GridChart
from parlib.figures.key import draw_colour_key
from parlib.figures.mark_styles import Style
from parlib.figures.rows import open_rows
from parlib.figures.style import ACCENT, GAIN, INK, LOSS, MUTED, OTHER, SEQUENCE, SIZE, SMALL, WIDTH, ink_on, new_figure
from parlib.figures.words import fit_size, measure_text, write

SIGNED = LinearSegmentedColormap.from_list("parlib_signed", [LOSS, "#C9AFCD", "#FFFFFF", "#A9CBE3", GAIN])
"""Minus one to plus one through white; both ends are dark in grey, so the number with its sign stands in each cell."""

TALL = 0.4
"""Height of a tile in inches."""


def draw_grid(chart: GridChart) -> Figure:
    """Draw a table of shades.

    Raises
    ------
    ValueError
        If there is no row.
    """
    strong = list(chart.strong) or [False] * len(chart.rows)
    figure, axes = open_rows(
        list(chart.rows),
        strong=strong,
        size=SIZE if len(chart.rows) <= 20 else 10.5,
        pitch=0.33,
        widest=3.5,
        right=0.25,
        head=0.42,
        foot=0.72 if chart.notes else 0.55,
    )
    axes.set_xlim(-0.5, max(len(chart.columns), 5 if chart.diverging else 1) - 0.5)
    axes.set_xticks([])
    for at, text in enumerate(chart.columns):
        style: Style = {"size": SMALL, "bold": chart.diverging, "color": INK if chart.diverging else MUTED}
        write(axes, at, 1.0, text, coords="column", dy=11, ha="center", **style)
    inks = _draw_cells(axes, chart.cells, chart.diverging, (0.03, 0.03))
    size = SMALL if len(chart.columns) > 11 else SIZE
    for cell, ink in zip(chart.cells, inks, strict=True):
        style = {"size": size, "bold": bool(strong[cell.row]), "color": ink}
        write(axes, cell.column, cell.row, cell.text, ha="center", **style)
    broken = [cell for cell in chart.cells if cell.broken]
    axes.vlines(
        [cell.column - 0.5 for cell in broken],
        [cell.row - 0.5 for cell in broken],
        [cell.row + 0.5 for cell in broken],
        color=INK,
        linewidth=2.4,
        zorder=5,
        gid="break",
    )
    _draw_key(figure, chart, 0.44 if chart.notes else 0.24)
    return figure


def draw_map(chart: GridChart) -> Figure:
    """Draw a tile for each place where it lies, darker for a higher figure, the subject framed.

    A map shown at an official conference includes Hoàng Sa (Đà Nẵng) and Trường Sa (Khánh Hòa): they are tiles of the
    table that is described.

    Raises
    ------
    ValueError
        If there is no tile.
    """
    if not chart.cells:
        raise ValueError("the table has no row to draw")
    top, left = min(cell.row for cell in chart.cells), min(cell.column for cell in chart.cells)
    down = max(cell.row for cell in chart.cells) - top + 1
    across = max(max(cell.column for cell in chart.cells) - left + 1, 6)
    figure, axes = new_figure(down * TALL + 0.75, left=0.15, right=0.15, top=0.1, bottom=0.65)
    axes.set_ylim(top + down - 0.5, top - 0.5)
    axes.set_xlim(left - 0.5, left - 0.5 + across)
    axes.set_xticks([])
    inks = _draw_cells(axes, chart.cells, False, (0.02, 0.045))
    own = [cell for cell in chart.cells if cell.role == "subject"]
    frame: Style = {
        "facecolors": "none",
        "edgecolors": ACCENT,
        "linewidths": 3.2,
        "zorder": 5,
        "gid": "subject",
    }
    axes.add_collection(PolyCollection(_boxes(own, (0.02, 0.045)), **frame), autolim=False)
    room = 72 * (WIDTH - 0.3) / across * 0.96 - 6
    for cell, ink in zip(chart.cells, inks, strict=True):
        bold = cell.role == "subject"
        size = fit_size(cell.text, room, SMALL, bold=bold)
        style: Style = {"ha": "center", "color": ink}
        write(axes, cell.column, cell.row, cell.text, dy=6.5 if cell.figure else 0, size=size, bold=bold, **style)
        if cell.figure:
            write(axes, cell.column, cell.row, cell.figure, dy=-6.5, size=SIZE, bold=True, **style)
    if chart.key:
        _draw_key(figure, chart, 0.38)
    return figure


def _boxes(cells: Sequence[GridCell], gap: tuple[float, float]) -> list[list[tuple[float, float]]]:
    side, tall = 0.5 - gap[0], 0.5 - gap[1]
    return [
        [(cell.column + dx, cell.row + dy) for dx, dy in ((-side, -tall), (side, -tall), (side, tall), (-side, tall))]
        for cell in cells
    ]


def _draw_cells(axes: Axes, cells: Sequence[GridCell], diverging: bool, gap: tuple[float, float]) -> list[str]:
    """Draw the cells and return the ink of the words in each; unknown ones are hatched, archipelagos framed."""
    colours = (SIGNED if diverging else SEQUENCE)(_stretch(cells, diverging))
    known = [at for at, cell in enumerate(cells) if cell.shade == cell.shade]
    style: Style = {"facecolors": colours[known], "linewidths": 0, "gid": "value"}
    axes.add_collection(PolyCollection(_boxes([cells[place] for place in known], gap), **style), autolim=False)
    islands = [cell for cell in cells if cell.role == "archipelago"]
    blank = [cell for cell in cells if cell.shade != cell.shade and cell.role != "archipelago"]
    style = {"facecolors": "white", "edgecolors": OTHER, "hatch": "////", "linewidths": 0.6, "gid": "no_data"}
    axes.add_collection(PolyCollection(_boxes(blank, gap), **style), autolim=False)
    style = {"facecolors": "white", "edgecolors": MUTED, "linewidths": 1.0, "gid": "archipelago"}
    axes.add_collection(PolyCollection(_boxes(islands, gap), **style), autolim=False)
    inks = ink_on(colours)
    return [
        ink if cell.shade == cell.shade or cell.role == "archipelago" else MUTED
        for cell, ink in zip(cells, inks, strict=True)
    ]


def _stretch(cells: Sequence[GridCell], diverging: bool) -> np.ndarray:
    shades = np.nan_to_num(np.array([cell.shade for cell in cells], dtype=float))
    return (shades + 1) / 2 if diverging else shades


def _draw_key(figure: Figure, chart: GridChart, y: float) -> None:
    name, low, high = chart.key
    word = f"{name}  {low}".strip()
    colours = SIGNED if chart.diverging else SEQUENCE
    draw_colour_key(figure, colours, word, high, x=0.15 + (measure_text(word, SMALL) + 8) / 72, y=y)
    width, height = figure.get_size_inches()
    write(figure, 0.15 / width, (y - 0.27) / height, " · ".join(chart.notes), ha="left", size=SMALL, color=MUTED)
