"""Does the score have a tested trend net of the nation, and how fast does it move? (xu hướng)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Cell, Message, Text, Voice, join_texts, method
from parlib.questions.phrases import say_chance
from parlib.questions.present import confidence, edition, present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject
from parlib.terms import MAX_Q

QUESTION = Question(
    name="trend",
    title=Message("Xu hướng", "Trend"),
    columns=(
        "trend",
        "own_trend",
        "tau",
        "p_value",
        "q_value",
        "net_tau",
        "net_p_value",
        "net_q_value",
        "n_years",
        "year_from",
        "year_to",
        "slope",
        "slope_low",
        "slope_high",
    ),
    pages=("component",),
    gate=Gate(("five_years",)),
    stand=Stand(mixed_units=True, report=(Passage("component_position", 60, table=False),)),
)

COURSES = {
    "up": Message("xu hướng tăng", "an upward trend"),
    "down": Message("xu hướng giảm", "a downward trend"),
    "flat": Message("không thấy xu hướng rõ rệt", "no clear trend"),
}
OWN_ALONE = Message(
    "Kiểm định Mann–Kendall trên {n_years} năm so sánh được ({year_from}–{year_to}): điểm của {here} {own} "
    "({chances}); chưa có bảng điểm {whole} để tách phần biến động chung.",
    "Mann–Kendall test over {n_years} comparable years ({year_from}–{year_to}): the score shows {own} ({chances}); "
    "there is no {national} table from which to tell what {whole} did.",
)
NET = Message(
    "So với trung bình {whole}, {net} (kiểm định Mann–Kendall trên {n_years} năm so sánh được, {year_from}–{year_to}; "
    "{net_chances}).",
    "Against the {national} mean there is {net} (Mann–Kendall test over {n_years} comparable years, "
    "{year_from}–{year_to}; {net_chances}).",
)
MOVED = Message(
    "Điểm của {here}, kể cả phần biến động chung của {whole}: {slope:unit} mỗi năm (trung vị Theil–Sen).",
    "The score itself, with what {whole} did in it, moved by {slope:unit} a year (median of slopes, Theil–Sen).",
)
SPEED = Message(
    "Tốc độ ước lượng (Theil–Sen): {slope:unit} mỗi năm (khoảng tin cậy {confidence:whole}: {slope_low} đến "
    "{slope_high}).",
    "Estimated speed (Theil–Sen): {slope:unit} a year ({confidence:whole} interval {slope_low} to {slope_high}).",
)
FAMILY = Message(
    "p chính xác, tính cả đồng điểm; q: tỷ lệ phát hiện sai trong mọi kiểm định của các {places} và chỉ số thành phần "
    "của {edition} (Benjamini và Hochberg {published}). Chỉ nói có xu hướng khi q không quá {most_q}.",
    "p is exact, ties counted; q is the share of false finds among all tests of {places} and components of {edition} "
    "(Benjamini and Hochberg {published}). A trend is told only with q of at most {most_q}.",
)
RISING = Message(
    "So với trung bình {whole}, điểm có xu hướng tăng trong {n_years} năm so sánh được ({year_from}–{year_to}).",
    "Against the {national} mean the score has tended up over {n_years} comparable years ({year_from}–{year_to}).",
)
FALLING = Message(
    "So với trung bình {whole}, điểm có xu hướng giảm trong {n_years} năm so sánh được ({year_from}–{year_to}).",
    "Against the {national} mean the score has tended down over {n_years} comparable years ({year_from}–{year_to}).",
)
SPAN = ("n_years", "year_from", "year_to")
OF_ITSELF = ["own_trend", "tau", "p_value", "q_value", "slope_low", "slope_high"]
"""Columns of the test of the score itself, which is told only where nothing can be taken off."""


def show(subject: Subject, trend: pd.DataFrame, slope: pd.DataFrame) -> Exhibit:
    """Show whether the score has a tested trend, net of the nation where that is known, and how fast it moves.

    Parameters
    ----------
    trend : pandas.DataFrame
        `parlib.study.history.test_trend`.
    slope : pandas.DataFrame
        `parlib.study.history.estimate_slope`.
    """
    speed = slope[["slope", "low", "high"]].rename(columns={"low": "slope_low", "high": "slope_high"})
    table = pd.concat([trend, speed], axis=1)
    row = table.iloc[0]
    if row["trend"] == row["own_trend"] == "none":
        return present(QUESTION, subject, Text(), table, chart="text")
    voice, is_net = voice_of(subject), row["trend"] != "none"
    table = table.drop(columns=OF_ITSELF if is_net else ["trend", "net_tau", "net_p_value", "net_q_value"])
    finding = join_texts([_say_tests(voice, row), _say_speed(voice, row, MOVED if is_net else SPEED)])
    note = voice.say(
        FAMILY,
        edition=edition(subject),
        published=method(1995, "year", "published"),
        most_q=method(MAX_Q, "hundredth", "most_q"),
    )
    return present(QUESTION, subject, finding, table, note=note)


def say(subject: Subject, trend: pd.DataFrame) -> Text:
    """Say a tested trend for those who do not read tests; nothing where there is none.

    Parameters
    ----------
    trend : pandas.DataFrame
        `parlib.study.history.test_trend`.
    """
    row = trend.iloc[0]
    if row["trend"] not in ("up", "down"):
        return Text()
    return voice_of(subject).say(RISING if row["trend"] == "up" else FALLING, **_bind(row, SPAN))


def _bind(row: pd.Series, names: tuple[str, ...]) -> dict[str, Cell]:
    return {name: QUESTION.cell(row, name) for name in names}


def _say_tests(voice: Voice, row: pd.Series) -> Text:
    """Say what the test found net of the nation, or of the score itself where that is not known, with p and q."""
    if row["trend"] == "none":
        own = {"own": voice.say(COURSES[row["own_trend"]]), "chances": _say_chances(voice, row, "")}
        return voice.say(OWN_ALONE, **own, **_bind(row, SPAN))
    net = {"net": voice.say(COURSES[row["trend"]]), "net_chances": _say_chances(voice, row, "net_")}
    return voice.say(NET, **net, **_bind(row, SPAN))


def _say_chances(voice: Voice, row: pd.Series, side: str) -> Text:
    """Say p and q of a test: ``p = 0.012; q = 0.08``."""
    return join_texts((say_chance(voice, name, QUESTION.cell(row, f"{side}{name}_value")) for name in "pq"), "; ")


def _say_speed(voice: Voice, row: pd.Series, message: Message) -> Text:
    """Say how fast the score moved, with its interval where it stands for itself; nothing with too few years."""
    if pd.isna(row["slope"]):
        return Text()
    if message is MOVED:
        return voice.say(message, **_bind(row, ("slope",)))
    return voice.say(message, confidence=confidence(), **_bind(row, ("slope", "slope_low", "slope_high")))
