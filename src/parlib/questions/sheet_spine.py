"""Where does the province lie on every component of every index? (mọi chỉ số thành phần trên một trục)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed
from parlib.questions.columns import OF_ALL, Column
from parlib.questions.phrases import quote
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject

DRAWN = (
    "short",
    "component_code",
    "component",
    "year",
    "share",
    "rank",
    "n_ranked",
    "percentile",
    "verdict",
    "standing",
)

QUESTION = Question(
    name="sheet_spine",
    title=Message("Các thành phần", "Components of all indices"),
    columns=(*DRAWN[:6], OF_ALL, *DRAWN[7:-1], Column("standing", "helper", "Nhóm", "Group")),
    pages=("sheet",),
    open_on=("sheet",),
    chart="verdicts",
    gate=Gate(otherwise="own_parts"),
    words={
        "strength": Message("mạnh, bền vững", "strength that lasts"),
        "high": Message("nhóm đầu năm nay", "top this year"),
        "low": Message("nhóm cuối năm nay", "bottom this year"),
        "weakness": Message("yếu, kéo dài", "weakness that lasts"),
        "neither": Message("ở giữa", "in between"),
    },
    stand=Stand(report=(Passage("sheet", 10, table=False),)),
)

SIDES = {"n_high": ("strength", "high"), "n_low": ("low", "weakness")}
FINDING = Message(
    "Trong {n} chỉ số thành phần có thứ hạng, {n_high} thuộc nhóm đầu và {n_low} thuộc nhóm cuối{first}.",
    "Of {n} ranked {n:=component|components}, {n_high} {n_high:=is|are} in the top and {n_low} in the bottom "
    "quartile{first}.",
)
NONE_HIGH = Message(
    "Trong {n} chỉ số thành phần có thứ hạng, không có chỉ số nào thuộc nhóm đầu, {n_low} thuộc nhóm cuối{first}.",
    "Of {n} ranked {n:=component|components}, none is in the top and {n_low} {n_low:=is|are} in the bottom "
    "quartile{first}.",
)
NONE_LOW = Message(
    "Trong {n} chỉ số thành phần có thứ hạng, {n_high} thuộc nhóm đầu, không có chỉ số nào thuộc nhóm cuối{first}.",
    "Of {n} ranked {n:=component|components}, {n_high} {n_high:=is|are} in the top and none in the bottom "
    "quartile{first}.",
)
NEITHER = Message(
    "Trong {n} chỉ số thành phần có thứ hạng, không có chỉ số nào thuộc nhóm đầu hay nhóm cuối{first}.",
    "Of {n} ranked {n:=component|components}, none is in the top or in the bottom quartile{first}.",
)
FIRST = Message("; cao nhất ở {short} {component}", "; the highest rank is on {short} {component}")
UNRANKED = Message(
    "Đã biết điểm của {n} chỉ số thành phần.",
    "The {n:=score|scores} of {n} {n:=component|components} {n:=is|are} known.",
)


def show(subject: Subject, parts: pd.DataFrame) -> Exhibit:
    """Show every main component of every index between last and first place, coloured by its verdict.

    Parameters
    ----------
    parts : pandas.DataFrame
        `parlib.study.sheet.profile_indices`.
    """
    voice, words = voice_of(subject), dict(QUESTION.words)
    named = parts.assign(standing=parts["verdict"])
    ranked = named[named["percentile"].notna()].reset_index(drop=True)
    if ranked.empty:
        return _show_shares(subject, named)
    table = ranked.assign(verdict=ranked["verdict"].map({code: str(voice.say(text)) for code, text in words.items()}))
    return present(
        QUESTION,
        subject,
        say(subject, ranked),
        table[list(DRAWN)],
        figures=count_sides(ranked),
        beside=list(parts["index"].unique()),
    )


def _show_shares(subject: Subject, parts: pd.DataFrame) -> Exhibit:
    """Show the share reached on each component where no rank is known: an own scoreboard alone."""
    known = parts[parts["share"].notna()].reset_index(drop=True)
    if known.empty:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none", lacking="own_parts")
    figures = {"n": len(known)}
    finding = voice_of(subject).say(UNRANKED, n=computed(len(known), "count", "n"))
    table = known[["short", "component_code", "component", "year", "share"]]
    return present(
        QUESTION,
        subject,
        finding,
        table,
        chart="table",
        figures=figures,
        beside=list(known["index"].unique()),
    )


def count_sides(ranked: pd.DataFrame) -> dict[str, int]:
    """Return how many components have a rank, and how many of them are in the top and in the bottom quartile."""
    sides = {name: int(ranked["verdict"].isin(verdicts).sum()) for name, verdicts in SIDES.items()}
    return {"n": len(ranked), **sides}


def say(subject: Subject, ranked: pd.DataFrame) -> Text:
    """Say how many components are in the top and in the bottom quartile, and which one stands highest."""
    voice, first = voice_of(subject), Text()
    top = ranked[ranked["percentile"] == ranked["percentile"].max()]
    if len(top) == 1:
        cells = {name: QUESTION.cell(top.iloc[0], name) for name in ("short", "component")}
        first = voice.say(FIRST, short=cells["short"], component=quote(voice, cells["component"]))
    sides = count_sides(ranked)
    counts = {name: computed(count, "count", name) for name, count in sides.items()}
    some = sides["n_high"] > 0, sides["n_low"] > 0
    said = {(True, True): FINDING, (False, True): NONE_HIGH, (True, False): NONE_LOW, (False, False): NEITHER}
    return voice.say(said[some], first=first, **counts)
