"""Native charts: data that opens in Excel, numbers written as the language writes them, the look of the house."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.ticker import MaxNLocator
from pptx.chart.axis import ValueAxis, _BaseAxis
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.point import Point
from pptx.chart.xlsx import CategoryWorkbookWriter, XyWorkbookWriter, _BaseWorkbookWriter
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Pt
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from parlib.figures.words import measure_text
from parlib.publish.deck.text import MUTED, RULE, Style, describe, paint, style_font
from parlib.publish.outline.boxes import Box
from parlib.results.executed import ShownExhibit

LOCALES = {"vi": "[$-42A]", "en": "[$-409]"}
"""What makes Office write numbers as Vietnamese or English readers do, whatever the machine is set to."""

LARGE, SMALL = 12, 10.5
"""Sizes of words in a chart that has a slide, or half a slide, to itself."""


def number_format(kind: str, language: str, decimals: int = 2) -> str:
    """Return Office's format of numbers of a column kind.

    Examples
    --------
    >>> number_format("score", "vi"), number_format("share", "en"), number_format("change", "vi", 1)
    ('[$-42A]0.00', '[$-409]0.0%', '[$-42A]+0.0;[$-42A]−0.0;[$-42A]0.0')
    """
    locale = LOCALES[language]
    if kind in ("count", "rank_change", "year"):
        return "0"
    if kind == "share":
        return f"{locale}0.0%"
    plain = "0." + "0" * decimals if decimals else "0"
    if kind == "change":
        return f"{locale}+{plain};{locale}−{plain};{locale}{plain}"
    return locale + plain


@dataclass(frozen=True)
class Place:
    """Where a chart goes: slide and box, with what it needs to know of the slide.

    *letters* asks for a size of words.
    """

    slide: Slide
    box: Box
    small: bool = False
    letters: float = 0.0

    @property
    def size(self) -> float:
        """Size of words in the chart, in points."""
        return self.letters or (SMALL if self.small else LARGE)


class _TextOnly(_BaseWorkbookWriter):
    """A sheet behind a chart in which text stays text: a name that begins with ``=`` is no formula."""

    def _populate_worksheet(self, workbook: Workbook, worksheet: Worksheet) -> None:
        worksheet.strings_to_formulas = worksheet.strings_to_urls = False
        super()._populate_worksheet(workbook, worksheet)


class _CategoryWorkbook(_TextOnly, CategoryWorkbookWriter):
    """The sheet behind a chart by categories."""


class CategoryData(CategoryChartData):
    """Data of a chart by categories."""

    @property
    def _workbook_writer(self) -> CategoryWorkbookWriter:
        return _CategoryWorkbook(self)


class _NamedWorkbook(_TextOnly, XyWorkbookWriter):
    """The sheet behind a dot chart, with the names of the dots in a third column."""

    def _populate_worksheet(self, workbook: Workbook, worksheet: Worksheet) -> None:
        super()._populate_worksheet(workbook, worksheet)
        worksheet.set_column(0, 1, 12)
        worksheet.set_column(2, 2, 30)
        for series in self._chart_data:
            names = self._chart_data.names.get(series.name, ())
            for row, name in enumerate(names, start=self.series_table_row_offset(series) + 1):
                worksheet.write_string(row, 2, name)


class DotData(XyChartData):
    """Data of a dot chart; *names* says what each dot of a series stands for."""

    def __init__(self, number_format: str) -> None:
        super().__init__(number_format)
        self.names: dict[str, list[str]] = {}

    @property
    def _workbook_writer(self) -> XyWorkbookWriter:
        return _NamedWorkbook(self)

    def add_dots(self, name: str, x: Sequence[float], y: Sequence[float], names: Sequence[str] = ()) -> None:
        """Add a series."""
        series = self.add_series(name)
        for across, up in zip(x, y, strict=True):
            series.add_data_point(across, up)
        self.names[name] = list(names)


def add_chart(
    place: Place, kind: XL_CHART_TYPE, data: CategoryChartData | XyChartData, exhibit: ShownExhibit, legend: bool = True
) -> Chart:
    """Add a chart with the exhibit's alt text, in the house's words and sizes."""
    shapes: Any = place.slide.shapes  # python-pptx says that a chart comes of it; it is the frame of one
    frame = shapes.add_chart(kind, *place.box.emu, data)
    describe(frame, f"chart: {exhibit.name}", exhibit.alt or exhibit.finding)
    chart = frame.chart
    chart.has_title = False
    style_font(chart.font, Style(place.size, color=MUTED), exhibit.language)
    chart.has_legend = legend
    if legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        style_font(chart.legend.font, Style(place.size, color=MUTED), exhibit.language)
    return chart


def measure_key(chart: Chart, place: Place, hidden: int = 0) -> float:
    """Return the room in points that the key above a chart takes; nothing without one.

    Office breaks a key into lines by its width; *hidden* of the series, the last ones, are not in it.
    """
    if not chart.has_legend:
        return 0.0
    names = [series.name for plot in chart.plots for series in plot.series]
    lines, used = 1, 0.0
    for name in names[: len(names) - hidden]:
        wide = measure_text(name, place.size) + 44
        if used and used + wide > place.box.w * 0.9:
            lines, used = lines + 1, 0.0
        used += wide
    return min(lines * place.size * 1.5 + 10, place.box.h * 0.3)


def category_data(
    categories: Sequence[str], series: Mapping[str, Sequence[float | None]], form: str
) -> CategoryChartData:
    """Return data of a chart by categories: a column for each series, missing figures left empty."""
    data = CategoryData(number_format=form)
    data.categories = list(categories)
    for name, values in series.items():
        data.add_series(name, [None if value is None or value != value else float(value) for value in values])
    return data


def style_values(axis: ValueAxis, form: str, size: float, title: str = "", grid: bool = True) -> None:
    """Give the axis of figures its format, pale grid lines and a name."""
    axis.has_major_gridlines = grid
    if grid:
        paint(axis.major_gridlines.format.line.fill, RULE)
        axis.major_gridlines.format.line.width = Pt(0.75)
    axis.format.line.fill.background()
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = form, False
    axis.tick_labels.font.size = Pt(size)
    if title:
        name_axis(axis, title, size)


def name_axis(axis: _BaseAxis, title: str, size: float) -> None:
    """Write the name of an axis beside it."""
    axis.has_title = True
    run = axis.axis_title.text_frame.paragraphs[0].add_run()
    run.text = title
    run.font.size, run.font.bold = Pt(size), False
    paint(run.font.fill, MUTED)


def round_limits(low: float, high: float) -> tuple[float, float]:
    """Return the round numbers at which an axis of figures begins and ends.

    Examples
    --------
    >>> round_limits(39.4, 48.3)
    (38.0, 50.0)
    """
    ticks = _choose_ticks(low, high)
    return ticks[0], ticks[-1]


def _choose_ticks(low: float, high: float, bins: int = 6) -> list[float]:
    return [float(tick) for tick in MaxNLocator(bins, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)]


def set_limits(axis: ValueAxis, low: float, high: float, language: str, bins: int = 6) -> None:
    """Set the ends of an axis of figures to round numbers, with as many places as its steps need."""
    ticks = _choose_ticks(low, high, bins)
    step = ticks[1] - ticks[0]
    places = next((n for n in range(4) if abs(step - round(step, n)) < 1e-9), 4)
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = (round(value, 6) for value in (ticks[0], ticks[-1], step))
    axis.tick_labels.number_format = number_format("score", language, places)
    axis.tick_labels.number_format_is_linked = False


def style_names(axis: _BaseAxis, size: float, color: str = MUTED) -> None:
    """Give the axis of names its size; names stay at the edge of the chart even where bars go the other way."""
    axis.has_major_gridlines = False
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.tick_labels.font.size = Pt(size)
    paint(axis.tick_labels.font.fill, color)
    paint(axis.format.line.fill, RULE)


def show_every_name(chart: Chart) -> None:
    """Let Office leave out no name of the axis of names where they stand close."""
    (axis,) = chart._chartSpace.xpath(".//c:catAx")
    skip = parse_xml(f"<c:tickLblSkip {nsdecls('c')} val='1'/>")
    after = axis.xpath("c:tickMarkSkip | c:noMultiLvlLbl | c:extLst")
    after[0].addprevious(skip) if after else axis.append(skip)


def place_plot(chart: Chart, left: float, top: float, width: float, height: float) -> None:
    """Fix where the plot lies within the chart, as shares of its width and height."""
    area = chart._chartSpace.chart.plotArea
    for old in area.xpath("c:layout"):
        area.remove(old)
    area.insert(
        0,
        parse_xml(
            f"<c:layout {nsdecls('c')}><c:manualLayout><c:layoutTarget val='inner'/><c:xMode val='edge'/>"
            f"<c:yMode val='edge'/><c:x val='{left:.4f}'/><c:y val='{top:.4f}'/><c:w val='{width:.4f}'/>"
            f"<c:h val='{height:.4f}'/></c:manualLayout></c:layout>"
        ),
    )


def label_point(point: Point, text: str, style: Style, position: XL_LABEL_POSITION, language: str) -> None:
    """Write words beside one point."""
    label = point.data_label
    label.position = position
    frame = label.text_frame
    run = frame.paragraphs[0].add_run()
    run.text = text
    style_font(run.font, style, language)


def hide_from_legend(chart: Chart, series: Sequence[int]) -> None:
    """Leave series out of the legend, by their numbers."""
    legend = chart.legend._element
    place = legend.xpath("c:legendPos")[0]
    for number in reversed(list(series)):
        entry = f"<c:legendEntry {nsdecls('c')}><c:idx val='{number}'/><c:delete val='1'/></c:legendEntry>"
        place.addnext(parse_xml(entry))
