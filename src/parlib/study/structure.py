"""What an index is made of: which parts move together, which decide the ranking (cấu trúc của chỉ số)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import f as fisher

from parlib.framework import list_below
from parlib.study.losses import weigh_components
from parlib.study.panel import cached_by_component, gather_panel, summarise_cells
from parlib.subject import Subject
from parlib.terms import SIGNIFICANCE, TOLERANCE

MIN_PROVINCES = 10
"""Fewest provinces with every part for a statement on structure."""

AT_CEILING = 0.5
"""From this share of provinces at the maximum a component no longer tells provinces apart."""

FLAT_SPREAD = 0.01
"""Below this middle half, as a part of the way from minimum to maximum, a component hardly tells provinces apart."""


def _gather_parts(subject: Subject, smallest: bool = False) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the parts (or the *smallest* parts) of the component and their scores, shape (provinces, parts).

    Only provinces with every part.
    """
    panel = gather_panel(subject)
    parts = _list_smallest(subject) if smallest else subject.parts
    parts = parts.reset_index(drop=True)
    at = [panel.keys[key] for key in parts["component_key"]], panel.years[subject.year]
    keep = panel.whole[at]
    scores = panel.score[at][keep].T
    scores = scores[np.isfinite(scores).all(axis=1)] if keep.any() else np.empty((0, 0))
    if len(scores) < MIN_PROVINCES or scores.shape[1] < 2:
        return parts.iloc[:0], np.empty((0, 0))
    return parts[keep].reset_index(drop=True), scores


def _list_smallest(subject: Subject) -> pd.DataFrame:
    """Return the components below the subject's that have no parts of their own, in tree order."""
    tree = subject.tree
    return tree[tree["component_code"].isin(list_below(tree, subject.component_code) - set(tree["parent_code"]))]


def correlate_parts(subject: Subject) -> pd.DataFrame:
    """Return Pearson's correlation of each pair of parts of the component over provinces in the year.

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, other_code, other, r, n``, each pair in both orders and with itself; ``r`` is
        missing where a part is the same everywhere. Empty for single printed facts, one part or few provinces.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.structure.correlate_parts(subject)[["component_code", "other_code", "r", "n"]].head(2).round(2)
      component_code other_code     r   n
    0            4.1        4.1  1.00  61
    1            4.1        4.2  0.85  61
    """
    parts, scores = _gather_parts(subject)
    r = _correlate(scores)
    codes, names = (parts[name].to_numpy(object) for name in ("component_code", "component"))
    return pd.DataFrame(
        {
            "component_code": np.repeat(codes, len(parts)),
            "component": np.repeat(names, len(parts)),
            "other_code": np.tile(codes, len(parts)),
            "other": np.tile(names, len(parts)),
            "r": r.ravel(),
            "n": len(scores),
        }
    )


def _correlate(scores: np.ndarray) -> np.ndarray:
    net = scores - scores.mean(axis=0) if len(scores) else scores
    spread = np.sqrt((net**2).sum(axis=0))
    spread = np.where(spread > 1e-12, spread, np.nan)  # a part that is the same everywhere correlates with nothing
    return net.T @ net / np.outer(spread, spread)


_RELIABILITY = ["component_code", "component", "alpha_without", "alpha", "low", "high", "n_parts", "n"]


def measure_reliability(subject: Subject) -> pd.DataFrame:
    """Return Cronbach's alpha of the parts, and what it would be without each (độ tin cậy nội tại).

    Alpha (Cronbach 1951) of the parts in points, with Feldt's (1965) interval by the F distribution. It asks whether
    the parts measure one thing; an index of different duties need not.

    Returns
    -------
    pandas.DataFrame
        One row a part: ``component_code, component, alpha_without`` (missing with two parts), and the same in every
        row: ``alpha, low, high, n_parts, n``. Empty where `correlate_parts` is, or where nothing varies.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.structure.measure_reliability(subject)
    >>> table[["component_code", "alpha_without", "alpha", "low", "high"]].head(2).round(2)
      component_code  alpha_without  alpha   low  high
    0            4.1           0.70   0.83  0.75  0.89
    1            4.2           0.74   0.83  0.75  0.89
    """
    parts, scores = _gather_parts(subject)
    alpha = find_alpha(scores)
    if np.isnan(alpha):
        return pd.DataFrame(columns=_RELIABILITY)
    n, k = scores.shape
    bounds = fisher.ppf([1 - SIGNIFICANCE / 2, SIGNIFICANCE / 2], n - 1, (n - 1) * (k - 1))
    low, high = 1 - (1 - alpha) * bounds
    return pd.DataFrame(
        {
            "component_code": parts["component_code"],
            "component": parts["component"],
            "alpha_without": [find_alpha(np.delete(scores, at, axis=1)) for at in range(k)],
            "alpha": alpha,
            "low": low,
            "high": high,
            "n_parts": k,
            "n": n,
        }
    )


def find_alpha(scores: np.ndarray) -> float:
    """Return Cronbach's alpha of *scores* of shape (provinces, parts); NaN for fewer than two parts or no variance.

    Examples
    --------
    >>> round(find_alpha(np.array([[1.0, 2.0], [2.0, 2.0], [3.0, 5.0], [4.0, 4.0]])), 4)
    0.8675
    """
    k = scores.shape[1] if scores.ndim == 2 else 0
    whole = scores.sum(axis=1).var(ddof=1) if k > 1 else 0.0
    return float(k / (k - 1) * (1 - scores.var(axis=0, ddof=1).sum() / whole)) if whole > 1e-12 else float("nan")


_AXES = ["axis", "eigenvalue", "variance_share", "cumulative_share", "component_code", "component", "loading", "n"]


def find_principal_components(subject: Subject) -> pd.DataFrame:
    """Return the principal components of the standardised parts over provinces (thành phần chính).

    Eigenvectors of the correlation matrix; a loading is the correlation of part and axis, the sign chosen so that the
    loadings of an axis sum to a positive number. Parts that are the same everywhere are left out.

    Returns
    -------
    pandas.DataFrame
        One row an axis and part: ``axis`` (1 first), ``eigenvalue, variance_share, cumulative_share`` (0-1),
        ``component_code, component, loading, n``. Empty where `correlate_parts` is.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.structure.find_principal_components(subject)
    >>> table[["axis", "variance_share", "component_code", "loading"]].head(2).round(2)
       axis  variance_share component_code  loading
    0     1            0.69            4.1     0.92
    1     1            0.69            4.2     0.93
    """
    parts, scores = _gather_parts(subject)
    varies = scores.std(axis=0) > 1e-12 if len(scores) else np.zeros(0, dtype=bool)
    if varies.sum() < 2:
        return pd.DataFrame(columns=_AXES)
    parts, scores = parts[varies], scores[:, varies]
    values, vectors = np.linalg.eigh(_correlate(scores))
    # `eigh` gives the smallest first. A correlation matrix has no eigenvalue below 0 but by rounding.
    values, vectors = np.maximum(values[::-1], 0), vectors[:, ::-1]
    loadings = vectors * np.sqrt(values) * np.where(vectors.sum(axis=0) < 0, -1, 1)
    k = len(values)
    return pd.DataFrame(
        {
            "axis": np.repeat(np.arange(1, k + 1), k),
            "eigenvalue": np.repeat(values, k),
            "variance_share": np.repeat(values / k, k),
            "cumulative_share": np.repeat(np.cumsum(values) / k, k),
            "component_code": np.tile(parts["component_code"].to_numpy(object), k),
            "component": np.tile(parts["component"].to_numpy(object), k),
            "loading": loadings.T.ravel(),
            "n": len(scores),
        }
    )


_WEIGHTS = [
    "component_code",
    "component",
    "nominal_weight",
    "effective_weight",
    "correlation",
    "correlation_ratio",
    "sd",
    "n",
]


def measure_weights(subject: Subject, smallest: bool = False) -> pd.DataFrame:
    """Return how much each part decides the differences between provinces, beside its weight on paper.

    With *smallest*, of the parts that have no parts of their own.

    ``effective_weight`` is the part's covariance with the total over the total's variance: the shares of variance add
    up to one exactly. ``correlation_ratio`` is the squared correlation with the total, the linear form of the first
    order sensitivity index by which Paruolo, Saisana and Saltelli (2013) measure importance.

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, nominal_weight`` (part's maximum over the sum of maxima, times the weights where
        parts have them; missing where one is not known), ``effective_weight, correlation, correlation_ratio, sd``
        (points), ``n``, most deciding first. The total is the sum of the parts at hand, weighted where they have
        weights. Empty where `correlate_parts` is, or where all totals are level.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.structure.measure_weights(subject)
    >>> table[["component_code", "nominal_weight", "effective_weight"]].head(2).round(2)
      component_code  nominal_weight  effective_weight
    0            4.3            0.25              0.36
    1            4.1            0.25              0.33
    """
    parts, scores = _gather_parts(subject, smallest)
    worth = weigh_components(subject)
    weight = np.array([worth.get(code, 1.0) for code in parts["component_code"]])
    scores, most = scores * weight, parts["max_score"] * weight
    total = scores.sum(axis=1)
    if not len(scores) or total.std() <= 1e-12:
        return pd.DataFrame(columns=_WEIGHTS)
    net, net_total = scores - scores.mean(axis=0), total - total.mean()
    shared, spread = net.T @ net_total, np.sqrt((net**2).sum(axis=0))
    r = shared / np.where(spread > 1e-12, spread, np.nan) / np.sqrt(net_total @ net_total)
    table = pd.DataFrame(
        {
            "component_code": parts["component_code"],
            "component": parts["component"],
            "nominal_weight": most / most.sum(skipna=False),
            "effective_weight": shared / (net_total @ net_total),
            "correlation": r,
            "correlation_ratio": r**2,
            "sd": scores.std(axis=0),
            "n": len(scores),
        }
    )
    return table.sort_values("effective_weight", ascending=False, kind="stable", ignore_index=True)


_CEILINGS = [
    "component_code",
    "component",
    "level",
    "n",
    "at_max_share",
    "mean_share",
    "spread_share",
    "variation",
    "verdict",
]


def find_ceilings(subject: Subject) -> pd.DataFrame:
    """Return which of the smallest parts of the component no longer tell provinces apart, most crowded first.

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, level, n, at_max_share`` (share of provinces at the maximum), ``mean_share``,
        ``spread_share`` (middle half over the whole scale), ``variation`` (sd over mean), ``verdict``: ``ceiling`` (at
        least `AT_CEILING` at the maximum), ``flat`` (spread below `FLAT_SPREAD`) or ``tells_apart``.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.structure.find_ceilings(subject)
    >>> table[["component_code", "mean_share", "spread_share", "verdict"]].head(2).round(2)
      component_code  mean_share  spread_share      verdict
    0            4.4        0.76          0.04  tells_apart
    1            4.2        0.80          0.05  tells_apart
    """
    panel, leaves = gather_panel(subject), _list_smallest(subject)
    at = np.array([panel.keys[key] for key in leaves["component_key"]], dtype=int), panel.years[subject.year]
    leaves, at = leaves[panel.whole[at]], (at[0][panel.whole[at]], at[1])
    shares, figures = panel.share[at], summarise_cells(panel.share[at])
    n, mean = figures["n"], figures["mean"]
    full = (shares >= 1 - TOLERANCE).sum(axis=1) / np.maximum(n, 1)
    spread = figures["upper_quartile"] - figures["lower_quartile"]
    sd = np.sqrt(np.nansum((shares - mean[:, None]) ** 2, axis=1) / np.maximum(n, 1))
    table = pd.DataFrame(
        {
            "component_code": leaves["component_code"].to_numpy(object),
            "component": leaves["component"].to_numpy(object),
            "level": leaves["level"].to_numpy(),
            "n": n.astype(int),
            "at_max_share": full,
            "mean_share": mean,
            "spread_share": spread,
            "variation": np.divide(sd, mean, out=np.full(len(sd), np.nan), where=mean > 0),
            "verdict": np.select([full >= AT_CEILING, spread < FLAT_SPREAD], ["ceiling", "flat"], "tells_apart"),
        },
        columns=_CEILINGS,
    ).dropna(subset="mean_share")
    return table.sort_values(
        ["at_max_share", "spread_share"], ascending=[False, True], kind="stable", ignore_index=True
    )


_LEVELS = [
    "component_code",
    "component",
    "level",
    "n_parts",
    "n",
    "mean_r",
    "lowest_r",
    "highest_r",
    "alpha",
    "low",
    "high",
    "first_axis_share",
]


@cached_by_component
def summarise_structure(subject: Subject) -> pd.DataFrame:
    """Return how closely the parts of the component, and those of each of its parts, go together (by level).

    Returns
    -------
    pandas.DataFrame
        One row for each component at or below the subject's that has at least two parts, in tree order:
        ``component_code, component, level, n_parts, n`` (provinces), ``mean_r, lowest_r, highest_r`` (Pearson's
        correlations between different parts), ``alpha, low, high`` (`measure_reliability`), ``first_axis_share``
        (share of the variance of the standardised parts on their first principal component).

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.structure.summarise_structure(subject)
    >>> table[["n_parts", "mean_r", "alpha", "first_axis_share"]].round(2)
       n_parts  mean_r  alpha  first_axis_share
    0        4    0.57   0.83              0.69
    """
    tree, rows = subject.tree, []
    parents = [code for code in tree["component_code"] if (tree["parent_code"] == code).any()]
    below = {subject.component_code, *list_below(subject.tree, subject.component_code)}
    for code in (code for code in parents if code in below):
        part = subject.with_component(code)
        pairs, trust, axes = correlate_parts(part), measure_reliability(part), find_principal_components(part)
        r = pairs.loc[pairs["component_code"] < pairs["other_code"], "r"]
        if len(trust) and len(axes):
            known = trust.iloc[0]
            level = tree.loc[tree["component_code"] == code, "level"].iloc[0]
            rows.append(
                [
                    code,
                    part.component,
                    level,
                    known["n_parts"],
                    known["n"],
                    r.mean(),
                    r.min(),
                    r.max(),
                    known["alpha"],
                    known["low"],
                    known["high"],
                    axes["variance_share"].iloc[0],
                ]
            )
    return pd.DataFrame(rows, columns=_LEVELS)
