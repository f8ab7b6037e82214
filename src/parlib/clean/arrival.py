"""A workbook that has just arrived: checked where it lies, then copied to data/raw and logged."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from parlib.clean.account import Account
from parlib.clean.reference import read_reference
from parlib.clean.scoreboard import SCORED, list_workbooks, read_parts
from parlib.problems import DataProblemsError
from parlib.sources.register import log_file


def check_workbook(raw: Path, path: Path, index: str, year: int) -> Account:
    """Read a workbook as data/raw would, and return the account; nothing is written.

    Raises
    ------
    DataProblemsError
        With everything that is wrong, named by the workbook's own path.
    """
    account = Account()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "raw"
        for name in ("places", "frameworks"):
            shutil.copytree(raw / name, copy / name)
        shutil.copyfile(raw / "sources.csv", copy / "sources.csv")
        target = copy / index / f"{index}_{year}.xlsx"
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, target)
        log_file(copy, target, issuer="")
        try:
            read_parts(target, index, read_reference(copy), account)
        except DataProblemsError as error:
            own = target.relative_to(copy).as_posix()
            problems = [replace(fault, file=str(path)) if fault.file == own else fault for fault in error.problems]
            raise DataProblemsError(problems) from None
    return account


def add_workbook(
    raw: Path, path: Path, index: str, year: int, issuer: str, document: str = "", date: str = "", licence: str = ""
) -> tuple[Path, Account]:
    """Check a workbook, copy it to *raw* under the name that the cleaning knows, and log it in the register.

    A workbook of the same index and year is replaced.

    Returns
    -------
    pathlib.Path, Account
        Where it lies now, and what was read in it.

    Raises
    ------
    DataProblemsError
        With everything that is wrong in it; nothing is written then.
    FileNotFoundError, ValueError
        If it is not there, or the index has no scoreboards.
    """
    if index not in SCORED:
        raise ValueError(f"index {index!r} has no scoreboard workbooks: choose one of {', '.join(SCORED)}")
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not there")
    account = check_workbook(raw, path, index, year)
    target = raw / index / f"{index}_{year}.xlsx"
    others = [other.name for other in list_workbooks(index, raw) if other.name.startswith(f"{index}_{year}")]
    if set(others) - {target.name}:
        raise ValueError(f"{raw / index} already holds {', '.join(others)} for {year}: take it out first")
    target.parent.mkdir(exist_ok=True)
    shutil.copyfile(path, target)
    log_file(raw, target, issuer, document, date, licence)
    return target, account
