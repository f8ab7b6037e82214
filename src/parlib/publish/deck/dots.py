"""The native dot chart of every province by region."""

from __future__ import annotations

from collections import defaultdict

from pptx.chart.chart import Chart
from pptx.chart.series import XySeries
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.util import Pt

from parlib.charts.chart import Mark, RowChart
from parlib.figures.dots import place_dots
from parlib.figures.words import measure_text
from parlib.publish.deck.charts import (
    DotData,
    Place,
    add_chart,
    hide_from_legend,
    label_point,
    measure_key,
    number_format,
    place_plot,
    round_limits,
    set_limits,
    style_values,
)
from parlib.publish.deck.text import ACCENT, INK, MUTED, Style, paint
from parlib.results.executed import ShownExhibit
from parlib.wording.labels import label

DOTS: dict[str, tuple[XL_MARKER_STYLE, int, MSO_THEME_COLOR | str]] = {
    "other": (XL_MARKER_STYLE.CIRCLE, 8, "AAB3BB"),
    "best": (XL_MARKER_STYLE.DIAMOND, 10, INK),
    "subject": (XL_MARKER_STYLE.CIRCLE, 14, ACCENT),
    "region": (XL_MARKER_STYLE.DASH, 11, MUTED),
}
"""Role to shape, size in points and colour."""

Spot = tuple[Mark, float]
"""A mark and its height."""


def draw_dots(place: Place, exhibit: ShownExhibit, chart: RowChart) -> None:
    """Draw a dot for each place in its region's row; the subject is large, named and in its colour."""
    language, rows = exhibit.language, len(chart.rows)
    low, high = round_limits(chart.scale.low, chart.scale.high)
    room = min(max(measure_text(row.name, place.size) for row in chart.rows) + 16, place.box.w * 0.34)
    wide = place.box.w - room - 14
    spots = _place_rows(chart, (low, high), wide, place.box.h * 0.76 / rows)
    data = DotData(number_format("score", language, exhibit.decimals))
    words = {role: word for _, role, word in chart.key} | {"subject": label("subject", language)}
    roles = [role for role in DOTS if role in spots]
    for role in roles:
        marks, heights = zip(*spots[role], strict=True)
        names = [mark.name.rpartition(" ")[0] for mark in marks]
        data.add_dots(words[role], [mark.value for mark in marks], heights, names)
    for guide in chart.guides:
        data.add_dots(guide.name.rpartition(" ")[0], [guide.value] * 2, [0.4, rows + 0.6])
    regions = [row.name for row in chart.rows]
    data.add_dots(label("region", language), [low] * rows, list(range(rows, 0, -1)), regions)
    drawn = add_chart(place, XL_CHART_TYPE.XY_SCATTER, data, exhibit)
    _lay_axes(drawn, place, exhibit, chart, (low, high))
    head = measure_key(drawn, place, hidden=1) / place.box.h + 0.03
    place_plot(drawn, room / place.box.w, head, wide / place.box.w, 0.86 - head)
    _style_dots(drawn, roles, spots, place, language)
    for number, guide in enumerate(chart.guides, start=len(roles)):
        _style_guide(drawn.plots[0].series[number], guide.name.rpartition(" ")[2], place, language)
    _name_rows(drawn, chart, place, language)
    hide_from_legend(drawn, [len(drawn.plots[0].series) - 1])


def _place_rows(chart: RowChart, limits: tuple[float, float], wide: float, tall: float) -> dict[str, list[Spot]]:
    """Return the marks by role with their heights: that of the row, moved where dots would hide each other."""
    (low, high), spots = limits, defaultdict(list)
    for at, row in enumerate(chart.rows):
        dots = [mark for mark in row.marks if mark.shape == "dot"][::-1]
        x = [(mark.value - low) / (high - low) * wide for mark in dots]
        moved = place_dots(x, [DOTS[mark.role][1] / 2 for mark in dots], reach=tall * 0.36)
        middle = float(len(chart.rows) - at)
        for mark, step in zip(dots, moved, strict=True):
            spots[mark.role].append((mark, middle + step / tall))
        spots["region"] += [(mark, middle) for mark in row.marks if mark.shape == "tick"]
    return {role: found for role, found in spots.items() if found}


def _lay_axes(drawn: Chart, place: Place, exhibit: ShownExhibit, chart: RowChart, limits: tuple[float, float]) -> None:
    across, up = drawn.category_axis, drawn.value_axis
    up.minimum_scale, up.maximum_scale = 0.4, len(chart.rows) + 0.6
    style_values(across, number_format("score", exhibit.language), place.size, chart.scale.name)
    set_limits(across, *limits, exhibit.language, max(3, int(place.box.w / 90)))
    style_values(up, "0", place.size, grid=False)
    up.tick_label_position = XL_TICK_LABEL_POSITION.NONE


def _style_dots(drawn: Chart, roles: list[str], spots: dict[str, list[Spot]], place: Place, language: str) -> None:
    for role, series in zip(roles, drawn.plots[0].series, strict=False):
        shape, size, color = DOTS[role]
        series.marker.style, series.marker.size = shape, size
        paint(series.marker.format.fill, color)
        paint(series.marker.format.line.fill, "FFFFFF")
        series.format.line.fill.background()
        text = spots[role][0][0].label
        if text:
            own = role == "subject"
            style = Style(place.size + own, bold=own, color=color)
            side = XL_LABEL_POSITION.ABOVE if own else XL_LABEL_POSITION.BELOW
            label_point(series.points[0], text, style, side, language)


def _style_guide(series: XySeries, text: str, place: Place, language: str) -> None:
    series.marker.style = XL_MARKER_STYLE.NONE
    paint(series.format.line.fill, MUTED)
    series.format.line.width, series.format.line.dash_style = Pt(1.5), MSO_LINE.DASH
    label_point(series.points[1], text, Style(place.size, color=MUTED), XL_LABEL_POSITION.RIGHT, language)


def _name_rows(drawn: Chart, chart: RowChart, place: Place, language: str) -> None:
    """Write the names left of the plot, as words beside dots that are not drawn."""
    number = len(drawn.plots[0].series) - 1
    series = drawn.plots[0].series[number]
    series.marker.style = XL_MARKER_STYLE.NONE
    series.format.line.fill.background()
    for at, row in enumerate(chart.rows):
        style = Style(place.size, bold=row.strong, color=INK if row.strong else MUTED)
        label_point(series.points[at], row.name, style, XL_LABEL_POSITION.LEFT, language)
