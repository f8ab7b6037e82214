"""Spine chart: every component of a province against the country, one row each.

After the spine charts of Public Health England's Fingertips profiles: range, quartiles, mean and the
place's own mark.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from parlib.figures.key import Entry
from parlib.figures.rows import open_rows
from parlib.figures.scales import pad_range, scale_x
from parlib.figures.style import ACCENT, GAIN, INK, LOSS, MUTED, PALE, SIZE, SMALL, figure_of
from parlib.figures.words import write
from parlib.language.numbers import format_percent, format_rank
from parlib.wording.labels import label

BAR = 0.46
TREND = {"up": ("^", GAIN), "down": ("v", LOSS), "flat": ("_", MUTED)}
COLUMNS = {"share": 58.0, "rank": 112.0, "trend": 152.0}
"""Where a column stands, in points right of the axes; the first two end there, the last is centred."""


def draw_spine(table: pd.DataFrame, *, language: str = "vi") -> Figure:
    """Draw where the province lies between the lowest and the best province on each component.

    Parameters
    ----------
    table : pandas.DataFrame
        ``component, share, mean_share, lowest_share, lower_quartile_share, median_share,
        upper_quartile_share, best_share, rank, n_ranked, trend``; shares 0-1, trend ``up``, ``down``,
        ``flat`` or ``none``.

    Raises
    ------
    ValueError
        If there is no row.
    """
    right = (COLUMNS["trend"] + 34) / 72
    figure, axes = open_rows(
        list(table["component"]),
        size=SIZE if len(table) <= 20 else 10.5,
        pitch=0.4 if len(table) <= 20 else 0.33,
        right=right,
        head=0.3,
        foot=0.62,
        widest=2.9 if len(table) <= 20 else 3.2,
        key=_list_key(language),
    )
    shares = table[["share", "mean_share", "lowest_share", "best_share"]].to_numpy(dtype=float)
    shares = shares[~np.isnan(shares)]
    low, high = pad_range(shares, 0.04) if len(shares) else (0.0, 1.0)
    scale_x(axes, max(low, -0.02), min(high, 1.02), language=language, share=True, name=label("share", language))
    _draw_country(axes, table)
    axes.scatter(
        table["share"], np.arange(len(table)), s=120, c=ACCENT, edgecolors="white", linewidths=1.0, zorder=5,
        clip_on=False, gid="subject",
    )  # fmt: skip
    _write_columns(axes, table, language)
    return figure


def _draw_country(axes: Axes, table: pd.DataFrame) -> None:
    rows = np.arange(len(table))
    for (start, end), color in {
        ("lowest_share", "best_share"): PALE,
        ("lower_quartile_share", "upper_quartile_share"): "#C3CAD1",
    }.items():
        axes.barh(rows, table[end] - table[start], BAR, left=table[start], color=color, zorder=2)
    axes.vlines(table["median_share"], rows - BAR / 2, rows + BAR / 2, color="white", linewidth=1.6, zorder=3)
    axes.vlines(table["mean_share"], rows - 0.36, rows + 0.36, color=INK, linewidth=2.2, zorder=4, gid="national_mean")


def _write_columns(axes: Axes, table: pd.DataFrame, language: str) -> None:
    for name, word in {"share": "share_short", "rank": "rank", "trend": "trend"}.items():
        look: dict[str, Any] = {"ha": "center" if name == "trend" else "right", "size": SMALL, "color": MUTED}
        write(axes, 1.0, 1.0, label(word, language), coords="axes", dx=COLUMNS[name], dy=9, **look)
    for row, line in enumerate(table.itertuples()):
        look = {"coords": "row", "ha": "right", "size": SIZE}
        if pd.isna(line.share):
            write(axes, 1.0, row, label("no_data", language), dx=COLUMNS["rank"], color=MUTED, **look)
            continue
        share, rank = format_percent(line.share, language), format_rank(line.rank, line.n_ranked, language)
        write(axes, 1.0, row, share, dx=COLUMNS["share"], bold=True, color=ACCENT, **look)
        write(axes, 1.0, row, rank, dx=COLUMNS["rank"], color=INK, **look)
    _draw_trend(axes, table)


def _draw_trend(axes: Axes, table: pd.DataFrame) -> None:
    figure = figure_of(axes)
    place = axes.get_yaxis_transform() + ScaledTranslation(COLUMNS["trend"] / 72, 0, figure.dpi_scale_trans)
    for trend, (marker, color) in TREND.items():
        rows = np.flatnonzero((table["trend"] == trend) & table["share"].notna())
        if len(rows):
            look: dict[str, Any] = {"markersize": 9, "markeredgewidth": 2.2 if marker == "_" else 0, "clip_on": False}
            look |= {"linestyle": "none", "marker": marker, "color": color, "gid": f"trend_{trend}"}
            axes.plot(np.ones(len(rows)), rows, transform=place, **look)


def _list_key(language: str) -> list[Entry]:
    return [
        (label("subject", language), {"marker": "o", "color": ACCENT, "markersize": 10}),
        (
            label("national_mean", language),
            {"marker": "|", "color": INK, "markersize": 14, "markeredgewidth": 2.2},
        ),
        (label("middle_half", language), {"marker": "s", "color": "#C3CAD1", "markersize": 11}),
        (label("national_range", language), {"marker": "s", "color": PALE, "markersize": 11}),
    ]
