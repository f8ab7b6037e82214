"""``parlib clean`` and ``parlib check``."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

if TYPE_CHECKING:
    from parlib.clean.account import Account
import typer
from rich.table import Table

from parlib.cli.common import ClearHome, ReadingMonth, Steps, ToDate, app, out, use_home
from parlib.speech import say, tell


@app.command(epilog="Example: parlib clean")
def clean(home: ClearHome = None) -> None:
    """Turn data/raw into data/processed: read, name, number, check, rank, write.

    Nothing is written if anything is wrong; every problem is listed with its file and row.
    """
    from parlib.clean.journal import hold_raw
    from parlib.clean.run import clean_raw

    place = use_home(home)
    with Steps() as step, hold_raw(place / "data" / "raw"):
        tables, account = clean_raw(place / "data" / "raw", place / "data" / "processed", step)
    _print_account(account)
    for note in account.notes:
        out.print(tell("Note: {note}", note=note.say()), markup=False)
    print_unlogged(place)
    sizes = [tell("{name} {n:,}", name=name, n=len(table)) for name, table in tables.items()]
    out.print(tell("Written to {folder}: {sizes} rows.", folder=place / "data" / "processed", sizes=sizes))


@app.command(epilog='Examples: parlib check · parlib check data/raw/papi · parlib check "PAR INDEX 2025.xlsx"')
def check(
    path: Annotated[Path | None, typer.Argument(help="A file or folder; all of data/raw if not given.")] = None,
    year: Annotated[int | None, typer.Option(help="Year of the results, where the file does not say it.")] = None,
    index: Annotated[str, typer.Option(help="Index that it belongs to; recognised if not given.")] = "",
    kind: Annotated[
        str, typer.Option(help="scoreboard, shares, microdata, framework, dossiers; recognised if not given.")
    ] = "",
    month: ReadingMonth = None,
    to_date: ToDate = False,
    home: ClearHome = None,
) -> None:
    """Run the same checks as clean and add without writing; list every problem at once. Exit code 1 if there is any."""
    from parlib.clean.account import Account
    from parlib.clean.check import find_problems, find_reading_problems
    from parlib.cli.add import print_account

    place, account = use_home(home), Account()
    raw = place / "data" / "raw"
    if month is None:
        problems = find_problems(raw, path, year, index, kind, account)
    elif path is None:
        raise ValueError("say which file is the reading of the month")
    else:
        period = "to" if to_date else "month"
        problems = find_reading_problems(raw, path, index, year, month, period, account)
    for head in account.heads.values():
        out.print(head, markup=False)
    arrived = [row for row in account.rows if "kind" in row]
    print_account(replace(account, rows=arrived))
    for problem in problems:
        out.print(tell("✗ {problem}", problem=problem.say()), markup=False)
    if path is None and not any(problem.file == "sources.csv" for problem in problems):
        print_unlogged(place)
    if problems:
        out.print(tell("{n} {n:=problem|problems} found.", n=len(problems)))
        raise typer.Exit(1)
    out.print("Nothing is wrong.")
    for line in chain.from_iterable(account.ahead.values()):
        out.print(line, markup=False)


def _print_account(account: Account) -> None:
    table = Table(*map(say, ("File", "Read", "Kept", "Left out", "Why")), box=None, pad_edge=False)
    for column in table.columns[1:4]:
        column.justify = "right"
    for row in account.rows:
        counts = [say(tell("{n:,}", n=row[name])) if row[name] else "" for name in ("read", "kept", "left_out")]
        table.add_row(str(row["file"]), *counts, say(row["why"]))
    out.print(table)


def print_unlogged(home: Path) -> None:
    """Say which raw files are not as the register has them."""
    from parlib.clean.reference import find_unlogged

    for file, difference in find_unlogged(home / "data" / "raw").items():
        message = "{file} is not as the register sources.csv has it: {difference}. Log it anew if that was meant."
        out.print(tell("Note: {note}", note=tell(message, file=file, difference=difference)), markup=False)
