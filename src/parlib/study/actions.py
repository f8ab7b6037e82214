"""Who is responsible and what comes next: what the province has filled in, or a form with the losses to recover."""

from __future__ import annotations

import pandas as pd

from parlib.store import load_table
from parlib.study.losses import list_losses
from parlib.subject import Subject

FORM = ["cause_class", "cause", "task", "lead_agency", "coordinating_agency", "head", "deadline", "output", "status"]
"""What the province fills in for each loss."""

_LOSS = ["component_code", "component", "lost", "lost_to_best"]


def plan_actions(subject: Subject, count: int = 6) -> pd.DataFrame:
    """Return the tasks of the component and what lies below it, or an empty form for its largest recoverable losses.

    A loss is recoverable as far as the best province shows that it can be had: best minus score.

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, lost, lost_to_best`` and `FORM`; `FORM` is blank in rows that nobody has filled.
    """
    losses = list_losses(subject).reindex(columns=_LOSS)
    own = load_table("actions", index=subject.index.id, province_code=subject.province_code, year=subject.year)
    filled = own[own["component_code"].isin([subject.component_code, *losses["component_code"]])]
    recoverable = losses[losses["lost_to_best"] > 1e-9].sort_values("lost_to_best", ascending=False).head(count)
    recoverable = recoverable[~recoverable["component_code"].isin(filled["component_code"])]
    empty = recoverable.assign(**dict.fromkeys(FORM, "")).reset_index(drop=True)
    if filled.empty:
        return empty
    named = filled.merge(losses, on="component_code", how="left", validate="m:1")
    named["component"] = named["component_code"].map(subject.names)
    named = named.reindex(columns=[*_LOSS, *FORM])
    named[FORM] = named[FORM].astype(object).fillna("")
    return pd.concat([named, empty], ignore_index=True) if len(empty) else named
