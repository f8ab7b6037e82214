"""Why ranks changed: own results, a new framework, provinces that came or went (vì sao thứ hạng thay đổi)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parlib.study.bridge import follow_parts, sum_threads
from parlib.study.panel import gather_panel, place_among
from parlib.subject import Subject

_SPLIT = [
    "province_code",
    "province",
    "rank_before",
    "rank",
    "rank_change",
    "performance",
    "framework",
    "entrants",
    "year_before",
    "n_parts",
    "role",
]


def split_rank_changes(subject: Subject, year_before: int | None = None) -> pd.DataFrame:
    """Split each province's change of rank into own results, change of framework, and entrants, adding up exactly.

    As in the profiles of the Global Innovation Index, each cause is changed in turn. *Entrants*: places gained or lost
    because provinces without a figure in the other year are left out. *Framework*: because only the parts that
    may be followed from one year to the other (`parlib.study.bridge`) are counted, on one scale. *Performance*: what is
    left, the change of place among the same provinces on the same parts; it holds the results of the others too.

    Parameters
    ----------
    subject : Subject
        What the page is about; the ranks of its component are split.
    year_before : int, optional
        Year to compare with; if not given, the last year before the subject's with a whole table in which the subject's
        province has a score.

    Returns
    -------
    pandas.DataFrame
        ``province_code, province, rank_before, rank, rank_change`` (places gained), ``performance, framework,
        entrants`` (places, adding up to ``rank_change``), ``year_before, n_parts`` (parts that may be followed,
        without parts of their own), ``role`` (``subject``, ``other``); best place first. Provinces in both years only;
        empty where there is no year before or no part may be followed.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> table = parlib.study.movement.split_rank_changes(subject)
    >>> table[["province", "rank_change", "performance", "framework", "entrants"]].head(2)
         province  rank_change  performance  framework  entrants
    0  Quang Ninh          0.0          0.0        0.0       0.0
    1    Tay Ninh         58.0         56.0        0.0       2.0
    """
    panel, (row, last) = gather_panel(subject), gather_panel(subject).find(subject)
    whole = [year for year, at in panel.years.items() if at < last and panel.whole[row, at]]
    own, country = panel.read_own(subject)[row], subject.province_code not in panel.provinces
    comparable = [year for year in whole if country or np.isfinite(own[panel.years[year]])]
    year_before = year_before or max(comparable, default=None)
    if year_before not in whole or not panel.whole[row, last]:
        return pd.DataFrame(columns=_SPLIT)
    first = panel.years[year_before]
    before, after = same_before, same_after = panel.score[row, first], panel.score[row, last]
    parts = [thread for thread in follow_parts(subject) if year_before in thread.keys]
    if not parts:
        return pd.DataFrame(columns=_SPLIT)
    if panel.series[row, first] != panel.series[row, last]:
        same_before, same_after = (sum_threads(panel, parts, at, subject.year) for at in (year_before, subject.year))
    ranks = {"rank_before": panel.rank[row, first], "rank": panel.rank[row, last]}
    known = np.logical_and.reduce(np.isfinite([before, after, same_before, same_after, *ranks.values()]), axis=0)
    scores = (values[known] for values in (before, same_before, same_after, after))
    both = [place_among(values, values).astype(float) for values in scores]
    codes = np.array(list(panel.provinces), dtype=object)
    table = pd.DataFrame({"province_code": codes, "province": panel.names, **ranks})[known]
    table["rank_change"] = table["rank_before"] - table["rank"]
    table["performance"] = both[1] - both[2]
    table["framework"] = both[0] - both[1] + both[2] - both[3]
    table["entrants"] = table["rank_before"] - both[0] + both[3] - table["rank"]
    role = table["province_code"].eq(subject.province_code).map({True: "subject", False: "other"})
    table = table.assign(year_before=year_before, n_parts=len(parts), role=role)
    return table.sort_values(["rank", "province"], ignore_index=True)[_SPLIT]
