"""What came of last year's tasks? (nhiệm vụ năm trước, kết quả năm nay)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Cell, Message, Text, about, computed
from parlib.questions.columns import Column
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.terms import STATUSES, TOTAL
from parlib.wording.phrases import say

QUESTION = Question(
    name="promises",
    title=Message("Nhiệm vụ năm trước", "Last year's promises"),
    columns=(
        "component_code",
        "component",
        "task",
        "deadline",
        "status",
        "lost_before",
        "lost",
        Column("regained", "score", "Lấy lại", "Regained"),
        "verdict",
    ),
    pages=("accountability",),
    open_on=("accountability",),
    gate=Gate(needs_table=False),
    words={
        "recovered": Message("đã khắc phục hết", "recovered"),
        "better": Message("giảm mất", "lost less"),
        "same": Message("không đổi", "unchanged"),
        "worse": Message("mất thêm", "lost more"),
        "unknown": Message("chưa rõ", "not known"),
    },
)

REGAINED = Message(
    "{parts}: lấy lại {regained:points}, còn mất {lost:points}.",
    "{parts}: regained {regained:points}; {lost:points} are still lost.",
)
LOST_MORE = Message(
    "{parts}: mất thêm {regained:points}, còn mất {lost:points}.",
    "{parts}: lost a further {regained:points}; {lost:points} are still lost.",
)
BETTER = Message(
    "Trong {n} thành phần có nhiệm vụ năm {before}{compared}, {n_better} có kết quả tăng.",
    "Of {n} {n:=component|components} with a task in {before}{compared}, {n_better} did better.",
)
COMPARED = Message(" và so sánh được", " that can be compared")
PARTS = {
    False: Message("Các thành phần có nhiệm vụ năm {before}", "Components with a task in {before}"),
    True: Message(
        "Các thành phần có nhiệm vụ năm {before} và so sánh được",
        "Components with a task in {before} that can be compared",
    ),
}
"""By whether of some with a task it is not known what became of them."""
UNKNOWN = Message(
    "Chưa có điểm năm nay để so với nhiệm vụ năm {before} của {agency}.",
    "No points of this year are known to hold against the tasks of {before} of {agency}.",
)
NONE = Message(
    "Chưa có nhiệm vụ nào của {agency} được ghi nhận trong năm {before}.",
    "No task of {agency} is on record for {before}.",
)


def show(subject: Subject, promises: pd.DataFrame, agency: str) -> Exhibit:
    """Show last year's tasks of the agency against this year's points.

    Parameters
    ----------
    promises : pandas.DataFrame
        `parlib.study.duty.compare_promises`.
    agency : str
        The agency.
    """
    voice = voice_of(subject)
    bound: dict[str, Cell | Text] = {
        "agency": about(agency, "agency"),
        "before": about(subject.year - 1, "year_before", "year"),
    }
    if promises.empty:
        return present(QUESTION, subject, voice.say(NONE, **bound), pd.DataFrame(), chart="text")
    known = promises[promises["verdict"] != "unknown"].drop_duplicates("component_code")
    if known.empty:
        return present(QUESTION, subject, voice.say(UNKNOWN, **bound), _put_words(promises, subject))
    if subject.with_component(TOTAL).adds_up:
        message, figures = _add_up(known)
    else:
        message, figures = BETTER, {"n": len(known), "n_better": int(known["regained"].gt(0).sum())}
    some = (promises["verdict"] == "unknown").any()
    bound |= {"parts": voice.say(PARTS[bool(some)], **bound), "compared": voice.say(COMPARED) if some else Text()}
    kind = "count" if message is BETTER else "score"
    counts = {name: computed(value, kind, name) for name, value in figures.items()}
    return present(
        QUESTION, subject, voice.say(message, **bound, **counts), _put_words(promises, subject), figures=figures
    )


def _add_up(known: pd.DataFrame) -> tuple[Message, dict[str, float]]:
    """Return how it is said and how many points were regained (or lost besides) and are still lost."""
    figures = {name: float(known[name].sum()) for name in ("regained", "lost")}
    return REGAINED if figures["regained"] >= 0 else LOST_MORE, figures


def _put_words(promises: pd.DataFrame, subject: Subject) -> pd.DataFrame:
    """Return promises with states and verdicts in words."""
    language, voice = subject.language, voice_of(subject)
    return promises.assign(
        status=[say(language, *STATUSES[code]) if code in STATUSES else code for code in promises["status"]],
        verdict=[str(QUESTION.word(code, voice)) for code in promises["verdict"]],
    )
