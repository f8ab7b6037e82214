"""Words for provinces of the other vintage: back-cast to the 34, held by a new province."""

from __future__ import annotations

import pandas as pd

from parlib.subject import Subject
from parlib.terms import MERGER_YEAR, RULES, find_vintage
from parlib.wording.numbers import format_change, format_number, format_percent
from parlib.wording.phrases import join_words, say, say_points, say_score
from parlib.wording.titles import name_back_cast


def say_edition(subject: Subject) -> str:
    """Return what people call the subject's results, and that they are back-cast where they are."""
    edition = subject.index.edition(subject.year, subject.language)
    return name_back_cast(edition, subject.language) if subject.back_cast else edition


def say_merged(traced: pd.DataFrame, subject: Subject) -> str:
    """Say which old provinces the new one holds, its latest whole back-cast and what is known of the subject's year."""
    language = subject.language
    if traced.empty:
        return _say_unmerged(subject)
    merged, old = traced[traced["role"] == "merged"], traced[traced["role"] != "merged"]
    names = join_words(list(dict.fromkeys(old["place"])), language)
    new = merged["place"].iloc[0]
    intro = say(
        language,
        f"Sau sáp nhập, {new} mới gồm các tỉnh cũ {names}.",
        f"Since the merger the new {new} holds the old provinces {names}.",
    )
    whole = merged[merged["state"] == "whole"]
    told = [intro, *(_say_whole(row, subject) for _, row in whole.tail(1).iterrows())]
    now = merged[merged["year"] == subject.year]
    if len(now) and now["state"].iloc[0] != "whole":
        told.append(_say_part(now.iloc[0], subject))
    elif (old["year"] == subject.year).any():
        told.append(_say_spread(old[old["year"] == subject.year], subject))
    return " ".join(told)


def _say_spread(old: pd.DataFrame, subject: Subject) -> str:
    """Say how far the old provinces lie apart: a merger of unequals is a finding of its own."""
    best, last = old.loc[old["score"].idxmax()], old.loc[old["score"].idxmin()]
    high, low = (format_number(row["score"], subject.language, subject.index.decimals) for row in (best, last))
    if high == low:
        return say(subject.language, f"Các tỉnh cũ cùng đạt {high}.", f"The old provinces all have {high}.")
    return say(
        subject.language,
        f"Trong các tỉnh cũ, {best['place']} cao nhất ({high}), {last['place']} thấp nhất ({low}).",
        f"Of the old provinces {best['place']} is highest ({high}), {last['place']} lowest ({low}).",
    )


def _say_unmerged(subject: Subject) -> str:
    if find_vintage(subject.index.id, MERGER_YEAR - 1) == "34":
        return say(
            subject.language,
            f"{subject.index.call(subject.language)} được công bố theo 34 tỉnh cho mọi năm đang có: không phải quy đổi.",
            f"{subject.index.call(subject.language)} is published for the 34 provinces in all years at hand: nothing is back-cast.",
        )
    return say(
        subject.language,
        f"{subject.province} giữ nguyên địa giới khi sáp nhập tỉnh: số liệu các năm trước so sánh thẳng được.",
        f"The merger of provinces left {subject.province} as it was: earlier years may be compared as they are.",
    )


def _say_whole(row: pd.Series, subject: Subject) -> str:
    language = subject.language
    score = say_score(row["score"], subject.index, language)
    low, high = (format_number(row[name], language, subject.index.decimals) for name in ("low", "high"))
    known = bool(RULES[subject.index.id].merger)
    span = ("", "") if known or low == high else (f" ({low}–{high} tùy trọng số)", f" ({low}–{high} over weightings)")
    place = f"{row['rank']:.0f}/{row['n_ranked']:.0f}"
    return say(
        language,
        f"Quy đổi năm {row['year']}: {score}{span[0]}, thứ {place} trong các tỉnh quy đổi.",
        f"Back-cast of {row['year']}: {score}{span[1]}, {place} among the back-cast provinces.",
    )


def _say_part(row: pd.Series, subject: Subject) -> str:
    language = subject.language
    if row["state"] == "missing":
        return say(
            language,
            f"Năm {row['year']} không quy đổi: thiếu điểm của {row['missing']}.",
            f"{row['year']} is not back-cast: there is no score of {row['missing']}.",
        )
    score, share = say_score(row["score"], subject.index, language), format_percent(row["known_share"], language)
    low, high = (format_number(row[name], language, subject.index.decimals) for name in ("low", "high"))
    return say(
        language,
        f"Năm {row['year']} chỉ một phần: thiếu {row['missing']}; các tỉnh còn lại ({share} dân số) đạt {score}, cả tỉnh "
        f"mới trong khoảng {low}–{high}; không xếp hạng.",
        f"{row['year']} is partial: there is no score of {row['missing']}; the others ({share} of the people) have {score}, "
        f"the new province lies within {low}–{high}; it is not ranked.",
    )


def say_merged_note(traced: pd.DataFrame, subject: Subject) -> str:
    """Say by whose rule or assumption old provinces are weighted, and the rule for missing figures."""
    if traced.empty:
        return ""
    merged = traced[traced["role"] == "merged"]
    first, borrowed = int(merged["weight_year"].min()), merged["year"] < merged["weight_year"]
    rules = RULES[subject.index.id]
    if rules.merger:
        text = say(
            subject.language,
            f"Quy đổi theo quy tắc của cơ quan công bố, trung bình cộng các tỉnh cũ: {rules.merger_source_vi}.",
            f"Back-cast by the issuer's own rule, the plain mean of the old provinces: {rules.merger_source_en}.",
        )
    else:
        text = say(
            subject.language,
            "Điểm không cộng được: mỗi năm là trung bình các tỉnh cũ. Chưa biết quy tắc của cơ quan công bố: trọng số dân "
            "số (đường giữa) là giả định; dải là các cách khác: chia đều và GRDP.",
            "Points do not add up: each year is a mean of the old provinces. The issuer's rule is not known: weights by "
            "population (line) are an assumption; the band is what other weightings give, all alike and by GRDP.",
        )
    if borrowed.any() and not rules.merger:
        text += say(
            subject.language,
            f" Trọng số năm {first} dùng cho các năm trước {first}.",
            f" Weights of {first} stand for the years before {first}.",
        )
    if (merged["state"] != "whole").any():
        text += say(
            subject.language,
            " Năm có tỉnh cũ thiếu điểm: nếu các tỉnh còn lại giữ từ nửa dân số thì là một phần (khoảng mở tới mức thấp "
            "nhất và cao nhất cả nước của phần thiếu), ít hơn thì không tính.",
            " A year in which an old province has no score is partial if the others hold half of the people (its range "
            "lets the missing part be the lowest or the best of the country), and missing if they hold less.",
        )
    return text


def say_part_gaps(parts: pd.DataFrame, subject: Subject) -> str:
    """Say on which component the old provinces lie furthest apart, and which one pulls the new one down."""
    language = subject.language
    if parts.empty:
        return say(
            language,
            "Tỉnh này không hợp từ hai tỉnh cũ cùng có điểm trong năm: không có gì để đặt cạnh nhau.",
            "The province is not made of two old ones with scores of the year: there is nothing to set side by side.",
        )
    row, places = parts.iloc[0], subject.index.decimals
    gap, pull = (say_points(row[name], subject.index, language) for name in ("gap", "pull"))
    high, low = (format_number(row[name], language, places) for name in ("highest_score", "lowest_score"))
    return say(
        language,
        f"Các tỉnh cũ cách nhau nhiều nhất ở “{row['component']}”: {row['highest_place']} {high}, {row['lowest_place']} "
        f"{low}, cách {gap}; {row['pull_place']} kéo điểm chung xuống {pull}.",
        f"The old provinces lie furthest apart on “{row['component']}”: {row['highest_place']} {high}, "
        f"{row['lowest_place']} {low}, {gap} between them; {row['pull_place']} pulls the common score down by {pull}.",
    )


def say_expected(expected: pd.DataFrame, subject: Subject) -> str:
    """Say what was to be expected of the year, what came of it and whether it is the province's own, and the next."""
    if expected.empty:
        return say(
            subject.language,
            "Chưa đủ căn cứ để dự kiến: năm trước thiếu điểm quy đổi đầy đủ, có ít hơn tám cặp năm so sánh được, hoặc hai năm không so sánh được.",
            "There is too little to expect anything from: no whole score before, fewer than eight pairs of comparable years, or years "
            "that may not be compared.",
        )
    return " ".join(_say_expected(row, subject) for _, row in expected.iterrows())


def _say_expected(row: pd.Series, subject: Subject) -> str:
    language, places = subject.language, subject.index.decimals
    score, share = say_score(row["expected"], subject.index, language), format_percent(row["coverage"], language, 0)
    low, high = (format_number(row[name], language, places) for name in ("low", "high"))
    edition = f"{subject.index.call(subject.language)} {row['year']}"
    return say(
        language,
        f"Từ kết quả {row['year_base']}, {edition} của {row['place']}{_say_new(row, subject)} dự kiến khoảng {score}; "
        f"khoảng {share}: {low}–{high}",
        f"From {row['year_base']}, {edition} of {row['place']}{_say_new(row, subject)} is expected at about {score}, "
        f"{share} interval {low}–{high}",
    ) + _say_actual(row, subject)


def _say_new(row: pd.Series, subject: Subject) -> str:
    """Return a mark for a new province; one that the merger left as it was needs none."""
    return "" if row["unmerged"] else say(subject.language, " (34 tỉnh)", " (of the 34)")


def _say_actual(row: pd.Series, subject: Subject) -> str:
    language = subject.language
    if row["status"] == "not_yet":
        return say(language, "; kết quả chưa công bố.", "; the results are not out yet.")
    if row["status"] == "not_whole":
        return say(language, "; năm này không có điểm đầy đủ.", "; the year has no whole score.")
    actual = say_score(row["actual"], subject.index, language)
    back_cast = row["actual_kind"] == "back_cast"
    known = say(language, "số quy đổi" if back_cast else "thực tế", "the back-cast is" if back_cast else "it came to")
    side = {
        "inside": ("trong khoảng", "within the range"),
        "above": ("trên khoảng", "above the range"),
        "below": ("dưới khoảng", "below the range"),
    }[row["status"]]
    return f"; {known} {actual}, {say(language, *side)}; {_say_own_change(row, subject)}."


def _say_own_change(row: pd.Series, subject: Subject) -> str:
    """Say what is left of the difference once the country's move is taken off, and whether it is clear."""
    language, places = subject.language, subject.index.decimals
    common, own = (format_change(row[name], language, places) for name in ("common_move", "own_change"))
    verdict = {
        "rise": ("tăng rõ", "a clear rise"),
        "fall": ("giảm rõ", "a clear fall"),
        "": ("chưa phải thay đổi rõ", "no clear change"),
    }[row["clear"]]
    chance = (
        "" if pd.isna(row["own_q"]) else f", q {'<' if row['own_q'] < 0.001 else '='} {max(row['own_q'], 0.001):.3f}"
    )
    chance = chance.replace(".", ",") if language == "vi" else chance
    return say(language, f"cả nước {common}, phần riêng {own}: {verdict[0]}{chance}",
               f"the country moved by {common}, its own part is {own}: {verdict[1]}{chance}")  # fmt: skip


def say_expected_note(expected: pd.DataFrame, subject: Subject) -> str:
    """Say what the intervals are made of, and how such intervals held on past years."""
    if expected.empty:
        return ""
    counts, last = [str(n) for n in expected["n_pairs"]], expected.iloc[-1]
    text = say(
        subject.language,
        f"Khoảng dự báo dựa trên {join_words(counts, 'vi')} cặp năm so sánh được (mỗi năm tính là một quan sát): biến động chung của cả nước và "
        "phần riêng của tỉnh tính riêng; khoảng cách của tỉnh tới trung bình dự kiến thu hẹp như trong các năm trước; cộng thêm dải trọng số. "
        "Thay đổi rõ: phần riêng, trừ biến động chung, với q không quá 0,05 trong mọi tỉnh và chỉ số thành phần của năm.",
        f"The interval rests on {join_words(counts, 'en')} pairs of comparable years (a year is one observation): the common move of the country "
        "and the province's own part are told apart; its distance to the mean is expected to shrink as in past years; the range over weightings "
        "is added. A clear change is the own part, net of the common move, with q of at most 0.05 among all provinces and components of the year.",
    )
    if pd.isna(last["held"]):
        return text
    held, years = format_percent(last["held"], subject.language, 0), f"{last['n_tested']:.0f}"
    return text + say(
        subject.language,
        f" Thử lại trên {years} năm đã có: khoảng chứa {held} số tỉnh.",
        f" Tested on {years} past {'year' if years == '1' else 'years'}: it held {held} of the provinces.",
    )


def say_pull_note(parts: pd.DataFrame, subject: Subject) -> str:
    """Say what a pull is, and that old provinces without a score are left out."""
    if parts.empty:
        return ""
    equal = RULES[subject.index.id].merger == "equal"
    share = ("phần bằng nhau", "an equal share") if equal else ("tỷ trọng dân số", "the share of people")
    text = say(
        subject.language,
        f"Mức kéo = {share[0]} × khoảng cách tới trung bình các tỉnh cũ; các mức kéo cộng lại bằng không.",
        f"A pull is {share[1]} times the distance to the mean of the old provinces; pulls add up to zero.",
    )
    if (parts["n_known"] < parts["n_parts"]).any():
        text += say(
            subject.language,
            " Chỉ gồm các tỉnh cũ có điểm trong năm.",
            " Only old provinces with a score of the year are compared.",
        )
    return text
