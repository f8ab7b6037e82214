"""The actions that provinces filled in: every row a known province, component, class of cause and agency."""

from __future__ import annotations

import pandas as pd

from parlib.clean.account import Account
from parlib.clean.reference import Reference
from parlib.clean.registers import AGENCY_COLUMNS, HOLDING_COLUMNS, clean_register, find_holdings, read_deadline
from parlib.problems import Problem, gather_problems, stop_at_problems
from parlib.province_names import UnknownProvinceError
from parlib.readers.action_book import read_action_book, read_starter_agencies
from parlib.readers.actions import FORM, read_actions
from parlib.speech import tell
from parlib.terms import CAUSES, find_vintage
from parlib.tidy import Row

TABLE_COLUMNS = [
    "index",
    "year",
    "vintage",
    "province_code",
    "component_code",
    *FORM,
    "due",
    "lost_written",
    "file",
    "row",
]
"""Columns of the table ``actions``; ``due``: the deadline as a date; ``lost_written``: the loss at that time."""

COLUMNS = {"actions": TABLE_COLUMNS, "agencies": AGENCY_COLUMNS, "holdings": HOLDING_COLUMNS}
"""Tables made from what provinces filled in."""


def clean_registers(
    known: Reference, account: Account | None = None, parts: pd.DataFrame | None = None
) -> dict[str, pd.DataFrame]:
    """Return the tables of `COLUMNS` from data/raw/actions: registers (.xlsx) and plain tables (.csv).

    Who holds a component is taken from a place's own scoreboard (*parts*) as far as its register says nothing of the
    year.

    Raises
    ------
    DataProblemsError
        With every province, index, year, component, agency or class of cause that is not known.
    """
    tables: dict[str, list[pd.DataFrame]] = {name: [] for name in COLUMNS}
    problems: list[Problem] = []
    for path in sorted((known.raw / "actions").glob("*.xlsx")):
        file = path.relative_to(known.raw).as_posix()
        with gather_problems(problems):
            known.source_of(file)
            for name, table in clean_register(read_action_book(path, file), known).items():
                tables[name].append(table)
                if account is not None and name == "actions":
                    account.add(file, len(table), len(table))
    with gather_problems(problems):
        tables["actions"].append(clean_actions(known, account))
    stop_at_problems(problems)
    if parts is not None and len(parts) and (known.raw / "frameworks" / "agencies.csv").exists():
        tables["holdings"].append(_leave_out_known(find_holdings(parts, read_starter_agencies(known.raw)), tables))
    return {name: _join(tables[name], columns) for name, columns in COLUMNS.items()}


def _leave_out_known(holdings: pd.DataFrame, tables: dict[str, list[pd.DataFrame]]) -> pd.DataFrame:
    """Return the holdings of places and years of which no register says any."""
    keys = ["index", "year", "vintage", "province_code"]
    said = {tuple(row) for table in tables["holdings"] for row in table[keys].itertuples(index=False)}
    return holdings[[tuple(row) not in said for row in holdings[keys].itertuples(index=False)]]


def _join(tables: list[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    kept = [table.reindex(columns=columns) for table in tables if len(table)]
    blank = pd.DataFrame(columns=columns).astype({"year": "int64"} if "year" in columns else {})
    return pd.concat(kept, ignore_index=True).drop_duplicates(ignore_index=True) if kept else blank


def clean_actions(known: Reference, account: Account | None = None) -> pd.DataFrame:
    """Return all actions in the CSV files of data/raw/actions with codes; an empty table where there is none.

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
    rows = rows.assign(due=rows["deadline"].map(read_deadline), lost_written=float("nan"))
    if account is not None:
        for table in tables:
            account.add(table["file"].iloc[0], len(table), len(table))
    return rows.rename(columns={"component": "component_code"})[TABLE_COLUMNS]


def _find_problems(row: Row, known: Reference) -> list[Problem]:
    """Return what is wrong with one row (a named tuple of the action table and its file and row)."""
    tree = known.components[(known.components["index"] == row[2]) & (known.components["year"].astype(str) == row.year)]
    problems = []
    if tree.empty:
        problems.append(
            Problem(
                row.file, tell("there is no framework of {index!r} for {year!r}", index=row[2], year=row.year), row.row
            )
        )
    elif row.component not in set(tree["component_code"]):
        problems.append(
            Problem(
                row.file,
                tell(
                    "component {component!r} is not in the framework of {year}", component=row.component, year=row.year
                ),
                row.row,
            )
        )
    if row.cause_class and row.cause_class not in CAUSES:
        hint = tell("Choose one of {causes}", causes=CAUSES)
        problems.append(
            Problem(
                row.file,
                tell("cause class {cause_class!r} is not known", cause_class=row.cause_class),
                row.row,
                hint=hint,
            )
        )
    try:
        known.names[find_vintage(row[2], int(row.year)) if row.year.isdigit() else "63"].find(row.province)
    except UnknownProvinceError as error:
        problems.append(Problem(row.file, tell("{error}", error=error), row.row))
    return problems
