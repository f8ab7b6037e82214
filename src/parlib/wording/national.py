"""Sentences of the national page: how far provinces lie apart, what the index is made of, why ranks changed."""

from __future__ import annotations

import pandas as pd

from parlib.subject import Subject
from parlib.wording.numbers import format_change, format_number, format_percent
from parlib.wording.phrases import join_words, say, say_places, say_points, say_provinces, say_score

MEASURES = {
    "sd": ("Độ lệch chuẩn", "Standard deviation"),
    "interquartile": ("Độ rộng khoảng giữa", "Width of the middle half"),
    "gini": ("Hệ số Gini (0–100)", "Gini coefficient (0–100)"),
}
"""Measures of inequality."""


COMPARISON = ("chênh lệch, cấu trúc và nguyên nhân thay đổi thứ hạng", "inequality, structure and why ranks changed")
"""What cannot be told without a table of all provinces."""


def say_ends(count: int, subject: Subject) -> str:
    """Say that a picture shows both ends of a long ranking, and the table all of it."""
    return say(
        subject.language,
        f"Hình có {count} tỉnh đầu và {count} tỉnh cuối; bảng có tất cả.",
        f"The picture shows the first {count} and the last {count} provinces, the table all of them.",
    )


def say_no_table(subject: Subject, what: tuple[str, str]) -> str:
    """Say that only single facts are published, so that *what* cannot be told."""
    return say(
        subject.language,
        f"Chưa có bảng điểm đủ các tỉnh (nguồn chỉ in số liệu riêng lẻ) nên chưa tính được {what[0]}.",
        f"Without a table of all provinces (only single facts are printed) nothing is computed on {what[1]}.",
    )


def is_printed(subject: Subject) -> bool:
    """Tell whether the year has single printed facts only."""
    return bool((subject.rows["kind"] == "printed").all())


def _say_none(subject: Subject, what: tuple[str, str], vietnamese: str, english: str) -> str:
    return say_no_table(subject, what) if is_printed(subject) else say(subject.language, vietnamese, english)


def _signed(value: float, language: str, decimals: int) -> str:
    return format_change(value, language, decimals)


def say_printed(count: int, subject: Subject) -> str:
    """Say of how many provinces a printed figure was found; nothing for whole tables."""
    if not is_printed(subject) or count >= len(subject.places):
        return ""
    return say(
        subject.language,
        f"Chỉ gồm {say_provinces(count, 'vi')} tìm thấy điểm đã in, không phải cả nước.",
        f"Only the {say_provinces(count, 'en')} whose score was found in print, not the whole country.",
    )


def say_spread(nation: pd.DataFrame, subject: Subject) -> str:
    """Say how far the best and the lowest province are apart, and how wide the middle half is."""
    language, index = subject.language, subject.index
    now = nation[nation["year"] == subject.year].dropna(subset=["best", "lowest"])
    if now.empty:
        return _say_none(subject, ("phân bố giữa các tỉnh", "the distribution over provinces"),
                         "Chưa có số liệu để mô tả phân bố.", "There are no figures to describe the distribution.")  # fmt: skip
    row = now.iloc[0]
    low, high = (say_score(row[name], index, language) for name in ("lowest", "best"))
    middle = [say_score(row[name], index, language) for name in ("lower_quartile", "upper_quartile")]
    return say(
        language,
        f"Năm {subject.year}, các tỉnh đạt từ {low} đến {high}; một nửa số tỉnh nằm giữa {middle[0]} và {middle[1]}.",
        f"In {subject.year} provinces scored from {low} to {high}; half of them lie between {middle[0]} and {middle[1]}.",
    )


def name_measures(stacked: pd.DataFrame, subject: Subject) -> pd.DataFrame:
    """Return inequality with its measures in words; those in points say so."""
    unit = say(subject.language, subject.index.unit_vi, subject.index.unit_en)
    names = {
        code: say(subject.language, *words) + ("" if code == "gini" else f" ({unit})")
        for code, words in MEASURES.items()
    }
    return stacked.assign(measure=stacked["measure"].map(names))


def say_inequality(inequality: pd.DataFrame, subject: Subject) -> str:
    """Say the spread of the year and of the first year that may be compared with it."""
    language = subject.language
    now = inequality[inequality["year"] == subject.year]
    if now.empty:
        return _say_none(subject, ("mức chênh lệch giữa các tỉnh", "inequality between provinces"),
                         "Chưa đo được chênh lệch giữa các tỉnh.", "Inequality between provinces is not known.")  # fmt: skip
    row = now.iloc[0]
    first = inequality[inequality["segment"] == row["segment"]].iloc[0]
    spread = say_points(row["sd"], subject.index, language)
    gini = format_number(100 * row["gini"], language, 2)
    text = say(language, f"Độ lệch chuẩn giữa các tỉnh năm {subject.year} là {spread}, hệ số Gini {gini} trên 100",
               f"In {subject.year} the standard deviation between provinces was {spread} and Gini's coefficient {gini} of 100")  # fmt: skip
    if first["year"] == row["year"]:
        return text + say(language, "; chưa có năm nào khác cùng bộ chỉ số để so sánh.",
                          "; no other year of the same framework is at hand to compare with.")  # fmt: skip
    before, gini_before = (
        say_points(first["sd"], subject.index, language),
        format_number(100 * first["gini"], language, 2),
    )
    return text + say(
        language,
        f" (năm {first['year']}: độ lệch chuẩn {before}, Gini {gini_before}).",
        f" (in {first['year']}: standard deviation {before}, Gini {gini_before}).",
    )


def say_convergence(convergence: pd.DataFrame, subject: Subject) -> str:
    """Say of how many indicators the spread clearly shrank or grew, of the index itself, and where it changed most."""
    language = subject.language
    if convergence.empty:
        return _say_none(subject, ("xu hướng thu hẹp chênh lệch", "whether the gap closes"),
                         "Chưa đủ hai năm so sánh được để biết chênh lệch thu hẹp hay rộng ra.",
                         "There are not two comparable years to tell whether the gap closes.")  # fmt: skip
    n, counts = len(convergence), count_verdicts(convergence)
    parts = []
    if counts["converging"]:
        parts.append(say(language, f"thu hẹp rõ ở {counts['converging']}", f"clearly shrank on {counts['converging']}"))
    if counts["diverging"]:
        parts.append(say(language, f"rộng ra rõ ở {counts['diverging']}", f"clearly grew on {counts['diverging']}"))
    parts = parts or [say(language, "không thay đổi rõ ở chỉ số nào", "clearly changed on none")]
    text = say(language, f"Chênh lệch giữa các tỉnh {join_words(parts, language)} trong {n} chỉ số xét được",
               f"The spread between provinces {join_words(parts, language)} of {n} indicators that can be tested")  # fmt: skip
    whole = convergence[convergence["component_code"] == subject.component_code]
    if len(whole):
        text += say(language, "; chỉ số chung: ", "; the indicator itself: ") + _say_estimate(whole.iloc[0], language)
    clear = convergence[convergence["verdict"] != "undecided"]
    most = clear.loc[clear["estimate"].abs().idxmax()] if len(clear) else None
    if most is not None and most["component_code"] != subject.component_code:
        text += say(
            language, f"; thay đổi nhiều nhất ở “{most['component']}”: ", f"; most on “{most['component']}”: "
        ) + _say_estimate(most, language)
    return text + "."


def count_verdicts(convergence: pd.DataFrame) -> dict[str, int]:
    """Return how many indicators clearly converge and diverge."""
    return {kind: int((convergence["verdict"] == kind).sum()) for kind in ("converging", "diverging")}


def _say_estimate(row: pd.Series, language: str) -> str:
    size, low, high = (_signed(row[name], language, 0) for name in ("estimate", "low", "high"))
    years = f"{row['year_from']}–{row['year_to']}"
    return f"{size}% (95%: {low} – {high}; {years})"


CONVERGENCE_NOTE = (
    "Thay đổi độ lệch chuẩn từ năm so sánh được đầu tiên, khoảng bootstrap theo tỉnh. Hệ số beta (bảng số liệu) âm ở nơi tỉnh xuất phát thấp tăng "
    "nhanh hơn; riêng nhiễu của năm đầu cũng làm beta âm, nên chỉ đọc cùng độ lệch chuẩn.",
    "Change of the standard deviation since the first comparable year, bootstrap interval over provinces. Beta (in the table) is negative where "
    "provinces that began low gained faster; noise in the first year alone makes it negative, so it is read with the spread only.",
)
"""Method of convergence."""


def label_beta(language: str) -> dict[str, str]:
    """Return the heads of the columns of beta and of the change of the spread."""
    spread = say(language, "Thay đổi độ lệch chuẩn (%)", "Change of the spread (%)")
    bounds = {"low": say(language, "cận dưới", "lower bound"), "high": say(language, "cận trên", "upper bound")}
    heads = {"term": say(language, "Chỉ số", "Indicator"), "estimate": spread, "slope": "Beta"}
    heads |= {name: f"{spread}, {bound}" for name, bound in bounds.items()}
    return heads | {f"slope_{name}": f"Beta, {bound}" for name, bound in bounds.items()}


VERDICTS = {
    "converging": ("thu hẹp", "shrinks"),
    "diverging": ("rộng ra", "grows"),
    "undecided": ("không rõ rệt", "not clear"),
    "ceiling": ("đã chạm trần", "at the ceiling"),
    "flat": ("các tỉnh gần như bằng nhau", "provinces are almost level"),
    "tells_apart": ("còn phân biệt được các tỉnh", "tells provinces apart"),
}
"""Verdicts in words."""


def name_verdicts(verdicts: pd.Series, language: str) -> list[str]:
    """Return verdicts in words."""
    return [say(language, *VERDICTS[verdict]) for verdict in verdicts]


def say_between(between: pd.DataFrame, subject: Subject) -> str:
    """Say how much of the differences lies between regions, now and in the first comparable year."""
    language = subject.language
    now = between[between["year"] == subject.year]
    if now.empty:
        return _say_none(subject, ("phần chênh lệch giữa các vùng", "differences between regions"),
                         "Chưa tách được chênh lệch giữa các vùng.", "Differences between regions cannot be told apart.")  # fmt: skip
    row = now.iloc[0]
    first = between[between["segment"] == row["segment"]].iloc[0]
    share = format_percent(row["between_share"], language, 0)
    text = say(language, f"{share} chênh lệch giữa các tỉnh năm {subject.year} là chênh lệch giữa {row['n_regions']} vùng; phần còn lại là giữa các tỉnh cùng vùng",
               f"{share} of the differences between provinces in {subject.year} lie between {row['n_regions']} regions, the rest within regions")  # fmt: skip
    if first["year"] != row["year"]:
        before = format_percent(first["between_share"], language, 0)
        text += say(language, f" (năm {first['year']}: {before})", f" ({first['year']}: {before})")
    chance = format_percent(row["chance_share"], language, 0)
    return text + say(
        language,
        f". Chia vùng ngẫu nhiên cũng cho trung bình {chance}.",
        f". Regions drawn by lot would give {chance} on average.",
    )


def say_split(split: pd.DataFrame, subject: Subject) -> str:
    """Say how many provinces moved, how far at most, and how much of all moves each cause holds."""
    language = subject.language
    if split.empty:
        return _say_none(subject, ("nguyên nhân thay đổi thứ hạng", "why ranks changed"),
                         "Chưa có năm trước so sánh được để tách thay đổi thứ hạng.",
                         "There is no earlier year by which changes of rank could be split.")  # fmt: skip
    year, moved = int(split["year_before"].iloc[0]), int((split["rank_change"] != 0).sum())
    whole, all_moved = say_provinces(len(split), language), moved == len(split)
    vietnamese, english = ("cả", "all") if all_moved else (f"{moved} trong", f"{moved} of")
    vietnamese, english = ("không tỉnh nào trong", "none of") if not moved else (vietnamese, english)
    text = say(
        language,
        f"So với năm {year}, {vietnamese} {whole} đổi thứ hạng",
        f"Compared with {year}, {english} {whole} changed rank",
    )
    up, down = split.loc[split["rank_change"].idxmax()], split.loc[split["rank_change"].idxmin()]
    ends = []
    for row, vietnamese, english in (
        (up, "tăng nhiều nhất là", "rose most"),
        (down, "giảm nhiều nhất là", "fell most"),
    ):
        if (row["rank_change"] > 0) == (row is up) and row["rank_change"] != 0:
            moves = say_places(row["rank_change"], language)
            ends.append(
                say(language, f"{vietnamese} {row['province']} ({moves})", f"{row['province']} {english} ({moves})")
            )
    return text + "".join(f"; {end}" for end in ends) + "."


def say_split_note(split: pd.DataFrame, subject: Subject) -> str:
    """Say what the three causes are, and which of them are nought for every province."""
    language = subject.language
    text = say(
        language,
        "Kết quả: đổi chỗ giữa cùng các tỉnh trên các phần so sánh được, gồm cả kết quả của tỉnh khác. Bộ chỉ số: do các phần mới hoặc đã đổi. Tỉnh mới: do tỉnh "
        "có hoặc mất số liệu. Ba phần cộng lại bằng số bậc thay đổi.",
        "Results: moves among the same provinces on comparable parts, others' results included. Framework: parts that are new or changed. Entrants: provinces that "
        "gained or lost a figure. The three add up to the change in places.",
    )
    if (split["framework"] == 0).all():
        text += say(
            language, " Bộ chỉ số không đổi giữa hai năm.", " The framework did not change between the two years."
        )
    return text


CAUSES = {
    "performance": ("Kết quả", "Results"),
    "framework": ("Bộ chỉ số", "Framework"),
    "entrants": ("Tỉnh mới có hoặc mất số liệu", "Entrants"),
}
"""Causes of a change of rank."""
