"""How did a place do from month to month within the year? (số liệu từng tháng)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, Voice
from parlib.language.numbers import format_day
from parlib.questions.columns import Column
from parlib.questions.present import present, voice_of, who
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject
from parlib.wording.phrases import are_alike, say
from parlib.wording.sources import COMPUTED
from parlib.wording.titles import SIMULATED

QUESTION = Question(
    name="readings",
    title=Message("Số liệu từng tháng", "Month by month"),
    columns=(
        Column("label", "text", "Tháng", "Month"),
        Column("period", "text", "Tính cho", "Tells of"),
        Column("as_of", "text", "Ngày đọc số liệu", "Read on"),
        "score",
        Column("change", "change", "So với kỳ đọc trước", "Change on the reading before"),
        "rank",
        "n_ranked",
        "national_mean",
        "gap_to_mean",
    ),
    pages=("component", "province", "national"),
    open_on=("province", "national"),
    chart="pairs",
    gate=Gate(needs_table=False),
    words={"month": Message("riêng tháng", "the month alone"), "to": Message("từ đầu năm", "the year so far")},
    stand=Stand(report=(Passage("result_history", 40),)),
)

ONE = Message(
    "Số liệu tháng {label} ({period}): {who} đạt {score:unit}.", "In {label} ({period}): {who}, {score:unit}."
)
UP = Message(
    "{who} tăng từ {score_first:unit} (tháng {label_first}) lên {score:unit} (tháng {label}), {period}.",
    "{who} went up from {score_first:unit} in {label_first} to {score:unit} in {label} ({period}).",
)
DOWN = Message(
    "{who} giảm từ {score_first:unit} (tháng {label_first}) xuống {score:unit} (tháng {label}), {period}.",
    "{who} went down from {score_first:unit} in {label_first} to {score:unit} in {label} ({period}).",
)
SAME = Message(
    "{who} đạt {score:unit} cả trong tháng {label_first} và tháng {label}, {period}.",
    "{who} had {score:unit} both in {label_first} and in {label} ({period}).",
)
NOTE = Message(
    "Số liệu trong năm không phải là kết quả của năm và không so sánh với kết quả của năm.",
    "Readings within a year are not results of the year and are not compared with them.",
)
BOTH = Message(
    " Số liệu của riêng từng tháng và số liệu tính từ đầu năm là hai chuỗi khác nhau.",
    " Figures of a month alone and of the year so far are two different series.",
)


def show(subject: Subject, readings: pd.DataFrame) -> Exhibit:
    """Show the readings within the year, and say from where to where the last series went.

    Parameters
    ----------
    readings : pandas.DataFrame
        `parlib.study.readings.trace_readings`.
    """
    if readings.empty:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none")
    voice = voice_of(subject)
    table = name_periods(QUESTION, readings, voice)
    days = [format_day(day, subject.language) or None for day in table["as_of"]]
    table = table.assign(as_of=days).dropna(axis="columns", how="all")
    note = voice.say(NOTE) + (voice.say(BOTH) if readings["period"].nunique() > 1 else Text())
    drawn = "national_mean" in table and table["national_mean"].notna().all() and readings["period"].nunique() == 1
    years = name_years(table)
    if not drawn:
        said = {"finding": _say_course(subject, table), "table": table, "note": note, "source": name_source(subject)}
        return present(QUESTION, subject, chart="table", of_years=years, **said)
    return present(
        QUESTION,
        subject,
        _say_course(subject, table),
        table,
        note=note,
        source=name_source(subject),
        columns="national_mean,score,gap_to_mean",
        first=str(voice.say(QUESTION.column("national_mean").head)),
        second=subject.province,
        of_years=years,
    )


def name_years(readings: pd.DataFrame) -> str:
    """Return the years that readings are of, by comma: their documents are others than those of the page's year."""
    return ",".join(sorted({label.rpartition("/")[2] for label in readings["label"]}))


def name_periods(question: Question, readings: pd.DataFrame, voice: Voice) -> pd.DataFrame:
    """Return readings with the words for what each tells of."""
    words = {period: str(question.word(period, voice)) for period in question.words}
    return readings.assign(period=readings["period"].map(words))


def name_source(subject: Subject) -> str:
    """Return where readings come from, in one line: not from the results of a year."""
    if subject.simulated:
        return f"{SIMULATED}."
    index = subject.index
    return say(
        subject.language,
        f"{index.call()}, số liệu trong năm ({index.issuer}); {COMPUTED[0]}.",
        f"{index.call('en')}, readings within the year ({index.issuer_en}); {COMPUTED[1]}.",
    )


def _say_course(subject: Subject, table: pd.DataFrame) -> Text:
    """Say where the series of the last reading began and where it is now."""
    voice, last = voice_of(subject), table.iloc[-1]
    first = table[table["period"] == last["period"]].iloc[0]
    bound = {name: QUESTION.cell(last, name) for name in ("label", "period", "score")}
    if first.name == last.name:
        return voice.say(ONE, who=who(subject), **bound)
    alike = are_alike(first["score"], last["score"], subject.index)
    message = SAME if alike else UP if last["score"] > first["score"] else DOWN
    bound |= {f"{name}_first": QUESTION.cell(first, name) for name in ("label", "score")}
    return voice.say(message, who=who(subject), **bound)
