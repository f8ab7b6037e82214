"""The navigation that every page of the site carries: the matrix, the nation, comparisons, the province."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parlib.language.words import speak_of
from parlib.results.links import relative_address
from parlib.results.page_spec import name_against
from parlib.site.scripts import write_script
from parlib.terms import LANGUAGES, find_vintage, order_code
from parlib.wording.interface import interface_words
from parlib.wording.titles import name_component

FIRST = ("sheet", "national", "province")
"""Kinds of page in the order in which the navigation names them; any other comes after, components never."""

BESIDE = ("compare", "accountability")
"""Kinds of page that the province's page leads to, as many as there are; no bar has room for them all."""


@dataclass(frozen=True)
class NavLink:
    """A step of the navigation; *current* where it is the page itself."""

    text: str
    href: str
    current: bool = False


def find_folder(record: Mapping[str, Any]) -> str:
    """Return the folder of an index and year, of a sheet the one that leads it; the 34 back-cast have their own.

    Examples
    --------
    >>> find_folder({"html": "papi/2024/22-quang-ninh/4.html", "vintage": "63"})
    'papi/2024'
    >>> find_folder({"html": "papi/2024/34/22-quang-ninh/4.html", "vintage": "34"})
    'papi/2024/34'
    >>> led_by = {"index": "papi", "year": 2024, "vintage": "63"}
    >>> find_folder({"html": "sheets/quang-ninh.html", "page": "sheet", **led_by})
    'papi/2024'
    """
    if record.get("page") == "sheet":  # of all indices: it stands with the one that leads it
        index, year, vintage = (record[name] for name in ("index", "year", "vintage"))
        return f"{index}/{year}" if vintage == find_vintage(index, year) else f"{index}/{year}/{vintage}"
    parts = record["html"].split("/")
    return "/".join(parts[: 3 if len(parts) > 3 and parts[2] == record["vintage"] else 2])


def name_front(record: Mapping[str, Any]) -> str:
    """Return the address of the front page of an index and year.

    Examples
    --------
    >>> name_front({"html": "papi/2024/22-quang-ninh/4.en.html", "vintage": "63", "language": "en"})
    'papi/2024/index.en.html'
    """
    mark = "" if record["language"] == LANGUAGES[0] else f".{record['language']}"
    return f"{find_folder(record)}/index{mark}.html"


def name_jumps(record: Mapping[str, Any]) -> str:
    """Return the address of the script that names the provinces and components of an index and year."""
    return f"{find_folder(record)}/jumps.{record['language']}.js"


def label_page(record: Mapping[str, Any]) -> str:
    """Return what the navigation calls a page: its kind; of a comparison also what it is compared with."""
    with speak_of(record["index"], record.get("province_name") or ""):
        words = interface_words(record["language"])
    return (
        f"{words['against']} {name_against(record)}"
        if record["page"] == "compare"
        else words.get(record["page"], record["page"])
    )


def plan_navigation(records: Iterable[Mapping[str, Any]]) -> dict[str, list[NavLink]]:
    """Plan the navigation of every page (điều hướng), by the page's ``html``.

    It leads to the matrix of the index and year, to the pages of the whole country, and to those of the page's own
    province that are about all of it; the province's page leads on to its comparisons and agencies.
    """
    records = list(records)
    runs = defaultdict(list)
    for record in records:
        if record["page"] != "component":
            runs[_run(record)].append(record)
    navigation = {}
    for record in records:
        with speak_of(record["index"], record.get("province_name") or ""):
            navigation[record["html"]] = _list_links(record, runs[_run(record)])
    return navigation


def _run(record: Mapping[str, Any]) -> tuple[Any, ...]:
    return find_folder(record), record["language"]


def _list_links(record: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> list[NavLink]:
    words, here = interface_words(record["language"]), record["html"]
    places = {None, "", (record.get("vintage"), record.get("province"))}
    near = [
        other
        for other in others
        if not other.get("province")
        or ((other.get("vintage"), other["province"]) in places and other["page"] not in BESIDE)
    ]
    ranks = {kind: rank for rank, kind in enumerate(FIRST)}
    near.sort(key=lambda one: (bool(one.get("province")), ranks.get(one["page"], len(FIRST)), one["page"]))
    navigation = [NavLink(words["matrix"], relative_address(name_front(record), here))]
    for other in near:
        navigation.append(NavLink(label_page(other), relative_address(other["html"], here), other["html"] == here))
    return navigation


def write_jumps(records: Iterable[Mapping[str, Any]], site: Path) -> None:
    """Write the scripts from which pages fill their lists of provinces and components."""
    runs = defaultdict(list)
    for record in records:
        if record.get("province") and record["page"] in ("province", "component"):
            runs[name_jumps(record)].append(record)
    for address, pages in runs.items():
        (site / address).parent.mkdir(parents=True, exist_ok=True)
        write_script(site / address, "jumps", _gather_jumps(pages, address))


def _gather_jumps(pages: Iterable[Mapping[str, Any]], address: str) -> dict[str, Any]:
    provinces, components = {}, {}
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for page in pages:
        code = f"{page.get('vintage') or ''}.{page['province']}"
        provinces[code] = page.get("province_name") or page["province"]
        component = (page.get("component") or "") if page["page"] == "component" else ""
        if component:
            components[component] = name_component(component, page.get("component_name"))
        found[code][component] = relative_address(page["html"], address)
    return {
        "provinces": sorted(provinces.items(), key=lambda known: (order_code(known[0]), known[0])),
        "components": sorted(components.items(), key=lambda known: order_code(known[0])),
        "pages": found,
    }
