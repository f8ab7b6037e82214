"""Where did the score come from over the years, beside the nation's? (diễn biến qua các năm)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, Voice, computed, join_texts
from parlib.questions.phrases import count_moved_parts, say_gap, say_moved_parts
from parlib.questions.present import present, say_unit, voice_of, who
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Point, Stand
from parlib.subject import Subject
from parlib.wording.phrases import are_alike

TABLED = ("year", "score", "rank", "n_ranked", "change", "rank_change", "national_median", "best")
"""Columns that stand in papers."""

QUESTION = Question(
    name="history",
    title=Message("Diễn biến qua các năm", "History"),
    columns=(
        "year",
        "score",
        "rank",
        "n_ranked",
        "change",
        "rank_change",
        "national_mean",
        "national_median",
        "lower_quartile",
        "upper_quartile",
        "best",
        "max_score",
        "segment",
        "gap_to_median",
        "gap_to_mean",
    ),
    pages=("component", "province"),
    open_on=("component", "province"),
    chart="history",
    gate=Gate(("years",)),
    stand=Stand(
        slide=40,
        point=Point(20, Message("Diễn biến", "History")),
        panel=10,
        report=(Passage("result_history", 10, table=TABLED), Passage("component_position", 50, table=False)),
    ),
)

NO_SCORE = Message("Chưa có năm nào có điểm số của {who}.", "No year has a score of {who}.")
ONE_YEAR = Message(
    "Năm {year} đạt {score:unit}; điểm không so sánh được với năm nào trước đó.",
    "In {year} the score was {score:unit}; no earlier score may be compared with it.",
)
UP = Message(
    "Từ {score_first:unit} năm {year_first} lên {score:unit} năm {year}{beside}.",
    "The score went from {score_first:unit} in {year_first} up to {score:unit} in {year}{beside}.",
)
DOWN = Message(
    "Từ {score_first:unit} năm {year_first} xuống {score:unit} năm {year}{beside}.",
    "The score went from {score_first:unit} in {year_first} down to {score:unit} in {year}{beside}.",
)
SAME = Message(
    "Năm {year_first} và năm {year} cùng đạt {score:unit}{beside}.",
    "The score was {score:unit} in both {year_first} and {year}{beside}.",
)
BESIDE = {
    "gap_to_median": Message("trung vị {whole}", "the {national} median"),
    "gap_to_mean": Message("trung bình {whole}", "the {national} mean"),
}

CUT = Message("{year_before}/{year}", "{year_before}/{year}")
FRAMEWORK = Message(
    "Không so sánh điểm qua mốc {cuts}: bộ chỉ số hoặc thang điểm đã đổi.",
    "Scores are not compared across {cuts}: the framework or the scale changed.",
)
BREAK = Message(
    "Năm {year}, {alike:whole} số {place} cùng {way}, trung bình {moved:points}, gấp {ratio} lần độ lệch chuẩn giữa "
    "các {places}: {reason}; không so sánh điểm qua mốc {cut}.",
    "In {year}, {alike:whole} of the {places} {way} alike, by {moved:points} on average, {ratio} times the standard "
    "deviation between {places}: {reason}; scores are not compared across {cut}.",
)
ROSE, FELL = Message("tăng", "rose"), Message("giảm", "fell")
CHANGED = Message("câu hỏi hoặc cách tính đã thay đổi", "the questions or the method changed")
UNSURE = Message(
    "câu hỏi hoặc cách tính có thể đã thay đổi, chưa có tài liệu xác nhận",
    "the questions or the method may have changed, which no document at hand confirms",
)
MEASURES = {"alike": "share", "moved": "change", "ratio": "tenth"}
"""What is told of a year in which nearly all places moved alike."""


def show(subject: Subject, history: pd.DataFrame, moved: pd.DataFrame) -> Exhibit:
    """Show the path beside the nation's, with breaks where years may not be compared, and say from where to where.

    Parameters
    ----------
    history : pandas.DataFrame
        `parlib.study.history.trace_history`.
    moved : pandas.DataFrame
        `parlib.study.moved.list_moved_parts`.
    """
    moved = _choose_moved(history, moved)
    table = add_gap(history.drop(columns=["series", *history.filter(like="break_")]))
    asked: dict[str, Any] = {
        "finding": _say_path(subject, table),
        "table": table,
        "note": join_texts([say_moved_parts(voice_of(subject), moved), _say_cuts(subject, history)]),
        "figures": _list_breaks(history) | count_moved_parts(moved),
        "years": list_known(history),
    }
    if table["score"].notna().sum() < 2:
        return present(QUESTION, subject, chart="table" if len(table) else "text", **asked)
    return present(
        QUESTION,
        subject,
        province=subject.province,
        unit=say_unit(subject),
        decimals=subject.index.decimals,
        **asked,
    )


def _choose_moved(history: pd.DataFrame, moved: pd.DataFrame) -> pd.DataFrame:
    """Return the parts that moved within the path that the sentence tells: after its first year, up to its last."""
    known = history.dropna(subset="score")
    told = known[known["segment"] == known["segment"].iloc[-1]]["year"] if len(known) else known["year"]
    return moved[(moved["year"] > told.min()) & (moved["year"] <= told.max())]


def list_known(history: pd.DataFrame) -> list[int]:
    """Return the years in which the place has a score or a rank."""
    return history.loc[history[["score", "rank"]].notna().any(axis=1), "year"].astype(int).tolist()


def add_gap(history: pd.DataFrame) -> pd.DataFrame:
    """Return *history* with how far the score lies above the median, or above the mean where no median is known."""
    last = history.dropna(subset="score").tail(1)
    gaps = {f"gap_to_{mark}": history["score"] - history[f"national_{mark}"] for mark in ("median", "mean")}
    if history["national_median"].isna().all() and history["national_mean"].notna().any():
        gaps.pop("gap_to_median")
    elif last["national_median"].notna().all() or last["national_mean"].isna().all():
        gaps.pop("gap_to_mean")
    return history.assign(**gaps)


def _say_path(subject: Subject, table: pd.DataFrame) -> Text:
    """Say the path over the comparable years up to the last figure: from where to where, against the median."""
    voice, known = voice_of(subject), table.dropna(subset="score")
    if known.empty:
        return voice.say(NO_SCORE, who=who(subject))
    last = known.iloc[-1]
    first = known[known["segment"] == last["segment"]].iloc[0]
    bound = {"year": QUESTION.cell(last, "year"), "score": QUESTION.cell(last, "score")}
    if first["year"] == last["year"]:
        return voice.say(ONE_YEAR, **bound)
    alike = are_alike(first["score"], last["score"], subject.index)
    message = SAME if alike else UP if last["score"] > first["score"] else DOWN
    return voice.say(
        message,
        year_first=QUESTION.cell(first, "year"),
        score_first=QUESTION.cell(first, "score"),
        beside=_say_beside(voice, last),
        **bound,
    )


def _say_beside(voice: Voice, last: pd.Series) -> Text:
    """Say how far the last score lies above or below the nation's median, or its mean."""
    for column, mark in BESIDE.items():
        if pd.notna(last.get(column)):
            return ", " + say_gap(voice, QUESTION.cell(last, column), voice.say(mark))
    return Text()


def _list_cuts(history: pd.DataFrame) -> pd.DataFrame:
    """Return the years that may not be compared with the year above them."""
    return history[history["segment"].diff() > 0]


def _list_breaks(history: pd.DataFrame) -> dict[str, float]:
    """Return what is told of the years in which the instrument broke, by name and year."""
    broken = _list_cuts(history).dropna(subset="break_decision")
    return {f"{name}_{row['year']}": float(row[f"break_{name}"]) for _, row in broken.iterrows() for name in MEASURES}


def _say_cuts(subject: Subject, history: pd.DataFrame) -> Text:
    """Say between which years scores may not be compared and why, or nothing where all may."""
    voice, cuts = voice_of(subject), _list_cuts(history)
    broken = cuts["break_decision"].notna()
    pairs = [_name_cut(voice, history, at) for at in cuts.index[~broken]]
    framework = voice.say(FRAMEWORK, cuts=voice.join(pairs)) if pairs else Text()
    return join_texts([framework, *(_say_break(voice, history, at) for at in cuts.index[broken])])


def _name_cut(voice: Voice, history: pd.DataFrame, at: int) -> Text:
    years = {name: QUESTION.cell(history.loc[row], "year") for name, row in (("year_before", at - 1), ("year", at))}
    return voice.say(CUT, **years)


def _say_break(voice: Voice, history: pd.DataFrame, at: int) -> Text:
    """Say what nearly all places did alike in a year, and whether it is known that the instrument changed."""
    row = history.loc[at]
    figures = {name: computed(row[f"break_{name}"], kind, f"{name}_{row['year']}") for name, kind in MEASURES.items()}
    return voice.say(
        BREAK,
        year=QUESTION.cell(row, "year"),
        way=voice.say(ROSE if row["break_moved"] > 0 else FELL),
        reason=voice.say(CHANGED if row["break_decision"] == "break" else UNSURE),
        cut=_name_cut(voice, history, at),
        **figures,
    )
