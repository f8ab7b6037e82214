"""Compare a page with that of an earlier run: findings, numbers, words, rows, exhibits (so sánh hai lần chạy)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, TypeGuard

from parlib.changes.reasons import Reason
from parlib.changes.rows import Key, choose_keys, match_rows, name_row
from parlib.changes.sizes import Scale
from parlib.language.numbers import format_change
from parlib.language.words import speak_of
from parlib.results.executed import ExecutedPage, ShownExhibit
from parlib.terms import TOLERANCE
from parlib.wording.columns import format_value
from parlib.wording.phrases import say

WORDS = ("text", "code", "year")
"""Kinds of columns whose cells are words to a reader: their changes have no difference and no size."""


@dataclass(frozen=True)
class CellChange:
    """A number or word of a table that differs.

    Attributes
    ----------
    exhibit : str
        Name of the exhibit.
    row, column : int
        Its cell in the table that is shown now, from 0.
    about, head : str
        What the row is about, and the column's header.
    before, after, by : str
        As readers see them; *by* is the difference with its sign, empty for words and where one is missing.
    was, now : object
        As they are stored.
    size : float, optional
        See `parlib.changes.sizes.Scale`.
    shown : bool
        False where the difference is smaller than what is displayed.
    number : bool
        False for a word.
    """

    exhibit: str
    row: int
    column: int
    about: str
    head: str
    before: str
    after: str
    by: str
    was: Any
    now: Any
    size: float | None
    shown: bool
    number: bool


@dataclass(frozen=True)
class RowChange:
    """A row that is in one of the two tables only; *row* is its place where it is new."""

    exhibit: str
    about: str
    row: int | None


@dataclass(frozen=True)
class FindingChange:
    """A finding that reads otherwise; blank where its exhibit is new or gone."""

    exhibit: str
    before: str
    after: str


@dataclass(frozen=True)
class PageChange:
    """What of a page differs from that of an earlier run.

    Attributes
    ----------
    cells, rows, findings : tuple
        Numbers and words, rows, findings that differ.
    appeared, gone : tuple of str
        Names of exhibits that only one of the runs shows.
    notes : int
        Notes and sentences around the exhibits that read otherwise.
    reasons : tuple of Reason
        Why it likely differs.
    status : str
        What came of the page in the earlier run, where that was something else.
    is_new, unread : bool
        True where the earlier run has no such page, or one that cannot be read.
    titles : mapping
        Title of each exhibit of either run, by name.
    """

    cells: tuple[CellChange, ...] = ()
    rows: tuple[RowChange, ...] = ()
    findings: tuple[FindingChange, ...] = ()
    appeared: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    notes: int = 0
    reasons: tuple[Reason, ...] = ()
    status: str = ""
    is_new: bool = False
    unread: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def numbers(self) -> list[CellChange]:
        """Numbers that read otherwise."""
        return [cell for cell in self.cells if cell.shown and cell.number]

    @property
    def differs(self) -> bool:
        """True where a reader sees another page."""
        shown = any(cell.shown for cell in self.cells)
        return bool(shown or self.rows or self.findings or self.appeared or self.gone or self.notes or self.status)


def compare_pages(old: ExecutedPage, new: ExecutedPage) -> PageChange:
    """Return what differs between two executed pages, without the reasons.

    Exhibits are matched by their names; of a name that a page shows more than once, by their order.
    """
    before, after = _name_exhibits(old), _name_exhibits(new)
    both = [(before[name], after[name]) for name in after if name in before]
    scale = Scale(new)
    with speak_of(new.about["index"], new.about.get("province_name") or ""):
        parts = [_compare_tables(*pair, scale) for pair in both]
    return PageChange(
        cells=tuple(cell for cells, _ in parts for cell in cells),
        rows=tuple(row for _, rows in parts for row in rows),
        findings=tuple(
            FindingChange(new.name, old.finding, new.finding) for old, new in both if old.finding != new.finding
        ),
        appeared=tuple(exhibit.name for name, exhibit in after.items() if name not in before),
        gone=tuple(exhibit.name for name, exhibit in before.items() if name not in after),
        notes=sum(old.note != new.note for old, new in both) + len(set(new.texts) - set(old.texts)),
        titles={**old.titles, **new.titles},
    )


def explain(change: PageChange, reasons: tuple[Reason, ...]) -> PageChange:
    """Add the reasons to a change; one whose inputs are all equal is unexplained."""
    return replace(change, reasons=reasons or ((Reason("unexplained"),) if change.differs else ()))


def _name_exhibits(page: ExecutedPage) -> dict[tuple[str, int], ShownExhibit]:
    numbers: dict[str, count] = {}
    return {(exhibit.name, next(numbers.setdefault(exhibit.name, count()))): exhibit for exhibit in page.exhibits}


def _compare_tables(old: ShownExhibit, new: ShownExhibit, scale: Scale) -> tuple[list[CellChange], list[RowChange]]:
    if old.rows == new.rows and old.columns == new.columns:
        return [], []
    before, after = match_rows(old, new)
    keys = choose_keys(old, new)
    cells = [
        change
        for key, place in after.items()
        if key in before
        for change in _compare_rows(old, before[key], new, place, scale, name_row(new, place, keys))
    ]
    return cells, [*_list_rows(new, after, before, keys, True), *_list_rows(old, before, after, keys, False)]


def _list_rows(
    table: ShownExhibit, own: Mapping[Key, int], other: Mapping[Key, int], keys: list[str], new: bool
) -> Iterator[RowChange]:
    for key, place in own.items():
        if key not in other:
            yield RowChange(table.name, name_row(table, place, keys), place if new else None)


def _compare_rows(
    old: ShownExhibit, old_row: int, new: ShownExhibit, new_row: int, scale: Scale, about: str
) -> Iterator[CellChange]:
    was = dict(zip((column["name"] for column in old.columns), old.rows[old_row], strict=False))
    now = dict(zip((column["name"] for column in new.columns), new.rows[new_row], strict=False))
    for at, column in enumerate(new.columns):
        name = column["name"]
        if column["kind"] == "helper" or name not in was or is_same(was[name], now[name]):
            continue
        before, after = (format_value(row[name], column["kind"], new.language, new.decimals) for row in (was, now))
        difference = _subtract(now[name], was[name], column["kind"])
        yield CellChange(
            exhibit=new.name,
            row=new_row,
            column=at,
            about=about,
            head=column["label"],
            before=before,
            after=after,
            by="" if difference is None else write_difference(difference, column["kind"], new.language, new.decimals),
            was=was[name],
            now=now[name],
            size=None if difference is None else scale.measure(difference, column, now),
            shown=before != after,
            number=column["kind"] not in WORDS,
        )


def is_same(was: object, now: object) -> bool:
    """Return whether two cells of a table are the same; nothing and a blank are."""
    if _is_number(was) and _is_number(now):
        return abs(was - now) <= TOLERANCE
    return was == now or (was in (None, "") and now in (None, ""))


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value


def _subtract(now: object, was: object, kind: str) -> float | None:
    return now - was if kind not in WORDS and _is_number(now) and _is_number(was) else None


def write_difference(difference: float, kind: str, language: str, decimals: int = 2) -> str:
    """Write a difference with its sign, in as many places as the numbers have; that of shares in points of percent.

    Examples
    --------
    >>> write_difference(0.0312, "share", "vi"), write_difference(-2, "count", "en")
    ('+3,1 điểm %', '−2')
    """
    if kind == "share":
        return format_change(100 * difference, language, 1) + say(language, " điểm %", " % points")
    places = {"count": 0, "rank_change": 0, "tenth": 1, "hundredth": 2, "p_value": 3}
    return format_change(difference, language, places.get(kind, decimals))
