"""Sentences about responsibility and next steps."""

from __future__ import annotations

import pandas as pd

from parlib.subject import Subject
from parlib.terms import CAUSES
from parlib.wording.phrases import join_words, say, say_points


def say_actions(actions: pd.DataFrame, subject: Subject) -> str:
    """Say which losses have tasks, and which wait for one."""
    language = subject.language
    if actions.empty:
        return say(language, "Số liệu hiện có chưa cho biết nội dung mất điểm nào để giao nhiệm vụ.",
                   "The figures at hand do not say which losses need a task.")  # fmt: skip
    filled = actions["task"] != ""
    waiting = actions[~filled]
    text = ""
    if filled.any():
        agencies = join_words(sorted(set(actions.loc[filled, "lead_agency"]) - {""}), language)
        text = say(language, f"Nhiệm vụ đã giao cho: {agencies}. ", f"Tasks are set for: {agencies}. ")
    if waiting.empty:
        return text.strip()
    most = waiting.iloc[0]
    if not most["lost_to_best"] > 0:
        return text + _say_waiting(waiting, subject)
    points = say_points(most["lost_to_best"], subject.index, language)
    return text + say(
        language,
        f"Chưa giao nhiệm vụ cho các nội dung còn dư địa cải thiện; lớn nhất là “{most['component']}” ({points} so với tỉnh dẫn đầu).",
        f"No task is assigned yet; the largest gap is on “{most['component']}” ({points} behind the best province).",
    )


def _say_waiting(waiting: pd.DataFrame, subject: Subject) -> str:
    """Say how many losses wait for a task, and the largest, where none is known to be recoverable."""
    language, count = subject.language, len(waiting)
    most = waiting.sort_values("lost", ascending=False).iloc[0]
    lost = say_points(most["lost"], subject.index, language)
    return say(
        language,
        f"{count} thành phần mất điểm chưa được giao nhiệm vụ; mất nhiều nhất là “{most['component']}” ({lost}).",
        f"{count} {'part that lost points has' if count == 1 else 'parts that lost points have'} no task yet; most was lost on “{most['component']}” ({lost}).",
    )


def write_form(actions: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return *actions* with causes in words and dots where something is to be filled in."""
    causes = {cause: say(language, *names) for cause, names in CAUSES.items()}
    table = actions.assign(cause_class=actions["cause_class"].map(lambda cause: causes.get(cause, cause)))
    texts = table.columns[4:]
    return table.assign(**{name: table[name].replace("", BLANK) for name in texts})


BLANK = "……"
"""What stands in a form where something is to be filled in."""

FORM_NOTE = (
    "Điền vào sổ theo dõi (parlib actions write), nhập lại (parlib actions add) rồi chạy lại: nguyên nhân (con người, tổ chức, "
    "bộ máy, quy trình, công nghệ), nhiệm vụ, cơ quan chủ trì, người đứng đầu, thời hạn, kết quả.",
    "Fill in the register (parlib actions write), take it in (parlib actions add) and run again: cause (people, organisation, "
    "apparatus, process, technology), task, lead agency, head, deadline, output.",
)
"""How the form is filled in."""
