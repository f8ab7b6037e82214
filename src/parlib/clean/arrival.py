"""A file that has just arrived: recognised, checked as a whole where it lies, then copied to data/raw and logged."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from parlib.clean.account import Account
from parlib.clean.run import clean_raw
from parlib.clean.scoreboard import SCORED
from parlib.clean.survey import SURVEYED
from parlib.problems import DataProblemsError, Problem
from parlib.sources.csvfile import read_rows
from parlib.sources.local import FOLDER
from parlib.sources.reference import YEAR_TREE_COLUMNS, read_register
from parlib.sources.register import log_file
from parlib.sources.share_book import holds_shares
from parlib.sources.survey import find_heads, parse_question, read_heads
from parlib.sources.workbook import MARKS, Sheet, is_marked, read_workbook
from parlib.terms import NATIONAL, SIMULATED_STEM, name_folder

KINDS = {
    "scoreboard": ("bảng điểm", "points by component"),
    "shares": ("bảng tỷ lệ hài lòng", "shares by province"),
    "microdata": ("phiếu điều tra", "one row a respondent"),
    "framework": ("bộ tiêu chí", "the framework of a year"),
}
"""Kinds of files that are taken in, and what each is called."""

NO_FIGURES = ("places", "frameworks")
"""Folders of data/raw whose tables are reference, not figures of an index."""

_SURVEY = re.compile(r"\bSIPAS\b|hài lòng|phiếu điều tra|mức độ hài", re.IGNORECASE)


@dataclass(frozen=True)
class Arrival:
    """What a file is.

    Attributes
    ----------
    index, kind : str
        Index that it belongs to, and one of `KINDS`.
    marked : bool
        True where it says that its figures are simulated.
    part : str
        Which of several workbooks of the year it is, such as ``01``; blank for one that is alone.
    """

    index: str
    kind: str
    marked: bool
    part: str = ""


def recognise_file(path: Path, index: str = "", kind: str = "", own: Collection[str] = (), part: str = "") -> Arrival:
    """Return what a file that has arrived is; *index* and *kind* are told, not guessed, where given.

    What belongs to one of a province's *own* indices must say so: nothing in it does.

    A CSV file is the framework of a year if its heads are those of one, else a survey of respondents. A workbook with
    a sheet ``Hài lòng`` holds shares; one whose heads are questions and that speaks of SIPAS, of satisfaction or has
    single-answer questions holds respondents; any other is a scoreboard.

    Raises
    ------
    DataProblemsError
        If it cannot be read.
    FileNotFoundError
        If it is not there.
    ValueError
        If index and kind do not go together.
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not there")
    if kind and kind not in KINDS:
        raise ValueError(f"kind {kind!r} is not known: choose one of {', '.join(KINDS)}")
    scored = (*SCORED, *own)
    if index and index not in (*scored, *SURVEYED):
        raise ValueError(f"index {index!r} has no workbooks to add: choose one of {', '.join((*scored, *SURVEYED))}")
    if part and not re.fullmatch(r"[0-9A-Za-z]{1,20}", part):
        raise ValueError(f"part {part!r} cannot be used: up to 20 plain letters and digits, such as 01")
    if path.suffix.casefold() == ".csv":
        found, marked = _recognise_csv(path)
    else:
        sheets = read_workbook(path, str(path))
        found = "scoreboard" if index in scored else _recognise_sheets(sheets, index)
        marked = is_marked(sheets)
    kind = kind or found
    holders = SURVEYED if kind in ("shares", "microdata") else scored
    if index and index not in holders:
        raise ValueError(
            f"{path.name} holds {KINDS[kind][1]} ({KINDS[kind][0]}), which belongs to {holders[0]}, not to {index}"
        )
    return Arrival(index or holders[0], kind, marked, part)


def _recognise_csv(path: Path) -> tuple[str, bool]:
    heads = read_heads(path, str(path))
    if set(YEAR_TREE_COLUMNS) <= set(heads):
        return "framework", any(MARKS.search(cell) for row in read_rows(path, str(path)) for cell in row)
    return "microdata", any(MARKS.search(head) for head in heads)


def _recognise_sheets(sheets: list[Sheet], index: str) -> str:
    if holds_shares(sheets):
        return "shares"
    heads = {sheet.name: find_heads(sheet) for sheet in sheets}
    asked = [sheet for sheet in sheets if heads[sheet.name] is not None]
    if not asked:
        return "scoreboard"
    words = [str(value) for sheet in sheets for row in sheet.rows[:10] for value in row if isinstance(value, str)]
    single = any((parse_question(word) or "0")[0][0].isalpha() for word in words)
    return "microdata" if index in SURVEYED or single or any(map(_SURVEY.search, words)) else "scoreboard"


def name_target(raw: Path, arrival: Arrival, year: int, suffix: str) -> Path:
    """Return where a file of a kind and year lies in *raw*."""
    if arrival.kind == "framework" and arrival.index not in NATIONAL:
        return raw / FOLDER / arrival.index / f"framework_{year}.csv"
    if arrival.kind == "framework":
        return raw / "frameworks" / f"{arrival.index}_{year}.csv"
    middle = "microdata_" if arrival.kind == "microdata" else ""
    mark = SIMULATED_STEM if arrival.marked else ""
    part = f"-{arrival.part}" if arrival.part else ""
    return raw / name_folder(arrival.index) / f"{arrival.index}_{middle}{year}{part}{mark}{suffix}"


def check_file(raw: Path, path: Path, arrival: Arrival, year: int) -> Account:
    """Clean data/raw as it would be with the file in it, and return the account; nothing is written.

    Raises
    ------
    DataProblemsError
        With everything that is wrong; what is wrong in the file is named by its own path.
    """
    target = name_target(raw, arrival, year, _find_suffix(path))
    file = target.relative_to(raw).as_posix()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "raw"
        shutil.copytree(raw, copy, copy_function=_link_or_copy, ignore=shutil.ignore_patterns("~$*", ".*"))
        own = copy / file
        own.parent.mkdir(exist_ok=True, parents=True)
        own.unlink(missing_ok=True)
        shutil.copyfile(path, own)
        log_file(copy, own, issuer="", simulated=arrival.marked)
        try:
            _, account = clean_raw(copy)
        except DataProblemsError as error:
            raise DataProblemsError([_name_own(problem, file, path) for problem in error.problems]) from None
    return Account(
        [row | {"file": str(path)} for row in account.rows if row["file"] == file],
        [_name_own(note, file, path) for note in account.notes if note.file in (file, _name_bridge(arrival))],
    )


def _name_bridge(arrival: Arrival) -> str:
    """Return the file whose notes speak of a framework that has arrived; none for other kinds."""
    return f"frameworks/bridge_{arrival.index}.csv" if arrival.kind == "framework" else ""


def _name_own(problem: Problem, file: str, path: Path) -> Problem:
    return replace(problem, file=str(path)) if problem.file == file else problem


def _link_or_copy(source: str, target: str) -> None:
    """Put a file into a copy of data/raw, without copying its bytes where the disk allows it: none is written."""
    if Path(source).name == "sources.csv":
        shutil.copyfile(source, target)
        return
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _find_suffix(path: Path) -> str:
    return ".csv" if path.suffix.casefold() == ".csv" else ".xlsx"


def add_file(
    raw: Path,
    path: Path,
    arrival: Arrival,
    year: int,
    issuer: str,
    document: str = "",
    date: str = "",
    licence: str = "",
    accept_differences: bool = False,
) -> tuple[Path, Account]:
    """Check a file, copy it to *raw* under the name that the cleaning knows, and log it in the register.

    A file of the same index, kind, year and part is replaced, so that adding it again changes nothing; several parts
    hold the places of the year together.

    Parameters
    ----------
    accept_differences : bool
        True takes a file whose totals or ranks are not those printed elsewhere; they are then in the account's notes.

    Returns
    -------
    pathlib.Path, Account
        Where it lies now, and what was read in it.

    Raises
    ------
    DataProblemsError
        With everything that is wrong in it, and with what differs from printed facts; nothing is written then.
    ValueError
        If real and simulated figures would lie in one home, or another file of the year is there.
    """
    if arrival.marked or arrival.kind != "framework":
        check_home(raw, path.name, arrival.marked)
    target = name_target(raw, arrival, year, _find_suffix(path))
    others = [] if arrival.kind == "framework" else [other.name for other in find_rivals(target, arrival, year)]
    if others:
        raise ValueError(f"{target.parent} already holds {', '.join(others)} for {year}: take it out first")
    account = check_file(raw, path, arrival, year)
    if account.notes and not accept_differences and arrival.kind != "framework":
        hint = "If the file is right, add it again with --accept-differences"
        raise DataProblemsError([*account.notes[:-1], replace(account.notes[-1], hint=hint)])
    target.parent.mkdir(exist_ok=True)
    beside = target.with_name(f".{target.name}.tmp")
    shutil.copyfile(path, beside)
    beside.replace(target)
    log_file(raw, target, issuer, document, date, licence, simulated=arrival.marked)
    return target, account


def find_rivals(target: Path, arrival: Arrival, year: int) -> list[Path]:
    """Return the files that the cleaning would read for the same table and year beside *target*.

    The other parts of a year are no rivals of a part, the whole is.
    """
    middle = "microdata_" if arrival.kind == "microdata" else ""
    pattern = f"{arrival.index}_{middle}{year}*.{'*' if middle else 'xlsx'}"
    found = [path for path in sorted(target.parent.glob(pattern)) if path != target]
    found = [path for path in found if path.suffix in (".csv", ".xlsx")]
    whole = f"{arrival.index}_{middle}{year}"
    return [path for path in found if not arrival.part or path.stem.removesuffix(SIMULATED_STEM) == whole]


def check_home(raw: Path, name: str, marked: bool) -> None:
    """Refuse a file of simulated figures in a home of real ones, and the other way round.

    Raises
    ------
    ValueError
        If they would lie in one home.
    """
    simulated = list_figures(raw)["simulated"] == "yes"
    if marked and (~simulated).any():
        raise ValueError(
            f"{name} says that its figures are simulated, and {raw} holds real ones: "
            "simulated figures need a home of their own (--home demo)"
        )
    if not marked and simulated.any():
        raise ValueError(f"{raw} holds simulated figures: real ones ({name}) do not belong there")


def list_figures(raw: Path) -> pd.DataFrame:
    """Return the rows of the register that are files of figures."""
    register = read_register(raw / "sources.csv")
    files = register[register["path"] != ""]
    top, table = files["path"].str.split("/").str[0], files["path"].str.endswith(".csv")
    return files[~top.isin(NO_FIGURES) & ~((top == FOLDER) & table)]
