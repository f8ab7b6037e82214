"""Charts of rows as SVG: dots, bars and ranges beside or below names.

Names stand above their marks, which is how a phone has room for both. The plot is a picture of its own within, so that
styles can move it to the right where the page is wide enough for names at the left, level with their marks.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape

from parlib.charts.chart import Mark, Row, RowChart, Scale
from parlib.charts.svg_frame import (
    END,
    LETTER,
    PLOT,
    SIDE,
    Frame,
    choose_anchor,
    list_ticks,
    open_mark,
    write_hint,
    write_key,
    write_text,
)

CROWD = 26
"""Height of the marks of a row whose dots are moved apart."""

RADIUS = {"subject": 7, "best": 6}
RADIUS_OTHER = 4.5


BACKGROUND = ("whole", "middle")
"""Bars behind a mark, which have a name under the pointer alone."""

CLEAR = 0.6
"""How far right a named guide leaves room for the head of the figures that close the rows."""

SIDE_NAMES = 38.0
"""Room for such names, in per cent."""

SCREEN = 640
"""How wide the rows are on a usual screen, by which crowded dots are moved apart."""


def _choose_frame(chart: RowChart) -> Frame:
    right = END if any(row.ends for row in chart.rows) else SIDE
    if chart.form == "verdicts":  # low rows however many, each below its own name, which may be long
        return Frame(right=right, name=14, plot=10, gap=3)
    if chart.is_long:
        return Frame(SIDE_NAMES, right, 0, 16, 5)
    return Frame(right=right, plot=CROWD if chart.form == "dots" else PLOT)


def write_rows(chart: RowChart, language: str) -> tuple[str, float]:
    """Return the content of a chart of rows and its height."""
    frame = _choose_frame(chart)
    # Equal figures lie side by side here, not in one dot.
    key, top = write_key([entry for entry in chart.key if entry[0] != "ties"])
    named = [chart.scale.place(guide.value) for guide in chart.guides if guide.name]
    head = chart.heads[0] if chart.heads and frame.right == END and max(named, default=0) < CLEAR else ""
    top += 18 if named or head else 4
    tall = frame.name + frame.plot + frame.gap
    bottom = top + tall * len(chart.rows)
    ground = list(write_axis(chart.scale, top, bottom, language, frame))
    if chart.band:
        low, high = (chart.scale.place(end) for end in chart.band)
        wide = (high - low) * frame.wide
        ground.append(
            f'<rect class="band" x="{frame.x(low)}" y="{top:g}" width="{wide:.2f}%" height="{bottom - top:g}"/>'
        )
    for guide in chart.guides:
        share = chart.scale.place(guide.value)
        x = frame.x(share)
        ground.append(f'<line class="guide {guide.role}" x1="{x}" x2="{x}" y1="{top:g}" y2="{bottom:g}"/>')
        if guide.name:
            ground.append(write_text(x, top - 5, guide.name, "n", choose_anchor(share)))
    tops = [top + place * tall for place in range(len(chart.rows))]
    words = [write_text("100%", top - 5, head, "n", "end")] if head else []
    words += [_write_words(row, y, frame) for row, y in zip(chart.rows, tops, strict=True)]
    marks = [_write_marks(row, chart, y, frame) for row, y in zip(chart.rows, tops, strict=True)]
    # Names lie on the ground and under the marks, so that no line of the grid runs through a name on a phone.
    under, over = (_frame_plot(chart, frame, "".join(part), bottom + 38) for part in (ground, marks))
    return key + under + "".join(words) + over, bottom + 38


def _frame_plot(chart: RowChart, frame: Frame, plot: str, height: float) -> str:
    """Return the plot as a picture of its own; its styles tell which room is beside it where names stand there.

    It lies in a box, for browsers move a box within a picture by styles, and no picture.
    """
    if not frame.name:
        return plot
    look = f"beside{' low' if chart.form == 'verdicts' else ''}{' closed' if frame.right == END else ''}"
    size = f'width="100%" height="{height:g}"'
    return f'<foreignObject class="{look}" {size}><svg {size}>{plot}</svg></foreignObject>'


def _write_words(row: Row, top: float, frame: Frame) -> str:
    """Write the name of a row and the figure that closes it.

    The name is a box that is as high above the middle of the marks as below it: beside the plot it stands level with
    them, and on two lines where it is long.
    """
    middle = frame.name + frame.plot / 2
    parts = []
    if row.name and frame.name:
        look = "r s" if row.strong else "r"
        parts.append(
            f'<foreignObject class="name" y="{top:g}" width="100%" height="{2 * middle:g}">'
            f'<div class="{look}"><span>{escape(row.name)}</span></div></foreignObject>'
        )
    elif row.name:
        parts.append(write_text("0", top + 13, row.name, "r s" if row.strong else "r"))
    if row.ends:
        parts.append(write_text("100%", top + middle + 4, row.ends[0], "e s" if row.strong else "e", "end"))
    return "".join(parts)


def _write_marks(row: Row, chart: RowChart, top: float, frame: Frame) -> str:
    middle = top + frame.name + frame.plot / 2
    crowded = chart.form == "dots"
    moved = _spread_dots(row.marks, chart.scale, frame.plot) if crowded else [0.0] * len(row.marks)
    # A range and its dot are one thing to read, and the dot of before is told with that of after.
    dots = [mark for mark in row.marks if mark.shape == "dot" and mark.role != "before"]
    stops = [mark for mark in row.marks if mark.shape == "bar" and mark.role not in BACKGROUND] + dots
    lower = _find_lower(row.marks, chart.scale)
    marks = enumerate(zip(row.marks, moved, strict=True))
    return "".join(
        _write_mark(mark, chart.scale, middle + dy, frame, mark in stops, at in lower) for at, (mark, dy) in marks
    )


def _find_lower(marks: Sequence[Mark], scale: Scale) -> set[int]:
    """Return which marks have their names below the row: those whose names would touch one that stands above.

    The subject comes last in *marks* and keeps its place.
    """
    lower: set[int] = set()
    above: list[tuple[float, float]] = []
    for at in range(len(marks) - 1, -1, -1):
        if not (label := marks[at].label):
            continue
        x, half = scale.place(marks[at].value) * SCREEN, len(label) * LETTER / 2
        if any(abs(x - other) < half + wide for other, wide in above):
            lower.add(at)
        else:
            above.append((x, half))
    return lower


def _spread_dots(marks: Sequence[Mark], scale: Scale, plot: float) -> list[float]:
    """Return how far each dot moves up or down so that dots hardly hide each other (a beeswarm).

    The subject and the best come last in *marks* and are placed first: they stay in the middle. On a phone dots
    overlap a little more.
    """
    placed: list[tuple[float, float, float]] = []
    moved = [0.0] * len(marks)
    for at in range(len(marks) - 1, -1, -1):
        mark = marks[at]
        if mark.shape != "dot":
            continue
        x, size = scale.place(mark.value) * SCREEN, RADIUS.get(mark.role, RADIUS_OTHER)
        near = [(px, py, size + pr + 0.5) for px, py, pr in placed if abs(px - x) < size + pr + 0.5]
        spots = [0.0] + [py + way * math.sqrt(gap * gap - (x - px) ** 2) for px, py, gap in near for way in (1, -1)]
        free = [y for y in spots if all((x - px) ** 2 + (y - py) ** 2 >= gap * gap - 1e-6 for px, py, gap in near)]
        best = min(free, key=abs, default=0.0)
        moved[at] = max(-plot / 2 + 3, min(plot / 2 - 3, best))
        placed.append((x, moved[at], size))
    return moved


def _write_mark(mark: Mark, scale: Scale, y: float, frame: Frame, focus: bool, lower: bool = False) -> str:
    share = scale.place(mark.value)
    drawn = _draw_mark(mark, share, scale, y, frame)
    above = y - frame.plot / 2 + 1
    beside = y + frame.plot / 2 + 9 if lower else above
    words = write_text(frame.x(share), beside, mark.label, "l", choose_anchor(share)) if mark.label else ""
    if focus and not mark.label:
        words = write_hint(frame.x(share), above, mark.name, share)
    return f"{open_mark(mark.role, mark.name, mark.code, focus)}{drawn}{words}</g>"


def _draw_mark(mark: Mark, share: float, scale: Scale, y: float, frame: Frame) -> str:
    x = frame.x(share)
    if mark.shape == "dot":
        return f'<circle cx="{x}" cy="{y:.1f}" r="{RADIUS.get(mark.role, RADIUS_OTHER):g}"/>'
    if mark.shape == "tick":
        return f'<line x1="{x}" x2="{x}" y1="{y - 9:.1f}" y2="{y + 9:.1f}"/>'
    low, high = sorted((scale.place(mark.start), share))
    if mark.shape == "range":
        return f'<line class="w" x1="{frame.x(low)}" x2="{frame.x(high)}" y1="{y:.1f}" y2="{y:.1f}"/>'
    wide, tall = (high - low) * frame.wide, frame.plot * 0.7
    return f'<rect x="{frame.x(low)}" y="{y - tall / 2:.1f}" width="{wide:.2f}%" height="{tall:.1f}"/>'


def write_axis(scale: Scale, top: float, bottom: float, language: str, frame: Frame) -> Iterable[str]:
    """Yield grid lines with their figures, and the name of the axis."""
    for value, written in list_ticks(scale, language):
        x = frame.x(scale.place(value))
        yield f'<line class="g" x1="{x}" x2="{x}" y1="{top:g}" y2="{bottom:g}"/>'
        yield write_text(x, bottom + 15, written, "a", "middle")
    if scale.name:
        yield write_text(frame.x(0.5), bottom + 32, scale.name, "a", "middle")
