"""What part of the differences between places lasts, and what is gone a year on? (phần bền vững của điểm)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text
from parlib.questions.columns import Column
from parlib.questions.present import name_part, present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.terms import TOTAL

QUESTION = Question(
    name="lasting_parts",
    title=Message("Phần bền vững của điểm", "What lasts of the scores"),
    columns=(
        "component_code",
        "component",
        "lasting_share",
        Column("carried_share", "share", "Còn lại sau một năm", "Left a year on"),
        Column("lasting_sd", "score", "Độ lệch chuẩn bền vững", "Lasting SD"),
        Column("passing_sd", "score", "Độ lệch chuẩn nhất thời", "Passing SD"),
        Column("n_pairs", "count", "Số cặp năm làm căn cứ", "Pairs of years it rests on"),
    ),
    pages=("national",),
    gate=Gate(("nation_parts",)),
)

FINDING = Message(
    "{own}: {share:whole} chênh lệch giữa các {places} trong một năm là bền vững{ends}. Khoảng cách tới trung bình năm "
    "sau dự kiến còn {carried:whole}: {place} đứng đầu thường giảm, {place} đứng cuối thường tăng mà không do ai làm "
    "gì.",
    "{own}: {share:whole} of the differences between {places} in a year last{ends}. {carried:whole} of a distance to "
    "the mean may be expected a year on: the first usually fall back and the last usually rise without anybody's "
    "doing.",
)
PARTS = Message(
    "Theo thành phần, phần bền vững của chênh lệch giữa các {places} trong một năm từ {low:whole} ({least}) đến "
    "{high:whole} ({most}).",
    "By component, from {low:whole} ({least}) to {high:whole} ({most}) of the differences between {places} in a year "
    "last.",
)
ENDS = Message(
    "; theo thành phần từ {low:whole} ({least}) đến {high:whole} ({most})",
    "; by component from {low:whole} ({least}) to {high:whole} ({most})",
)
NOTE = Message(
    "Mô hình nhiễu: khoảng cách của {a_place} tới trung bình năm gồm phần bền vững (giảm dần) và phần chỉ tồn tại "
    "trong năm, ước lượng từ tích của khoảng cách cách nhau một, hai, ba năm… qua các năm so sánh được. Phần còn lại "
    "sau một năm là điều có thể trông đợi khi chỉ biết một năm.",
    "Noise model: the distance of {a_place} to the mean of the year holds a lasting part, which fades, and one that is "
    "gone a year on; both follow from the products of distances one, two, three ... years apart over comparable years. "
    "What is left a year on is what may be expected from one year alone.",
)


def show(subject: Subject, lasting: pd.DataFrame) -> Exhibit:
    """Show by component what part of the differences between places lasts, and what passes.

    Parameters
    ----------
    lasting : pandas.DataFrame
        `parlib.study.lasting.measure_lasting`.
    """
    named = lasting.rename(columns={"reliability": "lasting_share", "carried": "carried_share"})
    table = named[_COLUMNS].reset_index(drop=True)
    if table.empty:
        return present(QUESTION, subject, Text(), table, chart="text")
    return present(QUESTION, subject, _say_lasting(subject, table), table, note=voice_of(subject).say(NOTE))


_COLUMNS = ["component_code", "component", "lasting_share", "carried_share", "lasting_sd", "passing_sd", "n_pairs"]


def _say_lasting(subject: Subject, table: pd.DataFrame) -> Text:
    """Say what part lasts on the whole and at either end of its components, and what that means for first and last."""
    voice, own, parts = voice_of(subject), table.iloc[0], table.iloc[1:]
    if own["component_code"] != TOTAL and len(table) > 1:  # the whole cannot be followed: its framework is new
        return _say_ends(subject, table, PARTS)
    return voice.say(
        FINDING,
        own=name_part(QUESTION, own, voice),
        share=QUESTION.cell(own, "lasting_share"),
        ends=_say_ends(subject, parts) if len(parts) > 1 else Text(),
        carried=QUESTION.cell(own, "carried_share"),
    )


def _say_ends(subject: Subject, parts: pd.DataFrame, message: Message = ENDS) -> Text:
    voice = voice_of(subject)
    least, most = (parts.loc[parts["lasting_share"].agg(end)] for end in ("idxmin", "idxmax"))
    return voice.say(
        message,
        low=QUESTION.cell(least, "lasting_share"),
        least=name_part(QUESTION, least, voice),
        high=QUESTION.cell(most, "lasting_share"),
        most=name_part(QUESTION, most, voice),
    )
