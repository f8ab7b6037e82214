"""What came from documents, and what from surveys and outcomes? (thẩm định tài liệu, điều tra xã hội học)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, join_texts
from parlib.questions.columns import Column
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Point, Stand
from parlib.subject import Subject
from parlib.wording.phrases import is_zero

QUESTION = Question(
    name="sides",
    title=Message("Tài liệu và điều tra", "Documents and surveys"),
    columns=(
        Column("side", "text", "Phần điểm", "Points from"),
        "max_score",
        "score",
        "lost",
        "share",
        "national_share",
        "rank",
        "n_ranked",
    ),
    pages=("sheet", "component", "province"),
    open_on=("sheet",),
    gate=Gate(otherwise="board", only="scoreboard"),
    words={
        "documents": Message("Thẩm định tài liệu", "Documents"),
        "surveys": Message("Điều tra xã hội học và tác động", "Surveys and outcomes"),
    },
    stand=Stand(
        slide=100,
        point=Point(70, Message("Tài liệu, điều tra", "Documents, surveys"), spare=True),
        report=(Passage("components_parts", 10, picture=False), Passage("component_losses", 30, picture=False)),
    ),
)

GAVE = {
    "documents": Message(
        "thẩm định tài liệu đạt {share}{nation}, mất {lost:unit}", "documents gave {share}{nation}, {lost:unit} lost"
    ),
    "surveys": Message(
        "điều tra xã hội học và tác động đạt {share}{nation}, mất {lost:unit}",
        "surveys and outcomes gave {share}{nation}, {lost:unit} lost",
    ),
}
GAVE_ALL = {
    "documents": Message(
        "thẩm định tài liệu đạt {share}{nation}, không mất điểm", "documents gave {share}{nation}, no point lost"
    ),
    "surveys": Message(
        "điều tra xã hội học và tác động đạt {share}{nation}, không mất điểm",
        "surveys and outcomes gave {share}{nation}, no point lost",
    ),
}
NATION = Message(" ({whole} {share})", " ({share} in {whole})")


def show(subject: Subject, sides: pd.DataFrame) -> Exhibit:
    """Show points from documents beside points from surveys and outcomes.

    Parameters
    ----------
    sides : pandas.DataFrame
        `parlib.study.granted.compare_sides`.
    """
    if sides.empty:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none", lacking="board")
    voice = voice_of(subject)
    gave = [_say_side(row, subject) for _, row in sides.iterrows()]
    named = sides.assign(side=[str(QUESTION.word(side, voice)) for side in sides["side"]])
    finding = (join_texts(gave, "; ") + ".").capitalise()
    return present(QUESTION, subject, finding, named.drop(columns="n_claimed").dropna(axis="columns", how="all"))


def _say_side(row: pd.Series, subject: Subject) -> Text:
    """Say what one side gave and lost; nothing of the nation where not (nearly) all of it is known."""
    voice, nation = voice_of(subject), Text()
    if pd.notna(row["national_share"]):
        nation = voice.say(NATION, share=QUESTION.cell(row, "national_share"))
    share, lost = QUESTION.cell(row, "share"), QUESTION.cell(row, "lost")
    if is_zero(row["lost"], subject.index):
        return voice.say(GAVE_ALL[row["side"]], share=share, nation=nation)
    return voice.say(GAVE[row["side"]], share=share, nation=nation, lost=lost)
