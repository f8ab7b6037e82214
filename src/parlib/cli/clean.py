"""``parlib clean`` and ``parlib check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

if TYPE_CHECKING:
    import pandas as pd

import typer
from rich.table import Table

from parlib.cli.common import ClearHome, Steps, app, out, use_home


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
    _print_account(account.to_table())
    for note in account.notes:
        out.print(f"Note: {note}", markup=False)
    print_unlogged(place)
    sizes = ", ".join(f"{name} {len(table):,}" for name, table in tables.items())
    out.print(f"Written to {place / 'data' / 'processed'}: {sizes} rows.")


@app.command(epilog='Examples: parlib check · parlib check data/raw/papi · parlib check "PAR INDEX 2025.xlsx"')
def check(
    path: Annotated[Path | None, typer.Argument(help="A file or folder; all of data/raw if not given.")] = None,
    year: Annotated[int | None, typer.Option(help="Year of the results, where the file does not say it.")] = None,
    index: Annotated[str, typer.Option(help="Index that it belongs to; recognised if not given.")] = "",
    kind: Annotated[str, typer.Option(help="scoreboard, shares, microdata, framework; recognised if not given.")] = "",
    home: ClearHome = None,
) -> None:
    """Run the same checks as clean and add without writing; list every problem at once. Exit code 1 if there is any."""
    from parlib.clean.account import Account
    from parlib.clean.check import find_problems
    from parlib.cli.add import print_coverage

    place, account = use_home(home), Account()
    problems = find_problems(place / "data" / "raw", path, year, index, kind, account)
    print_coverage(account.sheets)
    for note in account.notes:
        out.print(f"Note: {note}", markup=False)
    for problem in problems:
        out.print(f"✗ {problem}", markup=False)
    if path is None and not any(problem.file == "sources.csv" for problem in problems):
        print_unlogged(place)
    if problems:
        out.print(f"{len(problems)} {'problem' if len(problems) == 1 else 'problems'} found.")
        raise typer.Exit(1)
    out.print("Nothing is wrong.")


def _print_account(account: pd.DataFrame) -> None:
    table = Table("File", "Read", "Kept", "Left out", "Why", box=None, pad_edge=False)
    for column in table.columns[1:4]:
        column.justify = "right"
    for row in account.itertuples():
        table.add_row(row.file, f"{row.read:,}", f"{row.kept:,}", f"{row.left_out:,}" if row.left_out else "", row.why)
    out.print(table)


def print_unlogged(home: Path) -> None:
    """Say which raw files are not as the register has them."""
    from parlib.clean.reference import find_unlogged

    for file, difference in find_unlogged(home / "data" / "raw").items():
        note = f"{file} is not as the register sources.csv has it: {difference}"
        out.print(f"Note: {note}. Log it anew if that was meant.", markup=False)
