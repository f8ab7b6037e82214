"""How much a slide for a hall has room for: nothing on it is smaller than `LEAST`."""

from __future__ import annotations

from parlib.publish.lead.slide import Rows
from parlib.publish.outline.boxes import Box
from parlib.publish.outline.grid import Grid, fit_grid

LEAST = 14.0
"""Smallest letters of a slide for leaders, in points."""

SIZES = (22.0, 20.0, 18.0, 17.0, 16.0, 15.0, LEAST)

LINE_BELOW = 24.0
"""Room for the line that says how many rows are in the tables only."""


def make_grid(rows: Rows) -> Grid:
    """Return a table as text."""
    return Grid(list(rows.heads), [[str(cell) for cell in row] for row in rows.cells], list(rows.figures), side="ctr")


def count_fitting(rows: Rows, room: Box) -> int:
    """Return how many rows have room at the smallest size, and below them the line that says how many have not."""
    return fit_grid(make_grid(rows), room.cut_bottom(LINE_BELOW)[0], (LEAST,)).kept
