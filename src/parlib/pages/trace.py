"""From a number in a sentence to the cell of a table that it comes from (truy vết số liệu)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from parlib.language.cells import METHOD as METHOD_CELL
from parlib.language.cells import PAGE
from parlib.results.executed import ExecutedPage, ShownExhibit
from parlib.terms import INDICES, VINTAGES

_NUMBER = {
    "vi": re.compile(r"(?<![\w,.])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\w])|(?<![\w,.])\d+(?:,\d+)?(?![\w])"),
    "en": re.compile(r"(?<![\w,.])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w])|(?<![\w,.])\d+(?:\.\d+)?(?![\w])"),
}

METHOD = ("95%", "90%", "0,05", "0.05", "0,001", "0.001", "25%", "100%")
"""Numbers of a method, not of the data, as they are written: levels of confidence, a quarter of places, a whole."""

_CITED = re.compile(r"(?:cộng sự|et al\.|Hochberg),? \d{4}\b")
"""The year of a cited paper is no figure."""

SUMMARY = "answer"
"""The exhibit that a page begins with: it gathers sentences, so its numbers stand in any table of the page."""


@dataclass(frozen=True)
class NumberInText:
    """A number as a sentence writes it.

    Attributes
    ----------
    start, end : int
        Where it stands in the text.
    text : str
        As written, with its percent sign.
    value : float
        Its size, without sign.
    decimals : int
        Places after the decimal sign.
    percent : bool
        True where a percent sign follows.
    """

    start: int
    end: int
    text: str
    value: float
    decimals: int
    percent: bool


@dataclass(frozen=True)
class Origin:
    """Where a number comes from: a cell of an exhibit, what the page is about, or its method.

    Attributes
    ----------
    kind : str
        ``cell``, ``setting`` (a named option of the exhibit, such as a target place), ``rows`` (how many rows the
        table has), ``about`` (index, year, component, province of the page, the 63 and the 34) or ``method``.
    exhibit : str
        Name of the exhibit; blank for ``about`` and ``method``.
    row, column : int, optional
        Cell of the exhibit's table, from 0.
    setting : str
        Name of the option.
    """

    kind: str
    exhibit: str = ""
    row: int | None = None
    column: int | None = None
    setting: str = ""


def find_numbers(text: str, language: str) -> list[NumberInText]:
    """Return the numbers that *text* holds, as its language writes them.

    Examples
    --------
    >>> [(found.text, found.value) for found in find_numbers("đạt 7,99 điểm (45,8%), xếp thứ 2/61", "vi")]
    [('7,99', 7.99), ('45,8%', 45.8), ('2', 2.0), ('61', 61.0)]
    >>> [found.value for found in find_numbers("1,000 draws, p = 0.002", "en")]
    [1000.0, 0.002]
    """
    point, group = (",", ".") if language == "vi" else (".", ",")
    numbers = []
    cited = {found.end() for found in _CITED.finditer(text)}
    for found in _NUMBER[language].finditer(text):
        if found.end() in cited:
            continue
        plain = found.group().replace(group, "").replace(point, ".")
        percent = text[found.end() : found.end() + 1] == "%"
        decimals = len(plain.partition(".")[2])
        end = found.end() + percent
        numbers.append(NumberInText(found.start(), end, text[found.start() : end], float(plain), decimals, percent))
    return numbers


def trace_numbers(
    text: str, page: ExecutedPage, exhibit: ShownExhibit | None = None
) -> list[tuple[NumberInText, Origin | None]]:
    """Return where each number of a sentence comes from; None for a number that no table of the page holds.

    A sentence that was written from cells carries its links, and only they count. Of another sentence a cell fits a
    number if it is the same once rounded to the places that are written; a sign is not compared, since
    sentences say "up" and "down". A share fits as a percentage. The sentence's own exhibit is looked at first, then
    what the page is about (index, year and the year before, component, province). Only the answer, which gathers
    sentences of the page, and a text without an exhibit may take numbers from all tables.

    Parameters
    ----------
    text : str
        A finding or note.
    page : ExecutedPage
        The page that it stands on.
    exhibit : ShownExhibit, optional
        The exhibit that it belongs to.

    Returns
    -------
    list of tuple
        Number and origin, in the order of the text.
    """
    language = page.about["language"]
    bound = _find_links(text, exhibit) if exhibit else None
    if exhibit and bound is not None:  # written from cells: nothing is searched
        return [(number, _follow(number, bound, page, exhibit)) for number in find_numbers(text, language)]
    order = [exhibit] if exhibit else []
    gathers = exhibit is None or exhibit.name == SUMMARY
    others = [other for other in page.exhibits if other is not exhibit] if gathers else []
    return [(number, _find_origin(number, page, order, others)) for number in find_numbers(text, language)]


def _find_links(text: str, exhibit: ShownExhibit) -> Sequence[Sequence[Any]] | None:
    """Return the links of a sentence; None where it was not written from cells."""
    parts = (part for part in ("finding", "note", "alt") if getattr(exhibit, part) == text)
    return next((exhibit.links[part] for part in parts if part in exhibit.links), None)


def _follow(
    number: NumberInText, links: Sequence[Sequence[Any]], page: ExecutedPage, exhibit: ShownExhibit
) -> Origin | None:
    """Return the origin that the link around a number names; None for a number that came beside the tables."""
    found = next((link for link in links if link[0] <= number.start < link[1]), None)
    if found is None:
        return None
    _, _, other, row, column = found
    if other in (PAGE, METHOD_CELL):
        return Origin("about" if other == PAGE else "method")
    told = next((one for one in page.exhibits if one.name == other), None) if other else exhibit
    if told is None:
        return None
    if row < 0:
        return Origin("setting", told.name, setting=column)
    return Origin("cell", told.name, row, [one["name"] for one in told.columns].index(column))


def _find_origin(
    number: NumberInText, page: ExecutedPage, own: Sequence[ShownExhibit], others: Sequence[ShownExhibit]
) -> Origin | None:
    return (
        next(_search_tables(number, own), None)
        or _search_about(number, page.about)
        or (Origin("method") if number.text in METHOD else None)
        or next(_search_tables(number, others), None)
    )


def _search_tables(number: NumberInText, exhibits: Sequence[ShownExhibit]) -> Iterator[Origin]:
    """Yield fitting cells: numbers first, then numbers within words, then the number of rows."""
    room, scale = _find_room(number), 100 if number.percent else 1
    for exhibit in exhibits:
        for size, share, row, column in exhibit.sizes:
            if abs((size * scale if share else size) - number.value) <= room:
                yield Origin("cell", exhibit.name, row, column)
    for exhibit in exhibits:
        for row, values in enumerate(exhibit.rows):
            for column, value in enumerate(values):
                if isinstance(value, str) and number.text in _written(value):
                    yield Origin("cell", exhibit.name, row, column)
    for exhibit in exhibits:
        for name, value in exhibit.options.items():
            if name != "decimals" and not isinstance(value, str | bool) and fits_number(value, "share", number):
                yield Origin("setting", exhibit.name, setting=name)
        if not number.decimals and not number.percent and number.value == len(exhibit.rows):
            yield Origin("rows", exhibit.name)


def fits_number(value: object, kind: str, number: NumberInText) -> bool:
    """Tell whether a cell is the number, rounded as it is written.

    Examples
    --------
    >>> number = find_numbers("giảm 0,35 điểm", "vi")[0]
    >>> fits_number(-0.3451, "change", number), fits_number(0.36, "change", number)
    (True, False)
    """
    if value is None or isinstance(value, bool) or value != value:
        return False
    size = abs(float(value))
    if kind == "share" and number.percent:
        size *= 100
    return abs(size - number.value) <= _find_room(number)


def _find_room(number: NumberInText) -> float:
    """Return how far a figure may lie from a number that is written rounded."""
    return 0.5 * 10.0**-number.decimals + 1e-9


@lru_cache(maxsize=4096)
def _written(text: str) -> frozenset[str]:
    return frozenset(found.text for language in _NUMBER for found in find_numbers(text, language))


def _search_about(number: NumberInText, about: Mapping[str, Any]) -> Origin | None:
    """Find a number in the page's identity, or in the name of an index."""
    names = [str(about.get(name) or "") for name in ("title", "year", "component", "component_name", "province_name")]
    names += [str(int(about["year"]) + step) for step in (-1, 1)] if about.get("year") else []
    names += VINTAGES
    names += [
        name for index in INDICES.values() for name in (index.short, index.short_en, index.name_vi, index.name_en)
    ]
    return Origin("about") if any(number.text in _written(name) for name in names) else None
