"""How far are the places apart, by three measures? (mức chênh lệch)."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, method
from parlib.language.voice import Bound
from parlib.questions.present import present, say_unit, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject

QUESTION = Question(
    name="inequality",
    title=Message("Mức chênh lệch", "Inequality"),
    columns=("year", "measure", "value", "low", "high", "segment"),
    pages=("national",),
    chart="series",
    gate=Gate(("nation",)),
    words={
        "sd": Message("Độ lệch chuẩn ({unit})", "Standard deviation ({unit})"),
        "interquartile": Message("Độ rộng khoảng giữa ({unit})", "Width of the middle half ({unit})"),
        "gini": Message("Hệ số Gini ({least}–{most})", "Gini coefficient ({least}–{most})"),
    },
)

ENDS = {"least": method(0, "count", "gini_from"), "most": method(100, "count", "gini_to")}
"""Between which numbers a Gini coefficient lies here."""

FINDING = Message(
    "Độ lệch chuẩn giữa các {places} năm {year} là {sd:points}, hệ số Gini {gini} trên {most}{first}.",
    "In {year} the standard deviation between {places} was {sd:points} and Gini's coefficient {gini} of {most}{first}.",
)
FIRST = Message(
    " (năm {year}: độ lệch chuẩn {sd:points}, Gini {gini})", " (in {year}: standard deviation {sd:points}, Gini {gini})"
)
ALONE = Message(
    "; chưa có năm nào trước đó so sánh được",
    "; no earlier year at hand may be compared with it",
)


def show(subject: Subject, stacked: pd.DataFrame) -> Exhibit:
    """Show how far the places were apart in each year, by three measures.

    Parameters
    ----------
    stacked : pandas.DataFrame
        `parlib.study.inequality.stack_inequality`.
    """
    unit = Text.of(say_unit(subject))  # it may hold a number: points (0–1)
    bound: dict[str, Bound] = {"unit": unit, **ENDS}
    words = {name: str(voice_of(subject).say(word, **bound)) for name, word in QUESTION.words.items()}
    table = stacked.assign(measure=stacked["measure"].map(words))
    if not is_shown(subject, stacked):
        return present(QUESTION, subject, Text(), table, chart="text")
    return present(QUESTION, subject, say(subject, stacked), table, decimals=subject.index.decimals)


def is_shown(subject: Subject, stacked: pd.DataFrame) -> bool:
    """Tell whether the year's differences are known."""
    return bool((stacked["year"] == subject.year).any())


def say(subject: Subject, stacked: pd.DataFrame) -> Text:
    """Say the spread of the year, and of the first year that may be compared with it."""
    voice, now = voice_of(subject), stacked[stacked["year"] == subject.year].iloc[0]
    first = stacked[stacked["segment"] == now["segment"]].iloc[0]
    since = voice.say(FIRST, **_bind_year(stacked, first["year"])) if first["year"] != now["year"] else voice.say(ALONE)
    return voice.say(FINDING, first=since, most=ENDS["most"], **_bind_year(stacked, now["year"]))


def _bind_year(stacked: pd.DataFrame, year: int) -> dict[str, Bound]:
    """Return a year with its standard deviation and Gini coefficient as they stand in the table."""
    rows = stacked[stacked["year"] == year]
    sd, gini = (rows[rows["measure"] == name].iloc[0] for name in ("sd", "gini"))
    # A Gini coefficient is not in points: it has its two decimals whatever those of the index.
    coefficient = replace(QUESTION.cell(gini, "value"), kind="hundredth")
    return {"year": QUESTION.cell(sd, "year"), "sd": QUESTION.cell(sd, "value"), "gini": coefficient}
