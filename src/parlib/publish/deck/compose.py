"""The slides of a deck: one function a kind, each drawn from a planned slide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.shapes.placeholder import SlidePlaceholder

from parlib.language import about
from parlib.living.blocks import MARK
from parlib.publish.deck.cards import add_cards
from parlib.publish.deck.exhibits import NARROW_SIZES, draw_exhibit
from parlib.publish.deck.slides import Sheet, finish_sheet, start_sheet, take_foot
from parlib.publish.deck.tables import add_table
from parlib.publish.deck.template import COMMENT, Paper
from parlib.publish.deck.text import ACCENT, DEEP, INK, MUTED, Style, add_text
from parlib.publish.deck.tiles import draw_motif
from parlib.publish.outline.boxes import Box, box_of
from parlib.publish.outline.choose import Selection
from parlib.publish.outline.fit import POINT_GAP, cut_to_fit, fit_points, fit_text
from parlib.publish.outline.grid import MOST_OF_SIDE, SIDE_COLUMNS, SIZES, write_grid
from parlib.publish.outline.plan import PlannedSlide, Side, plan_slides, say_footer
from parlib.results.dossier import Dossier
from parlib.results.executed import ShownExhibit
from parlib.wording.deck import say_deck, say_left_out, voice_of


@dataclass(frozen=True)
class Job:
    """A deck being made: where its figures come from, what it looks like.

    Attributes
    ----------
    dossier : Dossier
    paper : Paper
    selection : Selection
    reports : pathlib.Path
        Folder of the executed notebooks, which notes name relative to it.
    """

    dossier: Dossier
    paper: Paper
    selection: Selection
    reports: Path

    @property
    def language(self) -> str:
        """The language of the notebooks, and so of the deck."""
        return self.dossier.about["language"]

    @property
    def footer(self) -> str:
        """What stands at the foot of every slide."""
        return say_footer(self.dossier)

    @property
    def subject(self) -> str:
        """Code of the province."""
        return self.dossier.about["province"]


def compose(job: Job) -> list[Sheet]:
    """Make every slide of the selection, in its order, and return them."""
    return [COMPOSERS[slide.kind](job, slide) for slide in plan_slides(job.dossier, job.selection)]


def _finish(job: Job, sheet: Sheet, footer: str | None = None) -> Sheet:
    finish_sheet(sheet, job.footer if footer is None else footer, job.reports)
    return sheet


def _start(job: Job, slide: PlannedSlide) -> Sheet:
    """Begin a slide with its title and its foot; the exhibit takes the rest."""
    sheet = start_sheet(job.paper, slide, job.language)
    take_foot(sheet)
    return sheet


def compose_cover(job: Job, planned: PlannedSlide) -> Sheet:
    """Make the first slide, of the template's layout for titles."""
    slide = job.paper.deck.slides.add_slide(job.paper.cover)
    sheet = Sheet(slide, job.paper, planned, job.language, job.paper.area)
    fill_cover(sheet, planned, (18, 16, 14, 12))
    add_motif(sheet, job.dossier.about)
    return _finish(job, sheet, "")


def fill_cover(sheet: Sheet, planned: PlannedSlide, sizes: Sequence[float]) -> None:
    """Fill title and subtitle of a cover, the subtitle in the first of *sizes* (points) that fits."""
    for holder in list(sheet.slide.placeholders):
        kind = holder.placeholder_format
        if kind.type in (PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.TITLE):
            fill_holder(holder, [planned.finding], (36, 32, 28, 24))
        elif kind.type == PP_PLACEHOLDER.SUBTITLE:
            fill_holder(holder, planned.lines, sizes)
        elif kind.idx == COMMENT:
            holder.name = MARK + planned.key
        else:
            holder._element.getparent().remove(holder._element)


def fill_holder(holder: SlidePlaceholder, lines: Sequence[str], sizes: Sequence[float]) -> None:
    """Fill a holder at the first of the sizes at which its lines fit."""
    box = box_of(holder)
    size = fit_text("\n".join(lines), box, sizes, bold=True) or sizes[-1]
    holder.text_frame.text = "\n".join(lines)
    for paragraph in holder.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = round(size * 12700)


def add_motif(sheet: Sheet, about_deck: Mapping[str, Any]) -> None:
    """Draw the country of tiles beside the title where the built-in template leaves room for it."""
    paper = sheet.paper
    boxes = [box_of(holder) for holder in sheet.slide.placeholders if holder.placeholder_format.idx == 1]
    covered = any(box.x + box.w > paper.wide * 0.65 for box in boxes)
    if not sheet.planned.drawn or covered:
        return
    box = Box(paper.wide * 0.64, 40, paper.wide * 0.32, paper.tall - 80)
    alt = str(say_deck("cover", voice_of(about_deck), who=about(about_deck["province_name"], "province_name")))
    draw_motif(sheet.slide, box, sheet.planned.drawn[0].table, about_deck["province"], alt)


def compose_summary(job: Job, planned: PlannedSlide) -> Sheet:
    """Make the one-slide summary: cards with the main figures, then what the other slides find."""
    sheet = _start(job, planned)
    if planned.cards:
        place, sheet.area = sheet.area.cut_top(74, 14)
        add_cards(sheet, place, planned.cards)
    _write_points(sheet, planned.points)
    return _finish(job, sheet)


def _write_points(sheet: Sheet, points: Sequence[tuple[str, str]]) -> None:
    """Write findings as points, each begun by its matter; as many whole sentences as the room allows."""
    found = fit_points(points, sheet.area)
    if found is not None:
        words, size = found
        parts = [[(f"{head}:  ", Style(size, bold=True, color=DEEP)), (text, Style(size))] for head, text in words]
        add_text(sheet.slide, sheet.area, parts, sheet.language, "findings", size * POINT_GAP)


def compose_exhibit(job: Job, planned: PlannedSlide) -> Sheet:
    """Make the slide of one exhibit: its finding as the title, the exhibit below."""
    sheet = _start(job, planned)
    draw_exhibit(sheet, sheet.area, planned.drawn[0], job.subject)
    return _finish(job, sheet)


def compose_component(job: Job, planned: PlannedSlide) -> Sheet:
    """Make a component's slide: its headline as the title, two exhibits side by side, each with what it says."""
    sheet = _start(job, planned)
    drawn, gap = planned.drawn, 24
    for panel, exhibit in zip(sheet.area.split([1] * max(len(drawn), 1), gap), drawn, strict=False):
        _draw_panel(job, sheet, panel, exhibit, small=len(drawn) > 1)
    return _finish(job, sheet)


def _draw_panel(job: Job, sheet: Sheet, panel: Box, exhibit: ShownExhibit, small: bool) -> None:
    """Draw a panel: its matter, its finding as far as three lines hold it, its exhibit."""
    size, head = 12.0, exhibit.title
    place, rest = panel.cut_top(62, 6)
    room = Box(0, 0, place.w, 62 - 16)
    text = cut_to_fit(exhibit.finding, room, size)
    size = fit_text(text, room, (size, 11.5, 11, 10.5, 10)) or 10
    parts = [[(head, Style(12, bold=True, color=DEEP))], [(text, Style(size, color=INK))]]
    add_text(sheet.slide, place, parts, job.language, f"finding: {exhibit.name}")
    draw_exhibit(sheet, rest, exhibit, job.subject, small)


def compose_strengths(job: Job, planned: PlannedSlide) -> Sheet:
    """Make the slide of strengths and weaknesses: two tables side by side, one alone where the other has no rows."""
    sheet = _start(job, planned)
    sides = [side for side in planned.sides if side.part.rows] or list(planned.sides)
    for box, side in zip(sheet.area.split([1] * len(sides), 24), sides, strict=True):
        _add_side(job, sheet, box, side)
    return _finish(job, sheet)


def _add_side(job: Job, sheet: Sheet, box: Box, side: Side) -> None:
    head, rest = box.cut_top(20, 2)
    style = Style(14, bold=True, color=DEEP if side.name == "strength" else ACCENT)
    add_text(sheet.slide, head, [[(side.heading, style)]], job.language, f"head: {side.name}")
    if side.part.rows:
        _add_part(sheet, rest, side.part)


def _add_part(sheet: Sheet, box: Box, part: ShownExhibit) -> None:
    room, line = box.cut_bottom(14, 2)
    grid = write_grid(replace(part, rows=part.rows[:MOST_OF_SIDE]), SIDE_COLUMNS)
    sizes = NARROW_SIZES if sheet.paper.narrow else (20, 18, *SIZES)
    left = add_table(sheet.slide, room, grid, part, sizes) + max(len(part.rows) - MOST_OF_SIDE, 0)
    if left:
        words = say_left_out(left, sheet.language)
        add_text(sheet.slide, line, [[(words, Style(10.5, italic=True, color=MUTED))]], sheet.language, "rows left out")


def compose_text(job: Job, planned: PlannedSlide) -> Sheet:
    """Make a slide of words that a person wrote into the choice of slides."""
    sheet = start_sheet(job.paper, planned, job.language)
    words = "\n".join(f"•  {line}" for line in planned.lines)
    if words:
        size = fit_text(words, sheet.area, (28, 24, 20, 18, 16, 14, 12, 11)) or 11
        parts = [[(line, Style(size))] for line in words.split("\n")]
        add_text(sheet.slide, sheet.area, parts, job.language, "text", 4)
    return _finish(job, sheet)


COMPOSERS: Mapping[str, Callable[[Job, PlannedSlide], Sheet]] = {
    "cover": compose_cover,
    "summary": compose_summary,
    "exhibit": compose_exhibit,
    "component": compose_component,
    "strengths": compose_strengths,
    "text": compose_text,
}
"""Kind of a planned slide to what draws it."""
