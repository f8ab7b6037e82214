"""Two provinces, or two years of one, side by side (so sánh)."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
from scipy.stats import norm

from parlib.speech import tell
from parlib.store import load_table
from parlib.study.certainty import are_apart, measure_rank_ranges
from parlib.study.losses import weigh_components
from parlib.study.panel import gather_panel
from parlib.subject import Subject
from parlib.terms import SIGNIFICANCE

_FIGURES = ("score", "share", "rank", "n_ranked")

_SIDES = [
    "component_key",
    "component_code",
    "component",
    "level",
    "max_score_first",
    "max_score_second",
    *(f"{name}_{side}" for name in _FIGURES for side in ("first", "second")),
    "comparable",
    "unsure",
    "difference",
    "share_difference",
    "rank_difference",
]


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
        n_ranked`` each with ``_first`` and ``_second``; ``comparable`` (same series), ``unsure`` (not so, and
        `is_unsure`), and where it is comparable: ``difference`` (points, second minus first), ``share_difference``,
        ``rank_difference`` (places by which the second stands better). Components that only the first year knows are
        left out.

    Raises
    ------
    ValueError
        If the subjects are not of the same index and vintage, or are one and the same.

    Examples
    --------
    >>> import parlib
    >>> first = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> second = parlib.open_subject("papi", 2024, "Hải Phòng", "4", language="en")
    >>> table = parlib.study.compare.compare_subjects(first, second)
    >>> table[["component_code", "share_difference", "rank_difference"]].head(2).round(3)
      component_code  share_difference  rank_difference
    0          total            -0.071            -41.0
    1              1            -0.072            -22.0
    """
    check_sides(first, second)
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
    years = sorted((first.year, second.year))
    table["unsure"] = [
        not same and is_unsure(second, key, *years)
        for same, key in zip(table["comparable"], table["component_key"], strict=True)
    ]
    for gap, name, sign in (
        ("difference", "score", 1),
        ("share_difference", "share", 1),
        ("rank_difference", "rank", -1),
    ):
        values = sign * (table[f"{name}_second"] - table[f"{name}_first"])
        table[gap] = values.where(table["comparable"])
    return table[_SIDES]


def is_unsure(subject: Subject, key: str, then: int, now: int) -> bool:
    """Tell whether two years of a component are kept apart only by breaks of the instrument that nobody has decided.

    A year in which nearly all provinces moved alike is not compared with the one before (`parlib.breaks`); whether
    the framework, the questions or the method changed is not known then.

    Parameters
    ----------
    subject : Subject
        What the page is about.
    key : str
        Lasting key of the component.
    then, now : int
        The years, the earlier one first.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("service_766", 2023, "Quảng Ninh", language="en")
    >>> parlib.study.compare.is_unsure(subject, subject.leaf["component_key"], 2022, 2023)
    True
    """
    panel = gather_panel(subject)
    row = panel.keys[key]
    run = [(year, panel.series[row, at]) for year, at in panel.years.items() if then <= year <= now]
    known = [(year, series) for year, series in run if series >= 0]
    cuts = {year for (_, before), (year, series) in pairwise(known) if series != before}
    breaks = load_table("breaks", index=subject.index.id, component_key=key)
    return bool(cuts) and cuts <= set(breaks.loc[breaks["decision"] == "undecided", "year"])


def check_sides(first: Subject, second: Subject) -> None:
    """Check that two subjects may be set side by side.

    Raises
    ------
    ValueError
        If they are not of the same index and vintage, or are one and the same.

    Examples
    --------
    >>> import parlib
    >>> first = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> second = parlib.open_subject("papi", 2024, "Hải Phòng", "4", language="en")
    >>> parlib.study.compare.check_sides(first, second)  # raises ValueError where two subjects cannot be compared
    """
    if (first.index.id, first.vintage) != (second.index.id, second.vintage):
        raise ValueError(
            tell(
                "{short} ({vintage} provinces) and {other} ({other_vintage} provinces) cannot be set side "
                "by side: choose one index and one set of provinces",
                short=first.index.short,
                vintage=first.vintage,
                other=second.index.short,
                other_vintage=second.vintage,
            )
        )
    if (first.year, first.province_code) == (second.year, second.province_code):
        raise ValueError(
            tell(
                "{province} {year} is both sides: choose another province or another year",
                province=second.province,
                year=second.year,
            )
        )


_DESCRIBED = ["role", "province_code", "province", "year", "score", "max_score", "share", "rank", "n_ranked"]


def describe_sides(first: Subject, second: Subject) -> pd.DataFrame:
    """Return what is known of both subjects on their component, one row each.

    Returns
    -------
    pandas.DataFrame
        ``role`` (``second``, then ``first``), ``province_code, province, year, score, max_score, share, rank,
        n_ranked``; missing where not known.

    Examples
    --------
    >>> import parlib
    >>> first = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> second = parlib.open_subject("papi", 2024, "Hải Phòng", "4", language="en")
    >>> parlib.study.compare.describe_sides(first, second).iloc[:, :4]
         role province_code    province  year
    0  second            31   Hai Phong  2024
    1   first            22  Quang Ninh  2024
    """
    check_sides(first, second)
    rows = []
    for role, subject in (("second", second), ("first", first)):
        panel, cell = gather_panel(subject), gather_panel(subject).find(subject)
        figures = {name: panel.read_own(subject, name)[cell] for name in _FIGURES}
        about = {"province_code": subject.province_code, "province": subject.province, "year": subject.year}
        rows.append({"role": role, **about, "max_score": panel.highest[cell], **figures})
    return pd.DataFrame(rows)[_DESCRIBED]


_REASONS = ["component_code", "component", "level", "reason", "series_first", "series_second"]


def list_uncompared(first: Subject, second: Subject) -> pd.DataFrame:
    """Return which components may not be compared between two subjects, and why.

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, level, reason`` (``only_second``: it did not exist in the first year;
        ``only_first``: it no longer exists in the second; ``series``: framework or scale changed; ``unsure``: as
        `is_unsure` says), ``series_first,
        series_second`` (the runs of comparable years, missing where it did not exist). Two provinces of one year: none.

    Examples
    --------
    >>> import parlib
    >>> first = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> second = parlib.open_subject("papi", 2024, "Hải Phòng", "4", language="en")
    >>> parlib.study.compare.list_uncompared(first, second).empty
    True
    """
    known = {side: subject.tree.set_index("component_key") for side, subject in (("first", first), ("second", second))}
    rows = []
    for key in [*known["second"].index, *known["first"].index.difference(known["second"].index, sort=False)]:
        here = {side: tree.loc[key] for side, tree in known.items() if key in tree.index}
        series = {side: row["series"] for side, row in here.items()}
        reason = "series" if len(here) == 2 else tell("only_{iter}", iter=next(iter(here)))
        if reason != "series" or series["first"] != series["second"]:
            row = here["second" if "second" in here else "first"]
            if reason == "series" and is_unsure(second, key, *sorted((first.year, second.year))):
                reason = "unsure"
            rows.append(
                [
                    row["component_code"],
                    row["component"],
                    row["level"],
                    reason,
                    series.get("first"),
                    series.get("second"),
                ]
            )
    return pd.DataFrame(rows, columns=_REASONS)


_EXPLAINED = [
    "component_code",
    "component",
    "score_first",
    "score_second",
    "max_score_second",
    "difference",
    "rank_first",
    "rank_second",
    "whole",
    "weighted",
]


def explain_difference(first: Subject, second: Subject) -> pd.DataFrame:
    """Return where the difference of two subjects comes from: their smallest parts, most in favour of the second first.

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, score, rank`` each with ``_first`` and ``_second``, ``max_score_second``,
        ``difference`` (second minus first) of each comparable component without parts of its own, scores and
        differences in points of the component above all (a weighted part counts times its weight in the second's
        year); ``whole``: True where these differences add up to the difference of the component above all, at the
        digits that are shown; ``weighted``.

    Examples
    --------
    >>> import parlib
    >>> first = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> second = parlib.open_subject("papi", 2024, "Hải Phòng", "4", language="en")
    >>> table = parlib.study.compare.explain_difference(first, second)
    >>> table[["component_code", "score_first", "score_second", "difference"]].head(2).round(2)
      component_code  score_first  score_second  difference
    0            1.3         1.52          1.62        0.10
    1            7.3         0.43          0.50        0.07
    """
    table = compare_subjects(first, second)
    total, parents = table[table["component_code"] == second.component_code].iloc[0], set(second.tree["parent_code"])
    leaves = table[~table["component_code"].isin(parents) & (table["component_code"] != second.component_code)]
    worth = weigh_components(second)
    weight = leaves["component_code"].map(worth).astype(float).fillna(1.0)  # of no part at all: numbers still
    points = ["score_first", "score_second", "difference"]
    leaves = leaves.assign(**leaves[points].mul(weight, axis=0))
    known = leaves.dropna(subset="difference").sort_values("difference", ascending=False, kind="stable")
    # Published totals are rounded: what is told must be the same at the digits that a reader sees.
    sums = (round(points, second.index.decimals) for points in (known["difference"].sum(), total["difference"]))
    whole = len(known) > 0 and len(set(sums)) == 1
    return known.assign(whole=whole, weighted=bool((weight != 1).any()))[_EXPLAINED].reset_index(drop=True)


_PLACES = [
    "role",
    "province",
    "year",
    "comparable",
    "unsure",
    "apart",
    "rank",
    "rank_low",
    "rank_high",
    "method",
    "spread",
    "spread_ratio",
]


def compare_ranges(first: Subject, second: Subject) -> pd.DataFrame:
    """Return the range of places that each of two subjects may hold (`parlib.study.certainty.measure_rank_ranges`).

    Returns
    -------
    pandas.DataFrame
        ``role`` (``second``, then ``first``), ``province, year, comparable`` (same series), ``unsure`` (`is_unsure`),
        ``apart`` (their scores differ by more than their errors allow, at 95 %: two provinces of a year among all
        comparisons with either, as their own pages say it, see `parlib.study.certainty.are_apart`; two years by one
        test), ``rank, rank_low, rank_high, method, spread, spread_ratio``. Empty where the range of either is not
        known, as with single printed facts.

    Examples
    --------
    >>> import parlib
    >>> first = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> second = parlib.open_subject("papi", 2024, "Hải Phòng", "4", language="en")
    >>> table = parlib.study.compare.compare_ranges(first, second)
    >>> table[["role", "province", "year", "comparable", "apart"]]
         role    province  year  comparable  apart
    0  second   Hai Phong  2024        True  False
    1   first  Quang Ninh  2024        True  False
    """
    rows = []
    for role, subject in (("second", second), ("first", first)):
        ranges = measure_rank_ranges(subject)
        rows.append(ranges[ranges["province_code"] == subject.province_code].assign(role=role, year=subject.year))
    if any(own.empty for own in rows):
        return pd.DataFrame(columns=_PLACES)
    same = first.leaf["series"] == second.leaf["series"]
    table = pd.concat(rows, ignore_index=True)
    reach = norm.isf(SIGNIFICANCE / 2) * np.hypot(*table["spread"])
    apart = bool(abs(table["score"].diff().iloc[-1]) > reach)
    if first.year == second.year:
        apart = are_apart(first, second.province_code)
    years = sorted((first.year, second.year))
    unsure = not same and is_unsure(second, second.leaf["component_key"], *years)
    return table.assign(comparable=same, unsure=unsure, apart=apart)[_PLACES]


def trace_subjects(first: Subject, second: Subject) -> pd.DataFrame:
    """Return the years of two provinces on their component, one under the other, for two lines in one picture.

    Returns
    -------
    pandas.DataFrame
        ``role`` (``first``, ``second``), ``province_code, province, year, score, share, rank, n_ranked, series,
        segment``; years up to the later subject's in which the component existed and a figure is known. Years in
        different ``segment`` may not be compared.

    Examples
    --------
    >>> import parlib
    >>> first = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> second = parlib.open_subject("papi", 2024, "Hải Phòng", "4", language="en")
    >>> parlib.study.compare.trace_subjects(first, second).iloc[-2:, :5].round(2)
          role province_code   province  year  score
    23  second            31  Hai Phong  2023   6.33
    24  second            31  Hai Phong  2024   6.48
    """
    tables = [
        _trace(role, subject, max(first.year, second.year)) for role, subject in (("first", first), ("second", second))
    ]
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
