"""``parlib report`` and ``parlib list``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parlib.cli.common import ClearHome, app, clean_if_changed, err, out, quiet_output, use_home, warn_mended
from parlib.cli.progress import Watcher, choose_watcher, print_summary
from parlib.speech import Plain, tell
from parlib.terms import INDICES

if TYPE_CHECKING:
    from parlib.runs.helper_process import HelperProcess
    from parlib.runs.run import RunOptions


@app.command(
    epilog="Examples: parlib report --index papi --year 2024 --province 22 · "
    'parlib report --index all --province "Quảng Ninh" · parlib report --index papi --province all --jobs 2 · '
    "parlib report --index papi --province 'Bắc Ninh' --vintage 34 · "
    'parlib report --index papi --province 22 --against "Hải Phòng" --against 2023 --page compare · '
    "parlib report --index papi --province all --why · parlib report --index papi --province all --scheduler "
    "tcp://10.0.0.5:8786"
)
def report(
    index: Annotated[
        list[str],
        typer.Option(help="Index id, such as papi (parlib list has them), or all; may be given more than once."),
    ],
    province: Annotated[
        list[str] | None,
        typer.Option(
            "--province", "--place", help="Code, name or alias (22, 'quang ninh'), or all; none: only the whole."
        ),
    ] = None,
    year: Annotated[int | None, typer.Option(help="Year of the results; the newest with figures if not given.")] = None,
    component: Annotated[
        list[str] | None,
        typer.Option(help="Code such as 4 or 4.2; main (default) or all; may be given more than once."),
    ] = None,
    against: Annotated[
        list[str] | None,
        typer.Option(
            help="Also a page beside this province ('Hải Phòng') or this year (2023); may be given more than once."
        ),
    ] = None,
    language: Annotated[list[str] | None, typer.Option(help="vi (default), en; may be given more than once.")] = None,
    vintage: Annotated[
        str, typer.Option(help="34: tell years of the 63 provinces as back-cast to the 34; as published if not given.")
    ] = "",
    page: Annotated[
        list[str] | None, typer.Option(help="Only pages of this kind (component, province, national, compare, ...).")
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Notebooks at a time.")] = 2,
    output: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("reports"),
    why: Annotated[bool, typer.Option("--why", help="Say of each page that is made why it is made.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Make pages anew that are up to date.")] = False,
    wait: Annotated[bool, typer.Option("--wait", help="Wait for another run into the same folder.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Tell the progress as one JSON object a line.")] = False,
    scheduler: Annotated[
        str | None, typer.Option(help="Dask scheduler (tcp://host:port) whose workers run the notebooks.")
    ] = None,
    time_limit: Annotated[float | None, typer.Option(help="Seconds that a notebook may take.")] = None,
    memory_limit: Annotated[
        int | None, typer.Option(help="Megabytes that a notebook may use beyond the libraries.")
    ] = None,
    home: ClearHome = None,
) -> None:
    """Run the notebooks of an index, year and province, and render them as pages that need no network.

    Cleans first if data/raw has changed. Only pages whose template, parameters, data, code or libraries changed are
    made; a run that was stopped goes on where it was. Goes on past a notebook that fails, lists failures at the end
    and then exits with code 1.
    """
    from parlib.engine.memory import ONE_HEAP

    os.environ.update({**ONE_HEAP, **os.environ})  # before arrow is loaded
    from parlib.runs.helper_process import HelperProcess
    from parlib.runs.run import RunOptions

    place = use_home(home)
    memory = memory_limit and memory_limit * 1_000_000
    options = RunOptions(jobs, force, wait, scheduler, time_limit, memory)
    with HelperProcess() as helper:  # tables are read there: this process lives as long as the run
        helper.ask(_clean, place, as_json)
        found, notes, error = helper.ask(_plan, index, year, province, component, against, language, vintage, output)
        plans = _choose_pages(found, notes, error, page)
        watcher = choose_watcher(why, as_json, jobs, place, output)
        _run_watched(watcher, plans, output, options, place, helper, as_json)
    print_summary(watcher, (output / "index.html").resolve(), as_json)
    if watcher.counts["failed"]:
        raise typer.Exit(1)


def _clean(home: Path, as_json: bool) -> None:
    from parlib.readers.log import find_mended

    with quiet_output(as_json):
        clean_if_changed(home)
    warn_mended(find_mended(home / "data" / "raw"))


def _plan(
    index: list[str],
    year: int | None,
    province: list[str] | None,
    component: list[str] | None,
    against: list[str] | None,
    language: list[str] | None,
    vintage: str,
    output: Path,
) -> tuple[list, list[str], ValueError | None]:
    """Return the pages of all kinds, what must be said of them, and why no more could be planned, if so."""
    from parlib.indices import INDICES
    from parlib.results.manifest import read_latest
    from parlib.runs.plan import list_indices, plan_pages, plan_sheets

    plans: list = []
    notes: list[str] = []
    with INDICES.hold():
        try:
            for name in list_indices() if "all" in index else index:
                for one in language or ["vi"]:
                    pages = plan_pages(name, year, province or [], component or ["main"], one, vintage, "all" in index)
                    notes += _say_followed(pages, province or [])
                    plans += [*pages, *_plan_against(pages, against or [], notes, several="all" in index)]
        except ValueError as error:
            return plans, notes, error
        made = [record for record in read_latest(output).values() if (output / record["html"]).exists()]
        return [*plans, *plan_sheets(plans, made)], notes, None


def _choose_pages(plans: list, notes: list[str], error: ValueError | None, page: list[str] | None) -> list:
    """Say what must be said; return the pages of the kinds that are asked for."""
    for note in notes:
        err.print(note, markup=False)
    if error is not None:
        raise error
    kinds = sorted({plan.page for plan in plans})
    if page and (unknown := sorted(set(page) - set(kinds))):
        raise ValueError(
            tell("there is no page of kind {page!r} among those asked for: {kinds}", page=unknown[0], kinds=kinds)
        )
    return [plan for plan in plans if not page or plan.page in page]


def _say_followed(pages: list, asked: list[str]) -> list[str]:
    """Say which new province stands for an old name, where the index is of the 34."""
    from parlib.places import load_names

    notes: list[str] = []
    if pages and pages[0].vintage == "34" and pages[0].language == "vi":
        names = load_names("34")
        for name in asked:
            if (
                name.strip().lower() != "all"
                and (code := names.find_holder(name))
                and not names.knows(names.complete(name))
            ):
                message = "Note: {name} is part of {new} ({code}) in {title}."
                notes.append(tell(message, name=name, new=names.names[code], code=code, title=pages[0].title))
    return notes


def _plan_against(pages: list, against: list[str], notes: list[str], several: bool) -> list:
    """Return the comparison pages; of all indices (*several*), one that cannot be compared is noted and passed over."""
    from parlib.runs.comparisons import plan_comparisons

    plans = []
    for asked in against:
        try:
            plans += plan_comparisons(pages, [asked], follow=several)
        except ValueError as error:
            if not several:
                raise
            notes.append(tell("No comparison: {error}", error=error))
    return plans


def _run_watched(
    watcher: Watcher, plans: list, output: Path, options: RunOptions, home: Path, helper: HelperProcess, as_json: bool
) -> None:
    from parlib.runs.run import run_pages

    hooks: dict[str, Any] = {"on_checked": watcher.checked, "on_start": watcher.started, "on_done": watcher.done}
    try:
        with watcher:
            run_pages(plans, output, options, home=home, helper=helper, **hooks)
    except KeyboardInterrupt:
        print_summary(watcher, (output / "index.html").resolve(), as_json)
        err.print("Stopped. What is finished is kept; the same command does the rest.")
        raise typer.Exit(130) from None
    except OSError as error:
        err.print(tell("✗ {output}: {error}", output=output, error=error), markup=False)
        raise typer.Exit(1) from None


@app.command("list", epilog="Examples: parlib list · parlib list papi")
def list_indices(
    index: Annotated[str | None, typer.Argument(help="Index id; all if not given.")] = None,
    home: ClearHome = None,
) -> None:
    """List the indices with the years at hand, or the components of one index's newest year."""
    from parlib import front
    from parlib.store import load_table

    if home is not None:
        clean_if_changed(use_home(home))
    if index:
        trees = front.components(index)
        newest = trees[trees["year"] == trees["year"].max()]
        for row in newest.itertuples():
            out.print(Plain(f"{'  ' * row.level}{row.component_code}  {row.name_vi} / {row.name_en}"), markup=False)
        return
    for name, known in INDICES.items():  # a home's own indices come last
        scores = load_table("scores", index=name)
        if scores.empty:
            continue
        years = f"{scores['year'].min()}–{scores['year'].max()}"
        out.print(Plain(f"{name:12} {years}  {known.name_vi} / {known.name_en}"), markup=False)
