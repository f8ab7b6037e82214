"""Sections of a page: what is left of them where questions fall silent, and the one list of those questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

from parlib.pages.markup import Heading, PageMarkdown
from parlib.pages.outputs import View
from parlib.results.unanswered import Lacking
from parlib.wording.needs import UNANSWERED, say_count
from parlib.wording.phrases import say

HEADING = re.compile(r'<h([2-6]) id="([^"]+)">.*?</h\1>\s*', re.DOTALL)
_NUMBER = re.compile(r"^\d+\. ")


def drop_question(views: list[View]) -> None:
    """Take back the sentence that asks what cannot be answered; a heading stays for what may follow it."""
    if not views or views[-1]["kind"] != "prose":
        return
    left = "".join(match.group() for match in HEADING.finditer(views[-1]["html"]))
    if left:
        views[-1] = {"kind": "prose", "html": Markup(left), "silenced": True}
        return
    views.pop()
    # A heading with a cell of its own stands before its questions: it goes where none of them is answered.
    if views and views[-1]["kind"] == "prose" and not HEADING.sub("", str(views[-1]["html"])).strip():
        views[-1] = views[-1] | {"silenced": True}


def list_unanswered(views: list[View], markdown: PageMarkdown, lacking: Sequence[Lacking], language: str) -> None:
    """Put the one list of questions without an answer before the sources: what is lacking, and what waits for it."""
    if not lacking:
        return
    title = markdown.render(f"## {say(language, *UNANSWERED)}")
    said = say_count(sum(len(row.questions) for row in lacking), language)
    at = next((at for at, view in enumerate(views) if view.get("name") in ("facts", "sources")), len(views))
    # Before the heading of the sources, not between it and them.
    while at and views[at - 1]["kind"] == "prose":
        at -= 1
    views.insert(at, {"kind": "unanswered", "html": title, "said": said, "rows": lacking})


def drop_empty_sections(views: list[View]) -> list[View]:
    """Return *views* without the headings below which every question fell silent; what is left is numbered anew."""
    heads = [(at, level) for at, view in enumerate(views) for level in _find_levels(view)]
    ends = [(len(views), 0)]
    empty = set()
    for (place, level), (after, next_level) in pairwise([*heads, *ends]):
        between = [view for view in views[place + 1 : after] if not view.get("setup")]
        # A heading of a lower level right below keeps it: the section goes on there.
        if views[place].get("silenced") and not between and next_level <= level:
            empty.add(place)
    kept = [view for at, view in enumerate(views) if at not in empty]
    return number_anew(kept) if empty else kept


def _find_levels(view: View) -> Iterator[int]:
    if view["kind"] in ("prose", "unanswered"):
        yield from (int(match[1]) for match in HEADING.finditer(view["html"]))


def number_anew(views: list[View]) -> list[View]:
    """Return *views* with the numbers of their sections in a row."""
    number = 0
    made = []
    for view in views:
        found = HEADING.match(view["html"]) if view["kind"] == "prose" else None
        text = Markup(found.group()).striptags() if found else ""
        if found and found[1] == "2" and (numbered := _NUMBER.match(text)):
            number += 1
            old = numbered.group()
            view = view | {"html": Markup(str(view["html"]).replace(f">{old}", f">{number}. ", 1))}
        made.append(view)
    return made


def collect_headings(views: Sequence[View], headings: Sequence[Heading]) -> list[Heading]:
    """Return the headings that stand on the page, in its order and as they read there."""
    known = {heading.anchor: heading for heading in headings}
    found = []
    for view in views:
        if view["kind"] in ("prose", "unanswered"):
            for match in HEADING.finditer(view["html"]):
                inner = match.group().strip()[len(f'<h2 id="{match[2]}">') : -len("</h2>")]
                if match[2] in known:
                    found.append(Heading(known[match[2]].level, match[2], Markup(inner)))
    return found
