"""Which tasks has each department or locality still to do, and by when? (nhiệm vụ chưa xong của các đơn vị)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed
from parlib.questions.columns import Column
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.terms import STATUSES
from parlib.wording.phrases import say

QUESTION = Question(
    name="unit_tasks",
    title=Message("Nhiệm vụ chưa xong", "Open tasks"),
    columns=(
        "province_code",
        "province",
        Column("edition", "text", "Chỉ số", "Index"),
        "component",
        "task",
        "deadline",
        "status",
        "head",
        "output",
    ),
    pages=("national",),
    gate=Gate(needs_table=False, only="own"),
)

FINDING = Message(
    "{n} nhiệm vụ trong sổ theo dõi chưa hoàn thành; trước hết: {task} ({province}).",
    "{n} {n:=task of the registers is|tasks of the registers are} not done; the first: {task} ({province}).",
)


def show(subject: Subject, tasks: pd.DataFrame) -> Exhibit:
    """Show the open tasks of every place.

    Parameters
    ----------
    tasks : pandas.DataFrame
        `parlib.study.unit_results.list_unit_tasks`.
    """
    if tasks.empty:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none")
    first, count = tasks.iloc[0], computed(len(tasks), "count", "n_tasks")
    bound = {name: QUESTION.cell(first, name) for name in ("task", "province")}
    finding = voice_of(subject).say(FINDING, n=count, **bound)
    states = [say(subject.language, *STATUSES[code]) if code in STATUSES else code for code in tasks["status"]]
    table = tasks.assign(status=states)
    return present(QUESTION, subject, finding, table, chart="table", figures={"n_tasks": len(tasks)})
