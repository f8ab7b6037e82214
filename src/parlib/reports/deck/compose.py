"""The slides of a deck: one function a kind, each filled from the exhibits of executed notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pptx.enum.shapes import PP_PLACEHOLDER

from parlib.reports.deck.cards import add_cards, list_cards
from parlib.reports.deck.choose import Choice, Selection, find_choice, name_page, pages_with_data
from parlib.reports.deck.exhibits import NARROW_SIZES, draw_exhibit, is_drawn
from parlib.reports.deck.paper import Box, box_of
from parlib.reports.deck.slides import MARK, Sheet, finish_sheet, foot_lines, start_sheet, take_foot
from parlib.reports.deck.tables import SIZES, add_table, write_grid
from parlib.reports.deck.template import COMMENT, Paper
from parlib.reports.deck.text import (
    ACCENT,
    DEEP,
    INK,
    MUTED,
    Look,
    add_text,
    cut_sentences,
    fit_text,
    measure_height,
)
from parlib.reports.deck.tiles import draw_motif
from parlib.reports.dossier import ABSENT, Dossier
from parlib.reports.executed import ExecutedPage, ShownExhibit
from parlib.terms import TOTAL
from parlib.wording.consistency import SIDES
from parlib.wording.deck import deck_word, say_cover, say_left_out
from parlib.wording.phrases import say
from parlib.wording.titles import title_exhibit

SUMMARY = ("position", "history", "strengths", "largest", "recovery", "indices")
"""Exhibits whose findings make the one-slide summary."""

PANELS = ("history", "losses", "position", "peers")
"""Exhibits of a component's slide, by preference; the first two that can be drawn stand side by side."""

TITLED_BY = {"map": "ranking"}
"""Exhibits whose slide takes another exhibit's finding as its title; their own becomes the lead."""


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
        return f"{self.dossier.about['province_name']} · {self.dossier.edition}"

    @property
    def subject(self) -> str:
        """Code of the province."""
        return self.dossier.about["province"]


def compose(job: Job) -> list[Sheet]:
    """Make every slide of the selection, in its order, and return them."""
    gathered = {
        "title": compose_cover, "summary": compose_summary, "components": compose_components,
        "strengths": compose_strengths, "actions": compose_actions, "sources": compose_sources,
    }  # fmt: skip
    sheets: list[Sheet] = []
    for number, choice in enumerate(job.selection.choices, start=1):
        if choice.name == "text":
            sheets.append(compose_text(job, choice, number))
        elif choice.name in gathered:
            sheets += gathered[choice.name](job)
        else:
            sheets += [compose_exhibit(job, *found) for found in find_choice(job.dossier, choice)]
    return sheets


def compose_cover(job: Job) -> list[Sheet]:
    """Make the first slide: whose deck, which index and year, and that there is no data where there is none."""
    about, paper = job.dossier.about, job.paper
    title, subtitle = say_cover(about["province_name"], about["index"], about["year"], job.language)
    slide = paper.deck.slides.add_slide(paper.cover)
    sheet = Sheet(slide, paper, "title", job.language, paper.area)
    headline = job.dossier.find("headline")
    lines = [job.selection.subtitle or subtitle]
    if not job.dossier.has_data and headline is not None:
        lines.append(headline.finding)
    for holder in list(slide.placeholders):
        kind = holder.placeholder_format
        if kind.type in (PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.TITLE):
            _fill_holder(holder, [job.selection.title or title], (36, 32, 28, 24))
        elif kind.type == PP_PLACEHOLDER.SUBTITLE:
            _fill_holder(holder, lines, (18, 16, 14, 12))
        elif kind.idx == COMMENT:
            holder.name = MARK + "title"
        else:
            holder._element.getparent().remove(holder._element)
    if job.dossier.simulated:
        sheet.show(job.dossier.overview, *[e for e in job.dossier.overview.exhibits if e.simulated][:1])
    _add_motif(job, sheet)
    finish_sheet(sheet, "", job.reports)
    return [sheet]


def _fill_holder(holder: object, lines: Sequence[str], sizes: Sequence[float]) -> None:
    box = box_of(holder)
    size = fit_text("\n".join(lines), box, sizes, bold=True) or sizes[-1]
    holder.text_frame.text = "\n".join(lines)
    for paragraph in holder.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = round(size * 12700)


def _add_motif(job: Job, sheet: Sheet) -> None:
    """Draw the country of tiles beside the title where the built-in template leaves room for it."""
    tiles = job.dossier.national.find("map") if job.dossier.national else None
    covered = any(holder.placeholder_format.idx == 1 and box_of(holder).x + box_of(holder).w > job.paper.wide * 0.65
                  for holder in sheet.slide.placeholders)  # fmt: skip
    if tiles is None or covered or "row" not in tiles.table:
        return
    paper = job.paper
    box = Box(paper.wide * 0.64, 40, paper.wide * 0.32, paper.tall - 80)
    alt = deck_word("cover", job.language, who=job.dossier.about["province_name"])
    draw_motif(sheet.slide, box, tiles.table, job.subject, alt)


def compose_summary(job: Job) -> list[Sheet]:
    """Make the one-slide summary: cards with the main figures, then what the other slides find."""
    headline = job.dossier.find("headline")
    if headline is None:
        return []
    sheet = start_sheet(job.paper, "summary", deck_word("summary", job.language), headline.finding, job.language)
    sheet.show(job.dossier.overview, headline)
    take_foot(sheet, foot_lines([headline]))
    sureness = job.dossier.find("sureness")
    cards = list_cards(headline, sureness)
    if cards:
        place, sheet.area = sheet.area.cut_top(74, 14)
        add_cards(sheet, place, cards)
        sheet.show(job.dossier.overview, sureness if is_drawn(sureness) else None)
    found = [
        exhibit for name in SUMMARY if (exhibit := job.dossier.find(name)) is not None and _says_something(exhibit)
    ]
    sheet.show(job.dossier.overview, *found)
    _write_points(sheet, [(deck_word(f"point_{one.name}", job.language), one.finding) for one in found])
    finish_sheet(sheet, job.footer, job.reports)
    return [sheet]


def _says_something(exhibit: ShownExhibit) -> bool:
    return bool(exhibit.finding) and exhibit.chart != "text"


def _write_points(sheet: Sheet, points: Sequence[tuple[str, str]]) -> None:
    """Write findings as points, each begun by its matter; as many whole sentences as the room allows."""
    for sizes, whole in (((18, 16, 15, 14, 13), True), ((14, 13), False), ((12, 11), True), ((12, 11, 10), False)):
        words = [(head, text if whole else cut_sentences(text)[0].rstrip(";")) for head, text in points]
        for size in sizes:
            gap = size * 0.5
            tall = sum(measure_height(f"{head}:  {text}", sheet.area.w, size, True) + gap for head, text in words)
            if tall <= sheet.area.h:
                parts = [
                    [(f"{head}:  ", Look(size, bold=True, color=DEEP)), (text, Look(size))] for head, text in words
                ]
                add_text(sheet.slide, sheet.area, parts, sheet.language, "findings", gap)
                return


def compose_exhibit(job: Job, key: str, page: ExecutedPage, exhibit: ShownExhibit) -> Sheet:
    """Make the slide of one exhibit: its finding as the title, the exhibit below."""
    finding, kicker = exhibit.finding, title_exhibit(exhibit.name, job.language, exhibit.name)
    other = page.find(TITLED_BY.get(exhibit.name, ""))
    if other is not None:
        finding = f"{other.finding} {exhibit.finding}"
    if page.about["page"] == "component":
        kicker = f"{page.about['component']}. {page.about['component_name']} · {kicker}"
    sheet = start_sheet(job.paper, key, kicker, finding, job.language)
    sheet.show(page, exhibit, other)
    take_foot(sheet, foot_lines([exhibit]))
    draw_exhibit(sheet, sheet.area, exhibit, job.subject)
    finish_sheet(sheet, job.footer, job.reports)
    return sheet


def compose_components(job: Job) -> list[Sheet]:
    """Make a slide for each component on which the province has a figure."""
    return [compose_component(job, page) for page in pages_with_data(job.dossier.components, ABSENT)]


def compose_component(job: Job, page: ExecutedPage) -> Sheet:
    """Make a component's slide: its headline as the title, two exhibits side by side, each with what it says."""
    headline, code = page.find("headline"), name_page(page)
    kicker = deck_word("whole", job.language) if code == TOTAL else f"{deck_word('component', job.language)} {code}"
    sheet = start_sheet(job.paper, f"component.{code}", kicker, headline.finding, job.language)
    drawn = [one for name in PANELS if is_drawn(one := page.find(name)) and one.chart != "table"][:2]
    drawn = drawn or [one for name in (*PANELS, "marks", "headline") if is_drawn(one := page.find(name))][:1]
    sheet.show(page, headline, *drawn)
    take_foot(sheet, foot_lines([headline]))
    gap = 24
    for panel, exhibit in zip(sheet.area.split([1] * max(len(drawn), 1), gap), drawn, strict=False):
        _draw_panel(job, sheet, panel, exhibit, small=len(drawn) > 1)
    finish_sheet(sheet, job.footer, job.reports, [one for one in page.exhibits if one.name not in ("facts", "sources")])
    return sheet


def _draw_panel(job: Job, sheet: Sheet, panel: Box, exhibit: ShownExhibit, small: bool) -> None:
    """Draw a panel: its matter, its finding as far as three lines hold it, its exhibit."""
    size, head = 12.0, title_exhibit(exhibit.name, job.language, exhibit.name)
    place, rest = panel.cut_top(62, 6)
    room = Box(0, 0, place.w, 62 - 16)
    sentences = cut_sentences(exhibit.finding)
    texts = [" ".join(sentences[:count]).rstrip(";") for count in range(len(sentences), 0, -1)]
    text = next((one for one in texts if fit_text(one, room, (size,)) is not None), texts[-1])
    size = fit_text(text, room, (size, 11.5, 11, 10.5, 10)) or 10
    parts = [[(head, Look(12, bold=True, color=DEEP))], [(text, Look(size, color=INK))]]
    add_text(sheet.slide, place, parts, job.language, f"finding: {exhibit.name}")
    draw_exhibit(sheet, rest, exhibit, job.subject, small)


def compose_strengths(job: Job) -> list[Sheet]:
    """Make the slide of strengths and weaknesses: two tables, the clearest first."""
    exhibit = job.dossier.find("strengths")
    if not is_drawn(exhibit):
        return []
    kicker = title_exhibit("strengths", job.language)
    sheet = start_sheet(job.paper, "strengths", kicker, exhibit.finding, job.language)
    sheet.show(job.dossier.overview, exhibit)
    take_foot(sheet, foot_lines([exhibit]))
    sides = (("strength", "strong", DEEP, False), ("weakness", "weak", ACCENT, True))
    for box, (side, word, color, last) in zip(sheet.area.split([1, 1], 24), sides, strict=True):
        part = _take_side(exhibit, say(job.language, *SIDES[side]), last)
        head, rest = box.cut_top(20, 2)
        heading = f"{deck_word(word, job.language)} ({len(part.rows)})"
        add_text(sheet.slide, head, [[(heading, Look(14, bold=True, color=color))]], job.language, f"head: {side}")
        if part.rows:
            _add_part(sheet, rest, part, most=10)
    finish_sheet(sheet, job.footer, job.reports)
    return [sheet]


def _take_side(exhibit: ShownExhibit, verdict: str, last: bool) -> ShownExhibit:
    """Return the rows of one verdict, by rank; weaknesses begin with the lowest place."""
    names = [column["name"] for column in exhibit.columns]
    rows = [row for row in exhibit.rows if row[names.index("verdict")] == verdict]
    rank = names.index("rank")
    rows.sort(key=lambda row: (row[rank] is None, -(row[rank] or 0) if last else row[rank] or 0))
    return replace(exhibit, rows=rows)


def _add_part(sheet: Sheet, box: Box, part: ShownExhibit, most: int) -> None:
    room, line = box.cut_bottom(14, 2)
    grid = write_grid(replace(part, rows=part.rows[:most]), ("component", "share", "rank"))
    sizes = NARROW_SIZES if sheet.paper.narrow else SIZES[3:]
    left = add_table(sheet.slide, room, grid, part, sizes) + max(len(part.rows) - most, 0)
    if left:
        words = say_left_out(left, sheet.language)
        add_text(sheet.slide, line, [[(words, Look(10.5, italic=True, color=MUTED))]], sheet.language, "rows left out")


def compose_actions(job: Job) -> list[Sheet]:
    """Make the slide of responsibility and next steps, from the forms of every component."""
    found = [(page, one) for page in job.dossier.components if is_drawn(one := page.find("actions"))]
    if not found:
        return []
    merged = replace(found[0][1], rows=_gather_rows([one for _, one in found]))
    kicker = deck_word("responsibility", job.language)
    sheet = start_sheet(job.paper, "actions", kicker, deck_word("act", job.language), job.language)
    for page, one in found:
        sheet.show(page, one)
    take_foot(sheet, foot_lines([merged]))
    draw_exhibit(sheet, sheet.area, merged, job.subject)
    finish_sheet(sheet, job.footer, job.reports)
    return [sheet]


def _gather_rows(exhibits: Sequence[ShownExhibit]) -> list[list]:
    """Return the rows of several forms, the largest loss against the best province first."""
    names = [column["name"] for column in exhibits[0].columns]
    order = names.index("lost_to_best")
    rows = [row for exhibit in exhibits for row in exhibit.rows]
    return sorted(rows, key=lambda row: -(row[order] or 0.0))


def compose_sources(job: Job) -> list[Sheet]:
    """Make the last slide: the publications behind the figures."""
    exhibit = job.dossier.find("sources")
    if exhibit is None:
        return []
    return [compose_exhibit(job, "sources", job.dossier.overview, exhibit)]


def compose_text(job: Job, choice: Choice, number: int) -> Sheet:
    """Make a slide of words that a person wrote into the choice of slides."""
    sheet = start_sheet(job.paper, f"text.{number}", job.dossier.edition, choice.title, job.language)
    words = "\n".join(f"•  {line}" for line in choice.lines)
    if words:
        size = fit_text(words, sheet.area, (20, 18, 16, 14, 12, 11)) or 11
        parts = [[(line, Look(size))] for line in words.split("\n")]
        add_text(sheet.slide, sheet.area, parts, job.language, "text", 4)
    finish_sheet(sheet, job.footer, job.reports)
    return sheet
