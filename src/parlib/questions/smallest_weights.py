"""Which of the smallest parts decide the differences between places? (trọng số của các thành phần nhỏ nhất)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text
from parlib.questions import weights as whole
from parlib.questions.present import present
from parlib.questions.question import Question
from parlib.subject import Subject

QUESTION = Question(
    name="smallest_weights",
    title=Message("Trọng số thành phần nhỏ", "Weights, smallest parts"),
    columns=whole.COLUMNS,
    pages=("national",),
    chart="pairs",
    gate=Gate(("nation_parts",)),
)


def show(subject: Subject, smallest: pd.DataFrame, weights: pd.DataFrame) -> Exhibit:
    """Show how much the smallest parts decide, where the index has more than one level.

    Parameters
    ----------
    smallest, weights : pandas.DataFrame
        `parlib.study.structure.measure_weights` of the smallest parts, and of the parts.
    """
    if len(weights) and set(smallest["component_code"]) == set(weights["component_code"]):
        return present(QUESTION, subject, Text(), whole.lay_table(smallest), chart="none")
    return whole.show(subject, smallest, QUESTION)
