"""Grids as SVG: tables of shades, and the map of tiles."""

from __future__ import annotations

import math
from html import escape

from parlib.charts.chart import GridChart
from parlib.charts.svg_frame import GAP, NAME, write_text


def write_grid(chart: GridChart) -> tuple[str, float]:
    """Return the content of a grid and its height: a map of tiles where its rows have no names."""
    return _write_map(chart) if not chart.rows else _write_table(chart)


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
            f'<g class="m {cell.role} {_shade(cell.shade)}" data-p="{escape(cell.code)}" tabindex="0" role="img" '
            f'aria-label="{escape(cell.name)}"><rect x="{x:.2f}%" y="{y}" width="{wide - 0.4:.2f}%" height="{tall}"/>'
            f"<title>{escape(cell.name)}</title>"
            f"{write_text(f'{x + wide / 2:.2f}%', y + 21, cell.text, 't', 'middle')}</g>"
        )
    return "".join(parts), down * TILE + 4


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
            f'<g class="m {shade}" tabindex="0" role="img" aria-label="{escape(cell.name)}">'
            f'<rect x="{x + 0.15:.2f}%" y="{y}" width="{wide - 0.3:.2f}%" height="22"/>'
            f"<title>{escape(cell.name)}</title>"
            f"{write_text(f'{x + wide / 2:.2f}%', y + 16, cell.text, 't', 'middle')}</g>"
        )
    bottom = 20 + tall * len(chart.rows)
    for at in chart.breaks:
        parts.append(f'<line class="break" x1="{at * wide:.2f}%" x2="{at * wide:.2f}%" y1="16" y2="{bottom}"/>')
    return "".join(parts), bottom + 4


STEPS = 6
"""Steps of shade; styles give each its colour, so that dark pages and paper have their own."""


def _shade(share: float, diverging: bool = False) -> str:
    if math.isnan(share):
        return "q-none"
    return f"{'d' if diverging else 'q'}{min(STEPS - 1, int(max(share, 0.0) * STEPS))}"
