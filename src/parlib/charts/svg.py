"""Charts as SVG that lays itself to any width: figures answer to pointer and keyboard, without a script (SVG).

Across, everything is placed in per cent of the width and letters keep their size, so the same picture reads on a phone
and on paper. Lines and areas lie in an inner picture that is stretched, with strokes that are not. A mark is a group
that takes the focus; its name is shown while it has it, or while the pointer is on it.
"""

from __future__ import annotations

from html import escape

from parlib.charts.chart import Chart, GridChart, LineChart, RowChart
from parlib.charts.svg_grid import write_grid
from parlib.charts.svg_lines import write_lines
from parlib.charts.svg_rows import write_rows
from parlib.charts.svg_stair import write_stair


def write_svg(chart: Chart, alt: str, language: str, stamp: str = "") -> str:
    """Return a chart as an SVG element.

    Parameters
    ----------
    alt : str
        What it shows, for those who cannot see it.
    language : str
        ``vi`` or ``en``: how figures on the axis are written.
    stamp : str
        Words across it: that its figures are simulated.

    Examples
    --------
    >>> from parlib.charts.chart import Mark, Row, RowChart, Scale
    >>> row = Row("Huế", (Mark("dot", 7.0, "subject", "Huế 7,00"),))
    >>> write_svg(RowChart("bars", (row,), Scale(6.0, 8.0)), "Điểm", "vi")[:44]
    '<svg class="chart" role="group" aria-label="'
    """
    if isinstance(chart, RowChart):
        body, height = write_rows(chart, language)
    elif isinstance(chart, LineChart):
        body, height = write_lines(chart, language)
    elif isinstance(chart, GridChart):
        body, height = write_grid(chart)
    else:
        body, height = write_stair(chart, language)
    if stamp:
        body += f'<text class="stamp" x="50%" y="{height / 2:g}" text-anchor="middle">{escape(stamp)}</text>'
    return (
        f'<svg class="chart" role="group" aria-label="{escape(alt)}" width="100%" height="{height:g}" '
        f'xmlns="http://www.w3.org/2000/svg">{body}</svg>'
    )
