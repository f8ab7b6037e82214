"""The in-depth report over all indices: one page that says it all, then what a province's report holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from docx.enum.text import WD_BREAK

from parlib.files.archive import fix_archive, save_bytes
from parlib.language.words import speak_of
from parlib.publish.document.build import name_agency
from parlib.publish.document.duty import write_duty
from parlib.publish.document.head import write_foot, write_head
from parlib.publish.document.onestop import write_onestop
from parlib.publish.document.paper import Paper, find_passages, make_grid
from parlib.publish.document.report import write_annexes
from parlib.publish.lead.plan import plan_lead
from parlib.publish.outline.boxes import Box
from parlib.publish.pack.draft import go_on, quote
from parlib.publish.pack.occasion import Occasion
from parlib.publish.workbook.people import NAMES, Planned, plan_people
from parlib.results.dossier import Dossier
from parlib.results.executed import ExecutedPage, ShownExhibit
from parlib.terms import INDICES, SUMMARY
from parlib.wording.letters import FILL

TITLES: dict[str, tuple[str, str]] = {
    "about": (
        "Phân tích chuyên sâu kết quả {editions} của {seat}",
        "In-depth analysis of the results of {seat}: {editions}",
    ),
    "opening": (
        "Sở Nội vụ báo cáo kết quả phân tích chuyên sâu {editions} của {seat} như sau. Số liệu trong Báo cáo được "
        "trích từ kết quả do cơ quan có thẩm quyền công bố và số liệu do địa phương cung cấp; nguồn ghi dưới từng "
        "bảng.",
        "The Department of Home Affairs reports on the results of {seat}: {editions}. The figures are those that the "
        "competent agencies published and that the province gave; the source stands below each table.",
    ),
    "summary": ("TÓM TẮT", "SUMMARY"),
    "results": ("Kết quả các chỉ số", "Results"),
    "fields": ("Kết quả theo lĩnh vực", "Results by field"),
    "sides": ("Thẩm định tài liệu, điều tra xã hội học; tự đánh giá", "Documents, surveys; what was claimed"),
    "lost": ("Nội dung mất điểm, nguyên nhân, cơ quan phụ trách", "Points lost: causes and agencies"),
    "lost_of_people": (
        "Nội dung người dân chưa hài lòng, nguyên nhân, cơ quan phụ trách",
        "What people are not satisfied with: causes and agencies",
    ),
    "people": ("Mức độ hài lòng của người dân và liêm chính", "Satisfaction and integrity"),
    "others": ("Các chỉ số khác", "Other indices"),
    "units": ("Xếp hạng sở, ngành, địa phương", "Ranking of departments and localities"),
    "goals": ("Mục tiêu năm tới và dư địa cải thiện", "Targets for next year and what gains places"),
    "tasks": ("Nhiệm vụ, giải pháp và trách nhiệm", "Tasks and responsibility"),
    "proposals": ("Đề xuất, kiến nghị", "Proposals"),
    "plan": (
        "Nhiệm vụ đối với từng nội dung mất điểm được nêu tại Kế hoạch khắc phục trình kèm Báo cáo này.",
        "The task for each loss stands in the remedial plan that is submitted with this report.",
    ),
    "tasks_part": ("Nhiệm vụ đã giao", "Tasks that are set"),
    "more": (
        "Danh mục đầy đủ có trong bảng số liệu kèm theo.",
        "The full list is in the tables that go with this report.",
    ),
}

CLAIMS = ("component", "agency", "self_score", "appraised_score", "overclaim", "reason")
LOST = ("component_code", "component", "lost", "cause", "lead_agency", "head")
TASKS = ("component_code", "component", "task", "lead_agency", "head", "deadline", "output", "status")
UNITS = ("province", "region", "rank_in_region", "score", "grade", "rank", "change", "on_time_share", "overdue")
"""Columns for which paper has room; the workbook has all."""

OF_MEASURED = ("fields", "sides", "lost", "lost_of_people")
"""Parts of one index of several, which their headings name."""

SUMMARY_LETTERS = 1500
"""Letters of the summary, which shares its page with the head of the paper."""

ROOM = Box(42, 106, 876, 330)
"""Room of a slide; the summary says what the slides for leaders say."""

UPRIGHT = 4
"""Columns of the table of losses for which an upright page has room."""

MOST_ROWS = 60
"""Rows of a table of the report; the workbook has all."""


def build_whole_report(occasion: Occasion) -> bytes:
    """Return the in-depth report over all indices as a Word file (docx); nothing in it is computed."""
    dossier = occasion.measured
    with speak_of(dossier.about["index"], occasion.name):
        paper = Paper(occasion.language, occasion.simulated, occasion.seat, occasion.of_people)
        _write_front(paper, occasion)
        _write_body(paper, occasion)
        write_foot(paper, "report", occasion.seat)
        beside = [one for one in occasion.with_figures if one is not dossier]
        write_annexes(paper, dossier, _name_edition(occasion, dossier), beside)
    return fix_archive(save_bytes(paper.document))


def _write_front(paper: Paper, occasion: Occasion) -> None:
    """Write the head and, on the same page, what the report says in all."""
    bound = {"editions": str(occasion.editions), "seat": occasion.seat}
    about = occasion.say(TITLES["about"]).format(**bound)
    write_head(paper, name_agency(paper.words, "report", occasion.seat, paper.language), "report", occasion.name, about)
    known = paper.document.core_properties
    known.title, known.subject, known.language = about, bound["editions"], paper.language
    known.author, known.comments, known.keywords = "", "", ""
    paper.add_words(paper.words["basis"])
    paper.add_words(occasion.say(TITLES["opening"]).format(**bound))
    lines = summarise(occasion)
    if lines:
        paper.document.add_paragraph(style="Centred").add_run(occasion.say(TITLES["summary"])).bold = True
    for line in lines:
        last = paper.add_words(f"- {line}")
    if lines:
        last.add_run().add_break(WD_BREAK.PAGE)


def summarise(occasion: Occasion) -> list[str]:
    """Return what the slides for leaders say, each in a sentence, as far as a page has room; ranks come second."""
    lines: list[str] = []
    names = (occasion.name, *(INDICES[one.about["index"]].call(occasion.language) for one in occasion.dossiers))
    for slide in plan_lead(occasion, ROOM):
        edition = slide.eyebrow.rpartition(" · ")[0]  # none of a slide over all indices
        whole = str(slide.titles[0]).rstrip(".")
        said = whole if whole.startswith(names) else str(go_on(slide.titles[0])).rstrip(".")
        line = f"{edition}: {said}." if edition and edition not in whole else f"{whole}."
        told = [line, *_tell_ranks(occasion)] if slide.key == "lead.results" else [line]
        lines += [one for one in told if sum(map(len, lines)) + len(one) <= SUMMARY_LETTERS]
    return lines


def _tell_ranks(occasion: Occasion) -> list[str]:
    """Return the line of the sheet over all indices that names the rank on each; none where no sheet was run."""
    answer = occasion.sheet.find(SUMMARY) if occasion.sheet else None
    ranks = occasion.sheet.find("sheet_ranks") if occasion.sheet else None
    if answer is None or ranks is None or "rank" not in ranks.table.columns:
        return []  # the second line tells what was lost, which the slides tell
    line = answer.finding.split("\n")[1:2]
    return line if len(ranks.rows) > 1 or "rank_low" in ranks.table.columns else []  # of one index told above


def _name_edition(occasion: Occasion, dossier: Dossier) -> str:
    """Return which index a part is of, for its heading; nothing in a report on one index."""
    return dossier.edition if len(occasion.with_figures) > 1 else ""


def _write_body(paper: Paper, occasion: Occasion) -> None:
    planned = plan_people(occasion)

    def sheets(name: str) -> list[Planned]:
        return [one for one in planned if one.name == occasion.say(NAMES[name])]

    def sheet(name: str) -> Planned | None:
        return next(iter(sheets(name)), None)

    dossier, overview = occasion.measured, occasion.measured.overview
    lost = "lost_of_people" if occasion.of_people else "lost"
    parts: Sequence[tuple[str, Callable[[], None]]] = (
        ("results", lambda: _write_results(paper, occasion, sheet("results"))),
        ("fields", lambda: _write_fields(paper, occasion, sheet("fields"))),
        ("sides", lambda: _write_sides(paper, overview)),
        (lost, lambda: _write_lost(paper, occasion, sheet(lost))),
        ("people", lambda: _write_planned(paper, occasion, [*sheets("people"), sheet("integrity")])),
        ("others", lambda: _write_planned(paper, occasion, [sheet("others")])),
    )
    edition = _name_edition(occasion, dossier)
    for title, write in parts:
        named = edition if title in OF_MEASURED else ""
        paper.add_part(": ".join(filter(None, (occasion.say(TITLES[title]), named))))
        write()
    write_onestop(paper, dossier)
    paper.add_part(occasion.say(TITLES["units"]))
    _write_units(paper, occasion, sheets("units"))
    paper.add_part(occasion.say(TITLES["goals"]))
    _write_goals(paper, occasion)
    _write_tasks(paper, occasion, sheet("tasks"))
    paper.add_part(occasion.say(TITLES["proposals"]))
    paper.add_words(FILL)


def _write_results(paper: Paper, occasion: Occasion, results: Planned | None) -> None:
    """Write score, rank and change of every index, in sentences and in one table."""
    for dossier in occasion.with_figures:
        for name in ("headline", "streaks"):
            exhibit = dossier.overview.find(name)
            if exhibit is not None and exhibit.finding:
                paper.add_words(exhibit.finding)
    if results is not None and len(results.exhibit.rows) > 1:
        _write_table(paper, results.exhibit)
    named = INDICES[occasion.leading.about["index"]].call(occasion.language) if len(occasion.with_figures) > 1 else ""
    history = occasion.leading.overview.find("history")
    paper.add_exhibit(history and _say_of(named, occasion.leading.overview, history), about=named)


def _say_of(edition: str, page: ExecutedPage, exhibit: ShownExhibit) -> ShownExhibit:
    """Return an exhibit that says of which index it is, where it stands among what all indices say."""
    if not edition or not exhibit.finding:
        return exhibit
    return replace(exhibit, finding=f"{edition}: {go_on(quote(page, exhibit))}")


def _write_units(paper: Paper, occasion: Occasion, units: Sequence[Planned]) -> None:
    """Write the ranking of each of the province's own indices, under its name where there are several."""
    for planned in units:
        if len(units) > 1:
            about = planned.page.about
            paper.add_part(INDICES[about["index"]].edition(about["year"], occasion.language), 2)
        paper.add_words(planned.exhibit.finding)
        _write_table(paper, planned.exhibit, occasion.say(TITLES["more"]), UNITS)


def _write_fields(paper: Paper, occasion: Occasion, fields: Planned | None) -> None:
    overview = occasion.measured.overview
    paper.add_exhibit(overview.find("profile"))
    if fields is not None:
        _write_table(paper, fields.exhibit)
    paper.add_exhibit(overview.find("gains"))
    strengths = overview.find("strengths")
    if strengths is not None and strengths.finding:
        paper.add_words(strengths.finding)


def _write_sides(paper: Paper, overview: ExecutedPage) -> None:
    """Write points from documents and surveys, then what was claimed beyond what was granted."""
    _write_all(paper, [overview.find("sides")])
    claims = overview.find("claims")
    if claims is not None and claims.finding:
        paper.add_words(claims.finding)
        _write_table(paper, claims, columns=CLAIMS)


def _write_tasks(paper: Paper, occasion: Occasion, tasks: Planned | None) -> None:
    """Write the tasks that are set, on turned paper, and who answers for the rest."""
    title = occasion.say(TITLES["tasks"])
    listed = tasks is not None and len(tasks.exhibit.rows) > 1
    if tasks is not None and listed:
        paper.turn(wide=True)
        paper.add_part(title)
        paper.add_part(occasion.say(TITLES["tasks_part"]), 2)
        _write_table(paper, tasks.exhibit, columns=TASKS)
        paper.turn(wide=False)
    else:
        paper.add_part(title)
    if occasion.losses and not occasion.of_people:
        paper.add_words(occasion.say(TITLES["plan"]))
    write_duty(paper, occasion.measured, headed=listed)


def _write_lost(paper: Paper, occasion: Occasion, lost: Planned | None) -> None:
    """Write every loss with its cause, agency and head, then reasons and agencies."""
    overview = occasion.measured.overview
    largest = overview.find("largest")
    if largest is not None and largest.finding:
        paper.add_words(largest.finding)
    if lost is not None:
        wide = len(make_grid(lost.exhibit, LOST).labels) > UPRIGHT
        paper.turn(wide=wide)
        _write_table(paper, lost.exhibit, occasion.say(TITLES["more"]), LOST)
        paper.turn(wide=False)
    _write_all(paper, [overview.find("reasons"), overview.find("agencies")])


def _write_all(paper: Paper, exhibits: Sequence[ShownExhibit | None]) -> None:
    for exhibit in exhibits:
        if exhibit is not None and exhibit.finding:
            paper.add_words(exhibit.finding)
            _write_table(paper, exhibit)


def _write_planned(paper: Paper, occasion: Occasion, sheets: Sequence[Planned | None]) -> None:
    for planned in (one for one in sheets if one is not None):
        if planned.exhibit.finding and planned.exhibit.name != "components":  # that says only how many there are
            paper.add_words(planned.exhibit.finding)
        _write_table(paper, planned.exhibit, occasion.say(TITLES["more"]))


def _write_table(paper: Paper, exhibit: ShownExhibit, more: str = "", columns: Sequence[str] | None = None) -> None:
    """Write a table of more than one row with its source; what is too long for paper is told to be in the workbook."""
    grid = make_grid(exhibit, columns)
    if len(grid.rows) < 2:
        return
    kept = grid.rows[:MOST_ROWS]
    paper.add_table(type(grid)(grid.labels, kept, grid.figures, grid.strong), exhibit.title, exhibit.simulated)
    if more and len(kept) < len(grid.rows):
        paper.add_words(more)
    paper.add_source(exhibit)


def _write_goals(paper: Paper, occasion: Occasion) -> None:
    """Write what a better place takes on each index, a target of each to fill in, and which parts bring most."""
    for dossier in occasion.with_figures:
        curve = dossier.overview.find("curve")
        if curve is not None and curve.finding:
            paper.add_words(f"- {dossier.edition}: {go_on(quote(dossier.overview, curve))}")
    for dossier in occasion.with_figures:
        short = INDICES[dossier.about["index"]].call(occasion.language)
        paper.add_words(f"- {paper.words['target'].format(short=short)}")
    page, named = occasion.measured.overview, _name_edition(occasion, occasion.measured)
    for exhibit, passage in find_passages(page.find, "targets_points"):
        if exhibit.name == "recovery" and exhibit.rows:
            paper.add_passage(_say_of(named, page, exhibit), replace(passage, picture=False), named)
