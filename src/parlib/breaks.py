"""Breaks of the instrument (thay đổi công cụ đo): what moved alike in nearly all places in one year.

No sixty provinces change alike on their own. Where they seem to, the questions, the data behind a figure or its scale
were changed, unless somebody can show that the whole country did change. The detector finds such years; a table beside
the frameworks (``data/raw/frameworks/breaks.csv``) holds what people decided about each.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

ALIKE = 0.95
"""Least share of places that moved the same way."""

FAR = 2.0
"""Least common move, in standard deviations between places."""

FAR_FOR_ITSELF = 1.5
"""The same, where the move is also far beyond the component's own usual common moves."""

UNUSUAL = 6.0
"""Least common move, in medians of the sizes of the common moves of the component's other years."""

LEAST_OTHERS = 5
"""Fewest other pairs of years that say what is usual."""

LEAST_PLACES = 10
"""Fewest places with both years."""

DECISIONS = ("break", "real", "undecided")
"""What may be decided: the instrument changed, the country did, or nobody has looked yet."""

CUTTING = ("break", "undecided")
"""Decisions across which nothing is compared."""

_JUMPS = ["row", "column", "moved", "spread", "ratio", "alike", "usual", "n"]


def measure_moves(score: np.ndarray, comparable: np.ndarray) -> dict[str, np.ndarray]:
    """Return the common move of each component from each year to the next, and what it is to be held against.

    Parameters
    ----------
    score : numpy.ndarray
        Scores, shape (component, year, place); NaN where not known.
    comparable : numpy.ndarray
        True where a year may be compared with the one before, shape (component, year - 1).

    Returns
    -------
    dict of numpy.ndarray
        Shape (component, year - 1): ``moved`` (mean change of the places that have both years), ``spread`` (standard
        deviation between places, mean of both years), ``alike`` (share of places that moved the way of the mean),
        ``n`` (places with both years); NaN where not comparable or with fewer than `LEAST_PLACES` places.
    """
    change = np.diff(score, axis=1)
    known = np.isfinite(change)
    n = known.sum(axis=-1)
    use = comparable & (n >= LEAST_PLACES)
    blank = np.where(use, 1.0, np.nan)
    count = np.maximum(n, 1)
    moved = np.where(known, change, 0).sum(axis=-1) / count * blank
    one_way = (known & (np.sign(change) == np.sign(moved)[..., None])).sum(axis=-1) / count * blank
    both = [np.where(known, values, np.nan) for values in (score[:, :-1], score[:, 1:])]
    with np.errstate(invalid="ignore"):
        spread = np.mean([_spread(values, count) for values in both], axis=0) * blank
    return {"moved": moved, "spread": spread, "alike": one_way, "n": n}


def _spread(values: np.ndarray, count: np.ndarray) -> np.ndarray:
    mean = np.nansum(values, axis=-1) / count
    squares = np.nansum((values - mean[..., None]) ** 2, axis=-1)
    return np.sqrt(squares / np.maximum(count - 1, 1))


def find_jumps(score: np.ndarray, comparable: np.ndarray) -> pd.DataFrame:
    """Find the years in which a component moved alike in nearly all places, far beyond the spread between them.

    A move counts where at least `ALIKE` of the places went the same way and its size is `FAR` standard deviations
    between places; or `FAR_FOR_ITSELF` and `UNUSUAL` times what the component's common move usually is (median of the
    other years, at least `LEAST_OTHERS`). The first asks: does a place's figure of the year before still say anything
    about its level? The second: did the country ever move like that? On smooth simulated panels (places that drift,
    a country that moves by half of the spread between places) fewer than one component of forty is found in ten years.

    Parameters
    ----------
    score, comparable
        As `measure_moves` takes them.

    Returns
    -------
    pandas.DataFrame
        ``row`` (of the component), ``column`` (of the later year), ``moved, spread`` (points), ``ratio`` (size of the
        move in spreads), ``alike`` (0-1), ``usual`` (median size of the other common moves; NaN if too few), ``n``;
        widest first.

    Examples
    --------
    >>> level = np.linspace(1, 2, 20)
    >>> score = np.stack([level, level + 0.1, level + 3.1])[None]
    >>> find_jumps(score, np.array([[True, True]]))[["row", "column", "moved"]].round(1).values.tolist()
    [[0.0, 2.0, 3.0]]
    """
    moves = measure_moves(score, comparable)
    size, usual = np.abs(moves["moved"]), _find_usual(moves["moved"])
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = size / moves["spread"]
        far = (ratio >= FAR) | ((ratio >= FAR_FOR_ITSELF) & (size >= UNUSUAL * usual))
        found = far & (moves["alike"] >= ALIKE) & (size > 0)
    row, pair = np.nonzero(found)
    picked = {name: values[found] for name, values in (moves | {"ratio": ratio, "usual": usual}).items()}
    table = pd.DataFrame({"row": row, "column": pair + 1, **picked})[_JUMPS]
    return table.sort_values("ratio", ascending=False, ignore_index=True)


def _find_usual(moved: np.ndarray) -> np.ndarray:
    """Return the median size of the other common moves of each component; NaN where they are too few."""
    size = np.abs(moved)
    usual = np.full(moved.shape, np.nan)
    for pair in range(moved.shape[1]):
        others = np.delete(size, pair, axis=1)
        enough = np.isfinite(others).sum(axis=1) >= LEAST_OTHERS
        if enough.any():
            usual[enough, pair] = np.nanmedian(others[enough], axis=1)
    return usual


def carry_up(jumps: pd.DataFrame, parents: Iterable[int], spread: np.ndarray) -> pd.DataFrame:
    """Return the sums that moved because a part of them broke: a whole is not comparable if its part is not.

    A sum counts where the common moves of its broken parts, added up, come to one standard deviation between places of
    the sum itself; a smaller share of it may be told beside a figure, but does not decide it.

    Parameters
    ----------
    jumps : pandas.DataFrame
        As `find_jumps` returns them (``row, column, moved``).
    parents : iterable of int
        Row of each component's sum; -1 for none.
    spread : numpy.ndarray
        Standard deviation between places, shape (component, year - 1), as `measure_moves` returns it.

    Returns
    -------
    pandas.DataFrame
        ``row, column, moved`` (by the broken parts), ``spread, ratio`` of the sums found, without those in *jumps*.

    Examples
    --------
    >>> broken = pd.DataFrame({"row": [1], "column": [1], "moved": [-0.5]})
    >>> carry_up(broken, [-1, 0, 0], np.array([[0.4], [0.1], [0.1]]))["ratio"].tolist()
    [1.25]
    """
    parents = list(parents)
    found: dict[tuple[int, int], float] = {}
    own = set(zip(jumps["row"], jumps["column"], strict=True))
    holding = {(above, column) for row, column in own for above in _list_above(row, parents)}
    for jump in jumps.itertuples():
        if (jump.row, jump.column) not in holding:  # a sum that jumped with its part is that part's move
            for above in _list_above(jump.row, parents):
                found[above, jump.column] = found.get((above, jump.column), 0.0) + jump.moved
    rows = [(*cell, moved, spread[cell[0], cell[1] - 1]) for cell, moved in found.items() if cell not in own]
    table = pd.DataFrame(rows, columns=["row", "column", "moved", "spread"])
    table["ratio"] = table["moved"].abs() / table["spread"]
    return table[table["ratio"] >= 1].sort_values(["column", "row"], ignore_index=True)


def _list_above(row: int, parents: list[int]) -> list[int]:
    above = []
    while (row := parents[row]) >= 0:
        above.append(row)
    return above


def split_series(years: Iterable[int], series: Iterable[str], cuts: Iterable[int]) -> list[str]:
    """Return names of the runs of comparable years, cut before each year in *cuts*; a run is named by its years.

    Examples
    --------
    >>> split_series([2011, 2012, 2013], ["2011-2013"] * 3, [2013])
    ['2011-2012', '2011-2012', '2013']
    """
    years, series, cuts = list(years), list(series), set(cuts)
    numbers, number = [], 0
    for at, year in enumerate(years):
        number += at > 0 and (year in cuts or series[at] != series[at - 1])
        numbers.append(number)
    cut_runs = {series[at] for at, year in enumerate(years) if year in cuts and at and series[at] == series[at - 1]}
    runs = {number: [year for year, own in zip(years, numbers, strict=True) if own == number] for number in numbers}
    names = {number: f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for number, run in runs.items()}
    return [names[number] if name in cut_runs else name for number, name in zip(numbers, series, strict=True)]
