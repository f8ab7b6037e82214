"""Questions that cannot be answered yet: one list of a page or a dossier, by the file that would answer them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from parlib.results.executed import ExecutedPage


class Lacking(NamedTuple):
    """What is lacking, and the titles of the questions that wait for it."""

    needs: str
    questions: tuple[str, ...]


def list_lacking(pages: Iterable[ExecutedPage]) -> list[Lacking]:
    """Return what the pages lack, in the order in which they ask; each question once."""
    waiting: dict[str, dict[str, None]] = {}
    for page in pages:
        for name, needs in page.unanswered.items():
            waiting.setdefault(needs, {})[page.titles[name]] = None
    return [Lacking(needs, tuple(questions)) for needs, questions in waiting.items()]
