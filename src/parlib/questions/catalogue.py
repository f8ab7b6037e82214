"""All questions of the house, each from its own module (danh mục câu hỏi)."""

from __future__ import annotations

import pkgutil
from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import import_module

import parlib.questions
from parlib.questions.question import CatalogueError, Question
from parlib.questions.stand import LAST, SECTIONS, Passage, Stand

_TOOLS = ("added", "answers", "catalogue", "columns", "onestop_parts", "phrases", "present", "question", "stand")
"""Modules of the room that are no question."""


@lru_cache(maxsize=1)
def list_questions() -> dict[str, Question]:
    """Return every question by name; a module that asks none, or one under another name, is an error.

    Raises
    ------
    CatalogueError
        If a module has no ``QUESTION``, it is called otherwise than its module, or two stand at one place of an order.

    Examples
    --------
    >>> list_questions()["marks"].title.en
    'Distance to marks'
    """
    found = {}
    for module in pkgutil.iter_modules(parlib.questions.__path__):
        if module.name in _TOOLS:
            continue
        question = getattr(import_module(f"parlib.questions.{module.name}"), "QUESTION", None)
        if question is None or question.name != module.name:
            raise CatalogueError(f"parlib.questions.{module.name} has no QUESTION of that name")
        found[module.name] = question
    _check_stands(found)
    return found


def _check_stands(questions: Mapping[str, Question]) -> None:
    """Stop where two questions stand at the same place of an order, or a slide is titled by a question that is not."""
    stands = {name: question.stand for name, question in questions.items()}
    orders: list[dict[str, int | None]] = [
        {name: stand.slide for name, stand in stands.items()},
        {name: stand.point.order if stand.point else None for name, stand in stands.items()},
        {name: stand.panel for name, stand in stands.items()},
        *(_order_section(stands, section) for section in SECTIONS),
    ]
    for places in orders:
        taken = Counter(place for place in places.values() if place is not None)
        twice = sorted(name for name, place in places.items() if place is not None and taken[place] > 1)
        if twice:
            raise CatalogueError(f"questions {', '.join(twice)} stand at the same place")
    lost = sorted(stand.titled_by for stand in stands.values() if stand.titled_by not in {"", *questions})
    if lost:
        raise CatalogueError(f"a slide is titled by {lost[0]!r}, which is no question")


def _order_section(stands: Mapping[str, Stand], section: str) -> dict[str, int | None]:
    passages = {
        name: passage for name, stand in stands.items() for passage in stand.report if passage.section == section
    }
    return {name: passage.order if passage.order < LAST else None for name, passage in passages.items()}


def list_in_section(section: str) -> list[tuple[str, Passage]]:
    """Return the questions that stand in a section of the report, in order, each with what of it stands there.

    Examples
    --------
    >>> [name for name, _ in list_in_section("result_history")]
    ['history', 'years', 'streaks', 'readings']
    """
    found = [
        (passage.order, name, passage)
        for name, question in list_questions().items()
        for passage in question.stand.report
        if passage.section == section
    ]
    return [(name, passage) for _, name, passage in sorted(found, key=lambda each: each[:2])]


def list_in_order(order: Callable[[Stand], int | None]) -> list[str]:
    """Return the names of the questions that have a place in an order, the first first.

    Examples
    --------
    >>> list_in_order(lambda stand: stand.panel)[:2]
    ['history', 'losses']
    """
    places = [(order(question.stand), name) for name, question in list_questions().items()]
    return [name for _, name in sorted((place, name) for place, name in places if place is not None)]
