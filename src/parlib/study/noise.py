"""What of a figure lasts (phần bền vững của điểm) and what passes: a noise model of each component.

A place's distance to the mean of its year holds a lasting part, which fades slowly, and a part that is gone a year
later: sampling, a single event, a late report. How large each is can be told from how alike a place's distances are one
year, two years, three years apart. The best of sixty places is nearly always lucky too; what it may be expected to
keep, and who is truly among the best, follows from the same model (Efron and Morris 1975; Morris 1983).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.stats import norm

LEAST_PLACES = 10
"""Fewest places with two years in a row for a model."""

LEAST_LAGS = 3
"""Fewest distances in years between figures that can tell how fast the lasting part fades."""

FADING = 0.9
"""Share of the lasting part that is left a year on, where too few years can tell; the median of PAPI's components."""

LEAST_SHOWN = 1.96
"""Fewest standard errors by which the lasting variance must lie above none before a place is judged by it."""

MOST_LASTING = 0.98
"""Largest reliability that a few years may claim."""

_KEPT = np.linspace(0.3, 1.0, 71)


@dataclass(frozen=True)
class Noise:
    """Variances of a component between places within a year, in squared points.

    Attributes
    ----------
    lasting : float
        Variance of the part that a place still has a year later, but for fading.
    passing : float
        Variance of the part that is gone a year later.
    kept : float
        Share of the lasting part that is left after a year (0-1).
    n_pairs : int
        Pairs of years in a row that the model rests on.
    shown : float
        By how many standard errors the products of distances lie above zero, which they would be if nothing lasted.
    """

    lasting: float
    passing: float
    kept: float
    n_pairs: int
    shown: float = float("inf")

    @property
    def reliability(self) -> float:
        """Share of the differences between places in a year that lasts (0-1; độ tin cậy của điểm)."""
        total = self.lasting + self.passing
        return self.lasting / total if total > 0 else float("nan")

    @property
    def carried(self) -> float:
        """Share of a distance to the mean that may be expected a year on, from one year alone."""
        return self.reliability * self.kept

    @property
    def taken_back(self) -> float:
        """Share of a change of the distance to the mean that is taken back the year after, on average (0-1).

        Half of a change in which nothing but what passes has changed; less, the more of it is a change of what lasts.
        That nothing at all fades is not taken from few years: what lasts is taken to fade by `FADING` at the least.
        """
        faded = 1 - min(self.kept, FADING)
        change = 2 * (self.lasting * faded + self.passing)
        return (self.lasting * faded**2 + self.passing) / change if change > 0 else float("nan")

    @property
    def error(self) -> float:
        """Standard deviation of what passes; of all differences where it is not beyond chance that anything lasts."""
        return float(np.sqrt(self.passing if self.lasts else self.lasting + self.passing))

    @property
    def lasts(self) -> bool:
        """Whether it is beyond chance that anything lasts (`LEAST_SHOWN`); else nobody is judged by it."""
        return self.lasting > 0 and self.shown >= LEAST_SHOWN


def measure_distances(score: np.ndarray) -> np.ndarray:
    """Return scores minus the mean of each year, shape (year, place): what the country shares is no noise of a place.

    Examples
    --------
    >>> measure_distances(np.array([[1.0, 3.0], [4.0, np.nan]])).tolist()
    [[-1.0, 1.0], [0.0, nan]]
    """
    count = np.maximum(np.isfinite(score).sum(axis=1, keepdims=True), 1)
    return score - np.nansum(score, axis=1, keepdims=True) / count


def fit_noise(runs: Sequence[np.ndarray]) -> Noise | None:
    """Fit the model to runs of comparable years by the products of distances one, two ... years apart.

    The mean product of distances *k* years apart is the lasting variance times ``kept`` to the power of *k*; of the
    same year, the passing variance comes on top. Both are fitted by least squares over all lags, each weighted with
    the number of its products; *kept* only with `LEAST_LAGS` lags, else `FADING` (1 with a single lag, since one pair
    of years cannot tell fading from noise).

    Parameters
    ----------
    runs : sequence of numpy.ndarray
        Distances to the mean of each year (`measure_distances`), one array of shape (year, place) a run; no product is
        taken across runs.

    Returns
    -------
    Noise or None
        None without two years in a row of `LEAST_PLACES` places.

    Examples
    --------
    >>> lasting = np.linspace(-2, 2, 41)
    >>> found = fit_noise([np.array([lasting, lasting, lasting, lasting])])
    >>> round(found.reliability, 2), found.n_pairs
    (0.98, 3)
    """
    longest = max((len(run) for run in runs), default=0)
    total, count = np.zeros(longest), np.zeros(longest)
    for run in runs:
        for lag in range(len(run)):
            products = run[: len(run) - lag] * run[lag:]
            total[lag] += np.nansum(products)
            count[lag] += np.isfinite(products).sum()
    if longest < 2 or count[1] < LEAST_PLACES:
        return None
    lags = np.flatnonzero(count[1:] > 0) + 1
    mean, weight = total / np.maximum(count, 1), count[lags]
    kept = _KEPT if len(lags) >= LEAST_LAGS else np.array([FADING if len(lags) == 2 else 1.0])
    fade = kept[:, None] ** lags
    lasting = np.maximum((weight * fade * mean[lags]).sum(axis=1) / (weight * fade**2).sum(axis=1), 0)
    best = int(((mean[lags] - lasting[:, None] * fade) ** 2 @ weight).argmin())
    held = min(float(lasting[best]), MOST_LASTING * float(mean[0]))
    weights = float(kept[best]) ** lags
    error = float(mean[0]) * np.sqrt((weights**2 * weight).sum())  # of the sum of products where nothing lasts
    shown = float((weights * total[lags]).sum() / error) if error > 0 else 0.0
    pairs = sum(int((np.isfinite(run[1:]) & np.isfinite(run[:-1])).any(axis=1).sum()) for run in runs)
    return Noise(held, float(mean[0]) - held, float(kept[best]), pairs, shown)


def predict_lasting(distances: np.ndarray, noise: Noise, ahead: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return mean and variance of each place's lasting part, *ahead* years after the last row, from all its years.

    The best linear predictor under `Noise` (Goldberger 1962): years count less the older they are, and all the less
    the more of a year's figure passes.

    Parameters
    ----------
    distances : numpy.ndarray
        The run of comparable years up to now, shape (year, place).
    noise : Noise
        As `fit_noise` returns it.
    ahead : int
        0 for the last year itself, 1 for the year after.

    Returns
    -------
    tuple of numpy.ndarray
        Mean and variance by place; NaN for a place without the last year.

    Examples
    --------
    >>> half = Noise(1.0, 1.0, 1.0, 1)
    >>> [predict_lasting(np.full((years, 1), 2.0), half)[0].round(3).tolist() for years in (1, 2)]
    [[1.0], [1.333]]
    """
    mean, spread = np.full(distances.shape[1], np.nan), np.full(distances.shape[1], np.nan)
    known = np.isfinite(distances)
    age = np.arange(len(distances))[::-1]
    for pattern in np.unique(known[:, known[-1]].T, axis=0):
        places = (known == pattern[:, None]).all(axis=0)
        years = age[pattern]
        covariance = noise.lasting * noise.kept ** np.abs(years[:, None] - years) + noise.passing * np.eye(len(years))
        link = noise.lasting * noise.kept ** (years + ahead)
        weight = np.linalg.lstsq(covariance, link, rcond=None)[0]
        mean[places] = weight @ distances[pattern][:, places]
        spread[places] = max(noise.lasting - weight @ link, 0.0)
    return mean, spread


def find_top_probability(mean: np.ndarray, variance: np.ndarray, part: float = 0.25) -> np.ndarray:
    """Return how likely each place is truly among the best *part* of all, given what is known of its lasting part.

    The mark is set where, over all places, *part* of the probability lies above it.

    Examples
    --------
    >>> find_top_probability(np.array([3.0, 0.0, 0.0, -3.0]), np.full(4, 0.1)).round(2).tolist()
    [1.0, 0.0, 0.0, 0.0]
    """
    known = np.isfinite(mean)
    found = np.full(mean.shape, np.nan)
    if known.sum() < LEAST_PLACES // 3:
        return found
    middle, spread = mean[known], np.sqrt(np.maximum(variance[known], 1e-18))
    reach = 10 * spread.max() + 1e-9
    mark = brentq(lambda at: norm.sf((at - middle) / spread).mean() - part, middle.min() - reach, middle.max() + reach)
    found[known] = norm.sf((mark - middle) / spread)
    return found


def judge_places(distances: np.ndarray, noise: Noise, part: float = 0.25) -> tuple[np.ndarray, np.ndarray]:
    """Return how likely each place is truly in the best and in the worst *part*, from all its comparable years.

    Returns
    -------
    tuple of numpy.ndarray
        Probability of the best and of the worst part by place; NaN without the last year, and for all where it is
        not beyond chance that anything lasts.

    Examples
    --------
    >>> level = np.repeat(np.linspace(-1, 1, 12)[None], 6, axis=0)
    >>> from parlib.terms import LIKELY
    >>> best, worst = judge_places(level, fit_noise([level]))
    >>> int((best >= LIKELY).sum()), int((worst >= LIKELY).sum())
    (3, 3)
    """
    mean, variance = predict_lasting(distances, noise)
    mean = mean if noise.lasts else np.full_like(mean, np.nan)
    return find_top_probability(mean, variance, part), find_top_probability(-mean, variance, part)


def expect_lead(distances: np.ndarray, noise: Noise, ahead: int = 1) -> tuple[int, float, float]:
    """Return which place is best in the last year, its lead over the mean as printed, and the lead to expect later.

    Examples
    --------
    >>> place, printed, expected = expect_lead(np.array([[2.0, 0.0, -2.0]]), Noise(1.0, 1.0, 0.9, 1))
    >>> place, printed, round(expected, 2)
    (0, 2.0, 0.9)
    """
    best = int(np.nanargmax(distances[-1]))
    return best, float(distances[-1, best]), float(predict_lasting(distances, noise, ahead)[0][best])


def draw_standings(distances: np.ndarray, noise: Noise, seed: int, draws: int = 2000) -> np.ndarray | None:
    """Return how many others each place truly stands before, in draws of what lasts of everybody.

    The lasting part of each place is drawn from the mean and variance that `predict_lasting` gives it, places
    independent of each other.

    Returns
    -------
    numpy.ndarray or None
        Counts, shape (draws, places); -1 for a place without the last year. None where it is not beyond chance that
        anything lasts: then nobody is known to stand before anybody.

    Examples
    --------
    >>> draw_standings(np.array([[2.0, 0.0, -2.0]]), Noise(3.0, 0.1, 0.9, 5), seed=1).mean(axis=0).round().tolist()
    [2.0, 1.0, 0.0]
    """
    mean, variance = predict_lasting(distances, noise)
    known = np.isfinite(mean)
    if not noise.lasts or known.sum() < 2:
        return None
    random = np.random.default_rng(seed)
    drawn = mean[known] + np.sqrt(variance[known]) * random.standard_normal((draws, known.sum()))
    behind = np.full((draws, len(mean)), -1, dtype=np.int16)
    for place, own in zip(np.flatnonzero(known), drawn.T, strict=True):
        behind[:, place] = (drawn < own[:, None]).sum(axis=1)
    return behind
