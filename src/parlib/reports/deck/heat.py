"""A table of shares by component and year, each cell coloured by its figure: a real table."""

from __future__ import annotations

import pandas as pd
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Emu

from parlib.reports.deck.shapes import ink_for
from parlib.reports.deck.template import Paper
from parlib.reports.deck.text import DEEP, MUTED, Look, describe, paint, style_font
from parlib.reports.deck.tiles import STEPS
from parlib.reports.executed import ShownExhibit
from parlib.reports.story.boxes import PER_POINT, Box
from parlib.reports.story.fit import count_lines
from parlib.reports.story.tiles import choose_step
from parlib.wording.labels import label
from parlib.wording.numbers import format_percent


def draw_heat(slide: Slide, box: Box, exhibit: ShownExhibit, paper: Paper) -> None:
    """Draw components down, years across; a cell holds the share of the maximum and is darker for a higher one."""
    table, language = exhibit.table, exhibit.language
    years = sorted(table["year"].astype(int).unique())
    shares = table.pivot_table(index="component_code", columns="year", values="share", sort=False, dropna=False)
    names = table.drop_duplicates("component_code").set_index("component_code")["component"]
    first = min(box.w * 0.42, 330)
    wide = min((box.w - first) / len(years), 80)
    tall = min(box.h / (len(names) + 1), 34)
    place = Box(box.x, box.y, first + wide * len(years), tall * (len(names) + 1))
    frame = slide.shapes.add_table(len(names) + 1, len(years) + 1, *place.emu)
    describe(frame, f"table: {exhibit.name}", exhibit.alt or exhibit.finding)
    cells = frame.table
    frame._element.xpath(".//a:tableStyleId")[0].text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
    for number, width in enumerate([first, *[wide] * len(years)]):
        cells.columns[number].width = Emu(round(width * PER_POINT))
    for row in cells.rows:
        row.height = Emu(round(tall * PER_POINT))
    _write_heads(cells, years, tall, language)
    low, high = float(table["share"].min()), float(table["share"].max())
    for row, (code, name) in enumerate(names.items(), start=1):
        size = next((s for s in (13, 12, 11, 10, 9) if count_lines(name, first - 12, s) * s * 1.22 <= tall - 2), 9)
        _write(cells.cell(row, 0), name, Look(size, bold=row == 1), language)
        for column, year in enumerate(years, start=1):
            _write_share(cells.cell(row, column), shares.loc[code, year], (low, high), tall, language, paper)


def _write_heads(cells: object, years: list[int], tall: float, language: str) -> None:
    for column, text in enumerate([label("component", language), *map(str, years)]):
        _write(cells.cell(0, column), text, Look(min(12, tall * 0.5), bold=True, color="FFFFFF"), language, column > 0)
        paint(cells.cell(0, column).fill, DEEP)


def _write_share(
    cell: object, share: float, limits: tuple[float, float], tall: float, language: str, paper: Paper
) -> None:
    size = min(12, tall * 0.45)
    if pd.isna(share):
        _write(cell, "–", Look(size, color=MUTED), language, True)
        return
    light = STEPS[choose_step(share, limits)]
    ink = ink_for("accent2", light, paper.colours)
    _write(cell, format_percent(share, language), Look(size, color=ink), language, True)
    paint(cell.fill, DEEP, light)


def _write(cell: object, text: str, look: Look, language: str, middle: bool = False) -> None:
    cell.margin_left, cell.margin_right = Emu(5 * PER_POINT), Emu(5 * PER_POINT)
    cell.margin_top = cell.margin_bottom = 0
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER if middle else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = text
    style_font(run.font, look, language)
