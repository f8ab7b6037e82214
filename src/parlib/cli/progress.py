"""Progress of a run: a live line where a person watches, a few lines in a log, JSON for machines."""

from __future__ import annotations

import dataclasses
import json
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import BarColumn, Progress, TextColumn

from parlib.cli.common import err, name_places, out
from parlib.speech import Said, say, tell, write_command

if TYPE_CHECKING:
    from parlib.runs.plan import PagePlan
    from parlib.runs.run import Outcome
    from parlib.runs.staleness import Page

LOG_EVERY = 30.0
"""Seconds between two lines where nobody watches."""


class Watcher:
    """Counts what a run has done; prints nothing by itself.

    Parameters
    ----------
    why : bool
        Print, before anything runs, each page that is made and the reasons.
    jobs : int
        Notebooks at a time, for the time to go.
    places : mapping of str to Path, optional
        Options that name the folders of the run, for the command that makes a page again.
    """

    def __init__(self, why: bool = False, jobs: int = 1, places: Mapping[str, Path] | None = None) -> None:
        self._why, self._jobs, self.places = why, jobs, places or {}
        self._running: dict[str, float] = {}
        self._began = time.monotonic()
        self.counts: Counter[str] = Counter()
        self.total = self.ended = 0
        self.outcomes: list[Outcome] = []

    def checked(self, pages: list[Page]) -> None:
        """Note which pages are made."""
        self.total = sum(bool(page.reasons) for page in pages)
        self.counts["kept"] = len(pages) - self.total
        self._began = time.monotonic()
        if self._why:
            self.explain(pages)

    def explain(self, pages: list[Page]) -> None:
        """Print why pages are made."""
        for page in pages:
            if page.reasons:
                message = "render {notebook}: {reasons:;}" if page.only_rendered else "run {notebook}: {reasons:;}"
                out.print(tell(message, notebook=page.plan.notebook, reasons=page.reasons), markup=False)

    def started(self, plan: PagePlan) -> None:
        """Note that a page begins."""
        self._running[plan.notebook] = time.monotonic()

    def done(self, outcome: Outcome) -> None:
        """Note that a page ended."""
        self._running.pop(outcome.plan.notebook, None)
        self.counts[outcome.status] += 1
        self.ended += 1
        self.outcomes.append(outcome)

    @property
    def running(self) -> list[str]:
        """The notebooks under way, longest first."""
        return sorted(self._running, key=self._running.__getitem__)

    @property
    def slowest(self) -> Outcome | None:
        """The page that took longest so far."""
        return max(self.outcomes, key=lambda outcome: outcome.seconds, default=None)

    def estimate_left(self) -> float | None:
        """Return the seconds to go, from the pace so far; None before the first page has ended."""
        if not self.ended:
            return None
        return (time.monotonic() - self._began) / self.ended * (self.total - self.ended)

    def describe_state(self) -> Said:
        """Say in one line how far the run is."""
        failed, left = self.counts["failed"], self.total - self.ended - len(self._running)
        counts = "{done} done, {running} running, {failed} failed, {left} left"
        parts = [tell(counts, done=self.ended - failed, running=len(self._running), failed=failed, left=left)]
        if (seconds := self.estimate_left()) is not None:
            parts.append(tell("{time} to go", time=format_seconds(seconds)))
        if (slowest := self.slowest) is not None:
            parts.append(tell("slowest {page} {seconds:.1f} s", page=slowest.plan.notebook, seconds=slowest.seconds))
        return tell("{parts}", parts=parts)

    def __enter__(self) -> Watcher:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is open."""


class LiveWatcher(Watcher):
    """A bar that moves, where a person watches."""

    def __enter__(self) -> LiveWatcher:
        columns = (BarColumn(), TextColumn("{task.description}", markup=False))
        self._bar = Progress(*columns, console=out, transient=True)
        self._bar.start()
        self._task = self._bar.add_task(say("looking for what changed ..."), total=None)
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def checked(self, pages: list[Page]) -> None:
        """Note which pages are made."""
        super().checked(pages)
        self._show()

    def started(self, plan: PagePlan) -> None:
        """Note that a page begins."""
        super().started(plan)
        self._show()

    def done(self, outcome: Outcome) -> None:
        """Note that a page ended."""
        super().done(outcome)
        self._show()

    def _show(self) -> None:
        self._bar.update(self._task, total=self.total, completed=self.ended, description=say(self.describe_state()))


class LogWatcher(Watcher):
    """A line now and then, where nobody watches."""

    def __init__(self, why: bool = False, jobs: int = 1, places: Mapping[str, Path] | None = None) -> None:
        super().__init__(why, jobs, places)
        self._said = time.monotonic()

    def done(self, outcome: Outcome) -> None:
        """Note that a page ended."""
        super().done(outcome)
        if time.monotonic() - self._said >= LOG_EVERY:
            self._said = time.monotonic()
            out.print(self.describe_state(), markup=False)


class JsonWatcher(Watcher):
    """One JSON object a line on standard output, for machines."""

    def checked(self, pages: list[Page]) -> None:
        """Emit which pages are up to date and which are made, with the reasons."""
        super().checked(pages)
        made = [
            {"notebook": page.plan.notebook, "only_rendered": page.only_rendered, "reasons": page.reasons}
            for page in pages
            if page.reasons
        ]
        _emit("settled", pages=len(pages), kept=self.counts["kept"], to_make=len(made), reasons=made)

    def explain(self, pages: list[Page]) -> None:
        """The reasons are emitted with the pages."""

    def started(self, plan: PagePlan) -> None:
        """Emit that a page begins."""
        super().started(plan)
        _emit("started", notebook=plan.notebook)

    def done(self, outcome: Outcome) -> None:
        """Emit that a page ended."""
        super().done(outcome)
        plan, error, left = outcome.plan, outcome.error, self.estimate_left()
        _emit(
            "ended",
            notebook=plan.notebook,
            html=plan.html,
            status=outcome.status,
            error=error and {"cell": error.cell, "name": error.name, "message": error.message},
            again=find_rerun_command(plan, self.places) if error else None,
            seconds=round(outcome.seconds, 3),
            done=self.ended,
            total=self.total,
            seconds_to_go=left and round(left, 1),
        )


def choose_watcher(why: bool, as_json: bool, jobs: int, home: Path, reports: Path) -> Watcher:
    """Return the watcher for a run of a home into a folder: JSON, a live line or a log."""
    kind = JsonWatcher if as_json else LiveWatcher if out.is_terminal else LogWatcher
    return kind(why, jobs, name_places(home, reports))


def print_summary(watcher: Watcher, page: object, as_json: bool = False) -> None:
    """Print failures first, each with the command that runs just that one again, then the counts."""
    failed = [outcome for outcome in watcher.outcomes if outcome.status == "failed"]
    counts = {name: watcher.counts[name] for name in ("done", "no_data", "failed", "kept")}
    slowest = watcher.slowest
    if as_json:
        longest = slowest and {"notebook": slowest.plan.notebook, "seconds": round(slowest.seconds, 3)}
        _emit("finished", **counts, slowest=longest, failures=[outcome.plan.notebook for outcome in failed])
        return
    for outcome in failed:
        print_failure(outcome, watcher.places)
    kept = tell(" {n} were up to date.", n=counts["kept"]) if counts["kept"] else ""
    message = "{n} {n:=page|pages} done, {no_data} without data, {failed} failed.{kept}"
    out.print(tell(message, n=counts["done"], no_data=counts["no_data"], failed=counts["failed"], kept=kept))
    if slowest:
        message = "Slowest: {page}, {seconds:.1f} s."
        out.print(tell(message, page=slowest.plan.notebook, seconds=slowest.seconds), markup=False)
    out.print(tell("Open {path}", path=page), markup=False)


def print_failure(outcome: Outcome, places: Mapping[str, Path]) -> None:
    """Print what went wrong with a page, and the command that runs just that one again."""
    error = outcome.error
    where = "" if error is None or error.cell is None else tell(", cell {cell}", cell=error.cell)
    what = "" if error is None else tell("{name}: {message}", name=error.name, message=error.message)
    err.print(tell("✗ {page}{where}: {what}", page=outcome.plan.notebook, where=where, what=what), markup=False)
    err.print(tell("  again: {command}", command=find_rerun_command(outcome.plan, places)), markup=False)


def find_rerun_command(plan: PagePlan, places: Mapping[str, Path]) -> str:
    """Return the command that makes just that page again, in the folders of its run."""
    other = plan.other_year if plan.other_province == plan.province else plan.other_province
    asked = {"index": plan.index, "year": plan.year, "page": plan.page, "province": plan.province}
    asked |= {"component": plan.component, "against": other if plan.page == "compare" else None}
    vintage = plan.vintage if plan.back_cast else None
    return write_command("parlib report", **asked, vintage=vintage, language=plan.language, **places)


def format_seconds(seconds: float) -> Said:
    """Say a time to go.

    Examples
    --------
    >>> format_seconds(8.4), format_seconds(75), format_seconds(7500)
    ('8 s', '1 min 15 s', '2 h 5 min')
    """
    minutes, rest = divmod(round(seconds), 60)
    if minutes >= 60:
        return tell("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)
    return tell("{minutes} min {rest} s", minutes=minutes, rest=rest) if minutes else tell("{rest} s", rest=rest)


def _emit(event: str, **what: object) -> None:
    text = json.dumps({"event": event, **what}, ensure_ascii=False, default=_plain)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    return str(value)
