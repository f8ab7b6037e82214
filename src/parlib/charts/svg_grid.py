"""Grids as SVG: tables of shades, and the map of tiles."""

from __future__ import annotations

import math

from parlib.charts.chart import GridChart
from parlib.charts.svg_frame import GAP, NAME, open_mark, write_hint, write_text


def write_grid(chart: GridChart) -> tuple[str, float]:
    """Return the content of a grid and its height: a map of tiles where its rows have no names."""
    return _write_map(chart) if chart.form == "map" else _write_table(chart)


TILE = 34
"""Height of a tile of the map."""


def _write_map(chart: GridChart) -> tuple[str, float]:
    across = 1 + max(cell.column for cell in chart.cells)
    down = 1 + max(cell.row for cell in chart.cells)
    wide = 100 / across
    parts = []
    for cell in chart.cells:
        x, y = cell.column * wide, cell.row * TILE
        tall = TILE - 3
        parts.append(
            f"{open_mark(f'{cell.role} {_shade(cell.shade)}', cell.name, cell.code)}"
            f'<rect x="{x:.2f}%" y="{y}" width="{wide - 0.4:.2f}%" height="{tall}"/>'
            f"{write_text(f'{x + wide / 2:.2f}%', y + 21, cell.text, 't tile', 'middle')}"
            f"{write_hint(f'{x + wide / 2:.2f}%', y - 3, cell.name, x / 100)}</g>"
        )
    key, height = _write_key(chart, down * TILE + 4)
    return "".join(parts) + key, down * TILE + 4 + height


def _write_table(chart: GridChart) -> tuple[str, float]:
    """Write a grid with the name of each row above it: the cells have the whole width, on a phone too."""
    count, tall = len(chart.columns), NAME + 24 + GAP
    wide = 100 / count
    parts = [write_text(f"{(at + 0.5) * wide:.2f}%", 14, name, "a", "middle") for at, name in enumerate(chart.columns)]
    parts += [write_text("0", 20 + row * tall + 13, name, "r") for row, name in enumerate(chart.rows)]
    for cell in chart.cells:
        x, y = cell.column * wide, 20 + cell.row * tall + NAME
        shade = _shade((cell.shade + 1) / 2, True) if chart.diverging else _shade(cell.shade)
        parts.append(
            f"{open_mark(shade, cell.name)}"
            f'<rect x="{x + 0.15:.2f}%" y="{y}" width="{wide - 0.3:.2f}%" height="22"/>'
            f"{write_text(f'{x + wide / 2:.2f}%', y + 16, cell.text, 't', 'middle')}"
            f"{write_hint(f'{x + wide / 2:.2f}%', y - 3, cell.name, x / 100)}</g>"
        )
        if cell.broken:
            parts.append(f'<line class="cut" x1="{x:.2f}%" x2="{x:.2f}%" y1="{y - 2}" y2="{y + 24}"/>')
    bottom = 20 + tall * len(chart.rows)
    key, height = _write_key(chart, bottom + 4)
    return "".join(parts) + key, bottom + 4 + height


def _write_key(chart: GridChart, top: float) -> tuple[str, float]:
    """Write what the shades stand for, and what else must be known, one thing a line."""
    parts, y = [], top + 14
    if chart.key:
        name, low, high = chart.key
        parts.append(write_text("0", y, f"{name}: {low} – {high}" if name else f"{low} – {high}", "k"))
        for step in range(STEPS):
            shade = _shade((step + 0.5) / STEPS, chart.diverging)
            parts.append(f'<g class="m {shade}"><rect x="{70 + 5 * step}%" y="{y - 11}" width="4.7%" height="13"/></g>')
        y += 20
    for note in chart.notes:
        parts.append(write_text("0", y, note, "k"))
        y += 18
    return "".join(parts), y - top - 10


STEPS = 6
"""Steps of shade; styles give each its colour, so that dark pages and paper have their own."""


def _shade(share: float, diverging: bool = False) -> str:
    if math.isnan(share):
        return "q-none"
    return f"{'d' if diverging else 'q'}{min(STEPS - 1, int(max(share, 0.0) * STEPS))}"
