"""Charts over years as SVG: lines and areas are stretched to the width, dots and words are not."""

from __future__ import annotations

import math
from collections.abc import Iterable
from html import escape

from parlib.charts.chart import Band, Line, LineChart, Panel, Scale
from parlib.charts.svg_frame import (
    SIDE,
    across_whole,
    choose_anchor,
    list_ticks,
    open_mark,
    write_hint,
    write_key,
    write_text,
)

PANEL = 230
"""Height of a panel of lines."""

FOOT = 24
"""How far below a panel its years are written: a figure below a low dot ends above them."""


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
    parts += [_write_points(line, panel, chart, start) for line in panel.lines]
    parts += [_write_break(place, chart, start) for place in chart.breaks]
    parts += _write_years(chart, start + PANEL + FOOT)
    return "".join(parts), head + PANEL + FOOT + 14


def _write_panel_key(panel: Panel, chart: LineChart, top: float) -> tuple[str, float]:
    """Write the title of a panel and what its lines and areas are; return it with its height."""
    named = [("bar", band.role, band.name) for band in panel.bands if band.name != panel.title]
    mains = {line.name for line in panel.lines if line.main}
    # A year of the subject that is marked beside its line bears the same name, which is said once.
    lines = [line for line in panel.lines if line.name != panel.title and (line.main or line.name not in mains)]
    named += [("line", line.role, line.name) for line in lines]
    named += [("break", "zero", chart.broken)] if chart.breaks and not panel.title else []
    lead = next((line.role for line in panel.lines if line.main), "subject")
    named += [("gap", lead, chart.lacking)] if chart.lacking else []
    title = write_text("0", top + 14, panel.title, "r s") if panel.title else ""
    head = 20 if panel.title else 0
    key, height = write_key(named, top + head)
    return title + key, head + height + 4


def _write_years(chart: LineChart, y: float) -> Iterable[str]:
    """Yield the years, as many as have room on a phone; the last one always."""
    count = len(chart.years)
    every = max(1, math.ceil(count / 7))
    for at, year in enumerate(chart.years):
        if (count - 1 - at) % every == 0:
            yield write_text(across_whole(_across(at, count)), y, str(year), "a", "middle")


def _across(place: int, count: int) -> float:
    """Return where a year lies across; the first figures of the axis stand left of it."""
    return 0.07 + 0.9 * (place / (count - 1) if count > 1 else 0.5)


def _y(scale: Scale, value: float, start: float = 0.0) -> float:
    return start + PANEL * (1 - scale.place(value))


def _list_whole(line: Line) -> list[bool]:
    """Return for each year whether its figure is wholly known."""
    return [value == value and at not in line.open for at, value in enumerate(line.values)]


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


def _write_points(line: Line, panel: Panel, chart: LineChart, start: float) -> str:
    """Write a dot for each known year; the first and last of each stretch of the subject carry their figure.

    A year without a figure of the subject is an open dot at the foot, so that a gap is seen as one.
    """
    known, scale, parts = _list_whole(line), panel.scale, []
    below = _list_labels(line, panel, chart)
    for at, value in enumerate(line.values):
        share = _across(at, len(chart.years))
        if at in line.open:
            said = f"{line.name}, {chart.years[at]}: {line.shown[at]} ({chart.lacking})"
            parts.append(_write_point(line, share, _y(scale, value, start), said, "", state=" partial"))
        elif known[at]:
            said = f"{line.name}, {chart.years[at]}: {line.shown[at]}"
            shown = line.shown[at] if at in below else ""
            parts.append(_write_point(line, share, _y(scale, value, start), said, shown, below.get(at, False)))
        elif line.main and chart.lacking and not line.open:
            parts.append(f'<circle class="gap" cx="{across_whole(share)}" cy="{start + PANEL:g}" r="4"/>')
    return "".join(parts)


def _list_labels(line: Line, panel: Panel, chart: LineChart) -> dict[int, bool]:
    """Return which years of a main line carry their figure, each with whether it stands below its dot.

    It stands where the line does not run: below where the next year is higher, and below the figure of another side.
    """
    runs = chart.list_stretches(_list_whole(line)) if line.main else []
    others = [other.values for other in panel.lines if other.main and other is not line]
    place, labels = panel.scale.place, {}
    for run in runs:
        for at, beside in ((run[0], run[1:2]), (run[-1], run[-2:-1])):
            value = line.values[at]
            near = [values[at] for values in others if abs(place(values[at]) - place(value)) * PANEL < CROWDED]
            low = value < min(near) if near else any(line.values[year] > value for year in beside)
            labels[at] = low and PANEL * place(value) > ROOM
    return labels


CROWDED, ROOM = 34, 10
"""Distance at which figures of two sides would lie on one another; what a figure below its dot needs above the foot."""


def _write_point(line: Line, share: float, y: float, said: str, shown: str, low: bool = False, state: str = "") -> str:
    place = y + 20 if low else y - 11
    label = write_text(across_whole(share), place, shown, "l", choose_anchor(share)) if shown else ""
    radius = 5 if line.main else 3
    label = label or write_hint(across_whole(share), y - 11, said, share)
    circle = f'<circle cx="{across_whole(share)}" cy="{y:.1f}" r="{radius}"/>'
    return f"{open_mark(line.role + state, said)}{circle}{label}</g>"


def _write_break(place: int, chart: LineChart, start: float) -> str:
    count = len(chart.years)
    x = across_whole((_across(place, count) + _across(place - 1, count)) / 2)
    line = f'<line class="break" x1="{x}" x2="{x}" y1="{start:g}" y2="{start + PANEL:g}"/>'
    return f'<g class="m">{line}<title>{escape(chart.broken)}</title></g>'
