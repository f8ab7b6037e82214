"""Departments and localities of an own index by block, with grades, their dossiers and their open tasks (xếp loại)."""

from __future__ import annotations

import pandas as pd

from parlib.files.slug import fold_label
from parlib.store import load_table
from parlib.subject import Subject
from parlib.terms import CLOSED


def rank_units(subject: Subject) -> pd.DataFrame:
    """Return the places of an own index in their blocks, the first of each first.

    Returns
    -------
    pandas.DataFrame
        ``province_code, region, rank_in_region, province, score, grade, rank, change`` and, as far as any place has
        them, ``on_time_share, overdue`` (dossiers of the one-stop system of the year) and ``open_tasks`` (of the
        registers, led by the place and neither done nor dropped). Places without a score come last in their block.
    """
    rows = subject.rows.copy()
    rows["rank_in_region"] = rank_in_blocks(rows["score"], rows["region_code"])
    grades = load_grades(subject)
    rows["grade"] = [find_grade(score, grades) for score in rows["score"]]
    dossiers, tasks = _count_dossiers(subject), _count_tasks(subject)
    for column in ("on_time_share", "overdue"):
        rows[column] = rows["province_code"].map(dossiers.get(column, {})).astype(float)
    rows["open_tasks"] = rows["province_code"].map(tasks).astype(float)
    rows = rows.sort_values(["region_code", "rank_in_region", "province"], na_position="last", ignore_index=True)
    columns = ["province_code", "region", "rank_in_region", "province", "score", "grade", "rank", "change"]
    joined = [name for name in ("on_time_share", "overdue", "open_tasks") if rows[name].notna().any()]
    return rows[columns + joined]


def rank_in_blocks(scores: pd.Series, *blocks: pd.Series) -> pd.Series:
    """Return the rank of each score among those of its block, the highest first; equal scores have the same rank.

    Parameters
    ----------
    scores : pandas.Series
        Missing where there is none; its rank is then missing, too.
    *blocks : pandas.Series
        What scores of one block have in common; a missing value is a block of its own.

    Examples
    --------
    >>> rank_in_blocks(pd.Series([80.0, 90, 90, 70, None]), pd.Series(["a", "b", "b", "a", "b"])).tolist()
    [1, 1, 1, 2, <NA>]
    """
    return scores.groupby(list(blocks), dropna=False).rank(method="min", ascending=False).astype("Int64")


def load_grades(subject: Subject) -> list[tuple[float, str]]:
    """Return the fewest points of each grade and its name, the best first; none where the issuer gives none."""
    table = load_table("grades", index=subject.index.id).sort_values("least", ascending=False)
    return list(zip(table["least"], table[f"grade_{subject.language}"], strict=True))


def find_grade(score: float, grades: list[tuple[float, str]]) -> str:
    """Return the grade of a score; blank where it has none.

    Examples
    --------
    >>> grades = [(80.0, "Tốt"), (65.0, "Khá")]
    >>> [find_grade(score, grades) for score in (80.0, 79.99, 12.0, float("nan"))]
    ['Tốt', 'Khá', '', '']
    """
    return next((grade for least, grade in grades if score >= least), "")


def find_province(rows: pd.DataFrame) -> str | None:
    """Return the one province whose dossiers *rows* are of; None where they are of several, or there are none.

    Examples
    --------
    >>> find_province(pd.DataFrame({"province_code": ["22", "22"]}))
    '22'
    >>> find_province(pd.DataFrame({"province_code": ["22", "24"]}))
    """
    found = rows["province_code"].unique()
    return str(found[0]) if len(found) == 1 else None


def name_units(subject: Subject, called: pd.Series) -> pd.Series:
    """Return the code of the place that each text names, in any spelling or short; missing where it names none."""
    table = load_table("units", vintage=subject.vintage)
    names: dict[str, str] = {}
    for row in table.itertuples():
        for name in (row.name_vi, *str(row.aliases or "").split(";")):
            names.setdefault(fold_label(name), row.province_code)
    names.pop("", None)
    return called.map(fold_label).map(names)


def _count_dossiers(subject: Subject) -> dict[str, dict[str, float]]:
    """Return shares on time and overdue dossiers by place; none where dossiers of several provinces are at hand."""
    rows = load_table("onestop", year=subject.year, by=["agency", "commune"])
    if find_province(rows) is None:
        return {}
    rows = rows.assign(code=name_units(subject, rows["label"])).dropna(subset="code")
    sums = rows.groupby("code")[["on_time", "late", "overdue"]].sum()
    judged = sums["on_time"] + sums["late"]
    share = (sums["on_time"] / judged).where(judged > 0)
    return {"on_time_share": share.to_dict(), "overdue": sums["overdue"].to_dict()}


def _count_tasks(subject: Subject) -> dict[str, int]:
    """Return how many tasks each place leads that are neither done nor dropped."""
    rows = load_table("actions", year=subject.year)
    rows = rows[(rows["task"] != "") & ~rows["status"].isin(CLOSED)]  # a row without a task only says who holds it
    return name_units(subject, rows["lead_agency"]).dropna().value_counts().to_dict()
