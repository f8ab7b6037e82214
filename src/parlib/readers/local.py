"""A province's own index (chỉ số của tỉnh cho sở, huyện, xã) as a person writes it.

One folder an index, ``local/<id>``: ``index.csv`` says what it is, ``places.csv`` whom it judges,
``framework_2025.csv`` by what from 2025 on, until the next one. All text, as typed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from parlib.problems import Problem, stop_at_problems
from parlib.readers.csvfile import read_rows, read_table
from parlib.readers.indices import TAKEN, read_said
from parlib.readers.reference import YEAR_TREE_COLUMNS, read_year_tree
from parlib.speech import tell
from parlib.terms import NATIONAL

FOLDER = "local"
"""Folder of raw that holds a folder for each own index."""

PROPERTIES = {
    "id": "",
    "short": "",
    "short_en": "",
    "name_vi": "",
    "name_en": None,
    "issuer": "",
    "year_from": "",
    "year_to": "",
    "one_vi": "đơn vị",
    "one_en": "unit",
    "many_en": "units",
    "whole_vi": "toàn tỉnh",
    "whole_en": "the province",
    "group_vi": "nhóm",
    "group_en": "group",
    "groups_en": "groups",
    "places": "",
    "decimals": "2",
    "rank_note_vi": "",
    "rank_note_en": None,
}
"""What ``index.csv`` says, and what holds where it says nothing; None: the same as in Vietnamese."""

NEEDED = ("id", "short", "name_vi", "issuer", "year_from", "year_to")
"""What must be said."""

PLACE_COLUMNS = ["code", "name_vi", "name_en", "group_vi", "group_en"]
"""Columns of ``places.csv``."""

PLACE_EXTRAS = ["aliases", "population", "urban_population", "grdp_per_capita"]
"""Columns that it may have beside."""

GRADES = "grades.csv"
"""File of an own index with its grades (xếp loại), as its issuer decided them; it need not be there."""

GRADE_COLUMNS = ["least", "grade_vi", "grade_en"]
"""Its columns; ``least``: fewest points of 100 with which a place has the grade."""

_ID = re.compile(r"[a-z][a-z0-9_]{1,29}")


def list_own(raw: Path) -> list[str]:
    """Return the ids of the own indices: the folders in ``local`` that hold an ``index.csv``."""
    return sorted(path.parent.name for path in (raw / FOLDER).glob("*/index.csv"))


def check_id(name: str, file: str) -> list[Problem]:
    """Return what is wrong with the id of an own index: letters it may not have, or another index is called so.

    Examples
    --------
    >>> check_id("cchc_so", "local/cchc_so/index.csv")
    []
    >>> print(check_id("papi", "local/papi/index.csv")[0])
    local/papi/index.csv: 'papi' is the id of something else in parlib. Call folder and id otherwise, such as papi_1
    """
    hint: str
    if name in TAKEN or name in NATIONAL:
        hint = tell("Call folder and id otherwise, such as {name}_1", name=name)
        return [Problem(file, tell("{name!r} is the id of something else in parlib", name=name), hint=hint)]
    if not _ID.fullmatch(name):
        hint = "Use 2 to 30 plain small letters, digits and _, a letter first, such as cchc_so"
        return [Problem(file, tell("{name!r} cannot be the id of an index", name=name), hint=hint)]
    return []


def read_properties(raw: Path, index: str) -> dict[str, str]:
    """Return what ``index.csv`` says of an index, as `PROPERTIES`.

    Raises
    ------
    DataProblemsError
        For an id that is not the folder's, a property that is not known, said twice, or missing.
    """
    file = f"{FOLDER}/{index}/index.csv"
    stop_at_problems(check_id(index, file))
    said, problems = read_said(raw / file, file, PROPERTIES, NEEDED)
    if said["id"] and said["id"] != index:
        hint = tell("Write {index}, or rename the folder: no two indices have one id", index=index)
        problems.append(
            Problem(
                file, tell("id {id!r} is not the name of its folder, {index!r}", id=said["id"], index=index), hint=hint
            )
        )
    stop_at_problems(problems + _find_bad_numbers(file, read_table(raw / file, ["property", "value"], file)))
    return said | {"short_en": said["short_en"] or said["short"]}


def _find_bad_numbers(file: str, table: pd.DataFrame) -> list[Problem]:
    """Return years and places after the decimal sign that are no whole numbers, and years in the wrong order."""
    limits = {"year_from": (1990, 2100), "year_to": (1990, 2100), "decimals": (0, 4)}
    problems, years = [], {}
    for row in table[table["property"].isin(limits) & (table["value"] != "")].itertuples():
        least, most = limits[row.property]
        if not row.value.isdecimal() or not least <= int(row.value) <= most:
            message = tell(
                "{property} is {value!r}, not a whole number from {least} to {most}",
                property=row.property,
                value=row.value,
                least=least,
                most=most,
            )
            problems.append(Problem(file, message, row.row, hint="Mend the value"))
        else:
            years[row.property] = int(row.value)
    if years.get("year_from", 0) > years.get("year_to", 9999):
        message = tell(
            "year_from {year_from} is after year_to {year_to}", year_from=years["year_from"], year_to=years["year_to"]
        )
        problems.append(Problem(file, message, hint="Mend one of the two"))
    return problems


def read_places(raw: Path, index: str) -> pd.DataFrame:
    """Return the places of an own index as typed, with `PLACE_EXTRAS` blank where there is no such column."""
    file = f"{FOLDER}/{index}/places.csv"
    header = read_rows(raw / file, file)[0]
    there = [name for name in PLACE_EXTRAS if name in header]
    table = read_table(raw / file, [*PLACE_COLUMNS, *there], file)
    texts = [*PLACE_COLUMNS, *there]
    table[texts] = table[texts].apply(lambda column: column.str.strip())
    return table.assign(**dict.fromkeys([name for name in PLACE_EXTRAS if name not in there], ""))


def read_grades(raw: Path, index: str) -> pd.DataFrame:
    """Return the grades of an own index, the best first; an empty table where its issuer gives none.

    Raises
    ------
    DataProblemsError
        For points that are no number from 0 to 100 or stand twice, and for a grade without a name.
    """
    file = f"{FOLDER}/{index}/{GRADES}"
    if not (raw / file).exists() or len(read_rows(raw / file, file)) < 2:
        return pd.DataFrame(columns=GRADE_COLUMNS).astype({"least": "float64"})
    table = read_table(raw / file, GRADE_COLUMNS, file)
    least = pd.to_numeric(table["least"].str.strip().str.replace(",", "."), errors="coerce")
    problems = [
        Problem(
            file,
            tell("{least!r} is no number of points from 0 to 100", least=row.least),
            row.row,
            "least",
            "Write 80, or 80,5",
        )
        for row in table[~least.between(0, 100)].itertuples()
    ]
    problems += [
        Problem(file, tell("{least!r} stands twice", least=row.least), row.row, "least", "Keep one grade of it")
        for row in table[least.duplicated() & least.notna()].itertuples()
    ]
    problems += [
        Problem(file, "the grade has no name", row.row, "grade_vi", "Write it, such as Tốt")
        for row in table[table["grade_vi"].str.strip() == ""].itertuples()
    ]
    stop_at_problems(problems)
    english = table["grade_en"].where(table["grade_en"].str.strip() != "", table["grade_vi"])
    table = table.assign(least=least, grade_en=english)[GRADE_COLUMNS]
    return table.sort_values("least", ascending=False, ignore_index=True)


def list_frameworks(raw: Path, index: str) -> dict[int, str]:
    """Return the framework files of an own index by the first year that each is for, in order."""
    found = sorted((raw / FOLDER / index).glob("framework_[0-9][0-9][0-9][0-9].csv"))
    return {int(path.stem[-4:]): path.relative_to(raw).as_posix() for path in found}


def read_framework(raw: Path, file: str) -> pd.DataFrame:
    """Return a framework of an own index, in the form of that of one year (`read_year_tree`).

    A decimal comma in the points is read as one.

    Raises
    ------
    DataProblemsError
        For a row without code or name, and for points that are no number.
    """
    tree = read_year_tree(raw / file, file)
    columns = [*YEAR_TREE_COLUMNS, "name_en", "component_key"]
    tree[columns] = tree[columns].apply(lambda column: column.str.strip())
    points = tree["max_score"].str.replace(",", ".")
    problems = []
    for row, text in zip(tree.itertuples(), points, strict=True):
        if not row.component_code or not row.name_vi:
            hint = "Fill in component_code and name_vi, or delete the row"
            problems.append(Problem(file, "the row has no code or no name", row.row, hint=hint))
        if text and not re.fullmatch(r"\d+(\.\d+)?", text):
            hint = "Write points such as 2 or 1,5"
            problems.append(
                Problem(
                    file,
                    tell("max_score {max_score!r} is no number", max_score=row.max_score),
                    row.row,
                    "max_score",
                    hint,
                )
            )
    stop_at_problems(problems)
    return tree.assign(max_score=points)


def is_begun(raw: Path, index: str) -> bool:
    """Tell whether anybody has filled in a framework: before that there is nothing that places could be judged by."""
    return any(len(read_rows(raw / file, file)) > 1 for file in list_frameworks(raw, index).values())
