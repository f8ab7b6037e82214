"""Which pages of a run stand as they would be made now, and which must be made, with the reason."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parlib.results.fingerprints import Inputs, Known, find_damage, find_reasons, read_known
from parlib.results.manifest import read_latest
from parlib.results.page_spec import PagePlan
from parlib.runs.code_hash import hash_mapping, list_code, list_libraries
from parlib.runs.template_language import Notebook, choose_language
from parlib.terms import INDICES

if TYPE_CHECKING:
    from parlib.runs.row_hashes import ProcessedTables

RENDERING = "import parlib.pages.render_notebooks"
"""Code from which all that makes a page of a notebook is reached."""


@dataclass(frozen=True)
class Template:
    """A template in one language, with what it is made with.

    Attributes
    ----------
    notebook : dict
        Its cells, in the language.
    file_hash : str
        sha256 of its file.
    hash : str
        Hash of its cells.
    code, libraries : dict
        Hash of each file, version of each library that it can reach.
    code_hash, libraries_hash : str
        One hash of each.
    """

    notebook: Notebook
    file_hash: str
    hash: str
    code: dict[str, str]
    libraries: dict[str, str]
    code_hash: str
    libraries_hash: str


@dataclass(frozen=True)
class Page:
    """A page of a run, and what is to be done for it.

    Attributes
    ----------
    plan : PagePlan
        What was asked.
    about : mapping
        What its notebook carries in its metadata.
    inputs : Inputs
        What it is made from.
    look : str
        Hash of the code that renders it and of its links.
    reasons : list of str
        Why it is made; empty when it stands.
    only_rendered : bool
        True where the notebook stands and only its page is made.
    record : mapping, optional
        What the manifest last said of it.
    """

    plan: PagePlan
    about: Mapping[str, Any]
    inputs: Inputs
    look: str
    reasons: list[str] = field(default_factory=list)
    only_rendered: bool = False
    record: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Journal:
    """What the manifest of a reports folder says.

    Attributes
    ----------
    pages : dict
        What it last said of each notebook, by the notebook's path.
    known : Known
        Code and libraries that pages were made with.
    """

    pages: dict[str, dict[str, Any]]
    known: Known


def read_template(path: Path, language: str, home: Path) -> Template:
    """Read a template in one language and look up what it can reach."""
    stamp = path.stat().st_mtime_ns
    notebook = choose_language(_read_notebook(path, stamp), language)
    texts = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
    code, libraries = list_code(texts, (home / "notebooks", home)), list_libraries(texts)
    told = json.dumps([notebook["cells"], notebook["metadata"].get("kernelspec")], sort_keys=True)
    return Template(notebook, _hash_file(path, stamp), shorten(told), code, libraries,
                    hash_mapping(code), hash_mapping(libraries))  # fmt: skip


@lru_cache(maxsize=8)
def _read_notebook(path: Path, _changed: int) -> Notebook:
    """Read a notebook; only one of another version needs nbformat, which takes longer than settling a country."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path} is not a notebook: {error}") from error
    if notebook.get("nbformat") != 4:
        import nbformat

        return nbformat.read(path, as_version=4)
    for cell in notebook["cells"]:
        if isinstance(cell["source"], list):
            cell["source"] = "".join(cell["source"])
    return notebook


@lru_cache(maxsize=8)
def _hash_file(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def shorten(text: str) -> str:
    """Return a short hash of a text.

    Examples
    --------
    >>> shorten("4.ipynb")
    'c6332f5f4c698374'
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def read_journal(reports: Path) -> Journal:
    """Return what the manifest of a reports folder says; nothing where there is none."""
    return Journal(read_latest(reports), read_known(reports))


def settle_pages(
    plans: Sequence[PagePlan],
    reports: Path,
    journal: Journal,
    templates: Mapping[tuple[str, str], Template],
    tables: ProcessedTables,
    links: Mapping[str, Any],
    force: bool = False,
) -> list[Page]:
    """Say of every planned page whether it stands, and if not, why.

    Parameters
    ----------
    plans : sequence of PagePlan
        What was asked.
    reports : pathlib.Path
        Folder of the pages and of the manifest.
    journal : Journal
        What the manifest says.
    templates : mapping
        Templates by page and language.
    tables : ProcessedTables
        The data now.
    links : mapping
        Links of each page by its ``html``, as plain JSON.
    force : bool
        Make every page anew.
    """
    code = {template.code_hash: template.code for template in templates.values()}
    libraries = {template.libraries_hash: template.libraries for template in templates.values()}
    known = Known({**journal.known.code, **code}, {**journal.known.libraries, **libraries})
    rendering = hash_mapping(list_code([RENDERING]))
    pages = []
    for plan in plans:
        template, about = templates[plan.page, plan.language], describe_plan(plan)
        given = plan.parameters | about  # the day of an accountability sheet is a parameter only
        inputs = Inputs(template.hash, shorten(json.dumps(given, sort_keys=True)), template.code_hash,
                        template.libraries_hash)  # fmt: skip
        look = shorten(rendering + json.dumps(links.get(plan.html), sort_keys=True))
        page = Page(plan, about, inputs, look, ["asked for with --force"], False, journal.pages.get(plan.notebook))
        pages.append(page if force else _settle_page(page, reports, tables, known))
    return pages


def describe_plan(plan: PagePlan) -> dict[str, Any]:
    """Return what a notebook carries in its metadata of the page that it was run for."""
    kept = {name: value for name, value in vars(plan).items() if name not in ("notebook", "html")}
    return {"title": plan.title, "html": plan.html, **kept, **INDICES.describe(plan.index)}


def _settle_page(page: Page, reports: Path, tables: ProcessedTables, known: Known) -> Page:
    plan, record = page.plan, page.record
    reasons = find_reasons(record, page.inputs, tables, known) or find_damage(record, reports, plan.notebook)
    if reasons and _was_finished(page, reports, tables):
        return replace(page, reasons=["its notebook was run before, its page not made"], only_rendered=True)
    if reasons:
        return replace(page, reasons=reasons)
    reasons = find_damage(record, reports, plan.html)
    if record["made"].get("page") != page.look:
        reasons.append("links or the look of pages changed")
    return replace(page, reasons=reasons, only_rendered=bool(reasons))


def _was_finished(page: Page, reports: Path, tables: ProcessedTables) -> bool:
    """Say whether the notebook was run from the same inputs by a run that was stopped before it could say so."""
    path = reports / page.plan.notebook
    if not path.exists() or (page.record and not find_damage(page.record, reports, page.plan.notebook)):
        return False
    try:
        made = json.loads(path.read_text(encoding="utf-8"))["metadata"].get("parlib", {}).get("made", {})
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    return {name: made.get(name) for name in mark_page(page, tables)} == mark_page(page, tables)


def mark_page(page: Page, tables: ProcessedTables) -> dict[str, str]:
    """Return what is written into a notebook that was run, so that it is known again without the manifest."""
    return {**page.inputs.to_marks(), "tables": tables.mark}
