"""What a reader is shown of each output of a notebook: one plain mapping with a ``kind`` for each."""

from __future__ import annotations

import base64
import binascii
import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from parlib.charts.describe import describe_executed
from parlib.charts.source import Source
from parlib.charts.svg import write_svg
from parlib.exhibits.exhibit import MIME, VERSION
from parlib.pages.markup import clean_html, plain_text
from parlib.questions.actions import BLANK
from parlib.wording.columns import format_value
from parlib.wording.titles import SIMULATED

PLACED = re.compile(r'data-p="([^"]+)"')
"""The place of a mark in a chart that is drawn."""

View = dict[str, Any]
"""One thing to show: ``kind`` and what the template needs for it."""


def measure_picture(png: str) -> tuple[int, int] | None:
    """Return width and height in pixels of a PNG given in base64; None if it is not one.

    Examples
    --------
    >>> measure_picture("iVBORw0KGgoAAAANSUhEUgAAAyAAAAJYCAYAAACadoJw")
    (800, 600)
    """
    try:
        head = base64.b64decode(png[:32])  # 32 letters are the 24 bytes up to the size: a picture can be a megabyte
    except (binascii.Error, ValueError):
        return None
    return struct.unpack(">II", head[16:24]) if head[:4] == b"\x89PNG" and len(head) >= 24 else None


def view_exhibit(exhibit: Mapping[str, Any], png: str | None, words: Mapping[str, str], here: str | None) -> View:
    """Return an exhibit for showing: finding, picture, note, source and its table written out.

    *here* is the code of the province that the page is about; its row is marked in the table.
    """
    drawing = draw_chart(exhibit, here or "") if png else None
    first, *points = exhibit["finding"].split("\n")
    return {
        "kind": "exhibit",
        "name": str(exhibit["name"]),
        "chart": exhibit["chart"],
        "finding": first,
        "points": points,
        "open_on": exhibit.get("open_on", []),
        "note": exhibit["note"],
        "source": exhibit["source"],
        "simulated": bool(exhibit.get("simulated")),
        "drawing": drawing,
        "places": len(set(PLACED.findall(drawing))) if drawing else 0,
        "picture": view_picture(png, exhibit["alt"] or exhibit["finding"]) if png and not drawing else None,
        "table": view_table(exhibit, here) if exhibit["rows"] else None,
        "summary": words["data_of_text" if exhibit["chart"] == "text" else "data"],
    }


def draw_chart(exhibit: Mapping[str, Any], here: str) -> Markup | None:
    """Return the chart of an exhibit as SVG that answers to pointer and keyboard; None where it is no chart."""
    fields = {name: exhibit[name] for name in ("columns", "rows", "options", "language", "decimals")}
    source = Source(exhibit["chart"], **fields, here=here)
    chart = describe_executed(source)
    if chart is None:
        return None
    stamp = SIMULATED if exhibit.get("simulated") else ""
    alt = exhibit["alt"] or exhibit["finding"]
    return Markup(write_svg(chart, alt, exhibit["language"], stamp))


def view_table(exhibit: Mapping[str, Any], here: str | None) -> View:
    """Return the table of an exhibit as text, column by column in the wording of its language."""
    language, decimals = exhibit["language"], exhibit["decimals"]
    # Helper columns are for charts only. Without them places in the table shift: see ``places``.
    columns = [
        (at, column)
        for at, column in enumerate(exhibit["columns"])
        if column["kind"] != "helper" and any(row[at] != BLANK for row in exhibit["rows"])
    ]
    names = [column["name"] for _, column in columns]
    every = [column["name"] for column in exhibit["columns"]]
    code = every.index("province_code") if here and "province_code" in every else None
    rows = [
        {
            "here": code is not None and row[code] == here,
            "cells": [format_value(row[place], column["kind"], language, decimals) for place, column in columns],
        }
        for row in exhibit["rows"]
    ]
    figures = [n for n, (_, column) in enumerate(columns, start=1) if column["kind"] not in ("text", "code")]
    return {
        "labels": [column["label"] for _, column in columns],
        "figures": " ".join(f"f{number}" for number in figures),
        "heading": _find_heading(names, rows),
        "places": {place: shown for shown, (place, _) in enumerate(columns)},
        "rows": rows,
    }


def _find_heading(names: Sequence[str], rows: Sequence[View]) -> int:
    """Return the place of the column that names its rows: the province or component, if every row has one."""
    naming = (at for at, name in enumerate(names) if name in ("province", "component"))
    return next((place for place in naming if all(row["cells"][place] for row in rows)), 0)


def view_picture(png: str, alt: str) -> View:
    """Return a PNG for showing within the page."""
    return _picture("image/png;base64", png.replace("\n", ""), alt, measure_picture(png))


def _picture(media: str, content: str, alt: str, size: tuple[int, int] | None = None) -> View:
    width, height = size or (None, None)
    return {"kind": "picture", "src": f"data:{media},{content}", "alt": alt, "width": width, "height": height}


def view_data(data: Mapping[str, Any], metadata: Mapping[str, Any], words: Mapping[str, str]) -> View:
    """Return the richest safe form of an output that is not an exhibit."""
    # The richest form that cannot carry a script: an SVG in an <img> runs none, HTML is cleaned, LaTeX stays text.
    for media in ("image/png", "image/jpeg", "image/svg+xml"):
        if media in data:
            alt = metadata.get(media, {}).get("alt") or words["picture"]
            if media == "image/png":
                return view_picture(data[media], alt)
            if media == "image/jpeg":
                return _picture(f"{media};base64", data[media].replace("\n", ""), alt)
            return _picture(media, quote(data[media]), alt)
    if "text/html" in data:
        cleaned = clean_html(data["text/html"])
        if cleaned.striptags():
            return {"kind": "html", "html": cleaned}
    if "text/markdown" in data:
        return {"kind": "markdown", "source": data["text/markdown"]}
    for media in ("text/latex", "text/plain"):
        if media in data:
            return {"kind": "text", "text": plain_text(data[media])}
    return {"kind": "text", "text": words["not_shown"]}


def view_error(output: Mapping[str, Any], number: int | None) -> View:
    """Return an error for showing: the cell's number, the error's name, what it says, how it came about."""
    return {
        "kind": "error",
        "number": number,
        "name": output.get("ename", ""),
        "message": plain_text(output.get("evalue", "")),
        "traceback": plain_text("\n".join(output.get("traceback", []))),
    }


def view_outputs(cell: Mapping[str, Any], words: Mapping[str, str], here: str | None = None) -> Iterator[View]:
    """Yield what to show of the outputs of a code cell, in order.

    An exhibit is shown once, from its own output; the finding and the note that it displays beside it for
    readers of the notebook are left out here. Text printed piece by piece is put together.
    """
    printed: View | None = None
    for output in cell.get("outputs", []):
        if output["output_type"] == "stream":
            kind = "text" if output["name"] == "stdout" else "messages"
            # The view is yielded empty and filled afterwards: what follows on the same stream is part of it.
            if printed is None or printed["kind"] != kind:
                printed = {"kind": kind, "text": ""}
                yield printed
            printed["text"] += plain_text(output["text"])
            continue
        printed = None
        if output["output_type"] == "error":
            yield view_error(output, cell.get("execution_count"))
        elif output.get("metadata", {}).get("parlib") not in ("finding", "note"):
            yield _view_display(output, words, here)


def _view_display(output: Mapping[str, Any], words: Mapping[str, str], here: str | None) -> View:
    data = output["data"]
    exhibit = data.get(MIME)
    if exhibit is not None and exhibit.get("version") == VERSION:
        return view_exhibit(exhibit, data.get("image/png"), words, here)
    return view_data(data, output.get("metadata", {}), words)
