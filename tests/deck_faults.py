"""What a reader would not hand on: faults of a finished deck that a machine can find (rà soát bộ trang chiếu)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.shapes.base import BaseShape
from pptx.slide import Slide

from parlib.figures.words import measure_text
from parlib.living.blocks import MARK
from parlib.publish.outline.boxes import PER_POINT, Box
from parlib.publish.outline.fit import count_lines, measure_height

COMMAND = re.compile(r"\bparlib\s+[a-z]|(?<!\w)--[a-z]|\.(?:csv|ipynb|py)\b")
DOTS = re.compile(r"…{2,}|\.{4,}|(?:\.\s){4,}")
QUOTED = re.compile(r"“([^”]+)”")
ENDS = (re.compile(r"cao nhất|highest", re.IGNORECASE), re.compile(r"thấp nhất|lowest", re.IGNORECASE))

FEET = {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE}
TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}

TOUCH = 3.0
"""Points by which boxes may lie over each other: measured words are a little wider than those on the screen."""

LEAST_TALL, LEAST_WIDE, LEAST_COVERED = 0.6, 0.6, 0.35
"""How far down and across the contents of a slide reach, and how much of its room they cover, at least."""

VALUES = ".//c:val//c:pt/c:v | .//c:xVal//c:pt/c:v | .//c:yVal//c:pt/c:v"
"""The figures of a series of a chart."""

FEWEST = 3
"""Figures that make a chart or table one that may not stand in a deck twice."""


@dataclass(frozen=True)
class Fault:
    """A fault: number of the slide from 1, its kind, what was found.

    Kinds are ``small`` (letters), ``over`` (shapes over each other or beyond the paper), ``full`` (words beyond their
    box), ``empty``, ``twice`` (a chart, table or title that stands in the deck before), ``same`` (the highest is the
    lowest), ``command`` and ``dots``.
    """

    slide: int
    kind: str
    what: str


def review_deck(content: bytes, least: float = 14.0) -> list[Fault]:
    """Return the faults of a deck.

    Parameters
    ----------
    content : bytes
        A pptx.
    least : float
        Smallest letters that are allowed, in points.
    """
    deck = Presentation(io.BytesIO(content))
    wide, tall = (deck.slide_width or 0) / PER_POINT, (deck.slide_height or 0) / PER_POINT
    faults: list[Fault] = []
    seen: dict[object, int] = {}
    for number, slide in enumerate(deck.slides, start=1):
        found = [*_find_small(slide, least), *_find_over(slide, wide, tall), *_find_words(slide)]
        if number > 1:
            found += _find_empty(slide, wide, tall)
        for key, what in _list_figures(slide):
            if seen.setdefault(key, number) != number:
                found.append(("twice", f"{what} stands on slide {seen[key]} too"))
        faults += [Fault(number, kind, what) for kind, what in found]
    return faults


def _walk(shapes: Any) -> Iterator[Any]:
    """Yield every shape, those of groups too; not the box in which staff write."""
    for shape in shapes:
        if shape.name.startswith(MARK):
            continue
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from _walk(shape.shapes)
        else:
            yield shape


def _list_texts(shape: Any) -> Iterator[tuple[str, float]]:
    """Yield each run of a shape or table with the size of its letters."""
    frames = [shape.text_frame] if shape.has_text_frame else []
    if getattr(shape, "has_table", False) and shape.has_table:
        frames = [cell.text_frame for row in shape.table.rows for cell in row.cells]
    for frame in frames:
        for paragraph in frame.paragraphs:
            for run in paragraph.runs:
                if run.text.strip():
                    yield run.text, run.font.size.pt if run.font.size else _inherit_size(shape)


def _inherit_size(shape: Any) -> float:
    """Return the size that a placeholder takes from its layout or master; Office's own where these say nothing."""
    for holder in _list_above(shape):
        if sizes := holder._element.xpath(".//a:defRPr/@sz"):
            return int(sizes[0]) / 100
    return 18.0


def _list_above(shape: Any) -> Iterator[Any]:
    """Yield the placeholders of layout and master that a placeholder takes its looks from."""
    if not shape.is_placeholder:
        return
    layout, kind = shape.part.slide.slide_layout, shape.placeholder_format.type
    number = shape.placeholder_format.idx
    yield from (one for one in layout.placeholders if one.placeholder_format.idx == number)
    kinds = TITLES if kind in TITLES else {kind}
    yield from (one for one in layout.slide_master.placeholders if one.placeholder_format.type in kinds)


def _find_small(slide: Slide, least: float) -> Iterator[tuple[str, str]]:
    for shape in _walk(slide.shapes):
        feet = shape.is_placeholder and shape.placeholder_format.type in FEET  # their letters are the template's choice
        small = [(size, text) for text, size in _list_texts(shape) if size < least and not feet]
        if getattr(shape, "has_chart", False) and shape.has_chart:
            small += [(size, shape.name) for size in _list_chart_sizes(shape.chart) if size < least]
        if small:
            size, text = min(small)
            yield "small", f"{size:g} pt: {text[:60]}"


def _list_chart_sizes(chart: Any) -> Iterator[float]:
    """Yield the sizes of letters of a chart, but for those of axes that are not shown."""
    for size in chart._chartSpace.xpath(".//a:defRPr[@sz] | .//a:rPr[@sz]"):
        hidden = size.xpath("ancestor::*[self::c:valAx or self::c:catAx]/c:delete[@val='1' or not(@val)]")
        if not hidden:
            yield int(size.get("sz")) / 100


def _measure(shape: Any) -> Box:
    """Return the room that a shape's contents take: of words as far as they go."""
    box = Box(*(value / PER_POINT for value in (shape.left, shape.top, shape.width, shape.height)))
    if getattr(shape, "has_table", False) and shape.has_table:
        return Box(box.x, box.y, box.w, max(box.h, sum(_measure_rows(shape.table))))
    texts = list(_list_texts(shape)) if shape.has_text_frame else []
    if not texts or shape.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE:
        return box
    size, text = max(size for _, size in texts), shape.text_frame.text
    wide = min(box.w, max(measure_text(line, size) for line in text.split("\n")))
    tall = min(box.h, measure_height(text, box.w, size))
    down = {"b": 1.0, "ctr": 0.5}.get(_find_anchor(shape), 0.0)
    return Box(box.x, box.y + (box.h - tall) * down, wide, tall)


def _find_anchor(shape: Any) -> str:
    """Return where words stand in their box: as the shape says, or the layout or master that it comes from."""
    bodies = [one._element.txBody.bodyPr for one in (shape, *_list_above(shape))]
    return next((anchor for body in bodies if (anchor := body.get("anchor"))), "t")


def _measure_rows(table: Any) -> list[float]:
    """Return how tall the rows of a table come out."""
    talls = []
    for row in table.rows:
        asked = [row.height / PER_POINT]
        for cell, column in zip(row.cells, table.columns, strict=True):
            for run in (run for paragraph in cell.text_frame.paragraphs for run in paragraph.runs):
                size = run.font.size.pt if run.font.size else 18.0
                asked.append(count_lines(cell.text_frame.text, column.width / PER_POINT - 9, size) * size * 1.2 + 4)
        talls.append(max(asked))
    return talls


def _list_shapes(slide: Slide) -> list[Any]:
    """Return the shapes of a slide as python-pptx has them: each of its own class."""
    return list(slide.shapes)


def _list_boxes(slide: Slide) -> list[tuple[Any, Box]]:
    """Return the shapes of a slide that show something, each with its room."""
    shown = []
    for shape in _list_shapes(slide):
        blank = shape.has_text_frame and not shape.text_frame.text.strip()
        if not shape.name.startswith(MARK) and not blank:
            shown.append((shape, _measure(shape)))
    return shown


def _find_over(slide: Slide, wide: float, tall: float) -> Iterator[tuple[str, str]]:
    boxes = _list_boxes(slide)
    for place, (shape, box) in enumerate(boxes):
        if box.x < -1 or box.y < -1 or box.x + box.w > wide + 1 or box.y + box.h > tall + 1:
            yield "over", f"{shape.name} goes beyond the paper"
        for other, its in boxes[place + 1 :]:
            across = min(box.x + box.w, its.x + its.w) - max(box.x, its.x)
            down = min(box.y + box.h, its.y + its.h) - max(box.y, its.y)
            if across > TOUCH and down > TOUCH:
                yield "over", f"{shape.name} and {other.name}"
    for shape in _list_shapes(slide):
        texts = list(_list_texts(shape)) if shape.has_text_frame else []
        if texts and shape.shape_type != MSO_SHAPE_TYPE.GROUP and not shape.name.startswith(MARK):
            size, high = max(size for _, size in texts), shape.height / PER_POINT
            needed = measure_height(shape.text_frame.text, shape.width / PER_POINT, size)
            if needed > high + size * 0.4:
                yield "full", f"{shape.name}: {shape.text_frame.text[:60]}"


def _find_empty(slide: Slide, wide: float, tall: float) -> Iterator[tuple[str, str]]:
    title = slide.shapes.title
    top = (title.top + title.height) / PER_POINT if title is not None else 0.0
    room = Box(0, top, wide, tall - top - 70)
    boxes = [box for shape, box in _list_boxes(slide) if not _is_frame(shape)]
    if not boxes:
        yield "empty", "nothing below the title"
        return
    down = (max(box.y + box.h for box in boxes) - room.y) / room.h
    across = (max(box.x + box.w for box in boxes) - min(box.x for box in boxes)) / wide
    covered = sum(box.w * box.h for box in boxes) / (room.w * room.h)
    if down < LEAST_TALL or across < LEAST_WIDE or covered < LEAST_COVERED:
        yield "empty", f"{down:.0%} down, {across:.0%} across, {covered:.0%} covered"


def _is_frame(shape: BaseShape) -> bool:
    """Tell whether a shape is no content: title, matter, foot, stamp."""
    return shape.is_placeholder or shape.name in ("simulated", "source", "rows left out")


def _find_words(slide: Slide) -> Iterator[tuple[str, str]]:
    texts = ["".join(text for text, _ in _list_texts(shape)) for shape in _walk(slide.shapes)]
    for text in texts:
        if COMMAND.search(text):
            yield "command", text[:80]
        if DOTS.search(text):
            yield "dots", text[:80]
        if all(end.search(text) for end in ENDS) and (named := _find_same(text)):
            yield "same", named


def _find_same(text: str) -> str:
    """Return the name that a sentence gives as highest and as lowest; blank where it gives none.

    Examples
    --------
    >>> _find_same("Cao nhất ở “A” (34/34), thấp nhất ở “A” (34/34)."), _find_same("Cao nhất “A”, thấp nhất “B”.")
    ('A', '')
    """
    for sentence in re.split(r"(?<=\.)\s", text):
        places = [end.search(sentence) for end in ENDS]
        if all(places):
            names = QUOTED.findall(sentence)
            return next((name for name in names if names.count(name) > 1), "")
    return ""


def _list_figures(slide: Slide) -> Iterator[tuple[object, str]]:
    """Yield what may not stand in a deck twice: titles, the figures of charts, the cells of tables."""
    title = slide.shapes.title
    if title is not None and title.text_frame.text.strip():
        yield ("title", title.text_frame.text), "the title"
    for shape in _walk(slide.shapes):
        if getattr(shape, "has_chart", False) and shape.has_chart:
            # Read as XML: python-pptx knows no plots of ranges (stockChart).
            series = shape.chart._chartSpace.xpath(".//c:ser")
            figures = tuple(tuple(point.text for point in one.xpath(VALUES)) for one in series)
            yield from _name_once(figures, shape.name)
        elif getattr(shape, "has_table", False) and shape.has_table:
            yield from _name_once(tuple(tuple(cell.text for cell in row.cells) for row in shape.table.rows), shape.name)


def _name_once(figures: Sequence[Sequence[object]], name: str) -> Iterator[tuple[object, str]]:
    if sum(map(len, figures)) >= FEWEST:
        yield ("figures", figures), name
