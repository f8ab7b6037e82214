"""The tile map: where the tile of each province lies, and how dark it is."""

from __future__ import annotations

import pandas as pd

from parlib.publish.outline.boxes import Box

SHADES = 5
"""Shades between the lowest and the highest score."""


def place_tiles(table: pd.DataFrame, box: Box, most: float = 5.0) -> list[Box]:
    """Return the place of each tile, in the order of the table: as large as the box allows, in its middle.

    A tile is at most *most* times as wide as it is tall.
    """
    rows, columns = table["row"] - table["row"].min(), table["col"] - table["col"].min()
    tall = box.h / (rows.max() + 1)
    wide = min(box.w / (columns.max() + 1), tall * most)
    left = box.x + (box.w - wide * (columns.max() + 1)) / 2
    return [
        Box(left + column * wide + 1, box.y + row * tall + 1, wide - 2, tall - 2)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
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
