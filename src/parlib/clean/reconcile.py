"""Whether a scoreboard agrees with itself and with its framework; a contradiction is said with its sheet and cell."""

from __future__ import annotations

import pandas as pd

from parlib.problems import Problem, locate
from parlib.readers.labels import POINTS
from parlib.scores import rank_provinces
from parlib.speech import Said, tell
from parlib.terms import TOLERANCE, TOTAL
from parlib.tidy import Row

ROUNDED = 0.005
"""How far a figure printed with two decimals may lie from the exact one."""

_KINDS = {
    "self": tell("self-assessed points"),
    "appraised": tell("appraised points"),
    "survey": tell("survey points"),
    "score": tell("points"),
    "max": tell("the maximum"),
    "rank": tell("the rank"),
}
"""Kinds of figures as messages call them."""

_KEYS = ["province_code", "component_code"]


def pick_cells(cells: pd.DataFrame) -> pd.DataFrame:
    """Return one row a province and component with its kinds of points, printed rank and reason as columns."""
    own = cells[cells["province_code"] != ""]
    points = own[own["measure"] != "reason"].pivot_table("number", _KEYS, "measure", "first", dropna=False)
    reasons = own[own["reason"] != ""].drop_duplicates(_KEYS).set_index(_KEYS)["reason"]
    table = points.reindex(columns=[*POINTS, "rank"]).dropna(how="all").join(reasons, how="outer")
    return table.reset_index().rename_axis(columns=None)


def find_contradictions(cells: pd.DataFrame, tree: pd.DataFrame, places: dict[str, str]) -> list[Problem]:
    """Return every figure that contradicts another one or the framework.

    Parameters
    ----------
    cells : pandas.DataFrame
        Figures of `parlib.readers.scoreboard.read_scoreboard` with ``number`` and ``reason``.
    tree : pandas.DataFrame
        The framework of the year.
    places : dict of str to str
        Code and name of each place.
    """
    cells = cells.assign(at=cells["sheet"] + "!" + cells["cell"], who=cells["province_code"].map(places))
    problems = _find_twice(cells) + _find_beyond(cells, tree)
    if problems:
        return problems
    cells = cells[cells["province_code"] != ""].drop_duplicates([*_KEYS, "measure"])
    return _find_broken_sums(cells, tree) + _find_broken_parts(cells) + _find_broken_ranks(cells, places)


def _find_twice(cells: pd.DataFrame) -> list[Problem]:
    """Return figures that stand twice with different values; files, and a summary, may round the same figure."""
    keys = [*_KEYS, "measure"]
    known = cells.dropna(subset="number")
    first = known.drop_duplicates(keys)[[*keys, "number", "at", "file"]]
    both = known.merge(first, on=keys, suffixes=("", "_first"), validate="m:1")
    elsewhere = both["file"] != both["file_first"]
    rounded = _is_in_hundredths(both["number"]) != _is_in_hundredths(both["number_first"])
    odd = both[(both["number"] - both["number_first"]).abs() > TOLERANCE + (elsewhere | rounded) * ROUNDED]
    return [
        Problem(
            row.file,
            tell(
                "{figure} is {number:g} here and {number_first:g} in {there}",
                figure=_call(row),
                number=row.number,
                number_first=row.number_first,
                there=[*([] if row.file == row.file_first else [row.file_first]), locate(row.at_first)],
            ),
            column=row.at,
        )
        for row in odd.itertuples()
    ]


def _is_in_hundredths(numbers: pd.Series) -> pd.Series:
    return (100 * numbers - (100 * numbers).round()).abs() < TOLERANCE


def _call(row: Row) -> Said:
    """Return what a cell holds, in words."""
    what = _KINDS[row.measure]
    if row.component_code == TOTAL and isinstance(row.who, str):
        return tell("{what} of the whole of {who}", what=what, who=row.who)
    if isinstance(row.who, str):
        return tell("{what} of component {code} of {who}", what=what, code=row.component_code, who=row.who)
    return tell("{what} of component {code}", what=what, code=row.component_code)


def _find_beyond(cells: pd.DataFrame, tree: pd.DataFrame) -> list[Problem]:
    """Return points above the maximum or below zero, and maxima that are not those of the framework."""
    limits = cells.merge(tree[["component_code", "max_score"]], on="component_code", validate="m:1")
    known = limits[limits["number"].notna()]
    points = known[known["measure"].isin(POINTS)]
    above = points[points["number"] > points["max_score"] + TOLERANCE]
    below = points[points["number"] < -TOLERANCE]
    maxima = known[(known["measure"] == "max") & ((known["number"] - known["max_score"]).abs() > TOLERANCE)]
    printed, hint = maxima.drop_duplicates("component_code"), "Mend the framework if the decision says so"
    return [
        *_list_odd(above, "{figure}: {number:g} is above the maximum {max_score:g}", "number", "max_score"),
        *_list_odd(below, "{figure}: {number:g} is below zero", "number"),
        *_list_odd(
            printed,
            "{figure} is printed as {number:g}, the framework has {max_score:g}",
            "number",
            "max_score",
            hint=hint,
        ),
    ]


def _list_odd(cells: pd.DataFrame, message: str, *names: str, hint: str = "") -> list[Problem]:
    """Return a problem a cell; the message has as fields what the cell holds in words, and the columns *names*."""
    found = []
    for row in cells.itertuples():
        fault = tell(message, figure=_call(row), **{name: getattr(row, name) for name in names})
        found.append(Problem(row.file, fault, column=row.at, hint=hint))
    return found


def _find_broken_sums(cells: pd.DataFrame, tree: pd.DataFrame) -> list[Problem]:
    """Return parents whose points are not the sum of their parts', allowing for each figure's own rounding."""
    counts = tree.groupby("parent_code")["component_code"].size()
    problems: list[Problem] = []
    for measure in POINTS:
        own = cells[cells["measure"] == measure].dropna(subset="number")
        both = own.merge(_sum_directly(own, tree), on=_KEYS, validate="1:1")
        slack = ROUNDED * (both["component_code"].map(counts).astype(float) + 1) + TOLERANCE
        odd = both[(both["number"] - both["together"]).abs() > slack]
        message = "{figure} is {number:g}, its parts add up to {together:.8g}"
        problems += _list_odd(odd, message, "number", "together")
    return problems


def _sum_directly(own: pd.DataFrame, tree: pd.DataFrame) -> pd.DataFrame:
    """Return the sum of each printed parent's parts, where all of them are printed too."""
    summed = set(tree.loc[tree["combine"] == "sum", "component_code"])
    adding = tree["parent_code"].isin(summed) & (tree["combine"] != "beside")
    parents = tree.loc[adding, ["component_code", "parent_code"]]
    parts = own.merge(parents, on="component_code", validate="m:1")
    groups = parts.groupby(["province_code", "parent_code"])["number"].agg(together="sum", known="size").reset_index()
    whole = groups["known"] == groups["parent_code"].map(parents.groupby("parent_code").size())
    return groups[whole].rename(columns={"parent_code": "component_code"})[[*_KEYS, "together"]]


def _find_broken_parts(cells: pd.DataFrame) -> list[Problem]:
    """Return points granted that are not the appraised and the survey points together."""
    wide = cells.pivot_table("number", _KEYS, "measure", "first").reindex(columns=POINTS)
    both = wide.dropna(subset=["appraised", "survey", "score"]).reset_index()
    granted = cells.loc[cells["measure"] == "score", [*_KEYS, "measure", "file", "at", "who"]]
    both = both.merge(granted, on=_KEYS, validate="1:1").assign(together=both["appraised"] + both["survey"])
    odd = both[(both["together"] - both["score"]).abs() > 3 * ROUNDED + TOLERANCE]
    message = "{figure} are {score:g}, appraised and survey points make {together:.8g}"
    return _list_odd(odd, message, "score", "together")


def _find_broken_ranks(cells: pd.DataFrame, places: dict[str, str]) -> list[Problem]:
    """Return printed ranks that the points contradict, where every place has points."""
    scores = cells.loc[cells["measure"] == "score", [*_KEYS, "number"]].dropna()
    scores = scores[scores.groupby("component_code")["number"].transform("size") == len(places)]
    ranked = rank_provinces(scores.rename(columns={"number": "score"}).assign(index="", year=0))
    printed = cells[cells["measure"] == "rank"].merge(ranked[[*_KEYS, "score", "rank"]], on=_KEYS, validate="1:1")
    odd = printed[printed["number"] != printed["rank"]]
    message = "{figure} is printed as {number:g}; by the points ({score:g}) it is {rank}"
    return _list_odd(odd, message, "number", "score", "rank")
