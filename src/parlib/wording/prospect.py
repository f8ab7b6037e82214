"""Sentences about what if, and how sure."""

from __future__ import annotations

import pandas as pd

from parlib.subject import Subject
from parlib.terms import TOLERANCE
from parlib.wording.numbers import format_number, format_percent
from parlib.wording.phrases import join_words, say, say_points

DRIFT_NOTE = (
    "Các tỉnh khác giữ nguyên điểm (thứ hạng mới), hoặc thay đổi như trong các cặp năm so sánh được trước đây (khoảng 95% "
    "của các lần mô phỏng).",
    "The other provinces keep their scores (new rank), or drift as they did between past comparable years (95% range "
    "of the draws).",
)
"""What the ranks after recovery assume."""

TARGETS = {
    "maximum": ("điểm tối đa", "the maximum"),
    "best": ("mức của tỉnh cao nhất", "the level of the best province"),
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
        return say(language, "Không thành phần nào thấp hơn tỉnh dẫn đầu.", "No part is behind the best province.")
    most = best.iloc[0]
    points = say_points(most["points"], subject.index, language)
    if most["rank_now"] == 1:
        return say(language, f"Đang đứng đầu cả nước; dư địa lớn nhất so với tỉnh dẫn đầu từng thành phần là ở “{most['component']}” ({points}).",
                   f"First in the country; furthest behind the best province of a part on “{most['component']}” ({points}).")  # fmt: skip
    now, after = format_number(most["rank_now"], language, 0), format_number(most["rank_after"], language, 0)
    moved = now != after
    text = say(
        language,
        f"Nếu “{most['component']}” đạt mức của tỉnh cao nhất (thêm {points}), thứ hạng "
        + (f"từ {now} lên {after}" if moved else f"vẫn là {now}"),
        f"With “{most['component']}” at the level of the best province ({points} more), the rank would "
        + (f"go from {now} to {after}" if moved else f"stay at {now}"),
    )
    if pd.notna(most["rank_low"]):
        low, high = format_number(most["rank_low"], language, 0), format_number(most["rank_high"], language, 0)
        text += say(language, f" khi các tỉnh khác giữ nguyên; từ {low} đến {high} nếu các tỉnh khác thay đổi như trước",
                    f" with the others fixed; {low} to {high} if the others drift as before")  # fmt: skip
    return text + "."


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
    """Say the range of places, and whether it comes from a sample or a stated perturbation."""
    language = subject.language
    if certainty.empty or pd.isna(certainty["rank"].iloc[0]):
        return say(language, "Chưa đủ số liệu để biết độ tin cậy của thứ hạng.",
                   "Too little is published to tell how sure the rank is.")  # fmt: skip
    row = certainty.iloc[0]
    rank, low, high = (format_number(row[name], language, 0) for name in ("rank", "rank_low", "rank_high"))
    span = say(language, f"có thể từ hạng {low} đến hạng {high}", f"may lie between {low} and {high}")
    span = say(language, "không đổi", "does not change") if low == high else span
    return say(language, f"Hạng {rank}; {_say_shaking(row, subject)}, {span}.",
               f"The rank of {rank} {span} {_say_shaking(row, subject)}.")  # fmt: skip


def _say_shaking(row: pd.Series, subject: Subject) -> str:
    """Say what scores are shaken by: sampling, what they moved from year to year, or a part of the scale."""
    language = subject.language
    if row["method"] == "sample":
        return say(language, "tính cả sai số chọn mẫu", "given sampling error")
    spread = say_points(row["spread"], subject.index, language)
    if row["spread_source"] == "residual":
        return say(language, f"tính cả dao động thường thấy giữa các năm (độ lệch chuẩn {spread})",
                   f"given usual year-to-year changes (standard deviation {spread})")  # fmt: skip
    return say(language, f"nếu điểm các tỉnh dao động (độ lệch chuẩn {spread})",
               f"if scores are shaken (standard deviation {spread})")  # fmt: skip


def say_certainty_method(certainty: pd.DataFrame, subject: Subject) -> str:
    """Name what the range is, and what it is not."""
    if certainty.empty:
        return ""
    language, row = subject.language, certainty.iloc[0]
    draws = format_number(row["n_draws"], language, 0)
    if row["method"] == "sample":
        return say(language, f"Khoảng Wilson 95% và {draws} lần mô phỏng từ cỡ mẫu của từng tỉnh.",
                   f"Wilson 95% intervals and {draws} draws from each province's sample size.")  # fmt: skip
    source = {
        "residual": (
            "biến động từng năm của các tỉnh sau khi trừ biến động chung",
            "the provinces' year-to-year changes net of the national change",
        ),
        "scale": ("một phần trăm thang điểm", "one per cent of the scale"),
    }[row["spread_source"]]
    return say(
        language,
        f"Mô phỏng độ nhạy, không phải khoảng tin cậy: nguồn không công bố sai số; mức dao động lấy từ {source[0]}; {draws} lần mô phỏng.",
        f"A perturbation, not a confidence interval: the source publishes no errors; its size is taken from {source[1]}; {draws} draws.",
    )


def say_top_ten(certainty: pd.DataFrame, subject: Subject) -> str:
    """Say in how many of the draws the province is among the first ten; where in none, which places it takes."""
    language = subject.language
    if certainty.empty:
        return say(language, "Chưa có kết quả mô phỏng.", "There are no draws.")
    row = certainty.iloc[0]
    share, none = format_percent(row["top_ten_share"], language, 1), format_percent(0.0, language, 1)
    if share == none:
        low, high = (format_number(row[name], language, 0) for name in ("rank_low", "rank_high"))
        span = low if low == high else say(language, f"{low} đến {high}", f"{low} to {high}")
        return say(language, f"Khoảng thứ hạng ước tính: {span}.", f"Likely ranks: {span}.")
    return say(
        language,
        f"Thuộc nhóm mười tỉnh dẫn đầu ở {share} số lần mô phỏng.",
        f"Among the first ten places in {share} of the draws.",
    )
