"""Slides on the index whose losses are known: where, why, who answers, what is done, what it brings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parlib.language import computed
from parlib.publish.lead.fit import count_fitting
from parlib.publish.lead.slide import (
    LeadSlide,
    Rows,
    Shown,
    Tile,
    draw_bars,
    has,
    lay_rows,
    list_titles,
    name_column,
    quote_titles,
    write_known,
)
from parlib.publish.lead.whole import FEWEST, MOST_BARS, name_slide, voice_for
from parlib.publish.lead.words import ALL_HELD, ALL_TASKS, BY, COUNTED, COUNTED_ALONE, GIVEN, HEADS, LOST, SHARED, TASKS
from parlib.publish.outline.boxes import Box
from parlib.publish.pack.draft import go_on, named, quote, say_cells, take
from parlib.publish.pack.occasion import Loss, Occasion
from parlib.questions import recovery as what_if
from parlib.terms import INDICES
from parlib.wording.phrases import say

LOSSES = ("component", "cause", "lead_agency", "lost")
CLAIMS = ("component", "agency", "reason", "self_score", "appraised_score", "overclaim")
RECOVERY = ("component", "points", "score_after", "rank_after")

TOLD_OF_TASK = ("task", "component", "deadline", "status")

MOST_ROWS = 8
"""Rows of a table that a hall can read; all of them are in the workbook."""


def plan_losses(occasion: Occasion, room: Box) -> Iterator[LeadSlide]:
    """Yield the largest losses, each with the cause and the agency that the scoreboard and the register name."""
    losses = [loss for loss in occasion.losses if loss.read("lost")] or occasion.losses  # of some no maximum is known
    if occasion.of_people or len(losses) < FEWEST:
        return
    page, largest = occasion.measured.overview, occasion.measured.overview.find("largest")
    rows = _lay_losses(losses, LOSSES, room)
    if rows is None:
        return
    held = sum(bool(loss.read("lead_agency")) for loss in losses)
    counts = {"n": computed(len(losses), "count", "n"), "n_held": computed(held, "count", "n_held")}
    titles, last = [occasion.voice.say(COUNTED if held else COUNTED_ALONE, **counts)], len(rows.cells) - 1
    if largest is not None and has(largest, "cumulative_share") and len(largest.rows) > last:
        n, share = computed(last + 1, "count", "n_shown"), take(page, largest, last, "cumulative_share")
        titles = [occasion.voice.say(SHARED, n=n, share=share)] if share.value is not None else titles
    shown: list[Shown] = [*_behind(losses[: last + 1]), *([(page, largest)] if largest is not None else [])]
    eyebrow = name_slide(occasion, "losses", occasion.measured.edition)
    yield LeadSlide("lead.losses", eyebrow, titles, shown, rows=rows)


def _lay_losses(losses: Sequence[Loss], columns: Sequence[str], room: Box) -> Rows | None:
    """Return as many of the losses as a slide has room for at the size that a hall can read."""
    shown = [(loss.page, loss.exhibit, loss.row) for loss in losses]
    rows = lay_rows(shown, columns, MOST_ROWS)
    if rows is None:
        return None
    fitting = count_fitting(rows, room)
    return lay_rows(shown, columns, fitting) if fitting < len(rows.cells) else rows


def _behind(losses: Sequence[Loss]) -> list[Shown]:
    """Return the exhibits that losses stand in, each once, without the note on dots: a slide has none."""
    return list({id(loss.exhibit): (loss.page, replace(loss.exhibit, note="")) for loss in losses}.values())


def plan_reasons(occasion: Occasion) -> Iterator[LeadSlide]:
    """Yield points lost by the reason that was given."""
    yield from _plan_bars(occasion, "reasons", "reason", ["lost"], spare=2)


def plan_agencies(occasion: Occasion) -> Iterator[LeadSlide]:
    """Yield points lost by agency."""
    yield from _plan_bars(occasion, "agencies", "agency", ["lost"])


def _plan_bars(
    occasion: Occasion, name: str, labels: str, series: Sequence[str], spare: int = 0
) -> Iterator[LeadSlide]:
    page = occasion.measured.overview
    exhibit = page.find(name)
    if exhibit is None or not has(exhibit, labels, *series) or len(exhibit.rows) < FEWEST:
        return
    bars = draw_bars((page, exhibit), labels, series, range(min(MOST_BARS, len(exhibit.rows))))
    titles = quote_titles(page, exhibit)
    if bars is not None and titles:
        eyebrow = name_slide(occasion, name, occasion.measured.edition)
        yield LeadSlide(f"lead.{name}", eyebrow, titles, [(page, exhibit)], bars=bars, spare=spare)


def plan_sides(occasion: Occasion) -> Iterator[LeadSlide]:
    """Yield points from documents beside points from surveys and outcomes, and the country's shares."""
    page, voice = occasion.measured.overview, voice_for(occasion, occasion.measured)
    sides = page.find("sides")
    if sides is None or not has(sides, "side", "score", "max_score", "lost", "share") or len(sides.rows) < 2:
        return
    tiles = [
        Tile(
            write_known(page, sides, row, "side"),
            say_cells(voice, GIVEN, page, sides, row, ("score", "max_score")),
            [say_cells(voice, LOST, page, sides, row, ("lost",))],
            own=False,
        )
        for row in range(len(sides.rows))
    ]
    names = [occasion.name, say(occasion.language, "Trung bình cả nước", "National mean")]
    bars = draw_bars((page, sides), "side", ["share", "national_share"], range(len(sides.rows)), names)
    eyebrow = name_slide(occasion, "sides", occasion.measured.edition)
    yield LeadSlide("lead.sides", eyebrow, quote_titles(page, sides), [(page, sides)], tiles=tiles, bars=bars)


def plan_claims(occasion: Occasion, room: Box) -> Iterator[LeadSlide]:
    """Yield what was claimed beside what was granted."""
    page = occasion.measured.overview
    claims = page.find("claims")
    if claims is None or not has(claims, "component", "overclaim") or len(claims.rows) < FEWEST:
        return
    shown = [(page, claims, row) for row in range(len(claims.rows))]
    rows = lay_rows(shown, CLAIMS, MOST_ROWS)
    if rows is not None:
        rows = lay_rows(shown, CLAIMS, count_fitting(rows, room))
        eyebrow = name_slide(occasion, "claims", occasion.measured.edition)
        yield LeadSlide("lead.claims", eyebrow, quote_titles(page, claims), [(page, claims)], rows=rows)


def plan_tasks(occasion: Occasion, room: Box) -> Iterator[LeadSlide]:
    """Yield the tasks of the register with agency, head and deadline; nothing while none is set."""
    given = occasion.tasks
    if len(given) < FEWEST:
        return
    waiting = len(
        {loss.read("component_code") for loss in occasion.losses} - {task.read("component_code") for task in given}
    )
    counts = {"n": computed(len(given), "count", "n"), "n_waiting": computed(waiting, "count", "n_waiting")}
    held = all(task.read("head") and task.read("deadline") for task in given)
    title = occasion.voice.say(TASKS if waiting else ALL_HELD if held else ALL_TASKS, **counts)
    rows = _lay_tasks(occasion, given)
    fitting = count_fitting(rows, room)
    if fitting < len(rows.cells):
        rows = Rows(rows.heads, rows.cells[:fitting], rows.figures, len(given) - fitting)
    eyebrow = name_slide(occasion, "tasks", occasion.measured.edition)
    yield LeadSlide("lead.tasks", eyebrow, [title], _behind(given[: len(rows.cells)]), rows=rows)


def _lay_tasks(occasion: Occasion, given: Sequence[Loss]) -> Rows:
    """Return a row for each task: what, for which loss, who leads and answers, by when, how far it is."""
    cells = []
    for loss in given[:MOST_ROWS]:
        who = {
            "agency": write_known(loss.page, loss.exhibit, loss.row, "lead_agency"),
            "head": write_known(loss.page, loss.exhibit, loss.row, "head"),
        }
        by = occasion.voice.say(BY, **who) if all(who.values()) else who["agency"] + who["head"]
        task, component, *rest = (write_known(loss.page, loss.exhibit, loss.row, name) for name in TOLD_OF_TASK)
        cells.append([task, component, by, *rest])
    first = given[0].exhibit
    heads = [name_column(first, "task"), name_column(first, "component"), occasion.say(HEADS["answers"])]
    heads += [name_column(first, name) for name in TOLD_OF_TASK[2:]]
    known = [place for place in range(len(heads)) if place < 4 or any(row[place] for row in cells)]
    kept = [[row[place] for place in known] for row in cells]
    return Rows([heads[place] for place in known], kept, [False] * len(known), max(len(given) - MOST_ROWS, 0))


def plan_goals(occasion: Occasion) -> Iterator[LeadSlide]:
    """Yield what a better place takes on each index that says so, then which parts bring most."""
    found = [(one, curve) for one in occasion.with_figures if (curve := one.overview.find("curve")) and curve.finding]
    if len(found) >= FEWEST:
        cells = []
        for dossier, curve in found:
            edition = occasion.voice.join([named(dossier.edition, "edition")])
            cells.append([edition, list_titles(quote(dossier.overview, curve))[-1]])
        first, curve = found[0]
        rows = Rows([occasion.say(HEADS[name]) for name in ("index", "takes")], cells, [False, False])
        titles = list_titles(
            occasion.voice.join([named(first.edition, "edition")]) + ": " + go_on(quote(first.overview, curve))
        )
        shown = [(dossier.overview, curve) for dossier, curve in found]
        yield LeadSlide("lead.goals", name_slide(occasion, "goals"), titles, shown, rows=rows)
    yield from _plan_recovery(occasion, told_before=len(found) >= FEWEST)


def _plan_recovery(occasion: Occasion, told_before: bool) -> Iterator[LeadSlide]:
    """Yield which parts of the leading index bring most points and places where they reach what the best can keep."""
    dossier = occasion.measured if occasion.measured.overview.find("recovery") else occasion.leading
    page, voice = dossier.overview, voice_for(occasion, dossier)
    recovery, curve = page.find("recovery"), page.find("curve")
    if recovery is None or not has(recovery, "component", "points", "recovered_to"):
        return
    best = {str(what_if.QUESTION.word(name, voice)) for name in ("best", "highest")}
    table = recovery.table
    chosen = [row for row, to in enumerate(table["recovered_to"]) if to in best]
    chosen.sort(key=lambda row: -(table["points"].iloc[row] or 0.0))
    rows = lay_rows([(page, recovery, row) for row in chosen], RECOVERY, 6)
    if rows is None or len(rows.cells) < FEWEST:
        return
    titles = quote_titles(page, recovery)
    if curve is not None and curve.finding and not told_before:
        titles = quote_titles(page, curve)
    shown = [(page, recovery), *([(page, curve)] if curve is not None else [])]
    eyebrow = name_slide(occasion, "recovery", INDICES[page.about["index"]].call(occasion.language))
    yield LeadSlide("lead.recovery", eyebrow, titles, shown, rows=rows)
