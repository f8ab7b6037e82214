"""The commands of parlib."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from parlib.problems import DataProblemsError
from parlib.terms import INDICES

app = typer.Typer(
    help="In-depth analysis of each component indicator of Viet Nam's reform indices, for each province.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

ClearHome = Annotated[
    Path | None,
    typer.Option("--home", help="Folder with data/ and notebooks/; found by itself if not given."),
]


@app.command(epilog="Example: parlib clean")
def clean(home: ClearHome = None) -> None:
    """Turn data/raw into data/processed: read, name, number, check, rank, write.

    Nothing is written if anything is wrong; every problem is listed with its file and row.
    """
    from parlib.clean.run import clean_raw

    place = _find_home(home)
    with _show_steps() as step:
        tables, account = clean_raw(place / "data" / "raw", place / "data" / "processed", step)
    _print_account(account.to_table())
    _print_unlogged(place)
    sizes = ", ".join(f"{name} {len(table):,}" for name, table in tables.items())
    out.print(f"Written to {place / 'data' / 'processed'}: {sizes} rows.")


@app.command(epilog="Examples: parlib check · parlib check data/raw/papi · parlib check new/papi_2024.csv")
def check(
    path: Annotated[Path | None, typer.Argument(help="A file or folder; all of data/raw if not given.")] = None,
    home: ClearHome = None,
) -> None:
    """Run the same checks as clean without writing; list every problem at once. Exit code 1 if there is any."""
    from parlib.clean.check import find_problems

    place = _find_home(home)
    problems = find_problems(place / "data" / "raw", path)
    for problem in problems:
        out.print(f"✗ {problem}", markup=False)
    if path is None and not any(problem.file == "sources.csv" for problem in problems):
        _print_unlogged(place)
    if problems:
        out.print(f"{len(problems)} {'problem' if len(problems) == 1 else 'problems'} found.")
        raise typer.Exit(1)
    out.print("Nothing is wrong.")


@app.command(
    epilog="Examples: parlib report --index papi --year 2024 --province 22 · "
    'parlib report --index all --province "Quảng Ninh" · parlib report --index papi --province all --jobs 2'
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
    jobs: Annotated[int, typer.Option(min=1, help="Notebooks at a time.")] = 2,
    output: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("reports"),
    home: ClearHome = None,
) -> None:
    """Run the notebooks of an index, year and province, and render them as pages that need no network.

    Cleans first if data/raw has changed. Goes on past a notebook that fails, lists failures at the end and then exits
    with code 1.
    """
    from parlib.reports.plan import plan_pages

    place = _find_home(home)
    _clean_if_changed(place)
    chosen = list(INDICES) if "all" in index else index
    plans = [
        plan
        for name in chosen
        for tongue in language or ["vi"]
        for plan in plan_pages(name, year, province, component or ["main"], tongue)
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


def main() -> None:
    """Run the command line; what goes wrong is said in one plain line and exits with code 1."""
    try:
        app()
    except DataProblemsError as error:
        for problem in error.problems:
            err.print(f"✗ {problem}", markup=False)
        err.print("Nothing was written. Run 'parlib check' to see every problem at once.")
        sys.exit(1)
    except (ValueError, FileNotFoundError) as error:
        err.print(f"✗ {error}", markup=False)
        sys.exit(1)


def _find_home(home: Path | None) -> Path:
    import os

    from parlib.store import find_home

    if home is not None:
        # Notebooks run in processes of their own and find the same folder by this.
        os.environ["PARLIB_HOME"] = str(home.resolve())
    return find_home().resolve()


def _clean_if_changed(home: Path) -> None:
    """Clean when the processed tables are missing or of other raw data, so that a mended number shows at once."""
    from parlib.store import load_fingerprint

    processed = home / "data" / "processed"
    made_from = load_fingerprint(processed)
    from parlib.sources.csvfile import hash_folder

    if made_from == hash_folder(home / "data" / "raw"):
        return
    out.print("Cleaning data/raw ..." if made_from is None else "data/raw has changed: cleaning again ...")
    from parlib.clean.run import clean_raw

    with _show_steps() as step:
        clean_raw(home / "data" / "raw", processed, step)


class _Steps:
    """A spinner that names the step; silent where no person is watching."""

    def __init__(self) -> None:
        self._status = out.status("…")

    def __enter__(self) -> object:
        self._status.start()
        return lambda step: self._status.update(step)

    def __exit__(self, *_: object) -> None:
        self._status.stop()


def _show_steps() -> _Steps:
    return _Steps()


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


def _print_account(account: object) -> None:
    table = Table("File", "Read", "Kept", "Left out", "Why", box=None, pad_edge=False)
    for column in table.columns[1:4]:
        column.justify = "right"
    for row in account.itertuples():
        table.add_row(row.file, f"{row.read:,}", f"{row.kept:,}", f"{row.left_out:,}" if row.left_out else "", row.why)
    out.print(table)


def _print_unlogged(home: Path) -> None:
    from parlib.clean.reference import find_unlogged

    for file, difference in find_unlogged(home / "data" / "raw").items():
        out.print(f"Note: {file} is not as the register sources.csv has it: {difference}. "
                  "Log it anew if that was meant.", markup=False)  # fmt: skip


if __name__ == "__main__":
    main()
