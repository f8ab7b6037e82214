"""What to run: one page a component of a province, one a province, one for the nation, one a comparison."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from parlib.files.slug import make_slug
from parlib.indices import RULES, find_by, list_by
from parlib.merger import load_scores
from parlib.places import load_names
from parlib.results.page_spec import PagePlan
from parlib.scores import find_simulated
from parlib.speech import tell
from parlib.store import list_stored_indices, load_places, load_table
from parlib.subject import check_vintage
from parlib.terms import INDICES, LANGUAGES, NATIONAL, SINGLE_KINDS, TOTAL, check_language, find_vintage, order_code
from parlib.wording.titles import SIMULATED_STEM, name_file

MAIN = "main"
"""Asks for the components directly below the index as a whole (lĩnh vực, chỉ số nội dung)."""

ALL = "all"
"""Asks for every component, or every province."""


def plan_pages(
    index: str,
    year: int | None = None,
    provinces: Sequence[str] = (ALL,),
    components: Sequence[str] = (MAIN,),
    language: str = "vi",
    vintage: str = "",
    follow: bool = False,
) -> list[PagePlan]:
    """Plan the pages of an index and year: the national page, then each province and its components.

    Parameters
    ----------
    index : str
        Index id.
    year : int, optional
        Year of the results; the newest in which the provinces have figures if not given.
    provinces : sequence of str
        Codes, names or aliases, or ``all``.
    components : sequence of str
        Codes, or ``main`` (directly below the whole) or ``all``.
    language : str
        ``vi`` or ``en``.
    vintage : str
        ``63`` or ``34``; that for which the newest year was published if not given. ``34`` of years of the 63 makes
        back-cast pages in a folder of their own.
    follow : bool
        True where a name that only the 63 had stands for the new province that holds it.

    Raises
    ------
    ValueError
        If an index, year, province, component or language is not known.
    """
    if index not in INDICES:
        raise ValueError(tell("index {index!r} is not known: choose one of {indices}", index=index, indices=INDICES))
    check_language(language)
    trees = load_table("components", index=index)
    dossiers = (
        plan_onestop(year, provinces, language) if index in list_by(dossiers=True) and vintage in ("", "34") else []
    )
    if dossiers and year and load_table("scores", index=index, year=year).empty:
        return dossiers  # of a year that the index has not published yet
    if index not in (there := list_indices(INDICES)):
        raise ValueError(
            tell("{short} has no figures here; indices at hand: {there}", short=INDICES[index].short, there=there)
        )
    # Before the scores are loaded: what they hold depends on the vintage, and the newest year decides that.
    vintage = check_vintage(index, year or load_table("scores", index=index)["year"].max(), vintage)
    scores, places = load_scores(index, vintage), load_places(vintage)
    places = places[places["vintage"] == vintage].set_index("province_code")
    codes = list(places.index) if ALL in provinces else _find_places(provinces, vintage, follow)
    year = year or find_newest_year(scores, codes)
    if year not in set(scores["year"]):
        known = ", ".join(str(year) for year in sorted(scores["year"].unique()))
        message = "{short} {year} has no figures; years at hand: {known}"
        raise ValueError(tell(message, short=INDICES[index].short, year=year, known=known))
    tree, now = trees[trees["year"] == year].set_index("component_code"), scores[scores["year"] == year]
    agencies, figured = _list_agencies(index, year, vintage), find_figures(now, codes)
    plans = [_plan_page("national", index, year, vintage, language)]
    for code in codes:
        name = places.loc[code, f"name_{language}"]
        page = _plan_page("province", index, year, vintage, language, place=(code, name))
        plans.append(page)
        for component in choose_components(figured[code], tree, year, components):
            part = tree.loc[component]
            plans.append(_plan_page("component", index, year, vintage, language, place=(code, name), part=part))
        plans += plan_agencies(page, agencies.get(code, ()))
    simulated = find_simulated(now, load_table("sources"))
    return [*(name_pages(plan, plan.html.removesuffix(".html"), simulated) for plan in plans), *dossiers]


def plan_onestop(year: int | None, provinces: Sequence[str], language: str) -> list[PagePlan]:
    """Plan the pages of dossiers of the one-stop system; none where no export of the year is at hand.

    Parameters
    ----------
    year : int, optional
        Their year; the newest of each province if not given.
    provinces : sequence of str
        Codes, names or aliases, also of old provinces, or ``all``.
    """
    names = load_names("34")
    asked = None if ALL in provinces else {names.find_holder(name) for name in provinces}
    table, sources, places = load_table("onestop"), load_table("sources"), load_table("places", vintage="34")
    places = places.set_index("province_code")
    table = table[table["by"] == "whole"]
    table = (
        table[table["year"] == year]
        if year
        else table.sort_values("year").drop_duplicates("province_code", keep="last")
    )
    plans = []
    for row in table.sort_values("province_code").itertuples():
        if asked is None or row.province_code in asked:
            name = places.loc[row.province_code, f"name_{language}"]
            place = row.province_code, name
            plan = _plan_page("onestop", find_by(dossiers=True), row.year, "34", language, place=place)
            made_up = (sources.loc[sources["source_id"] == row.source_id, "simulated"] == "yes").any()
            plans.append(name_pages(plan, plan.html.removesuffix(".html"), bool(made_up)))
    return plans


def list_indices(among: Iterable[str] = NATIONAL) -> list[str]:
    """Return the indices of which figures are at hand, of those over the provinces: a home need not hold all."""
    there = list_stored_indices("scores")
    return [name for name in among if name in there]


def name_pages(plan: PagePlan, stem: str, simulated: bool) -> PagePlan:
    """Return *plan* with its files named *stem*; the names of those made from simulated figures say so."""
    files = [name_file(Path(f"{stem}.{kind}"), simulated).as_posix() for kind in ("ipynb", "html")]
    return replace(plan, notebook=files[0], html=files[1])


def _list_agencies(index: str, year: int, vintage: str) -> dict[str, set[str]]:
    """Return the agencies to which each province gave a component or a task of the year."""
    agencies: dict[str, set[str]] = {}
    for name, column in (("holdings", "agency"), ("actions", "lead_agency")):
        rows = load_table(name, index=index, year=year, vintage=vintage)
        for code, agency in zip(rows["province_code"], rows[column], strict=True):
            agencies.setdefault(code, set()).add(agency)
    return agencies


def plan_agencies(plan: PagePlan, agencies: Iterable[str]) -> list[PagePlan]:
    """Plan an accountability sheet for every one of the province's agencies."""
    folder, tail = plan.html.rsplit("/", 1)[0], "" if plan.language == "vi" else f".{plan.language}"
    sheets = []
    for agency in sorted({*agencies} - {""}):
        stem = f"{folder}/agency-{make_slug(agency)}{tail}"
        sheets.append(
            replace(plan, page="accountability", agency=agency, notebook=f"{stem}.ipynb", html=f"{stem}.html")
        )
    return sheets


def plan_sheets(plans: Iterable[PagePlan], made: Iterable[Mapping[str, Any]] = ()) -> list[PagePlan]:
    """Plan the sheet over all indices of every province that has a page of its own, one a language.

    A province has one, whichever index and year is run: it is led by the newest year among the pages, and within it by
    the first index in the order of a conference. Own indices have none: their places are no provinces.

    Parameters
    ----------
    plans : iterable of PagePlan
        Pages of the run.
    made : iterable of mapping
        Records of the pages that are in the folder already; a newer one of these leads.
    """
    plans = list(plans)
    groups: dict[tuple[str | None, str], list[PagePlan]] = {}
    for plan in filter(_leads, plans):
        groups.setdefault((plan.province_name, plan.language), []).append(plan)
    for record in made:
        if (own := (record["province_name"], record["language"])) in groups and record["page"] == "province":
            groups[own] += filter(_leads, [PagePlan.from_record(record)])
    sheets = []
    for (name, language), pages in groups.items():
        leading = max(pages, key=lambda plan: (plan.year, -RULES[plan.index].conference))
        tail = "" if language == LANGUAGES[0] else f".{language}"
        simulated = any(SIMULATED_STEM in plan.notebook for plan in pages)
        sheets.append(name_pages(replace(leading, page="sheet"), f"sheets/{make_slug(str(name))}{tail}", simulated))
    return sheets


def _leads(plan: PagePlan) -> bool:
    """Tell whether a page is of a province on an index over the provinces."""
    return plan.page == "province" and plan.index in RULES and bool(plan.province_name)


def _find_places(names: Sequence[str], vintage: str, follow: bool) -> list[str]:
    """Return the codes that names, aliases or codes mean, each once; followed into the 34 if asked."""
    known = load_names(vintage)
    return list(
        dict.fromkeys(known.find_holder(name) if follow else known.find(known.complete(name)) for name in names)
    )


def find_newest_year(scores: pd.DataFrame, codes: Sequence[str]) -> int:
    """Return the newest year in which any of the provinces has a score, else a rank, else the newest at hand.

    Examples
    --------
    >>> scores = pd.DataFrame({"year": [2023, 2024], "province_code": "22", "score": [92.18, None], "rank": [1, None]})
    >>> find_newest_year(scores, ["22"])
    2023
    """
    own = scores[scores["province_code"].isin(codes)]
    for column in ("score", "rank"):
        known = own.dropna(subset=column)
        if len(known):
            return int(known["year"].max())
    return int(scores["year"].max())


def find_figures(scores: pd.DataFrame, codes: Iterable[str]) -> dict[str, AbstractSet[str]]:
    """Return the components of which there are figures of a year, for each of the provinces.

    Where only single facts are printed (a ledger), those of which the province has a fact, and the whole; otherwise all
    of which any province has one.

    Examples
    --------
    >>> scores = pd.DataFrame({"province_code": ["01", "22"], "component_code": ["1", "2"], "kind": "printed"})
    >>> sorted(find_figures(scores, ["22"])["22"]), sorted(find_figures(scores.assign(kind="summed"), ["22"])["22"])
    (['2', 'total'], ['1', '2'])
    """
    if len(scores) and scores["kind"].isin(SINGLE_KINDS).all():
        own = scores.groupby("province_code")["component_code"].agg(set)
        return {code: own.get(code, set()) | {TOTAL} for code in codes}
    return dict.fromkeys(codes, frozenset(scores["component_code"]))


def choose_components(figured: Container[str], tree: pd.DataFrame, year: int, asked: Sequence[str]) -> list[str]:
    """Return the codes of the components to make pages of, in tree order, of those that are *figured*.

    Raises
    ------
    ValueError
        If a code is not in the year's framework.
    """
    if ALL in asked or MAIN in asked:
        top = 1 if ALL not in asked else 9
        chosen = [code for code, level in tree["level"].items() if code in figured and 1 <= level <= top]
        return sorted(chosen, key=order_code) or [TOTAL]
    unknown = [code for code in asked if code not in tree.index]
    if unknown:
        raise ValueError(
            tell(
                "there is no component {component!r} in {year}; known: {codes}",
                component=unknown[0],
                year=year,
                codes=tree.index,
            )
        )
    return sorted(set(asked), key=order_code)


def _plan_page(
    page: str,
    index: str,
    year: int,
    vintage: str,
    language: str,
    place: tuple[str, str] | None = None,
    part: pd.Series | None = None,
) -> PagePlan:
    """Return a page, of a *place* (code and name) and a *part* (its row of the tree) where it is of one."""
    province, province_name = place or (None, None)
    component = None if part is None else str(part.name)
    folder = f"{index}/{year}" if vintage == find_vintage(index, year) else f"{index}/{year}/{vintage}"
    if province:
        folder += f"/{province}-{make_slug(province_name or '')}"
    stem = component or page
    stem += "" if language == "vi" else f".{language}"
    return PagePlan(
        page=page,
        index=index,
        year=int(year),
        vintage=vintage,
        province=province,
        province_name=province_name,
        component=component,
        component_name=None if part is None else part[f"name_{language}"],
        level=0 if part is None else int(part["level"]),
        language=language,
        notebook=f"{folder}/{stem}.ipynb",
        html=f"{folder}/{stem}.html",
    )
