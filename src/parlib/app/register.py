"""The action register on the page: opened with the losses of now, saved as the workbook that people fill in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from parlib.app.faults import UserError
from parlib.app.room import Room
from parlib.app.words import word
from parlib.files.hashing import hash_file
from parlib.forms.actions import write_action_book
from parlib.forms.register import name_register, renew_register, take_in_register
from parlib.language.numbers import format_number
from parlib.places import load_names
from parlib.problems import DataProblemsError, Problem
from parlib.readers.action_book import AGENCIES, FILLED, HOLDINGS, TASKS, ActionBook, read_action_book
from parlib.readers.workbook import is_marked, read_workbook
from parlib.terms import INDICES, NATIONAL, find_vintage
from parlib.tidy import parse_numbers

if TYPE_CHECKING:
    from parlib.app.worker import Report

WRITTEN = tuple(name for name in TASKS if name not in FILLED)
"""Columns of tasks that people write."""

BOOK = "register.xlsx"
"""The register as it was opened, in the folder of the page."""


def open_register(home: Path, task: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """Return the register of a province, index and year with the losses of now and every word written before.

    Parameters
    ----------
    task : mapping
        ``province``; ``index`` and ``year``, or blank for the first index of the year whose losses are known.
    """
    from parlib.ready import clean_changed

    report("step_clean")
    clean_changed(home, lambda line: None)
    report("step_register")
    room, choices = Room(home), _list_choices(task["province"], task["year"])
    index, year = next(
        ((one, at) for one, at in choices if one == task["index"]),
        next(((one, at) for one, at in choices if not INDICES[one].of_people), choices[0]),
    )
    renew_register(home, task["province"], index, year, room.folder / BOOK)
    book = read_action_book(room.folder / BOOK)
    code = load_names(find_vintage(index, year)).find(book.province)
    stored = name_register(room.raw, index, year, code)
    return {
        "index": index,
        "year": year,
        "edition": INDICES[index].edition(year, "vi"),
        "province": book.province,
        "asked": task["province"],
        "choices": [[one, at, INDICES[one].edition(at, "vi")] for one, at in choices],
        "stored": stored.relative_to(room.raw).as_posix(),
        "stamp": _stamp(stored),
        "rows": list_rows(book),
        "agencies": [name for name in book.agencies["agency"] if name],
    }


def _list_choices(province: str, year: int | None) -> list[tuple[str, int]]:
    from parlib.runs.conference import plan_conference

    chosen = plan_conference(province, year).chosen
    return [(one.index, one.year) for one in chosen if one.index in NATIONAL]


def _stamp(path: Path) -> str:
    return hash_file(path) if path.exists() else ""


def list_rows(book: ActionBook) -> list[dict[str, Any]]:
    """Return the tasks of a register as the page shows them; ``row`` is their place in the register."""
    tasks = book.tasks.reset_index(drop=True)
    points = {name: parse_numbers(tasks[name]).values for name in ("lost", "recoverable")}
    rows: list[dict[str, Any]] = [
        {"row": row, **{name: str(values[name]) for name in TASKS}}
        for row, values in enumerate(tasks[list(TASKS)].to_dict("records"))
    ]
    for name, values in points.items():
        for row, value in zip(rows, values, strict=True):
            row[name] = "" if pd.isna(value) else format_number(float(value), "vi")
    return rows


def save_register(home: Path, task: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """Write what was typed into the register, check it as ``parlib actions add`` does, and take it into data/raw.

    Parameters
    ----------
    task : mapping
        ``rows``: for each task its ``row`` in the register that was opened, and the columns `WRITTEN`; a row that
        stands a second time is one more task for its component. ``stored``, ``stamp``, ``index``, ``year``.

    Raises
    ------
    DataProblemsError
        With everything that is not known in it, by sheet and row.
    UserError
        If the register in data/raw is not the one that was opened.
    """
    report("step_save")
    room = Room(home)
    stored = room.raw / task["stored"]
    if _stamp(stored) != task["stamp"]:
        raise UserError(word("register_moved"))
    opened, new = room.folder / BOOK, room.folder / "register-new.xlsx"
    book = read_action_book(opened)
    tasks = put_rows(book, task["rows"])
    about = {"province": book.province, "index": book.index, "year": book.year}
    simulated = is_marked(read_workbook(opened, opened.name))
    write_action_book(new, about, tasks, book.agencies[list(AGENCIES)], book.holdings[list(HOLDINGS)], simulated)
    try:
        target, tables = take_in_register(room.raw, new)
    except DataProblemsError as error:
        raise DataProblemsError([_name_component(problem, new) for problem in error.problems]) from None
    new.replace(opened)
    saved = read_action_book(opened)
    return {
        "stored": target.relative_to(room.raw).as_posix(),
        "stamp": _stamp(target),
        "rows": list_rows(saved),
        "tasks": int((tables["actions"]["task"] != "").sum()),
    }


def _name_component(problem: Problem, new: Path) -> Problem:
    """Return a problem of a row that names its component: the page shows no rows of the workbook."""
    tasks = read_action_book(new, str(new)).tasks.set_index("place")
    if problem.column not in tasks.index:
        return replace(problem, file=word("kind_register")["vi"])
    row = tasks.loc[problem.column]
    return replace(problem, file=f"{row['component']} {row['component_name']}".strip(), column=None)


def put_rows(book: ActionBook, typed: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return the tasks of a register with what was typed; rows of which nothing was typed stay as they are."""
    tasks = book.tasks.reset_index(drop=True).drop(columns="place")
    for name in ("lost", "recoverable"):
        tasks[name] = parse_numbers(tasks[name]).values
    by_row: dict[int, list[Mapping[str, Any]]] = {}
    for one in typed:
        by_row.setdefault(int(one["row"]), []).append(one)
    if unknown := [row for row in by_row if row not in tasks.index]:
        raise UserError(word("register_moved") | {"en": f"there is no row {unknown[0]} in the register"})
    rows = []
    for at, row in enumerate(tasks.to_dict("records")):
        first, *more = by_row.get(at, [{}])
        rows.append(row | {name: str(first[name]).strip() for name in WRITTEN if name in first})
        blank = dict.fromkeys(row, "") | {"lost": float("nan"), "recoverable": float("nan")}
        same = {name: row[name] for name in ("component", "component_name")}
        rows += [blank | same | {name: str(one.get(name, "")).strip() for name in WRITTEN} for one in more]
    return pd.DataFrame(rows, columns=tasks.columns)[[*TASKS, *book.added]]
