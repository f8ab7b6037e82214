"""One slide: title, lead, exhibit, foot, notes, in the order in which they are read aloud."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.slide import Slide

from parlib.figures.words import measure_text
from parlib.reports.deck.builtin import NUMBER, SPACES
from parlib.reports.deck.paper import Box
from parlib.reports.deck.shapes import TONGUES
from parlib.reports.deck.template import COMMENT, KICKER, Paper
from parlib.reports.deck.text import (
    MUTED,
    Look,
    add_text,
    cut_sentences,
    fit_text,
    measure_height,
    paint,
    split_finding,
)
from parlib.reports.executed import ExecutedPage, ShownExhibit
from parlib.wording.deck import deck_word
from parlib.wording.labels import label
from parlib.wording.titles import SIMULATED

TITLE_SIZES = (24, 22, 20, 18, 17)
LEAD_SIZES = (14, 13, 12)
FOOT = 10
MARK = "parlib:"
"""Begins the name of the box in which staff write; the slide's key follows, and tells slides apart later."""


@dataclass
class Sheet:
    """A slide being made.

    Attributes
    ----------
    slide : pptx.slide.Slide
    paper : Paper
    key : str
        What tells the slide apart from others: ``province.history``, ``component.4``.
    language : str
    area : Box
        What is still free.
    shown : list of (ExecutedPage, ShownExhibit)
        Exhibits whose figures stand on the slide.
    """

    slide: Slide
    paper: Paper
    key: str
    language: str
    area: Box
    shown: list[tuple[ExecutedPage, ShownExhibit]] = field(default_factory=list)

    @property
    def simulated(self) -> bool:
        """True where simulated figures stand on the slide."""
        return any(exhibit.simulated for _, exhibit in self.shown)

    def show(self, page: ExecutedPage, *exhibits: ShownExhibit | None) -> None:
        """Remember whose figures stand on the slide, for its foot, its notes and the list of changes."""
        known = [id(exhibit) for _, exhibit in self.shown]
        self.shown += [(page, one) for one in exhibits if one is not None and id(one) not in known]


def start_sheet(paper: Paper, key: str, kicker: str, finding: str, language: str) -> Sheet:
    """Begin a slide with a finding as its title; what the title does not hold becomes the lead below it."""
    slide = paper.deck.slides.add_slide(paper.finding)
    title, rest, size = split_finding(finding, paper.title, TITLE_SIZES)
    _write_title(slide, title, size, language)
    for holder in list(slide.placeholders):
        number = holder.placeholder_format.idx
        if number == KICKER:
            holder.text_frame.text = kicker
        elif number == COMMENT:
            holder.name = MARK + key
        elif holder.placeholder_format.type not in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE):
            holder._element.getparent().remove(holder._element)
    sheet = Sheet(slide, paper, key, language, paper.area)
    if paper.built_in:
        # A title of one line leaves the room of its second line to what is below.
        used = measure_height(title, paper.title.w, size, True)
        sheet.area = paper.area.grow_up(min(paper.title.h - used, 30))
    if rest:
        write_lead(sheet, rest)
    return sheet


def _write_title(slide: Slide, text: str, size: float, language: str) -> None:
    frame = slide.shapes.title.text_frame
    frame.text = text
    run = frame.paragraphs[0].runs[0]
    run.font.size = round(size * 12700)
    run._r.get_or_add_rPr().set("lang", TONGUES[language])


def write_lead(sheet: Sheet, text: str) -> None:
    """Write what a title did not hold, as far as whole sentences fit three lines."""
    room = Box(0, 0, sheet.area.w, 56)
    sentences = cut_sentences(text)
    for count in range(len(sentences), 0, -1):
        words = " ".join(sentences[:count]).rstrip(";")
        size = fit_text(words, room, LEAD_SIZES)
        if size is not None:
            place, sheet.area = sheet.area.cut_top(measure_height(words, room.w, size) + 2, 8)
            add_text(sheet.slide, place, [[(words, Look(size, color=MUTED))]], sheet.language, "lead")
            return


def take_foot(sheet: Sheet, lines: Sequence[str]) -> None:
    """Write what to know and the source at the foot of the free area, before the exhibit takes the rest."""
    words = [line for line in dict.fromkeys(lines) if line]
    if not words:
        return
    tall = sum(measure_height(line, sheet.area.w, FOOT) for line in words) + 2
    sheet.area, place = sheet.area.cut_bottom(tall, 6)
    look = Look(FOOT, color=MUTED, anchor="bottom")
    add_text(sheet.slide, place, [[(line, look)] for line in words], sheet.language, "source")


def foot_lines(exhibits: Sequence[ShownExhibit], notes: bool = True) -> list[str]:
    """Return the notes and the sources of exhibits, each once."""
    lines = [exhibit.note for exhibit in exhibits] if notes else []
    return [
        *dict.fromkeys(line for line in lines if line),
        *dict.fromkeys(f"{label('source', one.language)}: {one.source}" for one in exhibits if one.source),
    ]


def finish_sheet(sheet: Sheet, footer: str, reports: Path, more: Sequence[ShownExhibit] = ()) -> None:
    """Add what every slide carries: stamp, footer, number, the box for comments last, and the notes."""
    if sheet.simulated:
        _add_stamp(sheet)
    _add_feet(sheet.slide, sheet.paper, footer, sheet.language)
    tree = sheet.slide.shapes._spTree
    for holder in sheet.slide.placeholders:
        if holder.placeholder_format.idx == COMMENT:
            tree.append(holder._element)
    sheet.slide.notes_slide.notes_text_frame.text = write_notes(sheet, reports, more)


def _add_stamp(sheet: Sheet) -> None:
    wide = measure_text(SIMULATED, 11, True) + 16
    box = Box(sheet.paper.wide - wide - 12, 10, wide, 18)
    look = Look(11, bold=True, color="FFFFFF", align="center", anchor="middle")
    stamp = add_text(sheet.slide, box, [[(SIMULATED, look)]], sheet.language, "simulated")
    paint(stamp.fill, "B00020")


def _add_feet(slide: Slide, paper: Paper, footer: str, language: str) -> None:
    """Copy footer and number from the layout: Office shows them on a slide only if the slide has them too."""
    for holder in slide.slide_layout.placeholders:
        kind = holder.placeholder_format.type
        if kind not in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
            continue
        element, is_footer = copy.deepcopy(holder._element), kind == PP_PLACEHOLDER.FOOTER
        number = max(int(found) for found in slide.shapes._spTree.xpath(".//p:cNvPr/@id")) + 1
        element.xpath("./p:nvSpPr/p:cNvPr")[0].set("id", str(number))
        properties = element.xpath("./p:spPr")[0]
        for child in list(properties):
            properties.remove(child)
        words = f"<a:r><a:rPr lang='{TONGUES[language]}'/><a:t>{escape(footer)}</a:t></a:r>" if is_footer else NUMBER
        # LibreOffice sets footers in the middle whatever the layout says.
        side = f"<a:pPr algn='{'l' if is_footer else 'r'}'/>" if paper.built_in else ""
        body = f"<p:txBody {SPACES}><a:bodyPr/><a:lstStyle/><a:p>{side}{words}</a:p></p:txBody>"
        element.replace(element.xpath("./p:txBody")[0], parse_xml(body))
        slide.shapes._spTree.append(element)


def write_notes(sheet: Sheet, reports: Path, more: Sequence[ShownExhibit] = ()) -> str:
    """Return the long version: every finding in full, what to know, the source, and the cell that shows it."""
    exhibits = [exhibit for _, exhibit in sheet.shown]
    lines: list[str] = [SIMULATED] if any(one.simulated for one in [*exhibits, *more]) else []
    lines += list(dict.fromkeys(one.finding for one in [*exhibits, *more] if one.finding))
    lines += foot_lines([*exhibits, *more])
    word, cell = deck_word("notebook", sheet.language), deck_word("cell", sheet.language)
    for page, exhibit in sheet.shown:
        name = page.path.resolve().relative_to(reports.resolve()).as_posix()
        lines.append(f"{word}: {name}, {cell} {exhibit.cell + 1} ({exhibit.name})")
    return "\n".join(dict.fromkeys(lines))
