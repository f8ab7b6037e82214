"""Which dossiers are overdue for longest at each department or locality? (hồ sơ quá hạn của các đơn vị)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text
from parlib.language.numbers import format_day
from parlib.questions.columns import Column
from parlib.questions.onestop_longest import LEVEL
from parlib.questions.phrases import count_at_end, say_level
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject

QUESTION = Question(
    name="unit_dossiers",
    title=Message("Hồ sơ đang quá hạn", "Overdue dossiers"),
    columns=(
        "province_code",
        "province",
        Column("dossier", "text", "Mã hồ sơ", "Dossier"),
        Column("procedure", "text", "Thủ tục", "Procedure"),
        Column("due", "text", "Hạn trả", "Due"),
        Column("days", "count", "Quá hạn (ngày làm việc)", "Overdue (working days)"),
    ),
    pages=("national",),
    gate=Gate(needs_table=False, only="own"),
)

FINDING = Message(
    "Hồ sơ quá hạn lâu nhất: {dossier} tại {province}, đã quá {days} ngày làm việc{level}.",
    "Overdue for longest: {dossier} at {province}, {days} working days{level}.",
)


def show(subject: Subject, dossiers: pd.DataFrame) -> Exhibit:
    """Show the longest overdue dossiers of every place, without any person.

    Parameters
    ----------
    dossiers : pandas.DataFrame
        `parlib.study.unit_results.list_unit_dossiers`.
    """
    if dossiers.empty:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none")
    table = dossiers.assign(due=[format_day(day, subject.language) for day in dossiers["due"]])
    longest = table.loc[table["days"].idxmax()]
    bound = {name: QUESTION.cell(longest, name) for name in ("dossier", "province", "days")}
    voice, level = voice_of(subject), count_at_end(table["days"], "n_level")
    finding = voice.say(FINDING, level=say_level(voice, level, LEVEL), **bound)
    return present(QUESTION, subject, finding, table, chart="table", figures=level)
