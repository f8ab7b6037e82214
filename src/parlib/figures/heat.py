"""Heat table: components by years, the colour is the share, the text is the rank (bảng nhiệt)."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from parlib.figures.key import draw_colour_key
from parlib.figures.rows import open_rows
from parlib.figures.style import INK, MUTED, OTHER, SEQUENCE, SIZE, SMALL, ink_on
from parlib.figures.words import measure_text, write
from parlib.language.numbers import format_number, format_percent
from parlib.wording.labels import label

TEXTS = ("rank", "share")


def draw_heat(table: pd.DataFrame, *, language: str = "vi", text: str = "rank") -> Figure:
    """Draw a cell for each component and year: darker is a larger share of the points to be had.

    Parameters
    ----------
    table : pandas.DataFrame
        ``component, year, share, rank, segment, level``; share 0-1, level 0 for the total, 1 and 2 below
        it. A cell whose share is missing is hatched; a component that has no row in a year leaves its cell
        empty. Where the segment of a component changes between two years a heavy line parts them.
    text : {"rank", "share"}
        What the cells say.

    Raises
    ------
    ValueError
        If there is no row, or *text* is not known.
    """
    if text not in TEXTS:
        raise ValueError(f"text {text!r} is not known: choose one of {', '.join(TEXTS)}")
    names = table.drop_duplicates("component")
    figure, axes = open_rows(
        list(names["component"]), strong=list(names["level"] <= 1), indent=list(names["level"].clip(lower=0)),
        colors=[INK if level <= 1 else MUTED for level in names["level"]],
        size=SIZE if len(names) <= 20 else 10.5,
        pitch=0.33, widest=3.6, right=0.25,
        head=0.42, foot=0.72,
    )  # fmt: skip
    years = sorted(table["year"].unique())
    axes.set_xlim(-0.5, len(years) - 0.5)
    axes.set_xticks([])
    for column, year in enumerate(years):
        write(axes, column, 1.0, str(year), coords="column", dy=11, ha="center", size=SMALL, color=MUTED)
    cells = _place_cells(table, list(names["component"]), years)
    scale = _draw_cells(axes, cells)
    _write_cells(axes, cells, scale, language, text)
    _draw_breaks(axes, cells)
    _draw_key(figure, scale, language, text)
    return figure


def _place_cells(table: pd.DataFrame, components: list[str], years: list[int]) -> pd.DataFrame:
    rows = {name: row for row, name in enumerate(components)}
    columns = {year: column for column, year in enumerate(years)}
    return table.assign(y=table["component"].map(rows), x=table["year"].map(columns)).sort_values(["y", "x"])


def _boxes(cells: pd.DataFrame, gap: float = 0.03) -> list[list[tuple[float, float]]]:
    side, tall = 0.5 - gap, 0.5 - gap
    return [
        [(x - side, y - tall), (x + side, y - tall), (x + side, y + tall), (x - side, y + tall)]
        for x, y in zip(cells["x"], cells["y"], strict=True)
    ]


def _draw_cells(axes: Axes, cells: pd.DataFrame) -> Normalize:
    known, blank = cells[cells["share"].notna()], cells[cells["share"].isna()]
    low, high = (known["share"].min(), known["share"].max()) if len(known) else (0.0, 1.0)
    scale = Normalize(low, high if high > low else low + 1e-6)
    colours = SEQUENCE(scale(known["share"].to_numpy(dtype=float)))
    axes.add_collection(PolyCollection(_boxes(known), facecolors=colours, linewidths=0, gid="share"), autolim=False)
    axes.add_collection(
        PolyCollection(
            _boxes(blank), facecolors="white", edgecolors=OTHER, hatch="////", linewidths=0.6, gid="no_data"
        ),
        autolim=False,
    )
    return scale


def _write_cells(axes: Axes, cells: pd.DataFrame, scale: Normalize, language: str, text: str) -> None:
    many = cells["x"].nunique() > 11
    known = cells[cells["share"].notna()]
    inks = ink_on(SEQUENCE(scale(known["share"].to_numpy(dtype=float))))
    for cell, ink in zip(known.itertuples(), inks, strict=True):
        words = format_number(cell.rank, language, 0) if text == "rank" else format_percent(cell.share, language, 0)
        look = {"size": SMALL if many else SIZE, "bold": cell.level <= 1, "color": ink}
        write(axes, cell.x, cell.y, words, ha="center", **look)


def _draw_breaks(axes: Axes, cells: pd.DataFrame) -> None:
    after = cells.groupby("y")[["x", "segment"]].shift(-1)
    change = cells[after["segment"].notna() & (after["segment"] != cells["segment"])]
    x = (change["x"] + after.loc[change.index, "x"]) / 2
    axes.vlines(x, change["y"] - 0.5, change["y"] + 0.5, color=INK, linewidth=2.4, zorder=5, gid="break")


def _draw_key(figure: Figure, scale: Normalize, language: str, text: str) -> None:
    low, high = (format_percent(share, language, 0) for share in (scale.vmin, scale.vmax))
    width, height = figure.get_size_inches()
    word = f"{label('share', language)}  {low}"
    draw_colour_key(figure, SEQUENCE, word, high, x=0.15 + (measure_text(word, SMALL) + 8) / 72, y=0.44)
    words = (f"cell_{text}", "cell_no_data", "cell_break")
    note = " · ".join(label(word, language) for word in words)
    write(figure, 0.15 / width, 0.17 / height, note, ha="left", size=SMALL, color=MUTED)
