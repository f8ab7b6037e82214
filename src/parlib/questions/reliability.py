"""Which parts do not go with the rest: what would Cronbach's alpha be without each? (độ tin cậy nội tại)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text
from parlib.questions.present import name_part, present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject

QUESTION = Question(
    name="reliability",
    title=Message("Độ tin cậy nội tại", "Reliability"),
    columns=("component_code", "component", "alpha_without", "alpha"),
    pages=("national",),
    gate=Gate(("nation_parts",)),
)

ONE_APART = Message(
    "Bỏ {parts} thì α cao hơn {alpha}: thành phần này ít đi cùng phần còn lại.",
    "Without {parts} alpha would be above {alpha}: this part goes little with the rest.",
)
SOME_APART = Message(
    "Bỏ {parts} thì α cao hơn {alpha}: các thành phần này ít đi cùng phần còn lại.",
    "Without {parts} alpha would be above {alpha}: these parts go little with the rest.",
)
PART = Message("{part} ({alpha})", "{part} ({alpha})")
NONE_APART = Message(
    "Không thành phần nào lạc khỏi các thành phần còn lại: bỏ thành phần nào thì α cũng giảm.",
    "No part stands apart from the rest: without any of them alpha would be lower.",
)
TWO_PARTS = Message(
    "Chỉ có hai thành phần: không bỏ bớt được thành phần nào.", "There are only two parts, so none can be left out."
)


def show(subject: Subject, reliability: pd.DataFrame) -> Exhibit:
    """Show what Cronbach's alpha would be without each part, and say which parts stand apart.

    Parameters
    ----------
    reliability : pandas.DataFrame
        `parlib.study.structure.measure_reliability`.
    """
    table = reliability[list(QUESTION.columns)].reset_index(drop=True)
    if table.empty:
        return present(QUESTION, subject, Text(), table, chart="text")
    return present(QUESTION, subject, _say_apart(subject, table), table)


def _say_apart(subject: Subject, table: pd.DataFrame) -> Text:
    """Say without which parts alpha would be higher."""
    voice, known = voice_of(subject), table.dropna(subset="alpha_without")
    if known.empty:
        return voice.say(TWO_PARTS)
    apart = known[known["alpha_without"] > known["alpha"]].sort_values("alpha_without", ascending=False)
    if apart.empty:
        return voice.say(NONE_APART)
    parts = [
        voice.say(PART, part=name_part(QUESTION, row, voice), alpha=QUESTION.cell(row, "alpha_without"))
        for _, row in apart.iterrows()
    ]
    message = ONE_APART if len(parts) == 1 else SOME_APART
    return voice.say(message, parts=voice.join(parts), alpha=QUESTION.cell(known.iloc[0], "alpha"))
