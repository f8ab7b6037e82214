"""Native charts over the years, over the places a score wins, and of how sure a place is."""

from __future__ import annotations

import copy
from itertools import pairwise

import pandas as pd
from pptx.chart.chart import Chart
from pptx.chart.series import LineSeries, XySeries
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from parlib.figures.scales import name_score, pad_range
from parlib.language.numbers import format_number
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
from parlib.publish.deck.text import ACCENT, DEEP, MUTED, Look, paint
from parlib.results.executed import ShownExhibit
from parlib.tidy import Row
from parlib.wording.labels import label

GREY, PALE_GREY = "6B7680", "B8C0C8"

OWN = "► "
"""Stands before the subject where Office colours no single category."""

BREAK = "┊"
"""Stands between years whose scores must not be compared."""


def draw_history(place: Place, exhibit: ShownExhibit) -> Chart:
    """Draw the path over the years beside the nation's; the line stops where the framework changed."""
    rows = spread_years([dict(zip(exhibit.table.columns, row, strict=True)) for row in exhibit.rows])
    language, form = exhibit.language, number_format("score", exhibit.language, exhibit.decimals)
    names = {"score": str(exhibit.options.get("province") or label("score", language))}
    middle = "national_median" if "national_median" in exhibit.table else "national_mean"
    for column in (middle, "upper_quartile", "lower_quartile"):
        if column in exhibit.table and exhibit.table[column].notna().any():
            names[column] = label(column, language)
    years = [BREAK if row is None else str(int(row["year"])) for row in rows]
    series = {name: [None if row is None else row.get(column) for row in rows] for column, name in names.items()}
    chart = add_chart(place, XL_CHART_TYPE.LINE_MARKERS, category_data(years, series, form), exhibit)
    known = [value for values in series.values() for value in values if value is not None and value == value]
    style_values(chart.value_axis, form, place.size)
    set_limits(chart.value_axis, *pad_range(known, 0.08), language)
    style_names(chart.category_axis, place.size)
    for column, line in zip(names, chart.plots[0].series, strict=True):
        _style_path(line, column)
    _label_ends(chart, series[names["score"]], series.get(names.get(middle, "")) or [], place, exhibit)
    return chart


def spread_years(rows: list[dict]) -> list[dict | None]:
    """Return rows by year with None where a new stretch of comparable years begins.

    Examples
    --------
    >>> rows = [{"year": 2020, "segment": 1}, {"year": 2021, "segment": 2}]
    >>> [row and row["year"] for row in spread_years(rows)]
    [2020, None, 2021]
    """
    spread: list[dict | None] = []
    for row in sorted(rows, key=lambda row: row["year"]):
        if spread and spread[-1] and row.get("segment") != spread[-1].get("segment"):
            spread.append(None)
        spread.append(row)
    return spread


def _style_path(line: LineSeries, column: str) -> None:
    own, quartile = column == "score", column.endswith("quartile")
    line.smooth = False
    line.format.line.width = Pt(3 if own else 1.25 if quartile else 2)
    paint(line.format.line.fill, ACCENT if own else PALE_GREY if quartile else GREY)
    if quartile:
        line.format.line.dash_style = MSO_LINE.DASH
    line.marker.style = XL_MARKER_STYLE.CIRCLE if own else XL_MARKER_STYLE.NONE
    if own:
        line.marker.size = 8
        paint(line.marker.format.fill, ACCENT)
        line.marker.format.line.fill.background()


def _label_ends(
    chart: Chart, values: list[float | None], nation: list[float | None], place: Place, exhibit: ShownExhibit
) -> None:
    """Write the first and the last value of each stretch of the province's own path, away from the nation's."""
    known = [number for number, value in enumerate(values) if value is not None and value == value]
    ends = [n for n in known if n - 1 not in known or n + 1 not in known]
    points = chart.plots[0].series[0].points
    look = Look(place.size, bold=True, color=ACCENT)
    for number in ends:
        text = format_number(values[number], exhibit.language, exhibit.decimals)
        value, mean = values[number], nation[number] if nation else None
        lower = value is not None and mean is not None and value < mean
        side = XL_LABEL_POSITION.BELOW if lower else XL_LABEL_POSITION.ABOVE
        label_point(points[number], text, look, side, exhibit.language)


def draw_curve(place: Place, exhibit: ShownExhibit) -> Chart:
    """Draw which place each score would win as a stair, with where the province is and where it wants to be."""
    table, language = exhibit.table, exhibit.language
    stair = table[table["role"] == "curve"].sort_values("score")
    x, y = stair["score"].tolist(), stair["rank"].tolist()
    across = [x[0], *(score for score in x[1:] for _ in range(2))]
    up = [y[0], *(rank for before, after in pairwise(y) for rank in (before, after))]
    form = number_format("score", language, exhibit.decimals)
    data = DotData(form)
    data.add_dots(label("rank", language), across, up)
    marks = [role for role in ("now", "target") if (table["role"] == role).any()]
    for role in marks:
        point = table[table["role"] == role].iloc[0]
        data.add_dots(label(role, language), [point["score"]], [point["rank"]])
    chart = add_chart(place, XL_CHART_TYPE.XY_SCATTER_LINES, data, exhibit)
    _style_stair(chart, place, exhibit, [*x, *table["score"]], max(table["rank"]))
    for number, role in enumerate(marks, start=1):
        point = table[table["role"] == role].iloc[0]
        _mark_point(chart.plots[0].series[number], point, role, place, exhibit)
    return chart


def _style_stair(chart: Chart, place: Place, exhibit: ShownExhibit, scores: list[float], last: float) -> None:
    language, size = exhibit.language, place.size
    style_values(chart.category_axis, number_format("score", language, 1), size, _name_axis(exhibit), grid=False)
    style_values(chart.value_axis, "0;;", size, label("rank", language))
    set_limits(chart.category_axis, *pad_range(scores, 0.08), language)
    chart.value_axis.reverse_order = True
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, max(last + 1, 4)
    # The score axis hangs on the last place, which is at the foot once the order is reversed.
    crosses = chart._chartSpace.xpath(".//c:valAx/c:crosses")
    crosses[0].set("val", "max")
    line = chart.plots[0].series[0]
    line.smooth, line.format.line.width, line.marker.style = False, Pt(2.25), XL_MARKER_STYLE.NONE
    paint(line.format.line.fill, GREY)


def _name_axis(exhibit: ShownExhibit) -> str:
    return name_score(exhibit.language, str(exhibit.options.get("unit", "")))


def _mark_point(series: XySeries, point: pd.Series, role: str, place: Place, exhibit: ShownExhibit) -> None:
    language = exhibit.language
    color = ACCENT if role == "now" else DEEP
    series.marker.style = XL_MARKER_STYLE.CIRCLE if role == "now" else XL_MARKER_STYLE.DIAMOND
    series.marker.size = 13
    paint(series.marker.format.fill, color)
    series.marker.format.line.fill.background()
    series.format.line.fill.background()
    score, rank = format_number(point["score"], language, exhibit.decimals), format_number(point["rank"], language, 0)
    text = f"{label(role, language)}: {score} · {label('rank', language).lower()} {rank}"
    side = XL_LABEL_POSITION.BELOW if role == "now" else XL_LABEL_POSITION.ABOVE
    label_point(series.points[0], text, Look(place.size, bold=True, color=color), side, language)


def draw_interval(place: Place, exhibit: ShownExhibit) -> Chart:
    """Draw each province's score with its interval, as a chart of highs and lows."""
    table, language = exhibit.table.dropna(subset=["score"]), exhibit.language
    form = number_format("score", language, exhibit.decimals)
    names = [
        f"{OWN * (row.role == 'subject')}{row.province} ({_write_ranks(row, language)})" for row in table.itertuples()
    ]
    columns = {label("high", language): "high", label("low", language): "low", label("score", language): "score"}
    data = category_data(names, {name: table[column].tolist() for name, column in columns.items()}, form)
    chart = add_chart(place, XL_CHART_TYPE.LINE_MARKERS, data, exhibit, legend=False)
    own = [number for number, role in enumerate(table["role"]) if role == "subject"]
    for number, series in enumerate(chart.plots[0].series):
        _style_bound(series, own if number == 2 else [])
    limits = pad_range(table[["low", "high"]].to_numpy(dtype=float).ravel().tolist(), 0.02)
    style_values(chart.value_axis, form, place.size, _name_axis(exhibit))
    set_limits(chart.value_axis, *limits, language)
    style_names(chart.category_axis, place.size - (1.5 if len(names) > 20 else 0.5))
    chart.category_axis._element.xpath(".//a:bodyPr")[0].set("rot", "-2700000")
    _turn_into_stock(chart)
    return chart


def _write_ranks(row: Row, language: str) -> str:
    low, high = (format_number(rank, language, 0) for rank in (row.rank_low, row.rank_high))
    return low if low == high else f"{low}–{high}"


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
    look = f"<a:ln w='44450' cap='rnd'><a:solidFill><a:srgbClr val='{PALE_GREY}'/></a:solidFill></a:ln>"
    bars = parse_xml(f"<c:hiLowLines {nsdecls('c', 'a')}><c:spPr>{look}</c:spPr></c:hiLowLines>")
    line.xpath("c:axId")[0].addprevious(bars)
    if bars_between:
        line.xpath("c:axId")[0].addprevious(parse_xml(bars_between))
    line.tag = line.tag.replace("lineChart", "stockChart")


BOX = ("lower_quartile", "best", "lowest", "upper_quartile")
"""Series of a box in the order in which Office wants them: open, high, low, close."""

SPREAD_KEY = (("■", "middle_half"), ("│", "national_range"), ("▬", "national_median"))
"""What the marks of a spread stand for; written below the years, as not every program writes a key to boxes."""


def draw_spread(place: Place, exhibit: ShownExhibit) -> Chart:
    """Draw for each year a box of the middle half, a line from the lowest to the best, and the median as a mark."""
    rows = spread_years([dict(zip(exhibit.table.columns, row, strict=True)) for row in exhibit.rows])
    language, form = exhibit.language, number_format("score", exhibit.language, exhibit.decimals)
    years = [BREAK if row is None else str(int(row["year"])) for row in rows]
    names = {name: label(name, language) for name in (*BOX, "national_median")}
    series = {names[name]: [None if row is None else row[name] for row in rows] for name in names}
    chart = add_chart(place, XL_CHART_TYPE.LINE_MARKERS, category_data(years, series, form), exhibit, legend=False)
    for drawn in chart.plots[0].series:
        drawn.format.line.fill.background()
        drawn.marker.style = XL_MARKER_STYLE.NONE
    median = chart.plots[0].series[len(BOX)].marker
    median.style, median.size = XL_MARKER_STYLE.DASH, 16
    paint(median.format.fill, DEEP)
    paint(median.format.line.fill, DEEP)
    known = exhibit.table[["lowest", "best"]].to_numpy(dtype=float).ravel().tolist()
    style_values(chart.value_axis, form, place.size, _name_axis(exhibit))
    set_limits(chart.value_axis, *pad_range(known, 0.04), language)
    style_names(chart.category_axis, place.size)
    name_axis(
        chart.category_axis, "    ".join(f"{mark} {label(word, language)}" for mark, word in SPREAD_KEY), place.size
    )
    _part_median(chart)
    _turn_into_stock(chart, BOXES)
    return chart


def _part_median(chart: Chart) -> None:
    """Move the median into a line chart of its own over the boxes: a chart of boxes holds four series alone."""
    line = chart._chartSpace.xpath(".//c:lineChart")[0]
    over = copy.deepcopy(line)
    for drawn, kept in ((line, slice(0, len(BOX))), (over, slice(len(BOX), None))):
        series = drawn.xpath("c:ser")
        for one in [one for one in series if one not in series[kept]]:
            drawn.remove(one)
    line.addnext(over)


def _style_bound(series: LineSeries, own: list[int]) -> None:
    series.format.line.fill.background()
    series.marker.style = XL_MARKER_STYLE.NONE
    if not own:
        return
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 8
    paint(series.marker.format.fill, MUTED)
    series.marker.format.line.fill.background()
    for number in own:
        marker = series.points[number].marker
        marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, 13
        paint(marker.format.fill, ACCENT)
        marker.format.line.fill.background()
