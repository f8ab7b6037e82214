"""Executed pages read as plain JSON, and their text cut into sentences."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MIME = "parlib"
"""Part of the media type under which a notebook carries an exhibit."""


@dataclass
class Exhibit:
    name: str
    finding: str
    note: str
    chart: str
    options: dict
    columns: list[str]
    rows: list[list]
    decimals: int


@dataclass
class Page:
    path: str
    kind: str
    index: str
    year: int
    vintage: str
    place: str | None
    code: str
    language: str
    title: str
    exhibits: list[Exhibit]
    other_place: str | None = None
    other_year: int | None = None
    agency: str | None = None


def read_page(path: Path, root: Path | None = None) -> Page:
    """Read an executed notebook."""
    notebook = json.loads(Path(path).read_bytes())
    about = notebook["metadata"]["parlib"]
    exhibits = [
        Exhibit(
            data["name"],
            data["finding"],
            data["note"],
            data["chart"],
            dict(data["options"]),
            [column["name"] for column in data["columns"]],
            data["rows"],
            data["decimals"],
        )
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        for kind, data in output.get("data", {}).items()
        if MIME in kind and isinstance(data, dict) and data.get("chart") != "none"
    ]
    return Page(
        str(Path(path).relative_to(root)) if root else str(path),
        about["page"],
        about["index"],
        int(about["year"]),
        str(about["vintage"]),
        about.get("province"),
        about.get("component") or "total",
        about["language"],
        about.get("title", ""),
        exhibits,
        about.get("other_province"),
        about.get("other_year"),
        about.get("agency"),
    )


def find_pages(root: Path) -> list[Path]:
    """Return every executed notebook below a reports folder."""
    return sorted(path for path in Path(root).rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)


ABBREVIATIONS = ("TP", "St", "al")
_END = re.compile(r"(?<=[.!?])\s+(?=[“(]?[A-ZĐÀ-Ỹ0-9<−])")


def cut_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Return start and end of each sentence of a text; a quoted name is never cut."""
    quoted = [(found.start(), found.end()) for found in re.finditer(r"“[^”]*”", text)]
    start = 0
    for found in _END.finditer(text):
        at = found.start()
        inside = any(low < at < high for low, high in quoted)
        word = re.search(r"(\w+)\.$", text[:at])
        if inside or (word and word.group(1) in ABBREVIATIONS):
            continue
        if start < at:
            yield start, at
        start = found.end()
    if start < len(text):
        yield start, len(text)
