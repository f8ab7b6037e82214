"""The spine of a province over all indices, drawn: rank on every component, coloured by its verdict."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from parlib.figures.rows import open_rows
from parlib.figures.scales import scale_x
from parlib.figures.style import GAIN, INK, LOSS, MUTED, PALE, SMALL
from parlib.figures.words import write
from parlib.language.numbers import format_rank
from parlib.wording.labels import label

LOOKS = {"strength": ("^", GAIN), "high": ("^", GAIN), "low": ("v", LOSS), "weakness": ("v", LOSS)}
"""Verdict to its mark: form and colour both tell it, so that it can be read in grey."""

OTHERWISE = ("o", MUTED)
MIDDLE = "#C3CAD1"


def draw_verdicts(table: pd.DataFrame, *, language: str = "vi") -> Figure:
    """Draw where the province lies between last and first place on each component of each index.

    Parameters
    ----------
    table : pandas.DataFrame
        ``short, component, percentile`` (0 last, 1 first), ``rank, n_ranked, standing`` (a verdict of
        `parlib.study.province.find_strengths`).

    Raises
    ------
    ValueError
        If there is no row.
    """
    names = [f"{row.short} · {row.component}" for row in table.itertuples()]
    looks = {label(word, language): {"marker": marker, "color": color, "markersize": 9}
             for word, (marker, color) in {"strong": LOOKS["high"], "between": OTHERWISE, "weak": LOOKS["low"]}.items()
             }  # fmt: skip
    key = [*looks.items(), (label("middle_half", language), {"marker": "s", "color": MIDDLE, "markersize": 11})]
    figure, axes = open_rows(names, size=SMALL, pitch=0.27, right=0.8, foot=0.62, widest=3.8, key=key)
    scale_x(axes, -0.02, 1.02, language=language, share=True, name=label("places_behind", language))
    rows = np.arange(len(table))
    axes.barh(rows, 1.0, 0.46, color=PALE, zorder=2)
    axes.barh(rows, 0.5, 0.46, left=0.25, color=MIDDLE, zorder=2)
    for row, line in enumerate(table.itertuples()):
        marker, color = LOOKS.get(line.standing, OTHERWISE)
        axes.scatter([line.percentile], [row], s=70, c=color, marker=marker, edgecolors="white", linewidths=0.8,
                     zorder=5, clip_on=False)  # fmt: skip
        rank = format_rank(line.rank, line.n_ranked, language)
        write(axes, 1.0, row, rank, coords="row", dx=50, ha="right", size=SMALL, color=INK)
    return figure
