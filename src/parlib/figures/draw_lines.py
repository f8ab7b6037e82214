"""Charts over the years on paper: lines that stop where years may not be compared, bands, the figures at their ends."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parlib.charts.chart import Band, Line, LineChart, Panel
from parlib.figures.key import KEY_LINE, Entry, draw_key, plan_key
from parlib.figures.mark_styles import BANDS, LINES, Style, style_in_key, style_of_line
from parlib.figures.scales import choose_side, scale_y
from parlib.figures.style import ACCENT, INK, MUTED, OTHER, SIZE, SMALL, WIDTH, add_panel, axes_points, new_figure
from parlib.figures.words import measure_text, spread, wrap_text, write

EDGE = 150.0
"""Most points that a name on the right may take."""

COLUMNS = 3
TALL, HEAD, FOOT, SIDE = 1.75, 0.62, 0.42, 0.55
"""Height of a small panel, and the room above, under and left of it, in inches."""


def draw_lines(chart: LineChart, language: str) -> Figure:
    """Draw a chart over years: one large panel, or small ones side by side.

    Raises
    ------
    ValueError
        If no year has a figure.
    """
    values = [value for panel in chart.panels for line in panel.lines for value in line.values]
    if not np.isfinite(values).any():
        raise ValueError("no year has a figure to draw")
    return _draw_panels(chart, language) if chart.panels[0].title else _draw_large(chart, language)


def _draw_large(chart: LineChart, language: str) -> Figure:
    panel, key = chart.panels[0], _list_key(chart)
    named = [
        line for line in panel.lines if line.role not in ("median", "mean") and (line.main or line.role != "first")
    ]
    right = min(EDGE, max((measure_text(line.name, SIZE, True) for line in named), default=0.0)) / 72 + 0.35
    room = KEY_LINE * len(plan_key(key, WIDTH - 0.4))
    figure, axes = new_figure(4.3 + room, left=0.62, right=right, top=0.62 + room, bottom=0.45)
    spare = max(0.45, (3 - (chart.years[-1] - chart.years[0])) / 2)
    axes.set_xlim(chart.years[0] - spare, chart.years[-1] + spare)
    axes.set_xticks(chart.years, [str(year) for year in chart.years])
    _fill_panel(axes, panel, chart, language, panel.scale.name)
    _write_breaks(axes, chart)
    _name_lines(axes, named)
    draw_key(figure, key, left=0.15)
    return figure


def _draw_panels(chart: LineChart, language: str) -> Figure:
    """Draw a panel for each measure; their scales differ."""
    columns = min(COLUMNS, len(chart.panels))
    rows = -(-len(chart.panels) // columns)
    step, row_height = (WIDTH - 0.2) / columns, HEAD + TALL + FOOT
    figure, first = new_figure(rows * row_height + 0.1, left=0.2 + SIDE, right=0.2)
    first.remove()
    spare = max(0.6, 0.11 * (chart.years[-1] - chart.years[0]))
    for number, panel in enumerate(chart.panels):
        down, across = divmod(number, columns)
        box = (0.2 + SIDE + across * step, 0.1 + (rows - down - 1) * row_height + FOOT, step - SIDE - 0.2, TALL)
        axes = add_panel(figure, *box)
        axes.set_xlim(chart.years[0] - spare, chart.years[-1] + spare)
        _fill_panel(axes, panel, chart, language)
        known = [year for year, value in zip(chart.years, panel.lines[0].values, strict=True) if value == value]
        ends = sorted({*known[:1], *known[-1:]})  # none where the panel's own line has no figure
        axes.set_xticks(ends, [str(year) for year in ends])
        text = wrap_text(panel.title, axes_points(axes)[0] + 72 * SIDE - 10, SIZE, True)
        style: Style = {"ha": "left", "va": "bottom", "size": SIZE, "bold": True, "color": INK}
        write(axes, 0.0, 1.0, text, coords="axes", dx=-72 * SIDE + 10, dy=8, **style)
    return figure


def _fill_panel(axes: Axes, panel: Panel, chart: LineChart, language: str, name: str = "") -> None:
    low, high = panel.scale.low, panel.scale.high
    room = 0.08 * (high - low)
    scale_y(axes, low - room, high + room, language=language, name=name, share=panel.scale.kind == "share")
    for band in panel.bands:
        _draw_band(axes, band, chart)
    for line in panel.lines:
        _draw_line(axes, line, chart)
    for line in panel.lines:
        if line.main:
            _write_values(axes, line, chart, panel)
    for place in chart.breaks:
        x = (chart.years[place] + chart.years[place - 1]) / 2
        axes.axvline(x, color=MUTED, linewidth=1.0, linestyle=(0, (3, 3)), zorder=2, gid="break")


def _draw_band(axes: Axes, band: Band, chart: LineChart) -> None:
    """Draw a band by stretches; one year alone is as wide as a quarter of a year, and so is a year of boxes."""
    years = np.array(chart.years, dtype=float)
    low, high = np.array(band.low), np.array(band.high)
    for run in chart.list_stretches(list(~np.isnan(low + high))):
        if chart.form == "boxes":
            thick = 0.44 if band.role == "middle" else 0.1
            axes.bar(years[run], high[run] - low[run], thick, bottom=low[run], color=OTHER, zorder=1.6, gid="band")
        elif len(run) == 1:
            axes.fill_between(
                years[run[0]] + np.array([-0.12, 0.12]),
                low[run[0]],
                high[run[0]],
                color=BANDS[band.role],
                linewidth=0,
                zorder=1.5,
                gid="band",
            )
        else:
            style: Style = {"color": BANDS[band.role], "linewidth": 0, "zorder": 1.5, "gid": "band"}
            axes.fill_between(years[run], low[run], high[run], **style)


def _draw_line(axes: Axes, line: Line, chart: LineChart) -> None:
    """Draw a line by stretches; partly known years are open marks, a year without a figure is one on the axis."""
    years, values, style = np.array(chart.years), np.array(line.values), style_of_line(line.role)
    whole = [value == value and at not in line.open for at, value in enumerate(line.values)]
    above = {"subject": 5.0, "nation": 4.5}.get(line.role, 3.5)
    for run in chart.list_stretches(whole):
        alone: Style = (
            {"marker": "_", "markersize": 14, "markeredgewidth": 1.8} if len(run) == 1 and not style["marker"] else {}
        )
        apart = {"linestyle": "none"} if chart.form == "boxes" else {}
        axes.plot(years[run], values[run], zorder=above, gid=line.role, **{**style, **alone, **apart})
    is_open: Style = {"linestyle": "none", "marker": "o", "markersize": 8, "markerfacecolor": "white", "zorder": 5}
    is_open |= {"markeredgewidth": 1.6, "markeredgecolor": LINES[line.role][0], "clip_on": False}
    if line.open:
        axes.plot(years[list(line.open)], values[list(line.open)], gid="open", **is_open)
    elif line.main and chart.lacking:
        gaps = years[np.isnan(values)]
        axes.plot(gaps, [0.0] * len(gaps), transform=axes.get_xaxis_transform(), gid="no_data", **is_open)


def _write_values(axes: Axes, line: Line, chart: LineChart, panel: Panel) -> None:
    """Write the first and the last value of each stretch, away from the other lines and from a steep line."""
    other = next((one for one in panel.lines if one is not line), None)
    known = [at for at, value in enumerate(line.values) if value == value]
    outer = {*known[:1], *known[-1:]}
    for run in chart.list_stretches([value == value and at not in line.open for at, value in enumerate(line.values)]):
        x, y = [float(chart.years[place]) for place in run], [line.values[place] for place in run]
        # A small panel has room for the first and the last figure of all.
        ends = (0, len(run) - 1) if not panel.title else [at for at in (0, len(run) - 1) if run[at] in outer]
        for at in dict.fromkeys(ends):
            beside = other.values[run[at]] if other else float("nan")
            side = choose_side(axes, x, y, at, -1 if y[at] < beside else 1)
            style: Style = {"size": SIZE, "bold": True, "color": LINES[line.role][0], "halo": True}
            write(axes, x[at], y[at], line.shown[run[at]], dy=16 * side, ha="center", **style)


def _write_breaks(axes: Axes, chart: LineChart) -> None:
    """Say above the plot what a break is, as often as there is room."""
    free, scale = -np.inf, axes_points(axes)[0] / float(np.diff(axes.get_xlim())[0])
    for place in chart.breaks:
        x = (chart.years[place] + chart.years[place - 1]) / 2
        if x * scale > free:
            write(axes, x, 1.0, chart.broken, coords="column", dy=8, ha="center", size=SMALL, color=MUTED)
            free = x * scale + measure_text(chart.broken, SMALL) + 12


def _name_lines(axes: Axes, lines: list[Line]) -> None:
    """Name each line on the right, at the height of its last point."""
    (low, high), tall = axes.get_ylim(), axes_points(axes)[1]
    known = [line for line in lines if any(value == value for value in line.values)]
    last = [next(value for value in reversed(line.values) if value == value) for line in known]
    texts = [wrap_text(line.name, EDGE, SIZE, True) for line in known]
    gap = 15.0 + 13.0 * max((text.count("\n") for text in texts), default=0)
    spots = spread([(value - low) / (high - low) * tall for value in last], gap)
    for line, text, spot in zip(known, texts, spots, strict=True):
        colour = {"subject": ACCENT, "nation": INK, "first": INK}.get(line.role, MUTED)
        where = min(max(spot, 8.0), tall - 6) / tall
        write(axes, 1.0, where, text, coords="axes", dx=2, ha="left", size=SIZE, bold=line.main, color=colour)


def _list_key(chart: LineChart) -> list[Entry]:
    panel = chart.panels[0]
    key: list[Entry] = [(band.name, style_in_key("bar", band.role)) for band in panel.bands]
    if chart.form == "boxes":
        key = [
            (
                band.name,
                {
                    "marker": "s" if band.role == "middle" else "|",
                    "color": OTHER,
                    "markersize": 12,
                    "markeredgewidth": 2.4,
                },
            )
            for band in panel.bands
        ]
    apart = {"linestyle": "none"} if chart.form == "boxes" else {}
    others = [line for line in panel.lines if not line.main and line.role != "middle"]
    key += [(line.name, style_of_line(line.role) | apart) for line in others]
    if chart.lacking:
        main = next(line for line in panel.lines if line.main)
        style: Style = {
            "marker": "o",
            "markersize": 8,
            "markerfacecolor": "white",
            "markeredgecolor": LINES[main.role][0],
        }
        key.append((chart.lacking, {**style, "markeredgewidth": 1.6}))
    return key
