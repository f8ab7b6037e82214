"""What the next year may bring (dự kiến năm sau): intervals and places that rest on years, not on pooled changes.

In one year everybody moves alike; so many changes of places in one year are one observation of the year, not sixty.
The country's common move and the place's own part are told apart: the interval of a score holds both, that of a place
among the others only the second.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import t as student

from parlib.terms import TOLERANCE

COVERAGE = 0.9
"""Share of next years that an interval holds."""

LEAST_PAIRS = 8
"""Fewest pairs of comparable years for an interval of the score."""

LEAST_PAIRS_OF_PLACES = 2
"""Fewest pairs for a range of places, in which the common move of a year plays hardly any part."""

HALF_LIFE = 2.0
"""Years after which a pair of years counts half; chosen by back-test on PAPI over 3, 4, 6 and no fading."""

STEP = 0.1
"""How much of a year's miss corrects the level of the next interval; chosen over 0, 0.2, 0.3 and 0.5 by the interval
score of 126 years of PAPI up to 2019 and PCI with too few pairs to be told (`benchmarks/bench_coverage.py`)."""

LEAST_TRIED = 4
"""Fewest pairs of years behind an interval of the past that corrects the level."""

DRAWS = 1000
"""Draws of next years behind a range of places."""

SEED = 20220720
"""Seed of the draws, so that a page says the same twice."""

FEW = 24
"""Gains up to which comparing each with each draw is faster than sorting the draws."""

REACH = (2.5, 50, 97.5)
"""Percentiles of the drawn places: a range of 95 % around the median."""


@dataclass(frozen=True)
class Change:
    """How a component changes from one comparable year to the next, told from past pairs of years.

    Attributes
    ----------
    kept : float
        Share of a place's distance to the mean that is left a year on (0-1): extremes fall back to the mean.
    common : float
        Size of the country's common move (root of the mean square, points).
    own : float
        Standard deviation of a place's own part around what is kept of its distance (points).
    reach : float
        Half of the interval (points).
    n_pairs : int
        Pairs of years behind it.
    """

    kept: float
    common: float
    own: float
    reach: float
    n_pairs: int


def fit_change(before: np.ndarray, after: np.ndarray, coverage: float = COVERAGE) -> Change:
    """Fit how a component changes, and how wide an interval holds *coverage* of the places of a next year.

    A change has two parts: the mean of all places (common), expected to be zero, and the place's own distance to the
    mean, expected to fall back to ``kept`` of it. The size of both is measured with pairs of years that count half
    every `HALF_LIFE` years. How wide the interval must be is not read off the normal curve: each past year is left out
    in turn, its changes are measured in the size that the other years give, and the reach is what *coverage* of these
    stay within, each year counting as one (cross-conformal prediction over years; Vovk 2015, Dunn, Wasserman and
    Ramdas 2023). Years are taken to be exchangeable but for the fading; where they are not, the intervals of past years
    held too few places or too many, and the level is corrected by that, `STEP` of the miss each year (adaptive
    conformal inference; Gibbs and Candès 2021).

    Parameters
    ----------
    before, after : numpy.ndarray
        Scores in the earlier and the later year of each pair, oldest first, shape (pair, place); NaN where not known.
    coverage : float
        Share of places in a next year that the interval should hold.

    Examples
    --------
    >>> before = np.tile(np.linspace(4, 6, 21), (9, 1))
    >>> found = fit_change(before, before + np.where(np.arange(9) % 2, 0.5, -0.5)[:, None])
    >>> round(found.kept, 2), round(found.common, 2), round(found.own, 2), round(found.reach, 2)
    (1.0, 0.5, 0.0, 0.5)
    """
    parts = _part(before, after)
    kept, common, own = (float(size) for size in _measure(_sum(parts), _fade(len(parts))))
    return Change(kept, common, own, _find_reach(parts, _adapt_level(parts, coverage)), len(parts))


def _part(before: np.ndarray, after: np.ndarray) -> list[tuple[np.ndarray, np.ndarray, float]]:
    """Return distances before and after, and the common move, of each pair, places with both years only."""
    parts = []
    for then, now in zip(before, after, strict=True):
        known = np.isfinite(then) & np.isfinite(now)
        then, now = then[known], now[known]
        parts.append((then - then.mean(), now - now.mean(), float((now - then).mean())))
    return parts


def _fade(n: int) -> np.ndarray:
    """Return how much each of *n* pairs of years counts, oldest first."""
    return 0.5 ** (np.arange(n)[::-1] / HALF_LIFE)


def _sum(parts: list[tuple[np.ndarray, np.ndarray, float]]) -> np.ndarray:
    """Return by pair the sums of squares before and after, of products, the squared move and the places less one."""
    rows = [(then @ then, now @ now, then @ now, move**2, max(len(then) - 1, 1)) for then, now, move in parts]
    return np.array(rows, dtype=float).reshape(-1, 5).T


def _measure(sums: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the share kept and the sizes of the common move and of the own part, for each row of weights of pairs."""
    before, after, cross, moves, freedom = sums
    square = weight @ before
    kept = np.clip(np.where(square > 0, weight @ cross / np.where(square > 0, square, 1), 1.0), 0, 1)
    own = np.maximum(after - 2 * kept[..., None] * cross + kept[..., None] ** 2 * before, 0) / freedom
    total = weight.sum(axis=-1)
    return kept, np.sqrt(weight @ moves / total), np.sqrt((weight * own).sum(axis=-1) / total)


def _find_reach(parts: list[tuple[np.ndarray, np.ndarray, float]], level: float) -> float:
    """Return the reach of a change that *level* of left-out places stay within, each year as one."""
    sums, weight = _sum(parts), _fade(len(parts))
    _, common, own = _measure(sums, weight)
    # One row of weights for each pair of years, without that pair: its places have no say in their own forecast.
    kept, *rest = _measure(sums, weight * ~np.eye(len(parts), dtype=bool))
    size = np.maximum(np.hypot(*rest), 1e-12)
    changes = [
        np.abs(move + now - share * then) / one for (then, now, move), share, one in zip(parts, kept, size, strict=True)
    ]
    counts = np.concatenate([np.full(len(own), part / len(own)) for own, part in zip(changes, weight, strict=True)])
    sizes = np.concatenate(changes)
    order = np.argsort(sizes)
    held = np.cumsum(counts[order]) / counts.sum()
    at = min(int(np.searchsorted(held, level - 1e-9)), len(sizes) - 1)
    return float(sizes[order][at] * np.hypot(common, own))


def _adapt_level(parts: list[tuple[np.ndarray, np.ndarray, float]], coverage: float) -> float:
    """Return the level that would have held *coverage* in the years so far: raised by `STEP` of what was missed."""
    level = coverage
    for at in range(LEAST_TRIED, len(parts)):
        kept, _, _ = _measure(_sum(parts[:at]), _fade(at))
        then, now, move = parts[at]
        held = np.mean(np.abs(move + now - kept * then) <= _find_reach(parts[:at], level) + 1e-9)
        level = float(np.clip(level + STEP * (coverage - held), 0.5, 1.0))
    return level


def forecast_scores(
    now: np.ndarray, change: Change, limits: tuple[float, float]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the expected score of each place a year on and its interval, inside the scale.

    Examples
    --------
    >>> expected, low, high = forecast_scores(np.array([4.0, 9.0]), Change(0.5, 0.3, 0.4, 2.0, 8), (0.0, 10.0))
    >>> expected.tolist(), low.tolist(), high.tolist()
    ([5.25, 7.75], [3.25, 5.75], [7.25, 9.75])
    """
    mean = np.nanmean(now)
    expected = mean + change.kept * (now - mean)
    ends = [np.fmin(np.fmax(expected + side * change.reach, limits[0]), limits[1]) for side in (-1, 1)]
    return expected, ends[0], ends[1]


def judge_own_changes(before: np.ndarray, after: np.ndarray, then: np.ndarray, now: np.ndarray) -> np.ndarray:
    """Return two-sided p of each place's change net of the country's: is its own part larger than past ones?

    The own part is the distance to the mean now, minus what past pairs of years kept of the distance before. It is
    held against the spread of past own parts by Student's t, with as many degrees of freedom as those of the years
    that they come from say (between pairs - 1 and their number, by how much the spread of years differs).

    Parameters
    ----------
    before, after : numpy.ndarray
        Past pairs of years, as in `fit_change`, without the one that is judged.
    then, now : numpy.ndarray
        Scores of the pair of years that is judged, by place.

    Examples
    --------
    >>> past = np.tile(np.linspace(4, 6, 21), (9, 1))
    >>> noise = np.where((np.arange(21) + np.arange(9)[:, None]) % 2, 0.1, -0.1)
    >>> now = past[0] + 1.0
    >>> now[3] += 1
    >>> (judge_own_changes(past, past + noise, past[0], now) < 0.001).nonzero()[0].tolist()
    [3]
    """
    parts = _part(before, after)
    kept = float(_measure(_sum(parts), np.ones(len(parts)))[0])
    squares = np.array([np.mean((later - kept * first) ** 2) for first, later, _ in parts])
    count = sum(len(first) for first, _, _ in parts)
    spread = np.sqrt(squares.mean())
    unequal = max(squares.var(ddof=1) / squares.mean() ** 2 - 2 * len(parts) / count, 0) if len(parts) > 1 else 1.0
    freedom = np.clip(2 * len(parts) / max(unequal, 1e-9), max(len(parts) - 1, 1), count)
    known = np.isfinite(then) & np.isfinite(now)
    own = (now - np.mean(now[known])) - kept * (then - np.mean(then[known]))
    with np.errstate(divide="ignore", invalid="ignore"):
        return 2 * student.sf(np.abs(own) / spread, freedom)


def draw_next_year(
    now: np.ndarray,
    before: np.ndarray,
    after: np.ndarray,
    limits: tuple[float, float],
    draws: int = DRAWS,
    seed: int = SEED,
) -> np.ndarray:
    """Return scores that all places may have a year on, the own one too.

    Each draw takes one past pair of years, recent ones more often (`HALF_LIFE`). The country's common move of that pair
    lifts everybody; each place keeps the usual share of its distance to the mean and adds an own part that some place
    had in that pair. Scores stay inside the scale.

    Parameters
    ----------
    now : numpy.ndarray
        Scores of all places; NaN where not known (stays so).
    before, after : numpy.ndarray
        Past pairs of comparable years, as in `fit_change`.
    limits : tuple of float
        Lowest and highest score; NaN for none.
    draws, seed : int
        Number of draws and their seed.

    Returns
    -------
    numpy.ndarray
        Shape (draws, places).

    Examples
    --------
    >>> before = np.tile(np.linspace(4, 6, 21), (3, 1))
    >>> drawn = draw_next_year(before[0], before, before + 1, (0.0, 10.0))
    >>> drawn.shape, np.allclose(drawn, before[0] + 1)
    ((1000, 21), True)
    """
    parts = _part(before, after)
    weight, random = _fade(len(parts)), np.random.default_rng(seed)
    kept = float(_measure(_sum(parts), weight)[0])
    own = [later - kept * first for first, later, _ in parts]
    pair = random.choice(len(parts), size=draws, p=weight / weight.sum())
    count = np.array([len(values) for values in own])
    # Pairs differ in their number of places: rows are filled up to the longest, and drawn from no further than `count`.
    pool = np.full((len(parts), count.max()), np.nan)
    for row, values in enumerate(own):
        pool[row, : len(values)] = values
    pick = (_spread_evenly(pair, len(now), random) * count[pair, None]).astype(int)
    moves = np.array([move for _, _, move in parts])
    mean = np.nanmean(now)
    drawn = mean + moves[pair, None] + kept * (now - mean) + pool[pair[:, None], pick]
    return np.fmin(np.fmax(drawn, limits[0]), limits[1]) * np.where(np.isfinite(now), 1.0, np.nan)


def _spread_evenly(pair: np.ndarray, places: int, random: np.random.Generator) -> np.ndarray:
    """Return numbers from 0 to 1 by draw and place, spread evenly over the draws of each pair for every place.

    Drawn freely, the ends of a range of places rested on the few draws of its tails and differed by up to ten places
    from those of many draws (Latin hypercube sampling; McKay, Beckman and Conover 1979).
    """
    even = random.random((len(pair), places))
    for one in np.unique(pair):
        rows = np.flatnonzero(pair == one)
        step = np.tile(np.arange(len(rows))[:, None], places)
        even[rows] = (random.permuted(step, axis=0) + even[rows]) / len(rows)
    return even


def place_next_year(drawn: np.ndarray, place: int, gains: np.ndarray) -> np.ndarray:
    """Return the places that one of the places takes in drawn years if it gains points besides; equal scores tie.

    All gains are tried on the same drawn years, so that more points never give a lower place.

    Parameters
    ----------
    drawn : numpy.ndarray
        As `draw_next_year` returns it.
    place : int
        Column of the place.
    gains : numpy.ndarray
        Points gained; 0 is the next year with nothing recovered.

    Returns
    -------
    numpy.ndarray
        Lowest, middle and highest place of each gain (`REACH`), shape (3, gains).

    Examples
    --------
    >>> drawn = np.tile([[5.0, 6.0, 7.0]], (100, 1))
    >>> place_next_year(drawn, 0, np.array([0.0, 1.0, 2.5])).tolist()
    [[3, 2, 1], [3, 2, 1], [3, 2, 1]]
    """
    others, own = np.delete(drawn, place, axis=1), drawn[:, place, None] + gains + TOLERANCE
    if len(gains) <= FEW:
        places = np.stack([1 + (others > marks[:, None]).sum(axis=1) for marks in own.T], axis=1)
        return np.percentile(places, REACH, axis=0, method="closest_observation")
    others = np.sort(others, axis=1)
    known = np.isfinite(others).sum(axis=1)  # what is not known comes last
    counted = [
        1 + count - np.searchsorted(row[:count], marks, side="right")
        for row, marks, count in zip(others, own, known.tolist(), strict=True)
    ]
    return np.percentile(counted, REACH, axis=0, method="closest_observation")
