"""All components of a province at one glance, on the common scale of shares (tỷ lệ điểm đạt được)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parlib.scores import count_equal, measure_share
from parlib.study.asked import of_province
from parlib.study.benchmarks import compare_year
from parlib.study.history import list_trends
from parlib.study.lasting import find_taken_back
from parlib.study.panel import gather_panel
from parlib.study.position import measure_before
from parlib.subject import Subject
from parlib.terms import TOTAL

SHARES = {
    "national_mean": "mean_share",
    "lowest": "lowest_share",
    "lower_quartile": "lower_quartile_share",
    "national_median": "median_share",
    "upper_quartile": "upper_quartile_share",
    "best": "best_share",
}
"""National figures and their columns as shares of the way from minimum to maximum."""


def profile_components(subject: Subject) -> pd.DataFrame:
    """Return every component of the province's year beside the nation, in tree order.

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, level, score, max_score, share, rank, n_ranked, change, rank_change, year_before``
        (`parlib.study.position.measure_before`), ``national_mean, best``, the national figures as shares (``SHARES``),
        and ``trend`` over comparable years, net of the nation (``up``, ``down``, ``flat``, ``none``;
        `parlib.study.history.test_trend`).

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.profile.profile_components(subject)
    >>> table[["component_code", "score", "rank", "national_median"]].head(2).round(2)
      component_code  score  rank  national_median
    0          total  47.82   1.0            43.48
    1              1   5.87   2.0             4.93
    """
    panel = gather_panel(subject)
    tree = subject.tree
    rows, at = [panel.keys[key] for key in tree["component_key"]], panel.years[subject.year]
    table = tree[["component_code", "component", "level", "max_score"]].reset_index(drop=True)
    own = {name: panel.read_own(subject, name)[rows, at] for name in _OWN}
    nation = compare_year(subject).drop(columns=["component_code", "n"])
    changes = measure_before(subject, tree).drop(columns="before").reset_index(drop=True)
    table = pd.concat([table, pd.DataFrame(own), changes, nation], axis=1)
    for figure, share in SHARES.items():
        table[share] = measure_share(table[figure], panel.least[rows, at], table["max_score"])
    table["trend"] = list_trends(subject)
    known = np.isfinite(panel.score[rows, at]).any(axis=-1) | np.isfinite(panel.rank[rows, at]).any(axis=-1)
    return table[known].reset_index(drop=True)


_OWN = ("score", "share", "rank", "n_ranked")


@of_province
def trace_shares(subject: Subject, years: int = 8, level: int = 1) -> pd.DataFrame:
    """Return share and rank of the total and the components down to *level*, over the last years.

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, level, year, score, share, rank, n_ranked, segment``: one row a component of the
        subject's year and each year in which its lasting key existed.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.profile.trace_shares(subject)[["component_code", "year", "share", "rank"]].tail(2).round(2)
       component_code  year  share  rank
    68              8  2023    NaN  <NA>
    69              8  2024   0.33     4
    """
    tree = subject.tree[subject.tree["level"] <= level][
        ["component_key", "component_code", "component", "level", "order"]
    ]
    scores = subject.scores
    own = scores[
        (scores["province_code"] == subject.province_code)
        & scores["year"].between(subject.year - years + 1, subject.year)
    ].drop(columns=["component_code", "component", "level"])
    table = own.merge(tree, on="component_key", validate="m:1").sort_values(["order", "year"], ignore_index=True)
    changed = table["series"] != table.groupby("component_key")["series"].shift()
    table["segment"] = changed.groupby(table["component_key"]).cumsum()
    return table[["component_code", "component", "level", "year", "score", "share", "rank", "n_ranked", "segment"]]


@of_province
def list_gains(subject: Subject, count: int = 10) -> pd.DataFrame:
    """Return the components that gained or lost most points on the newest earlier year with figures, gains first.

    Only components without parts are listed, so that no point is counted twice; a component that changed with the
    framework has no change and is left out.

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, before, after, change, rank_change, year_before, role`` (``up`` or ``down``),
        ``n_equal`` (how many of all components changed as much), ``taken_back`` (share of a change against the
        country's mean that the next year usually takes back, `parlib.study.lasting.find_taken_back`).

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.profile.list_gains(subject)[["component_code", "before", "after", "change"]].head(2).round(2)
      component_code  before  after  change
    0            4.4    1.38   2.17    0.79
    1            6.3    2.06   2.34    0.29
    """
    parents = {TOTAL, *subject.tree["parent_code"]}
    tree = subject.tree[~subject.tree["component_code"].isin(parents)]
    rows = pd.concat([tree, measure_before(subject, tree)], axis=1).dropna(subset="change")
    rows = rows.assign(after=rows["before"] + rows["change"])
    rows["role"] = rows["change"].gt(0).map({True: "up", False: "down"})
    rows["n_equal"] = count_equal(rows["change"])
    largest = rows.reindex(rows["change"].abs().sort_values(ascending=False).index[:count])
    columns = [
        "component_code",
        "component",
        "before",
        "after",
        "change",
        "rank_change",
        "year_before",
        "role",
        "n_equal",
        "taken_back",
    ]
    taken_back = [find_taken_back(subject.with_component(code)) for code in largest["component_code"]]
    return largest.assign(taken_back=taken_back).sort_values("change", ascending=False, ignore_index=True)[columns]
