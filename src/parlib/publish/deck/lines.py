"""Native charts over the years, over the ranks that a score wins, and of how sure a place is."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from itertools import pairwise

from pptx.chart.chart import Chart
from pptx.chart.series import LineSeries, XySeries
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from parlib.charts.chart import Line, LineChart, Mark, Panel, RowChart, StairChart
from parlib.charts.series import list_series
from parlib.figures.scales import pad_range
from parlib.figures.words import measure_text
from parlib.publish.deck.bars import name_series, read_series
from parlib.publish.deck.charts import (
    DotData,
    Place,
    add_chart,
    category_data,
    label_point,
    name_axis,
    number_format,
    set_limits,
    style_names,
    style_values,
)
from parlib.publish.deck.text import ACCENT, DEEP, INK, MUTED, Style, paint
from parlib.results.executed import ShownExhibit
from parlib.wording.labels import label

GREY, PALE_GREY = "6B7680", "B8C0C8"

OWN = "► "
"""Stands before the subject where Office colours no single category."""

BREAK = "┊"
"""Stands between years whose scores must not be compared."""

PATHS: dict[str, tuple[MSO_THEME_COLOR | str, float]] = {
    "subject": (ACCENT, 3),
    "nation": (INK, 2.5),
    "middle": (GREY, 2),
    "first": (INK, 2.25),
    "bound": (PALE_GREY, 1.25),
}
"""Role of a line to its colour and width in points."""


def draw_lines(place: Place, exhibit: ShownExhibit, chart: LineChart) -> None:
    """Draw lines over the years; they stop where the framework changed. Measures lie side by side."""
    boxes = place.box.split([1] * len(chart.panels), 18)
    for box, panel in zip(boxes, chart.panels, strict=True):
        _draw_panel(Place(place.slide, box, place.small or len(boxes) > 1), exhibit, chart, panel)


def _draw_panel(place: Place, exhibit: ShownExhibit, chart: LineChart, panel: Panel) -> None:
    language, form = exhibit.language, number_format("score", exhibit.language, exhibit.decimals)
    lines = [*panel.lines, *_list_bounds(panel, exhibit)]
    data = category_data(_spread_years(chart), {line.name: _spread(chart, line.values) for line in lines}, form)
    drawn = add_chart(place, XL_CHART_TYPE.LINE_MARKERS, data, exhibit)
    style_values(drawn.value_axis, form, place.size)
    known = [value for line in lines for value in line.values if value == value]
    set_limits(drawn.value_axis, *pad_range(known, 0.08), language)
    _style_years(drawn, place, len(chart.years) + len(chart.breaks))
    for path, line in zip(drawn.plots[0].series, lines, strict=True):
        _style_path(path, line, chart)
    for number, line in enumerate(lines):
        if line.main and line.role != "first":
            other = next((one for one in panel.lines if one is not line), None)
            _label_ends(drawn, number, chart, line, other, place, language)


def _list_bounds(panel: Panel, exhibit: ShownExhibit) -> list[Line]:
    """Return the ends of bands as lines, the upper one first, by the heads of their columns."""
    heads = {column["name"]: column["label"] for column in exhibit.columns}
    return [
        Line(heads[column], "bound", values, ())
        for band in panel.bands
        for column, values in ((band.columns[1], band.high), (band.columns[0], band.low))
    ]


def _spread_years(chart: LineChart) -> list[str]:
    """Return the years with a mark where a new stretch of comparable years begins."""
    years = [str(year) for year in chart.years]
    for place in reversed(chart.breaks):
        years.insert(place, BREAK)
    return years


def _spread(chart: LineChart, values: Sequence[float]) -> list[float | None]:
    spread: list[float | None] = list(values)
    for place in reversed(chart.breaks):
        spread.insert(place, None)
    return spread


def _style_years(drawn: Chart, place: Place, count: int) -> None:
    """Write the years; they are turned where they have no room side by side."""
    style_names(drawn.category_axis, place.size)
    if place.box.w * 0.88 / count < measure_text("2024", place.size) + 3:
        turn = drawn.category_axis.tick_labels
        turn.font.size = Pt(place.size)
        drawn.category_axis._element.xpath(".//a:bodyPr")[0].set("rot", "-5400000")


def _style_path(path: LineSeries, line: Line, chart: LineChart) -> None:
    colour, wide = PATHS.get(line.role, (PALE_GREY, 1.25))
    path.smooth = False
    path.format.line.width = Pt(wide)
    paint(path.format.line.fill, colour)
    if line.role in ("bound", "first"):
        path.format.line.dash_style = MSO_LINE.DASH
    # A year that stands alone has no line to be seen by.
    alone = any(len(run) == 1 for run in chart.list_stretches([value == value for value in line.values]))
    path.marker.style = XL_MARKER_STYLE.DASH if alone and line.role != "bound" else XL_MARKER_STYLE.NONE
    if alone and not line.main:
        path.marker.size = 6
        paint(path.marker.format.fill, colour)
        path.marker.format.line.fill.background()
    if line.main:
        path.marker.style = XL_MARKER_STYLE.DIAMOND if line.role == "first" else XL_MARKER_STYLE.CIRCLE
        path.marker.size = 8
        paint(path.marker.format.fill, colour)
        path.marker.format.line.fill.background()


def _label_ends(
    drawn: Chart, number: int, chart: LineChart, line: Line, other: Line | None, place: Place, language: str
) -> None:
    """Write the first and the last value of each stretch, away from the other line, the last of all first.

    What would lie over a value that is written already is left out: the chart is read by its ends.
    """
    runs = chart.list_stretches([value == value for value in line.values])
    step = place.box.w * 0.86 / (len(chart.years) + len(chart.breaks))
    style = Style(place.size, bold=True, color=PATHS[line.role][0])
    taken: list[tuple[float, float]] = []
    for at in [*(run[-1] for run in reversed(runs)), *(run[0] for run in reversed(runs))]:
        across = at + sum(broken <= at for broken in chart.breaks)
        wide = measure_text(line.shown[at], place.size, True) + 2
        if any(abs(across * step - x) < (wide + room) / 2 for x, room in taken):
            continue
        taken.append((across * step, wide))
        lower = other is not None and line.values[at] < other.values[at]
        side = XL_LABEL_POSITION.BELOW if lower else XL_LABEL_POSITION.ABOVE
        label_point(drawn.plots[0].series[number].points[across], line.shown[at], style, side, language)


def draw_stair(place: Place, exhibit: ShownExhibit, chart: StairChart) -> None:
    """Draw which rank each score would win as a stair, with where the province is and where it wants to be."""
    language = exhibit.language
    x, y = [mark.value for mark in chart.steps], [mark.start for mark in chart.steps]
    across = [x[0], *(score for score in x[1:] for _ in range(2))]
    up = [y[0], *(rank for before, after in pairwise(y) for rank in (before, after))]
    data = DotData(number_format("score", language, exhibit.decimals))
    data.add_dots(label("rank", language), across, up)
    for point in chart.points:
        data.add_dots(label(point.role, language), [point.value], [point.start])
    drawn = add_chart(place, XL_CHART_TYPE.XY_SCATTER_LINES, data, exhibit)
    _style_stair(drawn, place, chart, language)
    for number, point in enumerate(chart.points, start=1):
        _mark_point(drawn.plots[0].series[number], point, place, language)


def _style_stair(drawn: Chart, place: Place, chart: StairChart, language: str) -> None:
    style_values(drawn.category_axis, number_format("score", language, 1), place.size, chart.scale.name, grid=False)
    style_values(drawn.value_axis, "0;;", place.size, label("rank", language))
    set_limits(drawn.category_axis, chart.scale.low, chart.scale.high, language)
    drawn.value_axis.reverse_order = True
    last = max(mark.start for mark in chart.steps)
    drawn.value_axis.minimum_scale, drawn.value_axis.maximum_scale = 0, max(last + 1, 4)
    # The score axis hangs on the last place, which is at the foot once the order is reversed.
    drawn._chartSpace.xpath(".//c:valAx/c:crosses")[0].set("val", "max")
    line = drawn.plots[0].series[0]
    line.smooth, line.format.line.width, line.marker.style = False, Pt(2.25), XL_MARKER_STYLE.NONE
    paint(line.format.line.fill, GREY)


def _mark_point(series: XySeries, point: Mark, place: Place, language: str) -> None:
    now = point.role == "now"
    color = ACCENT if now else DEEP
    series.marker.style = XL_MARKER_STYLE.CIRCLE if now else XL_MARKER_STYLE.DIAMOND
    series.marker.size = 13
    paint(series.marker.format.fill, color)
    series.marker.format.line.fill.background()
    series.format.line.fill.background()
    side = XL_LABEL_POSITION.BELOW if now else XL_LABEL_POSITION.ABOVE
    label_point(series.points[0], point.label, Style(place.size, bold=True, color=color), side, language)


def draw_ranges(place: Place, exhibit: ShownExhibit, chart: RowChart) -> None:
    """Draw each value with its interval, as a chart of highs and lows."""
    language, series = exhibit.language, list_series(chart)
    form = number_format("score", language, exhibit.decimals)
    names = [f"{OWN * row.strong}{row.name} ({row.ends[0]})" for row in chart.rows]
    values = dict(zip(name_series(series, exhibit), read_series(series, exhibit, chart), strict=True))
    drawn = add_chart(place, XL_CHART_TYPE.LINE_MARKERS, category_data(names, values, form), exhibit, legend=False)
    for one, bound in zip(drawn.plots[0].series, series, strict=True):
        _style_bound(one, bound.roles if bound is series[-1] else ())
    style_values(drawn.value_axis, form, place.size, chart.scale.name)
    set_limits(drawn.value_axis, chart.scale.low, chart.scale.high, language)
    style_names(drawn.category_axis, place.size - (1.5 if len(names) > 20 else 0.5))
    drawn.category_axis._element.xpath(".//a:bodyPr")[0].set("rot", "-2700000")
    _turn_into_stock(drawn)


BOXES = (
    f"<c:upDownBars {nsdecls('c', 'a')}><c:gapWidth val='90'/><c:upBars><c:spPr>"
    "<a:solidFill><a:srgbClr val='D9DEE3'/></a:solidFill>"
    f"<a:ln><a:solidFill><a:srgbClr val='{GREY}'/></a:solidFill></a:ln></c:spPr></c:upBars></c:upDownBars>"
)
"""Bars from the first series to the last."""


def _turn_into_stock(chart: Chart, bars_between: str = "") -> None:
    """Make Office draw a line from low to high: python-pptx knows lines, not charts of highs and lows."""
    line = chart._chartSpace.xpath(".//c:lineChart")[0]
    for name in ("grouping", "varyColors", "marker"):
        for element in line.xpath(f"c:{name}"):
            line.remove(element)
    style = f"<a:ln w='44450' cap='rnd'><a:solidFill><a:srgbClr val='{PALE_GREY}'/></a:solidFill></a:ln>"
    bars = parse_xml(f"<c:hiLowLines {nsdecls('c', 'a')}><c:spPr>{style}</c:spPr></c:hiLowLines>")
    line.xpath("c:axId")[0].addprevious(bars)
    if bars_between:
        line.xpath("c:axId")[0].addprevious(parse_xml(bars_between))
    line.tag = line.tag.replace("lineChart", "stockChart")


BOX = ("lower_quartile", "best", "lowest", "upper_quartile")
"""Series of a box in the order in which Office wants them: open, high, low, close."""

SPREAD_KEY = (("■", "middle_half"), ("│", "national_range"), ("▬", "national_median"))
"""What the marks of a spread stand for; written below the years, as not every program writes a key to boxes."""


def draw_boxes(place: Place, exhibit: ShownExhibit, chart: LineChart) -> None:
    """Draw for each year a box of the middle half, a line from the lowest to the best, and the median as a mark."""
    panel, language = chart.panels[0], exhibit.language
    form = number_format("score", language, exhibit.decimals)
    figures = {band.columns[at]: (band.low, band.high)[at] for band in panel.bands for at in (0, 1)}
    figures |= {line.column: line.values for line in panel.lines}
    series = {label(name, language): _spread(chart, figures[name]) for name in (*BOX, "national_median")}
    data = category_data(_spread_years(chart), series, form)
    drawn = add_chart(place, XL_CHART_TYPE.LINE_MARKERS, data, exhibit, legend=False)
    for one in drawn.plots[0].series:
        one.format.line.fill.background()
        one.marker.style = XL_MARKER_STYLE.NONE
    median = drawn.plots[0].series[len(BOX)].marker
    median.style, median.size = XL_MARKER_STYLE.DASH, 16
    paint(median.format.fill, DEEP)
    paint(median.format.line.fill, DEEP)
    style_values(drawn.value_axis, form, place.size, panel.scale.name)
    set_limits(drawn.value_axis, panel.scale.low, panel.scale.high, language)
    style_names(drawn.category_axis, place.size)
    key = "    ".join(f"{mark} {label(word, language)}" for mark, word in SPREAD_KEY)
    name_axis(drawn.category_axis, key, place.size)
    _part_median(drawn)
    _turn_into_stock(drawn, BOXES)


def _part_median(chart: Chart) -> None:
    """Move the median into a line chart of its own over the boxes: a chart of boxes holds four series alone."""
    line = chart._chartSpace.xpath(".//c:lineChart")[0]
    over = copy.deepcopy(line)
    for drawn, kept in ((line, slice(0, len(BOX))), (over, slice(len(BOX), None))):
        series = drawn.xpath("c:ser")
        for one in [one for one in series if one not in series[kept]]:
            drawn.remove(one)
    line.addnext(over)


def _style_bound(series: LineSeries, roles: Sequence[str]) -> None:
    """Hide a bound; the value between has a mark, the subject's in its colour."""
    series.format.line.fill.background()
    series.marker.style = XL_MARKER_STYLE.NONE
    if not roles:
        return
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 8
    paint(series.marker.format.fill, MUTED)
    series.marker.format.line.fill.background()
    for number in [number for number, role in enumerate(roles) if role == "subject"]:
        marker = series.points[number].marker
        marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, 13
        paint(marker.format.fill, ACCENT)
        marker.format.line.fill.background()
