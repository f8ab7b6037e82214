"""What is the score held against: the nation, the region, the best, the next above and below? (các mốc so sánh)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text
from parlib.questions.present import present, voice_of, who
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject
from parlib.wording.phrases import is_zero

QUESTION = Question(
    name="marks",
    title=Message("Khoảng cách tới các mốc", "Distance to marks"),
    columns=("mark", "province", "score", "gap"),
    pages=("component", "province"),
    gate=Gate(("own", "nation")),
    words={
        "national_mean": Message("Trung bình {whole}", "{national:cap} mean"),
        "national_median": Message("Trung vị {whole}", "{national:cap} median"),
        "regional_mean": Message("Trung bình {group}", "{regional:cap} mean"),
        "best": Message("{place:cap} cao nhất", "Best {place}"),
        "next_up": Message("{place:cap} xếp ngay trên", "Next above"),
        "next_down": Message("{place:cap} xếp ngay dưới", "Next below"),
    },
    stand=Stand(
        panel=50, spare_panel=True, report=(Passage("result_score", 40), Passage("component_position", 40, table=False))
    ),
)

STEPS = {
    "next_up": Message(
        "thấp hơn {place} xếp ngay trên ({names}) {gap:points}", "{gap:points} behind the next above ({names})"
    ),
    "next_down": Message(
        "cao hơn {place} xếp ngay dưới ({names}) {gap:points}", "{gap:points} ahead of the next below ({names})"
    ),
}
LEVEL = {
    "next_up": Message("gần bằng điểm {place} xếp ngay trên ({names})", "almost level with the next above ({names})"),
    "next_down": Message("gần bằng điểm {place} xếp ngay dưới ({names})", "almost level with the next below ({names})"),
}
FINDING = Message("{who} {steps}.", "{who} is {steps}.")
ALONE = Message("Không có {place} nào xếp ngay trên hay ngay dưới.", "No {place} ranks just above or just below.")


def show(subject: Subject, marks: pd.DataFrame) -> Exhibit:
    """Show what the score is held against, and say how far the next above and below lie.

    Parameters
    ----------
    marks : pandas.DataFrame
        `parlib.study.position.list_marks`.
    """
    if marks.empty or marks["gap"].isna().all():
        return present(QUESTION, subject, Text(), marks, chart="none")
    words = {mark: str(QUESTION.word(mark, voice_of(subject))) for mark in QUESTION.words}
    return present(QUESTION, subject, _say_steps(marks, subject), marks.assign(mark=marks["mark"].map(words)))


def _say_steps(marks: pd.DataFrame, subject: Subject) -> Text:
    """Say the distance to the next above and to the next below."""
    voice = voice_of(subject)
    near = marks.reset_index(drop=True).loc[lambda table: table["mark"].isin(STEPS) & table["gap"].notna()]
    steps = [
        voice.say(
            (LEVEL if is_zero(row["gap"], subject.index) else STEPS)[row["mark"]],
            names=QUESTION.cell(row, "province"),
            gap=QUESTION.cell(row, "gap"),
        )
        for _, row in near.iterrows()
    ]
    return voice.say(FINDING, who=who(subject), steps=voice.join(steps)) if steps else voice.say(ALONE)
