"""What a leader asks first: where most was lost, who answers for it, which task is due next (việc trước mắt)."""

from __future__ import annotations

import pandas as pd

from parlib.framework import list_below
from parlib.scores import count_equal
from parlib.store import load_table
from parlib.study.duty import find_holders
from parlib.study.losses import list_losses, measure_losses
from parlib.study.register import SAME
from parlib.subject import Subject
from parlib.terms import CLOSED

LARGEST = 3
"""Losses that are told first."""

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
    """
    losses = list_losses(subject)
    # Points below the maximum and points below the best are never put in one order.
    listed = measure_losses(subject)["component_code"].isin(subject.tree["component_code"]).all()
    known = losses.assign(size=losses["lost"] if losses["lost"].notna().any() else losses["lost_to_best"])
    known = known.assign(n_equal=count_equal(known["size"]))
    largest = known[known["size"] > SAME].sort_values("size", ascending=False, kind="stable").head(LARGEST)
    asked = {subject.component_code, *list_below(subject.tree, subject.component_code)}
    tasks, given = (
        rows[rows["component_code"].isin(asked)] for rows in (list_open_tasks(subject), _list_tasks(subject))
    )
    next_task = tasks.head(1)[~tasks.head(1)["component_code"].isin(largest["component_code"])]
    codes = [*largest["component_code"], *next_task["component_code"]]
    figures = losses.drop_duplicates("component_code").set_index("component_code")
    first, holders = tasks.drop_duplicates("component_code").set_index("component_code"), find_holders(subject)
    table = pd.DataFrame({"component_code": codes, "component": [subject.names[code] for code in codes]})
    for name in ("lost", "lost_to_best"):
        table[name] = figures[name].reindex(codes).to_numpy(float)
    for name in ("task", "head", "deadline", "due", "lead_agency"):
        table[name] = first[name].reindex(codes).fillna("").to_numpy(object)
    held = [lead or holders.get(code, "") for code, lead in zip(codes, table["lead_agency"], strict=True)]
    table["n_equal"] = (
        known.set_index("component_code")["n_equal"].groupby(level=0).first().reindex(codes).fillna(0).to_numpy()
    )
    table["given"] = table["component_code"].isin(given["component_code"])
    ended = tasks.empty and not given.empty
    return table.assign(agency=held, unknown=bool(known["size"].isna().any()) or not listed, ended=ended)[_STEPS]


def list_open_tasks(subject: Subject) -> pd.DataFrame:
    """Return the open tasks of the year, the one that is due next first; those without a day come last.

    Returns
    -------
    pandas.DataFrame
        Columns of the register of actions; ``due`` is text, blank where no day is set.
    """
    rows = _list_tasks(subject)
    rows = rows[~rows["status"].isin(CLOSED)]
    due = rows["due"].astype(object).fillna("").astype(str)
    rows = rows.assign(due=due, undated=due == "")
    return rows.sort_values(["undated", "due"], kind="stable", ignore_index=True).drop(columns="undated")


def _list_tasks(subject: Subject) -> pd.DataFrame:
    """Return the tasks of the year, open and closed."""
    rows = load_table("actions", index=subject.index.id, province_code=subject.province_code, year=subject.year)
    return rows[rows["task"] != ""]
