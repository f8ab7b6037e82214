"""Sentences of the comparison page: two provinces of one year, or two years of one province."""

from __future__ import annotations

import pandas as pd

from parlib.subject import Subject
from parlib.wording.numbers import format_number
from parlib.wording.phrases import capitalise, is_zero, join_words, say, say_places, say_points, say_score
from parlib.wording.vintage import say_edition

SHOWN = 3
"""Most components that one sentence names."""


def name_sides(subject: Subject, other: Subject) -> tuple[str, str]:
    """Return what the two sides are called within a sentence: two provinces, or two years.

    The subject comes first: ``("Quảng Ninh", "Hải Phòng")``, ``("năm 2024", "năm 2023")``.
    """
    if subject.year == other.year:
        return subject.province, other.province
    years = [say(side.language, f"năm {side.year}", str(side.year)) for side in (subject, other)]
    if subject.province_code == other.province_code:
        return years[0], years[1]
    return f"{subject.province} {subject.year}", f"{other.province} {other.year}"


def name_heads(subject: Subject, other: Subject) -> tuple[str, str]:
    """Return the two sides as heads of columns and names of lines, each with a capital letter."""
    mine, theirs = name_sides(subject, other)
    return capitalise(mine), capitalise(theirs)


def name_edition(subject: Subject, other: Subject) -> str:
    """Return the index with its year or years: ``PAPI 2024``, ``PAPI 2023 và PAPI 2024``."""
    years = {side.year: say_edition(side) for side in (subject, other)}
    return join_words([years[year] for year in sorted(years)], subject.language)


def say_sides(sides: pd.DataFrame, compared: pd.DataFrame, subject: Subject, other: Subject) -> str:
    """Say score and place of both, and how far apart they are; or plainly that they may not be compared."""
    language = subject.language
    mine, theirs = name_heads(subject, other)
    known = [_say_side(row, name, subject) for row, name in zip(sides.itertuples(), (mine, theirs), strict=True)]
    text = f"{name_edition(subject, other)} – {'; '.join(known)}."
    whole = compared[compared["component_code"] == subject.component_code].iloc[0]
    if not whole["comparable"]:
        return f"{text} {say_refusal(subject, other)}"
    gaps = [*_say_gap(whole["difference"], subject), *_say_places_apart(whole["rank_difference"], language)]
    if not gaps:
        return text
    than = name_sides(subject, other)[1]
    apart = whole["difference"] * whole["rank_difference"] < 0
    said = say(language, " nhưng ", " but ").join(gaps) if apart else join_words(gaps, language)
    return f"{text} {mine} {said} {say(language, 'so với', 'compared with')} {than}."


def _say_side(row: object, name: str, subject: Subject) -> str:
    language = subject.language
    parts = []
    if pd.notna(row.score):
        parts.append(say_score(row.score, subject.index, language))
    if pd.notna(row.rank):
        of = "" if pd.isna(row.n_ranked) else f"/{format_number(row.n_ranked, language, 0)}"
        parts.append(say(language, "thứ ", "rank ") + format_number(row.rank, language, 0) + of)
    nothing = say(language, "không có số liệu", "no figure")
    return f"{name}: {', '.join(parts) or nothing}"


def _say_gap(gap: float, subject: Subject) -> list[str]:
    language = subject.language
    if pd.isna(gap):
        return []
    if is_zero(gap, subject.index):
        return [say(language, "bằng điểm", "has the same score")]
    points = say_points(gap, subject.index, language)
    return [
        say(language, f"{'cao' if gap > 0 else 'thấp'} hơn {points}", f"is {points} {'higher' if gap > 0 else 'lower'}")
    ]


def _say_places_apart(places: float, language: str) -> list[str]:
    if pd.isna(places):
        return []
    if places == 0:
        return [say(language, "cùng thứ hạng", "has the same rank")]
    count = say_places(places, language)
    return [
        say(
            language,
            f"đứng {'trên' if places > 0 else 'dưới'} {count}",
            f"stands {count} {'above' if places > 0 else 'below'}",
        )
    ]


def say_refusal(subject: Subject, other: Subject) -> str:
    """Say that the scores of two years may not be compared, and why."""
    language = subject.language
    return say(
        language,
        f"Không so sánh điểm và thứ hạng chung của hai năm: bộ chỉ số hoặc thang điểm đã đổi giữa {other.year} và "
        f"{subject.year}.",
        f"Total scores and ranks of the two years are not compared: the framework or the scale changed between "
        f"{other.year} and {subject.year}.",
    )


def say_parts(compared: pd.DataFrame, subject: Subject, other: Subject) -> str:
    """Say on how many components the subject is higher and lower, and where most."""
    language = subject.language
    mine, theirs = name_sides(subject, other)
    known = compared[compared["level"] == 1].dropna(subset="difference")
    if known.empty and compared["comparable"].any():
        return say(language, f"Chưa có số liệu theo chỉ số thành phần của cả {mine} và {theirs}.",
                   f"There are no figures by component of both {mine} and {theirs}.")  # fmt: skip
    if known.empty:
        return say(
            language,
            f"Không có chỉ số thành phần nào so sánh được giữa {mine} và {theirs}.",
            f"No component can be compared between {mine} and {theirs}.",
        )
    counts = count_sides(known, subject)
    text = f"{capitalise(mine)} {_say_counts(*counts.values(), language)}"
    ends = []
    if counts["up"]:
        best = known.loc[known["difference"].idxmax()]
        ends.append(say(language, "hơn nhiều nhất ở ", "furthest ahead on ") + say_part_gap(best, subject))
    if counts["down"]:
        worst = known.loc[known["difference"].idxmin()]
        ends.append(say(language, "kém nhiều nhất ở ", "furthest behind on ") + say_part_gap(worst, subject))
    return text + "".join(f"; {end}" for end in ends) + "."


def count_sides(known: pd.DataFrame, subject: Subject) -> dict[str, int]:
    """Return on how many of the compared components the subject is higher (``up``) and lower, of ``n``."""
    gaps = [0.0 if is_zero(gap, subject.index) else gap for gap in known["difference"]]
    return {"up": sum(gap > 0 for gap in gaps), "down": sum(gap < 0 for gap in gaps), "n": len(gaps)}


def _say_counts(up: int, down: int, n: int, language: str) -> str:
    """Say on how many of *n* components one side is higher and lower; all and none are said as such."""
    among = say(
        language, f"{n} chỉ số thành phần so sánh được", f"{n} comparable {'component' if n == 1 else 'components'}"
    )
    for count, vietnamese, english in ((up, "cao", "higher"), (down, "thấp", "lower")):
        if count == n:
            return say(
                language,
                f"{vietnamese} hơn ở {'cả ' if n > 1 else ''}{among}",
                f"is {english} on {'all ' if n > 1 else 'the '}{among}",
            )
    if not up and not down:
        return say(language, f"bằng điểm ở {among}", f"has the same score on {among}")
    parts = [say(language, f"cao hơn ở {up}", f"is higher on {up}")] if up else []
    parts += [say(language, f"thấp hơn ở {down}", f"{'' if up else 'is '}lower on {down}")] if down else []
    return f"{join_words(parts, language)} {say(language, 'trong', 'of')} {among}"


def say_part_gap(row: pd.Series, subject: Subject) -> str:
    """Return a part with the points by which the two sides differ on it."""
    return f"“{row['component']}” ({say_points(row['difference'], subject.index, subject.language)})"


def say_ranges(ranges: pd.DataFrame, subject: Subject, other: Subject) -> str:
    """Say the places that both may hold, and whether these overlap."""
    language = subject.language
    if ranges.empty:
        return say(
            language,
            "Không đủ số liệu công bố để nói độ tin cậy của thứ hạng hai bên.",
            "Too little is published to say how sure the two ranks are.",
        )
    names = name_heads(subject, other)
    spans = [
        f"{name}: {format_number(row.rank_low, language, 0)}–{format_number(row.rank_high, language, 0)}"
        for row, name in zip(ranges.itertuples(), names, strict=True)
    ]
    text = say(language, "Khoảng thứ hạng ước tính – ", "Likely ranges of places – ") + "; ".join(spans)
    if not ranges["comparable"].all():
        return text + say(language, ". Bộ chỉ số đã đổi nên hai khoảng không so với nhau.",
                          ". The framework changed, so the two ranges are not held against each other.")  # fmt: skip
    return text + (
        say(language, ". Điểm của hai bên khác nhau rõ (mức 95%).", ". The two scores differ clearly (at 95%).")
        if ranges["apart"].all() else
        say(language, ". Chưa phân biệt được bên nào cao hơn (mức 95%).",
            ". Which of the two stands higher cannot be told (at 95%).")
    )  # fmt: skip


def say_conclusion(
    sides: pd.DataFrame, compared: pd.DataFrame, ranges: pd.DataFrame, subject: Subject, other: Subject
) -> str:
    """Say the page in a few sentences made from its tables."""
    first, second = say_sides(sides, compared, subject, other), say_parts(compared, subject, other)
    third = say_ranges(ranges, subject, other) if len(ranges) else ""
    return " ".join(text for text in (first, second, third) if text)
