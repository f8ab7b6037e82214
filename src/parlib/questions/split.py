"""Why did ranks change: results, framework, places that came or went? (vì sao thứ hạng thay đổi)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed
from parlib.questions.columns import Column
from parlib.questions.phrases import LEVEL_OF_PLACES, count_at_end, say_level, say_places
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject

CAUSES = ("performance", "framework", "entrants")
"""Columns of the causes that a change of rank is split into."""

QUESTION = Question(
    name="split",
    title=Message("Vì sao thứ hạng thay đổi", "Why ranks changed"),
    columns=(
        Column("label", "text", "{place_or_city:cap}", "{place:cap}"),
        "rank_before",
        "rank",
        "rank_change",
        Column("performance", "rank_change", "Kết quả", "Results"),
        Column("framework", "rank_change", "Phần không so sánh được", "Parts not comparable"),
        Column("entrants", "rank_change", "{place:cap} mới có hoặc mất số liệu", "Entrants"),
    ),
    pages=("national",),
    chart="stacks",
    gate=Gate(("nation", "nation_before")),
)

ENDS = 7
"""Most places shown at each end of the picture."""

AXIS = Message("Số bậc", "Places")
FINDING = Message(
    "So với năm {before}, {moved} đổi thứ hạng{ends}.", "Compared with {before}, {moved} changed rank{ends}."
)
ALL = Message("cả {n} {places}", "all {n} {places}")
SOME = Message("{moved} trong {n} {places}", "{moved} of {n} {places}")
NONE = Message("không {place} nào trong {n} {places}", "none of {n} {places}")
UP = Message("; tăng nhiều nhất là {name} ({moves}){level}", "; {name} rose most ({moves}){level}")
DOWN = Message("; giảm nhiều nhất là {name} ({moves}){level}", "; {name} fell most ({moves}){level}")
NOTE = Message(
    "Kết quả: đổi chỗ giữa cùng các {places} trên các phần so sánh được, gồm cả kết quả của {place} khác. Phần không "
    "so sánh được: phần mới, đã đổi hoặc có thể đã đổi cách đo. {place:cap} mới: do {place} có hoặc mất số liệu. Ba "
    "phần cộng lại bằng số bậc thay đổi.{same}",
    "Results: moves among the same {places} on comparable parts, others' results included. Parts not comparable: new, "
    "changed, or perhaps measured in another way. Entrants: {places} that gained or lost a figure. The three add up to "
    "the change in places.{same}",
)
SAME = Message(" Bộ chỉ số không đổi giữa hai năm.", " The framework did not change between the two years.")


def show(subject: Subject, split: pd.DataFrame) -> Exhibit:
    """Show the largest changes of rank, each split into results, framework and entrants.

    Parameters
    ----------
    split : pandas.DataFrame
        `parlib.study.movement.split_rank_changes`.
    """
    table, voice = lay_table(split), voice_of(subject)
    if table.empty:
        return present(QUESTION, subject, Text(), table, chart="text")
    same = voice.say(SAME) if (split["framework"] == 0).all() else Text()
    return present(
        QUESTION,
        subject,
        say(subject, split),
        table,
        note=voice.say(NOTE, same=same),
        figures=_count(split),
        total="rank_change",
        axis=str(voice.say(AXIS)),
        head=str(voice.say(QUESTION.column("rank_change").head)),
    )


def lay_table(split: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are shown: of many the largest rises and falls."""
    ordered = split.sort_values("rank_change", ascending=False, kind="stable")
    shown = ordered if len(ordered) <= 2 * ENDS else pd.concat([ordered.head(ENDS), ordered.tail(ENDS)])
    columns = ["label", "rank_before", "rank", "rank_change", *CAUSES]
    return shown.rename(columns={"province": "label"})[columns].reset_index(drop=True)


def _count(split: pd.DataFrame) -> dict[str, float]:
    moved = split["rank_change"]
    level = count_at_end(moved, "n_up_level") | count_at_end(moved, "n_down_level", largest=False)
    return {"year_before": split["year_before"].iloc[0], "n": len(split), "moved": (moved != 0).sum()} | level


def say(subject: Subject, split: pd.DataFrame) -> Text:
    """Say how many places moved, and which rose and fell furthest."""
    voice, table, counts = voice_of(subject), lay_table(split), _count(split)
    moved = SOME if 0 < counts["moved"] < counts["n"] else ALL if counts["moved"] else NONE
    return voice.say(
        FINDING,
        before=computed(counts["year_before"], "year", "year_before"),
        moved=voice.say(moved, **{name: computed(counts[name], "count", name) for name in ("n", "moved")}),
        ends=_say_end(subject, table, "idxmax", counts) + _say_end(subject, table, "idxmin", counts),
    )


def _say_end(subject: Subject, table: pd.DataFrame, end: str, counts: dict[str, float]) -> Text:
    """Say who rose furthest (``idxmax``) or fell furthest (``idxmin``), and how many as far; nothing where nobody."""
    row, voice = table.loc[table["rank_change"].astype(float).agg(end)], voice_of(subject)
    size = row["rank_change"]
    if (size <= 0) if end == "idxmax" else (size >= 0):
        return Text()
    moves = say_places(voice, QUESTION.cell(row, "rank_change"))
    name = "n_up_level" if size > 0 else "n_down_level"
    level = say_level(voice, {name: int(counts[name])} if name in counts else {}, LEVEL_OF_PLACES)
    return voice.say(UP if size > 0 else DOWN, name=QUESTION.cell(row, "label"), moves=moves, level=level)
