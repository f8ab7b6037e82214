"""On which parts was more claimed than granted? (tự đánh giá và thẩm định)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed
from parlib.questions.phrases import count_level, say_level
from parlib.questions.present import matter, present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject
from parlib.wording.titles import number_component

QUESTION = Question(
    name="claims",
    title=Message("Tự đánh giá và thẩm định", "Claimed and granted"),
    columns=(
        "component_code",
        "component",
        "agency",
        "max_score",
        "self_score",
        "appraised_score",
        "overclaim",
        "national_overclaim",
        "overclaim_years",
        "reason",
    ),
    pages=("component", "province"),
    gate=Gate(otherwise="board", needs_table=False, only="scoreboard"),
    stand=Stand(
        slide=110,
        report=(Passage("components_parts", 20, picture=False), Passage("component_losses", 40, picture=False)),
    ),
)

FINDING = Message(
    "{n} thành phần của {matter} có điểm thẩm định thấp hơn điểm tự đánh giá, tổng cộng {all:unit}; nhiều nhất là "
    "{called}: {most:unit}{level}.",
    "{n} {n:=part|parts} of {matter} {n:=was|were} granted less than was claimed, {all:unit} together; most on "
    "{called}: {most:unit}{level}.",
)
ONE = Message(
    "Chỉ {called} của {matter} có điểm thẩm định thấp hơn điểm tự đánh giá: {most:unit}.",
    "Only {called} of {matter} was granted less than was claimed: by {most:unit}.",
)
NONE = Message(
    "Không có thành phần nào của {matter} có điểm thẩm định thấp hơn điểm tự đánh giá.",
    "No part of {matter} was granted less than was claimed.",
)
OWN = Message(
    "{matter} có điểm thẩm định thấp hơn điểm tự đánh giá {most:unit}.",
    "{matter} was granted {most:unit} less than was claimed.",
)
OWN_NONE = Message(
    "{matter} có điểm thẩm định không thấp hơn điểm tự đánh giá.", "{matter} was granted no less than was claimed."
)
NUMBERED = Message("“{code}. {component}”", "“{code}. {component}”")
NAMED = Message("“{component}”", "“{component}”")


def show(subject: Subject, claims: pd.DataFrame, sides: pd.DataFrame) -> Exhibit:
    """Show the parts on which more was claimed than granted; none of those that were claimed is an answer.

    Parameters
    ----------
    claims : pandas.DataFrame
        `parlib.study.granted.list_claims`.
    sides : pandas.DataFrame
        `parlib.study.granted.compare_sides`; empty where there is no scoreboard.
    """
    if not sides["n_claimed"].sum():
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none", lacking="board")
    if claims.empty:
        none = OWN_NONE if is_smallest(subject) else NONE
        return present(QUESTION, subject, voice_of(subject).say(none, matter=matter(subject)), claims, chart="text")
    figures = {"n_claims": len(claims), "overclaim_in_all": claims["overclaim"].sum()}
    level = count_level(claims, "overclaim", 1)
    finding, figures = _say_most(claims.iloc[0], figures, level, subject), figures | level
    return present(QUESTION, subject, finding, claims.dropna(axis="columns", how="all"), figures=figures)


def is_smallest(subject: Subject) -> bool:
    """Tell whether the subject's component has no parts: what is said of parts would be said of itself."""
    return list(subject.smallest["component_code"]) == [subject.component_code]


def _say_most(first: pd.Series, figures: dict[str, float], level: dict[str, int], subject: Subject) -> Text:
    """Say on how many parts more was claimed than granted, and where most."""
    voice, code, component = (
        voice_of(subject),
        *(QUESTION.cell(first, name) for name in ("component_code", "component")),
    )
    called = voice.say(NUMBERED if number_component(first["component_code"]) else NAMED, code=code, component=component)
    if is_smallest(subject):
        return voice.say(OWN, most=QUESTION.cell(first, "overclaim"), matter=matter(subject))
    if figures["n_claims"] == 1:
        return voice.say(ONE, most=QUESTION.cell(first, "overclaim"), called=called, matter=matter(subject))
    return voice.say(
        FINDING,
        n=computed(figures["n_claims"], "count", "n_claims"),
        all=computed(figures["overclaim_in_all"], "score", "overclaim_in_all"),
        most=QUESTION.cell(first, "overclaim"),
        called=called,
        level=say_level(voice, level),
        matter=matter(subject),
    )
