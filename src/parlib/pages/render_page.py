"""An executed notebook as a page that needs nothing but the folder it stands in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
from jinja2 import Environment
from markupsafe import Markup
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbformat.v4.rwbase import rejoin_lines, strip_transient
from traitlets import default

from parlib.exhibits.exhibit import SILENT
from parlib.files.atomic import write_whole
from parlib.language.numbers import LANGUAGES, format_day
from parlib.language.words import speak_of
from parlib.pages.assets import TEMPLATES
from parlib.pages.folding import fold_views
from parlib.pages.markup import Heading, PageMarkdown, highlight_code, make_anchor
from parlib.pages.origins import add_origins
from parlib.pages.outputs import View, view_outputs
from parlib.pages.sections import collect_headings, drop_empty_sections, drop_question, list_unanswered
from parlib.results.executed import ExecutedPage, OldNotebookError, describe_executed, list_mended
from parlib.results.links import PageLinks
from parlib.results.unanswered import list_lacking
from parlib.terms import INDICES
from parlib.wording.interface import interface_words
from parlib.wording.titles import name_level

_ERROR_MARK = "papermill-error-cell-tag"
_HIDDEN_TAGS = frozenset({_ERROR_MARK, "remove-cell", "remove_cell"})


class PageExporter(HTMLExporter):
    """nbconvert with a template of our own: no script, no outside address, alt text on every picture.

    The page is described as plain views first (see ``describe_page``), so the template only lays it out.
    """

    # Jupyter lists exporters by this name in its menus; ours needs the metadata of a page.
    export_from_notebook = None  # type: ignore[assignment]  # nbconvert lists what has a name here

    @default("template_name")
    def _default_template_name(self) -> str:
        return "page"

    @default("extra_template_basedirs")
    def _default_extra_template_basedirs(self) -> list[str]:
        return [str(TEMPLATES)]

    @default("default_preprocessors")
    def _default_preprocessors(self) -> list[str]:
        return []  # each would copy and check the whole notebook again

    def _create_environment(self) -> Environment:
        environment = super()._create_environment()
        # Only what is Markup already is taken as HTML; all else is escaped, whatever the template says.
        environment.autoescape = True
        environment.trim_blocks = environment.lstrip_blocks = True
        return environment

    def from_notebook_node(  # type: ignore[override]  # as HTMLExporter does: text, though its base says notebook
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: object
    ) -> tuple[str, dict[str, Any]]:
        """Return the page of *nb*; ``resources["page"]`` may hold ``assets, links, name, notebook``.

        The template is rendered at once: the copies that nbconvert makes for its preprocessors, of which there are
        none here, take longer than everything else.
        """
        resources = dict(resources or {})
        resources["page"] = {"assets": "assets", "links": PageLinks(), **resources.get("page", {})}
        resources["page"] |= describe_page(nb, resources["page"].get("name", ""))
        return self.template.render(resources=resources), resources


@lru_cache(maxsize=1)
def _exporter() -> PageExporter:
    """Return the exporter of this process; making one costs more than rendering a page."""
    return PageExporter()


@lru_cache(maxsize=1)
def _version() -> str:
    return version("parlib")


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook without checking it against the schema, which costs more than rendering it.

    Raises
    ------
    ValueError
        If the file is not JSON, with its path.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"), object_hook=NotebookNode)
    except ValueError as error:
        raise ValueError(f"{path} is not a notebook: {error}") from error
    if content.get("nbformat") != 4:  # an older form is converted, which only nbformat can do
        return nbformat.reads(json.dumps(content), as_version=4)
    return strip_transient(rejoin_lines(content))


def render_page(
    notebook: Path, html: Path, *, assets: str, links: PageLinks | None = None, executed: NotebookNode | None = None
) -> None:
    """Render an executed notebook as one HTML page (trang phân tích).

    Parameters
    ----------
    notebook : Path
        Executed notebook; any notebook will do, one with ``metadata.parlib`` gets its head from it.
    html : Path
        Where to write the page; its folder is made.
    assets : str
        Folder of styles and fonts as seen from the page, such as ``../../../assets``; see ``write_assets``.
    links : PageLinks, optional
        Links to other pages; see ``plan_links``.
    executed : NotebookNode, optional
        What the file holds, where it is at hand.
    """
    html.parent.mkdir(parents=True, exist_ok=True)
    page: dict[str, Any] = {"assets": assets, "links": links or PageLinks(), "name": notebook.stem}
    if notebook.parent.resolve() == html.parent.resolve():
        page["notebook"] = notebook.name
    write_whole(render_notebook(read_notebook(notebook) if executed is None else executed, page), html)


def render_notebook(notebook: NotebookNode, page: Mapping[str, Any] | None = None) -> str:
    """Return the HTML of an executed notebook, with what *page* says of its place."""
    return _exporter().from_notebook_node(notebook, {"page": dict(page or {})})[0]


def render_description(page: Mapping[str, Any]) -> str:
    """Return the HTML of a description, with ``assets, links`` and, in a site, ``site`` added to it."""
    return _exporter().template.render(resources={"page": page})


def describe_page(notebook: NotebookNode, name: str = "") -> dict[str, Any]:
    """Describe a page as plain data: its head, its headings and what it shows, in order.

    *name* is its title if neither the notebook's metadata nor its first heading gives one.
    """
    INDICES.remember(notebook.metadata.get("parlib", {}))
    about = notebook.metadata.get("parlib", {})
    # The words for places depend on the index; they are set here once, for all that the page is made of.
    with speak_of(about.get("index", ""), about.get("province_name") or ""):
        return _describe(notebook, name)


def _describe(notebook: NotebookNode, name: str) -> dict[str, Any]:
    about = notebook.metadata.get("parlib", {})
    language = find_language(notebook)
    words = interface_words(language)
    markdown = PageMarkdown()
    views = _view_cells(notebook, markdown, words, about.get("province"))
    executed = _take_exhibits(notebook)
    if executed:
        list_unanswered(views, markdown, list_lacking([executed]), language)
    views = drop_empty_sections(views)
    views, folded = fold_views(views, about.get("page", ""))
    if executed:  # its links count the views as they stand
        add_origins(views, executed)
    failed = any(view["kind"] == "error" for view in views)
    title = about.get("title") or markdown.question or name
    return {
        "language": language,
        "words": words,
        "title": title,
        "question": markdown.question if markdown.question != title else None,
        "eyebrow": _eyebrow(about, words),
        "about": about,
        "status": "failed" if failed else about.get("status", "done"),
        "views": views,
        "executed": executed,
        "simulated": any(view.get("simulated") for view in views),
        "mended": list_mended([executed] if executed else []),
        "folded": folded,
        "methods": make_anchor(words["methods"]),
        "headings": _list_headings(views, folded, markdown, words["methods"]),
        "made": _day_made(notebook, language),
        "version": _version(),
    }


def _list_headings(views: list[View], folded: int, markdown: PageMarkdown, methods: str) -> list[Heading]:
    """Return the headings of the page's contents; those of what is folded stand below the fold's own."""
    found = collect_headings(views[:folded], markdown.headings)
    if folded < len(views):
        found.append(Heading(2, make_anchor(methods), Markup(methods)))
        within = collect_headings(views[folded:], markdown.headings)
        found += [Heading(heading.level + 1, heading.anchor, heading.text) for heading in within]
    return [heading for heading in found if heading.level <= 3]


def _take_exhibits(notebook: NotebookNode) -> ExecutedPage | None:
    """Return the exhibits of a notebook; None for one that parlib did not run, or an older one."""
    try:
        return describe_executed(notebook, Path()) if notebook.metadata.get("parlib", {}).get("language") else None
    except OldNotebookError:
        return None


def find_language(notebook: NotebookNode) -> str:
    """Return the language that a notebook says it is in; Vietnamese if it does not say."""
    papermill = notebook.metadata.get("papermill", {})
    stated = notebook.metadata.get("parlib", {}).get("language") or papermill.get("parameters", {}).get("language")
    return stated if stated in LANGUAGES else LANGUAGES[0]


def _eyebrow(about: Mapping[str, Any], words: Mapping[str, str]) -> list[str]:
    """Return the short facts above the title: index, year, province, kind of page."""
    index = INDICES.get(about.get("index", ""))
    kind = words.get(about.get("page", ""), "")
    if about.get("page") == "component" and about.get("component"):
        kind = name_level(about["component"], kind, words["whole"])
    facts = [
        None
        if about.get("page") == "sheet"  # of all indices
        else index.call(about.get("language") or "vi")
        if index
        else about.get("index"),
        about.get("year"),
        about.get("province_name"),
        kind,
    ]
    return [str(fact) for fact in facts if fact]


def _day_made(notebook: NotebookNode, language: str) -> str:
    """Return the day on which papermill ran the notebook, as its reader writes a day."""
    return format_day(str(notebook.metadata.get("papermill", {}).get("end_time") or "")[:10], language)


def _view_cells(
    notebook: NotebookNode, markdown: PageMarkdown, words: Mapping[str, str], here: str | None
) -> list[View]:
    # papermill leaves the defaults in place above the values it injects: a reader needs the second only.
    injected = any("injected-parameters" in _tags(cell) for cell in notebook.cells)
    views: list[View] = []
    for cell in notebook.cells:
        tags = _tags(cell)
        if tags & _HIDDEN_TAGS or (injected and "parameters" in tags):
            continue
        if cell.cell_type == "markdown" and "setup" not in tags:
            prose = markdown.render(cell.source, cell.get("attachments"))
            views.extend([{"kind": "prose", "html": prose}] if prose else [])
        elif cell.cell_type == "code":
            shown = _view_code_cell(cell, tags, markdown, words, here)
            # A cell whose only exhibit is silent takes the question above it away with it.
            if shown and all(view.get("chart") == SILENT for view in shown):
                drop_question(views)
            else:
                views.extend(shown)
    return _put_preparation_last(views)


def _put_preparation_last(views: list[View]) -> list[View]:
    """Move parameters and cells tagged `setup` to the end: a page begins with its content."""
    begins = next((at for at, view in enumerate(views) if view["kind"] != "code"), 0)
    early = views[:begins] + [view for view in views[begins:] if view.get("setup")]
    return [view for view in views[begins:] if not view.get("setup")] + early


def _view_code_cell(
    cell: NotebookNode, tags: set[str], markdown: PageMarkdown, words: Mapping[str, str], here: str | None
) -> list[View]:
    """Return the outputs of a code cell, then its folded code: a reader wants the finding first.

    The code that made an exhibit is folded within it.
    """
    views: list[View] = []
    for view in view_outputs(cell, words, here):
        if view["kind"] == "markdown":
            view = {"kind": "prose", "html": markdown.render(view["source"])}
        elif view["kind"] == "exhibit":
            view["level"] = 3 if markdown.headings else 2
        views.append(view)
    if cell.source.strip() and not tags & {"remove-input", "remove_input"}:
        label = words["parameters" if tags & {"parameters", "injected-parameters"} else "code"]
        code = {
            "kind": "code",
            "label": label,
            "number": cell.execution_count,
            "html": highlight_code(cell.source),
            "setup": bool(tags & {"setup", "parameters", "injected-parameters"}),
        }
        if views and views[-1]["kind"] == "exhibit":
            views[-1]["code"] = code
        else:
            views.append(code)
    return views


def _tags(cell: NotebookNode) -> set[str]:
    return set(cell.metadata.get("tags", []))
