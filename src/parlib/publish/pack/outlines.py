"""Speaking outlines: what each agency lost and why, what it does about it (đề cương tham luận)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parlib.language import Text
from parlib.publish.pack import words
from parlib.publish.pack.draft import Block, Draft, Listing, NewPage, Part, Said, named, say_cells, take, write
from parlib.publish.pack.occasion import Loss, Occasion

LOSSES = ("component_code", "component", "lost", "cause")
TASKS = ("component", "task", "coordinating_agency", "head", "deadline", "output", "status")
ASKED = 3
"""Largest losses of which the agency is asked to say the cause in words."""


def draft_outlines(occasion: Occasion) -> Draft:
    """Return the outlines, a section each agency; one form for all where the scoreboard names no agencies."""
    voice = occasion.voice
    about = voice.say(words.ABOUT["outlines"], editions=occasion.editions, seat=named(occasion.seat, "seat"))
    blocks: list[Block] = []
    for agency, losses in occasion.by_agency.items():
        blocks += _write_agency(occasion, agency, losses)
    if not blocks:
        blocks = [_say_no_agency(occasion), *_write_lost(occasion, occasion.losses), *_write_rest(occasion)]
    return Draft("outlines", about, blocks)


def _say_no_agency(occasion: Occasion) -> Said:
    edition = named(occasion.measured.edition, "edition")  # of which the losses below are
    return Said(occasion.voice.say(words.NO_AGENCY, edition=edition))


def _write_agency(occasion: Occasion, agency: str, losses: Sequence[Loss]) -> Iterator[Block]:
    voice, first = occasion.voice, losses[0]
    by = take(first.page, first.exhibit, first.row, "lead_agency")
    yield NewPage(
        occasion.say(words.HEADS["outline"]), voice.say(words.OF_AGENCY, agency=by, editions=occasion.editions)
    )
    heads = [loss for loss in losses if loss.read("head")]
    if heads:
        head = take(heads[0].page, heads[0].exhibit, heads[0].row, "head")
        yield Said(voice.say(words.HEAD_OF, head=head))
    yield Part(occasion.head("lost"))
    if (row := occasion.ranked_agencies.get(agency)) is not None:
        page = occasion.measured.overview
        exhibit = page.expect("agencies")
        yield Said(say_cells(voice, words.AGENCY, page, exhibit, row, ("agency", "lost", "max_score", "parts")) + ".")
    yield from _write_lost(occasion, losses)
    yield from _write_tasks(occasion, [task for task in occasion.tasks if task.read("lead_agency") == agency])
    yield from _write_rest(occasion)


def _write_lost(occasion: Occasion, losses: Sequence[Loss]) -> Iterator[Block]:
    """Yield the table of losses, then the causes that are asked for."""
    if not losses:
        return
    yield _tabulate(
        occasion.say(words.ROWS["losses_of_people" if occasion.of_people else "losses"]).format(
            edition=occasion.measured.edition
        ),
        LOSSES,
        losses,
    )
    yield Part(occasion.head("reasons"))
    for loss in losses[:ASKED]:
        component = take(loss.page, loss.exhibit, loss.row, "component")
        yield Said(occasion.voice.say(words.CAUSE_OPEN, component=component), listed=True)


def _write_tasks(occasion: Occasion, given: Sequence[Loss]) -> Iterator[Block]:
    yield Part(occasion.head("tasks"))
    if given:
        yield _tabulate(occasion.say(words.ROWS["duties"]), TASKS, given)
    else:
        yield Said(occasion.voice.say(words.NO_TASKS))


def _write_rest(occasion: Occasion) -> Iterator[Block]:
    yield Part(occasion.head("pledge"))
    for message in (words.PLEDGE, words.PROPOSE):
        yield Said(occasion.voice.say(message))


def _tabulate(title: str, columns: Sequence[str], losses: Sequence[Loss]) -> Listing:
    """Return rows of exhibits of tasks as one table."""
    heads = {column["name"]: column for column in losses[0].exhibit.columns}
    rows: list[list[Text]] = [[write(loss.page, loss.exhibit, loss.row, name) for name in columns] for loss in losses]
    kinds = [heads[name]["kind"] not in ("text", "code") for name in columns]
    simulated = any(loss.exhibit.simulated for loss in losses)
    return Listing(title, [heads[name]["label"] for name in columns], rows, kinds, simulated)
