"""A new province and its old ones: the past as a range, which part pulls, what is to be expected next (sáp nhập)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from parlib.merger import CENTRAL, WEIGHTINGS, find_rule, is_unmerged, load_merged, load_scores, measure_weights
from parlib.read_log import cached_with_reads
from parlib.store import home_version, load_table
from parlib.study.forecast import (
    COVERAGE,
    LEAST_PAIRS,
    Change,
    fit_change,
    forecast_scores,
    judge_own_changes,
)
from parlib.study.trends import adjust_family
from parlib.subject import COUNTRY, Subject
from parlib.terms import MAX_Q, MERGER_YEAR, find_vintage

_TRACED = ["year", "province_code", "vintage", "place", "role", "score", "low", "high",
           *(f"by_{name}" for name in WEIGHTINGS), "state", "known_share", "missing", "rank", "n_ranked",
           "weight_year", "segment", "max_score", "n_parts", "central"]  # fmt: skip


def find_holder(subject: Subject) -> str | None:
    """Return the code among the 34 of the subject's province or of the new one that holds it; None for what is none."""
    if subject.province_code == COUNTRY or subject.index.nouns:
        return None
    if subject.vintage == "34":
        return subject.province_code
    places = subject.places
    return places.loc[places["province_code"] == subject.province_code, "successor_code"].iloc[0]


def list_places(subject: Subject) -> pd.DataFrame:
    """Return the new province that is or holds the subject's and its old provinces, in the subject's language.

    Returns
    -------
    pandas.DataFrame
        ``vintage, province_code, place, role`` (``merged`` the new province, ``part`` an old one); the new one first.
        Empty for the country.
    """
    found = _group_places(home_version()).get(find_holder(subject), [])
    name = 2 if subject.language == "vi" else 3
    rows = [(row[0], row[1], row[name], "merged" if row[0] == "34" else "part") for row in found]
    return pd.DataFrame(rows, columns=["vintage", "province_code", "place", "role"])


@cached_with_reads
def _group_places(home: tuple[Path, int]) -> dict[str, list[tuple[str, str, str, str]]]:
    """Return vintage, code and both names of each new province, itself first, then its old ones."""
    places = load_table("places", home[0])
    columns = ["vintage", "province_code", "name_vi", "name_en"]
    new = places[places["vintage"] == "34"]
    groups = {row[1]: [row] for row in new[columns].itertuples(index=False, name=None)}
    old = places[places["vintage"] == "63"]
    for holder, row in zip(old["successor_code"], old[columns].itertuples(index=False, name=None), strict=True):
        groups.setdefault(holder, []).append(row)
    return groups


_AT = ["year", "component_code", "province_code"]


def trace_merged(subject: Subject) -> pd.DataFrame:
    """Trace the new province's past as a range and a central value over weightings, with its old provinces.

    Points do not add up: each year's value is the mean of the old provinces in every weighting of
    `parlib.merger.WEIGHTINGS`; the central value is that by the issuer's rule or, where none is known, by population.
    Ranks are among the back-cast 34. Whole,
    partial and missing figures are told apart by the rule of `parlib.merger.merge_scores`.

    Parameters
    ----------
    subject : Subject
        What the page is about; of either vintage.

    Returns
    -------
    pandas.DataFrame
            One row a year and place up to the subject's year: ``year, province_code, vintage, place, role`` (``merged``
        or ``part``), ``score``, and for the merged ``low, high, by_population, by_equal, by_grdp, state, known_share,
        missing`` (names), ``rank, n_ranked, weight_year``; ``segment`` (years in different ones may not be compared),
        ``max_score, n_parts`` (old provinces), ``central`` (the weighting). Empty where the index was never published
        for the 63, for the country, and for a province that the merger left as it was.
    """
    places, key = list_places(subject), subject.leaf["component_key"]
    parts = places[places["role"] == "part"]
    if len(parts) < 2 or find_vintage(subject.index.id, MERGER_YEAR - 1) == "34":
        return pd.DataFrame(columns=_TRACED)
    figures, rows_of = _gather_past(subject.index.id, key, home_version())
    names = {(row.role, row.province_code): row.place for row in places.itertuples()}
    rows = np.concatenate([rows_of.get(place, _NONE) for place in sorted(names)])
    table = figures.take(rows[figures["year"].to_numpy()[rows] <= subject.year]).reset_index(drop=True)
    table["place"] = [names[place] for place in zip(table["role"], table["province_code"], strict=True)]
    table["missing"] = [", ".join(names["part", code] for code in found.split(",") if code)
                        if isinstance(found, str) else found for found in table["missing"]]  # fmt: skip
    return table.assign(n_parts=len(parts), central=find_rule(subject.index.id) or CENTRAL)[_TRACED]


def preload_past(subject: Subject) -> None:
    """Gather what `trace_merged` shows of any province, before the processes that make pages are forked."""
    if find_vintage(subject.index.id, MERGER_YEAR - 1) != "34":
        _gather_past(subject.index.id, subject.leaf["component_key"], home_version())


_NONE = np.array([], dtype=int)


@cached_with_reads
def _gather_past(
    index: str, key: str, home: tuple[Path, int]
) -> tuple[pd.DataFrame, dict[tuple[str, str], np.ndarray]]:
    """Return the figures of a component for new and old provinces, by role, place and year, and where each place is."""
    trees = load_table("components", home[0], index)
    trees = trees.loc[trees["component_key"] == key, ["year", "component_code", "series", "max_score"]]
    segments = _number_segments(trees)
    merged, ranked, old = load_merged(index), load_scores(index, "34"), load_scores(index, "63")
    merged = merged[merged["component_code"].isin(trees["component_code"])]
    merged = merged.rename(columns={name: f"by_{name}" for name in WEIGHTINGS})
    merged = merged.merge(trees, on=["year", "component_code"], validate="m:1").assign(role="merged", vintage="34")
    ranked = ranked.loc[ranked["component_key"] == key, [*_AT, "rank", "n_ranked"]]
    merged = merged.merge(ranked, on=_AT, how="left", validate="1:1")
    old = old.loc[old["component_key"] == key, [*_AT, "score", "rank", "n_ranked"]]
    old = old.merge(trees, on=["year", "component_code"], validate="m:1").assign(role="part", vintage="63")
    table = pd.concat([merged, old.drop(columns="component_code")], ignore_index=True)
    table["segment"] = table["year"].map(segments)
    table = table.sort_values(["role", "province_code", "year"], ignore_index=True)
    return table, table.groupby(["role", "province_code"]).indices


def _number_segments(trees: pd.DataFrame) -> dict[int, int]:
    rows = trees.sort_values("year")
    return dict(zip(rows["year"], (rows["series"] != rows["series"].shift()).cumsum(), strict=True))


_PULLS = ["component_code", "component", "level", "score", "max_score", "lowest_place", "lowest_score", "highest_place",
          "highest_score", "gap", "gap_share", "pull_place", "pull", "n_known", "n_parts"]  # fmt: skip


def compare_parts(subject: Subject) -> pd.DataFrame:
    """Return how far the old provinces lie apart on each component, and which one pulls the new one down most.

    A merger of unequals is a finding of its own. The pull of an old province is its weight (`trace_merged`) times its
    distance to the mean of all of them: the points by which the new province's score would differ if that part stood
    at the mean. Pulls add up to zero.

    Returns
    -------
    pandas.DataFrame
        One row a component below the subject's (its direct parts), or the component itself if it has none:
        ``component_code, component, level, score`` (merged), ``max_score, lowest_place, lowest_score, highest_place,
        highest_score, gap`` (points between them), ``gap_share`` (of the maximum), ``pull_place`` (the old province
        that pulls down most), ``pull`` (points, negative), ``n_known, n_parts`` (old provinces with a score, all);
        widest gap first. Empty where fewer than two old provinces have a score.
    """
    parts = list_places(subject).query("role == 'part'")
    if len(parts) < 2 or find_vintage(subject.index.id, subject.year) == "34":
        return pd.DataFrame(columns=_PULLS)
    weights = measure_weights(load_table("facts", index="gso"), load_table("places"), subject.year)
    weight = weights.set_index("province_code")[find_rule(subject.index.id) or CENTRAL]
    names = parts.set_index("province_code")["place"]
    scores = load_scores(subject.index.id, "63")
    scores = scores[(scores["year"] == subject.year) & scores["province_code"].isin(names.index)]
    scores = scores.pivot(index="component_code", columns="province_code", values="score")
    below = subject.tree[subject.tree["parent_code"] == subject.component_code]
    rows = below if len(below) else subject.tree[subject.tree["component_code"] == subject.component_code]
    table = [
        (row.component_code, row.component, row.level, row.max_score,
         *_measure_pull(scores.loc[row.component_code].dropna(), weight, names), len(parts))
        for row in rows.itertuples()
        if row.component_code in scores.index and scores.loc[row.component_code].notna().sum() >= 2
    ]  # fmt: skip
    columns = ["component_code", "component", "level", "max_score", *_FOUND, "n_parts"]
    found = pd.DataFrame(table, columns=columns)
    found["gap_share"] = found["gap"] / found["max_score"]
    return found.sort_values("gap", ascending=False, ignore_index=True)[_PULLS]


_FOUND = ["score", "lowest_place", "lowest_score", "highest_place", "highest_score", "gap", "pull_place", "pull",
          "n_known"]  # fmt: skip


def _measure_pull(own: pd.Series, weight: pd.Series, names: pd.Series) -> tuple:
    """Return the figures `_FOUND` of one component from the scores of old provinces."""
    share = weight.reindex(own.index) / weight.reindex(own.index).sum()
    mean = float((share * own).sum())
    pull = share * (own - mean)
    low, high, down = own.idxmin(), own.idxmax(), pull.idxmin()
    return (mean, names[low], own[low], names[high], own[high], own[high] - own[low], names[down], pull[down], len(own))


_EXPECTED = ["province_code", "place", "year_base", "year", "base", "expected", "low", "high", "actual", "difference",
             "status", "common_move", "own_change", "own_q", "clear", "n_pairs", "coverage", "held", "n_tested",
             "base_low", "base_high", "actual_kind", "unmerged"]  # fmt: skip


def expect_years(subject: Subject, coverage: float = COVERAGE) -> pd.DataFrame:
    """Return what was to be expected of the year, and what is of the next one (dự kiến).

    From the whole figure of the new province in the year before: the country is expected to stay, the province's
    distance to the mean of the 34 to fall back by what past years did not keep of such distances. The interval rests on
    years, not on single changes (`parlib.study.forecast.fit_change`), laid on both sides of the range over weightings.
    Whether a province itself changed clearly is judged net of the country's move, all new provinces and components of
    the year as one family (`parlib.study.forecast.judge_own_changes`; Benjamini and Hochberg 1995).

    Parameters
    ----------
    subject : Subject
        What the page is about; of either vintage.
    coverage : float
        Share (0-1) of the new provinces that the interval should hold in a next year.

    Returns
    -------
    pandas.DataFrame
        One row for the subject's year and, where it is not at hand yet, one for the next: ``province_code, place`` (of
        the 34), ``year_base, year, base`` (figure of the year before), ``expected, low, high, actual`` (NaN while not
        at hand or not whole), ``difference`` (actual minus expected), ``status`` (``not_yet``, ``not_whole``,
        ``inside``, ``above``, ``below`` the interval), ``common_move`` (of the mean of the 34), ``own_change`` (actual
        minus expected, net of it), ``own_q``, ``clear`` (``rise``, ``fall`` with q of at most 0.05, else blank),
        ``n_pairs`` (pairs of comparable years that the interval rests on), ``coverage, held`` (share of provinces that
        such intervals held in the ``n_tested`` past years that allow a test; NaN in none), ``base_low, base_high``
        (range over weightings), ``actual_kind, unmerged`` (the merger left the province as it was). A year is left out
        without a whole figure to start from, with fewer than `parlib.study.forecast.LEAST_PAIRS` pairs, and where its
        figures may not be compared; empty for the country.
    """
    holder, index, key = find_holder(subject), subject.index.id, subject.leaf["component_key"]
    if holder is None or find_vintage(index, MERGER_YEAR - 1) == "34":
        return pd.DataFrame(columns=_EXPECTED)
    trees, own, kinds, merged = _read_new(index, key, home_version())
    places, rows = list_places(subject), []
    if places.empty:
        return pd.DataFrame(columns=_EXPECTED)
    bases = [subject.year - 1] + ([subject.year] if subject.year == own.columns.max() else [])
    for base in bases:
        cell = merged.get((base, holder))
        if cell is None or cell["state"] != "whole" or not _may_compare(trees, base, base + 1):
            continue
        before, after = _pair_years(own, trees, base)
        if len(before) >= LEAST_PAIRS:
            row = _expect(own, trees.loc[base], cell, fit_change(before, after, coverage))
            kind, q_values = str(kinds.get((base + 1, holder), "")), _judge_family(index, base, home_version())[key]
            row |= _judge(own, row, base, holder, kind, q_values)
            row |= _count_held(index, key, base, coverage, home_version())
            rows.append(row | {"province_code": holder, "place": places["place"].iloc[0], "coverage": coverage,
                               "unmerged": is_unmerged(holder)})  # fmt: skip
    return pd.DataFrame(rows, columns=_EXPECTED)


def _may_compare(trees: pd.DataFrame, before: int, after: int) -> bool:
    """Tell whether two years are of one run; a year that has no framework yet is taken to keep the last one."""
    return before in trees.index and trees["series"].get(after, trees["series"][before]) == trees["series"][before]


def _pair_years(own: pd.DataFrame, trees: pd.DataFrame, last: int) -> tuple[np.ndarray, np.ndarray]:
    """Return figures before and after of all pairs of comparable years up to *last*, on its scale."""
    table = trees[["series", "min_score", "max_score"]].fillna(-1)
    about = dict(zip(table.index, table.itertuples(index=False, name=None), strict=True))
    values, years = own.to_numpy(float), own.columns.tolist()
    pairs = [
        (at, at + 1) for at, year in enumerate(years[:-1])
        if year < last and years[at + 1] == year + 1 and year in about and about[year] == about.get(year + 1)
        and about[year][1:] == about[last][1:] and np.isfinite(values[:, at] + values[:, at + 1]).any()
    ]  # fmt: skip
    before, after = ([pair[side] for pair in pairs] for side in (0, 1))
    return values[:, before].T, values[:, after].T


def _expect(own: pd.DataFrame, component: pd.Series, cell: dict, change: Change) -> dict[str, object]:
    """Return what is expected of the place after its year *cell*, with the interval."""
    base, at = int(cell["year"]), own.index.get_loc(cell["province_code"])
    expected = float(forecast_scores(own[base].to_numpy(float), change, (np.nan, np.nan))[0][at])
    spread = cell["score"] - cell["low"], cell["high"] - cell["score"]
    ends = np.array([expected - spread[0] - change.reach, expected + spread[1] + change.reach])
    low, high = np.fmin(np.fmax(ends, component["min_score"]), component["max_score"])
    return {
        "year_base": base, "year": base + 1, "base": cell["score"], "expected": expected, "low": low, "high": high,
        "base_low": cell["low"], "base_high": cell["high"], "n_pairs": change.n_pairs,
    }  # fmt: skip


def _judge(
    own: pd.DataFrame, row: dict, base: int, holder: str, kind: str, q_values: pd.Series
) -> dict[str, object]:  # fmt: skip
    """Return what came, where it lies, and whether the province itself changed clearly."""
    actual = float(own.loc[holder].get(base + 1, np.nan))
    if np.isnan(actual):
        status, common = ("not_whole" if kind else "not_yet"), np.nan
    else:
        status = "above" if actual > row["high"] else "below" if actual < row["low"] else "inside"
        both = own[base].notna() & own[base + 1].notna()
        common = float((own[base + 1] - own[base])[both].mean())
    change, q_value = actual - row["expected"] - common, float(q_values.get(holder, np.nan))
    clear = "" if not q_value <= MAX_Q else "rise" if change > 0 else "fall"
    return {"actual": actual, "difference": actual - row["expected"], "status": status, "common_move": common,
            "own_change": change, "own_q": q_value, "clear": clear, "actual_kind": kind}  # fmt: skip


@cached_with_reads
def _judge_family(index: str, base: int, home: tuple[Path, int]) -> dict[str, pd.Series]:
    """Return q of every new province's own change after the year *base*, by component: one family."""
    keys = load_table("components", home[0], index)["component_key"].unique().tolist()
    found = {}
    for key in keys:
        trees, own, _, _ = _read_new(index, key, home)
        later = base + 1 in own.columns and base in own.columns and _may_compare(trees, base, base + 1)
        before, after = _pair_years(own, trees, base) if later else (np.empty((0, len(own))),) * 2
        blank = pd.Series(np.nan, index=own.index)
        if len(before) >= LEAST_PAIRS:
            then, now = (own[year].to_numpy(float) for year in (base, base + 1))
            blank = pd.Series(judge_own_changes(before, after, then, now), index=own.index)
        found[key] = blank
    sizes = np.cumsum([0, *(len(values) for values in found.values())])
    q_values = adjust_family(np.concatenate([values.to_numpy() for values in found.values()]))
    return {key: pd.Series(q_values[start:end], index=found[key].index)
            for key, start, end in zip(found, sizes, sizes[1:], strict=False)}  # fmt: skip


@cached_with_reads
def _count_held(index: str, key: str, last: int, coverage: float, home: tuple[Path, int]) -> dict[str, object]:
    trees, own, _, _ = _read_new(index, key, home)
    tested = _test_years(own, trees, last, coverage)
    return {"held": float(tested["inside"].mean()) if len(tested) else np.nan, "n_tested": len(tested)}


@cached_with_reads
def _read_new(
    index: str, key: str, home: tuple[Path, int]
) -> tuple[pd.DataFrame, pd.DataFrame, pd.Series, dict[tuple[int, str], dict]]:
    """Return what is known of a component for the new provinces.

    Its row in each year's tree, scores by place and year, their kinds, merged figures by year and place.
    """
    trees = load_table("components", home[0], index)
    trees = trees[trees["component_key"] == key].set_index("year")
    scores, merged = load_scores(index, "34"), load_merged(index)
    merged = merged[merged["component_code"].isin(trees["component_code"])]
    own = scores[scores["component_key"] == key].pivot(index="province_code", columns="year", values="score")
    kinds = scores.drop_duplicates(["year", "province_code"]).set_index(["year", "province_code"])["kind"]
    merged = merged[merged["component_code"] == merged["year"].map(trees["component_code"])]
    cells = {(row["year"], row["province_code"]): row for row in merged.to_dict("records")}
    return trees, own, kinds, cells


def _test_years(own: pd.DataFrame, trees: pd.DataFrame, last: int, coverage: float) -> pd.DataFrame:
    rows = []
    for base in [year for year in own.columns if year < last and year + 1 in own.columns and year in trees.index]:
        before, after = _pair_years(own, trees, base)
        both = own[base].notna() & own[base + 1].notna()
        if len(before) < LEAST_PAIRS or not _may_compare(trees, base, base + 1) or not both.any():
            continue
        limits = trees.loc[base, "min_score"], trees.loc[base, "max_score"]
        _, low, high = forecast_scores(own[base].to_numpy(float), fit_change(before, after, coverage), limits)
        inside = own[base + 1].between(low, high)[both]
        rows.append((base + 1, int(both.sum()), float(inside.mean()), len(before)))
    return pd.DataFrame(rows, columns=["year", "n", "inside", "n_pairs"])


def count_covered(subject: Subject, coverage: float = COVERAGE) -> pd.DataFrame:
    """Test `expect_years` on the past: how often the next back-cast figure lay inside the interval (kiểm thử lùi).

    Each interval is made from the years before alone, around the central figure (the range over weightings, which makes
    it wider, is left out).

    Returns
    -------
    pandas.DataFrame
        One row a year with an interval: ``year, n`` (new provinces), ``inside`` (share of them, 0-1), ``n_pairs``.
    """
    trees, own, _, _ = _read_new(subject.index.id, subject.leaf["component_key"], home_version())
    return _test_years(own, trees, int(own.columns.max()), coverage)
