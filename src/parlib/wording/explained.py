"""Sentences of the comparison page on where a difference comes from, and on what may not be compared."""

from __future__ import annotations

import pandas as pd

from parlib.subject import Subject
from parlib.wording.compare import SHOWN, name_sides, say_part_gap
from parlib.wording.phrases import capitalise, is_zero, join_words, say, say_points


def say_explained(explained: pd.DataFrame, subject: Subject, other: Subject) -> str:
    """Say which of the smallest parts make the difference, and whether they add up to the whole of it."""
    language = subject.language
    mine, theirs = name_sides(subject, other)
    if explained.empty:
        return say(
            language,
            f"Không có số liệu theo thành phần để tách chênh lệch giữa {mine} và {theirs}.",
            f"There are no figures by component to split the difference between {mine} and {theirs}.",
        )
    apart = explained[~explained["difference"].map(lambda gap: is_zero(gap, subject.index))]
    up, down = apart[apart["difference"] > 0], apart[apart["difference"] < 0].iloc[::-1]
    ends = []
    for rows, vietnamese, english in ((up, "hơn", "is ahead on"), (down, "kém", "is behind on")):
        if len(rows):
            parts = join_words([say_part_gap(row, subject) for _, row in rows.head(SHOWN).iterrows()], language)
            ends.append(say(language, f"{vietnamese} nhiều nhất ở {parts}", f"{english} {parts}"))
    if not ends:
        return say(language, "Hai bên bằng điểm nhau ở mọi thành phần.", "Both have the same score on every part.")
    return f"{capitalise(mine)} {say(language, '; ', '; ').join(ends)}."


def say_whole(explained: pd.DataFrame, shown: int, subject: Subject) -> str:
    """Say how many of the parts are shown, and whether their differences add up to the difference of the whole."""
    if explained.empty:
        return ""
    half = say(subject.language, f"Hình vẽ {shown} thành phần có chênh lệch lớn nhất về hai phía. ",
               f"The picture shows the {shown} parts that lie furthest to both sides. ") if shown < len(explained) else ""  # fmt: skip
    if explained["whole"].all():
        total = say_points(explained["difference"].sum(), subject.index, subject.language)
        return half + say(
            subject.language,
            f"Cộng chênh lệch của tất cả {len(explained)} thành phần được đúng chênh lệch chung ({total}).",
            f"The differences of all {len(explained)} parts add up to the whole difference ({total}) exactly.",
        )
    return half + say(
        subject.language,
        "Chỉ gồm các thành phần so sánh được; chúng không cộng thành chênh lệch chung.",
        "Only comparable parts are shown; they do not add up to a whole difference.",
    )


REASONS = {
    "series": ("bộ chỉ số hoặc thang điểm đã đổi", "framework or scale changed"),
    "only_first": ("không có trong {mine}", "not in {mine}"),
    "only_second": ("không có trong {theirs}", "not in {theirs}"),
}
"""Why a component is not compared."""


def say_uncompared(uncompared: pd.DataFrame, subject: Subject, other: Subject) -> str:
    """Say which main components are not compared, or that all are."""
    language = subject.language
    if uncompared.empty:
        return say(language, "Hai bên dùng cùng một bộ chỉ số và thang điểm: không chỉ số nào bị loại.",
                   "Both sides have the same framework and scale: no indicator is left out.")  # fmt: skip
    named = uncompared[uncompared["level"] <= 1]["component"].tolist()
    count = len(uncompared)
    text = say(language, f"{count} chỉ số không so sánh được giữa hai năm",
               f"{count} {'indicator is' if count == 1 else 'indicators are'} not compared between the two years")  # fmt: skip
    if named:
        text += say(language, ", trong đó có ", ", among them ") + join_words([f"“{name}”" for name in named], language)
    return text + "."


def write_reasons(uncompared: pd.DataFrame, subject: Subject, other: Subject) -> pd.DataFrame:
    """Return the components that are not compared with the reason in words and the runs of comparable years."""
    mine, theirs = name_sides(subject, other)
    reasons = [say(subject.language, *REASONS[kind]).format(mine=mine, theirs=theirs) for kind in uncompared["reason"]]
    table = uncompared.assign(reason=reasons)
    return table[["component_code", "component", "reason", "series_second", "series_first"]]
