"""A file that has arrived is put into a copy of data/raw, everything is cleaned there, and only then it is taken in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from parlib.clean.account import Account
from parlib.clean.arrival import Arrival, check_home, check_year, find_part_of_year, find_rivals, name_target
from parlib.clean.arriving_tree import ProposedTree, check_tree, propose_tree
from parlib.clean.journal import change_raw, hold_raw
from parlib.clean.reference import Reference, read_reference
from parlib.clean.run import clean_raw
from parlib.clean.scoreboard import read_figures
from parlib.files.hashing import hash_file
from parlib.problems import DataProblemsError, Problem, stop_at_problems
from parlib.readers.csvfile import TABLE_FORMS
from parlib.readers.register import forget_file, log_file
from parlib.readers.workbook import read_workbook
from parlib.speech import tell
from parlib.terms import COUNTRY, NATIONAL

_BY_PLACE = ("parts", "survey")
"""Tables of what comes in workbooks and answers."""

_KEYS = ["province_code", "component_code", "measure"]

IF_RIGHT = "If the file is right, add it again with --accept-differences"
"""What to do about a file that differs from what is known, or seems to be of something else."""


class NotConfirmedError(ValueError):
    """A person did not agree to what a file would do; nothing was changed."""


@dataclass(frozen=True)
class Replacement:
    """What the file that already lies in the place of a new one says differently.

    Attributes
    ----------
    file : str
        Path in data/raw.
    changed, gone : list of str
        Figures that change, and figures that only the old file has, one line each.
    n_new : int
        Figures that only the new file has.
    """

    file: str
    changed: list[str] = field(default_factory=list)
    n_new: int = 0
    gone: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """What taking a file in would do beside copying it: to be shown before it is done.

    Attributes
    ----------
    target : pathlib.Path
        Where it will lie.
    account : Account
        What was read in it.
    tree : ProposedTree or None
        The framework of the year that it brings.
    replacement : Replacement or None
        What it would replace.
    """

    target: Path
    account: Account
    tree: ProposedTree | None = None
    replacement: Replacement | None = None


@dataclass(frozen=True)
class About:
    """What the register says of a file: who issued it, in which document, when, under what licence."""

    issuer: str = ""
    document: str = ""
    date: str = ""
    licence: str = ""


def check_file(raw: Path, path: Path, arrival: Arrival, year: int) -> Plan:
    """Clean data/raw as it would be with the file in it, and return what would be done; nothing is written.

    Raises
    ------
    DataProblemsError
        With everything that is wrong; what is wrong in the file is named by its own path.
    ValueError
        If real and simulated figures would lie in one home, another file of the year is there, or the year cannot be.
    """
    _check_place(raw, path, arrival, year)
    with hold_raw(raw) as work:
        return _Stage(raw, work / "raw", path, arrival, year, About(), again=False).prepare()


def _check_place(raw: Path, path: Path, arrival: Arrival, year: int) -> None:
    """Refuse a file for which there is no place in *raw*."""
    check_year(raw, arrival.index, year)
    if arrival.marked or arrival.kind != "framework":
        check_home(raw, path.name, arrival.marked)
    whole = name_target(raw, arrival, year, find_suffix(path))
    if others := [other.name for other in find_rivals(whole, arrival, year)]:
        message = "{parent} already holds {others} for {year}: take it out first"
        raise ValueError(tell(message, parent=whole.parent, others=others, year=year))


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
    confirm: Callable[[Plan], bool] = lambda plan: True,
    new_tree: bool = False,
) -> tuple[Path, Account]:
    """Check a file, copy it to *raw* under the name that the cleaning knows, and log it in the register.

    A file of the same index, kind, year and part is replaced, so that adding it again changes nothing; a scoreboard in
    whatever form either has (.xlsx, .ods, .csv ...). What was there is kept and `parlib.clean.journal.undo_change`
    brings it back. The national table of a year and the own detail of a province stand side by side and are joined.

    Parameters
    ----------
    accept_differences : bool
        True takes a file whose totals or ranks are not those printed elsewhere; they are then in the account's notes.
    confirm : callable
        Asked before anything is written, with what taking the file in would do.
    new_tree : bool
        True takes the framework of the year from the workbook though there is one already.

    Returns
    -------
    pathlib.Path, Account
        Where it lies now, and what was read in it.

    Raises
    ------
    DataProblemsError
        With everything that is wrong in it, and with what differs from printed facts; nothing is written then.
    NotConfirmedError
        If *confirm* says no.
    ValueError
        If real and simulated figures would lie in one home, another file of the year is there, or the year cannot be.
    """
    _check_place(raw, path, arrival, year)
    with hold_raw(raw) as work:
        stage = _Stage(raw, work / "raw", path, arrival, year, About(issuer, document, date, licence), new_tree)
        plan = stage.prepare()
        account = plan.account
        if account.notes and not accept_differences and arrival.kind != "framework":
            raise DataProblemsError([*account.notes[:-1], replace(account.notes[-1], hint=IF_RIGHT)])
        if not confirm(plan):
            raise NotConfirmedError("nothing was changed")
        new = {file: stage.copy / file if (stage.copy / file).exists() else None for file in stage.files}
        change_raw(raw, new, tell("added {name} ({index} {year})", name=path.name, index=arrival.index, year=year))
    return plan.target, account


class _Stage:
    """A copy of data/raw with a new file in it."""

    def __init__(
        self, raw: Path, copy: Path, path: Path, arrival: Arrival, year: int, about: About, again: bool
    ) -> None:
        self.raw, self.copy, self.path, self.arrival, self.year = raw, copy, path, arrival, year
        self.about, self.again = about, again
        self.files: list[str] = []

    def prepare(self) -> Plan:
        """Put the file into the copy, clean it there, and return what taking it in would do.

        Raises
        ------
        DataProblemsError
            With everything that is wrong; what is wrong in the file is named by its own path.
        """
        copy_raw(self.raw, self.copy)
        target = name_target(self.copy, self.arrival, self.year, find_suffix(self.path))
        tree, replacement = None, None
        try:
            if self.arrival.kind == "scoreboard":
                tree = self._take_tree()
                target = self._choose_target(target)
                replacement = self._find_replacement(target)
                self._clear(target)
            self._put(target)
            tables, account = clean_raw(self.copy)
        except DataProblemsError as error:
            raise DataProblemsError([self._name_own(problem) for problem in error.problems]) from None
        self._keep_register()
        file = target.relative_to(self.copy).as_posix()
        files = (file, f"frameworks/bridge_{self.arrival.index}.csv" if self.arrival.kind == "framework" else "")
        own = Account(
            [row | {"file": str(self.path), "kind": self.arrival.kind} for row in account.rows if row["file"] == file],
            [self._name_own(note) for note in account.notes if note.file in files],
            sheets={str(self.path): account.sheets[file]} if file in account.sheets else {},
            places=_list_places_of(file, tables),
        )
        own.notes += self._find_months()
        return Plan(self.raw / file, own, tree, replacement)

    def _find_months(self) -> list[Problem]:
        """Return that points are said to be of some months of the year, where they are."""
        if self.arrival.kind not in ("scoreboard", "shares"):
            return []
        title = find_part_of_year(self.path.stem, read_workbook(self.path, str(self.path)), self.year)
        message = "{title!r} speaks of a part of the year, not of the result of {year}"
        return [Problem(str(self.path), tell(message, title=title, year=self.year), hint=IF_RIGHT)] if title else []

    def _put(self, target: Path) -> None:
        """Write the file into the copy and log it there."""
        file = target.relative_to(self.copy).as_posix()
        target.parent.mkdir(exist_ok=True, parents=True)
        target.unlink(missing_ok=True)  # it may be a link to the file in data/raw
        shutil.copyfile(self.path, target)
        self._log(target)
        self.files.append(file)

    def _clear(self, target: Path) -> None:
        """Take other forms of the same table out of the copy."""
        for path in _list_forms(target):
            if path != target:
                path.unlink()
                file = path.relative_to(self.copy).as_posix()
                forget_file(self.copy, file)
                self.files.append(file)

    def _log(self, target: Path) -> None:
        about = self.about
        log_file(
            self.copy, target, about.issuer, about.document, about.date, about.licence, simulated=self.arrival.marked
        )

    def _keep_register(self) -> None:
        """Leave the register as it is where only the order of its rows and the day of arrival would change."""
        old, new = (folder / "sources.csv" for folder in (self.raw, self.copy))
        tables = [pd.read_csv(path, dtype=str, keep_default_na=False).drop(columns="received") for path in (old, new)]
        rows = [table.sort_values(list(table.columns), ignore_index=True) for table in tables]
        if not rows[0].equals(rows[1]):
            self.files.append("sources.csv")

    def _take_tree(self) -> ProposedTree | None:
        """Write the framework that the workbook brings into the copy, if it brings one."""
        sheets = read_workbook(self.path, str(self.path))
        known = read_reference(self.copy)
        tree = propose_tree(sheets, self.arrival.index, self.year, known, self.again)
        if tree is None:
            return None
        stop_at_problems(check_tree(tree, str(self.path), self.arrival.index))
        own = name_target(self.copy, replace(self.arrival, kind="framework", part=""), self.year, ".csv")
        own.unlink(missing_ok=True)
        own.write_text(tree.write(), encoding="utf-8")
        self._log(own)
        self.files.append(own.relative_to(self.copy).as_posix())
        return tree

    def _choose_target(self, whole: Path) -> Path:
        """Return where a scoreboard lies: one of a single province stands beside the table of the country."""
        if self.arrival.part or self.arrival.index not in NATIONAL:
            return whole
        known = read_reference(self.copy)
        places = self._list_places(self.path, known)
        if len(places) != 1 or any(self._list_places(path, known) == places for path in _list_forms(whole)):
            return whole
        return name_target(self.copy, replace(self.arrival, part=places[0]), self.year, find_suffix(self.path))

    def _list_places(self, path: Path, known: Reference) -> list[str]:
        figures = read_figures(path, self.arrival.index, self.year, known, str(path))
        return sorted(set(figures["province_code"]) - {""})

    def _find_replacement(self, target: Path) -> Replacement | None:
        """Return what the file in the place of the new one says differently; None where there is none, or the same."""
        there = [path for path in _list_forms(target) if path != target or hash_file(path) != hash_file(self.path)]
        if not there:
            return None
        known, file = read_reference(self.copy), there[0].relative_to(self.copy).as_posix()
        try:
            old = read_figures(there[0], self.arrival.index, self.year, known, file)
        except DataProblemsError:
            return Replacement(file, ["the file there cannot be read by the framework of the year"])
        new = read_figures(self.path, self.arrival.index, self.year, known, str(self.path))
        return _compare(file, old, new)

    def _name_own(self, problem: Problem) -> Problem:
        file = problem.file
        for own in self.files:  # another file may be held against this one
            if own in problem.message:
                problem = replace(problem, message=problem.message.replace(own, str(self.path)))
        ours = {name_target(Path(), replace(self.arrival, part=""), self.year, find_suffix(self.path)).as_posix()}
        if file.startswith("frameworks/") and file in self.files and self.arrival.kind == "scoreboard":
            return replace(problem, file=str(self.path), row=None)  # a row of the tree is none of the sheet
        return replace(problem, file=str(self.path)) if file in ours | set(self.files) else problem


def _list_forms(target: Path) -> list[Path]:
    """Return the files that hold the same table as *target* would, in whatever form."""
    return [path for path in sorted(target.parent.glob(f"{target.stem}.*")) if path.suffix in TABLE_FORMS]


def _list_places_of(file: str, tables: dict[str, pd.DataFrame]) -> list[str]:
    """Return the codes of the places of which a raw file has points or answers."""
    sources = tables["sources"]
    (source,) = sources.loc[sources["path"] == file, "source_id"]
    read = pd.concat([tables[name].loc[tables[name]["source_id"] == source, "province_code"] for name in _BY_PLACE])
    return sorted(set(read) - {"", COUNTRY})


def _compare(file: str, old: pd.DataFrame, new: pd.DataFrame) -> Replacement:
    """Return how the figures of two versions of a workbook differ."""
    both = old.merge(new, on=_KEYS, how="outer", suffixes=("_old", "_new"), indicator="side", validate="1:1")
    same = both[both["side"] == "both"]
    odd = same[(same["number_old"] - same["number_new"]).abs() > 1e-9]
    lines: list[str] = [
        tell(
            "{cell_new}: {number_old:g} becomes {number_new:g}",
            cell_new=row.cell_new,
            number_old=row.number_old,
            number_new=row.number_new,
        )
        for row in odd.itertuples()
    ]
    gone: list[str] = [
        tell("{cell}: {number:g} goes", cell=row.cell_old, number=row.number_old)
        for row in both[both["side"] == "left_only"].itertuples()
    ]
    return Replacement(file, lines, int((both["side"] == "right_only").sum()), gone)


def copy_raw(raw: Path, copy: Path) -> None:
    """Copy data/raw, by links where the disk allows it; the copy can be written though data/raw cannot."""
    for folder, names, files in os.walk(raw):
        names[:] = [name for name in names if not name.startswith(".")]
        into = copy / Path(folder).relative_to(raw)
        into.mkdir(parents=True)
        for file in files:
            if file.startswith(("~$", ".")):
                continue
            source, target = Path(folder) / file, into / file
            if file == "sources.csv":
                shutil.copyfile(source, target)
                continue
            try:
                os.link(source, target)
            except OSError:
                shutil.copyfile(source, target)


def find_suffix(path: Path) -> str:
    """Return the ending under which a file is kept: its own."""
    return path.suffix.casefold() if path.suffix.casefold() in TABLE_FORMS else ".xlsx"
