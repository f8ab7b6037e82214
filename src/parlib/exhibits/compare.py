"""Exhibits of the comparison page: *subject* is what the page is about, *other* what it is held against."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.component import make_exhibit
from parlib.exhibits.exhibit import Exhibit
from parlib.gate import list_known
from parlib.subject import Subject
from parlib.wording import compare as words
from parlib.wording.prospect import say_certainty_method


def _fall_silent(subject: Subject, other: Subject, name: str, *needs: str) -> Exhibit:
    """Return an exhibit that is not shown, and says which of both sides lacks what."""
    lacking = ((side, need) for need in needs for side in (other, subject) if not list_known(side)[need])
    side, need = next(lacking, (subject, ""))
    return make_exhibit(side, name, "", pd.DataFrame(), "none", lacking=need)


def show_ranges(subject: Subject, other: Subject, ranges: pd.DataFrame) -> Exhibit:
    """Show the places that both sides may hold."""
    finding = words.say_ranges(ranges, subject, other)
    if ranges.empty:
        return _fall_silent(subject, other, "ranges", "nation", "own")
    table = ranges.assign(side=list(words.name_heads(subject, other)))
    columns = ["side", "year", "rank", "rank_low", "rank_high", "spread", "spread_ratio"]
    return make_exhibit(subject, "ranges", finding, table[columns], note=say_certainty_method(ranges, subject))


def show_conclusion(
    subject: Subject, other: Subject, sides: pd.DataFrame, compared: pd.DataFrame, ranges: pd.DataFrame
) -> Exhibit:
    """Show the page in a few sentences; the tables behind them are those of the sections above."""
    finding = words.say_conclusion(sides, compared, ranges, subject, other)
    return make_exhibit(subject, "conclusion", finding, sides, "text")
