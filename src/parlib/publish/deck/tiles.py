"""The tile map as native shapes: a tile for each province, and the two archipelagos."""

from __future__ import annotations

import pandas as pd
from pptx.slide import Slide

from parlib.figures.scales import name_score
from parlib.figures.words import fit_size
from parlib.language.numbers import format_number
from parlib.language.words import OF_PROVINCES
from parlib.publish.deck.shapes import Group, ink_for, solid
from parlib.publish.deck.template import Paper
from parlib.publish.deck.text import MUTED
from parlib.publish.outline.boxes import Box
from parlib.publish.outline.tiles import choose_step, place_tiles
from parlib.results.executed import ShownExhibit
from parlib.tidy import Row
from parlib.wording.alt import PICTURES
from parlib.wording.labels import label

STEPS = (0.88, 0.7, 0.5, 0.25, 0.0)
"""How much lighter than the deep colour a tile is, from the lowest fifth of the range to the highest."""

NO_DATA = "FFFFFF"

SMALLEST = 6.5
"""Where name and score would be smaller, in points, a tile holds its name only."""


def draw_tiles(slide: Slide, box: Box, exhibit: ShownExhibit, paper: Paper, subject: str, finding: str = "") -> None:
    """Draw a tile for each province where it lies, darker for a higher score, the subject framed.

    Parameters
    ----------
    subject : str
        Code of the province that the deck is about.
    finding : str
        What the slide says, for the alt text; the exhibit's own if not given.
    """
    table, language = exhibit.table, exhibit.language
    known = table["score"].dropna()
    low, high = float(known.min()), float(known.max())
    map_box, key_box = box.cut_bottom(20, 4)
    places = place_tiles(table, map_box)
    group = Group(language)
    for row, place in zip(table.itertuples(), places, strict=True):
        _add_tile(group, row, place, (low, high), exhibit, paper)
    own = [number for number, code in enumerate(table["province_code"]) if code == subject]
    for number in own:
        group.add_block(places[number], "", line=solid("accent1"), thick=3)
    _add_key(group, key_box, (low, high), exhibit)
    alt = f"{PICTURES['tiles'].fill(OF_PROVINCES[language], language)} {finding or exhibit.finding}"
    group.put(slide, box, f"map: {exhibit.name}", alt)


def _add_tile(
    group: Group, row: Row, place: Box, limits: tuple[float, float], exhibit: ShownExhibit, paper: Paper
) -> None:
    name = str(row.short_name or row.province).replace("\n", " ")
    size = min(11.0, place.h * 0.62)
    if row.role == "archipelago" or pd.isna(row.score):
        text = name if row.role == "archipelago" else f"{name} –"
        look = (text, fit_size(text, place.w - 4, size, 5.0), False, MUTED)
        group.add_words(place, [look], fill=solid(NO_DATA), line=solid("B8C0C8"))
        return
    light = STEPS[choose_step(row.score, limits)]
    ink = ink_for("accent2", light, paper.colours)
    score = format_number(row.score, exhibit.language, exhibit.decimals)
    text = f"{name} {score}"
    if fit_size(text, place.w - 4, size, 1.0) < SMALLEST:
        text = name
    group.add_words(place, [(text, fit_size(text, place.w - 4, size, 5.0), False, ink)], fill=solid("accent2", light))


def _add_key(group: Group, box: Box, limits: tuple[float, float], exhibit: ShownExhibit) -> None:
    """Add the scale: five shades between the lowest and the highest score, and what a white tile means."""
    language, decimals = exhibit.language, exhibit.decimals
    low, high = (format_number(value, language, decimals) for value in limits)
    head = f"{name_score(language, str(exhibit.options.get('unit', '')))}: {low}"
    left, wide = box.x + box.w / 2 - 60, 24.0
    group.add_words(Box(left - 154, box.y, 150, box.h), [(head, 10.5, False, MUTED)], align="r")
    for number, light in enumerate(STEPS):
        group.add_block(Box(left + number * wide, box.y + 5, wide, box.h - 10), solid("accent2", light))
    right = left + len(STEPS) * wide + 4
    text = f"{high}    – {label('no_data', language).lower()}"
    group.add_words(Box(right, box.y, 200, box.h), [(text, 10.5, False, MUTED)], align="l")


def draw_motif(slide: Slide, box: Box, table: pd.DataFrame, subject: str, alt: str) -> None:
    """Draw the country of tiles without words, the subject in its colour: an ornament of the title slide."""
    group = Group("vi")
    for code, place in zip(table["province_code"], place_tiles(table, box, 1.25), strict=True):
        own = code == subject
        group.add_block(place, solid("accent1") if own else solid("accent3", 0.0 if own else 0.1))
    group.put(slide, box, "map: cover", alt)
