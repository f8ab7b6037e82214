"""What the in-depth report holds, part by part: the eight things that provinces' real reports hold."""

from __future__ import annotations

from collections.abc import Sequence

from parlib.publish.document.duty import write_causes, write_duty, write_tasks, write_units
from parlib.publish.document.onestop import write_onestop
from parlib.publish.document.paper import Paper, find_passages, write_section
from parlib.publish.document.tables import Grid
from parlib.results.dossier import Dossier
from parlib.results.executed import ExecutedPage
from parlib.results.unanswered import list_lacking
from parlib.terms import INDICES, SUMMARY
from parlib.wording.needs import HEADS
from parlib.wording.phrases import say
from parlib.wording.titles import number_component


def write_report(paper: Paper, dossier: Dossier) -> None:
    """Write the body of the in-depth report."""
    _write_sheet(paper, dossier)
    _write_result(paper, dossier)
    if dossier.has_data:
        _write_components(paper, dossier)
        _write_losses(paper, dossier)
    _write_others(paper, dossier)
    _write_targets(paper, dossier)
    write_tasks(paper, dossier, paper.words["part_tasks"])
    write_duty(paper, dossier)
    write_onestop(paper, dossier)
    write_units(paper, dossier)
    paper.add_part(paper.words["part_proposals"])
    paper.add_words("……")


def write_annexes(paper: Paper, dossier: Dossier, edition: str = "", beside: Sequence[Dossier] = ()) -> None:
    """Write the full table of components, facts and sources, and what is lacking, each annex on pages of its own.

    Parameters
    ----------
    edition : str
        What the annexes are of, for their titles; a report on one index says it in its own title.
    beside : sequence of Dossier
        Other indices on which the report speaks: what they lack is listed, too, each question with its index.
    """
    numbered = [(title, find_passages(dossier.find, title)) for title in ("annex_components", "annex_facts")]
    shown = [
        (title, found)
        for title, found in numbered
        if found and (title != "annex_components" or (dossier.has_data and found[0][0].rows))
    ]
    lacking = _list_lacking(dossier, beside)
    shown += [("annex_lacking", [])] if lacking else []
    for number, (title, found) in enumerate(shown, start=1):
        paper.turn(wide=True, restart=True)
        paper.add_annex("I" * number, title, "" if title == "annex_lacking" and beside else edition)
        for exhibit, passage in found:
            paper.add_passage(exhibit, passage)
        if title == "annex_lacking":
            rows = [[needs, "; ".join(asked)] for needs, asked in lacking.items()]
            heads = [say(paper.language, *words) for words in HEADS.values()]
            paper.add_table(Grid(heads, rows, [False, False]), paper.words[title])


def _list_lacking(dossier: Dossier, beside: Sequence[Dossier]) -> dict[str, list[str]]:
    """Return the questions that cannot be answered by what they wait for; with their index where there are several."""
    waiting: dict[str, list[str]] = {}
    for one in (dossier, *beside):
        for row in list_lacking((one.overview, *one.components)):
            asked = [f"{one.edition}: {', '.join(row.questions)}"] if beside else row.questions
            waiting.setdefault(row.needs, []).extend(asked)
    return waiting


def _write_sheet(paper: Paper, dossier: Dossier) -> None:
    """Write the summary over all indices: the answer of the province's sheet and its exhibits; nothing without one."""
    sheet = dossier.sheet
    answer = sheet.find(SUMMARY) if sheet else None
    if sheet is None or answer is None or not answer.finding:
        return
    paper.add_part(paper.words["part_sheet"])
    for line in answer.finding.split("\n"):
        paper.add_words(line)
    write_section(paper, sheet, "sheet")


def _write_result(paper: Paper, dossier: Dossier) -> None:
    paper.add_part(paper.words["part_result"])
    sections = (
        ("result_score", "result_history", "result_certainty")
        if dossier.has_data
        else ("result_score", "result_history")
    )
    for section in sections:
        paper.add_part(paper.words[section], 2)
        write_section(paper, dossier.overview, section, tabled=dossier.has_data)


def _write_components(paper: Paper, dossier: Dossier) -> None:
    words, overview = paper.words, dossier.overview
    paper.add_part(words["part_components"])
    paper.add_part(words["components_table"], 2)
    write_section(paper, overview, "components_table")
    paper.add_part(words["components_parts"], 2)
    if overview.find("sides") is None and INDICES[dossier.about["index"]].sampled:
        paper.add_words(words["all_survey"].format(edition=dossier.edition))
    write_section(paper, overview, "components_parts")
    paper.add_part(words["components_strengths"], 2)
    write_section(paper, overview, "components_strengths")
    if dossier.components:
        paper.add_part(words["part_each"])
    for at, page in enumerate(dossier.components, start=1):
        _write_component(paper, page, str(at))


def _write_component(paper: Paper, page: ExecutedPage, place: str) -> None:
    """Write one component: where it stands, what was lost, who does better, what recovering would bring."""
    code, name = page.about["component"], page.about["component_name"]
    # The number of the heading says the code where the components are all there.
    paper.add_part(name if code == place or not number_component(code) else f"{name} ({code})", 2)
    for section in ("component_position", "component_losses", "component_peers", "component_prospect"):
        paper.add_part(paper.words[section], 3)
        write_section(paper, page, section, about=name)


def _write_losses(paper: Paper, dossier: Dossier) -> None:
    paper.add_part(paper.words["part_losses"])
    for section in ("losses_largest", "losses_causes"):
        paper.add_part(paper.words[section], 2)
        write_section(paper, dossier.overview, section)
    write_causes(paper, dossier)


def _write_others(paper: Paper, dossier: Dossier) -> None:
    words, overview = paper.words, dossier.overview
    paper.add_part(words["part_others"])
    paper.add_part(words["others_ranks"], 2)
    write_section(paper, overview, "others_ranks")
    for page in dossier.others:
        edition = INDICES[page.about["index"]].edition(page.about["year"], paper.language)
        paper.add_part(edition, 2)
        write_section(paper, page, "other_index", about=edition)
    paper.add_part(words["others_integrity"], 2)
    write_section(paper, overview, "others_integrity")


def _write_targets(paper: Paper, dossier: Dossier) -> None:
    words, overview = paper.words, dossier.overview
    paper.add_part(words["part_targets"])
    if dossier.has_data:
        paper.add_part(words["targets_points"], 2)
        write_section(paper, overview, "targets_points")
    paper.add_part(words["targets_set"], 2)
    indices = overview.find("indices")
    shorts = list(indices.table["short"]) if indices else [INDICES[dossier.about["index"]].call(paper.language)]
    for short in shorts:
        paper.add_words(f"- {words['target'].format(short=short)}")
