"""Who is first in the newest month? (xếp hạng tháng gần nhất)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed
from parlib.questions import readings as course
from parlib.questions.present import present, say_unit, voice_of
from parlib.questions.question import Question
from parlib.questions.ranking import bind_ends, count_ends, list_ends
from parlib.subject import Subject
from parlib.terms import TOLERANCE

QUESTION = Question(
    name="reading_ranks",
    title=Message("Tháng gần nhất", "The newest month"),
    columns=(
        *(course.QUESTION.column(name) for name in ("label", "period")),
        "rank",
        "n_ranked",
        "province_code",
        "province",
        "score",
        course.QUESTION.column("change"),
        "role",
    ),
    pages=("national",),
    open_on=("national",),
    chart="ranking",
    gate=Gate(needs_table=False),
    words=course.QUESTION.words,
)

ENDS = Message(
    "Tháng {label} ({period}), trong {known} {places} có số liệu: cao nhất là {best} ({high:unit}), thấp nhất là "
    "{last} ({low:unit}).",
    "In {label} ({period}), of {known} {places} with figures {best} {n_best:=is|are} highest ({high:unit}) and {last} "
    "lowest ({low:unit}).",
)
LEVEL = Message(
    "Tháng {label} ({period}): {known} {places} có số liệu cùng đạt {high:unit}.",
    "In {label} ({period}) all {known} {places} with figures have {high:unit}.",
)
ALONE = Message(
    "Tháng {label} ({period}): chỉ {best} có số liệu, {high:unit}.",
    "In {label} ({period}) only {best} has a figure: {high:unit}.",
)
SOME = Message(
    " Chưa đủ các {places} để xếp hạng.",
    " These are too few of all {places} for a ranking.",
)


def show(subject: Subject, ranking: pd.DataFrame) -> Exhibit:
    """Show all places in the newest reading, and say which are at its ends.

    Parameters
    ----------
    ranking : pandas.DataFrame
        `parlib.study.readings.rank_reading`.
    """
    if ranking.empty:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none")
    voice = voice_of(subject)
    ranked = bool(ranking["rank"].notna().any())
    table = course.name_periods(QUESTION, ranking, voice)
    table = table if ranked else table.drop(columns=["rank", "n_ranked", "role"])
    table = table if table["change"].notna().any() else table.drop(columns="change")
    note = voice.say(course.NOTE) + (Text() if ranked else voice.say(SOME))
    shown: dict[str, object] = {"unit": say_unit(subject), "decimals": subject.index.decimals} if ranked else {}
    return present(
        QUESTION,
        subject,
        _say_ends(subject, table),
        table,
        chart="" if ranked else "table",
        note=note,
        figures={"n_known": len(table)} | count_ends(table),
        source=course.name_source(subject),
        of_years=course.name_years(table),
        **shown,  # type: ignore[arg-type]  # options of the chart
    )


def _say_ends(subject: Subject, table: pd.DataFrame) -> Text:
    """Say who is highest and who is lowest of how many."""
    row, voice = table.iloc[0], voice_of(subject)
    month = {name: QUESTION.cell(row, name) for name in ("label", "period")}
    if len(table) == 1:
        return voice.say(ALONE, best=QUESTION.cell(row, "province"), high=QUESTION.cell(row, "score"), **month)
    ends = bind_ends(QUESTION, voice, *list_ends(table))
    message = LEVEL if table["score"].max() - table["score"].min() <= TOLERANCE else ENDS
    return voice.say(message, known=computed(len(table), "count", "n_known"), **ends, **month)
