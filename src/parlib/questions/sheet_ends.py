"""Which five components stand highest, and which five lowest, over all indices? (cao nhất, thấp nhất)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, Voice
from parlib.questions.columns import OF_ALL, Column
from parlib.questions.phrases import count_level, quote, say_level
from parlib.questions.present import present, rank_of, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject

QUESTION = Question(
    name="sheet_ends",
    title=Message("Cao nhất, thấp nhất", "Highest and lowest"),
    columns=(Column("end", "text", "Nhóm", "Group"), "component", "short", "year", "rank", OF_ALL),
    pages=("sheet",),
    open_on=("sheet",),
    gate=Gate(otherwise="ranked_parts"),
    words={
        "highest": Message("Cao nhất", "Highest"),
        "lowest": Message("Thấp nhất", "Lowest"),
    },
    stand=Stand(report=(Passage("sheet", 30, picture=False),)),
)

FINDING = Message(
    "Thứ hạng cao nhất: {highest}; thấp nhất: {lowest}.", "The highest ranks are on {highest}; the lowest on {lowest}."
)
PART = Message("{short} {component} ({rank})", "{short} {component} ({rank})")
PART_THEN = Message("{short} {component} ({rank}, {year})", "{short} {component} ({rank}, {year})")
"""Of an index that is told in another year than the sheet's."""

SHOWN, MOST_NAMED = 5, 1
"""Components of an end in the table, and in the sentence."""


def show(subject: Subject, parts: pd.DataFrame) -> Exhibit:
    """Show the five components with the highest ranks and the five with the lowest, of all that are ranked.

    Parameters
    ----------
    parts : pandas.DataFrame
        `parlib.study.sheet.profile_indices`.
    """
    ranked = parts[parts["percentile"].notna()].sort_values("percentile", ascending=False, kind="stable")
    if len(ranked) < 2:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none", lacking="ranked_parts")
    each = min(SHOWN, len(ranked) // 2)  # no component stands at both ends
    voice = voice_of(subject)
    table = pd.concat([ranked.head(each).assign(end="highest"), ranked.tail(each)[::-1].assign(end="lowest")])
    table = table.reset_index(drop=True)
    said: dict[str, Text] = {}
    figures: dict[str, float] = {}
    for end, rows in (("highest", ranked), ("lowest", ranked[::-1])):
        level = {f"n_level_{end}": count for count in count_level(rows, "percentile", MOST_NAMED).values()}
        figures |= level
        named = _name_parts(table[table["end"] == end], subject, voice)
        said[end] = named + say_level(voice, level)
    finding = voice.say(FINDING, **said)
    words = {term: str(QUESTION.word(term, voice)) for term in QUESTION.words}
    shown = table.assign(end=table["end"].map(words))[QUESTION.names]
    return present(
        QUESTION,
        subject,
        finding,
        shown,
        beside=list(parts["index"].unique()),
        figures=figures,
    )


def _name_parts(rows: pd.DataFrame, subject: Subject, voice: Voice) -> Text:
    """Name the first components of an end, with the year where it is not the sheet's."""
    named = []
    for _, row in rows.head(MOST_NAMED).iterrows():
        component = quote(voice, QUESTION.cell(row, "component"))
        rank = rank_of(QUESTION, row, voice)
        then = {} if row["year"] == subject.year else {"year": QUESTION.cell(row, "year")}
        message, short = PART_THEN if then else PART, QUESTION.cell(row, "short")
        named.append(voice.say(message, short=short, component=component, rank=rank, **then))
    return voice.join(named)
