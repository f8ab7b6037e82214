"""What to run: one page a component of a province, one a province, one for the nation, one a comparison."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from parlib.framework import order_code
from parlib.merger import load_scores
from parlib.store import load_places, load_table
from parlib.subject import COUNTRY, check_vintage, find_simulated, load_names
from parlib.terms import INDICES, NATIONAL, SINGLE_KINDS, TOTAL, check_language, find_vintage
from parlib.wording.interface import interface_words
from parlib.wording.phrases import say
from parlib.wording.titles import name_file
from parlib.wording.vintage import name_back_cast

MAIN = "main"
"""Asks for the components directly below the index as a whole (lĩnh vực, chỉ số nội dung)."""

ALL = "all"
"""Asks for every component, or every province."""


SHARED = 3
"""Fewest pages of one component for which it is worth while to compute beforehand what they share."""

Topic = tuple[str, int, str, str, str, str]
"""Index, year, province or ``VN``, component, language and vintage of a page."""


@dataclass(frozen=True)
class PagePlan:
    """One page to make: a template, its parameters and where it goes.

    Attributes
    ----------
    page : str
        ``component``, ``province``, ``national``, ``accountability`` or ``compare``; also the name of the template.
    notebook, html : str
        Where it goes, relative to the reports folder.
    other_province, other_province_name, other_year : optional
        What a comparison is held against.
    agency : str, optional
        Agency of an accountability sheet.
    """

    page: str
    index: str
    year: int
    vintage: str
    province: str | None
    province_name: str | None
    component: str | None
    component_name: str | None
    level: int
    language: str
    notebook: str
    html: str
    other_province: str | None = None
    other_province_name: str | None = None
    other_year: int | None = None
    agency: str | None = None

    @property
    def topic(self) -> Topic:
        """What the page is about."""
        province, part = self.province or COUNTRY, self.component or TOTAL
        return (self.index, self.year, province, part, self.language, self.vintage)

    @property
    def parameters(self) -> dict[str, Any]:
        """Values for the template's parameters cell; codes stay text."""
        given: dict[str, Any] = {"index": self.index, "year": self.year, "language": self.language}
        if self.back_cast:
            given["vintage"] = self.vintage
        if self.page != "national":
            given["province"] = self.province
        if self.page == "component":
            given["component"] = self.component
        if self.page == "accountability":
            # Overdue is told for a day, so the sheet is made again on another day.
            given |= {"agency": self.agency, "day": datetime.date.today().isoformat()}
        if self.page == "compare":
            given |= {"other_province": self.other_province, "other_year": self.other_year}
        return given

    @property
    def back_cast(self) -> bool:
        """True where a year of the 63 provinces is told for the 34."""
        return self.vintage != find_vintage(self.index, self.year)

    @property
    def title(self) -> str:
        """What the page is called: the component, the province, the two sides, or the index and year."""
        edition = INDICES[self.index].edition(self.year, self.language)
        if self.back_cast:
            edition = name_back_cast(edition, self.language)
        if self.page == "compare":
            against = name_against(asdict(self))
            return f"{self.province_name} – {edition} – {interface_words(self.language)['against'].lower()} {against}"
        if self.page == "accountability":
            return f"{self.agency} – {self.province_name} – {edition}"
        if self.page == "component":
            code = "" if self.component == TOTAL else f"{self.component}. "
            where = f"{self.province_name} – {edition}" if self.back_cast else self.province_name
            return f"{code}{self.component_name} – {where}"
        return f"{self.province_name} – {edition}" if self.page == "province" else edition

    def to_record(self) -> dict[str, Any]:
        """Return the plan as it stands in the manifest."""
        return {"kind": "notebook", **asdict(self), **INDICES.describe(self.index)}


def make_slug(name: str) -> str:
    """Return a name fit for a folder: plain small letters and dashes.

    Examples
    --------
    >>> make_slug("Bà Rịa - Vũng Tàu"), make_slug("Đắk Lắk")
    ('ba-ria-vung-tau', 'dak-lak')
    """
    plain = unicodedata.normalize("NFKD", name.replace("Đ", "D").replace("đ", "d"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


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
        raise ValueError(f"index {index!r} is not known: choose one of {', '.join(INDICES)}")
    check_language(language)
    trees = load_table("components", index=index)
    if index not in (there := list_indices(INDICES)):
        raise ValueError(f"{INDICES[index].short} has no figures here; indices at hand: {', '.join(there)}")
    vintage = check_vintage(index, year or load_table("scores", index=index)["year"].max(), vintage)
    scores, places = load_scores(index, vintage), load_places(vintage)
    places = places[places["vintage"] == vintage].set_index("province_code")
    codes = list(places.index) if ALL in provinces else _find_places(provinces, vintage, follow)
    year = year or find_newest_year(scores, codes)
    if year not in set(scores["year"]):
        known = ", ".join(str(year) for year in sorted(scores["year"].unique()))
        raise ValueError(f"{INDICES[index].short} {year} has no figures; years at hand: {known}")
    tree = trees[trees["year"] == year].set_index("component_code")
    plans = [_plan_page("national", index, year, vintage, None, None, None, tree, language)]
    for code in codes:
        name = places.loc[code, f"name_{language}"]
        plans.append(_plan_page("province", index, year, vintage, code, name, None, tree, language))
        for component in choose_components(scores, tree, year, code, components):
            plans.append(_plan_page("component", index, year, vintage, code, name, component, tree, language))
        plans += plan_agencies(next(plan for plan in reversed(plans) if plan.page == "province"))
    simulated = find_simulated(scores[scores["year"] == year], load_table("sources"))
    return [name_pages(plan, plan.html.removesuffix(".html"), simulated) for plan in plans]


def list_indices(among: Iterable[str] = NATIONAL) -> list[str]:
    """Return the indices of which figures are at hand, of those over the provinces: a home need not hold all."""
    there = set(load_table("scores")["index"])
    return [name for name in among if name in there]


def name_pages(plan: PagePlan, stem: str, simulated: bool) -> PagePlan:
    """Return *plan* with its files named *stem*; the names of those made from simulated figures say so."""
    files = [name_file(Path(f"{stem}.{kind}"), simulated).as_posix() for kind in ("ipynb", "html")]
    return replace(plan, notebook=files[0], html=files[1])


def plan_agencies(plan: PagePlan) -> list[PagePlan]:
    """Plan an accountability sheet for every agency to which the province gave a component or a task of the year."""
    wanted = {"index": plan.index, "year": plan.year, "vintage": plan.vintage, "province_code": plan.province}
    holders, leaders = load_table("holdings", **wanted)["agency"], load_table("actions", **wanted)["lead_agency"]
    folder, tail = plan.html.rsplit("/", 1)[0], "" if plan.language == "vi" else f".{plan.language}"
    sheets = []
    for agency in sorted({*holders, *leaders} - {""}):
        stem = f"{folder}/agency-{make_slug(agency)}{tail}"
        sheets.append(
            replace(plan, page="accountability", agency=agency, notebook=f"{stem}.ipynb", html=f"{stem}.html")
        )
    return sheets


def name_against(page: Mapping[str, Any]) -> str:
    """Return what a comparison is held against, as its title and links say it.

    Examples
    --------
    >>> name_against({"province": "22", "other_province": "22", "other_year": 2023, "year": 2024, "language": "vi"})
    'năm 2023'
    """
    if page["province"] == page["other_province"]:
        return say(page["language"], f"năm {page['other_year']}", str(page["other_year"]))
    name = str(page["other_province_name"])
    return name if page["year"] == page["other_year"] else f"{name} {page['other_year']}"


def _find_places(names: Sequence[str], vintage: str, follow: bool) -> list[str]:
    """Return the codes that names, aliases or codes mean, each once; followed into the 34 if asked."""
    known = load_names(vintage)
    return list(dict.fromkeys(known.find_holder(name) if follow else known.find(name) for name in names))


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


def choose_components(
    scores: pd.DataFrame, tree: pd.DataFrame, year: int, province: str, asked: Sequence[str]
) -> list[str]:
    """Return the codes of the components to make pages of, in tree order.

    Where only single facts are printed (a ledger), a component without any fact of the province gets no page.

    Raises
    ------
    ValueError
        If a code is not in the year's framework.
    """
    now = scores[scores["year"] == year]
    with_figures = set(now["component_code"])
    if len(now) and now["kind"].isin(SINGLE_KINDS).all():
        with_figures = set(now.loc[now["province_code"] == province, "component_code"]) | {TOTAL}
    if ALL in asked or MAIN in asked:
        top = 1 if ALL not in asked else 9
        chosen = [code for code in tree.index if code in with_figures and 1 <= tree.loc[code, "level"] <= top]
        return sorted(chosen, key=order_code) or [TOTAL]
    unknown = [code for code in asked if code not in tree.index]
    if unknown:
        raise ValueError(f"there is no component {unknown[0]!r} in {year}; known: {', '.join(tree.index)}")
    return sorted(set(asked), key=order_code)


def _plan_page(
    page: str,
    index: str,
    year: int,
    vintage: str,
    province: str | None,
    province_name: str | None,
    component: str | None,
    tree: pd.DataFrame,
    language: str,
) -> PagePlan:
    folder = f"{index}/{year}" if vintage == find_vintage(index, year) else f"{index}/{year}/{vintage}"
    if province:
        folder += f"/{province}-{make_slug(province_name)}"
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
        component_name=tree.loc[component, f"name_{language}"] if component else None,
        level=int(tree.loc[component, "level"]) if component else 0,
        language=language,
        notebook=f"{folder}/{stem}.ipynb",
        html=f"{folder}/{stem}.html",
    )


__all__ = [
    "ALL",
    "COUNTRY",
    "MAIN",
    "PagePlan",
    "choose_components",
    "find_newest_year",
    "make_slug",
    "name_against",
    "plan_pages",
]


def choose_topics(topics: Iterable[Topic]) -> list[Topic]:
    """Return one topic of each component that at least `SHARED` pages are about.

    Of every index, year, language and vintage that several pages are about, one is chosen in any case.

    Examples
    --------
    >>> pages = [("papi", 2024, place, "1", "vi", "63") for place in ("01", "22", "24")]
    >>> choose_topics([*pages, ("papi", 2024, "22", "2", "vi", "63"), ("dti", 2024, "22", "total", "vi", "63")])
    [('papi', 2024, '01', '1', 'vi', '63')]
    """
    groups: dict[tuple, dict[str, list[Topic]]] = {}
    for index, year, province, part, language, vintage in topics:
        parts = groups.setdefault((index, year, language, vintage), {})
        parts.setdefault(part, []).append((index, year, province, part, language, vintage))
    chosen = []
    for parts in groups.values():
        most = max(parts, key=lambda part: len(parts[part]))
        chosen += [pages[0] for part, pages in parts.items()
                   if len(pages) >= SHARED or (part == most and sum(map(len, parts.values())) > 1)]  # fmt: skip
    return chosen
