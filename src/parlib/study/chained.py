"""A component of all provinces over changed frameworks, on one scale (chuỗi nối của mọi tỉnh)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parlib.scores import is_whole
from parlib.study.bridge import LEAST_COMPARABLE, choose_threads, follow_parts, measure_most, sum_threads
from parlib.study.panel import gather_panel
from parlib.subject import Subject

COLUMNS = ["year", "province_code", "province", "score", "max_score", "rank", "n_ranked", "comparable_share"]


def chain_provinces(subject: Subject, first: int | None = None, least: float = LEAST_COMPARABLE) -> pd.DataFrame:
    """Chain the subject's component for every province: the parts that may be followed, in each year on one scale.

    What `parlib.study.bridge.chain_history` says of one province; also where the framework did not change: then the
    chained figure is the published one.

    Parameters
    ----------
    subject : Subject
        Says index, component, the last year and vintage; its province does not matter.
    first : int, optional
        First year; the earliest from which the parts hold at least *least* if not given.
    least : float
        Least share (0-1) of the component's maximum that the parts must hold in the subject's year.

    Returns
    -------
    pandas.DataFrame
        One row a province and year: ``year, province_code, province, score`` (points of the comparable parts, on the
        scale of the subject's year), ``max_score`` (of these parts), ``rank, n_ranked`` (on these parts;
        missing where not nearly all provinces have a figure), ``comparable_share``. Empty where nothing may be chained.

    Examples
    --------
    >>> import parlib
    >>> total = parlib.open_subject("papi", 2024)
    >>> chained = chain_provinces(total, first=2016)
    >>> chained.loc[0, ["max_score", "comparable_share"]].tolist()
    [40.0, 0.5]
    """
    panel, threads = gather_panel(subject), follow_parts(subject)
    start, kept, share = choose_threads(subject, panel, threads, least, first)
    if start is None:
        return pd.DataFrame(columns=COLUMNS)
    years = [year for year in panel.years if start <= year <= subject.year]
    scores = np.array([sum_threads(panel, kept, year, subject.year) for year in years])
    places = len(panel.provinces)
    table = pd.DataFrame({"year": np.repeat(years, places), "province_code": [*panel.provinces] * len(years)})
    table["province"] = np.tile(panel.names, len(years))
    table["score"], table["max_score"] = scores.ravel(), measure_most(panel, kept, subject.year)
    counts = np.isfinite(scores).sum(axis=1)
    ranks = table["score"].round(9).groupby(table["year"]).rank(ascending=False, method="min")
    whole = np.repeat(is_whole(counts, places), places)
    table["rank"], table["n_ranked"] = ranks.where(whole), np.where(whole, np.repeat(counts, places), np.nan)
    return table.assign(comparable_share=share)[COLUMNS]
