"""What the in-depth report holds, part by part: the eight things that provinces' real reports hold."""

from __future__ import annotations

from parlib.publish.document.duty import write_causes, write_duty, write_tasks, write_units
from parlib.publish.document.onestop import write_onestop
from parlib.publish.document.paper import Paper
from parlib.publish.document.tables import Grid
from parlib.questions.catalogue import list_in_section
from parlib.results.dossier import Dossier
from parlib.results.executed import ExecutedPage
from parlib.results.unanswered import list_lacking
from parlib.terms import INDICES, SUMMARY
from parlib.wording.needs import HEADS
from parlib.wording.phrases import say
from parlib.wording.titles import number_component

HEADLINE = ("score", "max_score", "share", "rank", "n_ranked", "year_before", "score_before", "change", "rank_change")
FIELDS = (
    "component_code",
    "component",
    "score",
    "max_score",
    "rank",
    "n_ranked",
    "year_before",
    "change",
    "rank_change",
    "national_mean",
)
PLACE = ("rank", "n_ranked", "quartile", "rank_in_region", "n_in_region")
MARKS = ("mark", "province", "score", "gap")
HISTORY = ("year", "score", "rank", "n_ranked", "change", "rank_change", "national_median", "best")
LOSSES = (
    "component_code",
    "component",
    "score",
    "max_score",
    "lost",
    "lost_share",
    "national_mean",
    "rank",
    "n_ranked",
)
LARGEST = ("component_code", "component", "lost", "lost_share", "cumulative_share", "rank", "n_ranked")
LASTING = ("component_code", "component", "status", "lost", "year_before", "lost_before", "years_heavy", "n_years")
PEERS = ("component_code", "component", "score", "peer_mean", "n_peers", "gap_to_peers", "best_peer", "best_peer_score")
RECOVERY = (
    "component_code",
    "component",
    "recovered_to",
    "points",
    "score_after",
    "rank_after",
    "rank_low",
    "rank_high",
)
STRENGTHS = ("component_code", "component", "share", "rank", "n_ranked", "verdict", "reason")
INDEX_RANKS = ("short", "year", "score", "max_score", "share", "rank", "n_ranked", "change", "rank_change")
SOURCES = ("document", "issuer", "tier", "years", "date")
FACTS = ("year", "place", "measure", "printed", "status", "chosen", "tier", "note")
"""What an official paper says of its sources: addresses and hashes are in the workbook."""
SURENESS = ("rank", "rank_low", "rank_high", "joint_low", "joint_high", "n_better", "n_worse", "n_untold")


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


def write_annexes(paper: Paper, dossier: Dossier) -> None:
    """Write the full table of components, facts and sources, and what is lacking, each annex on pages of its own."""
    components, facts, sources = (dossier.find(name) for name in ("components", "facts", "sources"))
    numbered = [
        ("annex_components", [components] if components and components.rows and dossier.has_data else []),
        ("annex_facts", [exhibit for exhibit in (facts, sources) if exhibit]),
    ]
    shown = [(title, exhibits) for title, exhibits in numbered if exhibits]
    lacking = list_lacking((dossier.overview, *dossier.components))
    shown += [("annex_lacking", [])] if lacking else []
    for number, (title, exhibits) in enumerate(shown, start=1):
        paper.turn(wide=True, restart=True)
        paper.add_annex("I" * number, title)
        for exhibit in exhibits:
            every = [column["name"] for column in exhibit.columns]
            paper.add_exhibit(exhibit, {"sources": SOURCES, "facts": FACTS}.get(exhibit.name, every))
        if title == "annex_lacking":
            rows = [[row.needs, "; ".join(row.questions)] for row in lacking]
            heads = [say(paper.language, *words) for words in HEADS.values()]
            paper.add_table(Grid(heads, rows, [False, False]), paper.words[title])


def _write_sheet(paper: Paper, dossier: Dossier) -> None:
    """Write the summary over all indices: the answer of the province's sheet and its exhibits; nothing without one."""
    sheet = dossier.sheet
    answer = sheet.find(SUMMARY) if sheet else None
    if sheet is None or answer is None or not answer.finding:
        return
    paper.add_part(paper.words["part_sheet"])
    for line in answer.finding.split("\n"):
        paper.add_words(line)
    paper.add_exhibit(sheet.find("sheet_spine"))
    for name in ("sheet_ranks", "sheet_ends", "sheet_losses", "sheet_agencies"):
        paper.add_whole(sheet.find(name))


def _write_result(paper: Paper, dossier: Dossier) -> None:
    words, overview = paper.words, dossier.overview
    paper.add_part(words["part_result"])
    paper.add_part(words["result_score"], 2)
    paper.add_exhibit(overview.find("headline"), HEADLINE if dossier.has_data else None)
    for name, columns in (("place", PLACE), ("position", None), ("marks", MARKS)):
        paper.add_exhibit(overview.find(name), columns)
    paper.add_part(words["result_history"], 2)
    paper.add_exhibit(overview.find("history"), HISTORY)
    paper.add_whole(overview.find("years"))
    paper.add_exhibit(overview.find("streaks"))
    _add_standing(paper, overview, "result_history")
    if dossier.has_data:
        paper.add_part(words["result_certainty"], 2)
        paper.add_exhibit(overview.find("certainty"))
        paper.add_exhibit(overview.find("sureness"), SURENESS)


def _write_components(paper: Paper, dossier: Dossier) -> None:
    words, overview = paper.words, dossier.overview
    paper.add_part(words["part_components"])
    paper.add_part(words["components_table"], 2)
    paper.add_exhibit(overview.find("profile"))
    paper.add_exhibit(overview.find("components"), FIELDS, codes=list_fields(overview))
    paper.add_exhibit(overview.find("gains"))
    _add_standing(paper, overview, "components_table")
    paper.add_part(words["components_parts"], 2)
    if overview.find("sides") is None and INDICES[dossier.about["index"]].sampled:
        paper.add_words(words["all_survey"].format(edition=dossier.edition))
    for name in ("sides", "claims"):
        paper.add_whole(overview.find(name))
    paper.add_part(words["components_strengths"], 2)
    paper.add_exhibit(overview.find("strengths"), STRENGTHS)
    if dossier.components:
        paper.add_part(words["part_each"])
    for place, page in enumerate(dossier.components, start=1):
        _write_component(paper, page, str(place))


def list_fields(page: ExecutedPage) -> list[str]:
    """Return the codes of the components directly below the whole, and of the whole itself."""
    components = page.find("components")
    if components is None:
        return []
    codes = components.table["component_code"]
    return [code for code in codes if "." not in code]


def _write_component(paper: Paper, page: ExecutedPage, place: str) -> None:
    """Write one component: where it stands, what was lost, who does better, what recovering would bring."""
    words, code, name = paper.words, page.about["component"], page.about["component_name"]
    # The number of the heading says the code where the components are all there.
    paper.add_part(name if code == place or not number_component(code) else f"{name} ({code})", 2)
    paper.add_part(words["component_position"], 3)
    paper.add_exhibit(page.find("headline"), about=name)
    for shown in ("place", "position", "marks", "history", "trend"):
        paper.add_exhibit(page.find(shown), about=name)
    for shown in ("survey_shares", "survey_groups"):
        paper.add_whole(page.find(shown), name)
    _add_standing(paper, page, "component_position", name)
    paper.add_part(words["component_losses"], 3)
    paper.add_exhibit(page.find("losses"), LOSSES, about=name)
    paper.add_exhibit(page.find("lasting"), LASTING, about=name)
    for shown in ("sides", "claims", "reasons"):
        paper.add_whole(page.find(shown), name)
    _add_standing(paper, page, "component_losses", name)
    paper.add_part(words["component_peers"], 3)
    paper.add_exhibit(page.find("peers"), about=name, picture=False)
    paper.add_exhibit(page.find("peer_parts"), PEERS, about=name)
    for shown in ("groups", "companions", "matters"):
        paper.add_exhibit(page.find(shown), about=name, picture=False)
    _add_standing(paper, page, "component_peers", name)
    paper.add_part(words["component_prospect"], 3)
    paper.add_exhibit(page.find("recovery"), RECOVERY, about=name)
    for shown in ("curve", "cheapest", "certainty"):
        paper.add_exhibit(page.find(shown), about=name, picture=False)
    _add_standing(paper, page, "component_prospect", name)


def _write_losses(paper: Paper, dossier: Dossier) -> None:
    words = paper.words
    paper.add_part(words["part_losses"])
    paper.add_part(words["losses_largest"], 2)
    paper.add_exhibit(dossier.overview.find("largest"), LARGEST)
    _add_standing(paper, dossier.overview, "losses_largest")
    paper.add_part(words["losses_causes"], 2)
    paper.add_whole(dossier.overview.find("reasons"))
    write_causes(paper, dossier)


def _write_others(paper: Paper, dossier: Dossier) -> None:
    words, overview = paper.words, dossier.overview
    paper.add_part(words["part_others"])
    paper.add_part(words["others_ranks"], 2)
    paper.add_exhibit(overview.find("indices"), INDEX_RANKS)
    for page in dossier.others:
        edition = INDICES[page.about["index"]].edition(page.about["year"], paper.language)
        paper.add_part(edition, 2)
        paper.add_exhibit(page.find("headline"), about=edition)
        paper.add_exhibit(page.find("gains"), about=edition, picture=False)
        paper.add_exhibit(page.find("components"), FIELDS, about=edition, codes=list_fields(page))
    paper.add_part(words["others_integrity"], 2)
    integrity = overview.find("integrity")
    paper.add_exhibit(integrity, [column["name"] for column in integrity.columns] if integrity else None)
    paper.add_whole(overview.find("expectations"))


def _add_standing(paper: Paper, page: ExecutedPage, section: str, about: str = "") -> None:
    """Add the questions whose modules give them a place in a section, with all their columns."""
    for name in list_in_section(section):
        exhibit = page.find(name)
        paper.add_exhibit(exhibit, [column["name"] for column in exhibit.columns] if exhibit else None, about=about)


def _write_targets(paper: Paper, dossier: Dossier) -> None:
    words, overview = paper.words, dossier.overview
    paper.add_part(words["part_targets"])
    if dossier.has_data:
        paper.add_part(words["targets_points"], 2)
        paper.add_exhibit(overview.find("curve"), ("target_place", "target_score", "score", "points_needed"))
        cheapest = overview.find("cheapest")
        paper.add_exhibit(cheapest, [column["name"] for column in cheapest.columns] if cheapest else None)
        paper.add_exhibit(overview.find("recovery"), RECOVERY)
        _add_standing(paper, overview, "targets_points")
    paper.add_part(words["targets_set"], 2)
    indices = overview.find("indices")
    shorts = list(indices.table["short"]) if indices else [INDICES[dossier.about["index"]].call(paper.language)]
    for short in shorts:
        paper.add_words(f"- {words['target'].format(short=short)}")
