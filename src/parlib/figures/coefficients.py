"""What goes with the score, each with its interval (hệ số hồi quy và khoảng tin cậy)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parlib.figures.key import Entry
from parlib.figures.rows import open_rows
from parlib.figures.scales import pad_range, scale_x
from parlib.figures.style import INK, MUTED, RULE, SIZE, SMALL
from parlib.figures.words import measure_text, write
from parlib.language.numbers import format_number
from parlib.tidy import Row
from parlib.wording.labels import label


def draw_coefficients(table: pd.DataFrame, *, language: str = "vi", name: str = "", decimals: int = 2) -> Figure:
    """Draw each estimate with its interval around a line at zero (forest plot).

    A filled mark has an interval that leaves zero out; an open one does not.

    Parameters
    ----------
    table : pandas.DataFrame
        ``term, estimate, low, high, n``.
    name : str
        What the axis measures, with its unit.

    Raises
    ------
    ValueError
        If there is no row.
    """
    texts = [_write_interval(row, language, decimals) for row in table.itertuples()]
    counts = [format_number(n, language, 0) for n in table["n"]]
    first = max((measure_text(text, SIZE) for text in texts), default=0.0) + 12
    second = first + max((measure_text(text, SIZE) for text in ["n", *counts]), default=0.0) + 16
    figure, axes = open_rows(
        list(table["term"]), pitch=0.42, right=second / 72 + 0.2, head=0.28, key=_list_key(language)
    )
    values = table[["estimate", "low", "high"]].to_numpy(dtype=float)
    scale_x(axes, *pad_range([0.0, *values[~np.isnan(values)]], 0.06), language=language, name=name)
    axes.hlines(np.arange(len(table)), *axes.get_xlim(), color=RULE, linewidth=0.8, zorder=1)
    axes.axvline(0, color=INK, linewidth=1.2, zorder=2, gid="zero")
    _draw_estimates(axes, table)
    head = label("estimate", language)
    for text, end in ((head, first), ("n", second)):
        write(axes, 1.0, 1.0, text, coords="axes", dx=end, dy=9, ha="right", size=SMALL, color=MUTED)
    for row, (text, count) in enumerate(zip(texts, counts, strict=True)):
        write(axes, 1.0, row, text, coords="row", dx=first, ha="right", size=SIZE, color=INK)
        write(axes, 1.0, row, count, coords="row", dx=second, ha="right", size=SIZE, color=MUTED)
    return figure


def _draw_estimates(axes: Axes, table: pd.DataFrame) -> None:
    rows = np.arange(len(table))
    clear = ((table["low"] > 0) | (table["high"] < 0)).to_numpy()
    axes.hlines(
        rows,
        table["low"],
        table["high"],
        color=[INK if sure else MUTED for sure in clear],
        linewidth=2.4,
        zorder=3,
    )
    look: dict[str, Any] = {"s": 80, "linewidths": 1.8, "zorder": 4}
    axes.scatter(table["estimate"][clear], rows[clear], c=INK, edgecolors=INK, gid="clear", **look)
    axes.scatter(table["estimate"][~clear], rows[~clear], c="white", edgecolors=MUTED, gid="unclear", **look)


def _write_interval(row: Row, language: str, decimals: int) -> str:
    estimate, low, high = (format_number(value, language, decimals) for value in (row.estimate, row.low, row.high))
    return f"{estimate}  [{low}; {high}]"


def _list_key(language: str) -> list[Entry]:
    unclear = {"marker": "o", "markersize": 8.5, "markerfacecolor": "white", "markeredgecolor": MUTED}
    return [
        (label("interval_clear", language), {"marker": "o", "color": INK, "markersize": 9}),
        (label("interval_zero", language), {**unclear, "markeredgewidth": 1.8}),
    ]
