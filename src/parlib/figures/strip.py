"""Where a province stands among all, by region (vị trí của tỉnh trong cả nước, theo vùng)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parlib.figures.key import Entry
from parlib.figures.rows import open_rows
from parlib.figures.scales import name_score, pad_range, scale_x
from parlib.figures.style import ACCENT, INK, MUTED, OTHER, RULE, SIZE, SMALL, axes_points
from parlib.figures.words import measure_text, write
from parlib.language.numbers import format_number
from parlib.terms import TOLERANCE
from parlib.wording.labels import label

PITCH = 0.68
"""Height of a region's row in inches."""

TIED = 5
"""So many provinces of a region with the same score become one dot with their number in it."""

RADIUS = {"other": 4.6, "tied": 9.0, "best": 5.2, "subject": 7.0}
"""Radius of a dot in points."""

LOOKS = {"other": (OTHER, "o", 3), "tied": (OTHER, "o", 3), "best": (INK, "D", 4), "subject": (ACCENT, "o", 5)}
"""Colour, shape and layer of a dot."""

ORDER = ("subject", "best", "tied", "other")
REACH = 13.0
"""How far a dot may leave the middle of its row, in points."""


def draw_strip(table: pd.DataFrame, *, language: str = "vi", unit: str = "", decimals: int = 2) -> Figure:
    """Draw each province as a dot in its region's row, the subject large and named.

    Parameters
    ----------
    table : pandas.DataFrame
        ``province, region, score, role``; role is ``other``, ``subject``, ``best``, or ``national_mean`` and
        ``regional_mean`` for summary rows. Rows without a score are left out.
    language : {"vi", "en"}
    unit : str
        Unit of the score (đơn vị), for the axis.
    decimals : int
        Decimals of the values written beside dots.

    Raises
    ------
    ValueError
        If no province has a score.
    """
    table = table.dropna(subset=["score"])
    dots = gather_ties(table[table["role"].isin(ORDER)])
    regions = list(dict.fromkeys(table.loc[table["role"].isin(ORDER), "region"]))
    own = set(dots.loc[dots["role"] == "subject", "region"])
    figure, axes = open_rows(
        regions,
        strong=[region in own for region in regions],
        colors=[INK if region in own else MUTED for region in regions],
        pitch=PITCH, widest=2.1, right=0.45, head=0.38, key=_list_key(table, dots, language),
    )  # fmt: skip
    scale_x(axes, *pad_range(table["score"], 0.05), language=language, name=name_score(language, unit))
    axes.hlines(np.arange(len(regions) - 1) + 0.5, *axes.get_xlim(), color=RULE, linewidth=0.8)
    _draw_means(axes, table, regions, language, decimals)
    _draw_dots(axes, dots, regions)
    _write_names(axes, dots, regions, language, decimals)
    return figure


def gather_ties(dots: pd.DataFrame) -> pd.DataFrame:
    """Return *dots* with five or more equal scores of one region gathered into one row of role ``tied``.

    The column ``n`` says how many provinces a dot stands for, ``holds_best`` whether the best is among them;
    the subject always keeps a dot of its own.
    """
    free = dots["role"] != "subject"
    dots = dots.assign(n=1, holds_best=dots["role"] == "best", place=(dots["score"] / TOLERANCE / 10).round())
    keys = ["region", "place"]
    size = dots[free].groupby(keys)["n"].transform("size").reindex(dots.index, fill_value=0)
    tied = dots[size >= TIED]
    if tied.empty:
        return dots
    groups = tied.groupby(keys, sort=False, as_index=False).agg(
        province=("province", "first"), score=("score", "first"), n=("n", "size"), holds_best=("holds_best", "any")
    )
    return pd.concat([dots[size < TIED], groups.assign(role="tied")], ignore_index=True)


def place_dots(x: Sequence[float], radius: Sequence[float], reach: float = REACH) -> list[float]:
    """Return how far each dot moves up or down so that dots do not overlap (beeswarm), in the units of *x*.

    Dots are placed in the order given, the first in the middle; none moves further than *reach*.

    Examples
    --------
    >>> place_dots([0, 0, 50], [5, 5, 5])
    [0.0, 10.0, 0.0]
    """
    placed: list[tuple[float, float, float]] = []
    for here, size in zip(x, radius, strict=True):
        near = [(px, py, size + pr) for px, py, pr in placed if abs(here - px) < size + pr]
        steps = [np.sqrt(gap**2 - (here - px) ** 2) for px, py, gap in near]
        spots = [0.0] + [py + way * step for (px, py, _), step in zip(near, steps, strict=True) for way in (1, -1)]
        free = [y for y in spots if all((here - px) ** 2 + (y - py) ** 2 >= gap**2 - 1e-6 for px, py, gap in near)]
        best = min(free, key=abs)
        placed.append((here, float(np.clip(best, -reach, reach)), size))
    return [y for _, y, _ in placed]


def _place_region(x: np.ndarray, roles: np.ndarray) -> np.ndarray:
    """Return how far the dots of one region move, in points; the subject and the best stay in the middle."""
    order = sorted(range(len(x)), key=lambda dot: (ORDER.index(roles[dot]), x[dot]))
    moved = np.empty(len(x))
    moved[order] = place_dots([x[dot] for dot in order], [RADIUS[roles[dot]] + 0.4 for dot in order])
    return moved


def _draw_dots(axes: Axes, dots: pd.DataFrame, regions: list[str]) -> None:
    (low, high), wide = axes.get_xlim(), axes_points(axes)[0]
    x, roles = dots["score"].to_numpy(dtype=float), dots["role"].to_numpy(dtype=object)
    rows = np.array([regions.index(region) for region in dots["region"]])
    y = rows.astype(float)
    for row in range(len(regions)):
        mine = rows == row
        y[mine] += _place_region((x[mine] - low) / (high - low) * wide, roles[mine]) / (72 * PITCH)
    for role, (color, marker, above) in LOOKS.items():
        mine = roles == role
        if mine.any():
            size = (2 * RADIUS[role]) ** 2 * (0.6 if marker == "D" else 1.0)
            look: dict[str, Any] = {"c": color, "marker": marker, "edgecolors": "white", "linewidths": 0.8, "gid": role}
            axes.scatter(x[mine], y[mine], s=size, zorder=above, **look)
    for dot in np.flatnonzero(roles == "tied"):
        write(axes, x[dot], y[dot], str(dots["n"].iloc[dot]), size=SMALL, bold=True, color=INK, ha="center")


def _draw_means(axes: Axes, table: pd.DataFrame, regions: list[str], language: str, decimals: int) -> None:
    for score in table.loc[table["role"] == "national_mean", "score"][:1]:
        axes.axvline(score, color=INK, linewidth=1.2, linestyle=(0, (4, 3)), zorder=2, gid="national_mean")
        text = f"{label('national_mean', language)} {format_number(score, language, decimals)}"
        _write_beside(axes, score, 1.0, text, dy=11, coords="column", color=MUTED, size=SMALL)
    means = table[(table["role"] == "regional_mean") & table["region"].isin(regions)]
    rows = means["region"].map(regions.index).to_numpy(dtype=float)
    axes.vlines(means["score"], rows - 0.27, rows + 0.27, color=INK, linewidth=2.2, zorder=2.5, gid="regional_mean")


def _write_names(axes: Axes, dots: pd.DataFrame, regions: list[str], language: str, decimals: int) -> None:
    for dot in dots[dots["role"] == "subject"].itertuples():
        text = f"{dot.province} {format_number(dot.score, language, decimals)}"
        look = {"size": SIZE + 1, "bold": True, "color": ACCENT, "halo": True}
        _write_beside(axes, dot.score, regions.index(dot.region), text, dy=17, **look)
    _write_best(axes, dots, regions, language, decimals)


def _write_best(axes: Axes, dots: pd.DataFrame, regions: list[str], language: str, decimals: int) -> None:
    """Name the best province under its dot; where many share the highest score, say how many, once."""
    best, own = dots[dots["holds_best"]], dots[dots["role"] == "subject"]
    if best.empty:
        return
    n = int(best["n"].sum() + (own["score"] >= best["score"].max() - TOLERANCE).sum())
    # The row above the subject's is the one whose lower edge is taken by the subject's name.
    taken = {regions.index(region) - 1 for region in own["region"]}
    rows = best["region"].map(regions.index)
    first = best.assign(row=rows, busy=rows.isin(taken)).sort_values(["busy", "row"], ascending=[True, False]).iloc[0]
    name = first["province"] if n == 1 else f"{label('best', language)}: {n} {label('provinces', language)},"
    text = f"{name} {format_number(first['score'], language, decimals)}"
    _write_beside(axes, first["score"], first["row"], text, dy=-18, halo=True, size=SMALL, color=INK)


def _write_beside(axes: Axes, x: float, y: float, text: str, **look: Any) -> None:  # noqa: ANN401
    """Write centred on *x*, but never beyond the right or left edge of the axes."""
    low, high = axes.get_xlim()
    wide = axes_points(axes)[0]
    half = measure_text(text, look["size"], bool(look.get("bold"))) / 2
    at = (x - low) / (high - low) * wide
    shift = min(max(half - at, 0.0), half) - min(max(at + half - wide - 20, 0.0), half)
    write(axes, x, y, text, ha="center", dx=shift, **look)


def _list_key(table: pd.DataFrame, dots: pd.DataFrame, language: str) -> list[Entry]:
    entries: list[Entry] = []
    if (dots["role"] == "other").any():
        entries.append((label("one_province", language), {"marker": "o", "color": OTHER, "markersize": 9}))
    if (dots["role"] == "tied").any():
        entries.append((label("same_score", language), {"marker": "o", "color": OTHER, "markersize": 14}))
    if (dots["role"] == "best").any():
        entries.append((label("best", language), {"marker": "D", "color": INK, "markersize": 7}))
    if (table["role"] == "regional_mean").any():
        look = {"marker": "|", "color": INK, "markersize": 13, "markeredgewidth": 2.2}
        entries.append((label("regional_mean", language), look))
    return entries
