"""Who rose and fell most in points since last year? (tăng, giảm nhiều nhất)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed
from parlib.questions.columns import Column
from parlib.questions.phrases import LEVEL_OF_PLACES, count_at_end, say_level, say_taken_back
from parlib.questions.present import present, say_unit, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject

QUESTION = Question(
    name="movers",
    title=Message("Tăng, giảm nhiều nhất", "Largest moves"),
    columns=(
        "province_code",
        Column("label", "text", "{place_or_city:cap}", "{place:cap}"),
        "before",
        "after",
        "change",
        "rank_change",
        "role",
    ),
    pages=("national",),
    open_on=("national",),
    chart="movers",
    gate=Gate(("nation", "nation_before"), otherwise="nation_before"),
)

NEARLY_ALL = 0.9
"""From this share of all places on, those with figures need not be counted in the sentence."""

MOVED = Message("So với năm {before}, {among}{moves}.", "Compared with {before}, {among}{moves}.")
AMONG = Message(
    "trong {known} {places} có số liệu của cả hai năm, ",
    "among the {known} {known:=place|places} with figures of both years, ",
)
UP = Message(
    "tăng nhiều nhất là {place_moved} ({change:points}){level}", "{place_moved} rose most ({change:points}){level}"
)
DOWN = Message(
    "giảm nhiều nhất là {place_moved} ({change:points}){level}", "{place_moved} fell most ({change:points}){level}"
)
NONE = Message("không {place} nào thay đổi", "no {place} changed")


def show(subject: Subject, movers: pd.DataFrame) -> Exhibit:
    """Show who rose and fell most since last year.

    Parameters
    ----------
    movers : pandas.DataFrame
        `parlib.study.nation.list_movers`.
    """
    table = movers.rename(columns={"province": "label"})[QUESTION.names]
    if table.empty:
        return present(QUESTION, subject, Text(), table, chart="text")
    taken_back = movers["taken_back"].iloc[0]
    return present(
        QUESTION,
        subject,
        say_ends(subject, movers),
        table,
        note=say_taken_back(voice_of(subject), taken_back),
        figures=_count(subject) | ({"taken_back": taken_back} if pd.notna(taken_back) else {}),
        unit=say_unit(subject),
        decimals=subject.index.decimals,
        before=str(subject.year - 1),
        after=str(subject.year),
    )


def _count(subject: Subject) -> dict[str, int]:
    """Return the year that is compared with, and how many places have figures of both and are level at the ends."""
    changes = subject.rows["change"].dropna().astype(float)
    level = count_at_end(changes, "n_up_level") | count_at_end(changes, "n_down_level", largest=False)
    return {"year_before": subject.year - 1, "n_known": len(changes)} | level


def say_ends(subject: Subject, movers: pd.DataFrame) -> Text:
    """Say who rose and who fell most; and among how many, where these are not nearly all."""
    table, figures = movers.rename(columns={"province": "label"}), _count(subject)
    voice, known, moves = voice_of(subject), figures["n_known"], []
    for row, message, moved, name in (
        (table.iloc[0], UP, table["change"].iloc[0] > 0, "n_up_level"),
        (table.iloc[-1], DOWN, table["change"].iloc[-1] < 0, "n_down_level"),
    ):
        if moved:
            cells = {"place_moved": QUESTION.cell(row, "label"), "change": QUESTION.cell(row, "change")}
            level = {name: figures[name]} if name in figures else {}
            moves.append(voice.say(message, level=say_level(voice, level, LEVEL_OF_PLACES), **cells))
    few = known < NEARLY_ALL * len(subject.places)
    return voice.say(
        MOVED,
        before=computed(figures["year_before"], "year", "year_before"),
        among=voice.say(AMONG, known=computed(known, "count", "n_known")) if few else Text(),
        moves=voice.join(moves) if moves else voice.say(NONE),
    )
