"""How many dossiers were on time, late and overdue, against the year before and the 766 set? (hồ sơ một cửa)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, about, join_texts
from parlib.language.numbers import format_day
from parlib.questions.columns import Column
from parlib.questions.onestop_parts import LONGEST, SHARED, name_source
from parlib.questions.present import present, this_year, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject

QUESTION = Question(
    name="onestop",
    title=Message("Hồ sơ một cửa", "One-stop dossiers"),
    columns=(
        Column("received", "count", "Tiếp nhận", "Received"),
        SHARED["judged"],
        SHARED["on_time_share"],
        "year_before",
        SHARED["share_before"],
        SHARED["share_change"],
        Column("published_share", "share", "Tiến độ giải quyết, điểm công bố", "Published points for time"),
        SHARED["late"],
        SHARED["late_median"],
        Column("late_max", "count", "Chậm nhiều nhất (ngày làm việc)", "Latest (working days)"),
        Column("pending", "count", "Đang giải quyết, còn hạn", "In progress, in time"),
        SHARED["overdue"],
        SHARED["overdue_max"],
        Column("paused", "count", "Tạm dừng, chờ bổ sung", "Paused, papers awaited"),
        Column("no_due", "count", "Không ghi hạn trả", "No day promised"),
        Column("odd", "count", "Ngày tháng mâu thuẫn", "Days in contradiction"),
        Column("withdrawn", "count", "Rút, từ chối (không tính)", "Withdrawn, refused (not counted)"),
        Column("double", "count", "Trùng mã (không tính)", "Entered twice (not counted)"),
    ),
    pages=("onestop",),
    open_on=("onestop",),
    gate=Gate(needs_table=False),
    stand=Stand(slide=182, report=(Passage("onestop", 10),)),
)

FINDING = Message(
    "Năm {year}, {judged} hồ sơ có hạn trả đã được giải quyết, {on_time_share} trước và đúng hạn; {late} hồ sơ trả quá "
    "hạn.{before}{published}",
    "In {year}, {judged} dossiers with a promised day were returned, {on_time_share} of them on time and {late} "
    "late.{before}{published}",
)
NONE_JUDGED = Message(
    "Năm {year}, {received} hồ sơ được tiếp nhận, chưa hồ sơ nào có hạn trả được giải quyết.",
    "In {year}, {received} dossiers were received and none with a promised day was returned yet.",
)
BEFORE = Message(
    " Năm {year_before}, tỷ lệ đúng hạn là {share_before}.", " In {year_before}, {share_before} were on time."
)
PUBLISHED = Message(
    " {set} ghi nhận {published_share} số điểm về tiến độ giải quyết.",
    " The {set} gives {published_share} of its points for processing on time.",
)
WAITING = Message(
    " Đến ngày {day}, {overdue} hồ sơ đang giải quyết đã quá hạn{longest}.",
    " On {day}, {overdue} dossiers in progress were overdue{longest}.",
)
NONE_WAITING = Message(
    " Đến ngày {day}, không còn hồ sơ quá hạn chưa trả.", " On {day}, no dossier in progress was overdue."
)
NOTE = Message(
    "Trả trong ngày hẹn là đúng hạn; hạn rơi vào thứ bảy, chủ nhật chuyển sang thứ hai; ngày nghỉ lễ chưa được trừ. Tỷ "
    "lệ tính trên hồ sơ đã trả có hạn. Tên, số định danh, số điện thoại, địa chỉ của người nộp không được lưu.",
    "A return on the promised day is on time; a day that falls on a weekend moves to Monday; public holidays are not "
    "taken off. Shares are of dossiers returned that had a promised day. Names, identity numbers, telephone numbers "
    "and addresses of applicants are not stored.",
)


def show(subject: Subject, whole: pd.DataFrame, day: str) -> Exhibit:
    """Show the dossiers of a year in one row.

    Parameters
    ----------
    whole : pandas.DataFrame
        `parlib.study.onestop.sum_dossiers`.
    day : str
        Day for which it is told what is overdue, ``2025-12-31``.
    """
    voice = voice_of(subject)
    bound = {name: QUESTION.cell(whole.iloc[0], name) for name in whole.columns} | {
        "year": this_year(subject),
        "set": about(subject.index.call(subject.language), "index"),
    }
    if whole["judged"].iloc[0]:
        before = voice.say(BEFORE, **bound) if "share_before" in whole else Text()
        published = voice.say(PUBLISHED, **bound) if "published_share" in whole else Text()
        finding = voice.say(FINDING, **bound | {"before": before, "published": published})
    else:
        finding = voice.say(NONE_JUDGED, **bound)
    on = about(format_day(day, subject.language), "day")
    longest = voice.say(LONGEST, **bound) if whole["overdue_max"].notna().any() else Text()
    waiting = voice.say(WAITING if whole["overdue"].iloc[0] else NONE_WAITING, **bound, day=on, longest=longest)
    table = whole.dropna(axis="columns", how="all")
    return present(
        QUESTION, subject, join_texts([finding, waiting], ""), table, note=voice.say(NOTE), source=name_source(subject)
    )
