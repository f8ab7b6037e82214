"""What does the page say in a few sentences? Each is that of another question, and leads to its table (kết luận)."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, cell, join_texts
from parlib.questions import convergence, course, headline, inequality, parts, split, spread, two_sides
from parlib.questions import losses as points_lost
from parlib.questions import position as standings
from parlib.questions import ranges as both_ranges
from parlib.questions import trend as tested
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.wording.phrases import is_zero

QUESTION = Question(
    name="conclusion",
    title=Message("Kết luận", "Conclusion"),
    columns=(),
    pages=("component", "national", "compare"),
    chart="text",
    gate=Gate(told=True),
)

FOLLOW = Message("Việc tiếp theo: theo dõi các nhiệm vụ đã giao.", "Next: follow the tasks that are set.")
NAME_HEAD = Message(
    "Việc tiếp theo: giao cơ quan và người đứng đầu chịu trách nhiệm về {part}.",
    "Next: name the agency and the head responsible for {part}.",
)
SET_TASK = Message(
    "Việc tiếp theo: giao {lead_agency} nhiệm vụ khắc phục ở {part}.", "Next: set {lead_agency} a task on {part}."
)
CARRY_OUT = Message(
    "Việc tiếp theo: {lead_agency} thực hiện “{task}” ở {part}.", "Next: {lead_agency} carries out “{task}” on {part}."
)
DO = Message("Việc tiếp theo: thực hiện “{task}” ở {part}.", "Next: carry out “{task}” on {part}.")
BEHIND = Message(
    "“{component}”, dư địa cải thiện {lost_to_best:points} so với {place} dẫn đầu",
    "“{component}”, {lost_to_best:points} behind the best {place}",
)
LOST = Message("“{component}” (mất {lost:points})", "“{component}” ({lost:points} lost)")
KINDS = {"component": "text", "lost": "score", "lost_to_best": "score", "task": "text", "lead_agency": "text"}
"""Columns of the table of tasks that the last sentence speaks of."""


def gather(subject: Subject, sentences: Sequence[Text]) -> Exhibit:
    """Return the conclusion of a page of any kind; without sentences there is nothing to conclude.

    Parameters
    ----------
    sentences : sequence of Text
        What other questions of the page say, each bound to the table of its own: ``say(...).within("headline")``.
    """
    return present(QUESTION, subject, join_texts(sentences), pd.DataFrame(), chart="" if sentences else "none")


def show(
    subject: Subject,
    position: pd.DataFrame,
    provinces: pd.DataFrame,
    trend: pd.DataFrame,
    losses: pd.DataFrame,
    actions: pd.DataFrame,
) -> Exhibit:
    """Show a component's page in five sentences at most; the last one is what comes next.

    Parameters
    ----------
    position, provinces : pandas.DataFrame
        `parlib.study.position.measure_position` and `compare_provinces`.
    trend : pandas.DataFrame
        `parlib.study.history.test_trend`.
    losses : pandas.DataFrame
        `parlib.study.losses.sum_losses`.
    actions : pandas.DataFrame
        `parlib.study.actions.plan_actions`.
    """
    row = position.iloc[0]
    if headline.is_absent(row):
        return gather(subject, [])
    sentences = [headline.say(subject, position).within("headline")]
    if row["status"] == "done":
        if pd.notna(row["gap_to_mean"]):
            sentences.append(standings.say(subject, provinces).within("position"))
        sentences.append(tested.say(subject, trend).within("trend"))
        if len(losses):
            sentences.append(points_lost.say(subject, losses, position).within("losses"))
        if len(actions):
            sentences.append(say_next(subject, actions).within("actions"))
    return gather(subject, sentences)


def say_next(subject: Subject, actions: pd.DataFrame) -> Text:
    """Say what comes next: the largest recoverable loss with its task and who leads it, or that it waits for one.

    Parameters
    ----------
    actions : pandas.DataFrame
        `parlib.study.actions.plan_actions`.
    """
    voice, actions = voice_of(subject), actions.reset_index(drop=True)
    for column, message in (("lost_to_best", BEHIND), ("lost", LOST)):
        open_losses = actions[[not is_zero(points, subject.index) for points in actions[column].fillna(0)]]
        if len(open_losses):
            row = open_losses.sort_values(column, ascending=False, kind="stable").iloc[0]
            cells = {name: cell(row, name, kind) for name, kind in KINDS.items()}
            return voice.say(_choose_next(row), part=voice.say(message, **cells), **cells)
    return voice.say(FOLLOW)


def _choose_next(row: pd.Series) -> Message:
    if row["task"]:
        return CARRY_OUT if row["lead_agency"] else DO
    return SET_TASK if row["lead_agency"] else NAME_HEAD


def show_nation(
    subject: Subject,
    nation: pd.DataFrame,
    stacked: pd.DataFrame,
    converging: pd.DataFrame,
    changes: pd.DataFrame,
) -> Exhibit:
    """Show the page of all places in a few sentences.

    Parameters
    ----------
    nation : pandas.DataFrame
        `parlib.study.nation.summarise_nation`.
    stacked : pandas.DataFrame
        `parlib.study.inequality.stack_inequality`.
    converging : pandas.DataFrame
        `parlib.study.inequality.test_convergence_of_parts`.
    changes : pandas.DataFrame
        `parlib.study.movement.split_rank_changes`.
    """
    told = []
    if inequality.is_told(subject, stacked):
        told.append(inequality.say(subject, stacked).within("inequality"))
    if len(converging):
        told.append(convergence.say(subject, converging).within("convergence"))
    if len(changes):
        told.append(split.say(subject, changes).within("split"))
    # The mean alone is told above.
    return gather(subject, [_say_mean(subject, nation), *told] if told else [])


def _say_mean(subject: Subject, nation: pd.DataFrame) -> Text:
    """Say the mean of the year; in the first year its course is not shown, and the spread holds it."""
    table = course.lay_table(nation)
    if table["score"].notna().sum() > 1:
        return course.say(subject, table).within("course")
    rows = spread.lay_table(nation)
    row = rows[rows["year"] == subject.year].iloc[0]
    return course.say_mean(subject, spread.QUESTION, row, "national_mean").within("spread")


def show_sides(
    subject: Subject, other: Subject, sides: pd.DataFrame, compared: pd.DataFrame, ranges: pd.DataFrame
) -> Exhibit:
    """Show a page of comparison in a few sentences.

    Parameters
    ----------
    sides : pandas.DataFrame
        `parlib.study.compare.describe_sides`.
    compared : pandas.DataFrame
        `parlib.study.compare.compare_subjects`.
    ranges : pandas.DataFrame
        `parlib.study.compare.compare_ranges`.
    """
    sentences = [
        two_sides.say(subject, other, sides, compared).within("two_sides"),
        parts.say(subject, other, compared).within("parts"),
    ]
    if len(ranges):
        sentences.append(both_ranges.say(subject, other, ranges).within("ranges"))
    return gather(subject, sentences)
