"""One page of the site: pictures as files, its tables for download beside it, navigation to every other page."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from parlib.changes.earlier_page import EarlierPage, compare_with_earlier
from parlib.changes.lines import list_lines
from parlib.changes.show import describe_banner, highlight_changes, name_changed
from parlib.pages.render_page import describe_page, read_notebook, render_description
from parlib.results.links import PageLinks, relative_address
from parlib.site.navigation import NavLink
from parlib.site.page_summary import PageSummary, summarise_page
from parlib.site.pictures import write_pictures
from parlib.site.scripts import write_packed

LONG = 7
"""Rows from which a table that is folded behind a picture is laid only when it is opened."""

_OPTIONAL = re.compile(r"</(?:td|th|tr|li|dd|dt)>\n?| scope=\"col\"")
_QUOTES = re.compile(r'(?<=[a-z]=)"([\w#.-]+)"(?=[ >])')


def make_page(
    reports: Path,
    site: Path,
    record: Mapping[str, Any],
    links: PageLinks,
    navigation: list[NavLink],
    jumps: str,
    before: EarlierPage | None = None,
) -> PageSummary:
    """Write one page of the site from its executed notebook; return what the rest of the site must know of it.

    Parameters
    ----------
    record : mapping
        The notebook as the run manifest has it.
    links : PageLinks
        Neighbours of the page.
    navigation : list of NavLink
        The navigation, relative to the page.
    jumps : str
        Address of the script that names all provinces and components.
    before : EarlierPage, optional
        The page in the earlier run that the site is compared with.
    """
    html = record["html"]
    page = describe_page(read_notebook(reports / record["notebook"]), Path(html).stem)
    page |= {"status": record["status"], "links": links, "assets": relative_address("assets", html), "name": html}
    if before:
        _compare_page(page, before, record)
    tables = posixpath.basename(html).removesuffix("html") + "data.js"
    page["site"] = {
        "root": relative_address(".", html) + "/",
        "navigation": navigation,
        "jumps": jumps,
        "tables": tables,
        "file": html.removesuffix(".html").replace("/", "-"),
        "province": f"{record.get('vintage') or ''}.{record['province']}" if record.get("province") else "",
        "component": record.get("component") or "",
        "made_from": str(record.get("data") or "")[:12],
        "template": str(record.get("template") or "")[:12],
    }
    path = site / html
    path.parent.mkdir(parents=True, exist_ok=True)
    write_pictures(page["views"], html, site)
    page["content"] = _write_tables(page, _defer_tables(page["views"]), path.with_name(tables))
    path.write_text(minify_html(render_description(page)), encoding="utf-8")
    return summarise_page(record, page)


def _compare_page(page: dict[str, Any], before: EarlierPage, record: Mapping[str, Any]) -> None:
    """Compare a page with the earlier run; add to its views and its banner what differs."""
    change = compare_with_earlier(before, record, page["executed"])
    highlight_changes(page["views"], change)
    page |= {"difference": change, "lines": list_lines(change, page["views"])}
    banner = describe_banner(change, page["words"])
    if banner:
        page["change"] = {**banner, "href": relative_address(name_changed(page["language"]), record["html"])}


def minify_html(html: str) -> str:
    """Leave out closing tags and quotes that HTML does not ask for, and what a heading's column is: a tenth of a page.

    Examples
    --------
    >>> minify_html('<tr class="here"><td id="n1_2">&lt;/td&gt;</td></tr>')
    '<tr class=here><td id=n1_2>&lt;/td&gt;'
    """
    return _QUOTES.sub(r"\1", _OPTIONAL.sub("", html))


def _defer_tables(views: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Mark the long tables that are folded away, and return them by name: the page lays one when it is opened."""
    folded = [view for view in views if view["kind"] == "exhibit" and view["table"] and view["chart"] != "table"]
    later = {}
    for view in folded:
        table = view["table"]
        if len(table["rows"]) > LONG:
            table["later"] = True
            later[view["name"]] = {
                "labels": table["labels"],
                "figures": table["figures"],
                "heading": table["heading"],
                "here": [number for number, row in enumerate(table["rows"]) if row["here"]],
                "cells": [row["cells"] for row in table["rows"]],
            }
            if "was" in table:
                later[view["name"]]["was"] = {f"{row}_{shown}": was for (row, shown), was in table["was"].items()}
            if "new_rows" in table:
                later[view["name"]]["new"] = table["new_rows"]
    return later


def _write_tables(page: Mapping[str, Any], later: Mapping[str, Any], path: Path) -> str:
    """Write the tables of a page, unrounded, where the page finds them when a reader asks for one as CSV.

    Returns the hash of the page's findings and figures, by which a reader's mark knows whether they changed since.
    """
    exhibits = page["executed"].exhibits if page["executed"] else ()
    tables = {
        exhibit.name: {"columns": [column["label"] for column in exhibit.columns], "rows": exhibit.rows}
        for exhibit in exhibits
        if exhibit.rows
    }
    texts = [json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in (tables, later)]
    write_packed(path, "tables", f'{{"tables":{texts[0]},"later":{texts[1]}}}')
    said = "\0".join([texts[0], *(part for exhibit in exhibits for part in (exhibit.finding, exhibit.note))])
    return hashlib.sha256(said.encode()).hexdigest()[:12]
