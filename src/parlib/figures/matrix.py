"""Correlations and loadings in cells: the number, and a colour for its sign and size (ma trận tương quan)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.collections import PolyCollection
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.figure import Figure

from parlib.figures.key import draw_colour_key
from parlib.figures.rows import open_rows
from parlib.figures.style import GAIN, LOSS, SIZE, SMALL, ink_on
from parlib.figures.words import measure_text, write
from parlib.language.numbers import format_number

SIGNED = LinearSegmentedColormap.from_list("parlib_signed", [LOSS, "#C9AFCD", "#FFFFFF", "#A9CBE3", GAIN])
"""Minus one to plus one through white; both ends are dark in grey, so the number with its sign stands in each cell."""


def draw_matrix(
    table: pd.DataFrame, *, language: str = "vi", decimals: int = 2, low: str = "", high: str = ""
) -> Figure:
    """Draw a cell for each row and column with its number between −1 and 1.

    Parameters
    ----------
    table : pandas.DataFrame
        ``row_label, column_label, value``; rows and columns in the order in which they first appear. A pair that is
        not in the table, or whose value is missing, leaves its cell empty.
    low, high : str
        Words at both ends of the colour key.

    Raises
    ------
    ValueError
        If there is no row.
    """
    rows, columns = (list(dict.fromkeys(table[name])) for name in ("row_label", "column_label"))
    tall = 0.34
    figure, axes = open_rows(rows, pitch=tall, widest=3.4, right=0.25, head=0.36, foot=0.55)
    axes.set_xlim(-0.5, max(len(columns), 5) - 0.5)
    axes.set_xticks([])
    for place, text in enumerate(columns):
        write(axes, place, 1.0, text, coords="column", dy=11, ha="center", size=SMALL, bold=True)
    known = table.dropna(subset=["value"])
    x, y = known["column_label"].map(columns.index), known["row_label"].map(rows.index)
    colours = SIGNED(Normalize(-1, 1)(known["value"].to_numpy(dtype=float)))
    axes.add_collection(PolyCollection(_boxes(x, y), facecolors=colours, linewidths=0, gid="value"), autolim=False)
    for across, down, value, ink in zip(x, y, known["value"], ink_on(colours), strict=True):
        write(axes, across, down, format_number(value, language, decimals), ha="center", size=SIZE, color=ink)
    low, high = (f"{words} {end}".strip() for words, end in ((low, "−1"), (high, "+1")))
    draw_colour_key(figure, SIGNED, low, high, x=0.15 + (measure_text(low, SMALL) + 8) / 72, y=0.24)
    return figure


def _boxes(x: pd.Series, y: pd.Series) -> list[list[tuple[float, float]]]:
    corners = np.array([(-0.47, -0.47), (0.47, -0.47), (0.47, 0.47), (-0.47, 0.47)])
    return [[(across + dx, down + dy) for dx, dy in corners] for across, down in zip(x, y, strict=True)]
