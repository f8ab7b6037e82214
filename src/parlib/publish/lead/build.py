"""The deck for leaders as bytes: cover and slides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from parlib.figures.words import measure_text
from parlib.files.archive import save_bytes
from parlib.language.words import speak_of
from parlib.living.figures import put_figures
from parlib.publish.deck.build import MadeDeck, describe_deck
from parlib.publish.deck.changes import gather_figures
from parlib.publish.deck.compose import add_motif, fill_cover
from parlib.publish.deck.slides import Sheet, finish_sheet
from parlib.publish.deck.template import Paper, open_template
from parlib.publish.lead.draw import draw_slide
from parlib.publish.lead.fit import LEAST
from parlib.publish.lead.plan import plan_lead
from parlib.publish.lead.words import COVER
from parlib.publish.outline.plan import PlannedSlide
from parlib.publish.pack.occasion import Occasion
from parlib.wording.deck import deck_word

FEET = 100.0
"""Room at the foot of a slide that margins and its number take, in points."""


@dataclass(frozen=True)
class LeadRequest:
    """How the deck for leaders is wanted.

    Attributes
    ----------
    reports : pathlib.Path
        Folder of the executed pages, which notes name relative to it.
    names : sequence of str
        Kinds of slides and their order; the standard ones if not given.
    title, subtitle : str
        Words of the first slide; the program's if not given.
    ratio : str
        ``16:9`` or ``4:3``, for the built-in template.
    template : pathlib.Path, optional
        A template of one's own.
    """

    reports: Path
    names: Sequence[str] = ()
    title: str = ""
    subtitle: str = ""
    ratio: str = "16:9"
    template: Path | None = None


def build_lead(occasion: Occasion, request: LeadRequest) -> MadeDeck:
    """Return the deck and the figures that it is made from.

    Raises
    ------
    TemplateError
        If the template cannot be used.
    """
    language, leading = occasion.language, occasion.leading
    with speak_of(leading.about["index"], occasion.name):
        paper = open_template(request.template, request.ratio, deck_word("comment", language))
        sheets = [_add_cover(paper, occasion, request)]
    slides = plan_lead(occasion, paper.area, request.names)
    sheets += [draw_slide(paper, slide, language) for slide in slides]
    for sheet in sheets[1:]:
        finish_sheet(sheet, _say_footer(paper, occasion), request.reports)
    with speak_of(leading.about["index"], occasion.name):
        describe_deck(paper.deck, f"{occasion.name} – {occasion.editions}", language)
    figures = gather_figures(sheets)
    put_figures(paper.deck, figures)
    return MadeDeck(save_bytes(paper.deck), figures, len(sheets))


def _say_footer(paper: Paper, occasion: Occasion) -> str:
    """Return what stands at the foot: the province with the results that are told, as far as they have room."""
    footer = f"{occasion.name} · {occasion.editions}"
    return footer if measure_text(footer, LEAST) < paper.wide - 2 * FEET else occasion.name


def _add_cover(paper: Paper, occasion: Occasion, request: LeadRequest) -> Sheet:
    """Make the first slide, of the template's layout for titles."""
    leading = occasion.leading
    tiles = leading.national.find("map") if leading.national else None
    drawn = (tiles,) if tiles is not None and "row" in tiles.table else ()
    title = request.title or str(occasion.voice.say(COVER, editions=occasion.editions))
    simulated = [one for one in leading.overview.exhibits if one.simulated][:1]
    shown = tuple((leading.overview, one) for one in simulated)
    seat = occasion.seat[:1].upper() + occasion.seat[1:]
    planned = PlannedSlide(
        "lead.title", "cover", "", title, shown=shown, drawn=drawn, lines=(request.subtitle or seat,)
    )
    slide = paper.deck.slides.add_slide(paper.cover)
    sheet = Sheet(slide, paper, planned, occasion.language, paper.area)
    fill_cover(sheet, planned, (24, 20, 18, 16))
    add_motif(sheet, leading.about)
    finish_sheet(sheet, "", request.reports)
    return sheet
