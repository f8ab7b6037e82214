"""All figures of an index as arrays (component, year, province), so that one page costs milliseconds.

The tidy table of scores is turned into arrays once for as long as it lives; every other module reads cells instead of
grouping thirty thousand rows again. What may be compared is held by `Panel.series`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache, wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from parlib.read_log import IdentityKey, cached_with_reads
from parlib.scores import is_whole, measure_share
from parlib.store import lend
from parlib.subject import Subject
from parlib.terms import SINGLE_KINDS, TOLERANCE

FIGURES = ("n", "mean", "lowest", "lower_quartile", "median", "upper_quartile", "best")
"""National figures of a cell."""


_COLUMNS = ("score", "rank", "n_ranked", "change", "rank_change")


_FEW = 64
"""Scores up to which comparing each with each draw is faster than sorting the draws."""

T = TypeVar("T")


@dataclass(frozen=True)
class Panel:
    """Figures of an index by component (lasting key), year and province of one vintage.

    Attributes
    ----------
    keys, years, provinces : dict
        Component key, year and province code to their place in the arrays.
    names, regions : numpy.ndarray
        Name and region code of each province.
    score, rank, n_ranked, change, rank_change : numpy.ndarray
        Columns of the table of scores as floats of shape (component, year, province); NaN where not known.
    lowest, highest : numpy.ndarray
        Limits of the scale by component and year; NaN where not known.
    series : numpy.ndarray
        Number of the run of comparable years by component and year; -1 where the component did not exist.
    series_names : list of str
        Name of each run, such as ``2018-2024``.
    printed : numpy.ndarray
        True where the figures are single printed facts, so that national figures would mean nothing.
    """

    keys: dict[str, int]
    years: dict[int, int]
    provinces: dict[str, int]
    names: np.ndarray
    regions: np.ndarray
    score: np.ndarray
    rank: np.ndarray
    n_ranked: np.ndarray
    change: np.ndarray
    rank_change: np.ndarray
    lowest: np.ndarray
    highest: np.ndarray
    series: np.ndarray
    series_names: list[str]
    printed: np.ndarray

    def __post_init__(self) -> None:
        for values in vars(self).values():
            if isinstance(values, np.ndarray):
                _seal(values)

    @cached_property
    def known_years(self) -> list[int]:
        """Years in which anything has a figure: a framework is known before its figures are."""
        known = np.isfinite(self.score).any(axis=(0, 2)) | np.isfinite(self.rank).any(axis=(0, 2))
        return [year for year, at in self.years.items() if known[at]]

    @cached_property
    def share(self) -> np.ndarray:
        """How far each score is from the minimum of its scale to the maximum (tỷ lệ điểm đạt được)."""
        return _seal(measure_share(self.score, self.least[..., None], self.highest[..., None]))

    @cached_property
    def whole(self) -> np.ndarray:
        """True for a component and year with a figure of (nearly) all places: only then is anything said of all."""
        return _seal(~self.printed & is_whole(np.isfinite(self.score).sum(axis=-1), len(self.provinces)))

    @cached_property
    def nation(self) -> dict[str, np.ndarray]:
        """National figures (`FIGURES`) of every component and year; NaN where the table is not whole."""
        figures = summarise_cells(self.score)
        return {name: _seal(np.where(self.whole, values, np.nan)) for name, values in figures.items()}

    @cached_property
    def least(self) -> np.ndarray:
        """Minimum of each scale by component and year; zero where none is known."""
        return _seal(np.nan_to_num(self.lowest))

    def find(self, subject: Subject) -> tuple[int, int]:
        """Return where the subject's component and year are in the arrays."""
        return self.keys[subject.leaf["component_key"]], self.years[subject.year]

    def read_own(self, subject: Subject, figure: str = "score") -> np.ndarray:
        """Return a figure of the subject's province by component and year; all NaN for the whole country."""
        values = getattr(self, figure)
        at = self.provinces.get(subject.province_code)
        return np.full(values.shape[:2], np.nan) if at is None else values[:, :, at]

    def list_comparable(self, key: str, year: int) -> np.ndarray:
        """Return the places of the years up to *year* in which *key* may be compared with *year*, in order."""
        series = self.series[self.keys[key], : self.years[year] + 1]
        return np.flatnonzero((series == series[-1]) & (series >= 0))


def _seal(values: np.ndarray) -> np.ndarray:
    """Return an array that nobody can write into: all studies of an index share it."""
    values.setflags(write=False)
    return values


class Same:
    """A subject known by its tables, component, year and language, whichever province it is about."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        # The language is of the key: names of places and components stand in the tables that are kept.
        self._known = (subject.component_code, subject.year, subject.language, subject.vintage, subject.index.id)

    def __hash__(self) -> int:
        return hash((self.subject.key("scores"), *self._known))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Same):
            return False
        tables = ("scores", "components", "places")
        same = all(self.subject.key(name) == other.subject.key(name) for name in tables)
        return same and self._known == other._known


def cached_by_component(function: Callable[[Subject], T]) -> Callable[[Subject], T]:
    """Keep what *function* says of a component in a year, where it says the same of every province.

    What it reads is noted for every page that asks. A table may be changed by whoever asks; anything else that is
    kept is shared.
    """
    kept = cached_with_reads(lambda same: function(same.subject))

    @wraps(function)
    def recall(subject: Subject) -> T:
        return lend(kept(Same(subject)))

    return recall


def cached_by_subject(function: Callable[[Subject], T]) -> Callable[[Subject], T]:
    """Keep what *function* says of a subject for as long as that lives, where it reads nothing but its tables.

    A table may be changed by whoever asks; anything else that is kept is shared.
    """
    kept: WeakKeyDictionary[Subject, T] = WeakKeyDictionary()

    @wraps(function)
    def recall(subject: Subject) -> T:
        if subject not in kept:
            kept[subject] = function(subject)
        return lend(kept[subject])

    return recall


def gather_panel(subject: Subject) -> Panel:
    """Return the figures of the subject's index as arrays; made once for as long as its tables live.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> gather_panel(subject).score.shape  # components, years, provinces
    (41, 14, 63)
    """
    return _build_panel(subject.key("scores"), subject.key("components"), subject.key("places"))


@lru_cache(maxsize=16)
def _build_panel(scores: IdentityKey, components: IdentityKey, places: IdentityKey) -> Panel:
    table, trees, home = scores.table, components.table, places.table
    keys, years = _number(trees["component_key"]), _number(trees["year"].sort_values())
    provinces = _number(home["province_code"])
    shape = (len(keys), len(years), len(provinces))
    cells = tuple(
        _place(table[name], order)
        for name, order in (("component_key", keys), ("year", years), ("province_code", provinces))
    )
    # Rows of a component or place that the subject's tables do not have, such as places of another vintage.
    known = np.logical_and.reduce([at >= 0 for at in cells])
    cells = tuple(at[known] for at in cells)
    tree = _place(trees["component_key"], keys), _place(trees["year"], years)
    runs, run_names = pd.factorize(trees["component_key"] + " " + trees["series"])
    score, rank, n_ranked, change, rank_change = (_fill(shape, cells, _float(table[name])[known]) for name in _COLUMNS)
    return Panel(
        keys,
        years,
        provinces,
        home["province"].to_numpy(object),
        home["region_code"].to_numpy(object),
        score,
        rank,
        n_ranked,
        change,
        rank_change,
        _fill(shape[:2], tree, _float(trees["min_score"])),
        _fill(shape[:2], tree, _float(trees["max_score"])),
        _fill(shape[:2], tree, runs, -1),
        [name.split(" ")[1] for name in run_names.tolist()],
        _fill(shape[:2], cells[:2], table["kind"].isin(SINGLE_KINDS).to_numpy()[known], False),
    )


def _number(values: pd.Series) -> dict:
    return {value: at for at, value in enumerate(values.unique().tolist())}


def _place(values: pd.Series, order: dict) -> np.ndarray:
    codes, found = pd.factorize(values)
    # Each distinct value is looked up once. A missing one has the code -1, which picks the -1 at the end.
    return np.array([order.get(value, -1) for value in found.tolist()] + [-1])[codes]


def _float(values: pd.Series) -> np.ndarray:
    return values.to_numpy(dtype="float64", na_value=np.nan)


def _fill(
    shape: tuple[int, ...], cells: tuple[np.ndarray, ...], values: np.ndarray, blank: object = np.nan
) -> np.ndarray:
    filled = np.full(shape, blank)
    if filled.dtype == bool:  # many rows fall into one cell: plain assignment would keep the last of them
        np.logical_or.at(filled, cells, values)
    else:
        filled[cells] = values
    return filled


def summarise_cells(values: np.ndarray) -> dict[str, np.ndarray]:
    """Return national figures over the last axis of *values*, leaving out what is not known.

    Quartiles by linear interpolation (Hyndman and Fan's type 7).

    Returns
    -------
    dict
        `FIGURES`, each of the shape of *values* without its last axis; NaN (``n``: 0) where nothing is known.

    Examples
    --------
    >>> figures = summarise_cells(np.array([1.0, 2.0, np.nan, 4.0]))
    >>> float(figures["n"]), float(figures["median"]), float(figures["upper_quartile"])
    (3.0, 2.0, 3.0)
    """
    ordered = np.sort(values, axis=-1)  # NaN comes last, so the first n of each row are what is known
    n = np.isfinite(ordered).sum(axis=-1)
    empty = np.where(n > 0, 1.0, np.nan)
    mean = np.nansum(ordered, axis=-1) / np.maximum(n, 1) * empty
    quantiles = (_pick_quantile(ordered, n, share) * empty for share in (0, 0.25, 0.5, 0.75, 1))
    return dict(zip(FIGURES, (n.astype(float), mean, *quantiles), strict=True))


def _pick_quantile(ordered: np.ndarray, n: np.ndarray, share: float) -> np.ndarray:
    place = share * np.maximum(n - 1, 0)
    below = np.floor(place).astype(int)
    above = np.minimum(below + 1, np.maximum(n - 1, 0))
    low, high = (np.take_along_axis(ordered, at[..., None], -1)[..., 0] for at in (below, above))
    return low + (high - low) * (place - below)


def place_among(scores: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return the place (thứ hạng) that each of *scores* takes among *others*; equal scores share the better place.

    Parameters
    ----------
    scores : numpy.ndarray
        Scores to be placed, shape (m,).
    others : numpy.ndarray
        Scores of the other provinces, shape (..., n); NaN is left out.

    Returns
    -------
    numpy.ndarray
        Places, shape (..., m).

    Examples
    --------
    >>> place_among(np.array([7.0, 9.0]), np.array([8.0, 7.0, 6.0]))
    array([2, 1])
    """
    marks = np.asarray(scores) + TOLERANCE  # sums of rounded figures: a hair above is a tie, not a better place
    if others.ndim > 1 and len(marks) <= _FEW:
        return 1 + (others[..., None, :] > marks[:, None]).sum(axis=-1)
    ordered = np.sort(others, axis=-1).reshape(-1, others.shape[-1])  # what is not known comes last
    known = (~np.isnan(ordered)).sum(axis=-1)
    better = [
        count - np.searchsorted(row[:count], marks, side="right")
        for row, count in zip(ordered, known.tolist(), strict=True)
    ]
    return 1 + np.array(better, dtype=int).reshape(*others.shape[:-1], len(marks))
