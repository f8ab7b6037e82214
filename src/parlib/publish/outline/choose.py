"""Which slides there are: the standard order, or a short YAML of one's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

import yaml

from parlib.questions.catalogue import list_in_order, list_questions
from parlib.questions.question import Question
from parlib.results.dossier import BLOCKS, Dossier
from parlib.results.executed import ExecutedPage, ShownExhibit
from parlib.speech import tell

GATHERED = ("title", "sheet", "summary", "components", "strengths", "actions", "sources")
"""Slides that gather several exhibits."""

EACH = "each"
"""Stands for every component: ``each.losses``."""


MOST_YAML, DEEPEST_YAML = 20_000, 10
"""Letters of a YAML, and lists within lists, that are still read."""


class ChoiceError(ValueError):
    """A YAML of slides cannot be used; the message names the file, the place and what may stand there."""


@dataclass(frozen=True)
class Choice:
    """One entry of a choice of slides.

    Attributes
    ----------
    name : str
        A gathered slide, or ``page.exhibit``; ``text`` for a slide of words.
    title : str
        Title of a slide of words.
    lines : tuple of str
        Its paragraphs.
    asked : bool
        True where a person asked for it: it is shown even if there is nothing to draw.
    """

    name: str
    title: str = ""
    lines: tuple[str, ...] = ()
    asked: bool = False


@dataclass(frozen=True)
class Selection:
    """Which slides there are and what the first one says; empty words are left to the program."""

    choices: tuple[Choice, ...]
    title: str = ""
    subtitle: str = ""


def standard_selection() -> Selection:
    """Return the standard order; what the notebooks have nothing to draw for is left out."""
    slides = [_name_slide(list_questions()[name]) for name in list_in_order(lambda stand: stand.slide)]
    return Selection(tuple(Choice(name) for name in ("title", "sheet", "summary", *slides)))


def _name_slide(question: Question) -> str:
    """Return what the slide of a question is called: with its page, unless it gathers several exhibits."""
    page = "province" if "province" in question.pages else question.pages[0]
    return question.name if question.name in GATHERED else f"{page}.{question.name}"


def read_selection(path: Path) -> Selection:
    """Read a YAML of slides: ``slides``, and ``title`` and ``subtitle`` of the first one.

    Raises
    ------
    ChoiceError
        If the file is not there, is not YAML, or an entry is not a name or a slide of words.
    """
    found = read_yaml(path)
    if not isinstance(found, dict) or not isinstance(found.get("slides"), list) or not found["slides"]:
        raise ChoiceError(
            tell("{path}: has no list 'slides'; for example: slides: [title, summary, province.history]", path=path)
        )
    unknown = set(found) - {"slides", "title", "subtitle"}
    if unknown:
        raise ChoiceError(
            tell(
                "{path}: {unknown!r} is not known; known: slides, title, subtitle",
                path=path,
                unknown=sorted(map(str, unknown))[0],
            )
        )
    choices = tuple(_read_entry(entry, at, path) for at, entry in enumerate(found["slides"], start=1))
    return Selection(choices, read_words(found, "title", path), read_words(found, "subtitle", path))


def read_yaml(path: Path) -> Any:  # noqa: ANN401
    """Return what a YAML holds, in which nothing grows: no repeated parts, no deep nesting, `MOST_YAML` letters.

    Raises
    ------
    ChoiceError
        If the file is not there, is not YAML, or holds more.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ChoiceError(tell("{path}: cannot be read: {error}", path=path, error=error)) from error
    except UnicodeDecodeError as error:
        raise ChoiceError(tell("{path}: is not saved as UTF-8", path=path)) from error
    if len(text) > MOST_YAML:
        raise ChoiceError(tell("{path}: has more than {most:,} letters", path=path, most=MOST_YAML))
    try:
        _check_growth(text, path)
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a number of too many digits, a day that there is not
        if isinstance(error, ChoiceError):
            raise
        fault = " ".join(str(error).split())
        raise ChoiceError(tell("{path}: is not YAML: {fault}", path=path, fault=fault)) from error


def _check_growth(text: str, path: Path) -> None:
    """Refuse what is short in the file and long once it is read."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > DEEPEST_YAML:
            fault = (
                "{path}, line {line}: write lists out: nothing may stand for another part (*) or be nested so deeply"
            )
            raise ChoiceError(tell(fault, path=path, line=event.start_mark.line + 1))


def read_words(found: dict[str, Any], key: str, path: Path) -> str:
    """Return the words of a key, blank where it is not there.

    Raises
    ------
    ChoiceError
        If a list stands there.
    """
    value = found.get(key)
    if isinstance(value, dict | list):
        raise ChoiceError(tell("{path}: {key} is one line of words, not a list", path=path, key=key))
    return str(value or "")


def _read_entry(entry: Any, place: int, path: Path) -> Choice:  # noqa: ANN401
    if isinstance(entry, str | int | float) and not isinstance(entry, bool):
        return Choice(str(entry).strip(), asked=True)
    words = entry.get("text") if isinstance(entry, dict) and set(entry) == {"text"} else None
    if not isinstance(words, dict) or not isinstance(words.get("title"), str):
        raise ChoiceError(
            tell(
                "{path}, slide {place}: write the name of an exhibit (province.history), or a slide of "
                "words: text: {{title: ..., lines: [...]}}",
                path=path,
                place=place,
            )
        )
    lines = words.get("lines") or []
    if not isinstance(lines, str | list):
        raise ChoiceError(tell("{path}, slide {place}: {key} is a list of lines", path=path, place=place, key="lines"))
    return Choice("text", words["title"], tuple(map(str, [lines] if isinstance(lines, str) else lines)), asked=True)


def is_drawn(exhibit: ShownExhibit | None) -> TypeGuard[ShownExhibit]:
    """True for an exhibit with something to draw: a plain sentence has not, nor a table without rows."""
    return exhibit is not None and exhibit.chart != "text" and bool(exhibit.rows)


def list_exhibits(dossier: Dossier) -> Iterator[tuple[str, ExecutedPage, ShownExhibit]]:
    """Yield what can be chosen: its name, its page and the exhibit."""
    for page in dossier.pages:
        for exhibit in page.exhibits:
            yield f"{name_page(page)}.{exhibit.name}", page, exhibit
    for page in dossier.units:  # of the province's own indices the ranking alone; their own decks have the rest
        if (ranked := page.find(BLOCKS)) is not None:
            yield f"{name_page(page)}.{BLOCKS}", page, ranked


def name_page(page: ExecutedPage) -> str:
    """Return what a page is called in a choice: the component's code, else the kind of page."""
    return page.about["component"] if page.about["page"] == "component" else page.about["page"]


def find_choice(
    dossier: Dossier, choice: Choice, where: Path | None = None
) -> list[tuple[str, ExecutedPage, ShownExhibit]]:
    """Return the exhibits that a name stands for, with the keys of their slides.

    What nobody asked for by name is left out where there is nothing to draw.

    Raises
    ------
    ChoiceError
        If a name that was asked for is not known; the message lists the names that are near or all pages.
    """
    pages, _, name = choice.name.rpartition(".")
    found = [
        (key, page, exhibit)
        for key, page, exhibit in list_exhibits(dossier)
        if exhibit.name == name and (name_page(page) == pages or (pages == EACH and page.about["page"] == "component"))
    ]
    if choice.asked:
        if not found:
            raise ChoiceError(_say_unknown(dossier, choice, where))
        return found
    question = list_questions().get(name)
    drawn_only = question is not None and question.stand.drawn_only
    return [one for one in found if is_drawn(one[2]) and not (drawn_only and one[2].chart == "table")]


def _say_unknown(dossier: Dossier, choice: Choice, where: Path | None) -> str:
    known = [key for key, _, _ in list_exhibits(dossier)]
    _, _, name = choice.name.rpartition(".")
    near = [key for key in known if key.rpartition(".")[2] == name][:6]
    hint = tell("near it: {near}", near=near) if near else tell("known: {names}, ...", names=[*GATHERED, *known[:8]])
    start = f"{where}: " if where else ""
    return f"{start}there is no exhibit {choice.name!r}; {hint}; see them all with 'parlib deck --list'"


def check_selection(selection: Selection, dossier: Dossier, where: Path | None = None) -> None:
    """Stop before anything is drawn if a name is not known.

    Raises
    ------
    ChoiceError
        See `find_choice`.
    """
    for choice in selection.choices:
        if choice.name not in (*GATHERED, "text"):
            find_choice(dossier, choice, where)


def pages_with_data(pages: Sequence[ExecutedPage], absent: Sequence[str]) -> list[ExecutedPage]:
    """Return the component pages on which the province has a figure."""
    return [
        page
        for page in pages
        if (headline := page.find("headline")) is not None and headline.options.get("status") not in absent
    ]
