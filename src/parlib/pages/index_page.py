"""The entry page: links to every page of a reports folder, opened from disk."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, Template

from parlib.files.atomic import write_whole
from parlib.language.numbers import LANGUAGES
from parlib.language.words import speak_of
from parlib.pages.assets import TEMPLATES, write_assets
from parlib.results.links import name_index
from parlib.results.manifest import read_pages
from parlib.results.page_spec import name_against
from parlib.terms import INDICES, is_back_cast, order_code
from parlib.wording.interface import interface_words
from parlib.wording.titles import number_component

STATES = ("done", "no_data", "failed")
"""States of a page, and the order in which they are counted."""


def build_index(reports: Path) -> Path:
    """Write the index of all pages in a reports folder (trang mục lục).

    Reads ``manifest.jsonl`` and writes ``index.html`` in Vietnamese and, where there are English pages,
    ``index.en.html``; lays styles and fonts into ``assets/``. A page whose file is not there is never linked.

    Returns
    -------
    Path
        ``reports / "index.html"``.
    """
    pages = read_pages(reports)
    write_assets(reports / "assets")
    # From disk, not from the manifest: a page may have been deleted since, and a dead link is worse than none.
    existing = {path.relative_to(reports).as_posix() for path in reports.rglob("*.html")}
    written = [language for language in LANGUAGES if any(page["language"] == language for page in pages)]
    for language in {LANGUAGES[0], *written}:
        others = [other for other in written if other != language]
        text = _render_index(pages, existing, language, others)
        write_whole(text, reports / name_index(language))
    return reports / name_index(LANGUAGES[0])


@lru_cache(maxsize=1)
def _template() -> Template:
    loader = FileSystemLoader(TEMPLATES / "site")
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template("index.html.j2")


def _render_index(
    pages: Iterable[Mapping[str, Any]], existing: Collection[str], language: str, others: list[str]
) -> str:
    script = (TEMPLATES / "site" / "filter.js").read_text(encoding="utf-8")
    spoken = [page for page in pages if page["language"] == language]
    indices = {page["index"] for page in spoken}
    with speak_of(min(indices) if len(indices) == 1 else ""):
        words = interface_words(language)
    sheets = [_cell(page, existing) | {"name": page["province_name"]} for page in spoken if page["page"] == "sheet"]
    return _template().render(
        language=language,
        words=words,
        sheets=sorted(sheets, key=lambda sheet: sheet["name"]),
        runs=arrange_pages([page for page in spoken if page["page"] != "sheet"], existing, language),
        failures=[_failure(page, existing) for page in spoken if page["status"] == "failed"],
        others=[(other, name_index(other)) for other in others],
        script=script,
        # The policy of the page allows this one script by its hash, and no other that got into it.
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def arrange_pages(pages: Iterable[Mapping[str, Any]], existing: Collection[str], language: str) -> list[dict[str, Any]]:
    """Arrange pages by index and year, newest first: the national page, then provinces by components.

    Only pages whose ``html`` is among the *existing* addresses get a link.

    Returns
    -------
    list of dict
        One for each index that *pages* hold, with ``short``, ``name`` and ``years``; each year has
        ``national``, ``comparisons``, ``dossiers``, ``components`` and ``rows``, one row a province.
    """
    groups: dict[str, dict[tuple[int, str], list[Mapping[str, Any]]]] = {}
    for page in pages:
        years = groups.setdefault(page["index"], {})
        years.setdefault((int(page["year"]), str(page.get("vintage") or "")), []).append(page)
    order = [*INDICES, *sorted(set(groups) - set(INDICES))]
    return [
        {
            "id": index,
            **_index_names(index, language),
            "years": [
                _arrange_year(*run, groups[index][run], existing) | {"back_cast": is_back_cast(index, *run)}
                for run in sorted(groups[index], reverse=True)
            ],
        }
        for index in order
        if index in groups
    ]


def _index_names(index: str, language: str) -> dict[str, str]:
    known = INDICES.get(index)
    if known is None:
        return {"short": index, "name": ""}
    return {"short": known.call(language), "name": known.name_vi if language == "vi" else known.name_en}


def _arrange_year(year: int, vintage: str, pages: list[Mapping[str, Any]], existing: Collection[str]) -> dict[str, Any]:
    components = {page["component"]: page.get("component_name") for page in pages if page["page"] == "component"}
    provinces = {page["province"]: page.get("province_name") for page in pages if page.get("province")}
    cells = {_place(page): _cell(page, existing) for page in pages}
    columns = sorted(components, key=order_code)
    rows = [
        {
            "name": provinces[code] or code,
            "page": cells.get(("province", code, None)),
            "cells": [cells.get(("component", code, column)) for column in columns],
        }
        for code in sorted(provinces, key=lambda code: (order_code(code), code))
    ]
    states = [page["status"] for page in pages]
    return {
        "year": year,
        "vintage": vintage,
        "national": cells.get(("national", None, None)),
        "comparisons": [
            _cell(page, existing) | {"name": f"{page.get('province_name')} – {name_against(page)}"}
            for page in pages
            if page["page"] == "compare"
        ],
        "dossiers": [
            _cell(page, existing) | {"name": page.get("province_name")} for page in pages if page["page"] == "onestop"
        ],
        "components": [{"code": number_component(code), "name": components[code] or ""} for code in columns],
        "rows": rows,
        "counts": [(state, states.count(state)) for state in STATES if state in states],
        "total": len(pages),
    }


def _place(page: Mapping[str, Any]) -> tuple[str, str | None, str | None]:
    component = page.get("component") if page["page"] == "component" else None
    return page["page"], page.get("province") or None, component or None


def _cell(page: Mapping[str, Any], existing: Collection[str]) -> dict[str, Any]:
    return {"href": _address(page, existing), "status": page["status"], "finding": page.get("finding") or ""}


def _address(page: Mapping[str, Any], existing: Collection[str]) -> str | None:
    html = page.get("html")
    return quote(html) if html is not None and html in existing else None


def _failure(page: Mapping[str, Any], existing: Collection[str]) -> dict[str, Any]:
    parts = [_index_names(page["index"], page["language"])["short"], page["year"], page.get("province_name")]
    name = " · ".join(str(part) for part in (*parts, page.get("component_name")) if part)
    return {"name": name, "href": _address(page, existing), "error": page.get("error") or {}}
