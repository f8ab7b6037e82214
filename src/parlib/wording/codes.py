"""Words of the program that stand in tables, and what a reader sees in their place, in both languages."""

from __future__ import annotations

import re

from parlib.wording.nouns import speak

CODES: dict[str, tuple[str, str]] = {
    "total": ("–", "–"),
    "subject": ("tỉnh đang xét", "this province"),
    "other": ("tỉnh khác", "other province"),
    "best": ("tỉnh cao nhất", "best province"),
    "national_mean": ("trung bình cả nước", "national mean"),
    "regional_mean": ("trung bình vùng", "regional mean"),
    "peer": ("tỉnh tương đồng", "similar province"),
    "top": ("tỉnh dẫn đầu", "leading province"),
    "region": ("tỉnh cùng vùng", "same region"),
    "archipelago": ("quần đảo", "archipelago"),
    "first": ("bên so sánh", "other side"),
    "second": ("bên đang xét", "this side"),
    "province": ("tỉnh, thành phố", "province"),
    "curve": ("mỗi bậc", "each place"),
    "now": ("hiện nay", "now"),
    "target": ("mục tiêu", "target"),
    "up": ("tăng", "up"),
    "down": ("giảm", "down"),
    "flat": ("không rõ rệt", "not clear"),
    "none": ("chưa đủ năm", "too few years"),
    "merged": ("tỉnh mới, quy đổi", "new province, back-cast"),
    "part": ("tỉnh cũ", "old province"),
    "own": ("tỉnh cũ được phân tích", "this old province"),
    "whole": ("đầy đủ", "whole"),
    "partial": ("một phần", "partial"),
    "missing": ("không tính", "missing"),
}
"""Words of the program that stand in tables, and what a reader sees in their place."""


NAMED_ONLY = re.compile(r"P\d+")
"""Codes of the house for parts of an index that are printed without a number; no reader sees them."""


def say_code(code: str, language: str) -> str:
    """Return what a reader sees in place of a word of the program; a word not in `CODES` as it is.

    Examples
    --------
    >>> say_code("regional_mean", "vi")
    'trung bình vùng'
    >>> say_code("P1", "en")
    '–'
    """
    if NAMED_ONLY.fullmatch(code):
        return say_code("total", language)
    return speak(CODES[code][0 if language == "vi" else 1]) if code in CODES else code
