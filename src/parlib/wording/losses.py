"""Sentences about points lost: how many, where, since when, and what comes next."""

from __future__ import annotations

import pandas as pd

from parlib.subject import Subject
from parlib.terms import TOLERANCE
from parlib.wording.numbers import format_number, format_percent
from parlib.wording.phrases import capitalise, is_zero, join_words, say, say_points, say_score


def say_losses(losses: pd.DataFrame, position: pd.DataFrame, subject: Subject) -> str:
    """Say how many points were lost, where most of them, and how much of it everyone loses, as far as these add up."""
    row = position.iloc[0]
    if losses.empty or losses["lost"].isna().all() or is_zero(row["lost"], subject.index):
        return say_lost(losses, position, subject)
    pieces = say_pieces(losses.iloc[-1], subject) if subject.adds_up else ""
    return f"{say_lost(losses, position, subject)} {pieces}".strip()


def is_satisfaction(subject: Subject) -> bool:
    """Tell whether scores are shares of satisfied people, so that what is missing are people, not points."""
    return subject.index.unit_vi == "%"


def say_lost(losses: pd.DataFrame, position: pd.DataFrame, subject: Subject) -> str:
    """Say how many points were lost and where most of them."""
    language, index, row = subject.language, subject.index, position.iloc[0]
    if losses.empty or losses["lost"].isna().all():
        return say_parts(losses, subject)
    if is_satisfaction(subject):
        return _say_dissatisfied(losses, row, subject)
    if is_zero(row["lost"], index):
        return say(language, "Không mất điểm nào so với điểm tối đa.", "No points were lost against the maximum.")
    if pd.isna(row["lost"]):
        return say_parts(losses, subject)
    lost = say_points(row["lost"], index, language)
    intro = say(language, f"Mất {lost} so với điểm tối đa", f"{lost} were lost against the maximum")
    parts = losses[losses["component_code"] != ""]
    if len(parts) > 1:
        intro += say(language, "; nhiều nhất ở ", "; the largest part of it on ") + _say_part(parts.iloc[0], subject)
    return f"{intro}."


def say_own_loss(row: pd.Series, subject: Subject) -> str:
    """Say how many points the component lost, where nothing is known of its parts."""
    language, index = subject.language, subject.index
    if is_satisfaction(subject):
        return _say_dissatisfied(pd.DataFrame(), row, subject)
    if is_zero(row["lost"], index):
        return say(language, "Không mất điểm nào so với điểm tối đa.", "No points were lost against the maximum.")
    lost = say_points(row["lost"], index, language)
    return say(language, f"Mất {lost} so với điểm tối đa.", f"{lost} were lost against the maximum.")


def _say_dissatisfied(losses: pd.DataFrame, row: pd.Series, subject: Subject) -> str:
    """Say how many people are not satisfied, and on which part most; shares of people are never added up."""
    language = subject.language
    texts = []
    if pd.notna(row["lost"]):
        share = say_score(row["lost"], subject.index, language)
        texts.append(say(language, f"Còn {share} người dân chưa hài lòng", f"{share} of people are not satisfied"))
    parts = losses.dropna(subset="lost") if len(losses) else losses
    parts = parts[~parts["component_code"].isin(["", subject.component_code])] if len(parts) else parts
    if len(parts):
        share, name = say_score(parts["lost"].iloc[0], subject.index, language), parts["component"].iloc[0]
        texts.append(say(language, f"tỷ lệ chưa hài lòng cao nhất ở “{name}” ({share})",
                         f"most are not satisfied with “{name}” ({share})"))  # fmt: skip
    return capitalise("; ".join(texts)) + "."


def _say_part(part: pd.Series, subject: Subject) -> str:
    language = subject.language
    points = say_points(part["lost"], subject.index, language)
    if pd.isna(part["lost_share"]):
        return f"“{part['component']}” ({points})"
    share = format_percent(part["lost_share"], language)
    return f"“{part['component']}” ({points}, {share}{say(language, ' tổng số điểm mất', ' of all that was lost')})"


def say_pieces(total: pd.Series, subject: Subject) -> str:
    """Say how much of all lost points the best provinces lose too, and how much lies below the median."""
    language, index = subject.language, subject.index
    if pd.isna(total["everyone"]):
        return ""
    everyone, below = (say_points(total[name], index, language) for name in ("everyone", "below_median"))
    of_each = say(language, " của từng thành phần", " of each part") if total["component_code"] == "" else ""
    texts = []
    if not is_zero(total["everyone"], index):
        texts.append(say(language, f"có {everyone} mà tỉnh dẫn đầu{of_each} cũng không đạt",
                         f"{everyone} are lost even by the best province{of_each}"))  # fmt: skip
    if not is_zero(total["below_median"], index):
        texts.append(say(language, f"{below} là phần thấp hơn mức trung vị cả nước",
                         f"{below} lie below the national median"))  # fmt: skip
    return say(language, "Trong đó ", "Of these, ") + "; ".join(texts) + "." if texts else ""


def say_lasting(lasting: pd.DataFrame, subject: Subject) -> str:
    """Say which parts are in the bottom quartile of provinces, since when, and which left it since which year."""
    language = subject.language
    if lasting.empty:
        return say(language, "Chưa có đủ số liệu theo năm để theo dõi điểm mất.",
                   "There are too few years to follow the losses.")  # fmt: skip
    if len(lasting) == 1 and lasting["component_code"].iloc[0] == subject.component_code:
        return _say_lasting_of_one(lasting.iloc[0], subject)
    inside, left = [], []
    for kind, words in LASTING.items():
        for year, rows in lasting[lasting["status"] == kind].groupby("year_before", dropna=False):
            names = join_words([f"“{name}”" for name in rows["component"]], language)
            told = say(language, *words).format(year="" if pd.isna(year) else f"{year:.0f}")
            (left if kind == "left" else inside).append(f"{told}: {names}")
    text = say(language, "Không có thành phần nào thuộc nhóm 25% tỉnh có điểm thấp nhất.",
               "No part is in the bottom quartile of provinces.")  # fmt: skip
    if inside:
        text = say(language, "Thuộc nhóm 25% tỉnh có điểm thấp nhất – ", "In the bottom quartile of provinces – ")
        text += "; ".join(inside) + "."
    return text + (" " + capitalise("; ".join(left)) + "." if left else "")


LASTING = {
    "chronic": ("từ ba kỳ công bố trở lên", "for three published years or more"),
    "repeated": ("như năm {year}", "as in {year}"),
    "new": ("mới so với năm {year}", "new since {year}"),
    "heavy": ("chưa có năm trước để so sánh", "no year before to compare"),
    "left": ("đã ra khỏi nhóm này so với năm {year}", "out of that quartile since {year}"),
}
"""How long a part has been in the bottom quartile of provinces."""


def _say_lasting_of_one(row: pd.Series, subject: Subject) -> str:
    """Say the same of a component without parts, which is not named as a part of itself."""
    language = subject.language
    group = say(language, "nhóm 25% tỉnh có điểm thấp nhất", "the bottom quartile of provinces")
    if row["status"] == "light":
        return say(language, f"Tỉnh không thuộc {group}.", f"The province is not in {group}.")
    year = "" if pd.isna(row["year_before"]) else f"{row['year_before']:.0f}"
    if row["status"] == "left":
        return say(
            language, f"Tỉnh đã ra khỏi {group} so với năm {year}.", f"The province has left {group} since {year}."
        )
    told = say(language, *LASTING[row["status"]]).format(year=year)
    return say(language, f"Tỉnh thuộc {group} ({told}).", f"The province is in {group} ({told}).")


def say_parts(losses: pd.DataFrame, subject: Subject) -> str:
    """Say what is known of the parts where losses cannot be computed."""
    language = subject.language
    if losses.empty:
        return say(
            language,
            "Chưa có số liệu theo thành phần để tính điểm bị mất.",
            "There are no figures of the parts from which losses could be computed.",
        )
    if losses["lost_to_best"].notna().any():
        most = losses.iloc[0]
        gap = say_points(most["lost_to_best"], subject.index, language)
        return say(
            language,
            f"Điểm tối đa của các thành phần chưa được công bố đủ; so với tỉnh cao nhất, thấp hơn nhiều nhất ở “{most['component']}” ({gap}).",
            f"Not all maxima of the parts are published; against the best province most is missing on “{most['component']}” ({gap}).",
        )
    parts = losses[~losses["component_code"].isin(["", subject.component_code])]
    if parts.empty:
        return say(
            language, "Chưa biết điểm tối đa để tính điểm bị mất.", "The maximum is not known, nor what was lost."
        )
    named = [f"{row.component} {say_score(row.score, subject.index, language)}" for row in parts.itertuples()]
    return say(language, "Các phần điểm đã công bố: ", "Parts as printed: ") + "; ".join(named) + "."


def say_added(losses: pd.DataFrame, position: pd.DataFrame, subject: Subject) -> str:
    """Say how the losses of the parts make up that of a score that is published, not added up."""
    if subject.leaf["combine"] != "published":
        return ""
    if not subject.weighted:
        return say_not_added(subject)
    text = say(
        subject.language,
        "Điểm của từng thành phần đã nhân trọng số, nên điểm mất cộng lại thành điểm mất chung.",
        "The points of each part are times its weight, so the losses add up to that of the whole.",
    )
    if (losses["component_code"].str.contains("-") & losses["rank"].isna()).any():
        text += say(
            subject.language,
            " Dòng không có thứ hạng là phần điểm chung còn lại, suy ra theo trọng số năm 2022 (được giả định giữ "
            "nguyên cho các năm sau): chỉ biết cả nhóm, không biết từng chỉ số.",
            " The row without a rank is what is left of the total, derived under the weights of 2022 (taken to hold in the "
            "years after): the group is known, its single indices are not.",
        )
    parts, own = losses.loc[losses["component_code"] != "", "score"].sum(), position["score"].iloc[0]
    if abs(parts - own) > 0.5 * 10**-subject.index.decimals + TOLERANCE:
        places = subject.index.decimals
        both = [format_number(value, subject.language, places) for value in (parts, own)]
        text += say(
            subject.language,
            f" Các thành phần cộng lại được {both[0]}, điểm công bố là {both[1]}: hai con số của nguồn không khớp.",
            f" The parts make {both[0]}, the published score is {both[1]}: the two figures of the source do not agree.",
        )
    return text


def say_not_added(subject: Subject) -> str:
    """Say that the losses of the parts do not add up to that of the whole, as published."""
    return say(
        subject.language,
        "Điểm của chỉ số này không phải tổng các thành phần: không cộng, không tính tỷ trọng giữa các thành phần.",
        "This score is not the sum of its parts: nothing is added up or shared out over the parts.",
    )


def label_lost(subject: Subject) -> dict[str, str]:
    """Return the heads of the columns of losses where these are people who are not satisfied, not points."""
    if not is_satisfaction(subject):
        return {}
    head = say(subject.language, "Chưa hài lòng (%)", "Not satisfied (%)")
    before = say(subject.language, "Chưa hài lòng kỳ trước (%)", "Not satisfied before (%)")
    return {"lost": head, "lost_before": before}


def say_next(actions: pd.DataFrame, subject: Subject) -> str:
    """Say what comes next: the largest recoverable loss with its task and who leads it, or that it waits for one."""
    language = subject.language
    open_losses = actions.dropna(subset="lost_to_best").sort_values("lost_to_best", ascending=False, kind="stable")
    if open_losses.empty and actions["lost"].notna().any():
        return _say_next_loss(actions.dropna(subset="lost").sort_values("lost", ascending=False).iloc[0], subject)
    if open_losses.empty:
        return say(language, "Việc tiếp theo: theo dõi các nhiệm vụ đã giao.", "Next: follow the tasks that are set.")
    row = open_losses.iloc[0]
    points = say_points(row["lost_to_best"], subject.index, language)
    part = say(language, f"“{row['component']}”, dư địa cải thiện {points} so với tỉnh dẫn đầu",
               f"“{row['component']}”, {points} behind the best province")  # fmt: skip
    if not row["task"]:
        return say(language, f"Việc tiếp theo: giao cơ quan và người đứng đầu chịu trách nhiệm về {part}.",
                   f"Next: name the agency and the head responsible for {part}.")  # fmt: skip
    return say(language, f"Việc tiếp theo: {row['lead_agency']} thực hiện “{row['task']}” ở {part}.",
               f"Next: {row['lead_agency']} carries out “{row['task']}” on {part}.")  # fmt: skip


def _say_next_loss(row: pd.Series, subject: Subject) -> str:
    """Say what comes next where the best province is not known: the largest loss, its agency, its task."""
    language = subject.language
    lost = say_points(row["lost"], subject.index, language)
    part = say(language, f"“{row['component']}” (mất {lost})", f"“{row['component']}” ({lost} lost)")
    if not row["task"] and not row["lead_agency"]:
        return say(language, f"Việc tiếp theo: giao cơ quan và người đứng đầu chịu trách nhiệm về {part}.",
                   f"Next: name the agency and the head responsible for {part}.")  # fmt: skip
    if not row["task"]:
        return say(language, f"Việc tiếp theo: giao {row['lead_agency']} nhiệm vụ khắc phục ở {part}.",
                   f"Next: set {row['lead_agency']} a task on {part}.")  # fmt: skip
    return say(language, f"Việc tiếp theo: {row['lead_agency']} thực hiện “{row['task']}” ở {part}.",
               f"Next: {row['lead_agency']} carries out “{row['task']}” on {part}.")  # fmt: skip


STATUSES = {
    "chronic": ("kéo dài", "chronic"),
    "repeated": ("lặp lại", "repeated"),
    "new": ("mới", "new"),
    "heavy": ("mất nhiều", "heavy"),
    "left": ("đã ra khỏi nhóm 25% thấp nhất", "left the bottom quartile"),
    "light": ("không nặng", "light"),
}
"""States of a loss over the years."""


def name_status(status: str, language: str) -> str:
    """Return the word for the state of a loss.

    Examples
    --------
    >>> name_status("chronic", "vi")
    'kéo dài'
    """
    return say(language, *STATUSES[status])
