"""A new province's past between its old provinces: thin lines, a range over weightings, a central line (hợp nhất)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parlib.figures.history import draw_breaks
from parlib.figures.key import Entry, draw_key, plan_key
from parlib.figures.scales import name_score, pad_range, scale_y
from parlib.figures.style import ACCENT, BAND, INK, MUTED, OTHER, SIZE, SMALL, WIDTH, axes_points, new_figure
from parlib.figures.words import measure_text, spread, wrap_text, write
from parlib.language.numbers import format_number
from parlib.wording.labels import label

MARKERS = "sD^v<>"
"""One for each old province, so that lines can be told apart without colour."""

_EDGE = 150.0
"""Most points that a name on the right may take."""


def draw_merged(table: pd.DataFrame, *, language: str = "vi", unit: str = "", decimals: int = 2) -> Figure:
    """Draw the back-cast of a new province over the lines of its old ones.

    Parameters
    ----------
    table : pandas.DataFrame
        ``year, place, role, score, low, high, state, segment``; role ``merged``, ``part`` or ``own`` (the old province
        that the page is about). A year of the merged that is ``partial`` is an open mark with its range; a ``missing``
        one is none. Lines stop where the segment changes, and a dashed line says so.

    Raises
    ------
    ValueError
        If no year of the merged province has a figure.
    """
    merged = table[table["role"] == "merged"].sort_values("year")
    if merged["score"].notna().sum() == 0:
        raise ValueError("no year has a score to draw")
    old = dict(list(table[table["role"] != "merged"].groupby("place", sort=False)))
    color = INK if (table["role"] == "own").any() else ACCENT
    key = _list_key(merged, old, language, color)
    ends = [*old, merged["place"].iloc[0]]
    right = (
        min(_EDGE, max(measure_text(_name(name, language, name == ends[-1]), SIZE, True) for name in ends)) / 72 + 0.4
    )
    room = 0.25 * len(plan_key(key, WIDTH - 0.4))
    figure, axes = new_figure(4.3 + room, left=0.62, right=right, top=0.62 + room, bottom=0.45)
    _scale(axes, table, name_score(language, unit), language)
    for part, marker in zip(old.values(), MARKERS, strict=False):
        _draw_old(axes, part.sort_values("year"), marker)
    _draw_merged(axes, merged, color, language, decimals)
    draw_breaks(axes, merged, language)
    _write_ends(axes, merged, old, color, language)
    draw_key(figure, key, left=0.15)
    return figure


def _name(place: str, language: str, merged: bool) -> str:
    return label("merged_name", language).format(name=place) if merged else place


def _scale(axes: Axes, table: pd.DataFrame, name: str, language: str) -> None:
    values = table[["score", "low", "high"]].to_numpy(dtype=float)
    years = table["year"].astype(int)
    room = max(0.45, (3 - (years.max() - years.min())) / 2)
    axes.set_xlim(years.min() - room, years.max() + room)
    axes.set_xticks(sorted(years.unique()), [str(year) for year in sorted(years.unique())])
    scale_y(axes, *pad_range(values[~np.isnan(values)], 0.14), language=language, name=name)


def _draw_old(axes: Axes, part: pd.DataFrame, marker: str) -> None:
    own = (part["role"] == "own").any()
    look: dict[str, Any] = {
        "color": ACCENT if own else OTHER,
        "linewidth": 2.0 if own else 1.3,
        "zorder": 3.5 if own else 2.5,
    }
    for _, stretch in part.groupby("segment"):
        axes.plot(stretch["year"], stretch["score"], marker=marker, markersize=5, gid="own" if own else "part", **look)


def _draw_merged(axes: Axes, merged: pd.DataFrame, color: str, language: str, decimals: int) -> None:
    """Draw the range, the central line through whole years, and open marks with their range for partial ones."""
    for _, stretch in merged.groupby("segment"):
        whole = stretch.assign(**{name: stretch[name].where(stretch["state"] == "whole") for name in _FIGURES})
        axes.fill_between(
            whole["year"], whole["low"].astype(float), whole["high"].astype(float), color=BAND, linewidth=0, zorder=2,
        )  # fmt: skip
        axes.plot(
            whole["year"], whole["score"], color=color, linewidth=2.8, marker="o", markersize=7,
            markeredgecolor="white", markeredgewidth=1.0, zorder=4, gid="merged",
        )  # fmt: skip
    partial = merged[merged["state"] == "partial"]
    axes.vlines(partial["year"], partial["low"], partial["high"], color=color, linewidth=1.6, zorder=3.8)
    axes.plot(
        partial["year"], partial["score"], linestyle="none", marker="o", markersize=8, markerfacecolor="white",
        markeredgecolor=color, markeredgewidth=1.8, zorder=4.5, gid="partial",
    )  # fmt: skip
    known = merged[merged["state"] == "whole"]
    for at in dict.fromkeys((0, len(known) - 1)) if len(known) else ():
        row = known.iloc[at]
        look: dict[str, Any] = {"size": SIZE, "bold": True, "color": color, "halo": True, "ha": "center"}
        write(axes, row["year"], row["high"], format_number(row["score"], language, decimals), dy=15, **look)


_FIGURES = ("score", "low", "high")


def _write_ends(axes: Axes, merged: pd.DataFrame, old: dict[str, pd.DataFrame], color: str, language: str) -> None:
    """Name each line on the right, at the height of its last point."""
    low, high = axes.get_ylim()
    tall = axes_points(axes)[1]
    ends = [(merged, _name(merged["place"].iloc[0], language, True), color, True)]
    for name, part in old.items():
        own = (part["role"] == "own").any()
        ends.append((part, name, ACCENT if own else MUTED, own))
    ends = [end for end in ends if end[0]["score"].notna().any()]
    last = [end[0].sort_values("year")["score"].dropna().iloc[-1] for end in ends]
    spots = spread([(value - low) / (high - low) * tall for value in last], 19.0)
    for (_, text, ink, bold), spot in zip(ends, spots, strict=True):
        size = SIZE if bold else SMALL
        words = wrap_text(text, _EDGE, size, bold)
        where = min(max(spot, 8.0), tall - 6) / tall
        write(axes, 1.0, where, words, coords="axes", dx=2, ha="left", size=size, bold=bold, color=ink)


def _list_key(merged: pd.DataFrame, old: dict[str, pd.DataFrame], language: str, color: str) -> list[Entry]:
    entries: list[Entry] = [
        (label("merged_line", language), {"linestyle": "-", "color": color, "linewidth": 2.8}),
        (label("merged_range", language), {"marker": "s", "color": BAND, "markersize": 11}),
    ]
    for (name, part), marker in zip(old.items(), MARKERS, strict=False):
        ink = ACCENT if (part["role"] == "own").any() else OTHER
        text = label("old_name", language).format(name=name)
        entries.append((text, {"linestyle": "-", "color": ink, "linewidth": 1.4, "marker": marker, "markersize": 5}))
    if (merged["state"] == "partial").any():
        look = {"marker": "o", "markersize": 8, "markerfacecolor": "white", "markeredgecolor": color}
        entries.append((label("merged_partial", language), {**look, "markeredgewidth": 1.8}))
    return entries
