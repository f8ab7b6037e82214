"""Accountability of one agency (trách nhiệm của cơ quan): components held, points, tasks, last year's promises."""

from __future__ import annotations

import datetime

import numpy as np
import pandas as pd

from parlib.store import load_table
from parlib.study.losses import list_losses, weigh_components
from parlib.study.register import SAME, find_overdue
from parlib.subject import Subject
from parlib.terms import TOTAL

_HELD = ["component_code", "component", "score", "max_score", "lost", "recoverable", "rank", "n_ranked"]

_TASKS = [
    "component_code",
    "component",
    "task",
    "part",
    "deadline",
    "status",
    "head",
    "cause_class",
    "cause",
    "output",
    "due",
    "overdue",
]

_PROMISES = ["component_code", "component", "task", "deadline", "status", "lost_before", "lost", "regained", "verdict"]


def find_head(subject: Subject, agency: str) -> str:
    """Return who heads the agency, as the province's own table of agencies says; blank where it does not.

    Where that is silent, the head whom all tasks of the year that the agency leads name, if they name one.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> parlib.study.duty.find_head(subject, "Sở Nội vụ")
    ''
    """
    table = load_table("agencies", vintage=subject.vintage, province_code=subject.province_code)
    heads = table.loc[(table["agency"] == agency) & (table["head"] != ""), "head"]
    if not heads.empty:
        return str(heads.iloc[0])
    tasks = load_table("actions", year=subject.year, vintage=subject.vintage, province_code=subject.province_code)
    named = tasks.loc[(tasks["lead_agency"] == agency) & (tasks["head"] != ""), "head"].unique()
    return str(named[0]) if len(named) == 1 else ""


def list_held(subject: Subject, agency: str) -> pd.DataFrame:
    """Return the components without parts that the agency holds (được phân công), with points held and lost.

    A component is held by the agency that is given it or, failing that, the nearest component above it; where the
    province's register gives none, by the agency in charge that the scoreboard names.

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, score, max_score, lost, recoverable`` (points behind the best province; missing
        where that is not known), ``rank, n_ranked``; in tree order; figures missing where nothing is published.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> len(parlib.study.duty.list_held(subject, "Sở Nội vụ"))
    0
    """
    holders = find_holders(subject)
    tree = subject.tree
    leaves = tree[~tree["component_code"].isin(tree["parent_code"])]
    own = leaves[leaves["component_code"].map(holders) == agency][["component_code", "component", "max_score"]]
    whole = subject.with_component(TOTAL)
    losses, worth = list_losses(whole), weigh_components(whole)
    losses = losses.rename(columns={"lost_to_best": "recoverable"})  # missing where the best is not known
    own = own.assign(max_score=own["max_score"] * own["component_code"].map(worth).astype(float).fillna(1.0))
    figures = losses.reindex(columns=["component_code", "score", "lost", "recoverable", "rank", "n_ranked"])
    return own.merge(figures, on="component_code", how="left", validate="1:1")[_HELD]


def find_holders(subject: Subject) -> dict[str, str]:
    """Return the agency of every component of the year that has one, given to it or to a component above.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.duty.find_holders(subject)  # agencies come with a scoreboard or a register
    {}
    """
    holdings = load_table(
        "holdings",
        index=subject.index.id,
        vintage=subject.vintage,
        year=subject.year,
        province_code=subject.province_code,
    )
    parents = dict(zip(subject.tree["component_code"], subject.tree["parent_code"], strict=True))
    named = subject.tree[subject.tree["agency"].fillna("") != ""]
    found = {}
    for table in (named, holdings):
        given = dict(zip(table["component_code"], table["agency"], strict=True))
        for code in parents:
            at = code
            while at and at not in given:
                at = parents.get(at, "")
            if at:
                found[code] = given[at]
    return found


def sum_held(held: pd.DataFrame) -> dict[str, float]:
    """Return what the agency holds in all: ``n`` components, ``scored`` ones, and the points of ``known`` ones.

    Known are those with a score and a maximum: without it what was lost is not known.

    Points behind the best are added up only where the best of every one of them is known.

    Examples
    --------
    >>> held = pd.DataFrame({"score": [1.0, np.nan], "max_score": [2.0, 3.0], "lost": [1.0, np.nan],
    ...                      "recoverable": [0.5, np.nan]})
    >>> sum_held(held)
    {'n': 2, 'scored': 1, 'known': 1, 'score': 1.0, 'max_score': 2.0, 'lost': 1.0, 'recoverable': 0.5}
    """
    known = held.dropna(subset=["score", "max_score"])
    sums = known[["score", "max_score", "lost"]].sum().astype(float).to_dict()
    behind = float(known["recoverable"].sum(min_count=max(len(known), 1), skipna=False))
    scored = int(held["score"].notna().sum())
    return {"n": len(held), "scored": scored, "known": len(known), **sums, "recoverable": behind}


def tell_day(day: str = "") -> str:
    """Return the day for which deadlines are told: *day* as it is, today if blank.

    Examples
    --------
    >>> tell_day("2026-11-30")
    '2026-11-30'
    """
    return day or datetime.date.today().isoformat()


def list_tasks(subject: Subject, agency: str, day: str) -> pd.DataFrame:
    """Return the tasks of the year in which the agency leads or takes part, overdue ones first.

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, task, part`` (``lead``, ``coordinating``), ``deadline, status, head, cause_class,
        cause, output, due, overdue`` (True where the deadline lies before *day*).

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> parlib.study.duty.list_tasks(subject, "Sở Nội vụ", day="2026-11-30").empty
    True
    """
    rows = _read_actions(subject, subject.year)
    leads = rows["lead_agency"] == agency
    takes = [agency in str(others).split("; ") for others in rows["coordinating_agency"]]
    rows = rows.assign(part=np.where(leads, "lead", "coordinating"))[leads | np.array(takes, dtype=bool)]
    late = find_overdue(rows.assign(at=rows.index), day)["at"]
    names = dict(zip(subject.tree["component_code"], subject.tree["component"], strict=True))
    table = rows.assign(component=rows["component_code"].map(names), overdue=rows.index.isin(late))
    table = table.sort_values(["overdue", "part", "due"], ascending=[False, False, True])
    return table.reindex(columns=_TASKS).reset_index(drop=True)


def _read_actions(subject: Subject, year: int) -> pd.DataFrame:
    rows = load_table("actions", index=subject.index.id, year=year, province_code=subject.province_code)
    return rows[(rows["vintage"] == subject.vintage) & (rows["task"] != "")].reset_index(drop=True)


def compare_promises(subject: Subject, agency: str) -> pd.DataFrame:
    """Hold last year's tasks of the agency against this year's points (lời hứa năm trước, kết quả năm nay).

    Returns
    -------
    pandas.DataFrame
        ``component_code, component`` (of now), ``task, deadline, status, lost_before`` (as written then), ``lost``
        (now), ``regained`` (points), ``verdict``: ``recovered``, ``better``, ``same``, ``worse`` or ``unknown``, also
        where the component no longer exists or its scale changed.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> parlib.study.duty.compare_promises(subject, "Sở Nội vụ").empty
    True
    """
    rows = _read_actions(subject, subject.year - 1)
    rows = rows[rows["lead_agency"] == agency]
    trees = subject.components
    old = trees[trees["year"] == subject.year - 1].set_index("component_code")[["component_key", "series"]]
    now = subject.tree.set_index("component_key")[["component_code", "component", "series"]]
    now = now.rename(columns={"series": "series_now"})
    losses = list_losses(subject.with_component(TOTAL)).set_index("component_code")["lost"]
    table = rows.rename(columns={"component_code": "old_code", "lost_written": "lost_before"})
    table = table.join(old, on="old_code").join(now, on="component_key")
    table["lost"] = table["component_code"].map(losses).astype(float)
    table["lost"] = table["lost"].where(table["series"] == table["series_now"])
    table["regained"] = table["lost_before"].astype(float) - table["lost"]
    table["verdict"] = [tell_verdict(*pair) for pair in zip(table["lost_before"], table["lost"], strict=True)]
    return table.reindex(columns=_PROMISES).reset_index(drop=True)


def tell_verdict(before: float, now: float) -> str:
    """Return what came of a promise, from the loss before and now.

    Examples
    --------
    >>> nan = float("nan")
    >>> [tell_verdict(*pair) for pair in ((1.0, 0.0), (1.0, 0.5), (1.0, 1.0), (1.0, 1.2), (1.0, nan))]
    ['recovered', 'better', 'same', 'worse', 'unknown']
    """
    if pd.isna(before) or pd.isna(now):
        return "unknown"
    if now <= SAME < before:
        return "recovered"
    if abs(now - before) <= SAME:
        return "same"
    return "better" if now < before else "worse"
