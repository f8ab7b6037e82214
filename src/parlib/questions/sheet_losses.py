"""Where was most lost over all indices, and who answers for it? (mất điểm nhiều nhất)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed, join_texts
from parlib.questions.columns import Column
from parlib.questions.phrases import quote
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
        Column("lost_of_index", "share", "Mất (% điểm tối đa của chỉ số)", "Lost (% of the index's maximum)"),
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
    "Mất điểm nhiều nhất (% điểm tối đa): {parts}.",
    "Most points were lost (% of the maximum) on {parts}.",
)
SET = Message(
    "Trong {n} nội dung mất điểm nhiều nhất, {n_held} đã rõ cơ quan phụ trách, {n_set} đã giao nhiệm vụ.",
    "Of the {n} largest losses, {n_held} {n_held:=has|have} an agency in charge and {n_set} {n_set:=has|have} a task.",
)
NO_TASK = Message(
    "Trong {n} nội dung mất điểm nhiều nhất, {n_held} đã rõ cơ quan phụ trách, chưa nội dung nào được giao nhiệm vụ.",
    "Of the {n} largest losses, {n_held} {n_held:=has|have} an agency in charge, and none has a task yet.",
)
NONE_SET = Message(
    "Chưa có cơ quan phụ trách và nhiệm vụ cho {n} nội dung mất điểm nhiều nhất.",
    "The {n} largest {n:=loss|losses} {n:=has|have} no agency in charge and no task yet.",
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
        "n_set": int((losses["task"] != "").sum()),
    }
    message = SET if counts["n_set"] else NO_TASK if counts["n_held"] else NONE_SET
    finding = voice_of(subject).say(message, **{name: computed(count, "count", name) for name, count in counts.items()})
    table = losses[QUESTION.names].replace("", pd.NA).dropna(axis="columns", how="all")
    return present(
        QUESTION,
        subject,
        finding,
        table,
        figures=counts,
        beside=list(losses["index"].unique()),
    )


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
    return voice.say(FINDING, parts=join_texts(parts, "; "))
