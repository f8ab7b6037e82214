"""How sure the place is (độ tin cậy của thứ hạng): an interval where a sample is known, else a stated perturbation."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import norm
from statsmodels.stats.proportion import proportion_confint

from parlib.study.history import SIGNIFICANCE
from parlib.study.panel import gather_panel, keep_for_provinces
from parlib.study.peers import TOP
from parlib.study.whatif import DRAWS, SEED, gather_changes
from parlib.subject import Subject
from parlib.terms import TOLERANCE

SCALE_SHARE = 0.01
"""Perturbation, as a part of the scale, where past changes cannot say how large one is."""

MIN_CHANGES = 30
"""Fewest changes of provinces from year to year that may say how large a perturbation is."""

_RANGES = ["province_code", "province", "score", "low", "high", "rank", "rank_low", "rank_high", "role", "method",
           "spread", "spread_source", "n_draws"]  # fmt: skip

_CERTAINTY = [*_RANGES[:8], "rank_width", "top_ten_share", "first_share", *_RANGES[9:]]


def measure_rank_ranges(subject: Subject) -> pd.DataFrame:
    """Return for every province the places that it takes when all scores are shaken a little, best first.

    With the sample size of each share known (column ``n`` of the scores), the shaking is the sampling itself: Wilson's
    (1927) interval for each share and a parametric bootstrap of binomial shares (``method`` ``sample``). Without it
    (``perturbation``), every score is shaken independently by a normal disturbance of standard deviation ``spread``:
    half the variance of the provinces' year-to-year changes, net of each year's national change (``residual``); or
    `SCALE_SHARE` of the scale (``scale``) where fewer than `MIN_CHANGES` changes are known. A perturbation shows how
    close provinces lie; it is not a confidence interval.

    Returns
    -------
    pandas.DataFrame
        ``province_code, province, score, low, high`` (Wilson's interval for samples, else the middle 95 % of the
        disturbance), ``rank, rank_low, rank_high`` (middle 95 % of the draws, with the place itself; equal scores share
        the better place), ``role`` (``subject``, ``other``), ``method, spread`` (points),
        ``spread_source, n_draws``. Empty for single printed facts.
    """
    shaken = _shake(subject)
    if shaken is None:
        return pd.DataFrame(columns=_RANGES)
    known, _, described = shaken
    panel, cell = gather_panel(subject), gather_panel(subject).find(subject)
    (low, high), rank = _range_places(subject), panel.rank[cell][known]
    codes = np.array(list(panel.provinces), dtype=object)[known]
    table = pd.DataFrame(
        {
            "province_code": codes,
            "province": panel.names[known],
            "score": panel.score[cell][known],
            "rank": rank,
            "rank_low": np.fmin(low, rank),
            "rank_high": np.fmax(high, rank),
            "role": np.where(codes == subject.province_code, "subject", "other"),
            **described,
            "n_draws": DRAWS,
        }
    )
    return table[_RANGES].sort_values(["rank", "province"], ignore_index=True)


def measure_certainty(subject: Subject) -> pd.DataFrame:
    """Return one row: the range of places of the province, and how it was found.

    Returns
    -------
    pandas.DataFrame
        The province's row of `measure_rank_ranges` without ``role``, with ``rank_width`` (places in the range),
        ``top_ten_share`` and ``first_share`` (shares of draws in the first ten places and in the first). Empty without
        a score of the province and for single printed facts.
    """
    ranges = measure_rank_ranges(subject)
    own = ranges[ranges["role"] == "subject"]
    if own.empty:
        return pd.DataFrame(columns=_CERTAINTY)
    known, drawn, _ = _shake(subject)
    at = np.flatnonzero(known) == gather_panel(subject).provinces[subject.province_code]
    places = 1 + (drawn > drawn[:, at] + TOLERANCE).sum(axis=1)
    return own.assign(
        rank_width=own["rank_high"] - own["rank_low"] + 1,
        top_ten_share=float((places <= TOP).mean()),
        first_share=float((places == 1).mean()),
    )[_CERTAINTY].reset_index(drop=True)


@keep_for_provinces
def _shake(subject: Subject) -> tuple[np.ndarray, np.ndarray, dict] | None:
    """Return which provinces have a score, drawn scores of those, and how they were drawn."""
    panel, cell = gather_panel(subject), gather_panel(subject).find(subject)
    if not panel.whole[cell]:
        return None
    known, limits = np.isfinite(panel.score[cell]), (panel.lowest[cell], panel.highest[cell])
    size = _read_sizes(subject)
    random = np.random.default_rng(SEED)
    if size is not None:
        share = np.clip(panel.share[cell][known], 0, 1)
        return known, *_draw_shares(random, share, size[known], (panel.least[cell], limits[1]))
    spread, source = measure_spread(gather_changes(subject), limits)
    if not spread > 0:
        return None
    drawn = panel.score[cell][known] + random.normal(0, spread, (DRAWS, known.sum()))
    reach = norm.ppf(1 - SIGNIFICANCE / 2) * spread
    low, high = panel.score[cell][known] - reach, panel.score[cell][known] + reach
    described = {"low": low, "high": high, "method": "perturbation", "spread": spread}
    return known, drawn, described | {"spread_source": source}


def _draw_shares(
    random: np.random.Generator, share: np.ndarray, size: np.ndarray, limits: tuple[float, float]
) -> tuple[np.ndarray, dict]:
    count, (least, most) = share * size, limits
    low, high = (least + (most - least) * end for end in proportion_confint(count, size, SIGNIFICANCE, "wilson"))
    drawn = least + (most - least) * random.binomial(size.astype(int), share, (DRAWS, len(share))) / size
    spread = np.sqrt(share * (1 - share) / size) * (most - least)
    return drawn, {"low": low, "high": high, "method": "sample", "spread": spread, "spread_source": "n"}


def measure_spread(changes: np.ndarray, limits: tuple[float, float]) -> tuple[float, str]:
    """Return the standard deviation of a perturbation in points, and where it comes from.

    A change is the difference of two years, so a year's own disturbance has half its variance.

    Parameters
    ----------
    changes : numpy.ndarray
        Changes in points, shape (pairs of years, provinces).
    limits : tuple of float
        Lowest and highest score of the scale.

    Examples
    --------
    >>> swing = np.tile([[1.0, -1.0], [-1.0, 1.0]], (1, 10))
    >>> round(measure_spread(swing, (0.0, 10.0))[0] ** 2, 3)
    0.5
    >>> measure_spread(swing[:0], (0.0, 10.0))
    (0.1, 'scale')
    """
    known = np.isfinite(changes)
    if known.sum() >= MIN_CHANGES:
        net = changes - np.nanmean(changes, axis=1, keepdims=True)
        spread = float(np.sqrt(np.nanmean(net**2) / 2))
        if spread > 0:
            return spread, "residual"
    return SCALE_SHARE * (limits[1] - limits[0]), "scale"


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


@keep_for_provinces
def _range_places(subject: Subject) -> np.ndarray:
    """Return the lowest and the highest of the middle 95 % of places of each province with a score."""
    _, drawn, _ = _shake(subject)
    return np.percentile(_rank_draws(drawn), (2.5, 97.5), axis=0, method="closest_observation")


def _rank_draws(drawn: np.ndarray) -> np.ndarray:
    """Return the place of each province in each draw; 1 is best, and equal scores share the better place.

    Examples
    --------
    >>> _rank_draws(np.array([[3.0, 5.0, 5.0, 4.0]])).tolist()
    [[4, 1, 1, 3]]
    """
    order = np.argsort(-drawn, axis=1)
    ordered = np.take_along_axis(drawn, order, axis=1)
    place = np.arange(1, drawn.shape[1] + 1)[None, :].repeat(len(drawn), axis=0)
    place[:, 1:][ordered[:, 1:] >= ordered[:, :-1] - TOLERANCE] = 0  # level with the one before: its place
    places = np.empty_like(order)
    np.put_along_axis(places, order, np.maximum.accumulate(place, axis=1), axis=1)
    return places
