"""What a paper is made from is up to date before the paper is made: stale pages are run again first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from parlib.cli.common import clean_if_changed, err, out
from parlib.speech import tell

AsIs = Annotated[
    bool,
    typer.Option("--as-is", help="Take the pages as they were run, also where figures or templates changed since."),
]

Records = Iterable[Mapping[str, Any]]


def choose_behind(
    provinces: Sequence[str], index: str, year: int | None, language: str, vintage: str
) -> Callable[[list[dict[str, Any]]], Records]:
    """Return what chooses the pages behind the papers of *provinces* in an index and year."""

    def choose(records: list[dict[str, Any]]) -> Records:
        from parlib.results.dossier import choose_run, list_behind

        return list_behind(records, choose_run(records, index, year, language, vintage), provinces)

    return choose


def make_fresh(
    reports: Path, home: Path, choose: Callable[[list[dict[str, Any]]], Records], as_is: bool = False, jobs: int = 2
) -> None:
    """Run again the pages that a paper is made from, where they are not of the data, code and templates at hand.

    A paper is made from executed notebooks alone, so that it cannot disagree with them; without this it could agree
    with pages that a mended figure has overtaken.

    Parameters
    ----------
    reports, home : pathlib.Path
        Folder of the pages, and folder with data/ and notebooks/.
    choose : callable
        Returns, of the records of all pages that ended well, those that the paper is made from.
    as_is : bool
        Do nothing: somebody wants the pages as they were run.
    jobs : int
        Notebooks at a time.

    Raises
    ------
    NotRunError
        If nothing was run into the folder, or not what is asked for.
    typer.Exit
        If a page could not be made anew: nothing is made from stale pages.
    """
    if as_is:
        return
    from parlib.results.dossier import list_finished
    from parlib.runs.helper_process import HelperProcess

    with HelperProcess() as helper:
        records = helper.ask(list_finished, reports)
        plans = [_plan(record) for record in choose(records)]
        helper.ask(clean_if_changed, home)
        _run_stale(plans, reports, home, helper, jobs)


def _plan(record: Mapping[str, Any]) -> Any:  # noqa: ANN401
    from parlib.results.page_spec import PagePlan

    try:
        return PagePlan.from_record(record)
    except KeyError as error:
        raise ValueError(
            tell(
                "{notebook} was run by another version of parlib (no {error}); run parlib report again, or "
                "take it as it is with --as-is",
                notebook=record["notebook"],
                error=error,
            )
        ) from None


def _run_stale(plans: list, reports: Path, home: Path, helper: Any, jobs: int) -> None:  # noqa: ANN401
    """Run what is stale among *plans*, saying how many and why."""
    from parlib.cli.progress import choose_watcher, print_failure
    from parlib.runs.run import RunOptions, run_pages

    watcher = choose_watcher(False, False, jobs, home, reports)

    def begin(pages: list) -> None:
        watcher.checked(pages)
        stale = [page for page in pages if page.reasons]
        if stale:
            message = "{n} {n:=page is|pages are} out of date ({reasons:;}): made anew first."
            out.print(tell(message, n=len(stale), reasons=dict.fromkeys(stale[0].reasons)), markup=False)

    try:
        with watcher:
            hooks: dict[str, Any] = {"on_checked": begin, "on_start": watcher.started, "on_done": watcher.done}
            run_pages(plans, reports, RunOptions(jobs, wait=True), home=home, helper=helper, **hooks)
    except KeyboardInterrupt:
        err.print("Stopped; nothing was made from pages that are out of date. The same command goes on.")
        raise typer.Exit(130) from None
    failed = [outcome for outcome in watcher.outcomes if outcome.status == "failed"]
    for outcome in failed:
        print_failure(outcome, watcher.places)
    if failed:
        err.print("Nothing was made: pages that it needs are out of date and failed. --as-is takes them as they are.")
        raise typer.Exit(1)
