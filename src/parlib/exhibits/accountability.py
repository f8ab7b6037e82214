"""Exhibits of the accountability sheet of one agency and its head."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.component import make_exhibit
from parlib.exhibits.exhibit import Exhibit
from parlib.subject import Subject
from parlib.terms import TOTAL
from parlib.wording import accountability as words
from parlib.wording.losses import label_lost


def show_held(subject: Subject, held: pd.DataFrame, sums: dict[str, float], agency: str, head: str) -> Exhibit:
    """Show the components that the agency holds: points held, lost, recoverable."""
    finding = words.say_held(sums, agency, head, subject)
    figures = sums if subject.with_component(TOTAL).adds_up else {name: sums[name] for name in ("n", "known")}
    return make_exhibit(subject, "held", finding, held, "table" if len(held) else "text", figures=figures,
                        labels=label_lost(subject))  # fmt: skip


def show_tasks(subject: Subject, tasks: pd.DataFrame, agency: str, day: str) -> Exhibit:
    """Show the agency's tasks, overdue ones first."""
    finding = words.say_tasks(tasks, agency, day, subject)
    if tasks.empty:
        return make_exhibit(subject, "tasks", finding, tasks, "text")
    table = words.write_tasks(tasks, subject.language)
    return make_exhibit(subject, "tasks", finding, table, figures=words.count_tasks(tasks))


def show_promises(subject: Subject, promises: pd.DataFrame, agency: str) -> Exhibit:
    """Show last year's tasks of the agency against this year's points."""
    finding = words.say_promises(promises, agency, subject)
    if promises.empty:
        return make_exhibit(subject, "promises", finding, promises, "text")
    return make_exhibit(subject, "promises", finding, words.write_promises(promises, subject.language))
