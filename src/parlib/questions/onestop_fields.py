"""In which fields are dossiers late? (hồ sơ theo lĩnh vực)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.language import Message
from parlib.questions.columns import Column
from parlib.questions.onestop_parts import ask_units, show_units
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject

QUESTION = ask_units(
    "onestop_fields",
    Message("Hồ sơ theo lĩnh vực", "Dossiers by field"),
    Column("label", "text", "Lĩnh vực", "Field"),
    Stand(report=(Passage("onestop", 40),)),
)


def show(subject: Subject, units: pd.DataFrame) -> Exhibit:
    """Show fields, the lowest share on time first.

    Parameters
    ----------
    units : pandas.DataFrame
        `parlib.study.onestop.compare_units`.
    """
    return show_units(QUESTION, subject, units)
