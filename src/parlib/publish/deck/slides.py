"""One slide: title, lead, exhibit, foot, notes, in the order in which they are read aloud."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.slide import Slide

from parlib.figures.words import measure_text
from parlib.living.blocks import MARK
from parlib.publish.deck.builtin import NUMBER, SPACES
from parlib.publish.deck.shapes import LANGUAGE_TAGS
from parlib.publish.deck.template import COMMENT, EYEBROW, Paper, list_holders
from parlib.publish.deck.text import MUTED, Style, add_text, paint
from parlib.publish.outline.boxes import PER_POINT, Box
from parlib.publish.outline.fit import fit_lead, measure_height, split_finding
from parlib.publish.outline.notes import list_foot, list_notes
from parlib.publish.outline.plan import PlannedSlide
from parlib.wording.titles import SIMULATED

TITLE_SIZES = (24, 22, 20, 18, 17)
LEAD_SIZES = (14, 13, 12)
FOOT = 10
FOOTER = 12
"""Size in points in which templates usually set their footer."""

FONT = "<a:latin typeface='+mn-lt'/>"
"""The theme's font of the body: LibreOffice sets a copied footer in another."""


@dataclass
class Sheet:
    """A slide being made.

    Attributes
    ----------
    slide : pptx.slide.Slide
    paper : Paper
    planned : PlannedSlide
        What it says and shows.
    language : str
    area : Box
        What is still free.
    """

    slide: Slide
    paper: Paper
    planned: PlannedSlide
    language: str
    area: Box


def start_sheet(
    paper: Paper, planned: PlannedSlide, language: str, sizes: Sequence[float] = TITLE_SIZES, lead: bool = True
) -> Sheet:
    """Begin a slide with a finding as its title; what the title does not hold becomes the lead below it.

    Without *lead* it stands in the notes alone.
    """
    slide = paper.deck.slides.add_slide(paper.finding)
    title, rest, size = split_finding(planned.finding, paper.title, sizes)
    _write_title(slide, title, size, language)
    for holder in list(slide.placeholders):
        number = holder.placeholder_format.idx
        if number == EYEBROW:
            holder.text_frame.text = planned.eyebrow
        elif number == COMMENT:
            holder.name = MARK + planned.key
        elif holder.placeholder_format.type not in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE):
            holder._element.getparent().remove(holder._element)
    sheet = Sheet(slide, paper, planned, language, paper.area)
    if paper.built_in:
        # A title of one line leaves the room of its second line to what is below.
        used = measure_height(title, paper.title.w, size, True)
        sheet.area = paper.area.grow_up(min(paper.title.h - used, 30))
    if rest and lead:
        write_lead(sheet, rest)
    return sheet


def _write_title(slide: Slide, text: str, size: float, language: str) -> None:
    title: Any = slide.shapes.title  # `open_template` took only layouts with a title
    frame = title.text_frame
    frame.text = text
    run = frame.paragraphs[0].runs[0]
    run.font.size = round(size * 12700)
    run._r.get_or_add_rPr().set("lang", LANGUAGE_TAGS[language])


def write_lead(sheet: Sheet, text: str) -> None:
    """Write what a title did not hold, as far as whole sentences fit three lines."""
    found = fit_lead(text, Box(0, 0, sheet.area.w, 56), LEAD_SIZES)
    if found is not None:
        words, size = found
        place, sheet.area = sheet.area.cut_top(measure_height(words, sheet.area.w, size) + 2, 8)
        add_text(sheet.slide, place, [[(words, Style(size, color=MUTED))]], sheet.language, "lead")


def take_foot(sheet: Sheet) -> None:
    """Write what to know and the source at the foot of the free area, before the exhibit takes the rest."""
    words = list_foot(sheet.planned.foot)
    if not words:
        return
    tall = sum(measure_height(line, sheet.area.w, FOOT) for line in words) + 2
    sheet.area, place = sheet.area.cut_bottom(tall, 6)
    style = Style(FOOT, color=MUTED, anchor="bottom")
    add_text(sheet.slide, place, [[(line, style)] for line in words], sheet.language, "source")


def finish_sheet(sheet: Sheet, footer: str, reports: Path) -> None:
    """Add what every slide carries: stamp, footer, number, the box for comments last, and the notes."""
    if sheet.planned.simulated:
        _add_stamp(sheet)
    _add_feet(sheet.slide, sheet.paper, footer, sheet.language)
    tree = sheet.slide.shapes._spTree
    for holder in sheet.slide.placeholders:
        if holder.placeholder_format.idx == COMMENT:
            tree.append(holder._element)
    if notes := sheet.slide.notes_slide.notes_text_frame:
        notes.text = "\n".join(list_notes(sheet.planned, reports, sheet.language))


def _add_stamp(sheet: Sheet) -> None:
    wide = measure_text(SIMULATED, 14, True) + 16
    box = Box(sheet.paper.wide - wide - 12, 8, wide, 22)
    style = Style(14, bold=True, color="FFFFFF", align="center", anchor="middle")
    stamp = add_text(sheet.slide, box, [[(SIMULATED, style)]], sheet.language, "simulated")
    paint(stamp.fill, "B00020")


def cut_footer(footer: str, wide: float) -> str:
    """Return as much of a footer as a narrow place of a template holds in a line: without its last parts.

    Examples
    --------
    >>> cut_footer("Cà Mau · PAPI 2024", 400), cut_footer("Cà Mau · PAPI 2024", 80)
    ('Cà Mau · PAPI 2024', 'Cà Mau')
    """
    while " · " in footer and measure_text(footer, FOOTER) + 16 > wide:
        footer = footer.rpartition(" · ")[0]
    return footer


def _add_feet(slide: Slide, paper: Paper, footer: str, language: str) -> None:
    """Copy footer and number from the layout: Office shows them on a slide only if the slide has them too."""
    for holder in list_holders(slide.slide_layout):
        kind = holder.placeholder_format.type
        if kind not in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
            continue
        element, is_footer = copy.deepcopy(holder._element), kind == PP_PLACEHOLDER.FOOTER
        number = max(int(found) for found in slide.shapes._spTree.xpath(".//p:cNvPr/@id")) + 1
        element.xpath("./p:nvSpPr/p:cNvPr")[0].set("id", str(number))
        properties = element.xpath("./p:spPr")[0]
        for child in list(properties):
            properties.remove(child)
        shown = footer if paper.built_in else cut_footer(footer, holder.width / PER_POINT)
        text = f"<a:r><a:rPr lang='{LANGUAGE_TAGS[language]}'>{FONT}</a:rPr><a:t>{escape(shown)}</a:t></a:r>"
        words = text if is_footer else NUMBER
        # LibreOffice sets footers in the middle whatever the layout says.
        side = f"<a:pPr algn='{'l' if is_footer else 'r'}'/>" if paper.built_in else ""
        body = f"<p:txBody {SPACES}><a:bodyPr/><a:lstStyle/><a:p>{side}{words}</a:p></p:txBody>"
        element.replace(element.xpath("./p:txBody")[0], parse_xml(body))
        slide.shapes._spTree.append(element)
