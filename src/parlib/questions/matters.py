"""What do other indices say on the same matter? (cùng nội dung, chỉ số khác)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.language import Message, Text, join_texts
from parlib.questions import integrity as asked
from parlib.questions.phrases import quote
from parlib.questions.present import present, rank_of, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject
from parlib.terms import TOTAL

COLUMNS = ("matter_name", "component", "basis", "year", "rank", "n_ranked", "percentile", "verdict", "note")

QUESTION = Question(
    name="matters",
    title=Message("Cùng nội dung, chỉ số khác", "Same matter elsewhere"),
    columns=COLUMNS,
    pages=("component",),
    words={
        "agrees": Message("tương tự", "similar"),
        "higher": Message("cao hơn", "higher"),
        "lower": Message("thấp hơn", "lower"),
        "contradicts": Message("trái ngược", "contrary"),
        "unknown": Message("chưa rõ", "not known"),
        "": Message("kết quả đang xét", "this result"),
    },
    stand=Stand(mixed_units=True, report=(Passage("component_peers", 50, table=False, picture=False),)),
)

VERDICTS = ("agrees", "higher", "lower", "contradicts")
"""How another index's place compares, in the order in which a sentence tells it."""

BASES = {
    "citizens": Message("ý kiến người dân", "citizens"),
    "documents": Message("hồ sơ, tài liệu", "documents"),
    "documents_surveys": Message("tài liệu và điều tra", "documents and surveys"),
    "businesses": Message("ý kiến doanh nghiệp", "businesses"),
    "dossiers": Message("hồ sơ thủ tục", "dossiers"),
}
"""What a figure rests on."""

FINDING = Message(
    "Về {names}, các chỉ số khác cho kết quả {sides}.", "On {names}, other indices give results that are {sides}."
)
SIDE = Message("{verdict}: {standings}", "{verdict}: {standings}")
STANDING = Message("{component} ({year}, {rank})", "{component} ({year}, {rank})")
NOTE = Message(
    "So sánh bằng vị trí phần trăm ({place} đứng đầu ở mức cao nhất) vì thang điểm của các chỉ số khác nhau; bảng ghép "
    "các thành phần cùng nội dung đã được rà soát. Năm có thể lệch nhau.",
    "Compared by percentile (the best {place} has the highest), since scales differ; the map of components on the same "
    "matter is reviewed. Years may differ.",
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
    table = matters[list(COLUMNS)].assign(
        verdict=matters["verdict"].map(words),
        basis=[str(voice.say(BASES[basis])) if basis else "" for basis in matters["basis"]],
    )
    beside = list(dict.fromkeys(matters["index"]))
    return present(QUESTION, subject, _say_sides(matters, subject), table, note=voice.say(NOTE), beside=beside)


def _name_component(row: pd.Series) -> str:
    """Return the component with its index: ``DTI – Chính quyền số``; the index alone for its total."""
    return row["short"] if row["component_code"] == TOTAL else f"{row['short']} – {row['component']}"


def _say_sides(matters: pd.DataFrame, subject: Subject) -> Text:
    """Say which other indices agree and which contradict, with their ranks."""
    voice, others = voice_of(subject), matters[matters["role"] == "other"]
    sides = []
    for verdict in VERDICTS:
        standings = [_say_standing(row, subject) for _, row in others[others["verdict"] == verdict].iterrows()]
        if standings:
            sides.append(voice.say(SIDE, verdict=QUESTION.word(verdict, voice), standings=voice.join(standings)))
    told = others[others["verdict"].isin(VERDICTS)].drop_duplicates("matter_name")
    names = [quote(voice, QUESTION.cell(row, "matter_name")) for _, row in told.iterrows()]
    return voice.say(FINDING, names=voice.join(names), sides=join_texts(sides, "; "))


def _say_standing(row: pd.Series, subject: Subject) -> Text:
    voice = voice_of(subject)
    bound = {name: QUESTION.cell(row, name) for name in ("component", "year")}
    return voice.say(STANDING, **bound, rank=rank_of(QUESTION, row, voice))
