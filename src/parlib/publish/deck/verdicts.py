"""The spine over all indices as native shapes: rank on every component, coloured by its verdict."""

from __future__ import annotations

from typing import Any

import pandas as pd
from pptx.slide import Slide

from parlib.figures.words import measure_text, wrap_text
from parlib.language.numbers import format_rank
from parlib.publish.deck.shapes import Group, solid
from parlib.publish.deck.spine import MIDDLE, RANGE
from parlib.publish.deck.text import INK, MUTED
from parlib.publish.outline.boxes import Box
from parlib.results.executed import ShownExhibit
from parlib.wording.labels import label

COLORS = {"strength": "accent2", "high": "accent2", "low": "accent4", "weakness": "accent4"}
"""Verdict to the colour of its mark; what is in between is grey."""

ROWS = 13
"""Rows in one column; more are parted into two."""

RANK, GAP, KEY = 42.0, 18.0, 22.0


def draw_verdicts(slide: Slide, box: Box, exhibit: ShownExhibit) -> None:
    """Draw where the province lies between last and first place on each component of each index."""
    table, language = exhibit.table, exhibit.language
    body, key = box.cut_bottom(KEY, 2)
    columns = 1 if len(table) <= ROWS else 2
    each = -(-len(table) // columns)
    wide, pitch = (body.w - GAP * (columns - 1)) / columns, body.h / each
    group = Group(language)
    for number, row in enumerate(table.itertuples()):
        left = body.x + (number // each) * (wide + GAP)
        _add_row(group, row, Box(left, body.y + number % each * pitch, wide, pitch), language)
    _add_key(group, key, language)
    group.put(slide, box, f"chart: {exhibit.name}", exhibit.alt or exhibit.finding)


def _add_row(group: Group, row: Any, line: Box, language: str) -> None:  # noqa: ANN401
    names, size = line.w * 0.5, max(min(12.0, line.h * 0.42), 8.0)
    name = f"{row.short} · {row.component}"
    while size > 8 and len(wrap_text(name, names - 8, size).split("\n")) * size * 1.2 > line.h:
        size -= 0.5
    text = wrap_text(name, names - 8, size).split("\n")
    group.add_words(Box(line.x, line.y, names - 8, line.h), [(part, size, False, INK) for part in text], align="l")
    plot = Box(line.x + names, line.y, line.w - names - RANK, line.h)
    middle, thick = plot.y + plot.h / 2, min(plot.h * 0.4, 12)
    group.add_block(Box(plot.x, middle - thick / 2, plot.w, thick), solid(RANGE))
    group.add_block(Box(plot.x + plot.w / 4, middle - thick / 2, plot.w / 2, thick), solid(MIDDLE))
    if pd.notna(row.percentile):
        dot, x = thick + 1, plot.x + row.percentile * plot.w
        mark = Box(x - dot / 2, middle - dot / 2, dot, dot)
        color = solid(COLORS.get(row.standing, MUTED))
        group.add_block(mark, color, form="ellipse", line=solid("FFFFFF"), thick=1)
    rank = [(format_rank(row.rank, row.n_ranked, language), size, True, INK)]
    group.add_words(Box(plot.x + plot.w, line.y, RANK, line.h), rank, align="r")


def _add_key(group: Group, box: Box, language: str) -> None:
    entries = (("ellipse", "accent2", "strong"), ("ellipse", MUTED, "between"), ("ellipse", "accent4", "weak"),
               ("rect", MIDDLE, "middle_half"))  # fmt: skip
    left, middle = box.x, box.y + box.h / 2
    for form, color, word in entries:
        text = label(word, language)
        group.add_block(Box(left, middle - 5, 10, 10), solid(color), form=form)
        room = measure_text(text, 10.5) + 8
        group.add_words(Box(left + 14, box.y, room, box.h), [(text, 10.5, False, MUTED)], align="l")
        left += room + 28
