"""Where the lost points lie, parted by who else loses them (biểu đồ Pareto điểm bị mất)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parlib.figures.key import Entry
from parlib.figures.rows import open_rows
from parlib.figures.scales import scale_x
from parlib.figures.style import ACCENT, ACCENT_PALE, INK, MUTED, OTHER, SIZE, SMALL
from parlib.figures.words import measure_text, write
from parlib.language.numbers import format_number, format_percent
from parlib.wording.labels import label

PARTS = {"everyone": OTHER, "to_best": ACCENT_PALE, "to_median": ACCENT}
"""Parts of a bar from the axis outwards; their greys differ too."""


def draw_pieces(losses: pd.DataFrame, **options: Any) -> Figure:  # noqa: ANN401
    """Draw the pieces of each part's loss; a row that adds them up (without a code) is not drawn."""
    parts = losses[losses["component_code"] != ""]
    return draw_pareto(parts.rename(columns={"best_to_median": "to_best", "below_median": "to_median"}), **options)


def draw_pareto(table: pd.DataFrame, *, language: str = "vi", unit: str = "", decimals: int = 2) -> Figure:
    """Draw the points lost on each component in three parts, with the running share of all points lost.

    Parameters
    ----------
    table : pandas.DataFrame
        ``component, everyone, to_best, to_median`` in points: what the best province loses too, the gap
        from the best to the national median, the gap from the median to the province. ``cumulative_share``
        (0-1) where the caller has it; else the running sum of the bars as drawn.

    Raises
    ------
    ValueError
        If there is no row.
    """
    lost = table[list(PARTS)].sum(axis=1, min_count=1)
    running = table["cumulative_share"] if "cumulative_share" in table else lost.cumsum() / lost.sum()
    heads = [label("lost", language), label("cumulative_share", language)]
    widths = [measure_text(head, SMALL) for head in heads]
    ends = [widths[0] + 12, widths[0] + widths[1] + 30]
    figure, axes = open_rows(
        list(table["component"]), pitch=0.42, right=ends[1] / 72 + 0.15, head=0.28, key=_list_key(language)
    )
    scale_x(
        axes,
        0.0,
        (lost.max() or 1.0) * 1.03,
        language=language,
        name=f"{heads[0]} ({unit})" if unit else heads[0],
    )
    _draw_parts(axes, table)
    for head, end in zip(heads, ends, strict=True):
        write(axes, 1.0, 1.0, head, coords="axes", dx=end, dy=9, ha="right", size=SMALL, color=MUTED)
    for row, (points, share) in enumerate(zip(lost, running, strict=True)):
        text = label("no_data", language) if pd.isna(points) else format_number(points, language, decimals)
        look: dict[str, Any] = {"coords": "row", "ha": "right", "size": SIZE}
        write(axes, 1.0, row, text, dx=ends[0], color=MUTED if pd.isna(points) else ACCENT, bold=True, **look)
        write(axes, 1.0, row, format_percent(share, language, 0), dx=ends[1], color=INK, **look)
    return figure


def _draw_parts(axes: Axes, table: pd.DataFrame) -> None:
    rows, left = np.arange(len(table)), np.zeros(len(table))
    for part, color in PARTS.items():
        widths = table[part].fillna(0.0).to_numpy(dtype=float)
        axes.barh(rows, widths, 0.56, left=left, color=color, edgecolor="white", linewidth=0.8, zorder=2, gid=part)
        left = left + widths
    axes.axvline(0, color=MUTED, linewidth=1.0, zorder=3)


def _list_key(language: str) -> list[Entry]:
    return [(label(part, language), {"marker": "s", "color": color, "markersize": 11}) for part, color in PARTS.items()]
