"""Which runs of good years last to the newest year with figures, on which index? (chuỗi năm đang tiếp tục)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, Voice, join_texts
from parlib.questions import streaks
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject

QUESTION = Question(
    name="sheet_runs",
    title=Message("Chuỗi năm đang tiếp tục", "Runs that last"),
    columns=("short", *streaks.QUESTION.columns[:-1]),
    pages=("sheet",),
    open_on=("sheet",),
    chart="text",
    gate=Gate(otherwise="years", needs_table=False),
    words=streaks.QUESTION.words,
)

FINDING = Message(
    "Đến năm được xét của từng chỉ số: {runs}.",
    "Runs that last to the year shown of each index: {runs}.",
)
RUN = Message("{short} {kind} ({year_from}–{year_to}{absent})", "{short} {kind} ({year_from}–{year_to}{absent})")
ABSENT = {
    False: Message(", chưa có thứ hạng năm {unpublished}", ", no rank for {unpublished}"),
    True: Message(", chưa có điểm năm {unpublished}", ", no score for {unpublished}"),
}
"""Years that a run spans without a rank or, if it is one of scores, without a score: they end no run, and are named."""

MOST_NAMED = 3
"""Runs that are named."""


def show(subject: Subject, runs: pd.DataFrame) -> Exhibit:
    """Show the runs of years that last to the newest year with figures.

    Parameters
    ----------
    runs : pandas.DataFrame
        `parlib.study.sheet.list_lasting_runs`.
    """
    if runs.empty:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none")
    voice = voice_of(subject)
    table = runs.rename(columns={"years": "run_years"})
    for streak, column in streaks.LIMITS.items():
        table[column] = table["limit"].where(table["streak"] == streak)
    finding = voice.say(
        FINDING, runs=join_texts([_say_run(row, voice) for _, row in table.head(MOST_NAMED).iterrows()], "; ")
    )
    words = {streak: str(QUESTION.word(streak, voice)) for streak in QUESTION.words}
    table = table.assign(streak=table["streak"].map(words), unpublished=table["unpublished"].replace("", None))
    shown = table[QUESTION.names].dropna(axis=1, how="all")
    return present(
        QUESTION,
        subject,
        finding,
        shown,
        beside=list(runs["index"].unique()),
    )


def _say_run(run: pd.Series, voice: Voice) -> Text:
    limit = streaks.LIMITS.get(run["streak"])
    kind = voice.say(streaks.NAMES[run["streak"]], **({limit: QUESTION.cell(run, limit)} if limit else {}))
    cells = {name: QUESTION.cell(run, name) for name in ("short", "year_from", "year_to")}
    unpublished = QUESTION.cell(run, "unpublished")
    missing = ABSENT[run["streak"] == "above_level"]
    absent = voice.say(missing, unpublished=unpublished) if run["unpublished"] else Text()
    return voice.say(RUN, kind=kind, absent=absent, **cells)
