"""Native bar charts: points lost, similar provinces, changes and their causes, rankings, pairs of values."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.chart.chart import Chart
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.dml import MSO_THEME_COLOR

from parlib.figures.words import measure_text
from parlib.language.numbers import format_change, format_number
from parlib.publish.deck.charts import (
    LOCALES,
    Place,
    add_chart,
    category_data,
    number_format,
    place_plot,
    set_limits,
    style_names,
    style_values,
)
from parlib.publish.deck.text import ACCENT, DEEP, INK, Look, paint, style_font
from parlib.publish.outline.fit import count_lines
from parlib.results.executed import ShownExhibit
from parlib.terms import TOLERANCE
from parlib.wording.labels import label

PIECES: dict[str, tuple[str, MSO_THEME_COLOR | str, float]] = {
    "everyone": ("everyone", "B8C0C8", 0.0),
    "best_to_median": ("to_best", ACCENT, 0.55),
    "below_median": ("to_median", ACCENT, 0.0),
}
"""Pieces of a loss from the axis outwards: the word for it, its colour, how much lighter."""


def draw_pareto(place: Place, exhibit: ShownExhibit) -> Chart:
    """Draw points lost in three pieces: what everyone loses, the way to the best, what lies below the median."""
    table, language = exhibit.table, exhibit.language
    parts = table[table["component_code"] != ""]
    lost = [format_number(value, language, exhibit.decimals) for value in parts["lost"]]
    names = [f"{name} ({points})" for name, points in zip(parts["component"], lost, strict=True)]
    series = {label(word, language): parts[column].tolist() for column, (word, _, _) in PIECES.items()}
    form = number_format("score", language, exhibit.decimals)
    chart = add_chart(place, XL_CHART_TYPE.BAR_STACKED, category_data(names, series, form), exhibit)
    _lay_rows(chart, place, names, exhibit, legend=True)
    for drawn, (_, color, light) in zip(chart.plots[0].series, PIECES.values(), strict=True):
        paint(drawn.format.fill, color, light)
    chart.plots[0].overlap = 100
    return chart


def draw_peers(place: Place, exhibit: ShownExhibit) -> Chart:
    """Draw the province among those it is compared with, a bar for each, its score at the end."""
    table, language = exhibit.table, exhibit.language
    none = f" – {label('no_data', language).lower()}"
    names = [f"{row.province}{none if row.score != row.score else ''}" for row in table.itertuples()]
    series = {label("score", language): table["score"].tolist()}
    form = number_format("score", language, exhibit.decimals)
    chart = add_chart(place, XL_CHART_TYPE.BAR_CLUSTERED, category_data(names, series, form), exhibit, legend=False)
    _lay_rows(chart, place, names, exhibit)
    _colour_bars(chart, table["role"])
    _write_bars(chart, form, place, language)
    return chart


def draw_movers(place: Place, exhibit: ShownExhibit) -> Chart:
    """Draw what rose and what fell, a bar for each change."""
    table, language = exhibit.table, exhibit.language
    paths = [
        f"{row.label} ({format_number(row.before, language, exhibit.decimals)} → "
        f"{format_number(row.after, language, exhibit.decimals)})"
        for row in table.itertuples()
    ]
    form = number_format("change", language, exhibit.decimals)
    data = category_data(paths, {label("change", language): table["change"].tolist()}, form)
    chart = add_chart(place, XL_CHART_TYPE.BAR_CLUSTERED, data, exhibit, legend=False)
    _lay_rows(chart, place, paths, exhibit, form=form)
    series = chart.plots[0].series[0]
    series.invert_if_negative = False
    for number, change in enumerate(table["change"]):
        paint(series.points[number].format.fill, DEEP if change >= 0 else "6B3A75")
    _write_bars(chart, form, place, language)
    return chart


def draw_ranking(place: Place, exhibit: ShownExhibit) -> Chart:
    """Draw every province by rank as columns, the subject's in its colour."""
    table, language = exhibit.table, exhibit.language
    form = number_format("score", language, exhibit.decimals)
    data = category_data(list(table["province"]), {label("score", language): table["score"].tolist()}, form)
    chart = add_chart(place, XL_CHART_TYPE.COLUMN_CLUSTERED, data, exhibit, legend=False)
    style_names(chart.category_axis, 7 if len(table) > 40 else 9)
    style_values(chart.value_axis, form, place.size)
    chart.value_axis.minimum_scale = 0
    chart.plots[0].gap_width = 35
    _colour_bars(chart, table["role"])
    return chart


CAUSES: tuple[tuple[MSO_THEME_COLOR | str, float], ...] = ((DEEP, 0.0), (DEEP, 0.6), ("9AA5AF", 0.0))
"""Colours of the parts of a change, and how much lighter, in the order of the table."""


def draw_stacks(place: Place, exhibit: ShownExhibit) -> Chart:
    """Draw the parts of each change to both sides of zero; the change itself stands by the name."""
    table, language, total = exhibit.table, exhibit.language, str(exhibit.options["total"])
    kinds = {column["name"]: column for column in exhibit.columns}
    same = [name for name, column in kinds.items() if column["kind"] == kinds[total]["kind"]]
    parts = [name for name in same if name != total and (table[name] != 0).any()]
    places = 0 if kinds[total]["kind"] == "rank_change" else exhibit.decimals
    names = [
        f"{name} ({format_change(change, language, places)})"
        for name, change in zip(table["label"], table[total], strict=True)
    ]
    form = number_format(kinds[total]["kind"], language, exhibit.decimals)
    series = {kinds[name]["label"]: table[name].tolist() for name in parts}
    chart = add_chart(place, XL_CHART_TYPE.BAR_STACKED, category_data(names, series, form), exhibit)
    _lay_rows(chart, place, names, exhibit, legend=True)
    for drawn, (color, light) in zip(chart.plots[0].series, CAUSES, strict=False):
        drawn.invert_if_negative = False
        paint(drawn.format.fill, color, light)
    chart.plots[0].overlap = 100
    return chart


def find_pair(exhibit: ShownExhibit) -> list[str]:
    """Return the columns of the two values that a chart of pairs sets side by side; none where the table has not both.

    An exhibit calls the two by the heads of their columns.
    """
    heads = {column["label"]: column["name"] for column in exhibit.columns}
    return [heads[word] for side in ("first", "second") if (word := exhibit.options.get(side)) in heads]


def draw_pairs(place: Place, exhibit: ShownExhibit) -> Chart:
    """Draw two values in each row, a pale bar over a full one, each with its figure."""
    table, language, pair = exhibit.table, exhibit.language, find_pair(exhibit)
    kind = "share" if exhibit.options.get("share") else "score"
    form = number_format(kind, language, exhibit.decimals)
    names = list(table["label"])
    sides = zip(("first", "second"), pair, strict=True)
    series = {str(exhibit.options[side]): table[name].tolist() for side, name in sides}
    chart = add_chart(place, XL_CHART_TYPE.BAR_CLUSTERED, category_data(names, series, form), exhibit)
    _lay_rows(chart, place, names, exhibit, legend=True, form=form)
    own = ACCENT if exhibit.options.get("own", True) else DEEP
    colours: tuple[MSO_THEME_COLOR | str, ...] = ("B8C0C8", own)
    for drawn, color in zip(chart.plots[0].series, colours, strict=True):
        paint(drawn.format.fill, color)
    chart.plots[0].overlap = -5
    _write_bars(chart, form, place, language, min(place.size, place.box.h / len(names) / 2.8))
    if kind == "share":
        whole = abs(chart.value_axis.major_unit * 100 % 1) < TOLERANCE
        chart.value_axis.tick_labels.number_format = f"{LOCALES[language]}{'0%' if whole else '0.0%'}"
    return chart


def _lay_rows(
    chart: Chart, place: Place, names: Sequence[str], exhibit: ShownExhibit, legend: bool = False, form: str = ""
) -> None:
    """Put the first row on top and leave the names the room that they need."""
    form = form or number_format("score", exhibit.language, exhibit.decimals)
    style_names(chart.category_axis, place.size, INK)
    style_values(chart.value_axis, form, place.size)
    chart.category_axis.reverse_order = True
    chart.plots[0].gap_width = {1: 300, 2: 150}.get(len(names), 45)
    room = choose_room(names, place)
    head = min(0.2, 30 / place.box.h) if legend else 0.02
    foot = min(0.2, 26 / place.box.h)
    place_plot(chart, room / place.box.w, head, 1 - room / place.box.w - 0.04, 1 - head - foot)
    _round_axis(chart, place.box.w - room, form, exhibit)
    # Reversed, the axis of figures would stand on top: it crosses at the last row instead.
    chart._chartSpace.xpath(".//c:valAx/c:crosses")[0].set("val", "max")


def _round_axis(chart: Chart, wide: float, form: str, exhibit: ShownExhibit) -> None:
    """Begin the axis at zero where nothing is below it, and write no more figures than have room."""
    drawn = [series.values for series in chart.plots[0].series]
    rows = [[value or 0.0 for value in row] for row in zip(*drawn, strict=True)]
    if chart.chart_type == XL_CHART_TYPE.BAR_STACKED:
        rows = [[sum(min(value, 0.0) for value in row), sum(max(value, 0.0) for value in row)] for row in rows]
    ends = [0.0, *(value for row in rows for value in row)]
    low, high = min(ends), max(ends)
    room = 0.12 * (high - low)
    set_limits(chart.value_axis, low - room * (low < 0), high + room, exhibit.language, max(3, int(wide / 60)))
    if form.startswith(LOCALES[exhibit.language] + "+"):
        chart.value_axis.tick_labels.number_format = form


def choose_room(names: Sequence[str], place: Place) -> float:
    """Return the width in points for names at the left: as narrow as the longest allows on the lines a row has."""
    most = place.box.w * (0.5 if place.small else 0.42)
    tall = place.box.h * 0.8 / max(len(names), 1)
    lines = max(1, int(tall / (place.size * 1.25)))
    wanted = max(measure_text(name, place.size) for name in names) + 14
    for room in range(90, int(most), 10):
        if all(count_lines(name, room - 14, place.size) <= min(lines, 2) for name in names):
            return float(room)
    return min(wanted, most)


def _colour_bars(chart: Chart, roles: Sequence[str]) -> None:
    series = chart.plots[0].series[0]
    paint(series.format.fill, "9AA5AF")
    for number, role in enumerate(roles):
        if role == "subject":
            paint(series.points[number].format.fill, ACCENT)


def _write_bars(chart: Chart, form: str, place: Place, language: str, size: float = 0) -> None:
    plot = chart.plots[0]
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = form, False
    labels.position, labels.show_value = XL_LABEL_POSITION.OUTSIDE_END, True
    style_font(labels.font, Look(size or place.size, color=INK), language)
