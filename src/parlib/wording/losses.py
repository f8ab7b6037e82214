"""Sentences about points lost: how many, where, since when, and what comes next."""

from __future__ import annotations

import pandas as pd

from parlib.subject import Subject
from parlib.terms import TOLERANCE
from parlib.wording.numbers import format_number, format_percent
from parlib.wording.phrases import is_zero, join_words, say, say_points, say_score


def say_losses(losses: pd.DataFrame, position: pd.DataFrame, subject: Subject) -> str:
    """Say how many points were lost, where most of them, and how much of it everyone loses."""
    row = position.iloc[0]
    if losses.empty or losses["lost"].isna().all() or is_zero(row["lost"], subject.index):
        return say_lost(losses, position, subject)
    return f"{say_lost(losses, position, subject)} {say_pieces(losses.iloc[-1], subject)}".strip()


def say_lost(losses: pd.DataFrame, position: pd.DataFrame, subject: Subject) -> str:
    """Say how many points were lost and where most of them."""
    language, index, row = subject.language, subject.index, position.iloc[0]
    if losses.empty or losses["lost"].isna().all():
        return say_parts(losses, subject)
    if is_zero(row["lost"], index):
        return say(language, "Không mất điểm nào so với điểm tối đa.", "No points were lost against the maximum.")
    lost = say_points(row["lost"], index, language)
    intro = say(language, f"Mất {lost} so với điểm tối đa", f"{lost} were lost against the maximum")
    parts = losses[losses["component_code"] != ""]
    if len(parts) > 1:
        intro += say(language, "; nhiều nhất ở ", "; most of it on ") + _say_part(parts.iloc[0], subject)
    return f"{intro}."


def say_own_loss(row: pd.Series, subject: Subject) -> str:
    """Say how many points the component lost, where nothing is known of its parts."""
    language, index = subject.language, subject.index
    if is_zero(row["lost"], index):
        return say(language, "Không mất điểm nào so với điểm tối đa.", "No points were lost against the maximum.")
    lost = say_points(row["lost"], index, language)
    return say(language, f"Mất {lost} so với điểm tối đa.", f"{lost} were lost against the maximum.")


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
    text = say(
        language,
        f"Trong đó {everyone} ngay cả tỉnh cao nhất của từng thành phần cũng mất",
        f"Of these, {everyone} are lost even by the best province of each part",
    )
    if is_zero(total["below_median"], index):
        return text + say(
            language, "; không có phần nào kém trung vị cả nước.", "; nothing lies below the national median."
        )
    return text + say(language, f"; {below} là phần kém trung vị cả nước.", f"; {below} lie below the national median.")


def say_lasting(lasting: pd.DataFrame, subject: Subject) -> str:
    """Say which losses are chronic, new or recovered; heavy means among the lowest quarter of provinces."""
    language = subject.language
    if lasting.empty:
        return say(language, "Chưa có đủ số liệu theo năm để theo dõi điểm mất.",
                   "There are too few years to follow the losses.")  # fmt: skip
    kinds = (
        ("chronic", "kéo dài từ ba năm trở lên", "lasting three years or more"),
        ("repeated", "lặp lại từ năm trước", "repeated from the year before"),
        ("new", "mới phát sinh trong năm", "new this year"),
        ("heavy", "lớn", "heavy"),
        ("recovered", "đã phục hồi", "recovered"),
    )
    parts = []
    for kind, vietnamese, english in kinds:
        names = [f"“{name}”" for name in lasting.loc[lasting["status"] == kind, "component"]]
        if names:
            parts.append(f"{say(language, vietnamese, english)}: {join_words(names, language)}")
    if not parts:
        return say(language, "Không thành phần nào nằm trong nhóm một phần tư tỉnh thấp nhất.",
                   "No part lies among the lowest quarter of provinces.")  # fmt: skip
    return say(language, "Điểm mất ", "Losses ") + "; ".join(parts) + "."


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
            f"Điểm tối đa của các thành phần chưa được công bố đủ; so với tỉnh cao nhất, kém nhiều nhất ở “{most['component']}” ({gap}).",
            f"Not all maxima of the parts are published; against the best province most is missing on “{most['component']}” ({gap}).",
        )
    named = [f"{row.component} {say_score(row.score, subject.index, language)}" for row in losses.itertuples()]
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
        "Điểm của chỉ số này được công bố sẵn, không phải tổng các thành phần; điểm mất từng phần không cộng lại được.",
        "This score is as published, not the sum of its parts; the parts' losses do not add up to it.",
    )


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
    part = say(language, f"“{row['component']}”, còn có thể phục hồi {points}",
               f"“{row['component']}”, where {points} can be recovered")  # fmt: skip
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
    "recovered": ("đã phục hồi", "recovered"),
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
