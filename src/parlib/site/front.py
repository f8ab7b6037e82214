"""The front page of an index and year: provinces by components, coloured by share, with a tile map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from math import ceil, floor
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, Template

from parlib.changes.show import name_changed
from parlib.language.words import speak_of
from parlib.pages.assets import TEMPLATES
from parlib.publish.outline.tiles import add_archipelagos
from parlib.results.links import name_index, relative_address
from parlib.site.navigation import NavLink, find_folder, name_front, name_jumps
from parlib.site.page import minify_html
from parlib.site.page_summary import PageSummary, say_share
from parlib.subject import NO_REGION
from parlib.terms import INDICES, VINTAGES, order_code
from parlib.wording.interface import interface_words
from parlib.wording.titles import name_back_cast, number_component

Run = tuple[int, str, str]
"""Year, index and folder of a front page."""

STEPS = 7
"""Steps of the colour scale; the styles hold a colour for each."""


def write_fronts(summaries: Iterable[PageSummary], places: pd.DataFrame, site: Path) -> list[Path]:
    """Write the front page of every index, year and language, and the entry page of each language.

    One enters on the sheet of the province where there is one of one province only, else on the newest front page.
    """
    runs: dict[str, dict[Run, list[PageSummary]]] = defaultdict(lambda: defaultdict(list))
    sheets: dict[str, list[PageSummary]] = defaultdict(list)
    for summary in summaries:
        if summary.page == "sheet" and summary.status != "failed":
            sheets[summary.language].append(summary)
        runs[summary.language][summary.year, summary.index, find_folder(vars(summary))].append(summary)
    written = []
    for language, editions in runs.items():
        order = sorted(editions, key=lambda run: (-run[0], _place_index(run[1]), run[2]))
        addresses = {run: name_front(vars(editions[run][0])) for run in order}
        for run, address in [(order[0], name_index(language)), *addresses.items()]:
            if address == name_index(language) and len({sheet.province_name for sheet in sheets[language]}) == 1:
                newest = max(sheets[language], key=lambda sheet: sheet.year)
                written.append(_write_entry(site / address, newest))
                continue
            other = [spoken for spoken in runs if spoken != language and run in runs[spoken]]
            page = describe_front(editions[run], places, address, addresses, other)
            path = site / address
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(minify_html(_template().render(page=page, words=page["words"])), encoding="utf-8")
            written.append(path)
    return written


def _write_entry(path: Path, sheet: PageSummary) -> Path:
    """Write an entry page that opens a sheet; it needs no script, and has a link where a browser does not follow."""
    href, title = relative_address(sheet.html, path.name), escape(sheet.title)
    path.write_text(
        f'<!DOCTYPE html>\n<html lang="{sheet.language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="0; url={href}"><title>{title}</title></head>'
        f'<body><p><a href="{href}">{title}</a></p></body></html>\n',
        encoding="utf-8",
    )
    return path


def _place_index(index: str) -> int:
    return list(INDICES).index(index) if index in INDICES else len(INDICES)


@lru_cache(maxsize=1)
def _template() -> Template:
    loader = FileSystemLoader([TEMPLATES / "review", TEMPLATES / "page"])
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True).get_template(
        "front.html.j2"
    )


def describe_front(
    pages: Sequence[PageSummary],
    places: pd.DataFrame,
    address: str,
    editions: Mapping[Run, str],
    other_languages: Sequence[str],
) -> dict[str, Any]:
    """Describe the front page of one index and year as plain data.

    Parameters
    ----------
    pages : sequence of PageSummary
        The pages of the index and year, in one language.
    places : pandas.DataFrame
        Provinces of both vintages with their regions and tiles.
    address : str
        Where the front page stands in the site.
    editions : mapping
        Address of every front page of the language by year, index and folder, newest first.
    other_languages : sequence of str
        Other languages that the same index and year have pages in.
    """
    with speak_of(pages[0].index):
        return _describe(pages, places, address, editions, other_languages)


def _describe(
    pages: Sequence[PageSummary],
    places: pd.DataFrame,
    address: str,
    editions: Mapping[Run, str],
    other_languages: Sequence[str],
) -> dict[str, Any]:
    first = pages[0]
    known, words = INDICES.get(first.index), interface_words(first.language)
    limits = choose_limits([page.share for page in pages if page.share is not None])
    matrix = _Matrix(pages, _name_places(places, first.language), address, limits)
    return {
        "language": first.language,
        "words": words,
        "assets": relative_address("assets", address),
        "site": {
            "root": relative_address(".", address) + "/",
            "jumps": relative_address(name_jumps(vars(first)), address),
        },
        "others": [(other, name_index(other)) for other in other_languages],
        "title": _name_edition(first),
        "name": (known.name_vi if first.language == "vi" else known.name_en) if known else "",
        "editions": _list_editions(editions, address, find_folder(vars(first)), first.language),
        "nation": [*matrix.list_nation(), *_link_to_changed(first, address)],
        "components": matrix.list_components(),
        "rows": matrix.list_rows(),
        "tiles": matrix.list_tiles(),
        "regions": matrix.list_regions(),
        "more": matrix.list_more(),
        "agencies": matrix.list_agencies(),
        "failures": [_describe_failure(page, address) for page in pages if page.status == "failed"],
        "limits": [say_share(limit, first.language) for limit in limits],
        "counts": {state: sum(page.status == state for page in pages) for state in ("done", "no_data", "failed")},
        "simulated": any(page.simulated for page in pages),
        "mended": sorted({file for page in pages for file in page.mended}),
        "changed": any(_name_change(page) for page in pages),
    }


def choose_limits(shares: Sequence[float]) -> list[float]:
    """Return the limits between the steps of the colour scale, from the lowest to the highest share, in whole percents.

    Examples
    --------
    >>> choose_limits([0.301, 0.7, 0.999])
    [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
    >>> choose_limits([])
    [0.0, 0.14, 0.29, 0.43, 0.57, 0.71, 0.86, 1.0]
    """
    low, high = (floor(min(shares) * 100), ceil(max(shares) * 100)) if shares else (0, 100)
    if high - low < STEPS:
        low, high = max(0, high - STEPS), max(high, STEPS)
    return [round(low + (high - low) * step / STEPS) / 100 for step in range(STEPS + 1)]


def find_step(share: float | None, limits: Sequence[float]) -> int:
    """Return the step of the colour scale of a share, from 1; 0 for none.

    Examples
    --------
    >>> find_step(0.31, choose_limits([0.3, 1.0])), find_step(1.0, choose_limits([0.3, 1.0])), find_step(None, [])
    (1, 7, 0)
    """
    if share is None:
        return 0
    return 1 + min(sum(share >= limit for limit in limits[1:]), STEPS - 1)


def _name_edition(page: PageSummary) -> str:
    known = INDICES.get(page.index)
    edition = known.edition(page.year, page.language) if known else f"{page.index} {page.year}"
    return name_back_cast(edition, page.language) if find_folder(vars(page)).count("/") > 1 else edition


def _list_editions(editions: Mapping[Run, str], address: str, here: str, language: str) -> list[dict[str, Any]]:
    """Return the front pages by index; within an index the newest year comes first."""
    groups: dict[str, list[NavLink]] = {}
    for (year, index, folder), target in editions.items():
        text = f"{year} (34)" if folder.count("/") > 1 else str(year)
        groups.setdefault(index, []).append(NavLink(text, relative_address(target, address), folder == here))
    return [
        {"short": INDICES[index].call(language) if index in INDICES else index, "years": groups[index]}
        for index in sorted(groups, key=_place_index)
    ]


def _name_places(places: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return places with ``name`` and ``region`` in *language*, by vintage and code."""
    region = places[f"region_{language}"].fillna("")
    unclear = NO_REGION[0 if language == "vi" else 1]
    named = places.assign(name=places[f"name_{language}"], region=region.where(region != "", unclear))
    return named.set_index(["vintage", "province_code"]).assign(language=language)


def _link_to_changed(page: PageSummary, address: str) -> list[NavLink]:
    """Return the link to what changed, where the site is compared with an earlier run."""
    if page.change is None:
        return []
    words = interface_words(page.language)
    return [NavLink(words["changed"], relative_address(name_changed(page.language), address))]


def _name_change(page: PageSummary) -> str:
    """Return what of a page differs from an earlier run: that it is new, its finding, else its numbers; or nothing."""
    if page.change is None or not (page.change.differs or page.change.is_new):
        return ""
    if page.change.is_new:
        return "new"
    return "finding" if page.change.findings else "number"


def _describe_failure(page: PageSummary, address: str) -> dict[str, Any]:
    return {
        "href": relative_address(page.html, address),
        "title": page.title,
        "facts": page.facts,
        "error": page.error or {},
    }


class _Matrix:
    """The pages of one index and year as rows, columns, tiles and lists."""

    def __init__(
        self, pages: Sequence[PageSummary], places: pd.DataFrame, address: str, limits: Sequence[float]
    ) -> None:
        self.pages, self.places, self.address, self.limits = pages, places, address, limits
        self.language = pages[0].language
        self.components = {str(page.component): page.component_name for page in pages if page.page == "component"}
        self.provinces = {(page.vintage, page.province): page.province_name for page in pages if page.province}
        self.cells = {(page.vintage, page.province, page.page, page.component): page for page in pages}

    def list_nation(self) -> list[NavLink]:
        """Return the pages of the whole country."""
        national = [page for page in self.pages if not page.province]
        return [NavLink(page.name, relative_address(page.html, self.address)) for page in national]

    def list_components(self) -> list[dict[str, str]]:
        """Return the columns: components in the order of their codes."""
        return [
            {"code": code, "number": number_component(code), "name": self.components[code] or ""}
            for code in sorted(self.components, key=order_code)
        ]

    def list_rows(self) -> list[dict[str, Any]]:
        """Return a row for each province: its own page, then its components."""
        rows = []
        for vintage, code in sorted(self.provinces, key=lambda place: (place[0], order_code(place[1]), place[1])):
            own = self.cells.get((vintage, code, "province", None))
            parts = [self.cells.get((vintage, code, "component", column["code"])) for column in self.list_components()]
            pages = [page for page in self.pages if (page.vintage, page.province) == (vintage, code)]
            more = [page for page in pages if page.page not in ("province", "component")]
            rows.append(
                {
                    "place": f"{vintage}.{code}",
                    "name": self.provinces[vintage, code] or code,
                    "region": self._region(vintage, code),
                    "own": self._cell(own),
                    "cells": [self._cell(part) for part in parts],
                    "more": [NavLink(self._name_more(one), relative_address(one.html, self.address)) for one in more],
                }
            )
        return rows

    def list_regions(self) -> list[str]:
        """Return the regions of the provinces in the matrix."""
        return list(dict.fromkeys(self._region(*place) for place in sorted(self.provinces)))

    def list_tiles(self) -> list[dict[str, Any]]:
        """Return a tile for each province of the vintage, and for the archipelagos of Hoàng Sa and Trường Sa."""
        vintage = self.pages[0].vintage
        if vintage not in VINTAGES or vintage not in self.places.index.get_level_values(0):
            return []
        land = self.places.loc[vintage].reset_index()
        names = {"name": "province", "tile_row": "row", "tile_col": "col", "province_code": "code"}
        tiles = land[[*names]].rename(columns=names)
        tiles = tiles.assign(short_name=tiles["province"], score=float("nan"), role="other")
        tiles = add_archipelagos(tiles, self.language)
        return [
            {
                "row": int(tile.row) + 1,
                "col": int(tile.col) + 1,
                "name": tile.short_name,
                "place": f"{vintage}.{tile.code}" if tile.role == "other" else "",
                "cell": self._cell(self.cells.get((vintage, tile.code, "province", None))),
            }
            for tile in tiles.itertuples()
        ]

    def list_more(self) -> list[dict[str, Any]]:
        """Return the provinces that have further pages, such as comparisons, with those pages."""
        return [{"name": row["name"], "pages": row["more"]} for row in self.list_rows() if row["more"]]

    def list_agencies(self) -> list[dict[str, Any]]:
        """Return the lead agencies that pages name, each with its pages."""
        found: dict[str, list[PageSummary]] = defaultdict(list)
        for page in self.pages:
            for agency in page.agencies:
                found[agency].append(page)
        return [
            {
                "name": name,
                "pages": [NavLink(page.title, relative_address(page.html, self.address)) for page in found[name]],
            }
            for name in sorted(found)
        ]

    def _name_more(self, page: PageSummary) -> str:
        change = _name_change(page)
        return f"{page.name} ({interface_words(page.language)[f'change_cell_{change}']})" if change else page.name

    def _region(self, vintage: str, code: str) -> str:
        return str(self.places["region"].get((vintage, code), ""))

    def _cell(self, page: PageSummary | None) -> dict[str, Any] | None:
        if page is None:
            return None
        return {
            "href": relative_address(page.html, self.address),
            "status": page.status,
            "share": None if page.share is None else round(page.share * 100),
            "step": find_step(page.share, self.limits),
            "rank": page.rank,
            "simulated": page.simulated,
            "change": _name_change(page),
        }
