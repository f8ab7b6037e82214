"""Does it hold within regions (trong cùng vùng)? Neighbours are alike; sixty provinces are not sixty witnesses."""

from __future__ import annotations

import numpy as np
from scipy.stats import rankdata
from scipy.stats import t as student

LEAST = 10
"""Fewest places for a correlation."""


def correlate_within(one: np.ndarray, other: np.ndarray, groups: np.ndarray) -> tuple[float, float]:
    """Return the rank correlation of two scores within groups, and its two-sided p.

    Spearman's correlation of what is left of the ranks once the mean rank of each group is taken away: the partial
    rank correlation given the group, as in an analysis of covariance of ranks (Quade 1967); p from Student's t with
    places minus groups minus one degrees of freedom.

    Parameters
    ----------
    one, other : numpy.ndarray
        Scores by place; NaN where not known.
    groups : numpy.ndarray
        Region of each place; ``""`` where not known (left out).

    Returns
    -------
    tuple of float
        rho and p; NaN with too few places or where nothing varies within groups.

    Examples
    --------
    >>> region = np.repeat(["1", "2"], 10)
    >>> level = np.where(region == "1", 0.0, 100.0)
    >>> swing = np.tile([1.0, -1.0], 10)
    >>> rho, p = correlate_within(level + swing, level + np.repeat([1.0, -1.0, 1.0, -1.0], 5), region)
    >>> round(rho, 2), p > 0.05
    (0.2, True)
    """
    known = np.isfinite(one) & np.isfinite(other) & (groups != "")
    names, place = np.unique(groups[known].astype(str), return_inverse=True)
    freedom = known.sum() - len(names) - 1
    if known.sum() < LEAST or freedom < 3:
        return np.nan, np.nan
    ranks = rankdata([one[known], other[known]], axis=1)
    count = np.bincount(place)
    net = ranks - np.array([np.bincount(place, row) / count for row in ranks])[:, place]
    scale = np.sqrt((net[0] @ net[0]) * (net[1] @ net[1]))
    if not scale > 1e-12:
        return np.nan, np.nan
    rho = float(net[0] @ net[1] / scale)
    inside = np.clip(rho, -1 + 1e-12, 1 - 1e-12)
    return rho, float(2 * student.sf(np.abs(inside) * np.sqrt(freedom / (1 - inside**2)), freedom))
