"""How many points has each department or locality in each field? (điểm từng lĩnh vực của các đơn vị)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text
from parlib.questions.phrases import count_level, say_level
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
    "Mất nhiều điểm nhất ở một lĩnh vực: {province}, “{component}” ({lost:points}){level}.",
    "The largest loss in one field: {province} on “{component}” ({lost:points}){level}.",
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
    voice, most = voice_of(subject), fields.loc[fields["lost"].idxmax()]
    level = count_level(fields.sort_values("lost", ascending=False, kind="stable"), "lost", 1)
    cells = {name: QUESTION.cell(most, name) for name in ("province", "component", "lost")}
    finding = voice.say(FINDING, level=say_level(voice, level), **cells)
    table = fields.dropna(axis="columns", how="all")
    return present(QUESTION, subject, finding, table, chart="table", figures=level)
