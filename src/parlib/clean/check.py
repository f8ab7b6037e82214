"""The checks of the cleaning without the writing, for all raw data or for one file that has just arrived."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from parlib.clean.arrival import check_file, check_home, recognise_file
from parlib.clean.panel import PANELS, read_panel_file
from parlib.clean.reference import read_reference
from parlib.clean.run import clean_raw
from parlib.clean.scoreboard import SCORED
from parlib.clean.survey import SURVEYED
from parlib.problems import DataProblemsError, Problem, gather_problems
from parlib.sources.local import list_own


def find_problems(raw: Path, path: Path | None = None, notes: list[Problem] | None = None) -> list[Problem]:
    """Return every problem of data/raw, of a folder in it, or of a file or folder anywhere.

    A file outside data/raw is checked as the table of its name (``papi_2024.csv``, ``par_index_2025.xlsx``) would be;
    of a folder outside, every CSV file is. What a person should look at though nothing is wrong is added to *notes*.

    Raises
    ------
    FileNotFoundError
        If *path* is not there.
    """
    if path is not None and not path.exists():
        raise FileNotFoundError(f"{path} is not there")
    if path is not None and not path.resolve().is_relative_to(raw.resolve()):
        files = [path] if path.is_file() else sorted(path.rglob("*.csv"))
        nothing = [] if files else [Problem(str(path), "there is no CSV file in the folder")]
        return nothing + [problem for file in files for problem in _check_outside(raw, file)]
    try:
        _, account = clean_raw(raw)
    except DataProblemsError as error:
        return [problem for problem in error.problems if path is None or _is_in(problem.file, path, raw)]
    if notes is not None:
        notes += [note for note in account.notes if path is None or _is_in(note.file, path, raw)]
    return []


def _is_in(file: str, path: Path, raw: Path) -> bool:
    """Tell whether a problem belongs to *path*; a problem of all tables together belongs to every path."""
    asked = path.resolve().relative_to(raw.resolve()).as_posix()
    return asked == "." or file == asked or file.startswith(asked + "/") or "/" not in file


def _check_outside(raw: Path, path: Path) -> list[Problem]:
    """Check one year table or scoreboard workbook against the reference tables of *raw*."""
    scored = (*SCORED, *list_own(raw), *SURVEYED)
    if book := re.match(rf"({'|'.join(scored)})_(?:microdata_)?(\d{{4}}).*\.(?:xlsx|csv)$", path.name):
        found: list[Problem] = []
        with gather_problems(found):
            arrival = recognise_file(path, book.group(1), own=list_own(raw))
            try:
                check_home(raw, path.name, arrival.marked)
            except ValueError as error:
                return [Problem(str(path), str(error))]
            found += check_file(raw, path, arrival, int(book.group(2))).notes
        return found
    match = re.fullmatch(rf"({'|'.join(PANELS)})_\d{{4}}\.csv", path.name)
    if not match:
        names = ", ".join([f"{index}_YYYY.csv" for index in PANELS] + [f"{index}_YYYY.xlsx" for index in scored])
        return [Problem(str(path), f"it is not known what the file holds: name it {names}, or put it in data/raw")]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "raw"
        shutil.copytree(raw, copy)
        target = copy / match.group(1) / path.name
        shutil.copyfile(path, target)
        try:
            known = read_reference(copy)
            read_panel_file(match.group(1), target.relative_to(copy).as_posix(), known)
        except DataProblemsError as error:
            own = target.relative_to(copy).as_posix()
            return [replace(fault, file=str(path)) if fault.file == own else fault for fault in error.problems]
    return []
