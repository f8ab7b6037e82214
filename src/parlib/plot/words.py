"""Words of the pictures in both languages."""

from __future__ import annotations

from parlib.terms import LANGUAGES, check_language

WORDS = {
    "score": ("Điểm", "Score"),
    "rank": ("Thứ hạng", "Rank"),
    "year": ("Năm", "Year"),
    "median": ("Trung vị cả nước", "National median"),
    "middle": ("Một nửa số tỉnh ở giữa", "Middle half of provinces"),
    "lost": ("Điểm bị mất", "Points lost"),
    "lost_median": ("Tỉnh ở trung vị mất", "Lost by the median province"),
    "change": ("Thay đổi", "Change"),
    "share": ("Tỷ lệ điểm đạt được", "Share of points achieved"),
    "gained": ("Điểm khắc phục được", "Points recovered"),
    "range": ("Khoảng thứ hạng có thể", "Range of ranks"),
    "provinces": ("Tỷ lệ số tỉnh", "Share of provinces"),
    "coefficient": ("Hệ số, khoảng tin cậy 95 %", "Coefficient, 95% interval"),
    "answers": ("Số câu trả lời", "Answers"),
    "percent": ("Tỷ lệ, %", "Share, %"),
    "overdispersed": (
        "Các đơn vị khác nhau nhiều hơn do ngẫu nhiên: giới hạn đã nới",
        "Units differ by more than chance: limits are widened",
    ),
    "interval": ("Khoảng bất định", "Interval"),
}
"""Vietnamese and English."""


def say(word: str, language: str) -> str:
    """Return a word in a language.

    Examples
    --------
    >>> say("rank", "vi"), say("rank", "en")
    ('Thứ hạng', 'Rank')
    """
    return WORDS[word][LANGUAGES.index(check_language(language))]
