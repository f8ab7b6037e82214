"""Tile map of Viet Nam: one tile a province, and the two archipelagos (bản đồ ô)."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from parlib.figures.key import draw_colour_key
from parlib.figures.scales import name_score
from parlib.figures.style import ACCENT, MUTED, OTHER, SEQUENCE, SIZE, SMALL, WIDTH, figure_of, ink_on, new_figure
from parlib.figures.words import fit_size, write
from parlib.language.numbers import format_number
from parlib.wording.labels import label

TALL = 0.4
"""Height of a tile in inches."""

ARCHIPELAGOS = (("da_nang", "hoang_sa", 0.0), ("khanh_hoa", "truong_sa", 0.0))
"""The province, its archipelago, and how many rows lower the archipelago's tile stands."""


def draw_tiles(table: pd.DataFrame, *, language: str = "vi", unit: str = "", decimals: int = 2) -> Figure:
    """Draw a tile for each province where it lies, darker for a higher score, the subject framed.

    A map shown at an official conference includes Hoàng Sa (Đà Nẵng) and Trường Sa (Khánh Hòa): where
    *table* has no rows of role ``archipelago``, they are set off the coast of their provinces.

    Parameters
    ----------
    table : pandas.DataFrame
        ``province, short_name, row, col, score, role``; row and col count from the upper left, score may be
        missing, role is ``other``, ``subject`` or ``archipelago``.

    Raises
    ------
    ValueError
        If there is no row.
    """
    if table.empty:
        raise ValueError("the table has no row to draw")
    table = add_archipelagos(table, language)
    figure, axes = _open_map(table)
    land = table[table["role"] != "archipelago"]
    known = land["score"].dropna()
    low, high = (known.min(), known.max()) if len(known) else (0.0, 1.0)
    scale = Normalize(low, high if high > low else low + 1e-6)
    _draw_land(axes, land, scale)
    _draw_islands(axes, table[table["role"] == "archipelago"])
    _write_tiles(axes, table, scale, language, decimals)
    if len(known):
        _draw_key(figure, low, high, language, unit, decimals)
    return figure


def add_archipelagos(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return *table* with Hoàng Sa and Trường Sa two columns off their provinces, unless it has them."""
    if (table["role"] == "archipelago").any():
        return table
    rows = []
    for home, name, lower in ARCHIPELAGOS:
        for tile in table[table["province"].eq(label(home, language))].itertuples():
            word = label(name, language)
            place = {"row": tile.row + lower, "col": tile.col + 2}
            rows.append({"province": word, "short_name": word, **place, "score": None, "role": "archipelago"})
    if not rows:
        return table
    extra = pd.DataFrame(rows).astype({"score": "float64"})
    return pd.concat([table.astype({"score": "float64"}), extra], ignore_index=True)


def _open_map(table: pd.DataFrame) -> tuple[Figure, Axes]:
    rows = table["row"].max() - table["row"].min() + 1
    figure, axes = new_figure(rows * TALL + 0.75, left=0.15, right=0.15, top=0.1, bottom=0.65)
    axes.set_ylim(table["row"].max() + 0.5, table["row"].min() - 0.5)
    columns = max(table["col"].max() - table["col"].min() + 1, 6)
    axes.set_xlim(table["col"].min() - 0.5, table["col"].min() - 0.5 + columns)
    axes.set_xticks([])
    return figure, axes


def _boxes(tiles: pd.DataFrame, gap_x: float = 0.02, gap_y: float = 0.045) -> list[list[tuple[float, float]]]:
    side, tall = 0.5 - gap_x, 0.5 - gap_y
    return [
        [(x - side, y - tall), (x + side, y - tall), (x + side, y + tall), (x - side, y + tall)]
        for x, y in zip(tiles["col"], tiles["row"], strict=True)
    ]


def _draw_land(axes: Axes, land: pd.DataFrame, scale: Normalize) -> None:
    known, blank = land[land["score"].notna()], land[land["score"].isna()]
    colours = SEQUENCE(scale(known["score"].to_numpy(dtype=float)))
    axes.add_collection(PolyCollection(_boxes(known), facecolors=colours, linewidths=0, gid="score"), autolim=False)
    look: dict[str, Any] = {"facecolors": "white", "edgecolors": OTHER, "linewidths": 1.0, "linestyles": (0, (3, 2))}
    axes.add_collection(PolyCollection(_boxes(blank), gid="no_data", **look), autolim=False)
    own = land[land["role"] == "subject"]
    frame: dict[str, Any] = {"facecolors": "none", "edgecolors": ACCENT, "linewidths": 3.2, "zorder": 5}
    axes.add_collection(PolyCollection(_boxes(own), gid="subject", **frame), autolim=False)


def _draw_islands(axes: Axes, islands: pd.DataFrame) -> None:
    look: dict[str, Any] = {"facecolors": "white", "edgecolors": MUTED, "linewidths": 1.0, "linestyles": "solid"}
    axes.add_collection(PolyCollection(_boxes(islands), gid="archipelago", **look), autolim=False)


def _write_tiles(axes: Axes, table: pd.DataFrame, scale: Normalize, language: str, decimals: int) -> None:
    width, _ = figure_of(axes).get_size_inches()
    room = 72 * (width - 0.3) / float(abs(axes.get_xlim()[1] - axes.get_xlim()[0])) * 0.96 - 6
    inks = ink_on(SEQUENCE(scale(table["score"].fillna(scale.vmin).to_numpy(dtype=float))))
    for tile, ink in zip(table.itertuples(), inks, strict=True):
        own, alone = tile.role == "subject", tile.role == "archipelago"
        look = {"ha": "center", "color": ink if alone or pd.notna(tile.score) else MUTED}
        size = fit_size(tile.short_name, room, SMALL, bold=own)
        write(axes, tile.col, tile.row, tile.short_name, dy=0 if alone else 6.5, size=size, bold=own, **look)
        if not alone:
            value = format_number(tile.score, language, decimals)
            write(axes, tile.col, tile.row, value, dy=-6.5, size=SIZE, bold=True, **look)


def _draw_key(figure: Figure, low: float, high: float, language: str, unit: str, decimals: int) -> None:
    ends = [format_number(value, language, decimals) for value in (low, high)]
    width, height = figure.get_size_inches()
    words = f"– {label('no_data', language).lower()}"
    write(figure, (WIDTH - 0.15) / width, 0.12 / height, words, ha="right", size=SMALL, color=MUTED)
    draw_colour_key(figure, SEQUENCE, f"{name_score(language, unit)}  {ends[0]}", ends[1], x=WIDTH - 2.45, y=0.38)
