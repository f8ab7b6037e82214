"""What all questions on dossiers share: columns, a sentence on units, the source (phần chung về hồ sơ)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed
from parlib.questions.columns import Column
from parlib.questions.phrases import LEVEL_OF_UNITS, count_at_end, say_level
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Stand
from parlib.subject import Subject
from parlib.wording.phrases import say
from parlib.wording.sources import COMPUTED
from parlib.wording.titles import SIMULATED

SHARED = {
    column.name: column
    for column in (
        Column("received", "count", "Tiếp nhận", "Received"),
        Column("judged", "count", "Đã trả, có hạn", "Returned, with a day promised"),
        Column("on_time_share", "share", "Trước và đúng hạn", "On time"),
        Column("share_before", "share", "Năm trước", "Year before"),
        Column("share_change", "change", "Tăng, giảm (điểm phần trăm)", "Change (percentage points)"),
        Column("late", "count", "Trả quá hạn", "Returned late"),
        Column("late_median", "count", "Chậm, trung vị (ngày làm việc)", "Late by, median (working days)"),
        Column("late_max", "count", "Chậm nhiều nhất", "Latest"),
        Column("overdue", "count", "Đang quá hạn", "Overdue"),
        Column("overdue_max", "count", "Quá hạn lâu nhất (ngày làm việc)", "Longest overdue (working days)"),
    )
}
"""Columns that several questions have; a table of units has them all, after the unit's name."""

FEWEST = 30
"""Fewest dossiers returned of a unit that a sentence names."""

LOWEST = Message("Tỷ lệ trước và đúng hạn thấp nhất: {units}.{overdue}", "The lowest shares on time: {units}.{overdue}")
UNIT = Message("{unit} {on_time_share} ({late} hồ sơ trả quá hạn)", "{unit} {on_time_share} ({late} late)")
ALL_ON_TIME = Message("Không có hồ sơ nào trả quá hạn.{overdue}", "No dossier was returned late.{overdue}")
TOO_FEW = Message(
    "Chưa có nơi nào đủ {fewest} hồ sơ đã trả để so sánh.{overdue}",
    "No one has returned {fewest} dossiers yet.{overdue}",
)
OVERDUE = Message(
    " Đang quá hạn nhiều nhất: {unit}, {overdue} hồ sơ{level}.", " Most overdue: {unit}, {overdue} dossiers{level}."
)
LONGEST = Message(", lâu nhất {overdue_max} ngày làm việc", ", the longest by {overdue_max} working days")

MOST_DRAWN = 20
"""Rows of a picture; a longer table is shown as it is."""

MOST_NAMED = 3
"""Units that a sentence names."""


def ask_units(name: str, title: Message, unit: Column, stand: Stand | None = None) -> Question:
    """Return the question that is asked of the units of one kind."""
    return Question(
        name=name,
        title=title,
        columns=(unit, *SHARED.values()),
        pages=("onestop",),
        open_on=("onestop",),
        chart="pairs",
        gate=Gate(needs_table=False),
        stand=stand or Stand(),
    )


def show_units(question: Question, subject: Subject, units: pd.DataFrame, note: Text | None = None) -> Exhibit:
    """Show the units of one kind, the lowest share on time first; nothing where the export does not tell them."""
    if units.empty:
        return present(question, subject, Text(), pd.DataFrame(), chart="none")
    table = units.dropna(axis="columns", how="all").reset_index(drop=True)
    finding = say_units(question, subject, table)
    figures = {"fewest": FEWEST} | count_at_end(table["overdue"], "n_level")
    return present_pairs(question, subject, finding, table, note=note, figures=figures)


def present_pairs(
    question: Question,
    subject: Subject,
    finding: Text,
    table: pd.DataFrame,
    note: Text | None = None,
    figures: Mapping[str, float] | None = None,
) -> Exhibit:
    """Show shares on time beside the year before as a picture; as a table where there is none, or many rows."""
    voice, source = voice_of(subject), name_source(subject)
    known = "share_change" in table and table[["share_before", "on_time_share"]].notna().any().all()
    if not known or len(table) > MOST_DRAWN:
        return present(question, subject, finding, table, chart="table", source=source, note=note, figures=figures)
    first, second = (str(voice.say(question.column(name).head)) for name in ("share_before", "on_time_share"))
    return present(
        question,
        subject,
        finding,
        table,
        source=source,
        note=note,
        figures=figures,
        columns="share_before,on_time_share,share_change",
        first=first,
        second=second,
        axis=second,
    )


def say_units(question: Question, subject: Subject, table: pd.DataFrame) -> Text:
    """Say which units have the lowest shares on time, and which has most dossiers overdue."""
    voice = voice_of(subject)
    known = table[table["judged"] >= FEWEST]
    late = (known if known["late"].any() else table).query("late > 0").head(MOST_NAMED)
    most = table.loc[table["overdue"].idxmax()]
    level = say_level(voice, count_at_end(table["overdue"], "n_level"), LEVEL_OF_UNITS)
    overdue = voice.say(OVERDUE, unit=question.cell(most, "label"), overdue=question.cell(most, "overdue"), level=level)
    overdue = overdue if most["overdue"] else Text()
    if known.empty:
        return voice.say(TOO_FEW, fewest=computed(FEWEST, "count", "fewest"), overdue=overdue)
    if late.empty:
        return voice.say(ALL_ON_TIME, overdue=overdue)
    units = [
        voice.say(
            UNIT,
            unit=question.cell(row, "label"),
            **{name: question.cell(row, name) for name in ("on_time_share", "late")},
        )
        for _, row in late.iterrows()
    ]
    return voice.say(LOWEST, units=voice.join(units), overdue=overdue)


def name_source(subject: Subject) -> str:
    """Return where dossiers come from, in one line."""
    if subject.simulated:
        return f"{SIMULATED}."
    return say(
        subject.language,
        f"Dữ liệu hồ sơ xuất từ Hệ thống thông tin giải quyết thủ tục hành chính, {subject.province}, năm "
        f"{subject.year}; {COMPUTED[0]}.",
        f"Dossiers exported from the one-stop information system of {subject.province}, {subject.year}; {COMPUTED[1]}.",
    )
