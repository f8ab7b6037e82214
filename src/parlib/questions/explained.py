"""Which of the smallest parts make the difference between both sides? (chênh lệch từ đâu)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.language import Message, Text, computed, join_texts
from parlib.questions.columns import COLUMNS, Column
from parlib.questions.phrases import count_level, say_level
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.two_sides import fall_silent, head_columns, name_sides
from parlib.subject import Subject
from parlib.wording.phrases import is_exactly_zero, is_zero

QUESTION = Question(
    name="explained",
    title=Message("Chênh lệch từ đâu", "Where the gap comes from"),
    columns=(
        "component_code",
        "label",
        Column("score_second", "score", "Điểm bên chính", "Score of this side"),
        Column("score_first", "score", "Điểm bên so sánh", "Score of the other side"),
        "gap",
        Column("rank_second", "count", "Thứ hạng bên chính", "Rank of this side"),
        Column("rank_first", "count", "Thứ hạng bên so sánh", "Rank of the other side"),
    ),
    pages=("compare",),
    open_on=("compare",),
    chart="lead",
)

FINDING = Message("{mine} {ends}.", "{mine} {ends}.")
AHEAD = Message("hơn nhiều nhất ở {parts}", "is furthest ahead on {parts}")
BEHIND = Message("kém nhiều nhất ở {parts}", "is furthest behind on {parts}")
PART = Message("“{part}” ({gap:points})", "“{part}” ({gap:points})")
LEVEL = Message("Hai bên bằng điểm nhau ở mọi thành phần.", "Both have the same score on every part.")
ALMOST_LEVEL = Message("Hai bên gần bằng điểm nhau ở mọi thành phần.", "Both have almost the same score on every part.")
SOME_SHOWN = Message(
    "Hình vẽ {shown} thành phần có chênh lệch lớn nhất về hai phía.",
    "The picture shows the {shown} parts that lie furthest to both sides.",
)
WHOLE = Message(
    "Cộng chênh lệch của tất cả {parts} thành phần được đúng chênh lệch chung ({total:points}).",
    "The differences of all {parts} parts add up to the whole difference ({total:points}) exactly.",
)
NOT_WHOLE = Message(
    "Chỉ gồm các thành phần so sánh được; chúng không cộng thành chênh lệch chung.",
    "Only comparable parts are shown; they do not add up to a whole difference.",
)
WEIGHTED = Message(
    "Điểm của từng thành phần đã nhân với trọng số.",
    "The points of each part are times its weight.",
)
SIDE_AHEAD = Message("{side} cao hơn", "{side} ahead")

ENDS = 7
"""Most parts shown on each side of one picture."""

MOST_NAMED = 3
"""Most parts of a side that one sentence names."""


def show(subject: Subject, other: Subject, explained: pd.DataFrame) -> Exhibit:
    """Show which of the smallest parts make the difference, the largest on each side.

    Parameters
    ----------
    explained : pandas.DataFrame
        `parlib.study.compare.explain_difference`.
    """
    if explained.empty:
        return fall_silent(QUESTION, subject, other, "own_parts")
    shown = explained if len(explained) <= 2 * ENDS else pd.concat([explained.head(ENDS), explained.tail(ENDS)])
    table = shown.rename(columns={"component": "label", "difference": "gap"}).reset_index(drop=True)
    table = table[["component_code", "label", "score_second", "score_first", "gap", "rank_second", "rank_first"]]
    voice, figures = voice_of(subject), _count_parts(explained, table)
    mine, theirs = (str(voice.say(SIDE_AHEAD, side=side.capitalise())) for side in name_sides(subject, other))
    return present(
        QUESTION,
        subject,
        _say_ends(table, explained, subject, other),
        table,
        note=join_texts(
            [
                _say_whole(figures, bool(explained["whole"].all()), subject),
                voice.say(WEIGHTED) if explained["weighted"].any() else "",
            ]
        ),
        figures=figures,
        heads=head_columns(subject, other),
        first=theirs,
        second=mine,
        axis=str(voice.say(COLUMNS["difference"].head)),
        head=str(voice.say(COLUMNS["gap"].head)),
        decimals=subject.index.decimals,
    )


def _count_parts(explained: pd.DataFrame, table: pd.DataFrame) -> dict[str, float]:
    """Return how many parts there are, how many are shown, and what all their differences add up to."""
    whole = float(explained["difference"].sum())
    counts = {"parts": float(len(explained)), "shown": float(len(table)), "whole": whole}
    return counts | _count_level(explained, 1) | _count_level(explained, -1)


def _count_level(explained: pd.DataFrame, sign: int) -> dict[str, int]:
    """Return how many more parts of a side (1 ahead, -1 behind) differ as much as the last that is named."""
    gaps = sign * explained["difference"]
    level = count_level(gaps[gaps > 0].sort_values(ascending=False).to_frame("gap"), "gap", MOST_NAMED)
    return {"n_level_ahead" if sign > 0 else "n_level_behind": count for count in level.values()}


def _say_ends(table: pd.DataFrame, explained: pd.DataFrame, subject: Subject, other: Subject) -> Text:
    """Say on which parts the subject is furthest ahead and behind."""
    voice = voice_of(subject)
    apart = table[~table["gap"].map(lambda gap: is_zero(gap, subject.index))]
    ends = []
    for message, sign in ((AHEAD, 1), (BEHIND, -1)):
        rows = apart[sign * apart["gap"] > 0].iloc[::sign].head(MOST_NAMED)
        parts = [
            voice.say(PART, part=QUESTION.cell(row, "label"), gap=QUESTION.cell(row, "gap"))
            for _, row in rows.iterrows()
        ]
        if parts:
            # Where next-to-nothing differences are not named, the last that is named is not the third.
            level = _count_level(explained, sign) if len(parts) == MOST_NAMED else {}
            ends.append(voice.say(message, parts=voice.join(parts) + say_level(voice, level)))
    if not ends:
        return voice.say(LEVEL if table["gap"].map(is_exactly_zero).all() else ALMOST_LEVEL)
    mine = name_sides(subject, other)[0].capitalise()
    return voice.say(FINDING, mine=mine, ends=join_texts(ends, "; "))


def _say_whole(figures: dict[str, float], whole: bool, subject: Subject) -> Text:
    """Say how many of the parts are shown, and whether their differences add up to the difference of the whole."""
    voice = voice_of(subject)
    cells = {name: computed(figures[name], "count", name) for name in ("parts", "shown")}
    some = voice.say(SOME_SHOWN, **cells) if figures["shown"] < figures["parts"] else ""
    total = computed(figures["whole"], "change", "whole")
    return join_texts([some, voice.say(WHOLE, total=total, **cells) if whole else voice.say(NOT_WHOLE)])
