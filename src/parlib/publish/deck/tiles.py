"""The tile map as native shapes: a tile for each province, and the two archipelagos."""

from __future__ import annotations

import pandas as pd
from pptx.slide import Slide

from parlib.charts.chart import GridCell, GridChart
from parlib.figures.words import fit_size
from parlib.publish.deck.shapes import Group, ink_for, solid
from parlib.publish.deck.template import Paper
from parlib.publish.deck.text import MUTED
from parlib.publish.outline.boxes import Box
from parlib.publish.outline.tiles import choose_step, place_cells, place_tiles
from parlib.results.executed import ShownExhibit

STEPS = (0.88, 0.7, 0.5, 0.25, 0.0)
"""How much lighter than the deep colour a tile is, from the lowest fifth of the range to the highest."""

NO_DATA = "FFFFFF"

SMALLEST = 10.0
"""Where name and score would be smaller, in points, a tile holds its name only."""


def draw_map(slide: Slide, box: Box, exhibit: ShownExhibit, chart: GridChart, paper: Paper, finding: str = "") -> None:
    """Draw a tile for each province where it lies, darker for a higher score, the subject framed.

    Parameters
    ----------
    finding : str
        What the slide says, for the alt text; the exhibit's own if not given.
    """
    map_box, key_box = box.cut_bottom(20, 4)
    places = place_cells([(cell.row, cell.column) for cell in chart.cells], map_box)
    group = Group(exhibit.language)
    for cell, place in zip(chart.cells, places, strict=True):
        _add_tile(group, cell, place, paper)
    for cell, place in zip(chart.cells, places, strict=True):
        if cell.role == "subject":
            group.add_block(place, "", line=solid("accent1"), thick=3)
    _add_key(group, key_box, chart)
    group.put(slide, box, f"map: {exhibit.name}", exhibit.alt or finding or exhibit.finding)


def _add_tile(group: Group, cell: GridCell, place: Box, paper: Paper) -> None:
    size, text = min(11.0, place.h * 0.76), f"{cell.text} {cell.figure}".strip()
    if cell.shade != cell.shade:
        style = (text, fit_size(text, place.w - 4, size, 5.0), False, MUTED)
        group.add_words(place, [style], fill=solid(NO_DATA), line=solid("B8C0C8"))
        return
    light = STEPS[choose_step(cell.shade, (0.0, 1.0))]
    ink = ink_for("accent2", light, paper.colours)
    if fit_size(text, place.w - 4, size, 1.0) < SMALLEST:
        text = cell.text
    group.add_words(place, [(text, fit_size(text, place.w - 4, size, 5.0), False, ink)], fill=solid("accent2", light))


def _add_key(group: Group, box: Box, chart: GridChart) -> None:
    """Add the scale: five shades between the lowest and the highest score, and what a white tile means."""
    name, low, high = chart.key
    left, wide = box.x + box.w / 2 - 60, 24.0
    group.add_words(Box(left - 154, box.y, 150, box.h), [(f"{name}: {low}", 10.5, False, MUTED)], align="r")
    for number, light in enumerate(STEPS):
        group.add_block(Box(left + number * wide, box.y + 5, wide, box.h - 10), solid("accent2", light))
    text = "    ".join([high, *chart.notes])
    place = Box(left + len(STEPS) * wide + 4, box.y, 240, box.h)
    group.add_words(place, [(text, 10.5, False, MUTED)], align="l")


def draw_motif(slide: Slide, box: Box, table: pd.DataFrame, subject: str, alt: str) -> None:
    """Draw the country of tiles without words, the subject in its colour: an ornament of the title slide."""
    group = Group("vi")
    for code, place in zip(table["province_code"], place_tiles(table, box, 1.25), strict=True):
        own = code == subject
        group.add_block(place, solid("accent1") if own else solid("accent3", 0.0 if own else 0.1))
    group.put(slide, box, "map: cover", alt)
