"""Sentences about what if, and how sure."""

from __future__ import annotations

import pandas as pd

from parlib.subject import Subject
from parlib.terms import TOLERANCE
from parlib.wording.numbers import format_number
from parlib.wording.phrases import join_words, say, say_points

DRIFT_NOTE = (
    "Thứ hạng mới: các tỉnh khác giữ nguyên điểm. Khoảng năm sau: mọi tỉnh, kể cả tỉnh này, cùng biến động như giữa các năm so sánh "
    "được trước đây (95% số lần mô phỏng). Mức của "
    "tỉnh cao nhất là phần mà tỉnh đó có thể giữ được, vì điểm cao nhất của một năm thường giảm về gần trung bình trong năm sau.",
    "New rank: the other provinces keep their scores. Range of the next year: all provinces, this one too, move as they did between "
    "past comparable years (95% of the draws). The level of "
    "the best province is what it may be expected to keep: the best score of a year usually falls back towards the mean in the next.",
)
"""What the ranks after recovery assume."""

TARGETS = {
    "maximum": ("điểm tối đa", "the maximum"),
    "best": ("mức tỉnh cao nhất giữ được", "the level that the best province can keep"),
    "median": ("mức trung vị cả nước", "the national median"),
}
"""How far a loss may be recovered."""


def say_recovery(recovery: pd.DataFrame, subject: Subject) -> str:
    """Say the place after recovering the most valuable loss to the level of the best province."""
    language = subject.language
    if is_at_maximum(subject):
        return say(language, "Đã đạt điểm tối đa.", "The score is at the maximum.")
    if recovery.empty:
        return say(language, "Chưa đủ số liệu để ước tính thứ hạng nếu khắc phục các nội dung mất điểm.",
                   "Too little is published to tell what rank less lost would give.")  # fmt: skip
    best = recovery[recovery["recovered_to"] == "best"]
    if best.empty:
        return say(
            language,
            "Không thành phần nào thấp hơn mức mà tỉnh dẫn đầu giữ được.",
            "No part is below the level that the best province can keep.",
        )
    most = best.iloc[0]
    points = say_points(most["points"], subject.index, language)
    if most["rank_now"] == 1:
        return say(language, f"Đang đứng đầu cả nước; dư địa lớn nhất so với tỉnh dẫn đầu từng thành phần là ở “{most['component']}” ({points}).",
                   f"First in the country; furthest behind the best province of a part on “{most['component']}” ({points}).")  # fmt: skip
    now, after = format_number(most["rank_now"], language, 0), format_number(most["rank_after"], language, 0)
    moved = now != after
    text = say(
        language,
        f"Nếu “{most['component']}” đạt mức mà tỉnh cao nhất giữ được (thêm {points}), thứ hạng "
        + (f"từ {now} lên {after}" if moved else f"vẫn là {now}"),
        f"With “{most['component']}” at the level that the best province can keep ({points} more), the rank would "
        + (f"go from {now} to {after}" if moved else f"stay at {now}"),
    )
    if pd.notna(most["rank_low"]):
        text += _say_next_year(most, language)
    return text + "."


def _say_next_year(most: pd.Series, language: str) -> str:
    """Say the range of places of the next year with the points gained, and without them."""
    spans = []
    for low, high in (("rank_low", "rank_high"), ("without_low", "without_high")):
        ends = [format_number(most[name], language, 0) for name in (low, high)]
        spans.append(
            ends[0] if ends[0] == ends[1] else say(language, f"{ends[0]} đến {ends[1]}", f"{ends[0]} to {ends[1]}")
        )
    return say(language, f" khi các tỉnh khác giữ nguyên; năm sau, khi mọi tỉnh cùng biến động như trước: {spans[0]}, không khắc phục: {spans[1]}",
               f" with the others fixed; next year, with all moving as before, {spans[0]}, and {spans[1]} without it")  # fmt: skip


def is_at_maximum(subject: Subject) -> bool:
    """Tell whether the province has all points, so that no loss is left to ask about."""
    own, most = subject.own, subject.leaf["max_score"]
    return own is not None and pd.notna(most) and pd.notna(own["score"]) and own["score"] >= most - TOLERANCE


def name_targets(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return *table* with ``recovered_to`` in words."""
    return table.assign(recovered_to=[say(language, *TARGETS[target]) for target in table["recovered_to"]])


def say_target(target: pd.DataFrame, subject: Subject) -> str:
    """Say how many points the target place is away."""
    language, index = subject.language, subject.index
    if target.empty:
        return say(
            language, "Chưa đủ số liệu để tính số điểm cần thêm.", "Too little is published to tell the points needed."
        )
    row = target.iloc[0]
    place = format_number(row["target_place"], language, 0)
    if row["points_needed"] <= 0:
        return say(language, f"Đang thuộc nhóm {place} tỉnh dẫn đầu.", f"Already within the first {place} places.")
    points = say_points(row["points_needed"], index, language)
    return say(
        language,
        f"Để vào nhóm {place} tỉnh dẫn đầu, cần tăng thêm {points}.",
        f"To be among the first {place}, {points} more are needed.",
    )


def say_cheapest(target: pd.DataFrame, cheapest: pd.DataFrame, subject: Subject) -> str:
    """Say the fewest losses that reach the target, and how much of each."""
    language, index = subject.language, subject.index
    if target.empty or target["points_needed"].iloc[0] <= 0 or cheapest.empty:
        return (
            say(language, "Đã đạt mục tiêu này.", "This target is met already.")
            if (len(target) and target["points_needed"].iloc[0] <= 0)
            else say_target(target, subject)
        )
    if not cheapest["reached"].any():
        return say(language, "Cải thiện mọi thành phần tới mức của tỉnh dẫn đầu cũng chưa đủ.",
                   "Every part at the level of the best province would not be enough.")  # fmt: skip
    taken = cheapest[cheapest["take"] > 0]
    parts = [f"“{row.component}” ({say_points(row.take, index, language)})" for row in taken.itertuples()]
    return (
        say(language, "Phương án tối thiểu: cải thiện ", "Fewest losses to work on: ")
        + join_words(parts, language)
        + "."
    )


def say_certainty(certainty: pd.DataFrame, subject: Subject) -> str:
    """Say the range of ranks, what error it comes from, and how many others can be told from the province."""
    language = subject.language
    if certainty.empty or pd.isna(certainty["rank"].iloc[0]):
        return say(language, "Chưa đủ số liệu để biết độ tin cậy của thứ hạng.",
                   "Too little is published to tell how sure the rank is.")  # fmt: skip
    row = certainty.iloc[0]
    rank, low, high = (format_number(row[name], language, 0) for name in ("rank", "rank_low", "rank_high"))
    span = say(language, f"có thể từ hạng {low} đến hạng {high}", f"may lie between {low} and {high}")
    span = say(language, "không đổi", "does not change") if low == high else span
    return say(language, f"Hạng {rank}; {_say_error(row, subject)}, {span}. ",
               f"The rank of {rank} {span} {_say_error(row, subject)}. ") + _say_apart(row, subject)  # fmt: skip


def _say_error(row: pd.Series, subject: Subject) -> str:
    """Say what the error of the scores is: sampling, or what passes from one year to the next."""
    language = subject.language
    if row["method"] == "sample":
        return say(language, "tính cả sai số chọn mẫu", "given sampling error")
    spread, ratio = say_points(row["spread"], subject.index, language), format_number(row["spread_ratio"], language, 1)
    return say(language, f"nếu điểm dao động như giữa các năm (độ lệch chuẩn {spread}, bằng {ratio} lần chênh lệch giữa các tỉnh)",
               f"if scores move as they do from year to year (standard deviation {spread}, {ratio} times that between provinces)")  # fmt: skip


def _say_apart(row: pd.Series, subject: Subject) -> str:
    language = subject.language
    better, worse, alike = (int(row[f"n_{name}"]) for name in ("better", "worse", "untold"))
    others = better + worse + alike
    if not better + worse:
        return say(language, f"Không phân biệt được với tỉnh nào trong {others} tỉnh khác.",
                   f"No province of the other {others} can be told apart from it.")  # fmt: skip
    found = [say(language, f"{count} tỉnh {side[0]}", f"{count} can be told to be {side[1]}")
             for count, side in ((better, ("cao hơn", "better")), (worse, ("thấp hơn", "worse"))) if count]  # fmt: skip
    return say(language, f"Trong {others} tỉnh khác, phân biệt được {join_words(found, 'vi')}.",
               f"Of the other {others}, {join_words(found, 'en')}.")  # fmt: skip


def say_certainty_method(certainty: pd.DataFrame, subject: Subject) -> str:
    """Name what the range is, and what it is not."""
    if certainty.empty:
        return ""
    language = subject.language
    sets = say(
        language,
        "Tập thứ hạng theo Mogstad, Romano, Shaikh và Wilhelm (2024), mức 95%, riêng cho từng tỉnh; tỉnh đồng điểm cùng hưởng hạng tốt hơn.",
        "Sets of ranks after Mogstad, Romano, Shaikh and Wilhelm (2024), at 95%, for each province by itself; equal scores share the better rank.",
    )
    if certainty.iloc[0]["method"] == "sample":
        return sets + say(language, " Khoảng điểm: Wilson 95% từ cỡ mẫu của từng tỉnh.",
                          " Intervals of scores: Wilson 95% from each province's sample size.")  # fmt: skip
    return sets + say(
        language,
        " Nguồn không công bố sai số: mức dao động là phần chênh lệch giữa các tỉnh chỉ tồn tại trong một năm, gồm cả thay đổi thật nhưng "
        "ngắn hạn; đây không phải khoảng tin cậy của thứ hạng đã công bố.",
        " The source publishes no errors: the movement is the part of the differences between provinces that is gone a year on, true but "
        "short-lived change with it; this is not a confidence interval of the published rank.",
    )


def say_joint(certainty: pd.DataFrame, subject: Subject) -> str:
    """Say whether the province may be among the first ten, and its range where all ranks are read at once."""
    language = subject.language
    if certainty.empty:
        return say(
            language, "Chưa đủ số liệu để biết khoảng thứ hạng.", "Too little is published to tell a range of ranks."
        )
    row = certainty.iloc[0]
    low, high = (format_number(row[name], language, 0) for name in ("joint_low", "joint_high"))
    span = low if low == high else say(language, f"{low} đến {high}", f"{low} to {high}")
    sample = row["method"] == "sample"
    given = say(language, "Ở mức tin cậy 95%, tỉnh" if sample else "Nếu điểm dao động như giữa các năm, tỉnh",
                "At 95% confidence it" if sample else "If scores move as they do from year to year, it")  # fmt: skip
    top = (
        say(language, "có thể thuộc", "may be among")
        if row["may_be_top"]
        else say(language, "không thuộc", "is not among")
    )
    return say(language, f"{given} {top} nhóm mười tỉnh dẫn đầu. Khi đọc cả bảng xếp hạng cùng lúc, thứ hạng từ {span}.",
               f"{given} {top} the first ten. With the whole table read at once its rank is {span}.")  # fmt: skip
