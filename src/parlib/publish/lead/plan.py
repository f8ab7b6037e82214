"""Which slides leaders see, in which order: at most fifteen, none half empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from parlib.publish.lead import lost, others, whole
from parlib.publish.lead.slide import LeadSlide
from parlib.publish.outline.boxes import Box
from parlib.publish.pack.occasion import Occasion

MOST = 14
"""Slides after the cover, at most."""


def _plan_measured(occasion: Occasion, room: Box) -> Iterator[LeadSlide]:
    # Of the only index the parts stand below the result, where it has one.
    if len(occasion.with_figures) > 1 or not list(whole.plan_results(occasion)):
        yield from whole.plan_parts(occasion, occasion.measured)


def _plan_people(occasion: Occasion, room: Box) -> Iterator[LeadSlide]:
    for dossier in occasion.with_figures:
        if dossier is not occasion.measured:
            yield from whole.plan_parts(occasion, dossier, spare=0 if dossier is occasion.with_figures[0] else 5)


KINDS: Mapping[str, Callable[[Occasion, Box], Iterator[LeadSlide]]] = {
    "results": lambda occasion, room: whole.plan_results(occasion),
    "moves": lambda occasion, room: whole.plan_moves(occasion),
    "history": lambda occasion, room: whole.plan_history(occasion),
    "parts": _plan_measured,
    "losses": lost.plan_losses,
    "reasons": lambda occasion, room: lost.plan_reasons(occasion),
    "agencies": lambda occasion, room: lost.plan_agencies(occasion),
    "sides": lambda occasion, room: lost.plan_sides(occasion),
    "claims": lost.plan_claims,
    "others": _plan_people,
    "integrity": lambda occasion, room: others.plan_integrity(occasion),
    "ends": lambda occasion, room: whole.plan_ends(occasion),
    "dossiers": others.plan_dossiers,
    "units": others.plan_units,
    "tasks": lost.plan_tasks,
    "goals": lambda occasion, room: lost.plan_goals(occasion),
}
"""Slides by the name under which a choice asks for them, in their order."""


def plan_lead(occasion: Occasion, room: Box, names: Sequence[str] = ()) -> list[LeadSlide]:
    """Plan the deck for leaders; what there is nothing to show for is left out.

    Parameters
    ----------
    room : Box
        What a slide has free below its title.
    names : sequence of str
        Kinds of slides and their order (`KINDS`); the standard ones if not given.
    """
    slides = [slide for name in names or KINDS for slide in KINDS[name](occasion, room) if slide.titles]
    slides = list({slide.key: slide for slide in slides}.values())
    while not names and len(slides) > MOST and any(slide.spare for slide in slides):
        slides.remove(max(reversed(slides), key=lambda slide: slide.spare))
    return slides
