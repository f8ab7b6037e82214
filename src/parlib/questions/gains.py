"""Which components rose and fell most since the newest earlier year? (thành phần tăng, giảm)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, join_texts
from parlib.questions.phrases import LARGEST_TAKEN_BACK, count_level, say_level
from parlib.questions.present import present, say_unit, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject

QUESTION = Question(
    name="gains",
    title=Message("Thành phần tăng, giảm", "Rises and falls"),
    columns=("component_code", "label", "before", "after", "change", "rank_change", "year_before", "role"),
    pages=("province",),
    chart="movers",
    gate=Gate(("own_parts",), otherwise="before"),
    stand=Stand(
        slide=80,
        report=(Passage("components_table", 30, table=False), Passage("other_index", 20, table=False, picture=False)),
    ),
)

RISE = Message(
    "tăng mạnh nhất là “{component}” ({change:points}){level}",
    "the largest gain is on “{component}” ({change:points}){level}",
)
FALL = Message(
    "giảm mạnh nhất là “{component}” ({change:points}){level}",
    "the largest loss is on “{component}” ({change:points}){level}",
)
SINCE = Message("{moves} so với năm {year}.", "{moves}, compared with {year}.")
OF_LISTED = Message("trong các thành phần có số liệu, {moves}", "of the parts with figures, {moves}")
NO_MOVE = Message("không thay đổi", "nothing changed")
NOTE = Message(
    "Chỉ xét các thành phần nhỏ nhất, không tính trùng; thành phần đã đổi, hoặc có thể đã đổi, thang điểm hay cách "
    "đo được bỏ qua.",
    "Only the smallest parts are compared, so no point counts twice; parts whose scale or measurement changed, or may "
    "have changed, are left out.",
)


def show(subject: Subject, gains: pd.DataFrame) -> Exhibit:
    """Show what rose and fell since the newest earlier year that may be compared.

    Parameters
    ----------
    gains : pandas.DataFrame
        `parlib.study.profile.list_gains`.
    """
    told = gains.rename(columns={"component": "label"})
    table = told[QUESTION.names]
    if table.empty:
        return present(QUESTION, subject, Text(), table, chart="text")
    return present(
        QUESTION,
        subject,
        _say_moves(told, subject),
        table,
        note=_say_note(told, subject),
        figures=_count_level(told, 0, "n_level_up") | _count_level(told, -1, "n_level_down"),
        unit=say_unit(subject),
        decimals=subject.index.decimals,
    )


def _say_note(gains: pd.DataFrame, subject: Subject) -> Text:
    """Say what is compared and, that the next year usually takes back what is told, where that is known."""
    voice, ends = voice_of(subject), gains.iloc[[0, -1]]
    known = ends.loc[ends["change"] != 0, "taken_back"].notna().any()
    return join_texts([voice.say(NOTE), voice.say(LARGEST_TAKEN_BACK) if known else Text()])


def _count_level(gains: pd.DataFrame, at: int, name: str) -> dict[str, int]:
    """Return under *name* how many others changed as much as the one at that end."""
    level = count_level(gains.iloc[[at]], "change", 1)
    return {name: level["n_level"]} if level else {}


def _say_moves(gains: pd.DataFrame, subject: Subject) -> Text:
    """Say which component rose and which fell most; the table has the largest gain first, the largest loss last."""
    voice, first, last = voice_of(subject), gains.iloc[0], gains.iloc[-1]
    moves = [(RISE, first, _count_level(gains, 0, "n_level_up"))] if first["change"] > 0 else []
    moves += [(FALL, last, _count_level(gains, -1, "n_level_down"))] if last["change"] < 0 else []
    sentences = [
        voice.say(
            message,
            component=QUESTION.cell(row, "label"),
            change=QUESTION.cell(row, "change"),
            level=say_level(voice, level),
        )
        for message, row, level in moves
    ]
    text = voice.join(sentences) if sentences else voice.say(NO_MOVE)
    if sentences and len(subject.unlisted):
        text = voice.say(OF_LISTED, moves=text)
    return voice.say(SINCE, moves=text.capitalise(), year=QUESTION.cell(first, "year_before"))
