"""Where does the province rank on every index? (thứ hạng ở các chỉ số)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.language import Message, Text, join_texts
from parlib.questions.present import present, rank_of, voice_of, who
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Point, Stand
from parlib.subject import Subject

COLUMNS = ("short", "year", "score", "max_score", "share", "rank", "n_ranked", "change", "rank_change", "percentile")

QUESTION = Question(
    name="indices",
    title=Message("Thứ hạng ở các chỉ số", "Ranks on all indices"),
    columns=COLUMNS,
    pages=("province",),
    stand=Stand(
        slide=30,
        point=Point(60, Message("Các chỉ số", "All indices")),
        mixed_units=True,
        report=(Passage("others_ranks", 10, table=COLUMNS[:-1]),),
    ),
)

FINDING = Message("Thứ hạng của {who}: {ranks}.", "Ranks of {who}: {ranks}.")
RANKED = Message("{short} {year}: {rank}", "{short} {year}: {rank}")
NUMBERED = Message("{short} năm {year}: {rank}", "{short} of {year}: {rank}")
"""The same of an index whose name ends with a number."""
UNRANKED = Message("Chưa có thứ hạng ở chỉ số nào.", "There is no rank on any index.")


def show(subject: Subject, headlines: pd.DataFrame) -> Exhibit:
    """Show the place's total on every index, each in the nearest year with a figure.

    Parameters
    ----------
    headlines : pandas.DataFrame
        `parlib.study.province.headline_indices`.
    """
    table = headlines.reindex(columns=list(COLUMNS))
    known = table[["score", "rank"]].notna().any(axis=1).sum()
    if known < 2:
        return present(QUESTION, subject, Text(), table, chart="none")
    return present(QUESTION, subject, _say_ranks(table, subject), table, beside=list(headlines["index"]))


def _say_ranks(table: pd.DataFrame, subject: Subject) -> Text:
    """Say the place's rank on every index that has one."""
    voice, ranks = voice_of(subject), []
    for _, row in table.dropna(subset="rank").iterrows():
        bound = {name: QUESTION.cell(row, name) for name in ("short", "year")}
        message = NUMBERED if row["short"][-1].isdecimal() else RANKED
        ranks.append(voice.say(message, **bound, rank=rank_of(QUESTION, row, voice)))
    return voice.say(FINDING, who=who(subject), ranks=join_texts(ranks, "; ")) if ranks else voice.say(UNRANKED)
