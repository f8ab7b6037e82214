"""Which are the fewest parts to work on that reach the first ten? (phương án tối thiểu)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed
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
    "Đưa mọi thành phần lên mức mà {place} cao nhất giữ được cũng chưa đủ để vào nhóm {target} {place} dẫn đầu.",
    "Every part at the level that the best {place} can keep would not be enough to be among the first {target}.",
)
NOT_ENOUGH_OF_YEAR = Message(
    "Đưa mọi thành phần lên bằng điểm của {place} cao nhất cũng chưa đủ để vào nhóm {target} {place} dẫn đầu.",
    "Every part at the score of the best {place} would not be enough to be among the first {target}.",
)
"""The same where too few years are known to tell what the best keeps."""


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
    figures = {} if cheapest["reached"].any() else {"target_place": target["target_place"].iloc[0]}
    finding = _say_parts(cheapest, figures.get("target_place", 0), subject)
    return present(QUESTION, subject, finding, cheapest[QUESTION.names], figures=figures)


def _say_parts(cheapest: pd.DataFrame, place: float, subject: Subject) -> Text:
    """Say which losses, and how much of each; or that all of them fall short."""
    voice = voice_of(subject)
    if not cheapest["reached"].any():
        message = NOT_ENOUGH if cheapest["best_kept"].any() else NOT_ENOUGH_OF_YEAR
        return voice.say(message, target=computed(place, "count", "target_place"))
    parts = [
        voice.say(PART, component=QUESTION.cell(row, "component"), take=QUESTION.cell(row, "take"))
        for _, row in cheapest[cheapest["take"] > 0].iterrows()
    ]
    return voice.say(FINDING, parts=voice.join(parts))
