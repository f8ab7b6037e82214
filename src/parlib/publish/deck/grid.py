"""Tables whose cells are coloured by their figures: shares by component and year, correlations; real tables."""

from __future__ import annotations

from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.table import Table, _Cell
from pptx.util import Emu

from parlib.charts.chart import GridChart
from parlib.figures.words import measure_text
from parlib.publish.deck.shapes import ink_for
from parlib.publish.deck.template import Paper
from parlib.publish.deck.text import DEEP, MUTED, Style, describe, paint, style_font
from parlib.publish.deck.tiles import STEPS
from parlib.publish.outline.boxes import PER_POINT, Box
from parlib.publish.outline.fit import count_lines
from parlib.publish.outline.tiles import choose_step
from parlib.results.executed import ShownExhibit
from parlib.wording.labels import label


def draw_grid(slide: Slide, box: Box, exhibit: ShownExhibit, chart: GridChart, paper: Paper) -> None:
    """Draw names down and across; a cell holds its figure and is darker for a higher one, in one hue for each sign."""
    language, strong = exhibit.language, chart.strong or (False,) * len(chart.rows)
    first = min(box.w * 0.45, max(measure_text(name, 13) for name in chart.rows) + 16, 330)
    wide = min((box.w - first) / len(chart.columns), 90)
    tall = min(box.h / (len(chart.rows) + 1), 34)
    place = Box(box.x, box.y, first + wide * len(chart.columns), tall * (len(chart.rows) + 1))
    cells = _add_cells(slide, place, [first, *[wide] * len(chart.columns)], len(chart.rows) + 1, exhibit)
    for column, text in enumerate([label("component", language), *chart.columns]):
        _write(cells.cell(0, column), text, Style(min(12, tall * 0.5), bold=True, color="FFFFFF"), language, column > 0)
        paint(cells.cell(0, column).fill, DEEP)
    for row, name in enumerate(chart.rows, start=1):
        size = next((s for s in (13, 12, 11, 10, 9) if count_lines(name, first - 12, s) * s * 1.22 <= tall - 2), 9)
        _write(cells.cell(row, 0), name, Style(size, bold=strong[row - 1]), language)
    for one in chart.cells:
        cell, small = cells.cell(one.row + 1, one.column + 1), min(13, tall * 0.45)
        if one.shade != one.shade:
            _write(cell, "–", Style(small, color=MUTED), language, True)
            continue
        theme, hue, light = _choose_fill(one.shade, chart.diverging)
        style = Style(small, color=ink_for(theme, light, paper.colours))
        _write(cell, one.figure or one.text, style, language, True)
        paint(cell.fill, hue, light)


def _choose_fill(shade: float, diverging: bool) -> tuple[str, MSO_THEME_COLOR, float]:
    """Return the name of a cell's colour, the colour, and how much lighter it is."""
    if not diverging:
        return "accent2", DEEP, STEPS[choose_step(shade, (0.0, 1.0))]
    theme, hue = ("accent2", DEEP) if shade >= 0 else ("accent4", MSO_THEME_COLOR.ACCENT_4)
    return theme, hue, round(1 - 0.85 * min(abs(shade), 1), 3)


def _add_cells(slide: Slide, place: Box, widths: list[float], rows: int, exhibit: ShownExhibit) -> Table:
    """Add an empty table of equal rows."""
    shapes: Any = slide.shapes
    frame = shapes.add_table(rows, len(widths), *place.emu)
    describe(frame, f"table: {exhibit.name}", exhibit.alt or exhibit.finding)
    frame._element.xpath(".//a:tableStyleId")[0].text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
    for number, width in enumerate(widths):
        frame.table.columns[number].width = Emu(round(width * PER_POINT))
    for row in frame.table.rows:
        row.height = Emu(round(place.h / rows * PER_POINT))
    return frame.table


def _write(cell: _Cell, text: str, style: Style, language: str, middle: bool = False) -> None:
    cell.margin_left, cell.margin_right = Emu(5 * PER_POINT), Emu(5 * PER_POINT)
    cell.margin_top = cell.margin_bottom = Emu(0)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER if middle else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = text
    style_font(run.font, style, language)
