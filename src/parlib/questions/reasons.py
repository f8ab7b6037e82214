"""For which reasons were points lost? (lý do mất điểm)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text
from parlib.questions.phrases import LEVEL_OF_REASONS, count_level, say_level
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Point, Stand
from parlib.subject import Subject

QUESTION = Question(
    name="reasons",
    title=Message("Lý do mất điểm", "Reasons for points lost"),
    columns=("reason", "parts", "lost", "lost_share"),
    pages=("component", "province"),
    gate=Gate(otherwise="board", needs_table=False, only="scoreboard"),
    words={"": Message("(không nêu lý do)", "(no reason given)")},
    stand=Stand(
        slide=120,
        point=Point(90, Message("Lý do", "Reasons"), spare=True),
        report=(Passage("component_losses", 50, picture=False), Passage("losses_causes", 10, picture=False)),
    ),
)

FINDING = Message(
    "Lý do mất nhiều điểm nhất: {reason} ({lost:unit}, {lost_share} số điểm mất){level}.{untold}",
    "Most points lost for one reason: {reason} ({lost:unit}, {lost_share} of all lost){level}.{untold}",
)
UNTOLD = Message(" Chưa nêu lý do: {lost:unit}.", " Without a reason given: {lost:unit}.")
ONE = Message("Lý do mất điểm: {reason} ({lost:unit}).", "The reason for the points lost: {reason} ({lost:unit}).")
NONE = Message("Không mất điểm nào.", "No point was lost.")


def show(subject: Subject, reasons: pd.DataFrame, sides: pd.DataFrame) -> Exhibit:
    """Show points lost by the appraisers' reason; no point lost of a known scoreboard is an answer, no reason is none.

    Parameters
    ----------
    reasons : pandas.DataFrame
        `parlib.study.granted.sum_reasons`.
    sides : pandas.DataFrame
        `parlib.study.granted.compare_sides`; empty where there is no scoreboard.
    """
    voice = voice_of(subject)
    if sides.empty:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none", lacking="board")
    if reasons.empty:
        return present(QUESTION, subject, voice.say(NONE), reasons[QUESTION.names], chart="text")
    given, untold = (reasons[told] for told in (reasons["reason"].ne(""), reasons["reason"].eq("")))
    if given.empty:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none", lacking="reasons")
    named = reasons.assign(reason=reasons["reason"].replace("", str(QUESTION.word("", voice))))
    cells = {name: QUESTION.cell(given.iloc[0], name) for name in ("reason", "lost", "lost_share")}
    level = count_level(given, "lost", 1)
    rest = voice.say(UNTOLD, lost=QUESTION.cell(untold.iloc[0], "lost")) if len(untold) else Text()
    said = say_level(voice, level, LEVEL_OF_REASONS)
    finding = voice.say(ONE if len(named) == 1 else FINDING, level=said, untold=rest, **cells)
    return present(QUESTION, subject, finding, named.dropna(axis="columns", how="all"), figures=level)
