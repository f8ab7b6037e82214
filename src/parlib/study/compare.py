"""Two provinces, or two years of one, side by side (so sánh)."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from parlib.study.panel import gather_panel
from parlib.subject import Subject

_FIGURES = ("score", "share", "rank", "n_ranked")

_SIDES = ["component_key", "component_code", "component", "level", "max_score_first", "max_score_second",
          *(f"{name}_{side}" for name in _FIGURES for side in ("first", "second")), "comparable", "difference",
          "share_difference", "rank_difference"]  # fmt: skip


def compare_subjects(first: Subject, second: Subject) -> pd.DataFrame:
    """Return every component of two subjects of one index side by side, in the tree order of the second.

    Parameters
    ----------
    first, second : Subject
        Two provinces, two years, or both; of the same index and vintage.

    Returns
    -------
    pandas.DataFrame
        ``component_key, component_code, component, level`` (of the second), ``max_score, score, share, rank,
        n_ranked`` each with ``_first`` and ``_second``; ``comparable`` (same series), and where it is:
        ``difference`` (points, second minus first), ``share_difference``, ``rank_difference`` (places by which the
        second stands better). Components that only the first year knows are left out.

    Raises
    ------
    ValueError
        If the subjects are not of the same index and vintage.
    """
    if (first.index.id, first.vintage) != (second.index.id, second.vintage):
        raise ValueError(
            f"{first.index.short} ({first.vintage} provinces) and {second.index.short} ({second.vintage} provinces) "
            "cannot be set side by side: choose one index and one set of provinces"
        )
    tree = second.tree.reset_index(drop=True)
    table = tree[["component_key", "component_code", "component", "level"]].copy()
    series = []
    for side, subject in (("first", first), ("second", second)):
        panel = gather_panel(subject)
        at = [panel.keys[key] for key in tree["component_key"]], panel.years[subject.year]
        table[f"max_score_{side}"] = panel.highest[at]
        for name in _FIGURES:
            table[f"{name}_{side}"] = panel.read_own(subject, name)[at]
        series.append([panel.series_names[number] if number >= 0 else None for number in panel.series[at]])
    table["comparable"] = [one is not None and one == other for one, other in zip(*series, strict=True)]
    for gap, name, sign in (
        ("difference", "score", 1),
        ("share_difference", "share", 1),
        ("rank_difference", "rank", -1),
    ):
        values = sign * (table[f"{name}_second"] - table[f"{name}_first"])
        table[gap] = values.where(table["comparable"])
    return table[_SIDES]


def trace_subjects(first: Subject, second: Subject) -> pd.DataFrame:
    """Return the years of two provinces on their component, one under the other, for two lines in one picture.

    Returns
    -------
    pandas.DataFrame
        ``role`` (``first``, ``second``), ``province_code, province, year, score, share, rank, n_ranked, series,
        segment``; years up to the later subject's in which the component existed and a figure is known. Years in
        different ``segment`` may not be compared.
    """
    tables = [_trace(role, subject, max(first.year, second.year))
              for role, subject in (("first", first), ("second", second))]  # fmt: skip
    return pd.concat(tables, ignore_index=True)


def _trace(role: str, subject: Subject, until: int) -> pd.DataFrame:
    panel, row = gather_panel(subject), gather_panel(subject).find(subject)[0]
    years = np.array([at for year, at in panel.years.items() if year <= until and panel.series[row, at] >= 0])
    series = [panel.series_names[number] for number in panel.series[row, years]]
    table = pd.DataFrame(
        {
            "role": role,
            "province_code": subject.province_code,
            "province": subject.province,
            "year": np.array(list(panel.years))[years],
            **{name: panel.read_own(subject, name)[row, years] for name in _FIGURES},
            "series": series,
            "segment": np.cumsum([True, *(one != other for one, other in pairwise(series))]),
        }
    )
    return table[table[["score", "rank"]].notna().any(axis=1)]
