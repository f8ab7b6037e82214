"""The province beside those it is compared with (tỉnh tương đồng, tỉnh dẫn đầu, tỉnh cùng vùng)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parlib.figures.key import Entry
from parlib.figures.rows import open_rows
from parlib.figures.scales import name_score, pad_range, scale_x
from parlib.figures.style import ACCENT, INK, MUTED, RULE, SIZE, SMALL
from parlib.figures.words import measure_text, write
from parlib.language.numbers import format_number
from parlib.wording.labels import label

LOOKS: dict[str, dict[str, Any]] = {
    "subject": {"marker": "o", "s": 150, "c": ACCENT, "edgecolors": "white", "linewidths": 1.0},
    "peer": {"marker": "o", "s": 80, "c": MUTED, "linewidths": 0},
    "top": {"marker": "D", "s": 66, "c": INK, "linewidths": 0},
    "region": {"marker": "o", "s": 70, "c": "white", "edgecolors": MUTED, "linewidths": 1.6},
}


def draw_peers(table: pd.DataFrame, *, language: str = "vi", unit: str = "", decimals: int = 2) -> Figure:
    """Draw a dot for each province in the order given; a line carries the subject's score down the page.

    Parameters
    ----------
    table : pandas.DataFrame
        ``province, score, role, distance``; role ``subject``, ``peer``, ``top`` or ``region``; distance
        says how alike a peer is (0: the same) and may be missing.

    Raises
    ------
    ValueError
        If there is no row.
    """
    own = table["role"] == "subject"
    far = table["distance"].notna().any()
    heads = [label("score", language), *([label("distance", language)] if far else [])]
    values = [format_number(score, language, decimals) for score in table["score"]]
    first = max(measure_text(text, SIZE, True) for text in [heads[0], *values]) + 14
    ends = [first, *([first + measure_text(heads[1], SMALL) + 18] if far else [])]
    figure, axes = open_rows(
        list(table["province"]),
        strong=list(own),
        colors=[ACCENT if mine else INK for mine in own],
        pitch=0.34, right=ends[-1] / 72 + 0.15, head=0.28, key=_list_key(table, language),
    )  # fmt: skip
    known = table["score"].dropna()
    limits = pad_range(known, 0.06) if len(known) else (0.0, 1.0)
    scale_x(axes, *limits, language=language, name=name_score(language, unit))
    _draw_dots(axes, table, own)
    for head, end in zip(heads, ends, strict=True):
        write(axes, 1.0, 1.0, head, coords="axes", dx=end, dy=9, ha="right", size=SMALL, color=MUTED)
    for row, (text, mine, distance) in enumerate(zip(values, own, table["distance"], strict=True)):
        look: dict[str, Any] = {"coords": "row", "ha": "right", "size": SIZE}
        write(axes, 1.0, row, text, dx=ends[0], bold=mine, color=ACCENT if mine else INK, **look)
        if far and pd.notna(distance):
            write(axes, 1.0, row, format_number(distance, language, 2), dx=ends[1], color=MUTED, **look)
    return figure


def _draw_dots(axes: Axes, table: pd.DataFrame, own: pd.Series) -> None:
    rows = np.arange(len(table))
    axes.hlines(rows, *axes.get_xlim(), color=RULE, linewidth=0.8, zorder=1)
    for score in table.loc[own, "score"].dropna():
        axes.axvline(score, color=ACCENT, linewidth=1.2, linestyle=(0, (4, 3)), zorder=2)
    for role, look in LOOKS.items():
        mine = (table["role"] == role).to_numpy()
        if mine.any():
            axes.scatter(table["score"][mine], rows[mine], zorder=5 if role == "subject" else 4, gid=role, **look)


def _list_key(table: pd.DataFrame, language: str) -> list[Entry]:
    shapes = {
        "peer": {"marker": "o", "color": MUTED, "markersize": 9},
        "top": {"marker": "D", "color": INK, "markersize": 7.5},
        "region": {"marker": "o", "markersize": 8, "markerfacecolor": "white", "markeredgecolor": MUTED},
    }
    edge = {"markeredgewidth": 1.6}
    return [
        (label(f"role_{role}", language), {**shape, **(edge if role == "region" else {})})
        for role, shape in shapes.items()
        if (table["role"] == role).any()
    ]
