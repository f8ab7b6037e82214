"""The tree of each index in each year (bộ tiêu chí): parents, order, maxima and what lasts when codes move.

A code is not an identity: PAPI's 2.2 was the communal budget to 2017 and is the poverty list since. What lasts is
``component_key``; what may be compared from year to year is a *series*: the same key on the same scale, made of
the same parts.
"""

from __future__ import annotations

import pandas as pd

from parlib.problems import Problem, stop_at_problems
from parlib.terms import TOTAL

COMPONENT_COLUMNS = [
    "index", "year", "component_code", "component_key", "parent_code", "level", "order", "name_vi", "name_en",
    "min_score", "max_score", "combine", "series", "note", "source_id",
]  # fmt: skip
"""Columns of the table ``components``."""


def order_code(code: str) -> tuple[int, ...]:
    """Return a key that puts 3.2 before 3.10 and the total first.

    Examples
    --------
    >>> sorted(["3.10", "3.2", "total", "2"], key=order_code)
    ['total', '2', '3.2', '3.10']
    """
    if code == TOTAL:
        return ()
    return tuple(int("".join(filter(str.isdigit, part)) or 0) for part in code.split("."))


def build_components(index: str, tree: pd.DataFrame) -> pd.DataFrame:
    """Return one row a component and year from a tree with year ranges.

    Parameters
    ----------
    index : str
        Index id.
    tree : pandas.DataFrame
        A framework file as printed: ``component_code, parent_code, component_key, year_from, year_to, name_vi,
        name_en, min_score, max_score, combine, series, note`` and ``file``, ``row``, ``source_id``. ``10/n`` as a
        maximum stands for ten points shared equally among the *n* parts that the parent has in that year.

    Returns
    -------
    pandas.DataFrame
        Columns ``COMPONENT_COLUMNS``, in year and tree order.

    Raises
    ------
    DataProblemsError
        If a code stands twice in a year, a parent is missing, or the parts do not add up to the maximum.
    """
    years = [range(int(first), int(last) + 1) for first, last in zip(tree["year_from"], tree["year_to"], strict=True)]
    rows = tree.assign(index=index, year=years).explode("year").astype({"year": "int64"}).reset_index(drop=True)
    rows["level"] = rows["component_code"].map(lambda code: len(order_code(code)))
    siblings = rows.groupby(["year", "parent_code"])["component_code"].transform("count")
    for column in ("min_score", "max_score"):
        rows[column] = _read_limits(rows[column], siblings)
    rows["order"] = rows["component_code"].map(order_code)
    rows = rows.sort_values(["year", "order"]).assign(order=lambda table: table.groupby("year").cumcount())
    stop_at_problems(find_tree_problems(rows))
    return _name_series(rows)[COMPONENT_COLUMNS].reset_index(drop=True)


def _read_limits(texts: pd.Series, siblings: pd.Series) -> pd.Series:
    """Return limits as numbers; ``10/n`` is divided by the number of siblings, a blank one is not known."""
    shared = texts.str.endswith("/n")
    points = pd.to_numeric(texts.str.removesuffix("/n").replace("", None))
    return points.where(~shared, points / siblings)


def find_tree_problems(rows: pd.DataFrame) -> list[Problem]:
    """Return what is wrong with the trees in *rows* (one row a component and year)."""
    problems = [
        Problem(row.file, f"component {row.component_code} stands twice in {row.year}", row.row)
        for row in rows[rows.duplicated(["year", "component_code"])].itertuples()
    ]
    codes = set(zip(rows["year"], rows["component_code"], strict=True))
    parents = zip(rows["year"], rows["parent_code"], strict=True)
    absent = pd.Series([parent not in codes for parent in parents], index=rows.index)
    problems += [
        Problem(
            row.file,
            f"parent {row.parent_code!r} of component {row.component_code} is not in the tree of {row.year}",
            row.row,
        )
        for row in rows[(rows["level"] > 0) & absent].itertuples()
    ]
    return problems + _find_sum_problems(rows)


def _find_sum_problems(rows: pd.DataFrame) -> list[Problem]:
    """Return where the parts have more points together than their parent, or fewer though all are known."""
    parts = rows.groupby(["year", "parent_code"])["max_score"].agg(together="sum", known="count", parts="size")
    parents = rows[rows["combine"] == "sum"].join(parts, on=["year", "component_code"], how="inner")
    gap = parents["together"] - parents["max_score"]
    wrong = (gap > 1e-6) | ((gap < -1e-6) & (parents["known"] == parents["parts"]))
    return [
        Problem(
            row.file,
            f"the parts of component {row.component_code} have {row.together:g} points together in {row.year}, "
            f"its maximum is {row.max_score:g}",
            row.row,
        )
        for row in parents[wrong].itertuples()
    ]


def _name_series(rows: pd.DataFrame) -> pd.DataFrame:
    """Name each run of years in which a component may be compared, as ``2018-2024``.

    A reviewed name in the tree wins; else the run ends where the key's scale or any part below it changes.
    """
    rows = rows.assign(signature=_sign_components(rows)).sort_values(["component_key", "year"])
    by_key = rows.groupby("component_key")
    changed = (by_key["signature"].shift() != rows["signature"]) | (by_key["year"].diff() > 1)
    run = changed.groupby(rows["component_key"]).cumsum()
    years = rows.groupby([rows["component_key"], run])["year"]
    first, last = years.transform("min").astype(str), years.transform("max").astype(str)
    rows["series"] = first.where(first == last, first + "-" + last)
    return rows.sort_values(["year", "order"])


def _sign_components(rows: pd.DataFrame) -> list[str]:
    """Return a text for each row that stays the same as long as the component may be compared."""
    below: dict[tuple[int, str], list[str]] = {}
    signatures: dict[tuple[int, str], str] = {}
    for row in rows.sort_values("level", ascending=False, kind="stable").itertuples():
        parts = "+".join(sorted(below.get((row.year, row.component_code), [])))
        own = f"{row.component_key}:{row.min_score:g}:{row.max_score:g}"
        signatures[row.year, row.component_code] = row.series or f"{own}({parts})"
        below.setdefault((row.year, row.parent_code), []).append(signatures[row.year, row.component_code])
    return [signatures[key] for key in zip(rows["year"], rows["component_code"], strict=True)]


def list_parts(components: pd.DataFrame, component_code: str) -> pd.DataFrame:
    """Return the rows directly below *component_code* in a table of one year, in tree order."""
    return components[components["parent_code"] == component_code].sort_values("order")
