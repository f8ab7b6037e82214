"""Which native form each kind of exhibit takes on a slide."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pptx.chart.chart import Chart

from parlib.publish.deck.bars import (
    draw_movers,
    draw_pairs,
    draw_pareto,
    draw_peers,
    draw_ranking,
    draw_stacks,
    find_pair,
)
from parlib.publish.deck.charts import Place
from parlib.publish.deck.dots import draw_strip
from parlib.publish.deck.heat import draw_heat, draw_matrix
from parlib.publish.deck.lines import draw_curve, draw_history, draw_interval, draw_spread
from parlib.publish.deck.slides import Sheet
from parlib.publish.deck.spine import draw_spine
from parlib.publish.deck.tables import add_table
from parlib.publish.deck.text import MUTED, Look, add_text
from parlib.publish.deck.tiles import draw_tiles
from parlib.publish.deck.verdicts import draw_verdicts
from parlib.publish.outline.boxes import Box
from parlib.publish.outline.choose import is_drawn
from parlib.publish.outline.fit import fit_text
from parlib.publish.outline.grid import shape_grid
from parlib.results.executed import ShownExhibit
from parlib.wording.deck import say_left_out

CHARTS: Mapping[str, Callable[[Place, ShownExhibit], Chart]] = {
    "strip": draw_strip,
    "regions": draw_strip,
    "history": draw_history,
    "pareto": draw_pareto,
    "peers": draw_peers,
    "curve": draw_curve,
    "interval": draw_interval,
    "movers": draw_movers,
    "ranking": draw_ranking,
    "spread": draw_spread,
    "stacks": draw_stacks,
    "pairs": draw_pairs,
}
"""Kinds of exhibit that are native charts; tile map, spines, heat and matrix are shapes; the rest is tables."""

TEXT_SIZES = (20, 18, 16, 14, 13, 12, 11)
NARROW_SIZES = (12, 11, 10.5, 10)


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
    elif exhibit.chart in CHARTS and (exhibit.chart != "pairs" or len(find_pair(exhibit)) == 2):
        CHARTS[exhibit.chart](Place(sheet.slide, box, small or sheet.paper.narrow), exhibit)
    elif exhibit.chart == "tiles":
        draw_tiles(sheet.slide, box, exhibit, sheet.paper, subject)
    elif exhibit.chart == "spine":
        draw_spine(sheet.slide, box, exhibit)
    elif exhibit.chart == "verdicts":
        draw_verdicts(sheet.slide, box, exhibit)
    elif exhibit.chart == "heat":
        draw_heat(sheet.slide, box, exhibit, sheet.paper)
    elif exhibit.chart == "matrix":
        draw_matrix(sheet.slide, box, exhibit, sheet.paper)
    else:
        draw_table(sheet, box, exhibit, small)


def draw_table(sheet: Sheet, box: Box, exhibit: ShownExhibit, small: bool = False) -> None:
    """Draw a real table; what has no room is counted below."""
    grid = shape_grid(exhibit)
    room, line = box.cut_bottom(14, 2)
    sizes = {"sizes": NARROW_SIZES} if small or sheet.paper.narrow else {}
    left = add_table(sheet.slide, room, grid, exhibit, **sizes)
    if left:
        words = say_left_out(left, exhibit.language)
        add_text(
            sheet.slide, line, [[(words, Look(10.5, italic=True, color=MUTED))]], exhibit.language, "rows left out"
        )


def write_sentence(sheet: Sheet, box: Box, text: str) -> None:
    """Write a sentence large in the free room."""
    size = fit_text(text, box, TEXT_SIZES) or TEXT_SIZES[-1]
    add_text(sheet.slide, box, [[(text, Look(size))]], sheet.language, "text")
