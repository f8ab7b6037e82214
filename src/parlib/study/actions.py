"""Who is responsible and what comes next: what the province has filled in, or a form with every loss (nhiệm vụ)."""

from __future__ import annotations

import pandas as pd

from parlib.framework import list_below
from parlib.store import load_table
from parlib.study.asked import of_province
from parlib.study.duty import find_head, find_holders
from parlib.study.losses import find_recoverable, list_losses
from parlib.study.register import SAME
from parlib.subject import Subject
from parlib.terms import TOTAL

FORM = ["cause_class", "cause", "task", "lead_agency", "coordinating_agency", "head", "deadline", "output", "status"]
"""What the province fills in for each loss."""

_LOSS = ["component_code", "component", "lost", "lost_to_best"]


@of_province
def plan_actions(subject: Subject) -> pd.DataFrame:
    """Return the tasks of the component and what lies below it, then a form for every loss without one.

    The form is filled in as far as the scoreboard goes: the agency in charge leads, its head answers, the reason given
    is the cause.

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, lost, lost_to_best`` (missing where the best province is not known) and `FORM`;
        most recoverable first (`parlib.study.losses.find_recoverable`).

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.actions.plan_actions(subject)[["component_code", "lost", "lost_to_best"]].head(2).round(2)
      component_code  lost  lost_to_best
    0            4.3  0.92          0.17
    1            4.1  0.52          0.16
    """
    losses = list_losses(subject)
    if losses["lost"].isna().all() and subject.component_code != TOTAL:  # a table by field: the field is its own loss
        every = list_losses(subject.with_component(TOTAL))
        itself = every[every["component_code"] == subject.component_code]
        losses = itself.reset_index(drop=True) if len(itself) else losses
    own = load_table("actions", index=subject.index.id, province_code=subject.province_code, year=subject.year)
    asked = {subject.component_code, *list_below(subject.tree, subject.component_code)}
    filled = own[own["component_code"].isin(asked)]
    lost = losses[(losses["lost"] > SAME) | (losses["lost_to_best"] > SAME)]
    lost = lost.assign(recoverable=find_recoverable(lost))
    lost = lost.sort_values(["recoverable", "lost"], ascending=False, kind="stable")
    lost = lost[~lost["component_code"].isin(filled["component_code"])].assign(**dict.fromkeys(FORM, ""))
    empty = lost.assign(**name_duty(subject, lost["component_code"])).reindex(columns=[*_LOSS, *FORM])
    if filled.empty:
        return empty.reset_index(drop=True)
    named = filled.merge(
        losses[["component_code", "lost", "lost_to_best"]], on="component_code", how="left", validate="m:1"
    )
    named["component"] = named["component_code"].map(subject.names)
    named = named.reindex(columns=[*_LOSS, *FORM])
    named[FORM] = named[FORM].astype(object).fillna("")
    named = _fill_in(subject, named)
    return pd.concat([named, empty], ignore_index=True) if len(empty) else named


def _fill_in(subject: Subject, tasks: pd.DataFrame) -> pd.DataFrame:
    """Return the tasks of a register with what its rows leave blank and the scoreboard or the agencies' table say."""
    known = name_duty(subject, tasks["component_code"])
    for name in ("lead_agency", "cause"):
        tasks[name] = [own or given for own, given in zip(tasks[name], known[name], strict=True)]
    heads = {agency: find_head(subject, agency) for agency in tasks["lead_agency"].unique()}
    tasks["head"] = [own or heads[agency] for own, agency in zip(tasks["head"], tasks["lead_agency"], strict=True)]
    return tasks


def name_duty(subject: Subject, codes: pd.Series) -> dict[str, list[str]]:
    """Return of each component who holds it, who heads that and why it lost: ``lead_agency, head, cause``, or blank.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> codes = subject.tree["component_code"].head(2)
    >>> parlib.study.actions.name_duty(subject, codes)["head"]  # heads come with a register or a table of agencies
    ['', '']
    """
    parts = load_table(
        "parts", index=subject.index.id, year=subject.year, vintage=subject.vintage, province_code=subject.province_code
    )
    reasons = dict(zip(parts["component_code"], parts["reason"], strict=True))
    agencies = find_holders(subject)
    leads = [agencies.get(code, "") for code in codes]
    heads = {agency: find_head(subject, agency) for agency in set(leads)}
    return {
        "lead_agency": leads,
        "head": [heads[agency] for agency in leads],
        "cause": [reasons.get(code) or "" for code in codes],
    }
