"""Two values in each row, side by side (hai bên cạnh nhau)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parlib.figures.key import Entry
from parlib.figures.rows import open_rows
from parlib.figures.scales import name_score, pad_range, scale_x
from parlib.figures.style import ACCENT, INK, MUTED, OTHER, RULE, SIZE, SMALL
from parlib.figures.words import measure_text, write
from parlib.language.numbers import format_change
from parlib.wording.labels import label


def draw_pairs(
    table: pd.DataFrame,
    *,
    first: str,
    second: str,
    language: str = "vi",
    unit: str = "",
    decimals: int = 2,
    share: bool = False,
    gap_share: bool = False,
    own: bool = True,
    head: str = "",
    axis: str = "",
    columns: tuple[str, str, str] = ("first", "second", "gap"),
) -> Figure:
    """Draw in each row an open diamond (*first*), a full dot (*second*) and the line between, the gap written beside.

    Parameters
    ----------
    table : pandas.DataFrame
        ``label`` and *columns*: first, second and the gap between them. A row that lacks a value shows the other; one
        without a gap shows a dash.
    first, second : str
        What the two marks are called.
    share, gap_share : bool
        True where the values, or the gaps, are shares 0-1; gaps are then written in percentage points.
    own : bool
        True where *second* is the subject province: its marks are in its colour.
    head, axis : str
        Words above the gaps, and the name of the axis if not that of scores or shares.

    Raises
    ------
    ValueError
        If there is no row.
    """
    table = table.rename(columns=dict(zip(columns, ("first", "second", "gap"), strict=True)))
    gaps = [format_change(100 * gap if gap_share else gap, language, 1 if gap_share else decimals)
            for gap in table["gap"]]  # fmt: skip
    head = head or label("gap_share" if gap_share else "difference", language)
    room = max([measure_text(text, SIZE, True) for text in gaps] + [measure_text(head, SMALL)]) / 72 + 0.35
    colour = ACCENT if own else INK
    figure, axes = open_rows(
        list(table["label"]), pitch=0.38, right=room, head=0.3, foot=0.62, key=_list_key(first, second, colour)
    )
    values = table[["first", "second"]].to_numpy(dtype=float)
    low, high = pad_range(values[~np.isnan(values)], 0.05) if np.isfinite(values).any() else (0.0, 1.0)
    axis = axis or (label("share", language) if share else name_score(language, unit))
    scale_x(axes, low, high, language=language, name=axis, share=share)
    _draw_marks(axes, table, colour)
    write(axes, 1.0, 1.0, head, coords="axes", dx=72 * room - 12, dy=9, ha="right", size=SMALL, color=MUTED)
    for row, text in enumerate(gaps):
        write(axes, 1.0, row, text, coords="row", dx=72 * room - 12, ha="right", size=SIZE, bold=True, color=INK)
    return figure


def _draw_marks(axes: Axes, table: pd.DataFrame, colour: str) -> None:
    rows = np.arange(len(table))
    axes.hlines(rows, *axes.get_xlim(), color=RULE, linewidth=0.8, zorder=1)
    axes.hlines(rows, table["first"], table["second"], color=OTHER, linewidth=2.6, zorder=2)
    look: dict[str, Any] = {"edgecolors": INK, "linewidths": 1.8, "zorder": 3, "gid": "first"}
    axes.scatter(table["first"], rows, s=64, marker="D", facecolors="white", **look)
    axes.scatter(table["second"], rows, s=96, c=colour, edgecolors="white", linewidths=0.8, zorder=4, gid="second")


def _list_key(first: str, second: str, colour: str) -> list[Entry]:
    diamond = {"marker": "D", "markersize": 7, "markerfacecolor": "white", "markeredgecolor": INK}
    return [
        (second, {"marker": "o", "color": colour, "markersize": 9}),
        (first, {**diamond, "markeredgewidth": 1.8}),
    ]
