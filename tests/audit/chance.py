"""Trends, noise, forecasts and sets of ranks, computed again: numpy and scipy, other code than the program's."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import numpy as np
from scipy.optimize import brentq
from scipy.stats import false_discovery_control, norm, rankdata
from scipy.stats import t as student

from .field import Field


def tell_q(p: np.ndarray) -> np.ndarray:
    """Return q of Benjamini and Hochberg over all known p."""
    q, known = np.full(p.shape, np.nan), np.isfinite(p)
    if known.any():
        q[known] = false_discovery_control(p[known])
    return q


@lru_cache(maxsize=512)
def _chances(ties: tuple[int, ...]) -> np.ndarray:
    """Return the distribution of inversions of a series with ties, by adding one value after another."""

    def gauss(n: int, k: int) -> np.ndarray:  # inversions between n values and k more, all different groups
        rows = {(at, 0): np.ones(1) for at in range(n + 1)} | {(0, at): np.ones(1) for at in range(k + 1)}
        for one in range(1, n + 1):
            for two in range(1, k + 1):
                a, b = rows[one - 1, two], rows[one, two - 1]
                shifted = np.concatenate([np.zeros(two), a])
                size = max(len(shifted), len(b))
                rows[one, two] = np.pad(shifted, (0, size - len(shifted))) + np.pad(b, (0, size - len(b)))
        return rows[n, k]

    held, counts = 0, np.ones(1)
    for size in ties:
        counts = np.convolve(counts, gauss(held, size))
        held += size
    return counts / counts.sum()


def test_series(values: np.ndarray) -> tuple[float, float]:
    """Return Kendall's score and the exact two-sided p of one series; NaN with fewer than five years."""
    values = np.round(values[np.isfinite(values)], 9)
    if len(values) < 5:
        return np.nan, np.nan
    score = sum(int(np.sign(values[at + 1 :] - values[at]).sum()) for at in range(len(values)))
    ties = tuple(sorted(np.unique(values, return_counts=True)[1].tolist()))
    untied = len(values) * (len(values) - 1) // 2 - sum(size * (size - 1) // 2 for size in ties)
    chances = _chances(ties)
    reach = untied - 2 * np.arange(len(chances))
    return float(score), float(min(1.0, chances[np.abs(reach) >= abs(score)].sum()))


test_series.__test__ = False


def test_all(field: Field, year: int) -> dict[tuple[str, str], dict[str, float]]:
    """Return score, p and q of each place and component, of its own and net of the mean of all places."""
    found: dict[tuple[str, str], dict[str, float]] = {}
    places = list(field.places.vi)
    for code in field.tree(year).index:
        years = field.comparable(year, code)
        if not years or years[-1][0] != year or not len(field.scores(year, code)):
            continue
        matrix = np.array([field.scores(at, then).reindex(places).to_numpy(float) for at, then in years])
        matrix[:, ~np.isfinite(matrix[-1])] = np.nan
        count = np.isfinite(matrix).sum(axis=1, keepdims=True)
        net = matrix - np.nansum(matrix, axis=1, keepdims=True) / np.maximum(count, 1)
        whole = np.array([field.whole(at, then) for at, then in years])
        net = np.where(whole[:, None] & whole[-1], net, np.nan)
        for at, place in enumerate(places):
            (own, p), (other, net_p) = test_series(matrix[:, at]), test_series(net[:, at])
            found[code, place] = {"own": own, "p": p, "net": other, "net_p": net_p}
    for name in ("p", "net_p"):
        q = tell_q(np.array([values[name] for values in found.values()]))
        for values, each in zip(found.values(), q, strict=True):
            values[name.replace("p", "q")] = each
    return found


test_all.__test__ = False


# what lasts -----------------------------------------------------------------------------------------------------


def list_runs(field: Field, year: int, code: str) -> list[list[np.ndarray]]:
    """Return runs of comparable years on the scale of *year*, the last one ending in it."""
    key, runs, before = field.run(year, code)[0], [], None
    limits = field.minimum(year, code), field.maximum(year, code)
    for at in (at for at in range(min(field.years), year + 1)):
        then = field.code_of(key, at)
        ok = (
            then is not None
            and field.whole(at, then)
            and all(
                abs(a - b) < 1e-9 or (np.isnan(a) and np.isnan(b))
                for a, b in zip(limits, (field.minimum(at, then), field.maximum(at, then)), strict=True)
            )
        )
        if not ok:
            before = None
            continue
        row = field.scores(at, then).reindex(list(field.places.vi)).to_numpy(float)
        if before is not None and before == (at - 1, field.run(at, then)):
            runs[-1].append(row)
        else:
            runs.append([row])
        before = (at, field.run(at, then))
    return runs if before is not None and before[0] == year else []


def fit_noise(field: Field, year: int, code: str) -> dict | None:
    """Return the variance that lasts, the one that passes, the share kept, and the last run of distances."""
    runs = [np.array([row - np.nanmean(row) for row in run]) for run in list_runs(field, year, code)]
    longest = max((len(run) for run in runs), default=0)
    products = [[] for _ in range(longest)]
    for run in runs:
        for lag in range(len(run)):
            both = (run[: len(run) - lag] * run[lag:]).ravel()
            products[lag].append(both[np.isfinite(both)])
    products = [np.concatenate(each) if each else np.array([]) for each in products]
    if longest < 2 or len(products[1]) < 10:
        return None
    lags = [lag for lag in range(1, longest) if len(products[lag])]
    mean, weight = np.array([products[lag].mean() for lag in lags]), np.array([len(products[lag]) for lag in lags])
    choices = np.linspace(0.3, 1.0, 71) if len(lags) >= 3 else [0.9 if len(lags) == 2 else 1.0]
    best = None
    for kept in choices:
        fade = kept ** np.array(lags)
        lasting = max((weight * fade * mean).sum() / (weight * fade**2).sum(), 0)
        miss = (weight * (mean - lasting * fade) ** 2).sum()
        if best is None or miss < best[0]:
            best = miss, lasting, kept
    all_of_it = products[0].mean()
    lasting = min(best[1], 0.98 * all_of_it)
    sums = sum(best[2] ** lag * products[lag].sum() for lag in lags)
    error = all_of_it * np.sqrt(sum(best[2] ** (2 * lag) * len(products[lag]) for lag in lags))
    shown = sums / error if error > 0 else 0.0
    passing = all_of_it - lasting
    spread = passing if lasting > 0 and shown >= 1.96 else all_of_it
    found = {"lasting": lasting, "passing": passing, "error": float(np.sqrt(spread)), "kept": best[2]}
    both = [np.isfinite(run[1:] + run[:-1]).any(axis=1).sum() for run in runs]
    return found | {"run": runs[-1], "shown": shown, "pairs": int(sum(both))}


def take_back(noise: dict) -> float:
    """Return what part of a change of the distance to the mean is gone a year on, by the model drawn out in numbers.

    Three years of one place: its distance in them, what is common to two of them, and so the slope of the second
    change on the first. What lasts fades by a tenth at the least.
    """
    kept = min(noise["kept"], 0.9)
    years = np.arange(3)
    between = noise["lasting"] * kept ** np.abs(years[:, None] - years) + noise["passing"] * np.eye(3)
    first, second = np.array([-1.0, 1.0, 0.0]), np.array([0.0, -1.0, 1.0])
    return float(-(first @ between @ second) / (first @ between @ first))


def predict(noise: dict, ahead: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return mean and variance of what lasts of each place's distance."""
    run = noise["run"]
    mean, spread = np.full(run.shape[1], np.nan), np.full(run.shape[1], np.nan)
    age = np.arange(len(run))[::-1]
    for place in np.flatnonzero(np.isfinite(run[-1])):
        known = np.isfinite(run[:, place])
        a = age[known]
        between = noise["lasting"] * noise["kept"] ** np.abs(a[:, None] - a) + noise["passing"] * np.eye(len(a))
        link = noise["lasting"] * noise["kept"] ** (a + ahead)
        weight = np.linalg.pinv(between) @ link
        mean[place], spread[place] = weight @ run[known, place], max(noise["lasting"] - weight @ link, 0)
    return mean, spread


def judge(noise: dict) -> tuple[np.ndarray, np.ndarray]:
    """Return how likely each place truly is in the best and in the worst quarter."""
    mean, variance = predict(noise)
    if not (noise["lasting"] > 0 and noise["shown"] >= 1.96):
        return (np.full(len(mean), np.nan),) * 2
    found = []
    for side in (1, -1):
        known = np.isfinite(mean)
        middle, spread = side * mean[known], np.sqrt(np.maximum(variance[known], 1e-18))
        reach = 10 * spread.max() + 1e-9

        def excess(at: float, middle: np.ndarray = middle, spread: np.ndarray = spread) -> float:
            return norm.sf((at - middle) / spread).mean() - 0.25

        mark = brentq(excess, middle.min() - reach, middle.max() + reach)
        chance = np.full(len(mean), np.nan)
        chance[known] = norm.sf((mark - middle) / spread)
        found.append(chance)
    return found[0], found[1]


def keep_best(field: Field, year: int, code: str) -> float:
    """Return the score that the best province may be expected to keep; its score where that cannot be told."""
    best, noise = field.best(year, code)[0], fit_noise(field, year, code)
    if noise is None:
        return best
    last = noise["run"][-1]
    at = int(np.nanargmax(last))
    lead = predict(noise, 1)[0][at]
    return float(field.scores(year, code).mean() + np.clip(lead, 0, last[at]))


# next years -----------------------------------------------------------------------------------------------------


def _parts(pairs: list[tuple[np.ndarray, np.ndarray]]) -> list[tuple[np.ndarray, np.ndarray, float]]:
    found = []
    for then, now in pairs:
        known = np.isfinite(then) & np.isfinite(now)
        a, b = then[known], now[known]
        found.append((a - a.mean(), b - b.mean(), float(b.mean() - a.mean())))
    return found


def _sizes(parts: list, weight: np.ndarray) -> tuple[float, float, float]:
    cross = sum(w * (a @ b) for (a, b, _), w in zip(parts, weight, strict=True))
    square = sum(w * (a @ a) for (a, _, _), w in zip(parts, weight, strict=True))
    kept = min(max(cross / square, 0), 1) if square > 0 else 1.0
    common = sum(w * move**2 for (_, _, move), w in zip(parts, weight, strict=True)) / sum(weight)
    own = sum(w * ((b - kept * a) ** 2).sum() / max(len(a) - 1, 1) for (a, b, _), w in zip(parts, weight, strict=True))
    return float(kept), float(np.sqrt(common)), float(np.sqrt(own / sum(weight)))


def fit_change(pairs: list[tuple[np.ndarray, np.ndarray]], coverage: float) -> tuple[float, float]:
    """Return the share kept and half the interval, from past pairs of years that count half every two years.

    The level is corrected by a tenth of what the intervals of past years missed, from four pairs on.
    """
    parts, level = _parts(pairs), coverage
    for at in range(4, len(parts)):
        kept, reach = _reach(parts[:at], level)
        a, b, move = parts[at]
        held = np.mean(np.abs(move + b - kept * a) <= reach + 1e-9)
        level = min(max(level + 0.1 * (coverage - held), 0.5), 1.0)
    return _reach(parts, level)


def _reach(parts: list, level: float) -> tuple[float, float]:
    weight = 0.5 ** (np.arange(len(parts))[::-1] / 2.0)
    kept, common, own = _sizes(parts, weight)
    sizes, counts = [], []
    for at, (a, b, move) in enumerate(parts):
        rest = [other for other in range(len(parts)) if other != at]
        k, c, o = _sizes([parts[other] for other in rest], weight[rest])
        sizes += list(np.abs(move + b - k * a) / max(np.hypot(c, o), 1e-12))
        counts += [weight[at] / len(a)] * len(a)
    order = np.argsort(sizes)
    held = np.cumsum(np.array(counts)[order]) / sum(counts)
    at = min(int(np.searchsorted(held, level - 1e-9)), len(sizes) - 1)
    return kept, float(np.array(sizes)[order][at] * np.hypot(common, own))


def list_pairs(field: Field, year: int, key: str) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return scores before and after of all pairs of comparable years up to *year*, on its scale."""
    code, found = field.code_of(key, year), []
    limits = (field.minimum(year, code), field.maximum(year, code))
    for before, after in pairwise(at for at in field.years if at <= year):
        a, b = field.code_of(key, before), field.code_of(key, after)
        if after != before + 1 or a is None or b is None or field.run(before, a) != field.run(after, b):
            continue
        scale = field.minimum(after, b), field.maximum(after, b)
        if not all(abs(x - y) < 1e-9 or (np.isnan(x) and np.isnan(y)) for x, y in zip(limits, scale, strict=True)):
            continue
        places = list(field.places.vi)
        pair = tuple(field.scores(at, then).reindex(places).to_numpy(float) for at, then in ((before, a), (after, b)))
        if np.isfinite(pair[0] + pair[1]).any():
            found.append(pair)
    return found


def judge_change(pairs: list, then: np.ndarray, now: np.ndarray) -> np.ndarray:
    """Return p of each place's change net of the country's, by Student's t."""
    parts = _parts(pairs)
    kept, _, _ = _sizes(parts, np.ones(len(parts)))
    squares = np.array([np.mean((b - kept * a) ** 2) for a, b, _ in parts])
    count = sum(len(a) for a, _, _ in parts)
    unequal = max(squares.var(ddof=1) / squares.mean() ** 2 - 2 * len(parts) / count, 0) if len(parts) > 1 else 1.0
    freedom = np.clip(2 * len(parts) / max(unequal, 1e-9), max(len(parts) - 1, 1), count)
    known = np.isfinite(then) & np.isfinite(now)
    own = (now - now[known].mean()) - kept * (then - then[known].mean())
    return 2 * student.sf(np.abs(own) / np.sqrt(squares.mean()), freedom)


def draw_places(field: Field, year: int, code: str, place: str, gain: float) -> tuple[float, float]:
    """Return the middle 95% of places of a next year in which all move as before and one gains points besides."""
    pairs, runs = [], list_runs(field, year, code)
    for run in runs:
        pairs += list(pairwise(run))
    if len(pairs) < 2:
        return np.nan, np.nan
    parts = _parts(pairs)
    weight = 0.5 ** (np.arange(len(parts))[::-1] / 2.0)
    kept, _, _ = _sizes(parts, weight)
    now = runs[-1][-1]
    at, random, places = list(field.places.vi).index(place), np.random.default_rng(5), []
    known = np.isfinite(now)
    low, high = (
        np.nan_to_num(field.minimum(year, code), nan=-np.inf),
        np.nan_to_num(field.maximum(year, code), nan=np.inf),
    )
    for (a, b, move), part in zip(parts, weight / weight.sum(), strict=True):
        own = random.choice(b - kept * a, (max(round(4000 * part), 1), len(now)))
        drawn = np.clip(np.nanmean(now) + move + kept * (now - np.nanmean(now)) + own, low, high)
        mine = drawn[:, at] + gain
        others = np.delete(drawn, at, axis=1)[:, np.delete(known, at)]
        places += list(1 + (others > mine[:, None] + 1e-9).sum(axis=1))
    return tuple(np.percentile(places, (2.5, 97.5)))


# sets of ranks --------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def _draw_gaps(n: int) -> np.ndarray:
    """Return differences of *n* others to one place in errors of a difference: the same whichever the place is."""
    drawn = np.random.default_rng(6).normal(size=(20000, n + 1))
    return ((drawn[:, :n] - drawn[:, [n]]) / np.sqrt(2)).astype(np.float32)


def tell_apart(score: np.ndarray, at: int, error: float) -> tuple[int, int]:
    """Return how many others can be told to be better and worse than one place, stepwise, with equal errors."""
    gaps = _draw_gaps(len(score))
    away = (score - score[at]) / (error * np.sqrt(2))
    over, under = (np.arange(len(score)) != at,) * 2
    while True:
        tops = [gaps[:, over]] if over.any() else []
        tops += [-gaps[:, under]] if under.any() else []
        if not tops:
            break
        reach = np.quantile(np.concatenate(tops, axis=1).max(axis=1), 0.95)
        more_over, more_under = over & (away > reach), under & (-away > reach)
        if not (more_over.any() or more_under.any()):
            break
        over, under = over & ~more_over, under & ~more_under
    others = np.arange(len(score)) != at
    return int((others & ~over).sum()), int((others & ~under).sum())


@lru_cache(maxsize=64)
def _reach_of_all(n: int) -> float:
    """Return what the widest difference of *n* scores stays within in 95 of 100 draws, in errors of a difference."""
    drawn = np.random.default_rng(7).normal(size=(40000, n))
    return float(np.quantile(np.ptp(drawn, axis=1), 0.95) / np.sqrt(2))


def tell_all_apart(score: np.ndarray, at: int, error: float) -> tuple[int, int]:
    """Return how many others can be told to be better and worse where all pairs are read at once (Tukey 1953)."""
    away = (score - score[at]) / (error * np.sqrt(2))
    reach = _reach_of_all(len(score))
    return int((away > reach).sum()), int((away < -reach).sum())


def correlate_within(one: np.ndarray, other: np.ndarray, groups: list) -> tuple[float, float]:
    """Return the rank correlation of what is left of ranks once the mean of each region is taken away, and its p."""
    known = np.isfinite(one) & np.isfinite(other)
    names = np.array([str(group) for group in groups])[known]
    ranks = [rankdata(values[known]) for values in (one, other)]
    net = [values - np.array([values[names == name].mean() for name in names]) for values in ranks]
    freedom = known.sum() - len(set(names)) - 1
    scale = np.sqrt((net[0] @ net[0]) * (net[1] @ net[1]))
    if known.sum() < 10 or freedom < 3 or not scale > 1e-12:
        return np.nan, np.nan
    rho = float(net[0] @ net[1] / scale)
    inside = np.clip(rho, -1 + 1e-12, 1 - 1e-12)
    return rho, float(2 * student.sf(abs(inside) * np.sqrt(freedom / (1 - inside**2)), freedom))
