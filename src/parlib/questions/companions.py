"""What moves with the component within provinces over the years? (các yếu tố liên quan)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, method
from parlib.questions.columns import Column
from parlib.questions.present import confidence, present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject
from parlib.terms import INDICES, MAX_Q_OF_TWO, TOTAL

QUESTION = Question(
    name="companions",
    title=Message("Các yếu tố liên quan", "What goes with it"),
    columns=(
        "term",
        "estimate",
        Column("low", "hundredth", "Cận dưới", "Lower bound"),
        Column("high", "hundredth", "Cận trên", "Upper bound"),
        "p_adjusted",
        Column("n", "count", "Số quan sát", "Observations"),
        "n_provinces",
        "year_from",
        "year_to",
        "r2_within",
    ),
    pages=("component",),
    chart="coefficients",
    gate=Gate(("nation",), otherwise="nation_before"),
    stand=Stand(mixed_units=True, report=(Passage("component_peers", 40, table=False, picture=False),)),
)

NONE_CLEAR = Message(
    "Không thấy thành phần nào có tương quan rõ rệt với chỉ số này qua các năm.",
    "No component clearly goes with this one over the years.",
)
FINDING = Message(
    "Khi điểm của các {places} thay đổi qua các năm, chỉ số này có tương quan với {effects}.",
    "As the scores of {places} change over the years, this component goes with {effects}.",
)
EFFECT = {
    "more": Message(
        "“{term}” ({size}; {level:whole}: {low} – {high})", "“{term}” ({size}; {level:whole}: {low} – {high})"
    ),
    "less": Message(
        "“{term}” theo chiều ngược ({size}; {level:whole}: {low} – {high})",
        "“{term}” in the opposite direction ({size}; {level:whole}: {low} – {high})",
    ),
}
NOTE = Message(
    "Hồi quy dữ liệu bảng, hiệu ứng cố định {place} và năm, sai số cụm theo {place}; n = {n} ({n_provinces} {places}, "
    "{year_from}–{year_to}), hệ số chuẩn hóa; kiểm soát tỷ lệ phát hiện sai (Benjamini–Hochberg), q không quá "
    "{most_q}. Tương quan không có nghĩa là nguyên nhân.",
    "Panel regression with {place} and year effects, errors clustered by {place}; n = {n} ({n_provinces} {places}, "
    "{year_from}–{year_to}), standardised; false discoveries controlled (Benjamini–Hochberg), q of at most "
    "{most_q}. “Goes with” does not mean causes.",
)
AXIS = Message("Hệ số chuẩn hóa", "Standardised coefficient")

MOST_NAMED = 3
"""Most companions that one sentence names."""


def show(subject: Subject, companions: pd.DataFrame) -> Exhibit:
    """Show what moves with the component within provinces over the years.

    Parameters
    ----------
    companions : pandas.DataFrame
        `parlib.study.drivers.regress_companions`.
    """
    if companions.empty:
        return present(QUESTION, subject, Text(), companions.iloc[:, :0], chart="text")
    companions = companions.reset_index(drop=True)
    terms = [name_companion(row, subject) for _, row in companions.iterrows()]
    table = companions.assign(term=terms, estimate=companions["standardised"])
    table = table[
        ["term", "estimate", "low", "high", "p_adjusted", "n", "n_provinces", "year_from", "year_to", "r2_within"]
    ]
    voice = voice_of(subject)
    numbers = {name: QUESTION.cell(table.iloc[0], name) for name in ("n", "n_provinces", "year_from", "year_to")}
    return present(
        QUESTION,
        subject,
        _say_clear(table, companions["goes_with"], subject),
        table,
        name=str(voice.say(AXIS)),
        note=voice.say(NOTE, most_q=method(MAX_Q_OF_TWO, "p_value", "most_q"), **numbers),
        beside=list(dict.fromkeys(companions["index"])),
    )


def name_companion(row: pd.Series, subject: Subject) -> str:
    """Return what a companion is called: its component, with the index where it is another one."""
    if row["index"] == subject.index.id:
        return str(row["component"])
    short = INDICES[row["index"]].call(subject.language)
    return short if row["component_code"] == TOTAL else f"{short}: {row['component']}"


def _say_clear(table: pd.DataFrame, goes_with: pd.Series, subject: Subject) -> Text:
    """Say what clearly goes with the component, strongest first."""
    voice, clear = voice_of(subject), table[goes_with != "unclear"]
    if clear.empty:
        return voice.say(NONE_CLEAR)
    strongest = clear.reindex(clear["estimate"].abs().sort_values(ascending=False).index).head(MOST_NAMED)
    effects = [
        voice.say(
            EFFECT[goes_with[row.name]],
            term=QUESTION.cell(row, "term"),
            size=QUESTION.cell(row, "estimate"),
            level=confidence(),
            low=QUESTION.cell(row, "low"),
            high=QUESTION.cell(row, "high"),
        )
        for _, row in strongest.iterrows()
    ]
    return voice.say(FINDING, effects=voice.join(effects))
