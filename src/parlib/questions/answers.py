"""The answers of the other pages: all indices, the country, two sides, an agency (trả lời trước)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import find_need
from parlib.language import Message, Text, join_texts
from parlib.questions import (
    course,
    held,
    inequality,
    movers,
    parts,
    ranges,
    ranking,
    sheet_losses,
    sheet_moves,
    sheet_ranks,
    spread,
    two_sides,
)
from parlib.questions import tasks as task_list
from parlib.questions.answer import ENDED, QUESTION, gather, say_losses, say_task
from parlib.questions.present import voice_of
from parlib.subject import Subject
from parlib.terms import CLOSED

NO_TASK = Message("Chưa giao nhiệm vụ nào cho các nội dung này.", "No task is set for these losses yet.")

OVERDUE = Message("Nhiệm vụ này đã quá hạn.", "This task is overdue.")

TASK = ("component", "task", "agency", "head", "deadline")
"""What is said of a task."""

MOST_WORDS = 120
"""Words of an answer that is read on the first screen; of long names fewer are told."""


def show_sheet(
    subject: Subject, ranks: pd.DataFrame, components: pd.DataFrame, losses: pd.DataFrame, tasks: pd.DataFrame
) -> Exhibit:
    """Answer of a province over all indices: verdict, ranks with changes, what fell, what was lost, the next task.

    Parameters
    ----------
    ranks : pandas.DataFrame
        `parlib.study.sheet.rank_indices`.
    components : pandas.DataFrame
        `parlib.study.sheet.profile_indices`.
    losses : pandas.DataFrame
        `parlib.study.sheet.rank_losses`.
    tasks : pandas.DataFrame
        `parlib.study.sheet.list_next_tasks`.
    """
    row = tasks.head(1).reset_index(drop=True)
    said, fallen = _say_ranks(subject, ranks, components)
    next_task = _say_first_task(subject, row, losses)
    # what fell stands first in its own exhibit, and the losses in theirs: they give way where names are long
    for fell, count in ((fallen, 3), (Text(), 3), (Text(), 2), (Text(), 1)):
        lost = sheet_losses.say(subject, losses, count).within("sheet_losses") if len(losses) else Text()
        lines = [*said, fell, lost, *next_task]
        if sum(len(str(line).split()) for line in lines) <= MOST_WORDS:
            break
    beside = list(dict.fromkeys([*ranks["index"], *components["index"], *losses["index"]]))
    return gather(subject, lines, row[list(TASK)] if len(row) else None, beside=beside)


def _say_ranks(subject: Subject, ranks: pd.DataFrame, components: pd.DataFrame) -> tuple[list[Text], Text]:
    """Say the verdict over all indices, the rank on each, and which component fell most."""
    known = ranks[ranks["rank"].notna()].reset_index(drop=True)
    scored = sheet_ranks.keep_scored(ranks)
    said = [sheet_ranks.say_quarters(subject, ranks)]
    if len(known):
        said.append(sheet_ranks.say(subject, known))
    elif len(scored):
        said.append(sheet_ranks.say_shares(subject, scored))
    fallen = sheet_moves.say_falls(subject, sheet_moves.choose(components)).within("sheet_moves")
    return [text.within("sheet_ranks") for text in said], fallen


def _say_first_task(subject: Subject, row: pd.DataFrame, losses: pd.DataFrame) -> list[Text]:
    """Say which task of all indices is due next, that all are closed, or that none is set for what was lost."""
    if row.empty:
        ended = losses["given"].any()
        return [voice_of(subject).say(ENDED if ended else NO_TASK)] if len(losses) else []
    first = row.iloc[0]
    said = say_task(subject, first, {name: QUESTION.cell(first, name) for name in TASK})
    return [join_texts([said, voice_of(subject).say(OVERDUE)]) if first["overdue"] else said]


def show_nation(
    subject: Subject, nation: pd.DataFrame, ranked: pd.DataFrame, moved: pd.DataFrame, stacked: pd.DataFrame
) -> Exhibit:
    """Answer of the country: its mean and the change, first and last, who moved most, how far apart the places are.

    Parameters
    ----------
    nation : pandas.DataFrame
        `parlib.study.nation.summarise_nation`.
    ranked, moved : pandas.DataFrame
        `parlib.study.nation.list_ranking` and `list_movers`.
    stacked : pandas.DataFrame
        `parlib.study.inequality.stack_inequality`.
    """
    sentences = [_say_mean(subject, nation)]
    known = ranking.lay_table(ranked)
    if len(known) > 1:
        sentences.append(ranking.say(subject, ranked).within("ranking"))
        sentences.append(ranking.say_printed(subject, int(known["score"].notna().sum())).within("ranking"))
    if len(moved) and not find_need(subject, movers.QUESTION.gate):
        sentences.append(movers.say_ends(subject, moved).within("movers"))
    if inequality.is_shown(subject, stacked) and not find_need(subject, inequality.QUESTION.gate):
        sentences.append(inequality.say(subject, stacked).within("inequality"))
    return gather(subject, sentences)


def _say_mean(subject: Subject, nation: pd.DataFrame) -> Text:
    """Say the mean of the year; in the first year its course is not shown, and the spread holds it."""
    table = course.lay_table(nation)
    known = table["score"].notna()
    if known[table["year"] == subject.year].any() and known.sum() > 1:
        return course.say(subject, table).within("course")
    rows = spread.lay_table(nation)
    now = rows[rows["year"] == subject.year]
    if now.empty or find_need(subject, spread.QUESTION.gate):
        return Text()
    return course.say_mean(subject, spread.QUESTION, now.iloc[0], "national_mean").within("spread")


def show_sides(
    subject: Subject, other: Subject, sides: pd.DataFrame, compared: pd.DataFrame, both: pd.DataFrame
) -> Exhibit:
    """Answer of a comparison: how far apart both are, score and rank of each, where, and how sure that is.

    Parameters
    ----------
    sides : pandas.DataFrame
        `parlib.study.compare.describe_sides`.
    compared : pandas.DataFrame
        `parlib.study.compare.compare_subjects`.
    both : pandas.DataFrame
        `parlib.study.compare.compare_ranges`.
    """
    said = (two_sides.say_apart, two_sides.say_both)
    sentences = [say(subject, other, sides, compared).within("two_sides") for say in said]
    sentences.append(parts.say(subject, other, compared).within("parts"))
    if len(both):
        sentences.append(ranges.say(subject, other, both).within("ranges"))
    return gather(subject, sentences)


def show_agency(
    subject: Subject, own: pd.DataFrame, sums: dict[str, float], agency: str, head: str, tasks: pd.DataFrame, day: str
) -> Exhibit:
    """Answer of an agency: the points that it holds, the three largest losses, its tasks and the one that is next.

    Parameters
    ----------
    own : pandas.DataFrame
        `parlib.study.duty.list_held`.
    sums : dict
        `parlib.study.duty.sum_held`.
    agency, head : str
        The agency, and who heads it; blank where that is not given.
    tasks : pandas.DataFrame
        `parlib.study.duty.list_tasks`.
    day : str
        Day for which deadlines are told.
    """
    lost = own.sort_values("lost", ascending=False, kind="stable")
    losses = say_losses(subject, lost, held.QUESTION)
    sentences = [
        # what is held stands directly below, and is not said twice
        (losses or held.say(subject, own, sums, agency, head)[0]).within("held"),
        task_list.say_counts(subject, tasks, agency, day)[0].within("tasks"),
        _say_next(subject, tasks),
    ]
    return gather(subject, sentences)


def _say_next(subject: Subject, tasks: pd.DataFrame) -> Text:
    """Say which task is due next of those that are not closed, overdue ones first."""
    waiting = tasks[~tasks["status"].isin(CLOSED)]
    if waiting.empty:
        return Text()
    dated = waiting.assign(undated=waiting["due"].fillna("") == "")
    row = dated.sort_values(["undated", "due"], kind="stable").iloc[0]
    cells = {name: task_list.QUESTION.cell(row, name) for name in ("component", "task", "head", "deadline")}
    return say_task(subject, row, cells).within("tasks")
