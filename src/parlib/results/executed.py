"""Executed notebooks and the exhibits in them: all that decks, documents, workbooks and the site are made from."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from parlib.exhibits.exhibit import MENDED, MIME, SILENT, VERSION
from parlib.language import Voice
from parlib.speech import tell
from parlib.terms import INDICES


class OldNotebookError(ValueError):
    """The notebook was run by another version of parlib, whose exhibits cannot be read."""


@dataclass(frozen=True)
class ShownExhibit:
    """An exhibit as an executed notebook carries it (see `parlib.exhibits.exhibit.Exhibit`).

    Attributes
    ----------
    name, finding, note, source, alt, chart, language, decimals, simulated, options
        As in the exhibit.
    columns : list of dict
        ``name, label, kind`` of each column of the table.
    rows : list of list
        The table, unrounded; missing is None.
    png : bytes, optional
        The picture as the reviewer saw it.
    cell : int
        Number of the notebook's cell that shows it, from 0.
    links : mapping
        As in the exhibit; empty where the sentences were not bound.
    title : str
        As in the exhibit; notebooks run before exhibits carried it are titled by the catalogue.
    row_decimals : sequence of int
        Decimals of each row where rows of several indices stand in one table; blank where all have *decimals*.
    """

    name: str
    finding: str
    note: str
    source: str
    alt: str
    chart: str
    language: str
    decimals: int
    simulated: bool
    options: Mapping[str, Any]
    columns: list[dict[str, Any]]
    rows: list[list[Any]]
    png: bytes | None
    cell: int
    links: Mapping[str, list[list[Any]]] = field(default_factory=dict)
    title: str = ""
    row_decimals: Sequence[int] = ()

    def decimals_at(self, row: int) -> int:
        """Return the decimals of the scores of a row, counted from 0."""
        return self.row_decimals[row] if self.row_decimals else self.decimals

    @cached_property
    def table(self) -> pd.DataFrame:
        """The table with the columns' plain names; made once, not to be changed."""
        return pd.DataFrame(self.rows, columns=[column["name"] for column in self.columns])


@dataclass(frozen=True)
class ExecutedPage:
    """An executed notebook.

    Attributes
    ----------
    path : pathlib.Path
        Where it lies.
    about : mapping
        ``title, page, index, year, vintage, province, province_name, component, component_name, level, language``.
    exhibits : tuple of ShownExhibit
        In the notebook's order, without those whose question does not arise (chart ``none``) or cannot be answered.
    texts : tuple of str
        Markdown cells, in the notebook's order.
    unanswered : mapping
        Exhibits whose question cannot be answered, and what each lacks.
    titles : mapping
        Title of each exhibit, and of each question that cannot be answered, by name.
    """

    path: Path
    about: Mapping[str, Any]
    exhibits: tuple[ShownExhibit, ...]
    texts: tuple[str, ...] = ()
    unanswered: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    def find(self, name: str) -> ShownExhibit | None:
        """Return the exhibit of that name, or None where the notebook shows none."""
        return next((exhibit for exhibit in self.exhibits if exhibit.name == name), None)

    def expect(self, name: str) -> ShownExhibit:
        """Return the exhibit of that name.

        Raises
        ------
        KeyError
            If the notebook shows none.
        """
        found = self.find(name)
        if found is None:
            raise KeyError(tell("{path} shows no exhibit {name!r}", path=self.path, name=name))
        return found


def list_mended(pages: Iterable[ExecutedPage]) -> tuple[str, ...]:
    """Return the raw files behind pages that are not as they were logged, as the exhibits of the pages say."""
    edited = (exhibit.options.get(MENDED) or "" for page in pages for exhibit in page.exhibits)
    return tuple(sorted({file for files in edited for file in str(files).split(";") if file}))


def read_executed(path: Path) -> ExecutedPage:
    """Read an executed notebook with the exhibits in it (sổ tính đã chạy).

    The file is read as plain JSON: nbformat takes ten times as long to check what parlib itself wrote.

    Raises
    ------
    OldNotebookError
        If an exhibit in it has a form that this version does not know, or the notebook does not say what it is about.
    """
    try:
        notebook = json.loads(path.read_bytes())
    except ValueError as error:
        raise OldNotebookError(
            tell("{path}: not a whole notebook ({error}): run 'parlib report' again", path=path, error=error)
        ) from error
    return describe_executed(notebook, path)


def describe_executed(notebook: Mapping[str, Any], path: Path) -> ExecutedPage:
    """Return what an executed notebook that is read already shows; *path* is named in messages.

    Raises
    ------
    OldNotebookError
        As `read_executed`.
    """
    about = notebook.get("metadata", {}).get("parlib")
    if not about:
        raise OldNotebookError(tell("{path}: not a notebook of 'parlib report': run it again", path=path))
    INDICES.remember(about)
    bundles = []
    for place, cell in enumerate(notebook["cells"]):
        found = [output.get("data", {}) for output in cell.get("outputs", [])]
        bundles += [(place, data) for data in found if MIME in data]
    titles = {data[MIME].get("name"): data[MIME].get("title") or _title_older(data[MIME], about) for _, data in bundles}
    exhibits = tuple(
        _read_exhibit(data, place, path, titles) for place, data in bundles if data[MIME].get("chart") != SILENT
    )
    silent = [data[MIME] for _, data in bundles if data[MIME].get("chart") == SILENT]
    unanswered = {exhibit["name"]: exhibit["needs"] for exhibit in silent if exhibit.get("needs")}
    texts = tuple("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    return ExecutedPage(path, dict(about), exhibits, texts, unanswered, titles)


def _title_older(exhibit: Mapping[str, Any], about: Mapping[str, Any]) -> str:
    """Return the title of an exhibit that was made before exhibits carried it; an unknown one is called by its name."""
    from parlib.questions.catalogue import list_questions

    question = list_questions().get(exhibit.get("name", ""))
    if question is None:
        return str(exhibit.get("name"))
    voice = Voice(about["language"], INDICES[about["index"]], about.get("province_name") or "")
    return str(voice.say(question.title))


def _read_exhibit(data: Mapping[str, Any], cell: int, path: Path, titles: Mapping[str, str]) -> ShownExhibit:
    exhibit = data[MIME]
    if exhibit.get("version") != VERSION:
        raise OldNotebookError(
            tell(
                "{path}: exhibit {exhibit!r} has form {form}, this version reads {version}: run 'parlib report' again",
                path=path,
                exhibit=exhibit.get("name"),
                form=exhibit.get("version"),
                version=VERSION,
            )
        )
    fields = {
        name: exhibit[name]
        for name in ("name", "finding", "note", "source", "alt", "chart", "language", "decimals", "simulated")
    }
    png = data.get("image/png")
    return ShownExhibit(
        **fields,
        options=dict(exhibit["options"]),
        columns=[dict(column) for column in exhibit["columns"]],
        rows=[list(row) for row in exhibit["rows"]],
        png=base64.b64decode(png if isinstance(png, str) else "".join(png)) if png else None,
        cell=cell,
        links=exhibit.get("links", {}),
        title=titles[exhibit["name"]],
    )
