"""A page as it is planned: plain data, light to store and to send to another process."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from parlib.terms import COUNTRY, INDICES, TOTAL, find_vintage
from parlib.wording.interface import interface_words
from parlib.wording.phrases import say
from parlib.wording.titles import name_back_cast, name_component

SHARED = 3
"""Fewest pages of one component for which it is worth while to compute beforehand what they share."""

Topic = tuple[str, int, str, str, str, str]
"""Index, year, province or ``VN``, component, language and vintage of a page."""


@dataclass(frozen=True)
class PagePlan:
    """One page to make: a template, its parameters and where it goes.

    Attributes
    ----------
    page : str
        ``sheet`` (a province over all indices), ``component``, ``province``, ``national``, ``accountability``,
        ``compare`` or ``onestop``; also the name of the template.
    notebook, html : str
        Where it goes, relative to the reports folder.
    other_province, other_province_name, other_year : optional
        The other side of a comparison.
    agency : str, optional
        Agency of an accountability sheet.
    """

    page: str
    index: str
    year: int
    vintage: str
    province: str | None
    province_name: str | None
    component: str | None
    component_name: str | None
    level: int
    language: str
    notebook: str
    html: str
    other_province: str | None = None
    other_province_name: str | None = None
    other_year: int | None = None
    agency: str | None = None

    @property
    def topic(self) -> Topic:
        """What the page is about."""
        province, part = self.province or COUNTRY, self.component or TOTAL
        return (self.index, self.year, province, part, self.language, self.vintage)

    @property
    def parameters(self) -> dict[str, Any]:
        """Values for the template's parameters cell; codes stay text."""
        if self.page == "onestop":
            return {"year": self.year, "province": self.province, "language": self.language}
        given: dict[str, Any] = {"index": self.index, "year": self.year, "language": self.language}
        if self.back_cast:
            given["vintage"] = self.vintage
        if self.page != "national":
            given["province"] = self.province
        if self.page == "component":
            given["component"] = self.component
        if self.page in ("accountability", "sheet"):
            # What is overdue depends on the day, so the page is made again on another day.
            given |= {"day": datetime.date.today().isoformat()}
        if self.page == "accountability":
            given |= {"agency": self.agency}
        if self.page == "compare":
            given |= {"other_province": self.other_province, "other_year": self.other_year}
        return given

    @property
    def back_cast(self) -> bool:
        """True where a year of the 63 provinces is back-cast to the 34."""
        return self.vintage != find_vintage(self.index, self.year)

    @property
    def title(self) -> str:
        """What the page is called: the component, the province, the two sides, or the index and year."""
        edition = INDICES[self.index].edition(self.year, self.language)
        if self.page == "sheet":
            return f"{interface_words(self.language)['sheet']} {self.year} – {self.province_name}"
        if self.back_cast:
            from parlib.merger import is_unmerged  # tables are needed of back-cast pages only

            if not (self.province and is_unmerged(self.province)):
                edition = name_back_cast(edition, self.language)
        if self.page == "onestop":
            return f"{interface_words(self.language)['onestop']} {self.year} – {self.province_name}"
        if self.page == "compare":
            against = name_against(vars(self))
            return f"{self.province_name} – {edition} – {interface_words(self.language)['against'].lower()} {against}"
        if self.page == "accountability":
            return f"{self.agency} – {self.province_name} – {edition}"
        if self.page == "component":
            called = name_component(self.component, self.component_name)
            where = f"{self.province_name} – {edition}" if self.back_cast else self.province_name
            return f"{called} – {where}"
        return f"{self.province_name} – {edition}" if self.page == "province" else edition

    def to_record(self) -> dict[str, Any]:
        """Return the plan as it stands in the manifest."""
        return {"kind": "notebook", **vars(self), **INDICES.describe(self.index)}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> PagePlan:
        """Return the plan that a record of the manifest was written of.

        Raises
        ------
        KeyError
            If the record was written by another version of parlib, which planned pages otherwise.
        """
        needed = {one.name: one.default for one in fields(cls)}
        given: dict[str, Any] = {
            name: record.get(name) if name in record or default is None else record[name]
            for name, default in needed.items()
        }
        return cls(**given)


def name_against(page: Mapping[str, Any]) -> str:
    """Return what a page is compared with, as its title and links say it.

    Examples
    --------
    >>> name_against({"province": "22", "other_province": "22", "other_year": 2023, "year": 2024, "language": "vi"})
    'năm 2023'
    """
    if page["province"] == page["other_province"]:
        return say(page["language"], f"năm {page['other_year']}", str(page["other_year"]))
    name = str(page["other_province_name"])
    return name if page["year"] == page["other_year"] else f"{name} {page['other_year']}"


def choose_topics(topics: Iterable[Topic]) -> list[Topic]:
    """Return one topic of each component that at least `SHARED` pages are about.

    Of every index, year, language and vintage that several pages are about, one is chosen in any case.

    Examples
    --------
    >>> pages = [("papi", 2024, place, "1", "vi", "63") for place in ("01", "22", "24")]
    >>> choose_topics([*pages, ("papi", 2024, "22", "2", "vi", "63"), ("dti", 2024, "22", "total", "vi", "63")])
    [('papi', 2024, '01', '1', 'vi', '63')]
    """
    groups: dict[tuple, dict[str, list[Topic]]] = {}
    for index, year, province, part, language, vintage in topics:
        parts = groups.setdefault((index, year, language, vintage), {})
        parts.setdefault(part, []).append((index, year, province, part, language, vintage))
    chosen = []
    for parts in groups.values():
        most = max(parts, key=lambda part: len(parts[part]))
        several = sum(map(len, parts.values())) > 1
        for part, pages in parts.items():
            if len(pages) >= SHARED or (part == most and several):
                chosen.append(pages[0])
    return chosen
