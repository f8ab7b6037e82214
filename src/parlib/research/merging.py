"""How measures of old provinces merge into the new ones (cộng, tính bình quân có trọng số)."""

from __future__ import annotations

import pandas as pd

from parlib.speech import tell

KINDS = {
    "population": "count",
    "urban_population": "count",
    "dossiers": "count",
    "respondents": "count",
    "grdp_per_capita": "ratio",
    "score": "points",
    "rank": "rank",
}
"""How a measure merges: counts are added, ratios and shares are weighted with what they are of, points are weighted
in the stated ways, ranks are made anew. Measures that begin with ``integrity_`` or ``expects_`` are shares."""


def name_kind(measure: str) -> str:
    """Return how a measure merges: ``count``, ``ratio``, ``share``, ``points`` or ``rank``.

    Raises
    ------
    ValueError
        For a measure of which it is not known.

    Examples
    --------
    >>> name_kind("population"), name_kind("integrity_harassment"), name_kind("score")
    ('count', 'share', 'points')
    """
    if measure.startswith(("integrity_", "expects_")):
        return "share"
    if measure not in KINDS:
        raise ValueError(tell("it is not known how {measure!r} merges; known: {kinds}", measure=measure, kinds=KINDS))
    return KINDS[measure]


def merge_values(values: pd.Series, measure: str, holders: pd.Series, weights: pd.Series | None = None) -> pd.Series:
    """Merge one measure of old provinces into their new ones, as its kind allows (`KINDS`).

    Parameters
    ----------
    values : pandas.Series
        By old province; missing where not known.
    measure : str
        What is merged.
    holders : pandas.Series
        New province of each old one, same index.
    weights : pandas.Series, optional
        What ratios, shares (number of respondents) and points are weighted with; not needed for counts.

    Returns
    -------
    pandas.Series
        By new province; missing where any part is: never silently lighter.

    Raises
    ------
    ValueError
        For ranks, which do not merge, and where weights are needed and not given.

    Examples
    --------
    >>> old = pd.Series({"24": 2.0, "27": 4.0}); holder = pd.Series({"24": "24", "27": "24"})
    >>> merge_values(old, "population", holder).tolist()
    [6.0]
    >>> merge_values(old, "score", holder, pd.Series({"24": 3.0, "27": 1.0})).tolist()
    [2.5]
    """
    kind = name_kind(measure)
    if kind == "rank":
        raise ValueError("ranks do not merge: merge the scores, then rank the new provinces among themselves")
    if kind == "count":
        return values.groupby(holders).sum(min_count=1).where(~values.isna().groupby(holders).any())
    if weights is None:
        raise ValueError(tell("{measure!r} does not add up: give the weights of the old provinces", measure=measure))
    known = values.notna() & weights.notna()
    whole = known.groupby(holders).all()
    return ((values * weights).groupby(holders).sum() / weights.groupby(holders).sum()).where(whole)
