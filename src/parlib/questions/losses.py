"""How many points were lost, on which parts, and who else loses them? (điểm bị mất)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Cell, Message, Text, computed, join_texts
from parlib.questions.added import NOT_ADDED, say_added
from parlib.questions.phrases import count_level, is_of_people, name_lost, say_level
from parlib.questions.present import present, say_unit, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject
from parlib.terms import TOLERANCE
from parlib.wording.phrases import is_zero

TABLED = (
    "component_code",
    "component",
    "score",
    "max_score",
    "lost",
    "lost_share",
    "national_mean",
    "rank",
    "n_ranked",
)
"""Columns that stand in papers."""

QUESTION = Question(
    name="losses",
    title=Message("Điểm bị mất", "Points lost"),
    columns=(
        "component_code",
        "component",
        "score",
        "max_score",
        "lost",
        "lost_share",
        "national_mean",
        "lost_to_mean",
        "best",
        "lost_to_best",
        "rank",
        "n_ranked",
        "national_median",
        "everyone",
        "best_to_median",
        "below_median",
    ),
    pages=("component",),
    open_on=("component",),
    chart="pareto",
    gate=Gate(("own",), needs_table=False),
    stand=Stand(panel=20, report=(Passage("component_losses", 10, table=TABLED),)),
)

NOTHING = Message("Không mất điểm nào so với điểm tối đa.", "No points were lost against the maximum.")
NEXT_TO_NOTHING = Message(
    "Hầu như không mất điểm so với điểm tối đa.", "Next to no points were lost against the maximum."
)
"""Where it is less than is printed."""
LOST = Message("Mất {lost:points} so với điểm tối đa{most}.", "{lost:points} were lost against the maximum{most}.")
MOST = Message("; nhiều nhất ở {part}{level}", "; the largest part of it on {part}{level}")
ALL_OF_IT = Message("; tất cả ở “{component}”", "; all of it on “{component}”")
MOST_KNOWN = Message(
    "; trong các thành phần đã biết điểm mất, nhiều nhất ở {part}{level}",
    "; of the parts whose loss is known, most was lost on {part}{level}",
)
PART = Message("“{component}” ({lost:points})", "“{component}” ({lost:points})")
SHARED = Message(
    "“{component}” ({lost:points}, {lost_share} tổng số điểm mất)",
    "“{component}” ({lost:points}, {lost_share} of all that was lost)",
)
PEOPLE = Message("Còn {lost:unit} người dân chưa hài lòng{most}.", "{lost:unit} of people are not satisfied{most}.")
PEOPLE_PARTS = Message("{most}.", "{most}.")
PEOPLE_MOST = Message(
    "tỷ lệ chưa hài lòng cao nhất ở “{component}” ({lost:unit}){level}",
    "most are not satisfied with “{component}” ({lost:unit}){level}",
)

BEHIND = Message(
    "Điểm tối đa của các thành phần chưa được công bố đủ; so với {place} cao nhất, thấp hơn nhiều nhất ở “{component}” "
    "({lost_to_best:points}).",
    "Not all maxima of the parts are published; against the best {place} most is missing on “{component}” "
    "({lost_to_best:points}).",
)
NO_MAXIMUM = Message("Chưa biết điểm tối đa để tính điểm bị mất.", "The maximum is not known, nor what was lost.")
PRINTED = Message("Các phần điểm đã công bố: {parts}.", "Parts as printed: {parts}.")
PRINTED_PART = Message("{component} {score:unit}", "{component} {score:unit}")

PIECES = Message("Trong đó {pieces}.", "Of these, {pieces}.")
EVERYONE = Message(
    "có {everyone:points} mà {place} dẫn đầu cũng không đạt", "{everyone:points} are lost even by the best {place}"
)
EVERYONE_EACH = Message(
    "có {everyone:points} mà {place} dẫn đầu của từng thành phần cũng không đạt",
    "{everyone:points} are lost even by the best {place} of each part",
)
BELOW = Message(
    "{below_median:points} là phần thấp hơn mức trung vị {whole}",
    "{below_median:points} lie below the {national} median",
)


def show(subject: Subject, losses: pd.DataFrame, position: pd.DataFrame) -> Exhibit:
    """Show the points lost part by part: what everyone loses, the way to the best, what lies below the median.

    Where no part is known, the loss of the component itself is.

    Parameters
    ----------
    losses : pandas.DataFrame
        `parlib.study.losses.sum_losses`.
    position : pandas.DataFrame
        `parlib.study.position.measure_position`.
    """
    parts = losses[losses["component_code"] != ""] if len(losses) else losses
    if parts.empty:
        return _show_own(subject, position)
    finding = join_texts([say(subject, losses, position), _say_pieces(subject, losses, position)])
    figures = _list_figures(position) | _count_level(_list_named(subject, parts))
    asked: dict[str, Any] = {"finding": finding, "figures": figures, "heads": name_lost(subject)}
    if parts["lost"].abs().max() < TOLERANCE:
        return present(QUESTION, subject, table=losses, chart="text", **asked)
    if not subject.adds_up:
        table, note = parts.dropna(axis=1, how="all"), voice_of(subject).say(NOT_ADDED)
        return present(QUESTION, subject, table=table, chart="table", note=note, **asked)
    if parts["lost"].isna().any() or parts["everyone"].isna().any():
        table = losses.dropna(axis=1, how="all")
        alone = ["lost_share"] if len(parts) == 1 else []  # all of itself
        return present(QUESTION, subject, table=table.drop(columns=alone, errors="ignore"), chart="table", **asked)
    return present(
        QUESTION,
        subject,
        table=losses,
        note=say_added(subject, QUESTION, losses, position),
        unit=say_unit(subject),
        decimals=subject.index.decimals,
        **asked,
    )


def _show_own(subject: Subject, position: pd.DataFrame) -> Exhibit:
    """Show what the component lost as a whole: points below the maximum, or people who are not satisfied."""
    table = position[["score", "max_score", "lost"]].dropna()
    if table.empty:
        return present(QUESTION, subject, Text(), table, chart="none", lacking="own_parts")
    finding = _say_lost(subject, QUESTION.cell(table.iloc[0], "lost"), Text())
    return present(QUESTION, subject, finding, table, chart="table", heads=name_lost(subject))


def say(subject: Subject, losses: pd.DataFrame, position: pd.DataFrame) -> Text:
    """Say how many points were lost and where most of them, or what is known of the parts."""
    own = position["lost"].iloc[0]
    parts = losses[~losses["component_code"].isin(["", subject.component_code])]
    if losses["lost"].isna().all() or (pd.isna(own) and not is_of_people(subject)):
        return _say_printed(subject, losses, parts)
    return _say_lost(subject, _bind_lost(subject, losses, own), _say_most(subject, parts))


def _bind_lost(subject: Subject, losses: pd.DataFrame, own: float) -> Cell:
    """Return what the component lost: the cell of its row, or a figure beside the table where parts make another."""
    whole = losses[losses["component_code"].isin(["", subject.component_code])]
    same = whole[(whole["lost"] - own).abs() <= TOLERANCE]
    return QUESTION.cell(same.iloc[-1], "lost") if len(same) else computed(own, "score", "own_lost")


def _list_figures(position: pd.DataFrame) -> dict[str, float]:
    return position[["lost"]].rename(columns={"lost": "own_lost"}).iloc[0].dropna().to_dict()


def _say_lost(subject: Subject, lost: Cell, most: Text) -> Text:
    """Say what the component lost, and on which part *most* of it."""
    voice = voice_of(subject)
    if is_of_people(subject):
        if pd.isna(lost.value):
            return voice.say(PEOPLE_PARTS, most=most.capitalise())
        return voice.say(PEOPLE, lost=lost, most="; " + most if most else most)
    if is_zero(lost.number, subject.index):
        return voice.say(NOTHING if lost.number <= TOLERANCE else NEXT_TO_NOTHING)
    return voice.say(LOST, lost=lost, most=most)


def _say_most(subject: Subject, parts: pd.DataFrame) -> Text:
    """Say on which part most was lost, as far as that is known of them; nothing where there are no parts to choose."""
    voice, named = voice_of(subject), _list_named(subject, parts)
    level = say_level(voice, _count_level(named))
    if named.empty or (len(parts) < 2 and not is_of_people(subject)):
        return Text()
    row = named.loc[named["lost"].idxmax()]  # with an unknown maximum the table is in order of the way to the best
    cells = _bind(row, "component", "lost", "lost_share")
    if is_of_people(subject):
        return voice.say(PEOPLE_MOST, level=level, **cells)
    if row["lost_share"] >= 1 - TOLERANCE and len(named) == len(parts):
        return voice.say(ALL_OF_IT, **cells)
    part = voice.say(PART if pd.isna(row["lost_share"]) else SHARED, **cells)
    return voice.say(MOST if len(named) == len(parts) else MOST_KNOWN, part=part, level=level)


def _list_named(subject: Subject, parts: pd.DataFrame) -> pd.DataFrame:
    """Return the parts whose loss is known and that somebody can answer for."""
    return parts[parts["lost"].notna() & parts["component_code"].isin(subject.tree["component_code"])]


def _count_level(named: pd.DataFrame) -> dict[str, int]:
    """Return how many others lost as much as the part that lost most."""
    return count_level(named.sort_values("lost", ascending=False, kind="stable"), "lost", 1)


def _bind(row: pd.Series, *names: str) -> dict[str, Cell]:
    return {name: QUESTION.cell(row, name) for name in names}


def _say_printed(subject: Subject, losses: pd.DataFrame, parts: pd.DataFrame) -> Text:
    """Say what is known of the parts where losses cannot be computed."""
    voice, behind = voice_of(subject), losses.dropna(subset="lost_to_best")
    if len(behind):
        return voice.say(BEHIND, **_bind(behind.iloc[0], "component", "lost_to_best"))
    known = parts.dropna(subset="score")
    named = [voice.say(PRINTED_PART, **_bind(row, "component", "score")) for _, row in known.iterrows()]
    return voice.say(PRINTED, parts=join_texts(named, "; ")) if named else voice.say(NO_MAXIMUM)


def _say_pieces(subject: Subject, losses: pd.DataFrame, position: pd.DataFrame) -> Text:
    """Say how much of all lost points the best lose too, and how much lies below the median."""
    voice, total = voice_of(subject), losses.iloc[-1]
    lost = position["lost"].iloc[0]
    if not subject.adds_up or not lost > 0 or is_zero(lost, subject.index) or pd.isna(total["everyone"]):
        return Text()
    everyone = EVERYONE_EACH if total["component_code"] == "" else EVERYONE
    leads = is_zero(total["lost_to_best"], subject.index)  # whoever leads is no measure of itself
    pieces = [
        voice.say(message, **_bind(total, column))
        for column, message in (("everyone", everyone), ("below_median", BELOW))
        if not is_zero(total[column], subject.index) and not (message is EVERYONE and leads)
    ]
    return voice.say(PIECES, pieces=join_texts(pieces, "; ")) if pieces else Text()
