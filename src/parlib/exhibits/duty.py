"""Exhibits of responsibility and next steps."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.component import make_exhibit
from parlib.exhibits.exhibit import Exhibit
from parlib.subject import Subject
from parlib.wording.duty import FORM_NOTE, say_actions, write_form
from parlib.wording.phrases import say


def show_actions(subject: Subject, actions: pd.DataFrame) -> Exhibit:
    """Show the tasks of the component, with a form to fill in for losses that have none."""
    finding = say_actions(actions, subject)
    if actions.empty:
        return make_exhibit(subject, "actions", finding, actions, "text")
    table = write_form(actions, subject.language)
    table = table if actions["lost_to_best"].notna().any() else table.drop(columns="lost_to_best")
    return make_exhibit(subject, "actions", finding, table, note=say(subject.language, *FORM_NOTE))
