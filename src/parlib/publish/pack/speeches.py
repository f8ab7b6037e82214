"""What the chair says at the beginning and the end, and the notice of conclusions (thông báo kết luận)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parlib.language import Message, Text
from parlib.language.voice import Bound
from parlib.publish.pack import words
from parlib.publish.pack.draft import Block, Draft, Listing, Part, Said, go_on, named, quote, say_cells, take, write
from parlib.publish.pack.occasion import Occasion
from parlib.terms import ABSENT, INDICES, PARTS_ONLY

MOST = 5
"""Losses that a speech names, with those that are level with the last; all of them are in the report."""


def draft_opening(occasion: Occasion) -> Draft:
    """Return the chair's opening: why we meet, the results, what is to be discussed."""
    voice, bound = occasion.voice, _bind(occasion)
    results = [*_quote_results(occasion)]
    focus = (words.FOCUS_OF_PEOPLE, *words.FOCUS[1:]) if occasion.of_people else words.FOCUS
    blocks: list[Block] = [
        Said(voice.say(words.GREETING)),
        Said(voice.say(words.PURPOSE_OF_PEOPLE if occasion.of_people else words.PURPOSE, **bound)),
        Said(voice.say(words.SUMMARY if results else words.NO_RESULTS)),
        *results,
        Part(occasion.head("limits")),
        *_quote_limits(occasion),
        Part(occasion.head("focus")),
        *(Said(voice.say(message), listed=True) for message in (*focus, words.MORE)),
        Said(voice.say(words.OPENED)),
    ]
    return Draft("opening", voice.say(words.ABOUT["opening"], **bound), blocks)


def draft_closing(occasion: Occasion) -> Draft:
    """Return the chair's closing."""
    voice, bound = occasion.voice, _bind(occasion)
    blocks = [Said(voice.say(words.GREETING)), Said(voice.say(words.HEARD)), *_conclude(occasion)]
    blocks.append(Said(voice.say(words.CLOSED, **bound)))
    return Draft("closing", voice.say(words.ABOUT["closing"], **bound), blocks)


def draft_notice(occasion: Occasion) -> Draft:
    """Return the notice of conclusions."""
    voice, bound = occasion.voice, _bind(occasion)
    blocks = [
        Said(voice.say(words.HELD, **bound)),
        Said(voice.say(words.CONCLUDED, **bound)),
        *_conclude(occasion),
        *_list_units(occasion),
        Said(voice.say(words.NOTIFIED)),
    ]
    return Draft("notice", voice.say(words.ABOUT["notice"], **bound), blocks)


def _bind(occasion: Occasion) -> dict:
    return {"editions": occasion.editions, "seat": named(occasion.seat, "seat")}


def _quote_results(occasion: Occasion) -> Iterator[Said]:
    """Yield what each index's page says of score, rank and change; those of its parts where it has no score itself."""
    for dossier in occasion.with_figures:
        headline = dossier.overview.find("headline")
        if headline is None:
            continue
        yield Said(quote(dossier.overview, headline), listed=True)
        for page in dossier.components if headline.options.get("status") == PARTS_ONLY else ():
            if (own := page.find("headline")) and own.options.get("status") not in (*ABSENT, PARTS_ONLY):
                yield Said(quote(page, own), listed=True)


def _quote_limits(occasion: Occasion) -> Iterator[Said]:
    """Yield what the pages say of where points were lost, of reasons and of agencies."""
    page = occasion.measured.overview
    found = [exhibit for name in ("largest", "sides", "reasons", "agencies") if (exhibit := page.find(name))]
    if not found:
        yield _leave_open(occasion)
        return
    yield _name_measured(occasion, words.SPOKEN_OF)
    for exhibit in found:
        yield Said(quote(page, exhibit))


def _name_measured(occasion: Occasion, message: Message) -> Said:
    """Return which index the points lost are of: it need not be the one that leads."""
    edition = named(occasion.measured.edition, "edition")
    return Said(occasion.voice.say(message, edition=edition))


def _leave_open(occasion: Occasion) -> Said:
    """Return a line to fill in where no loss is known."""
    return Said(occasion.voice.say(words.NO_LIMITS_OF_PEOPLE if occasion.of_people else words.NO_LIMITS))


def _conclude(occasion: Occasion) -> Iterator[Block]:
    """Yield what closing and notice both say: results, losses, tasks, targets."""
    yield Part(occasion.head("results"))
    yield from [*_quote_results(occasion)] or [Said(occasion.voice.say(words.NO_RESULTS))]
    yield Part(occasion.head("limits"))
    yield from _list_limits(occasion)
    yield Part(occasion.head("duties"))
    yield from _list_duties(occasion)
    yield Part(occasion.head("goals"))
    yield from _list_goals(occasion)


def _list_limits(occasion: Occasion) -> Iterator[Said]:
    """Yield the largest losses with what is known of their causes and agencies, then the reason of most."""
    page, voice = occasion.measured.overview, occasion.voice
    largest, of = page.find("largest"), {loss.read("component_code"): loss for loss in occasion.losses}
    if largest is None:
        yield _leave_open(occasion)
        return
    table = largest.table
    lost = [round(float(points), 9) for points in table["lost"].dropna()]  # a loss that is not known stands last
    lost = [points for points in lost if round(points, largest.decimals) > 0]
    if not lost:
        yield Said(quote(page, largest))
        return
    told = count_told(lost, len(table))
    some = words.LARGEST_OF_PEOPLE if occasion.of_people else words.LARGEST_OF
    yield _name_measured(occasion, some if len(lost) > told else words.SPOKEN_OF)
    for row in range(told):
        loss = of.get(table["component_code"].iloc[row])
        bound: dict[str, Bound] = {name: take(page, largest, row, name) for name in ("component", "lost")}
        shared = "lost_share" in table.columns  # no loss has a share where some are not known
        bound["of_all"] = (
            voice.say(words.OF_ALL, lost_share=take(page, largest, row, "lost_share")) if shared else Text()
        )
        if occasion.of_people:
            yield Said(voice.say(words.LOSS_OF_PEOPLE, **bound), listed=True)
            continue
        for name, message, column in (("reason", words.REASON, "cause"), ("held", words.HELD_BY, "lead_agency")):
            bound[name] = Text()
            if loss is not None and loss.read(column):
                bound[name] = voice.say(message, **{column: take(loss.page, loss.exhibit, loss.row, column)})
        yield Said(voice.say(words.LOSS, **bound), listed=True)
    for name in ("sides", "reasons"):
        if exhibit := page.find(name):
            yield Said(quote(page, exhibit))


def count_told(lost: Sequence[float], listed: int) -> int:
    """Return how many of the losses a speech names: none is left out that is level with one that is named.

    Parameters
    ----------
    lost : sequence of float
        Largest first, those that a table of *listed* rows has.

    Examples
    --------
    >>> count_told([1.0, 1.0, 0.9, 0.8, 0.75, 0.75, 0.5], 10), count_told([1.0, 0.5], 10), count_told([1.0] * 10, 10)
    (6, 2, 5)
    >>> count_told([1.0, 0.9, 0.8, 0.7] + [0.5] * 6, 10)
    4
    """
    told = min(MOST, len(lost))
    while 0 < told < len(lost) and lost[told] == lost[told - 1]:
        told += 1
    if MOST < told == listed:  # more may be level beyond the table
        told = lost.index(lost[-1]) or MOST
    return told


def _list_duties(occasion: Occasion) -> Iterator[Said]:
    """Yield who recovers what, the plan, and who follows it up."""
    page, voice = occasion.measured.overview, occasion.voice
    yield Said(voice.say(words.PLAN_OF_PEOPLE if occasion.of_people else words.PLAN, **_seat(occasion)))
    for agency, row in occasion.ranked_agencies.items():
        if agency in occasion.by_agency:
            agencies = page.expect("agencies")
            yield Said(say_cells(voice, words.TASK, page, agencies, row, ("agency", "lost")), listed=True)
    if not occasion.ranked_agencies:
        yield Said(voice.say(words.TASK_OPEN))
    yield Said(voice.say(words.FOLLOW, **_seat(occasion)))


def _seat(occasion: Occasion) -> dict:
    return {"seat": named(occasion.seat, "seat")}


def _list_goals(occasion: Occasion) -> Iterator[Said]:
    """Yield what a place among the first takes, and a target of each index to fill in."""
    for dossier in occasion.with_figures:
        if curve := dossier.overview.find("curve"):
            edition = named(dossier.edition, "edition")
            said = go_on(quote(dossier.overview, curve))
            yield Said(occasion.voice.say(words.TARGET, edition=edition, said=said), listed=True)
    for dossier in occasion.with_figures or occasion.dossiers:
        short = named(INDICES[dossier.about["index"]].call(occasion.language), "short")
        yield Said(occasion.voice.say(words.GOAL, short=short), listed=True)


def _list_units(occasion: Occasion) -> Iterator[Block]:
    """Yield the ranking of the province's own units, where its own index was run."""
    shown = [(page, ranking) for page in occasion.units if (ranking := page.find("ranking"))]
    if shown:
        yield Part(occasion.head("units"))
    for page, ranking in shown:
        yield Said(quote(page, ranking))
        columns = [c["name"] for c in ranking.columns if c["name"] in ("rank", "province", "score", "share")]
        heads = {column["name"]: column for column in ranking.columns}
        rows = [[write(page, ranking, row, name) for name in columns] for row in range(len(ranking.rows))]
        labels, figures = [heads[name]["label"] for name in columns], [name != "province" for name in columns]
        yield Listing(page.about["title"], labels, rows, figures, ranking.simulated)
