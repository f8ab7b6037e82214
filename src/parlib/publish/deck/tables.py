"""Real tables, as fitted to their boxes."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Emu

from parlib.publish.deck.shapes import LANGUAGE_TAGS, solid
from parlib.publish.deck.text import ACCENT, DEEP, INK, RULE, Style, describe
from parlib.publish.outline.boxes import PER_POINT, Box
from parlib.publish.outline.grid import PAD, SIZES, SMALLEST, TIGHT, Grid, fit_grid
from parlib.results.executed import ShownExhibit

THEMED = {ACCENT: "accent1", DEEP: "accent2"}
"""Names of theme colours in XML."""


def add_table(
    slide: Slide, box: Box, grid: Grid, exhibit: ShownExhibit, sizes: Sequence[float] = SIZES, least: float = SMALLEST
) -> int:
    """Add a table that fits the box; rows that have no room at the smallest size are left out.

    Returns
    -------
    int
        How many rows were left out.
    """
    fitted = fit_grid(grid, box, sizes)
    place = Box(box.x, box.y, sum(fitted.widths), sum(fitted.heights))
    frame = slide.shapes.add_table(fitted.kept + 1, len(grid.heads), *map(Emu, place.emu))
    describe(frame, f"table: {exhibit.name}", exhibit.alt or exhibit.finding)
    table = frame.table
    table.horz_banding = False
    frame._element.xpath(".//a:tableStyleId")[0].text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
    for number, wide in enumerate(fitted.widths):
        table.columns[number].width = Emu(round(wide * PER_POINT))
    for row, words in enumerate([grid.heads, *grid.cells[: fitted.kept]]):
        style = _choose_style(row, grid, fitted.size, least)
        made = parse_xml(_write_row(words, fitted.heights[row], style, grid, exhibit.language))
        table._tbl.replace(table._tbl.tr_lst[row], made)
    return fitted.left


def _choose_style(row: int, grid: Grid, size: float, least: float) -> Style:
    if row == 0:
        return Style(max(size - 1, least), bold=True, color="FFFFFF")
    own = row - 1 in grid.own
    return Style(size, bold=own, color=ACCENT if own else INK)


def _write_row(words: Sequence[str], tall: float, style: Style, grid: Grid, language: str) -> str:
    """Return a row as XML: python-pptx takes many times longer, part by part."""
    end = solid("accent2") if words is grid.heads else f"<a:lnB w='9525'>{solid(RULE)}</a:lnB>"
    margins = " ".join(
        f"{side}='{round(room * PER_POINT)}'"
        for side, room in (("marL", PAD), ("marR", PAD), ("marT", TIGHT), ("marB", TIGHT))
    )
    color = solid(THEMED[style.color] if isinstance(style.color, MSO_THEME_COLOR) else style.color)
    run = (
        f"<a:rPr lang='{LANGUAGE_TAGS[language]}' sz='{round(style.size * 100)}' b='{int(style.bold)}'>{color}</a:rPr>"
    )
    cells = "".join(
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn='{grid.side if figure else 'l'}'/><a:r>{run}"
        f"<a:t>{escape(text)}</a:t></a:r></a:p></a:txBody><a:tcPr {margins} anchor='ctr'>{end}</a:tcPr></a:tc>"
        for text, figure in zip(words, grid.figures, strict=True)
    )
    return f"<a:tr {nsdecls('a')} h='{round(tall * PER_POINT)}'>{cells}</a:tr>"
