"""What are the figures of both sides on every component? (bảng so sánh đầy đủ)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed
from parlib.questions.columns import Column
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.two_sides import head_columns
from parlib.subject import Subject

QUESTION = Question(
    name="full",
    title=Message("Bảng so sánh đầy đủ", "Full comparison"),
    columns=(
        "component_code",
        "component",
        Column("score_second", "score", "Điểm bên chính", "Score of this side"),
        Column("score_first", "score", "Điểm bên so sánh", "Score of the other side"),
        "difference",
        Column("rank_second", "count", "Thứ hạng bên chính", "Rank of this side"),
        Column("rank_first", "count", "Thứ hạng bên so sánh", "Rank of the other side"),
        "rank_difference",
    ),
    pages=("compare",),
    gate=Gate(otherwise="own_parts"),
)

IN_TABLE = Message(
    "Trong bảng cả nước, {known} trong {all} chỉ số (kể cả chỉ số tổng hợp) có điểm của cả hai bên; {compared} chỉ số "
    "so sánh được.",
    "In the national table, {known} of {all} {all:=indicator|indicators} (the index as a whole included) "
    "{known:=has|have} a score of both sides; {compared} may be compared.",
)
FINDING = Message(
    "{known} trong {all} chỉ số (kể cả chỉ số tổng hợp) có điểm của cả hai bên; {compared} chỉ số so sánh được.",
    "{known} of {all} {all:=indicator|indicators} (the index as a whole included) {known:=has|have} a score of both "
    "sides; {compared} may be compared.",
)


def show(subject: Subject, other: Subject, compared: pd.DataFrame) -> Exhibit:
    """Show every component with a figure of either side in one table.

    Parameters
    ----------
    compared : pandas.DataFrame
        `parlib.study.compare.compare_subjects`.
    """
    known = compared[["score_first", "score_second", "rank_first", "rank_second"]].notna().any(axis=1)
    columns = [
        "component_code",
        "component",
        "score_second",
        "score_first",
        "difference",
        "rank_second",
        "rank_first",
        "rank_difference",
    ]
    table = compared.loc[known, columns].reset_index(drop=True)
    if table.empty:
        return present(QUESTION, subject, Text(), table, chart="text")
    both = compared[compared[["score_first", "score_second"]].notna().all(axis=1)]
    counts = {
        "known": len(both),
        "compared": both["difference"].notna().sum(),
        "all": len(compared) + len(subject.unlisted),
    }
    figures = {name: float(count) for name, count in counts.items()}
    cells = {name: computed(count, "count", name) for name, count in figures.items()}
    finding = voice_of(subject).say(IN_TABLE if len(subject.unlisted) else FINDING, **cells)
    return present(QUESTION, subject, finding, table, figures=figures, heads=head_columns(subject, other))
