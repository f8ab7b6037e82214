"""The spine over all indices as native shapes: rank on every component, coloured by its verdict."""

from __future__ import annotations

from pptx.slide import Slide

from parlib.charts.chart import Row, RowChart
from parlib.figures.words import measure_text, wrap_text
from parlib.publish.deck.shapes import Group, solid
from parlib.publish.deck.spine import BARS
from parlib.publish.deck.text import INK, MUTED
from parlib.publish.outline.boxes import Box
from parlib.results.executed import ShownExhibit

COLORS = {"strong": "accent2", "weak": "accent4", "between": MUTED}
"""Role of a mark to its colour."""

ROWS = 13
"""Rows in one column; more are parted into two."""

RANK, GAP, KEY = 42.0, 18.0, 22.0


def draw_verdicts(slide: Slide, box: Box, exhibit: ShownExhibit, chart: RowChart) -> None:
    """Draw where the province lies between last and first place on each component of each index."""
    body, key = box.cut_bottom(KEY, 2)
    columns = 1 if len(chart.rows) <= ROWS else 2
    each = -(-len(chart.rows) // columns)
    wide, pitch = (body.w - GAP * (columns - 1)) / columns, body.h / each
    group = Group(exhibit.language)
    for number, row in enumerate(chart.rows):
        left = body.x + (number // each) * (wide + GAP)
        _add_row(group, row, Box(left, body.y + number % each * pitch, wide, pitch))
    _add_key(group, key, chart)
    group.put(slide, box, f"chart: {exhibit.name}", exhibit.alt or exhibit.finding)


def _add_row(group: Group, row: Row, line: Box) -> None:
    names, size = line.w * 0.5, max(min(12.0, line.h * 0.42), 8.0)
    while size > 8 and len(wrap_text(row.name, names - 8, size).split("\n")) * size * 1.2 > line.h:
        size -= 0.5
    text = wrap_text(row.name, names - 8, size).split("\n")
    group.add_words(Box(line.x, line.y, names - 8, line.h), [(part, size, False, INK) for part in text], align="l")
    plot = Box(line.x + names, line.y, line.w - names - RANK, line.h)
    middle, thick = plot.y + plot.h / 2, min(plot.h * 0.4, 12)
    for mark in row.marks:  # from last place, 0, to first, 1
        if mark.shape == "bar":
            bar = Box(plot.x + mark.start * plot.w, middle - thick / 2, (mark.value - mark.start) * plot.w, thick)
            group.add_block(bar, solid(BARS[mark.role]))
            continue
        dot, x = thick + 1, plot.x + mark.value * plot.w
        place = Box(x - dot / 2, middle - dot / 2, dot, dot)
        group.add_block(place, solid(COLORS[mark.role]), form="ellipse", line=solid("FFFFFF"), thick=1)
    rank = [(row.ends[0], size, True, INK)]
    group.add_words(Box(plot.x + plot.w, line.y, RANK, line.h), rank, align="r")


def _add_key(group: Group, box: Box, chart: RowChart) -> None:
    left, middle = box.x, box.y + box.h / 2
    for shape, role, text in chart.key:
        color, form = (COLORS[role], "ellipse") if shape == "dot" else (BARS[role], "rect")
        group.add_block(Box(left, middle - 5, 10, 10), solid(color), form=form)
        room = measure_text(text, 10.5) + 8
        group.add_words(Box(left + 14, box.y, room, box.h), [(text, 10.5, False, MUTED)], align="l")
        left += room + 28
