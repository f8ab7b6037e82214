"""What rank would a part at the level of the best give? (nếu khắc phục các nội dung mất điểm)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text
from parlib.questions.columns import Column
from parlib.questions.present import confidence, present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Point, Stand
from parlib.subject import Subject

TABLED = ("component", "recovered_to", "points", "score_after", "rank_after", "rank_low", "rank_high")
"""Columns that stand in papers."""

QUESTION = Question(
    name="recovery",
    title=Message("Nếu khắc phục điểm mất", "If losses are recovered"),
    columns=(
        "component",
        "recovered_to",
        "points",
        "score_after",
        "rank_now",
        "rank_after",
        "rank_low",
        "rank_high",
        Column("without_low", "count", "Hạng tốt nhất nếu không khắc phục", "Best rank without it"),
        Column("without_high", "count", "Hạng kém nhất nếu không khắc phục", "Worst rank without it"),
    ),
    pages=("component", "province"),
    open_on=("component", "province"),
    gate=Gate(("own", "nation")),
    words={
        "maximum": Message("điểm tối đa", "the maximum"),
        "best": Message("mức {place} cao nhất giữ được", "the level that the best {place} can keep"),
        "median": Message("mức trung vị {whole}", "the {national} median"),
    },
    stand=Stand(
        slide=150,
        point=Point(50, Message("Nếu khắc phục", "What if")),
        report=(Passage("component_prospect", 10, table=TABLED), Passage("targets_points", 30, table=TABLED)),
    ),
)

FINDING = Message(
    "Nếu “{component}” đạt mức mà {place} cao nhất giữ được (thêm {points:points}), thứ hạng {moved}{next_year}.",
    "With “{component}” at the level that the best {place} can keep ({points:points} more), the rank would "
    "{moved}{next_year}.",
)
RISES = Message("từ {rank_now} lên {rank_after}", "go from {rank_now} to {rank_after}")
STAYS = Message("vẫn là {rank_now}", "stay at {rank_now}")
NEXT_YEAR = Message(
    " khi các {places} khác giữ nguyên; năm sau, khi mọi {places} cùng biến động như trước: {recovered}, "
    "không khắc phục: {without}",
    " with the others fixed; next year, with all moving as before, {recovered}, and {without} without it",
)
SPAN = Message("{low} đến {high}", "{low} to {high}")
ONE = Message("{low}", "{low}")
NONE_BELOW = Message(
    "Không thành phần nào thấp hơn mức mà {place} dẫn đầu giữ được.",
    "No part is below the level that the best {place} can keep.",
)
NOTE = Message(
    "Thứ hạng mới: các {places} khác giữ nguyên điểm. Khoảng năm sau: mọi {places}, kể cả {here} này, cùng biến động "
    "như giữa các năm so sánh được trước đây ({confidence:whole} số lần mô phỏng). Mức của {place} cao nhất là phần mà "
    "{place} đó có thể giữ được, vì điểm cao nhất của một năm thường giảm về gần trung bình trong năm sau.",
    "New rank: the other {places} keep their scores. Range of the next year: all {places}, this one too, move as they "
    "did between past comparable years ({confidence:whole} of the draws). The level of the best {place} is what it may "
    "be expected to keep: the best score of a year usually falls back towards the mean in the next.",
)


def show(subject: Subject, recovery: pd.DataFrame) -> Exhibit:
    """Show the rank after recovering each loss, the others fixed and all moving as before.

    Parameters
    ----------
    recovery : pandas.DataFrame
        `parlib.study.whatif.recover_losses`.
    """
    alone = set(recovery["component_code"]) == {subject.component_code}  # at the best of itself anything is first
    if recovery.empty or recovery["rank_now"].iloc[0] == 1 or alone:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none")  # no rank to win, or told by the curve
    voice = voice_of(subject)
    finding, note = _say_rank(recovery, subject), voice.say(NOTE, confidence=confidence())
    words = {target: str(QUESTION.word(target, voice)) for target in QUESTION.words}
    table = recovery.assign(recovered_to=recovery["recovered_to"].map(words))[QUESTION.names]
    return present(QUESTION, subject, finding, table, note=note)


def _say_rank(recovery: pd.DataFrame, subject: Subject) -> Text:
    """Say the rank after recovering the most valuable loss to the level of the best."""
    voice = voice_of(subject)
    best = recovery[recovery["recovered_to"] == "best"]
    if best.empty:
        return voice.say(NONE_BELOW)
    most = best.iloc[0]
    cells = {name: QUESTION.cell(most, name) for name in ("component", "points", "rank_now", "rank_after")}
    moved = voice.say(RISES if most["rank_now"] != most["rank_after"] else STAYS, **cells)
    next_year = Text()
    if pd.notna(most["rank_low"]):
        recovered, without = (_say_span(most, f"{case}_low", f"{case}_high", subject) for case in ("rank", "without"))
        next_year = voice.say(NEXT_YEAR, recovered=recovered, without=without)
    return voice.say(FINDING, **cells, moved=moved, next_year=next_year)


def _say_span(row: pd.Series, low: str, high: str, subject: Subject) -> Text:
    message = ONE if row[low] == row[high] else SPAN
    return voice_of(subject).say(message, low=QUESTION.cell(row, low), high=QUESTION.cell(row, high))
