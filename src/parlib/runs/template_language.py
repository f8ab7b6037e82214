"""One template holds both languages; a run keeps one of them."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Sequence
from itertools import count
from typing import Any

from parlib.language.numbers import LANGUAGES, check_language
from parlib.language.words import PlaceWords, put_words, words_for
from parlib.terms import INDICES, NATIONAL, RULES, list_by

Notebook = dict[str, Any]
"""A notebook as in its file, or as nbformat reads it: that takes longer to import than a country to check."""

SCORED_LIKE = "scoreboard"
"""Kind of index that a province's own ones are of: scored by criteria, from documents and surveys."""

_NUMBERED = re.compile(r"^## \d+\. ", re.MULTILINE)

_ONLY = "only-"
"""Begins the tag of a cell that is for indices of one kind of workbooks."""

ASK = "ask"
"""Function that shows a heading or a question in one language (`parlib.ask`)."""

_LONE_CALL = re.compile(rf"\s*parlib\.{ASK}\(")


def read_words(cell: dict[str, Any]) -> dict[str, str] | None:
    r"""Return the text of a cell that does nothing but ask, by language; None for any other cell.

    Examples
    --------
    >>> source = "parlib.ask(subject, vi='# Điểm', en='# Score')"
    >>> read_words({"cell_type": "code", "source": source})
    {'vi': '# Điểm', 'en': '# Score'}
    """
    if cell["cell_type"] != "code" or not _LONE_CALL.match(cell.get("source", "")):
        return None
    match ast.parse(cell["source"]).body:
        case [ast.Expr(ast.Call(_, _, keywords))]:
            texts = {word.arg: word.value for word in keywords}
            if set(texts) == set(LANGUAGES) and all(isinstance(text, ast.Constant) for text in texts.values()):
                return {language: str(ast.literal_eval(texts[language])).strip() for language in LANGUAGES}
    return None


def show_words(cells: Sequence[dict[str, Any]], language: str) -> None:
    """Put beside each cell that asks what it asks, so that a template that nobody has run reads as text.

    The words are those of an index over the provinces; what is shown is replaced when the template is run.
    """
    for cell in cells:
        if words := read_words(cell):
            text = put_words(words[language], words_for(None, language))
            shown = {"data": {"text/markdown": text}, "metadata": {}, "output_type": "display_data"}
            cell.update(outputs=[shown], execution_count=None)


def choose_index(notebook: Notebook, index: str, language: str = LANGUAGES[0]) -> Notebook:
    """Return a copy of *notebook* without the cells that are for other indices only.

    A cell tagged ``only-scoreboard`` stands on pages of the indices that come as scoreboards and of a province's own
    ones; one without such a tag on all. Questions that arise for provinces only (``over-provinces``), for an own index
    only (``own-index``), or for places in groups or with known covariates (``with-groups``, ``with-peers``), are left
    out elsewhere. Words for places are put in (`name_places`).

    Raises
    ------
    ValueError
        If the template has a field that is no word for places.

    Examples
    --------
    >>> import nbformat.v4 as v4
    >>> cell = v4.new_code_cell("1", metadata={"tags": ["only-scoreboard"]})
    >>> [len(choose_index(v4.new_notebook(cells=[cell]), index).cells) for index in ("par_index", "papi")]
    [1, 0]
    """
    chosen = copy.deepcopy(notebook)
    chosen["cells"] = [cell for cell in chosen["cells"] if _is_for(cell["metadata"].get("tags", []), index)]
    name_places(chosen["cells"], words_for(INDICES[index].nouns, language))
    if index not in NATIONAL:
        _number_sections(chosen["cells"])
    return chosen


def name_places(cells: Sequence[dict[str, Any]], words: PlaceWords) -> None:
    """Put the words for places into the fields of markdown cells: ``{place}``, ``{groups:cap}``.

    Raises
    ------
    ValueError
        For a field that is no word for places.

    Examples
    --------
    >>> cells = [{"cell_type": "markdown", "source": "## {groups:cap}, `{year}`"}]
    >>> name_places(cells, words_for(None, "en"))
    >>> cells[0]["source"]
    '## Regions, `{year}`'
    """
    for cell in cells:
        if cell["cell_type"] == "markdown":
            cell["source"] = put_words(cell["source"], words)


def _number_sections(cells: Sequence[dict[str, Any]]) -> None:
    """Number anew the sections that are left."""
    numbers = count(1)
    for cell in cells:
        if cell["cell_type"] == "markdown":
            cell["source"] = _NUMBERED.sub(lambda found: f"## {next(numbers)}. ", cell["source"])


def _is_for(tags: Sequence[str], index: str) -> bool:
    named = [tag.removeprefix(_ONLY) for tag in tags if tag.startswith(_ONLY)]
    if named and (RULES[index].workbooks if index in NATIONAL else SCORED_LIKE) not in named:
        return False
    known = INDICES[index]
    conditions = {
        "over-provinces": known.nouns is None,
        "own-index": known.nouns is not None,
        "with-groups": known.grouped,
        "with-peers": known.similar,
        "without-peers": not known.similar,
        "with-readings": index in list_by(dossiers=True),
    }
    return all(conditions.get(tag, True) for tag in tags)


def choose_language(notebook: Notebook, language: str) -> Notebook:
    r"""Return a copy of *notebook* in which cells that ask are markdown cells in *language* (chọn ngôn ngữ).

    A cell with nothing to say in *language* is left out. All other cells stay.

    Raises
    ------
    ValueError
        For a language that pages are not written in.

    Examples
    --------
    >>> import nbformat.v4 as v4
    >>> cell = v4.new_code_cell("parlib.ask(subject, vi='# Điểm', en='# Score')")
    >>> choose_language(v4.new_notebook(cells=[cell]), "vi").cells[0].source
    '# Điểm'
    """
    check_language(language)
    chosen = copy.copy(notebook)
    chosen["cells"] = []
    for cell in notebook["cells"]:
        words = read_words(cell)
        if words is None:
            chosen["cells"].append(copy.deepcopy(cell))
        elif words[language]:
            chosen["cells"].append(_write_words(cell, words[language]))
    return chosen


def _write_words(cell: dict[str, Any], text: str) -> dict[str, Any]:
    """Return a markdown cell of *text* in the place of *cell*, of the same kind of mapping."""
    kept = {name: value for name, value in cell["metadata"].items() if name != "jupyter"}
    written = type(cell)(cell_type="markdown", metadata=type(cell["metadata"])(kept), source=text)
    if "id" in cell:
        written["id"] = cell["id"]
    return written
