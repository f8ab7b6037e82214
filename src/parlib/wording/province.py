"""Sentences of the national page."""

from __future__ import annotations

import pandas as pd

from parlib.subject import Subject
from parlib.wording.phrases import is_zero, join_words, say, say_points, say_provinces, say_score


def say_ranking(ranking: pd.DataFrame, subject: Subject) -> str:
    """Say who leads and who is last, and of how many."""
    language, index = subject.language, subject.index
    known = ranking.dropna(subset="score")
    if known.empty:
        ranked = ranking.dropna(subset="rank")
        if len(ranked):
            names = join_words(ranked.sort_values("rank")["province"].head(3).tolist(), language)
            return say(language, f"Chỉ có thứ hạng được công bố; dẫn đầu: {names}.",
                       f"Only ranks are published; in the lead: {names}.")  # fmt: skip
        return say(language, f"Chưa có số liệu theo tỉnh của năm {subject.year}.",
                   f"There are no figures of provinces for {subject.year}.")  # fmt: skip
    first, last = known.iloc[0], known.iloc[-1]
    if is_zero(first["score"] - last["score"], index):
        score = say_score(first["score"], index, language)
        names = join_words(known["province"].head(3).tolist(), language)
        one, count = len(known) == 1, say_provinces(len(known), language)
        return say(language, f"Chỉ {names} có số liệu: {score}." if one else f"{count} có số liệu cùng đạt {score}.",
                   f"Only {names} has a figure: {score}." if one else f"All {count} with figures have {score}.")  # fmt: skip
    return say(
        language,
        f"Trong {say_provinces(len(known), language)} có số liệu, cao nhất là {first['province']} "
        f"({say_score(first['score'], index, language)}), thấp nhất là {last['province']} "
        f"({say_score(last['score'], index, language)}).",
        f"Of {say_provinces(len(known), language)} with figures, {first['province']} is highest "
        f"({say_score(first['score'], index, language)}) and {last['province']} lowest "
        f"({say_score(last['score'], index, language)}).",
    )


def count_tiles(tiles: pd.DataFrame) -> dict[str, int]:
    """Return how many provinces the map has, and how many with a figure; the archipelagos are not counted."""
    provinces = tiles[tiles["role"] != "archipelago"]
    return {"n_provinces": len(provinces), "n_known": int(provinces["score"].notna().sum())}


def say_map(tiles: pd.DataFrame, subject: Subject) -> str:
    """Say how many provinces have a figure and name those that do not."""
    language = subject.language
    provinces = tiles[tiles["role"] != "archipelago"]
    absent = provinces[provinces["score"].isna()]["province"].tolist()
    if not absent:
        return say(
            language,
            f"Cả {len(provinces)} tỉnh, thành phố đều có số liệu.",
            f"All {len(provinces)} provinces have figures.",
        )
    if len(absent) > 6:
        shown = say_provinces(len(provinces) - len(absent), language)
        return say(language, f"{shown} trong {len(provinces)} tỉnh, thành phố có điểm số trong các nguồn đang có.",
                   f"{shown} of {len(provinces)} have a score in the sources at hand.")  # fmt: skip
    names = join_words(absent, language)
    return say(language, f"Không có số liệu của {names}.", f"There are no figures of {names}.")


MOVERS_NOTE = (
    "Thay đổi lớn nhất của một năm thường đảo lại một phần trong năm sau: xem phần bền vững của điểm trước khi khen hoặc phê bình.",
    "The largest changes of a year are usually taken back in part the next: see what lasts of the scores before praise or blame.",
)
"""What the largest changes of a year are worth."""


def say_movers(movers: pd.DataFrame, subject: Subject) -> str:
    """Say who rose and fell most."""
    language, index = subject.language, subject.index
    if movers.empty:
        return say(
            language,
            f"Không so sánh được với năm {subject.year - 1}: bộ chỉ số đã đổi hoặc thiếu số liệu.",
            f"No comparison with {subject.year - 1} is possible: the framework changed or figures are missing.",
        )
    up, down = movers.iloc[0], movers.iloc[-1]
    n, parts = int(subject.rows["change"].notna().sum()), []
    if up["change"] > 0:
        parts.append(say(language, f"tăng nhiều nhất là {up['province']} ({say_points(up['change'], index, language)})",
                         f"{up['province']} rose most ({say_points(up['change'], index, language)})"))  # fmt: skip
    if down["change"] < 0:
        parts.append(say(language, f"giảm nhiều nhất là {down['province']} ({say_points(down['change'], index, language)})",
                         f"{down['province']} fell most ({say_points(down['change'], index, language)})"))  # fmt: skip
    return (
        say(language, f"So với năm {subject.year - 1}, ", f"Compared with {subject.year - 1}, ")
        + ("" if n >= NEARLY_ALL * len(subject.places) else _say_among(n, language))
        + (join_words(parts, language) or say(language, "không tỉnh nào thay đổi", "no province changed"))
        + "."
    )


NEARLY_ALL = 0.9
"""From this share of all provinces on, those with figures need not be counted in the sentence."""


def _say_among(n: int, language: str) -> str:
    return say(language, f"trong {say_provinces(n, 'vi')} có số liệu của cả hai năm, ",
               f"among the {say_provinces(n, 'en')} with figures of both years, ")  # fmt: skip


def say_regions(regions: pd.DataFrame, subject: Subject) -> str:
    """Say which region has the highest and the lowest mean."""
    language, index = subject.language, subject.index
    if regions.empty:
        return say(language, "Chưa có số liệu trung bình theo vùng.", "There are no regional means.")
    high, low = regions.iloc[0], regions.iloc[-1]
    if is_zero(high["regional_mean"] - low["regional_mean"], index):
        mean, names = (
            say_score(high["regional_mean"], index, language),
            join_words(regions["region"].tolist(), language),
        )
        return say(language, f"Trung bình vùng {names}: {mean}.", f"The mean of the {names} is {mean}.")
    return say(
        language,
        f"Trung bình vùng cao nhất: {high['region']} ({say_score(high['regional_mean'], index, language)}); "
        f"thấp nhất: {low['region']} ({say_score(low['regional_mean'], index, language)}).",
        f"The regional mean is highest in the {high['region']} ({say_score(high['regional_mean'], index, language)}) "
        f"and lowest in the {low['region']} ({say_score(low['regional_mean'], index, language)}).",
    )


def say_nation(nation: pd.DataFrame, subject: Subject) -> str:
    """Say the national mean of the year and its change since the newest earlier year that may be compared."""
    language, index = subject.language, subject.index
    now = nation[nation["year"] == subject.year].dropna(subset="national_mean")
    if now.empty:
        return say(
            language,
            f"Chưa có trung bình cả nước năm {subject.year}.",
            f"There is no national mean for {subject.year}.",
        )
    row = now.iloc[0]
    text = say(
        language,
        f"Trung bình cả nước năm {subject.year} là {say_score(row['national_mean'], index, language)}",
        f"The national mean in {subject.year} is {say_score(row['national_mean'], index, language)}",
    )
    before = nation[(nation["year"] < subject.year) & (nation["segment"] == row["segment"])].dropna(
        subset="national_mean"
    )
    if len(before):
        year = before["year"].iloc[-1]
        change = row["national_mean"] - before["national_mean"].iloc[-1]
        verb = say(language, "tăng" if change > 0 else "giảm", "up" if change > 0 else "down")
        moved = f"{verb} {say_points(change, index, language)}"
        text += (
            ", "
            + (say(language, "không đổi", "unchanged") if is_zero(change, index) else moved)
            + say(language, f" so với năm {year}", f" since {year}")
        )
    return text + "."
