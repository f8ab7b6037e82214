"""Small parts of sentences: points, ranks, changes, lists, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from parlib.terms import Index
from parlib.wording.numbers import format_number

if TYPE_CHECKING:
    import pandas as pd


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


def say_rank(row: pd.Series, language: str) -> str:
    """Say the place with its ties: ``xếp thứ 2/61``, ``ranked 5 of 61, level with 2 other provinces``.

    Parameters
    ----------
    row : pandas.Series
        ``rank, n_ranked, tied_with, score, max_score``.
    """
    import pandas as pd  # whoever plans pages or lists them says nothing of ranks

    tied = row.get("tied_with")
    tied = 0 if pd.isna(tied) else int(tied)  # not known where not all provinces are
    at_maximum = pd.notna(row["max_score"]) and pd.notna(row["score"]) and row["score"] >= row["max_score"] - 1e-9
    others = say_provinces(tied, language)
    if at_maximum and tied:
        return say(language, f"đạt điểm tối đa, cùng {others} khác", f"at the maximum, with {_others(tied)}")
    place = format_number(row["rank"], language, 0)
    of = "" if pd.isna(row["n_ranked"]) else format_number(row["n_ranked"], language, 0)
    text = say(
        language,
        f"xếp thứ {place}" + (f"/{of}" if of else ""),
        f"ranked {place}" + (f" of {of}" if of else ""),
    )
    if not tied:
        return text
    return text + say(language, f" (đồng hạng với {others} khác)", f", level with {_others(tied)}")


def _others(count: int) -> str:
    return f"{count} other {'province' if count == 1 else 'provinces'}"


def say_change(
    change: float, rank_change: float, index: Index, language: str, before: int, rank: float = float("nan")
) -> str:
    """Say the change since an earlier year in points and places, or nothing where it is not known.

    Whoever stays first is said to stay first, and whoever was first to be first no longer, if *rank* is given.

    Examples
    --------
    >>> from parlib.terms import INDICES
    >>> say_change(0.35, -4, INDICES["papi"], "vi", 2023)
    'tăng 0,35 điểm nhưng giảm 4 bậc so với năm 2023'
    >>> say_change(0.35, 4, INDICES["papi"], "en", 2023)
    'up 0.35 points and 4 places since 2023'
    >>> say_change(0.0, 1, INDICES["papi"], "en", 2023)
    'unchanged in points but up 1 place since 2023'
    >>> say_change(2.08, 0, INDICES["papi"], "vi", 2023, rank=1)
    'tăng 2,08 điểm so với năm 2023, tiếp tục đứng đầu cả nước'
    >>> say_change(-0.54, -5, INDICES["papi"], "en", 2022, rank=6)
    'down 0.54 points and 5 places since 2022, when it ranked 1'
    """
    import pandas as pd

    if rank == 1 and rank_change == 0:
        points = say_change(change, float("nan"), index, language, before)
        if not points:
            return say(language, f"đứng đầu cả nước như năm {before}", f"first in the country as in {before}")
        return points + say(language, ", tiếp tục đứng đầu cả nước", ", still first in the country")
    since = say(language, f" so với năm {before}", f" since {before}")
    steps = []
    if pd.notna(change):
        sign = 0 if is_zero(change, index) else (1 if change > 0 else -1)
        steps.append((sign, say_points(change, index, language), ("không đổi về điểm", "unchanged in points")))
    if pd.notna(rank_change):
        sign = int(rank_change > 0) - int(rank_change < 0)
        steps.append((sign, say_places(rank_change, language), ("giữ nguyên thứ hạng", "unchanged in rank")))
    if not steps:
        return ""
    same_way = len(steps) == 2 and steps[0][0] == steps[1][0] != 0
    words = [_say_step(*step, language, verb=not (same_way and place)) for place, step in enumerate(steps)]
    but = len(steps) == 2 and steps[0][0] != steps[1][0]
    link = say(language, " nhưng " if but else " và ", " but " if but else " and ")
    fell = rank_change < 0 and rank + rank_change == 1
    return link.join(words) + since + (say(language, " (khi đó xếp thứ 1)", ", when it ranked 1") if fell else "")


def _say_step(sign: int, amount: str, same: tuple[str, str], language: str, verb: bool) -> str:
    if sign == 0:
        return say(language, *same)
    way = say(language, "tăng " if sign > 0 else "giảm ", "up " if sign > 0 else "down ")
    return (way if verb else "") + amount


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
