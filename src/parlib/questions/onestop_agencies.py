"""Which departments return dossiers late, and which hold overdue ones? (hồ sơ theo cơ quan)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.language import Message
from parlib.questions.columns import Column
from parlib.questions.onestop_parts import ask_units, show_units
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject

QUESTION = ask_units(
    "onestop_agencies",
    Message("Hồ sơ theo cơ quan", "Dossiers by agency"),
    Column("label", "text", "Cơ quan", "Agency"),
    Stand(slide=183, report=(Passage("onestop", 20),)),
)


def show(subject: Subject, units: pd.DataFrame) -> Exhibit:
    """Show departments, the lowest share on time first.

    Parameters
    ----------
    units : pandas.DataFrame
        `parlib.study.onestop.compare_units`.
    """
    return show_units(QUESTION, subject, units)
