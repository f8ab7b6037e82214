"""Confidence sets for ranks (tập tin cậy của thứ hạng), after Mogstad, Romano, Shaikh and Wilhelm (2024).

A rank is a count: how many others are truly better. Whoever can be told to be better or worse than a place at a stated
confidence bounds its rank; everybody else may stand on either side. *Inference for Ranks with Applications to Mobility
across Neighbourhoods and Academic Achievements across Countries*, Review of Economic Studies 91 (1), 476-518.

Errors are taken as normal and independent between places, with known standard errors. Places that are truly level
share the better rank; nothing depends on the order of columns.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr
from scipy.stats import norm

LEVEL = 0.95
"""Confidence of a set."""

DRAWS = 1000
"""Draws behind the simultaneous sets."""

SEED = 20240101
"""Seed of the draws, so that a page says the same twice."""

_NODES = np.linspace(-4.2, 4.2, 15)
"""Where the normal density is summed; for smooth integrands the trapezium rule is right to four digits with these."""

_WEIGHTS = (_NODES[1] - _NODES[0]) * np.exp(-(_NODES**2) / 2) / np.sqrt(2 * np.pi)

_STEPS = 20
"""Most rounds of the stepwise improvement; two to four are usual."""

_MANY = 150
"""Places from which sets are found in one step, with reaches between a few sizes of errors interpolated."""


def share_errors(share: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Return standard errors of shares found among *n* respondents, with Agresti and Coull's (1998) two added answers.

    A share of 0 or 1 says that its error is small, not that there is none.

    Examples
    --------
    >>> share_errors(np.array([1.0, 0.5]), np.array([300.0, 96.0])).round(4).tolist()
    [0.0046, 0.05]
    """
    middle = (share * n + 2) / (n + 4)
    return np.sqrt(middle * (1 - middle) / (n + 4))


def find_marginal_sets(score: np.ndarray, error: np.ndarray, level: float = LEVEL) -> tuple[np.ndarray, np.ndarray]:
    """Return for each place the best and the worst rank of its own confidence set; rank 1 is the highest score.

    Each set covers the rank of its place with probability *level*; all of them together cover less often
    (`find_joint_sets`).

    Parameters
    ----------
    score, error : numpy.ndarray
        Scores and their standard errors, shape (places,).
    level : float
        Confidence.

    Returns
    -------
    tuple of numpy.ndarray
        Best and worst rank of each place.

    Examples
    --------
    >>> low, high = find_marginal_sets(np.array([9.0, 5.0, 5.0, 1.0]), np.full(4, 0.1))
    >>> low.tolist(), high.tolist()
    ([1, 2, 2, 4], [1, 3, 3, 4])
    """
    return bound_ranks(*tell_apart(score, error, level))


def bound_ranks(better: np.ndarray, worse: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return best and worst rank from who can be told to be better or worse than whom (`tell_apart`).

    Examples
    --------
    >>> low, high = bound_ranks(*tell_apart(np.array([3.0, 2.9, 1.0]), np.full(3, 0.2)))
    >>> low.tolist(), high.tolist()
    ([1, 1, 3], [2, 2, 3])
    """
    return 1 + worse.sum(axis=1), len(better) - better.sum(axis=1)


def tell_apart(score: np.ndarray, error: np.ndarray, level: float = LEVEL) -> tuple[np.ndarray, np.ndarray]:
    """Return over whom each place stands, and who stands over it, as far as that can be told of it at *level*.

    For one place all comparisons with it are tested together, both ways, stepwise (Romano and Wolf 2005): who was told
    apart no longer burdens the rest. The distribution of the largest difference is integrated, not drawn: given the
    place's own error all comparisons are independent, so that its probability is a product.

    Parameters
    ----------
    score, error, level
        As in `find_marginal_sets`.

    Returns
    -------
    tuple of numpy.ndarray
        Two tables of truth, shape (places, places): row j, column k of the first says that j is better than k, of the
        second that j is worse than k.

    Examples
    --------
    >>> better, worse = tell_apart(np.array([3.0, 2.9, 1.0]), np.full(3, 0.2))
    >>> better[0].tolist(), worse[2].tolist()
    ([False, False, True], [True, True, False])
    """
    wide, apart = _measure_apart(score, error)
    here = ~np.eye(len(score), dtype=bool)
    if len(score) > _MANY:
        reach = _interpolate_reach(error, level)[:, None]
        return here & (apart > reach), here & (apart < -reach)
    over, under = here, here
    reach = np.full(len(score), norm.isf((1 - level) / 2 / max(len(score) - 1, 1)))
    slope = None
    for _ in range(_STEPS):
        reach, slope = _solve_reach(error, wide, over, under, level, reach, slope)
        lost_over, lost_under = over & (apart > reach[:, None]), under & (-apart > reach[:, None])
        if not (lost_over.any() or lost_under.any()):
            break
        over, under = over & ~lost_over, under & ~lost_under
    return here & ~over, here & ~under


def _interpolate_reach(error: np.ndarray, level: float) -> np.ndarray:
    """Return reaches of many places, solved for a few sizes of errors against all and interpolated between these."""
    some = np.unique(np.quantile(error, np.linspace(0, 1, 7), method="nearest"))
    field = np.sort(error)[np.linspace(0, len(error) - 1, _MANY).astype(int)]
    power = (len(error) - 1) / (_MANY - 1)  # the field stands for all places: its chance to that power is theirs
    found = []
    for own in some:
        errors = np.append(own, field)
        open_pairs = np.zeros((len(errors), len(errors)), dtype=bool)
        open_pairs[0, 1:] = True
        wide, _ = _measure_apart(errors, errors)
        start = np.full(1, norm.isf((1 - level) / 2 / len(error)))
        rows = errors, wide[:1], open_pairs[:1], open_pairs[:1]
        found.append(_solve_reach(*rows, level, start, None, power)[0][0])
    return np.interp(error, some, found)


def _measure_apart(score: np.ndarray, error: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return standard errors of differences, and differences in standard errors."""
    wide = np.sqrt(error[:, None] ** 2 + error[None, :] ** 2)
    difference = score[:, None] - score[None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        return wide, np.where(difference == 0, 0.0, difference / wide)


def _solve_reach(
    error: np.ndarray,
    wide: np.ndarray,
    over: np.ndarray,
    under: np.ndarray,
    level: float,
    reach: np.ndarray,
    slope: np.ndarray | None,
    power: float = 1.0,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the standard errors that the largest difference of each place exceeds with 1 - *level*, and a slope.

    Secant steps in the logarithm of the chance of exceeding, which is nearly straight in the reach; the slope of the
    round before saves the first one.
    """
    goal = np.log(1 - level)
    value = np.log1p(-_cover(error, wide, over, under, reach, power))
    if slope is None:
        slope = np.full(len(reach), -3.3)
    for _ in range(6):
        step = np.clip((goal - value) / slope, -1.5, 1.5)
        step = np.maximum(step, -reach)
        if np.abs(step).max() < 0.02:  # what a straight line leaves is far below what is printed
            return reach + step, slope
        before, reach = value, reach + step
        value = np.log1p(-_cover(error, wide, over, under, reach, power))
        moved = np.abs(step) > 1e-3
        slope = np.where(moved, np.minimum((value - before) / np.where(moved, step, 1), -0.3), slope)
    return reach, slope


def _cover(
    error: np.ndarray, wide: np.ndarray, over: np.ndarray, under: np.ndarray, reach: np.ndarray, power: float = 1.0
) -> np.ndarray:
    """Return the probability that no difference left to test exceeds the *reach* of its place (of the first rows)."""
    small = np.maximum(error, 1e-12 * max(error.max(), 1e-300))
    middle = (small[: len(reach), None] / small[None, :])[..., None] * _NODES
    half = (reach[:, None] * wide / small[None, :])[..., None]
    inside = np.where(under[..., None], ndtr(middle + half), 1.0) - np.where(over[..., None], ndtr(middle - half), 0.0)
    return np.clip(np.prod(inside, axis=1) ** power @ _WEIGHTS, 1e-12, 1 - 1e-12)


def find_joint_sets(
    score: np.ndarray, error: np.ndarray, level: float = LEVEL, draws: int = DRAWS, seed: int = SEED
) -> tuple[np.ndarray, np.ndarray]:
    """Return best and worst rank of each place, such that all sets hold at once with probability *level*.

    All differences of two places are tested together, stepwise, against the largest of drawn errors; their quantile is
    taken so high that the number of draws costs no coverage. A table of all places at a time is read with these, one
    place alone with `find_marginal_sets`.

    Parameters
    ----------
    score, error, level
        As in `find_marginal_sets`.
    draws, seed : int
        Draws of the errors and their seed.

    Returns
    -------
    tuple of numpy.ndarray
        Best and worst rank of each place.

    Examples
    --------
    >>> low, high = find_joint_sets(np.array([9.0, 5.0, 5.0, 1.0]), np.full(4, 0.1))
    >>> low.tolist(), high.tolist()
    ([1, 2, 2, 4], [1, 3, 3, 4])
    """
    better = _compare_all(score, error, level, draws, seed, both=True)
    return bound_ranks(better, better.T)


def _compare_all(score: np.ndarray, error: np.ndarray, level: float, draws: int, seed: int, both: bool) -> np.ndarray:
    """Return who can be told to be better than whom; *both*: with either way of each pair in one family."""
    if len(score) > _MANY:
        return _compare_many(score, error, level, draws, seed)
    one, two = np.triu_indices(len(score), 1)
    wide, apart = _measure_apart(score, error)
    drawn = (np.random.default_rng(seed).standard_normal((draws, len(score))) * error).astype(np.float32)
    drawn = (drawn.T[one] - drawn.T[two]) / np.maximum(wide[one, two], 1e-300).astype(np.float32)[:, None]
    up, down = np.ones(len(one), dtype=bool), np.ones(len(one), dtype=bool)
    apart, reach = apart[one, two], np.inf
    largest = np.abs(drawn).max(axis=0)
    sure = min(level + norm.isf(0.05) * np.sqrt(level * (1 - level) / draws), 1.0)  # drawing must not cost coverage
    for _ in range(_STEPS):
        reach = np.quantile(largest, sure)
        lost_up, lost_down = up & (apart > reach), down & (-apart > reach)
        if not (lost_up.any() or lost_down.any()):
            break
        up, down = up & ~lost_up, down & ~lost_down
        if not (up.any() or down.any()):
            break
        largest = np.maximum(drawn[up].max(axis=0, initial=-np.inf), -drawn[down].min(axis=0, initial=np.inf))
    better = np.zeros((len(score), len(score)), dtype=bool)
    better[one, two], better[two, one] = ~up, ~down
    return better


def _compare_many(score: np.ndarray, error: np.ndarray, level: float, draws: int, seed: int) -> np.ndarray:
    """Return the same for many places in one step: Tukey and Kramer's reach, never too short (Hayter 1984)."""
    drawn = np.random.default_rng(seed).standard_normal((draws, len(score)), dtype=np.float32)
    reach = np.quantile(np.ptp(drawn, axis=1), level) / np.sqrt(2)
    return _measure_apart(score, error)[1] > reach


def find_best(
    score: np.ndarray, error: np.ndarray, places: int, level: float = LEVEL, draws: int = DRAWS, seed: int = SEED
) -> np.ndarray:
    """Return who may be among the first *places* (τ-best): a set that holds all of these with probability *level*.

    Only who is better than whom is asked, all pairs at once; whoever has fewer than *places* others told to be better
    may be among them.

    Examples
    --------
    >>> find_best(np.array([9.0, 5.0, 4.9, 1.0]), np.full(4, 0.1), places=2).tolist()
    [True, True, True, False]
    """
    better = _compare_all(score, error, level, draws, seed, both=False)
    return 1 + better.sum(axis=0) <= places
