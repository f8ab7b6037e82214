"""What a score is held against: the nation and the region, computed from a whole table or as printed."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from parlib.read_log import IdentityKey
from parlib.scores import is_whole
from parlib.study.panel import FIGURES, cached_by_subject, gather_panel, summarise_cells
from parlib.subject import COUNTRY, Subject

NATIONAL = ["n", "national_mean", "lowest", "lower_quartile", "national_median", "upper_quartile", "best"]
"""Columns of national figures, in the order of `parlib.study.panel.FIGURES`."""


def compare_nation(subject: Subject) -> pd.DataFrame:
    """Return national figures of the component in each year (trung bình, trung vị, tứ phân vị cả nước).

    Unweighted over the provinces that have a score. From a ledger only the printed national mean is given; the rest
    is missing.

    Returns
    -------
    pandas.DataFrame
        ``year, component_code`` and ``NATIONAL``, one row a year that has any of them.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.benchmarks.compare_nation(subject)[["year", "n", "national_mean", "best"]].tail(2).round(2)
        year     n  national_mean  best
    12  2023  61.0           6.79  8.15
    13  2024  61.0           7.02  8.20
    """
    panel = gather_panel(subject)
    row = panel.find(subject)[0]
    codes = _list_codes(subject.key("components")).get(subject.leaf["component_key"], {})
    at = [panel.years[year] for year in codes]
    figures = {name: panel.nation[figure][row, at] for name, figure in zip(NATIONAL, FIGURES, strict=True)}
    printed = read_printed_means(subject)
    mean = figures["national_mean"]
    figures["national_mean"] = np.where(np.isnan(mean), [printed.get(year, np.nan) for year in codes], mean)
    known = np.isfinite(figures["national_mean"])
    table = pd.DataFrame({"year": list(codes), "component_code": list(codes.values()), **figures})
    return table[known].reset_index(drop=True)


@lru_cache(maxsize=16)
def _list_codes(components: IdentityKey) -> dict[str, dict[int, str]]:
    """Return the code of each key in each year, years in order."""
    codes: dict[str, dict[int, str]] = {}
    trees = components.table.sort_values("year")
    for key, year, code in zip(trees["component_key"], trees["year"], trees["component_code"], strict=True):
        codes.setdefault(key, {})[year] = code
    return codes


def compare_year(subject: Subject) -> pd.DataFrame:
    """Return national figures of every component in the subject's year, in tree order.

    Returns
    -------
    pandas.DataFrame
        ``component_code`` and ``NATIONAL``; where only single facts are printed, NaN but for the means among them.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.benchmarks.compare_year(subject)
    >>> table[["component_code", "n", "national_mean", "best"]].head(3).round(2)
      component_code     n  national_mean   best
    0          total  61.0          43.43  47.82
    1              1  61.0           4.98   5.95
    2            1.1  61.0           1.09   1.43
    """
    panel = gather_panel(subject)
    rows = subject.tree["component_key"].map(panel.keys).to_numpy()
    at = panel.years[subject.year]
    figures = {name: panel.nation[figure][rows, at] for name, figure in zip(NATIONAL, FIGURES, strict=True)}
    table = pd.DataFrame({"component_code": subject.tree["component_code"].to_numpy(), **figures})
    means = _read_means(subject.key("facts"))
    printed = table["component_code"].map(lambda code: means.get(code, {}).get(subject.year, np.nan)).astype(float)
    table["national_mean"] = table["national_mean"].fillna(printed)
    return table


@cached_by_subject
def compare_regions(subject: Subject) -> pd.DataFrame:
    """Return the mean of each region for the component and year: ``region_code, region, n, regional_mean``.

    Regions are told where the country is, and (nearly) all of their own provinces have a figure.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.benchmarks.compare_regions(subject)[["region", "n", "regional_mean"]].head(3).round(2)
                                region   n  regional_mean
    0  Northern Midlands and Mountains  14           6.89
    1                  Red River Delta  10           6.96
    2  North Central and Central Coast  14           7.13
    """
    names = dict(zip(subject.places["region_code"], subject.places["region"], strict=True))
    panel = gather_panel(subject)
    cell = panel.find(subject)
    if panel.whole[cell]:
        codes = [code for code in sorted(names) if code]
        scores = panel.score[cell]
        means = summarise_cells(
            np.array([np.where(panel.regions == code, scores, np.nan) for code in codes] or np.empty((0, len(scores))))
        )
        table = pd.DataFrame(
            {
                "region_code": codes,
                "region": [names[code] for code in codes],
                "n": means["n"].astype(int),
                "regional_mean": means["mean"],
            }
        )
        places = [int((panel.regions == code).sum()) for code in codes]
        return table[is_whole(table["n"], places)].reset_index(drop=True)
    facts = subject.facts
    printed = facts[
        facts["chosen"]
        & (facts["measure"] == "regional_mean")
        & (facts["year"] == subject.year)
        & (facts["component_code"] == subject.component_code)
    ]
    return pd.DataFrame(
        {
            "region_code": printed["place_code"],
            "region": printed["place_code"].map(names),
            "n": pd.NA,
            "regional_mean": printed["value"],
        }
    ).reset_index(drop=True)


def read_printed_means(subject: Subject) -> dict[int, float]:
    """Return the chosen printed national means of the subject's component by year.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.benchmarks.read_printed_means(subject)  # no regional means of it were found in print
    {}
    """
    return _read_means(subject.key("facts")).get(subject.component_code, {})


@lru_cache(maxsize=16)
def _read_means(facts: IdentityKey) -> dict[str, dict[int, float]]:
    table = facts.table
    rows = table[table["chosen"] & (table["measure"] == "national_mean") & (table["place_code"] == COUNTRY)]
    means: dict[str, dict[int, float]] = {}
    for code, year, value in zip(rows["component_code"], rows["year"], rows["value"], strict=True):
        means.setdefault(code, {})[year] = value
    return means
