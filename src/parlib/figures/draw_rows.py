"""Charts of rows on paper: dots, bars, ranges and ticks beside names, the figures of each row at its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from parlib.charts.chart import Mark, Row, RowChart
from parlib.figures.dots import draw_dots
from parlib.figures.key import Entry
from parlib.figures.mark_styles import BARS, RANGES, TICKS, Style, style_in_key, style_of_dot
from parlib.figures.rows import open_panels, open_rows
from parlib.figures.scales import scale_x
from parlib.figures.style import ACCENT, ACCENT_PALE, GAIN, INK, LOSS, MUTED, RULE, SIZE, SMALL, figure_of
from parlib.figures.words import measure_text, write, write_beside

THICK = {"pieces": 0.56, "spine": 0.46, "verdicts": 0.46}
TRENDS = {"up": ("^", GAIN), "down": ("v", LOSS), "flat": ("_", MUTED)}
TREND = 34.0
"""Width in points of a column of arrows."""

LIST_FORMS = ("bars", "ranges")
"""Forms whose lists stand in narrow rows, in two columns where one is too long."""

FEW = 12
"""Rows that may be tall."""


def draw_rows(chart: RowChart, language: str) -> Figure:
    """Draw a chart of rows.

    Raises
    ------
    ValueError
        If there is no row.
    """
    if not chart.rows:
        raise ValueError("the table has no row to draw")
    size = SMALL if _is_list(chart) else SIZE
    ends = _place_ends(chart, size)
    figure, panels, count = _open(chart, size, ends[-1] if ends else 20.0)
    for number, axes in enumerate(panels):
        rows = chart.rows[number * count : (number + 1) * count]
        last = number == len(panels) - 1
        _draw_panel(axes, rows, chart, language, last)
        _write_ends(axes, rows, chart, ends, size)
    return figure


def _is_list(chart: RowChart) -> bool:
    short = all(measure_text(row.name, SMALL, True) < 160 for row in chart.rows)
    return short and len(chart.rows) > FEW and chart.form in LIST_FORMS


def _open(chart: RowChart, size: float, right: float) -> tuple[Figure, list[Axes], int]:
    """Return the figure, its panels and how many rows a panel has; names are written."""
    names, key = [row.name for row in chart.rows], _list_key(chart)
    head = 0.38 if any(guide.name for guide in chart.guides) else 0.3 if chart.heads else 0.1
    room = right / 72 + 0.15
    if _is_list(chart):
        before = max(measure_text(name, size, True) for name in names) / 72 + 0.15
        figure, panels, count = open_panels(len(names), before, right / 72, head=head, key=key)
        for number, axes in enumerate(panels):
            for at, row in enumerate(chart.rows[number * count : (number + 1) * count]):
                style: Style = {
                    "size": size,
                    "bold": row.strong,
                    "color": ACCENT if row.strong else INK,
                    "ha": "left",
                }
                write(axes, 0.0, at, row.name, coords="row", dx=-72 * before, **style)
        return figure, panels, count
    crowded, many = chart.form == "dots", len(names) > 20
    colours = [
        MUTED if crowded and not row.strong else INK if crowded or chart.form == "spine" or not row.strong else ACCENT
        for row in chart.rows
    ]
    figure, axes = open_rows(
        names,
        strong=[row.strong for row in chart.rows],
        colors=colours,
        right=room,
        head=head,
        key=key,
        pitch=0.68 if crowded else 0.33 if many else 0.4,
        widest=2.1 if crowded else 3.2,
        size=10.5 if many else SIZE,
    )
    return figure, [axes], len(names)


def _place_ends(chart: RowChart, size: float) -> list[float]:
    """Return how far right of the plot each column of figures ends, in points."""
    places: list[float] = []
    for column in range(max((len(row.ends) for row in chart.rows), default=0)):
        texts = [row.ends[column] for row in chart.rows if column < len(row.ends)]
        wide = max(measure_text(text, size, True) for text in texts)
        if column < len(chart.heads):
            wide = max(wide, measure_text(chart.heads[column], SMALL))
        places.append((places[-1] if places else 0.0) + wide + 14)
    if any(row.trend for row in chart.rows):
        places.append(places[-1] + max(TREND, measure_text(chart.heads[-1], SMALL) + 14))
    return places


def _write_ends(axes: Axes, rows: Sequence[Row], chart: RowChart, ends: list[float], size: float) -> None:
    for head, end in zip(chart.heads, ends, strict=False):
        write(axes, 1.0, 1.0, head, coords="axes", dx=end, dy=9, ha="right", size=SMALL, color=MUTED)
    for at, row in enumerate(rows):
        for column, (text, end) in enumerate(zip(row.ends, ends, strict=False)):
            own = column == 0 and (row.strong or chart.form == "spine")
            style: Style = {"bold": column == 0, "color": ACCENT if own else INK if column == 0 else MUTED}
            write(axes, 1.0, at, text, coords="row", dx=end, ha="right", size=size, **style)
    if any(row.trend for row in chart.rows):
        _draw_trends(axes, rows, ends[-1] - TREND / 2)


def _draw_trends(axes: Axes, rows: Sequence[Row], across: float) -> None:
    move = ScaledTranslation(across / 72, 0, figure_of(axes).dpi_scale_trans)
    for trend, (marker, color) in TRENDS.items():
        found = [at for at, row in enumerate(rows) if row.trend == trend]
        if found:
            style: Style = {"markersize": 9, "markeredgewidth": 2.2 if marker == "_" else 0, "clip_on": False}
            axes.plot(
                np.ones(len(found)),
                found,
                transform=axes.get_yaxis_transform() + move,
                linestyle="none",
                marker=marker,
                color=color,
                gid=f"trend_{trend}",
                **style,
            )


def _draw_panel(axes: Axes, rows: Sequence[Row], chart: RowChart, language: str, last: bool) -> None:
    scale = chart.scale
    scale_x(
        axes, scale.low, scale.high, language=language, name=scale.name if last else "", share=scale.kind == "share"
    )
    lines = np.arange(len(rows) - 1) + 0.5 if chart.form == "dots" else np.arange(len(rows))
    axes.hlines(lines, scale.low, scale.high, color=RULE, linewidth=0.8, zorder=1)
    if chart.band:
        axes.axvspan(*chart.band, color=ACCENT_PALE, alpha=0.45, linewidth=0, zorder=0.9, gid="band")
    for guide in chart.guides:
        _draw_guide(axes, guide.value, guide.role, guide.name)
    groups: dict[tuple[str, str], list[tuple[int, Mark]]] = defaultdict(list)
    for place, row in enumerate(rows):
        for mark in row.marks:
            groups[mark.shape, mark.role].append((place, mark))
    if chart.form == "dots":
        draw_dots(axes, rows, [mark for (shape, _), found in groups.items() if shape == "dot" for mark in found])
    for (shape, role), found in groups.items():
        if shape != "dot" or chart.form != "dots":
            DRAWN[shape](axes, role, np.array([place for place, _ in found]), [mark for _, mark in found], chart.form)


def _draw_guide(axes: Axes, value: float, role: str, name: str) -> None:
    style: Style = {"linewidth": 1.2, "zorder": 2, "gid": role, "color": ACCENT if role == "subject" else INK}
    axes.axvline(value, linestyle="-" if role == "zero" else (0, (4, 3)), **style)
    if name:
        write_beside(axes, value, 1.0, name, dy=11, coords="column", color=MUTED, size=SMALL)


def _draw_dots(axes: Axes, role: str, rows: np.ndarray, marks: list[Mark], form: str) -> None:
    style = style_of_dot(role, form == "moves")
    face, edge = style.get("markerfacecolor", style["color"]), style.get("markeredgecolor", "white")
    wide = style.get("markeredgewidth", 0.8)
    above = {"subject": 6, "before": 4}.get(role, 5)
    axes.scatter(
        [mark.value for mark in marks],
        rows,
        s=style["markersize"] ** 2,
        marker=style["marker"],
        c=face,
        edgecolors=edge,
        linewidths=wide,
        zorder=above,
        clip_on=False,
        gid=role,
    )


def _draw_bars(axes: Axes, role: str, rows: np.ndarray, marks: list[Mark], form: str) -> None:
    starts, ends = (np.array([getattr(mark, name) for mark in marks]) for name in ("start", "value"))
    style: Style = {"linewidth": 0.8, "edgecolor": "white", **BARS[role]}
    axes.barh(rows, ends - starts, THICK.get(form, 0.6), left=starts, zorder=2 + (role == "middle"), gid=role, **style)


def _draw_ranges(axes: Axes, role: str, rows: np.ndarray, marks: list[Mark], form: str) -> None:
    starts, ends = ([getattr(mark, name) for mark in marks] for name in ("start", "value"))
    wide = 3.4 if role == "subject" else 2.4
    axes.hlines(rows, starts, ends, color=RANGES[role], linewidth=wide, zorder=3, gid=f"range_{role}")


def _draw_ticks(axes: Axes, role: str, rows: np.ndarray, marks: list[Mark], form: str) -> None:
    colour, wide = TICKS[role]
    tall = 0.27 if form == "dots" else 0.23 if role == "median" else 0.36
    style: Style = {
        "color": colour,
        "linewidth": wide,
        "zorder": 2.5 if form == "dots" else 4,
        "gid": f"tick_{role}",
    }
    axes.vlines([mark.value for mark in marks], rows - tall, rows + tall, **style)


DRAWN = {"dot": _draw_dots, "bar": _draw_bars, "range": _draw_ranges, "tick": _draw_ticks}


def _list_key(chart: RowChart) -> list[Entry]:
    moves = chart.form == "moves"
    return [(word, style_in_key(shape, role, moves)) for shape, role, word in chart.key]
