"""Where did each department or locality lose most points, and why? (nội dung mất điểm của các đơn vị)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed
from parlib.questions.phrases import count_level, say_level
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject

QUESTION = Question(
    name="unit_losses",
    title=Message("Nội dung mất nhiều điểm", "Losses of each"),
    columns=("province_code", "province", "component_code", "component", "lost", "reason"),
    pages=("national",),
    gate=Gate(needs_table=False, only="own"),
)

FINDING = Message(
    "Mất nhiều điểm nhất ở một nội dung: {province}, “{component}” ({lost:points}){level}.",
    "The largest loss on one part: {province} on “{component}” ({lost:points}){level}.",
)
NOTE = Message(
    "Bảng nêu nhiều nhất {most} nội dung mất điểm của mỗi {place}, mất nhiều điểm nhất trước.",
    "At most {most} losses of each {place} are listed, the largest first.",
)


def show(subject: Subject, losses: pd.DataFrame) -> Exhibit:
    """Show the largest losses of every place, with the appraisers' reasons where any are given.

    Parameters
    ----------
    losses : pandas.DataFrame
        `parlib.study.unit_results.list_unit_losses`.
    """
    if losses.empty:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none")
    voice, most = voice_of(subject), losses.loc[losses["lost"].idxmax()]
    level = count_level(losses.sort_values("lost", ascending=False, kind="stable"), "lost", 1)
    cells = {name: QUESTION.cell(most, name) for name in ("province", "component", "lost")}
    finding = voice.say(FINDING, level=say_level(voice, level), **cells)
    table = losses if (losses["reason"] != "").any() else losses.drop(columns="reason")
    listed = int(losses["province_code"].value_counts().max())
    note = voice.say(NOTE, most=computed(listed, "count", "n_listed"))
    return present(QUESTION, subject, finding, table, chart="table", note=note, figures={"n_listed": listed} | level)
