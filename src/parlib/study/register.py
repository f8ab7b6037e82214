"""The action register against the points of now: which losses were recovered, which changed, which are new."""

from __future__ import annotations

import pandas as pd

from parlib.study.asked import of_province
from parlib.study.losses import find_recoverable, list_losses
from parlib.subject import Subject
from parlib.terms import TOTAL

SAME = 0.005
"""Losses closer than this are the same: half of the last place that is printed."""


@of_province
def list_current_losses(subject: Subject) -> pd.DataFrame:
    """Return the losses of `parlib.study.losses.list_losses` over the whole index, most recoverable first (điểm mất).

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, lost, recoverable`` (points behind the best province; all that was lost where the
        best is not known). What lost nothing has a row too; components whose loss is not known have none.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.register.list_current_losses(subject)[["component_code", "lost", "recoverable"]].head(2).round(2)
      component_code  lost  recoverable
    0            7.3  2.90         0.93
    1            1.4  1.32         0.35
    """
    losses = list_losses(subject.with_component(TOTAL))
    if losses.empty:
        return pd.DataFrame(columns=["component_code", "component", "lost", "recoverable"])
    table = losses.assign(recoverable=find_recoverable(losses))
    table = table[["component_code", "component", "lost", "recoverable"]]
    known = table[table["recoverable"].notna()]
    return known.sort_values(["recoverable", "lost"], ascending=False, ignore_index=True)


def tell_state(before: float, now: float) -> str:
    """Return what became of a loss: ``new``, ``same``, ``changed``, ``recovered`` or ``unknown``.

    Examples
    --------
    >>> nan = float("nan")
    >>> [tell_state(*pair) for pair in ((nan, 1.0), (1.0, 1.001), (1.0, 0.5), (1.0, 0.0), (1.0, nan))]
    ['new', 'same', 'changed', 'recovered', 'unknown']
    """
    if pd.isna(before):
        return "new"
    if pd.isna(now):
        return "unknown"
    if now <= SAME < before:
        return "recovered"
    return "same" if abs(now - before) <= SAME else "changed"


def update_tasks(tasks: pd.DataFrame, losses: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Return the rows of a register with the losses of now; every word that people wrote stays where it was.

    Parameters
    ----------
    tasks : pandas.DataFrame
        Rows of a register as written, with ``component`` (code in the framework of now) and ``lost`` as a number; may
        be empty. Columns that people added stay.
    losses : pandas.DataFrame
        As `list_current_losses` returns them.
    names : dict of str to str
        Component code to its name.

    Returns
    -------
    pandas.DataFrame
        *tasks* in their order with ``component_name, lost, recoverable, state, before`` of now, then a row for every
        loss that has none. What became of a loss is unknown where *losses* say nothing of its component.

    Examples
    --------
    >>> import pandas as pd
    >>> import parlib
    >>> tasks = pd.DataFrame({"component": ["1"], "task": ["Rà soát hồ sơ"], "lost": [0.4]})
    >>> losses = pd.DataFrame({"component_code": ["1", "2"], "component": ["A", "B"], "lost": [0.5, 0.2]})
    >>> losses["recoverable"] = [0.3, 0.2]
    >>> parlib.study.register.update_tasks(tasks, losses, {"1": "A", "2": "B"})[["component", "task", "lost"]]
      component           task  lost
    0         1  Rà soát hồ sơ   0.5
    1         2                  0.2
    """
    now = losses.set_index("component_code")
    rows = tasks.assign(before=tasks["lost"].astype(float))
    for name in ("lost", "recoverable"):
        rows[name] = rows["component"].map(now[name]).astype(float)
    lasting = losses[(losses["lost"] > SAME) | (losses["recoverable"] > SAME)]
    fresh = lasting[~lasting["component_code"].isin(rows["component"])]
    fresh = fresh.drop(columns="component").rename(columns={"component_code": "component"})
    table = pd.concat([rows, fresh.assign(before=float("nan"))], ignore_index=True) if len(fresh) else rows
    table["component_name"] = table["component"].map(names)
    table["state"] = [tell_state(*pair) for pair in zip(table["before"], table["lost"], strict=True)]
    return table.fillna({name: "" for name in table.columns if name not in ("lost", "recoverable", "before")})


def find_overdue(actions: pd.DataFrame, day: str) -> pd.DataFrame:
    """Return the tasks whose deadline has passed on *day* (2026-11-30) and that are neither done nor dropped.

    Examples
    --------
    >>> actions = pd.DataFrame({"task": ["a", "b", "c"], "due": ["2026-06-30", "2026-06-30", "2027-01-01"],
    ...                         "status": ["doing", "done", "planned"]})
    >>> find_overdue(actions, "2026-11-24")["task"].tolist()
    ['a']
    """
    due = actions["due"].astype(object).fillna("").astype(str)
    late = (due != "") & (due < day) & ~actions["status"].isin(["done", "dropped"])
    return actions[late].sort_values("due", ignore_index=True)
