"""What do other indices say on the same matter? (cùng nội dung, chỉ số khác)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.language import Message, Text, about, join_texts, method
from parlib.questions import integrity as asked
from parlib.questions.columns import Column
from parlib.questions.phrases import quote
from parlib.questions.present import present, rank_of, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject
from parlib.terms import CONTRARY_BEYOND, LIKELY, SIMILAR_WITHIN, TOTAL

QUESTION = Question(
    name="matters",
    title=Message("Cùng nội dung, chỉ số khác", "Same matter elsewhere"),
    columns=(
        "matter_name",
        "component",
        "basis",
        "year",
        "rank",
        "n_ranked",
        "percentile",
        "verdict",
        Column("probability", "share", "Xác suất", "Probability"),
        "note",
    ),
    pages=("component",),
    words={
        "agrees": Message("tương tự", "similar"),
        "higher": Message("cao hơn", "higher"),
        "lower": Message("thấp hơn", "lower"),
        "contradicts": Message("trái ngược", "contrary"),
        "unclear": Message("chưa khác biệt rõ", "not told apart"),
        "untested": Message("chưa đủ số liệu để kiểm định", "too few years to test"),
        "unknown": Message("chưa có số liệu", "no figure"),
        "": Message("kết quả đang xét", "this result"),
    },
    stand=Stand(mixed_units=True, report=(Passage("component_peers", 50, table=False, picture=False),)),
)

SIDES = {
    "agrees": Message("kết quả tương tự ở {standings}", "a similar result on {standings}"),
    "higher": Message("kết quả cao hơn ở {standings}", "a higher result on {standings}"),
    "lower": Message("kết quả thấp hơn ở {standings}", "a lower result on {standings}"),
    "contradicts": Message("kết quả trái ngược ở {standings}", "a contrary result on {standings}"),
    "unclear": Message("chưa khác biệt rõ với {standings}", "no clear difference from {standings}"),
    "untested": Message("chưa đủ số liệu để so sánh với {standings}", "too few years to compare with {standings}"),
}
"""How another index's place compares, in the order in which a sentence tells it."""

BASES = {
    "citizens": Message("ý kiến người dân", "citizens"),
    "documents": Message("hồ sơ, tài liệu", "documents"),
    "documents_surveys": Message("tài liệu và điều tra", "documents and surveys"),
    "businesses": Message("ý kiến doanh nghiệp", "businesses"),
    "dossiers": Message("hồ sơ thủ tục", "dossiers"),
}
"""What a figure rests on."""

FINDING = Message("So với các chỉ số khác về {names}: {sides}.", "Beside other indices, on {names}: {sides}.")
OF_BEFORE = Message(
    "Kết quả năm {year} (chưa có kết quả năm {asked}) so với các chỉ số khác về {names}: {sides}.",
    "The result of {year} (that of {asked} is not known) beside other indices, on {names}: {sides}.",
)
OF_OWN_TOO = Message(
    "So với các thành phần cùng nội dung {names}: {sides}.", "Beside components on the same matter, {names}: {sides}."
)
OF_BEFORE_OF_OWN_TOO = Message(
    "Kết quả năm {year} (chưa có kết quả năm {asked}) so với các thành phần cùng nội dung {names}: {sides}.",
    "The result of {year} (that of {asked} is not known) beside components on the same matter, {names}: {sides}.",
)
"""The same where the page's own index has another component on the matter."""
STANDING = Message("{component} ({year}, {rank})", "{component} ({year}, {rank})")
NOTE = Message(
    "So sánh bằng vị trí phần trăm ({place} đứng đầu ở mức cao nhất) vì thang điểm của các chỉ số khác nhau; bảng ghép "
    "các thành phần cùng nội dung đã được rà soát. Năm có thể lệch nhau. Chỉ kết luận khi số công bố cho thấy như vậy "
    "và xác suất theo mô hình nhiễu của cả hai bên từ {likely:whole} trở lên: tương tự là lệch không quá {near:whole} "
    "số {places}, trái ngược là trên {far:whole}.",
    "Compared by percentile (the best {place} has the highest), since scales differ; the map of components on the same "
    "matter is reviewed. Years may differ. A verdict is told only where it holds as printed and the noise models of "
    "both sides make it at least {likely:whole} likely: similar is within {near:whole} of the {places}, contrary "
    "further than {far:whole}.",
)


def show(subject: Subject, matters: pd.DataFrame, integrity: pd.DataFrame) -> Exhibit:
    """Show the place's rank on the same matter in every index; on corruption, what SIPAS asked of integrity.

    Parameters
    ----------
    matters : pandas.DataFrame
        `parlib.study.consistency.compare_indices`.
    integrity : pandas.DataFrame
        `parlib.study.consistency.read_integrity`.
    """
    if matters.empty and len(integrity) and integrity["province_value"].notna().any():
        return asked.show(subject, integrity)
    if matters.empty or matters.loc[matters["role"] == "other", "difference"].isna().all():
        unplaced = matters.loc[matters["role"] == "own", "percentile"].isna().any()
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none", lacking="rank" if unplaced else "")
    voice = voice_of(subject)
    matters = matters.assign(component=[_name_component(row) for _, row in matters.iterrows()])
    words = {verdict: str(QUESTION.word(verdict, voice)) for verdict in QUESTION.words}
    table = matters[QUESTION.names].assign(
        verdict=matters["verdict"].map(words),
        basis=[str(voice.say(BASES[basis])) if basis else "" for basis in matters["basis"]],
    )
    beside = list(dict.fromkeys(matters["index"]))
    limits = {"likely": LIKELY, "near": SIMILAR_WITHIN, "far": CONTRARY_BEYOND}
    note = voice.say(NOTE, **{name: method(value, "share", name) for name, value in limits.items()})
    return present(QUESTION, subject, _say_sides(matters, subject), table, note=note, beside=beside)


def _name_component(row: pd.Series) -> str:
    """Return the component with its index: ``DTI – Chính quyền số``; the index alone for its total."""
    return row["short"] if row["component_code"] == TOTAL else f"{row['short']} – {row['component']}"


def _say_sides(matters: pd.DataFrame, subject: Subject) -> Text:
    """Say which other indices agree and which contradict, with their ranks."""
    voice, others = voice_of(subject), matters[matters["role"] == "other"]
    sides = []
    for verdict, message in SIDES.items():
        standings = [_say_standing(row, subject) for _, row in others[others["verdict"] == verdict].iterrows()]
        if standings:
            sides.append(voice.say(message, standings=voice.join(standings)))
    named = others[others["verdict"].isin(SIDES)].drop_duplicates("matter_name")
    names = [quote(voice, QUESTION.cell(row, "matter_name")) for _, row in named.iterrows()]
    own, bound = (
        matters[matters["role"] == "own"].iloc[0],
        {"names": voice.join(names), "sides": join_texts(sides, "; ")},
    )
    own_too = (others.loc[others["verdict"].isin(SIDES), "index"] == subject.index.id).any()
    if own["year"] == subject.year:
        return voice.say(OF_OWN_TOO if own_too else FINDING, **bound)
    message = OF_BEFORE_OF_OWN_TOO if own_too else OF_BEFORE
    return voice.say(message, year=QUESTION.cell(own, "year"), asked=about(subject.year, "asked", "year"), **bound)


def _say_standing(row: pd.Series, subject: Subject) -> Text:
    voice = voice_of(subject)
    bound = {name: QUESTION.cell(row, name) for name in ("component", "year")}
    return voice.say(STANDING, **bound, rank=rank_of(QUESTION, row, voice))
