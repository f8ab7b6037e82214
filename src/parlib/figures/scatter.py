"""Two measures against each other, one dot a province (quan hệ giữa hai chỉ số)."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parlib.figures.scales import pad_range, scale_x, scale_y
from parlib.figures.style import ACCENT, INK, OTHER, SIZE, SMALL, axes_points, new_figure
from parlib.figures.words import measure_text, spread, write


def draw_scatter(
    table: pd.DataFrame, *, x_label: str, y_label: str, language: str = "vi", diagonal: bool = False
) -> Figure:
    """Draw a dot for each row; the subject is large, and every row whose role is not ``other`` is named.

    Parameters
    ----------
    table : pandas.DataFrame
        ``x, y, label, role``; rows that miss x or y are left out.
    x_label, y_label : str
        What the axes measure, with units.
    diagonal : bool
        True where x and y share a scale: draw the line on which both are equal.

    Raises
    ------
    ValueError
        If no row has both x and y.
    """
    # Imported here: it takes a second, which no other chart should pay.
    import seaborn

    table = table.dropna(subset=["x", "y"])
    if table.empty:
        raise ValueError("the table has no row to draw")
    figure, axes = new_figure(5.0, left=0.7, right=0.4, top=0.45, bottom=0.65, width=8.0)
    scale_x(axes, *pad_range(table["x"], 0.08), language=language, name=x_label)
    scale_y(axes, *pad_range(table["y"], 0.08), language=language, name=y_label)
    if diagonal:
        axes.axline((table["x"].mean(), table["x"].mean()), slope=1, color=OTHER, linewidth=1.0, linestyle=(0, (4, 3)))
    seaborn.rugplot(table, x="x", y="y", ax=axes, color=OTHER, height=0.015, linewidth=0.8)
    for role, part in table.groupby("role"):
        size, color = {"subject": (170, ACCENT), "other": (60, OTHER)}.get(role, (64, INK))
        seaborn.scatterplot(
            part, x="x", y="y", ax=axes, s=size, color=color, edgecolor="white", linewidth=0.8, legend=False,
            zorder=5 if role == "subject" else 3, gid=role,
        )  # fmt: skip
    axes.set(xlabel="", ylabel="")
    _write_names(axes, table[table["role"] != "other"])
    return figure


def _write_names(axes: Axes, named: pd.DataFrame) -> None:
    """Write names beside their dots, on the left where the right has no room, moved apart where they meet."""
    (left, right), (low, high), (wide, tall) = axes.get_xlim(), axes.get_ylim(), axes_points(axes)
    at = (named["x"] - left) / (right - left) * wide
    fits = [x + measure_text(text, SIZE, True) + 14 < wide for x, text in zip(at, named["label"], strict=True)]
    for side in (True, False):
        part = named[[fit == side for fit in fits]]
        heights = ((part["y"] - low) / (high - low) * tall).to_list()
        for row, height, spot in zip(part.itertuples(), heights, spread(heights, 14.0), strict=True):
            look = {"size": SMALL, "color": INK}
            if row.role == "subject":
                look = {"size": SIZE + 1, "color": ACCENT, "bold": True}
            place = {"dx": 12, "ha": "left"} if side else {"dx": -12, "ha": "right"}
            write(axes, row.x, row.y, row.label, dy=spot - height, halo=True, **place, **look)
