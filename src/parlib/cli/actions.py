"""``parlib actions``: the register of causes, tasks, agencies and deadlines of a province."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from parlib.cli.common import ClearHome, app, clean_if_changed, out, use_home
from parlib.cli.help import Commands
from parlib.speech import say, tell

actions = Commands(
    help="The action register of a province: write it, take it in again, see what is overdue.",
)
app.add_typer(actions, name="actions")

AskedProvince = Annotated[str, typer.Option(help="Code, name or alias.")]
AskedIndex = Annotated[str, typer.Option(help="Index id, such as par_index.")]
AskedYear = Annotated[int, typer.Option(help="Year of the results.")]


@actions.command(epilog="Example: parlib actions write --province 22 --index papi --year 2024 -o so-theo-doi.xlsx")
def write(
    province: AskedProvince,
    index: AskedIndex,
    year: AskedYear,
    output: Annotated[Path, typer.Option("--output", "-o", help="Workbook to write (.xlsx).")],
    before: Annotated[
        Path | None, typer.Option("--from", help="Register to go on from; else the one that was taken in.")
    ] = None,
    home: ClearHome = None,
) -> None:
    """Write the register of a province with the points lost now; what people wrote in the one before is kept.

    Rows say whether the loss was recovered or has changed since. A component whose code moved is followed.
    """
    from parlib.forms.register import renew_register

    place = use_home(home)
    clean_if_changed(place)
    counts = renew_register(place, province, index, year, output, before)
    said = [tell("{count} {state}", count=count, state=state) for state, count in counts.items()]
    out.print(tell("Written: {output} ({said}).", output=output, said=said or "no loss is known"), markup=False)


@actions.command(epilog="Example: parlib actions add so-theo-doi.xlsx")
def add(
    file: Annotated[Path, typer.Argument(help="The register as filled in (.xlsx).")],
    home: ClearHome = None,
) -> None:
    """Check a filled-in register and take it into data/raw/actions; the one before of the same kind is replaced.

    Refused, with sheet and row, if it names an unknown component, agency, cause, state or deadline.
    """
    from parlib.forms.register import take_in_register

    place = use_home(home)
    target, tables = take_in_register(place / "data" / "raw", file)
    tasks = int((tables["actions"]["task"] != "").sum())
    agencies, given = len(tables["agencies"]), len(tables["holdings"])
    message = "{tasks} tasks, {agencies} agencies, {given} components given to an agency"
    counts = tell(message, tasks=tasks, agencies=agencies, given=given)
    out.print(tell("Taken in: {target} ({counts}).", target=target, counts=counts), markup=False)
    _print_overdue(tables["actions"], datetime.date.today().isoformat())


@actions.command(epilog="Examples: parlib actions overdue · parlib actions overdue --province 22 --on 2026-12-31")
def overdue(
    province: Annotated[str | None, typer.Option(help="Code, name or alias; all if not given.")] = None,
    on: Annotated[str | None, typer.Option(help="The day to tell it for, 2026-12-31; today if not given.")] = None,
    home: ClearHome = None,
) -> None:
    """List the tasks whose deadline has passed and that are neither done nor dropped."""
    from parlib.places import load_names
    from parlib.store import load_table

    clean_if_changed(use_home(home))
    table = load_table("actions")
    if province is not None:
        pairs = zip(table["province_code"], table["vintage"], strict=True)
        kept = [code == load_names(vintage).find(province) for code, vintage in pairs]
        table = table[kept]
    _print_overdue(table, on or datetime.date.today().isoformat())


def _print_overdue(table: object, day: str) -> None:
    from parlib.study.register import find_overdue

    late = find_overdue(table, day)
    if late.empty:
        out.print(tell("No task is overdue on {day}.", day=day))
        return
    heads = map(say, ("Due", "Component", "Task", "Lead agency", "Head"))
    shown = Table(*heads, box=None, pad_edge=False)
    for row in late.itertuples():
        shown.add_row(row.due, row.component_code, row.task, row.lead_agency, row.head)
    out.print(tell("{n} {n:=task is|tasks are} overdue on {day}:", n=len(late), day=day))
    out.print(shown)
