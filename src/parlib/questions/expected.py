"""What was to be expected of the year if nothing changed, what came of it, and what of the next? (dự kiến)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, about, join_texts, method
from parlib.questions.columns import Column
from parlib.questions.phrases import say_chance
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.terms import MAX_Q

QUESTION = Question(
    name="expected",
    title=Message("Dự kiến nếu không đổi", "Expected if unchanged"),
    columns=(
        "place",
        "year_base",
        "year",
        Column("base", "score", "Năm trước", "Year before"),
        "expected",
        "low",
        "high",
        "actual",
        "difference",
        Column("common_move", "change", "Biến động chung", "Common move"),
        Column("own_change", "change", "Thay đổi riêng", "Own change"),
        Column("own_q", "p_value", "q của thay đổi riêng", "q of the own change"),
        Column("n_pairs", "count", "Số cặp năm làm căn cứ", "Pairs of years it rests on"),
        "coverage",
        Column("held", "share", "Tỷ lệ đúng khi thử lại", "Held in tests"),
        Column("n_tested", "count", "Số năm thử lại", "Years tested"),
    ),
    pages=("component", "province"),
    gate=Gate(("nation_before",)),
)

FINDING = Message(
    "Từ kết quả {year_base}, {index} {year} của {place_name}{new} dự kiến khoảng {expected:unit}; khoảng "
    "{coverage:whole}: {low}–{high}; {came}.",
    "From {year_base}, {index} {year} of {place_name}{new} is expected at about {expected:unit}, {coverage:whole} "
    "interval {low}–{high}; {came}.",
)
NEW = Message(" ({n} {places})", " (of the {n})")
NOT_YET = Message("chưa có số liệu kết quả của năm này", "the results of that year are not at hand")
NOT_WHOLE = Message("năm này không có điểm đầy đủ", "the year has no whole score")
CAME = Message(
    "{kind} {actual:unit}, {side}; {whole} {common_move}, phần riêng {own_change}: {verdict}{chance}",
    "{kind} {actual:unit}, {side}; {whole} moved by {common_move}, the {here}'s own part is {own_change}: "
    "{verdict}{chance}",
)
BACK_CAST, PUBLISHED = Message("số quy đổi", "the back-cast is"), Message("thực tế", "it came to")
SIDES = {
    "inside": Message("trong khoảng", "within the range"),
    "above": Message("trên khoảng", "above the range"),
    "below": Message("dưới khoảng", "below the range"),
}
VERDICTS = {
    "rise": Message("tăng rõ", "a clear rise"),
    "fall": Message("giảm rõ", "a clear fall"),
    "": Message("chưa phải thay đổi rõ", "no clear change"),
}
CHANCE = Message(", {chance}", ", {chance}")
NOTE = Message(
    "Khoảng dự báo dựa trên {pairs} cặp năm so sánh được (mỗi năm tính là một quan sát): biến động chung của {whole} "
    "và phần riêng của {here} tính riêng; khoảng cách của {here} tới trung bình dự kiến thu hẹp như trong các năm "
    "trước; cộng thêm dải trọng số. Thay đổi rõ: phần riêng, trừ biến động chung, với q không quá {level} trong mọi "
    "{places} và chỉ số thành phần của năm.",
    "The interval rests on {pairs} pairs of comparable years (a year is one observation): the common move of {whole} "
    "and the {here}'s own part are told apart; its distance to the mean is expected to shrink as in past years; the "
    "range over weightings is added. A clear change is the own part, net of the common move, with q of at most {level} "
    "among all {places} and components of the year.",
)
TESTED = Message(
    "Thử lại trên {n_tested} năm đã có: khoảng chứa {held:whole} số {place}.",
    "Tested on {n_tested} past {n_tested:=year|years}: it held {held:whole} of the {places}.",
)

NEW_PROVINCES = 34


def show(subject: Subject, expected: pd.DataFrame) -> Exhibit:
    """Show what to expect of the new province next year if nothing changes, and what came of it.

    Parameters
    ----------
    expected : pandas.DataFrame
        `parlib.study.outlook.expect_years`.
    """
    hidden = ["province_code", "status", "clear", "actual_kind", "base_low", "base_high", "unmerged"]
    expected = expected.reset_index(drop=True)
    table = expected.drop(columns=hidden)
    if table.empty:
        return present(QUESTION, subject, Text(), table, chart="none")
    sentences = [_say_year(row, expected.loc[row.name], subject) for _, row in table.iterrows()]
    return present(QUESTION, subject, join_texts(sentences), table, note=_say_method(table, subject), beside=["gso"])


def _say_year(row: pd.Series, study: pd.Series, subject: Subject) -> Text:
    """Say what was to be expected of one year and what came; one that the merger left as it was is no new province."""
    voice = voice_of(subject)
    new = Text() if study["unmerged"] else voice.say(NEW, n=method(NEW_PROVINCES, "count", "new_provinces"))
    unknown = {"not_yet": NOT_YET, "not_whole": NOT_WHOLE}.get(study["status"])
    names = ("year_base", "year", "expected", "coverage", "low", "high")
    return voice.say(
        FINDING,
        index=about(subject.index.call(subject.language), "index"),
        place_name=QUESTION.cell(row, "place"),
        new=new,
        came=voice.say(unknown) if unknown else _say_came(row, study, subject),
        **{name: QUESTION.cell(row, name) for name in names},
    )


def _say_came(row: pd.Series, study: pd.Series, subject: Subject) -> Text:
    """Say what came, and what is left of the difference once the country's move is taken off."""
    voice = voice_of(subject)
    chance = Text()
    if pd.notna(row["own_q"]):
        chance = voice.say(CHANCE, chance=say_chance(voice, "q", QUESTION.cell(row, "own_q")))
    return voice.say(
        CAME,
        kind=voice.say(BACK_CAST if study["actual_kind"] == "back_cast" else PUBLISHED),
        side=voice.say(SIDES[study["status"]]),
        verdict=voice.say(VERDICTS[study["clear"]]),
        chance=chance,
        **{name: QUESTION.cell(row, name) for name in ("actual", "common_move", "own_change")},
    )


def _say_method(table: pd.DataFrame, subject: Subject) -> Text:
    """Say what the intervals are made of, and how such intervals held on past years."""
    voice, last = voice_of(subject), table.iloc[-1]
    pairs = voice.join([QUESTION.cell(row, "n_pairs") for _, row in table.iterrows()])
    note = voice.say(NOTE, pairs=pairs, level=method(MAX_Q, "hundredth", "q"))
    if pd.isna(last["held"]):
        return note
    tested = {name: QUESTION.cell(last, name) for name in ("n_tested", "held")}
    return join_texts([note, voice.say(TESTED, **tested)])
