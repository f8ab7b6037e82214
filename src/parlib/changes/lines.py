"""The differences of a page one by one, as the list of changes and its CSV write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from parlib.changes.compare import CellChange, PageChange

NUMBER, WORD, ROW, FINDING, EXHIBIT = "number", "word", "row", "finding", "exhibit"

OF_CELL = ("about", "head", "before", "after", "by", "was", "now", "size", "shown")
"""What a line takes over from the change of a cell."""


@dataclass(frozen=True)
class Line:
    """One difference.

    Attributes
    ----------
    kind : str
        ``number``, ``word``, ``row``, ``finding`` or ``exhibit``.
    title : str
        What the exhibit is called.
    about, head, before, after, by, was, now, size, shown
        As in `parlib.changes.compare.CellChange`; for a finding the sentences; for a row or an exhibit *after*
        is ``new`` or *before* is ``gone``.
    anchor : str
        Where it stands on the page.
    """

    kind: str
    title: str
    about: str = ""
    head: str = ""
    before: str = ""
    after: str = ""
    by: str = ""
    was: Any = None
    now: Any = None
    size: float | None = None
    shown: bool = True
    anchor: str = ""


def list_lines(change: PageChange, views: list[dict[str, Any]]) -> tuple[Line, ...]:
    """Return every difference of a page, with the anchor of the exhibit or cell on the page that *views* describe."""
    places = {view["name"]: number for number, view in enumerate(views, start=1) if view["kind"] == "exhibit"}
    return tuple(_list_lines(change, views, places))


def name_cell(number: int, row: int, shown: int) -> str:
    """Return the anchor of a cell: of the table of view *number*, its row and its column among those shown, from 0."""
    return f"n{number}_{row}_{shown}"


def _list_lines(change: PageChange, views: list[dict[str, Any]], places: Mapping[str, int]) -> Iterator[Line]:
    def title(name: str) -> str:
        return change.titles[name]

    def anchor(name: str) -> str:
        return f"exhibit_{places[name]}" if name in places else ""

    for found in change.findings:
        yield Line(FINDING, title(found.exhibit), before=found.before, after=found.after, anchor=anchor(found.exhibit))
    for name in change.appeared:
        yield Line(EXHIBIT, title(name), after="new", anchor=anchor(name))
    for name in change.gone:
        yield Line(EXHIBIT, title(name), before="gone")
    for cell in change.cells:
        yield _describe_cell(cell, title(cell.exhibit), _find_anchor(cell, views, places))
    for row in change.rows:
        before, after = ("", "new") if row.row is not None else ("gone", "")
        yield Line(ROW, title(row.exhibit), row.about, before=before, after=after, anchor=anchor(row.exhibit))


def _describe_cell(cell: CellChange, title: str, anchor: str) -> Line:
    kind = NUMBER if cell.number else WORD
    return Line(kind, title, anchor=anchor, **{name: getattr(cell, name) for name in OF_CELL})


def _find_anchor(cell: CellChange, views: list[dict[str, Any]], places: Mapping[str, int]) -> str:
    number = places.get(cell.exhibit)
    table = views[number - 1]["table"] if number else None
    shown = table["places"].get(cell.column) if table else None
    if number is None or shown is None:
        return f"exhibit_{number}" if number else ""
    return name_cell(number, cell.row, shown)
