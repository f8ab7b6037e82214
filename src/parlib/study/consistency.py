"""The same matter in other indices: where they agree about the province and where not (đối chiếu giữa các chỉ số)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parlib.read_log import cached_with_reads
from parlib.store import load_table
from parlib.study.asked import of_province
from parlib.study.lasting import find_noise
from parlib.study.noise import draw_standings
from parlib.study.panel import Same, cached_by_component, gather_panel
from parlib.study.province import compare_integrity
from parlib.study.standings import STANDING, list_standings
from parlib.subject import Subject, open_subject
from parlib.terms import CONTRARY_BEYOND, LIKELY, SIMILAR_WITHIN

OVERALL = "overall"
"""Matter of the totals."""

CORRUPTION = "corruption"
"""Matter that the integrity questions of the survey speak of, too."""

_COLUMNS = ["matter", "matter_name", "role", *STANDING, "basis", "difference", "verdict", "probability", "note"]


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

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.consistency.find_matters(subject)
    (['corruption'], 'corruption_control')
    """
    found, key = _find_matters(subject)
    return list(found), key


@cached_by_component
def _find_matters(subject: Subject) -> tuple[list[str], str | None]:
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


@of_province
def read_integrity(subject: Subject) -> pd.DataFrame:
    """Return what people said of harassment and extra payment where the subject speaks of corruption, else nothing.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.consistency.read_integrity(subject)[["year", "measure", "national_value"]].head(2)
       year                measure  national_value
    0  2024  integrity_many_harass            0.96
    1  2024  integrity_none_harass           90.06
    """
    if CORRUPTION not in find_matters(subject)[0]:
        return pd.DataFrame()
    return compare_integrity(subject)


@of_province
def compare_indices(subject: Subject) -> pd.DataFrame:
    """Return the province's place on the same matter in every index, held against the subject's component.

    Places are set side by side as percentiles, since shares of different indices are not on one scale. Whether they
    differ is judged by what lasts: the standings of both are drawn from the noise models of their components
    (`parlib.study.noise.draw_standings`; independent of each other), and only what holds as printed
    and in at least `parlib.terms.LIKELY` of the draws is called so (`judge_differences`).

    Returns
    -------
    pandas.DataFrame
        ``matter, matter_name, role`` (``own`` or ``other``), the columns of `list_standings`, ``basis``, ``difference``
        (percentile minus own percentile, as printed), ``verdict`` (``agrees``: within a quarter; ``contradicts``:
        further apart than a half; ``higher``, ``lower``; ``unclear``: none of these is likely enough; ``untested``: a
        rank without comparable years, or nothing lasts; ``unknown``: no rank), ``probability`` (of the verdict; of the
        likelier side where unclear) and ``note``; own rows first. Empty where no other index speaks of the matter.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> table = parlib.study.consistency.compare_indices(subject)
    >>> table[["index", "year", "rank", "percentile", "verdict"]].head(3).round(2)
           index  year  rank  percentile   verdict
    0       papi  2024   1.0        1.00
    1  par_index  2023   1.0        1.00  untested
    2      sipas  2024   4.0        0.95  untested
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
    table["verdict"], table["probability"] = _judge_rows(subject, table, own)
    return table[_COLUMNS].sort_values("role", ascending=False, kind="stable", ignore_index=True)


def _judge_rows(subject: Subject, table: pd.DataFrame, own: np.ndarray) -> tuple[list[str], list[float]]:
    """Return verdict and its probability of every row of *table*; blank for the own one."""
    mark = _draw(subject, table[own].iloc[0], 0)
    judged = []
    for seed, (at, row) in enumerate(table.iterrows(), start=1):
        if own[at]:
            judged.append(("", np.nan))
        elif np.isnan(row["difference"]):
            judged.append(("unknown", np.nan))
        else:
            drawn = _draw(subject, row, seed) if mark is not None else None
            judged.append(("untested", np.nan) if drawn is None else judge_differences(drawn - mark, row["difference"]))
    return [verdict for verdict, _ in judged], [chance for _, chance in judged]


def _draw(subject: Subject, row: pd.Series, seed: int) -> np.ndarray | None:
    """Return draws of the true standing that a row of standings is of; None where nothing tells it."""
    if row["status"] != "done":
        return None
    about = (row["index"], int(row["year"]), row["province_code"], row["component_code"])
    other = open_subject(*about, subject.language, row["vintage"])
    behind, at = _draw_all(Same(other), seed), gather_panel(other).provinces.get(row["province_code"])
    if behind is None or at is None or behind[0, at] < 0:
        return None
    return behind[:, at] / ((behind[0] >= 0).sum() - 1)


@cached_with_reads
def _draw_all(same: Same, seed: int) -> np.ndarray | None:
    found = find_noise(same.subject)
    return draw_standings(found[1], found[0], seed) if found else None


def judge_differences(drawn: np.ndarray, printed: float) -> tuple[str, float]:
    """Return what a difference of standings means and how likely that is: a verdict holds as printed and in draws.

    Examples
    --------
    >>> draws = np.linspace(-0.05, 0.05, 101)
    >>> [judge_differences(draws + shift, shift)[0] for shift in (0.1, 0.4, -0.4, -0.9, 0.26)]
    ['agrees', 'higher', 'lower', 'contradicts', 'higher']
    >>> judge_differences(np.array([-0.5, -0.2, 0.2, 0.2]), 0.4), judge_differences(draws + 0.4, 0.2)[0]
    (('unclear', 0.5), 'unclear')
    """
    apart, size = abs(printed) > SIMILAR_WITHIN, np.abs(drawn)
    chances = {
        "agrees": float(np.mean(size <= SIMILAR_WITHIN)) * (not apart),
        "contradicts": float(np.mean(size > CONTRARY_BEYOND)) * (abs(printed) > CONTRARY_BEYOND),
        "higher": float(np.mean(drawn > 0)) * (apart and printed > 0),
        "lower": float(np.mean(drawn < 0)) * (apart and printed < 0),
    }
    for verdict, chance in chances.items():
        if chance >= LIKELY:
            return verdict, chance
    return "unclear", max(float(np.mean(drawn > 0)), float(np.mean(drawn < 0)))
