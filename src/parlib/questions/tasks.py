"""Which tasks does the agency lead, and which are overdue? (nhiệm vụ, quá hạn)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, about, computed
from parlib.language.numbers import format_day
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.terms import CAUSES, STATUSES
from parlib.wording.phrases import say

QUESTION = Question(
    name="tasks",
    title=Message("Nhiệm vụ", "Tasks"),
    columns=(
        "component_code",
        "component",
        "task",
        "role_in_task",
        "deadline",
        "status",
        "head",
        "cause_class",
        "cause",
        "output",
    ),
    pages=("accountability",),
    open_on=("accountability",),
    gate=Gate(needs_table=False),
    words={
        "lead": Message("chủ trì", "leads"),
        "coordinating": Message("phối hợp", "takes part"),
        "overdue": Message("QUÁ HẠN", "OVERDUE"),
    },
)

FINDING = Message(
    "Tính đến {day}, {agency} chủ trì {n_lead} nhiệm vụ, phối hợp {n_part} nhiệm vụ; {n_overdue} nhiệm vụ quá hạn.",
    "As of {day}, {agency} leads {n_lead} {n_lead:=task|tasks} and takes part in {n_part}; {n_overdue} "
    "{n_overdue:=is|are} overdue.",
)
NONE = Message(
    "Tính đến {day}, chưa có nhiệm vụ nào giao cho {agency} trong sổ theo dõi.",
    "As of {day}, the register sets no task for {agency}.",
)


def show(subject: Subject, tasks: pd.DataFrame, agency: str, day: str) -> Exhibit:
    """Show the agency's tasks, overdue ones first.

    Parameters
    ----------
    tasks : pandas.DataFrame
        `parlib.study.duty.list_tasks`.
    agency : str
        The agency.
    day : str
        Day for which deadlines are told, ``2026-11-30``.
    """
    finding, figures = say_counts(subject, tasks, agency, day)
    if tasks.empty:
        return present(QUESTION, subject, finding, pd.DataFrame(), chart="text")
    return present(QUESTION, subject, finding, _write_tasks(tasks, subject), figures=figures)


def say_counts(subject: Subject, tasks: pd.DataFrame, agency: str, day: str) -> tuple[Text, dict[str, int]]:
    """Say how many tasks the agency leads and takes part in and how many are overdue; with the figures counted."""
    voice = voice_of(subject)
    bound = {"agency": about(agency, "agency"), "day": about(format_day(day, subject.language), "day")}
    if tasks.empty:
        return voice.say(NONE, **bound), {}
    figures = {
        "n_lead": int((tasks["part"] == "lead").sum()),
        "n_part": int((tasks["part"] == "coordinating").sum()),
        "n_overdue": int(tasks["overdue"].astype(bool).sum()),
    }
    counts = {name: computed(count, "count", name) for name, count in figures.items()}
    return voice.say(FINDING, **bound, **counts), figures


def _write_tasks(tasks: pd.DataFrame, subject: Subject) -> pd.DataFrame:
    """Return tasks with causes, states and parts in words; an overdue one says so in its state."""
    language, voice = subject.language, voice_of(subject)
    words = {
        name: [say(language, *terms[code]) if code in terms else code for code in tasks[name]]
        for name, terms in (("cause_class", CAUSES), ("status", STATUSES))
    }
    late = str(QUESTION.word("overdue", voice))
    pairs = zip(words["status"], tasks["overdue"], strict=True)
    words["status"] = [f"{late} – {text or '–'}" if flag else text for text, flag in pairs]
    words["role_in_task"] = [str(QUESTION.word(part, voice)) for part in tasks["part"]]
    return tasks.assign(**words)[QUESTION.names]
