"""Figures of rows with words on the left: one column, or two for a long list."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parlib.figures.key import KEY_LINE, Entry, draw_key, plan_key
from parlib.figures.style import INK, SIZE, WIDTH, add_panel, new_figure
from parlib.figures.words import measure_text, wrap_text, write

PANEL_PITCH = 0.215
"""Height of a row of a long list in inches."""

PANEL_ROWS = 34
"""So many rows stand in one column; more are parted into two."""


def open_rows(
    labels: Sequence[str],
    *,
    strong: Sequence[bool] = (),
    colors: Sequence[str] = (),
    pitch: float = 0.42,
    widest: float = 3.2,
    right: float = 0.4,
    head: float = 0.1,
    foot: float = 0.6,
    size: float = SIZE,
    key: Sequence[Entry] = (),
) -> tuple[Figure, Axes]:
    """Return a figure with one row for each label, first on top; row *n* lies at y = *n*.

    Parameters
    ----------
    labels : sequence of str
        Words on the left; too long ones are wrapped.
    strong : sequence of bool
        Which labels are semibold.
    pitch : float
        Height of a row in inches; it grows where a label needs more lines.
    widest : float
        Most inches that labels may take.
    right, head, foot : float
        Room on the right, above the rows and under them, in inches.

    Raises
    ------
    ValueError
        If there is no row to draw.
    """
    if not len(labels):
        raise ValueError("the table has no row to draw")
    strong = list(strong) or [False] * len(labels)
    lines = [wrap_text(text, 72 * widest, size, bold) for text, bold in zip(labels, strong, strict=True)]
    left = max(measure_text(text, size, bold) for text, bold in zip(lines, strong, strict=True)) / 72 + 0.35
    pitch = max(pitch, max(1.1 * text.count("\n") + 1.4 for text in lines) * size / 72)
    key_height = KEY_LINE * len(plan_key(key, WIDTH - 0.4)) + (0.15 if key else 0.0)
    figure, axes = new_figure(
        pitch * len(labels) + key_height + head + foot,
        left=left,
        right=right,
        top=key_height + head,
        bottom=foot,
    )
    axes.set_ylim(len(labels) - 0.5, -0.5)
    for row, text in enumerate(lines):
        write(
            figure.axes[0],
            0.0,
            row,
            text,
            coords="row",
            dx=72 * (0.15 - left),
            size=size,
            bold=strong[row],
            color=colors[row] if colors else INK,
            ha="left",
        )
    if key:
        draw_key(figure, key, left=0.15)
    return figure, axes


def open_panels(
    n: int, before: float, after: float, *, head: float = 0.1, key: Sequence[Entry] = ()
) -> tuple[Figure, list[Axes], int]:
    """Return a figure for a list of *n* rows in one or two columns, its axes and the rows of a column.

    Parameters
    ----------
    n : int
    before, after : float
        Room in inches for words on the left and on the right of each column.
    head : float
        Room above the rows in inches.
    """
    columns = 1 if n <= PANEL_ROWS else 2
    rows = -(-n // columns)
    top = head + (0.3 if key else 0.0)
    gap = 0.3 * (columns - 1)
    share, left = (WIDTH - 0.3 - gap) / columns, 0.15 + before
    height = rows * PANEL_PITCH + top + 0.65
    figure, first = new_figure(height, left=left, right=WIDTH - 0.15 - share + after, top=top, bottom=0.65)
    panels = [first]
    if columns == 2:
        panels.append(add_panel(figure, left + share + gap, 0.65, share - before - after, rows * PANEL_PITCH))
    for panel in panels:
        panel.set_ylim(rows - 0.5, -0.5)
    if key:
        draw_key(figure, key, left=0.15)
    return figure, panels, rows
