"""What does each agency hold, lose and have to do, over all indices? (theo cơ quan)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Cell, Message, Text
from parlib.questions.columns import Column
from parlib.questions.phrases import LEVEL_OF_AGENCIES, count_level, say_level
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject

QUESTION = Question(
    name="sheet_agencies",
    title=Message("Cơ quan và nhiệm vụ", "Agencies and tasks"),
    columns=(
        "agency",
        "head",
        "short",
        Column("n_held", "count", "Số thành phần", "Components"),
        Column("lost_of_index", "share", "Mất (% điểm tối đa chỉ số)", "Lost (% of the index's maximum)"),
        Column("n_open", "count", "Việc đang làm", "Open tasks"),
        Column("n_overdue", "count", "Quá hạn", "Overdue"),
        Column("deadline", "text", "Hạn gần nhất", "Next deadline"),
    ),
    pages=("sheet", "accountability"),
    open_on=("sheet", "accountability"),
    gate=Gate(otherwise="agencies"),
    stand=Stand(report=(Passage("sheet", 50, picture=False),)),
)

FINDING = Message(
    "Mất nhiều nhất là phần {agency} phụ trách: {lost_of_index} điểm tối đa của {short}{level}.",
    "What {agency} holds lost most: {lost_of_index} of the maximum of {short}{level}.",
)
OWN = Message(
    "Phần {agency} phụ trách mất {lost_of_index} điểm tối đa của {short}{most}.",
    "What {agency} holds lost {lost_of_index} of the maximum of {short}{most}.",
)
MOST = Message(", nhiều nhất trong các chỉ số", ", the most of all indices")
TASKS = Message("{agency} có {n_open} nhiệm vụ đang thực hiện.", "{agency} has {n_open} open {n_open:=task|tasks}.")
HOLDS = Message(
    "{agency} phụ trách {n_held} chỉ số thành phần của {short}.",
    "{agency} holds {n_held} {n_held:=component|components} of {short}.",
)


def show(subject: Subject, agencies: pd.DataFrame) -> Exhibit:
    """Show what each agency holds, lost and is to do, index by index.

    Parameters
    ----------
    agencies : pandas.DataFrame
        `parlib.study.sheet.sum_agencies`.
    """
    if agencies.empty:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none", lacking="agencies")
    first = agencies.iloc[0]
    lost = pd.notna(first["lost_of_index"]) and first["lost_of_index"] > 0
    message = FINDING if lost else TASKS if first["n_open"] else HOLDS
    bound: dict[str, Cell | Text] = {
        name: QUESTION.cell(first, name) for name in ("agency", "short", "lost_of_index", "n_open", "n_held")
    }
    if message is FINDING and agencies["agency"].nunique() == 1:  # most of one is all that is known
        message = OWN
        bound["most"] = voice_of(subject).say(MOST) if (agencies["lost_of_index"] > 0).sum() > 1 else Text()
    level = count_level(agencies, "lost_of_index", 1) if message is FINDING else {}
    bound["level"] = say_level(voice_of(subject), level, LEVEL_OF_AGENCIES)
    finding = voice_of(subject).say(message, **bound)
    table = agencies[QUESTION.names].replace("", pd.NA).dropna(axis="columns", how="all")
    return present(
        QUESTION,
        subject,
        finding,
        table,
        figures=level,
        beside=list(agencies["index"].unique()),
    )
