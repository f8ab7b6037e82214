"""Words of the program that stand in tables, and what a reader sees in their place, in both languages."""

from __future__ import annotations

import re

from parlib.language.vocabulary import Vocabulary

_CODES: dict[str, tuple[str, str]] = {
    "total": ("–", "–"),
    "subject": ("{here} đang xét", "this {place}"),
    "other": ("{place} khác", "other {place}"),
    "best": ("{place} cao nhất", "best {place}"),
    "national_mean": ("trung bình {national}", "{national} mean"),
    "regional_mean": ("trung bình {group}", "{regional} mean"),
    "peer": ("{place} tương đồng", "similar {place}"),
    "top": ("{place} dẫn đầu", "leading {place}"),
    "region": ("{place} cùng {group}", "same {group}"),
    "archipelago": ("quần đảo", "archipelago"),
    "first": ("bên so sánh", "other side"),
    "second": ("bên đang xét", "this side"),
    "province": ("{place_or_city}", "{place}"),
    "curve": ("mỗi bậc", "each place"),
    "now": ("hiện nay", "now"),
    "target": ("mục tiêu", "target"),
    "up": ("tăng", "up"),
    "down": ("giảm", "down"),
    "flat": ("không rõ rệt", "not clear"),
    "none": ("chưa đủ năm", "too few years"),
    "merged": ("{here} mới, quy đổi", "new {place}, back-cast"),
    "part": ("{place} cũ", "old {place}"),
    "own": ("{place} cũ được phân tích", "this old {place}"),
    "whole": ("đầy đủ", "whole"),
    "partial": ("một phần", "partial"),
    "missing": ("không tính", "missing"),
}

CODES = Vocabulary("codes", _CODES)
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
    return CODES.say(code, language) if code in CODES else code
