"""Sentences of the accountability sheet: what an agency and its head hold, owe and promised."""

from __future__ import annotations

import pandas as pd

from parlib.subject import Subject
from parlib.terms import CAUSES, STATUSES, TOTAL
from parlib.wording.numbers import format_number
from parlib.wording.phrases import say, say_points, say_score

PARTS = {"lead": ("chủ trì", "leads"), "coordinating": ("phối hợp", "takes part")}
"""The agency's part in a task."""

VERDICTS = {
    "recovered": ("đã khắc phục hết", "recovered"),
    "better": ("giảm mất", "lost less"),
    "same": ("không đổi", "unchanged"),
    "worse": ("mất thêm", "lost more"),
    "unknown": ("chưa rõ", "not known"),
}
"""What came of last year's promise."""


def say_held(sums: dict[str, float], agency: str, head: str, subject: Subject) -> str:
    """Say what the agency holds and lost, and who heads it."""
    language = subject.language
    who = agency + (f" ({head})" if head else say(language, " (chưa ghi người đứng đầu)", " (its head is not given)"))
    if not sums["n"]:
        return say(language, f"{who}: chưa được phân công chỉ số thành phần nào.", f"{who} holds no component.")
    count = format_number(sums["n"], language, 0)
    if not sums["known"]:
        return say(language, f"{who} phụ trách {count} chỉ số thành phần; chưa có điểm nào được công bố.",
                   f"{who} holds {count} components; no score of them is published.")  # fmt: skip
    if not subject.with_component(TOTAL).adds_up:
        known = format_number(sums["known"], language, 0)
        return say(language, f"{who} phụ trách {count} chỉ số thành phần, {known} có số liệu.",
                   f"{who} holds {count} components, {known} of them with figures.")  # fmt: skip
    score, most = say_score(sums["score"], subject.index, language), format_number(sums["max_score"], language)
    lost, back = (say_points(sums[name], subject.index, language) for name in ("lost", "recoverable"))
    return say(
        language,
        f"{who} phụ trách {count} chỉ số thành phần: đạt {score} trên tối đa {most}, mất {lost}; {back} là khoảng cách tới tỉnh dẫn đầu.",
        f"{who} holds {count} components: {score} of at most {most}, {lost} lost; {back} behind the best province.",
    )


def say_tasks(tasks: pd.DataFrame, agency: str, day: str, subject: Subject) -> str:
    """Say how many tasks the agency leads and how many are overdue on the day."""
    language = subject.language
    on = "/".join(reversed(day.split("-"))) if language == "vi" else day
    if tasks.empty:
        return say(language, f"Tính đến {on}, chưa có nhiệm vụ nào giao cho {agency} trong sổ theo dõi.",
                   f"As of {on}, the register sets no task for {agency}.")  # fmt: skip
    counts = count_tasks(tasks)
    lead, late = (format_number(counts[name], language, 0) for name in ("n_lead", "n_overdue"))
    return say(language, f"Tính đến {on}, {agency} chủ trì {lead} nhiệm vụ; {late} nhiệm vụ quá hạn.",
               f"As of {on}, {agency} leads {lead} tasks; {late} are overdue.")  # fmt: skip


def count_tasks(tasks: pd.DataFrame) -> dict[str, int]:
    """Return how many tasks are led and how many are overdue."""
    return {"n_lead": int((tasks["part"] == "lead").sum()), "n_overdue": int(tasks["overdue"].astype(bool).sum())}


def say_promises(promises: pd.DataFrame, agency: str, subject: Subject) -> str:
    """Say how many points last year's tasks of the agency regained."""
    language, before = subject.language, subject.year - 1
    known = promises[promises["verdict"] != "unknown"].drop_duplicates("component_code")
    if promises.empty:
        return say(language, f"Sổ theo dõi năm {before} không có nhiệm vụ nào của {agency}.",
                   f"The register of {before} has no task of {agency}.")  # fmt: skip
    if known.empty:
        return say(language, f"Chưa có điểm năm nay để so với nhiệm vụ năm {before} của {agency}.",
                   f"No points of this year are known to hold against the tasks of {before}.")  # fmt: skip
    if not subject.with_component(TOTAL).adds_up:
        better, n = int(known["regained"].gt(0).sum()), len(known)
        return say(language, f"Trong {n} thành phần có nhiệm vụ năm {before}, {better} có kết quả tăng.",
                   f"Of {n} components with a task in {before}, {better} did better.")  # fmt: skip
    back, left = (say_points(known[name].sum(), subject.index, language) for name in ("regained", "lost"))
    way = (
        say(language, "lấy lại", "regained")
        if known["regained"].sum() >= 0
        else say(language, "mất thêm", "lost a further")
    )
    return say(language, f"Các thành phần có nhiệm vụ năm {before}: {way} {back}, còn mất {left}.",
               f"Components with a task in {before}: {way} {back}; {left} are still lost.")  # fmt: skip


def write_tasks(tasks: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return tasks with causes, states and parts in words; an overdue one says so in its state."""
    late = say(language, "QUÁ HẠN – ", "OVERDUE – ")
    words = {name: [say(language, *terms[code]) if code in terms else code for code in tasks[name]]
             for name, terms in (("cause_class", CAUSES), ("status", STATUSES), ("part", PARTS))}  # fmt: skip
    table = tasks.assign(**words)
    table["status"] = [late + (text or "–") if flag else text
                       for text, flag in zip(table["status"], tasks["overdue"], strict=True)]  # fmt: skip
    return table.rename(columns={"part": "role_in_task"}).drop(columns=["overdue", "due"])


def write_promises(promises: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return promises with states and verdicts in words."""
    return promises.assign(
        status=[say(language, *STATUSES[code]) if code in STATUSES else code for code in promises["status"]],
        verdict=[say(language, *VERDICTS[code]) for code in promises["verdict"]],
    )
