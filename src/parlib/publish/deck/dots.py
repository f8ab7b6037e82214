"""The native dot chart of every province by region."""

from __future__ import annotations

import pandas as pd
from pptx.chart.chart import Chart
from pptx.chart.series import XySeries
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.util import Pt

from parlib.figures.scales import name_score, pad_range
from parlib.figures.strip import place_dots
from parlib.figures.words import measure_text
from parlib.language.numbers import format_number
from parlib.publish.deck.charts import (
    DotData,
    Place,
    add_chart,
    hide_from_legend,
    label_point,
    number_format,
    place_plot,
    round_limits,
    set_limits,
    style_values,
)
from parlib.publish.deck.text import ACCENT, INK, MUTED, Look, paint
from parlib.results.executed import ShownExhibit
from parlib.wording.labels import label

DOTS: dict[str, tuple[XL_MARKER_STYLE, int, MSO_THEME_COLOR | str]] = {
    "other": (XL_MARKER_STYLE.CIRCLE, 8, "AAB3BB"),
    "best": (XL_MARKER_STYLE.DIAMOND, 10, INK),
    "subject": (XL_MARKER_STYLE.CIRCLE, 14, ACCENT),
    "regional_mean": (XL_MARKER_STYLE.DASH, 11, MUTED),
}
"""Role to shape, size in points and colour."""

WORDS = {"other": "one_province", "best": "best", "subject": "subject", "regional_mean": "regional_mean"}

ACCENT_ROLES = ("best", "subject")


def draw_strip(place: Place, exhibit: ShownExhibit) -> Chart:
    """Draw a dot for each province in its region's row; the subject is large, named and in its colour."""
    table, language = exhibit.table.dropna(subset=["score"]), exhibit.language
    dots = table[table["role"].isin(["other", "best", "subject"])]
    regions = list(dict.fromkeys(dots["region"]))
    low, high = round_limits(*pad_range(table["score"].tolist(), 0.03))
    room = min(max(measure_text(region, place.size) for region in regions) + 16, place.box.w * 0.34)
    wide = place.box.w - room - 14
    spots = _place_rows(table, regions, (low, high), wide, place.box.h * 0.76 / len(regions))
    form = number_format("score", language, exhibit.decimals)
    data, roles = DotData(form), [role for role in DOTS if (table["role"] == role).any()]
    for role in roles:
        mine = spots[spots["role"] == role]
        data.add_dots(label(WORDS[role], language), mine["score"], mine["y"], mine["province"])
    nation = table.loc[table["role"] == "national_mean", "score"].tolist()[:1]
    if nation:
        data.add_dots(label("national_mean", language), nation * 2, [0.4, len(regions) + 0.6])
    names = label("region", language)
    data.add_dots(names, [low] * len(regions), [len(regions) - row for row in range(len(regions))], regions)
    chart = add_chart(place, XL_CHART_TYPE.XY_SCATTER, data, exhibit)
    _lay_axes(chart, place, exhibit, (low, high), len(regions))
    place_plot(chart, room / place.box.w, 0.1, wide / place.box.w, 0.76)
    _style_dots(chart, roles, spots, place, exhibit)
    if nation:
        _style_nation(chart.plots[0].series[len(roles)], nation[0], place, exhibit)
    _name_rows(chart, regions, place, exhibit)
    return chart


def _place_rows(
    table: pd.DataFrame, regions: list[str], limits: tuple[float, float], wide: float, tall: float
) -> pd.DataFrame:
    """Return the dots with their height: that of the region's row, moved where dots would hide each other."""
    low, high = limits
    order = {"subject": 0, "best": 1}
    dots = table[table["region"].isin(regions) & (table["role"] != "national_mean")]
    dots = dots.assign(y=[float(len(regions) - regions.index(region)) for region in dots["region"]])
    dots = dots.assign(first=dots["role"].map(order).fillna(2)).sort_values(["first", "score"], kind="stable")
    moving = dots[dots["role"] != "regional_mean"]
    for _, part in moving.groupby("region", sort=False):
        x = [(score - low) / (high - low) * wide for score in part["score"]]
        radius = [DOTS[role][1] / 2 for role in part["role"]]
        moved = place_dots(x, radius, reach=tall * 0.36)
        dots.loc[part.index, "y"] += [step / tall for step in moved]
    return dots.sort_index()


def _lay_axes(chart: Chart, place: Place, exhibit: ShownExhibit, limits: tuple[float, float], rows: int) -> None:
    across, up = chart.category_axis, chart.value_axis
    up.minimum_scale, up.maximum_scale = 0.4, rows + 0.6
    title = name_score(exhibit.language, str(exhibit.options.get("unit", "")))
    style_values(across, number_format("score", exhibit.language), place.size, title)
    set_limits(across, *limits, exhibit.language)
    style_values(up, "0", place.size, grid=False)
    up.tick_label_position = XL_TICK_LABEL_POSITION.NONE


def _style_dots(chart: Chart, roles: list[str], spots: pd.DataFrame, place: Place, exhibit: ShownExhibit) -> None:
    for role, series in zip(roles, chart.plots[0].series, strict=False):
        shape, size, color = DOTS[role]
        series.marker.style, series.marker.size = shape, size
        paint(series.marker.format.fill, color)
        paint(series.marker.format.line.fill, "FFFFFF")
        series.format.line.fill.background()
        if role in ACCENT_ROLES:
            dot = spots[spots["role"] == role].iloc[0]
            text = f"{dot['province']} {format_number(dot['score'], exhibit.language, exhibit.decimals)}"
            look = Look(place.size + (1 if role == "subject" else 0), bold=role == "subject", color=color)
            side = XL_LABEL_POSITION.ABOVE if role == "subject" else XL_LABEL_POSITION.BELOW
            label_point(series.points[0], text, look, side, exhibit.language)


def _style_nation(series: XySeries, score: float, place: Place, exhibit: ShownExhibit) -> None:
    series.marker.style = XL_MARKER_STYLE.NONE
    paint(series.format.line.fill, MUTED)
    series.format.line.width, series.format.line.dash_style = Pt(1.5), MSO_LINE.DASH
    text = format_number(score, exhibit.language, exhibit.decimals)
    label_point(series.points[1], text, Look(place.size, color=MUTED), XL_LABEL_POSITION.RIGHT, exhibit.language)


def _name_rows(chart: Chart, regions: list[str], place: Place, exhibit: ShownExhibit) -> None:
    """Write the regions left of the plot, as words beside dots that are not drawn."""
    number = len(chart.plots[0].series) - 1
    series = chart.plots[0].series[number]
    series.marker.style = XL_MARKER_STYLE.NONE
    series.format.line.fill.background()
    own = set(exhibit.table.loc[exhibit.table["role"] == "subject", "region"])
    for row, region in enumerate(regions):
        look = Look(place.size, bold=region in own, color=INK if region in own else MUTED)
        label_point(series.points[row], region, look, XL_LABEL_POSITION.LEFT, exhibit.language)
    hide_from_legend(chart, [number])
