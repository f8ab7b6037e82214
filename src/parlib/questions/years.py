"""Which score and rank had each of the last years? (năm năm gần nhất)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, Voice, join_texts
from parlib.questions.history import list_known
from parlib.questions.present import present, rank_of, voice_of, who
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject

QUESTION = Question(
    name="years",
    title=Message("Năm năm gần nhất", "The last five years"),
    columns=("year", "score", "rank", "n_ranked", "national_mean", "gap_to_mean", "change", "series"),
    pages=("province",),
    gate=Gate(("years",)),
    stand=Stand(report=(Passage("result_history", 20, picture=False),)),
)

FINDING = Message("{who} – {years}.", "{who} – {years}.")
SCORED_AND_RANKED = Message("{year}: {score:unit} ({rank})", "{year}: {score:unit} ({rank})")
SCORED = Message("{year}: {score:unit}", "{year}: {score:unit}")
RANKED = Message("{year}: {rank}", "{year}: {rank}")
NOTE = Message(
    "Các năm khác nhóm ở cột “Các năm so sánh được” khác nhau, hoặc có thể khác nhau, về bộ chỉ số, thang điểm, cách "
    "đo: không nối, không trừ cho nhau.",
    "Years of different groups in the column “Comparable years” differ, or may differ, in framework, scale or way of "
    "measuring: not chained, not subtracted.",
)


def show(subject: Subject, years: pd.DataFrame) -> Exhibit:
    """Show the last five years: score, rank and the mean of all, and where years may not be compared.

    Parameters
    ----------
    years : pandas.DataFrame
        `parlib.study.history.list_years`.
    """
    voice = voice_of(subject)
    known = years[years["score"].notna() | years["rank"].notna()]
    if known.empty:
        return present(QUESTION, subject, Text(), years, chart="none")
    sentences = [_say_year(row, voice) for _, row in known.iterrows()]
    finding = voice.say(FINDING, who=who(subject), years=join_texts(sentences, "; "))
    note = voice.say(NOTE) if years["series"].nunique() > 1 else None
    return present(QUESTION, subject, finding, years, note=note, years=list_known(years))


def _say_year(row: pd.Series, voice: Voice) -> Text:
    """Say the score and rank of a year, as far as they are known."""
    bound = {"year": QUESTION.cell(row, "year"), "score": QUESTION.cell(row, "score")}
    if pd.isna(row["rank"]):
        return voice.say(SCORED, **bound)
    return voice.say(
        RANKED if pd.isna(row["score"]) else SCORED_AND_RANKED, **bound, rank=rank_of(QUESTION, row, voice)
    )
