"""The front door for researchers: one tidy table in one line."""

from __future__ import annotations

import pandas as pd

from parlib.merger import load_scores
from parlib.store import load_table
from parlib.terms import INDICES


def load(index: str, vintage: str = "") -> pd.DataFrame:
    """Return all scores of an index, one row a province, component and year.

    Parameters
    ----------
    index : str
        ``papi``, ``par_index``, ``sipas``, ``dti``, ``service_766`` or ``pci``.
    vintage : str, optional
        ``63`` or ``34``; needed once years of both are at hand. ``34`` tells years of the 63 as back-cast
        (``kind`` ``back_cast``): a mean of the old provinces by the issuer's rule or, where none is known, weighted by
        population; whole figures only. A province that the merger left as it was keeps its published figures.

    Returns
    -------
    pandas.DataFrame
        ``index, year, vintage, province_code, province, region_code, component_code, component_key, level, kind,
        score, min_score, max_score, share, rank, n_ranked, change, rank_change, series, source_id``. The index as a
        whole is component ``total``. A score that was not published is NaN and has no rank. ``change`` and
        ``rank_change`` are on the year before, and only where the component is the same (same ``series``).

    Raises
    ------
    ValueError
        For an index that parlib does not know.
    MixedVintagesError
        If no vintage is given where years of both are at hand; the message says how to choose.
    NotCleanedError
        Before the first ``parlib clean``.
    """
    return load_scores(_check_index(index), vintage).reset_index(drop=True)


def components(index: str, year: int | None = None) -> pd.DataFrame:
    """Return the tree of an index in a year (bộ tiêu chí), or of all years: parents, levels, names, maxima, series."""
    tree = load_table("components", index=_check_index(index))
    return (tree if year is None else tree[tree["year"] == year]).reset_index(drop=True)


def provinces(vintage: str = "63") -> pd.DataFrame:
    """Return the provinces of a vintage, ``63`` or ``34``: names, region, successor, tile."""
    places = load_table("places")
    return places[places["vintage"] == vintage].reset_index(drop=True)


def facts(index: str) -> pd.DataFrame:
    """Return printed facts of an index, or of ``gso`` (population, GRDP); where they disagree one is ``chosen``."""
    return load_table("facts", index=index).reset_index(drop=True)


def sources() -> pd.DataFrame:
    """Return where every figure comes from: issuer, document, date, address, sha256, licence."""
    return load_table("sources")


def _check_index(index: str) -> str:
    if index not in INDICES:
        raise ValueError(f"index {index!r} is not known: choose one of {', '.join(INDICES)}")
    return index
