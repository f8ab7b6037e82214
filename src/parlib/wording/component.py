"""Sentences of the component page: every number in them stands in the table they are made from."""

from __future__ import annotations

import pandas as pd

from parlib.subject import Subject
from parlib.terms import SINGLE_KINDS
from parlib.wording.losses import say_lost, say_next
from parlib.wording.numbers import format_change, format_number, format_percent
from parlib.wording.phrases import (
    capitalise,
    is_zero,
    join_words,
    say,
    say_change,
    say_gap,
    say_points,
    say_rank,
    say_score,
)
from parlib.wording.titles import name_component
from parlib.wording.vintage import say_edition, say_not_whole, say_rank_field


def name_matter(subject: Subject) -> str:
    """Return what is measured: ``chỉ số thành phần 4, Kiểm soát tham nhũng (PAPI 2024)``.

    The index as a whole is called by its short name and year.
    """
    edition = say_edition(subject)
    if subject.component_code == "total":
        return edition
    return f"“{name_component(subject.component_code, subject.component)}” ({edition})"


def say_headline(position: pd.DataFrame, subject: Subject) -> str:
    """Say score, maximum, rank of how many and change; or plainly that there is no figure."""
    row, language = position.iloc[0], subject.language
    matter, who = name_matter(subject), subject.province
    if row["status"] in ("no_score", "no_year"):
        return say_absence(subject, row["status"])
    if row["status"] == "rank_only":
        since = f" ({change})" if (change := say_since(row, subject)) else ""
        return say(
            language,
            f"{who} {say_rank(row, language)} về {matter}{since}; chưa tìm thấy điểm số được công bố.",
            f"{who} is {say_rank(row, language)} on {matter}{since}; no published score was found.",
        )
    ranked = f", {say_rank(row, language)}{say_rank_field(subject)}" if pd.notna(row["rank"]) else ""
    score = _say_score_of(row, subject)
    return (
        say(language, f"{who} đạt {score} về {matter}{ranked}", f"{who} scores {score} for {matter}{ranked}")
        + (f"; {change}" if (change := say_since(row, subject)) else "")
        + "."
    )


def say_since(row: pd.Series, subject: Subject) -> str:
    """Say the change since the newest earlier year that may be compared, and which year that is."""
    if pd.isna(row["year_before"]):
        return ""
    rank = float("nan") if row["tied_with"] > 0 else row["rank"]  # a first place that others share is none to speak of
    return say_change(row["change"], row["rank_change"], subject.index, subject.language, int(row["year_before"]), rank)


def _say_score_of(row: pd.Series, subject: Subject) -> str:
    """Write the score with its maximum where one is known: ``7,99/10 điểm``, ``7.99 out of 10 points``."""
    score = say_score(row["score"], subject.index, subject.language)
    if pd.isna(row["max_score"]) or score.endswith("%"):
        return score
    number = score.rsplit(" ", 1)[0]
    most = f"{row['max_score']:.3g}" if row["max_score"] % 1 else f"{row['max_score']:.0f}"
    most = most.replace(".", ",") if subject.language == "vi" else most
    return say(subject.language, f"{number}/{most} điểm", f"{number} out of {most} points")


def say_absence(subject: Subject, status: str) -> str:
    """Say that the year has no figure of the province, and why as far as is known."""
    language, who, matter = subject.language, subject.province, name_matter(subject)
    if subject.back_cast:
        return say_not_whole(subject, matter)
    if status == "no_score" and not subject.rows["kind"].isin(SINGLE_KINDS).any():
        return say(
            language,
            f"Không có số liệu của {who} về {matter}: kết quả năm {subject.year} không công bố tỉnh này.",
            f"There is no figure of {who} on {matter}: the {subject.year} results were not published for it.",
        )
    return say(
        language,
        f"Chưa tìm thấy số liệu đã công bố của {who} về {matter} trong các nguồn đang có.",
        f"No published figure of {who} on {matter} was found in the sources at hand.",
    )


def say_position(position: pd.DataFrame, subject: Subject) -> str:
    """Say the gaps to the national mean, the regional mean and the best province."""
    row, language, index = position.iloc[0], subject.language, subject.index
    gaps = []
    if pd.notna(row["gap_to_mean"]):
        gaps.append(say_gap(row["gap_to_mean"], "trung bình cả nước", "the national mean", index, language))
    if pd.notna(row["gap_to_region"]):
        gaps.append(
            say_gap(
                row["gap_to_region"],
                f"trung bình vùng {subject.region}",
                f"the mean of the {subject.region}",
                index,
                language,
            )
        )
    if pd.notna(row["gap_to_best"]) and not is_zero(row["gap_to_best"], index):
        best = row["best_provinces"]
        gaps.append(
            say_gap(row["gap_to_best"], f"tỉnh cao nhất ({best})", f"the best province ({best})", index, language)
        )
    elif pd.notna(row["gap_to_best"]):
        gaps.append(say(language, "là điểm cao nhất cả nước", "the highest score in the country"))
    if not gaps:
        return say(
            language,
            f"Chưa đủ số liệu đã công bố để so sánh {subject.province} với cả nước năm {subject.year}.",
            f"Too little is published to compare {subject.province} with the country in {subject.year}.",
        )
    return capitalise(join_words(gaps, language)) + "."


def say_history(history: pd.DataFrame, subject: Subject) -> str:
    """Say the path over the comparable years up to the last figure: from where to where, against the median."""
    language, index = subject.language, subject.index
    known = history.dropna(subset="score")
    if known.empty:
        return say(language, f"Chưa có năm nào có số liệu của {subject.province}.",
                   f"No year has a figure of {subject.province}.")  # fmt: skip
    last = known.iloc[-1]
    same = known[known["segment"] == last["segment"]]
    if len(same) == 1:
        return say(
            language,
            f"Năm {last['year']:.0f} đạt {say_score(last['score'], index, language)}; chưa có năm nào khác để so sánh.",
            f"In {last['year']:.0f} the score was {say_score(last['score'], index, language)}; "
            "no other year may be compared with it.",
        )
    first = same.iloc[0]
    path = _say_path(first, last, subject)
    beside = _say_beside_median(last, subject)
    return path + beside + "."


def _say_path(first: pd.Series, last: pd.Series, subject: Subject) -> str:
    language, index = subject.language, subject.index
    start, end = say_score(first["score"], index, language), say_score(last["score"], index, language)
    years = f"{first['year']:.0f}", f"{last['year']:.0f}"
    change = last["score"] - first["score"]
    if is_zero(change, index):
        return say(language, f"Năm {years[0]} và năm {years[1]} cùng đạt {end}",
                   f"The score was {end} in both {years[0]} and {years[1]}")  # fmt: skip
    return say(
        language,
        f"Từ {start} năm {years[0]} {'lên' if change > 0 else 'xuống'} {end} năm {years[1]}",
        f"From {start} in {years[0]} {'up' if change > 0 else 'down'} to {end} in {years[1]}",
    )


def _say_beside_median(last: pd.Series, subject: Subject) -> str:
    for column, words in (
        ("national_median", ("trung vị cả nước", "the national median")),
        ("national_mean", ("trung bình cả nước", "the national mean")),
    ):
        if pd.notna(last[column]):
            gap = last["score"] - last[column]
            return ", " + say_gap(gap, *words, subject.index, subject.language)
    return ""


def say_trend(trend: pd.DataFrame, subject: Subject) -> str:
    """Say what the trend test found net of the nation, and of the score itself, with years, p and q."""
    row, language = trend.iloc[0], subject.language
    if row["trend"] == row["own_trend"] == "none":
        return say(
            language,
            "Chưa đủ năm so sánh được để kiểm định xu hướng (cần ít nhất năm năm).",
            "Not enough comparable years to test a trend (at least five are needed).",
        )
    years, n = f"{row['year_from']:.0f}–{row['year_to']:.0f}", f"{row['n_years']:.0f}"
    own = _name_course(row["own_trend"], language), say_chances(row["p_value"], row["q_value"], language)
    if row["trend"] == "none":
        return say(
            language,
            f"Kiểm định Mann–Kendall trên {n} năm so sánh được ({years}): điểm của tỉnh {own[0]} ({own[1]}); chưa có bảng điểm cả nước "
            "để tách phần biến động chung.",
            f"Mann–Kendall test over {n} comparable years ({years}): the score shows {own[0]} ({own[1]}); there is no national table "
            "from which to tell what the whole country did.",
        )
    net = _name_course(row["trend"], language), say_chances(row["net_p_value"], row["net_q_value"], language)
    return say(
        language,
        f"So với trung bình cả nước, {net[0]} (kiểm định Mann–Kendall trên {n} năm so sánh được, {years}; {net[1]}). Riêng điểm của "
        f"tỉnh: {own[0]} ({own[1]}).",
        f"Against the national mean there is {net[0]} (Mann–Kendall test over {n} comparable years, {years}; {net[1]}). The score by "
        f"itself: {own[0]} ({own[1]}).",
    )


def _name_course(trend: str, language: str) -> str:
    return say(language, *{
        "up": ("xu hướng tăng", "an upward trend"),
        "down": ("xu hướng giảm", "a downward trend"),
        "flat": ("không thấy xu hướng rõ rệt", "no clear trend"),
    }[trend])  # fmt: skip


def say_chances(p_value: float, q_value: float, language: str) -> str:
    """Write p and q of a test: ``p = 0.012; q = 0.08``."""
    texts = []
    for name, value in (("p", p_value), ("q", q_value)):
        text = f"{name} < 0.001" if value < 0.001 else f"{name} = {value:.3f}"
        texts.append(text.replace(".", ",") if language == "vi" else text)
    return "; ".join(texts)


def say_family(subject: Subject) -> str:
    """Say what q is, and of which tests."""
    return say(
        subject.language,
        f"p chính xác, tính cả đồng điểm; q: tỷ lệ phát hiện sai trong mọi kiểm định của các tỉnh và chỉ số thành phần của "
        f"{subject.index.call('vi')} {subject.year} (Benjamini và Hochberg 1995). Chỉ nói có xu hướng khi q không quá 0,05.",
        f"p is exact, ties counted; q is the share of false finds among all tests of provinces and components of "
        f"{subject.index.call('en')} {subject.year} (Benjamini and Hochberg 1995). A trend is told only with q of at most 0.05.",
    )


def _say_course(row: pd.Series, subject: Subject) -> str:
    """Say a tested trend for those who do not read tests."""
    years, n = f"{row['year_from']:.0f}–{row['year_to']:.0f}", format_number(row["n_years"], subject.language, 0)
    up = row["trend"] == "up"
    return say(
        subject.language,
        f"So với trung bình cả nước, điểm có xu hướng {'tăng' if up else 'giảm'} trong {n} năm so sánh được ({years}).",
        f"Against the national mean the score has tended {'up' if up else 'down'} over {n} comparable years ({years}).",
    )


def say_place(position: pd.DataFrame, subject: Subject) -> str:
    """Say quarter of provinces and place in the region."""
    row, language = position.iloc[0], subject.language
    if pd.isna(row["quartile"]):
        return say(language, "Chưa đủ số liệu để xếp nhóm.", "Too little is published to tell the quartile.")
    quartile = QUARTILES[int(row["quartile"]) - 1]
    text = say(language, f"{subject.province} thuộc {quartile[0]}", f"{subject.province} is in {quartile[1]}")
    if pd.notna(row["rank_in_region"]):
        place = f"{row['rank_in_region']:.0f}/{row['n_in_region']:.0f}"
        text += say(language, f", đứng thứ {place} trong vùng {subject.region}", f", {place} in the {subject.region}")
    return text + "."


def say_neighbours(position: pd.DataFrame, subject: Subject) -> str:
    """Say the distance to the next province up and down."""
    row, language = position.iloc[0], subject.language
    steps = []
    if pd.notna(row["gap_up"]):
        steps.append(_say_step(row["gap_up"], row["next_up_provinces"], True, subject))
    if pd.notna(row["gap_down"]):
        steps.append(_say_step(row["gap_down"], row["next_down_provinces"], False, subject))
    if not steps:
        return say(language, "Chưa đủ số liệu để xác định các tỉnh liền kề.",
                   "Too little is published to find the provinces next to it.")  # fmt: skip
    return capitalise(join_words(steps, language)) + "."


def _say_step(gap: float, names: str, up: bool, subject: Subject) -> str:
    language = subject.language
    side = say(language, f"tỉnh xếp ngay {'trên' if up else 'dưới'}", f"the next {'above' if up else 'below'}")
    if is_zero(gap, subject.index):
        return say(language, f"gần như bằng điểm {side} ({names})", f"almost level with {side} ({names})")
    points = say_points(gap, subject.index, language)
    return say(
        language,
        f"{'thấp' if up else 'cao'} hơn {side} ({names}) {points}",
        f"{points} {'behind' if up else 'ahead of'} {side} ({names})",
    )


MARKS = {
    "national_mean": ("Trung bình cả nước", "National mean"),
    "national_median": ("Trung vị cả nước", "National median"),
    "regional_mean": ("Trung bình vùng", "Regional mean"),
    "best": ("Tỉnh cao nhất", "Best province"),
    "next_up": ("Tỉnh xếp ngay trên", "Next above"),
    "next_down": ("Tỉnh xếp ngay dưới", "Next below"),
}
"""What a score is held against."""


def name_mark(mark: str, language: str) -> str:
    """Return the word for a mark.

    Examples
    --------
    >>> name_mark("best", "en")
    'Best province'
    """
    return say(language, *MARKS[mark])


QUARTILES = (
    ("nhóm 25% tỉnh có điểm cao nhất", "the top quartile"),
    ("nhóm tứ phân vị thứ hai", "the second quartile"),
    ("nhóm tứ phân vị thứ ba", "the third quartile"),
    ("nhóm 25% tỉnh có điểm thấp nhất", "the bottom quartile"),
)
"""Quartiles of provinces by rank, the best first."""


def say_slope(slope: pd.DataFrame, subject: Subject) -> str:
    """Say how fast the score moved, with its interval; nothing with too few years."""
    row, language = slope.iloc[0], subject.language
    if pd.isna(row["slope"]):
        return ""
    places = subject.index.decimals
    speed, low, high = (format_change(row[name], language, places) for name in ("slope", "low", "high"))
    unit = "%" if subject.index.unit_vi == "%" else say(language, " điểm", " points")
    return say(
        language,
        f"Tốc độ ước lượng (Theil–Sen): {speed}{unit} mỗi năm (khoảng tin cậy 95%: {low} đến {high}).",
        f"Estimated speed (Theil–Sen): {speed}{unit} a year (95% interval {low} to {high}).",
    )


def say_breaks(history: pd.DataFrame, subject: Subject) -> str:
    """Say between which years scores may not be compared and why, or nothing where all may."""
    cuts = history[history["segment"].diff() > 0]
    language, broken = subject.language, cuts["break_decision"].notna()
    pairs = [f"{year - 1}/{year}" for year in cuts.loc[~broken, "year"]]
    framework = say(
        language,
        f"Không so sánh điểm qua các mốc {join_words(pairs, 'vi')}: bộ chỉ số hoặc thang điểm đã đổi.",
        f"Scores are not compared across {join_words(pairs, 'en')}: the framework or the scale changed.",
    )
    told = [_say_break(row, subject) for _, row in cuts[broken].iterrows()]
    return " ".join([*([framework] if pairs else []), *told])


def _say_break(row: pd.Series, subject: Subject) -> str:
    """Say what nearly all places did alike in a year, and whether it is known that the instrument changed."""
    language, year, up = subject.language, int(row["year"]), row["break_moved"] > 0
    points = say_points(abs(row["break_moved"]), subject.index, language)
    alike = format_percent(row["break_alike"], language, 0)
    times = format_number(row["break_ratio"], language, 1)
    decided = row["break_decision"] == "break"
    return say(
        language,
        f"Năm {year}, {alike} số tỉnh cùng {'tăng' if up else 'giảm'}, trung bình {points}, gấp {times} lần độ lệch chuẩn giữa các tỉnh: "
        + (
            "câu hỏi hoặc cách tính đã thay đổi"
            if decided
            else "câu hỏi hoặc cách tính có thể đã thay đổi, chưa có tài liệu xác nhận"
        )
        + f"; không so sánh điểm qua mốc {year - 1}/{year}.",
        f"In {year}, {alike} of the provinces {'rose' if up else 'fell'} alike, by {points} on average, {times} times the standard "
        "deviation between provinces: "
        + (
            "the questions or the method changed"
            if decided
            else "the questions or the method may have changed, which no document at hand confirms"
        )
        + f"; scores are not compared across {year - 1}/{year}.",
    )


def say_conclusion(
    position: pd.DataFrame, trend: pd.DataFrame, losses: pd.DataFrame, actions: pd.DataFrame, subject: Subject
) -> str:
    """Say the page in five sentences at most, each made from a table of the page; the last one is what comes next."""
    sentences = [say_headline(position, subject)]
    if position["status"].iloc[0] == "done":
        if position["gap_to_mean"].notna().iloc[0]:
            sentences.append(say_position(position, subject))
        if trend["trend"].iloc[0] in ("up", "down"):
            sentences.append(_say_course(trend.iloc[0], subject))
        if len(losses):
            sentences.append(say_lost(losses, position, subject))
        if len(actions):
            sentences.append(say_next(actions, subject))
    return " ".join(sentences)
