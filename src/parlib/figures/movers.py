"""Who moved, and how far, between two years (tăng, giảm)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parlib.figures.key import Entry
from parlib.figures.rows import open_rows
from parlib.figures.scales import name_score, pad_range, scale_x
from parlib.figures.style import ACCENT, GAIN, INK, LOSS, MUTED, RULE, SIZE, SMALL
from parlib.figures.words import measure_text, write
from parlib.language.numbers import format_change
from parlib.wording.labels import label

COLOURS = {"up": GAIN, "down": LOSS, "other": MUTED, "subject": ACCENT}


def draw_movers(
    table: pd.DataFrame,
    *,
    language: str = "vi",
    unit: str = "",
    decimals: int = 2,
    share: bool = False,
    before: str = "",
    after: str = "",
) -> Figure:
    """Draw an arrow from the score before to the score after in each row, and the change beside it.

    Parameters
    ----------
    table : pandas.DataFrame
        ``label, before, after, change, role``; role ``up``, ``down``, ``other`` or ``subject``. Drawn in
        the order given; a long list is cut by the caller.
    share : bool
        True where the values are shares 0-1: written as percentages, changes in percentage points.
    before, after : str
        What the two ends are called in the key, such as the years.

    Raises
    ------
    ValueError
        If there is no row.
    """
    changes = [format_change(100 * v if share else v, language, 1 if share else decimals) for v in table["change"]]
    head = label("change_share" if share else "change", language)
    room = max([measure_text(text, SIZE, True) for text in changes] + [measure_text(head, SMALL)]) / 72 + 0.35
    own = list(table["role"] == "subject")
    figure, axes = open_rows(
        list(table["label"]), strong=own, colors=[ACCENT if mine else INK for mine in own], pitch=0.36,
        right=room,
        head=0.3, foot=0.62, key=_list_key(before, after, language),
    )  # fmt: skip
    values = table[["before", "after"]].to_numpy(dtype=float)
    values = values[~np.isnan(values)]
    low, high = pad_range(values, 0.05) if len(values) else (0.0, 1.0)
    name = label("share", language) if share else name_score(language, unit)
    scale_x(axes, low, high, language=language, name=name, share=share)
    axes.hlines(np.arange(len(table)), low, high, color=RULE, linewidth=0.8, zorder=1)
    _draw_moves(axes, table)
    write(axes, 1.0, 1.0, head, coords="axes", dx=72 * room - 12, dy=9, ha="right", size=SMALL, color=MUTED)
    for row, (text, role) in enumerate(zip(changes, table["role"], strict=True)):
        look = {"size": SIZE, "bold": True, "color": COLOURS[role]}
        write(axes, 1.0, row, text, coords="row", dx=72 * room - 12, ha="right", **look)
    return figure


def _draw_moves(axes: Axes, table: pd.DataFrame) -> None:
    """Draw a stem, an open circle before, and after it a triangle that points the way (no move: a circle)."""
    rows = np.arange(len(table))
    colours = table["role"].map(COLOURS).to_numpy()
    heavy = np.where(table["role"] == "subject", 1.7, 1.0)
    axes.hlines(rows, table["before"], table["after"], color=colours, linewidth=2.6 * heavy, zorder=3)
    axes.scatter(
        table["before"],
        rows,
        s=46,
        facecolors="white",
        edgecolors=colours,
        linewidths=1.6,
        zorder=4,
        gid="before",
    )
    way = np.sign((table["after"] - table["before"]).to_numpy(dtype=float))
    for step, marker in ((1, ">"), (-1, "<"), (0, "o")):
        mine = way == step
        if mine.any():
            look = {"s": 86 * heavy[mine], "c": colours[mine], "linewidths": 0, "zorder": 5}
            axes.scatter(table["after"][mine], rows[mine], marker=marker, gid=f"after{marker}", **look)


def _list_key(before: str, after: str, language: str) -> list[Entry]:
    open_mark = {"marker": "o", "markersize": 7, "markerfacecolor": "white", "markeredgecolor": MUTED}
    return [
        (before or label("before", language), {**open_mark, "markeredgewidth": 1.6}),
        (
            f"{after or label('after', language)}, {label('up', language)}",
            {"marker": ">", "color": GAIN, "markersize": 9},
        ),
        (
            f"{after or label('after', language)}, {label('down', language)}",
            {"marker": "<", "color": LOSS, "markersize": 9},
        ),
    ]
