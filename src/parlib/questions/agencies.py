"""Which agency holds the parts that lost most? (điểm mất theo cơ quan phụ trách)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text
from parlib.questions.phrases import LEVEL_OF_AGENCIES, count_level, say_level
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Point, Stand
from parlib.subject import Subject

QUESTION = Question(
    name="agencies",
    title=Message("Điểm mất theo cơ quan", "Points lost by agency"),
    columns=("agency", "parts", "max_score", "self_score", "score", "lost", "overclaim"),
    pages=("province",),
    gate=Gate(otherwise="agencies", only="scoreboard"),
    stand=Stand(
        slide=130,
        point=Point(80, Message("Cơ quan", "Agencies"), spare=True),
        report=(Passage("units", 10, picture=False),),
    ),
)

FINDING = Message(
    "Các thành phần do {agency} phụ trách mất nhiều điểm nhất: {lost} trên tối đa {max_score:unit}{level}.",
    "The parts held by {agency} lost most: {lost} of {max_score:unit}{level}.",
)


def show(subject: Subject, agencies: pd.DataFrame) -> Exhibit:
    """Show points held, claimed, granted and lost by agency.

    Parameters
    ----------
    agencies : pandas.DataFrame
        `parlib.study.granted.sum_agencies`.
    """
    if agencies.empty or agencies["lost"].isna().all():
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none", lacking="agencies")
    first = {name: QUESTION.cell(agencies.iloc[0], name) for name in ("agency", "lost", "max_score")}
    level = count_level(agencies, "lost", 1)
    voice = voice_of(subject)
    finding = voice.say(FINDING, level=say_level(voice, level, LEVEL_OF_AGENCIES), **first)
    return present(QUESTION, subject, finding, agencies.dropna(axis="columns", how="all"), figures=level)
