"""One run: plan to executed notebooks, pages, index and manifest. A failing notebook does not stop the others.

Only what changed is run. Every file is written beside and renamed, and the manifest only grows, so a run that is
stopped at any moment leaves whole files, and the next one does the rest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parlib.runs.row_hashes import ProcessedTables

from parlib.engine.memory import return_memory
from parlib.engine.task import DONE, Failure, Result, Task
from parlib.files.atomic import sweep_folder
from parlib.home import find_home
from parlib.read_log import READ_LOG
from parlib.results.manifest import append_record, repair_manifest, utc_now
from parlib.results.page_spec import PagePlan, choose_topics
from parlib.runs.helper_process import HelperProcess
from parlib.runs.lock import lock_folder
from parlib.runs.preflight import Preflight, run_preflight
from parlib.runs.staleness import Page, fingerprint_page
from parlib.terms import INDICES

HOOK = "parlib.pages.render_notebooks:render_planned"
"""What workers do with each notebook that has ended."""

WARM_UP = ("parlib.runs.warm_up:warm_up",)
"""What is read and drawn once, before workers and notebooks are forked."""

WARM_UP_TOPICS = "parlib.runs.warm_up:warm_up_topics"
"""What then computes what pages share; called with what they are about."""


WARMED_FROM = 3
"""Pages from which the warm-up earns its cost."""


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
    kept : bool
        True where it was up to date from an earlier run.
    """

    plan: PagePlan
    status: str
    finding: str
    error: Failure | None
    seconds: float
    kept: bool = False


@dataclass(frozen=True)
class RunOptions:
    """How a run goes about its work.

    Attributes
    ----------
    jobs : int
        Notebooks at a time.
    force : bool
        Make pages again that are up to date.
    wait : bool
        Wait for another run into the same folder, instead of refusing.
    scheduler : str, optional
        Address of a Dask scheduler whose workers do the work.
    time_limit : float, optional
        Seconds for a notebook.
    memory_limit : int, optional
        Bytes that a notebook may use beyond the libraries.
    """

    jobs: int = 2
    force: bool = False
    wait: bool = False
    scheduler: str | None = None
    time_limit: float | None = None
    memory_limit: int | None = None


def run_pages(
    plans: Sequence[PagePlan],
    reports: Path,
    options: RunOptions | None = None,
    *,
    on_checked: Callable[[list[Page]], None] = lambda pages: None,
    on_start: Callable[[PagePlan], None] = lambda plan: None,
    on_done: Callable[[Outcome], None] = lambda outcome: None,
    home: Path | None = None,
    helper: HelperProcess | None = None,
) -> list[Outcome]:
    """Make every page that is not up to date, through papermill, and build the index.

    Parameters
    ----------
    plans : sequence of PagePlan
        Pages to make.
    reports : pathlib.Path
        Folder to write to; made if it is not there. Notebooks and pages of the same names are replaced.
    options : RunOptions, optional
        How to go about it.
    on_checked : callable
        Called once with all pages and the reasons of those that are made.
    on_start, on_done : callable
        Called with each page as it begins and ends, for progress.
    home : pathlib.Path, optional
        Folder with data/ and notebooks/.
    helper : HelperProcess, optional
        Where the preflight is run; it is closed then. In this process if not given.

    Returns
    -------
    list of Outcome
        Pages that were up to date first, then the others in the order in which they ended.

    Raises
    ------
    BusyFolderError
        If another run writes into the folder.
    OSError
        If the folder cannot be written.
    """
    options, home = options or RunOptions(), (home or find_home()).resolve()
    helper = helper or HelperProcess(forked=False)
    reports.mkdir(parents=True, exist_ok=True)
    with lock_folder(reports, options.wait):
        sweep_folder(reports)
        repair_manifest(reports)
        with helper:
            preflight = helper.ask(run_preflight, plans, reports, home, options.force, options.scheduler is None)
        run = _Run(preflight, reports, home, options)
        on_checked(preflight.pages)
        outcomes = run.list_kept()
        waiting = [page for page in preflight.pages if page.reasons]
        try:
            if waiting:
                outcomes += run.make(waiting, on_start, on_done)
        finally:
            if waiting or not (reports / "index.html").exists():
                from parlib.pages.index_page import build_index

                build_index(reports)
    return outcomes


class _Run:
    """A run under way: what it makes, from what, and how it writes that down."""

    def __init__(self, preflight: Preflight, reports: Path, home: Path, options: RunOptions) -> None:
        # Absolute: workers have a working folder of their own.
        self._preflight, self._reports, self._home, self._options = preflight, reports.absolute(), home, options
        # Found in the helper process, whose memory this process does not share.
        for described in preflight.indices:
            INDICES.remember(described)

    @property
    def _tables(self) -> ProcessedTables:
        if self._preflight.tables is None:
            raise ValueError("nothing is to be made: the rows of the tables were not looked at")
        return self._preflight.tables

    def list_kept(self) -> list[Outcome]:
        """Return what the manifest said of the pages that are up to date."""
        return [
            Outcome(page.plan, record["status"], record["finding"], None, record["seconds"], True)
            for page in self._preflight.pages
            if not page.reasons and (record := page.record) is not None
        ]

    def make(
        self, pages: list[Page], on_start: Callable[[PagePlan], None], on_done: Callable[[Outcome], None]
    ) -> list[Outcome]:
        """Make *pages* and write down each as soon as it is there."""
        self._begin(len(pages))
        # Results come in the order in which they end, with their task: its output says which page it was.
        by_output = {str(self._reports / page.plan.notebook): page for page in pages}
        outcomes = []
        plans = [page.plan for page in pages if not page.only_rendered]
        with open_workers(self._options, self._home, self._reports, plans, self._preflight.forked) as workers:
            return_memory()  # this process now waits for as long as the notebooks run
            tasks = (self._prepare(page) for page in pages)
            for result in workers.run(tasks, lambda task: on_start(by_output[str(task.output)].plan)):
                page = by_output[str(result.task.output)]
                outcome = self._record_result(page, result)
                outcomes.append(outcome)
                on_done(outcome)
        failed = sum(outcome.status == "failed" for outcome in outcomes)
        with suppress(OSError):
            end = {"kind": "end", "finished": utc_now(), "made": len(outcomes), "failed": failed}
            append_record(self._reports, end)
        return outcomes

    def _begin(self, count: int) -> None:
        """Record that a run begins, and the code and libraries that are new."""
        for record in self._preflight.new_records:
            append_record(self._reports, record)
        run = {"kind": "run", "started": utc_now(), "pages": len(self._preflight.pages), "to_make": count}
        append_record(self._reports, {**run, "data": self._preflight.raw_fingerprint, **self._preflight.versions})

    def _prepare(self, page: Page) -> Task:
        """Return the task of a page: the template in its language, with what it is about in the metadata."""
        output = self._reports / page.plan.notebook
        output.parent.mkdir(parents=True, exist_ok=True)
        if page.only_rendered:
            return Task(None, str(output))
        template = self._preflight.notebooks[page.plan.page, page.plan.language, page.plan.index]
        notebook = {**template, "metadata": {**template["metadata"], "parlib": page.about}}
        return Task(notebook, str(output), page.plan.parameters, fingerprint_page(page, self._tables))

    def _record_result(self, page: Page, result: Result) -> Outcome:
        """Record what came of a page."""
        value = result.value or {}
        status = value["status"] if result.status == DONE else "failed"
        outcome = Outcome(page.plan, status, value.get("finding", ""), result.error, result.seconds)
        try:
            append_record(self._reports, self._describe(page, outcome, value))
        except OSError as error:
            return Outcome(page.plan, "failed", "", result.error or Failure.of(error), result.seconds)
        return outcome

    def _describe(self, page: Page, outcome: Outcome, value: Mapping[str, Any]) -> dict[str, Any]:
        error, reads = outcome.error, value.get("reads")
        # A page whose rows are not known is made again next time, which is never wrong.
        if reads is not None:  # rows that changed while the notebook ran cannot be told from those that it read
            tables = self._tables
            current = tables.is_current()
            reads = [[name, rows, tables.hash_read((name, rows))] for name, rows in reads] if current else None
        return {
            **page.plan.to_record(),
            "status": outcome.status,
            "finding": outcome.finding,
            "error": error and {"cell": error.cell, "name": error.name, "message": error.message},
            "seconds": round(outcome.seconds, 3),
            "finished": utc_now(),
            "data": self._preflight.raw_fingerprint,
            "template": self._preflight.file_hashes[page.plan.page, page.plan.language],
            "version": self._preflight.versions["parlib"],
            "reasons": page.reasons,
            "made": {**fingerprint_page(page, self._tables), "page": page.render_hash},
            "reads": reads,
            "files": value.get("files"),
        }


def open_workers(
    options: RunOptions, home: Path, reports: Path, plans: Iterable[PagePlan] = (), forked: bool | None = None
) -> AbstractContextManager:
    """Return who runs the notebooks: warm processes here, or a cluster; imported only where there is work.

    Warm processes compute first what several of *plans* share. Where it is not known whether kernels can be *forked*,
    they look it up.
    """
    limits: dict[str, Any] = {"time_limit": options.time_limit, "memory_limit": options.memory_limit}
    if options.scheduler:
        from parlib.runs.cluster import ClusterWorkers

        return ClusterWorkers(options.scheduler, home, reports, WARM_UP, HOOK, **limits)
    from parlib.engine.workers import WarmWorkers

    topics, prepare = [plan.topic for plan in plans], {}
    if len(topics) >= WARMED_FROM:
        prepare = dict.fromkeys(WARM_UP, str(home)) | {WARM_UP_TOPICS: json.dumps(choose_topics(topics))}
    hooks: dict[str, Any] = {"after": HOOK, "after_failure": HOOK}
    return WarmWorkers(options.jobs, prepare=prepare, cwd=str(home), reads=READ_LOG, forked=forked, **hooks, **limits)
