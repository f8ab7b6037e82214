"""Which components are strengths and which are weaknesses? (điểm mạnh, điểm yếu)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, Voice, computed, join_texts, method
from parlib.questions.phrases import drop_unknown_lasting, say_lasts
from parlib.questions.present import present, rank_of, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Point, Stand
from parlib.subject import Subject
from parlib.terms import LIKELY, QUARTER, TOTAL

COLUMNS = ("component", "share", "rank", "n_ranked", "verdict", "reason", "lasting_share")

QUESTION = Question(
    name="strengths",
    title=Message("Điểm mạnh, điểm yếu", "Strengths and weaknesses"),
    columns=COLUMNS,
    pages=("province",),
    open_on=("province",),
    gate=Gate(("own_parts", "ranked_parts")),
    words={
        "strength": Message("mạnh, bền vững", "strength that lasts"),
        "high": Message("nhóm đầu năm nay", "top this year"),
        "low": Message("nhóm cuối năm nay", "bottom this year"),
        "weakness": Message("yếu, kéo dài", "weakness that lasts"),
        "neither": Message("–", "–"),
        "top_quarter": Message("nhóm {quarter:whole} {places} có điểm cao nhất", "top quartile"),
        "bottom_quarter": Message("nhóm {quarter:whole} {places} có điểm thấp nhất", "bottom quartile"),
        "last": Message("xếp cuối {whole}", "last place"),
        "tied_at_max": Message("tối đa cùng nhiều {places}", "at the maximum with many"),
        "middle": Message("ở giữa", "in the middle"),
        "all_level": Message("mọi {places} bằng nhau", "all level"),
    },
    stand=Stand(
        slide=70,
        point=Point(30, Message("Nhóm đầu, nhóm cuối", "Top and bottom")),
        report=(Passage("components_strengths", 10),),
    ),
)

SIDES = {
    ("strength", "high"): Message(
        "Chưa có chỉ số thành phần thuộc nhóm dẫn đầu.", "No component is in the top quartile."
    ),
    ("weakness", "low"): Message(
        "Không có chỉ số thành phần thuộc nhóm {quarter:whole} {places} có điểm thấp nhất.",
        "No component is in the bottom quartile.",
    ),
}
"""The verdicts of a side, those that last and those of this year alone, and how it is said that there are none."""

NAMED = {
    "strength": Message("Điểm mạnh bền vững: {names}.", "Strengths that last: {names}."),
    "high": Message(
        "Thuộc nhóm đầu năm nay, chưa chắc giữ được: {names}.",
        "In the top quartile this year, not known to last: {names}.",
    ),
    "weakness": Message("Yếu kéo dài, cần tập trung khắc phục: {names}.", "Weaknesses that last: {names}."),
    "low": Message(
        "Thuộc nhóm cuối năm nay, chưa chắc kéo dài: {names}.",
        "In the bottom quartile this year, not known to last: {names}.",
    ),
}
"""How the components of a verdict are named."""

COMPONENT = Message("“{component}” ({rank})", "“{component}” ({rank})")
MORE = Message("{names} và {n_more} nội dung khác", "{names} and {n_more} {n_more:=other|others}")
"""Of more components of a verdict than are named."""
OF_SOME = Message(
    "Chỉ {n_known} trong {n_all} chỉ số thành phần có thứ hạng.",
    "Only {n_known} of {n_all} components {n_known:=has|have} a rank.",
)
RULE = Message(
    "Nhóm đầu: thuộc nhóm {quarter:whole} {places} có điểm cao nhất kể cả khi tính thứ hạng bất lợi nhất lúc đồng "
    "điểm; đạt tối đa cùng nhiều {places} không tính. Nhóm cuối: thuộc nhóm {quarter:whole} {places} có điểm thấp "
    "nhất hoặc xếp cuối {whole}. Chỉ gọi là mạnh bền vững hoặc yếu kéo dài khi các năm so sánh được cho xác suất từ "
    "{likely:whole} trở lên rằng {here} thực sự thuộc nhóm đó.",
    "Top: in the top quartile even if all ties go against the {here}; the maximum shared with most is none. Bottom: "
    "in the bottom quartile, or last. It is called a strength or a weakness that lasts only where the comparable "
    "years make it at least {likely:whole} likely that the {here} truly is in that quartile.",
)
FEW = Message("Ít {places} có thứ hạng ở {names}.", "Few {places} have a rank on {names}.")
COUNTED = Message("“{component}” ({n_ranked})", "“{component}” ({n_ranked})")

SHOWN = 10
"""Most components of a side in one table."""

MOST_NAMED = 4
"""Components of a verdict that are named."""

METHOD = {"quarter": method(QUARTER, "share", "quarter"), "likely": method(LIKELY, "share", "likely")}


def show(subject: Subject, strengths: pd.DataFrame) -> Exhibit:
    """Show strengths and weaknesses by the stated rule, of the smallest parts where any of them has a rank.

    Parameters
    ----------
    strengths : pandas.DataFrame
        `parlib.study.province.find_strengths`.
    """
    strengths = strengths[strengths["component_code"] != TOTAL]  # a whole is no strength of its own
    parts = strengths[~strengths["component_code"].isin(subject.tree["parent_code"])]
    strengths = parts if len(parts) else strengths
    sides = _choose_sides(strengths).reset_index(drop=True)
    words, figures = name_words(voice_of(subject)), _count_ranked(strengths, subject) | _count_unnamed(strengths)
    table = sides[list(COLUMNS)].assign(verdict=sides["verdict"].map(words), reason=sides["reason"].map(words))
    if table.empty:
        return present(QUESTION, subject, Text(), table, chart="none")
    finding, note = _say_strengths(sides, figures, subject), _say_rule(sides, subject)
    return present(QUESTION, subject, finding, drop_unknown_lasting(table), note=note, figures=figures)


def name_words(voice: Voice) -> dict[str, str]:
    """Return verdicts and reasons as they stand in cells."""
    return {term: str(voice.say(message, **METHOD)) for term, message in QUESTION.words.items()}


def _choose_sides(strengths: pd.DataFrame) -> pd.DataFrame:
    """Return the best places, the worst, some maxima that many share: not more than is read, and all that is told."""
    shown = []
    for sides in SIDES:
        ranked = strengths.sort_values("rank", ascending=sides[0] == "strength", kind="stable")
        mine = ranked[ranked["verdict"].isin(sides)]
        named = [place for side in sides for place in mine.index[mine["verdict"] == side][:MOST_NAMED]]
        shown.append(mine[mine.index.isin([*mine.index[:SHOWN], *named])])
    shared = strengths[strengths["reason"] == "tied_at_max"].sort_values("rank", kind="stable")
    return pd.concat([*shown, shared.head(SHOWN)])


def _count_ranked(strengths: pd.DataFrame, subject: Subject) -> dict[str, int]:
    """Return how many of the smallest parts have a rank, and of how many."""
    leaves = ~subject.tree["component_code"].isin({TOTAL, *subject.tree["parent_code"]})
    return {"n_known": len(strengths), "n_all": max(int(leaves.sum()), len(strengths)) + len(subject.unlisted)}


def _count_unnamed(strengths: pd.DataFrame) -> dict[str, int]:
    """Return how many components of each verdict a sentence does not name."""
    counts = {verdict: int((strengths["verdict"] == verdict).sum()) - MOST_NAMED for verdict in NAMED}
    return {f"n_more_{verdict}": count for verdict, count in counts.items() if count > 0}


def _say_strengths(sides: pd.DataFrame, figures: dict[str, int], subject: Subject) -> Text:
    """Name the strengths and the weaknesses among the smallest parts that have a rank, and how many these are."""
    voice, texts = voice_of(subject), []
    if figures["n_known"] < figures["n_all"]:
        counts = {name: computed(figures[name], "count", name) for name in ("n_known", "n_all")}
        texts.append(voice.say(OF_SOME, **counts))
    for verdicts, none in SIDES.items():
        named = [_name_components(sides[sides["verdict"] == verdict], verdict, figures, voice) for verdict in verdicts]
        texts += [text for text in named if text] or [voice.say(none, **METHOD)]
    return join_texts(texts)


def _name_components(rows: pd.DataFrame, verdict: str, figures: dict[str, int], voice: Voice) -> Text:
    names = [
        voice.say(COMPONENT, component=QUESTION.cell(row, "component"), rank=rank_of(QUESTION, row, voice))
        for _, row in rows.head(MOST_NAMED).iterrows()
    ]
    more = f"n_more_{verdict}"
    if more in figures:
        told = voice.say(MORE, names=join_texts(names, ", "), n_more=computed(figures[more], "count", more))
    else:
        told = voice.join(names)
    return voice.say(NAMED[verdict], names=told) if names else Text()


def _say_rule(sides: pd.DataFrame, subject: Subject) -> Text:
    """Say the rule and, where few places have a rank on a component that is shown, on which."""
    voice = voice_of(subject)
    few = [
        voice.say(COUNTED, **{name: QUESTION.cell(row, name) for name in ("component", "n_ranked")})
        for _, row in sides[sides["low_coverage"].astype(bool)].iterrows()
    ]
    said = [voice.say(RULE, **METHOD), say_lasts(voice, sides)]
    return join_texts([*said, voice.say(FEW, names=voice.join(few)) if few else Text()])
