"""How much of the differences between places lies between regions? (chênh lệch giữa các vùng)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject

QUESTION = Question(
    name="between",
    title=Message("Chênh lệch giữa các {group}", "Between {groups}"),
    columns=("year", "n", "n_regions", "between_share", "chance_share"),
    pages=("national",),
    gate=Gate(("nation",), only="groups"),
)

FINDING = Message(
    "{share:whole} chênh lệch giữa các {places} năm {year} là chênh lệch giữa {n} {groups}{first}; phần còn lại là "
    "giữa các {places} cùng {group}. Chia {groups} ngẫu nhiên cũng cho trung bình {chance:whole}.",
    "{share:whole} of the differences between {places} in {year} lie between {n} {groups}{first}, the rest within "
    "{groups}. {groups:cap} drawn by lot would give {chance:whole} on average.",
)
FIRST = Message(" (năm {year}: {share:whole})", " ({year}: {share:whole})")


def show(subject: Subject, between: pd.DataFrame) -> Exhibit:
    """Show over the years how much of the differences lies between regions.

    Parameters
    ----------
    between : pandas.DataFrame
        `parlib.study.inequality.split_between_regions`.
    """
    table, now = between[list(QUESTION.columns)], between[between["year"] == subject.year]
    if now.empty:
        return present(QUESTION, subject, Text(), table, chart="text")
    return present(QUESTION, subject, _say_share(subject, between, now.iloc[0]), table)


def _say_share(subject: Subject, between: pd.DataFrame, row: pd.Series) -> Text:
    """Say the share of the year, of the first year that may be compared with it, and of regions drawn by lot."""
    voice, first = voice_of(subject), between[between["segment"] == row["segment"]].iloc[0]
    cells = {"share": QUESTION.cell(first, "between_share"), "year": QUESTION.cell(first, "year")}
    return voice.say(
        FINDING,
        first=voice.say(FIRST, **cells) if first["year"] != row["year"] else Text(),
        share=QUESTION.cell(row, "between_share"),
        year=QUESTION.cell(row, "year"),
        n=QUESTION.cell(row, "n_regions"),
        chance=QUESTION.cell(row, "chance_share"),
    )
