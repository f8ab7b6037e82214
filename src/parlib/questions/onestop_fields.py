"""In which fields are dossiers late? (hồ sơ theo lĩnh vực)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message
from parlib.questions.columns import Column
from parlib.questions.onestop_parts import SHARED, UNITS, show_units
from parlib.questions.question import Question
from parlib.subject import Subject

QUESTION = Question(
    name="onestop_fields",
    title=Message("Hồ sơ theo lĩnh vực", "Dossiers by field"),
    columns=(Column("label", "text", "Lĩnh vực", "Field"), *(SHARED[name] for name in UNITS)),
    pages=("onestop",),
    open_on=("onestop",),
    chart="pairs",
    gate=Gate(told=True),
)


def show(subject: Subject, units: pd.DataFrame) -> Exhibit:
    """Show fields, the lowest share on time first.

    Parameters
    ----------
    units : pandas.DataFrame
        `parlib.study.onestop.compare_units`.
    """
    return show_units(QUESTION, subject, units)
