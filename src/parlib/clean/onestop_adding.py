"""An export of dossiers is taken into data/raw: without personal data, logged, or not at all (nạp tệp hồ sơ)."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from parlib.clean.account import Account
from parlib.clean.adding import About, NotConfirmedError
from parlib.clean.arrival import check_home, check_year
from parlib.clean.journal import change_raw, hold_raw
from parlib.clean.onestop import (
    FOLDER,
    LEFT_OUT,
    STATES,
    count_dossiers,
    explain_totals,
    list_spellings,
    read_counts,
    say_counts,
)
from parlib.clean.onestop_intake import Intake, take_in
from parlib.clean.reference import read_reference
from parlib.files.hashing import hash_file
from parlib.problems import DataProblemsError
from parlib.readers.columnar import open_columns, quote_text
from parlib.readers.onestop import Export, open_export
from parlib.readers.onestop_summary import COUNTS, Summary
from parlib.readers.register import log_file
from parlib.readers.workbook import MARKS
from parlib.speech import tell
from parlib.terms import SIMULATED_STEM

KIND = "dossiers"
"""What an export is called where a command asks for the kind of a file."""


@dataclass(frozen=True)
class Added:
    """What came of an export.

    Attributes
    ----------
    target : pathlib.Path
        Where it lies now.
    intake : Intake
        What was read, and what was not kept.
    whole : pandas.Series
        The counts of all its dossiers.
    """

    target: Path
    intake: Intake
    whole: pd.Series


@dataclass(frozen=True)
class Earlier:
    """The file that a new one takes the place of.

    Attributes
    ----------
    file : str
        Path in data/raw.
    rows : int
        Dossiers, or rows of a summary, that lie there.
    gone : int
        Those of them that the new file does not hold.
    """

    file: str
    rows: int
    gone: int


def find_export(path: Path, kind: str = "", index: str = "") -> Export | None:
    """Return a file as an export of dossiers; None where it is another one, or another kind is asked for."""
    if index or kind not in ("", KIND) or not path.is_file():
        return None
    return open_export(path)


def is_marked(export: Export) -> bool:
    """Tell whether an export says that its figures are simulated."""
    return bool(MARKS.search(export.path.name)) or any(map(MARKS.search, export.names))


def check_export(raw: Path, export: Export) -> Account:
    """Read an export as it would be taken in and return what was read; nothing is written.

    Raises
    ------
    DataProblemsError
        If its rows cannot be read.
    ValueError
        If real and simulated figures would mix.
    """
    check_home(raw, export.path.name, is_marked(export))
    with tempfile.TemporaryDirectory(prefix="parlib-") as folder:
        kept = Path(folder) / "kept.parquet"
        intake = take_in(export, kept, Path(folder))
        counts, _ = count_dossiers(kept, intake.as_of.isoformat(), list_spellings(raw))
    whole = counts[counts["by"] == "whole"].iloc[0]
    account = Account()
    left = say_counts(whole, LEFT_OUT)
    account.add(str(export.path), intake.rows, int(whole["received"]), tell("{left}", left=left) if left else "")
    lines: list[str] = [
        tell(
            "dossiers of the one-stop system: {rows:,} rows with columns {values}",
            rows=intake.rows,
            values=intake.kept.values(),
        )
    ]
    lines += [tell("personal data, not to be stored: {personal}", personal=intake.personal)] if intake.personal else []
    lines += [tell("not used: {others}", others=intake.others)] if intake.others else []
    lines += tell_pages(export)
    lines += tell_taken_out(intake)
    counted = "on {day}: {received:,} dossiers counted, of which {states}"
    states = say_counts(whole, STATES)
    lines += [tell(counted, day=whole["as_of"], received=whole["received"], states=states)]
    lines += [tell("not counted: {left}", left=left)] if left else []
    unread = "{n:,} cells of {head!r} hold no day"
    lines += [tell(unread, n=count, head=intake.kept[name]) for name, count in intake.unread.items()]
    account.sheets[str(export.path)] = lines
    return account


def tell_pages(export: Export) -> list[str]:
    """Return which sheets of a workbook were read, where there are several, and which hold no dossiers."""
    lines: list[str] = []
    if len(export.pages) > 1:
        names = [page.name for page in export.pages]
        lines.append(tell("read from {n} sheets: {names!r}", n=len(names), names=names))
    if export.left:
        lines.append(tell("sheets without dossiers, not read: {names!r}", names=export.left))
    return lines


def tell_taken_out(intake: Intake) -> list[str]:
    """Return how often persons were named in columns of something else."""
    lines: list[str] = []
    if intake.masked:
        message = "numbers and names of persons within other words were taken out of {n:,} rows"
        lines.append(tell(message, n=intake.masked))
    if intake.named:
        lines.append(tell("a person's name stood for something else in {n:,} rows, and is left out", n=intake.named))
    return lines


def check_summary(raw: Path, path: Path, summary: Summary) -> Account:
    """Return what a summary of dossiers says, as it would be taken in; nothing is written.

    Raises
    ------
    ValueError
        If real and simulated figures would mix.
    """
    check_home(raw, path.name, summary.marked)
    account = Account()
    figures = summary.table.drop(columns="label")
    account.add(str(path), figures.size, figures.size)
    words = {"received": tell("received"), **STATES, **LEFT_OUT}
    sums = say_counts(figures.sum(), {name: words[name] for name in figures})
    by = {"field": tell("fields"), "agency": tell("agencies"), "commune": tell("communes")}[summary.by]
    message = "summary of dossiers, {n} {words}: {told}"
    account.sheets[str(path)] = [tell(message, n=len(figures), words=by, told=sums)]
    return account


def add_export(
    raw: Path,
    export: Export,
    year: int,
    province: str,
    issuer: str,
    document: str = "",
    date: str = "",
    licence: str = "",
    *,
    confirm: Callable[[Earlier], bool] = lambda earlier: True,
) -> Added:
    """Take in the columns that are needed, count them, and log the file; an earlier export of the year is replaced.

    Personal data are never written into *raw*. The log has the hash of what was kept and, in its document, that of the
    file as it was received.

    Parameters
    ----------
    province : str
        Whose dossiers they are: code, name or alias; one that only the 63 had stands for the new province.
    date : str
        Day of the export, for which it is told what is overdue; the last day in the file if blank.
    confirm : callable
        Asked before an earlier file is replaced.

    Raises
    ------
    DataProblemsError
        If its rows cannot be read.
    NotConfirmedError
        If *confirm* says no.
    ValueError
        If the province is not said or not known, the year cannot be, or real and simulated figures would mix.
    """
    marked = is_marked(export)
    code = _check(raw, export.path, year, province, marked, "summary")
    with hold_raw(raw) as work:
        target = _name_target(work, f"onestop_{year}_{code}", ".parquet", marked)
        intake = take_in(export, target, work)
        _ask(_find_earlier(raw, target, _COUNT_DOSSIERS), confirm)
        day = date or intake.as_of.isoformat()
        counts, _ = count_dossiers(target, day, list_spellings(raw))
        lies = _put_in(raw, target, export.path, year, About(issuer, document, day, licence), marked)
    return Added(lies, intake, counts[counts["by"] == "whole"].iloc[0])


def add_summary(
    raw: Path,
    path: Path,
    summary: Summary,
    year: int,
    province: str,
    issuer: str,
    document: str = "",
    date: str = "",
    licence: str = "",
    *,
    confirm: Callable[[Earlier], bool] = lambda earlier: True,
) -> Path:
    """Take in a summary by field, agency or commune, where there is no export of single dossiers; return where it lies.

    Raises
    ------
    DataProblemsError
        If its total is not that of another summary of the year.
    ValueError
        As `add_export`, and if the day of which it tells is not said: a summary does not hold it.
    """
    code = _check(raw, path, year, province, summary.marked, "onestop")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        raise ValueError(
            tell(
                "{name} is a summary: say the day of which it tells with --date {year}-12-31", name=path.name, year=year
            )
        )
    with hold_raw(raw) as work:
        target = _name_target(work, f"summary_{year}_{code}_{summary.by}", ".csv", summary.marked)
        summary.table.to_csv(target, index=False, lineterminator="\n")
        _hold_totals(raw, path, summary, target.name)
        _ask(_find_earlier(raw, target, _COUNT_LABELS), confirm)
        return _put_in(raw, target, path, year, About(issuer, document, date, licence), summary.marked)


def _hold_totals(raw: Path, path: Path, summary: Summary, name: str) -> None:
    """Refuse a summary whose total is not that of the others of its year: they tell of the same dossiers."""
    total = tuple(int(count) for count in summary.table[list(COUNTS)].sum())
    whose = name.partition(f"_{summary.by}")[0]
    for other in sorted((raw / FOLDER).glob(f"{whose}_*.csv")):
        file = other.relative_to(raw).as_posix()
        theirs = tuple(int(count) for count in read_counts(other, file)[list(COUNTS)].sum())
        if other.name != name and total != theirs:
            raise DataProblemsError([explain_totals(str(path), total, file, theirs)])


_COUNT_DOSSIERS = (
    "SELECT count(*), count_if(dossier IS NULL OR hash(dossier) NOT IN (SELECT hash(dossier) FROM "
    "read_parquet({new}) WHERE dossier IS NOT NULL)) FROM read_parquet({old})"
)
_COUNT_LABELS = (
    "SELECT count(*), count_if(label NOT IN (SELECT label FROM read_csv({new}, header=true, all_varchar=true))) "
    "FROM read_csv({old}, header=true, all_varchar=true)"
)
"""How many rows an earlier file has, and how many of them a new one does not have."""


def _find_earlier(raw: Path, target: Path, asked: str) -> Earlier | None:
    """Return the file in whose place *target* will lie; None where there is none, or it holds the same."""
    old = raw / FOLDER / target.name
    if not old.exists() or hash_file(old) == hash_file(target):
        return None
    with open_columns() as base:
        rows, gone = base.execute(asked.format(old=quote_text(old), new=quote_text(target))).fetchall()[0]
    return Earlier(old.relative_to(raw).as_posix(), rows, gone)


def tell_earlier(earlier: Earlier) -> list[str]:
    """Return what a new file takes the place of, and what to do where dossiers go."""
    message = "It replaces {file}: {rows:,} rows lie there, {gone:,} of them are not in this file."
    lines: list[str] = [tell(message, file=earlier.file, rows=earlier.rows, gone=earlier.gone)]
    if earlier.gone:
        lines.append(tell("A year lies in one file: export it whole, or put its parts on sheets of one workbook."))
    return lines


def _ask(earlier: Earlier | None, confirm: Callable[[Earlier], bool]) -> None:
    if earlier is not None and not confirm(earlier):
        raise NotConfirmedError("nothing was changed")


def _name_target(work: Path, stem: str, suffix: str, marked: bool) -> Path:
    """Return where the counted file is written first, beside raw; its name says where it is simulated."""
    target = work / "raw" / FOLDER / f"{stem}{SIMULATED_STEM if marked else ''}{suffix}"
    target.parent.mkdir(parents=True)
    return target


def _put_in(raw: Path, target: Path, received: Path, year: int, about: About, marked: bool) -> Path:
    """Log a file beside raw, with the hash of the one received, and put both into raw; return where it lies."""
    copy = target.parents[1]
    shutil.copyfile(raw / "sources.csv", copy / "sources.csv")
    document = f"{about.document or received.name} (sha256 {hash_file(received)[:16]})"
    log_file(copy, target, about.issuer, document, about.date, about.licence, simulated=marked)
    file = target.relative_to(copy).as_posix()
    change_raw(
        raw,
        {file: target, "sources.csv": copy / "sources.csv"},
        tell("added {name} (dossiers {year})", name=received.name, year=year),
    )
    return raw / file


def _check(raw: Path, path: Path, year: int, province: str, marked: bool, other: str) -> str:
    """Return the province's code, or raise what keeps a file from being taken in.

    Parameters
    ----------
    other : str
        What files of the other kind begin with: an export of single dossiers and a summary of the same year would be
        counted twice.
    """
    if not province:
        raise ValueError(
            tell("{name} holds dossiers of the one-stop system: say whose with --province 22", name=path.name)
        )
    check_year(raw, "dossiers", year)
    check_home(raw, path.name, marked)
    code = read_reference(raw).names["34"].find_holder(province)
    if there := sorted((raw / FOLDER).glob(f"{other}_{year}_{code}*")):
        raise ValueError(tell("{file} tells of the same dossiers: take it out first", file=there[0].relative_to(raw)))
    return code
