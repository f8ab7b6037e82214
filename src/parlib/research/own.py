"""An index of one's own over the provinces, beside the others for as long as the session lives (chỉ số tự thêm)."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from parlib.front import provinces
from parlib.merger import WEIGHTINGS
from parlib.plausible import find_mixed_scales, find_odd_wholes
from parlib.readers.indices import TURNED
from parlib.ready import make_ready
from parlib.research.covariates import match_own
from parlib.research.own_table import (
    check_limits,
    check_table,
    key_by_text,
    name_year,
    read_numbers,
    read_vintage,
    read_years,
    refuse_passed,
)
from parlib.scores import add_shares, measure_changes, rank_provinces
from parlib.store import add_rows, drop_rows, load_table
from parlib.terms import INDICES, MERGER_YEAR, TOTAL, Index, Rules

LONG_HEADS = ("component", "component_code", "indicator", "chỉ số")
SCORE_HEADS = ("score", "value", "điểm", "diem")
WHOLE_HEADS = (TOTAL, "tổng", "tổng điểm", "tong", "tong diem")


def register(
    table: pd.DataFrame,
    id: str,
    *,
    name: str = "",
    name_en: str = "",
    short: str = "",
    year: int | None = None,
    names: Mapping[str, str | tuple[str, str]] | None = None,
    weights: Mapping[str, float] | Mapping[int, Mapping[str, float]] | None = None,
    maximum: float = 100.0,
    minimum: float = 0.0,
    lower_is_better: bool = False,
    vintage: str | int = "",
    merger: str = "",
    issuer: str = "",
    licence: str = "",
) -> pd.DataFrame:
    """Add an index of one's own: it is loaded, ranked, drawn, back-cast and set beside the others as they are.

    Parameters
    ----------
    table : pandas.DataFrame
        Wide: a column of provinces (names or codes), one of years if there are several, a column of numbers a
        component; ``total`` (``tổng``) is the whole, and so is ``score`` (``value``, ``điểm``) alone. Long:
        provinces, years, ``component`` and ``score``.
    id : str
        Its id: small letters, digits and ``_``.
    name, name_en, short : str
        Its full name in Vietnamese and English, and what people call it; the id if not given.
    year : int, optional
        Year of the results, where the table has no column of years.
    names : mapping, optional
        Names of components by column, one or Vietnamese and English; the columns' own if not given.
    weights : mapping, optional
        Weight of each component in the whole, of all years or by year; all alike if not given. A column ``total`` is
        taken as it is.
    maximum, minimum : float
        Limits of the scale of every component and of the whole.
    lower_is_better : bool
        True where the least figure is the best: figures are told from the other end of the scale.
    merger : str
        How its issuer merges old provinces: ``equal``, ``population`` or ``grdp``; not known if not given.
    vintage : str or int, optional
        ``34`` where earlier years are of the 34 too; years before 2025 are of the 63 if not given.
    issuer, licence : str
        Who made it, and its terms; told with every figure.

    Returns
    -------
    pandas.DataFrame
        Its scores, as `parlib.load` returns them from now on.

    Raises
    ------
    ValueError
        If a province, year or number is not usable, or the id is taken; nothing is added then.

    Warns
    -----
    UserWarning
        If a whole is neither the sum nor the mean of its components, figures seem to be on two scales, or a text such
        as ``1.234`` is a decimal only because the scale ends below 1234.

    Notes
    -----
    It lives in this process only: pages are made in others. All its years are taken as comparable. A whole is the
    weighted mean of its components; it is missing where one of them is.

    Examples
    --------
    >>> table = pd.DataFrame({"tỉnh": ["Hanoi", "TP. HCM", "Da Nang"], "cost": [60, 70, 80], "time": [50, 50, 40]})
    >>> scores = register(table, id="ease", year=2024, weights={"cost": 3, "time": 1})
    >>> scores.query("component_code == 'total'")[["province", "score", "rank"]].to_numpy().tolist()
    [['Hà Nội', 57.5, 3], ['Đà Nẵng', 70.0, 1], ['TP. Hồ Chí Minh', 65.0, 2]]
    >>> forget("ease")
    """
    make_ready()
    if not (isinstance(id, str) and re.fullmatch(r"[a-z][a-z0-9_]*", id)):
        raise ValueError(f"id {id!r} cannot be used: small letters, digits and _, such as my_index")
    if id in INDICES and not INDICES.is_added(id):
        raise ValueError(f"id {id!r} is taken by {INDICES[id].name_en}: choose another")
    check_limits(minimum, maximum)
    table = _add_year(check_table(table), year)
    cells = _read_cells(table, read_vintage(vintage, table["year"]), (minimum, maximum))
    if merger not in ("", *WEIGHTINGS):
        raise ValueError(f"merger {merger!r} is not known: choose one of {', '.join(WEIGHTINGS)}")
    called = (name or short or id, name_en or name or short or id)
    shares = _weigh(weights, cells)
    tree = _plant_tree(cells, id, _read_names(names, cells), shares, (minimum, maximum), called)
    _warn_odd(cells, shares)
    cells = cells.assign(score=minimum + maximum - cells["score"]) if lower_is_better else cells
    scores = _score(cells, tree, id)
    source = _describe_source(id, name, issuer, licence)
    drop_rows(id)
    notes = TURNED if lower_is_better else {"vi": "", "en": ""}
    INDICES.add(
        Index(
            id,
            short or id,
            *called,
            2,
            "điểm",
            "points",
            issuer=issuer,
            rank_note_vi=notes["vi"],
            rank_note_en=notes["en"],
        ),
        Rules(issued_for_34=str(vintage) == "34", merger=merger, lower_is_better=lower_is_better),
    )
    add_rows({"components": tree, "scores": scores, "sources": source})
    return scores.reset_index(drop=True)


def forget(id: str) -> None:
    """Take away an index that was registered in this session.

    Raises
    ------
    ValueError
        If none of that id was.

    Examples
    --------
    >>> import pandas as pd
    >>> import parlib
    >>> table = pd.DataFrame({"province": ["Hà Nội"], "year": 2024, "score": [61.5]})
    >>> len(parlib.register(table, id="own_score"))
    1
    >>> parlib.forget("own_score")
    """
    if not INDICES.is_added(id):
        raise ValueError(f"no index {id!r} was registered in this session")
    drop_rows(id)
    INDICES.drop(id)


def _add_year(table: pd.DataFrame, year: int | None) -> pd.DataFrame:
    """Return the table with a column of years, whole numbers."""
    table = name_year(table)
    if "year" in table and year is not None:
        raise ValueError("the table has a column of years: leave year= out")
    if "year" not in table and year is None:
        raise ValueError("say of which year the figures are: year=2024, or a column 'year'")
    return table.assign(year=read_years(table["year"] if "year" in table else pd.Series(year, table.index)))


def _warn_odd(cells: pd.DataFrame, shares: dict[int, pd.Series]) -> None:
    """Say of which figures a reader would ask whether they are meant so; they are taken."""
    names = (
        provinces("63").set_index("province_code")["name_vi"].to_dict()
        | provinces("34").set_index("province_code")["name_vi"].to_dict()
    )
    asked = cells.rename(columns={"score": "value"}).assign(place=cells["province_code"].map(names))
    weights = {year: own.to_dict() for year, own in shares.items()}
    for line in (*find_odd_wholes(asked, weights), *find_mixed_scales(asked)):
        warnings.warn(line, stacklevel=3)


def _read_cells(table: pd.DataFrame, vintage: str, limits: tuple[float, float]) -> pd.DataFrame:
    """Return ``year, vintage, province_code, column, score``, one row a figure."""
    long, value = _find_long(table)
    parts = []
    for of_34, rows in table.groupby((table["year"] >= MERGER_YEAR) | (vintage == "34")):
        of = "34" if of_34 else "63"
        if long:
            wide = [
                match_own(own.drop(columns=long), of).assign(column=str(column).strip())
                for column, own in rows.groupby(long, sort=False)
            ]
            cells = pd.concat(wide, ignore_index=True).rename(columns={value: "score"})
        else:
            figures = _name_whole(match_own(rows, of))
            cells = figures.melt(["province_code", "year"], var_name="column", value_name="score")
        parts.append(cells.assign(vintage=of)[["year", "vintage", "province_code", "column", "score"]])
    cells = pd.concat(parts, ignore_index=True)
    wholes = [name for name in cells["column"].unique() if name.casefold() in WHOLE_HEADS]
    if len(wholes) > 1:
        raise ValueError(f"{' and '.join(map(repr, wholes))} both name the whole: take one out")
    cells["column"] = cells["column"].replace(dict.fromkeys(wholes, TOTAL))
    cells["score"] = read_numbers(cells, limits)
    if cells["score"].isna().all():
        raise ValueError("the table holds no figure")
    return cells


def _find_long(table: pd.DataFrame) -> tuple[str, str]:
    """Return the columns of components and of figures of a long table; blank for a wide one."""
    long = [head for head in table.columns if head.casefold() in LONG_HEADS]
    value = [head for head in table.columns if head.casefold() in SCORE_HEADS]
    for heads, what in ((long, "components"), (value, "figures")):
        if long and len(heads) > 1:
            raise ValueError(f"columns {' and '.join(map(repr, heads))} both hold {what}: take one out")
    if long and not value:
        raise ValueError(f"column {long[0]!r} says that a row is a figure, but no column is called {SCORE_HEADS[0]!r}")
    if long and (lacking := table[long[0]].isna() | table[long[0]].astype(str).str.strip().eq("")).any():
        raise ValueError(f"row {lacking.idxmax() + 1} has nothing in column {long[0]!r}")
    return (long[0], value[0]) if long else ("", "")


def _read_names(
    names: Mapping[str, str | tuple[str, str]] | None, cells: pd.DataFrame
) -> dict[str, str | tuple[str, str]]:
    """Return the names that were given, by column."""
    given = key_by_text(names, "names")
    if strange := [head for head in given if head not in set(cells["column"])]:
        raise ValueError(f"names are of {strange[0]!r}, which is no column: {', '.join(cells['column'].unique())}")
    for head, name in given.items():
        if not (isinstance(name, str) or (isinstance(name, tuple | list) and len(name) == 2)):
            raise ValueError(f"the name of {head!r} is {name!r}: give one, or Vietnamese and English as a pair")
    return given


def _name_whole(table: pd.DataFrame) -> pd.DataFrame:
    """Return a wide table in which a score alone is called the whole; beside other figures nobody knows what it is."""
    heads = [name for name in table.columns if name not in ("province_code", "year")]
    refuse_passed(heads)
    scores = [name for name in heads if name.casefold() in SCORE_HEADS]
    if scores and len(heads) > 1:
        raise ValueError(
            f"column {scores[0]!r} stands beside {', '.join(name for name in heads if name != scores[0])}: "
            f"call it '{TOTAL}' if it is the whole, else what it is a score of, or take it out"
        )
    return table.rename(columns={scores[0]: TOTAL}) if scores else table


def _weigh(
    weights: Mapping[str, float] | Mapping[int, Mapping[str, float]] | None, cells: pd.DataFrame
) -> dict[int, pd.Series]:
    """Return the part of each component in the whole, by year: those of a year are the components with a figure."""
    found = {}
    said = key_by_text(weights, "weights")
    by_year = bool(said) and all(isinstance(value, Mapping) for value in said.values())
    for year, own in cells[cells["column"] != TOTAL].groupby("year"):
        columns = list(dict.fromkeys(own.loc[own["score"].notna(), "column"]))
        given: dict[str, Any] = dict.fromkeys(columns, 1.0) if weights is None else said
        if by_year:
            if str(year) not in given:
                raise ValueError(f"weights are of {', '.join(given)}: give those of {year}, too")
            given = key_by_text(given[str(year)], "weights")
        if set(given) != set(columns):
            raise ValueError(
                f"weights are of {', '.join(given)}, components of {year} are {', '.join(columns)}: give each one"
            )
        numbers = pd.to_numeric(pd.Series(given, dtype=object), errors="coerce").astype(float)
        shares = numbers[columns]
        if not (np.isfinite(shares).all() and (shares >= 0).all() and shares.sum() > 0):
            raise ValueError(f"weights of {year} are {', '.join(map(str, given.values()))}: none below 0, not all 0")
        found[int(year)] = shares / shares.sum()
    return found


def _plant_tree(
    cells: pd.DataFrame,
    id: str,
    names: Mapping[str, str | tuple[str, str]],
    weights: dict[int, pd.Series],
    limits: tuple[float, float],
    called: tuple[str, str],
) -> pd.DataFrame:
    """Return the tree of all years in the form of the table ``components``."""
    columns = [column for column in cells["column"].unique() if column != TOTAL]
    if ((cells["score"] < limits[0]) | (cells["score"] > limits[1])).any():
        raise ValueError(f"scores lie outside {limits[0]:g}-{limits[1]:g}: give minimum= and maximum=")
    single = len(columns) == 1 and not (cells["column"] == TOTAL).any()
    years = sorted(cells["year"].unique().tolist())
    series = str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"
    rows = []
    for year in years:
        rows.append((year, TOTAL, TOTAL, "", 0, *called, "published", np.nan))
        for column, weight in () if single or year not in weights else weights[year].items():
            name = names.get(column, column)
            both = (name, name) if isinstance(name, str) else tuple(name)
            rows.append((year, str(columns.index(column) + 1), column, TOTAL, 1, *both, "leaf", weight))
    tree = pd.DataFrame(
        rows,
        columns=[
            "year",
            "component_code",
            "component_key",
            "parent_code",
            "level",
            "name_vi",
            "name_en",
            "combine",
            "weight",
        ],
    )
    tree = tree.assign(
        index=id,
        order=tree.groupby("year").cumcount(),
        min_score=limits[0],
        max_score=limits[1],
        series=series,
        method="",
        agency="",
        printed="",
        note="",
        source_id=f"registered-{id}",
    )
    return tree[load_table("components").columns.tolist()]


def _score(cells: pd.DataFrame, tree: pd.DataFrame, id: str) -> pd.DataFrame:
    """Return scores in the form of the table ``scores``: the whole made where it is not given, ranks, changes."""
    about = tree[
        ["year", "component_key", "component_code", "level", "min_score", "max_score", "series", "source_id", "weight"]
    ]
    keys = ["year", "vintage", "province_code"]
    wide = cells.pivot(index=keys, columns="column", values="score")  # a figure that has no row is missing, too
    cells = wide.reset_index().melt(keys, var_name="component_key", value_name="score")
    made = TOTAL not in set(cells["component_key"])
    weighed = made and tree["weight"].notna().any()
    if made:
        parts = cells.merge(about, on=["year", "component_key"], how="inner" if weighed else "left")
        points = (parts["score"] * parts["weight"].fillna(1.0)).groupby([parts[key] for key in keys])
        whole = points.agg(lambda own: own.sum(skipna=False)).rename("score").reset_index()
        cells = pd.concat(
            [
                cells[cells["component_key"].isin(tree["component_key"])] if weighed else cells.iloc[:0],
                whole.assign(component_key=TOTAL),
            ]
        )
    long = cells.merge(about.drop(columns="weight"), on=["year", "component_key"], validate="m:1").assign(index=id)
    long["kind"] = np.where(bool(weighed) & (long["component_key"] == TOTAL), "computed", "published")
    ranked = [_rank(own, vintage) for vintage, own in long.groupby("vintage")]
    whole = pd.concat(ranked, ignore_index=True)
    columns = load_table("scores").columns
    return whole.reindex(columns=columns).astype({"rank_change": "Int64", "n": float, "n_effective": float})


def _rank(own: pd.DataFrame, vintage: str) -> pd.DataFrame:
    """Return the rows of one vintage with names, shares, ranks and changes."""
    places = provinces(vintage)[["province_code", "name_vi", "region_code"]].rename(columns={"name_vi": "province"})
    own = own.merge(places, on="province_code", validate="m:1")
    return measure_changes(rank_provinces(add_shares(own)))


def _describe_source(id: str, name: str, issuer: str, licence: str) -> pd.DataFrame:
    """Return the row of the table ``sources``."""
    known = load_table("sources")
    row = dict.fromkeys(known.columns, "") | {
        "source_id": f"registered-{id}",
        "kind": "file",
        "issuer": issuer or "not told",
        "document": name or id,
        "document_en": name or id,
        "licence": licence or "not told",
        "tier": "own",
        "simulated": "no",
        "as_logged": True,
    }
    return pd.DataFrame([row]).astype(known.dtypes.to_dict())
