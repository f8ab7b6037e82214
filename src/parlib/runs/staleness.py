"""Which pages of a run are up to date, and which are stale, with the reason."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parlib.files.hashing import hash_unchanged
from parlib.results.fingerprints import (
    Fingerprints,
    KnownVersions,
    find_damage,
    list_stale_reasons,
    read_known_versions,
)
from parlib.results.manifest import read_latest
from parlib.results.page_spec import PagePlan
from parlib.runs.code_hash import ModuleFinder, hash_mapping, list_code, list_libraries
from parlib.runs.template_language import Notebook, choose_language
from parlib.speech import tell
from parlib.terms import INDICES

if TYPE_CHECKING:
    from parlib.runs.row_hashes import ProcessedTables

RENDERING = "import parlib.pages.render_notebooks"
"""Code from which all that makes a page of a notebook is reached."""


_VALUE = re.compile(r"""^(\w[^=]*=)[ ]*(?:"[^"]*"|'[^']*'|[^#])*""")
"""A parameter up to the comment behind it; its value is what is left out."""


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
    fingerprints : Fingerprints
        What it is made from.
    render_hash : str
        Hash of the code that renders it and of its links.
    reasons : list of str
        Why it is made; empty when it is up to date.
    only_rendered : bool
        True where the notebook is up to date and only its page is made.
    record : mapping, optional
        What the manifest last said of it.
    """

    plan: PagePlan
    about: Mapping[str, Any]
    fingerprints: Fingerprints
    render_hash: str
    reasons: list[str] = field(default_factory=list)
    only_rendered: bool = False
    record: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class RunHistory:
    """What the manifest of a reports folder says.

    Attributes
    ----------
    pages : dict
        What it last said of each notebook, by the notebook's path.
    known : KnownVersions
        Code and libraries that pages were made with.
    """

    pages: dict[str, dict[str, Any]]
    known: KnownVersions


def read_template(path: Path, language: str, home: Path, finder: ModuleFinder | None = None) -> Template:
    """Read a template in one language, as it is without outputs, and look up what it can reach.

    Parameters
    ----------
    finder : ModuleFinder, optional
        Finds what is imported; one for templates that are read at one moment.
    """
    finder = finder or find_beside(home)
    stamp = path.stat().st_mtime_ns
    notebook = choose_language(_read_notebook(path, stamp), language)
    texts = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
    code, libraries = list_code(texts, finder), list_libraries(texts)
    # Not the file: text in the other language and the metadata of an editor change nothing on this page.
    kernel = notebook["metadata"].get("kernelspec", {}).get("name")
    content = json.dumps([[describe_cell(cell) for cell in notebook["cells"]], kernel], sort_keys=True)
    return Template(
        notebook,
        file_hash=hash_unchanged(path),
        hash=short_hash(content),
        code=code,
        libraries=libraries,
        code_hash=hash_mapping(code),
        libraries_hash=hash_mapping(libraries),
    )


def find_beside(home: Path) -> ModuleFinder:
    """Return what finds the modules that the templates of a home import."""
    return ModuleFinder((home / "notebooks", home))


def describe_cell(cell: dict[str, Any]) -> dict[str, Any]:
    r"""Return what a cell of a template says, whatever was run or tried in it.

    Outputs, counters and ids are left out, and so are the values in the cell of parameters: a run gives its own. A
    template that was run and saved in JupyterLab is the same template.

    Examples
    --------
    >>> tried = {"cell_type": "code", "source": 'year: int = 2023  # year\nprovince = "22"', "execution_count": 3,
    ...          "metadata": {"tags": ["parameters"], "execution": {}}, "outputs": ["a picture"]}
    >>> describe_cell(tried)["source"]
    'year: int =# year\nprovince ='
    """
    tags, source = cell["metadata"].get("tags", []), cell["source"]
    if "parameters" in tags:
        source = "\n".join(_VALUE.sub(r"\1", line).rstrip() for line in source.splitlines())
    return {"cell_type": cell["cell_type"], "tags": tags, "source": source}


# The time of the file is an argument only so that a changed file is read again.
@lru_cache(maxsize=8)
def _read_notebook(path: Path, _mtime: int) -> Notebook:
    """Read a notebook; only one of another version needs nbformat, which takes longer than all checks of a country."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(tell("{path} is not a notebook: {error}", path=path, error=error)) from error
    if notebook.get("nbformat") != 4:
        import nbformat

        return nbformat.read(path, as_version=4)
    for cell in notebook["cells"]:
        if isinstance(cell["source"], list):
            cell["source"] = "".join(cell["source"])
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)  # as they were saved, if it was run in JupyterLab
    return notebook


def short_hash(text: str) -> str:
    """Return a short hash of a text.

    Examples
    --------
    >>> short_hash("4.ipynb")
    'c6332f5f4c698374'
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def read_history(reports: Path) -> RunHistory:
    """Return what the manifest of a reports folder says; nothing where there is none."""
    return RunHistory(read_latest(reports), read_known_versions(reports))


def check_pages(
    plans: Sequence[PagePlan],
    reports: Path,
    history: RunHistory,
    templates: Mapping[tuple[str, str], Template],
    tables: ProcessedTables,
    links: Mapping[str, Any],
    force: bool = False,
) -> list[Page]:
    """Check every planned page: whether it is up to date and, if not, why.

    Parameters
    ----------
    plans : sequence of PagePlan
        What was asked.
    reports : pathlib.Path
        Folder of the pages and of the manifest.
    history : RunHistory
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
    known = KnownVersions({**history.known.code, **code}, {**history.known.libraries, **libraries})
    rendering = hash_mapping(list_code([RENDERING]))
    pages = []
    for plan in plans:
        template, about = templates[plan.page, plan.language], describe_plan(plan)
        given = plan.parameters | about  # the day of an accountability sheet is a parameter only
        parameters = short_hash(json.dumps(given, sort_keys=True))
        fingerprints = Fingerprints(template.hash, parameters, template.code_hash, template.libraries_hash)
        render_hash = short_hash(rendering + json.dumps(links.get(plan.html), sort_keys=True))
        record = history.pages.get(plan.notebook)
        page = Page(plan, about, fingerprints, render_hash, reasons=["asked for with --force"], record=record)
        pages.append(page if force else _check_page(page, reports, tables, known))
    return pages


def describe_plan(plan: PagePlan) -> dict[str, Any]:
    """Return what a notebook carries in its metadata of the page that it was run for."""
    kept = {name: value for name, value in vars(plan).items() if name not in ("notebook", "html")}
    return {"title": plan.title, "html": plan.html, **kept, **INDICES.describe(plan.index)}


def _check_page(page: Page, reports: Path, tables: ProcessedTables, known: KnownVersions) -> Page:
    plan, record = page.plan, page.record
    reasons = list_stale_reasons(record, page.fingerprints, tables, known)
    if record is not None and not reasons:
        reasons = find_damage(record, reports, plan.notebook)
    if reasons and _was_finished(page, reports, tables):
        return replace(page, reasons=["its notebook was run before, its page not made"], only_rendered=True)
    if reasons or record is None:
        return replace(page, reasons=reasons)
    reasons = find_damage(record, reports, plan.html)
    if record["made"].get("page") != page.render_hash:
        reasons.append("links or the look of pages changed")
    return replace(page, reasons=reasons, only_rendered=bool(reasons))


def _was_finished(page: Page, reports: Path, tables: ProcessedTables) -> bool:
    """Say whether the notebook was run from the same inputs by a run that was stopped before it could say so."""
    path = reports / page.plan.notebook
    if not path.exists() or (page.record and not find_damage(page.record, reports, page.plan.notebook)):
        return False
    # A notebook gets its name only once it has ended, so whatever stands there is whole.
    try:
        made = json.loads(path.read_text(encoding="utf-8"))["metadata"].get("parlib", {}).get("made", {})
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    return {name: made.get(name) for name in fingerprint_page(page, tables)} == fingerprint_page(page, tables)


def fingerprint_page(page: Page, tables: ProcessedTables) -> dict[str, str]:
    """Return the hashes that a notebook carries in its metadata, by which it is recognised without the manifest."""
    return {**page.fingerprints.to_dict(), "tables": tables.fingerprint}
