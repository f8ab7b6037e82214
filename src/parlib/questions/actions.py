"""Which losses have a task, and which wait for one? (nhiệm vụ khắc phục)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate, list_known
from parlib.language import Cell, Message, Text, computed, join_texts
from parlib.questions.phrases import count_level, is_of_people, name_lost, say_level
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject
from parlib.terms import CAUSES, STATUSES
from parlib.wording.phrases import is_zero, say

CAUSE_COLUMNS = ("component_code", "component", "lost", "lost_to_best", "cause_class", "cause")
FORM = ("task", "lead_agency", "coordinating_agency", "head", "deadline", "output", "status")
TASK_COLUMNS = ("component_code", "component", "lost_to_best", *FORM)
"""Columns that stand in papers."""

QUESTION = Question(
    name="actions",
    title=Message("Nhiệm vụ và trách nhiệm", "Tasks and responsibility"),
    columns=(*CAUSE_COLUMNS, *FORM),
    pages=("component",),
    open_on=("component",),
    gate=Gate(),
    stand=Stand(
        slide=190, report=(Passage("causes", 10, table=CAUSE_COLUMNS), Passage("tasks", 10, table=TASK_COLUMNS))
    ),
)

BLANK = "……"
"""What stands in a form where something is to be filled in; pages leave out columns that hold nothing else."""

GIVEN = Message("Nhiệm vụ đã giao cho: {agencies}.", "Tasks are set for: {agencies}.")
LED = Message("{agency}", "{agency}")
WAITING = Message(
    "Chưa giao nhiệm vụ cho các nội dung còn dư địa cải thiện; dư địa lớn nhất ở “{component}” (thấp hơn {place} dẫn "
    "đầu {lost_to_best:points}){level}.",
    "No task is assigned yet; the largest gap is on “{component}” ({lost_to_best:points} behind the best "
    "{place}){level}.",
)
ONE_BEHIND = Message(
    "Chưa giao nhiệm vụ cho “{component}” (thấp hơn {place} dẫn đầu {lost_to_best:points}).",
    "No task is assigned yet for “{component}” ({lost_to_best:points} behind the best {place}).",
)
OTHERS = Message(
    "Chưa giao nhiệm vụ cho các nội dung khác còn dư địa cải thiện; dư địa lớn nhất ở “{component}” (thấp hơn {place} "
    "dẫn đầu {lost_to_best:points}){level}.",
    "No task is assigned yet for other losses; the largest gap is on “{component}” ({lost_to_best:points} behind the "
    "best {place}){level}.",
)
COUNTED = Message(
    "{n} thành phần mất điểm chưa được giao nhiệm vụ; mất nhiều nhất là “{component}” ({lost:points}){level}.",
    "{n} {n:=part that lost points has|parts that lost points have} no task yet; most was lost on “{component}” "
    "({lost:points}){level}.",
)
ONE = Message(
    "“{component}” mất {lost:points}, chưa được giao nhiệm vụ.", "“{component}” lost {lost:points} and has no task yet."
)
COUNTED_PEOPLE = Message(
    "{n} nội dung chưa được giao nhiệm vụ; tỷ lệ chưa hài lòng cao nhất ở “{component}” ({lost:unit}){level}.",
    "{n} {n:=part has|parts have} no task yet; the share of people not satisfied is largest on “{component}” "
    "({lost:unit}){level}.",
)
ONE_PEOPLE = Message(
    "Còn {lost:unit} người dân chưa hài lòng về “{component}”, chưa giao nhiệm vụ.",
    "{lost:unit} of people are not satisfied with “{component}”; no task is set yet.",
)
NOTE = Message("“{blank}”: chưa ghi trong sổ theo dõi.", "“{blank}”: not in the action register yet.")


def show(subject: Subject, actions: pd.DataFrame) -> Exhibit:
    """Show the tasks of the component, with a form to fill in for losses that have none.

    Parameters
    ----------
    actions : pandas.DataFrame
        `parlib.study.actions.plan_actions`.
    """
    if actions.empty:
        known = list_known(subject)
        lacking = "" if known["own"] or known["own_parts"] else "own_parts"  # a field without parts is its own loss
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none", lacking=lacking)
    waiting = actions[actions["task"] == ""]
    finding = join_texts([_say_given(actions, subject), _say_waiting(waiting, len(waiting) < len(actions), subject)])
    table = _write_form(actions, subject.language)
    table = table if actions["lost_to_best"].notna().any() else table.drop(columns="lost_to_best")
    # Columns that hold nothing but blanks are not shown; the note is for what is blank beside a task that is set.
    note = voice_of(subject).say(NOTE, blank=BLANK) if 0 < len(waiting) < len(actions) else Text()
    figures = {"n_waiting": len(waiting)} | _count_level(waiting, subject)
    return present(QUESTION, subject, finding, table, note=note, figures=figures, heads=name_lost(subject))


def _say_given(actions: pd.DataFrame, subject: Subject) -> Text:
    """Say to whom tasks are given; nothing where none is."""
    voice, given = voice_of(subject), actions[(actions["task"] != "") & (actions["lead_agency"] != "")]
    leads = given.drop_duplicates("lead_agency").sort_values("lead_agency")
    named = [voice.say(LED, agency=QUESTION.cell(row, "lead_agency")) for _, row in leads.iterrows()]
    return voice.say(GIVEN, agencies=voice.join(named)) if named else Text()


def _say_waiting(waiting: pd.DataFrame, others: bool, subject: Subject) -> Text:
    """Say which loss waits for a task: the one furthest behind the best or, where that is not known, the largest."""
    voice = voice_of(subject)
    if waiting.empty:
        return Text()
    size, ordered = _rank_waiting(waiting, subject)
    bound: dict[str, Cell | Text] = {name: QUESTION.cell(ordered.iloc[0], name) for name in ("component", size)}
    bound["level"] = say_level(voice, _count_level(waiting, subject))
    if size == "lost_to_best":
        return voice.say(ONE_BEHIND if len(waiting) == 1 else OTHERS if others else WAITING, **bound)
    people = is_of_people(subject)
    if len(waiting) == 1:
        return voice.say(ONE_PEOPLE if people else ONE, **bound)
    counted = COUNTED_PEOPLE if people else COUNTED
    return voice.say(counted, n=computed(len(waiting), "count", "n_waiting"), **bound)


def _rank_waiting(waiting: pd.DataFrame, subject: Subject) -> tuple[str, pd.DataFrame]:
    """Return by which column losses without a task are told, and them by it: as far as known the way to the best."""
    behind = waiting["lost_to_best"].iloc[0]
    size = "lost_to_best" if behind > 0 and not is_zero(behind, subject.index) else "lost"
    return size, waiting.sort_values(size, ascending=False, kind="stable")


def _count_level(waiting: pd.DataFrame, subject: Subject) -> dict[str, int]:
    """Return how many losses without a task are level with the one that is named."""
    if waiting.empty:
        return {}
    size, ordered = _rank_waiting(waiting, subject)
    return count_level(ordered, size, 1)


def _write_form(actions: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return *actions* with causes and states in words and dots where something is to be filled in."""
    table = actions.assign(
        **{
            name: [say(language, *terms[code]) if code in terms else code for code in actions[name]]
            for name, terms in (("cause_class", CAUSES), ("status", STATUSES))
        }
    )
    return table.assign(**{name: table[name].replace("", BLANK) for name in table.columns[4:]})
