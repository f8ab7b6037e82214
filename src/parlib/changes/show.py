"""Show on a page what differs from an earlier run: a banner, the old finding, the old value beside the new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from parlib.changes.compare import CellChange, PageChange
from parlib.changes.lines import name_cell
from parlib.terms import LANGUAGES

NAMED = 3
"""How many changed numbers an exhibit names before it leads to its table."""


def name_changed(language: str) -> str:
    """Return the address of the list of changes.

    Examples
    --------
    >>> name_changed("vi"), name_changed("en")
    ('changed.html', 'changed.en.html')
    """
    return "changed.html" if language == LANGUAGES[0] else f"changed.{language}.html"


def highlight_changes(views: list[dict[str, Any]], change: PageChange) -> None:
    """Add to the views of a page what they showed before.

    Tables get ``was``, the old value and the difference of each changed cell, and ``new_rows``; exhibits get
    ``change``, what of them differs in short. An exhibit whose name stands twice on a page is left alone.
    """
    names = Counter(view["name"] for view in views if view["kind"] == "exhibit")
    for number, view in enumerate(views, start=1):
        if view["kind"] != "exhibit" or names[view["name"]] > 1:
            continue
        cells = [cell for cell in change.cells if cell.exhibit == view["name"] and cell.shown]
        if view["table"]:
            _highlight_cells(view["table"], number, cells, change, view["name"])
        difference = _describe_exhibit(view, number, cells, change)
        if difference:
            view["change"] = difference


def _highlight_cells(
    table: dict[str, Any], number: int, cells: list[CellChange], change: PageChange, exhibit: str
) -> None:
    for cell in cells:
        shown = table["places"].get(cell.column)
        if shown is not None:
            table.setdefault("was", {})[cell.row, shown] = (cell.before, cell.by)
            table.setdefault("anchors", {}).setdefault(cell.row, {})[shown] = name_cell(number, cell.row, shown)
    new = {row.row for row in change.rows if row.exhibit == exhibit and row.row is not None}
    if new:
        table["new_rows"] = sorted(new)


def _describe_exhibit(
    view: Mapping[str, Any], number: int, cells: list[CellChange], change: PageChange
) -> dict[str, Any] | None:
    """Return what of an exhibit differs in short, or None where nothing does."""
    name = view["name"]
    numbers = sorted((cell for cell in cells if cell.number), key=lambda cell: -(cell.size or 0.0))
    difference = {
        "appeared": name in change.appeared,
        "finding": next((found.before for found in change.findings if found.exhibit == name), ""),
        "numbers": len(numbers),
        "words": len(cells) - len(numbers),
        "largest": [
            {
                "about": " · ".join(filter(None, (cell.about, cell.head))),
                "before": cell.before,
                "after": cell.after,
                "by": cell.by,
                "href": f"#{name_cell(number, cell.row, view['table']['places'][cell.column])}",
            }
            for cell in numbers[:NAMED]
        ],
        "more": len(numbers[NAMED:]),
        "new_rows": [row.about for row in change.rows if row.exhibit == name and row.row is not None],
        "gone_rows": [row.about for row in change.rows if row.exhibit == name and row.row is None],
    }
    return difference if any(difference.values()) else None


def describe_banner(change: PageChange, words: Mapping[str, str]) -> dict[str, Any] | None:
    """Return what the banner of a page says; None where a reader sees no difference.

    A page that differs though all its inputs are equal is ``unexplained``.
    """
    if not (change.differs or change.is_new or change.unread):
        return None
    counts = {
        "change_numbers": len(change.numbers),
        "change_findings": len(change.findings),
        "change_words": sum(cell.shown and not cell.number for cell in change.cells),
        "change_rows": len(change.rows),
        "change_notes": change.notes,
    }
    return {
        "new": change.is_new,
        "unread": change.unread,
        "status": change.status,
        "counts": [f"{words[name]} {count}" for name, count in counts.items() if count],
        "appeared": [change.titles[name] for name in change.appeared],
        "gone": [change.titles[name] for name in change.gone],
        "reasons": [reason.to_text(words) for reason in change.reasons],
        "unexplained": any(reason.kind == "unexplained" for reason in change.reasons),
    }
