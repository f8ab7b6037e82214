"""Which native form each kind of exhibit takes on a slide."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Mapping
from typing import Any

from parlib.charts.describe import cover_forms, describe_executed
from parlib.charts.source import Source
from parlib.pages.outputs import measure_picture
from parlib.publish.deck.bars import draw_bars
from parlib.publish.deck.charts import Place
from parlib.publish.deck.dots import draw_dots
from parlib.publish.deck.grid import draw_grid
from parlib.publish.deck.lines import draw_boxes, draw_lines, draw_ranges, draw_stair
from parlib.publish.deck.slides import Sheet
from parlib.publish.deck.spine import draw_spine
from parlib.publish.deck.tables import add_table
from parlib.publish.deck.text import MUTED, Style, add_text, describe
from parlib.publish.deck.tiles import draw_map
from parlib.publish.deck.verdicts import draw_verdicts
from parlib.publish.outline.boxes import Box
from parlib.publish.outline.choose import is_drawn
from parlib.publish.outline.fit import fit_text
from parlib.publish.outline.grid import SIZES, shape_grid
from parlib.results.executed import ShownExhibit
from parlib.wording.deck import say_left_out

CHARTS: Mapping[str, Callable[[Place, ShownExhibit, Any], None]] = {
    "dots": draw_dots,
    "bars": draw_bars,
    "pieces": draw_bars,
    "moves": draw_bars,
    "pairs": draw_bars,
    "ranges": draw_ranges,
    "lines": draw_lines,
    "boxes": draw_boxes,
    "stair": draw_stair,
}
"""Forms that PowerPoint has charts for; the others are shapes and cells that can be moved and coloured by hand."""

PICTURED = ("estimates",)
"""Forms that PowerPoint has no chart for: the picture of the notebook."""

cover_forms(CHARTS, "PowerPoint", ("spine", "verdicts", "grid", "map", *PICTURED))

TEXT_SIZES = (24, 20, 18, 16, 14, 13, 12, 11)
NARROW_SIZES = (12, 11, 10.5, 10)
FEW, LARGE_SIZES = 6, (24, 22, 20, 18, *SIZES)
"""A table of few rows is written large, so that it does not leave half a slide empty."""


def draw_exhibit(sheet: Sheet, box: Box, exhibit: ShownExhibit, subject: str, small: bool = False) -> None:
    """Draw an exhibit into a box: chart, shapes, table, or its sentence where it has no more.

    Parameters
    ----------
    subject : str
        Code of the province that the deck is about.
    small : bool
        True for half a slide.
    """
    if not is_drawn(exhibit):
        write_sentence(sheet, box, exhibit.finding)
        return
    chart = describe_shown(exhibit, subject)
    if chart is None:
        draw_table(sheet, box, exhibit, small)
    elif chart.form in PICTURED:
        (add_picture if exhibit.png else draw_table)(sheet, box, exhibit)
    elif chart.form in CHARTS:
        CHARTS[chart.form](Place(sheet.slide, box, small or sheet.paper.narrow), exhibit, chart)
    elif chart.form == "map":
        draw_map(sheet.slide, box, exhibit, chart, sheet.paper)
    elif chart.form == "spine":
        draw_spine(sheet.slide, box, exhibit, chart)
    elif chart.form == "verdicts":
        draw_verdicts(sheet.slide, box, exhibit, chart)
    else:
        draw_grid(sheet.slide, box, exhibit, chart, sheet.paper)


def add_picture(sheet: Sheet, box: Box, exhibit: ShownExhibit) -> None:
    """Add the picture of an exhibit, as large as the box allows."""
    png, shapes = exhibit.png or b"", sheet.slide.shapes
    wide, tall = measure_picture(base64.b64encode(png[:24]).decode()) or (1, 1)
    scale = min(box.w / wide, box.h / tall)
    place = Box(box.x, box.y, wide * scale, tall * scale)
    adder: Any = shapes.add_picture
    frame = adder(io.BytesIO(png), *place.emu)
    describe(frame, f"picture: {exhibit.name}", exhibit.alt or exhibit.finding)


def describe_shown(exhibit: ShownExhibit, subject: str) -> Any:  # noqa: ANN401
    """Return what the chart of an executed exhibit shows; None where it shows none."""
    fields = (exhibit.chart, exhibit.columns, exhibit.rows, exhibit.options, exhibit.language, exhibit.decimals)
    return describe_executed(Source(*fields, subject))


def draw_table(sheet: Sheet, box: Box, exhibit: ShownExhibit, small: bool = False) -> None:
    """Draw a real table; what has no room is counted below."""
    grid = shape_grid(exhibit)
    room, line = box.cut_bottom(14, 2)
    sizes = NARROW_SIZES if small or sheet.paper.narrow else LARGE_SIZES if len(grid.cells) <= FEW else SIZES
    left = add_table(sheet.slide, room, grid, exhibit, sizes)
    if left:
        words = say_left_out(left, exhibit.language)
        add_text(
            sheet.slide, line, [[(words, Style(10.5, italic=True, color=MUTED))]], exhibit.language, "rows left out"
        )


def write_sentence(sheet: Sheet, box: Box, text: str) -> None:
    """Write a sentence large in the free room."""
    size = fit_text(text, box, TEXT_SIZES) or TEXT_SIZES[-1]
    add_text(sheet.slide, box, [[(text, Style(size))]], sheet.language, "text")
