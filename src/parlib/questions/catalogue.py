"""All questions of the house, each from its own module (danh mục câu hỏi)."""

from __future__ import annotations

import pkgutil
from functools import lru_cache
from importlib import import_module

import parlib.questions
from parlib.questions.question import CatalogueError, Question

_TOOLS = ("added", "answers", "catalogue", "columns", "phrases", "present", "question")
"""Modules of the room that are no question."""


@lru_cache(maxsize=1)
def list_questions() -> dict[str, Question]:
    """Return every question by name; a module that asks none, or one under another name, is an error.

    Raises
    ------
    CatalogueError
        If a module has no ``QUESTION``, or it is called otherwise than its module.

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
    return found
