"""The picture of an exhibit: drawn when it is shown, in the words of its places, marked where it is simulated."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from parlib.charts.chart import Chart
from parlib.charts.describe import describe_chart
from parlib.charts.source import Source
from parlib.figures.draw import draw_chart
from parlib.figures.style import render_png, stamp_figure
from parlib.language.words import speak_of
from parlib.subject import Subject
from parlib.wording.titles import SIMULATED


def describe_source(subject: Subject, source: Source) -> Chart:
    """Return what the chart of an exhibit's table shows, in the words for the subject's places.

    Raises
    ------
    parlib.charts.describe.ChartError
        If the table lacks what its kind of chart is read from.
    """
    with speak_of(subject.index.id, subject.province):
        return describe_chart(source)


def prepare_picture(subject: Subject, chart: Chart) -> Callable[[], bytes]:
    """Return what draws the picture of a chart when it is shown; simulated figures are marked across it."""

    def picture() -> bytes:
        with collect_drawing():
            return _draw(chart, subject)

    return picture


def _draw(chart: Chart, subject: Subject) -> bytes:
    figure = draw_chart(chart, subject.language)
    return render_png(stamp_figure(figure, SIMULATED) if subject.simulated else figure)


@contextmanager
def collect_drawing() -> Iterator[None]:
    """Let go of what is drawn inside and kept by nobody, at once; there the garbage collector does not run.

    A figure, its texts and the 5 MB that it is drawn on hold one another, until the collector comes by. As it does not
    run meanwhile, all of them are young at the end, and to collect the young alone takes 2 ms: a notebook of nine
    pictures holds 50 MB of its own instead of 79.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
        gc.collect(0)
