"""Did the places come closer, on the index and on each of its parts? (xích lại gần nhau)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed
from parlib.questions.columns import Column
from parlib.questions.present import confidence, present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject

QUESTION = Question(
    name="convergence",
    title=Message("Xích lại gần nhau", "Convergence"),
    columns=(
        Column("term", "text", "Chỉ số", "Indicator"),
        Column("estimate", "hundredth", "Thay đổi độ lệch chuẩn (%)", "Change of the spread (%)"),
        Column("low", "hundredth", "Thay đổi độ lệch chuẩn (%), cận dưới", "Change of the spread (%), lower bound"),
        Column("high", "hundredth", "Thay đổi độ lệch chuẩn (%), cận trên", "Change of the spread (%), upper bound"),
        "verdict",
        Column("slope", "change", "Beta", "Beta"),
        Column("slope_low", "change", "Beta, cận dưới", "Beta, lower bound"),
        Column("slope_high", "change", "Beta, cận trên", "Beta, upper bound"),
        "n",
        "year_from",
        "year_to",
    ),
    pages=("national",),
    chart="coefficients",
    gate=Gate(("nation", "nation_before")),
    words={
        "converging": Message("thu hẹp", "shrinks"),
        "diverging": Message("rộng ra", "grows"),
        "undecided": Message("không rõ rệt", "not clear"),
    },
)

_COLUMNS = [
    "term",
    "estimate",
    "low",
    "high",
    "verdict",
    "slope",
    "slope_low",
    "slope_high",
    "n",
    "year_from",
    "year_to",
]

FINDING = Message(
    "Chênh lệch giữa các {places} {changes} trong {n} chỉ số xét được{own}{most}.",
    "The spread between {places} {changes} of {n} indicators that can be tested{own}{most}.",
)
COUNTED = {
    "converging": Message("thu hẹp rõ ở {n}", "clearly shrank on {n}"),
    "diverging": Message("rộng ra rõ ở {n}", "clearly grew on {n}"),
}
NOWHERE = Message("không thay đổi rõ ở chỉ số nào", "clearly changed on none")
OWN = Message("; chỉ số chung: {change}", "; the indicator itself: {change}")
MOST = Message("; thay đổi rõ nhiều nhất ở “{name}”: {change}", "; the largest clear change is on “{name}”: {change}")
CHANGE = Message(
    "{estimate:signed}% ({level:whole}: {low:signed} – {high:signed}; {year_from}–{year_to})",
    "{estimate:signed}% ({level:whole}: {low:signed} – {high:signed}; {year_from}–{year_to})",
)
AXIS = Message("Thay đổi độ lệch chuẩn giữa các {places} (%)", "Change of the standard deviation between {places} (%)")
NOTE = Message(
    "Thay đổi độ lệch chuẩn từ năm so sánh được đầu tiên, khoảng bootstrap theo {place}. Hệ số beta (bảng số liệu) âm "
    "ở nơi {place} xuất phát thấp tăng nhanh hơn; riêng nhiễu của năm đầu cũng làm beta âm, nên chỉ đọc cùng độ lệch "
    "chuẩn.",
    "Change of the standard deviation since the first comparable year, bootstrap interval over {places}. Beta (in the "
    "table) is negative where {places} that began low gained faster; noise in the first year alone makes it negative, "
    "so it is read with the spread only.",
)


def show(subject: Subject, convergence: pd.DataFrame) -> Exhibit:
    """Show by how much the spread between places changed on the index and on each part, with intervals.

    Parameters
    ----------
    convergence : pandas.DataFrame
        `parlib.study.inequality.test_convergence_of_parts`.
    """
    voice = voice_of(subject)
    verdicts = {name: str(QUESTION.word(name, voice)) for name in QUESTION.words}
    table = convergence.rename(columns={"component": "term"}).assign(verdict=convergence["verdict"].map(verdicts))
    table = table[_COLUMNS]
    if table.empty:
        return present(QUESTION, subject, Text(), table, chart="text")
    return present(
        QUESTION,
        subject,
        say(subject, convergence),
        table,
        name=str(voice.say(AXIS)),
        note=voice.say(NOTE),
        figures=_count(convergence),
    )


def _count(convergence: pd.DataFrame) -> dict[str, int]:
    """Return how many indicators clearly converge and diverge, and of how many."""
    counts = {name: int((convergence["verdict"] == name).sum()) for name in COUNTED}
    return counts | {"n_indicators": len(convergence)}


def say(subject: Subject, convergence: pd.DataFrame) -> Text:
    """Say on how many indicators the spread clearly shrank or grew, on the index itself, and where it changed most."""
    voice, counts = voice_of(subject), _count(convergence)
    changes = [
        voice.say(message, n=computed(counts[name], "count", name)) for name, message in COUNTED.items() if counts[name]
    ]
    named = convergence.rename(columns={"component": "term"}).reset_index(drop=True)
    own = named[named["component_code"] == subject.component_code]
    clear = named[named["verdict"] != "undecided"]
    most = clear.loc[clear["estimate"].abs().idxmax()] if len(clear) else None
    other = most is not None and most["component_code"] != subject.component_code
    return voice.say(
        FINDING,
        changes=voice.join(changes) if changes else voice.say(NOWHERE),
        n=computed(counts["n_indicators"], "count", "n_indicators"),
        own=voice.say(OWN, change=_say_change(subject, own.iloc[0])) if len(own) else Text(),
        most=voice.say(MOST, name=QUESTION.cell(most, "term"), change=_say_change(subject, most)) if other else Text(),
    )


def _say_change(subject: Subject, row: pd.Series) -> Text:
    """Say a change of the spread with its interval and its years."""
    cells = {name: QUESTION.cell(row, name) for name in ("estimate", "low", "high", "year_from", "year_to")}
    return voice_of(subject).say(CHANGE, level=confidence(), **cells)
