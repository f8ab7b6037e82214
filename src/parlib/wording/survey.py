"""Sentences about what respondents said."""

from __future__ import annotations

import pandas as pd

from parlib.subject import Subject
from parlib.wording.component import name_matter
from parlib.wording.numbers import format_number, format_percent
from parlib.wording.phrases import join_words, say

METHOD = (
    "Hài lòng: câu trả lời 4 hoặc 5 trên thang 1–5, trong số câu có trả lời. Khoảng tin cậy 95% theo Wilson (1927) trên cỡ mẫu "
    "hiệu dụng; hệ số thiết kế tính theo cụm điều tra khi tệp phiếu có ghi cụm; bảng tỷ lệ đã công bố không ghi cụm nên khoảng "
    "tin cậy hẹp hơn thực tế. Cả nước ở đây là tỷ lệ của mọi người trả lời, khác trung bình cộng của các tỉnh. Không nêu tỷ lệ "
    "của nhóm dưới 30 người trả lời.",
    "Satisfied: an answer of 4 or 5 on the scale of 1 to 5, among those given. 95% intervals by Wilson (1927) on the effective "
    "number of respondents; design effect from the clusters of the survey where the file names them; published tables name none, "
    "so their intervals are too narrow. The nation is the share of all respondents, not the mean of the provinces. No share is "
    "shown for fewer than 30 respondents.",
)
"""How shares and their intervals are found."""

SIDES = {
    "above": ("cao hơn cả nước", "above the nation"),
    "below": ("thấp hơn cả nước", "below the nation"),
    "level": ("chưa khác cả nước", "not told apart from the nation"),
    "": ("–", "–"),
}
"""Whether the nation lies outside the province's interval."""

GROUPS = {"service": ("Lĩnh vực", "Service field"), "district": ("Địa bàn", "District")}
"""Kinds of groups of respondents."""


def say_no_survey(subject: Subject) -> str:
    """Say that there is no file of respondents, or that the index is none of respondents."""
    language, year = subject.language, subject.year
    if not subject.index.sampled:
        edition = subject.index.edition(year, language)
        return say(language, f"Nguồn không công bố câu trả lời của từng người cho {edition}.",
                   f"No answers of single respondents are published for {edition}.")  # fmt: skip
    return say(
        language,
        f"Chưa có tệp phiếu điều tra của {subject.province} năm {year}: số người trả lời, khoảng tin cậy và tỷ lệ từng câu hỏi chưa biết.",
        f"There is no file of respondents of {subject.province} for {year}: their number, intervals and shares by question are not known.",
    )


def say_shares(shares: pd.DataFrame, subject: Subject) -> str:
    """Say the satisfied share with its interval, the nation's, and the lowest part."""
    language = subject.language
    own = shares[shares["component_code"] == subject.component_code]
    if own.empty:
        return say_no_survey(subject)
    row, matter = own.iloc[0], name_matter(subject)
    people = format_number(row["respondents"], language, 0)
    if row["hidden"]:
        return say(language, f"Chỉ có {people} người trả lời về {matter}: không nêu tỷ lệ.",
                   f"Only {people} people answered on {matter}: no share is shown.")  # fmt: skip
    share, low, high = (format_percent(row[f"{name}_share"], language) for name in ("satisfied", "low", "high"))
    text = say(language, f"{share} trong {people} người trả lời hài lòng về {matter} (khoảng tin cậy 95%: {low}–{high})",
               f"{share} of {people} respondents are satisfied on {matter} (95% interval {low}–{high})")  # fmt: skip
    if pd.notna(row["national_share"]):
        nation = format_percent(row["national_share"], language)
        text += say(language, f", cả nước {nation}", f", {nation} in the country")
    parts = shares[(shares["component_code"] != subject.component_code) & shares["satisfied_share"].notna()]
    if len(parts) < 2:
        return text + "."
    least = parts.loc[parts["satisfied_share"].idxmin()]
    low = format_percent(least["satisfied_share"], language)
    return text + say(language, f". Thấp nhất là “{least['component']}”: {low}.",
                      f". Lowest is “{least['component']}”: {low}.")  # fmt: skip


def say_groups(groups: pd.DataFrame, subject: Subject) -> str:
    """Say in which service field and district fewest are satisfied, and which groups are too small."""
    language, parts = subject.language, []
    if groups.empty:
        return say(
            language, "Không có tỷ lệ theo lĩnh vực hoặc địa bàn.", "There are no shares by service field or district."
        )
    for kind, words in GROUPS.items():
        rows = groups[(groups["group"] == kind) & groups["satisfied_share"].notna()]
        if len(rows) > 1:
            least = rows.iloc[0]
            share = format_percent(least["satisfied_share"], language)
            n = format_number(least["respondents"], language, 0)
            asked = say(language, f"{n} người trả lời", f"{n} respondents")
            parts.append(f"{say(language, *words).lower()}: {least['name']} ({share}; {asked})")
    text = say(language, "Tỷ lệ hài lòng thấp nhất – ", "Fewest satisfied – ") + "; ".join(parts) + "." if parts else ""
    small = int(groups["hidden"].astype(bool).sum())
    if small:
        text += say(language, f" {small} nhóm có dưới 30 người trả lời nên không nêu tỷ lệ.",
                    f" {small} groups have fewer than 30 respondents: no share is shown.")  # fmt: skip
    return text.strip()


def say_expectations(answers: pd.DataFrame, subject: Subject) -> str:
    """Say what most respondents want next."""
    language = subject.language
    known = answers.dropna(subset="province_share")
    if known.empty:
        return say(language, f"Chưa có số liệu về mong đợi của người dân {subject.province} năm {subject.year}.",
                   f"What people of {subject.province} expect in {subject.year} is not known.")  # fmt: skip
    first = [f"“{row.name}” ({_beside_nation(row.province_share, row.national_share, language)})"
             for row in known.head(3).itertuples(index=False)]  # fmt: skip
    return say(language, "Người dân mong đợi nhiều nhất: ", "People expect most: ") + join_words(first, language) + "."


def _beside_nation(share: float, nation: float, language: str) -> str:
    """Write a share, and the nation's where it is known."""
    text = format_percent(share, language)
    if pd.isna(nation):
        return text
    return text + say(language, ", cả nước ", ", in the country ") + format_percent(nation, language)


def write_shares(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return a table of shares with the verdict and the kind of group in words, without helper columns."""
    words = {"verdict": [say(language, *SIDES[side]) for side in table["verdict"]]}
    if "group" in table:
        words["group"] = [say(language, *GROUPS[kind]) for kind in table["group"]]
    named = table.assign(**words).rename(columns={"name": "answer" if "measure" in table else "label"})
    return named.drop(columns=["hidden", "method", "measure"], errors="ignore").dropna(axis=1, how="all")
