"""Every link of every sentence of an executed notebook, held against the cell that it leads to, read as plain JSON."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

_NUMBER = re.compile(r"\d[\d.,]*")


@dataclass
class Links:
    """What came of following the links of pages."""

    followed: int = 0
    wrong: list[tuple[str, str, str, object]] = field(default_factory=list)
    loose: list[tuple[str, str, str]] = field(default_factory=list)


def follow_links(path: Path, found: Links) -> None:
    """Follow the links of one executed notebook; wrong ones and numbers without a link are added to *found*."""
    notebook = json.loads(path.read_bytes())
    exhibits = {
        data["name"]: data
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        for kind, data in output.get("data", {}).items()
        if "parlib" in kind and isinstance(data, dict) and data.get("chart") != "none"
    }
    for name, exhibit in exhibits.items():
        for part in ("finding", "note"):
            said, linked = exhibit[part], set()
            for start, end, other, row, column in exhibit["links"].get(part, []):
                linked |= set(range(start, end))
                if other.startswith("@"):  # what the page is about, or a number of the method
                    continue
                found.followed += 1
                source = exhibits.get(other) if other else exhibit
                held = _read(source, row, column)
                if not _is_written(said[start:end], held, exhibit["language"]):
                    found.wrong.append((str(path), f"{name}.{part}: {said}", said[start:end], held))
            if any(letter.isdecimal() and at not in linked for at, letter in enumerate(said)):
                found.loose.append((str(path), f"{name}.{part}", said))


def _read(source: dict | None, row: int, column: str) -> object:
    if source is None:
        return "no such exhibit"
    if row < 0:
        return source["options"].get(column, "no such figure")
    names = [each["name"] for each in source["columns"]]
    if column not in names or row >= len(source["rows"]):
        return "no such cell"
    return source["rows"][row][names.index(column)]


def _is_written(text: str, held: object, language: str) -> bool:
    """Tell whether a text writes a value: the same name, or the same number at the digits that are written."""
    if isinstance(held, str):
        return text == held or text in held
    if not isinstance(held, int | float):
        return False
    number = _NUMBER.search(text)
    if number is None:
        return False
    digits = number.group().rstrip(".,")
    thousands, mark = (".", ",") if language == "vi" else (",", ".")
    value = float(digits.replace(thousands, "").replace(mark, "."))
    places = len(digits.partition(mark)[2])
    sizes = (abs(held), 100 * abs(held)) if "%" in text else (abs(held),)
    if "<" in text:
        return any(size < value for size in sizes)
    signs = (held < 0) == text.startswith(("−", "-")) or not text.startswith(("−", "-", "+"))
    return signs and any(abs(size - value) <= 0.5 * 10**-places + 1e-9 for size in sizes)
