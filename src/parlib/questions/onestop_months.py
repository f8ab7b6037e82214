"""In which months were dossiers returned late? (hồ sơ theo tháng)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Cell, Message, Text
from parlib.questions.columns import Column
from parlib.questions.onestop_parts import SHARED, present_pairs
from parlib.questions.phrases import count_at_end, say_level
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject

QUESTION = Question(
    name="onestop_months",
    title=Message("Hồ sơ theo tháng", "Dossiers by month"),
    columns=(
        Column("label", "text", "Tháng", "Month"),
        SHARED["received"],
        SHARED["judged"],
        SHARED["on_time_share"],
        Column("share_before", "share", "Cùng tháng năm trước", "Same month, year before"),
        SHARED["share_change"],
        SHARED["late"],
        Column("overdue", "count", "Hẹn trả trong tháng, đang quá hạn", "Promised for the month, overdue"),
    ),
    pages=("onestop",),
    open_on=("onestop",),
    chart="pairs",
    gate=Gate(needs_table=False),
    stand=Stand(report=(Passage("onestop", 50),)),
)

FINDING = Message(
    "Tỷ lệ trước và đúng hạn thấp nhất trong tháng {low} ({low_share}{low_level}), cao nhất trong tháng {high} "
    "({high_share}{high_level}).",
    "The share on time was lowest in {low} ({low_share}{low_level}) and highest in {high} ({high_share}{high_level}).",
)
ALIKE = Message(
    "Tỷ lệ trước và đúng hạn là {low_share} trong mọi tháng.", "The share on time was {low_share} in every month."
)
LEVEL = Message(", cùng mức còn {n_level} tháng khác", ", as in {n_level} other {n_level:=month|months}")
NONE = Message("Chưa có hồ sơ có hạn nào được trả trong năm.", "No dossier with a promised day was returned this year.")
NOTE = Message(
    "Tỷ lệ tính theo tháng trả kết quả; tiếp nhận theo tháng tiếp nhận.",
    "Shares are by month of return; receipts by month of receipt.",
)


def show(subject: Subject, months: pd.DataFrame) -> Exhibit:
    """Show the months of the year: received, returned on time, promised and overdue.

    Parameters
    ----------
    months : pandas.DataFrame
        `parlib.study.onestop.trace_months`.
    """
    if months.empty:
        return present(QUESTION, subject, Text(), months, chart="none")
    voice = voice_of(subject)
    table = months.assign(label=[_write_month(month) for month in months["label"]])
    known = table.dropna(subset="on_time_share")
    finding, figures = voice.say(NONE), {}
    if len(known):
        low, high = (known.loc[place] for place in (known["on_time_share"].idxmin(), known["on_time_share"].idxmax()))
        cells = {"low": low, "high": high}
        bound: dict[str, Cell | Text] = {name: QUESTION.cell(row, "label") for name, row in cells.items()}
        bound |= {f"{name}_share": QUESTION.cell(row, "on_time_share") for name, row in cells.items()}
        shares = known["on_time_share"]
        ends = {"low": count_at_end(shares, "n_low", largest=False), "high": count_at_end(shares, "n_high")}
        bound |= {f"{name}_level": say_level(voice, level, LEVEL) for name, level in ends.items()}
        figures = ends["low"] | ends["high"]
        finding = voice.say(ALIKE if low["on_time_share"] == high["on_time_share"] else FINDING, **bound)
    table = table.dropna(axis="columns", how="all")
    return present_pairs(QUESTION, subject, finding, table, note=voice.say(NOTE), figures=figures)


def _write_month(month: str) -> str:
    """Return a month as it is written: ``03/2025``."""
    year, _, number = month.partition("-")
    return f"{number}/{year}"
