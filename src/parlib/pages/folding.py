"""What of a page stands open, and what is folded at its end under methods and tests (phần mở, phần gập)."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from parlib.pages.outputs import View
from parlib.pages.sections import HEADING, number_anew
from parlib.terms import SUMMARY

_WITH_EXHIBIT = ("exhibit", "prose")
_LAST = ("code", "unanswered")
"""What a reader of the open page does without: code of no exhibit, and the list of questions without an answer."""

LONG_TABLE, WIDE_ROW = 10, 10
"""Rows of a table that are read beside its finding; columns of a single row of which the finding is the reading."""

Block = list[View]
"""An exhibit with the prose right above it, or one other view."""


def fold_views(views: list[View], kind: str) -> tuple[list[View], int]:
    """Return the views in the order of the page, and from which on they are folded.

    Exhibits that stand open on this kind of page come first with the headings of their sections, then what no exhibit
    made; all other exhibits follow in their order. A page without an exhibit that stands open is left as it is.

    Parameters
    ----------
    views : list of dict
        Views of the page in the order of the notebook.
    kind : str
        Kind of page: ``component``, ``province``, ...
    """
    if not any(_is_open(view, kind) for view in views):
        return views, len(views)
    first, opened, folded = [], [], []
    heading: Block = []
    for block in _cut_blocks(views):
        last = block[-1]
        heading = [] if _has_heading(block) else heading
        if last.get("name") == SUMMARY:
            first, heading = [last | {"level": 2}], []
        elif last["kind"] == "exhibit" and _is_open(last, kind):
            opened += [*heading, *_keep_headings(block[:-1]), last | {"long": is_long(last)}]
            heading = []
        elif last["kind"] in (*_WITH_EXHIBIT, *_LAST):
            folded += block
            heading += _keep_headings(block[:-1])
        else:
            opened += block
    _fold_single_rows(opened)
    folded = _drop_taken(opened, folded)
    return number_anew([*first, *opened, *folded]), len(first) + len(opened)


def is_long(view: View) -> bool:
    """Tell whether the table of an exhibit that stands open waits in a fold: too long, or one row too wide, to read."""
    table = view["table"]
    if not table:
        return False
    return len(table["rows"]) > LONG_TABLE or (len(table["rows"]) == 1 and len(table["labels"]) > WIDE_ROW)


def _is_open(view: View, kind: str) -> bool:
    """Tell whether a view stands open: what says that there is nothing, and shows nothing, waits in the fold."""
    empty = view.get("chart") == "text" and not view.get("table") and view.get("name") != SUMMARY
    return kind in view.get("open_on", ()) and not empty


def _fold_single_rows(opened: list[View]) -> None:
    """Let one table of a single row stand open, the one that says most; the findings of the others are its reading."""
    tables = [view for view in opened if view.get("chart") == "table" and view.get("table") and not view["long"]]
    single = [view for view in tables if len(view["table"]["rows"]) == 1]
    for view in sorted(single, key=lambda view: len(view["table"]["labels"]))[:-1]:
        view["long"] = True


def _cut_blocks(views: list[View]) -> Iterator[Block]:
    block: Block = []
    for view in views:
        block.append(view)
        if view["kind"] != "prose":
            yield block
            block = []
    if block:
        yield block


def _has_heading(block: Block) -> bool:
    return any(HEADING.search(view["html"]) for view in block if view["kind"] == "prose")


def _keep_headings(prose: Block) -> Block:
    """Return prose as its headings alone: the finding below says what its question asks."""
    kept = ("".join(match.group() for match in HEADING.finditer(view["html"])) for view in prose)
    return [{"kind": "prose", "html": Markup(html)} for html in kept if html]


def _drop_taken(opened: list[View], folded: list[View]) -> list[View]:
    """Return the folded views without headings that stand in the open part already."""
    taken = {match[2] for view in opened if view["kind"] == "prose" for match in HEADING.finditer(view["html"])}
    left = []
    for view in folded:
        if view["kind"] == "prose":
            html = HEADING.sub(lambda match: "" if match[2] in taken else match.group(), str(view["html"])).strip()
            if html:
                left.append({**view, "html": Markup(html)})
        else:
            left.append(view)
    return left
