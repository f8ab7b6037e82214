"""Which dossiers are overdue for longest? (hồ sơ quá hạn lâu nhất)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Cell, Message, Text, computed
from parlib.language.numbers import format_day
from parlib.questions.columns import Column
from parlib.questions.onestop_parts import name_source
from parlib.questions.phrases import count_at_end, say_level
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject

QUESTION = Question(
    name="onestop_longest",
    title=Message("Hồ sơ quá hạn lâu nhất", "Longest overdue dossiers"),
    columns=(
        Column("unit", "text", "Cơ quan, địa phương", "Agency or locality"),
        Column("dossier", "text", "Mã hồ sơ", "Dossier"),
        Column("procedure", "text", "Thủ tục", "Procedure"),
        Column("due", "text", "Hạn trả", "Due"),
        Column("days", "count", "Quá hạn (ngày làm việc)", "Overdue (working days)"),
    ),
    pages=("onestop",),
    gate=Gate(needs_table=False),
)

FINDING = Message(
    "{n} hồ sơ quá hạn lâu nhất; lâu nhất là {dossier} tại {unit}: hạn trả {due}, đã quá {days} ngày làm việc{level}.",
    "The {n} dossiers overdue for longest; the longest is {dossier} at {unit}: due on {due}, {days} working days "
    "ago{level}.",
)
ONE = Message(
    "Một hồ sơ đang quá hạn: {dossier} tại {unit}, hạn trả {due}, đã quá {days} ngày làm việc.",
    "One dossier is overdue: {dossier} at {unit}, due on {due}, {days} working days ago.",
)
LEVEL = Message(", cùng mức còn {n_level} hồ sơ khác", ", with {n_level} {n_level:=other|others} at the same level")
NOTE = Message(
    "Thủ tục có quá ít hồ sơ không được nêu tên, để không nhận ra người nộp.",
    "A procedure with very few dossiers is not named, so that no applicant is recognised.",
)


def show(subject: Subject, dossiers: pd.DataFrame) -> Exhibit:
    """List the dossiers overdue for longest, without any person.

    Parameters
    ----------
    dossiers : pandas.DataFrame
        `parlib.study.onestop.list_longest`.
    """
    if dossiers.empty:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none")
    voice = voice_of(subject)
    table = dossiers.assign(due=[format_day(day, subject.language) for day in dossiers["due"]])
    bound = {name: QUESTION.cell(table.iloc[0], name) for name in ("dossier", "unit", "due", "days")}
    level = count_at_end(table["days"], "n_level")
    counted: dict[str, Cell | Text] = {"n": computed(len(table), "count", "n"), "level": say_level(voice, level, LEVEL)}
    finding = voice.say(ONE if len(table) == 1 else FINDING, **bound, **counted)
    figures, source = {"n": len(table)} | level, name_source(subject)
    return present(QUESTION, subject, finding, table, note=voice.say(NOTE), figures=figures, source=source)
