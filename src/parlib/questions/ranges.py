"""Which ranks may either side hold, and can they be told apart? (khoảng thứ hạng hai bên)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.language import Message, Text, join_texts
from parlib.questions.certainty import say_method
from parlib.questions.columns import Column
from parlib.questions.present import confidence, present, voice_of
from parlib.questions.question import Question
from parlib.questions.two_sides import fall_silent, name_heads
from parlib.subject import Subject

QUESTION = Question(
    name="ranges",
    title=Message("Khoảng thứ hạng hai bên", "Ranges of both ranks"),
    columns=(
        "side",
        "year",
        "rank",
        "rank_low",
        "rank_high",
        "spread",
        Column("spread_ratio", "hundredth", "So với chênh lệch giữa các {places}", "Over that between {places}"),
    ),
    pages=("compare",),
)

FINDING = Message("Khoảng thứ hạng ước tính – {spans}. {verdict}", "Likely ranges of places – {spans}. {verdict}")
SPAN = Message("{side}: {rank_low}–{rank_high}", "{side}: {rank_low}–{rank_high}")
ONE_RANK = Message("{side}: {rank_low}", "{side}: {rank_low}")
NOT_COMPARABLE = Message(
    "Bộ chỉ số hoặc thang điểm đã đổi nên hai khoảng không so với nhau.",
    "The framework or the scale changed, so the two ranges are not held against each other.",
)
UNSURE = Message(
    "Câu hỏi hoặc cách tính có thể đã thay đổi nên hai khoảng không so với nhau.",
    "The questions or the method may have changed, so the two ranges are not held against each other.",
)
APART = Message(
    "Điểm của hai bên khác nhau rõ (mức {level:whole}).", "The two scores differ clearly (at {level:whole})."
)
NOT_APART = Message(
    "Chưa phân biệt được bên nào cao hơn (mức {level:whole}).",
    "Which of the two stands higher cannot be told (at {level:whole}).",
)


def show(subject: Subject, other: Subject, ranges: pd.DataFrame) -> Exhibit:
    """Show the ranks that both sides may hold.

    Parameters
    ----------
    ranges : pandas.DataFrame
        `parlib.study.compare.compare_ranges`.
    """
    if ranges.empty:
        return fall_silent(QUESTION, subject, other, "nation", "own")
    return present(
        QUESTION,
        subject,
        say(subject, other, ranges),
        lay_table(subject, other, ranges),
        note=say_method(ranges["method"].iloc[0], subject),
    )


def lay_table(subject: Subject, other: Subject, ranges: pd.DataFrame) -> pd.DataFrame:
    """Return one row a side, the subject's first."""
    table = ranges.assign(side=list(name_heads(subject, other))).reset_index(drop=True)
    return table[["side", "year", "rank", "rank_low", "rank_high", "spread", "spread_ratio"]]


def say(subject: Subject, other: Subject, ranges: pd.DataFrame) -> Text:
    """Say the ranks that both may hold, and whether their scores can be told apart."""
    voice, spans = voice_of(subject), []
    for _, row in lay_table(subject, other, ranges).iterrows():
        cells = {name: QUESTION.cell(row, name) for name in ("side", "rank_low", "rank_high")}
        spans.append(voice.say(ONE_RANK if row["rank_low"] == row["rank_high"] else SPAN, **cells))
    verdict = UNSURE if ranges["unsure"].all() else NOT_COMPARABLE
    if ranges["comparable"].all():
        verdict = APART if ranges["apart"].all() else NOT_APART
    sentence = voice.say(verdict, level=confidence())
    return voice.say(FINDING, spans=join_texts(spans, "; "), verdict=sentence)
