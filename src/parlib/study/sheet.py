"""One province over all indices on one sheet (hồ sơ cải cách của tỉnh): ranks, components, losses, agencies, runs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from parlib.study.asked import of_province
from parlib.study.certainty import measure_certainty
from parlib.study.duty import find_head, find_holders, list_held, list_tasks, sum_held
from parlib.study.lasting import find_taken_back
from parlib.study.position import compare_ranks, find_quartile, measure_position
from parlib.study.profile import profile_components
from parlib.study.province import find_strengths, list_streaks
from parlib.study.standings import call_retold, list_standings, place_percent
from parlib.study.steps import LARGEST, list_open_tasks, list_steps
from parlib.subject import Subject, open_subject
from parlib.terms import CLOSED, INDICES, QUARTER, TOTAL

SCORED, RANKED = "done", "rank_only"
PEOPLE = "%"
"""Unit of an index whose scores are shares of satisfied people: what is missing are people, not points."""

_RANKS = [
    "index",
    "short",
    "year",
    "score",
    "max_score",
    "share",
    "rank",
    "n_ranked",
    "rank_low",
    "rank_high",
    "method",
    "year_before",
    "rank_before",
    "rank_change",
    "quartile",
    "tied_with",
    "next_up_provinces",
    "gap_up_share",
    "next_down_provinces",
    "gap_down_share",
]
_LOSSES = [
    "index",
    "short",
    "year",
    "component_code",
    "component",
    "lost_of_index",
    "n_equal",
    "agency",
    "given",
    "task",
    "head",
    "deadline",
]
_TASKS = ["index", "short", "component_code", "component", "task", "agency", "head", "deadline", "due", "overdue"]
_AGENCIES = ["agency", "head", "index", "short", "n_held", "lost_of_index", "n_open", "n_overdue", "deadline", "due"]


@of_province
def open_indices(subject: Subject) -> list[Subject]:
    """Return the province on every index over the provinces that has a figure of it, each in the nearest year.

    The subject's own index stands in the subject's year. A province that the merger of 1 July 2025 left as it was is
    followed into the other vintage (`parlib.study.standings.list_standings`).

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> [one.index.id for one in parlib.study.sheet.open_indices(subject)]
    ['papi', 'par_index', 'sipas', 'dti', 'service_766', 'pci']
    """
    known = list_standings(subject)
    known = known[known["status"].isin([SCORED, RANKED]) & (known["index"] != subject.index.id)]
    found = {
        row.index_id: open_subject(row.index_id, int(row.year), row.province_code, TOTAL, subject.language, row.vintage)
        for row in known.rename(columns={"index": "index_id"}).itertuples()
    }
    found[subject.index.id] = subject.with_component(TOTAL)
    return [found[index] for index in INDICES if index in found]


def _find_quarter(rank: float, n_ranked: float, tied: float) -> float:
    """Return the quarter of a rank, 1 to 4: the first only if all that are level with it lie there, too.

    Last place is the last quarter however many share it; where all are level there is none.
    """
    worst = rank + (0 if pd.isna(tied) else tied)
    if pd.isna(worst) or pd.isna(n_ranked) or worst - rank + 1 == n_ranked:
        return np.nan
    if worst == n_ranked:
        return 4.0
    quarter = find_quartile(rank, n_ranked)
    return quarter if quarter > 1 or worst <= QUARTER * n_ranked else 2.0


def _name(subject: Subject) -> dict[str, object]:
    """Return what every row of a table over several indices holds: the index and what it is called."""
    short = subject.index.call(subject.language)
    if subject.retold:
        n_ranked = np.nan if subject.own is None or pd.isna(subject.own["n_ranked"]) else subject.own["n_ranked"]
        short = call_retold(subject.index, subject.language, subject.province_code, n_ranked)
    return {"index": subject.index.id, "short": short}


def rank_indices(subjects: Sequence[Subject]) -> pd.DataFrame:
    """Return the rank on every index with its range, what it was before, and who stands just above and below.

    Returns
    -------
    pandas.DataFrame
        One row a subject: ``index, short, year, score, max_score, share, rank, n_ranked, rank_low, rank_high, method``
        (`parlib.study.certainty.measure_certainty`), ``year_before, rank_before, rank_change`` (against the newest
        earlier year with a rank, whatever the framework), ``quartile`` (with all that are level), ``tied_with,
        next_up_provinces, gap_up_share, next_down_provinces, gap_down_share`` (gaps as shares of the maximum, for
        points of different indices are not on one scale). Indices without score and rank are left out.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> subjects = parlib.study.sheet.open_indices(subject)
    >>> parlib.study.sheet.rank_indices(subjects)[["index", "year", "score", "rank", "rank_change"]].head(3).round(2)
           index  year  score  rank  rank_change
    0       papi  2024  47.82   1.0          0.0
    1  par_index  2023  92.18   1.0          0.0
    2      sipas  2024    NaN   4.0         -3.0
    """
    rows = []
    for subject in subjects:
        own, sure = measure_position(subject).iloc[0], measure_certainty(subject)
        span = sure.iloc[0] if len(sure) else {"rank_low": np.nan, "rank_high": np.nan, "method": ""}
        gaps = {f"{gap}_share": own[gap] / own["max_score"] for gap in ("gap_up", "gap_down")}
        rows.append(
            {
                **own,
                **gaps,
                **compare_ranks(subject),
                **_name(subject),
                "quartile": _find_quarter(own["rank"], own["n_ranked"], own["tied_with"]),
                "year": subject.year,
                "rank_low": span["rank_low"],
                "rank_high": span["rank_high"],
                "method": span["method"],
            }
        )
    table = pd.DataFrame(rows).reindex(columns=_RANKS)
    return table[table[["score", "rank"]].notna().any(axis=1)].reset_index(drop=True)


def profile_indices(subjects: Sequence[Subject]) -> pd.DataFrame:
    """Return every main component of every index beside the country, with its verdict.

    Returns
    -------
    pandas.DataFrame
        ``index, short, year``, the columns of `parlib.study.profile.profile_components`, ``verdict`` and
        ``probability`` (`parlib.study.province.find_strengths`), ``taken_back``
        (`parlib.study.lasting.find_taken_back`), ``percentile`` (1 first, 0 last of those ranked).

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> subjects = parlib.study.sheet.open_indices(subject)
    >>> parlib.study.sheet.profile_indices(subjects)[["index", "component_code", "rank", "verdict"]].head(2)
      index component_code  rank   verdict
    0  papi              1   2.0  strength
    1  papi              2   6.0  strength
    """
    tables = []
    for subject in subjects:
        parts, judged = profile_components(subject), find_strengths(subject)
        table = parts.merge(
            judged[["component_code", "verdict", "probability"]], on="component_code", how="left", validate="1:1"
        )
        named = table[table["level"] == 1].assign(**_name(subject), year=subject.year)
        taken_back = [find_taken_back(subject.with_component(code)) for code in named["component_code"]]
        tables.append(named.assign(taken_back=taken_back))
    table = pd.concat([one for one in tables if len(one)] or tables[:1], ignore_index=True)
    table = table.assign(verdict=table["verdict"].astype(object).fillna("neither"))
    return table.assign(percentile=place_percent(table["rank"], table["n_ranked"]))


def rank_losses(subjects: Sequence[Subject], count: int = 6) -> pd.DataFrame:
    """Return where most was lost, as a share of the maximum of the index, with the agency and its open task.

    The three largest are there, and the largest of every index; then the largest of the others. Indices whose scores
    are shares of satisfied people are left out: what is missing there are people, not points.

    Returns
    -------
    pandas.DataFrame
        ``index, short, year, component_code, component, lost_of_index, n_equal`` (how many parts of all indices lost as
        much), ``agency, given`` (a task was set, be it closed by now), ``task, head, deadline`` (of the open one), the
        largest first.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> subjects = parlib.study.sheet.open_indices(subject)
    >>> parlib.study.sheet.rank_losses(subjects)[["index", "component_code", "lost_of_index"]].head(2).round(2)
             index component_code  lost_of_index
    0          dti              1           0.12
    1  service_766              1           0.07
    """
    tables = []
    for subject in subjects:
        steps, worth = list_steps(subject), subject.leaf["max_score"]
        if subject.index.unit_vi != PEOPLE and worth > 0 and steps["lost"].notna().any():
            share = steps["lost"].astype(float) / worth
            share = share.where(steps["component_code"] != TOTAL)  # the whole index is no part of itself
            named = steps.assign(lost_of_index=share, year=subject.year, **_name(subject))
            tables.append(named.dropna(subset="lost_of_index").sort_values("lost_of_index", ascending=False))
    tables = [one for one in tables if len(one)]
    if not tables:
        return pd.DataFrame(columns=_LOSSES)
    table = pd.concat(tables, ignore_index=True)
    size = table["lost_of_index"].round(9)
    alike = table.assign(size=size).drop_duplicates(["index", "size"]).groupby("size")["n_equal"].sum()
    table["n_equal"] = size.map(alike).astype(int)
    # the first row of an index is its largest loss; a sentence names the largest of all
    first = table["lost_of_index"].rank(method="first", ascending=False) <= LARGEST
    table = table.assign(later=table["index"].duplicated() & ~first)
    kept = table.sort_values(["later", "lost_of_index"], ascending=[True, False], kind="stable").head(count)
    return kept.sort_values("lost_of_index", ascending=False, kind="stable")[_LOSSES].reset_index(drop=True)


def list_next_tasks(subjects: Sequence[Subject], day: str) -> pd.DataFrame:
    """Return the open tasks of all indices, the one that is due next first, those without a day last.

    Returns
    -------
    pandas.DataFrame
        ``index, short, component_code, component, task, agency`` (the one that leads), ``head, deadline, due, overdue``
        (True where the deadline lies before *day*).

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> subjects = parlib.study.sheet.open_indices(subject)
    >>> parlib.study.sheet.list_next_tasks(subjects, day="2026-11-30").empty
    True
    """
    tables = [
        list_open_tasks(one).assign(**_name(one), component=lambda rows, one=one: rows["component_code"].map(one.names))
        for one in subjects
    ]
    table = pd.concat([one for one in tables if len(one)] or tables[:1], ignore_index=True)
    table = table.rename(columns={"lead_agency": "agency"})
    table = table.assign(overdue=(table["due"] != "") & (table["due"] < day), undated=table["due"] == "")
    return table.sort_values(["undated", "due"], kind="stable", ignore_index=True)[_TASKS]


def sum_agencies(subjects: Sequence[Subject], day: str, agency: str = "") -> pd.DataFrame:
    """Return what each agency holds, lost and is to do, index by index (theo cơ quan).

    Parameters
    ----------
    day : str
        Day for which deadlines are told, ``2026-11-30``.
    agency : str
        One agency; every one that holds a component or leads a task if blank.

    Returns
    -------
    pandas.DataFrame
        ``agency, head, index, short, n_held`` (smallest components), ``lost_of_index`` (share of the maximum of the
        index that they lost; missing where points are people), ``n_open, n_overdue`` (tasks that it leads),
        ``deadline, due`` (of the one that is due next); most lost first.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> subjects = parlib.study.sheet.open_indices(subject)
    >>> parlib.study.sheet.sum_agencies(subjects, day="2026-11-30").empty
    True
    """
    rows = []
    for subject in subjects:
        holders, tasks = find_holders(subject), list_open_tasks(subject)
        for name in sorted({*holders.values(), *tasks["lead_agency"]} - {""}):
            if agency in ("", name):
                rows.append(_sum_agency(subject, name, day))
    table = pd.DataFrame(rows, columns=_AGENCIES)
    table = table[(table["n_held"] > 0) | (table["n_open"] > 0)]
    return table.sort_values(["lost_of_index", "n_open"], ascending=False, kind="stable", ignore_index=True)


def gather_agencies(agencies: pd.DataFrame) -> pd.DataFrame:
    """Return one row an agency of `sum_agencies`: its counts over all indices, and the index on which it lost most.

    Examples
    --------
    >>> one = {"agency": "A", "head": "", "index": "dti", "short": "DTI", "n_held": 2, "lost_of_index": 0.1,
    ...        "n_open": 0, "n_overdue": 0, "deadline": "", "due": ""}
    >>> two = one | {"index": "papi", "short": "PAPI", "lost_of_index": 0.2, "n_open": 1}
    >>> gather_agencies(pd.DataFrame([two, one]))[["short", "n_held", "lost_of_index", "n_open"]].values.tolist()
    [['PAPI', 4, 0.2, 1]]
    """
    first = agencies.drop_duplicates("agency").set_index("agency")  # the index on which it lost most comes first
    sums = agencies.groupby("agency", sort=False)[["n_held", "n_open", "n_overdue"]].sum()
    dated = agencies[agencies["due"] != ""].sort_values("due", kind="stable").drop_duplicates("agency")
    due = dated.set_index("agency")[["deadline", "due"]].reindex(first.index).fillna("")
    table = first.assign(**sums, **due)
    return table.reset_index()[_AGENCIES]


def _sum_agency(subject: Subject, agency: str, day: str) -> dict[str, object]:
    held, given = list_held(subject, agency), list_tasks(subject, agency, day)
    waiting = given[(given["part"] == "lead") & ~given["status"].isin(CLOSED)]
    dated = waiting[waiting["due"].fillna("") != ""].sort_values("due", kind="stable")
    people, sums = subject.index.unit_vi == PEOPLE, sum_held(held)
    lost = np.nan if people or not sums["known"] else sums["lost"] / subject.leaf["max_score"]
    next_due = {name: dated[name].iloc[0] if len(dated) else "" for name in ("deadline", "due")}
    counts = {"n_held": sums["n"], "n_open": len(waiting), "n_overdue": int(waiting["overdue"].astype(bool).sum())}
    return {
        "agency": agency,
        "head": find_head(subject, agency),
        "lost_of_index": lost,
        **next_due,
        **_name(subject),
        **counts,
    }


def list_lasting_runs(subjects: Sequence[Subject], count: int = 4) -> pd.DataFrame:
    """Return the runs of years that last to this day on every index, the longest first.

    Returns
    -------
    pandas.DataFrame
        ``short`` and the columns of `parlib.study.province.list_streaks`; of two runs with the same years only the
        stronger is told: a first place is among the first, too.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> subjects = parlib.study.sheet.open_indices(subject)
    >>> parlib.study.sheet.list_lasting_runs(subjects).iloc[:2, :5]
           index      streak  year_from  year_to  years
    0        pci  top_places       2013     2022     10
    1  par_index  top_places       2017     2023      7
    """
    tables = [list_streaks(subject).assign(**_name(subject)) for subject in subjects]
    table = pd.concat([one for one in tables if len(one)] or tables[:1], ignore_index=True)
    table = table[table["ongoing"].astype(bool) & (table["years"] > 1)]
    strength = table["streak"].map({"first_place": 0, "top_places": 1, "above_level": 2})
    table = table.assign(strength=strength).sort_values(["index", "strength"], kind="stable")
    table = table[~table.duplicated(["index", "year_from"])]
    return (
        table.sort_values(["years", "strength"], ascending=[False, True], kind="stable")
        .drop(columns="strength")
        .head(count)
        .reset_index(drop=True)
    )
