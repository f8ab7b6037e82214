"""Exhibits of what respondents said: shares, groups, expectations, the last five years."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.component import make_exhibit
from parlib.exhibits.exhibit import Exhibit
from parlib.subject import Subject
from parlib.wording import survey as words
from parlib.wording.phrases import say


def show_shares(subject: Subject, shares: pd.DataFrame) -> Exhibit:
    """Show satisfied, neutral and dissatisfied shares of the component and its parts, nation beside province."""
    return _show(subject, "survey_shares", words.say_shares(shares, subject), shares)


def show_groups(subject: Subject, groups: pd.DataFrame) -> Exhibit:
    """Show the satisfied share by service field and district."""
    return _show(subject, "survey_groups", words.say_groups(groups, subject), groups)


def show_expectations(subject: Subject, answers: pd.DataFrame) -> Exhibit:
    """Show what respondents expect next."""
    return _show(subject, "expectations", words.say_expectations(answers, subject), answers)


def _show(subject: Subject, name: str, finding: str, table: pd.DataFrame) -> Exhibit:
    if table.empty:
        return make_exhibit(subject, name, finding, table, "text" if subject.index.id == "sipas" else "none")
    shown = words.write_shares(table, subject.language)
    return make_exhibit(subject, name, finding, shown, note=say(subject.language, *words.METHOD))
