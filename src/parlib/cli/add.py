"""``parlib add`` and ``parlib undo``: a file that has arrived goes to data/raw and into the register, and back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parlib.cli.common import ClearHome, Steps, app, out, use_home

if TYPE_CHECKING:
    from parlib.clean.adding import Plan

MOST_SHOWN = 12
"""Lines of one kind that are shown of what a file changes."""


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
    kind: Annotated[
        str, typer.Option(help="scoreboard, shares, microdata, framework, dossiers; recognised if not given.")
    ] = "",
    document: Annotated[str, typer.Option(help="Title and number of the document.")] = "",
    date: Annotated[str, typer.Option(help="Date of the document, 2026-04-17.")] = "",
    licence: Annotated[str, typer.Option(help="What its issuer allows.")] = "",
    accept_differences: Annotated[
        bool, typer.Option("--accept-differences", help="Take it though totals or ranks differ from printed facts.")
    ] = False,
    part: Annotated[str, typer.Option(help="Which of several workbooks of the year it is, such as 01.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Agree to what is shown, without being asked.")] = False,
    new_framework: Annotated[
        bool, typer.Option("--new-framework", help="Take the framework of the year from this workbook anew.")
    ] = False,
    province: Annotated[
        str, typer.Option("--province", "--place", help="Whose dossiers an export of the one-stop system holds.")
    ] = "",
    home: ClearHome = None,
) -> None:
    """Check a scoreboard, survey file or framework, copy it to data/raw, log it with its hash; safe to run again.

    All of data/raw is checked as it will be with the file in it. Nothing is copied or logged if anything is wrong, or
    if totals or ranks differ from printed facts; every problem is listed with sheet and cell. A scoreboard that brings
    the framework of its year (codes, names, maxima, agencies) is asked about once. ``parlib undo`` takes it back.

    An export of the one-stop system (one row a dossier: .csv, .xlsx, .parquet; --province says whose) is counted as a
    stream; columns of names, identity numbers, telephones and addresses are not stored.
    """
    from parlib.clean.adding import add_file
    from parlib.clean.arrival import KINDS, recognise_file
    from parlib.cli.dossiers import take_dossiers
    from parlib.sources.local import list_own
    from parlib.terms import INDICES

    raw = use_home(home) / "data" / "raw"
    if take_dossiers(raw, file, (kind, index), year, province, issuer, document, date, licence):
        return
    arrival = recognise_file(file, index, kind, list_own(raw), part)
    short = INDICES[arrival.index].short if arrival.index in INDICES else arrival.index
    name, words = KINDS[arrival.kind]
    out.print(
        f"{file.name}: {short} {year}, {words} ({name})" + (", simulated" if arrival.marked else ""), markup=False
    )
    with Steps() as step:
        step("checking")

        def confirm(plan: Plan) -> bool:
            step.stop()
            return _show_plan(plan, yes)

        about = (year, issuer, document, date, licence)
        target, account = add_file(raw, file, arrival, *about, accept_differences, confirm, new_framework)
    for note in account.notes:
        out.print(f"Note: {note}", markup=False)
    for row in account.to_table().itertuples():
        what = {"microdata": "answers", "scoreboard": "numbers"}.get(arrival.kind, "figures")
        out.print(f"{row.kept:,} of {row.read:,} {what} read. {row.why}".strip(), markup=False)
    print_coverage(account.sheets)
    out.print(f"Added: {target.relative_to(raw)}; logged in sources.csv with its hash.", markup=False)
    at = f" --home {home} --output {home}/reports" if home else ""
    command = f"parlib report --index {arrival.index} --year {year} --province ...{at}"
    out.print(f"Next: {command} (it cleans by itself)", markup=False)


def print_coverage(sheets: dict[str, list[str]]) -> None:
    """Say of each sheet how many of its numbers were used, and why others were not."""
    for file, lines in sheets.items():
        for line in lines:
            out.print(f"  {Path(file).name}, {line}", markup=False)


def _show_plan(plan: Plan, yes: bool) -> bool:
    """Show what a file would do beside being copied, and ask where that is more than new figures."""
    if plan.tree is not None:
        fields, criteria, parts = plan.tree.count_levels()
        counts = f"{fields} fields, {criteria} criteria, {parts} sub-criteria"
        out.print(f"The workbook brings the framework of the year: {counts}.", markup=False)
        table = plan.tree.table
        for row in table[table["component_code"].str.count(r"\.") == 0].itertuples():
            below = int(table["component_code"].str.startswith(f"{row.component_code}.").sum())
            more = f" ({below} components below)" if below else ""
            out.print(f"  {row.component_code:>5}  {row.max_score:>6}  {row.name_vi}{more}", markup=False)
        _print_some("Beside the framework before", plan.tree.list_changes())
    if plan.replacement is not None:
        old = plan.replacement
        counts = f"{len(old.changed)} figures change, {old.n_new} are new, {old.n_gone} go"
        out.print(f"It replaces {old.file}: {counts}.", markup=False)
        _print_some("Changes", old.changed)
    if yes or (plan.tree is None and (plan.replacement is None or not plan.replacement.n_gone)):
        return True
    if not sys.stdin.isatty():
        out.print("Say --yes to agree.")
        return False
    return typer.confirm("Take it in?")


def _print_some(head: str, lines: list[str]) -> None:
    if lines:
        out.print(f"{head} ({len(lines)}):", markup=False)
    for line in lines[:MOST_SHOWN]:
        out.print(f"  {line}", markup=False)
    if len(lines) > MOST_SHOWN:
        out.print(f"  … and {len(lines) - MOST_SHOWN} more", markup=False)


@app.command(epilog="Examples: parlib undo · parlib undo --list")
def undo(
    show: Annotated[bool, typer.Option("--list", help="Only show the changes, the newest last.")] = False,
    home: ClearHome = None,
) -> None:
    """Take back the last file that was added: what lay in its place comes back; again for the one before."""
    from parlib.clean.journal import list_changes, undo_change

    raw = use_home(home) / "data" / "raw"
    if show:
        for entry in list_changes(raw):
            out.print(f"{entry.time}  {entry.what}" + ("  (undone)" if entry.undone else ""), markup=False)
        return
    entry = undo_change(raw)
    out.print(f"Undone: {entry.what} of {entry.time}. As before: {', '.join(entry.files)}", markup=False)
