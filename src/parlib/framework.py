"""The tree of each index in each year (bộ tiêu chí): parents, order, maxima and what lasts when codes move.

A code is not an identity: PAPI's 2.2 was the communal budget to 2017 and is the poverty list since. What lasts is
``component_key``; what may be compared from year to year is a *series*: the same key on the same scale, made of
the same parts.
"""

from __future__ import annotations

from collections import Counter

import pandas as pd

from parlib.problems import Problem, list_problems, stop_at_problems
from parlib.province_names import fold_name
from parlib.speech import tell
from parlib.terms import METHODS, TOTAL, order_code

COMPONENT_COLUMNS = [
    "index",
    "year",
    "component_code",
    "component_key",
    "parent_code",
    "level",
    "order",
    "name_vi",
    "name_en",
    "min_score",
    "max_score",
    "combine",
    "series",
    "method",
    "agency",
    "weight",
    "printed",
    "note",
    "source_id",
]
"""Columns of the table ``components``."""


WEIGHTED = "weighted"
"""Way to combine of a parent that is the weighted sum of its parts, and is not printed."""

MADE = ("sum", WEIGHTED)
"""Ways to combine of parents that are made from their parts."""

UNLISTED = "unlisted"
"""Way to combine of a component that the issuer counts and of which no table at hand has a figure."""

BESIDE = "beside"
"""Way to combine of a component that cuts the points of its parent in another way than the parts: by method, say."""


def fill_year_tree(year: int, tree: pd.DataFrame, base: pd.DataFrame) -> pd.DataFrame:
    """Return the framework of one year, as a person writes it, in the form of the framework by years.

    Parameters
    ----------
    year : int
        The year.
    tree : pandas.DataFrame
        Columns ``component_code, parent_code, name_vi, max_score, method, agency, name_en, component_key, note`` and
        ``file, row``. A component directly below the whole may leave its parent blank; the whole itself may be left
        out and then has 100 points.
    base : pandas.DataFrame
        The framework by years: what has the same name there keeps its lasting key and English name.

    Returns
    -------
    pandas.DataFrame
        *base* with the rows of *tree* in place of its own for the year. A component that has parts is their sum; one
        without carries its own points.
    """
    tree = tree if (tree["component_code"] == TOTAL).any() else pd.concat([_write_total(tree, base), tree])
    parents = tree["parent_code"].where((tree["parent_code"] != "") | (tree["component_code"] == TOTAL), TOTAL)
    tree = tree.assign(parent_code=parents).reset_index(drop=True)
    newest_last = base.sort_values("year_to", key=lambda years: years.astype(int), kind="stable")
    known = newest_last.drop_duplicates("component_key", keep="last")
    folded = tree["name_vi"].map(fold_name)
    english = dict(zip(known["name_vi"].map(fold_name), known["name_en"], strict=True))
    own_keys = pd.Series(_find_keys(tree, base, year), index=tree.index)
    filled = tree.assign(
        component_key=tree["component_key"].where(tree["component_key"] != "", own_keys),
        name_en=tree["name_en"].where(tree["name_en"] != "", folded.map(english).fillna(tree["name_vi"])),
        year_from=str(year),
        year_to=str(year),
        min_score="0",
        combine=tree["component_code"].isin(parents).map({True: "sum", False: "leaf"}),
        series="",
    )
    filled.loc[filled["component_code"] == TOTAL, "component_key"] = TOTAL
    return pd.concat([_leave_out_year(base, year), filled], ignore_index=True)


def _find_keys(tree: pd.DataFrame, base: pd.DataFrame, year: int) -> list[str]:
    """Return the lasting key of each component of a tree: that of the one that *base* knows, else a new one.

    Names such as "Ban hành kịp thời" stand below several parents. What is meant is told by code, parent and name
    together, by parent and name, or by the name alone, wherever just one component of the tree and one of the newest
    year that has it are called so; the newest of those goes before, and what nothing tells is new.
    """
    newest_last = base.sort_values("year_to", key=lambda years: years.astype(int), kind="stable")
    known = newest_last.drop_duplicates("component_key", keep="last")
    known = known[known["component_key"] != TOTAL]
    taken, found = set(known["component_key"]), dict[tuple[str, ...], tuple[int, set[str]]]()
    for key, last, calls in zip(known["component_key"], known["year_to"].astype(int), _call(known, base), strict=True):
        for call in calls:
            newest, keys = found.get(call, (last, set()))
            found[call] = (last, {key}) if last > newest else (last, keys | {key})
    own = tree.assign(year_from=year, year_to=year)
    called = _call(own, own)
    counts = Counter(call for calls in called for call in calls)
    lasting: list[str] = []
    for code, calls in zip(tree["component_code"], called, strict=True):
        meant = [found[call] for call in calls if call in found and counts[call] == 1]
        alone = [(newest, next(iter(keys))) for newest, keys in meant if len(keys) == 1]
        new = f"{code}-{calls[-1][0]}"
        new = f"{new}-{year}" if new in taken else new
        lasting.append(max(alone, key=lambda each: each[0])[1] if alone else new)
    return lasting


def _call(rows: pd.DataFrame, base: pd.DataFrame) -> list[tuple[tuple[str, ...], ...]]:
    """Return by what each component may be known, the surest first: code, parent and name, or less of them."""
    years = zip(base["year_from"].astype(int), base["year_to"].astype(int), strict=True)
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for code, (first, last), name in zip(base["component_code"], years, base["name_vi"], strict=True):
        spans.setdefault(code, []).append((first, last, fold_name(name)))
    calls: list[tuple[tuple[str, ...], ...]] = []
    columns = (rows[name] for name in ("component_code", "parent_code", "name_vi", "year_to"))
    for code, parent, name, last_year in zip(*columns, strict=True):
        year = int(last_year)
        above = next((own for first, last, own in spans.get(parent, []) if first <= year <= last), "")
        own = fold_name(name)
        calls.append(((code, above, own), (above, own), (own,)))
    return calls


def _write_total(tree: pd.DataFrame, base: pd.DataFrame) -> pd.DataFrame:
    """Return the row of the whole (100 points), named as in *base*."""
    whole = base[base["component_code"] == TOTAL].iloc[-1]
    given = {"component_code": TOTAL, "name_vi": whole["name_vi"], "name_en": whole["name_en"], "max_score": "100"}
    row = dict.fromkeys(tree.columns, "") | given | {"file": tree["file"].iloc[0], "row": tree["row"].iloc[0]}
    return pd.DataFrame([row | ({"source_id": tree["source_id"].iloc[0]} if "source_id" in tree else {})])


def _leave_out_year(base: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return *base* without the year: a range of years that holds it is cut in two."""
    first, last = base["year_from"].astype(int), base["year_to"].astype(int)
    before = base.assign(year_to=last.clip(upper=year - 1).astype(str))[first < year]
    after = base.assign(year_from=first.clip(lower=year + 1).astype(str))[last > year]
    return pd.concat([before, after], ignore_index=True)


def build_components(index: str, tree: pd.DataFrame) -> pd.DataFrame:
    """Return one row a component and year from a tree with year ranges.

    Parameters
    ----------
    index : str
        Index id.
    tree : pandas.DataFrame
        A framework file as printed: ``component_code, parent_code, component_key, year_from, year_to, name_vi,
        name_en, min_score, max_score, combine, series, note`` and ``file``, ``row``, ``source_id``. ``10/n`` as a
        maximum stands for ten points shared equally among the *n* parts that the parent has in that year; ``weight``
        for the points of the parent that one point is worth, blank where points add up.

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
    rows = rows.assign(**{name: rows[name].fillna("") if name in rows else "" for name in _EXTRAS})
    rows["weight"] = pd.to_numeric(rows["weight"].replace("", None))
    rows["order"] = rows["component_code"].map(order_code)
    rows = rows.sort_values(["year", "order"]).assign(order=lambda table: table.groupby("year").cumcount())
    stop_at_problems(find_tree_problems(rows))
    return _name_series(rows)[COMPONENT_COLUMNS].reset_index(drop=True)


_EXTRAS = ("method", "agency", "weight", "printed")


def _read_limits(texts: pd.Series, siblings: pd.Series) -> pd.Series:
    """Return limits as numbers; ``10/n`` is divided by the number of siblings, a blank one is not known."""
    shared = texts.str.endswith("/n")
    points = pd.to_numeric(texts.str.removesuffix("/n").replace("", None))
    return points.where(~shared, points / siblings)


def find_tree_problems(rows: pd.DataFrame) -> list[Problem]:
    """Return what is wrong with the trees in *rows* (one row a component and year)."""
    problems = _find_doubles(rows)
    codes = set(zip(rows["year"], rows["component_code"], strict=True))
    parents = zip(rows["year"], rows["parent_code"], strict=True)
    absent = pd.Series([parent not in codes for parent in parents], index=rows.index)
    message = "parent {parent_code!r} of component {component_code} is not in the tree of {year}"
    orphans = rows[(rows["level"] > 0) & absent]
    problems += list_problems(orphans, message, "parent_code", "component_code", "year")
    strange, hint = rows[~rows["method"].isin(["", *METHODS])], tell("Choose one of {methods}", methods=METHODS)
    unknown = "method {method!r} is not known"
    problems += list_problems(strange, unknown, "method", hint=hint)
    return problems + _find_sum_problems(rows) + _find_weight_problems(rows)


def _find_doubles(rows: pd.DataFrame) -> list[Problem]:
    """Return codes that stand twice in a year; where there are none, keys that do."""
    message = "component {component_code} stands twice in {year}"
    doubles = rows[rows.duplicated(["year", "component_code"])]
    problems = list_problems(doubles, message, "component_code", "year")
    twice = rows.duplicated(["year", "component_key"]) & (rows["component_key"] != "")
    return problems or [
        Problem(
            row.file,
            tell(
                "component_key {key!r} of component {code} stands twice in {year}",
                key=row.component_key,
                code=row.component_code,
                year=row.year,
            ),
            row.row,
            hint="Write another component_key for one of them",
        )
        for row in rows[twice].itertuples()
    ]


def _find_sum_problems(rows: pd.DataFrame) -> list[Problem]:
    """Return where the parts have more points together than their parent, or fewer though all are known."""
    parts = rows.groupby(["year", "parent_code"])["max_score"].agg(together="sum", known="count", parts="size")
    parents = rows[rows["combine"] == "sum"].join(parts, on=["year", "component_code"], how="inner")
    gap = parents["together"] - parents["max_score"]
    wrong = (gap > 1e-6) | ((gap < -1e-6) & (parents["known"] == parents["parts"]))
    message = (
        "the parts of component {component_code} have {together:g} points together in {year}, its "
        "maximum is {max_score:g}"
    )
    return list_problems(parents[wrong], message, "component_code", "together", "year", "max_score")


def _find_weight_problems(rows: pd.DataFrame) -> list[Problem]:
    """Return where weighted parts at their maxima do not make the maximum of their parent."""
    parts = rows[rows.groupby(["year", "parent_code"])["weight"].transform("count") > 0]
    parts = parts.assign(points=parts["weight"] * parts["max_score"])
    sums = parts.groupby(["year", "parent_code"])["points"].agg(together=lambda points: points.sum(skipna=False))
    parents = rows.join(sums, on=["year", "component_code"], how="inner")
    wrong = ~((parents["together"] - parents["max_score"]).abs() <= 1e-6)
    message = (
        "the weights of the parts of component {component_code} make {together:g} points in {year}, "
        "its maximum is {max_score:g}"
    )
    return list_problems(parents[wrong], message, "component_code", "together", "year", "max_score")


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
    for row in rows[rows["combine"] != BESIDE].sort_values("level", ascending=False, kind="stable").itertuples():
        parts = "+".join(sorted(below.get((row.year, row.component_code), [])))
        own = f"{row.component_key}:{row.min_score:g}:{row.max_score:g}"
        signatures[row.year, row.component_code] = row.series or f"{own}({parts})"
        part = f"{row.weight:g}*{signatures[row.year, row.component_code]}"
        below.setdefault((row.year, row.parent_code), []).append(part)
    keys = zip(rows["year"], rows["component_code"], rows["component_key"], strict=True)
    return [signatures.get((year, code), key) for year, code, key in keys]


def keep_parts(tree: pd.DataFrame) -> pd.DataFrame:
    """Return a tree without what no table lists and without other cuts of the same points.

    Examples
    --------
    >>> tree = pd.DataFrame({"component_code": ["1", "2", "P1"], "combine": ["leaf", "unlisted", "beside"]})
    >>> keep_parts(tree)["component_code"].tolist()
    ['1']
    """
    return tree[~tree["combine"].isin([UNLISTED, BESIDE])]


def list_parts(components: pd.DataFrame, component_code: str) -> pd.DataFrame:
    """Return the rows directly below *component_code* in a table of one year, in tree order."""
    return components[components["parent_code"] == component_code].sort_values("order")


def list_below(tree: pd.DataFrame, component_code: str) -> set[str]:
    """Return the codes at any level below *component_code* in a table of one year, in tree order.

    Examples
    --------
    >>> tree = pd.DataFrame({"component_code": ["total", "1", "1.1", "2"], "parent_code": ["", "total", "1", "total"]})
    >>> list_below(tree, "1")
    {'1.1'}
    """
    below: set[str] = set()
    for code, parent in zip(tree["component_code"], tree["parent_code"], strict=True):
        if parent == component_code or parent in below:
            below.add(code)
    return below
