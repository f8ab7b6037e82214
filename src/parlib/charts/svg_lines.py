"""Charts over years as SVG: lines and areas are stretched to the width, dots and words are not."""

from __future__ import annotations

import math
from collections.abc import Iterable
from html import escape

from parlib.charts.chart import Band, Line, LineChart, Panel, Scale
from parlib.charts.svg_frame import SIDE, across_whole, choose_anchor, list_ticks, open_mark, write_hint, write_text

PANEL = 230
"""Height of a panel of lines."""


def write_lines(chart: LineChart, language: str) -> tuple[str, float]:
    """Return the content of a chart over years and its height, one panel below the other."""
    parts, top = [], 0.0
    for panel in chart.panels:
        body, height = _write_panel(panel, chart, top, language)
        parts.append(body)
        top += height
    return "".join(parts), top


def _write_panel(panel: Panel, chart: LineChart, top: float, language: str) -> tuple[str, float]:
    key, head = _write_panel_key(panel, chart, top)
    start = top + head
    parts = [key]
    for value, written in list_ticks(panel.scale, language, 4):
        y = _y(panel.scale, value, start)
        parts.append(
            f'<line class="g" x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>' + write_text("0", y - 3, written, "a")
        )
    inner = [_write_band(band, panel.scale, chart) for band in panel.bands]
    inner += [_write_line(line, panel.scale, chart) for line in panel.lines]
    parts.append(
        f'<svg x="0" y="{start:g}" width="100%" height="{PANEL}" viewBox="0 0 1000 {PANEL}" '
        f'preserveAspectRatio="none" class="p">{"".join(inner)}</svg>'
    )
    parts += [_write_points(line, panel.scale, chart, start) for line in panel.lines]
    parts += [_write_break(place, chart, start) for place in chart.breaks]
    parts += _write_years(chart, start + PANEL + 16)
    return "".join(parts), head + PANEL + 30


def _write_panel_key(panel: Panel, chart: LineChart, top: float) -> tuple[str, float]:
    """Write the title of a panel and what its lines and areas are; return it with its height."""
    drawn = {
        "bar": '<rect x="1" y="{top:g}" width="12" height="12"/>',
        "line": '<line x1="0" x2="14" y1="{y:g}" y2="{y:g}"/><circle cx="7" cy="{y:g}" r="3.5"/>',
        "gap": '<circle class="gap" cx="7" cy="{y:g}" r="4"/>',
        "break": '<line class="break" x1="7" x2="7" y1="{top:g}" y2="{low:g}"/>',
    }
    named = [("bar", band.role, band.name) for band in panel.bands if band.name != panel.title]
    mains = {line.name for line in panel.lines if line.main}
    # A year of the subject that is marked beside its line bears the same name, which is said once.
    lines = [line for line in panel.lines if line.name != panel.title and (line.main or line.name not in mains)]
    named += [("line", line.role, line.name) for line in lines]
    named += [("break", "zero", chart.broken)] if chart.breaks and not panel.title else []
    lead = next((line.role for line in panel.lines if line.main), "subject")
    named += [("gap", lead, chart.lacking)] if chart.lacking else []
    parts, y = [], top + 10
    if panel.title:
        parts.append(write_text("0", top + 14, panel.title, "r s"))
        y += 20
    for shape, role, words in named:
        mark = drawn[shape].format(y=y, top=y - 6, low=y + 6)
        parts.append(f'<g class="m {role}">{mark}</g>{write_text("20", y + 4, words, "k")}')
        y += 20
    return "".join(parts), y - top + 8


def _write_years(chart: LineChart, y: float) -> Iterable[str]:
    """Yield the years, as many as have room on a phone; the last one always."""
    count = len(chart.years)
    every = max(1, math.ceil(count / 7))
    for place, year in enumerate(chart.years):
        if (count - 1 - place) % every == 0:
            yield write_text(across_whole(_across(place, count)), y, str(year), "a", "middle")


def _across(place: int, count: int) -> float:
    """Return where a year lies across; the first figures of the axis stand left of it."""
    return 0.07 + 0.9 * (place / (count - 1) if count > 1 else 0.5)


def _y(scale: Scale, value: float, start: float = 0.0) -> float:
    return start + PANEL * (1 - scale.place(value))


def _list_whole(line: Line) -> list[bool]:
    """Return for each year whether its figure is wholly known."""
    return [value == value and place not in line.open for place, value in enumerate(line.values)]


def _inner(place: int, chart: LineChart) -> float:
    return 10 * (SIDE + _across(place, len(chart.years)) * (100 - 2 * SIDE))


def _write_band(band: Band, scale: Scale, chart: LineChart) -> str:
    known = [low == low and high == high for low, high in zip(band.low, band.high, strict=True)]
    parts = []
    for run in chart.list_stretches(known):
        room = [0.0] if len(run) > 1 else [-12.0, 12.0]
        upper = [(_inner(at, chart) + dx, _y(scale, band.high[at])) for at in run for dx in room]
        lower = [(_inner(at, chart) + dx, _y(scale, band.low[at])) for at in reversed(run) for dx in reversed(room)]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in upper + lower)
        parts.append(f'<polygon class="{band.role}" points="{points}"/>')
    return "".join(parts)


def _write_line(line: Line, scale: Scale, chart: LineChart) -> str:
    parts = []
    for run in chart.list_stretches(_list_whole(line)):
        points = " ".join(f"{_inner(at, chart):.1f},{_y(scale, line.values[at]):.1f}" for at in run)
        parts.append(f'<polyline class="{line.role}" points="{points}"/>' if len(run) > 1 else "")
    return "".join(parts)


def _write_points(line: Line, scale: Scale, chart: LineChart, start: float) -> str:
    """Write a dot for each known year; the first and last of each stretch of the subject carry their figure.

    A year without a figure of the subject is an open dot at the foot, so that a gap is seen as one.
    """
    known = _list_whole(line)
    own = line.main
    ends = {at for run in chart.list_stretches(known) for at in (run[0], run[-1])} if own else set()
    parts = []
    for at, value in enumerate(line.values):
        share = _across(at, len(chart.years))
        if at in line.open:
            said = f"{line.name}, {chart.years[at]}: {line.shown[at]} ({chart.lacking})"
            parts.append(_write_point(line, share, _y(scale, value, start), said, "", " partial"))
        elif known[at]:
            said = f"{line.name}, {chart.years[at]}: {line.shown[at]}"
            parts.append(_write_point(line, share, _y(scale, value, start), said, line.shown[at] if at in ends else ""))
        elif own and chart.lacking and not line.open:
            parts.append(f'<circle class="gap" cx="{across_whole(share)}" cy="{start + PANEL:g}" r="4"/>')
    return "".join(parts)


def _write_point(line: Line, share: float, y: float, said: str, shown: str, state: str = "") -> str:
    label = write_text(across_whole(share), y - 11, shown, "l", choose_anchor(share)) if shown else ""
    radius = 5 if line.main else 3
    label = label or write_hint(across_whole(share), y - 11, said, share)
    circle = f'<circle cx="{across_whole(share)}" cy="{y:.1f}" r="{radius}"/>'
    return f"{open_mark(line.role + state, said)}{circle}{label}</g>"


def _write_break(place: int, chart: LineChart, start: float) -> str:
    count = len(chart.years)
    x = across_whole((_across(place, count) + _across(place - 1, count)) / 2)
    line = f'<line class="break" x1="{x}" x2="{x}" y1="{start:g}" y2="{start + PANEL:g}"/>'
    return f'<g class="m">{line}<title>{escape(chart.broken)}</title></g>'
