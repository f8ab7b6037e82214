"""How a score moved over the years, beside the country (diễn biến qua các năm)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parlib.figures.key import Entry, draw_key, plan_key
from parlib.figures.scales import choose_side, name_score, pad_range, scale_y
from parlib.figures.style import ACCENT, BAND, INK, MUTED, SIZE, SMALL, WIDTH, axes_points, new_figure
from parlib.figures.words import measure_text, spread, wrap_text, write
from parlib.language.numbers import format_number
from parlib.wording.labels import label

QUARTILES = ["lower_quartile", "upper_quartile"]
MIDDLES = ("national_median", "national_mean")
_EDGE = 150.0
"""Most points that a name on the right may take."""


def draw_history(
    table: pd.DataFrame,
    *,
    province: str,
    language: str = "vi",
    unit: str = "",
    decimals: int = 2,
    country: bool = False,
) -> Figure:
    """Draw the province's path over the national median and the middle half of provinces.

    Parameters
    ----------
    table : pandas.DataFrame
        ``year, score, segment`` and, where known, ``national_median, lower_quartile, upper_quartile,
        max_score`` or ``national_mean``. Years of different segments are not comparable: lines stop and a
        dashed line says so. A year without a score is an open mark on the axis.
    province : str
        Name beside the path.
    country : bool
        True where the path is the country's own mean: not in the colour of the subject province.

    Raises
    ------
    ValueError
        If no year has a score.
    """
    table = table.sort_values("year").reindex(columns=_columns(table))
    if table["score"].notna().sum() == 0:
        raise ValueError("no year has a score to draw")
    key = _list_key(table, language)
    names = [province, *(label(name, language) for name in MIDDLES if table[name].notna().any())]
    right = min(_EDGE, max(measure_text(name, SIZE, True) for name in names)) / 72 + 0.35
    room = 0.25 * len(plan_key(key, WIDTH - 0.4))
    figure, axes = new_figure(4.3 + room, left=0.62, right=right, top=0.62 + room, bottom=0.45)
    _scale(axes, table, language, name_score(language, unit))
    _draw_country(axes, table)
    colour = INK if country else ACCENT
    _draw_own(axes, table, language, decimals, colour)
    draw_breaks(axes, table, language)
    _write_ends(axes, table, province, language, colour)
    draw_key(figure, key, left=0.15)
    return figure


def _columns(table: pd.DataFrame) -> list[str]:
    known = ["year", "score", "segment", *MIDDLES, *QUARTILES, "max_score"]
    return list(dict.fromkeys([*table.columns, *known]))


def _scale(axes: Axes, table: pd.DataFrame, language: str, name: str) -> None:
    values = table[["score", *MIDDLES, *QUARTILES]].to_numpy(dtype=float)
    low, high = pad_range(values[~np.isnan(values)], 0.14)
    ceiling = table["max_score"].max()
    if high > ceiling:
        high = ceiling + 0.03 * (ceiling - low)
    years = table["year"].astype(int)
    room = max(0.45, (3 - (years.max() - years.min())) / 2)
    axes.set_xlim(years.min() - room, years.max() + room)
    axes.set_xticks(years, [str(year) for year in years])
    scale_y(axes, low, high, language=language, name=name)


def _draw_country(axes: Axes, table: pd.DataFrame) -> None:
    for _, part in table.groupby("segment", dropna=False):
        half = part.dropna(subset=QUARTILES)
        if len(half) == 1:
            half = pd.concat([half.assign(year=half["year"] - 0.12), half.assign(year=half["year"] + 0.12)])
        if len(half):
            axes.fill_between(half["year"], half[QUARTILES[0]], half[QUARTILES[1]], color=BAND, linewidth=0, zorder=1.5)
        for name in MIDDLES:
            axes.plot(
                part["year"], part[name], color=MUTED, linewidth=1.8, zorder=3, gid=name,
                marker="_" if part[name].notna().sum() == 1 else "", markersize=14, markeredgewidth=1.8,
            )  # fmt: skip


def _draw_own(axes: Axes, table: pd.DataFrame, language: str, decimals: int, colour: str) -> None:
    for _, part in table.groupby("segment", dropna=False):
        axes.plot(
            part["year"], part["score"], color=colour, linewidth=2.8, marker="o", markersize=7.5,
            markeredgecolor="white", markeredgewidth=1.0, zorder=4, gid="subject",
        )  # fmt: skip
        _write_values(axes, part.dropna(subset=["score"]), language, decimals, colour)
    gaps = table.loc[table["score"].isna(), "year"]
    axes.plot(
        gaps, [0.0] * len(gaps), linestyle="none", marker="o", markersize=8, markerfacecolor="white",
        markeredgecolor=colour, markeredgewidth=1.4, clip_on=False, zorder=5, gid="no_data",
        transform=axes.get_xaxis_transform(),
    )  # fmt: skip


def _write_values(axes: Axes, known: pd.DataFrame, language: str, decimals: int, colour: str) -> None:
    """Write the first and last value of a stretch, away from the country and from a steep line."""
    x, y = known["year"].to_numpy(dtype=float), known["score"].to_numpy(dtype=float)
    middle = known[list(MIDDLES)].bfill(axis=1).iloc[:, 0].to_numpy(dtype=float)
    for place in sorted({0, len(y) - 1}) if len(y) else ():
        side = choose_side(axes, x, y, place, -1 if y[place] < middle[place] else 1)
        text = format_number(y[place], language, decimals)
        look: dict[str, Any] = {"size": SIZE, "bold": True, "color": colour, "halo": True}
        write(axes, x[place], y[place], text, dy=16 * side, ha="center", **look)


def draw_breaks(axes: Axes, table: pd.DataFrame, language: str) -> None:
    """Draw a dashed line between years of different ``segment``: the framework or the scale changed."""
    years, segments = table["year"].to_numpy(dtype=float), table["segment"].to_numpy()
    text, free = label("break", language), -np.inf
    points_a_year = axes_points(axes)[0] / float(np.diff(axes.get_xlim())[0])
    for before, after, old, new in zip(years, years[1:], segments, segments[1:], strict=False):
        if old == new or (pd.isna(old) and pd.isna(new)):
            continue
        x = (before + after) / 2
        axes.axvline(x, color=MUTED, linewidth=1.0, linestyle=(0, (3, 3)), zorder=2, gid="break")
        if x * points_a_year > free:
            write(axes, x, 1.0, text, coords="column", dy=8, ha="center", size=SMALL, color=MUTED)
            free = x * points_a_year + measure_text(text, SMALL) + 12


def _write_ends(axes: Axes, table: pd.DataFrame, province: str, language: str, colour: str) -> None:
    """Name each path on the right, at the height of its last point."""
    low, high = axes.get_ylim()
    tall = axes_points(axes)[1]
    ends = [("score", wrap_text(province, _EDGE, SIZE + 0.5, True), colour)]
    ends += [(name, wrap_text(label(name, language), _EDGE, SMALL), MUTED) for name in MIDDLES]
    ends = [end for end in ends if table[end[0]].notna().any()]
    last = [table[name].dropna().iloc[-1] for name, _, _ in ends]
    spots = spread([(value - low) / (high - low) * tall for value in last], 17.0)
    for (name, text, color), spot in zip(ends, spots, strict=True):
        own = name == "score"
        write(
            axes, 1.0, min(max(spot, 8.0), tall - 6) / tall, text, coords="axes", dx=2, ha="left",
            size=SIZE + 0.5 if own else SMALL, bold=own, color=color,
        )  # fmt: skip


def _list_key(table: pd.DataFrame, language: str) -> list[Entry]:
    entries: list[Entry] = []
    if table[QUARTILES].notna().all(axis=1).any():
        entries.append((label("middle_half", language), {"marker": "s", "color": BAND, "markersize": 11}))
    if table["score"].isna().any():
        look = {"marker": "o", "markersize": 8, "markerfacecolor": "white", "markeredgecolor": ACCENT}
        entries.append((label("no_data", language), {**look, "markeredgewidth": 1.4}))
    return entries
