"""The tile map as a drawing within the page: words that can be read aloud, the province of the slides framed."""

from __future__ import annotations

from typing import Any

import pandas as pd

from parlib.charts.source import name_score
from parlib.figures.words import fit_size, measure_text
from parlib.language.numbers import format_number
from parlib.language.words import OF_PROVINCES
from parlib.publish.outline.boxes import Box
from parlib.publish.outline.tiles import SHADES, choose_step, place_tiles
from parlib.results.executed import ShownExhibit
from parlib.tidy import Row
from parlib.wording.alt import PICTURES
from parlib.wording.labels import label

KEY, STEP = 18.0, 24.0
"""Height of the key below the map, and width of a shade in it, in points."""

LARGEST, SMALLEST = 9.5, 6.0
"""Sizes of the words in a tile."""


def draw_map(exhibit: ShownExhibit, subject: str, room: Box) -> dict[str, Any]:
    """Return a tile for each province and the two archipelagos, darker for a higher score, the subject framed.

    Parameters
    ----------
    subject : str
        Code of the province that the slides are about.
    """
    table = exhibit.table
    known = table["score"].dropna()
    limits = float(known.min()), float(known.max())
    places = place_tiles(table, Box(0, 0, room.w, room.h - KEY - 6), 2.4)
    return {
        "kind": "map",
        "name": exhibit.name,
        "alt": f"{PICTURES['tiles'].fill(OF_PROVINCES[exhibit.language], exhibit.language)} {exhibit.finding}",
        "wide": round(room.w, 1),
        "tall": round(room.h, 1),
        "tiles": [
            _fill_tile(row, place, limits, exhibit) | {"own": row.province_code == subject}
            for row, place in zip(table.itertuples(), places, strict=True)
        ],
        "key": _write_key(limits, exhibit, room),
    }


def _fill_tile(row: Row, place: Box, limits: tuple[float, float], exhibit: ShownExhibit) -> dict[str, Any]:
    name = str(row.short_name or row.province).replace("\n", " ")
    lines = [name]
    if row.role != "archipelago":
        lines.append("–" if pd.isna(row.score) else format_number(row.score, exhibit.language, exhibit.decimals))
    most = min(LARGEST, place.h / len(lines) * 0.82)
    pitch = place.h / (len(lines) + 0.15)
    return {
        "x": round(place.x, 1),
        "y": round(place.y, 1),
        "w": round(place.w, 1),
        "h": round(place.h, 1),
        "step": None if pd.isna(row.score) else choose_step(row.score, limits),
        "middle": round(place.x + place.w / 2, 1),
        "lines": [
            (
                text,
                round(fit_size(text, place.w - 2, most, SMALLEST, number > 0), 1),
                round(place.y + pitch * (number + 0.5) + most * 0.4, 1),
            )
            for number, text in enumerate(lines)
        ],
    }


def _write_key(limits: tuple[float, float], exhibit: ShownExhibit, room: Box) -> dict[str, Any]:
    """Return the scale: shades between the lowest and the highest score, and what a white tile means."""
    low, high = (format_number(value, exhibit.language, exhibit.decimals) for value in limits)
    head = f"{name_score(exhibit.language, str(exhibit.options.get('unit', '')))}: {low}"
    left = measure_text(head, 10) + 6
    missing = exhibit.table["score"].isna() & (exhibit.table["role"] != "archipelago")
    tail = f"{high} · “–”: {label('no_data', exhibit.language).lower()}" if missing.any() else high
    left += max(room.w - left - SHADES * STEP - 6 - measure_text(tail, 10) - 4, 0)
    return {
        "y": round(room.h - KEY, 1),
        "head": head,
        "tail": tail,
        "left": round(left - 6, 1),
        "right": round(left + SHADES * STEP + 6, 1),
        "steps": [(number, round(left + number * STEP, 1)) for number in range(SHADES)],
    }
