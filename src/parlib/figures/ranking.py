"""The national ranking on one page (bảng xếp hạng cả nước)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parlib.figures.rows import open_panels
from parlib.figures.scales import name_score, pad_range, scale_x
from parlib.figures.style import ACCENT, INK, MUTED, RULE, SMALL
from parlib.figures.words import measure_text, write
from parlib.language.numbers import format_number
from parlib.wording.labels import label


def draw_ranking(table: pd.DataFrame, *, language: str = "vi", unit: str = "", decimals: int = 2) -> Figure:
    """Draw every province in the order given: rank, name, a dot on one common scale, the score.

    Parameters
    ----------
    table : pandas.DataFrame
        ``province, score, rank, role``; up to 63 rows. A province without a score says so.

    Raises
    ------
    ValueError
        If there is no row.
    """
    if table.empty:
        raise ValueError("the table has no row to draw")
    known = table["score"].dropna()
    limits = pad_range(known, 0.06) if len(known) else (0.0, 1.0)
    name_width = max(measure_text(name, SMALL, True) for name in table["province"]) / 72 + 0.5
    score_width = max(measure_text(format_number(v, language, decimals), SMALL, True) for v in [0.0, *known]) / 72 + 0.2
    figure, axes, rows = open_panels(len(table), name_width, score_width)
    for number, panel in enumerate(axes):
        name = name_score(language, unit) if number == len(axes) - 1 else ""
        scale_x(panel, *limits, language=language, name=name)
        part = table.iloc[number * rows : (number + 1) * rows]
        _draw_panel(panel, part)
        _write_panel(panel, part, 72 * name_width, 72 * score_width - 2, language, decimals)
    return figure


def _draw_panel(axes: Axes, part: pd.DataFrame) -> None:
    rows = np.arange(len(part))
    own = (part["role"] == "subject").to_numpy()
    low, high = axes.get_xlim()
    axes.hlines(rows, low, high, color=RULE, linewidth=0.8, zorder=1)
    axes.hlines(rows[own], low, part["score"][own], color=ACCENT, linewidth=2.4, zorder=2)
    axes.scatter(part["score"][~own], rows[~own], s=34, c=MUTED, linewidths=0, zorder=3, gid="other")
    look: dict[str, Any] = {"s": 110, "c": ACCENT, "edgecolors": "white", "linewidths": 0.8, "zorder": 4}
    axes.scatter(part["score"][own], rows[own], gid="subject", **look)


def _write_panel(axes: Axes, part: pd.DataFrame, before: float, after: float, language: str, decimals: int) -> None:
    """Write rank and name from *before* points left of the axes, the score up to *after* points right."""
    for row, line in enumerate(part.itertuples()):
        mine = line.role == "subject"
        look = {"coords": "row", "size": SMALL, "bold": mine, "color": ACCENT if mine else INK}
        write(axes, 0.0, row, format_number(line.rank, language, 0), dx=16 - before, ha="right", **look)
        write(axes, 0.0, row, line.province, dx=24 - before, ha="left", **look)
        if pd.isna(line.score):
            look |= {"color": MUTED, "bold": False}
            write(axes, 0.0, row, label("no_data", language), dx=4, ha="left", **look)
        else:
            write(axes, 1.0, row, format_number(line.score, language, decimals), dx=after, ha="right", **look)
