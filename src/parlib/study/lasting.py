"""How much of a component's differences lasts (độ tin cậy của điểm), and what follows for strengths and for aims."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parlib.study.noise import LEAST_LAGS, Noise, fit_noise, judge_places, measure_distances, predict_lasting
from parlib.study.panel import Panel, cached_by_component, gather_panel
from parlib.subject import Subject
from parlib.terms import LIKELY

_RELIABILITY = ["component_code", "component", "level", "reliability", "carried", "lasting_sd", "passing_sd", "n_pairs"]


def gather_runs(panel: Panel, row: int, last: int) -> list[np.ndarray]:
    """Return the runs of comparable years of a component up to one, oldest first, shape (year, province) each.

    Years on another scale than the last one are left out; the last run ends in the last year, or the list is empty.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> panel = parlib.study.panel.gather_panel(subject)
    >>> [run.shape for run in parlib.study.lasting.gather_runs(panel, *panel.find(subject))]
    [(14, 63)]
    """
    runs: list[list[int]] = []
    for at in range(last + 1):
        known = panel.whole[row, at] and panel.series[row, at] >= 0 and _same_scale(panel, row, at, last)
        goes_on = known and at and runs and runs[-1] and runs[-1][-1] == at - 1
        if goes_on and panel.series[row, at] == panel.series[row, at - 1]:
            runs[-1].append(at)
        elif known:
            runs.append([at])
    return [panel.score[row, run] for run in runs] if runs and runs[-1][-1] == last else []


def _same_scale(panel: Panel, row: int, at: int, last: int) -> bool:
    limits = panel.lowest[row], panel.highest[row]
    return all(limit[at] == limit[last] or np.isnan(limit[[at, last]]).all() for limit in limits)


def gather_pairs(panel: Panel, row: int, last: int) -> tuple[np.ndarray, np.ndarray]:
    """Return scores before and after of every pair of comparable years in a row, oldest first.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> panel = parlib.study.panel.gather_panel(subject)
    >>> before, after = parlib.study.lasting.gather_pairs(panel, *panel.find(subject))
    >>> before.shape, after.shape
    ((13, 63), (13, 63))
    """
    runs = gather_runs(panel, row, last)
    blank = np.zeros((0, len(panel.provinces)))
    before, after = ([run[part] for run in runs] for part in (slice(None, -1), slice(1, None)))
    return np.concatenate([blank, *before]), np.concatenate([blank, *after])


@cached_by_component
def find_noise(subject: Subject) -> tuple[Noise, np.ndarray] | None:
    """Return the noise model of the subject's component up to its year, and the last run of distances to the mean.

    None where no two comparable years in a row are at hand.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> round(parlib.study.lasting.find_noise(subject)[0].lasting, 2)
    0.16
    """
    panel = gather_panel(subject)
    runs = [measure_distances(run) for run in gather_runs(panel, *panel.find(subject))]
    noise = fit_noise(runs) if runs else None
    return (noise, runs[-1]) if noise else None


def find_reliability(subject: Subject) -> float:
    """Return what share of the differences between provinces on the component lasts (0-1); NaN where not known.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> round(parlib.study.lasting.find_reliability(subject), 2)
    0.56
    """
    found = find_noise(subject)
    return found[0].reliability if found else np.nan


def find_taken_back(subject: Subject) -> float:
    """Return what share of a change against the country's mean the next year takes back, on average (0-1).

    Told by the noise model (`parlib.study.noise.Noise.taken_back`) from `parlib.study.noise.LEAST_LAGS` pairs of years
    on; NaN with fewer, which cannot tell a change that lasts from one that passes. Tested on years not seen: over PAPI
    and PCI 41 % were told and 39 % were taken back (274 components and years); of the largest tenth of changes eight in
    ten went the other way.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> round(parlib.study.lasting.find_taken_back(subject), 2)
    0.45
    """
    found = find_noise(subject)
    return found[0].taken_back if found and found[0].n_pairs >= LEAST_LAGS else np.nan


def measure_lasting(subject: Subject) -> pd.DataFrame:
    """Return how much of the differences between provinces lasts, by component of the year, in tree order.

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, level``; ``reliability`` (0-1: share of the differences of one year that lasts),
        ``carried`` (0-1: share of a distance to the mean that may be expected a year on), ``lasting_sd, passing_sd``
        (standard deviations between provinces, points), ``n_pairs`` (pairs of years behind it). Components without
        two comparable years in a row are left out.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.lasting.measure_lasting(subject)
    >>> table[["component_code", "reliability", "carried", "n_pairs"]].head(2).round(2)
      component_code  reliability  carried  n_pairs
    0          total         0.62     0.62        5
    1              1         0.69     0.63       13
    """
    rows = []
    for part in subject.tree.itertuples():
        found = find_noise(subject.with_component(part.component_code))
        if found:
            noise = found[0]
            rows.append(
                (
                    part.component_code,
                    part.component,
                    part.level,
                    noise.reliability,
                    noise.carried,
                    np.sqrt(noise.lasting),
                    np.sqrt(noise.passing),
                    noise.n_pairs,
                )
            )
    return pd.DataFrame(rows, columns=_RELIABILITY)


@cached_by_component
def _judge_all(subject: Subject) -> tuple[np.ndarray, np.ndarray] | None:
    found = find_noise(subject)
    return judge_places(found[1], found[0]) if found else None


def judge_component(subject: Subject) -> tuple[float, float]:
    """Return how likely the province truly is in the best and in the worst quarter on its component; NaN if not known.

    From the noise model and all comparable years up to the subject's; NaN too where nothing lasts.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> [round(value, 2) for value in parlib.study.lasting.judge_component(subject)]
    [0.97, 0.0]
    """
    judged, at = _judge_all(subject), gather_panel(subject).provinces.get(subject.province_code)
    if judged is None or at is None:
        return np.nan, np.nan
    return float(judged[0][at]), float(judged[1][at])


def judge_side(best: np.ndarray, worst: np.ndarray) -> np.ndarray:
    """Return ``strength``, ``weakness`` (probability of at least `LIKELY`), ``unclear`` or, where not known, ``""``.

    Examples
    --------
    >>> judge_side(np.array([0.95, 0.5, 0.0, np.nan]), np.array([0.0, 0.1, 0.9, np.nan])).tolist()
    ['strength', 'unclear', 'weakness', '']
    """
    return np.select([np.isnan(best), best >= LIKELY, worst >= LIKELY], ["", "strength", "weakness"], "unclear")


@cached_by_component
def expect_best(subject: Subject) -> float:
    """Return the score that the best province may be expected to have a year on, net of the country's move.

    The printed best is a maximum of many figures that each hold what passes; its lead over the mean is taken down to
    what lasts of it. NaN where no noise model can be fitted; never above the printed best nor below the mean.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> round(parlib.study.lasting.expect_best(subject), 2)
    7.39
    """
    panel = gather_panel(subject)
    cell, found = panel.find(subject), find_noise(subject)
    if found is None:
        return np.nan
    noise, distances = found
    best = int(np.nanargmax(distances[-1]))
    lead = float(predict_lasting(distances, noise, 1)[0][best])
    return float(panel.nation["mean"][cell] + np.clip(lead, 0, distances[-1][best]))
