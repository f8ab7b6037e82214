"""Who leads each block of departments and localities, and with which grade? (xếp hạng theo khối, xếp loại)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, Voice, computed, join_texts
from parlib.questions.columns import Column
from parlib.questions.phrases import count_unnamed, name_places
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Stand
from parlib.subject import Subject

QUESTION = Question(
    name="blocks",
    title=Message("Xếp hạng theo {group}", "Ranking by {group}"),
    columns=(
        "province_code",
        "region",
        Column("rank_in_region", "count", "Hạng trong {group}", "Rank in the {group}"),
        "province",
        "score",
        Column("grade", "text", "Xếp loại", "Grade"),
        "rank",
        "change",
        Column("on_time_share", "share", "Hồ sơ trước và đúng hạn", "Dossiers on time"),
        Column("overdue", "count", "Hồ sơ đang quá hạn", "Overdue dossiers"),
        Column("open_tasks", "count", "Nhiệm vụ chưa xong", "Open tasks"),
    ),
    pages=("national",),
    open_on=("national",),
    gate=Gate(otherwise="nation", only="own"),
    stand=Stand(slide=188),
)

LEADERS = Message("Dẫn đầu {leaders}.", "In the lead: {leaders}.")
LEADER = Message("{group} {region}: {unit} ({score:unit})", "{region}: {unit} ({score:unit})")
ALONE = Message("là {unit} ({score:unit})", "{unit} ({score:unit})")
GRADES = Message(" Xếp loại: {grades}.", " Grades: {grades}.")
GRADE = Message("{grade} {n}", "{grade} {n}")


def show(subject: Subject, units: pd.DataFrame) -> Exhibit:
    """Show the places of an own index by block, with grades, dossiers and tasks.

    Parameters
    ----------
    units : pandas.DataFrame
        `parlib.study.units.rank_units`.
    """
    voice = voice_of(subject)
    if units["score"].isna().all():
        return present(QUESTION, subject, Text(), units.iloc[:0, :0], chart="text")
    leaders = _say_leaders(units, voice)
    grades, figures = _say_grades(units, voice)
    table = units if figures else units.drop(columns="grade")
    finding = join_texts([voice.say(LEADERS, leaders=join_texts(leaders, "; ")), grades], "")
    figures |= _count_leaders(units)
    return present(QUESTION, subject, finding, table.dropna(axis="columns", how="all"), figures=figures)


def _say_leaders(units: pd.DataFrame, voice: Voice) -> list[Text]:
    first = units[units["rank_in_region"].eq(1).fillna(False)]
    message = LEADER if units["region"].nunique() > 1 else ALONE
    return [
        voice.say(
            message,
            region=QUESTION.cell(row, "region"),
            unit=name_places(voice, [QUESTION.cell(one, "province") for _, one in rows.iterrows()], _name_more(row)),
            score=QUESTION.cell(row, "score"),
        )
        for row, rows in ((rows.iloc[0], rows) for _, rows in first.groupby("region", sort=False))
    ]


def _name_more(row: pd.Series) -> str:
    """Return what the exhibit calls the count of leaders of a block that are not named."""
    return f"n_more_{row['region']}"


def _count_leaders(units: pd.DataFrame) -> dict[str, int]:
    """Return how many of those that share the lead of a block are not named."""
    first = units[units["rank_in_region"].eq(1).fillna(False)]
    counts: dict[str, int] = {}
    for _, rows in first.groupby("region", sort=False):
        counts |= count_unnamed(len(rows), _name_more(rows.iloc[0]))
    return counts


def _say_grades(units: pd.DataFrame, voice: Voice) -> tuple[Text, dict[str, float]]:
    """Say how many places have each grade, the best first; nothing where the issuer gives no grades."""
    graded = units[units["grade"] != ""].sort_values("score", ascending=False)
    if graded.empty:
        return Text(), {}
    counts, first = graded["grade"].value_counts(), graded.drop_duplicates("grade")
    figures: dict[str, float] = {f"grade_{at}": int(counts[grade]) for at, grade in enumerate(first["grade"])}
    said = [
        voice.say(GRADE, grade=QUESTION.cell(row, "grade"), n=computed(figures[name], "count", name))
        for name, (_, row) in zip(figures, first.iterrows(), strict=True)
    ]
    return voice.say(GRADES, grades=join_texts(said, ", ")), figures
