"""How sure a place is: intervals of scores and of ranks (độ tin cậy của thứ hạng)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parlib.figures.key import Entry
from parlib.figures.rows import open_panels
from parlib.figures.scales import name_score, pad_range, scale_x
from parlib.figures.style import ACCENT, ACCENT_PALE, INK, MUTED, OTHER, SMALL
from parlib.figures.words import measure_text, write
from parlib.language.numbers import format_number
from parlib.tidy import Row
from parlib.wording.labels import label


def draw_interval(table: pd.DataFrame, *, language: str = "vi", unit: str = "", decimals: int = 2) -> Figure:
    """Draw each province's score with its interval, in the order given, and the places it may hold.

    A pale band carries the subject's interval through the page: a province whose line touches it is not
    clearly above or below.

    Parameters
    ----------
    table : pandas.DataFrame
        ``province, score, low, high, rank_low, rank_high, role``; up to 63 rows; *rank_low* is the better
        place.
    decimals : int
        Not written beside rows; kept for the shape that all charts share.

    Raises
    ------
    ValueError
        If no row has a score.
    """
    table = table.dropna(subset=["score"])
    if table.empty:
        raise ValueError("the table has no row to draw")
    ranks = [_write_ranks(row, language) for row in table.itertuples()]
    before = max(measure_text(name, SMALL, True) for name in table["province"]) / 72 + 0.15
    head = label("rank_range", language)
    after = max(measure_text(text, SMALL, True) for text in [head, *ranks]) / 72 + 0.12
    figure, panels, rows = open_panels(len(table), before, after, head=0.3, key=_list_key(table, language))
    limits = pad_range(table[["low", "high", "score"]].to_numpy(dtype=float).ravel(), 0.03)
    for number, axes in enumerate(panels):
        name = name_score(language, unit) if number == len(panels) - 1 else ""
        scale_x(axes, *limits, language=language, name=name)
        part = slice(number * rows, (number + 1) * rows)
        _draw_panel(axes, table[part], table)
        _write_panel(axes, table[part], ranks[part], head, 72 * before, 72 * after)
    return figure


def _write_ranks(row: Row, language: str) -> str:
    low, high = (format_number(rank, language, 0) for rank in (row.rank_low, row.rank_high))
    return low if low == high else f"{low}–{high}"


def _draw_panel(axes: Axes, part: pd.DataFrame, table: pd.DataFrame) -> None:
    for row in table[table["role"] == "subject"].itertuples():
        axes.axvspan(row.low, row.high, color=ACCENT_PALE, alpha=0.45, linewidth=0, zorder=1)
    rows = np.arange(len(part))
    own = (part["role"] == "subject").to_numpy()
    for mine, color, wide, size in ((~own, MUTED, 1.8, 26), (own, ACCENT, 3.4, 90)):
        axes.hlines(
            rows[mine],
            part["low"][mine],
            part["high"][mine],
            color=OTHER if wide < 3 else color,
            linewidth=wide,
            zorder=3,
        )
        axes.scatter(
            part["score"][mine],
            rows[mine],
            s=size,
            c=color,
            linewidths=0,
            zorder=4,
            gid="subject" if wide > 3 else "other",
        )


def _write_panel(axes: Axes, part: pd.DataFrame, ranks: list[str], head: str, before: float, after: float) -> None:
    write(axes, 1.0, 1.0, head, coords="axes", dx=after - 2, dy=9, ha="right", size=SMALL, color=MUTED)
    for row, (line, text) in enumerate(zip(part.itertuples(), ranks, strict=True)):
        mine = line.role == "subject"
        look = {"coords": "row", "size": SMALL, "bold": mine, "color": ACCENT if mine else INK}
        write(axes, 0.0, row, line.province, dx=-before, ha="left", **look)
        write(axes, 1.0, row, text, dx=after - 2, ha="right", **look)


def _list_key(table: pd.DataFrame, language: str) -> list[Entry]:
    entries: list[Entry] = [(label("interval", language), {"linestyle": "-", "color": OTHER, "linewidth": 2.4})]
    if (table["role"] == "subject").any():
        entries.append((label("interval_subject", language), {"marker": "s", "color": "#F8E2D6", "markersize": 11}))
    return entries
