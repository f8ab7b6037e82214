"""One run: plan to executed notebooks, pages, index and manifest. A failing notebook does not stop the others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat

from parlib.exhibits.exhibit import MIME
from parlib.reports.engine.task import DONE, Failure, Result, Task
from parlib.reports.engine.workers import WarmWorkers
from parlib.reports.languages import choose_language
from parlib.reports.links import Link, PageLinks, plan_links, relative_address
from parlib.reports.manifest import append_record, tell_time
from parlib.reports.page import read_notebook, render_page
from parlib.reports.plan import PagePlan
from parlib.reports.site import build_index, read_pages
from parlib.store import find_home, load_fingerprint

LINKS = "assets/links.json"
"""Where the links of all pages wait for the workers that render them."""

ABSENT = ("no_score", "no_year")
"""States of a headline that mean: the province has no figure."""


@dataclass(frozen=True)
class Outcome:
    """What came of one page.

    Attributes
    ----------
    plan : PagePlan
        What was asked.
    status : str
        ``done``, ``no_data`` or ``failed``.
    finding : str
        The page's first finding.
    error : Failure, optional
        Cell, kind and message of what went wrong.
    seconds : float
        Time it took.
    """

    plan: PagePlan
    status: str
    finding: str
    error: Failure | None
    seconds: float


def run_pages(
    plans: Sequence[PagePlan],
    reports: Path,
    jobs: int = 2,
    on_start: Callable[[PagePlan], None] = lambda plan: None,
    on_done: Callable[[Outcome], None] = lambda outcome: None,
    home: Path | None = None,
) -> list[Outcome]:
    """Run every page through papermill, render it, and build the index.

    Parameters
    ----------
    plans : sequence of PagePlan
        Pages to make.
    reports : pathlib.Path
        Folder to write to; made if it is not there. Notebooks and pages of the same names are replaced.
    jobs : int
        Notebooks at a time.
    on_start, on_done : callable
        Told of each page as it begins and ends, for progress.
    home : pathlib.Path, optional
        Folder with data/ and notebooks/.

    Returns
    -------
    list of Outcome
        In the order in which pages ended.
    """
    home = home or find_home()
    reports.mkdir(parents=True, exist_ok=True)
    templates = {page: home / "notebooks" / f"{page}.ipynb" for page in {plan.page for plan in plans}}
    made_from = load_fingerprint(home / "data" / "processed")
    _write_links(plans, reports)
    append_record(
        reports,
        {"kind": "run", "started": tell_time(), "pages": len(plans), "data": made_from, **_name_versions()},
    )
    by_output = {str(reports / plan.notebook): plan for plan in plans}
    tasks = (_prepare_task(plan, templates[plan.page], reports) for plan in plans)
    outcomes = []
    with WarmWorkers(jobs=jobs, after="parlib.reports.run:render_planned", cwd=str(home)) as workers:
        for result in workers.run(tasks, lambda task: on_start(by_output[str(task.output)])):
            plan = by_output[str(result.task.output)]
            outcome = _settle(plan, result, reports)
            template = _hash_template(templates[plan.page])
            append_record(reports, _describe(outcome, made_from, template))
            outcomes.append(outcome)
            on_done(outcome)
    build_index(reports)
    return outcomes


def _prepare_task(plan: PagePlan, template: Path, reports: Path) -> Task:
    """Return the template in the plan's language, told what it is about."""
    notebook = choose_language(_read_template(template, template.stat().st_mtime_ns), plan.language)
    notebook.metadata["parlib"] = {
        "title": plan.title,
        "html": plan.html,
        **{key: value for key, value in asdict(plan).items() if key not in ("notebook", "html")},
    }
    output = reports / plan.notebook
    output.parent.mkdir(parents=True, exist_ok=True)
    return Task(notebook, str(output), plan.parameters)


@lru_cache(maxsize=8)
def _read_template(path: Path, _changed: int) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


@lru_cache(maxsize=8)
def _hash_template(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_links(plans: Iterable[PagePlan], reports: Path) -> None:
    """Write where each page leads to, among the pages that exist already and those of this run."""
    known = {page["html"]: page for page in _read_known(reports)}
    known |= {plan.html: plan.to_record() for plan in plans}
    links = {html: asdict(ways) for html, ways in plan_links(known.values()).items()}
    path = reports / LINKS
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(links, ensure_ascii=False), encoding="utf-8")


def _read_known(reports: Path) -> list[dict[str, Any]]:
    try:
        return [page for page in read_pages(reports) if (reports / page["html"]).exists()]
    except FileNotFoundError:
        return []


def render_planned(notebook: Path) -> None:
    """Render an executed notebook to the page that its metadata names, with the links planned for it."""
    about = read_notebook(notebook).metadata["parlib"]
    reports = notebook.resolve().parents[len(Path(about["html"]).parts) - 1]
    links = _read_links(reports / LINKS, (reports / LINKS).stat().st_mtime_ns).get(about["html"], PageLinks())
    render_page(notebook, reports / about["html"], assets=relative_address("assets", about["html"]), links=links)


@lru_cache(maxsize=4)
def _read_links(path: Path, _changed: int) -> dict[str, PageLinks]:
    """Return the links of all pages, read once for as long as the file does not change."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return {html: _build_links(ways) for html, ways in found.items()}


def _build_links(ways: dict[str, Any]) -> PageLinks:
    single = {name: Link(**way) if way else None for name, way in ways.items() if name != "trail"}
    return PageLinks(trail=tuple(Link(**way) for way in ways["trail"]), **single)


def _settle(plan: PagePlan, result: Result, reports: Path) -> Outcome:
    """Return what came of a page; one that failed is rendered too, as far as it got."""
    if result.status == DONE:
        headline = find_headline(read_notebook(reports / plan.notebook))
        absent = headline.get("options", {}).get("status") in ABSENT
        return Outcome(plan, "no_data" if absent else "done", headline.get("finding", ""), None, result.seconds)
    if (reports / plan.notebook).exists():
        render_planned(reports / plan.notebook)
    return Outcome(plan, "failed", "", result.error, result.seconds)


def find_headline(notebook: nbformat.NotebookNode) -> dict[str, Any]:
    """Return the first exhibit of an executed notebook, as its output carries it; empty if there is none."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if MIME in output.get("data", {}):
                return output["data"][MIME]
    return {}


def _describe(outcome: Outcome, made_from: str | None, template: str) -> dict[str, Any]:
    error = outcome.error
    return {
        **outcome.plan.to_record(),
        "status": outcome.status,
        "finding": outcome.finding,
        "error": error and {"cell": error.cell, "name": error.name, "message": error.message},
        "seconds": round(outcome.seconds, 3),
        "finished": tell_time(),
        "data": made_from,
        "template": template,
        "version": _name_versions()["parlib"],
    }


@lru_cache(maxsize=1)
def _name_versions() -> dict[str, str]:
    from importlib.metadata import version

    return {name: version(name) for name in ("parlib", "papermill", "pandas", "matplotlib", "statsmodels")}
