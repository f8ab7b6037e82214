"""A reading of an index within the year is taken into data/raw: checked, logged, or not at all (nạp số liệu tháng)."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from parlib.clean.account import Account
from parlib.clean.adding import About, copy_raw
from parlib.clean.arrival import check_home, check_year, find_part_of_year
from parlib.clean.journal import change_raw, hold_raw
from parlib.clean.outlook import tell_command, tell_issuer
from parlib.clean.readings import clean_readings, list_readings
from parlib.clean.reference import read_reference
from parlib.problems import DataProblemsError, Problem
from parlib.readers.csvfile import TABLE_FORMS
from parlib.readers.register import log_file
from parlib.readers.workbook import is_marked, read_workbook
from parlib.speech import OPEN, tell
from parlib.terms import INDICES, SIMULATED_STEM, list_by


def add_reading(
    raw: Path, path: Path, index: str, year: int, month: int, period: str, about: About
) -> tuple[Path, Account]:
    """Take one reading into *raw*: checked with all that is there, logged, or nothing is written.

    Parameters
    ----------
    period : str
        One of `PERIODS`.

    Returns
    -------
    pathlib.Path, Account
        Where it lies now, and what was read in it.

    Raises
    ------
    DataProblemsError
        With everything that is wrong in it.
    ValueError
        If the index has no readings, or the month cannot be.
    """
    file = _name_target(raw, path, index, year, month, period)
    named = f"tháng {month:02}/{year}" if period == "month" else f"từ đầu năm đến tháng {month:02}/{year}"
    about = replace(about, document=about.document or f"{INDICES[index].short}, {named}")
    with hold_raw(raw) as work:
        account = _read_in_copy(raw, path, file, work / "raw", about)
        copy = work / "raw"
        what = tell("added {name} ({index} {year})", name=path.name, index=index, year=f"{year}-{month:02}")
        change_raw(raw, {file: copy / file, "sources.csv": copy / "sources.csv"}, what)
    return raw / file, account


def check_reading(raw: Path, path: Path, index: str, year: int, month: int, period: str) -> Account:
    """Check a reading as `add_reading` would take it in, and return what was read in it; nothing is written.

    Raises
    ------
    DataProblemsError
        With everything that is wrong in it.
    ValueError
        If the index has no readings, or the month cannot be.
    """
    file = _name_target(raw, path, index, year, month, period)
    with hold_raw(raw) as work:
        account = _read_in_copy(raw, path, file, work / "raw", About())
    account.rows = [row | {"kind": "reading"} for row in account.rows]
    head = "{file}: a reading of {index} within the year, {month:02}/{year}"
    account.heads[str(path)] = tell(head, file=path.name, index=INDICES[index].short, month=month, year=year)
    issuer = INDICES[index].issuer
    options = {"index": index, "year": year, "month": month, "to_date": period == "to", "issuer": issuer or OPEN}
    account.ahead[str(path)] = [*tell_issuer(issuer), *tell_command(raw, path, options, asks=False)]
    return account


def _read_in_copy(raw: Path, path: Path, file: str, copy: Path, about: About) -> Account:
    """Read a reading in a copy of data/raw, together with those that are there, and return what was read in it."""
    copy_raw(raw, copy)
    target = copy / file
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)  # it may be a link to the file in data/raw
    shutil.copyfile(path, target)
    marked = SIMULATED_STEM in target.name
    log_file(copy, target, about.issuer, about.document, about.date, about.licence, simulated=marked)
    account = Account()
    try:
        clean_readings(read_reference(copy), account)
    except DataProblemsError as error:
        named = [replace(one, file=str(path)) if one.file == file else one for one in error.problems]
        raise DataProblemsError(named) from None
    return Account([row | {"file": str(path)} for row in account.rows if row["file"] == file])


def _name_target(raw: Path, path: Path, index: str, year: int, month: int, period: str) -> str:
    """Return where a reading lies in *raw*, or raise what keeps it out."""
    if index not in list_by(dossiers=True):
        raise ValueError("an index with monthly readings must be said, such as --index service_766")
    if not 1 <= month <= 12:
        raise ValueError(tell("month {month} cannot be: 1 to 12", month=month))
    check_year(raw, index, year)
    marked = is_marked(read_workbook(path, str(path)))
    check_home(raw, path.name, marked)
    stem = f"{index}_{period}_{year}-{month:02}{SIMULATED_STEM if marked else ''}"
    suffix = path.suffix.casefold() if path.suffix.casefold() in TABLE_FORMS else ".xlsx"
    rivals = [other.name for other in list_readings(index, raw) if other.stem == stem and other.suffix != suffix]
    if rivals:
        lies = f"{index}/{rivals[0]}"
        raise ValueError(tell("data/raw/{file} is the reading of that month: take it out first", file=lies))
    return f"{index}/{stem}{suffix}"


def refuse_month(path: Path, index: str, year: int) -> None:
    """Refuse a reading within the year as the result of that year.

    Raises
    ------
    DataProblemsError
        If its name or titles speak of some months of the year, of an index that is read every month.
    """
    if index not in list_by(dossiers=True):
        return
    text = path.suffix.casefold() in (".csv", ".parquet")
    title = find_part_of_year(path.stem, [] if text else read_workbook(path, str(path)), year)
    if title:
        message = tell("{title!r} speaks of a part of the year, not of the result of {year}", title=title, year=year)
        hint = "Say which month it is of, such as --month 3; with --to-date where it is of the year so far"
        raise DataProblemsError([Problem(str(path), message, hint=hint)])
