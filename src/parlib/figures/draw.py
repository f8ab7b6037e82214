"""The picture of a chart, for paper and for notebooks.

Notebooks carry pictures and not the drawings of pages: JupyterLab shows no SVG of a notebook that somebody else ran,
and GitHub lets none answer to the pointer. seaborn is what researchers draw with (`parlib.plot`): it places marks and
bands by statistics of its own, whereas a described chart has all of them placed and must show them as they are. Words
are drawn from outlines that are read once (`parlib.figures.words`): that is where matplotlib spends its time.
"""

from __future__ import annotations

from matplotlib.figure import Figure

from parlib.charts.chart import Chart, GridChart, LineChart, RowChart
from parlib.figures.draw_grid import draw_grid, draw_map
from parlib.figures.draw_lines import draw_lines
from parlib.figures.draw_rows import draw_rows
from parlib.figures.draw_stair import draw_stair


def draw_chart(chart: Chart, language: str) -> Figure:
    """Draw a chart.

    Examples
    --------
    >>> from parlib.charts.chart import Mark, Row, Scale
    >>> row = Row("Huế", (Mark("dot", 7.0, "subject", "Huế 7,00"),))
    >>> float(draw_chart(RowChart("bars", (row,), Scale(6.0, 8.0)), "vi").get_size_inches()[0])
    9.0
    """
    if isinstance(chart, RowChart):
        return draw_rows(chart, language)
    if isinstance(chart, LineChart):
        return draw_lines(chart, language)
    if isinstance(chart, GridChart):
        return draw_map(chart) if chart.form == "map" else draw_grid(chart)
    return draw_stair(chart, language)
