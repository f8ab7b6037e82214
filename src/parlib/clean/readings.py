"""Readings of an index within the year, beside its yearly results and never among them (số liệu từng tháng).

``service_766/service_766_month_2025-08.csv`` tells of a month alone, ``service_766_to_2025-08.csv`` of the year up to
it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from parlib import checks
from parlib.clean.account import Account
from parlib.clean.faults import list_faults, name_marks
from parlib.clean.reference import Reference, check_mark, name_provinces
from parlib.framework import MADE, WEIGHTED, keep_parts
from parlib.problems import DataProblemsError, Problem, gather_problems, stop_at_problems
from parlib.readers.csvfile import TABLE_FORMS
from parlib.readers.readings import read_reading
from parlib.readers.workbook import is_marked, read_workbook
from parlib.scores import drop_few, rank_provinces, sum_parts
from parlib.speech import tell
from parlib.terms import RULES, SIMULATED_STEM, find_vintage, list_by
from parlib.tidy import parse_numbers

PERIODS = ("month", "to")
"""What a reading tells of: a month alone, or the year up to the day on which it was read."""

READING_COLUMNS = [
    "index",
    "year",
    "month",
    "period",
    "as_of",
    "vintage",
    "province_code",
    "component_code",
    "component_key",
    "score",
    "max_score",
    "rank",
    "n_ranked",
    "source_id",
]
"""Columns of the table ``readings``."""


def list_readings(index: str, raw: Path) -> list[Path]:
    """Return the readings of an index, the oldest first."""
    named = re.compile(rf"{index}_({'|'.join(PERIODS)})_\d{{4}}-\d\d({re.escape(SIMULATED_STEM)})?\.\w+")
    found = [path for path in sorted((raw / index).glob(f"{index}_*")) if named.fullmatch(path.name)]
    return [path for path in found if path.suffix in TABLE_FORMS]


def clean_readings(known: Reference, account: Account) -> pd.DataFrame:
    """Return the readings of the index that is measured from dossiers, all the year round (table ``readings``).

    The framework of the year is that of the newest year known, where the year's own is not there yet. A place has
    a rank where (nearly) all have a figure.

    Raises
    ------
    DataProblemsError
        With the problems of all files.
    """
    problems: list[Problem] = []
    tables: list[pd.DataFrame] = []
    for index in list_by(dossiers=True):
        for path in list_readings(index, known.raw):
            with gather_problems(problems):
                tables.append(_read(index, path, known, account))
    stop_at_problems(problems)
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=READING_COLUMNS)


def _read(index: str, path: Path, known: Reference, account: Account) -> pd.DataFrame:
    """Return one reading, checked."""
    file = path.relative_to(known.raw).as_posix()
    period, year, month = re.findall(rf"_({'|'.join(PERIODS)})_(\d{{4}})-(\d\d)", path.stem)[0]
    tree, vintage = _find_tree(index, int(year), known), find_vintage(index, int(year))
    source = check_mark(file, is_marked(read_workbook(path, file)), known)
    heads = dict(
        zip(tree["printed"].where(tree["printed"] != "", tree["name_vi"]), tree["component_code"], strict=True)
    )
    cells = read_reading(path, file, heads, known.names[vintage])
    cells["province_code"] = name_provinces(cells, known.names[vintage])
    cells["score"] = _read_scores(cells)
    cells = cells.assign(year=int(year))
    stop_at_problems(_find_faults(cells, tree.assign(year=int(year)), index, known.names[vintage].names))
    kept = int(cells["score"].notna().sum())
    account.add(file, len(cells), kept, name_marks(cells, "no figure printed") if kept < len(cells) else "")
    about = ["component_code", "component_key", "max_score", "order"]
    cells = cells.dropna(subset="score").merge(tree[about], on="component_code", validate="m:1")
    register = known.register.set_index("source_id")
    cells = cells.assign(index=index, month=int(month), period=period, vintage=vintage, source_id=source)
    cells = cells.assign(as_of=register.loc[source, "date"]).sort_values(["order", "province_code"])
    ranked = drop_few(rank_provinces(cells), len(known.names[vintage].names))
    return ranked[READING_COLUMNS].reset_index(drop=True)


def _find_tree(index: str, year: int, known: Reference) -> pd.DataFrame:
    """Return the framework by which a reading is read: of its year, else the newest before it."""
    trees = known.components[(known.components["index"] == index) & (known.components["year"] <= year)]
    if trees.empty:
        message = tell("there is no framework of {year} or before", year=year)
        raise DataProblemsError([Problem(f"frameworks/{index}.csv", message)])
    tree = keep_parts(trees[trees["year"] == trees["year"].max()])
    return tree[tree["combine"] != WEIGHTED]


def _read_scores(cells: pd.DataFrame) -> pd.Series:
    """Return the numbers of a reading; the columns are of one hand, so they settle each other's decimal sign."""
    reading = parse_numbers(cells["text"])
    stop_at_problems(list_faults(cells, reading.faults))
    return reading.values


def _find_faults(cells: pd.DataFrame, tree: pd.DataFrame, index: str, names: dict[str, str]) -> list[Problem]:
    """Return places that stand twice, points beyond their limits, and wholes that are not the sum of their parts."""
    problems = checks.check_duplicates(cells, names)
    if problems:
        return problems
    made = cells["component_code"].isin(tree.loc[tree["combine"].isin(MADE), "component_code"])
    computed = sum_parts(cells[~made], tree)
    there = cells[~made].groupby("province_code")["component_code"].nunique()
    whole = there.index[there == (~tree["combine"].isin(MADE)).sum()]  # a sum of some parts is none of the whole
    computed = computed[computed["province_code"].isin(whole)]
    return checks.check_limits(cells, tree) + checks.check_sums(cells[made], computed, RULES[index].tolerance)
