"""Tables whose cells are coloured by their figures: shares by component and year, correlations; real tables."""

from __future__ import annotations

import pandas as pd
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.table import Table, _Cell
from pptx.util import Emu

from parlib.figures.words import measure_text
from parlib.language.numbers import format_number, format_percent
from parlib.publish.deck.shapes import ink_for
from parlib.publish.deck.template import Paper
from parlib.publish.deck.text import DEEP, MUTED, Look, describe, paint, style_font
from parlib.publish.deck.tiles import STEPS
from parlib.publish.outline.boxes import PER_POINT, Box
from parlib.publish.outline.fit import count_lines
from parlib.publish.outline.tiles import choose_step
from parlib.results.executed import ShownExhibit
from parlib.wording.labels import label


def draw_heat(slide: Slide, box: Box, exhibit: ShownExhibit, paper: Paper) -> None:
    """Draw components down, years across; a cell holds the share reached and is darker for a higher one."""
    table, language = exhibit.table, exhibit.language
    years = sorted(table["year"].astype(int).unique())
    shares = table.pivot_table(index="component_code", columns="year", values="share", sort=False, dropna=False)
    names = table.drop_duplicates("component_code").set_index("component_code")["component"]
    first = min(box.w * 0.42, 330)
    wide = min((box.w - first) / len(years), 80)
    tall = min(box.h / (len(names) + 1), 34)
    place = Box(box.x, box.y, first + wide * len(years), tall * (len(names) + 1))
    cells = _add_cells(slide, place, [first, *[wide] * len(years)], len(names) + 1, exhibit)
    _write_heads(cells, years, tall, language)
    low, high = float(table["share"].min()), float(table["share"].max())
    for row, (code, name) in enumerate(names.items(), start=1):
        size = next((s for s in (13, 12, 11, 10, 9) if count_lines(name, first - 12, s) * s * 1.22 <= tall - 2), 9)
        _write(cells.cell(row, 0), name, Look(size, bold=row == 1), language)
        for column, year in enumerate(years, start=1):
            _write_share(cells.cell(row, column), shares.loc[code, year], (low, high), tall, language, paper)


def draw_matrix(slide: Slide, box: Box, exhibit: ShownExhibit, paper: Paper) -> None:
    """Draw a cell for each row and column with its number between −1 and 1, in one hue for each sign."""
    table, language = exhibit.table, exhibit.language
    names, heads = (list(dict.fromkeys(table[name])) for name in ("row_label", "column_label"))
    first = min(box.w * 0.45, max(measure_text(name, 13) for name in names) + 16)
    wide, tall = min((box.w - first) / len(heads), 90), min(box.h / (len(names) + 1), 34)
    place = Box(box.x, box.y, first + wide * len(heads), tall * (len(names) + 1))
    cells = _add_cells(slide, place, [first, *[wide] * len(heads)], len(names) + 1, exhibit)
    for column, text in enumerate([label("component", language), *heads]):
        _write(cells.cell(0, column), text, Look(min(12, tall * 0.5), bold=True, color="FFFFFF"), language, column > 0)
        paint(cells.cell(0, column).fill, DEEP)
    for row, name in enumerate(names, start=1):
        size = next((s for s in (13, 12, 11, 10, 9) if count_lines(name, first - 12, s) * s * 1.22 <= tall - 2), 9)
        _write(cells.cell(row, 0), name, Look(size), language)
    for one in table.dropna(subset=["value"]).itertuples():
        cell = cells.cell(names.index(one.row_label) + 1, heads.index(one.column_label) + 1)
        theme, hue = ("accent2", DEEP) if one.value >= 0 else ("accent4", MSO_THEME_COLOR.ACCENT_4)
        light = round(1 - 0.85 * min(abs(one.value), 1), 3)
        look = Look(min(13, tall * 0.5), color=ink_for(theme, light, paper.colours))
        _write(cell, format_number(one.value, language, exhibit.decimals), look, language, True)
        paint(cell.fill, hue, light)


def _add_cells(slide: Slide, place: Box, widths: list[float], rows: int, exhibit: ShownExhibit) -> Table:
    """Add an empty table of equal rows."""
    frame = slide.shapes.add_table(rows, len(widths), *map(Emu, place.emu))
    describe(frame, f"table: {exhibit.name}", exhibit.alt or exhibit.finding)
    frame._element.xpath(".//a:tableStyleId")[0].text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
    for number, width in enumerate(widths):
        frame.table.columns[number].width = Emu(round(width * PER_POINT))
    for row in frame.table.rows:
        row.height = Emu(round(place.h / rows * PER_POINT))
    return frame.table


def _write_heads(cells: Table, years: list[int], tall: float, language: str) -> None:
    for column, text in enumerate([label("component", language), *map(str, years)]):
        _write(cells.cell(0, column), text, Look(min(12, tall * 0.5), bold=True, color="FFFFFF"), language, column > 0)
        paint(cells.cell(0, column).fill, DEEP)


def _write_share(
    cell: _Cell, share: float, limits: tuple[float, float], tall: float, language: str, paper: Paper
) -> None:
    size = min(12, tall * 0.45)
    if pd.isna(share):
        _write(cell, "–", Look(size, color=MUTED), language, True)
        return
    light = STEPS[choose_step(share, limits)]
    ink = ink_for("accent2", light, paper.colours)
    _write(cell, format_percent(share, language), Look(size, color=ink), language, True)
    paint(cell.fill, DEEP, light)


def _write(cell: _Cell, text: str, look: Look, language: str, middle: bool = False) -> None:
    cell.margin_left, cell.margin_right = Emu(5 * PER_POINT), Emu(5 * PER_POINT)
    cell.margin_top = cell.margin_bottom = Emu(0)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER if middle else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = text
    style_font(run.font, look, language)
