"""What a worker does with an executed notebook: its page, and what the run must know of it."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from parlib.exhibits.exhibit import MIME
from parlib.pages.render_page import read_notebook, render_notebook, render_page
from parlib.results.links import LINKS, Link, PageLinks, relative_address
from parlib.terms import ABSENT, SUMMARY


def render_planned(notebook: Path, executed: NotebookNode | None = None) -> dict[str, Any]:
    """Render an executed notebook to the page that its metadata names, with the links planned for it.

    Parameters
    ----------
    notebook : Path
        The executed notebook.
    executed : NotebookNode, optional
        What the file holds, where it is at hand.

    Returns
    -------
    dict
        ``status`` (``done`` or ``no_data``), ``finding`` (its first), ``reads`` (what it read, None if it was not
        noted) and ``files`` (size of the notebook and of the page by their path below the reports folder).
    """
    executed = read_notebook(notebook) if executed is None else executed
    about = executed.metadata["parlib"]
    reports = find_reports(notebook, about["html"])
    html = reports / about["html"]
    links = _read_links(reports / LINKS, (reports / LINKS).stat().st_mtime_ns).get(about["html"], PageLinks())
    render_page(notebook, html, assets=relative_address("assets", about["html"]), links=links, executed=executed)
    headline = find_headline(executed)
    absent = headline.get("options", {}).get("status") in ABSENT
    # Sizes, not hashes: they find a file that was cut short, and a run of a thousand pages need not read them all.
    files = (notebook.resolve(), html.resolve())
    return {
        "status": "no_data" if absent else "done",
        "finding": headline.get("finding", ""),
        "reads": about.get("made", {}).get("reads"),
        "files": {path.relative_to(reports.resolve()).as_posix(): path.stat().st_size for path in files},
    }


def warm_up() -> None:
    """Make a page that is thrown away, so that the template is read before workers are forked."""
    cells = [nbformat.v4.new_markdown_cell("# 1"), nbformat.v4.new_code_cell("x = 1")]
    render_notebook(nbformat.v4.new_notebook(cells=cells))


def find_reports(notebook: Path, html: str) -> Path:
    """Return the reports folder in which a notebook lies, by the place of its page below that folder."""
    # A worker of a cluster has the reports in a folder of its own: no path from the other machine holds there.
    return notebook.resolve().parents[len(Path(html).parts) - 1]


def find_headline(notebook: nbformat.NotebookNode) -> dict[str, Any]:
    """Return the first exhibit of an executed notebook below its answer, as its output carries it; empty if none."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            exhibit = output.get("data", {}).get(MIME)
            if exhibit is not None and exhibit["name"] != SUMMARY:
                return exhibit
    return {}


@lru_cache(maxsize=4)
def _read_links(path: Path, _mtime: int) -> dict[str, PageLinks]:
    """Return the links of all pages, read once for as long as the file does not change."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return {html: _build_links(links) for html, links in found.items()}


def _build_links(links: dict[str, Any]) -> PageLinks:
    trail, onward = (tuple(Link(**link) for link in links[name]) for name in ("trail", "onward"))
    single = {name: Link(**link) if link else None for name, link in links.items() if name not in ("trail", "onward")}
    return PageLinks(trail=trail, onward=onward, **single)
