"""Sentences about what other indices say on the same matter."""

from __future__ import annotations

import pandas as pd

from parlib.subject import Subject
from parlib.terms import TOTAL
from parlib.wording.numbers import format_number, format_percent, format_rank
from parlib.wording.phrases import join_words, say, say_score

VERDICTS = {
    "agrees": ("tương tự", "similar"),
    "higher": ("cao hơn", "higher"),
    "lower": ("thấp hơn", "lower"),
    "contradicts": ("trái ngược", "contrary"),
    "unknown": ("chưa rõ", "not known"),
}
"""How another index's place compares."""

BASES = {
    "citizens": ("ý kiến người dân", "citizens"),
    "documents": ("hồ sơ, tài liệu", "documents"),
    "documents_surveys": ("tài liệu và điều tra", "documents and surveys"),
    "businesses": ("ý kiến doanh nghiệp", "businesses"),
    "dossiers": ("hồ sơ thủ tục", "dossiers"),
    "": ("", ""),
}
"""What a figure rests on."""

NOTE = (
    "So sánh bằng vị trí phần trăm (tỉnh đứng đầu ở mức cao nhất) vì thang điểm của các chỉ số khác nhau; bảng ghép các thành phần "
    "cùng nội dung đã được rà soát. Năm có thể lệch nhau.",
    "Compared by percentile (the best province has the highest), since scales differ; the map of components on the same matter is "
    "reviewed. Years may differ.",
)
"""How indices are compared."""


def say_matters(matters: pd.DataFrame, subject: Subject) -> str:
    """Say which other indices agree and which contradict, with their places."""
    language = subject.language
    others = matters[(matters["role"] == "other")] if len(matters) else matters
    if others.empty:
        return say(language, "Chưa có chỉ số nào khác trong bộ số liệu nói về cùng nội dung.",
                   "No other index at hand speaks of the same matter.")  # fmt: skip
    known = others[others["verdict"] != "unknown"]
    matter = others["matter_name"].iloc[0]
    if known.empty:
        return _say_uncompared(others, matter, subject)
    parts = []
    for kind in ("agrees", "higher", "lower", "contradicts"):
        rows = known[known["verdict"] == kind]
        if len(rows):
            names = join_words([_name_place(row, language) for _, row in rows.iterrows()], language)
            parts.append(f"{say(language, *VERDICTS[kind])}: {names}")
    return (
        say(
            language,
            f"Về “{matter}”, so với kết quả này, các chỉ số khác: ",
            f"On “{matter}”, beside this result, other indices: ",
        )
        + "; ".join(parts)
        + "."
    )


def _say_uncompared(others: pd.DataFrame, matter: str, subject: Subject) -> str:
    """Say which places other indices give where this one has none to hold them against, or that none has."""
    language, placed = subject.language, others.dropna(subset="rank")
    if placed.empty:
        names = join_words(sorted(set(others["short"])), language)
        return say(language, f"Về “{matter}”, {names} có thành phần cùng nội dung nhưng chưa có số liệu của tỉnh để so sánh.",
                   f"On “{matter}”, {names} have components on the same matter but no figure of the province to compare.")  # fmt: skip
    names = join_words([_name_place(row, language) for _, row in placed.iterrows()], language)
    return say(
        language,
        f"Về “{matter}”, chưa có thứ hạng của tỉnh ở chỉ số này để so sánh; ở các chỉ số khác: {names}.",
        f"On “{matter}”, there is no rank of the province here to compare; elsewhere: {names}.",
    )


def _name_place(row: pd.Series, language: str) -> str:
    return f"{_name_component(row)} ({row['year']:.0f}, {format_rank(row['rank'], row['n_ranked'], language)})"


def _name_component(row: pd.Series) -> str:
    """Return the component with its index: ``DTI – Chính quyền số``; the index alone for its total."""
    return row["short"] if row["component_code"] == "total" else f"{row['short']} – {row['component']}"


def write_matters(matters: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return the shown columns of *matters* with verdicts and bases in words."""
    table = matters.assign(
        verdict=[say(language, *VERDICTS.get(verdict, VERDICTS["unknown"])) for verdict in matters["verdict"]],
        basis=[say(language, *BASES.get(basis, (basis, basis))) for basis in matters["basis"].fillna("")],
    )
    table["component"] = [_name_component(row) for _, row in matters.iterrows()]
    return table[["component", "basis", "year", "rank", "n_ranked", "percentile", "verdict", "note"]]


def say_indices(headlines: pd.DataFrame, subject: Subject) -> str:
    """Say the province's place on every index that has one."""
    language = subject.language
    known = headlines.dropna(subset="rank") if len(headlines) else headlines
    if known.empty:
        return say(language, "Chưa có thứ hạng ở chỉ số nào.", "There is no rank on any index.")
    places = [
        f"{row['short']} {row['year']:.0f}: {format_rank(row['rank'], row['n_ranked'], language)}"
        for _, row in known.iterrows()
    ]
    return (
        say(language, f"Thứ hạng của {subject.province}: ", f"Ranks of {subject.province}: ") + "; ".join(places) + "."
    )


REASONS = {
    "top_quarter": ("nhóm 25% tỉnh có điểm cao nhất", "top quartile"),
    "bottom_quarter": ("nhóm 25% tỉnh có điểm thấp nhất", "bottom quartile"),
    "last": ("xếp cuối cả nước", "last place"),
    "tied_at_max": ("tối đa cùng nhiều tỉnh", "at the maximum with many"),
    "middle": ("ở giữa", "in the middle"),
    "all_level": ("mọi tỉnh bằng nhau", "all level"),
}
"""Why a component is a strength, a weakness or neither."""

SIDES = {
    "strength": ("mạnh, bền vững", "strength that lasts"),
    "high": ("nhóm đầu năm nay", "top this year"),
    "low": ("nhóm cuối năm nay", "bottom this year"),
    "weakness": ("yếu, kéo dài", "weakness that lasts"),
    "neither": ("–", "–"),
}
"""Strength or weakness where it may be taken to last, a place of this year alone, or neither."""

STRENGTHS_NOTE = (
    "Nhóm đầu: thuộc nhóm 25% tỉnh có điểm cao nhất kể cả khi tính thứ hạng bất lợi nhất lúc đồng điểm; đạt tối đa cùng nhiều tỉnh "
    "không tính. Nhóm cuối: thuộc nhóm 25% tỉnh có điểm thấp nhất hoặc xếp cuối cả nước. Chỉ gọi là mạnh bền vững hoặc yếu kéo dài "
    "khi các năm so sánh được cho xác suất từ 90% trở lên rằng tỉnh thực sự thuộc nhóm đó; khoảng một nửa số vị trí trong nhóm đầu "
    "của một năm không giữ được năm sau.",
    "Top: in the top quartile even if all ties go against the province; the maximum shared with most is none. Bottom: in the bottom "
    "quartile, or last. It is called a strength or a weakness that lasts only where the comparable years make it at least 90% likely "
    "that the province truly is in that quartile; about half of the places in the top quartile of a year are lost in the next.",
)
"""The rule of strengths and weaknesses."""


def say_strengths(strengths: pd.DataFrame, subject: Subject) -> str:
    """Name the strengths and the weaknesses among the smallest parts that have a place, and how many these are."""
    language = subject.language
    if strengths.empty:
        return say(
            language,
            "Chưa đủ số liệu để xét điểm mạnh, điểm yếu.",
            "Too little is published to tell strengths and weaknesses.",
        )
    parts, count, whole = [], *count_ranked(strengths, subject)
    if count < whole:
        parts.append(say(language, f"Chỉ {count} trong {whole} chỉ số thành phần có thứ hạng.",
                         f"Only {count} of {whole} components have a place."))  # fmt: skip
    for sides in SIDES_SAID:
        parts += _say_sides(strengths, sides, subject)
    return " ".join(parts)


TOLD = 4
"""Components of a side that are named, of those that last and of those of this year each."""


def _say_sides(strengths: pd.DataFrame, sides: tuple[str, str], subject: Subject) -> list[str]:
    """Name the components of a side that last, and those that stand there this year alone."""
    language, (lasting, passing, none) = subject.language, SIDES_SAID[sides]
    parts = []
    for side, named in zip(sides, (lasting, passing), strict=True):
        rows = strengths[strengths["verdict"] == side].sort_values(
            "rank", ascending=sides[0] == "strength", kind="stable"
        )
        names = [
            f"“{row.component}” ({format_rank(row.rank, row.n_ranked, language)})"
            for row in rows.head(TOLD).itertuples()
        ]
        if names:
            parts.append(f"{say(language, *named)}: {join_words(names, language)}.")
    return parts or [say(language, *none)]


def count_ranked(strengths: pd.DataFrame, subject: Subject) -> tuple[int, int]:
    """Return how many of the smallest parts have a place, and of how many."""
    leaves = ~subject.tree["component_code"].isin({TOTAL, *subject.tree["parent_code"]})
    return len(strengths), max(int(leaves.sum()), len(strengths))


SIDES_SAID = {
    ("strength", "high"): (
        ("Điểm mạnh bền vững", "Strengths that last"),
        ("Thuộc nhóm đầu năm nay, chưa chắc giữ được", "In the top quartile this year, not known to last"),
        ("Chưa có chỉ số thành phần thuộc nhóm dẫn đầu.", "No component is in the top quartile."),
    ),
    ("weakness", "low"): (
        ("Yếu kéo dài, cần tập trung khắc phục", "Weaknesses that last"),
        ("Thuộc nhóm cuối năm nay, chưa chắc kéo dài", "In the bottom quartile this year, not known to last"),
        (
            "Không có chỉ số thành phần thuộc nhóm 25% tỉnh có điểm thấp nhất.",
            "No component is in the bottom quartile.",
        ),
    ),
}
"""How strengths and weaknesses are said, and that there are none."""


def say_strengths_rule(strengths: pd.DataFrame, subject: Subject) -> str:
    """Say the rule, and where few provinces have a place, on which components."""
    rule, few = say(subject.language, *STRENGTHS_NOTE), strengths[strengths["low_coverage"]]
    if few.empty:
        return rule
    names = [f"“{row.component}” ({format_number(row.n_ranked, subject.language, 0)})" for row in few.itertuples()]
    listed = join_words(names, subject.language)
    return f"{rule} " + say(
        subject.language, f"Ít tỉnh có thứ hạng ở {listed}.", f"Few provinces have a place on {listed}."
    )


def write_strengths(strengths: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return the shown columns with sides and reasons in words."""
    table = strengths.assign(
        verdict=[say(language, *SIDES[side]) for side in strengths["verdict"]],
        reason=[say(language, *REASONS[reason]) for reason in strengths["reason"]],
    )
    return table[["component", "share", "rank", "n_ranked", "verdict", "reason"]]


STREAKS = {
    "first_place": ("đứng thứ nhất", "in first place"),
    "top_places": ("trong nhóm dẫn đầu", "among the first"),
    "above_level": ("đạt từ mức này trở lên", "at or above this level"),
}
"""Kinds of run."""

STREAKS_NOTE = (
    "Thứ hạng là kết quả so sánh giữa các tỉnh trong từng năm nên chuỗi thứ hạng tính liên tục qua các lần đổi bộ chỉ số; chuỗi theo "
    "mức điểm chỉ tính trong cùng bộ chỉ số. Năm không có số liệu công bố của tỉnh được nêu tên, không tính và không làm đứt chuỗi.",
    "A rank is won among the provinces of its year, so runs of ranks go on when the framework changes; a run at a level of points "
    "ends there. A year without a published figure of the province is named, not counted, and ends no run.",
)
"""How runs of years are counted."""


def say_streaks(streaks: pd.DataFrame, subject: Subject) -> str:
    """Say the longest run of each kind and, where that is another, the one that lasts."""
    language = subject.language
    if streaks.empty:
        return say(language, "Theo số liệu đã công bố, chưa có năm nào dẫn đầu, trong nhóm dẫn đầu hoặc trên mức đặt ra.",
                   "In the published figures there is no year in first place, among the first or above the level.")  # fmt: skip
    parts = []
    for kind in STREAKS:
        rows = streaks[streaks["streak"] == kind]
        if len(rows):
            lasting = rows.iloc[1:][rows["ongoing"].iloc[1:].astype(bool)].head(1)
            spans = [_say_run(rows.iloc[0], language)]
            spans += [say(language, "hiện nay ", "now ") + _say_run(run, language) for _, run in lasting.iterrows()]
            parts.append(f"{_name_streak(kind, rows['limit'].iloc[0], language)}: {', '.join(spans)}")
    return say(language, "Chuỗi năm dài nhất – ", "Longest runs – ") + "; ".join(parts) + "."


def _name_streak(kind: str, limit: float, language: str) -> str:
    written = write_limit(kind, limit, language)
    if kind == "top_places":
        return say(language, f"trong nhóm {written} tỉnh dẫn đầu", f"among the first {written}")
    if kind == "above_level":
        return say(language, f"đạt từ {written} trở lên", f"at {written} or above")
    return say(language, *STREAKS[kind])


def _say_run(run: pd.Series, language: str) -> str:
    """Write a run of years: ``2020–2024 (3 năm có số liệu; không có số liệu năm 2021, 2023)``."""
    first, last, years = (f"{run[name]:.0f}" for name in ("year_from", "year_to", "years"))
    if first == last:
        return first
    every = say(language, ", mọi năm được công bố", ", in every year published") if run["every"] else ""
    if not run["unpublished"]:
        return f"{first}–{last}{every}"
    absent = say(language, f"{years} năm có số liệu; không có số liệu năm {run['unpublished']}",
                 f"{years} years with figures; none for {run['unpublished']}")  # fmt: skip
    return f"{first}–{last}{every} ({absent})"


def write_limit(kind: str, limit: float, language: str) -> str:
    """Write the limit of a run: a place, a percentage of the maximum, or nothing for first place.

    Examples
    --------
    >>> write_limit("top_places", 10, "vi"), write_limit("above_level", 0.9, "en"), write_limit("first_place", 1, "vi")
    ('10', '90%', '')
    """
    if kind == "above_level":
        return format_percent(limit, language, 0)
    return f"{limit:.0f}" if kind == "top_places" else ""


YEARS_NOTE = (
    "Các năm khác nhóm ở cột “Các năm so sánh được” dùng bộ câu hỏi hoặc thang điểm khác: không nối, không trừ cho nhau.",
    "Years of different groups in the column “Comparable years” have other questions or scales: not chained, not subtracted.",
)
"""What must be said where five years are of different frameworks."""


def say_years(years: pd.DataFrame, subject: Subject) -> str:
    """Say the score and place of each of the last years, as far as they are known."""
    language = subject.language
    known = years[years["score"].notna() | years["rank"].notna()] if len(years) else years
    if known.empty:
        return say(language, "Năm năm gần nhất chưa có số liệu.", "The last five years have no figure.")
    parts = []
    for _, row in known.iterrows():
        score = "" if pd.isna(row["score"]) else say_score(row["score"], subject.index, language)
        rank = "" if pd.isna(row["rank"]) else format_rank(row["rank"], row["n_ranked"], language)
        parts.append(f"{row['year']:.0f}: {score or rank}" + (f" ({rank})" if score and rank else ""))
    return f"{subject.province} – " + "; ".join(parts) + "."


def say_integrity(integrity: pd.DataFrame, subject: Subject) -> str:
    """Say the newest integrity shares of the province beside the nation."""
    language = subject.language
    known = integrity.dropna(subset="province_value") if len(integrity) else integrity
    if known.empty:
        return say(language, "Chưa tìm thấy số liệu liêm chính đã công bố của tỉnh.",
                   "No published integrity figure of the province was found.")  # fmt: skip
    year = known["year"].max()
    rows = known[(known["year"] == year) & known["measure"].isin(SAID)]
    parts = [_say_share(row, language) for row in rows.itertuples()]
    return say(language, f"Năm {year}, ", f"In {year}, ") + "; ".join(parts) + "."


def _say_share(row: object, language: str) -> str:
    """Say a share of those asked, the nation's beside it, and of how many people where that is known."""
    own, nation = (format_percent(value / 100, language, 2) for value in (row.province_value, row.national_value))
    beside = [] if pd.isna(row.national_value) else [say(language, f"cả nước {nation}", f"{nation} nationally")]
    beside += [] if pd.isna(row.respondents) else [f"n = {format_number(row.respondents, language, 0)}"]
    text = say(language, *SAID[row.measure]).format(share=own)
    return text + (f" ({'; '.join(beside)})" if beside else "")


INTEGRITY = {
    "integrity_harassment": ("bị gây phiền hà, sách nhiễu", "harassed"),
    "integrity_extra_payment": ("bị gợi ý nộp thêm tiền", "asked for extra payment"),
    "integrity_none_harass": ("không công chức nào gây phiền hà", "no civil servant harasses"),
    "integrity_some_harass": ("một số công chức gây phiền hà", "some civil servants harass"),
    "integrity_many_harass": ("nhiều công chức gây phiền hà", "many civil servants harass"),
    "integrity_none_extra_payment": ("không ai phải đưa tiền ngoài quy định", "nobody pays beyond the fee"),
    "integrity_some_extra_payment": ("một số người phải đưa tiền ngoài quy định", "some people pay beyond the fee"),
    "integrity_many_extra_payment": ("nhiều người phải đưa tiền ngoài quy định", "many people pay beyond the fee"),
}
"""Integrity measures in words."""

SAID = {
    "integrity_harassment": ("tỷ lệ người dân bị gây phiền hà, sách nhiễu là {share}", "{share} were harassed"),
    "integrity_extra_payment": (
        "tỷ lệ người dân bị gợi ý nộp thêm tiền là {share}",
        "{share} were asked for extra payment",
    ),
    "integrity_none_harass": (
        "{share} người trả lời cho biết không bị công chức gây phiền hà",
        "{share} said that no civil servant harasses",
    ),
    "integrity_none_extra_payment": (
        "{share} người trả lời cho biết không ai phải đưa tiền ngoài quy định",
        "{share} said that nobody pays beyond the fee",
    ),
}
"""Integrity measures that a sentence names, and how; the table has all."""


def write_integrity(integrity: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return the shown columns with measures in words, in the order of the form, and shares as 0-1; newest first."""
    order = {name: place for place, name in enumerate(INTEGRITY)}
    integrity = integrity.assign(place=integrity["measure"].map(order))
    integrity = integrity.sort_values(["year", "place"], ascending=[False, True], kind="stable")
    return pd.DataFrame(
        {
            "year": integrity["year"],
            "measure": [say(language, *INTEGRITY.get(name, (name, name))) for name in integrity["measure"]],
            "province_share": integrity["province_value"] / 100,
            "national_share": integrity["national_value"] / 100,
            "low_share": integrity["low"] / 100,
            "high_share": integrity["high"] / 100,
            "respondents": integrity["respondents"],
        }
    ).dropna(axis=1, how="all")
