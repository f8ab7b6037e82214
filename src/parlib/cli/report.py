"""``parlib report`` and ``parlib list``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parlib.cli.common import ClearHome, app, clean_if_changed, err, out, use_home
from parlib.terms import INDICES


@app.command(
    epilog="Examples: parlib report --index papi --year 2024 --province 22 · "
    'parlib report --index all --province "Quảng Ninh" · parlib report --index papi --province all --jobs 2 · '
    "parlib report --index papi --province 'Phú Thọ' --vintage 34"
)
def report(
    index: Annotated[list[str], typer.Option(help=f"{', '.join(INDICES)} or all; may be given more than once.")],
    province: Annotated[list[str], typer.Option(help="Code, name or alias (22, 'quang ninh'), or all.")],
    year: Annotated[int | None, typer.Option(help="Year of the results; the newest with figures if not given.")] = None,
    component: Annotated[
        list[str] | None,
        typer.Option(help="Code such as 4 or 4.2; main (default) or all; may be given more than once."),
    ] = None,
    language: Annotated[list[str] | None, typer.Option(help="vi (default), en; may be given more than once.")] = None,
    vintage: Annotated[
        str, typer.Option(help="34: tell years of the 63 provinces as back-cast to the 34; as published if not given.")
    ] = "",
    jobs: Annotated[int, typer.Option(min=1, help="Notebooks at a time.")] = 2,
    output: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("reports"),
    home: ClearHome = None,
) -> None:
    """Run the notebooks of an index, year and province, and render them as pages that need no network.

    Cleans first if data/raw has changed. Goes on past a notebook that fails, lists failures at the end and then exits
    with code 1.
    """
    from parlib.reports.plan import plan_pages

    place = use_home(home)
    clean_if_changed(place)
    chosen = list(INDICES) if "all" in index else index
    plans = [
        plan
        for name in chosen
        for tongue in language or ["vi"]
        for plan in plan_pages(name, year, province, component or ["main"], tongue, vintage, "all" in index)
    ]
    outcomes = _run_with_progress(plans, output, jobs, place)
    failed = [outcome for outcome in outcomes if outcome.status == "failed"]
    for outcome in failed:
        _print_failure(outcome)
    counts = {state: sum(outcome.status == state for outcome in outcomes) for state in ("done", "no_data", "failed")}
    out.print(f"{counts['done']} pages done, {counts['no_data']} without data, {counts['failed']} failed.")
    out.print(f"Open {(output / 'index.html').resolve()}", markup=False)
    if failed:
        raise typer.Exit(1)


@app.command("list", epilog="Examples: parlib list · parlib list papi")
def list_indices(
    index: Annotated[str | None, typer.Argument(help="Index id; all if not given.")] = None,
) -> None:
    """List the indices with the years at hand, or the components of one index's newest year."""
    from parlib import front

    if index:
        trees = front.components(index)
        newest = trees[trees["year"] == trees["year"].max()]
        for row in newest.itertuples():
            out.print(f"{'  ' * row.level}{row.component_code}  {row.name_vi} / {row.name_en}", markup=False)
        return
    for name, known in INDICES.items():
        scores = front.load(name)
        years = f"{scores['year'].min()}–{scores['year'].max()}"
        out.print(f"{name:12} {years}  {known.name_vi} / {known.name_en}", markup=False)


def _run_with_progress(plans: list, output: Path, jobs: int, home: Path) -> list:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from parlib.reports.run import run_pages

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=out, transient=True) as progress:
        bar = progress.add_task("starting ...", total=len(plans))
        return run_pages(
            plans,
            output,
            jobs,
            on_start=lambda plan: progress.update(bar, description=plan.notebook),
            on_done=lambda outcome: progress.advance(bar),
            home=home,
        )


def _print_failure(outcome: object) -> None:
    plan, error = outcome.plan, outcome.error
    where = "" if error is None or error.cell is None else f", cell {error.cell}"
    what = "" if error is None else f"{error.name}: {error.message}"
    err.print(f"✗ {plan.notebook}{where}: {what}", markup=False)
    target = f" --province {plan.province}" if plan.province else " --province all"
    component = f" --component {plan.component}" if plan.component else ""
    err.print(
        f"  again: parlib report --index {plan.index} --year {plan.year}{target}{component} --language {plan.language}",
        markup=False,
    )
