"""May the province be among the first ten, with the whole table read at once? (độ tin cậy của thứ hạng)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, method
from parlib.questions.columns import Column
from parlib.questions.present import confidence, present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject
from parlib.terms import LEAST_OF_TOP, TOP

TABLED = ("rank", "rank_low", "rank_high", "joint_low", "joint_high", "n_better", "n_worse", "n_untold")
"""Columns that stand in papers."""

QUESTION = Question(
    name="sureness",
    title=Message("Độ tin cậy thứ hạng", "How sure the rank is"),
    columns=(
        "rank",
        "rank_low",
        "rank_high",
        "rank_width",
        Column("joint_low", "count", "Hạng tốt nhất (cả bảng)", "Best rank (whole table)"),
        Column("joint_high", "count", "Hạng kém nhất (cả bảng)", "Worst rank (whole table)"),
        Column("n_better", "count", "{place:cap} chắc chắn cao hơn", "Told to be better"),
        Column("n_worse", "count", "{place:cap} chắc chắn thấp hơn", "Told to be worse"),
        Column("n_untold", "count", "{place:cap} không phân biệt được", "Not told apart"),
        "spread",
        Column("spread_ratio", "hundredth", "So với chênh lệch giữa các {places}", "Over that between {places}"),
    ),
    pages=("component", "province"),
    gate=Gate(("own", "nation", "rank")),
    stand=Stand(report=(Passage("result_certainty", 20, table=TABLED),)),
)

FINDING = Message(
    "{given}, khi đọc cả bảng xếp hạng cùng lúc, {here} {may} nhóm {top} {place} dẫn đầu; thứ hạng {span}.",
    "{given} with the whole table read at once, the {here} {may} the first {top}; its rank is {span}.",
)
SPAN_ALONE = Message(
    "{given}, khi đọc cả bảng xếp hạng cùng lúc, thứ hạng {span}.",
    "{given} its rank is {span}, with the whole table read at once.",
)
"""The same in a field of so few that most are among the first."""
GIVEN = {
    "sample": Message("Ở mức tin cậy {confidence:whole}", "At {confidence:whole} confidence,"),
    "movement": Message("Nếu điểm dao động như giữa các năm", "If scores move as they do from year to year,"),
}
MAY = {True: Message("có thể thuộc", "may be among"), False: Message("không thuộc", "is not among")}
SPAN = Message("từ {low} đến {high}", "{low} to {high}")
ONE = Message("là {low}", "{low}")


def show(subject: Subject, certainty: pd.DataFrame) -> Exhibit:
    """Show the figures behind the range of ranks as a table.

    Parameters
    ----------
    certainty : pandas.DataFrame
        `parlib.study.certainty.measure_certainty`.
    """
    if certainty.empty:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none")
    row, voice = certainty.iloc[0], voice_of(subject)
    low, high = QUESTION.cell(row, "joint_low"), QUESTION.cell(row, "joint_high")
    n_ranked = 1 + sum(row[["n_better", "n_worse", "n_untold"]])
    finding = voice.say(
        FINDING if n_ranked >= LEAST_OF_TOP else SPAN_ALONE,
        given=voice.say(GIVEN[row["method"]], confidence=confidence()),
        may=voice.say(MAY[bool(row["may_be_top"])]),
        top=method(TOP, "count", "top"),
        span=voice.say(ONE if low.value == high.value else SPAN, low=low, high=high),
    )
    return present(QUESTION, subject, finding, certainty[QUESTION.names])
