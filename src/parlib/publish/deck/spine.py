"""The spine chart as native shapes: every component of a province against the country, one row each."""

from __future__ import annotations

import pandas as pd
from pptx.slide import Slide

from parlib.figures.words import fit_size, measure_text, wrap_text
from parlib.language.numbers import format_percent, format_rank
from parlib.publish.deck.shapes import Group, solid
from parlib.publish.deck.text import INK, MUTED
from parlib.publish.outline.boxes import Box
from parlib.results.executed import ShownExhibit
from parlib.tidy import Row
from parlib.wording.labels import label

RANGE, MIDDLE = "ECEFF1", "C3CAD1"
TRENDS = {"up": ("▲", "accent2"), "down": ("▼", "accent4"), "flat": ("–", MUTED)}
COLUMNS = (("share_short", 48.0), ("rank", 48.0), ("trend", 58.0))
"""Words over the columns on the right and their widths in points."""

KEY = 24.0
HEAD = 18.0


def draw_spine(slide: Slide, box: Box, exhibit: ShownExhibit) -> None:
    """Draw where the province lies between the lowest and the best province on each component."""
    table, language = exhibit.table, exhibit.language
    names = max(measure_text(name, 13) for name in table["component"]) + 16
    names = min(names, box.w * 0.36)
    right = sum(wide for _, wide in COLUMNS)
    body, key = box.cut_bottom(KEY, 2)
    head, rows = body.cut_top(HEAD)
    plot = Box(box.x + names, rows.y, box.w - names - right - 12, rows.h)
    shares = table[["share", "lowest_share", "best_share"]].to_numpy(dtype=float)
    low, high = float(pd.DataFrame(shares).min().min()), float(pd.DataFrame(shares).max().max())
    limits = (max(low - 0.03, 0.0), min(high + 0.03, 1.0))
    group = Group(language)
    _add_heads(group, head, plot, limits, language)
    pitch = rows.h / len(table)
    for number, row in enumerate(table.itertuples()):
        line = Box(box.x, rows.y + number * pitch, box.w, pitch)
        _add_names(group, row, line, names, language)
        _add_bars(group, row, Box(plot.x, line.y, plot.w, pitch), limits)
        _add_figures(group, row, Box(plot.x + plot.w + 12, line.y, right, pitch), language)
    _add_key(group, key, language)
    group.put(slide, box, f"chart: {exhibit.name}", exhibit.alt or exhibit.finding)


def _at(share: float, plot: Box, limits: tuple[float, float]) -> float:
    low, high = limits
    return plot.x + (share - low) / (high - low) * plot.w


def _add_heads(group: Group, head: Box, plot: Box, limits: tuple[float, float], language: str) -> None:
    """Add the words over the columns and the ends of the scale, in whole tens of percent."""
    left = plot.x + plot.w + 12
    for word, wide in COLUMNS:
        group.add_words(Box(left, head.y, wide, head.h), [(label(word, language), 11, False, MUTED)], align="r")
        left += wide
    for tenth in range(11):
        if limits[0] <= tenth / 10 <= limits[1]:
            x = _at(tenth / 10, plot, limits)
            group.add_block(Box(x, plot.y, 0.75, plot.h), solid("E1E5E8"))
            text = format_percent(tenth / 10, language, 0)
            group.add_words(Box(x - 20, head.y, 40, head.h), [(text, 10.5, False, MUTED)])


def _add_names(group: Group, row: Row, line: Box, wide: float, language: str) -> None:
    strong = row.level == 0
    size = min(13.0, line.h * 0.4)
    if measure_text(row.component, size, strong) > wide - 12:
        size = next(
            (s for s in (13, 12, 11, 10, 9) if _fits(row.component, wide - 12, s, line.h, strong)), min(size, 9.0)
        )
    text = wrap_text(row.component, wide - 12, size, strong).split("\n")
    group.add_words(Box(line.x, line.y, wide - 12, line.h), [(part, size, strong, INK) for part in text], align="l")


def _fits(text: str, wide: float, size: float, tall: float, strong: bool) -> bool:
    lines = wrap_text(text, wide, size, strong).split("\n")
    return len(lines) * size * 1.22 <= tall and fit_size(max(lines, key=len), wide, size, 1.0, strong) == size


def _add_bars(group: Group, row: Row, plot: Box, limits: tuple[float, float]) -> None:
    middle, thick = plot.y + plot.h / 2, min(plot.h * 0.46, 18)
    for start, end, color in (
        (row.lowest_share, row.best_share, RANGE),
        (row.lower_quartile_share, row.upper_quartile_share, MIDDLE),
    ):
        left, right = _at(start, plot, limits), _at(end, plot, limits)
        group.add_block(Box(left, middle - thick / 2, right - left, thick), solid(color))
    mean = _at(row.mean_share, plot, limits)
    group.add_block(Box(mean - 1.25, middle - thick * 0.75, 2.5, thick * 1.5), solid(INK))
    if pd.notna(row.share):
        dot = min(plot.h * 0.5, 16)
        x = _at(row.share, plot, limits)
        group.add_block(
            Box(x - dot / 2, middle - dot / 2, dot, dot),
            solid("accent1"),
            form="ellipse",
            line=solid("FFFFFF"),
            thick=1,
        )


def _add_figures(group: Group, row: Row, line: Box, language: str) -> None:
    size = min(13.0, line.h * 0.5)
    if pd.isna(row.share):
        group.add_words(line, [(label("no_data", language), size, False, MUTED)], align="r")
        return
    mark, color = TRENDS.get(row.trend, ("", MUTED))
    texts = (
        (format_percent(row.share, language), True, "accent1"),
        (format_rank(row.rank, row.n_ranked, language), False, INK),
        (mark, False, color),
    )
    left = line.x
    for (text, bold, ink), (_, wide) in zip(texts, COLUMNS, strict=True):
        if text:
            group.add_words(Box(left, line.y, wide, line.h), [(text, size, bold, ink)], align="r")
        left += wide


def _add_key(group: Group, box: Box, language: str) -> None:
    entries = (
        ("ellipse", 10.0, 10.0, "accent1", "subject"),
        ("rect", 2.5, 14.0, INK, "national_mean"),
        ("rect", 14.0, 10.0, MIDDLE, "middle_half"),
        ("rect", 14.0, 10.0, RANGE, "national_range"),
    )
    left, middle = box.x, box.y + box.h / 2
    for form, wide, tall, color, word in entries:
        text = label(word, language)
        group.add_block(Box(left, middle - tall / 2, wide, tall), solid(color), form=form)
        room = measure_text(text, 10.5) + 8
        group.add_words(Box(left + wide + 4, box.y, room, box.h), [(text, 10.5, False, MUTED)], align="l")
        left += wide + room + 14
