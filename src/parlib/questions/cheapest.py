"""Which are the fewest parts to work on that reach the first ten? (phương án tối thiểu)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject

QUESTION = Question(
    name="cheapest",
    title=Message("Phương án tối thiểu", "Fewest losses to recover"),
    columns=("component_code", "component", "available", "take", "points_so_far", "score_after", "rank_after"),
    pages=("component",),
    gate=Gate(("own", "nation")),
    stand=Stand(
        report=(
            Passage("component_prospect", 30, table=False, picture=False),
            Passage("targets_points", 20),
            Passage("plan_losses", 30, table=False),
        )
    ),
)

FINDING = Message("Phương án tối thiểu: cải thiện {parts}.", "Fewest losses to work on: {parts}.")
PART = Message("“{component}” ({take:points})", "“{component}” ({take:points})")
NOT_ENOUGH = Message(
    "Cải thiện mọi thành phần tới mức của {place} dẫn đầu cũng chưa đủ.",
    "Every part at the level of the best {place} would not be enough.",
)


def show(subject: Subject, target: pd.DataFrame, cheapest: pd.DataFrame) -> Exhibit:
    """Show the fewest losses that reach the target, with the points to take from each.

    Parameters
    ----------
    target : pandas.DataFrame
        `parlib.study.whatif.measure_target`.
    cheapest : pandas.DataFrame
        `parlib.study.whatif.find_cheapest`.
    """
    alone = set(cheapest["component_code"]) == {subject.component_code}  # the target itself, told by the curve
    if cheapest.empty or alone:
        short = len(target) and target["points_needed"].iloc[0] > 0 and len(subject.parts)
        lacking = "nation_parts" if short else ""
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none", lacking=lacking)
    return present(QUESTION, subject, _say_parts(cheapest, subject), cheapest[QUESTION.names])


def _say_parts(cheapest: pd.DataFrame, subject: Subject) -> Text:
    """Say which losses, and how much of each; or that all of them fall short."""
    voice = voice_of(subject)
    if not cheapest["reached"].any():
        return voice.say(NOT_ENOUGH)
    parts = [
        voice.say(PART, component=QUESTION.cell(row, "component"), take=QUESTION.cell(row, "take"))
        for _, row in cheapest[cheapest["take"] > 0].iterrows()
    ]
    return voice.say(FINDING, parts=voice.join(parts))
