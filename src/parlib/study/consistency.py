"""The same matter in other indices: where they agree about the province and where not (đối chiếu giữa các chỉ số)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parlib.store import load_table
from parlib.study.province import compare_integrity
from parlib.study.standings import STANDING, list_standings
from parlib.subject import Subject

NEAR = 0.25
"""Percentiles closer than this agree."""

FAR = 0.5
"""Percentiles further apart than this contradict each other."""

OVERALL = "overall"
"""Matter of the totals."""

CORRUPTION = "corruption"
"""Matter that the integrity questions of the survey speak of, too."""

_COLUMNS = ["matter", "matter_name", "role", *STANDING, "basis", "difference", "verdict", "note"]


def load_matters() -> pd.DataFrame:
    """Return the reviewed map of which components speak of the same matter.

    Kept in ``frameworks/matters.csv``: one row says that a component, followed by its lasting key, speaks of a
    matter, on what basis (``citizens``, ``documents``, ``documents_surveys``,
    ``dossiers``), and what must be known of it. A component that no other index knows (participation, environment) is
    not in it.

    Returns
    -------
    pandas.DataFrame
        ``matter, matter_vi, matter_en, index, component_key, basis, note_vi, note_en``.

    Examples
    --------
    >>> matters = load_matters()
    >>> matters.loc[matters["matter"] == "transparency", "index"].tolist()
    ['papi', 'service_766']
    """
    return load_table("matters")


def find_matters(subject: Subject) -> tuple[list[str], str | None]:
    """Return the matters of the subject's component, or of the nearest component above it, and the key found.

    A part of a component speaks of the component's matter; only a total speaks of the overall result.
    """
    matters, tree = load_matters(), subject.tree.set_index("component_code")
    own = matters[matters["index"] == subject.index.id]
    code = subject.component_code
    while code:
        key = tree.at[code, "component_key"]
        found = own.loc[own["component_key"] == key, "matter"].tolist()
        if found and (code == subject.component_code or OVERALL not in found):
            return found, key
        code = tree.at[code, "parent_code"]
    return [], None


def read_integrity(subject: Subject) -> pd.DataFrame:
    """Return what people said of harassment and extra payment where the subject speaks of corruption, else nothing."""
    if CORRUPTION not in find_matters(subject)[0]:
        return pd.DataFrame()
    return compare_integrity(subject)


def compare_indices(subject: Subject) -> pd.DataFrame:
    """Return the province's place on the same matter in every index, held against the subject's component.

    Places are set side by side as percentiles, since shares of different indices are not on one scale. Percentiles
    within `NEAR` of each other agree; further apart than `FAR` they contradict each other.

    Returns
    -------
    pandas.DataFrame
        ``matter, matter_name, role`` (``own`` or ``other``), the columns of `list_standings`, ``basis``, ``difference``
        (percentile minus own percentile), ``verdict`` (``agrees``, ``higher``, ``lower``, ``contradicts``, or
        ``unknown``) and ``note``; own rows first. Empty where no other index speaks of the matter, and for the whole
        country.
    """
    names, key = find_matters(subject)
    matters = load_matters()
    matters = matters[matters["matter"].isin(names)].reset_index(drop=True)
    pairs = list(zip(matters["index"], matters["component_key"], strict=True))
    own = np.array([pair == (subject.index.id, key) for pair in pairs], dtype=bool)
    standings = list_standings(subject, pairs)
    if standings.empty or own.all():
        return pd.DataFrame(columns=_COLUMNS)
    name, note = (matters[f"{stem}_{subject.language}"] for stem in ("matter", "note"))
    table = pd.concat([matters[["matter", "basis"]], standings], axis=1)
    table = table.assign(matter_name=name, note=note, role=np.where(own, "own", "other"))
    mark = table.loc[own, "percentile"].iloc[0]
    table["difference"] = np.where(own, np.nan, table["percentile"] - mark)
    table["verdict"] = np.where(own, "", name_verdicts(table["difference"].to_numpy()))
    return table[_COLUMNS].sort_values("role", ascending=False, kind="stable", ignore_index=True)


def name_verdicts(differences: np.ndarray) -> np.ndarray:
    """Return what each difference of percentiles means.

    Examples
    --------
    >>> name_verdicts(np.array([0.1, 0.4, -0.4, -0.9, np.nan])).tolist()
    ['agrees', 'higher', 'lower', 'contradicts', 'unknown']
    """
    size = np.abs(differences)
    side = np.where(differences > 0, "higher", "lower")
    return np.select([np.isnan(size), size <= NEAR, size > FAR], ["unknown", "agrees", "contradicts"], side)
