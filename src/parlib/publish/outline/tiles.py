"""The tile map: where the tile of each province lies, and how dark it is."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from parlib.publish.outline.boxes import Box
from parlib.wording.labels import label

SHADES = 5
"""Shades between the lowest and the highest score."""


ARCHIPELAGOS = (("da_nang", "hoang_sa", 0.0), ("khanh_hoa", "truong_sa", 0.0))
"""The province, its archipelago, and how many rows lower the archipelago's tile stands."""


def add_archipelagos(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return *table* with Hoàng Sa and Trường Sa two columns off their provinces, unless it has them."""
    if (table["role"] == "archipelago").any():
        return table
    rows = []
    for home, name, lower in ARCHIPELAGOS:
        for tile in table[table["province"].eq(label(home, language))].itertuples():
            word = label(name, language)
            place = {"row": tile.row + lower, "col": tile.col + 2}
            rows.append({"province": word, "short_name": word, **place, "score": None, "role": "archipelago"})
    if not rows:
        return table
    extra = pd.DataFrame(rows).astype({"score": "float64"})
    return pd.concat([table.astype({"score": "float64"}), extra], ignore_index=True)


def place_tiles(table: pd.DataFrame, box: Box, most: float = 5.0) -> list[Box]:
    """Return the place of each tile, in the order of the table: as large as the box allows, in its middle.

    A tile is at most *most* times as wide as it is tall.
    """
    return place_cells(list(zip(table["row"].tolist(), table["col"].tolist(), strict=True)), box, most)


def place_cells(cells: Sequence[tuple[float, float]], box: Box, most: float = 5.0) -> list[Box]:
    """Return the place of each tile, given by row and column."""
    top, left = min(row for row, _ in cells), min(column for _, column in cells)
    down, across = max(row for row, _ in cells) - top + 1, max(column for _, column in cells) - left + 1
    tall = box.h / down
    wide = min(box.w / across, tall * most)
    start = box.x + (box.w - wide * across) / 2
    return [
        Box(start + (column - left) * wide + 1, box.y + (row - top) * tall + 1, wide - 2, tall - 2)
        for row, column in cells
    ]


def choose_step(score: float, limits: tuple[float, float]) -> int:
    """Return which shade a score has, from 0, the palest, by equal parts of the range.

    Examples
    --------
    >>> [choose_step(score, (40.0, 50.0)) for score in (40, 41.9, 45, 50)]
    [0, 0, 2, 4]
    """
    low, high = limits
    share = (score - low) / (high - low) if high > low else 1.0
    return min(int(share * SHADES), SHADES - 1)
