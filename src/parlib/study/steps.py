"""What a leader asks first: where most was lost, who answers for it, which task is due next (việc trước mắt)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parlib.framework import list_below
from parlib.scores import count_equal
from parlib.store import load_table
from parlib.study.duty import find_holders
from parlib.study.losses import list_losses, measure_rest
from parlib.study.register import SAME
from parlib.subject import Subject
from parlib.terms import CLOSED

LARGEST = 3
"""Losses that are told first."""

_TASK = ["lead_agency", "task", "head", "deadline", "due"]

_STEPS = [
    "component_code",
    "component",
    "lost",
    "lost_to_best",
    "agency",
    "task",
    "head",
    "deadline",
    "due",
    "unknown",
    "n_equal",
    "given",
    "ended",
]


def list_steps(subject: Subject) -> pd.DataFrame:
    """Return the three largest losses with their agency and open task, and the task of the component that is due next.

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, lost, lost_to_best`` (missing where the maximum or the best province is not
        known), ``agency, task, head, deadline, due`` (2026-11-30; all blank where nothing is set), ``unknown`` (True
        where the loss of another part is not known), ``n_equal`` (how many of all parts lost as much), ``given`` (a
        task was set for it, be it closed by now), ``ended`` (tasks were set for components of the page, and all of them
        are closed). The largest loss comes first; a last row without a loss among the largest is the task that is due
        next.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.steps.list_steps(subject)[["component_code", "lost", "lost_to_best", "n_equal"]].round(2)
      component_code  lost  lost_to_best  n_equal
    0            4.3  0.92          0.17        1
    1            4.1  0.52          0.16        1
    2            4.4  0.33          0.00        1
    """
    losses, names = list_losses(subject), subject.names
    # Points below the maximum and points below the best are never put in one order.
    size = losses["lost"] if losses["lost"].notna().any() else losses["lost_to_best"]
    columns = losses["component_code"], losses["lost"], losses["lost_to_best"], count_equal(size)
    figures = {code: tuple(cells) for code, *cells in zip(*columns, strict=True)}
    sizes = size.to_numpy(float)
    order = [at for at in np.argsort(-sizes, kind="stable") if sizes[at] > SAME]
    largest = losses["component_code"].iloc[order[:LARGEST]].tolist()
    asked, rows = {subject.component_code, *list_below(subject.tree, subject.component_code)}, _list_tasks(subject)
    tasks, given = _sort_open(rows), set(rows["component_code"]) & asked
    tasks = tasks[tasks["component_code"].isin(asked)]
    codes = [*largest, *(code for code in tasks["component_code"].head(1) if code not in largest)]
    first: dict[str, dict] = {}
    for task in tasks[["component_code", *_TASK]].fillna("").to_dict("records"):
        first.setdefault(task["component_code"], task)
    holders, none = find_holders(subject), dict.fromkeys(_TASK, "")
    unknown = bool(size.isna().any()) or bool(measure_rest(subject))
    found = []
    for code in codes:
        lost, to_best, n_equal = figures.get(code, (np.nan, np.nan, 0))
        task = first.get(code, none)
        agency = task["lead_agency"] or holders.get(code, "")
        told = (agency, *(task[name] for name in _TASK[1:]), unknown, n_equal, code in given)
        found.append((code, names[code], lost, to_best, *told, tasks.empty and bool(given)))
    return pd.DataFrame(found, columns=_STEPS).astype({"lost": float, "lost_to_best": float, "n_equal": int})


def list_open_tasks(subject: Subject) -> pd.DataFrame:
    """Return the open tasks of the year, the one that is due next first; those without a day come last.

    Returns
    -------
    pandas.DataFrame
        Columns of the register of actions; ``due`` is text, blank where no day is set.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> len(parlib.study.steps.list_open_tasks(subject))  # no register is at hand
    0
    """
    return _sort_open(_list_tasks(subject))


def _sort_open(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows[~rows["status"].isin(CLOSED)]
    due = rows["due"].astype(object).fillna("").astype(str)
    rows = rows.assign(due=due, undated=due == "")
    return rows.sort_values(["undated", "due"], kind="stable", ignore_index=True).drop(columns="undated")


def _list_tasks(subject: Subject) -> pd.DataFrame:
    """Return the tasks of the year, open and closed."""
    rows = load_table("actions", index=subject.index.id, province_code=subject.province_code, year=subject.year)
    return rows[rows["task"] != ""]
