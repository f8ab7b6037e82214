"""``parlib add``: a file that has arrived goes to data/raw and into the register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parlib.cli.common import ClearHome, Steps, app, out, use_home


@app.command(
    epilog='Examples: parlib add "PAR INDEX 2025.xlsx" --year 2025 --issuer "Bộ Nội vụ" '
    '--document "Quyết định công bố Chỉ số CCHC 2025" · parlib add "SIPAS 2025.xlsx" --year 2025 --issuer "Bộ Nội vụ" '
    '· parlib add phieu.csv --index sipas --year 2025 --issuer "Sở Nội vụ"'
)
def add(
    file: Annotated[Path, typer.Argument(help="The file as received (.xlsx; .csv of respondents or of a framework).")],
    year: Annotated[int, typer.Option(help="Year of the results.")],
    issuer: Annotated[str, typer.Option(help="Who issued it.")],
    index: Annotated[str, typer.Option(help="Index that it belongs to; recognised if not given.")] = "",
    kind: Annotated[str, typer.Option(help="scoreboard, shares, microdata, framework; recognised if not given.")] = "",
    document: Annotated[str, typer.Option(help="Title and number of the document.")] = "",
    date: Annotated[str, typer.Option(help="Date of the document, 2026-04-17.")] = "",
    licence: Annotated[str, typer.Option(help="What its issuer allows.")] = "",
    accept_differences: Annotated[
        bool, typer.Option("--accept-differences", help="Take it though totals or ranks differ from printed facts.")
    ] = False,
    part: Annotated[str, typer.Option(help="Which of several workbooks of the year it is, such as 01.")] = "",
    home: ClearHome = None,
) -> None:
    """Check a scoreboard, survey file or framework, copy it to data/raw, log it with its hash; safe to run again.

    All of data/raw is checked as it will be with the file in it. Nothing is copied or logged if anything is wrong, or
    if totals or ranks differ from printed facts; every problem is listed with sheet and cell.
    """
    from parlib.clean.arrival import KINDS, add_file, recognise_file
    from parlib.sources.local import list_own
    from parlib.terms import INDICES

    raw = use_home(home) / "data" / "raw"
    arrival = recognise_file(file, index, kind, list_own(raw), part)
    short = INDICES[arrival.index].short if arrival.index in INDICES else arrival.index
    name, words = KINDS[arrival.kind]
    out.print(
        f"{file.name}: {short} {year}, {words} ({name})" + (", simulated" if arrival.marked else ""), markup=False
    )
    with Steps() as step:
        step("checking")
        target, account = add_file(raw, file, arrival, year, issuer, document, date, licence, accept_differences)
    for note in account.notes:
        out.print(f"Note: {note}", markup=False)
    for row in account.to_table().itertuples():
        what = "answers" if arrival.kind == "microdata" else "figures"
        out.print(f"{row.kept:,} of {row.read:,} {what} read. {row.why}".strip(), markup=False)
    out.print(f"Added: {target.relative_to(raw)}; logged in sources.csv with its hash.", markup=False)
    at = f" --home {home} --output {home}/reports" if home else ""
    out.print(f"Next: parlib report --index {arrival.index} --year {year} --province ...{at} (it cleans by itself)",
              markup=False)  # fmt: skip
