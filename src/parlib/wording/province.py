"""Sentences of the province page."""

from __future__ import annotations

import pandas as pd

from parlib.subject import Subject
from parlib.terms import TOLERANCE
from parlib.wording.losses import is_satisfaction
from parlib.wording.numbers import format_number, format_percent
from parlib.wording.phrases import join_words, say, say_points, say_score


def say_profile(profile: pd.DataFrame, subject: Subject) -> str:
    """Say on how many components the province is above the national mean, and its best and worst ranks."""
    language = subject.language
    parts = profile[profile["level"] == 1].dropna(subset="score")
    if parts.empty:
        return say(
            language,
            f"Chưa có số liệu theo từng chỉ số thành phần của {subject.province}, {subject.index.edition(subject.year)}.",
            f"There are no figures by component for {subject.province}, {subject.index.edition(subject.year, language)}.",
        )
    above, compared = count_above(profile)
    text = ""
    if compared:
        text = say(
            language,
            f"{above} trong {compared} chỉ số thành phần cao hơn trung bình cả nước",
            f"{above} of {compared} components are above the national mean",
        )
    ranked = parts.dropna(subset="rank").sort_values("rank", kind="stable")
    if ranked.empty:
        return (text or say(language, "Các chỉ số thành phần đã công bố", "Components as published")) + "."
    best, worst = ranked.iloc[0], ranked.iloc[-1]
    if len(ranked) < 2 or (best["rank"], best["n_ranked"]) == (worst["rank"], worst["n_ranked"]):
        names = join_words([f"“{name}”" for name in ranked["component"]], language)
        ends = say(
            language, f"xếp thứ {_place(best, language)} ở {names}", f"ranked {_place(best, language)} on {names}"
        )
        return f"{text}; {ends}." if text else f"{ends[:1].upper()}{ends[1:]}."
    ends = say(
        language,
        f"thứ hạng cao nhất ở “{best['component']}” ({_place(best, language)}), "
        f"thấp nhất ở “{worst['component']}” ({_place(worst, language)})",
        f"ranked best on “{best['component']}” ({_place(best, language)}) "
        f"and worst on “{worst['component']}” ({_place(worst, language)})",
    )
    return f"{text}; {ends}." if text else f"{ends[:1].upper()}{ends[1:]}."


def count_above(profile: pd.DataFrame) -> tuple[int, int]:
    """Return how many main components lie above the national mean, and of how many that have both figures."""
    compared = profile[profile["level"] == 1].dropna(subset=["score", "national_mean"])
    return int((compared["score"] > compared["national_mean"]).sum()), len(compared)


def _place(row: pd.Series, language: str) -> str:
    of = "" if pd.isna(row["n_ranked"]) else f"/{format_number(row['n_ranked'], language, 0)}"
    return format_number(row["rank"], language, 0) + of


def say_shares(shares: pd.DataFrame, subject: Subject) -> str:
    """Say on which component the province reaches most and least of the maximum this year."""
    language = subject.language
    known = shares[shares["level"] > 0].dropna(subset="share")
    now = known[known["year"] == subject.year]
    if now.empty:
        last = known["year"].max()
        if pd.isna(last):
            return say(language, "Chưa biết tỷ lệ điểm đạt được của từng chỉ số thành phần.",
                       "The share reached on each component is not known.")  # fmt: skip
        return say(
            language,
            f"Năm {subject.year} không có số liệu theo từng chỉ số thành phần; năm gần nhất có số liệu là {last:.0f}.",
            f"There are no figures by component for {subject.year}; the last year with figures is {last:.0f}.",
        )
    now = now.sort_values("share")
    least, most = now.iloc[0], now.iloc[-1]
    low, high = (format_percent(row["share"], language) for row in (least, most))
    scale = say(language, *name_scale(subject))
    if low == high:
        names = join_words([f"“{name}”" for name in now["component"]], language)
        return say(language, f"Đạt {high} {scale} ở {names}.", f"{high} {scale} was reached on {names}.")
    return say(
        language,
        f"Đạt tỷ lệ điểm cao nhất ở “{most['component']}” ({high} {scale}), thấp nhất ở “{least['component']}” ({low}).",
        f"The share reached is highest on “{most['component']}” ({high} {scale}) and lowest on “{least['component']}” "
        f"({low}).",
    )


def name_scale(subject: Subject) -> tuple[str, str]:
    """Return what a share is of: the maximum or, on a scale that begins above zero, the way to it from the minimum."""
    if (subject.tree["min_score"] > 0).any():
        return "khoảng từ điểm tối thiểu đến điểm tối đa", "of the way from minimum to maximum"
    return "điểm tối đa", "of the maximum"


def say_gains(gains: pd.DataFrame, subject: Subject) -> str:
    """Say which component rose and which fell most since the newest earlier year that may be compared."""
    language = subject.language
    if gains.empty:
        return say(
            language,
            f"Không so sánh được năm {subject.year} với năm nào trước đó: chưa có số liệu thành phần hoặc bộ chỉ số đã đổi.",
            f"No earlier year may be compared with {subject.year}: figures by component are missing or the framework changed.",
        )
    before = f"{gains['year_before'].iloc[0]:.0f}"
    rises, falls = gains[gains["change"] > 0], gains[gains["change"] < 0]
    parts = []
    for rows, verbs in (
        (rises, ("tăng mạnh nhất", "the largest gain")),
        (falls[::-1], ("giảm mạnh nhất", "the largest loss")),
    ):
        if len(rows):
            most = rows.iloc[0]
            points = say_points(most["change"], subject.index, language)
            parts.append(say(language, f"{verbs[0]} là “{most['component']}” ({points})",
                             f"{verbs[1]} is on “{most['component']}” ({points})"))  # fmt: skip
    text = join_words(parts, language)
    return (text[:1].upper() + text[1:] if text else say(language, "Không thay đổi", "Nothing changed")) + say(
        language, f" so với năm {before}.", f", compared with {before}."
    )


def say_count(profile: pd.DataFrame, subject: Subject) -> str:
    """Say how many components have a figure, and how many directly below the whole rose and fell."""
    language = subject.language
    known, total = int(profile["score"].notna().sum()), len(profile)
    whole = (profile["level"] == 0).any()
    text = say(
        language,
        f"Có số liệu của {known} trong {total} chỉ số{' (kể cả chỉ số tổng hợp)' if whole else ''}.",
        f"{known} of {total} indicators have figures{' (the index as a whole included)' if whole else ''}.",
    )
    main = profile[profile["level"] == 1].dropna(subset="change")
    if main.empty:
        return text
    changes, before = main["change"], f"{main['year_before'].iloc[0]:.0f}"
    rises, falls = int((changes > TOLERANCE).sum()), int((changes < -TOLERANCE).sum())
    return text + say(
        language,
        f" So với năm {before}, {rises} chỉ số thành phần chính tăng điểm, {falls} giảm điểm.",
        f" Compared with {before}, {rises} main components rose and {falls} fell.",
    )


def say_leaves(subject: Subject) -> str:
    """Say which components the movers are chosen from."""
    return say(
        subject.language,
        "Chỉ xét các thành phần nhỏ nhất, không tính trùng; thành phần đã đổi bộ chỉ số hoặc thang điểm được bỏ qua.",
        "Only the smallest parts are compared, so no point counts twice; parts whose framework or scale changed are left out.",
    )


def say_largest(losses: pd.DataFrame, subject: Subject) -> str:
    """Say where most points were lost among the smallest parts, and how much of all that is."""
    language = subject.language
    known = losses.dropna(subset="lost") if len(losses) else losses
    if known.empty:
        return say(language, "Chưa có số liệu để xếp các điểm mất.", "There are no figures to order the losses by.")
    parts = []
    if is_satisfaction(subject):
        named = [
            f"“{row.component}” ({say_score(row.lost, subject.index, language)})" for row in known.head(3).itertuples()
        ]
        return say(language, "Tỷ lệ chưa hài lòng cao nhất ở ", "Most people are not satisfied with ") + join_words(named, language) + "."  # fmt: skip
    for row in known.head(3).itertuples():
        share = "" if pd.isna(row.lost_share) else f", {format_percent(row.lost_share, language)}"
        parts.append(f"“{row.component}” ({say_points(row.lost, subject.index, language)}{share})")
    return say(language, "Mất nhiều điểm nhất ở ", "Most points were lost on ") + join_words(parts, language) + "."
