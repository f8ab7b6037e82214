"""Questions that cannot be answered yet: one list of a page or a dossier, by the file that would answer them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from parlib.results.executed import ExecutedPage
from parlib.wording.phrases import say

OF_COMPONENTS = ("từng chỉ số thành phần", "by component")


class Lacking(NamedTuple):
    """What is lacking, and the titles of the questions that wait for it."""

    needs: str
    questions: tuple[str, ...]


def list_lacking(pages: Iterable[ExecutedPage]) -> list[Lacking]:
    """Return what the pages lack, in the order in which they ask; each question once.

    What the page of the whole answers is lacking for components only, and is told so.
    """
    pages, waiting = tuple(pages), dict[str, dict[str, None]]()
    answered = {exhibit.name for page in pages if page.about.get("page") == "province" for exhibit in page.exhibits}
    for page in pages:
        for name, needs in page.unanswered.items():
            title = page.titles[name]
            if page.about["page"] == "component" and name in answered:
                title = f"{title} ({say(page.about['language'], *OF_COMPONENTS)})"
            waiting.setdefault(needs, {})[title] = None
    return [Lacking(needs, tuple(questions)) for needs, questions in waiting.items()]
