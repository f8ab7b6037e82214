"""Small parts of sentences: points, ranks, changes, lists, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from parlib.terms import Index
from parlib.wording.numbers import format_number


def say(language: str, vietnamese: str, english: str) -> str:
    """Return the text of the language.

    Examples
    --------
    >>> say("en", "điểm", "points")
    'points'
    """
    return vietnamese if language == "vi" else english


def say_score(score: float, index: Index, language: str) -> str:
    """Write a score with its unit: ``7,99 điểm``, ``90.61%``.

    Examples
    --------
    >>> from parlib.terms import INDICES
    >>> say_score(7.989, INDICES["papi"], "vi"), say_score(90.61, INDICES["sipas"], "en")
    ('7,99 điểm', '90.61%')
    """
    number = format_number(score, language, index.decimals)
    return number + "%" if index.unit_vi == "%" else f"{number} {say(language, 'điểm', 'points')}"


def say_points(points: float, index: Index, language: str) -> str:
    """Write a distance in points, without a sign: ``0,35 điểm``, ``3.02 percentage points``.

    Examples
    --------
    >>> from parlib.terms import INDICES
    >>> say_points(-0.35, INDICES["papi"], "vi"), say_points(3.02, INDICES["sipas"], "en")
    ('0,35 điểm', '3.02 percentage points')
    """
    number = format_number(abs(points), language, index.decimals)
    if index.unit_vi == "%":
        return f"{number} {say(language, 'điểm phần trăm', 'percentage points')}"
    return f"{number} {say(language, 'điểm', 'points')}"


def say_places(count: float, language: str) -> str:
    """Write a number of places in the ranking: ``4 bậc``, ``1 place``.

    Examples
    --------
    >>> say_places(1, "en"), say_places(-4, "en"), say_places(4, "vi")
    ('1 place', '4 places', '4 bậc')
    """
    number = format_number(abs(count), language, 0)
    return f"{number} {say(language, 'bậc', 'place' if abs(round(count)) == 1 else 'places')}"


def say_provinces(count: int, language: str) -> str:
    """Write a number of provinces: ``12 tỉnh``, ``1 province``.

    Examples
    --------
    >>> say_provinces(12, "vi"), say_provinces(1, "en")
    ('12 tỉnh', '1 province')
    """
    return f"{format_number(count, language, 0)} {say(language, 'tỉnh', 'province' if count == 1 else 'provinces')}"


def is_zero(points: float, index: Index) -> bool:
    """Tell whether a difference is nothing at the places in which the index is published."""
    return round(abs(points), index.decimals) == 0


def join_words(words: Sequence[str], language: str) -> str:
    """Join words as a sentence does: ``a, b và c``.

    Examples
    --------
    >>> join_words(["a", "b", "c"], "vi"), join_words(["a", "b"], "en"), join_words(["a"], "en")
    ('a, b và c', 'a and b', 'a')
    """
    words = list(words)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {say(language, 'và', 'and')} {words[-1]}"


def say_gap(gap: float, than_vi: str, than_en: str, index: Index, language: str) -> str:
    """Say how far above or below something: ``cao hơn trung bình cả nước 0,97 điểm``.

    Examples
    --------
    >>> from parlib.terms import INDICES
    >>> say_gap(-0.21, "tỉnh cao nhất", "the best province", INDICES["papi"], "en")
    '0.21 points below the best province'
    >>> say_gap(0.0, "trung bình cả nước", "the national mean", INDICES["papi"], "vi")
    'bằng trung bình cả nước'
    """
    if is_zero(gap, index):
        return say(language, f"bằng {than_vi}", f"equal to {than_en}")
    points = say_points(gap, index, language)
    above = gap > 0
    return say(
        language,
        f"{'cao' if above else 'thấp'} hơn {than_vi} {points}",
        f"{points} {'above' if above else 'below'} {than_en}",
    )


def capitalise(text: str) -> str:
    """Return *text* with its first letter large.

    Examples
    --------
    >>> capitalise("điểm số không đổi")
    'Điểm số không đổi'
    """
    return text[:1].upper() + text[1:]
