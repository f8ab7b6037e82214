"""Figures in the tables of exhibits, and sentences on the rendered page."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from .claims import MISSING, OK, WRONG, Check, Found
from .field import Field
from .pages import Exhibit, Page
from .raw import Raw


def read_tables(page: Page, raw: Raw, fields: Callable[[str, str], Field]) -> Iterator[Found]:
    """Check scores, ranks and national figures in the tables of a page, unrounded."""
    field = fields(page.index, page.vintage)
    for exhibit in page.exhibits:
        reader = READERS.get(exhibit.name)
        for label, told, expected in reader(exhibit, page, field) if reader else ():
            yield Found("table", exhibit.name, f"{exhibit.name}: {label}", _hold(label, told, expected), "")


def _hold(label: str, told: object, expected: float) -> Check:
    if told is None or (isinstance(told, float) and np.isnan(told)):
        known = expected is not None and not np.isnan(expected)
        return Check(label, "nothing", expected, OK if not known else WRONG)
    if expected is None or np.isnan(expected):
        return Check(label, told, "not known", MISSING)
    return Check(label, told, expected, OK if abs(float(told) - expected) <= 1e-6 * max(1, abs(expected)) else WRONG)


def _rows(exhibit: Exhibit) -> Iterator[dict]:
    for row in exhibit.rows:
        yield dict(zip(exhibit.columns, row, strict=True))


def _read_places(exhibit: Exhibit, page: Page, field: Field) -> Iterator[tuple[str, object, float]]:
    for row in _rows(exhibit):
        code = row.get("province_code")
        if (
            code is None
            or code not in field.places.vi
            or row.get("role") in ("archipelago", "national_mean", "regional_mean")
        ):
            continue
        yield f"score of {code}", row["score"], field.score(page.year, page.code, code)
        yield f"rank of {code}", row["rank"], field.rank(page.year, page.code, code)


def _read_history(exhibit: Exhibit, page: Page, field: Field) -> Iterator[tuple[str, object, float]]:
    key = field.run(page.year, page.code)
    for row in _rows(exhibit):
        year = int(row["year"])
        code = field.code_of(key[0], year) if key else None
        if code is None:
            continue
        yield f"score {year}", row["score"], field.score(year, code, page.place)
        yield f"rank {year}", row["rank"], field.rank(year, code, page.place)
        if row.get("national_median") is not None:
            yield f"median {year}", row["national_median"], field.quantile(year, code, 0.5)
        if row.get("national_mean") is not None:
            yield f"mean {year}", row["national_mean"], field.mean(year, code)


def _read_components(exhibit: Exhibit, page: Page, field: Field) -> Iterator[tuple[str, object, float]]:
    for row in _rows(exhibit):
        code = row["component_code"]
        if field.row(page.year, code) is None:
            continue
        yield f"score of {code}", row["score"], field.score(page.year, code, page.place)
        yield f"rank on {code}", row["rank"], field.rank(page.year, code, page.place)
        if row.get("national_mean") is not None:
            yield f"mean of {code}", row["national_mean"], field.mean(page.year, code)
        if row.get("best") is not None:
            yield f"best of {code}", row["best"], field.best(page.year, code)[0]


READERS = {
    "ranking": _read_places,
    "position": _read_places,
    "map": _read_places,
    "regions": _read_places,
    "history": _read_history,
    "components": _read_components,
    "profile": _read_components,
}


def find_unrendered(page: Page, rendered: Path) -> list[tuple[str, str]]:
    """Return the sentences of the notebook that the rendered page does not show as they are."""
    if not rendered.exists():
        return []
    text = re.sub(r"<(script|style)\b.*?</\1>", "", rendered.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = _plain(html.unescape(re.sub(r"<[^>]+>", "", text)))
    return [
        (exhibit.name, sentence)
        for exhibit in page.exhibits
        for sentence in (exhibit.finding, exhibit.note)
        if sentence and _plain(sentence) not in text
    ]


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)
