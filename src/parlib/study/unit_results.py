"""What each place of an own index lost and why, and what it has still to do (kết quả, nhiệm vụ của từng đơn vị)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from parlib.store import load_table
from parlib.study.register import SAME
from parlib.study.units import find_province, name_units, rank_in_blocks
from parlib.subject import Subject
from parlib.terms import CLOSED, INDICES

MOST_UNITS = 400
"""Places of which a table of all losses can be read; an index of more has none."""

MOST_LOSSES = 10
"""Largest losses that are listed of a place; all of them are on its own page."""

MOST_DOSSIERS = 5
"""Longest overdue dossiers that are listed of a place."""

_FIELDS = ["province_code", "province", "component_code", "component", "score", "max_score", "lost", "rank_in_region"]
_LOSSES = ["province_code", "province", "component_code", "component", "lost", "reason"]
_TASKS = ["province_code", "province", "edition", "component", "task", "deadline", "status", "head", "output"]
_DOSSIERS = ["province_code", "province", "dossier", "procedure", "due", "days"]


def list_unit_fields(subject: Subject) -> pd.DataFrame:
    """Return the points of every place on every part directly below the index, by place in the order of the tree.

    Returns
    -------
    pandas.DataFrame
        ``province_code, province, component_code, component, score, max_score, lost, rank_in_region`` (departments
        are ranked among departments, communes among communes); without rows for an index of the provinces, or of more
        than `MOST_UNITS` places.

    Examples
    --------
    >>> from parlib.subject import open_subject
    >>> list_unit_fields(open_subject("papi", 2024)).empty  # not an index of a province's own units
    True
    """
    rows = _read_scores(subject)
    tree = subject.tree
    rows = rows[rows["component_code"].isin(tree.loc[tree["level"] == 1, "component_code"])]
    rows = rows.assign(lost=rows["max_score"] - rows["score"]).dropna(subset="score")
    blocks = rows["province_code"].map(
        dict(zip(subject.places["province_code"], subject.places["region_code"], strict=True))
    )
    ranks = rank_in_blocks(rows["score"], rows["component_code"], blocks)
    return _order(rows.assign(rank_in_region=ranks), ["place", "order"], [True, True])[_FIELDS]


def list_unit_losses(subject: Subject) -> pd.DataFrame:
    """Return the largest losses of every place on components without parts, with the appraisers' reasons.

    Returns
    -------
    pandas.DataFrame
        ``province_code, province, component_code, component, lost, reason`` (blank where none was given), at most
        `MOST_LOSSES` rows a place, the largest first; without rows for an index of the provinces, or of more than
        `MOST_UNITS` places.

    Examples
    --------
    >>> from parlib.subject import open_subject
    >>> list_unit_losses(open_subject("papi", 2024)).empty  # not an index of a province's own units
    True
    """
    rows, tree = _read_scores(subject), subject.tree
    rows = rows[~rows["component_code"].isin(tree["parent_code"])]
    rows = rows.assign(lost=rows["max_score"] - rows["score"]).pipe(lambda table: table[table["lost"] > SAME])
    parts = load_table("parts", index=subject.index.id, year=subject.year, vintage=subject.vintage)
    at = ["province_code", "component_code"]
    rows = rows.merge(parts[[*at, "reason"]], on=at, how="left", validate="1:1")
    rows = _order(rows.assign(reason=rows["reason"].fillna("")), ["place", "lost", "order"], [True, False, True])
    return rows.groupby("province_code", sort=False).head(MOST_LOSSES).reset_index(drop=True)[_LOSSES]


def list_unit_tasks(subject: Subject) -> pd.DataFrame:
    """Return the tasks of the registers that a place leads and that are neither done nor dropped, the first due first.

    Returns
    -------
    pandas.DataFrame
        ``province_code, province, edition`` (of the index whose register sets the task), ``component, task, deadline,
        status, head, output``.

    Examples
    --------
    >>> from parlib.subject import open_subject
    >>> list_unit_tasks(open_subject("papi", 2024)).empty  # not an index of a province's own units
    True
    """
    rows = load_table("actions", year=subject.year)
    rows = rows[(rows["task"] != "") & ~rows["status"].isin(CLOSED)]
    rows = _name(rows, rows["lead_agency"], subject)
    trees, name = load_table("components", year=subject.year), f"name_{subject.language}"
    parts = dict(zip(zip(trees["index"], trees["component_code"], strict=True), trees[name], strict=True))
    known = zip(rows["index"], rows["component_code"], strict=True)
    rows = rows.assign(
        edition=[INDICES[index].edition(subject.year, subject.language) for index in rows["index"]],
        component=[parts.get(pair, "") for pair in known],
        due=rows["due"].replace("", "9999"),  # a task without a day comes last
    )
    return _order(rows, ["place", "due"], [True, True])[_TASKS]


def list_unit_dossiers(subject: Subject) -> pd.DataFrame:
    """Return the dossiers of the one-stop system that are overdue for longest at each place.

    Returns
    -------
    pandas.DataFrame
        ``province_code, province, dossier, procedure, due, days``, at most `MOST_DOSSIERS` rows a place; without rows
        where dossiers of several provinces are at hand.

    Examples
    --------
    >>> from parlib.subject import open_subject
    >>> list_unit_dossiers(open_subject("papi", 2024)).empty  # not an index of a province's own units
    True
    """
    rows = load_table("onestop_overdue", year=subject.year)
    if find_province(rows) is None:
        return pd.DataFrame(columns=_DOSSIERS)
    rows = _order(_name(rows, rows["unit"], subject), ["place", "days"], [True, False])
    return rows.groupby("province_code", sort=False).head(MOST_DOSSIERS).reset_index(drop=True)[_DOSSIERS]


def _read_scores(subject: Subject) -> pd.DataFrame:
    """Return the year's points of all places and components, with names, maxima and the tree's order."""
    rows = subject.scores[subject.scores["year"] == subject.year]
    if subject.index.nouns is None or len(subject.places) > MOST_UNITS:
        rows = rows.iloc[:0]
    tree = subject.tree.set_index("component_code")
    order = {code: at for at, code in enumerate(tree.index)}
    codes = rows["component_code"]
    return _name_places(rows, subject).assign(component=codes.map(tree["component"]), order=codes.map(order))


def _name_places(rows: pd.DataFrame, subject: Subject) -> pd.DataFrame:
    places = subject.places.reset_index(drop=True)
    names = dict(zip(places["province_code"], places["province"], strict=True))
    order = {code: at for at, code in enumerate(names)}
    codes = rows["province_code"]
    return rows.assign(province=codes.map(names), place=codes.map(order)).dropna(subset="place")


def _name(rows: pd.DataFrame, called: pd.Series, subject: Subject) -> pd.DataFrame:
    """Return the rows of which a text is the name of a place, with its code in the place of the province's."""
    codes: Any = name_units(subject, called) if subject.index.nouns is not None else None
    return _name_places(rows.assign(province_code=codes).dropna(subset="province_code"), subject)


def _order(rows: pd.DataFrame, by: list[str], up: list[bool]) -> pd.DataFrame:
    return rows.sort_values(by, ascending=up, kind="stable", ignore_index=True)
