"""What do respondents expect next? (người dân mong đợi gì)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, method
from parlib.questions.phrases import count_level, say_level
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.questions.survey_shares import NATION, put_verdicts, say_method, show_nothing
from parlib.subject import Subject
from parlib.terms import LEAST_RESPONDENTS

QUESTION = Question(
    name="expectations",
    title=Message("Mong đợi của người dân", "What people expect"),
    columns=(
        "answer",
        "respondents",
        "province_share",
        "low_share",
        "high_share",
        "national_share",
        "gap",
        "q_value",
        "verdict",
    ),
    pages=("province",),
    gate=Gate(otherwise="survey"),
    stand=Stand(report=(Passage("others_integrity", 20, picture=False),)),
)

MOST_NAMED = 3
"""Answers that the finding names."""

FINDING = Message("Người dân mong đợi nhiều nhất: {answers}{level}.", "People expect most: {answers}{level}.")
ANSWER = Message("“{answer}” ({share}{nation})", "“{answer}” ({share}{nation})")
FEW = Message(
    "Không mong đợi nào được từ {least} người trở lên trả lời nên không nêu tỷ lệ.",
    "No expectation was answered by {least} respondents or more, so no share is shown.",
)


def show(subject: Subject, answers: pd.DataFrame) -> Exhibit:
    """Show what respondents expect next, most wanted first.

    Parameters
    ----------
    answers : pandas.DataFrame
        `parlib.study.survey.list_answers` of ``expectation``.
    """
    if answers.empty:
        return show_nothing(QUESTION, subject)
    named = put_verdicts(answers.rename(columns={"name": "answer"}), subject).drop(columns=["hidden", "measure"])
    known = named[named["province_share"].notna()]
    level = count_level(known, "province_share", MOST_NAMED)
    return present(
        QUESTION,
        subject,
        _say_first(known, subject, level),
        named.dropna(axis="columns", how="all"),
        note=say_method(subject),
        figures=level,
    )


def _say_first(known: pd.DataFrame, subject: Subject, level: Mapping[str, int]) -> Text:
    """Say what most respondents want next."""
    voice, first = voice_of(subject), []
    for _, row in known.head(MOST_NAMED).iterrows():
        nation = Text()
        if pd.notna(row["national_share"]):
            nation = voice.say(NATION, share=QUESTION.cell(row, "national_share"))
        answer, share = QUESTION.cell(row, "answer"), QUESTION.cell(row, "province_share")
        first.append(voice.say(ANSWER, answer=answer, share=share, nation=nation))
    if not first:
        return voice.say(FEW, least=method(LEAST_RESPONDENTS, "count", "least"))
    return voice.say(FINDING, answers=voice.join(first), level=say_level(voice, level))
