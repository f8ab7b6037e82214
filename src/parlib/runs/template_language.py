"""One template holds both languages; a run keeps one of them."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from itertools import count
from typing import Any

from parlib.language.numbers import LANGUAGES, check_language
from parlib.language.words import CASES, NAMES, PlaceWords, give_case, words_for
from parlib.terms import INDICES, NATIONAL, RULES

Notebook = dict[str, Any]
"""A notebook as in its file, or as nbformat reads it: that takes longer to import than a country to check."""

SCORED_LIKE = "scoreboard"
"""Kind of index that a province's own ones are of: scored by criteria, from documents and surveys."""

_NUMBERED = re.compile(r"^## \d+\. ", re.MULTILINE)

_ONLY = "only-"
"""Begins the tag of a cell that is for indices of one kind of workbooks."""

_MARK = re.compile(rf"^[ \t]*<!--[ \t]*({'|'.join(LANGUAGES)})[ \t]*-->[ \t\r]*$", re.MULTILINE)


def choose_text(source: str, language: str) -> str:
    r"""Return what *source* says in *language*; text before the first mark is for everyone.

    Examples
    --------
    >>> choose_text("<!-- vi -->\nXin chào\n<!-- en -->\nHello", "en")
    'Hello'
    >>> choose_text("Not marked", "vi")
    'Not marked'
    """
    # Split at a pattern with a group: text and language alternate after the first piece.
    shared, *marked = _MARK.split(source)
    if not marked:
        return source
    blocks = [text for mark, text in zip(marked[::2], marked[1::2], strict=True) if mark == language]
    return "\n\n".join(text.strip() for text in (shared, *blocks) if text.strip())


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


_FIELD = re.compile(r"(?P<kept>`[^`]*`|\$[^$]*\$)|(?<![\\\w^{}])\{(?P<name>[a-z_]+)(?::(?P<case>[a-z]+))?\}(?!\})")
"""A field of a heading, as ``{places:cap}``; what stands in code or in a formula is none."""


def name_places(cells: Sequence[dict[str, Any]], words: PlaceWords) -> None:
    r"""Put the words for places into the fields of markdown cells: ``{place}``, ``{groups:cap}``.

    Braces in code, in formulas and behind a letter (``\frac{a}{b}``) are left as they are.

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

    def put(found: re.Match[str]) -> str:
        name, case = found["name"], found["case"] or ""
        if found["kept"]:
            return found[0]
        if name not in NAMES or case not in CASES:
            raise ValueError(
                f"the template has a field {found[0]} that is no word for places: choose one of "
                f"{', '.join(sorted(NAMES))}, or write it as code, `{found[0]}`"
            )
        return give_case(getattr(words, name), case)

    for cell in cells:
        if cell["cell_type"] == "markdown":
            cell["source"] = _FIELD.sub(put, cell["source"])


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
    }
    return all(conditions.get(tag, True) for tag in tags)


def choose_language(notebook: Notebook, language: str) -> Notebook:
    r"""Return a copy of *notebook* whose markdown cells speak *language* only (chọn ngôn ngữ).

    A markdown cell holds its languages as blocks, each begun by a line ``<!-- vi -->`` or ``<!-- en -->``.
    A cell without marks stays whole; a cell with nothing in *language* is left out. Code cells stay.

    Raises
    ------
    ValueError
        For a language that pages are not written in.

    Examples
    --------
    >>> import nbformat.v4 as v4
    >>> cell = v4.new_markdown_cell("<!-- vi -->\n# Điểm\n<!-- en -->\n# Score")
    >>> choose_language(v4.new_notebook(cells=[cell]), "vi").cells[0].source
    '# Điểm'
    """
    check_language(language)
    chosen = copy.deepcopy(notebook)
    for cell in chosen["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = choose_text(cell["source"], language)
    chosen["cells"] = [cell for cell in chosen["cells"] if cell["cell_type"] != "markdown" or cell["source"].strip()]
    return chosen
