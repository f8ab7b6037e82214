"""How many points has each department or locality in each field? (điểm từng lĩnh vực của các đơn vị)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject

QUESTION = Question(
    name="unit_fields",
    title=Message("Điểm theo lĩnh vực", "Points by field"),
    columns=(
        "province_code",
        "province",
        "component_code",
        "component",
        "score",
        "max_score",
        "lost",
        "rank_in_region",
    ),
    pages=("national",),
    gate=Gate(needs_table=False, only="own"),
)

FINDING = Message(
    "Mất nhiều điểm nhất ở một lĩnh vực: {province}, “{component}” ({lost:points}).",
    "The largest loss in one field: {province} on “{component}” ({lost:points}).",
)


def show(subject: Subject, fields: pd.DataFrame) -> Exhibit:
    """Show the points of every place on every field.

    Parameters
    ----------
    fields : pandas.DataFrame
        `parlib.study.unit_results.list_unit_fields`.
    """
    if fields["lost"].isna().all():
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none")
    most = fields.loc[fields["lost"].idxmax()]
    finding = voice_of(subject).say(
        FINDING, **{name: QUESTION.cell(most, name) for name in ("province", "component", "lost")}
    )
    return present(QUESTION, subject, finding, fields.dropna(axis="columns", how="all"), chart="table")
