"""What place a recovered loss is worth, the others as they are or all moving as before (nếu khắc phục được)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parlib.study.asked import of_province
from parlib.study.forecast import LEAST_PAIRS_OF_PLACES, draw_next_year, place_next_year
from parlib.study.lasting import expect_best, find_reliability, gather_pairs
from parlib.study.losses import weigh_components
from parlib.study.panel import cached_by_component, cached_by_subject, gather_panel, place_among
from parlib.subject import Subject
from parlib.terms import LEAST_OF_TOP, TOLERANCE, TOP

_NEXT = ["expected_rank", "rank_low", "rank_high"]


@cached_by_component
def draw_provinces(subject: Subject) -> np.ndarray | None:
    """Return scores that all provinces, the subject's too, may have a year on (`parlib.study.forecast.draw_next_year`).

    Tested on the years at hand: of 73 dimensions and totals of PAPI and DTI in a next year, the range of 95 % of the
    places drawn held the place of 96 % of the provinces (92 % in the lowest year).

    Returns
    -------
    numpy.ndarray or None
        Shape (draws, provinces); None with fewer than `parlib.study.forecast.LEAST_PAIRS_OF_PLACES` pairs of years.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.whatif.draw_provinces(subject).shape  # draws, provinces
    (1000, 63)
    """
    panel, (row, last) = gather_panel(subject), gather_panel(subject).find(subject)
    before, after = gather_pairs(panel, row, last)
    if len(before) < LEAST_PAIRS_OF_PLACES or not panel.whole[row, last]:
        return None
    return draw_next_year(panel.score[row, last], before, after, (panel.lowest[row, last], panel.highest[row, last]))


@cached_by_subject
def _list_others(subject: Subject) -> np.ndarray:
    panel = gather_panel(subject)
    cell = panel.find(subject)
    scores = panel.score[cell].copy()
    if subject.province_code in panel.provinces:
        scores[panel.provinces[subject.province_code]] = np.nan
    return scores[np.isfinite(scores)] if panel.whole[cell] else scores[:0]


def _read_own(subject: Subject) -> float:
    panel = gather_panel(subject)
    return float(panel.read_own(subject)[panel.find(subject)])


def _place(subject: Subject, scores: np.ndarray) -> dict[str, np.ndarray]:
    """Return the place of each score among the others as they are, and its range a year on with all moving."""
    panel, drawn, own = gather_panel(subject), draw_provinces(subject), _read_own(subject)
    places = {"rank_after": place_among(scores, _list_others(subject)).astype(float)}
    low, middle, high = np.full((3, len(scores)), np.nan)
    if drawn is not None:
        low, middle, high = place_next_year(drawn, panel.provinces[subject.province_code], scores - own)
    return places | dict(zip(_NEXT, (middle, low, high), strict=True))


@of_province
def recover_losses(subject: Subject) -> pd.DataFrame:
    """Return the place of the component if one part's loss were recovered, most valuable first.

    One part at a time, the other parts and (for ``rank_after``) the other provinces fixed. ``expected_rank`` is the
    median and ``rank_low`` to ``rank_high`` the middle 95 % of the places of a next year in which everybody moves as in
    past years, the province too, and the points are gained besides (`draw_provinces`); ``without_low`` to
    ``without_high`` is the same year with nothing gained, so that gaining never shows a lower place. Where the
    component is not the sum of its parts, it is its own only part.

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, recovered_to`` (``maximum``; ``best``: the score that the best province may be
        expected to keep, see `parlib.study.lasting.expect_best`, or its score where that cannot be told; national
        ``median``; only what lies above the province), ``points, score_after, rank_now, rank_after, places_gained,
        expected_rank, rank_low, rank_high, without_low, without_high, best_kept`` (whether what the best may keep of
        the part can be told), ``lasting_share`` (of the differences between provinces on the part, 0-1). Empty for
        single printed facts and without a score of the province.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.whatif.recover_losses(subject)
    >>> table[["component_code", "recovered_to", "points", "rank_after"]].head(2).round(2)
      component_code recovered_to  points  rank_after
    0            4.3      maximum    0.92         1.0
    1            4.1      maximum    0.52         1.0
    """
    gains, own = _list_gains(subject), _read_own(subject)
    if gains.empty or not len(_list_others(subject)):
        return pd.DataFrame(columns=_RECOVERED)
    after = own + gains["points"].to_numpy()
    places = _place(subject, np.append(after, own))  # the last: with nothing gained
    now, low, high = (places[name][-1] for name in ("rank_after", "rank_low", "rank_high"))
    table = gains.assign(score_after=after, rank_now=now, **{name: found[:-1] for name, found in places.items()})
    table = table.assign(places_gained=now - table["rank_after"], without_low=low, without_high=high)
    return table[_RECOVERED].sort_values("points", ascending=False, kind="stable", ignore_index=True)


_RECOVERED = [
    "component_code",
    "component",
    "recovered_to",
    "points",
    "score_after",
    "rank_now",
    "rank_after",
    "places_gained",
    *_NEXT,
    "without_low",
    "without_high",
    "best_kept",
    "lasting_share",
]


@cached_by_subject
def _list_gains(subject: Subject) -> pd.DataFrame:
    """Return the points of the whole that each part may recover, up to the maximum, the best score and the median."""
    panel, tree = gather_panel(subject), subject.tree
    parts = subject.smallest if subject.adds_up else tree[tree["component_code"] == subject.component_code]
    at = [panel.keys[key] for key in parts["component_key"]], panel.years[subject.year]
    own, worth = panel.read_own(subject)[at], weigh_components(subject)
    weight = np.array([worth.get(code, 1.0) for code in parts["component_code"]])
    best, kept = _find_best(subject, parts)
    marks = {"maximum": panel.highest[at], "best": best, "median": panel.nation["median"][at]}
    lasting = np.array(
        [find_reliability(subject.with_component(code)) for code in parts["component_code"]], dtype=float
    )
    n, names = len(parts), {name: parts[name].to_numpy(object) for name in ("component_code", "component")}
    table = pd.DataFrame(
        {
            **{name: np.tile(values, len(marks)) for name, values in names.items()},
            "recovered_to": np.repeat(list(marks), n),
            "points": np.concatenate([(mark - own) * weight for mark in marks.values()]),
            "best_kept": np.tile(kept, len(marks)),
            "lasting_share": np.tile(lasting, len(marks)),
        }
    )
    return table[(table["points"] > TOLERANCE) & np.isfinite(_read_own(subject))]


def _find_best(subject: Subject, parts: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return the score to aim at in each part and whether the best province may be expected to keep it, or only has it.

    What is kept cannot be told without pairs of years; then the score is that of the year.
    """
    panel = gather_panel(subject)
    printed = panel.nation["best"][[panel.keys[key] for key in parts["component_key"]], panel.years[subject.year]]
    lasting = np.array([expect_best(subject.with_component(code)) for code in parts["component_code"]], dtype=float)
    return np.where(np.isnan(lasting), printed, lasting), ~np.isnan(lasting)


@of_province
def trace_places(subject: Subject) -> pd.DataFrame:
    """Return the whole curve from points gained to place: one row each score of another province that is reached.

    Returns
    -------
    pandas.DataFrame
        ``points`` (0 first, then the fewest that reach the next score above, to the best), ``score_after, rank_after,
        expected_rank, rank_low, rank_high`` as in `recover_losses`. Empty where that is.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.whatif.trace_places(subject)
    >>> table[["points", "rank_after", "expected_rank", "rank_low", "rank_high"]].round(2)
       points  rank_after  expected_rank  rank_low  rank_high
    0    0.00         2.0              8         1         46
    1    0.21         1.0              4         1         35
    """
    own, others = _read_own(subject), _list_others(subject)
    if np.isnan(own) or not len(others):
        return pd.DataFrame(columns=["points", "score_after", "rank_after", *_NEXT])
    after = np.array([own, *np.unique(others[others > own + TOLERANCE])])
    return pd.DataFrame({"points": after - own, "score_after": after, **_place(subject, after)})


@of_province
def measure_target(subject: Subject, place: int | None = None, score: float | None = None) -> pd.DataFrame:
    """Return how many points a place or a score is away, and whether the recoverable losses reach it.

    Parameters
    ----------
    subject : Subject
        What the page is about.
    place : int, optional
        Place to reach with the others fixed; a tie with the province there is enough. By default the tenth, in a field
        of fewer than twenty the last of the first quarter.
    score : float, optional
        Score to reach, instead of a place.

    Returns
    -------
    pandas.DataFrame
        One row: ``target_place`` (as asked, or that of *score*), ``target_score, place_reached`` (with that score;
        better than asked where provinces tie), ``score, points_needed`` (0 if already there), ``available_to_best``
        and ``available_to_maximum`` (points that the parts could recover), ``reached_by_best, reached_by_maximum``.
        Empty for single printed facts, without a score of the province, and where no more places than asked are ranked.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2023, "Phú Thọ", "4", language="en", vintage="34")
    >>> table = parlib.study.whatif.measure_target(subject)
    >>> table[["target_place", "score", "points_needed", "reached_by_best"]].round(2)
       target_place  score  points_needed  reached_by_best
    0            10    6.9           0.07             True
    """
    own, others = _read_own(subject), np.sort(_list_others(subject))[::-1]
    columns = [
        "target_place",
        "target_score",
        "place_reached",
        "score",
        "points_needed",
        "available_to_best",
        "available_to_maximum",
        "reached_by_best",
        "reached_by_maximum",
    ]
    asked = score is None
    place = choose_place(len(others) + 1) if place is None else place
    if np.isnan(own) or not len(others) or (asked and place > len(others)):
        return pd.DataFrame(columns=columns)
    if score is None:
        score = others[place - 1]
    reached = int(place_among(np.array([score]), others)[0])
    gains = _list_gains(subject).groupby("recovered_to")["points"].sum()
    needed = max(0.0, float(score) - own)
    available = [float(gains.get(to, 0.0)) for to in ("best", "maximum")]
    enough = [most >= needed - TOLERANCE for most in available]
    row = (place if asked else reached, float(score), reached, own, needed, *available, *enough)
    return pd.DataFrame([row], columns=columns)


def choose_place(n_ranked: int) -> int:
    """Return the place that is worth reaching in a field: most of a small one are among its first ten.

    Examples
    --------
    >>> choose_place(63), choose_place(13), choose_place(5)
    (10, 3, 10)
    """
    quarter = round(n_ranked / 4)
    return quarter if quarter >= 2 and n_ranked < LEAST_OF_TOP else TOP


def find_cheapest(
    subject: Subject, place: int | None = None, score: float | None = None, to: str = "best"
) -> pd.DataFrame:
    """Return the fewest losses that reach a place or a score, and the points to recover in each.

    Points add, so any set that reaches the target needs the same points in all; what differs is how many losses must
    be worked on. Taking the largest first is exact: no m losses hold more than the m largest, so if m - 1 of the
    largest fall short, every m - 1 losses do. The last one is taken only as far as needed.

    Parameters
    ----------
    subject : Subject
        What the page is about.
    place, score
        As in `measure_target`.
    to : {"best", "maximum", "median"}
        How far a loss may be recovered; the best is what the best province may be expected to keep.

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, available, take, points_so_far, score_after, rank_after, reached, best_kept`` (as
        in `recover_losses`), in the order taken. All losses, none ``reached``, where even all fall short; empty where
        the target is met already.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2023, "Phú Thọ", "4", language="en", vintage="34")
    >>> parlib.study.whatif.find_cheapest(subject)[["component_code", "take", "rank_after", "reached"]].round(2)
      component_code  take  rank_after  reached
    0            4.1  0.07        10.0     True
    """
    target = measure_target(subject, place, score)
    gains = _list_gains(subject)
    gains = gains[gains["recovered_to"] == to].sort_values("points", ascending=False, kind="stable")
    needed = float(target["points_needed"].iloc[0]) if len(target) else 0.0
    if needed <= TOLERANCE or gains.empty:
        return pd.DataFrame(columns=_CHEAPEST)
    available = gains["points"].to_numpy()
    before = np.cumsum(available) - available
    used = before < needed - TOLERANCE
    take = np.minimum(available, needed - before)[used]
    so_far = np.cumsum(take)
    after = _read_own(subject) + so_far
    return pd.DataFrame(
        {
            "component_code": gains["component_code"].to_numpy(object)[used],
            "component": gains["component"].to_numpy(object)[used],
            "available": available[used],
            "take": take,
            "points_so_far": so_far,
            "score_after": after,
            "rank_after": place_among(after, _list_others(subject)).astype(float),
            "reached": so_far >= needed - TOLERANCE,
            "best_kept": gains["best_kept"].to_numpy()[used],
        }
    )


_CHEAPEST = [
    "component_code",
    "component",
    "available",
    "take",
    "points_so_far",
    "score_after",
    "rank_after",
    "reached",
    "best_kept",
]
