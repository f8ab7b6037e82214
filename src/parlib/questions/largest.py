"""Where were most points lost, over all the smallest parts? (điểm mất nhiều nhất)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text
from parlib.questions.phrases import count_level, is_of_people, name_lost, say_level
from parlib.questions.present import present, say_unit, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Point, Stand
from parlib.subject import Subject
from parlib.terms import TOLERANCE, TOTAL
from parlib.wording.phrases import is_zero

COLUMNS = (
    "component_code",
    "component",
    "parent",
    "lost",
    "lost_share",
    "cumulative_share",
    "everyone",
    "best_to_median",
    "below_median",
    "rank",
    "n_ranked",
)

TABLED = ("component_code", "component", "lost", "lost_share", "cumulative_share", "rank", "n_ranked")
"""Columns that stand in papers."""

QUESTION = Question(
    name="largest",
    title=Message("Điểm mất nhiều nhất", "Largest losses"),
    columns=COLUMNS,
    pages=("province",),
    open_on=("province",),
    chart="pareto",
    gate=Gate(("own_parts",)),
    stand=Stand(
        slide=90,
        point=Point(40, Message("Điểm mất", "Points lost")),
        report=(Passage("losses_largest", 10, table=TABLED), Passage("plan_losses", 20, table=TABLED, picture=False)),
    ),
)

FINDING = Message("Mất nhiều điểm nhất ở {parts}.", "The largest losses are on {parts}.")
ONLY = Message(
    "Chỉ mất điểm ở “{component}” ({lost:points}).", "Points were lost only on “{component}” ({lost:points})."
)
OF_SOME = Message(
    "Trong các thành phần đã biết điểm tối đa, mất nhiều điểm nhất ở {parts}.",
    "Of the parts whose maximum is known, the largest losses are on {parts}.",
)
OF_LISTED = Message(
    "Trong các chỉ số thành phần có số liệu, mất nhiều điểm nhất ở {parts}.",
    "Of the components that have figures, the largest losses are on {parts}.",
)
DISSATISFIED = Message(
    "Tỷ lệ chưa hài lòng cao nhất ở {parts}.", "The share of people not satisfied is largest on {parts}."
)
NOTHING = Message("Không mất điểm ở thành phần nào.", "No points were lost on any part.")
NEXT_TO_NOTHING = Message("Hầu như không mất điểm ở thành phần nào.", "Next to no points were lost on any part.")
"""Where it is less than is printed."""
WHOLE = Message(
    "Mất {lost:points} so với điểm tối đa; chưa có số liệu để biết mất ở thành phần nào.",
    "{lost:points} were lost against the maximum; on which parts is not known.",
)
SHARED = Message(
    "“{component}” ({lost:points}, {lost_share} tổng số điểm mất)",
    "“{component}” ({lost:points}, {lost_share} of all points lost)",
)
SHARED_TOO = Message("“{component}” ({lost:points}, {lost_share})", "“{component}” ({lost:points}, {lost_share})")
"""The same of a part after the first, which says what its share is of."""
PART = Message("“{component}” ({lost:points})", "“{component}” ({lost:points})")
PEOPLE = Message("“{component}” ({lost:unit})", "“{component}” ({lost:unit})")

MOST_NAMED = 3
"""Parts that are named."""


def show(subject: Subject, losses: pd.DataFrame) -> Exhibit:
    """Show the largest losses over all the smallest parts, with their share of all that was lost.

    Parameters
    ----------
    losses : pandas.DataFrame
        `parlib.study.province.list_largest_losses`.
    """
    if losses.empty or losses["lost"].isna().all():
        return present(QUESTION, subject, Text(), losses.head(0)[[]], chart="none", lacking="own_parts")
    level = count_level(_list_lost(losses, subject), "lost", MOST_NAMED)
    finding, table = _say_most(losses, subject, level), losses[list(COLUMNS)]
    if list(table["component_code"]) == [TOTAL]:
        table = table.drop(columns=["lost_share", "cumulative_share"])
        return present(QUESTION, subject, finding, table.dropna(axis=1, how="all"), chart="table")
    if table["everyone"].isna().any() or table["lost_share"].isna().all():
        heads = name_lost(subject)
        shown = table.dropna(axis=1, how="all")
        return present(QUESTION, subject, finding, shown, chart="table", heads=heads, figures=level)
    return present(
        QUESTION, subject, finding, table, figures=level, unit=say_unit(subject), decimals=subject.index.decimals
    )


def _list_lost(losses: pd.DataFrame, subject: Subject) -> pd.DataFrame:
    """Return the rows on which anything was lost that shows; not that of the parts that no table lists."""
    lost = losses[losses["component_code"].isin(subject.tree["component_code"])].dropna(subset="lost")
    return lost[~lost["lost"].map(lambda points: is_zero(points, subject.index)).astype(bool)]


def _say_most(losses: pd.DataFrame, subject: Subject, level: Mapping[str, int]) -> Text:
    """Say where most was lost, and how much of all that is; the table has the largest loss first."""
    voice, people = voice_of(subject), is_of_people(subject)
    lost = _list_lost(losses, subject)
    if lost.empty:
        return voice.say(NEXT_TO_NOTHING if (losses["lost"] > TOLERANCE).any() else NOTHING)
    if list(lost["component_code"]) == [TOTAL] and not people:  # no part of it is known
        return voice.say(WHOLE, lost=QUESTION.cell(lost.iloc[0], "lost"))
    if len(lost) == 1 and lost["lost_share"].iloc[0] >= 1 - TOLERANCE and not people:
        return voice.say(ONLY, **{name: QUESTION.cell(lost.iloc[0], name) for name in ("component", "lost")})
    parts: list[Text] = []
    for _, row in lost.head(MOST_NAMED).iterrows():
        message = PEOPLE if people else PART if pd.isna(row["lost_share"]) else SHARED_TOO if parts else SHARED
        cells = {name: QUESTION.cell(row, name) for name in ("component", "lost", "lost_share")}
        parts.append(voice.say(message, **cells))
    listed = losses["component_code"].isin(subject.tree["component_code"]).all()
    some = OF_SOME if losses["lost"].isna().any() else FINDING if listed else OF_LISTED
    return voice.say(DISSATISFIED if people else some, parts=voice.join(parts) + say_level(voice, level))
