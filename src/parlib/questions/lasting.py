"""Which parts have long been in the bottom quartile, which are new there, which left it? (điểm mất kéo dài, mới)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, join_texts, method
from parlib.questions.phrases import drop_unknown_lasting, name_lost, quote, say_lasts
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject

TABLED = ("component", "status", "lost", "year_before", "lost_before", "years_heavy", "n_years", "lasting_share")
"""Columns that stand in papers."""

QUESTION = Question(
    name="lasting",
    title=Message("Điểm mất kéo dài, mới", "Lasting and new losses"),
    columns=(
        "component",
        "status",
        "lost",
        "lost_before",
        "lost_change",
        "year_before",
        "years_heavy",
        "n_years",
        "lasting_share",
    ),
    pages=("component",),
    gate=Gate(("own", "nation_parts")),
    words={
        "chronic": Message("kéo dài", "chronic"),
        "repeated": Message("lặp lại", "repeated"),
        "new": Message("mới", "new"),
        "heavy": Message("mất nhiều", "heavy"),
        "left": Message("đã ra khỏi nhóm tứ phân vị cuối", "left the bottom quartile"),
        "light": Message("không nặng", "light"),
    },
    stand=Stand(report=(Passage("component_losses", 20, table=TABLED),)),
)

SINCE = {
    "chronic": Message("từ ba kỳ công bố trở lên", "for three published years or more"),
    "repeated": Message("như năm {year_before}", "as in {year_before}"),
    "new": Message("mới so với năm {year_before}", "new since {year_before}"),
    "heavy": Message("chưa có năm trước để so sánh", "no year before to compare"),
    "left": Message("đã ra khỏi nhóm này so với năm {year_before}", "out of that quartile since {year_before}"),
}
"""How long a part has been in the bottom quartile of places, or since when it is out of it."""

NAMED = Message("{since}: {names}", "{since}: {names}")
INSIDE = Message(
    "Thuộc nhóm {quarter:whole} {places} có điểm thấp nhất – {named}.", "In the bottom quartile of {places} – {named}."
)
NONE = Message(
    "Không có thành phần nào thuộc nhóm {quarter:whole} {places} có điểm thấp nhất.",
    "No part is in the bottom quartile of {places}.",
)
NONE_LISTED = Message(
    "Không có thành phần nào trong các thành phần có số liệu thuộc nhóm {quarter:whole} {places} có điểm thấp nhất.",
    "No part with figures is in the bottom quartile of {places}.",
)
LEFT = Message("{named}.", "{named}.")

ITSELF = Message(
    "{here:cap} thuộc nhóm {quarter:whole} {places} có điểm thấp nhất ({since}).",
    "The {here} is in the bottom quartile of {places} ({since}).",
)
ITSELF_NOT = Message(
    "{here:cap} không thuộc nhóm {quarter:whole} {places} có điểm thấp nhất.",
    "The {here} is not in the bottom quartile of {places}.",
)
ITSELF_LEFT = Message(
    "{here:cap} đã ra khỏi nhóm {quarter:whole} {places} có điểm thấp nhất so với năm {year_before}.",
    "The {here} has left the bottom quartile of {places} since {year_before}.",
)


def show(subject: Subject, lasting: pd.DataFrame) -> Exhibit:
    """Show which parts are in the bottom quartile of all places, since when, and which left it, and say so.

    Parameters
    ----------
    lasting : pandas.DataFrame
        `parlib.study.losses.track_losses`.
    """
    lasting = lasting.reset_index(drop=True)
    words = {status: str(QUESTION.word(status, voice_of(subject))) for status in QUESTION.words}
    table = lasting.assign(status=lasting["status"].map(words)).reindex(columns=list(QUESTION.columns))
    if lasting.empty:
        return present(QUESTION, subject, Text(), table, chart="text")
    alone = len(lasting) == 1 and lasting["component_code"].iloc[0] == subject.component_code
    finding = _say_itself(subject, lasting.iloc[0]) if alone else _say_parts(subject, lasting)
    note = say_lasts(voice_of(subject), lasting[lasting["status"] != "light"])
    return present(QUESTION, subject, finding, drop_unknown_lasting(table), note=note, heads=name_lost(subject))


def _say_parts(subject: Subject, lasting: pd.DataFrame) -> Text:
    """Say which parts are in the bottom quartile, since when, and which left it since which year."""
    voice, quarter = voice_of(subject), method(0.25, "share", "quarter")
    named: dict[str, list[Text]] = {"in": [], "left": []}
    for status in SINCE:
        for _, rows in lasting[lasting["status"] == status].groupby("year_before", dropna=False):
            names = voice.join([quote(voice, QUESTION.cell(row, "component")) for _, row in rows.iterrows()])
            sentence = voice.say(NAMED, since=_say_since(subject, rows.iloc[0]), names=names)
            named["left" if status == "left" else "in"].append(sentence)
    none = NONE_LISTED if len(subject.unlisted) else NONE
    inside = voice.say(INSIDE if named["in"] else none, named=join_texts(named["in"], "; "), quarter=quarter)
    left = join_texts(named["left"], "; ").capitalise()
    return join_texts([inside, voice.say(LEFT, named=left) if left else Text()])


def _say_since(subject: Subject, row: pd.Series) -> Text:
    return voice_of(subject).say(SINCE[row["status"]], year_before=QUESTION.cell(row, "year_before"))


def _say_itself(subject: Subject, row: pd.Series) -> Text:
    """Say the same of a component without parts, which is not named as a part of itself."""
    voice, quarter = voice_of(subject), method(0.25, "share", "quarter")
    if row["status"] == "light":
        return voice.say(ITSELF_NOT, quarter=quarter)
    if row["status"] == "left":
        return voice.say(ITSELF_LEFT, quarter=quarter, year_before=QUESTION.cell(row, "year_before"))
    return voice.say(ITSELF, quarter=quarter, since=_say_since(subject, row))
