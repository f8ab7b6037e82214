"""Slides for leaders on paper: title, tiles, table or chart, nothing smaller than a hall can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pptx.chart.chart import Chart
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION

from parlib.language import Voice, computed
from parlib.language.words import speak_of
from parlib.publish.deck.bars import choose_room
from parlib.publish.deck.charts import (
    Place,
    add_chart,
    category_data,
    label_point,
    measure_key,
    number_format,
    place_plot,
    show_every_name,
    style_names,
    style_values,
)
from parlib.publish.deck.shapes import Group, solid
from parlib.publish.deck.slides import Sheet, start_sheet
from parlib.publish.deck.tables import add_table
from parlib.publish.deck.template import Paper
from parlib.publish.deck.text import ACCENT, INK, MUTED, Style, add_text, paint, style_font
from parlib.publish.lead.fit import LEAST, LINE_BELOW, SIZES, make_grid
from parlib.publish.lead.slide import Bars, LeadSlide, Rows, Tile
from parlib.publish.lead.words import MORE
from parlib.publish.outline.boxes import Box
from parlib.publish.outline.fit import cut_sentences, fit_text
from parlib.publish.outline.plan import PlannedSlide
from parlib.terms import INDICES
from parlib.wording.columns import format_value

TITLE_SIZES = (26, 24, 22, 20, 18)
TILES_TALL = 0.32
ALONE_TALL = 0.86
GAP = 16.0

GREY = "9AA5AF"
"""Colour of the country beside the subject."""

ASIDE = 0.15
"""Room beyond the longest bar for its figure, of the whole width."""

PITCH = 40.0
"""Room in points that two bars with their figures take."""


def draw_slide(paper: Paper, slide: LeadSlide, language: str) -> Sheet:
    """Draw one slide."""
    about = slide.shown[0][0].about
    with speak_of(about["index"], about.get("province_name") or ""):
        title = choose_title(slide, paper.title)
        planned = PlannedSlide(slide.key, "lead", slide.eyebrow, title, tuple(slide.shown))
        sheet = start_sheet(paper, planned, language, TITLE_SIZES, lead=False)
        _draw_body(sheet, slide, Voice(language, INDICES[about["index"]], about.get("province_name") or ""))
    return sheet


def choose_title(slide: LeadSlide, box: Box) -> str:
    """Return the fullest of the titles that fits, without its stop; the last where none does."""
    for title in map(str, slide.titles):
        if fit_text(title, box, TITLE_SIZES, bold=True) is not None:
            return title.rstrip(".")
    return cut_sentences(str(slide.titles[-1]))[0].rstrip(".;")


def _draw_body(sheet: Sheet, slide: LeadSlide, voice: Voice) -> None:
    room = sheet.area
    if slide.tiles:
        alone = slide.rows is None and slide.bars is None
        place, room = room.cut_top(room.h * (ALONE_TALL if alone else TILES_TALL), GAP)
        _add_tiles(sheet, place, slide.tiles, large=alone)
    if slide.rows is not None:
        _add_rows(sheet, room, slide, slide.rows, voice)
    elif slide.bars is not None:
        (_add_line if slide.bars.line else _add_bars)(sheet, room, slide.bars)


def _add_tiles(sheet: Sheet, box: Box, tiles: Sequence[Tile], large: bool) -> None:
    """Draw tiles side by side; the sizes of their letters are those at which the longest words fit."""
    group = Group(sheet.language)
    boxes = box.split([1] * len(tiles), GAP)
    inner = Box(0, 0, boxes[0].w - 34, box.h)
    heads = _fit_all(
        [str(tile.head) for tile in tiles], Box(0, 0, inner.w, box.h * 0.3), (28, 24, 20, 18, 16, 15, LEAST)
    )
    figures = _fit_all([str(tile.figure) for tile in tiles], inner, (72, 60, 48, 36, 32, 28) if large else (36, 32, 28))
    below = _fit_all(
        [str(text) for tile in tiles for text in tile.below] or [""], inner, (26, 24, 22, 20, 18, 16, LEAST)
    )
    below = below if large else min(below, 18)
    for place, tile in zip(boxes, tiles, strict=True):
        color = "accent1" if tile.own else "accent2"
        group.add_block(place, solid("F3F5F7"))
        group.add_block(Box(place.x, place.y, 6, place.h), solid(color))
        lines = [(str(tile.head), min(heads, figures), True, MUTED), (str(tile.figure), figures, True, color)]
        lines += [(str(text), below, False, INK) for text in tile.below]
        group.add_words(Box(place.x + 20, place.y + 6, place.w - 34, place.h - 12), lines, align="l")
    alt = "; ".join(" ".join(map(str, (tile.head, tile.figure, *tile.below))) for tile in tiles)
    group.put(sheet.slide, box, "figures", alt)


def _fit_all(texts: Sequence[str], box: Box, sizes: Sequence[float]) -> float:
    """Return the largest size at which each of the texts stands on one line; the smallest where none does."""
    return next(
        (
            size
            for size in sizes
            if all(fit_text(text, Box(0, 0, box.w, size * 1.3), (size,), True) for text in texts if text)
        ),
        sizes[-1],
    )


def _add_rows(sheet: Sheet, box: Box, slide: LeadSlide, rows: Rows, voice: Voice) -> None:
    """Draw the table as large as it may be, and say how many rows are in the workbook only."""
    exhibit = slide.shown[0][1]
    room, line = box.cut_bottom(LINE_BELOW, 4) if rows.more else (box, None)
    left = add_table(sheet.slide, room, make_grid(rows), exhibit, SIZES, least=LEAST)
    if line is not None:
        words = str(voice.say(MORE, n=computed(rows.more + left, "count", "n_more")))
        style = Style(LEAST, italic=True, color=MUTED, anchor="bottom")
        add_text(sheet.slide, line, [[(words, style)]], sheet.language, "rows left out")


def _add_bars(sheet: Sheet, box: Box, bars: Bars) -> None:
    """Draw bars with their figures; the axis of figures would say them twice."""
    if box.h * 0.9 / len(bars.names) < PITCH:  # two bars with their figures would lie over one another
        bars = replace(bars, series=dict([next(iter(bars.series.items()))]))
    place = Place(sheet.slide, box, letters=choose_letters(len(bars.names), box))
    form = number_format(bars.kind if bars.kind != "hundredth" else "score", sheet.language, bars.exhibit.decimals)
    data = category_data(list(bars.names), dict(bars.series), form)
    drawn = add_chart(place, XL_CHART_TYPE.BAR_CLUSTERED, data, bars.exhibit, len(bars.series) > 1)
    for number, series in enumerate(drawn.plots[0].series):
        series.invert_if_negative = False
        paint(series.format.fill, GREY if number else ACCENT)
    style_names(drawn.category_axis, place.size, INK)
    style_values(drawn.value_axis, form, place.size, grid=False)
    drawn.value_axis.visible = False
    values = [value for series in bars.series.values() for value in series if value is not None]
    low, high = min(0.0, *values), max(0.0, *values)
    aside = ASIDE * (high - low)  # figures stand beyond the ends of bars
    drawn.value_axis.minimum_scale = low - aside if low < 0 else 0.0
    drawn.value_axis.maximum_scale = high + aside if high > 0 else aside or 1.0
    drawn.category_axis.reverse_order = True
    show_every_name(drawn)
    drawn.plots[0].gap_width, drawn.plots[0].overlap = (60 if len(bars.names) > 3 else 90), -5
    _lay_plot(drawn, place, bars)
    _label(drawn, bars, form, sheet.language, place.size)


def choose_letters(count: int, box: Box) -> float:
    """Return the size of names beside *count* bars."""
    return next((size for size in (18.0, 16.0) if box.h / max(count, 1) > size * 3.2), LEAST)


def _lay_plot(drawn: Chart, place: Place, bars: Bars) -> None:
    room = choose_room(list(bars.names), place)
    head = measure_key(drawn, place) / place.box.h
    place_plot(drawn, room / place.box.w, head + 0.01, 1 - room / place.box.w - 0.02, 0.98 - head)


def _label(drawn: Chart, bars: Bars, form: str, language: str, size: float) -> None:
    plot = drawn.plots[0]
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked, labels.show_value = form, False, True
    style_font(labels.font, Style(size, bold=True, color=INK), language)
    _write_ties(drawn, bars, language, size)


def _write_ties(drawn: Chart, bars: Bars, language: str, size: float) -> None:
    """Write the figures that Office would round otherwise than the house does: just between two, as 81.25 to 81.2.

    A series with one label of its own shows no other, so all of its labels are written.
    """
    decimals = bars.exhibit.decimals if bars.kind not in ("share", "hundredth") else 1 if bars.kind == "share" else 2
    for series, values in zip(drawn.plots[0].series, bars.series.values(), strict=True):
        scaled = [Decimal(repr(round((one or 0.0) * (100 if bars.kind == "share" else 1), 9))) for one in values]
        if not any((one.scaleb(decimals) % 1).copy_abs() == Decimal("0.5") for one in scaled):
            continue
        for number, value in enumerate(values):
            if value is not None:
                text = format_value(value, bars.kind, language, bars.exhibit.decimals)
                style = Style(size, bold=True, color=INK)
                label_point(series.points[number], text, style, XL_LABEL_POSITION.OUTSIDE_END, language)


def _add_line(sheet: Sheet, box: Box, bars: Bars) -> None:
    """Draw ranks over years as a line; the first place stands on top."""
    place = Place(sheet.slide, box, letters=16.0)
    data = category_data(list(bars.names), dict(bars.series), "0")
    drawn = add_chart(place, XL_CHART_TYPE.LINE_MARKERS, data, bars.exhibit, legend=False)
    line = drawn.plots[0].series[0]
    paint(line.format.line.fill, ACCENT)
    line.format.line.width, line.smooth = 38100, False
    paint(line.marker.format.fill, ACCENT)
    style_names(drawn.category_axis, place.size, INK)
    style_values(drawn.value_axis, "0", place.size, grid=False)
    values = [value for value in next(iter(bars.series.values())) if value is not None]
    drawn.value_axis.reverse_order, drawn.value_axis.visible = True, False
    drawn.value_axis.minimum_scale = max(0.0, min(values) - max(2.0, 0.2 * max(values)))
    drawn.value_axis.maximum_scale = max(values) + max(2.0, 0.15 * max(values))
    # reversed, the axis of years would stand on top
    drawn._chartSpace.xpath(".//c:valAx/c:crosses")[0].set("val", "max")
    drawn._chartSpace.xpath(".//c:catAx/c:crosses")[0].set("val", "max")
    drawn.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    _write_ranks(drawn, list(next(iter(bars.series.values()))), sheet.language)


def _write_ranks(drawn: Chart, ranks: Sequence[float | None], language: str) -> None:
    """Write each rank above its point; at the foot of a dip below it, where the line does not go through it."""
    style, points = Style(18.0, bold=True, color=INK), drawn.plots[0].series[0].points
    for at, rank in enumerate(ranks):
        beside = [other for other in (*ranks[max(at - 1, 0) : at], *ranks[at + 1 : at + 2]) if other]
        if rank is not None:
            dip = bool(beside) and all(rank > other for other in beside)
            side = XL_LABEL_POSITION.BELOW if dip else XL_LABEL_POSITION.ABOVE
            label_point(points[at], f"{rank:.0f}", style, side, language)
