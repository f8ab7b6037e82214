"""The spine chart as native shapes: every component of a province against the country, one row each."""

from __future__ import annotations

from pptx.slide import Slide

from parlib.charts.chart import Mark, Row, RowChart, Scale
from parlib.charts.ticks import choose_ticks
from parlib.figures.words import fit_size, measure_text, wrap_text
from parlib.language.numbers import format_percent
from parlib.publish.deck.shapes import Group, solid
from parlib.publish.deck.text import INK, MUTED
from parlib.publish.outline.boxes import Box
from parlib.results.executed import ShownExhibit

BARS = {"whole": "ECEFF1", "middle": "C3CAD1"}
TRENDS = {"up": ("▲", "accent2"), "down": ("▼", "accent4"), "flat": ("–", MUTED)}
COLUMNS = (48.0, 62.0, 58.0)
"""Widths in points of the columns on the right."""

KEY = 24.0
HEAD = 18.0


def draw_spine(slide: Slide, box: Box, exhibit: ShownExhibit, chart: RowChart) -> None:
    """Draw where the province lies between the lowest and the best province on each component."""
    names = min(max(measure_text(row.name, 13) for row in chart.rows) + 16, box.w * 0.36)
    right = sum(COLUMNS)
    body, key = box.cut_bottom(KEY, 2)
    head, rows = body.cut_top(HEAD)
    plot = Box(box.x + names, rows.y, box.w - names - right - 12, rows.h)
    group = Group(exhibit.language)
    _add_heads(group, head, plot, chart, exhibit.language)
    pitch = rows.h / len(chart.rows)
    for number, row in enumerate(chart.rows):
        line = Box(box.x, rows.y + number * pitch, box.w, pitch)
        _add_names(group, row, line, names)
        for mark in row.marks:
            _add_mark(group, mark, Box(plot.x, line.y, plot.w, pitch), chart.scale)
        _add_figures(group, row, Box(plot.x + plot.w + 12, line.y, right, pitch))
    _add_key(group, key, chart)
    group.put(slide, box, f"chart: {exhibit.name}", exhibit.alt or exhibit.finding)


def _add_heads(group: Group, head: Box, plot: Box, chart: RowChart, language: str) -> None:
    """Add the words over the columns and the figures of the scale."""
    left = plot.x + plot.w + 12
    for word, wide in zip(chart.heads, COLUMNS, strict=True):
        group.add_words(Box(left, head.y, wide, head.h), [(word, 11, False, MUTED)], align="r")
        left += wide
    for value in choose_ticks(chart.scale.low, chart.scale.high, 7)[0]:
        x = plot.x + chart.scale.place(value) * plot.w
        group.add_block(Box(x, plot.y, 0.75, plot.h), solid("E1E5E8"))
        text = format_percent(value, language, 0)
        group.add_words(Box(x - 20, head.y, 40, head.h), [(text, 10.5, False, MUTED)])


def _add_names(group: Group, row: Row, line: Box, wide: float) -> None:
    size = min(13.0, line.h * 0.4)
    if measure_text(row.name, size, row.strong) > wide - 12:
        sizes = (s for s in (13, 12, 11, 10, 9) if _fits(row.name, wide - 12, s, line.h, row.strong))
        size = next(sizes, min(size, 9.0))
    text = wrap_text(row.name, wide - 12, size, row.strong).split("\n")
    group.add_words(Box(line.x, line.y, wide - 12, line.h), [(part, size, row.strong, INK) for part in text], align="l")


def _fits(text: str, wide: float, size: float, tall: float, strong: bool) -> bool:
    lines = wrap_text(text, wide, size, strong).split("\n")
    return len(lines) * size * 1.22 <= tall and fit_size(max(lines, key=len), wide, size, 1.0, strong) == size


def _add_mark(group: Group, mark: Mark, plot: Box, scale: Scale) -> None:
    middle, thick = plot.y + plot.h / 2, min(plot.h * 0.46, 18)
    x = plot.x + scale.place(mark.value) * plot.w
    if mark.shape == "bar":
        left = plot.x + scale.place(mark.start) * plot.w
        group.add_block(Box(left, middle - thick / 2, x - left, thick), solid(BARS[mark.role]))
    elif mark.role == "median":
        group.add_block(Box(x - 0.75, middle - thick / 2, 1.5, thick), solid("FFFFFF"))
    elif mark.shape == "tick":
        group.add_block(Box(x - 1.25, middle - thick * 0.75, 2.5, thick * 1.5), solid(INK))
    else:
        dot = min(plot.h * 0.5, 16)
        place = Box(x - dot / 2, middle - dot / 2, dot, dot)
        group.add_block(place, solid("accent1"), form="ellipse", line=solid("FFFFFF"), thick=1)


def _add_figures(group: Group, row: Row, line: Box) -> None:
    size = min(13.0, line.h * 0.5)
    mark, color = TRENDS.get(row.trend, ("", MUTED))
    texts = ((row.ends[0], True, "accent1"), (row.ends[1], False, INK), (mark, False, color))
    left = line.x
    for (text, bold, ink), wide in zip(texts, COLUMNS, strict=True):
        if text:
            smaller = fit_size(text, wide, size, 8.0, bold)
            group.add_words(Box(left, line.y, wide, line.h), [(text, smaller, bold, ink)], align="r")
        left += wide


def _add_key(group: Group, box: Box, chart: RowChart) -> None:
    styles = {
        "subject": ("ellipse", 10.0, 10.0, "accent1"),
        "region": ("rect", 2.5, 14.0, INK),
        "median": ("rect", 1.5, 14.0, "B8C0C8"),
        "middle": ("rect", 14.0, 10.0, BARS["middle"]),
        "whole": ("rect", 14.0, 10.0, BARS["whole"]),
    }
    wanted = sum(measure_text(word, 10.5) + 40 for _, _, word in chart.key)
    size = 10.5 * min(1.0, box.w / wanted)
    left, middle = box.x, box.y + box.h / 2
    for _, role, word in chart.key:
        form, wide, tall, color = styles[role]
        group.add_block(Box(left, middle - tall / 2, wide, tall), solid(color), form=form)
        room = measure_text(word, size) + 8
        group.add_words(Box(left + wide + 4, box.y, room, box.h), [(word, size, False, MUTED)], align="l")
        left += wide + room + 12
