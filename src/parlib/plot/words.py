"""Words of the pictures in both languages."""

from __future__ import annotations

from parlib.language.vocabulary import Vocabulary

_WORDS = {
    "score": ("Điểm", "Score"),
    "rank": ("Thứ hạng", "Rank"),
    "year": ("Năm", "Year"),
    "median": ("Trung vị {national}", "{national:cap} median"),
    "middle": ("Một nửa số {place} ở giữa", "Middle half of {places}"),
    "lost": ("Điểm bị mất", "Points lost"),
    "lost_median": ("{place:cap} ở trung vị mất", "Lost by the median {place}"),
    "change": ("Thay đổi", "Change"),
    "share": ("Tỷ lệ điểm đạt được", "Share of points achieved"),
    "gained": ("Điểm khắc phục được", "Points recovered"),
    "range": ("Khoảng thứ hạng có thể", "Range of ranks"),
    "provinces": ("Tỷ lệ số {place}", "Share of {places}"),
    "coefficient": ("Hệ số, khoảng tin cậy 95 %", "Coefficient, 95% interval"),
    "answers": ("Số câu trả lời", "Answers"),
    "percent": ("Tỷ lệ, %", "Share, %"),
    "overdispersed": (
        "Các đơn vị khác nhau nhiều hơn do ngẫu nhiên: giới hạn đã nới",
        "Units differ by more than chance: limits are widened",
    ),
    "interval": ("Khoảng bất định", "Interval"),
}

WORDS = Vocabulary("plots", _WORDS)
"""Words by term; those for places are fields."""


def say(word: str, language: str) -> str:
    """Return a word in a language.

    Examples
    --------
    >>> say("rank", "vi"), say("rank", "en")
    ('Thứ hạng', 'Rank')
    """
    return WORDS.say(word, language)
