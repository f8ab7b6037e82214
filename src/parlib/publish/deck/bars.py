"""Native bar charts: rankings, similar places, losses and changes with their parts, pairs of values."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.chart.chart import Chart
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.dml import MSO_THEME_COLOR

from parlib.charts.chart import Row, RowChart
from parlib.charts.series import Series, list_series
from parlib.figures.words import measure_text
from parlib.publish.deck.charts import (
    LOCALES,
    Place,
    add_chart,
    category_data,
    measure_key,
    number_format,
    place_plot,
    set_limits,
    style_names,
    style_values,
)
from parlib.publish.deck.text import ACCENT, DEEP, INK, MUTED, Style, paint, style_font
from parlib.publish.outline.fit import count_lines
from parlib.results.executed import ShownExhibit
from parlib.terms import TOLERANCE

FILLS: dict[str, tuple[MSO_THEME_COLOR | str, float]] = {
    "subject": (ACCENT, 0.0),
    "everyone": ("B8C0C8", 0.0),
    "to_best": (ACCENT, 0.55),
    "to_median": (ACCENT, 0.0),
    "up": (DEEP, 0.0),
    "down": ("6B3A75", 0.0),
    "first": ("B8C0C8", 0.0),
    "second": (DEEP, 0.0),
    "cause_one": (DEEP, 0.0),
    "cause_two": (DEEP, 0.6),
    "cause_three": ("9AA5AF", 0.0),
    "top": (MUTED, 0.0),
}
"""What a bar stands for to its colour and how much lighter it is."""

PLAIN = ("9AA5AF", 0.0)
"""Colour of every other bar."""


def draw_bars(place: Place, exhibit: ShownExhibit, chart: RowChart) -> None:
    """Draw a bar for each figure: one a row, side by side, or end to end; long lists stand upright."""
    series = list_series(chart)
    kinds = {column["name"]: column["kind"] for column in exhibit.columns}
    form = number_format(kinds[series[0].column], exhibit.language, exhibit.decimals)
    upright, pieces = chart.is_long and chart.form == "bars", chart.form == "pieces"
    names = [row.name.split(". ", 1)[-1] if upright else name_row(row, chart) for row in chart.rows]
    figures = zip(name_series(series, exhibit), read_series(series, exhibit, chart), strict=True)
    data = category_data(names, dict(figures), form)
    kind = XL_CHART_TYPE.BAR_STACKED if pieces else XL_CHART_TYPE.BAR_CLUSTERED
    drawn = add_chart(place, XL_CHART_TYPE.COLUMN_CLUSTERED if upright else kind, data, exhibit, len(series) > 1)
    _colour_bars(drawn, series)
    if upright:
        style_names(drawn.category_axis, 7 if len(names) > 40 else 9)
        style_values(drawn.value_axis, form, place.size)
        drawn.value_axis.minimum_scale = 0
        drawn.plots[0].gap_width = 35
        return
    _lay_rows(drawn, place, names, exhibit, form)
    if pieces:
        drawn.plots[0].overlap = 100
    else:
        drawn.plots[0].overlap = -5 if chart.form == "pairs" else 100
        tall = place.box.h / len(names) / 2.8 if len(series) > 1 and chart.form == "pairs" else place.size
        _write_bars(drawn, form, exhibit.language, min(place.size, tall))


def name_row(row: Row, chart: RowChart) -> str:
    """Return what a row is called where only its bars stand beside it: with the figure that they do not write."""
    if chart.form == "pieces":
        return f"{row.name} ({row.ends[0]})"
    if row.detail:
        return f"{row.name} ({row.detail})"
    return row.name if row.marks or not row.ends else f"{row.name} – {row.ends[0].lower()}"


def name_series(series: Sequence[Series], exhibit: ShownExhibit) -> list[str]:
    """Return what each series is called: by the key, else by the head of its column."""
    heads = {column["name"]: column["label"] for column in exhibit.columns}
    return [one.name or heads[one.column] for one in series]


def read_series(series: Sequence[Series], exhibit: ShownExhibit, chart: RowChart) -> list[list[float | None]]:
    """Return the figures of each series as the table of the exhibit holds them."""
    places = {column["name"]: at for at, column in enumerate(exhibit.columns)}
    shared = len({one.column for one in series}) < len(series)
    return [
        [
            exhibit.rows[row.at][places[one.column]] if role or not shared else None
            for row, role in zip(chart.rows, one.roles, strict=True)
        ]
        for one in series
    ]


def _colour_bars(drawn: Chart, series: Sequence[Series]) -> None:
    for bars, one in zip(drawn.plots[0].series, series, strict=True):
        bars.invert_if_negative = False
        paint(bars.format.fill, *FILLS.get(one.role, PLAIN))
        for number, role in enumerate(one.roles):
            if role and FILLS.get(role, PLAIN) != FILLS.get(one.role, PLAIN):
                paint(bars.points[number].format.fill, *FILLS.get(role, PLAIN))


def _lay_rows(drawn: Chart, place: Place, names: Sequence[str], exhibit: ShownExhibit, form: str) -> None:
    """Put the first row on top and leave the names the room that they need."""
    style_names(drawn.category_axis, place.size, INK)
    style_values(drawn.value_axis, form, place.size)
    drawn.category_axis.reverse_order = True
    drawn.plots[0].gap_width = {1: 300, 2: 150}.get(len(names), 45)
    room = choose_room(names, place)
    head, foot = max(0.02, measure_key(drawn, place) / place.box.h), min(0.2, 26 / place.box.h)
    place_plot(drawn, room / place.box.w, head, 1 - room / place.box.w - 0.04, 1 - head - foot)
    _round_axis(drawn, place.box.w - room, form, exhibit)
    # Reversed, the axis of figures would stand on top: it crosses at the last row instead.
    drawn._chartSpace.xpath(".//c:valAx/c:crosses")[0].set("val", "max")


def _round_axis(drawn: Chart, wide: float, form: str, exhibit: ShownExhibit) -> None:
    """Begin the axis at zero where nothing is below it, and write no more figures than have room."""
    columns = [series.values for series in drawn.plots[0].series]
    rows = [[value or 0.0 for value in row] for row in zip(*columns, strict=True)]
    if drawn.chart_type == XL_CHART_TYPE.BAR_STACKED:
        rows = [[sum(min(value, 0.0) for value in row), sum(max(value, 0.0) for value in row)] for row in rows]
    ends = [0.0, *(value for row in rows for value in row)]
    low, high = min(ends), max(ends)
    room, axis = 0.12 * (high - low), drawn.value_axis
    set_limits(axis, low - room * (low < 0), high + room, exhibit.language, max(3, int(wide / 60)))
    if form.startswith(LOCALES[exhibit.language] + "+"):
        axis.tick_labels.number_format = form
    elif form.endswith("%"):
        whole = abs(axis.major_unit * 100 % 1) < TOLERANCE
        axis.tick_labels.number_format = f"{LOCALES[exhibit.language]}{'0%' if whole else '0.0%'}"


WIDEST = 0.66
"""Share of a chart's width that names may take where they have room for one line only."""


def choose_room(names: Sequence[str], place: Place) -> float:
    """Return the width in points for names at the left: as narrow as the longest allows on the lines a row has."""
    most = place.box.w * (0.5 if place.small else 0.42)
    tall = place.box.h * 0.8 / max(len(names), 1)
    lines = max(1, int(tall / (place.size * 1.25)))
    wanted = max(measure_text(name, place.size) for name in names) + 14
    for room in range(90, int(place.box.w * WIDEST), 10):  # names that wrap into one another are left out by Office
        if all(count_lines(name, room - 14, place.size) <= min(lines, 2) for name in names):
            return float(room)
    return min(wanted, most)


def _write_bars(drawn: Chart, form: str, language: str, size: float) -> None:
    plot = drawn.plots[0]
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = form, False
    labels.position, labels.show_value = XL_LABEL_POSITION.OUTSIDE_END, True
    style_font(labels.font, Style(size, color=INK), language)
