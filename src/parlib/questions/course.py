"""What is the mean of all places, and which way did it go over the years? (trung bình cả nước qua các năm)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.language import Message, Text
from parlib.questions.columns import Column
from parlib.questions.phrases import count_moved_parts, say_moved_parts
from parlib.questions.present import present, say_unit, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.wording.phrases import is_exactly_zero, is_zero

QUESTION = Question(
    name="course",
    title=Message("Trung bình {whole}", "{national:cap} mean"),
    columns=(
        "year",
        "n",
        Column("score", "score", "Trung bình {whole}", "{national:cap} mean"),
        "change",
        "year_before",
        "lowest",
        "lower_quartile",
        "national_median",
        "upper_quartile",
        "best",
        "max_score",
        "series",
        "segment",
    ),
    pages=("national",),
    open_on=("national",),
    chart="history",
)

MEAN = Message(
    "Trung bình {whole} năm {year} là {mean:unit}{since}.", "The {national} mean in {year} is {mean:unit}{since}."
)
UP = Message(", tăng {change:points} so với năm {before}", ", up {change:points} since {before}")
DOWN = Message(", giảm {change:points} so với năm {before}", ", down {change:points} since {before}")
LEVEL = Message(", không đổi so với năm {before}", ", unchanged since {before}")
ALMOST_LEVEL = Message(", hầu như không đổi so với năm {before}", ", almost unchanged since {before}")


def show(subject: Subject, nation: pd.DataFrame, moved: pd.DataFrame) -> Exhibit:
    """Show the mean over the years with the middle half of the places, and say how it changed.

    Parameters
    ----------
    nation : pandas.DataFrame
        `parlib.study.nation.summarise_nation`.
    moved : pandas.DataFrame
        `parlib.study.moved.list_moved_parts`.
    """
    table = lay_table(nation)
    known = table["score"].notna()
    now = known[table["year"] == subject.year].any()
    if not now or known.sum() < 2:
        return present(QUESTION, subject, Text(), table, chart="none", lacking="nation_before" if now else "nation")
    since = table.loc[table["year"] == subject.year, "year_before"].iloc[0]
    moved = moved[moved["year"] > since]  # none where no earlier year may be compared
    return present(
        QUESTION,
        subject,
        say(subject, table),
        table,
        note=say_moved_parts(voice_of(subject), moved),
        figures=count_moved_parts(moved),
        province=str(voice_of(subject).say(QUESTION.column("score").head)),
        country=True,
        unit=say_unit(subject),
        decimals=subject.index.decimals,
    )


def lay_table(nation: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of the years as they are shown."""
    named = nation.rename(columns={"national_mean": "score"})
    return named[[QUESTION.column(name).name for name in named.columns]].reset_index(drop=True)


def say(subject: Subject, table: pd.DataFrame) -> Text:
    """Say the mean of the year and its change since the newest earlier year that may be compared.

    Parameters
    ----------
    table : pandas.DataFrame
        From `lay_table`, with a mean of the subject's year.
    """
    row = table[table["year"] == subject.year].iloc[0]
    return say_mean(subject, QUESTION, row, "score", _say_change(subject, row))


def say_mean(subject: Subject, question: Question, row: pd.Series, column: str, since: Text | None = None) -> Text:
    """Say the mean of a row of the table that *question* shows; *since* is how it changed."""
    cells = {"year": question.cell(row, "year"), "mean": question.cell(row, column)}
    return voice_of(subject).say(MEAN, since=since or Text(), **cells)


def _say_change(subject: Subject, row: pd.Series) -> Text:
    if pd.isna(row["change"]):
        return Text()
    if is_zero(row["change"], subject.index):
        message = LEVEL if is_exactly_zero(row["change"]) else ALMOST_LEVEL
    else:
        message = UP if row["change"] > 0 else DOWN
    return voice_of(subject).say(message, change=QUESTION.cell(row, "change"), before=QUESTION.cell(row, "year_before"))
