"""Bars to both sides of zero, in one or more parts (thanh về hai phía)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parlib.figures.key import Entry
from parlib.figures.rows import open_rows
from parlib.figures.scales import pad_range, scale_x
from parlib.figures.style import ACCENT, BAND, GAIN, INK, MUTED, OTHER, RULE, SIZE, SMALL
from parlib.figures.words import measure_text, write
from parlib.language.numbers import format_change

FILLS = ({"color": GAIN}, {"facecolor": "white", "edgecolor": INK, "hatch": "////"}, {"color": OTHER})
"""How the parts of a bar look: full, hatched, pale; they differ in grey too."""


def draw_stacks(
    table: pd.DataFrame,
    *,
    parts: dict[str, str],
    total: str,
    axis: str,
    head: str,
    language: str = "vi",
    decimals: int = 0,
) -> Figure:
    """Draw in each row the parts of a change, those below zero to the left, and the change itself beside it.

    Parameters
    ----------
    table : pandas.DataFrame
        ``label``, the columns of *parts* and *total*.
    parts : dict
        Columns of at most three parts to their words; one that is nought in every row is not in the key.
    total : str
        Column that the parts add up to.
    axis, head : str
        Name of the axis, and of the column of totals.

    Raises
    ------
    ValueError
        If there is no row.
    """
    key: list[Entry] = [
        (words, _look(at)) for at, (part, words) in enumerate(parts.items()) if (table[part] != 0).any()
    ]
    figure, axes, room = _open(table, table[total], head, language, decimals, key)
    sides = np.stack([table[list(parts)].clip(upper=0).sum(axis=1), table[list(parts)].clip(lower=0).sum(axis=1)])
    scale_x(axes, *pad_range([0.0, *sides.ravel()], 0.04), language=language, name=axis)
    rows, ends = np.arange(len(table)), {1: np.zeros(len(table)), -1: np.zeros(len(table))}
    axes.hlines(rows, *axes.get_xlim(), color=RULE, linewidth=0.8, zorder=1)
    for place, part in enumerate(parts):
        values = table[part].to_numpy(dtype=float)
        for side in (1, -1):
            mine = side * values > 0
            look: dict[str, Any] = {"zorder": 3, "gid": part, "linewidth": 0.8, **FILLS[place]}
            axes.barh(rows[mine], values[mine], 0.62, left=ends[side][mine], **look)
            ends[side] = ends[side] + np.where(mine, values, 0.0)
    _finish(axes, room, head)
    return figure


def draw_lead(
    table: pd.DataFrame, *, first: str, second: str, axis: str, head: str, language: str = "vi", decimals: int = 2
) -> Figure:
    """Draw in each row by how much *second* (full, to the right) or *first* (pale, to the left) is ahead.

    Parameters
    ----------
    table : pandas.DataFrame
        ``label, gap``: *second* minus *first*.
    first, second : str
        What the two sides are called; *second* is the subject.
    axis, head : str
        Name of the axis, and of the column of gaps.

    Raises
    ------
    ValueError
        If there is no row.
    """
    pale = {"marker": "s", "markerfacecolor": BAND, "markeredgecolor": INK, "markersize": 10, "markeredgewidth": 1.0}
    key: list[Entry] = [(second, {"marker": "s", "color": ACCENT, "markersize": 10}), (first, pale)]
    figure, axes, room = _open(table, table["gap"], head, language, decimals, key)
    scale_x(axes, *pad_range([0.0, *table["gap"]], 0.04), language=language, name=axis)
    rows, gaps = np.arange(len(table)), table["gap"].to_numpy(dtype=float)
    axes.hlines(rows, *axes.get_xlim(), color=RULE, linewidth=0.8, zorder=1)
    axes.barh(rows, np.maximum(gaps, 0), 0.62, color=ACCENT, zorder=3, gid="second")
    axes.barh(rows, np.minimum(gaps, 0), 0.62, facecolor=BAND, edgecolor=INK, linewidth=0.8, zorder=3, gid="first")
    _finish(axes, room, head)
    return figure


def _open(
    table: pd.DataFrame, totals: pd.Series, head: str, language: str, decimals: int, key: list[Entry]
) -> tuple[Figure, Axes, float]:
    texts = [format_change(value, language, decimals) for value in totals]
    room = max([measure_text(text, SIZE, True) for text in texts] + [measure_text(head, SMALL)]) / 72 + 0.35
    figure, axes = open_rows(list(table["label"]), pitch=0.36, right=room, head=0.3, foot=0.62, key=key)
    for row, text in enumerate(texts):
        write(axes, 1.0, row, text, coords="row", dx=72 * room - 12, ha="right", size=SIZE, bold=True, color=INK)
    return figure, axes, 72 * room


def _finish(axes: Axes, room: float, head: str) -> None:
    axes.axvline(0, color=INK, linewidth=1.2, zorder=4, gid="zero")
    write(axes, 1.0, 1.0, head, coords="axes", dx=room - 12, dy=9, ha="right", size=SMALL, color=MUTED)


def _look(place: int) -> dict[str, object]:
    fill = FILLS[place]
    if "color" in fill:
        return {"marker": "s", "color": fill["color"], "markersize": 10}
    return {"marker": "s", "markerfacecolor": "white", "markeredgecolor": INK, "markersize": 10, "markeredgewidth": 1.2}
