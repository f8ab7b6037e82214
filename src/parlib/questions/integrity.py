"""How many people were harassed or asked for extra payment? (liêm chính)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, Voice, join_texts, method
from parlib.questions.columns import Column
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject
from parlib.terms import list_by
from parlib.wording.sources import say_source_of

QUESTION = Question(
    name="integrity",
    title=Message("Liêm chính", "Integrity"),
    columns=(
        "year",
        "measure",
        Column("province_percent", "hundredth", "{here:cap} (%)", "{here:cap} (%)"),
        Column("national_percent", "hundredth", "{whole:cap} (%)", "{national:cap} (%)"),
        Column("low_percent", "hundredth", "Cận dưới (%)", "Lower bound (%)"),
        Column("high_percent", "hundredth", "Cận trên (%)", "Upper bound (%)"),
        "respondents",
    ),
    pages=("sheet", "component", "province"),
    open_on=("sheet",),
    gate=Gate(otherwise="integrity"),
    words={
        "integrity_harassment": Message("Bị gây phiền hà, sách nhiễu", "Harassed"),
        "integrity_extra_payment": Message("Bị gợi ý nộp thêm tiền", "Asked for extra payment"),
        "integrity_none_harass": Message("Không công chức nào gây phiền hà", "No civil servant harasses"),
        "integrity_some_harass": Message("Một số công chức gây phiền hà", "Some civil servants harass"),
        "integrity_many_harass": Message("Nhiều công chức gây phiền hà", "Many civil servants harass"),
        "integrity_none_extra_payment": Message("Không ai phải đưa tiền ngoài quy định", "Nobody pays beyond the fee"),
        "integrity_some_extra_payment": Message(
            "Một số người phải đưa tiền ngoài quy định", "Some people pay beyond the fee"
        ),
        "integrity_many_extra_payment": Message(
            "Nhiều người phải đưa tiền ngoài quy định", "Many people pay beyond the fee"
        ),
    },
    stand=Stand(slide=180, report=(Passage("others_integrity", 10),)),
)

PERCENTAGES = {
    "province_value": "province_percent",
    "national_value": "national_percent",
    "low": "low_percent",
    "high": "high_percent",
}
"""Columns of the study as the table calls them: per cent with the two decimals of the source, not shares."""

FINDING = Message("Năm {year}, {shares}.", "In {year}, {shares}.")
SAID = {
    "integrity_harassment": Message(
        "tỷ lệ người dân bị gây phiền hà, sách nhiễu là {share}%", "{share}% were harassed"
    ),
    "integrity_extra_payment": Message(
        "tỷ lệ người dân bị gợi ý nộp thêm tiền là {share}%", "{share}% were asked for extra payment"
    ),
    "integrity_none_harass": Message(
        "{share}% người trả lời cho biết không bị công chức gây phiền hà",
        "{share}% said that no civil servant harasses",
    ),
    "integrity_none_extra_payment": Message(
        "{share}% người trả lời cho biết không ai phải đưa tiền ngoài quy định",
        "{share}% said that nobody pays beyond the fee",
    ),
}
"""Measures that a sentence names, and how; the table has all."""

BESIDE = Message("{text} ({beside})", "{text} ({beside})")
NATION = Message("{whole} {share}%", "{share}% nationally")
ASKED = Message("n = {n}", "n = {n}")
UP_TO = Message("thực tế có thể tới {high}%", "in truth perhaps up to {high}%")
"""Beside none of those who were asked: of few people, none says little (the rule of three; Hanley 1983)."""
NOBODY = Message(
    "Không ai trong số người được hỏi nêu, song nguồn không công bố số người được hỏi, nên chưa biết tỷ lệ thực tế có "
    "thể tới đâu.",
    "Nobody who was asked told of it, but the source does not say how many were asked, so how far the true share may "
    "reach is not known.",
)
"""The same where the number asked was not published."""
NOTE = Message(
    "Cận dưới, cận trên: khoảng tin cậy {level:whole}.", "Bounds are of intervals of {level:whole} confidence."
)


def show(subject: Subject, integrity: pd.DataFrame) -> Exhibit:
    """Show harassment and extra payment as people reported them, the place beside the nation.

    Parameters
    ----------
    integrity : pandas.DataFrame
        `parlib.study.province.compare_integrity`.
    """
    voice = voice_of(subject)
    known = integrity[integrity["measure"].isin(QUESTION.words)] if len(integrity) else integrity
    if known.empty or known["province_value"].isna().all():
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="text")
    rows = _order_rows(known)
    words = {measure: str(QUESTION.word(measure, voice)) for measure in QUESTION.words}
    names = [column if isinstance(column, str) else column.name for column in QUESTION.columns]
    table = rows[names].assign(measure=rows["measure"].map(words)).dropna(axis=1, how="all")
    bounded = voice.say(NOTE, level=method(0.95, "share", "level")) if "low_percent" in table else Text()
    told = _choose_told(rows)
    unknown = (told["province_percent"] == 0) & told["respondents"].isna()
    note = join_texts([bounded, voice.say(NOBODY) if unknown.any() else Text()])
    surveys = list_by(workbooks="survey")
    named = rows[["source_id", "national_source_id"]].stack().dropna().unique()
    source = say_source_of(subject, surveys[0], list(rows["year"]), list(named)) if len(surveys) == 1 else ""
    return present(QUESTION, subject, _say_newest(told, voice), table, note=note, beside=surveys, source=source)


def _order_rows(integrity: pd.DataFrame) -> pd.DataFrame:
    """Return the rows newest first, within a year in the order of the form."""
    order = {measure: at for at, measure in enumerate(QUESTION.words)}
    rows = integrity.assign(place=integrity["measure"].map(order)).rename(columns=PERCENTAGES)
    return rows.sort_values(["year", "place"], ascending=[False, True], kind="stable", ignore_index=True)


def _choose_told(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that the sentence tells: the newest of the place."""
    known = rows[rows["measure"].isin(SAID)].dropna(subset="province_percent")
    return known[known["year"] == known["year"].max()]


def _say_newest(told: pd.DataFrame, voice: Voice) -> Text:
    """Say the newest integrity shares of the place beside the nation."""
    if told.empty:
        return Text()
    shares = [_say_share(row, voice) for _, row in told.iterrows()]
    return voice.say(FINDING, year=QUESTION.cell(told.iloc[0], "year"), shares=join_texts(shares, "; "))


def _say_share(row: pd.Series, voice: Voice) -> Text:
    """Say a share of those asked, the nation's beside it, and of how many people where that is known."""
    text = voice.say(SAID[row["measure"]], share=QUESTION.cell(row, "province_percent"))
    beside = []
    if pd.notna(row["national_percent"]):
        beside.append(voice.say(NATION, share=QUESTION.cell(row, "national_percent")))
    if pd.notna(row["respondents"]):
        beside.append(voice.say(ASKED, n=QUESTION.cell(row, "respondents")))
    if row["province_percent"] == 0 and pd.notna(row["high_percent"]):
        beside.append(voice.say(UP_TO, high=QUESTION.cell(row, "high_percent")))
    return voice.say(BESIDE, text=text, beside=join_texts(beside, "; ")) if beside else text
