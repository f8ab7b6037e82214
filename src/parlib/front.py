"""The front door for researchers: one tidy table in one line, and every wrong question answered with the way out."""

from __future__ import annotations

import re
from numbers import Integral, Real

import pandas as pd

from parlib.framework import keep_parts
from parlib.merger import load_scores
from parlib.province_names import fold_name
from parlib.ready import make_ready
from parlib.speech import tell
from parlib.store import load_table
from parlib.subject import Subject
from parlib.subject import open_subject as _open_subject
from parlib.terms import COUNTRY, INDICES, POPULATION, TOTAL, VINTAGES


def load(index: str, vintage: str | int = "") -> pd.DataFrame:
    """Return all scores of an index, one row a province, component and year.

    Parameters
    ----------
    index : str
        ``papi``, ``par_index``, ``sipas``, ``dti``, ``service_766`` or ``pci``; also as people write it
        (``"PAR INDEX"``).
    vintage : str or int, optional
        ``63`` or ``34``; needed once years of both are at hand. ``34`` tells years of the 63 as back-cast
        (``kind`` ``back_cast``): a mean of the old provinces by the issuer's rule or, where none is known, weighted by
        population; whole figures only. A province that the merger left as it was keeps its published figures.

    Returns
    -------
    pandas.DataFrame
        ``index, year, vintage, province_code, province, region_code, component_code, component_key, level, kind,
        score, min_score, max_score, share, rank, n_ranked, change, rank_change, series, n, n_effective`` (respondents,
        where a survey tells them), ``source_id``. The index as a whole is component ``total``. A score that was not
        published is NaN and has no rank. ``change`` and ``rank_change`` are on the year before, and only where the
        component is the same (same ``series``). A difference between years of two ``series`` means nothing: PAPI has
        60 points until 2017 and 80 since (`parlib.panel` knows which years go together).

    Raises
    ------
    ValueError
        For an index or vintage that parlib does not know.
    MixedVintagesError
        If no vintage is given where years of both are at hand; the message says how to choose.

    Examples
    --------
    >>> scores = load("papi")
    >>> scores.query("year == 2024 and component_code == 'total'").nsmallest(3, "rank")["province"].tolist()
    ['Quảng Ninh', 'Tây Ninh', 'Bình Thuận']
    """
    make_ready()
    return load_scores(check_index(index), _check_vintage(vintage)).reset_index(drop=True)


def components(index: str, year: int | None = None) -> pd.DataFrame:
    """Return the tree of an index in a year (bộ tiêu chí), or of all years: parents, levels, names, maxima, series.

    Raises
    ------
    ValueError
        For an index or a year that is not known; the message says which are.

    Examples
    --------
    >>> tree = components("papi", 2024)
    >>> tree.loc[tree["level"] == 1, "name_en"].tolist()[3]
    'Control of Corruption in the Public Sector'
    """
    make_ready()
    index = check_index(index)
    tree = load_table("components", index=index)
    if year is not None:
        tree = tree[tree["year"] == check_year(year, tree["year"], INDICES[index].short)]
    return tree.reset_index(drop=True)


def provinces(vintage: str | int = "63") -> pd.DataFrame:
    """Return the provinces of a vintage, ``63`` or ``34``: names, region, successor, tile.

    Raises
    ------
    ValueError
        For another vintage.

    Examples
    --------
    >>> provinces(34)["name_vi"].tolist()[:3]
    ['Hà Nội', 'Cao Bằng', 'Tuyên Quang']
    """
    make_ready()
    places = load_table("places")
    return places[places["vintage"] == (_check_vintage(vintage) or "63")].reset_index(drop=True)


def facts(index: str) -> pd.DataFrame:
    """Return printed facts of an index, or of ``gso`` (population, GRDP); where they disagree one is ``chosen``.

    ``place_code`` is a province within the row's ``vintage``, a region, or ``VN``.

    Raises
    ------
    ValueError
        For an index that is not known.

    Examples
    --------
    >>> facts("gso")["measure"].unique().tolist()
    ['population', 'urban_population', 'grdp_per_capita']
    """
    make_ready()
    name = POPULATION if str(index).casefold() == POPULATION else check_index(index, POPULATION)
    return load_table("facts", index=name).reset_index(drop=True)


def sources() -> pd.DataFrame:
    """Return where every figure comes from: issuer, document, date, address, sha256, licence.

    Examples
    --------
    >>> sources().set_index("source_id").loc["papi-2024", "issuer"]
    'UNDP, CECODES, RTA, VFF-CRT'
    """
    make_ready()
    return load_table("sources")


def open_subject(
    index: str,
    year: int,
    province: str | int = COUNTRY,
    component: str | float = TOTAL,
    language: str = "vi",
    vintage: str | int = "",
) -> Subject:
    """Open what a study is about; names and aliases are accepted as well as codes, and numbers where they are plain.

    Parameters
    ----------
    index : str
        Index id, such as ``papi``; also as people write it.
    year : int
        Year of the results.
    province : str or int
        Code, name or alias (``22``, ``Quảng Ninh``, ``quang ninh``), or ``VN`` for the country.
    component : str or number
        Code in that year's framework, or ``total``.
    language : str
        ``vi`` or ``en``.
    vintage : str or int, optional
        ``63`` or ``34``; that for which the year was published if not given. ``34`` of a year of the 63 is back-cast.

    Returns
    -------
    Subject
        What every function of `parlib.study` is asked of.

    Raises
    ------
    ValueError
        If index, year, component, province or language is not known; the message lists what is.

    Examples
    --------
    >>> subject = open_subject("PAPI", "2024", 22, 4, language="en")
    >>> subject.province, subject.component
    ('Quang Ninh', 'Control of Corruption in the Public Sector')
    """
    make_ready()
    index = check_index(index)
    trees = keep_parts(load_table("components", index=index, noted=False))
    year = check_year(year, trees["year"], INDICES[index].short)
    known = trees.loc[trees["year"] == year, "component_code"].tolist()
    component = check_component(component, known)
    return _open_subject(index, year, _spell_number(province), component, language, _check_vintage(vintage, index))


def check_index(index: str, *more: str) -> str:
    """Return the id of an index that is named by its id or as people call it.

    Raises
    ------
    ValueError
        For any other; *more* are ids to be named beside those of the indices.

    Examples
    --------
    >>> check_index("PAR INDEX"), check_index("766"), check_index("Bộ chỉ số 766")
    ('par_index', 'service_766', 'service_766')
    """
    if isinstance(index, str) and index in INDICES:
        return index
    called = {
        fold_name(name): id
        for id, known in INDICES.items()
        for name in (id, known.call("vi"), known.call("en"), *filter(None, known.also.split(";")))
    }
    found = called.get(fold_name(str(index)))
    if found is None:
        raise ValueError(
            tell("index {index!r} is not known: choose one of {names}", index=index, names=[*INDICES, *more])
        )
    return found


def check_year(year: object, known: pd.Series, what: str) -> int:
    """Return a year as a number, if there is anything of it.

    Raises
    ------
    ValueError
        With the years that are known.

    Examples
    --------
    >>> check_year("2024", pd.Series([2023, 2024]), "PAPI")
    2024
    """
    text = _spell_number(year)
    years = sorted({int(at) for at in known})
    if not (text.isdecimal() and int(text) in years):
        raise ValueError(
            tell(
                "{what} has no framework for {year!s}: {tell_years} are known",
                what=what,
                year=year,
                tell_years=tell_years(years),
            )
        )
    return int(text)


def tell_years(years: list[int]) -> str:
    """Return years in runs: ``2011-2024``, ``2012, 2014-2016``.

    Examples
    --------
    >>> tell_years([2012, 2014, 2015, 2016])
    '2012, 2014-2016'
    """
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def check_component(component: object, known: list[str]) -> str:
    """Return a component's code; a number is taken where it can be one code only.

    Raises
    ------
    ValueError
        For a number that may be two codes: as a number, 4.1 and 4.10 are the same.

    Examples
    --------
    >>> check_component(4, ["total", "4", "4.1"]), check_component(4.1, ["total", "4", "4.1"])
    ('4', '4.1')
    >>> check_component(4.1, ["4", "4.1", "4.10"])
    Traceback (most recent call last):
    ValueError: component 4.1 may be '4.1' or '4.10': write it as text
    """
    text = _spell_number(component)
    if isinstance(component, Real) and not isinstance(component, Integral):
        same = [code for code in known if re.fullmatch(r"\d+\.\d+", code) and float(code) == float(component)]
        if len(same) > 1:
            raise ValueError(
                tell(
                    "component {component} may be {same!r:or}: write it as text",
                    component=component,
                    same=same,
                )
            )
    return text


def _check_vintage(vintage: object, index: str = "") -> str:
    text = _spell_number(vintage)
    if text and text not in (*VINTAGES, index) and text not in INDICES:
        why = " (a year is chosen from the table)" if re.fullmatch(r"(19|20)\d\d", text) else ""
        raise ValueError(tell("vintage {vintage!r} is not known: choose 63 or 34{why}", vintage=vintage, why=why))
    return text


def _spell_number(value: object) -> str:
    """Return a number or text as text; a whole number without a point."""
    if not isinstance(value, bool) and isinstance(value, Real) and float(value).is_integer():
        return str(int(float(value)))  # those of numpy have no trunc
    return str(value).strip()
