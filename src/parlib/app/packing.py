"""The pack of a conference as ``parlib conference`` makes it, told step by step."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parlib.app.room import PACKS, Room
from parlib.runs.helper_process import HelperProcess

if TYPE_CHECKING:
    from parlib.app.worker import Report
    from parlib.publish.pack.build import BuiltPack, PackRequest
    from parlib.runs.conference import Conference
    from parlib.runs.run import Outcome
    from parlib.runs.staleness import Page


class FailedPagesError(ValueError):
    """Pages of the pack could not be made."""


def make_pack(home: Path, task: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """Take in what was looked through, then make what is stale of the pack of a province and year.

    Parameters
    ----------
    task : mapping
        ``province``, ``year`` (None: the newest), ``language``, ``jobs``; ``take`` and ``accept`` where files wait;
        ``units`` for a paper of each department and commune too.
    """
    room = Room(home)
    with HelperProcess() as helper:  # tables are read there: this process lives as long as the run
        if task["take"]:
            report("step_take")
            helper.ask(_take, home, task["accept"])
        report("step_clean")
        helper.ask(_clean, home)
        report("step_plan")
        planned: Conference = helper.ask(_plan, task["province"], task["year"], task["language"])
        look = room.look_at_raw()
        folder = home / PACKS / f"{planned.province}-{planned.year}"
        made = _run(planned, folder, task["jobs"], home, helper, report)
    built, request = _build(planned, folder, task, home, made, report)
    return {"pack": describe_pack(built, request, planned, look)}


def _take(home: Path, accept: bool) -> None:
    from parlib.app.taking import take_files

    take_files(home, accept)


def _clean(home: Path) -> None:
    from parlib.ready import clean_changed

    clean_changed(home, lambda line: None)


def _plan(province: str, year: int | None, language: str) -> Conference:
    from parlib.runs.conference import plan_conference

    return plan_conference(province, year, language)


def _run(planned: Conference, folder: Path, jobs: int, home: Path, helper: HelperProcess, report: Report) -> bool:
    """Run the pages that are stale; return whether any was made."""
    from parlib.publish.pack.build import PAGES
    from parlib.runs.run import RunOptions, run_pages

    stale, ended = [0], [0]

    def checked(pages: list[Page]) -> None:
        stale[0] = sum(bool(page.reasons) for page in pages)
        report("step_pages", 0, stale[0], done_pages=0, all_pages=stale[0])

    def done(outcome: Outcome) -> None:
        ended[0] += 1
        report("step_pages", ended[0], stale[0], done_pages=ended[0], all_pages=stale[0])

    options = RunOptions(jobs)
    outcomes = run_pages(
        planned.plans, folder / PAGES, options, on_checked=checked, on_done=done, home=home, helper=helper
    )
    failed = [one for one in outcomes if one.status == "failed"]
    if failed:
        raise FailedPagesError("; ".join(f"{one.plan.notebook}: {one.error and one.error.message}" for one in failed))
    return stale[0] > 0


def _build(
    planned: Conference, folder: Path, task: Mapping[str, Any], home: Path, made: bool, report: Report
) -> tuple[BuiltPack, PackRequest]:
    """Build the site where a page is new, and the papers that are stale."""
    from parlib.publish.pack.build import PAGES, Choice, PackRequest, build_pack
    from parlib.publish.pack.choice import PackChoice
    from parlib.site.build import build_site
    from parlib.site.scripts import FOLDER

    if made or not (folder / PAGES / FOLDER / "index.html").exists():
        report("step_site")
        build_site(folder / PAGES, task["jobs"], home)
    chosen = [Choice(one.index, one.year, one.vintage, one.province) for one in planned.chosen]
    choice = PackChoice(units=task["units"])
    request = PackRequest(folder, task["language"], planned.name, planned.year, chosen, planned.absent, choice)
    report("step_papers")

    def begin(name: str, done: int, total: int) -> None:
        report("step_paper", done, total, name=Path(name).name, n=done + 1, count=total)

    return build_pack(request, begin), request


def describe_pack(
    built: BuiltPack, request: PackRequest, planned: Conference, look: list[list[object]]
) -> dict[str, Any]:
    """Return what the page shows of a pack."""
    from parlib.terms import INDICES, NATIONAL

    return {
        "folder": request.folder.name,
        "contents": built.contents.name,
        "province": planned.province,
        "name": planned.name,
        "year": planned.year,
        "language": request.language,
        "editions": [INDICES[one.index].edition(one.year, request.language) for one in request.chosen],
        "absent": [NATIONAL[index].call(request.language) for index in request.absent],
        "registers": [[one.index, one.year] for one in request.chosen if one.index in NATIONAL],
        "products": [
            {
                "title": one.title,
                "name": one.name,
                "edited": one.edited,
                "copies": list(one.copies),
                "of_unit": one.of_unit,
            }
            for one in built.products
        ],
        "n_units": built.n_units,
        "made": built.made,
        "copies": [copy.name for copy in built.copies],
        "missing": [[one.file, list(one.parts)] for one in built.missing],
        "look": look,
    }
