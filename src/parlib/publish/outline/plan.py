"""The slides of a province in their order: what each says, shows and notes; where things lie is left to who draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from parlib.language import Voice
from parlib.publish.outline.cards import Card, list_cards
from parlib.publish.outline.choose import Choice, Selection, find_choice, is_drawn, name_page, pages_with_data
from parlib.questions.catalogue import list_in_order, list_questions
from parlib.questions.strengths import SIDES, name_words
from parlib.results.dossier import Dossier
from parlib.results.executed import ExecutedPage, ShownExhibit
from parlib.terms import ABSENT, INDICES, SUMMARY, TOTAL
from parlib.wording.deck import deck_word, say_cover, voice_of
from parlib.wording.letters import FILL
from parlib.wording.titles import name_component, name_level

FEW_POINTS = 4
"""Fewer findings than these leave room in the summary."""

Shown = tuple[ExecutedPage, ShownExhibit]


@dataclass(frozen=True)
class Side:
    """One side of strengths and weaknesses: its name with how many there are, and its rows, the clearest first."""

    name: str
    heading: str
    part: ShownExhibit


@dataclass(frozen=True)
class PlannedSlide:
    """A slide before it is drawn.

    Attributes
    ----------
    key : str
        What tells the slide apart from others: ``province.history``, ``component.4``.
    kind : str
        ``cover, summary, exhibit, component, strengths`` or ``text``: how it is laid out.
    eyebrow : str
        Its matter, small above the title.
    finding : str
        What it says; a title takes as many sentences of it as it holds.
    shown : tuple of (ExecutedPage, ShownExhibit)
        Exhibits whose figures stand on it.
    foot : tuple of ShownExhibit
        Exhibits whose notes and sources stand at its foot.
    drawn : tuple of ShownExhibit
        Exhibits that are drawn; of a cover, the map that adorns it.
    more : tuple of ShownExhibit
        Exhibits that its notes speak of, too.
    cards, points, sides, lines
        Main figures and findings of the summary; sides of strengths; lines of a cover or of words.
    """

    key: str
    kind: str
    eyebrow: str
    finding: str
    shown: tuple[Shown, ...] = ()
    foot: tuple[ShownExhibit, ...] = ()
    drawn: tuple[ShownExhibit, ...] = ()
    more: tuple[ShownExhibit, ...] = ()
    cards: tuple[Card, ...] = ()
    points: tuple[tuple[str, str], ...] = ()
    sides: tuple[Side, ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def simulated(self) -> bool:
        """True where simulated figures stand on the slide."""
        return any(exhibit.simulated for _, exhibit in self.shown)


def say_footer(dossier: Dossier) -> str:
    """Return what stands at the foot of every slide."""
    return f"{dossier.about['province_name']} · {dossier.edition}"


def plan_slides(dossier: Dossier, selection: Selection) -> list[PlannedSlide]:
    """Plan every slide of the selection, in its order (kịch bản trình chiếu).

    Raises
    ------
    ChoiceError
        If a name that a person asked for is not known.
    """
    slides: list[PlannedSlide] = []
    for number, choice in enumerate(selection.choices, start=1):
        if choice.name == "text":
            slides.append(plan_text(dossier, choice, number))
        elif choice.name == "title":
            slides.append(plan_cover(dossier, selection))
        elif choice.name in GATHERING:
            slides += GATHERING[choice.name](dossier)
        else:
            slides += [plan_exhibit(dossier, *found) for found in find_choice(dossier, choice)]
    return slides


def plan_cover(dossier: Dossier, selection: Selection) -> PlannedSlide:
    """Plan the first slide: whose slides, which index and year, and that there is no data where there is none."""
    about = dossier.about
    title, subtitle = say_cover(about["province_name"], about["index"], about["year"], about["language"])
    headline = dossier.find("headline")
    lines = [selection.subtitle or subtitle]
    if not dossier.has_data and headline is not None:
        lines.append(headline.finding)
    tiles = dossier.national.find("map") if dossier.national else None
    shown = [e for e in dossier.overview.exhibits if e.simulated][:1] if dossier.simulated else []
    return PlannedSlide(
        "title",
        "cover",
        "",
        selection.title or str(title),
        shown=_of(dossier.overview, *shown),
        drawn=(tiles,) if tiles is not None and "row" in tiles.table else (),
        lines=tuple(lines),
    )


FILLED_IN = ("task", "lead_agency", "head")
"""Columns of the forms without which a slide of next steps says nothing."""

SHEET = ("sheet_ranks", "sheet_spine", "sheet_ends", "sheet_losses", "sheet_agencies")
"""Exhibits of the sheet over all indices that have a slide, in its order."""


def plan_sheet(dossier: Dossier) -> list[PlannedSlide]:
    """Plan the slides over all indices: the answer of the sheet, then its exhibits; none where no sheet was run."""
    page = dossier.sheet
    answer = page.find(SUMMARY) if page else None
    if page is None or answer is None or not answer.finding:
        return []
    first, *points = answer.finding.split("\n")
    shown = [one for name in SHEET if is_drawn(one := page.find(name))]
    slide = PlannedSlide("sheet.answer", "text", answer.title, first, _of(page, answer), lines=tuple(points))
    return [slide, *(plan_exhibit(dossier, f"sheet.{one.name}", page, one) for one in shown)]


def plan_summary(dossier: Dossier) -> list[PlannedSlide]:
    """Plan the one-slide summary: the main figures, then what the other slides find."""
    headline, voice = dossier.find("headline"), voice_of(dossier.about)
    if headline is None:
        return []
    sureness = dossier.find("sureness")
    cards = list_cards(headline, sureness, voice)
    order = list_in_order(lambda stand: stand.point.order if stand.point else None)
    heads = {name: point for name in order if (point := list_questions()[name].stand.point)}
    drawn = {name: one for name in heads if is_drawn(one := dossier.find(name)) and one.finding}
    found = [one for name, one in drawn.items() if not heads[name].spare]
    if len(found) < FEW_POINTS:
        found = list(drawn.values())
    sure = sureness if cards and is_drawn(sureness) else None
    return [
        PlannedSlide(
            "summary",
            "summary",
            deck_word("summary", voice.language),
            headline.finding,
            shown=_of(dossier.overview, headline, sure, *found),
            foot=(headline,),
            cards=tuple(cards),
            points=tuple((str(voice.say(heads[one.name].head)), one.finding) for one in found),
        )
    ]


def plan_exhibit(dossier: Dossier, key: str, page: ExecutedPage, exhibit: ShownExhibit) -> PlannedSlide:
    """Plan the slide of one exhibit: its finding as the title, the exhibit below."""
    finding, eyebrow = exhibit.finding, exhibit.title
    question = list_questions().get(exhibit.name)
    other = page.find(question.stand.titled_by) if question else None
    if other is not None:
        finding = f"{other.finding} {exhibit.finding}"
    if page.about["page"] == "component":
        eyebrow = f"{name_component(page.about['component'], page.about['component_name'])} · {eyebrow}"
    shown = _of(page, exhibit, other)
    return PlannedSlide(key, "exhibit", eyebrow, finding, shown=shown, foot=(exhibit,), drawn=(exhibit,))


def plan_components(dossier: Dossier) -> list[PlannedSlide]:
    """Plan a slide for each component on which the province has a figure; the summary tells of the whole."""
    pages = [page for page in pages_with_data(dossier.components, ABSENT) if page.about["component"] != TOTAL]
    return [plan_component(dossier, page) for page in pages]


def plan_component(dossier: Dossier, page: ExecutedPage) -> PlannedSlide:
    """Plan a component's slide: its headline as the title, two exhibits, each with what it says."""
    headline, code, language = page.expect("headline"), name_page(page), dossier.about["language"]
    eyebrow = name_level(code, deck_word("component", language), deck_word("whole", language))
    panels = [one for name in list_in_order(lambda stand: stand.panel) if is_drawn(one := page.find(name))]
    usual = [one for one in panels if not list_questions()[one.name].stand.spare_panel and one.chart != "table"]
    drawn = usual[:2] or panels[:1]
    return PlannedSlide(
        f"component.{code}",
        "component",
        eyebrow,
        headline.finding,
        shown=_of(page, headline, *drawn),
        foot=(headline,),
        drawn=tuple(drawn),
        more=tuple(one for one in page.exhibits if one.name not in ("facts", "sources")),
    )


def plan_strengths(dossier: Dossier) -> list[PlannedSlide]:
    """Plan the slide of strengths and weaknesses: two tables, the clearest first."""
    exhibit = dossier.find("strengths")
    if not is_drawn(exhibit):
        return []
    return [
        PlannedSlide(
            "strengths",
            "strengths",
            exhibit.title,
            exhibit.finding,
            shown=_of(dossier.overview, exhibit),
            foot=(exhibit,),
            drawn=(exhibit,),
            sides=tuple(
                _take_side(exhibit, sides, word, dossier.about)
                for sides, word in zip(SIDES, ("strong", "weak"), strict=True)
            ),
        )
    ]


def _take_side(exhibit: ShownExhibit, sides: tuple[str, str], word: str, about: Mapping[str, Any]) -> Side:
    """Return the rows of one side, by rank; weaknesses begin with the lowest place."""
    names = [column["name"] for column in exhibit.columns]
    words, rank = name_words(Voice(about["language"], INDICES[about["index"]])), names.index("rank")
    verdicts = [words[side] for side in sides]
    rows = [row for row in exhibit.rows if row[names.index("verdict")] in verdicts]
    last = sides[0] == "weakness"
    rows.sort(key=lambda row: (row[rank] is None, -(row[rank] or 0) if last else row[rank] or 0))
    return Side(sides[0], f"{deck_word(word, about['language'])} ({len(rows)})", replace(exhibit, rows=rows))


def plan_actions(dossier: Dossier) -> list[PlannedSlide]:
    """Plan the slide of responsibility and next steps, from the forms of every component."""
    found = [(page, one) for page in dossier.components if is_drawn(one := page.find("actions"))]
    if not found:
        return []
    fullest = max((one for _, one in found), key=lambda one: len(one.columns))
    rows = _gather_rows(fullest, [one for _, one in found])
    names = [column["name"] for column in fullest.columns]
    if not any(row[names.index(name)] for row in rows for name in FILLED_IN if name in names):
        return []  # nobody said who does what: the losses alone stand on slides of their own
    merged = replace(fullest, rows=rows, note="")  # the note says how a file is filled in
    language = dossier.about["language"]
    eyebrow, title = deck_word("responsibility", language), deck_word("act", language)
    return [PlannedSlide("actions", "exhibit", eyebrow, title, shown=tuple(found), foot=(merged,), drawn=(merged,))]


def _gather_rows(fullest: ShownExhibit, exhibits: Sequence[ShownExhibit]) -> list[list]:
    """Return the rows of several forms, the most recoverable loss first; the whole loss where the best is not known."""
    names = [column["name"] for column in fullest.columns]
    rows = [
        dict(zip([column["name"] for column in one.columns], row, strict=True)) for one in exhibits for row in one.rows
    ]

    def most(row: dict[str, Any]) -> float:
        best = row.get("lost_to_best")
        return -((row["lost"] if best is None else best) or 0.0)

    return [[None if (value := row.get(name)) == FILL else value for name in names] for row in sorted(rows, key=most)]


def plan_sources(dossier: Dossier) -> list[PlannedSlide]:
    """Plan the last slide: the publications behind the figures."""
    exhibit = dossier.find("sources")
    return [] if exhibit is None else [plan_exhibit(dossier, "sources", dossier.overview, exhibit)]


def plan_text(dossier: Dossier, choice: Choice, number: int) -> PlannedSlide:
    """Plan a slide of words that a person wrote into the choice of slides."""
    return PlannedSlide(f"text.{number}", "text", dossier.edition, choice.title, lines=choice.lines)


def _of(page: ExecutedPage, *exhibits: ShownExhibit | None) -> tuple[Shown, ...]:
    """Return exhibits with their page, each once."""
    known = {id(one): one for one in exhibits if one is not None}
    return tuple((page, one) for one in known.values())


GATHERING: Mapping[str, Callable[[Dossier], list[PlannedSlide]]] = {
    "sheet": plan_sheet,
    "summary": plan_summary,
    "components": plan_components,
    "strengths": plan_strengths,
    "actions": plan_actions,
    "sources": plan_sources,
}
"""Slides that gather several exhibits, besides the first one."""
