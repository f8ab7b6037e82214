"""Which departments return dossiers late, and which hold overdue ones? (hồ sơ theo cơ quan)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message
from parlib.questions.columns import Column
from parlib.questions.onestop_parts import SHARED, UNITS, show_units
from parlib.questions.question import Question
from parlib.questions.stand import Stand
from parlib.subject import Subject

QUESTION = Question(
    name="onestop_agencies",
    title=Message("Hồ sơ theo cơ quan", "Dossiers by agency"),
    columns=(Column("label", "text", "Cơ quan", "Agency"), *(SHARED[name] for name in UNITS)),
    pages=("onestop",),
    open_on=("onestop",),
    chart="pairs",
    gate=Gate(told=True),
    stand=Stand(slide=183),
)


def show(subject: Subject, units: pd.DataFrame) -> Exhibit:
    """Show departments, the lowest share on time first.

    Parameters
    ----------
    units : pandas.DataFrame
        `parlib.study.onestop.compare_units`.
    """
    return show_units(QUESTION, subject, units)
