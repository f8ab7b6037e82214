"""Links from a page to its neighbours, as addresses relative to the page."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from parlib.results.page_spec import name_against
from parlib.terms import INDICES, LANGUAGES, order_code
from parlib.wording.interface import interface_words

LINKS = "assets/links.json"
"""Where the links of all pages of a reports folder wait for the workers that render them."""


@dataclass(frozen=True)
class Link:
    """A text that leads to a page; *href* is relative to the page that it stands on."""

    text: str
    href: str


@dataclass(frozen=True)
class PageLinks:
    """Where a reader can go from a page; what is None is not offered.

    Attributes
    ----------
    trail : tuple of Link
        From the index of all pages down to the page's parent.
    previous_province, next_province, previous_component, next_component : Link, optional
        Neighbours within the same index, year and language.
    other_language : Link, optional
        The same page in the other language.
    onward : tuple of Link
        Where a sheet over all indices leads: the province's page of every index, then its agencies. Where a province's
        page leads: its comparisons, agencies and dossiers.
    """

    trail: tuple[Link, ...] = ()
    previous_province: Link | None = None
    next_province: Link | None = None
    previous_component: Link | None = None
    next_component: Link | None = None
    other_language: Link | None = None
    onward: tuple[Link, ...] = ()


def relative_address(target: str, page: str) -> str:
    """Return the address of *target* as written on *page*, both relative to the reports folder.

    Examples
    --------
    >>> relative_address("papi/2024/national.html", "papi/2024/22-quang-ninh/4.html")
    '../national.html'
    """
    return quote(
        posixpath.relpath(f"/{target}", posixpath.dirname(f"/{page}"))
    )  # from the root: no folder is looked up


def name_index(language: str) -> str:
    """Return the file name of the index in *language*.

    Examples
    --------
    >>> name_index("vi"), name_index("en")
    ('index.html', 'index.en.html')
    """
    return "index.html" if language == LANGUAGES[0] else f"index.{language}.html"


def plan_links(pages: Iterable[Mapping[str, Any]]) -> dict[str, PageLinks]:
    """Plan the links of every page of a run (liên kết giữa các trang).

    Parameters
    ----------
    pages : iterable of mapping
        Records as in the run manifest: ``page, index, year, vintage, province, province_name, component,
        component_name, language, html``. Pass every page that will exist once the run is over.

    Returns
    -------
    dict
        Links by the page's ``html``.
    """
    pages = list(pages)
    places = {_place(page): page for page in pages}
    components = _order(pages, "component", lambda page: (*_run(page), page.get("province")))
    provinces = _order(pages, "province", _group_provinces)
    comparisons, agencies = (_gather(pages, kind) for kind in ("compare", "accountability"))
    sheets = {_whose(page): page for page in sorted(pages, key=lambda page: page["year"]) if page["page"] == "sheet"}
    dossiers: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for page in pages:
        if page["page"] == "onestop":
            dossiers.setdefault((page["language"], page["province_name"]), []).append(page)
    beside = (comparisons, agencies, dossiers)
    planned = {page["html"]: _links_of(page, places, components, provinces, beside) for page in pages}
    of_whom: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for page in pages if sheets else ():
        of_whom.setdefault(_whose(page), []).append(page)
    for page in pages:
        if page["page"] == "sheet":
            onward = _lead_onward(page, of_whom[_whose(page)])
            planned[page["html"]] = replace(planned[page["html"]], onward=onward)
        elif _whose(page) in sheets:
            planned[page["html"]] = _begin_with_sheet(planned[page["html"]], page, sheets[_whose(page)])
    return planned


def _whose(page: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return whose page it is: a province keeps its name where codes and vintages of indices differ."""
    return page.get("province_name") or None, page["language"]


def _begin_with_sheet(links: PageLinks, page: Mapping[str, Any], sheet: Mapping[str, Any]) -> PageLinks:
    """Return the links of a province's page with the sheet over all indices right below the index of all pages."""
    step = Link(interface_words(page["language"])["sheet"], relative_address(sheet["html"], page["html"]))
    return replace(links, trail=(*links.trail[:1], step, *links.trail[1:]))


def _lead_onward(sheet: Mapping[str, Any], own: Iterable[Mapping[str, Any]]) -> tuple[Link, ...]:
    """Return links to the province's page of every index in its newest year, and to all its agencies.

    Parameters
    ----------
    own : iterable of mapping
        The pages of the same province in the same language.
    """
    newest = {page["index"]: page for page in sorted(own, key=lambda page: page["year"]) if page["page"] == "province"}
    agencies = {
        (page["agency"], page["index"]): page
        for page in sorted(own, key=lambda page: (str(page.get("agency")), page["year"]))
        if page["page"] == "accountability"
    }
    named = [(_name_run(newest[index]), newest[index]) for index in INDICES if index in newest]
    named += [(f"{agency} – {_name_run(page)}", page) for (agency, _), page in agencies.items()]
    return tuple(Link(text, relative_address(page["html"], sheet["html"])) for text, page in named)


def _gather(pages: list[Mapping[str, Any]], kind: str) -> dict[tuple[Any, ...], list[Mapping[str, Any]]]:
    """Return the pages of one kind by run and province."""
    found: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for page in pages:
        if page["page"] == kind:
            found.setdefault((*_run(page), page["province"]), []).append(page)
    return found


def _group_provinces(page: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what pages share that differ in their province only; a comparison of years has its own province twice."""
    run, (kind, province, component, *other) = _run(page), _place(page)[4:]
    return (*run, kind, component, *(None if part == province else part for part in other))


def _run(page: Mapping[str, Any]) -> tuple[Any, ...]:
    return page["index"], page["year"], page.get("vintage"), page["language"]


def _place(page: Mapping[str, Any]) -> tuple[Any, ...]:
    others = {"compare": ("other_province", "other_year"), "accountability": ("agency",)}
    other = tuple(page.get(name) for name in others.get(page["page"], ()))
    return (*_run(page), page["page"], page.get("province") or None, page.get("component") or None, *other)


def _order(
    pages: list[Mapping[str, Any]], name: str, group: Callable[[Mapping[str, Any]], Hashable]
) -> dict[str, tuple[Any, Any]]:
    """Return the page before and the page after each page, along *name*, within its *group*."""
    groups: dict[Any, list[Mapping[str, Any]]] = {}
    for page in pages:
        if page.get(name) and (name != "component" or page["page"] == "component"):
            groups.setdefault(group(page), []).append(page)
    neighbours = {}
    for members in groups.values():
        members.sort(key=lambda page: (order_code(page[name]), page[name]))
        for before, page, after in zip([None, *members], members, [*members[1:], None], strict=False):
            neighbours[page["html"]] = (before, after)
    return neighbours


def _links_of(
    page: Mapping[str, Any],
    places: Mapping[tuple[Any, ...], Mapping[str, Any]],
    components: Mapping[str, tuple[Any, Any]],
    provinces: Mapping[str, tuple[Any, Any]],
    beside: tuple[Mapping[tuple[Any, ...], list[Mapping[str, Any]]], ...],
) -> PageLinks:
    comparisons, agencies, dossiers = beside
    here, words = page["html"], interface_words(page["language"])
    *run, language = _run(page)

    def link(target: Mapping[str, Any] | None, text: str) -> Link | None:
        return None if target is None else Link(text, relative_address(target["html"], here))

    national = places.get((*run, language, "national", None, None))
    province = places.get((*run, language, "province", page.get("province") or None, None))
    home = Link(words["home"], relative_address(name_index(language), here))
    above = [link(national, _name_run(page))] if page["page"] not in ("national", "sheet") else []
    if page["page"] in ("component", "compare", "accountability", "onestop"):
        above.append(link(province, page.get("province_name") or page["province"]))
    onward = []
    if page["page"] == "province":
        for other in comparisons.get((*_run(page), page["province"]), ()):
            onward.append(link(other, f"{words['against']} {name_against(other)}"))
        for sheet in agencies.get((*_run(page), page["province"]), ()):
            onward.append(link(sheet, sheet["agency"]))
        for export in dossiers.get((language, page.get("province_name")), ()):
            onward.append(link(export, f"{words['onestop']} {export['year']}"))
    translated = places.get((*run, "en" if language == "vi" else "vi", *_place(page)[4:]))
    before_province, after_province = provinces.get(here, (None, None))
    before_component, after_component = components.get(here, (None, None))
    return PageLinks(
        trail=(home, *(step for step in above if step)),
        previous_province=link(before_province, _name(before_province, "province")),
        next_province=link(after_province, _name(after_province, "province")),
        previous_component=link(before_component, _name(before_component, "component")),
        next_component=link(after_component, _name(after_component, "component")),
        other_language=link(translated, words["other_language"]),
        onward=tuple(step for step in onward if step),
    )


def _name(page: Mapping[str, Any] | None, part: str) -> str:
    return "" if page is None else str(page.get(f"{part}_name") or page.get(part))


def _name_run(page: Mapping[str, Any]) -> str:
    index = INDICES.get(page["index"])
    return f"{index.call(page['language']) if index else page['index']} {page['year']}"
