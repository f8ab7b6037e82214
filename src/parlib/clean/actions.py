"""The actions that provinces filled in: every row a known province, component and class of cause."""

from __future__ import annotations

import pandas as pd

from parlib.clean.account import Account
from parlib.clean.reference import Reference
from parlib.problems import Problem, stop_at_problems
from parlib.provinces import UnknownProvinceError
from parlib.sources.actions import ACTION_COLUMNS, read_actions
from parlib.terms import CAUSES, find_vintage

TABLE_COLUMNS = ["index", "year", "vintage", "province_code", "component_code", *ACTION_COLUMNS[4:], "file", "row"]
"""Columns of the table ``actions``."""


def clean_actions(known: Reference, account: Account | None = None) -> pd.DataFrame:
    """Return all actions in data/raw/actions with codes; an empty table where no province has filled one.

    Raises
    ------
    DataProblemsError
        With every province, index, year, component or class of cause that is not known.
    """
    files = sorted((known.raw / "actions").glob("*.csv"))
    tables = [read_actions(path, path.relative_to(known.raw).as_posix()) for path in files]
    if not tables:
        return pd.DataFrame(columns=TABLE_COLUMNS).astype({"year": "int64"})
    rows = pd.concat(tables, ignore_index=True)
    problems = [problem for row in rows.itertuples() for problem in _find_problems(row, known)]
    stop_at_problems(problems)
    vintage = [find_vintage(index, int(year)) for index, year in zip(rows["index"], rows["year"], strict=True)]
    codes = [known.names[own].find(name) for own, name in zip(vintage, rows["province"], strict=True)]
    rows = rows.assign(year=rows["year"].astype("int64"), vintage=vintage, province_code=codes)
    if account is not None:
        for table in tables:
            account.add(table["file"].iloc[0], len(table), len(table))
    return rows.rename(columns={"component": "component_code"})[TABLE_COLUMNS]


def _find_problems(row: tuple, known: Reference) -> list[Problem]:
    """Return what is wrong with one row (a named tuple of the action table and its file and row)."""
    tree = known.components[(known.components["index"] == row[2]) & (known.components["year"].astype(str) == row.year)]
    problems = []
    if tree.empty:
        problems.append(Problem(row.file, f"there is no framework of {row[2]!r} for {row.year!r}", row.row))
    elif row.component not in set(tree["component_code"]):
        problems.append(
            Problem(row.file, f"component {row.component!r} is not in the framework of {row.year}", row.row)
        )
    if row.cause_class and row.cause_class not in CAUSES:
        hint = f"Choose one of {', '.join(CAUSES)}"
        problems.append(Problem(row.file, f"cause class {row.cause_class!r} is not known", row.row, hint=hint))
    try:
        known.names[find_vintage(row[2], int(row.year)) if row.year.isdigit() else "63"].find(row.province)
    except UnknownProvinceError as error:
        problems.append(Problem(row.file, str(error), row.row))
    return problems
