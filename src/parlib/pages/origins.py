"""Where the figures of a page come from: numbers lead to their cells, exhibits name their documents (truy vết)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from parlib.results.executed import ExecutedPage, ShownExhibit

SOURCES = "sources"
"""The exhibit that lists the publications behind a page."""

NAMED = 3
"""How many documents an exhibit names before it leads to the whole list."""

_YEARS = re.compile(r"\d{4}")


def add_origins(views: list[dict[str, Any]], page: ExecutedPage) -> None:
    """Add to the views of a page where each exhibit comes from.

    A finding and a note get ``finding_parts`` and ``note_parts``: pieces of text, those that are a number of a table
    with the address of its cell. Tables get ``anchors``, the cells that are led to. Every exhibit gets ``origin``.
    An exhibit whose name stands twice on a page is left alone, as its cells could not be told apart.
    """
    exhibits = _find_single(page)
    places = {str(view.get("name")): number for number, view in enumerate(views, start=1) if view["kind"] == "exhibit"}
    tables = {name: views[place - 1]["table"] for name, place in places.items() if name in exhibits}
    sources = page.find(SOURCES)
    for name, exhibit in exhibits.items():
        if name not in places:
            continue
        view = views[places[name] - 1]
        lines = _cut_lines(_cut_text("finding", exhibit.finding, exhibit, page, places, tables))
        view["finding_parts"], view["points_parts"] = lines[0], lines[1:]
        view["note_parts"] = _cut_text("note", view["note"], exhibit, page, places, tables)
        view["origin"] = describe_origin(exhibit, page, sources, places.get(SOURCES))


def _find_single(page: ExecutedPage) -> dict[str, ShownExhibit]:
    counts = Counter(exhibit.name for exhibit in page.exhibits)
    return {exhibit.name: exhibit for exhibit in page.exhibits if counts[exhibit.name] == 1}


def _cut_text(
    part: str,
    text: str,
    exhibit: ShownExhibit,
    page: ExecutedPage,
    places: Mapping[str, int],
    tables: Mapping[str, dict[str, Any] | None],
) -> list[dict[str, str | None]]:
    """Cut a sentence where its links say: it was written from these cells, and nothing is searched."""
    parts: list[dict[str, str | None]] = []
    end = 0
    for start, stop, name, row, column in exhibit.links.get(part, ()):
        source = page.find(name) if name else exhibit
        anchor = _anchor(source, row, column, places, tables) if source is not None else ""
        if anchor:
            parts += [{"text": text[end:start], "href": None}, {"text": text[start:stop], "href": f"#{anchor}"}]
            end = stop
    return [piece for piece in [*parts, {"text": text[end:], "href": None}] if piece["text"]]


def _cut_lines(parts: list[dict[str, str | None]]) -> list[list[dict[str, str | None]]]:
    """Return the pieces of each line of a text; only plain words hold the end of a line."""
    lines: list[list[dict[str, str | None]]] = [[]]
    for part in parts:
        first, *others = str(part["text"]).split("\n")
        lines[-1].append({**part, "text": first})
        lines += [[{**part, "text": other}] for other in others]
    return [[part for part in line if part["text"]] for line in lines]


def _anchor(
    source: ShownExhibit,
    row: int,
    column: str,
    places: Mapping[str, int],
    tables: Mapping[str, dict[str, Any] | None],
) -> str:
    """Return the anchor of a cell, and mark it; a figure beside the table leads to the table, as a hidden cell does."""
    table = tables.get(source.name)
    if table is None:
        return ""
    names = [known["name"] for known in source.columns]
    shown = table["places"].get(names.index(column)) if row >= 0 and column in names else None
    if shown is None:
        return f"table_{places[source.name]}"
    anchor = f"n{places[source.name]}_{row}_{shown}"
    table.setdefault("anchors", {}).setdefault(row, {})[shown] = anchor
    return anchor


def describe_origin(
    exhibit: ShownExhibit, page: ExecutedPage, sources: ShownExhibit | None, place: int | None
) -> dict[str, Any]:
    """Return the documents of the page that are of the indices and years in the exhibit's table, and its size.

    ``other`` is True where the table holds figures of indices that it does not name, whose documents stand on their
    own pages.
    """
    names = [column["name"] for column in exhibit.columns]
    other = bool({"short", "index"} & set(names)) and "," not in str(exhibit.options.get("indices", ""))
    documents = [] if other or sources is None or exhibit is sources else _find_documents(exhibit, page, sources)
    return {
        "documents": [{**document, "href": f"#d{place}_{document.pop('row')}"} for document in documents[:NAMED]],
        "more": len(documents[NAMED:]),
        "all": f"#exhibit_{place}" if place else None,
        "other": other,
        "rows": len(exhibit.rows),
        "columns": len(names),
    }


def _find_documents(exhibit: ShownExhibit, page: ExecutedPage, sources: ShownExhibit) -> list[dict[str, Any]]:
    wanted = find_years(exhibit) or {int(page.about.get("year") or 0)}
    rows = [dict(zip((c["name"] for c in sources.columns), row, strict=True)) for row in sources.rows]
    serves, found = _read_serves(sources), []
    own = set(filter(None, str(exhibit.options.get("indices", "")).split(",")))
    for number, row in enumerate(rows):
        if own and serves and not own & serves[number]:
            continue
        years = [int(year) for year in _YEARS.findall(str(row.get("years") or ""))]
        if years and any(years[0] <= year <= years[-1] for year in wanted):
            date = row.get("date") or row.get("received") or ""
            details = {"tier": row.get("tier") or "", "date": date, "sha256": row.get("sha256") or ""}
            found.append({"row": number, "name": row.get("document"), **details})
    return found


def _read_serves(sources: ShownExhibit) -> list[set[str]]:
    """Return the indices that each document of the page stands behind; nothing where the exhibit does not say."""
    serves = sources.options.get("serves")
    return [set(ids.split(",")) for ids in str(serves).split(";")] if serves is not None and sources.rows else []


def find_years(exhibit: ShownExhibit) -> set[int]:
    """Return the years that an exhibit says its figures are of, else those of its table.

    These are ``year``, or ``year_from`` to ``year_to``.
    """
    if said := _YEARS.findall(str(exhibit.options.get("of_years", ""))):
        return set(map(int, said))
    names = [column["name"] for column in exhibit.columns]
    years = {int(row[names.index("year")]) for row in exhibit.rows if "year" in names and row[names.index("year")]}
    if {"year_from", "year_to"} <= set(names):
        spans = [(row[names.index("year_from")], row[names.index("year_to")]) for row in exhibit.rows]
        years |= {year for first, last in spans if first and last for year in range(int(first), int(last) + 1)}
    return years
