"""From one framework to the next: which parts may be followed, what share of the index that is (cầu nối bộ tiêu chí).

The reviewed table ``bridges`` says how each part without parts of its own stands to those of the year before. Parts
that may be followed form *threads*; a thread is worth the same share of its maximum in every year, so a part whose
maximum changed is brought to the scale of the subject's year.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from parlib.bridges import RELATIONS
from parlib.framework import keep_parts
from parlib.read_log import IdentityKey, note_read
from parlib.scores import is_whole
from parlib.store import load_table
from parlib.study.panel import Panel, gather_panel, place_among, summarise_cells
from parlib.subject import Subject

LEAST_COMPARABLE = 0.5
"""Least share of the component's maximum that a chained series must hold; earlier years with less are left out."""


@dataclass(frozen=True)
class Thread:
    """A part of the subject's year, and the parts that stood for it in earlier years.

    Attributes
    ----------
    keys : dict of int to tuple of str
        Component keys by year, the subject's year first; more than one where parts were split or merged.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.bridge.follow_parts(subject)[0].keys[2023]
    ('corruption_control.in_local_governments',)
    """

    keys: dict[int, tuple[str, ...]]


def follow_parts(subject: Subject) -> list[Thread]:
    """Return the threads of all parts without parts below the subject's component, as far back as each goes.

    A component that is published and not the sum of its parts is one thread of its own.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> len(parlib.study.bridge.follow_parts(subject))
    28
    """
    note_read("bridges", index=subject.index.id)  # here: what is cached below reads nothing the second time
    return list(_follow(subject.key("components"), subject.index.id, subject.component_code, subject.year))


@lru_cache(maxsize=512)
def _follow(components: IdentityKey, index: str, code: str, year: int) -> tuple[Thread, ...]:
    trees = _plant(components)
    bridges = load_table("bridges", index=index, noted=False)
    links = dict(list(bridges[bridges["year_before"].isin(trees)].groupby("year_after")))
    threads: list[dict[int, tuple[str, ...]]] = [{year: (key,)} for key in trees[year].list_leaves(code)]
    done: list[dict[int, tuple[str, ...]]] = []
    for after in sorted((at for at in trees if at <= year), reverse=True):
        if after - 1 not in trees:
            break
        step = _find_step(links.get(after, bridges[:0]), trees[after - 1], trees[after])
        threads, ended = _extend(threads, step, after)
        done += ended
    return tuple(Thread(keys) for keys in [*threads, *done])


@dataclass(frozen=True)
class _Tree:
    """A year's tree as plain values: key and way to combine by code, codes below each, code and maximum by key."""

    keys: dict[str, str]
    combine: dict[str, str]
    below: dict[str, list[str]]
    codes: dict[str, str]
    most: dict[str, float]

    def list_leaves(self, code: str | None) -> list[str]:
        """Return the keys of the parts without parts below *code*, or its own where it is published as it is."""
        if code is None:
            return []
        parts = self.below.get(code, []) if self.combine[code] == "sum" else []
        return [key for part in parts for key in self.list_leaves(part)] or [self.keys[code]]


@lru_cache(maxsize=16)
def _plant(components: IdentityKey) -> dict[int, _Tree]:
    """Return the trees of a table by year."""
    trees = {}
    for year, tree in keep_parts(components.table).groupby("year"):
        codes, keys = tree["component_code"].tolist(), tree["component_key"].tolist()
        below: dict[str, list[str]] = {}
        for code, parent in zip(codes, tree["parent_code"].tolist(), strict=True):
            below.setdefault(parent, []).append(code)
        combine = dict(zip(codes, tree["combine"].tolist(), strict=True))
        most = dict(zip(keys, tree["max_score"].fillna(-1).tolist(), strict=True))
        keys_of, codes_of = dict(zip(codes, keys, strict=True)), dict(zip(keys, codes, strict=True))
        trees[year] = _Tree(keys_of, combine, below, codes_of, most)
    return trees


def _find_step(links: pd.DataFrame, before: _Tree, after: _Tree) -> dict[str, set[str]]:
    """Return which keys of the year before stand for each key; without links, all that stayed as they were."""
    own = links["key_after"].isin(after.codes) | links["key_before"].isin(before.codes)
    if not own.any():
        return {key: {key} for key, most in after.most.items() if before.most.get(key) == most}
    step: dict[str, set[str]] = {}
    for row in links[links["comparable"]].itertuples():
        step.setdefault(row.key_after, set()).add(row.key_before)
    return step


def _extend(
    threads: list[dict[int, tuple[str, ...]]], step: dict[str, set[str]], after: int
) -> tuple[list[dict[int, tuple[str, ...]]], list[dict[int, tuple[str, ...]]]]:
    """Take every thread one year back; threads that come from one split part become one from there on."""
    ended = [thread for thread in threads if any(key not in step for key in thread[after])]
    going = [thread for thread in threads if thread not in ended]
    groups: list[tuple[set[str], list[dict[int, tuple[str, ...]]]]] = []
    for thread in going:
        origin, members = set().union(*(step[key] for key in thread[after])), [thread]
        for group in [group for group in groups if group[0] & origin]:
            groups.remove(group)
            origin, members = origin | group[0], group[1] + members
        groups.append((origin, members))
    joined = []
    for origin, members in groups:
        keys = {year: tuple(dict.fromkeys(key for thread in members for key in thread[year])) for year in members[0]}
        joined.append({**keys, after - 1: tuple(sorted(origin))})
    return joined, ended


def sum_threads(panel: Panel, threads: list[Thread], year: int, scale: int) -> np.ndarray:
    """Return the points of all threads together by province in *year*, brought to the maxima of the year *scale*.

    Missing where any part of a province is.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> panel = parlib.study.panel.gather_panel(subject)
    >>> threads = parlib.study.bridge.follow_parts(subject)
    >>> parlib.study.bridge.sum_threads(panel, threads, 2024, 2024)[:3].round(2)
    array([6.7 , 7.14, 6.22])
    """
    total = np.zeros(len(panel.provinces))
    for thread in threads:
        rows, then = [panel.keys[key] for key in thread.keys[year]], [panel.keys[key] for key in thread.keys[scale]]
        most, most_then = (panel.highest[at, panel.years[when]].sum() for at, when in ((rows, year), (then, scale)))
        factor = 1.0 if year == scale or np.isnan(most) or most == most_then else most_then / most
        total = total + factor * panel.score[rows, panel.years[year]].sum(axis=0)
    return total


def measure_most(panel: Panel, threads: list[Thread], year: int) -> float:
    """Return the maximum of all threads together in a year.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> panel = parlib.study.panel.gather_panel(subject)
    >>> threads = parlib.study.bridge.follow_parts(subject)
    >>> parlib.study.bridge.measure_most(panel, threads, 2024)
    10.0
    """
    return float(
        sum(panel.highest[panel.keys[key], panel.years[year]] for thread in threads for key in thread.keys[year])
    )


_BREAKS = ["year_before", "year_after", *RELATIONS, "comparable_share", "note"]


def list_breaks(subject: Subject) -> pd.DataFrame:
    """Return where the framework of the subject's component changed up to its year, and how (đổi bộ tiêu chí).

    A change before the first year with figures breaks nothing and is left out.

    Returns
    -------
    pandas.DataFrame
        ``year_before, year_after``, the number of parts by relation (``same`` ... ``unknown``), ``comparable_share``
        (0-1: points of the parts that may be followed across this break, of the component's maximum after it),
        ``note`` (in the subject's language: why, where nothing may be followed); latest first. Empty without a change.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> table = parlib.study.bridge.list_breaks(subject)
    >>> table[["year_before", "year_after", "same", "new", "comparable_share"]].tail(2).round(2)
       year_before  year_after  same  new  comparable_share
    4         2016        2017    20    2              0.89
    5         2015        2016    18    1              0.79
    """
    note_read("bridges", index=subject.index.id)  # here: what is cached below reads nothing the second time
    key = subject.leaf["component_key"]
    table = _find_breaks(subject.key("components"), subject.index.id, key, subject.year, subject.language)
    first = min(gather_panel(subject).known_years, default=subject.year)
    return table[table["year_after"] > first].reset_index(drop=True)


@lru_cache(maxsize=512)
def _find_breaks(components: IdentityKey, index: str, key: str, year: int, language: str) -> pd.DataFrame:
    bridges, trees = load_table("bridges", index=index, noted=False), _plant(components)
    rows = []
    for (before, after), links in bridges.groupby(["year_before", "year_after"]):
        if after > year or before not in trees or after not in trees:
            continue
        then, now = (trees[at].list_leaves(trees[at].codes.get(key)) for at in (before, after))
        own = links[links["key_after"].isin(now) | links["key_before"].isin(then)]
        if not then or not now or set(own["relation"]) <= {"same"}:
            continue
        kept = own[own["comparable"]].drop_duplicates("key_after")["max_after"].sum()
        most = sum(trees[after].most[part] for part in now)
        counts = own["relation"].value_counts()
        notes = own.loc[own["relation"] == "unknown", "note" if language == "vi" else "note_en"]
        note = "; ".join(notes[notes != ""].unique())
        rows.append([before, after, *(int(counts.get(name, 0)) for name in RELATIONS), kept / most, note])
    return pd.DataFrame(rows, columns=_BREAKS).sort_values("year_after", ascending=False, ignore_index=True)


_CHAINED = [
    "year",
    "score",
    "max_score",
    "rank",
    "n_ranked",
    "national_median",
    "lower_quartile",
    "upper_quartile",
    "comparable_share",
    "n_parts",
    "n_all",
    "n_unverified",
    "segment",
]


def chain_history(subject: Subject, least: float = LEAST_COMPARABLE) -> pd.DataFrame:
    """Chain the subject's component over changed frameworks: the same parts in every year, on one scale (chuỗi nối).

    Only parts that may be followed through all the years are counted, so the level is that of these parts and not of
    the component. The series begins in the first year from which such parts hold at least *least* of the component's
    maximum.

    Parameters
    ----------
    subject : Subject
        What the page is about.
    least : float
        Least comparable share (0-1) of the component's maximum in the subject's year.

    Returns
    -------
    pandas.DataFrame
        One row a year: ``year, score`` (points of the comparable parts, on the scale of the subject's year),
        ``max_score`` (of these parts), ``rank, n_ranked`` (on these parts), ``national_median, lower_quartile,
        upper_quartile, comparable_share, n_parts`` (parts followed), ``n_all`` (parts of the component),
        ``n_unverified`` (followed over a link that rests on a label not verified), ``segment`` (1). Empty where the
        years that may be chained, or in which the province has figures, are all of one framework: nothing was bridged.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> parlib.study.bridge.chain_history(subject)[["year", "score", "max_score", "rank", "n_parts"]].tail(2).round(2)
       year  score  max_score  rank  n_parts
    7  2023    NaN       40.0   NaN       15
    8  2024  29.08       40.0   2.0       15
    """
    panel, threads = gather_panel(subject), follow_parts(subject)
    n_all, (first, kept, share) = len(threads), choose_threads(subject, panel, threads, least)
    if first is None:
        return pd.DataFrame(columns=_CHAINED)
    if first >= _find_series_start(subject, panel):
        return pd.DataFrame(columns=_CHAINED)
    years = [year for year in panel.years if first <= year <= subject.year]
    scores = np.array([sum_threads(panel, kept, year, subject.year) for year in years])
    figures, at = summarise_cells(scores), panel.provinces.get(subject.province_code)
    own = np.full(len(years), np.nan) if at is None else scores[:, at]
    if at is not None and not np.isfinite(own[np.array(years) < _find_series_start(subject, panel)]).any():
        return pd.DataFrame(columns=_CHAINED)  # the province has no figure before the change
    ranks = [place_among(own[[row]], scores[row])[0] if np.isfinite(own[row]) else np.nan for row in range(len(years))]
    table = pd.DataFrame({"year": years, "score": own, "rank": ranks, "n_ranked": figures["n"], "segment": 1})
    for name, figure in (("national_median", "median"), *((name, name) for name in _CHAINED[6:8])):
        table[name] = figures[figure]
    few = ~is_whole(figures["n"], len(panel.provinces))
    table.loc[few, ["rank", "n_ranked", "national_median", "lower_quartile", "upper_quartile"]] = np.nan
    table["max_score"] = measure_most(panel, kept, subject.year)
    shaky = _count_unverified(subject.index.id, kept, first)
    return table.assign(comparable_share=share, n_parts=len(kept), n_all=n_all, n_unverified=shaky)[_CHAINED]


def choose_threads(
    subject: Subject, panel: Panel, threads: list[Thread], least: float, first: int | None = None
) -> tuple[int | None, list[Thread], float]:
    """Return the first year of a chained series, the threads that last from it, and their share of the maximum (0-1).

    The first year is the given one, or the first with figures from which the threads hold at least *least*; None where
    none does.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> panel = parlib.study.panel.gather_panel(subject)
    >>> threads = parlib.study.bridge.follow_parts(subject)
    >>> year, kept, share = parlib.study.bridge.choose_threads(subject, panel, threads, least=0.5)
    >>> year, len(kept), round(share, 2)
    (2016, 15, 0.5)
    """
    most = measure_most(panel, threads, subject.year)
    for year in [year for year in panel.known_years if year < subject.year and first in (None, year)]:
        kept = [thread for thread in threads if year in thread.keys]
        share = measure_most(panel, kept, subject.year) / most
        if kept and share >= least:
            return year, kept, share
    return None, [], 0.0


def _count_unverified(index: str, threads: list[Thread], first: int) -> int:
    links = load_table("bridges", index=index)
    links = links[~links["verified"].astype(bool) & (links["year_before"] >= first)]
    shaky = set(zip(links["year_after"], links["key_after"], strict=True))
    return sum(any((year, key) in shaky for year, keys in thread.keys.items() for key in keys) for thread in threads)


def _find_series_start(subject: Subject, panel: Panel) -> int:
    """Return the first year that may be compared with the subject's without a bridge."""
    years = list(panel.years)
    return years[panel.list_comparable(subject.leaf["component_key"], subject.year)[0]]


_HELD = [
    "province_code",
    "province",
    "rank_before",
    "rank_held",
    "rank",
    "framework_places",
    "score_held",
    "role",
    "year_before",
    "measured_share",
]


def hold_framework(subject: Subject, year_before: int | None = None) -> pd.DataFrame:
    """Rank the year as if the framework of a year before still held (nếu bộ tiêu chí cũ vẫn được dùng).

    Parts that may be followed are counted on the scale of the year before; parts that are new are left out; parts that
    were dropped stand as they were last scored.

    Returns
    -------
    pandas.DataFrame
        ``province_code, province, rank_before, rank_held`` (place in the subject's year under the framework before),
        ``rank`` (as published, among the same provinces), ``framework_places`` (places gained by the change of
        framework: *rank_held* minus *rank*), ``score_held, role, year_before, measured_share`` (0-1: share of the
        framework before that the subject's year still measures); best first. Empty where the framework did not change,
        nothing of it may be followed, or only the instrument changed.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> parlib.study.bridge.hold_framework(subject).empty  # the framework is that of the year before
    True
    """
    panel, key = gather_panel(subject), subject.leaf["component_key"]
    row, last = panel.find(subject)
    year_before = year_before or subject.year - 1
    if year_before not in panel.years or panel.series[row, panel.years[year_before]] in (-1, panel.series[row, last]):
        return pd.DataFrame(columns=_HELD)
    first, kept = panel.years[year_before], [th for th in follow_parts(subject) if year_before in th.keys]
    then = _plant(subject.key("components"))[year_before]
    leaves = then.list_leaves(then.codes.get(key))
    followed = {part for thread in kept for part in thread.keys[year_before]}
    if not kept or not followed <= set(leaves) or _is_unknown(subject, year_before):
        return pd.DataFrame(columns=_HELD)
    gone = [panel.keys[part] for part in leaves if part not in followed]
    held = sum_threads(panel, kept, subject.year, year_before) + panel.score[gone, first].sum(axis=0)
    known = np.isfinite([held, panel.score[row, first], panel.score[row, last]]).all(axis=0)
    if not is_whole(known.sum(), len(panel.provinces)):
        return pd.DataFrame(columns=_HELD)
    scores = (panel.score[row, first], held, panel.score[row, last])
    ranks = [place_among(values[known], values[known]) for values in scores]
    codes = np.array(list(panel.provinces), dtype=object)
    table = pd.DataFrame({"province_code": codes, "province": panel.names, "score_held": held})[known]
    table = table.assign(rank_before=ranks[0], rank_held=ranks[1], rank=ranks[2], year_before=year_before)
    table["framework_places"] = table["rank_held"] - table["rank"]
    most = panel.highest[[panel.keys[part] for part in leaves], first]
    table["measured_share"] = 1 - panel.highest[gone, first].sum() / most.sum()
    table["role"] = table["province_code"].eq(subject.province_code).map({True: "subject", False: "other"})
    return table.sort_values(["rank_held", "province"], ignore_index=True)[_HELD]


def _is_unknown(subject: Subject, year_before: int) -> bool:
    """Tell whether it is not known what changed since *year_before*: a part broke, no framework was replaced."""
    breaks = list_breaks(subject)
    return not breaks.loc[breaks["year_after"] > year_before, [*_CHANGED]].any(axis=None)


_CHANGED = ("renamed", "rescaled", "split", "merged", "new", "dropped")
"""Relations of parts that a decision changed."""
