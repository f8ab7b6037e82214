"""The checks of the cleaning without the writing, for all raw data or for files that have just arrived."""

from __future__ import annotations

import contextlib
import re
import shutil
from dataclasses import replace
from pathlib import Path

from parlib.clean.account import Account
from parlib.clean.adding import About, NotConfirmedError, check_file, copy_raw
from parlib.clean.arrival import find_year, recognise_file, refuse_misspelt
from parlib.clean.heading import read_heading
from parlib.clean.journal import hold_raw
from parlib.clean.new_index import Offer, offer_table, offer_year, take_in
from parlib.clean.onestop_adding import KIND, check_export, check_summary, find_export
from parlib.clean.outlook import needs_answer, tell_arrival, tell_command, tell_issuer, tell_plan
from parlib.clean.panel import list_panels, read_panel_file
from parlib.clean.proposal import NewIndex, find_given_year
from parlib.clean.readings_adding import check_reading
from parlib.clean.reference import read_reference
from parlib.clean.run import clean_raw
from parlib.problems import DataProblemsError, Problem, gather_problems
from parlib.readers.local import list_own
from parlib.readers.onestop_summary import read_summary
from parlib.speech import OPEN, tell
from parlib.terms import INDICES, RULES, list_by

KINDS = (".csv", ".parquet", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".docx", ".pdf")
"""Endings of the files of a folder that are looked at."""


def find_problems(
    raw: Path,
    path: Path | None = None,
    year: int | None = None,
    index: str = "",
    kind: str = "",
    gathered: Account | None = None,
) -> list[Problem]:
    """Return every problem of data/raw, of a folder in it, or of a file or folder anywhere.

    A file outside data/raw is checked as `parlib add` would take it: its kind is recognised, its year is the given
    one, else the one that its name or its titles say. Of a folder outside every table and workbook is checked.

    Parameters
    ----------
    gathered : Account, optional
        What was read, and what a person should look at though nothing is wrong, is added to it.

    Raises
    ------
    FileNotFoundError
        If *path* is not there.
    """
    if path is not None and not path.exists():
        raise FileNotFoundError(tell("{path} is not there", path=path))
    gathered = Account() if gathered is None else gathered
    if path is not None and not path.resolve().is_relative_to(raw.resolve()):
        return _check_outside(raw, path, year, index, kind, gathered)
    try:
        with hold_raw(raw):
            account = clean_raw(raw)[1]
        gathered.rows += account.rows
        gathered.sheets |= account.sheets
    except DataProblemsError as error:
        return [problem for problem in error.problems if path is None or _is_in(problem.file, path, raw)]
    gathered.notes += [note for note in account.notes if path is None or _is_in(note.file, path, raw)]
    return []


def find_reading_problems(
    raw: Path, path: Path, index: str, year: int | None, month: int, period: str, gathered: Account
) -> list[Problem]:
    """Return every problem of a file that is a reading within the year, as `parlib add --month` would take it.

    Parameters
    ----------
    period : str
        One of `parlib.clean.readings.PERIODS`.
    gathered : Account
        What was read is added to it.

    Raises
    ------
    ValueError
        If the year is not said, the index has no readings, or the month cannot be.
    """
    if not path.is_file():
        raise FileNotFoundError(tell("{path} is not there", path=path))
    if year is None:
        raise ValueError("the year of the results is not said: add --year")
    try:
        account = check_reading(raw, path, index, year, month, period)
    except DataProblemsError as error:
        return error.problems
    gathered.rows += account.rows
    gathered.heads |= account.heads
    gathered.ahead |= account.ahead
    return []


def _is_in(file: str, path: Path, raw: Path) -> bool:
    """Tell whether a problem belongs to *path*; a problem of all tables together belongs to every path."""
    asked = path.resolve().relative_to(raw.resolve()).as_posix()
    return asked == "." or file == asked or file.startswith(asked + "/") or "/" not in file


def _check_outside(raw: Path, path: Path, year: int | None, index: str, kind: str, gathered: Account) -> list[Problem]:
    found = [path] if path.is_file() else sorted(path.rglob("*"))
    files = [file for file in found if file.is_file() and (path.is_file() or file.suffix.casefold() in KINDS)]
    files = [file for file in files if not file.name.startswith(("~$", "."))]
    problems = [] if files else [Problem(str(path), "there is no table or workbook in the folder")]
    for file in files:
        with gather_problems(problems):
            try:
                account = _check_one(raw, file, year, index, kind)
            except ValueError as error:
                if isinstance(error, DataProblemsError):
                    raise
                problems.append(Problem(str(file), tell("{error}", error=error)))
                continue
            gathered.rows += account.rows
            gathered.sheets |= account.sheets
            gathered.heads |= account.heads
            gathered.ahead |= account.ahead
            # A framework is taken in though nothing links it to the year before, a table whatever is to be looked at
            # in the home; figures that differ are not.
            if account.notes:
                only_told = _is_table(raw, index, kind) or _is_framework(raw, file, index, kind)
                (gathered.notes if only_told else problems).extend(account.notes)
    return problems


def _is_table(raw: Path, index: str, kind: str) -> bool:
    """Tell whether a file is taken for a table of places: a year more of an index, or a new one."""
    whole = index in RULES and RULES[index].tables != "ledger" and kind in ("", "table")
    return whole or bool(index and index not in (*INDICES, *list_own(raw)))


def _is_framework(raw: Path, path: Path, index: str, kind: str) -> bool:
    return path.suffix.casefold() == ".csv" and recognise_file(path, index, kind, list_own(raw)).kind == "framework"


def _check_one(raw: Path, path: Path, year: int | None, index: str, kind: str) -> Account:
    """Check one file as it would be taken in."""
    refuse_misspelt(index, [*INDICES, *list_own(raw)], named=False)
    if _is_table(raw, index, kind):
        return _check_table(raw, path, index, year)
    if (export := find_export(path, kind, index)) is not None:
        return _ask_whose(raw, path, check_export(raw, export))
    if kind == KIND or not (kind or index):
        summary = read_summary(path)
        if summary is not None:
            return _ask_whose(raw, path, check_summary(raw, path, summary))
        if kind == KIND:
            raise ValueError("the file holds no dossiers, neither one row a dossier nor a summary of them")
    scored = (*list_by(workbooks="scoreboard"), *list_own(raw), *list_by(workbooks="survey"))
    panel = re.fullmatch(rf"({'|'.join(list_panels())})_\d{{4}}\.csv", path.name)
    if panel and not kind:
        _check_panel(raw, path, panel.group(1))
        return Account()
    named = re.match(rf"({'|'.join(scored)})_(?:microdata_)?\d{{4}}(?!\d).*\.\w+$", path.name)
    index = index or (named.group(1) if named else "")
    arrival = recognise_file(path, index, kind, list_own(raw))
    heading = read_heading(path, raw)
    year = year or heading.year
    if year is None:
        raise ValueError("the year of the results is not said: add --year")
    plan = check_file(raw, path, arrival, year)
    plan.account.heads[str(path)] = tell_arrival(path.name, arrival, year)
    whole = arrival.kind in ("scoreboard", "shares") and len(plan.account.places) != 1
    issuer = "" if heading.issuer or not whole else _find_issuer(arrival.index)
    options = {"index": index, "kind": kind, "year": str(year), "issuer": heading.issuer or issuer or OPEN}
    lines = [*tell_plan(plan), *tell_issuer(issuer), *tell_command(raw, path, options, needs_answer(plan))]
    plan.account.ahead[str(path)] = lines
    return plan.account


def _find_issuer(index: str) -> str:
    """Return who issues an index, as its description says: most likely that of the table of a year."""
    return INDICES[index].issuer if index in INDICES else ""


def _ask_whose(raw: Path, path: Path, account: Account) -> Account:
    """Return the account of a file of dossiers with what nobody can know but who has it."""
    year = find_year(path, [])
    options = {"kind": KIND, "year": str(year or OPEN), "province": OPEN, "issuer": OPEN}
    account.ahead[str(path)] = tell_command(raw, path, options, asks=False)
    return account


def _check_table(raw: Path, path: Path, index: str, year: int | None) -> Account:
    """Check a table of provinces that would be a year more of an index, or make a new one."""
    new, about, seen = NewIndex(index, year=year), About(), Account()
    known = index in RULES
    offer = (
        offer_year(raw, path, index, find_given_year(path, new), about) if known else offer_table(raw, path, new, about)
    )

    def look(offer: Offer, account: Account) -> bool:
        seen.rows, seen.notes = [row | {"kind": "table"} for row in account.rows], account.notes
        head = "Index {index}:" if offer.known else "New index {index}:"
        seen.heads[str(path)] = tell(head, index=offer.index)
        issuer = _find_issuer(index) if known else ""
        options = {"index": index, "issuer": issuer or OPEN} | ({"year": str(year)} if year else {})
        seen.ahead[str(path)] = [tell("  {line}", line=line) for line in offer.said]
        seen.ahead[str(path)] += tell_issuer(issuer)
        seen.ahead[str(path)] += tell_command(raw, path, options, asks=True)
        return False

    with contextlib.suppress(NotConfirmedError):
        take_in(raw, offer, look)
    return seen


def _check_panel(raw: Path, path: Path, index: str) -> None:
    """Check the table of a year of an index whose whole table is published."""
    with hold_raw(raw) as work:
        copy_raw(raw, work / "raw")
        target = work / "raw" / index / path.name
        target.parent.mkdir(exist_ok=True)
        target.unlink(missing_ok=True)
        shutil.copyfile(path, target)
        own = target.relative_to(work / "raw").as_posix()
        try:
            read_panel_file(index, own, read_reference(work / "raw"))
        except DataProblemsError as error:
            faults = [replace(fault, file=str(path)) if fault.file == own else fault for fault in error.problems]
            raise DataProblemsError(faults) from None
