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
from parlib.wording.phrases import is_zero

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

FINDING = Message(
    "Phương án tối thiểu để vào nhóm {target} {place} dẫn đầu: cải thiện {parts}.",
    "Fewest losses to work on to be among the first {target}: {parts}.",
)
FINDING_OF_LISTED = Message(
    "Trong các thành phần có số liệu, phương án tối thiểu để vào nhóm {target} {place} dẫn đầu: cải thiện {parts}.",
    "Of the parts with figures, fewest losses to work on to be among the first {target}: {parts}.",
)
PART = Message("“{component}” ({take:points})", "“{component}” ({take:points})")
LITTLE = Message("“{component}” (rất ít)", "“{component}” (next to nothing)")
NOT_ENOUGH = Message(
    "Đưa {parts} lên mức mà {place} cao nhất giữ được cũng chưa đủ để vào nhóm {target} {place} dẫn đầu.",
    "{parts} at the level that the best {place} can keep would not be enough to be among the first {target}.",
)
NOT_ENOUGH_OF_YEAR = Message(
    "Đưa {parts} lên bằng điểm của {place} cao nhất cũng chưa đủ để vào nhóm {target} {place} dẫn đầu.",
    "{parts} at the score of the best {place} would not be enough to be among the first {target}.",
)
"""The same where too few years are known to tell what the best keeps."""
ALL_PARTS = Message("mọi thành phần", "Every part")
LISTED_PARTS = Message("mọi thành phần có số liệu", "Every part with figures")
"""Of an index of which other parts have no figures: what these could give is not known."""


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
    if len(cheapest) and is_zero(target["points_needed"].iloc[0], subject.index):  # less than is printed is missing
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none")
    if cheapest.empty or alone:
        short = len(target) and target["points_needed"].iloc[0] > 0 and len(subject.parts)
        lacking = "nation_parts" if short else ""
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none", lacking=lacking)
    figures = {"target_place": target["target_place"].iloc[0]}
    finding = _say_parts(cheapest, figures["target_place"], subject)
    return present(QUESTION, subject, finding, cheapest[QUESTION.names], figures=figures)


def _say_parts(cheapest: pd.DataFrame, place: float, subject: Subject) -> Text:
    """Say which losses, and how much of each; or that all of them fall short."""
    voice, listed = voice_of(subject), len(subject.unlisted) > 0
    target = computed(place, "count", "target_place")
    if not cheapest["reached"].any():
        message = NOT_ENOUGH if cheapest["best_kept"].any() else NOT_ENOUGH_OF_YEAR
        return voice.say(message, target=target, parts=voice.say(LISTED_PARTS if listed else ALL_PARTS))
    parts = [
        voice.say(
            LITTLE if is_zero(row["take"], subject.index) else PART,
            component=QUESTION.cell(row, "component"),
            take=QUESTION.cell(row, "take"),
        )
        for _, row in cheapest[cheapest["take"] > 0].iterrows()
    ]
    return voice.say(FINDING_OF_LISTED if listed else FINDING, target=target, parts=voice.join(parts))
