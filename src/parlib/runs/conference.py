"""What a conference pack is about: which index in which year, of which province, and the pages that it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parlib.merger import is_unmerged, load_scores
from parlib.places import load_names
from parlib.results.page_spec import PagePlan
from parlib.runs.plan import list_indices, plan_onestop, plan_pages, plan_sheets
from parlib.speech import tell
from parlib.store import load_table
from parlib.terms import INDICES, NATIONAL, RULES, check_language, find_vintage


def order_indices() -> list[str]:
    """Return all indices in the order in which a conference treats them; the first that is at hand leads."""
    own = [name for name in INDICES if name not in NATIONAL]
    return [*sorted(NATIONAL, key=lambda name: RULES[name].conference), *own]


@dataclass(frozen=True)
class Chosen:
    """An index in the year in which it is told.

    Attributes
    ----------
    index : str
    year : int
    vintage : str
        Provinces for which it is told: ``63``, ``34``, or the places of an own index.
    province : str
        Code of the province in the vintage; blank for an own index, of which only the whole is told.
    """

    index: str
    year: int
    vintage: str
    province: str


@dataclass(frozen=True)
class Conference:
    """What a pack is made of.

    Attributes
    ----------
    province, name, vintage : str
        Code, name and vintage of the province.
    year : int
        Year of the conference: that of the results asked for.
    chosen : tuple of Chosen
        The indices, in the order of a conference; one of another year has no figures in the year asked for.
    absent : tuple of str
        Indices of which no figure of the province is at hand.
    plans : tuple of PagePlan
        The pages.
    """

    province: str
    name: str
    vintage: str
    year: int
    chosen: tuple[Chosen, ...]
    absent: tuple[str, ...]
    plans: tuple[PagePlan, ...]


def plan_conference(
    province: str, year: int | None = None, language: str = "vi", indices: Sequence[str] = ()
) -> Conference:
    """Choose the year of each index and plan the pages of a conference.

    Parameters
    ----------
    province : str
        Code, name or alias; one that only the 63 had stands for the new province that holds it.
    year : int, optional
        Year of the results; the newest of the leading index with figures of the province if not given.
    indices : sequence of str
        Indices to treat; all at hand if not given.

    Raises
    ------
    ValueError
        If the province or an index is not known, or nothing of the province is at hand.
    """
    check_language(language)
    if unknown := [index for index in indices if index not in INDICES]:
        raise ValueError(
            tell("index {index!r} is not known: choose one of {indices}", index=unknown[0], indices=INDICES)
        )
    there = list_indices(INDICES)
    asked = [index for index in order_indices() if index in there]
    asked = [index for index in asked if not indices or index in indices]
    vintage, code = _find_province(province, year, asked)
    name = load_names(vintage).names[code]
    known = {index: _list_years(index, code, name, vintage) for index in asked}
    leading = next((index for index in asked if index in NATIONAL and known[index]), None)
    if leading is None:
        raise ValueError(
            tell("{name} has no figures here: take a scoreboard in with 'parlib add', then run this again", name=name)
        )
    year = year or max(year for year, *_ in known[leading])
    chosen = tuple(Chosen(index, *choose_year(years, year)) for index, years in known.items() if years)
    every = indices or order_indices()
    absent = tuple(index for index in every if index in NATIONAL and not known.get(index))
    plans = [page for one in chosen for page in _plan_index(one, language)]
    plans += _plan_dossiers(code if vintage == "34" else name, year, language)
    return Conference(code, name, vintage, year, chosen, absent, tuple(dict.fromkeys([*plans, *plan_sheets(plans)])))


def _plan_dossiers(province: str, year: int, language: str) -> list[PagePlan]:
    """Return the page of the province's dossiers in the year, else in the newest before it."""
    table = load_table("onestop")
    years = sorted(table.loc[table["year"] <= year, "year"].unique(), reverse=True)
    found = (plan_onestop(int(one), [province], language) for one in years)
    return next((plans for plans in found if plans), [])


def choose_year(years: Sequence[tuple[int, str, str]], asked: int) -> tuple[int, str, str]:
    """Return the year asked for if there are figures of it; else the newest before it, else the newest of all.

    Examples
    --------
    >>> years = [(2022, "63", "22"), (2024, "63", "22")]
    >>> [choose_year(years, asked)[0] for asked in (2024, 2023, 2025, 2020)]
    [2024, 2022, 2024, 2024]
    """
    return max([year for year in years if year[0] <= asked] or years)


def _find_province(province: str, year: int | None, asked: Sequence[str]) -> tuple[str, str]:
    """Return vintage and code of the province, in the vintage of the year or of the newest results that name it."""
    national = [index for index in asked if index in NATIONAL]
    if not national:
        raise ValueError("no index of the provinces is at hand: take results in with 'parlib add'")
    vintage = find_vintage(national[0], year or int(load_table("scores", index=national[0])["year"].max()))
    names = load_names(vintage)
    return vintage, names.find_holder(province) if vintage == "34" else names.find(names.complete(province))


def _list_years(index: str, code: str, name: str, vintage: str) -> list[tuple[int, str, str]]:
    """Return the years in which an index has figures of the province, each with its vintage and the code in it."""
    if index not in NATIONAL:
        return [(int(year), index, "") for year in sorted(load_table("scores", index=index)["year"].unique())]
    years: dict[int, tuple[int, str, str]] = {}
    for other in ("63", "34"):
        if (own := _code_in(other, code, name, vintage)) is None:
            continue
        try:
            scores = load_scores(index, other)
        except ValueError:  # an index that is published for the other provinces only
            continue
        rows = scores[(scores["province_code"] == own) & scores[["score", "rank"]].notna().any(axis=1)]
        for year in rows["year"].unique():
            native = find_vintage(index, year) == other
            if native or (other == vintage == "34" and not is_unmerged(code)):
                years[int(year)] = (int(year), other, own)
    return sorted(years.values())


def _code_in(other: str, code: str, name: str, vintage: str) -> str | None:
    """Return the code of the province in a vintage; None where it is another province there."""
    if other == vintage:
        return code
    names = load_names(other)
    new = code if vintage == "34" else names.find(name) if names.knows(name) else ""
    return names.find(name) if new and is_unmerged(new) and names.knows(name) else None


def _plan_index(one: Chosen, language: str) -> list[PagePlan]:
    provinces = [one.province] if one.province else []
    return plan_pages(one.index, one.year, provinces, ("main",), language, one.vintage if one.province else "")
