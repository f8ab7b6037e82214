"""The action register of a province (sổ theo dõi khắc phục): a workbook of tasks, agencies and who holds what."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from parlib.problems import DataProblemsError, Problem
from parlib.readers.csvfile import read_table
from parlib.readers.workbook import Sheet, read_workbook
from parlib.speech import tell

ABOUT = {"province": "Tỉnh, thành phố", "index": "Chỉ số", "year": "Năm"}
"""What a register is about, and the words beside which it stands above the tasks."""

TASKS = {
    "component": "Mã thành phần",
    "component_name": "Thành phần",
    "lost": "Điểm mất",
    "recoverable": "Có thể phục hồi",
    "state": "So với lần lập trước",
    "cause_class": "Nhóm nguyên nhân",
    "cause": "Nguyên nhân",
    "task": "Nhiệm vụ, giải pháp",
    "lead_agency": "Cơ quan chủ trì",
    "coordinating_agency": "Cơ quan phối hợp",
    "head": "Người đứng đầu chịu trách nhiệm",
    "deadline": "Thời hạn",
    "output": "Sản phẩm, kết quả",
    "status": "Tình trạng",
}
"""Columns of the sheet of tasks and their heads; the first five are filled in by the program."""

FILLED = ("component", "component_name", "lost", "recoverable", "state")
"""Columns of tasks that the program fills in; people write the others."""

AGENCIES = {
    "agency": "Cơ quan",
    "aliases": "Tên khác",
    "head": "Người đứng đầu",
    "successor": "Đã sáp nhập vào",
    "note": "Ghi chú",
}
"""Columns of the sheet of agencies."""

HOLDINGS = {"component": "Mã thành phần", "component_name": "Thành phần", "agency": "Cơ quan phụ trách"}
"""Columns of the sheet that says which agency holds which component."""

SHEETS = {"tasks": ("Nhiệm vụ", TASKS), "agencies": ("Cơ quan", AGENCIES), "holdings": ("Phân công", HOLDINGS)}
"""Sheets of a register: name and columns."""


def fold_head(text: str) -> str:
    """Return a head or sheet name without case and needless spaces.

    Examples
    --------
    >>> fold_head(" Cơ  QUAN ")
    'cơ quan'
    """
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


@dataclass(frozen=True)
class ActionBook:
    """A register as written, all text; each table has ``place`` (sheet and row), and columns that people added.

    Attributes
    ----------
    province, index, year : str
        What it is about.
    tasks, agencies, holdings : pandas.DataFrame
        Columns of `SHEETS`; rows in which people or the program wrote something.
    added : list of str
        Heads of columns that people added to the tasks.
    """

    file: str
    province: str
    index: str
    year: str
    tasks: pd.DataFrame = field(repr=False)
    agencies: pd.DataFrame = field(repr=False)
    holdings: pd.DataFrame = field(repr=False)
    added: list[str] = field(default_factory=list)


def read_action_book(path: Path, name: str | None = None) -> ActionBook:
    """Return a register of actions as written.

    Raises
    ------
    DataProblemsError
        If the workbook cannot be read (`parlib.readers.workbook`), a sheet or column is missing, or it does not say
        which province, index and year it is about.
    """
    name = name or path.name
    sheets = {fold_head(sheet.title): sheet for sheet in read_workbook(path, name)}
    problems = [
        Problem(name, tell("there is no sheet {title!r}", title=title))
        for title, _ in SHEETS.values()
        if fold_head(title) not in sheets
    ]
    if problems:
        raise DataProblemsError(problems)
    tables = {key: _read_sheet(sheets[fold_head(title)], heads) for key, (title, heads) in SHEETS.items()}
    about = _read_about(sheets[fold_head(SHEETS["tasks"][0])])
    added = [column for column in tables["tasks"] if column not in TASKS and column != "place"]
    return ActionBook(name, **about, **tables, added=added)


def _read_about(sheet: Sheet) -> dict[str, str]:
    rows = [row for row in range(min(10, len(sheet.rows))) if len(sheet.rows[row]) > 1]
    heads, said = ([sheet.text(row, column) for row in rows] for column in (0, 1))
    words = {fold_head(head): key for key, head in ABOUT.items()}
    keys = [words.get(fold_head(head), "") for head in heads]
    if "province" not in keys and "index" in keys[1:]:  # the place of an own index, by whatever word, stands above it
        keys[keys.index("index") - 1] = "province"
    found = dict(zip(keys, said, strict=True))
    missing = [head for key, head in ABOUT.items() if not found.get(key)]
    if missing:
        message = tell("sheet {name!r} does not say above the table: {missing}", name=sheet.name, missing=missing)
        raise DataProblemsError([Problem(sheet.file, message)])
    return {key: found[key] for key in ABOUT}


def _read_sheet(sheet: Sheet, heads: dict[str, str]) -> pd.DataFrame:
    """Return the table of a sheet: the row of heads is the first in which at least half of them stand."""
    words = {fold_head(head): key for key, head in heads.items()}
    for start in range(min(15, len(sheet.rows))):
        texts = [sheet.text(start, column) for column in range(len(sheet.rows[start]))]
        names = [words.get(fold_head(text), text) for text in texts]
        if sum(name in heads for name in names) * 2 >= len(heads):
            break
    else:
        raise DataProblemsError([Problem(sheet.file, tell("sheet {name!r} has no row of heads", name=sheet.name))])
    missing = [heads[key] for key in heads if key not in names]
    if missing:
        message = tell("sheet {name!r} has no column {missing!r}", name=sheet.name, missing=missing)
        raise DataProblemsError([Problem(sheet.file, message, start + 1)])
    used = [column for column, name in enumerate(names) if name]
    rows = [
        [sheet.text(row, column) for column in used] + [f"{sheet.name}!{row + 1}"]
        for row in range(start + 1, len(sheet.rows))
    ]
    table = pd.DataFrame(rows, columns=[*[names[column] for column in used], "place"])
    return table[(table.drop(columns="place") != "").any(axis=1)].reset_index(drop=True)


def read_starter_agencies(raw: Path) -> pd.DataFrame:
    """Return the list of agencies with which a province's first register begins; the province mends it."""
    table = read_table(
        raw / "frameworks" / "agencies.csv", ["agency", "aliases", "successor", "note"], "frameworks/agencies.csv"
    )
    return table.assign(head="")[list(AGENCIES)]
