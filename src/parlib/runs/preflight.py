"""What a run must know before it begins, as plain data: it can be found out in a process that then leaves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parlib.files.atomic import write_whole
from parlib.results.links import LINKS, plan_links
from parlib.results.page_spec import PagePlan
from parlib.runs.staleness import Journal, Page, Template, read_journal, read_template, settle_pages
from parlib.runs.template_language import Notebook, choose_index
from parlib.terms import INDICES, NATIONAL

if TYPE_CHECKING:
    from parlib.runs.row_hashes import ProcessedTables

LIBRARIES = ("parlib", "papermill", "pandas", "matplotlib", "statsmodels")
"""Whose versions the manifest names."""

KEPT = ("status", "finding", "seconds")
"""What is told again of a page that stands."""


@dataclass(frozen=True)
class Brief:
    """What a run must know; all but the pages only where one is to be made.

    Attributes
    ----------
    pages : list of Page
        All pages of the run, with the reasons of those that are made.
    made_from : str, optional
        Mark of the raw data that the tables come from.
    notebooks : dict
        Templates by page, language and index, without the cells that are for other indices.
    file_hashes : dict
        sha256 of each template's file, by page and language.
    news : list of dict
        Records of code and libraries that the manifest does not hold yet.
    versions : dict
        Versions of the main libraries.
    own : list of dict
        What the manifest says of a province's own indices.
    tables : ProcessedTables, optional
        The rows that pages may read, by hash.
    forked : bool, optional
        Whether kernels can be forked here; None if that was not looked up.
    """

    pages: list[Page]
    made_from: str | None = None
    notebooks: Mapping[tuple[str, str, str], Notebook] = field(default_factory=dict)
    file_hashes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    news: Sequence[Mapping[str, Any]] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    own: Sequence[Mapping[str, Any]] = ()
    tables: ProcessedTables | None = None
    forked: bool | None = None


def write_brief(plans: Sequence[PagePlan], reports: Path, home: Path, force: bool = False, local: bool = True) -> Brief:
    """Settle which pages are made, and gather what is needed to make them; the links of all are written.

    Parameters
    ----------
    plans : sequence of PagePlan
        Pages that are asked for.
    reports, home : pathlib.Path
        Folder of the pages, held for this run, and folder with data/ and notebooks/.
    force : bool
        Make every page anew.
    local : bool
        True where the notebooks run on this machine.
    """
    from parlib.runs.row_hashes import ProcessedTables  # with numpy; whoever holds nothing of it does without

    tables, journal = ProcessedTables(home), read_journal(reports)
    templates = {
        (page, language): read_template(home / "notebooks" / f"{page}.ipynb", language, home)
        for page, language in sorted({(plan.page, plan.language) for plan in plans})
    }
    links = write_links(plans, reports, journal.pages.values())
    pages = settle_pages(plans, reports, journal, templates, tables, links, force)
    waiting = [page for page in pages if page.reasons]
    pages = [replace(page, record=None) if page.reasons else _shorten_kept(page) for page in pages]
    return _gather(pages, waiting, journal, templates, tables, local) if waiting else Brief(pages)


def _shorten_kept(page: Page) -> Page:
    return replace(page, about={}, record={name: page.record[name] for name in KEPT})


def _gather(
    pages: list[Page],
    waiting: Iterable[Page],
    journal: Journal,
    templates: Mapping[tuple[str, str], Template],
    tables: ProcessedTables,
    local: bool,
) -> Brief:
    """Return a brief with what is needed to make the pages that wait."""
    from parlib.engine.entry import find_obstacle
    from parlib.store import load_fingerprint

    tables.read_all()
    wanted = {(page.plan.page, page.plan.language, page.plan.index) for page in waiting}
    return Brief(
        pages,
        load_fingerprint(tables.folder),
        {(page, tongue, index): choose_index(templates[page, tongue].notebook, index, tongue)
         for page, tongue, index in sorted(wanted)},
        {key: template.file_hash for key, template in templates.items()},
        _list_news(templates.values(), journal),
        {name: version(name) for name in LIBRARIES},
        [INDICES.describe(name) for name in sorted({page.plan.index for page in pages} - set(NATIONAL))],
        tables,
        find_obstacle("python3", {}) is None if local else None,
    )  # fmt: skip


def _list_news(templates: Iterable[Template], journal: Journal) -> list[dict[str, Any]]:
    """Return records of the code and the libraries that are new."""
    news: dict[tuple[str, str], dict[str, Any]] = {}
    for template in templates:
        for kind, hashed, parts, before in (
            ("code", template.code_hash, template.code, journal.known.code),
            ("libraries", template.libraries_hash, template.libraries, journal.known.libraries),
        ):
            if hashed not in before:
                news[kind, hashed] = {"kind": kind, "hash": hashed, "parts": parts}
    return list(news.values())


def write_links(plans: Iterable[PagePlan], reports: Path, known: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Write where each page leads to, among the *known* pages that exist and those of this run."""
    pages = {page["html"]: page for page in known if (reports / page["html"]).exists()}
    pages |= {plan.html: plan.to_record() for plan in plans}
    links = {html: asdict(ways) for html, ways in plan_links(pages.values()).items()}
    path, text = reports / LINKS, json.dumps(links, ensure_ascii=False)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(text, path)
    return links
