"""Which provinces are most like this one, and do they score higher? (các tỉnh tương đồng)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed
from parlib.questions.present import present, say_unit, voice_of, who
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject
from parlib.terms import TOLERANCE

QUESTION = Question(
    name="peers",
    title=Message("{place:cap} tương đồng", "Similar {places}"),
    columns=(
        "province",
        "role",
        "distance",
        "region",
        "population",
        "urban_share",
        "grdp_per_capita",
        "covariate_year",
        "score",
        "rank",
        "score_gap",
    ),
    pages=("component", "province"),
    open_on=("component",),
    chart="peers",
    gate=Gate(("own", "nation"), otherwise="covariates", only="similar"),
    stand=Stand(slide=140, panel=40, report=(Passage("component_peers", 10, table=False, picture=False),)),
)

NEAREST = Message(
    "Các {places} giống {who} nhất: {names} (cách xa nhất {far} độ lệch chuẩn){known}{higher}.",
    "Most like {who}: {names} (the furthest {far} standard deviations away){known}{higher}.",
)
ONE_NEAREST = Message(
    "{place:cap} giống {who} nhất: {names} (cách {far} độ lệch chuẩn){known}{higher}.",
    "Most like {who}: {names} ({far} standard deviations away){known}{higher}.",
)
NONE_ALIKE = Message(
    "Không có {place} nào đủ giống {who} về dân số, đô thị, GRDP và {group}.",
    "No {place} is similar enough to {who} in people, towns, GRDP and {group}.",
)
SOME_KNOWN = Message("; {known} trong {asked} {places} này có số liệu", "; {known} of {asked} have a score")
NONE_HIGHER = Message("; không {place} nào trong số đó có điểm cao hơn", "; none of them scores higher")
NOT_HIGHER = Message("; điểm không cao hơn", "; it does not score higher")
HIGHER = Message("; điểm cao hơn: {places_above}", "; scoring higher: {places_above}")
ONE_ABOVE = Message("{name} ({score:unit})", "{name} ({score:unit})")
NOTE = Message(
    "Tương đồng theo dân số, tỷ lệ đô thị, GRDP bình quân đầu người (chuẩn hóa) và {group}; điểm số không tham gia "
    "chọn. Khoảng cách càng nhỏ càng giống.",
    "Similar by population, urban share, GRDP per head (standardised) and {group}; scores play no part in the choice. "
    "A smaller distance is more alike.",
)


def show(subject: Subject, peers: pd.DataFrame) -> Exhibit:
    """Show the most similar provinces with their scores and why they are similar.

    Parameters
    ----------
    peers : pandas.DataFrame
        `parlib.study.peers.find_peers`.
    """
    table = peers.reindex(columns=QUESTION.columns).reset_index(drop=True)
    if table.empty:
        return present(QUESTION, subject, Text(), table, chart="text")
    drawn = table["score"].notna().sum() > 1 and pd.notna(table["score"].iloc[0])
    scale: dict[str, Any] = {"unit": say_unit(subject), "decimals": subject.index.decimals} if drawn else {}
    return present(
        QUESTION,
        subject,
        _say_nearest(table, subject),
        table,
        chart="" if drawn else "table",
        note=voice_of(subject).say(NOTE),
        figures=_count_known(table),
        beside=[] if subject.index.nouns else ["gso"],
        **scale,
    )


def _say_nearest(table: pd.DataFrame, subject: Subject) -> Text:
    """Say who is most like the province, and which of them score higher."""
    voice, near = voice_of(subject), table[table["role"] == "peer"]
    if near.empty:
        return voice.say(NONE_ALIKE, who=who(subject))
    comparable = pd.notna(table["score"].iloc[0]) and near["score"].notna().any()
    counts = _count_known(table)
    known = voice.say(
        SOME_KNOWN,
        known=computed(counts["n_known"], "count", "n_known"),
        asked=computed(counts["n_peers"], "count", "n_peers"),
    )
    return voice.say(
        NEAREST if len(near) > 1 else ONE_NEAREST,
        who=who(subject),
        names=voice.join([QUESTION.cell(row, "province") for _, row in near.iterrows()]),
        far=QUESTION.cell(table.loc[near["distance"].idxmax()], "distance"),
        known=known if comparable and counts["n_known"] < counts["n_peers"] else Text(),
        higher=_say_higher(table, near, subject) if comparable else Text(),
    )


def _say_higher(table: pd.DataFrame, near: pd.DataFrame, subject: Subject) -> Text:
    voice, own = voice_of(subject), table["score"].iloc[0]
    higher = near[near["score"] > own + TOLERANCE].sort_values("score", ascending=False)
    if higher.empty:
        return voice.say(NONE_HIGHER if len(near) > 1 else NOT_HIGHER)
    above = [
        voice.say(ONE_ABOVE, name=QUESTION.cell(row, "province"), score=QUESTION.cell(row, "score"))
        for _, row in higher.iterrows()
    ]
    return voice.say(HIGHER, places_above=voice.join(above))


def _count_known(table: pd.DataFrame) -> dict[str, float]:
    """Return how many of the similar provinces have a score, and of how many."""
    near = table[table["role"] == "peer"]
    return {"n_known": float(near["score"].notna().sum()), "n_peers": float(len(near))}
