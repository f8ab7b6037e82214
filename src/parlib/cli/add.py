"""``parlib add`` and ``parlib undo``: a file that has arrived goes to data/raw and into the register, and back."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parlib.cli.common import ClearHome, ReadingMonth, Steps, ToDate, app, out, print_next, use_home
from parlib.speech import OPEN, say, tell

if TYPE_CHECKING:
    from parlib.clean.account import Account
    from parlib.clean.adding import About, Plan
    from parlib.clean.new_index import Offer
    from parlib.clean.proposal import NewIndex


@app.command(
    epilog='Examples: parlib add "PAR INDEX 2025.xlsx" --year 2025 --issuer "Bộ Nội vụ" '
    '--document "Quyết định công bố Chỉ số CCHC 2025" · parlib add "SIPAS 2025.xlsx" --year 2025 --issuer "Bộ Nội vụ" '
    '· parlib add phieu.csv --index sipas --year 2025 --issuer "Sở Nội vụ" '
    '· parlib add hdi.csv --index hdi --name "Chỉ số phát triển con người" --maximum 1 --issuer "Tổng cục Thống kê" '
    "· parlib add my-index/"
)
def add(
    file: Annotated[Path, typer.Argument(help="The file as received (.xlsx, .csv), or the folder of a new index.")],
    year: Annotated[int | None, typer.Option(help="Year of the results.")] = None,
    issuer: Annotated[str, typer.Option(help="Who issued it.")] = "",
    index: Annotated[
        str,
        typer.Option(
            help="Index that it belongs to; recognised if not given. A new id: "
            "the table makes a new index of the provinces."
        ),
    ] = "",
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
    name: Annotated[str, typer.Option(help="New index: its full name in Vietnamese.")] = "",
    name_en: Annotated[str, typer.Option(help="New index: its full name in English.")] = "",
    short: Annotated[str, typer.Option(help="New index: what people call it.")] = "",
    minimum: Annotated[float | None, typer.Option(help="New index: the least figure of its scale.")] = None,
    maximum: Annotated[float | None, typer.Option(help="New index: the largest figure of its scale.")] = None,
    lower_is_better: Annotated[bool, typer.Option("--lower-is-better", help="New index: the least is best.")] = False,
    vintage: Annotated[str, typer.Option(help="New index: 34 where years before 2025 are of the 34, too.")] = "",
    unit: Annotated[str, typer.Option(help="New index: unit of its figures, in Vietnamese; điểm if not given.")] = "",
    unit_en: Annotated[str, typer.Option(help="New index: unit of its figures, in English.")] = "",
    merger: Annotated[str, typer.Option(help="New index: how its issuer merges provinces: equal, population.")] = "",
    merger_source: Annotated[str, typer.Option(help="New index: who says so, and where.")] = "",
    total: Annotated[str, typer.Option(help="New index: head of the column of the whole.")] = "",
    parts: Annotated[
        Path | None, typer.Option(help="New index: CSV of component, name_vi, name_en, weight, year.")
    ] = None,
    province: Annotated[
        str, typer.Option("--province", "--place", help="Whose dossiers an export of the one-stop system holds.")
    ] = "",
    month: ReadingMonth = None,
    to_date: ToDate = False,
    home: ClearHome = None,
) -> None:
    """Check a scoreboard, survey file or framework, copy it to data/raw, log it with its hash; safe to run again.

    All of data/raw is checked as it will be with the file in it. Nothing is copied or logged if anything is wrong, or
    if totals or ranks differ from printed facts; every problem is listed with sheet and cell. A scoreboard that brings
    the framework of its year (codes, names, maxima, agencies) is asked about once. ``parlib undo`` takes it back.

    A table of provinces with the --index of one whose whole table is published is one more year of it; with an --index
    that is not here yet it makes a new one: what is not said is found out or taken for granted, shown, and asked
    about. So does a folder with index.csv (parlib template index writes one).

    An export of the one-stop system (one row a dossier: .csv, .xlsx, .xls, .ods, .parquet; --province says whose) is
    counted as a stream; columns of names, identity numbers, telephones and addresses are not stored.

    With --month a table of places is a reading within the year (the 766 set of August): it stands beside the results of
    years and is never one of them.
    """
    from parlib.clean.adding import About, add_file
    from parlib.clean.arrival import recognise_file, refuse_misspelt
    from parlib.clean.outlook import needs_answer, tell_arrival, tell_plan
    from parlib.clean.proposal import NewIndex
    from parlib.cli.dossiers import take_dossiers
    from parlib.readers.local import list_own
    from parlib.terms import INDICES, RULES

    raw = use_home(home) / "data" / "raw"
    _refuse_open(issuer=issuer, province=province, document=document)
    if month is not None:
        _add_reading(raw, file, (index, year, month, to_date), About(issuer, document, date, licence))
        return
    if not file.is_dir():
        refuse_misspelt(index, [*INDICES, *list_own(raw)], bool(name))
    panel = index in RULES and RULES[index].tables != "ledger" and kind in ("", "table")
    if file.is_dir() or panel or (index and index not in (*INDICES, *list_own(raw))):
        scale = (minimum, maximum, lower_is_better, vintage, unit, unit_en)
        new = NewIndex(index, short, "", name, name_en, year, *scale, merger, merger_source, total, parts)
        _add_index(raw, file, new, About(issuer, document, date, licence), yes)
        return
    about = About(issuer, document, date, licence)
    year, about, guessed = _read_year_and_issuer(raw, file, year, about, yes)
    said = (year, about.issuer, document, date, licence)
    if take_dossiers(raw, file, (kind, index), lambda: _agree(yes), province, *said):
        return
    arrival = recognise_file(file, index, kind, list_own(raw), part)
    out.print(tell_arrival(file.name, arrival, year), markup=False)
    with Steps() as step:
        step("checking")

        def confirm(plan: Plan) -> bool:
            step.stop()
            for line in tell_plan(plan):
                out.print(line, markup=False)
            return _agree(yes or not (guessed or needs_answer(plan)))

        target, account = add_file(raw, file, arrival, *said, accept_differences, confirm, new_framework)
    print_account(account)
    _print_taken(raw, target, arrival.index, year, account)


def _print_taken(raw: Path, target: Path, index: str, year: int, account: Account) -> None:
    """Say where a file lies now and which command makes its pages: of its one place, or of all of an own index."""
    from parlib.terms import NATIONAL

    _print_target(raw, target)
    places = account.places
    whose = {"province": places[0]} if len(places) == 1 else {} if index in NATIONAL else {"province": "all"}
    print_next(raw, index=index, year=year, **whose)


def _refuse_open(**said: str) -> None:
    """Refuse what still holds the three dots of a command that was copied as it was told."""
    if left := [f"--{name}" for name, value in said.items() if value in (OPEN, "…")]:
        raise ValueError(tell("write in place of the dots what only you can say: {left:and}", left=left))


def _read_year_and_issuer(raw: Path, path: Path, year: int | None, about: About, yes: bool) -> tuple[int, About, bool]:
    """Return year and issuer as told, else as the file's titles say them; True where a person has yet to agree to it.

    Raises
    ------
    ValueError
        If one of them is said nowhere.
    """
    from parlib.clean.heading import Heading, read_heading
    from parlib.clean.outlook import tell_heading

    if not path.exists():
        raise FileNotFoundError(tell("{path} is not there", path=path))
    heading = Heading() if year is not None and about.issuer else read_heading(path, raw)
    guessed = tell_heading(heading, year, about.issuer)
    for line in guessed:
        out.print(line, markup=False)
    issuer, year = about.issuer or heading.issuer, year or heading.year
    if year is None or not issuer:
        lacking = [*(["--year 2025"] if year is None else []), *([] if issuer else ["--issuer ..."])]
        message = (
            "the file does not say all of it itself: add the year of the results and who issued them: {lacking:and}"
        )
        raise ValueError(tell(message, lacking=lacking))
    return year, replace(about, issuer=issuer), bool(guessed)


def _print_target(raw: Path, target: Path) -> None:
    out.print(
        tell("Added: {target}; logged in sources.csv with its hash.", target=target.relative_to(raw)), markup=False
    )


def _add_reading(raw: Path, path: Path, given: tuple[str, int | None, int, bool], about: About) -> None:
    """Take in a reading within the year and say what was read of it."""
    from parlib.clean.readings_adding import add_reading

    index, year, month, to_date = given
    if year is None or not about.issuer:
        raise ValueError("say the year of the reading and who issued it: --year 2025 --issuer ...")
    with Steps() as step:
        step("checking")
        target, account = add_reading(raw, path, index, year, month, "to" if to_date else "month", about)
    print_account(account)
    _print_target(raw, target)


def print_account(account: Account) -> None:
    """Say what was read of files, what was not and why."""
    for note in account.notes:
        out.print(tell("Note: {note}", note=note.say()), markup=False)
    for row in account.rows:
        what = tell("answers") if row.get("kind") == "microdata" else tell("figures")
        message = "{kept:,} of {read:,} {what} read."
        if row["kept"] != row["read"] and row["file"] in account.sheets and row.get("kind") == "scoreboard":
            message = "{kept:,} of the {read:,} numbers on its sheets are points, which were read; what the others are:"
        out.print(tell(message, kept=row["kept"], read=row["read"], what=what), markup=False)
        for line in account.sheets.get(str(row["file"]), []):
            out.print(tell("  {line}", line=line), markup=False)
        if row["why"]:
            out.print(tell("  {line}", line=row["why"]), markup=False)
    rest = set(account.sheets) - {row["file"] for row in account.rows}
    print_coverage({file: lines for file, lines in account.sheets.items() if file in rest})


def _add_index(raw: Path, path: Path, new: NewIndex, about: About, yes: bool) -> None:
    """Take a new index in, from its folder or as one table makes it."""
    from parlib.clean.new_index import offer_folder, offer_table, offer_year, take_in
    from parlib.clean.proposal import find_given_year
    from parlib.terms import RULES

    if not path.exists():
        raise FileNotFoundError(tell("{path} is not there", path=path))
    if not path.is_dir() and not about.issuer:
        raise ValueError("say who issued the figures: --issuer ...")
    with Steps() as step:
        step("checking")
        if path.is_dir():
            offer = offer_folder(raw, path, new.index or path.resolve().name, about)
        elif new.index in RULES:
            offer = offer_year(raw, path, new.index, find_given_year(path, new), about)
        else:
            offer = offer_table(raw, path, new, about)

        def confirm(offer: Offer, account: Account) -> bool:
            step.stop()
            head = "Index {index}:" if offer.known else "New index {index}:"
            out.print(tell(head, index=offer.index), markup=False)
            for line in offer.said:
                out.print(tell("  {line}", line=line), markup=False)
            figures = sum(int(str(row["kept"])) for row in account.rows)
            out.print(
                tell("  {figures:,} figures read; files: {files}.", figures=figures, files=offer.files), markup=False
            )
            return _agree(yes)

        account = take_in(raw, offer, confirm)
    for note in account.notes:
        out.print(tell("Note: {note}", note=note.say()), markup=False)
    out.print(tell("Added: the index {index}; parlib undo takes it back.", index=offer.index), markup=False)
    print_next(raw, index=offer.index, year=new.year)


def _agree(yes: bool) -> bool:
    """Ask whether to go on; where nobody can answer, say how to agree beforehand."""
    if yes:
        return True
    if not sys.stdin.isatty():
        out.print("Say --yes to agree.")
        return False
    return typer.confirm(say("Take it in?"))


def print_coverage(sheets: dict[str, list[str]]) -> None:
    """Say of each sheet how many of its numbers were used, and why others were not."""
    for file, lines in sheets.items():
        for line in lines:
            out.print(tell("  {name}, {line}", name=Path(file).name, line=line), markup=False)


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
            undone = "  (undone)" if entry.undone and not entry.undoes else ""
            out.print(tell("{time}  {what}{undone}", time=entry.time, what=entry.what, undone=undone), markup=False)
        return
    entry = undo_change(raw)
    out.print(
        tell("Undone: {what} of {time}. As before: {files}", what=entry.what, time=entry.time, files=entry.files),
        markup=False,
    )
