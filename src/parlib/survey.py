"""Answers of respondents to shares (tỷ lệ hài lòng): who answered, which part, within which interval.

Everything is first added up in *cells*, the smallest groups that anybody asks about; all shares, variances and design
effects of all groups then follow from sums over cells. One pass over the answers is enough, so the work grows with the
number of respondents and with nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from parlib.terms import LEAST_RESPONDENTS, SIGNIFICANCE

SHARE_COLUMNS = ["measure", "share", "low", "high", "n", "n_effective", "design_effect", "n_clusters", "method"]
"""Columns that `estimate_shares` adds to those of the group."""


@dataclass(frozen=True)
class Measure:
    """A share to be found: which answers count as favourable, to which questions.

    Attributes
    ----------
    component_code : str
        Component that it is a share of.
    name : str
        ``satisfied``, ``neutral``, ``dissatisfied`` or a measure of its own.
    columns : tuple of int
        Questions, by their place among the columns of the answers. With several, the share is that of all answers
        given to them (câu trả lời), and a respondent counts as one.
    accepted : tuple of int
        Answers that count.
    """

    component_code: str
    name: str
    columns: tuple[int, ...]
    accepted: tuple[int, ...]


@dataclass(frozen=True)
class Sample:
    """Respondents (người trả lời): their answers and what they are grouped by.

    Attributes
    ----------
    answers : numpy.ndarray
        Shape (respondents, questions), int8; 0 stands for no answer.
    keys : pandas.DataFrame
        One row a respondent: columns to group by, categorical or text.
    clusters : numpy.ndarray, optional
        Number of each respondent's cluster (cụm: the commune or hamlet that was drawn), as whole numbers from 0.
    weights : numpy.ndarray, optional
        Weight of each respondent; positive.
    strata : numpy.ndarray, optional
        Number of each respondent's stratum (tầng), within which clusters were drawn; whole numbers from 0.
    """

    answers: np.ndarray
    keys: pd.DataFrame
    clusters: np.ndarray | None = None
    weights: np.ndarray | None = None
    strata: np.ndarray | None = None

    @cached_property
    def cells(self) -> tuple[np.ndarray, pd.DataFrame]:
        """The number of each respondent's cell, and what each cell is."""
        return _number_cells(self.keys, self.clusters, self.strata)


def _number_cells(
    keys: pd.DataFrame, clusters: np.ndarray | None, strata: np.ndarray | None
) -> tuple[np.ndarray, pd.DataFrame]:
    """Return the number of each respondent's cell, and what each cell is."""
    codes = {name: pd.factorize(keys[name]) for name in keys}
    if clusters is not None:
        codes["stratum"] = pd.factorize(np.zeros(len(keys), dtype=int) if strata is None else strata)
        codes["cluster"] = pd.factorize(clusters)
    number = np.zeros(len(keys), dtype=np.int64)
    for place, found in codes.values():
        number = number * max(len(found), 1) + place
    number, first = pd.factorize(number)
    table = pd.DataFrame(index=range(len(first)))
    for name, (_, found) in reversed(codes.items()):
        table[name] = np.asarray(found, dtype=object)[first % max(len(found), 1)]
        first = first // max(len(found), 1)
    return number, table[list(codes)]


@dataclass(frozen=True)
class Grouping:
    """Cells put together into groups, and the units (clusters) within each group.

    Attributes
    ----------
    names : pandas.DataFrame
        What each group is, one row a group.
    group : numpy.ndarray
        Number of each cell's group.
    unit : numpy.ndarray or None
        Number of each cell's cluster within its group; None where respondents were drawn one by one.
    unit_stratum : numpy.ndarray
        Number of each unit's stratum within its group; empty without units.
    stratum_group : numpy.ndarray
        Group of each such stratum; empty without units.
    """

    names: pd.DataFrame
    group: np.ndarray
    unit: np.ndarray | None
    unit_stratum: np.ndarray
    stratum_group: np.ndarray

    def add(self, values: np.ndarray) -> np.ndarray:
        """Add up *values* of cells by group."""
        return np.bincount(self.group, values, len(self.names))


def group_cells(cells: pd.DataFrame, by: Sequence[str]) -> Grouping:
    """Return how *cells* (one row a cell) fall into the groups named by the columns *by*."""
    group = cells.groupby(list(by), sort=False).ngroup().to_numpy() if by else np.zeros(len(cells), dtype=np.int64)
    names = cells[list(by)].iloc[np.unique(group, return_index=True)[1]].reset_index(drop=True)
    if "cluster" not in cells:
        return Grouping(names, group, None, *[np.empty(0, dtype=np.int64)] * 2)
    stratum_pair, stratum = _pair(group, cells["stratum"])
    unit_pair, unit = _pair(stratum, cells["cluster"])
    return Grouping(names, group, unit, unit_pair, stratum_pair)


def _pair(outer: np.ndarray, inner: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Return the outer number of each pair of *outer* and *inner* that occurs, and the pair of each row."""
    wide = inner.nunique() + 1  # both numbers as one, so that a single sort finds the pairs
    pairs, number = np.unique(outer * wide + pd.factorize(inner)[0], return_inverse=True)
    return pairs // wide, number


def sum_cells(sample: Sample, measure: Measure) -> dict[str, np.ndarray]:
    """Return the sums of a measure by cell: all that shares and variances of any group of cells need.

    They are ``n`` (respondents who answered), ``y`` (weighted favourable answers), ``x`` (weighted answers), and, where
    no clusters are given, ``yy, xy, xx``: squares and products of the two by respondent.
    """
    number, cells = sample.cells
    y = np.zeros(len(number), dtype=np.int16)
    x = np.zeros(len(number), dtype=np.int16)
    for column in measure.columns:
        answers = sample.answers[:, column]
        x += answers > 0
        for answer in measure.accepted:
            y += answers == answer
    weight = 1.0 if sample.weights is None else sample.weights
    wy, wx = weight * y, weight * x
    values = {"n": x > 0, "y": wy, "x": wx}
    if sample.clusters is None:
        values |= {"yy": wy * wy, "xy": wx * wy, "xx": wx * wx}
    return {name: np.bincount(number, value, len(cells)) for name, value in values.items()}


def estimate_shares(sample: Sample, measures: Iterable[Measure], by: Sequence[Sequence[str]]) -> pd.DataFrame:
    """Return the share of every measure in every group, with its interval and design effect.

    Parameters
    ----------
    sample : Sample
        Respondents.
    measures : iterable of Measure
        Shares to be found.
    by : sequence of sequence of str
        Groupings: names of columns of ``sample.keys``; an empty one stands for all respondents together.

    Returns
    -------
    pandas.DataFrame
        ``component_code``, the columns of all groupings (blank where a grouping has none) and `SHARE_COLUMNS`: share
        0-1; its interval (`measure_shares`); respondents; effective number; design effect; clusters; how it was found
        (``respondents``, ``weights``, ``clusters``).
    """
    method = "clusters" if sample.clusters is not None else "respondents" if sample.weights is None else "weights"
    measures = list(measures)
    sums = [sum_cells(sample, measure) for measure in measures]
    described = pd.DataFrame(
        {
            "component_code": [measure.component_code for measure in measures],
            "measure": [measure.name for measure in measures],
            "method": method,
        }
    )
    tables = [
        _drop_unnamed(_estimate_groups(sums, group_cells(sample.cells[1], columns), described), columns)
        for columns in by
    ]
    names = list(dict.fromkeys(name for columns in by for name in columns))
    table = pd.concat(tables, ignore_index=True)
    return table.reindex(columns=["component_code", *names, *SHARE_COLUMNS]).fillna(dict.fromkeys(names, ""))


def _drop_unnamed(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Leave out groups without a name: a blank stands for all respondents, who are counted where no group is asked."""
    blank = table[list(columns)].astype(str).apply(lambda names: names.str.strip() == "").any(axis=1)
    return table[~blank.to_numpy(dtype=bool)]


def _estimate_groups(sums: list[dict[str, np.ndarray]], grouping: Grouping, described: pd.DataFrame) -> pd.DataFrame:
    """Return the shares of all measures by one grouping, measure by measure."""
    found = [_estimate_measure(cells, grouping) for cells in sums]
    share, n, spread, clusters, strata = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
    figures = (pd.Series(values) for values in (share, n, spread, clusters - strata))
    table = measure_shares(*figures).assign(n_clusters=clusters)
    size = len(grouping.names)
    names = grouping.names.iloc[np.tile(np.arange(size), len(sums))].reset_index(drop=True)
    which = described.iloc[np.repeat(np.arange(len(sums)), size)].reset_index(drop=True)
    return pd.concat([which, names, table], axis=1)


def _estimate_measure(cells: dict[str, np.ndarray], grouping: Grouping) -> tuple[np.ndarray, ...]:
    """Return share, respondents, variance of the share, number of clusters and of strata by group."""
    sums = {name: grouping.add(values) for name, values in cells.items()}
    with np.errstate(divide="ignore", invalid="ignore"):
        share = sums["y"] / sums["x"]
        if grouping.unit is None:
            squares = sums["yy"] - 2 * share * sums["xy"] + share**2 * sums["xx"]
            clusters = strata = np.full(len(share), np.nan)
        else:
            squares, clusters, strata = _add_squares(cells, grouping, grouping.unit, share)
        return share, sums["n"], squares / sums["x"] ** 2, clusters, strata


def _add_squares(
    cells: dict[str, np.ndarray], grouping: Grouping, unit: np.ndarray, share: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return squared residuals of clusters around the mean of their stratum, times c/(c-1), added up by group.

    Besides, the clusters that answered and the strata that these are of. A stratum with a single cluster is held
    against the mean of all (zero), which does not make the variance smaller than it is.
    """
    size = len(grouping.stratum_group)
    residual = cells["y"] - share[grouping.group] * cells["x"]
    total = np.bincount(unit, np.nan_to_num(residual))
    answered = np.bincount(unit, cells["x"]) > 0
    count = np.bincount(grouping.unit_stratum, answered, size)
    squares = np.bincount(grouping.unit_stratum, total**2, size)
    middle = np.bincount(grouping.unit_stratum, total, size) ** 2 / np.maximum(count, 1)
    lonely = np.bincount(grouping.stratum_group, count > 0)[grouping.stratum_group] > 1
    inside = np.where(count > 1, (squares - middle) * count / (count - 1), np.where(lonely, squares, np.nan))
    groups = len(share)
    return (
        np.bincount(grouping.stratum_group, np.where(count > 0, inside, 0), groups),
        np.bincount(grouping.stratum_group, count, groups),
        np.bincount(grouping.stratum_group, count > 0, groups),
    )


def measure_shares(share: pd.Series, n: pd.Series, spread: pd.Series, freedom: pd.Series | None = None) -> pd.DataFrame:
    """Return shares with an interval on their effective number of respondents.

    The variance of a share is that of a ratio, by Taylor linearisation over respondents or, where clusters were drawn,
    over clusters drawn with replacement within strata (Wolter 2007, *Introduction to Variance Estimation*, ch. 6). The
    design effect is that variance over the one of as many respondents drawn simply, ``share (1 - share) / n`` (Kish
    1965); the effective number is ``n`` over it, never above ``n`` (Parker et al. 2017, National Center for Health
    Statistics): few clusters, or many questions together, may seem to say more than that. Where a share is 0 or 1, or
    there is only one cluster, no variance can be told and the effective number is ``n``.

    With clusters the interval is Korn and Graubard's (1998), which pays for their small number
    (`parlib.intervals.find_korn_graubard`); of respondents drawn one by one, and with a single cluster, it is Wilson's
    (1927).

    Parameters
    ----------
    share, n, spread : pandas.Series
        Shares, respondents, variances of the shares.
    freedom : pandas.Series, optional
        Clusters minus strata; NaN, or not given, where respondents were drawn one by one.

    Returns
    -------
    pandas.DataFrame
        ``share, low, high, n, n_effective, design_effect``.
    """
    simple = share * (1 - share) / n.where(n > 0)
    known = (simple > 1e-12) & (spread > 0)
    effect = (spread / simple).where(known)
    effective = (n / effect).where(known, n).clip(upper=n)
    low, high = find_wilson(share.to_numpy(float), effective.to_numpy(float))
    if freedom is not None and (freedom > 0).any():
        from parlib.intervals import find_korn_graubard

        figures = (values.to_numpy(float) for values in (share, effective, n, freedom))
        drawn, clustered = find_korn_graubard(*figures), (freedom > 0).to_numpy()
        low, high = np.where(clustered, drawn[0], low), np.where(clustered, drawn[1], high)
    table = {"share": share, "low": low, "high": high, "n": n.astype("int64"), "n_effective": effective}
    return pd.DataFrame(table | {"design_effect": effect})


def find_wilson(share: np.ndarray, n: np.ndarray, significance: float = SIGNIFICANCE) -> tuple[np.ndarray, np.ndarray]:
    """Return Wilson's (1927) interval of shares found among *n* respondents, as arrays of low and high ends.

    Examples
    --------
    >>> low, high = find_wilson(np.array([0.0, 0.9]), np.array([100.0, 100.0]))
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.0, 0.8256], [0.037, 0.9448])
    """
    from scipy.special import ndtri  # here: a home without surveys is cleaned, and a file refused, without scipy

    z = ndtri(1 - significance / 2)  # quantile of the normal distribution
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = 1 + z**2 / n
        middle = (share + z**2 / (2 * n)) / scale
        reach = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / scale
    return np.clip(middle - reach, 0, 1), np.clip(middle + reach, 0, 1)


def hide_small(shares: pd.DataFrame) -> pd.DataFrame:
    """Return *shares* without those found on fewer than `LEAST_RESPONDENTS`; their number stays.

    Examples
    --------
    >>> shares = pd.DataFrame({"share": [0.9, 0.8], "low": 0.7, "high": 0.95, "n": [29, 30]})
    >>> hide_small(shares)[["share", "hidden"]].values.tolist()
    [[nan, True], [0.8, False]]
    """
    hidden = shares["n"] < LEAST_RESPONDENTS
    figures = [name for name in ("share", "low", "high", "n_effective", "design_effect") if name in shares]
    return shares.assign(hidden=hidden, **{name: shares[name].where(~hidden) for name in figures})
