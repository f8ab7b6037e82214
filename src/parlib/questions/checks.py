"""How many printed figures were held against what, and how many agree? (đối chiếu với số liệu đã in)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.language import Cell, Message, Text, about, computed
from parlib.questions.columns import Column
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject

CHECKS = {
    "table": Message("bảng của mọi {places}", "the table of all {places}"),
    "sum": Message("tổng các thành phần trong cùng bảng", "the sum of the parts in the same table"),
    "weighted_sum": Message("tổng có trọng số của các thành phần", "the weighted sum of the parts"),
    "parts": Message("tổng các phần in riêng", "the sum of the parts as printed singly"),
    "other_source": Message("nguồn khác in cùng số liệu", "another source of the same figure"),
    "national_mean": Message("trung bình tính từ bảng", "the mean of the table"),
    "regional_means": Message("trung bình các {groups} theo số {place}", "the means of the {groups} by their {places}"),
    "rank_order": Message("điểm của {place} đứng ngay trên", "the score of the next better rank"),
}
"""What a printed figure is held against."""

CHECK = Column("check", "text", "Phép đối chiếu", "Held against")

QUESTION = Question(
    name="checks",
    title=Message("Đối chiếu với số liệu đã in", "Checked against print"),
    columns=(
        CHECK,
        "years",
        Column("n_checked", "count", "Số lần đối chiếu", "Comparisons"),
        Column("n_agree", "count", "Khớp", "Agree"),
        Column("n_excused", "count", "Không khớp, đã biết lý do", "Disagree, reason known"),
        Column("widest", "score", "Chênh lệch lớn nhất", "Largest difference"),
    ),
    pages=("national",),
    words=CHECKS,
)

FINDING = Message(
    "Số liệu {index} đã in được đối chiếu {n_checked} lần trong mọi năm đang có: {n_agree} lần khớp; {rest}.",
    "Printed figures of {index} were compared {n_checked} times over all years at hand: {n_agree} agree; {rest}.",
)
ALL_AGREE = Message("không có chỗ nào không khớp", "none disagrees")
EXCUSED = Message(
    "{n_excused} lần không khớp, đã biết lý do",
    "{n_excused} {n_excused:=disagrees|disagree} for a reason that is known",
)


def show(subject: Subject, checks: pd.DataFrame) -> Exhibit:
    """Show how many printed figures of the index were held against what, and how many agree.

    Parameters
    ----------
    checks : pandas.DataFrame
        `parlib.study.checked.list_checks`.
    """
    if checks.empty:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none")
    voice = voice_of(subject)
    sums = {f"{name}_in_all": int(checks[name].sum()) for name in ("n_checked", "n_agree", "n_excused")}
    counts = {name.removesuffix("_in_all"): computed(count, "count", name) for name, count in sums.items()}
    rest = voice.say(EXCUSED if sums["n_excused_in_all"] else ALL_AGREE, **counts)
    finding = voice.say(FINDING, index=index_of(subject), rest=rest, **counts)
    return present(QUESTION, subject, finding, put_words(checks, subject), figures=sums)


def index_of(subject: Subject) -> Cell:
    """Return what the subject's index is called, as what the page is about."""
    return about(subject.index.call(subject.language), "index")


def put_words(table: pd.DataFrame, subject: Subject) -> pd.DataFrame:
    """Return a table with what figures are held against in words."""
    return table.assign(check=[str(QUESTION.word(check, voice_of(subject))) for check in table["check"]])
