"""``parlib add``: a workbook that has arrived goes to data/raw and into the register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parlib.cli.common import ClearHome, app, out, use_home


@app.command(
    epilog='Example: parlib add "PAR INDEX 2025.xlsx" --index par_index --year 2025 --issuer "Bộ Nội vụ" '
    '--document "Quyết định công bố Chỉ số CCHC 2025"'
)
def add(
    file: Annotated[Path, typer.Argument(help="The workbook as received (.xlsx).")],
    year: Annotated[int, typer.Option(help="Year of the results.")],
    issuer: Annotated[str, typer.Option(help="Who issued it.")],
    index: Annotated[str, typer.Option(help="Index that it belongs to.")] = "par_index",
    document: Annotated[str, typer.Option(help="Title and number of the document.")] = "",
    date: Annotated[str, typer.Option(help="Date of the document, 2026-04-17.")] = "",
    licence: Annotated[str, typer.Option(help="What its issuer allows.")] = "",
    home: ClearHome = None,
) -> None:
    """Check a scoreboard workbook, copy it to data/raw and log it with its hash.

    Nothing is copied or logged if anything in it is wrong; every problem is listed with sheet and cell.
    """
    from parlib.clean.arrival import add_workbook

    raw = use_home(home) / "data" / "raw"
    target, account = add_workbook(raw, file, index, year, issuer, document, date, licence)
    out.print(f"Added: {target.relative_to(raw)}", markup=False)
    for row in account.to_table().itertuples():
        out.print(f"{row.kept:,} of {row.read:,} figures read. {row.why}".strip(), markup=False)
    out.print("Next: parlib report (it cleans by itself)", markup=False)
