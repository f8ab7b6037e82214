"""Every link of every sentence of an executed notebook, held against the cell that it leads to, read as plain JSON."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

DESCRIPTIONS = Path(__file__).parents[2] / "data" / "raw" / "frameworks"

_NUMBER = re.compile(r"\d[\d.,]*")


@dataclass
class Links:
    """What came of following the links of pages."""

    followed: int = 0
    wrong: list[tuple[str, str, str, object]] = field(default_factory=list)
    loose: list[tuple[str, str, str]] = field(default_factory=list)
    tried: int = 0
    survived: list[tuple[str, str, object]] = field(default_factory=list)
    """Of the wrong numbers that were tried, those that pass for what the cell holds."""


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
    page = {what: held for what, held in notebook["metadata"]["parlib"].items() if what != "made"}
    described = DESCRIPTIONS / f"index_{page['index']}.csv"  # a rule's source is told as the index's description has it
    about = json.dumps(page) + (described.read_text(encoding="utf-8") if described.exists() else "")
    for name, exhibit in exhibits.items():
        for part in ("finding", "note", "alt"):
            said, linked = exhibit[part], set()
            for start, end, other, row, column in exhibit["links"].get(part, []):
                linked |= set(range(start, end))
                piece, held = said[start:end], about
                if other == "@method":  # a level, a published method's year
                    continue
                found.followed += 1
                if other == "@page":
                    right = all(number in about for number in re.findall(r"\d+", piece))
                else:
                    held, kind = read_cell(exhibits.get(other) if other else exhibit, row, column)
                    right = is_written(piece, held, kind, exhibit["language"])
                    _try_others(piece, held, kind, exhibit["language"], found)
                if not right:
                    found.wrong.append((str(path), f"{name}.{part}: {said}", piece, held))
            if any(letter.isdecimal() and at not in linked for at, letter in enumerate(said)):
                found.loose.append((str(path), f"{name}.{part}", said))


def _try_others(piece: str, held: object, kind: str, language: str, found: Links) -> None:
    """Change each digit of a number by one and by two; what still passes for the cell is added to *found*."""
    for digit in re.finditer(r"\d", piece) if isinstance(held, int | float) else ():
        for step in (1, 2, 9):
            other = f"{piece[: digit.start()]}{(int(digit.group()) + step) % 10}{piece[digit.end() :]}"
            found.tried += 1
            if is_written(other, held, kind, language):
                found.survived.append((piece, other, held))


def read_cell(source: dict | None, row: int, column: str) -> tuple[object, str]:
    """Return what a cell holds, or a figure beside the table (*row* below 0), and its kind."""
    if source is None:
        return None, "no such exhibit"
    if row < 0:
        return source["options"].get(column), "beside"
    names = [each["name"] for each in source["columns"]]
    if column not in names or row >= len(source["rows"]):
        return None, "no such cell"
    place = names.index(column)
    return source["rows"][row][place], source["columns"][place]["kind"]


def is_written(text: str, held: object, kind: str, language: str) -> bool:
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
    as_share = kind == "share" or (kind == "beside" and "%" in text)  # a figure beside the table has no kind
    size = abs(held) * (100 if as_share else 1)
    if "<" in text:
        return size < value and abs(value - 10**-places) < 1e-9  # the smallest number that it has digits for
    signs = (held < 0) == text.startswith(("−", "-")) or not text.startswith(("−", "-", "+"))
    half = 0.5 * 10**-places  # halves are rounded up
    return signs and -half - 1e-9 <= size - value < half - 1e-9
