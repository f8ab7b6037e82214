"""What a run must know before it begins, as plain data: it can be found out in a process that then ends."""

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
from parlib.runs.staleness import Page, RunHistory, Template, check_pages, find_beside, read_history, read_template
from parlib.runs.template_language import Notebook, choose_index
from parlib.terms import INDICES

if TYPE_CHECKING:
    from parlib.runs.row_hashes import ProcessedTables

LIBRARIES = ("parlib", "papermill", "pandas", "matplotlib", "statsmodels")
"""Whose versions the manifest names."""

REPORTED = ("status", "finding", "seconds")
"""What is reported again of a page that is up to date."""


@dataclass(frozen=True)
class Preflight:
    """What a run must know; all but the pages only where one is to be made.

    Attributes
    ----------
    pages : list of Page
        All pages of the run, with the reasons of those that are made.
    raw_fingerprint : str, optional
        Hash of the raw data that the tables come from.
    notebooks : dict
        Templates by page, language and index, without the cells that are for other indices.
    file_hashes : dict
        sha256 of each template's file, by page and language.
    new_records : list of dict
        Records of code and libraries that the manifest does not hold yet.
    versions : dict
        Versions of the main libraries.
    indices : list of dict
        What the manifest says of the indices of the pages.
    tables : ProcessedTables, optional
        The rows that pages may read, by hash.
    forked : bool, optional
        Whether kernels can be forked here; None if that was not looked up.
    """

    pages: list[Page]
    raw_fingerprint: str | None = None
    notebooks: Mapping[tuple[str, str, str], Notebook] = field(default_factory=dict)
    file_hashes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    new_records: Sequence[Mapping[str, Any]] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    indices: Sequence[Mapping[str, Any]] = ()
    tables: ProcessedTables | None = None
    forked: bool | None = None


def run_preflight(
    plans: Sequence[PagePlan], reports: Path, home: Path, force: bool = False, local: bool = True
) -> Preflight:
    """Decide which pages are made, and gather what is needed to make them; the links of all are written.

    Parameters
    ----------
    plans : sequence of PagePlan
        Pages that are asked for.
    reports, home : pathlib.Path
        Folder of the pages, locked for this run, and folder with data/ and notebooks/.
    force : bool
        Make every page anew.
    local : bool
        True where the notebooks run on this machine.
    """
    from parlib.runs.row_hashes import ProcessedTables  # with numpy: the run itself only holds what this returns

    tables, history, finder = ProcessedTables(home), read_history(reports), find_beside(home)
    templates = {
        (page, language): read_template(home / "notebooks" / f"{page}.ipynb", language, home, finder)
        for page, language in sorted({(plan.page, plan.language) for plan in plans})
    }
    with INDICES.hold():
        links = write_links(plans, reports, history.pages.values())
        pages = check_pages(plans, reports, history, templates, tables, links, force)
    waiting = [page for page in pages if page.reasons]
    # What this returns is pickled to the process that asked: records of a thousand pages stay here.
    for at, page in enumerate(pages):
        kept = None if page.reasons or page.record is None else {name: page.record[name] for name in REPORTED}
        pages[at] = replace(page, record=kept, about=page.about if page.reasons else {})
    return _describe_work(pages, waiting, history, templates, tables, local) if waiting else Preflight(pages)


def _describe_work(
    pages: list[Page],
    waiting: Iterable[Page],
    history: RunHistory,
    templates: Mapping[tuple[str, str], Template],
    tables: ProcessedTables,
    local: bool,
) -> Preflight:
    """Return the preflight of a run that has pages to make."""
    from parlib.engine.entry import find_obstacle
    from parlib.store import load_fingerprint

    # All now: the run that holds the hashes has no pandas to read a table with.
    tables.read_all()
    wanted = {(page.plan.page, page.plan.language, page.plan.index) for page in waiting}
    notebooks = {
        (kind, language, index): choose_index(templates[kind, language].notebook, index, language)
        for kind, language, index in sorted(wanted)
    }
    return Preflight(
        pages,
        raw_fingerprint=load_fingerprint(tables.folder),
        notebooks=notebooks,
        file_hashes={key: template.file_hash for key, template in templates.items()},
        new_records=_list_new_records(templates.values(), history),
        versions={name: version(name) for name in LIBRARIES},
        indices=[INDICES.describe(name) for name in sorted({page.plan.index for page in pages})],
        tables=tables,
        forked=find_obstacle("python3", {}) is None if local else None,
    )


def _list_new_records(templates: Iterable[Template], history: RunHistory) -> list[dict[str, Any]]:
    """Return records of the code and the libraries that are new."""
    new_records: dict[tuple[str, str], dict[str, Any]] = {}
    for template in templates:
        for kind, hashed, parts, before in (
            ("code", template.code_hash, template.code, history.known.code),
            ("libraries", template.libraries_hash, template.libraries, history.known.libraries),
        ):
            if hashed not in before:
                new_records[kind, hashed] = {"kind": kind, "hash": hashed, "parts": parts}
    return list(new_records.values())


def write_links(plans: Iterable[PagePlan], reports: Path, known: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Write where each page leads to, among the *known* pages that exist and those of this run."""
    pages = {page["html"]: page for page in known if (reports / page["html"]).exists()}
    pages |= {plan.html: plan.to_record() for plan in plans}
    links = {html: asdict(own) for html, own in plan_links(pages.values()).items()}
    path, text = reports / LINKS, json.dumps(links, ensure_ascii=False)
    # Workers cache the links by the time of this file: it is not written again without need.
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(text, path)
    return links
