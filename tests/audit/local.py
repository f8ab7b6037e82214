"""A province's own index of departments read from its tables of places, framework and points: places are departments."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd

from .pages import Page
from .raw import Places, Raw, _read_number, _sign_series, fold

WORDS = {
    "vi": ((r"\btoàn tỉnh\b", "cả nước"), (r"\bToàn tỉnh\b", "Cả nước"), (r"\bsở\b", "tỉnh"), (r"\b[Kk]hối\b", "vùng")),
    "en": ((r"\bagencies\b", "provinces"), (r"\b[Aa]gency\b", "province"), (r"\boverall\b", "national")),
}
"""What departments, their blocks and all of them are called, and the words that patterns know."""


def read_local(raw: Raw, index: str) -> Raw:
    """Return raw figures with an own index: its places are a vintage of their own."""
    folder = raw.home / "local" / index
    known = _read_units(folder / "places.csv")
    tree = _read_framework(next(folder.glob("framework_*.csv")))
    cells = [_read_points(path, known, tree) for path in sorted(folder.glob(f"{index}_*.xlsx"))]
    return replace(
        raw,
        places=raw.places | {index: known},
        trees=raw.trees | {index: tree},
        cells=raw.cells | {index: pd.concat(cells, ignore_index=True).assign(vintage=index, printed=False)},
    )


def _read_units(path: Path) -> Places:
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    groups = {vi: (vi, en) for vi, en in zip(table["group_vi"], table["group_en"], strict=True)}
    names = {language: dict(zip(table["code"], table[f"name_{language}"], strict=True)) for language in ("vi", "en")}
    region = dict(zip(table["code"], table["group_vi"], strict=True))
    called = {fold(name): code for each in names.values() for code, name in each.items()}
    return Places(names["vi"], names["en"], region, groups, {}, called)


def _read_framework(path: Path) -> pd.DataFrame:
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table["max_score"] = table["max_score"].map(_read_number)
    table["parent_code"] = table["parent_code"].where(table["parent_code"] != "", "total")
    whole = {"component_code": "total", "parent_code": "", "name_vi": "?", "name_en": "?"}
    most = table.loc[table["parent_code"] == "total", "max_score"].sum()
    tree = pd.concat([pd.DataFrame([whole | {"max_score": most}]), table], ignore_index=True)
    parents = set(tree["parent_code"])
    tree["combine"] = ["sum" if code in parents else "leaf" for code in tree["component_code"]]
    tree = tree.assign(component_key=tree["component_code"], series="", weight=np.nan, min_score=0.0)
    years = pd.concat([tree.assign(year=year) for year in range(2024, 2029)], ignore_index=True)
    return _sign_series(years, set())


def _read_points(path: Path, known: Places, tree: pd.DataFrame) -> pd.DataFrame:
    """Return points of all components by department: parents are sums."""
    year, rows = int(re.findall(r"\d{4}", path.stem)[0]), []
    for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
        grid = list(sheet.iter_rows(values_only=True))
        place = next((known.find(str(row[0])) for row in grid[:4] if row[0] and known.find(str(row[0]))), None)
        head = next((at for at, row in enumerate(grid) if row[0] == "Mã"), None)
        if place is None or head is None:
            continue
        column = grid[head].index("Điểm đạt được")
        points = {str(row[0]): row[column] for row in grid[head + 1 :] if row[0] and row[column] is not None}
        for code in tree["component_code"].unique():
            below = [points[leaf] for leaf in points if code == "total" or leaf == code or leaf.startswith(code + ".")]
            rows += [(year, code, place, float(sum(below)))] if below else []
    return pd.DataFrame(rows, columns=["year", "code", "place", "score"])


def call_provinces(page: Page, short: str) -> Page:
    """Return a page in which departments and blocks are called provinces and regions, but for names."""
    names = [r"“[^”]*”", re.escape(short)]
    exhibits = []
    for exhibit in page.exhibits:
        texts = [_reword(text, page.language, names) for text in (exhibit.finding, exhibit.note)]
        exhibits.append(replace(exhibit, finding=texts[0], note=texts[1]))
    return replace(page, exhibits=exhibits)


def _reword(text: str, language: str, names: list[str]) -> str:
    pieces = re.split("(" + "|".join(names) + ")", text)
    for at in range(0, len(pieces), 2):
        for pattern, word in WORDS[language]:
            pieces[at] = re.sub(pattern, word, pieces[at])
    return "".join(pieces)
