"""The summary of a page: what the front page, the navigation and the search need of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from markupsafe import Markup

from parlib.changes.compare import FindingChange, PageChange
from parlib.changes.lines import Line
from parlib.changes.reasons import Reason
from parlib.language.numbers import MISSING, format_number, format_percent, format_rank
from parlib.questions.actions import BLANK
from parlib.results.executed import ExecutedPage
from parlib.site.navigation import label_page
from parlib.site.search_words import find_words
from parlib.terms import SUMMARY

DEPTH = {"national": 0, "province": 1}
"""How deep a kind of page lies; any other lies deeper."""

LONG = 30
"""Rows from which a table lists all provinces: if its words counted, every page would be about every province."""


@dataclass(frozen=True)
class PageSummary:
    """A page in short.

    Attributes
    ----------
    html, page, index, year, vintage, language, province, province_name, component, component_name, status, error
        As in the run manifest.
    name : str
        What the navigation calls it.
    title, facts, finding : str
        What search shows: the title, the index, year and province, the first finding.
    share, score, rank : float or str, optional
        Of the page's first exhibit: share reached (0-1); score and rank as their reader writes them.
    simulated : bool
        True where an exhibit holds simulated figures.
    mended : tuple of str
        Raw files behind the page that are not as they were logged.
    agencies : frozenset of str
        Lead agencies named in the page's tables.
    head, body : frozenset of str
        Folded words of the title and facts, and of everything that is said on the page.
    content : str
        Hash of the page's findings and figures.
    change : PageChange, optional
        What differs from an earlier run; None where the site is compared with none.
    lines : tuple of Line
        The same, one by one.
    """

    html: str
    page: str
    index: str
    year: int
    vintage: str
    language: str
    province: str | None
    province_name: str | None
    component: str | None
    component_name: str | None
    status: str
    error: Mapping[str, Any] | None
    name: str
    title: str
    facts: str
    finding: str
    share: float | None
    score: str
    rank: str
    simulated: bool
    mended: tuple[str, ...]
    agencies: frozenset[str]
    head: frozenset[str]
    body: frozenset[str]
    content: str = ""
    change: PageChange | None = None
    lines: tuple[Line, ...] = ()

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it likely differs from an earlier run."""
        return self.change.reasons if self.change else ()

    @property
    def findings(self) -> tuple[FindingChange, ...]:
        """The findings that differ from an earlier run."""
        return self.change.findings if self.change else ()

    @property
    def depth(self) -> int:
        """How deep the page lies: the nation, a province, a component."""
        return DEPTH.get(self.page, 2)


_CARRIED = ("html", "page", "index", "language", "province", "province_name", "component", "component_name", "status")


def summarise_page(record: Mapping[str, Any], page: Mapping[str, Any]) -> PageSummary:
    """Return a page in short, from its record in the run manifest and its description."""
    executed: ExecutedPage | None = page["executed"]
    title, facts = page["title"], " · ".join(page["eyebrow"])
    title = title.striptags() if isinstance(title, Markup) else title
    first: Mapping[str, Any] = next(
        (view for view in page["views"] if view["kind"] == "exhibit" and view["name"] != SUMMARY), {}
    )
    figures = _read_headline(executed, record["language"])
    carried: dict[str, Any] = {name: record.get(name) for name in _CARRIED}
    return PageSummary(
        **carried,
        year=int(record["year"]),
        vintage=str(record.get("vintage") or ""),
        error=record.get("error"),
        name=label_page(record),
        title=title,
        facts=facts,
        finding=first.get("finding") or record.get("finding") or "",
        simulated=page["simulated"],
        mended=page["mended"],
        agencies=_find_agencies(executed),
        head=frozenset(find_words(f"{title} {facts}")),
        body=frozenset(chain.from_iterable(find_words(text) for text in _said(page))),
        content=page["content"],
        change=page.get("difference"),
        lines=page.get("lines", ()),
        **figures,
    )


def _read_headline(executed: ExecutedPage | None, language: str) -> dict[str, Any]:
    """Return share, score and rank of the page's first exhibit below its answer, where it has them."""
    exhibit = next((one for one in executed.exhibits if one.name != SUMMARY), None) if executed else None
    row = exhibit.rows[0] if exhibit and len(exhibit.rows) == 1 else []
    known = dict(zip((column["name"] for column in exhibit.columns), row, strict=False)) if exhibit else {}
    if exhibit is None or "share" not in known:
        return {"share": None, "score": "", "rank": ""}
    score = "" if known.get("score") is None else format_number(known["score"], language, exhibit.decimals)
    rank = "" if known.get("rank") is None else format_rank(known["rank"], known.get("n_ranked"), language)
    return {"share": known["share"], "score": score, "rank": rank}


def say_share(share: float | None, language: str) -> str:
    """Write a share as a whole percentage."""
    return format_percent(share, language, 0)


def _find_agencies(executed: ExecutedPage | None) -> frozenset[str]:
    found: set[str] = set()
    for exhibit in executed.exhibits if executed else ():
        names = [column["name"] for column in exhibit.columns]
        if "lead_agency" in names:
            place = names.index("lead_agency")
            found |= {str(row[place]).strip() for row in exhibit.rows if row[place]}
    return frozenset(found - {"", MISSING, BLANK})


def _said(page: Mapping[str, Any]) -> list[str]:
    """Return what a page says in words: headings, prose, findings, notes, and the text of its tables."""
    said = [str(page["question"] or "")]
    for view in page["views"]:
        if view["kind"] == "prose":
            said.append(Markup(view["html"]).striptags())
        elif view["kind"] == "exhibit":
            said += [view["finding"], view["note"]]
    exhibits = page["executed"].exhibits if page["executed"] else ()
    for exhibit in (exhibit for exhibit in exhibits if len(exhibit.rows) <= LONG):
        said += {value for row in exhibit.rows for value in row if isinstance(value, str)}
    return said
