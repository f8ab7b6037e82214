"""Sentences about similar provinces, groups, and what goes with what."""

from __future__ import annotations

import pandas as pd

from parlib.subject import Subject
from parlib.terms import INDICES
from parlib.wording.numbers import format_number
from parlib.wording.phrases import capitalise, is_zero, join_words, say, say_gap, say_points, say_score

PEERS_NOTE = (
    "Tương đồng theo dân số, tỷ lệ đô thị, GRDP bình quân đầu người (chuẩn hóa) và vùng; điểm số không tham gia chọn. "
    "Khoảng cách càng nhỏ càng giống.",
    "Similar by population, urban share, GRDP per head (standardised) and region; scores play no part in the choice. "
    "A smaller distance is more alike.",
)
"""How similar provinces are chosen."""

GROUPS = {
    "peers": ("các tỉnh tương đồng", "similar provinces"),
    "region": ("vùng", "the region"),
    "top_ten": ("mười tỉnh dẫn đầu", "the first ten provinces"),
    "country": ("cả nước", "the country"),
}
"""Groups that a province is held against."""


def say_peers(peers: pd.DataFrame, subject: Subject) -> str:
    """Say which of the similar provinces score higher."""
    language, index = subject.language, subject.index
    if peers.empty:
        return say(language, "Không có số liệu dân số, đô thị và GRDP để chọn tỉnh tương đồng.",
                   "There are no figures of population, towns and GRDP to choose similar provinces by.")  # fmt: skip
    near = peers[peers["role"] == "peer"]
    if near.empty:
        return say(language, f"Không có tỉnh nào đủ giống {subject.province} về dân số, đô thị, GRDP và vùng.",
                   f"No province is similar enough to {subject.province} in people, towns, GRDP and region.")  # fmt: skip
    names, far = join_words(near["province"].tolist(), language), format_number(near["distance"].max(), language, 1)
    text = say(language, f"Các tỉnh giống {subject.province} nhất: {names} (cách xa nhất {far} độ lệch chuẩn)",
               f"Most like {subject.province}: {names} (the furthest {far} standard deviations away)")  # fmt: skip
    if pd.isna(peers["score"].iloc[0]) or near["score"].notna().sum() == 0:
        return text + "."
    higher = near[near["score"] > peers["score"].iloc[0] + 1e-9].sort_values("score", ascending=False)
    known, n = count_known(peers).values()
    if known < n:
        text += say(language, f"; {known} trong {n} tỉnh này có số liệu", f"; {known} of {n} have a score")
    if higher.empty:
        return text + say(language, "; không tỉnh nào trong số đó có điểm cao hơn.", "; none of them scores higher.")
    scored = [f"{row.province} ({say_score(row.score, index, language)})" for row in higher.itertuples()]
    return text + say(language, "; điểm cao hơn: ", "; scoring higher: ") + join_words(scored, language) + "."


def count_known(peers: pd.DataFrame) -> dict[str, int]:
    """Return how many of the similar provinces have a score, and of how many."""
    near = peers[peers["role"] == "peer"]
    return {"n_known": int(near["score"].notna().sum()), "n_peers": len(near)}


def say_peer_parts(parts: pd.DataFrame, subject: Subject) -> str:
    """Say on which part similar provinces do better, and by how much."""
    language, index = subject.language, subject.index
    known = parts.dropna(subset="gap_to_peers") if len(parts) else parts
    if known.empty:
        return say(language, "Chưa đủ số liệu để so sánh với các tỉnh tương đồng.",
                   "Too little is published to compare with similar provinces.")  # fmt: skip
    worst = known.sort_values("gap_to_peers").iloc[0]
    part, peers = f"“{worst['component']}”", name_peers(worst["n_peers"], worst["n_asked"])
    if worst["gap_to_peers"] >= 0 or is_zero(worst["gap_to_peers"], index):
        return say(language, f"Không thành phần nào thấp hơn trung bình {peers[0]}; sát nhất là {part}.",
                   f"No part is below the mean of {peers[1]}; the closest is {part}.")  # fmt: skip
    gap = say_points(worst["gap_to_peers"], index, language)
    if abs(worst["gap_to_peers"]) < NEGLIGIBLE * worst["max_score"]:
        return say(
            language,
            f"Xấp xỉ hoặc cao hơn trung bình {peers[0]} ở mọi thành phần; thấp hơn nhiều nhất ở {part} ({gap}).",
            f"Close to the mean of {peers[1]} or above it on every part; furthest below on {part} ({gap}).",
        )
    best = say_score(worst["best_peer_score"], index, language)
    return say(
        language,
        f"Thấp hơn {peers[0]} nhiều nhất ở {part}: dưới mức trung bình {gap}; tốt nhất là {worst['best_peer']} ({best}).",
        f"Furthest behind {peers[1]} on {part}: {gap} below their mean; the best is {worst['best_peer']} ({best}).",
    )


NEGLIGIBLE = 0.01
"""Part of a maximum below which a gap to similar provinces is none to speak of."""


def name_peers(known: int, asked: int) -> tuple[str, str]:
    """Return what similar provinces are called, and of how many a figure is known where not of all.

    Examples
    --------
    >>> name_peers(6, 6)[1], name_peers(2, 6)[1]
    ('similar provinces', '2 of 6 similar provinces')
    """
    if known == asked:
        return GROUPS["peers"]
    return f"{known} trong {asked} tỉnh tương đồng có số liệu", f"{known} of {asked} similar provinces"


def say_groups(groups: pd.DataFrame, subject: Subject) -> str:
    """Say how far the province is from the mean of each group."""
    language = subject.language
    known = groups.dropna(subset="gap") if len(groups) else groups
    if known.empty:
        return say(language, "Chưa đủ số liệu để so sánh với các nhóm tỉnh.",
                   "Too little is published to compare with groups of provinces.")  # fmt: skip
    gaps = []
    for row in known.itertuples():
        vietnamese, english = name_peers(row.n, row.n_asked) if row.group == "peers" else GROUPS[row.group]
        gaps.append(say_gap(row.gap, f"trung bình {vietnamese}", f"the mean of {english}", subject.index, language))
    return capitalise(join_words(gaps, language)) + "."


def name_groups(groups: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return *groups* with the groups in words."""
    return groups.assign(group=[say(language, *GROUPS[group]) for group in groups["group"]])


def name_companion(row: pd.Series, subject: Subject) -> str:
    """Return what a companion is called: its component, with the index where it is another one."""
    if row["index"] == subject.index.id:
        return str(row["component"])
    short = INDICES[row["index"]].call(subject.language)
    return short if row["component_code"] == "total" else f"{short}: {row['component']}"


def say_companions(companions: pd.DataFrame, subject: Subject) -> str:
    """Say what clearly goes with the component within provinces over the years."""
    language = subject.language
    if companions.empty:
        return say(language, "Chưa đủ năm và tỉnh so sánh được để xét các yếu tố có tương quan với chỉ số này.",
                   "Too few comparable years and provinces to see what goes with this component.")  # fmt: skip
    clear = companions[companions["goes_with"] != "unclear"]
    if clear.empty:
        return say(language, "Không thấy thành phần nào có tương quan rõ rệt với chỉ số này qua các năm.",
                   "No component clearly goes with this one over the years.")  # fmt: skip
    strongest = clear.reindex(clear["standardised"].abs().sort_values(ascending=False).index)
    parts = [_say_effect(row, subject) for _, row in strongest.head(3).iterrows()]
    return say(language, "Khi điểm của tỉnh thay đổi qua các năm, chỉ số này có tương quan với ",
               "As a province's scores change over the years, this component goes with ") + join_words(parts, language) + "."  # fmt: skip


def _say_effect(row: pd.Series, subject: Subject) -> str:
    language = subject.language
    size, low, high = (format_number(row[name], language, 2) for name in ("standardised", "low", "high"))
    way = "" if row["goes_with"] == "more" else say(language, " theo chiều ngược", " in the opposite direction")
    return f"“{name_companion(row, subject)}”{way} ({size}; 95%: {low} – {high})"


def say_companions_method(companions: pd.DataFrame, subject: Subject) -> str:
    """Name the method with its numbers of figures, provinces and years, and what it does not show."""
    if companions.empty:
        return ""
    row = companions.iloc[0]
    n, provinces = (format_number(row[name], subject.language, 0) for name in ("n", "n_provinces"))
    years = f"{row['year_from']:.0f}–{row['year_to']:.0f}"
    return say(
        subject.language,
        f"Hồi quy dữ liệu bảng, hiệu ứng cố định tỉnh và năm, sai số cụm theo tỉnh; n = {n} ({provinces} tỉnh, {years}), hệ số "
        "chuẩn hóa; kiểm soát tỷ lệ phát hiện sai (Benjamini–Hochberg). Tương quan không có nghĩa là nguyên nhân.",
        f"Panel regression with province and year effects, errors clustered by province; n = {n} ({provinces} provinces, "
        f"{years}), standardised; false discoveries controlled (Benjamini–Hochberg). “Goes with” does not mean causes.",
    )


def say_correlates(correlates: pd.DataFrame, subject: Subject) -> str:
    """Say which components rank the provinces most like this one in the year, and how many only follow the regions."""
    language = subject.language
    clear = correlates[correlates["goes_with"].isin(["more", "less"])] if len(correlates) else correlates
    regional = int((correlates["goes_with"] == "regions").sum()) if len(correlates) else 0
    rest = "" if not regional else say(
        language,
        f" {regional} thành phần khác chỉ giống theo vùng: trong cùng vùng không còn thấy rõ.",
        f" {regional} more {'follows' if regional == 1 else 'follow'} the pattern of regions alone: within regions it is not clear.",
    )  # fmt: skip
    if clear.empty:
        return say(language, "Không thấy thành phần nào xếp các tỉnh giống chỉ số này một cách rõ rệt.",
                   "No component clearly ranks the provinces like this one.") + rest  # fmt: skip
    parts = [
        f"“{name_companion(row, subject)}” (ρ = {format_number(row['rho'], language, 2)}; "
        + say(
            language,
            f"trong vùng {format_number(row['rho_within'], language, 2)})",
            f"within regions {format_number(row['rho_within'], language, 2)})",
        )
        for _, row in clear.head(3).iterrows()
    ]
    return say(language, "Trong năm, các tỉnh cao ở chỉ số này cũng thường cao (hoặc thấp nếu ρ âm) ở ",
               "In the year, provinces high on this component also tend to be high (or low where ρ is negative) on ") + join_words(parts, language) + "." + rest  # fmt: skip


CORRELATES_NOTE = (
    "Tương quan hạng Spearman giữa các tỉnh, khoảng tin cậy 95% (Bonett–Wright), kiểm soát tỷ lệ phát hiện sai "
    "(Benjamini–Hochberg), và lặp lại trong cùng vùng (hạng trừ trung bình vùng). Các thành phần của cùng một cuộc điều tra có chung người "
    "trả lời nên sai số cũng đi cùng nhau. Tương quan không có nghĩa là nguyên nhân.",
    "Spearman's rank correlation over provinces, 95% interval (Bonett–Wright), false discoveries controlled "
    "(Benjamini–Hochberg), and again within regions (ranks less the mean of the region). Components of one survey share its respondents, "
    "so their errors go together too. Correlation does not mean cause.",
)
"""Method of the correlations."""
