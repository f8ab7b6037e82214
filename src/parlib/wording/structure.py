"""Sentences on what an index is made of: what goes together, what decides the ranking, what tells nobody apart."""

from __future__ import annotations

import pandas as pd

from parlib.subject import Subject
from parlib.wording.national import is_printed, name_verdicts, say_no_table
from parlib.wording.numbers import format_number, format_percent
from parlib.wording.phrases import join_words, say
from parlib.wording.titles import name_component

__all__ = ["name_verdicts"]

FEW = (
    "Cần ít nhất hai thành phần và mười tỉnh có đủ số liệu để xét cấu trúc.",
    "At least two parts and ten provinces with all of them are needed to look at the structure.",
)
"""What is said where the structure cannot be told."""

ONE_LEVEL = (
    "Chỉ số này chỉ có một cấp thành phần, đã xét ở trên.",
    "This index has one level of parts only, looked at above.",
)
"""What is said of the smallest parts where they are the only ones."""

CORRELATIONS = ("tương quan giữa các thành phần", "correlations between parts")
ALPHA = ("độ tin cậy Cronbach α", "Cronbach's alpha")
APART = ("thành phần nào đo điều khác", "parts that measure something else")
AXES = ("các trục chính", "principal axes")
WEIGHTS = ("trọng số thực tế", "effective weights")
CEILINGS = ("thành phần nào đã chạm trần", "parts at the ceiling")
"""What cannot be told without a table of all provinces."""


def say_unknown(subject: Subject, what: tuple[str, str]) -> str:
    """Say why *what* cannot be told."""
    return say_no_table(subject, what) if is_printed(subject) else say(subject.language, *FEW)


def say_pairs(pairs: pd.DataFrame, subject: Subject) -> str:
    """Say which two parts go together most and least."""
    language = subject.language
    once = pairs[pairs["component_code"] < pairs["other_code"]].dropna(subset="r") if len(pairs) else pairs
    if once.empty:
        return say_unknown(subject, CORRELATIONS)
    most, least = once.loc[once["r"].idxmax()], once.loc[once["r"].idxmin()]
    if len(once) == 1:
        return say(
            language, f"Hai thành phần {_say_pair(most, language)}.", f"The two parts {_say_pair(most, language)}."
        )
    negative = int((once["r"] < 0).sum())
    vietnamese, english = (
        ("ngược nhau nhất", "most against each other") if least["r"] < 0 else ("rời nhau nhất", "least together")
    )
    text = say(language, f"Tương quan chặt nhất là {_say_pair(most, language)}; {vietnamese} là {_say_pair(least, language)}",
               f"Going together most closely: {_say_pair(most, language)}; {english}: {_say_pair(least, language)}")  # fmt: skip
    if negative:
        text += say(
            language,
            f". {negative} trong {len(once)} cặp có tương quan âm",
            f". {negative} of {len(once)} pairs {'has' if negative == 1 else 'have'} a negative correlation",
        )
    return text + "."


def _say_pair(row: pd.Series, language: str) -> str:
    return (
        say(language, f"“{row['component']}” và “{row['other']}”", f"“{row['component']}” and “{row['other']}”")
        + f" (r = {format_number(row['r'], language, 2)})"
    )


def count_pairs(pairs: pd.DataFrame) -> dict[str, int]:
    """Return how many pairs there are, and how many have a negative correlation."""
    once = pairs[pairs["component_code"] < pairs["other_code"]].dropna(subset="r") if len(pairs) else pairs
    return {"pairs": len(once), "negative": int((once["r"] < 0).sum()) if len(once) else 0}


def say_pairs_note(pairs: pd.DataFrame, subject: Subject) -> str:
    """Name the method and the number of provinces."""
    if pairs.empty:
        return ""
    n = format_number(pairs["n"].iloc[0], subject.language, 0)
    return say(
        subject.language,
        f"Tương quan Pearson giữa các thành phần, {n} tỉnh có đủ số liệu. Tương quan âm: tỉnh cao ở thành phần này thường thấp ở thành phần kia; khi cộng điểm, chúng bù trừ nhau.",
        f"Pearson's correlations between parts over the {n} provinces with all of them. Negative: provinces high on one tend to be low on the other, and the sum evens them out.",
    )


def say_levels(levels: pd.DataFrame, subject: Subject) -> str:
    """Say Cronbach's alpha of the index, and which of its parts hold together most and least."""
    language = subject.language
    if levels.empty:
        return say_unknown(subject, ALPHA)
    whole, parts = (
        levels[levels["component_code"] == subject.component_code],
        levels[levels["component_code"] != subject.component_code],
    )
    texts = []
    if len(whole):
        row = whole.iloc[0]
        texts.append(
            say(
                language,
                f"Cronbach α của {row['n_parts']} thành phần là ",
                f"Cronbach's alpha of the {row['n_parts']} parts is ",
            )
            + _say_alpha(row, language)
        )
    if len(parts) > 1:
        most, least = parts.loc[parts["alpha"].idxmax()], parts.loc[parts["alpha"].idxmin()]
        texts.append(
            say(
                language,
                f"ở cấp dưới, gắn kết nhất là “{most['component']}” ",
                f"one level down, “{most['component']}” holds together most ",
            )
            + f"({format_number(most['alpha'], language, 2)})"
            + say(language, f", rời rạc nhất là “{least['component']}” ", f" and “{least['component']}” least ")
            + f"({format_number(least['alpha'], language, 2)})"
        )
    return "; ".join(texts) + "."


def _say_alpha(row: pd.Series, language: str) -> str:
    size, low, high = (format_number(row[name], language, 2) for name in ("alpha", "low", "high"))
    return f"{size} (95%: {low} – {high})"


ALPHA_NOTE = (
    "Cronbach α hỏi các thành phần có đo cùng một điều không (khoảng Feldt). Một chỉ số gồm nhiều nhiệm vụ khác nhau không nhất thiết phải có α cao; α thấp nghĩa "
    "là điểm chung che lấp khác biệt giữa các thành phần.",
    "Cronbach's alpha asks whether the parts measure one thing (Feldt's interval). An index of different duties need not have a high alpha; a low one means that "
    "the total hides differences between its parts.",
)
"""What alpha means."""


def say_reliability(reliability: pd.DataFrame, subject: Subject) -> str:
    """Say which parts do not go with the rest: without them alpha would be higher."""
    language = subject.language
    known = reliability.dropna(subset="alpha_without") if len(reliability) else reliability
    if known.empty:
        return say_unknown(subject, APART) if reliability.empty else say(
            language, "Chỉ có hai thành phần: không bỏ bớt được thành phần nào.", "There are only two parts, so none can be left out.")  # fmt: skip
    apart = known[known["alpha_without"] > known["alpha"]].sort_values("alpha_without", ascending=False)
    if apart.empty:
        return say(language, "Không thành phần nào lạc khỏi các thành phần còn lại: bỏ thành phần nào thì α cũng giảm.",
                   "No part stands apart from the rest: without any of them alpha would be lower.")  # fmt: skip
    names = [f"“{row.component}” ({format_number(row.alpha_without, language, 2)})" for row in apart.itertuples()]
    alpha = format_number(known["alpha"].iloc[0], language, 2)
    return say(language, f"Bỏ {join_words(names, language)} thì α cao hơn {alpha}: {'thành phần này' if len(names) == 1 else 'các thành phần này'} ít đi cùng phần còn lại.",
               f"Without {join_words(names, language)} alpha would be above {alpha}: {'this part goes' if len(names) == 1 else 'these parts go'} little with the rest.")  # fmt: skip


def say_axes(axes: pd.DataFrame, subject: Subject) -> str:
    """Say how much of the differences the first axes hold, and which part lies furthest from the first."""
    language = subject.language
    if axes.empty:
        return say_unknown(subject, AXES)
    heads = axes.drop_duplicates("axis").set_index("axis")
    one = format_percent(heads.at[1, "variance_share"], language, 0)
    text = say(
        language,
        f"Trục chính thứ nhất giữ {one} khác biệt giữa các tỉnh",
        f"The first axis holds {one} of the differences between provinces",
    )
    if 2 in heads.index:
        two = format_percent(heads.at[2, "cumulative_share"], language, 0)
        text += say(language, f", hai trục đầu giữ {two}", f", the first two {two}")
    first = axes[axes["axis"] == 1]
    least = first.loc[first["loading"].idxmin()]
    return text + say(
        language,
        f"; tương quan yếu nhất với trục thứ nhất: “{least['component']}” (hệ số tải {format_number(least['loading'], language, 2)}).",
        f"; “{least['component']}” goes least with the first (loading {format_number(least['loading'], language, 2)}).",
    )


AXES_NOTE = (
    "Thành phần chính của ma trận tương quan; hệ số tải là tương quan giữa thành phần và trục. Chiều của một trục chỉ là quy ước.",
    "Principal components of the correlation matrix; a loading is the correlation of part and axis. The sign of an axis is a convention.",
)
"""Method of the principal components."""


def name_axis(axis: int, share: float, language: str) -> str:
    """Return an axis with what it holds: ``Trục 1 (46%)``.

    Examples
    --------
    >>> name_axis(1, 0.4607, "en")
    'Axis 1 (46%)'
    """
    return say(language, "Trục", "Axis") + f" {axis} ({format_percent(share, language, 0)})"


def say_weights(weights: pd.DataFrame, subject: Subject) -> str:
    """Say which parts decide the ranking most, beside their nominal weight, which least, and which go against it."""
    language = subject.language
    if weights.empty:
        return say_unknown(subject, WEIGHTS)
    against = weights[weights["effective_weight"] < 0]
    weights = weights[weights["effective_weight"] >= 0]
    names = [_say_weight(row, language) for row in weights.head(max(1, min(2, len(weights) - 1))).itertuples()]
    text = say(language, f"Quyết định khác biệt giữa các tỉnh nhiều nhất là {join_words(names, language)}",
               f"The differences between provinces are decided most by {join_words(names, language)}")  # fmt: skip
    if len(weights) > len(names):
        least = _say_weight(next(weights.tail(1).itertuples()), language)
        text += say(language, f"; ít nhất là {least}", f"; least by {least}")
    if against.empty:
        return text + "."
    names = join_words([_say_weight(row, language) for row in against.itertuples()], language)
    return text + say(language, f"; ngược chiều với điểm chung: {names}.", f"; against the whole: {names}.")


def _say_weight(row: object, language: str) -> str:
    real = format_percent(row.effective_weight, language)
    if pd.isna(row.nominal_weight):
        return f"“{row.component}” ({real})"
    paper = format_percent(row.nominal_weight, language)
    return f"“{row.component}” ({real}; {say(language, 'danh nghĩa', 'nominal')} {paper})"


def say_weights_note(subject: Subject) -> str:
    """Say what the two weights are, and of which total."""
    language = subject.language
    text = say(
        language,
        "Trọng số thực tế: hiệp phương sai của thành phần với tổng, chia cho phương sai của tổng (các phần cộng lại bằng 100%); trọng số danh nghĩa: điểm tối đa chia "
        "cho tổng điểm tối đa.",
        "Effective weight: covariance of the part with the sum over the variance of the sum (they add up to 100%); nominal weight: maximum over the sum of maxima.",
    )
    if subject.weighted:
        text += say(language, " Xét trên tổng có trọng số của các thành phần đang có số liệu.",
                    " Of the weighted sum of the parts whose figures are at hand.")  # fmt: skip
    elif subject.leaf["combine"] == "published":
        text += say(language, " Xét trên tổng cộng đơn giản của các thành phần, không phải điểm chung do nguồn công bố.",
                    " Of the plain sum of the parts, not of the total as its source weighs it.")  # fmt: skip
    return text


def say_ceilings(ceilings: pd.DataFrame, subject: Subject) -> str:
    """Say which of the smallest parts no longer tell provinces apart, or which come nearest to it."""
    language = subject.language
    if ceilings.empty:
        if is_printed(subject):
            return say_no_table(subject, CEILINGS)
        return say(language, "Không biết điểm tối đa của thành phần nào.", "No maximum of a part is known.")
    crowded, flat = (ceilings[ceilings["verdict"] == kind] for kind in ("ceiling", "flat"))
    parts = []
    if len(crowded):
        names = [
            f"“{row.component}” ({format_percent(row.at_max_share, language, 0)})"
            for row in crowded.head(3).itertuples()
        ]
        parts.append(
            say(
                language,
                f"từ một nửa số tỉnh trở lên đã đạt tối đa ở {join_words(names, language)}",
                f"half of the provinces or more are at the maximum on {join_words(names, language)}",
            )
        )
    if len(flat):
        names = [f"“{row.component}”" for row in flat.head(3).itertuples()]
        parts.append(
            say(
                language,
                f"các tỉnh gần như bằng nhau ở {join_words(names, language)}",
                f"provinces are almost level on {join_words(names, language)}",
            )
        )
    if parts:
        text = join_words(parts, language)
        return text[:1].upper() + text[1:] + "."
    return _say_none_at_ceiling(ceilings, language)


def _say_none_at_ceiling(ceilings: pd.DataFrame, language: str) -> str:
    most, narrow = ceilings.iloc[0], ceilings.loc[ceilings["spread_share"].idxmin()]
    share = format_percent(most["at_max_share"], language, 0)
    text = say(language, "Không thành phần nào chạm trần", "No part is at the ceiling")
    if most["at_max_share"] > 0:
        text += say(
            language,
            f"; nhiều tỉnh đạt tối đa nhất là ở “{most['component']}” ({share})",
            f"; most provinces at the maximum are on “{most['component']}” ({share})",
        )
    else:
        text += say(language, ": chưa tỉnh nào đạt điểm tối đa", ": no province has all points on any")
    width = format_percent(narrow["spread_share"], language)
    return text + say(
        language,
        f"; các tỉnh sát nhau nhất ở “{narrow['component']}” (khoảng giữa rộng {width} thang điểm).",
        f"; provinces lie closest on “{narrow['component']}” (the middle half spans {width} of the scale).",
    )


def say_unknown_maxima(ceilings: pd.DataFrame, n_parts: int, subject: Subject) -> str:
    """Say how many parts are left out because their maximum is not known; nothing if none."""
    missing = n_parts - len(ceilings)
    if missing <= 0 or ceilings.empty:
        return ""
    return say(
        subject.language,
        f"{missing} trong {n_parts} thành phần không xét vì chưa biết điểm tối đa hoặc không có số liệu.",
        f"{missing} of {n_parts} parts are left out because their maximum or their scores are not known.",
    )


LASTING_NOTE = (
    "Mô hình nhiễu: khoảng cách của tỉnh tới trung bình năm gồm phần bền vững (giảm dần) và phần chỉ tồn tại trong năm, ước lượng từ tích của "
    "khoảng cách cách nhau một, hai, ba năm… qua các năm so sánh được. Phần còn lại sau một năm là điều có thể trông đợi khi chỉ biết một năm.",
    "Noise model: a province's distance to the mean of the year holds a lasting part, which fades, and one that is gone a year on; both follow "
    "from the products of distances one, two, three ... years apart over comparable years. What is left a year on is what may be expected from "
    "one year alone.",
)
"""How the lasting part is found."""


def say_lasting(lasting: pd.DataFrame, subject: Subject) -> str:
    """Say what part of the differences lasts, over all and at either end, and what that means for the first and last."""
    language = subject.language
    if lasting.empty:
        return say(language, "Chưa có hai năm liền so sánh được để biết phần chênh lệch nào bền vững.",
                   "There are no two comparable years in a row to tell what part of the differences lasts.")  # fmt: skip
    own, low, high = lasting.iloc[0], *(lasting.loc[lasting["reliability"].agg(end)] for end in ("idxmin", "idxmax"))
    shares = [format_percent(row["reliability"], language, 0) for row in (own, low, high)]
    carried = format_percent(own["carried"], language, 0)
    names = [name_component(row["component_code"], row["component"]) for row in (own, low, high)]
    return say(
        language,
        f"“{names[0]}”: {shares[0]} chênh lệch giữa các tỉnh trong một năm là bền vững; theo thành phần từ {shares[1]} (“{names[1]}”) đến "
        f"{shares[2]} (“{names[2]}”). Khoảng cách tới trung bình năm sau dự kiến còn {carried}: tỉnh đứng đầu thường giảm, tỉnh đứng cuối thường "
        "tăng mà không do ai làm gì.",
        f"“{names[0]}”: {shares[0]} of the differences between provinces in a year last; by component from {shares[1]} (“{names[1]}”) to "
        f"{shares[2]} (“{names[2]}”). {carried} of a distance to the mean may be expected a year on: the first usually fall back and the last "
        "usually rise without anybody's doing.",
    )
