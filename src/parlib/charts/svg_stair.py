"""The stair of ranks as SVG: a line that is stretched, dots and words that are not."""

from __future__ import annotations

from parlib.charts.chart import Mark, StairChart
from parlib.charts.svg_frame import SIDE, across_whole, choose_anchor, list_ticks, open_mark, write_hint, write_text

TALL = 240
"""Height of the plot."""

HEAD = 20


def write_stair(chart: StairChart, language: str) -> tuple[str, float]:
    """Return the content of a stair and its height: scores across, ranks down."""
    last = int(max(mark.start for mark in chart.steps))
    ticks = [1, *range(10, last, 10)] if last > 12 else [1, *range(2, last + 1)]
    parts = [write_text("0", 12, chart.ranks.name, "a")]
    for rank in ticks:
        y = _y(chart, rank)
        parts.append(f'<line class="g" x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(write_text("0", y - 3, str(rank), "a"))
    for value, written in list_ticks(chart.scale, language):
        parts.append(write_text(_x(chart, value), HEAD + TALL + 15, written, "a", "middle"))
    parts.append(write_text("50%", HEAD + TALL + 32, chart.scale.name, "a", "middle"))
    corners: list[str] = []
    for mark in chart.steps:
        x, y = 10 * (SIDE + _share(chart, mark.value) * (100 - 2 * SIDE)), _y(chart, mark.start) - HEAD
        if corners:
            corners.append(f"{x:.1f},{corners[-1].split(',')[1]}")
        corners.append(f"{x:.1f},{y:.1f}")
    parts.append(
        f'<svg x="0" y="{HEAD}" width="100%" height="{TALL}" viewBox="0 0 1000 {TALL}" preserveAspectRatio="none" '
        f'class="p"><polyline class="steps" points="{" ".join(corners)}"/></svg>'
    )
    parts += [_write_mark(chart, mark, 2.5) for mark in chart.steps]
    parts += [_write_mark(chart, mark, 6) for mark in chart.points]
    return "".join(parts), HEAD + TALL + 38


def _share(chart: StairChart, value: float) -> float:
    """Return where a score lies across; the ranks of the axis stand left of it."""
    return 0.07 + 0.93 * chart.scale.place(value)


def _x(chart: StairChart, value: float) -> str:
    return across_whole(_share(chart, value))


def _y(chart: StairChart, rank: float) -> float:
    return HEAD + TALL * chart.ranks.place(rank)


def _write_mark(chart: StairChart, mark: Mark, radius: float) -> str:
    x, y, share = _x(chart, mark.value), _y(chart, mark.start), _share(chart, mark.value)
    below = 16 if mark.role == "now" else -10
    label = write_text(x, y + below, mark.label, "l", choose_anchor(share)) if mark.label else ""
    label = label or write_hint(x, y - 8, mark.name, share)
    return f'{open_mark(mark.role, mark.name)}<circle cx="{x}" cy="{y:.1f}" r="{radius:g}"/>{label}</g>'
