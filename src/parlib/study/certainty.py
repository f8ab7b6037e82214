"""How sure the place is (độ tin cậy của thứ hạng): sets of ranks from sampling errors or what passes in a year."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import norm

from parlib.study.asked import of_province
from parlib.study.lasting import find_noise
from parlib.study.panel import cached_by_component, gather_panel
from parlib.study.rank_sets import bound_ranks, find_best, find_joint_sets, share_errors, tell_apart
from parlib.subject import Subject
from parlib.survey import find_wilson
from parlib.terms import SIGNIFICANCE, TOP

_RANGES = [
    "province_code",
    "province",
    "score",
    "low",
    "high",
    "rank",
    "rank_low",
    "rank_high",
    "joint_low",
    "joint_high",
    "may_be_top",
    "told",
    "role",
    "method",
    "spread",
    "spread_ratio",
]

_CERTAINTY = [
    *[name for name in _RANGES if name not in ("told", "role")],
    "rank_width",
    "n_better",
    "n_worse",
    "n_untold",
]


@cached_by_component
def _measure_sets(subject: Subject) -> tuple[pd.DataFrame, np.ndarray, np.ndarray] | None:
    """Return the ranges of all provinces with a score, and who can be told to be better or worse than whom."""
    panel, cell = gather_panel(subject), gather_panel(subject).find(subject)
    if not panel.whole[cell]:
        return None
    known, limits = np.isfinite(panel.score[cell]), (panel.lowest[cell], panel.highest[cell])
    score, rank = panel.score[cell][known], panel.rank[cell][known]
    described = _measure_errors(subject, known)
    if described is None:
        return None
    error, low, high, method = described
    better, worse = tell_apart(score, error)
    marginal, joint = bound_ranks(better, worse), find_joint_sets(score, error)
    table = pd.DataFrame(
        {
            "province_code": np.array(list(panel.provinces), dtype=object)[known],
            "province": panel.names[known],
            "score": score,
            "low": np.fmax(low, limits[0]),
            "high": np.fmin(high, limits[1]),
            "rank": rank,
            "rank_low": np.fmin(marginal[0], rank),
            "rank_high": np.fmax(marginal[1], rank),
            "joint_low": np.fmin(joint[0], rank),
            "joint_high": np.fmax(joint[1], rank),
            "may_be_top": find_best(score, error, TOP),
            "method": method,
            "spread": error,
            "spread_ratio": error / score.std(ddof=1) if len(score) > 1 and score.std() > 0 else np.nan,
        }
    )
    return table, better, worse


def _measure_errors(subject: Subject, known: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, str] | None:
    """Return the error of each score, the ends of its interval, and what the error is; None where nothing tells it."""
    panel, cell = gather_panel(subject), gather_panel(subject).find(subject)
    score, size = panel.score[cell][known], _read_sizes(subject)
    if size is not None:
        least, reach = panel.least[cell], panel.highest[cell] - panel.least[cell]
        share = np.clip(panel.share[cell][known], 0, 1)
        low, high = (least + reach * end for end in find_wilson(share, size[known], SIGNIFICANCE))
        return reach * share_errors(share, size[known]), low, high, "sample"
    found = find_noise(subject)
    if found is None or not found[0].error > 0:
        return None
    error = np.full(len(score), found[0].error)
    width = norm.isf(SIGNIFICANCE / 2) * error
    return error, score - width, score + width, "movement"


def measure_rank_ranges(subject: Subject) -> pd.DataFrame:
    """Return for every province the ranks that it may have, best first.

    Confidence sets for ranks (`parlib.study.rank_sets`) from the error of each score. With the sample size of each
    share known (column ``n`` of the scores) the error is that of sampling (``method`` ``sample``). Where the source
    publishes none, it is what passes from one year to the next in the noise model of the component (``movement``;
    `parlib.study.noise`): then the set says which ranks another year of the same lasting level might have given, and
    holds true short-lived change as well as noise; it is called so, not a confidence interval of the printed rank.

    Returns
    -------
    pandas.DataFrame
        ``province_code, province, score, low, high`` (95 %, inside the scale: Wilson's interval for samples), ``rank,
        rank_low, rank_high`` (set of each province for itself), ``joint_low, joint_high`` (sets that hold for all at
        once), ``may_be_top`` (among the first ten, as a set for all at once), ``told`` (``better``, ``worse`` than the
        subject's province as far as can be told, else ``alike``), ``role`` (``subject``, ``other``), ``method, spread``
        (error, points), ``spread_ratio`` (to the standard deviation between provinces). Empty for single printed facts
        and where neither sample sizes nor two comparable years are at hand.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.certainty.measure_rank_ranges(subject)
    >>> table[["province", "rank", "rank_low", "rank_high", "method"]].head(2)
         province  rank  rank_low  rank_high    method
    0    Tay Ninh   1.0       1.0       50.0  movement
    1  Quang Ninh   2.0       1.0       56.0  movement
    """
    found = _measure_sets(subject)
    if found is None:
        return pd.DataFrame(columns=_RANGES)
    table, better, worse = found
    own = table["province_code"] == subject.province_code
    told = np.full(len(table), "alike", dtype=object)
    if own.any():
        at = int(np.flatnonzero(own)[0])
        told = np.select([worse[at], better[at]], ["better", "worse"], "alike")
    table = table.assign(told=told, role=np.where(own, "subject", "other"))
    return table[_RANGES].sort_values(["rank", "province"], ignore_index=True)


def are_apart(subject: Subject, other: str) -> bool:
    """Tell whether the province and another one of its year can be told apart, as the pages of both say it.

    Whoever sets two places side by side has chosen them from a table of all. So the pair counts as one of all
    comparisons with either place (`parlib.study.rank_sets.tell_apart`), not as a test that stands alone: of 100 tables
    in which nothing differs at most 5 tell a place from any other.

    Parameters
    ----------
    subject : Subject
        What the page is about.
    other : str
        Code of the other province.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> [parlib.study.certainty.are_apart(subject, code) for code in ("31", "62")]
    [False, True]
    """
    found = _measure_sets(subject)
    if found is None:
        return False
    table, better, worse = found
    codes = table["province_code"].tolist()
    if not {subject.province_code, other} <= set(codes):
        return False
    one, two = codes.index(subject.province_code), codes.index(other)
    told = better | worse
    return bool(told[one, two] and told[two, one])


@of_province
def measure_certainty(subject: Subject) -> pd.DataFrame:
    """Return one row: the range of ranks of the province, and how many others can be told from it.

    Returns
    -------
    pandas.DataFrame
        The province's row of `measure_rank_ranges` without ``told, role``, with ``rank_width`` (ranks in the set),
        ``n_better, n_worse, n_untold`` (others that can be told to be better, worse, and neither). Empty without a
        score of the province and where `measure_rank_ranges` is.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.certainty.measure_certainty(subject)
    >>> table[["rank", "rank_low", "rank_high", "n_better", "n_worse", "n_untold"]]
       rank  rank_low  rank_high  n_better  n_worse  n_untold
    0   2.0       1.0       56.0         0        5        55
    """
    found = _measure_sets(subject)
    if found is None:
        return pd.DataFrame(columns=_CERTAINTY)
    table, below, above = found
    own = np.flatnonzero(table["province_code"] == subject.province_code)
    if not len(own):
        return pd.DataFrame(columns=_CERTAINTY)
    n_better, n_worse = int(above[own[0]].sum()), int(below[own[0]].sum())
    row = table.iloc[own].reset_index(drop=True)
    width, n_untold = row["rank_high"] - row["rank_low"] + 1, len(table) - 1 - n_better - n_worse
    return row.assign(rank_width=width, n_better=n_better, n_worse=n_worse, n_untold=n_untold)[_CERTAINTY]


def _read_sizes(subject: Subject) -> np.ndarray | None:
    """Return the effective number of respondents of each province, or None where not every score has one."""
    column = "n_effective" if "n_effective" in subject.scores else "n"
    if column not in subject.scores:
        return None
    rows, panel = subject.rows.dropna(subset="score"), gather_panel(subject)
    if rows[column].isna().any():
        return None
    sizes = np.full(len(panel.provinces), np.nan)
    sizes[[panel.provinces[code] for code in rows["province_code"]]] = rows[column]
    return sizes
