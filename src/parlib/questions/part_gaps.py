"""On which components do the old provinces of a new one lie apart, and which pulls it down? (chênh lệch tỉnh cũ)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.language import Message, Text, join_texts
from parlib.questions.merged import name_old
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.terms import RULES, TOTAL

QUESTION = Question(
    name="part_gaps",
    title=Message("Chênh lệch trước hợp nhất", "Gaps of old provinces"),
    columns=(
        "component",
        "score",
        "highest_place",
        "highest_score",
        "lowest_place",
        "lowest_score",
        "gap",
        "pull_place",
        "pull",
    ),
    pages=("province",),
)

FINDING = Message(
    "Các {kind} cũ cách nhau nhiều nhất ở “{component}”: {highest_place} {highest_score}, {lowest_place} "
    "{lowest_score}, cách {gap:points}; {pull_place} kéo điểm chung xuống {pull:points}.",
    "The old {kind} lie furthest apart on “{component}”: {highest_place} {highest_score}, {lowest_place} "
    "{lowest_score}, {gap:points} between them; {pull_place} pulls the common score down by {pull:points}.",
)
WHOLE = Message(
    "Các {kind} cũ cách nhau {gap:points}: {highest_place} {highest_score}, {lowest_place} {lowest_score}; "
    "{pull_place} kéo điểm chung xuống {pull:points}.",
    "The old {kind} lie {gap:points} apart: {highest_place} {highest_score}, {lowest_place} {lowest_score}; "
    "{pull_place} pulls the common score down by {pull:points}.",
)
BY_PEOPLE = Message(
    "Mức kéo = tỷ trọng dân số × khoảng cách tới trung bình các {kind} cũ; các mức kéo cộng lại bằng không.",
    "A pull is the share of people times the distance to the mean of the old {kind}; pulls add up to zero.",
)
ALL_ALIKE = Message(
    "Mức kéo = phần bằng nhau × khoảng cách tới trung bình các {kind} cũ; các mức kéo cộng lại bằng không.",
    "A pull is an equal share times the distance to the mean of the old {kind}; pulls add up to zero.",
)
SOME_KNOWN = Message(
    "Chỉ gồm các {kind} cũ có điểm trong năm.", "Only old {kind} with a score of the year are compared."
)


def show(subject: Subject, parts: pd.DataFrame) -> Exhibit:
    """Show how far the old provinces lie apart on each component, and which one pulls the new one down.

    Parameters
    ----------
    parts : pandas.DataFrame
        `parlib.study.composite.compare_parts`.
    """
    table = parts.reindex(columns=QUESTION.columns).reset_index(drop=True)
    if table.empty:
        return present(QUESTION, subject, Text(), table, chart="none")
    voice = voice_of(subject)
    cells = {name: QUESTION.cell(table.iloc[0], name) for name in QUESTION.names}
    kind = name_old(subject, table[["highest_place", "lowest_place", "pull_place"]].stack())
    rule = voice.say(ALL_ALIKE if RULES[subject.index.id].merger == "equal" else BY_PEOPLE, kind=kind)
    some = voice.say(SOME_KNOWN, kind=kind) if (parts["n_known"] < parts["n_parts"]).any() else ""
    finding = voice.say(WHOLE if list(parts["component_code"]) == [TOTAL] else FINDING, kind=kind, **cells)
    return present(QUESTION, subject, finding, table, note=join_texts([rule, some]), beside=["gso"])
