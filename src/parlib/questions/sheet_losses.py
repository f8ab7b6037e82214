"""Where was most lost over all indices, and who answers for it? (mất điểm nhiều nhất)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed, join_texts
from parlib.questions.columns import Column
from parlib.questions.phrases import MOST_NAMED, count_level, quote, say_level
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject

QUESTION = Question(
    name="sheet_losses",
    title=Message("Mất điểm nhiều nhất", "Largest losses"),
    columns=(
        "component",
        "short",
        "year",
        Column("lost_of_index", "share", "Mất (% điểm tối đa chỉ số)", "Lost (% of the index's maximum)"),
        "agency",
        "task",
        "head",
        "deadline",
    ),
    pages=("sheet",),
    open_on=("sheet",),
    gate=Gate(otherwise="own_parts"),
    stand=Stand(report=(Passage("sheet", 40, picture=False),)),
)

FINDING = Message(
    "Mất điểm nhiều nhất (% điểm tối đa chỉ số): {parts}{level}.",
    "The largest losses (% of the index's maximum) are on {parts}{level}.",
)
HELD_BY_ALL = Message(
    "Cả {n} nội dung mất nhiều điểm trong bảng đã rõ cơ quan phụ trách, {given}.",
    "All {n} large losses of the table have an agency in charge, {given}.",
)
HELD_BY_SOME = Message(
    "Trong {n} nội dung mất nhiều điểm của bảng, {n_held} đã rõ cơ quan phụ trách, {given}.",
    "Of the {n} large losses of the table, {n_held} {n_held:=has|have} an agency in charge, {given}.",
)
HELD_BY_NONE = Message(
    "Trong {n} nội dung mất nhiều điểm của bảng, chưa nội dung nào rõ cơ quan phụ trách, {given}.",
    "Of the {n} large losses of the table, none has an agency in charge, {given}.",
)
"""The largest loss of every index stands in the table: not all of these are the largest of all."""
ONE_HELD = Message(
    "Nội dung mất điểm nhiều nhất đã rõ cơ quan phụ trách, {given}.",
    "The largest loss has an agency in charge, {given}.",
)
ONE_FREE = Message(
    "Nội dung mất điểm nhiều nhất chưa rõ cơ quan phụ trách, {given}.",
    "The largest loss has no agency in charge, {given}.",
)
GIVEN_TO_ALL = Message("đều đã giao nhiệm vụ", "and all have a task")
GIVEN_TO_SOME = Message("{n_set} đã giao nhiệm vụ", "and {n_set} {n_set:=has|have} a task")
GIVEN_TO_NONE = Message("chưa nội dung nào được giao nhiệm vụ", "and none has a task yet")
ONE_GIVEN = Message("đã giao nhiệm vụ", "and has a task")
ONE_WAITS = Message("chưa được giao nhiệm vụ", "and has no task yet")
NONE_SET = Message(
    "Chưa có cơ quan phụ trách và nhiệm vụ cho {n} nội dung mất nhiều điểm trong bảng.",
    "The {n} large losses of the table have no agency in charge and no task yet.",
)
ONE_SET = Message(
    "Chưa có cơ quan phụ trách và nhiệm vụ cho nội dung mất điểm nhiều nhất.",
    "The largest loss has no agency in charge and no task yet.",
)
PART = Message("{short} {component} ({lost_of_index}{then}{held})", "{short} {component} ({lost_of_index}{then}{held})")
THEN = Message(", {year}", ", {year}")
HELD = Message(", {agency}", ", {agency}")


def show(subject: Subject, losses: pd.DataFrame) -> Exhibit:
    """Show the largest losses of all indices, each with its agency and open task.

    Parameters
    ----------
    losses : pandas.DataFrame
        `parlib.study.sheet.rank_losses`.
    """
    if losses.empty:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none", lacking="own_parts")
    counts = {
        "n": len(losses),
        "n_held": int((losses["agency"] != "").sum()),
        "n_set": int(losses["given"].sum()),
    }
    levels = {name: count for n in range(1, MOST_NAMED + 1) for name, count in _count_level(losses, n).items()}
    table = losses[QUESTION.names].replace("", pd.NA).dropna(axis="columns", how="all")
    return present(
        QUESTION,
        subject,
        _say_duty(subject, counts),
        table,
        figures=counts | levels,
        beside=list(losses["index"].unique()),
    )


def _say_duty(subject: Subject, counts: dict[str, int]) -> Text:
    """Say of how many of the losses an agency is known and a task is set; all, one and none are said as such."""
    voice, (n, held, given) = voice_of(subject), counts.values()
    bound = {name: computed(count, "count", name) for name, count in counts.items()}
    if not held and not given:
        return voice.say(ONE_SET if n == 1 else NONE_SET, **bound)
    if n == 1:
        return voice.say(ONE_HELD if held else ONE_FREE, given=voice.say(ONE_GIVEN if given else ONE_WAITS))
    tasks = GIVEN_TO_NONE if not given else GIVEN_TO_ALL if given == n else GIVEN_TO_SOME
    message = HELD_BY_NONE if not held else HELD_BY_ALL if held == n else HELD_BY_SOME
    return voice.say(message, given=voice.say(tasks, **bound), **bound)


def _count_level(losses: pd.DataFrame, n_named: int) -> dict[str, int]:
    """Return how many losses of all indices are level with the last of the first *n_named*, under a name of its own."""
    level = count_level(losses, "lost_of_index", n_named)
    return {f"n_level_{n_named}": count for count in level.values()}


def say(subject: Subject, losses: pd.DataFrame, n_named: int) -> Text:
    """Name the largest losses with the year where it is not the sheet's, and the agency in charge where it is known."""
    voice, parts = voice_of(subject), []
    for _, row in losses.head(n_named).iterrows():
        cells = {name: QUESTION.cell(row, name) for name in ("short", "lost_of_index")}
        then = voice.say(THEN, year=QUESTION.cell(row, "year")) if row["year"] != subject.year else Text()
        held = voice.say(HELD, agency=QUESTION.cell(row, "agency")) if row["agency"] else Text()
        parts.append(
            voice.say(PART, component=quote(voice, QUESTION.cell(row, "component")), then=then, held=held, **cells)
        )
    level = say_level(voice, _count_level(losses, n_named))
    return voice.say(FINDING, parts=join_texts(parts, "; "), level=level)
