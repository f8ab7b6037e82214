"""Indices, components, years and covariates in one table, and only what may be compared (bảng số liệu mảng)."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from numbers import Real
from typing import Any, TypeAlias

import pandas as pd

from parlib.framework import keep_parts
from parlib.front import check_component, check_index, load, open_subject, provinces, tell_years
from parlib.research.cite import describe_sources
from parlib.research.covariates import UNITS, gather_covariates, match_own
from parlib.store import load_table
from parlib.study.chained import chain_provinces
from parlib.terms import INDICES, check_language, find_vintage

LONG = [
    "index",
    "year",
    "vintage",
    "province_code",
    "province",
    "region_code",
    "region",
    "component_code",
    "component",
    "score",
    "max_score",
    "share",
    "rank",
    "n_ranked",
    "series",
    "kind",
]
WAYS = ("series", "chained", "all")
Covariates: TypeAlias = str | pd.DataFrame | Sequence[str | pd.DataFrame]


def panel(
    index: str | Sequence[str] | Mapping[str, Any],
    components: str | float | Sequence[str | float] = "total",
    years: int | tuple[int, int] | Iterable[int] | None = None,
    vintage: str | int = "",
    *,
    comparable: str = "series",
    covariates: Covariates | None = None,
    wide: bool = False,
    language: str = "vi",
) -> pd.DataFrame:
    """Return indices, components and years in one table, with covariates: one row a province, year and component.

    Parameters
    ----------
    index : str, list or mapping
        One index or several; a mapping gives each its components: ``{"papi": "4", "dti": "total"}``.
    components : str or list
        Codes in the last year; ``main`` (the first level) or ``all``. A component is followed when its code moved.
    years : int, pair or iterable, optional
        One year, first and last as a pair, or any; all that may be compared with the last one if not given.
    vintage : str or int, optional
        ``63`` or ``34`` (earlier years back-cast); ``34`` if not given and an index is of the 34 only.
    comparable : str
        ``series``: only years that may be compared; asked for others it refuses. ``chained``: the parts that may be
        followed, on one scale, with their share of the whole in ``comparable_share``. ``all``: as published, with a
        warning where that mixes scales or instruments.
    covariates : str, table or list of both, optional
        ``population, urban_population, urban_share, grdp_per_capita, grdp, is_city``, and tables of one's own with a
        column of provinces by name or code (and one of years, if they differ by year).
    wide : bool
        One row a province and year, a column a component: ``papi_4``, ``papi_4_1``, ``dti_total``.
    language : str
        Language of names, ``vi`` or ``en``.

    Returns
    -------
    pandas.DataFrame
        Long: ``index, year, vintage, province_code, province, region_code, region, component_code, component, score,
        max_score, share, rank, n_ranked, series, kind``, then covariates. Wide: ``province_code, year, province,
        region_code, region``, a column of scores a component, then covariates. ``attrs`` hold ``sources``, ``units``,
        ``licences``, ``comparable`` and ``left_out`` (years that may not be compared, by component).

    Raises
    ------
    ValueError
        Where what is asked is not known, or years are asked between which points may not be compared.

    Examples
    --------
    >>> table = panel("papi", "4", years=(2022, 2024), covariates="grdp_per_capita", wide=True, language="en")
    >>> table[["province", "year", "papi_4", "grdp_per_capita"]].head(1).round(2).to_numpy().tolist()
    [['Ha Noi', 2022, 6.8, 141.6]]
    >>> panel("papi", years=(2016, 2024))
    Traceback (most recent call last):
    ValueError: PAPI total: 2016-2017 (of 60 points), 2018-2020 (of 80 points), 2021-2024 (of 80 points) may not be ...
    """
    check_language(language)
    if comparable not in WAYS:
        raise ValueError(f"comparable={comparable!r} is not known: choose one of {', '.join(WAYS)}")
    asked = _list_asked(index, components)
    vintage = str(vintage) or ("63" if all(find_vintage(name, 2024) == "63" for name in asked) else "34")
    known, left_out = {}, dict[str, dict[str, str]]()
    for name, codes in asked.items():
        known[name], left_out[name] = _gather_index(name, codes, years, vintage, comparable, language)
    long = pd.concat(known.values(), ignore_index=True)
    order = (long["index"] + "_" + long["component_code"].str.replace(".", "_")).unique()
    long = _name_places(long, vintage, language)
    table = _widen(long, order) if wide else long
    table, units = _join_covariates(table, covariates, vintage)
    table.attrs = _describe(asked, long, units, comparable, left_out)
    return table.drop(columns=[] if wide else ["source_id"])


def _list_asked(index: Any, components: Any) -> dict[str, list[Any]]:  # noqa: ANN401
    """Return the components that are asked of each index."""
    if isinstance(index, Mapping):
        if components != "total":
            raise ValueError(
                f"the components stand beside each index already, and {components!r} was given too; for years say "
                f"years={components!r}"
            )
        return {check_index(name): _list_codes(codes) for name, codes in index.items()}
    return {check_index(name): _list_codes(components) for name in ([index] if isinstance(index, str) else index)}


def _list_codes(codes: Any) -> list[Any]:  # noqa: ANN401
    return [codes] if isinstance(codes, str | Real) else list(codes)


def _gather_index(
    index: str,
    codes: list[Any],
    years: Any,  # noqa: ANN401
    vintage: str,
    comparable: str,
    language: str,
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return the rows of an index, and the years left out by component."""
    scores = load(index, vintage)
    wanted = _choose_years(scores["year"], years, INDICES[index].short)
    last = max(wanted)
    tree = keep_parts(load_table("components", index=index, year=last))
    tables: list[pd.DataFrame] = []
    left_out: dict[str, str] = {}
    for code in _choose_codes(tree, codes, index, last):
        row = tree[tree["component_code"] == code].iloc[0]
        own = scores[(scores["component_key"] == row["component_key"]) & scores["year"].isin(wanted)]
        if comparable == "chained":
            own = _chain(own, index, code, wanted, vintage)
        else:
            own, out = _keep_series(own, row["series"], f"{INDICES[index].short} {code}", comparable, years is not None)
            left_out |= {code: out} if out else {}
        tables.append(own.assign(component_code=code, component=row[f"name_{language}"]))
    return pd.concat(tables, ignore_index=True), left_out


def _choose_years(known: pd.Series, years: Any, short: str) -> list[int]:  # noqa: ANN401
    at_hand = sorted(known.unique().tolist())
    if years is None:
        return at_hand
    if isinstance(years, tuple) and len(years) == 2:
        first, last = int(years[0]), int(years[1])
        wanted = [year for year in at_hand if first <= year <= last]
        beyond = [year for year in (first, last) if year not in at_hand]
    else:
        given = [int(year) for year in (list[Any]([years]) if isinstance(years, str | Real) else years)]
        wanted, beyond = sorted(set(given) & set(at_hand)), sorted(set(given) - set(at_hand))
    if beyond or not wanted:
        raise ValueError(
            f"{short} has no figures of {', '.join(map(str, beyond)) or 'these years'}: "
            f"{tell_years(at_hand)} are at hand"
        )
    return wanted


def _choose_codes(tree: pd.DataFrame, codes: list[Any], index: str, last: int) -> list[str]:
    known = tree["component_code"].tolist()
    chosen: list[str] = []
    for code in codes:
        if code in ("all", "main"):
            chosen += known if code == "all" else tree.loc[tree["level"] == 1, "component_code"].tolist()
            continue
        code = check_component(code, known)
        if code not in known:
            short = INDICES[index].short
            meant = f" (for the year say years={code})" if re.fullmatch(r"(19|20)\d\d", code) else ""
            meant = meant or (
                f" (parlib.search({code!r}) finds codes by names)" if re.match(r"[^\d\s]{2}", code) else ""
            )
            raise ValueError(f"{short} {last} has no component {code!r}{meant}: choose one of {', '.join(known)}")
        chosen.append(code)
    if not chosen:
        raise ValueError(
            f"{INDICES[index].short} {last} has no components of the first level: ask for total, or for "
            "years in which it has"
        )
    return list(dict.fromkeys(chosen))


def _keep_series(own: pd.DataFrame, series: str, what: str, comparable: str, asked: bool) -> tuple[pd.DataFrame, str]:
    """Return the rows that may be compared with the last year, and the years left out; refuse or warn where asked."""
    if own["series"].nunique() < 2:
        return own, ""
    runs = [
        f"{tell_years(sorted(rows['year'].unique().tolist()))} (of {rows['max_score'].max():g} points)"
        for _, rows in own.groupby("series")
    ]
    mixed = f"{what}: {', '.join(runs)} may not be compared"
    if comparable == "all":
        warnings.warn(f"{mixed} with each other: take differences within a series only", stacklevel=4)
        return own, ""
    if asked:
        raise ValueError(
            f'{mixed} with each other: ask for comparable="chained" (the parts that stayed, '
            f'on one scale), comparable="all" (as published), or years of one series'
        )
    kept = own["series"] == series
    return own[kept], tell_years(sorted(own.loc[~kept, "year"].unique().tolist()))


def _chain(own: pd.DataFrame, index: str, code: str, wanted: list[int], vintage: str) -> pd.DataFrame:
    """Return the chained rows of a component in the form of *own*."""
    subject = open_subject(index, max(wanted), component=code, vintage=vintage)
    chained = chain_provinces(subject, first=min(wanted), least=0.0)
    if chained.empty:
        raise ValueError(
            f"{subject.index.short} {code}: no part may be followed from {min(wanted)} to {max(wanted)}: "
            "ask for later years"
        )
    chained = chained[chained["year"].isin(wanted)].drop(columns="province")
    about = own[["index", "year", "vintage", "province_code", "kind", "source_id"]]
    chained = chained.merge(about, on=["year", "province_code"], how="inner", validate="1:1")
    series = f"{min(wanted)}-{max(wanted)} chained"
    return chained.assign(series=series, share=float("nan"))


def _name_places(long: pd.DataFrame, vintage: str, language: str) -> pd.DataFrame:
    """Return rows with names of province and region in *language*, in order."""
    places = provinces(vintage)[["province_code", f"name_{language}", "region_code", f"region_{language}"]]
    places.columns = ["province_code", "province", "region_code", "region"]
    long = long.drop(columns=["province", "region_code"], errors="ignore").merge(
        places, on="province_code", validate="m:1"
    )
    more = [name for name in ("comparable_share",) if name in long]
    order = {name: at for at, name in enumerate(long["index"].unique())}
    long = long[[*LONG, *more, "source_id"]]
    return long.sort_values(
        ["index", "province_code", "year"],
        kind="stable",
        ignore_index=True,
        key=lambda column: column.map(order) if column.name == "index" else column,
    )


def _widen(long: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    """Return one row a province and year, a column of scores a component."""
    keys = ["province_code", "year", "province", "region_code", "region"]
    names = long["index"] + "_" + long["component_code"].str.replace(".", "_")
    wide = long.assign(name=names).pivot(index=keys, columns="name", values="score")[order]
    wide.columns.name = None
    return wide.reset_index()


def _join_covariates(
    table: pd.DataFrame, covariates: Covariates | None, vintage: str
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return the table with covariates, and their units."""
    single = isinstance(covariates, str | pd.DataFrame)
    given: list[Any] = [covariates] if single else list(covariates or [])
    names = [name for name in given if isinstance(name, str)]
    own = [match_own(one, vintage) for one in given if not isinstance(one, str)]
    for more in [gather_covariates(names, vintage)] * bool(names) + own:
        if again := [name for name in more if name in table and name not in ("province_code", "year")]:
            raise ValueError(f"column {again[0]!r} is there already: give it another name")
        keys = [name for name in ("province_code", "year") if name in more]
        table = table.merge(more, on=keys, how="left", validate="m:1")
    return table, {name: UNITS[name] for name in names}


def _describe(
    asked: Mapping[str, Any], long: pd.DataFrame, units: dict[str, str], comparable: str, left_out: dict[str, Any]
) -> dict[str, Any]:
    """Return what rides on the table: sources, units, licences, what was left out."""
    sources = load_table("sources", source_id=long["source_id"].unique().tolist())
    return {
        "sources": describe_sources(sources),
        "licences": sorted(sources["licence"].unique().tolist()),
        "units": {name: INDICES[name].unit_en for name in asked} | units,
        "comparable": comparable,
        "left_out": {name: out for name, out in left_out.items() if out},
    }
