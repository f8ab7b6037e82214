"""Where things lie on a slide of a browser: measured in points on 960 by 540, as on the deck's."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from parlib.pages.outputs import measure_picture
from parlib.pages.shrink import shrink_png
from parlib.publish.outline.boxes import Box
from parlib.publish.outline.choose import is_drawn
from parlib.publish.outline.fit import cut_sentences, fit_lead, fit_points, fit_text, measure_height, split_finding
from parlib.publish.outline.grid import MOST_OF_SIDE, SIDE_COLUMNS, SIZES, Grid, fit_grid, shape_grid, write_grid
from parlib.publish.outline.notes import list_foot
from parlib.publish.outline.plan import PlannedSlide, Side
from parlib.publish.slides.tiles import draw_map
from parlib.results.executed import ShownExhibit
from parlib.wording.deck import say_left_out

TOP, BOTTOM = 38.0, 34.0
"""Room above the title, for the slide's matter, and below everything, for its number, in points."""

WHOLE = Box(42, TOP, 876, 540 - TOP - BOTTOM)
"""Where a slide's words and exhibit lie."""

COLUMN, GUTTER = 290.0, 26.0
"""Width of the column of words beside a tall picture, and the room between."""

TITLE_SIZES, TITLE_LINES = (24, 22, 20, 18, 17), 62.0
COLUMN_SIZES, COLUMN_LINES = (22, 20, 18, 17, 16, 15), 230.0
TALL = Box(0, 0, WHOLE.w - COLUMN - GUTTER, 540 - 24 - BOTTOM)
"""Room for a picture beside its words: nearly all the slide's height."""

LEAD_SIZES = (14, 13, 12)
WORD_SIZES = (20, 18, 16, 14, 13, 12)
FOOT, GAP, SLACK = 10.0, 8.0, 4.0

BETTER = 1.1
"""How much larger a picture must stand beside its words to be put there."""

PX = 4 / 3
"""Pixels of a page in a point."""

Block = dict[str, Any]
"""One thing below the words: ``kind`` and what the template needs for it."""


@dataclass
class Face:
    """One screen: words fitted, blocks in order; a planned slide of two pictures is two screens.

    Attributes
    ----------
    key : str
    planned : PlannedSlide
    beside : bool
        True where the words stand in a column beside the picture.
    title, lead : str
        The finding: what the title takes, and as much of the rest as there is room for.
    title_size, lead_size : float
        In points.
    panel : tuple of (heading, text, size), optional
        What the exhibit of a component's slide is about, and its own finding as far as there is room.
    foot : list of str
        What to know and the source.
    blocks : list of Block
    """

    key: str
    planned: PlannedSlide
    beside: bool = False
    title: str = ""
    lead: str = ""
    title_size: float = TITLE_SIZES[0]
    lead_size: float = LEAD_SIZES[0]
    panel: tuple[str, str, float] | None = None
    foot: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def lay_slide(planned: PlannedSlide, language: str, subject: str) -> list[Face]:
    """Return the screens of a planned slide: one, or one for each picture of a component."""
    if planned.kind == "component" and len(planned.drawn) > 1:
        first, *rest = planned.drawn
        keys = [planned.key, *(f"{planned.key}.{exhibit.name}" for exhibit in rest)]
        return [
            _lay_exhibit(planned, key, one, language, subject) for key, one in zip(keys, (first, *rest), strict=True)
        ]
    if planned.kind in ("component", "exhibit"):
        return [_lay_exhibit(planned, planned.key, planned.drawn[0] if planned.drawn else None, language, subject)]
    if planned.kind == "cover":
        return [Face(planned.key, planned, title=planned.finding, blocks=list(_lay_tiles(planned)))]
    face, room = _lay_words(planned, planned.key, Box(0, 0, WHOLE.w, TITLE_LINES), TITLE_SIZES)
    face.blocks = list(_lay_blocks(planned, room, language))
    return [face]


def _lay_exhibit(planned: PlannedSlide, key: str, exhibit: ShownExhibit | None, language: str, subject: str) -> Face:
    """Lay a slide of one exhibit, its picture as large as can be: below its words or beside them."""
    panel = None
    if exhibit and planned.kind == "component":
        panel = (exhibit.title, exhibit.finding)
    face, room = _lay_words(planned, key, Box(0, 0, WHOLE.w, TITLE_LINES), TITLE_SIZES, panel)
    size = measure_picture(base64.b64encode(exhibit.png[:24]).decode()) if exhibit and exhibit.png else None
    if exhibit is None or size is None:
        face.blocks = [
            _fit_table(shape_grid(exhibit), exhibit, room)
            if is_drawn(exhibit)
            else _lay_sentence(planned, exhibit, room)
        ]
        return face
    is_map = exhibit.chart == "tiles" and "row" in exhibit.table
    if is_map or _scale(size, TALL) > BETTER * _scale(size, room):
        face, _ = _lay_words(planned, key, Box(0, 0, COLUMN, COLUMN_LINES), COLUMN_SIZES, panel)
        face.beside = True
    face.blocks = [draw_map(exhibit, subject, TALL) if is_map else _lay_picture(exhibit, size)]
    return face


def _scale(size: tuple[int, int], room: Box) -> float:
    return min(room.w / size[0], room.h / size[1])


def _lay_words(
    planned: PlannedSlide,
    key: str,
    title: Box,
    sizes: Sequence[float],
    panel: tuple[str, str] | None = None,
) -> tuple[Face, Box]:
    """Return a screen with its words, and the room that is left below them."""
    head, rest, size = split_finding(planned.finding, title, sizes)
    face = Face(key, planned, title=head, title_size=size, foot=list_foot(planned.foot))
    used = measure_height(head, title.w, size, True) + GAP
    used += sum(measure_height(line, title.w, FOOT) for line in face.foot) + GAP
    if panel:
        room = Box(0, 0, title.w, WHOLE.h - used - 20 if title.w == COLUMN else 36)
        text, size = fit_lead(panel[1], room, LEAD_SIZES) or (cut_sentences(panel[1])[0], LEAD_SIZES[-1])
        face.panel = panel[0], text, size
        used += 18 + measure_height(text, title.w, size) + GAP
    lead = fit_lead(rest, Box(0, 0, title.w, WHOLE.h - used if title.w == COLUMN else 56), LEAD_SIZES) if rest else None
    if lead:
        face.lead, face.lead_size = lead
        used += measure_height(face.lead, title.w, face.lead_size) + GAP
    return face, Box(WHOLE.x, WHOLE.y + used, WHOLE.w, WHOLE.h - used - SLACK)


def _lay_picture(exhibit: ShownExhibit, size: tuple[int, int]) -> Block:
    """Return the picture that the reviewer saw, within the page, in few colours."""
    content = base64.b64encode(shrink_png(exhibit.png or b"")).decode()
    alt = exhibit.alt or exhibit.finding
    source, (width, height) = f"data:image/png;base64,{content}", size
    return {"kind": "picture", "name": exhibit.name, "src": source, "alt": alt, "width": width, "height": height}


def _fit_table(grid: Grid, exhibit: ShownExhibit, room: Box, sizes: Sequence[float] = SIZES, more: int = 0) -> Block:
    """Return a table as fitted to its room; *more* rows were left out before."""
    fitted = fit_grid(grid, room.cut_bottom(16, 0)[0], sizes)
    left = fitted.left + more
    return {
        "kind": "table",
        "name": exhibit.name,
        "caption": exhibit.alt or exhibit.finding,
        "heads": grid.heads,
        "figures": grid.figures,
        "rows": [{"cells": row, "own": number in grid.own} for number, row in enumerate(grid.cells[: fitted.kept])],
        "size": fitted.size,
        "widths": [round(wide * PX) for wide in fitted.widths],
        "heights": [int(tall * PX) for tall in fitted.heights],
        "left": say_left_out(left, exhibit.language) if left else "",
    }


def _lay_sentence(planned: PlannedSlide, exhibit: ShownExhibit | None, room: Box) -> Block:
    text = exhibit.finding if exhibit is not None and planned.kind == "exhibit" else ""
    return {
        "kind": "words",
        "lines": [text] if text else [],
        "size": fit_text(text, room, (20, 18, 16, 14, 13, 12)) or 11,
    }


def _lay_tiles(planned: PlannedSlide) -> Iterator[Block]:
    """Yield the country of tiles that adorns the cover, each with its place in the grid."""
    for exhibit in planned.drawn:
        table = exhibit.table
        rows, columns = (table[name] - table[name].min() for name in ("row", "col"))
        tiles = zip(rows, columns, table["province_code"], strict=True)
        yield {"kind": "tiles", "tiles": [(int(row), int(column), code) for row, column, code in tiles]}


def _lay_blocks(planned: PlannedSlide, room: Box, language: str) -> Iterator[Block]:
    """Yield the blocks of a slide that gathers several exhibits, or of a slide of words."""
    if planned.cards:
        yield {"kind": "cards", "cards": planned.cards}
        room = room.cut_top(74, 14)[1]
    if planned.points:
        points, size = fit_points(planned.points, room) or (planned.points[:1], 10)
        yield {"kind": "points", "points": points, "size": size}
    if planned.sides:
        boxes = room.split([1] * len(planned.sides), 24)
        yield {"kind": "sides", "sides": [_lay_side(*one) for one in zip(planned.sides, boxes, strict=True)]}
    if planned.kind == "text":
        words = "\n".join(f"•  {line}" for line in planned.lines)
        yield {"kind": "words", "lines": planned.lines, "size": fit_text(words, room, WORD_SIZES) or 11}


def _lay_side(side: Side, room: Box) -> Block:
    part = side.part
    grid = write_grid(part, SIDE_COLUMNS)
    more = max(len(grid.cells) - MOST_OF_SIDE, 0)
    short = Grid(grid.heads, grid.cells[:MOST_OF_SIDE], grid.figures, grid.own)
    table = _fit_table(short, part, room.cut_top(22, 2)[1], SIZES[3:], more) if part.rows else None
    return {"name": side.name, "heading": side.heading, "table": table}
