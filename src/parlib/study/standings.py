"""Where one province stands on any component of any index, in the nearest year that has a figure."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from parlib.merger import find_scores, is_unmerged
from parlib.read_log import cached_with_reads, note_read
from parlib.store import NotCleanedError, home_version, load_table
from parlib.subject import COUNTRY, Subject
from parlib.terms import INDICES, NATIONAL, TOTAL, Index

STANDING = [
    "index",
    "short",
    "component_code",
    "component_key",
    "component",
    "vintage",
    "province_code",
    "year",
    "years_apart",
    "status",
    "score",
    "max_score",
    "share",
    "rank",
    "n_ranked",
    "change",
    "rank_change",
    "percentile",
]
"""Columns of a standing."""

BACK_CAST_MARK = ("quy đổi", "back-cast")
"""Stands beside the name of an index whose figure of a new province is back-cast."""

AMONG_MARK = ("34 địa phương", "34 provinces")
"""Stands beside the name of an index where a province's own figure is ranked among others, merged ones back-cast."""


def list_standings(subject: Subject, wanted: list[tuple[str, str]] | None = None) -> pd.DataFrame:
    """Return where the province stands on components of several indices, each in the nearest year with a figure.

    A province is followed into the other vintage if the merger of 1 July 2025 left it unchanged. Of another new
    province the back-cast figures are told, and ``short`` says so (`call_retold`); figures of a new
    province say nothing certain about one of its old ones, so these are not told.

    Parameters
    ----------
    subject : Subject
        What the page is about; its province, year and language count.
    wanted : list of (index, component key), optional
        What to look up; the total of every index if not given.

    Returns
    -------
    pandas.DataFrame
        One row each of *wanted*: ``index, short, component_code, component_key, component, vintage, province_code,
        year, years_apart`` (year minus the subject's; of two equally near the earlier), ``status`` (``done``,
        ``rank_only``, ``no_figure``, ``merged``: the province is not the same in that index), ``score, max_score,
        share, rank, n_ranked, change, rank_change, percentile`` (share of the other ranked provinces that stand
        behind or level: 1 first, 0 last). Empty for the whole country.

    Notes
    -----
    Shares of different indices are not on one scale; places and percentiles may be set side by side.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.standings.list_standings(subject)[["index", "year", "rank", "percentile"]].head(3).round(2)
           index  year  rank  percentile
    0       papi  2024   1.0        1.00
    1  par_index  2023   1.0        1.00
    2      sipas  2024   4.0        0.95
    """
    wanted = [(index, TOTAL) for index in NATIONAL] if wanted is None else wanted
    if subject.province_code == COUNTRY or subject.index.nouns:
        return pd.DataFrame(columns=STANDING)
    rows = [_find_standing(subject, index, key) for index, key in wanted]
    table = pd.DataFrame(rows, columns=STANDING[:-1])
    return table.assign(percentile=place_percent(table["rank"], table["n_ranked"]))


def call_retold(index: Index, language: str, province: str, n_ranked: float) -> str:
    """Return what an index is called beside a figure of a year of the 63 that is told for the 34.

    Parameters
    ----------
    province : str
        Code of one of the 34.
    n_ranked : float
        Among how many it ranks. A rank that was printed is among the places of its time, and needs no mark.

    Examples
    --------
    >>> from parlib.terms import INDICES
    >>> call_retold(INDICES["papi"], "en", "31", 33), call_retold(INDICES["papi"], "en", "22", 33)
    ('PAPI (back-cast)', 'PAPI (34 provinces)')
    >>> call_retold(INDICES["par_index"], "en", "22", 63)
    'PAR INDEX'
    """
    short, spoken = index.call(language), 0 if language == "vi" else 1
    if not is_unmerged(province):
        return f"{short} ({BACK_CAST_MARK[spoken]})"
    return f"{short} ({AMONG_MARK[spoken]})" if n_ranked <= 34 else short


def place_percent(rank: pd.Series, n_ranked: pd.Series) -> np.ndarray:
    """Return the share of the other ranked provinces that do not stand before the province.

    Examples
    --------
    >>> place_percent(pd.Series([1, 32, 63]), pd.Series([63, 63, 63])).tolist()
    [1.0, 0.5, 0.0]
    """
    rank, n_ranked = (values.to_numpy(dtype=float, na_value=np.nan) for values in (rank, n_ranked))
    return np.where(n_ranked > 1, (n_ranked - rank) / np.maximum(n_ranked - 1, 1), np.nan)


_FIGURES = ("score", "max_score", "share", "rank", "n_ranked", "change", "rank_change")


class _Figures(NamedTuple):
    """All figures of an index, row by row in arrays: as mappings they would take four times the memory."""

    rows: dict[tuple[str, str], np.ndarray]
    """By province and component key: numbers of the rows."""
    years: np.ndarray
    codes: np.ndarray
    numbers: np.ndarray
    """Rows by `_FIGURES`."""
    names: dict[tuple[int, str], tuple[str, str]]
    """Vietnamese and English name by year and component code."""


def preload_standings(_home: str) -> None:
    """Gather the standings on every index, before the processes that make pages are forked from this one."""
    for index in NATIONAL:
        _read_standings(index, home_version())


def _find_standing(subject: Subject, index: str, key: str) -> tuple:
    vintage, figures, names = _read_standings(index, home_version())
    code, wanted = _follow_province(subject, vintage), {}
    other = subject.vintage == "34" != vintage and (subject.retold or code is None)
    retold = other or (vintage == "34" and code and (code, key) not in figures.rows)
    if retold:  # not in the new table
        note_read("facts", index="gso")
        vintage, figures, names = _read_standings(index, home_version(), "34")
        code = subject.province_code if other or code is None else code
    elif code:
        wanted = {"province_code": code, "component_key": key}
    note_read("components", index=index)
    if code:
        note_read("scores", index=index, **wanted)
    of_key = figures.rows.get((code, key)) if code else None
    if of_key is None:
        component_code, names_of = names.get(key, (None, ("", "")))
        found = (component_code, key, _pick(names_of, subject), vintage, code, np.nan, np.nan)
        short = INDICES[index].call(subject.language)  # beside no figure nothing is back-cast
        return (index, short, *found, "no_figure" if code else "merged", *[np.nan] * len(_FIGURES))
    row = min(of_key, key=lambda row: (abs(figures.years[row] - subject.year), figures.years[row]))
    year, component_code, values = int(figures.years[row]), figures.codes[row], figures.numbers[row].tolist()
    name = _pick(figures.names[year, component_code], subject)
    found = (component_code, key, name, vintage, code, year, year - subject.year)
    short = _call(subject, index, code if retold else None, values[_FIGURES.index("n_ranked")])
    return (index, short, *found, "rank_only" if np.isnan(values[0]) else "done", *values)


def _call(subject: Subject, index: str, retold: str | None, n_ranked: float) -> str:
    """Return what an index is called; marked where the figures told are of a *retold* province, one of the 34."""
    called = INDICES[index]
    return call_retold(called, subject.language, retold, n_ranked) if retold else called.call(subject.language)


def _pick(names: tuple[str, str], subject: Subject) -> str:
    return names[0 if subject.language == "vi" else 1]


@lru_cache(maxsize=16)
def _read_standings(index: str, home: tuple[Path, int], vintage: str = "") -> tuple[str, _Figures, dict]:
    """Return vintage, figures by province and key, and code and names by key, of an index.

    The vintage is that of its last published year, or the one asked for; ``34`` is back-cast. Who uses them
    notes which: of all of this a page shows a few rows.
    """
    try:
        scores = find_scores(index, vintage) if vintage else load_table("scores", home[0], index, noted=False)
        trees = load_table("components", home[0], index, noted=False).sort_values("year")
    except NotCleanedError:
        return "63", _Figures({}, np.empty(0), np.empty(0), np.empty((0, len(_FIGURES))), {}), {}
    codes = trees["component_key"], trees["component_code"], trees["name_vi"], trees["name_en"]
    names = {key: (code, (vi, en)) for key, code, vi, en in zip(*codes, strict=True)}
    by_year = {
        (year, code): pair
        for year, code, *pair in trees[["year", "component_code", "name_vi", "name_en"]].itertuples(index=False)
    }
    vintage = vintage or ("63" if scores.empty else scores["vintage"].iloc[-1])
    known = scores[(scores["score"].notna() | scores["rank"].notna()) & (scores["vintage"] == vintage)]
    figures = _Figures(
        known.groupby(["province_code", "component_key"]).indices,
        known["year"].to_numpy(),
        known["component_code"].to_numpy(object),
        known[list(_FIGURES)].to_numpy(dtype=float, na_value=np.nan),
        {key: tuple(pair) for key, pair in by_year.items()},
    )
    return vintage, figures, names


def _follow_province(subject: Subject, vintage: str) -> str | None:
    """Return the province's code in a vintage, or None where it is not the same province there."""
    if vintage == subject.vintage:
        return subject.province_code
    old_to_new = _list_unchanged(home_version())
    if subject.vintage == "63":
        return old_to_new.get(subject.province_code)
    return {new: old for old, new in old_to_new.items()}.get(subject.province_code)


@cached_with_reads
def _list_unchanged(home: tuple[Path, int]) -> dict[str, str]:
    """Return old code to new code of the provinces that the merger left as they were."""
    places = load_table("places", home[0])
    old = places[places["vintage"] == "63"]
    alone = old.groupby("successor_code")["province_code"].transform("count") == 1
    return dict(zip(old.loc[alone, "province_code"], old.loc[alone, "successor_code"], strict=True))
