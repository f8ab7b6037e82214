"""Sentences on what was held against print."""

from __future__ import annotations

import pandas as pd

from parlib.subject import Subject
from parlib.wording.phrases import say

CHECKS = {
    "table": ("bảng của mọi tỉnh", "the table of all provinces"),
    "sum": ("tổng các thành phần trong cùng bảng", "the sum of the parts in the same table"),
    "weighted_sum": ("tổng có trọng số của các thành phần", "the weighted sum of the parts"),
    "parts": ("tổng các phần in riêng", "the sum of the parts as printed singly"),
    "other_source": ("nguồn khác in cùng số liệu", "another source of the same figure"),
    "national_mean": ("trung bình tính từ bảng", "the mean of the table"),
    "regional_means": ("trung bình các vùng theo số tỉnh", "the means of the regions by their provinces"),
    "rank_order": ("điểm của tỉnh đứng ngay trên", "the score of the next better rank"),
}
"""What a printed figure is held against."""


def name_check(check: str, language: str) -> str:
    """Return what a figure is held against, in words.

    Examples
    --------
    >>> name_check("sum", "en")
    'the sum of the parts in the same table'
    """
    return say(language, *CHECKS[check])


def say_checks(checks: pd.DataFrame, subject: Subject) -> str:
    """Say how many figures of the index were held against print, and how many agree."""
    name = subject.index.call(subject.language)
    if checks.empty:
        return say(
            subject.language,
            f"Chưa có số liệu {name} nào được in ở hai nơi để đối chiếu.",
            f"No figure of {name} is printed twice, so there is nothing to hold against print.",
        )
    count, agree, known = (int(checks[column].sum()) for column in ("n_checked", "n_agree", "n_excused"))
    rest = (
        say(subject.language, "; không có chỗ nào không khớp", "; none disagrees")
        if not known
        else say(
            subject.language,
            f"; {known} lần không khớp, đã biết lý do",
            f"; {known} {'disagrees' if known == 1 else 'disagree'} for a reason that is known",
        )
    )
    return say(
        subject.language,
        f"Số liệu {name} đã in được đối chiếu {count} lần trong mọi năm đang có: {agree} lần khớp{rest}.",
        f"Printed figures of {name} were compared {count} times over all years at hand: {agree} agree{rest}.",
    )


def say_conflicts(conflicts: pd.DataFrame, subject: Subject) -> str:
    """Say in which years printed figures are known not to agree."""
    name = subject.index.call(subject.language)
    if conflicts.empty:
        return say(
            subject.language,
            f"Không có chỗ nào không khớp giữa các số liệu {name} đã in.",
            f"No printed figures of {name} are known to disagree.",
        )
    years = ", ".join(str(year) for year in sorted(conflicts["year"].unique()))
    return say(
        subject.language,
        f"Các năm có số liệu in không khớp: {years}; cả hai số đều được giữ, kèm lý do.",
        f"Years with printed figures that disagree: {years}; both figures are kept, with the reason.",
    )
