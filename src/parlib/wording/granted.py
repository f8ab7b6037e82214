"""Sentences about what was claimed and what was granted."""

from __future__ import annotations

import pandas as pd

from parlib.subject import Subject
from parlib.wording.component import name_matter
from parlib.wording.numbers import format_number, format_percent
from parlib.wording.phrases import say
from parlib.wording.titles import name_component

SIDES = {
    "documents": ("Thẩm định tài liệu", "Documents"),
    "surveys": ("Điều tra xã hội học và tác động", "Surveys and outcomes"),
}
"""The two ways in which points are given."""

NO_REASON = ("(không nêu lý do)", "(no reason given)")
"""Stands where the appraisers gave no reason."""


def say_no_scoreboard(subject: Subject) -> str:
    """Say that the points claimed and granted are not at hand."""
    edition = subject.index.edition(subject.year, subject.language)
    return say(
        subject.language,
        f"Chưa có bảng điểm {edition} theo từng tiêu chí của {subject.province}: điểm tự đánh giá, thẩm định, điều tra chưa biết.",
        f"There is no scoreboard of {edition} by criterion for {subject.province}: points claimed, appraised and surveyed are not known.",
    )


def say_claims(claims: pd.DataFrame, subject: Subject, known: bool) -> str:
    """Say on how many parts more was claimed than granted, and where most."""
    if not known:
        return say_no_scoreboard(subject)
    matter = name_matter(subject)
    if claims.empty:
        return say(subject.language, f"Không có thành phần nào của {matter} có điểm thẩm định thấp hơn điểm tự đánh giá.",
                   f"No part of {matter} was granted less than was claimed.")  # fmt: skip
    first, language = claims.iloc[0], subject.language
    count, whole = len(claims), format_number(claims["overclaim"].sum(), language, 2)
    most = format_number(first["overclaim"], language, 2)
    called = name_component(first["component_code"], first["component"])
    return say(
        language,
        f"{count} thành phần của {matter} có điểm thẩm định thấp hơn điểm tự đánh giá, tổng cộng {whole} điểm; nhiều nhất là {called}: {most} điểm.",
        f"{count} {'part' if count == 1 else 'parts'} of {matter} {'was' if count == 1 else 'were'} granted less than was claimed, {whole} points together; most on {called}: {most}.",
    )


def say_sides(sides: pd.DataFrame, subject: Subject) -> str:
    """Say what was lost in documents and what in surveys."""
    if sides.empty:
        return say_no_scoreboard(subject)
    language = subject.language
    told = [
        say(
            language,
            f"{SIDES[row.side][0].lower()} đạt {format_percent(row.share, language)}{_say_nation(row.national_share, language)}, mất {format_number(row.lost, language, 2)} điểm",
            f"{SIDES[row.side][1].lower()} gave {format_percent(row.share, language)}{_say_nation(row.national_share, language)}, {format_number(row.lost, language, 2)} points lost",
        )
        for row in sides.itertuples()
    ]
    text = "; ".join(told) + "."
    return text[0].upper() + text[1:]


def _say_nation(share: float, language: str) -> str:
    """Return the nation's share in brackets; nothing where not (nearly) all provinces are known."""
    if pd.isna(share):
        return ""
    share = format_percent(share, language)
    return say(language, f" (cả nước {share})", f" (nation {share})")


def say_agencies(agencies: pd.DataFrame, subject: Subject) -> str:
    """Say which agency holds the parts that lost most."""
    if agencies.empty:
        return say(
            subject.language, "Bộ tiêu chí chưa ghi cơ quan phụ trách.", "The framework names no agency in charge."
        )
    first, language = agencies.iloc[0], subject.language
    lost, most = format_number(first["lost"], language, 2), format_number(first["max_score"], language, 2)
    return say(
        language,
        f"Mất nhiều nhất là các thành phần do {first['agency']} phụ trách: {lost} trên {most} điểm.",
        f"Most was lost on the parts held by {first['agency']}: {lost} of {most} points.",
    )


def say_reasons(reasons: pd.DataFrame, subject: Subject, known: bool) -> str:
    """Say the reason for which most points were lost."""
    if not known:
        return say_no_scoreboard(subject)
    if reasons.empty:
        return say(subject.language, "Không mất điểm nào.", "No point was lost.")
    first, language = reasons.iloc[0], subject.language
    lost, share = format_number(first["lost"], language, 2), format_percent(first["lost_share"], language)
    reason = first["reason"] or say(language, *NO_REASON)
    return say(
        language,
        f"Lý do mất nhiều điểm nhất: {reason} ({lost} điểm, {share} số điểm mất).",
        f"The reason behind most points lost: {reason} ({lost} points, {share} of all lost).",
    )
