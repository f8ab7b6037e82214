"""How did the score move across changed frameworks, on the part that may be compared? (chuỗi nối)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text
from parlib.questions.columns import Column
from parlib.questions.present import present, say_unit, this_year, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.terms import TOTAL
from parlib.wording.phrases import are_alike

QUESTION = Question(
    name="chain",
    title=Message("Chuỗi nối qua đổi bộ chỉ số", "Chained over frameworks"),
    columns=(
        "year",
        "score",
        "max_score",
        "rank",
        "n_ranked",
        "national_median",
        "lower_quartile",
        "upper_quartile",
        "comparable_share",
        Column("n_parts", "count", "Số thành phần nối được", "Parts followed"),
        "n_all",
        "n_unverified",
        "segment",
        Column("chained_from", "year", "Nối từ năm", "Chained from"),
    ),
    pages=("component", "province"),
    chart="history",
    gate=Gate(),
)

FINDING = Message(
    "Trên phần so sánh được qua các lần đổi bộ chỉ số hoặc công cụ đo ({share} điểm tối đa, {n_parts}/{n_all} thành "
    "phần): từ {start:unit} năm {first_year} {way} {end:unit} năm {last_year} (tối đa {max_score}){ranked}.",
    "On the part that may be compared across changed frameworks and instruments ({share} of the maximum, "
    "{n_parts}/{n_all} parts): from {start:unit} in {first_year} {way} {end:unit} in {last_year} (at most "
    "{max_score}){ranked}.",
)
UP, DOWN, LEVEL = Message("lên", "up to"), Message("xuống", "down to"), Message("đến", "to")
RANKED = Message(", xếp thứ {rank}/{n_ranked} trên phần này", ", ranked {rank}/{n_ranked} on it")
NOTE = Message(
    "Chỉ tính các thành phần theo dõi được qua mọi năm, quy về thang điểm năm {now}; nối qua mốc {crossed} theo "
    "bảng nối đã rà soát. Cùng nội dung không có nghĩa câu hỏi giữ nguyên từng chữ.{unverified}",
    "Only parts that may be followed through all years count, on the scale of {now}; chained across {crossed} by the "
    "reviewed table of links. The same matter need not be the same wording of the question.{unverified}",
)
CROSSED = Message("{before}/{after}", "{before}/{after}")
UNVERIFIED = Message(
    " {n} thành phần nối qua nhãn chưa kiểm chứng.",
    " {n} {n:=part is|parts are} followed over a label that is not verified.",
)


def show(subject: Subject, chained: pd.DataFrame, breaks: pd.DataFrame) -> Exhibit:
    """Show the component over changed frameworks, on the part that may be compared.

    Parameters
    ----------
    chained : pandas.DataFrame
        `parlib.study.bridge.chain_history`.
    breaks : pandas.DataFrame
        `parlib.study.bridge.list_breaks`.
    """
    if chained["score"].notna().sum() < 2:
        return present(
            QUESTION, subject, Text(), chained.iloc[:, :0], chart="none", lacking=_find_lacking(breaks, subject)
        )
    crossed = breaks.set_index("year_after")["year_before"]
    table = chained.reset_index(drop=True)
    table["chained_from"] = table["year"].map(crossed).where(table.index > 0)
    return present(
        QUESTION,
        subject,
        _say_path(table, subject),
        table,
        note=_say_method(table, subject),
        province=subject.province,
        unit=say_unit(subject),
        decimals=subject.index.decimals,
    )


def _find_lacking(breaks: pd.DataFrame, subject: Subject) -> str:
    """Return what is lacking: links between frameworks, or what says whether a question of the same code changed."""
    if breaks.empty or not breaks["unknown"].any():
        return ""  # what may be followed is known: too little of it
    return "links" if subject.component_code == TOTAL and not breaks["same"].any() else "instrument"


def _say_path(table: pd.DataFrame, subject: Subject) -> Text:
    """Say the path over the comparable part from the first year to the last."""
    voice, known = voice_of(subject), table.dropna(subset="score")
    first, last = known.iloc[0], known.iloc[-1]
    alike = are_alike(first["score"], last["score"], subject.index)
    way = LEVEL if alike else UP if last["score"] > first["score"] else DOWN
    cells = {name: QUESTION.cell(last, name) for name in ("n_parts", "n_all", "max_score")}
    ranks = {name: QUESTION.cell(last, name) for name in ("rank", "n_ranked")}
    return voice.say(
        FINDING,
        share=QUESTION.cell(last, "comparable_share"),
        start=QUESTION.cell(first, "score"),
        first_year=QUESTION.cell(first, "year"),
        way=voice.say(way),
        end=QUESTION.cell(last, "score"),
        last_year=QUESTION.cell(last, "year"),
        ranked=voice.say(RANKED, **ranks) if pd.notna(last["rank"]) else Text(),
        **cells,
    )


def _say_method(table: pd.DataFrame, subject: Subject) -> Text:
    """Say how the series was chained, and what it rests on that was not verified."""
    voice, first = voice_of(subject), table.iloc[0]
    crossed = [
        voice.say(CROSSED, before=QUESTION.cell(row, "chained_from"), after=QUESTION.cell(row, "year"))
        for _, row in table[table["chained_from"].notna()].iterrows()
    ]
    unverified = voice.say(UNVERIFIED, n=QUESTION.cell(first, "n_unverified")) if first["n_unverified"] else Text()
    return voice.say(NOTE, now=this_year(subject), crossed=voice.join(crossed), unverified=unverified)
