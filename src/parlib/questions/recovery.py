"""What rank would a part at the level of the best give? (nếu khắc phục các nội dung mất điểm)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Cell, Message, Text, computed, join_texts
from parlib.questions.phrases import NO_PART, drop_unknown_lasting, say_lasts
from parlib.questions.present import confidence, present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Point, Stand
from parlib.subject import Subject
from parlib.wording.phrases import is_zero

TABLED = ("component", "recovered_to", "points", "score_after", "rank_after", "rank_low", "rank_high", "lasting_share")
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
        "lasting_share",
    ),
    pages=("component", "province"),
    open_on=("component", "province"),
    gate=Gate(("own", "nation")),
    words={
        "maximum": Message("điểm tối đa", "the maximum"),
        "best": Message("mức {place} cao nhất giữ được", "the level that the best {place} can keep"),
        "highest": Message("điểm của {place} cao nhất", "the score of the best {place}"),
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
FINDING_OF_YEAR = Message(
    "Nếu “{component}” đạt bằng {place} cao nhất (thêm {points:points}), thứ hạng {moved}{next_year}.",
    "With “{component}” at the score of the best {place} ({points:points} more), the rank would {moved}{next_year}.",
)
"""The same where too few years are known to tell what the best keeps."""
RISES = Message("từ {rank_now} lên {rank_after}", "go from {rank_now} to {rank_after}")
STAYS = Message("vẫn là {rank_now}", "stay at {rank_now}")
NEXT_YEAR = Message(
    " khi các {places} khác giữ nguyên; năm sau, khi mọi {places} cùng biến động như trước, có thể {recovered}, nếu "
    "không khắc phục: {without}",
    " with the others fixed; next year, with all moving as before, it may be {recovered}, and without this {without}",
)
SPAN = Message("từ hạng {low} đến hạng {high}", "{low} to {high}")
ONE = Message("hạng {low}", "{low}")
NONE_BELOW = Message(
    "{among} thấp hơn mức mà {place} dẫn đầu có thể giữ được qua năm sau; chỉ còn dư địa ngoài mức đó.",
    "{among} is below the level that the best {place} can be expected to keep; what room is left lies beyond it.",
)
NONE_BELOW_OF_YEAR = Message("{among} thấp hơn {place} dẫn đầu.", "{among} is behind the best {place}.")
NEARLY_NONE = Message(
    "{among} thấp hơn đáng kể so với mức mà {place} dẫn đầu có thể giữ được qua năm sau; chỉ còn dư địa ngoài mức đó.",
    "{among} is more than slightly below the level that the best {place} can be expected to keep; what room is left "
    "lies beyond it.",
)
NEARLY_NONE_OF_YEAR = Message(
    "{among} thấp hơn đáng kể so với {place} dẫn đầu.", "{among} is more than slightly behind the best {place}."
)
"""The same where what is missing is less than is printed."""
FIXED = Message("Hạng mới: các {places} khác giữ nguyên điểm.", "New rank: the other {places} keep their scores.")
DRAWN = Message(
    "Hạng tốt nhất, kém nhất: năm sau, mọi {places} cùng biến động như các năm trước ({confidence:whole} số lần mô "
    "phỏng).",
    "Best and worst rank: next year, with all {places} moving as in past years ({confidence:whole} of the draws).",
)
KEPT = Message(
    "Điểm cao nhất của một năm thường giảm trong năm sau: chỉ tính phần giữ được.",
    "The best score of a year usually falls in the next: only what can be kept is reckoned with.",
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
    finding, note = _say_rank(recovery, subject), _say_method(recovery, subject)
    words = {target: str(QUESTION.word(target, voice)) for target in QUESTION.words}
    reached = recovery["recovered_to"].mask(recovery["recovered_to"].eq("best") & ~recovery["best_kept"], "highest")
    table = drop_unknown_lasting(recovery.assign(recovered_to=reached.map(words))[QUESTION.names])
    drawn = ["rank_low", "rank_high"]
    table = table if recovery[drawn].notna().any(axis=None) else table.drop(columns=drawn)
    without = recovery[["without_low", "without_high"]].iloc[0].dropna()  # the same in each row: no columns of a table
    return present(QUESTION, subject, finding, table, note=note, figures=without.to_dict())


def _say_rank(recovery: pd.DataFrame, subject: Subject) -> Text:
    """Say the rank after recovering the most valuable loss to the level of the best."""
    voice = voice_of(subject)
    best = recovery[recovery["recovered_to"] == "best"]
    if best.empty or is_zero(best["points"].iloc[0], subject.index):
        kept, of_year = (NONE_BELOW, NONE_BELOW_OF_YEAR) if best.empty else (NEARLY_NONE, NEARLY_NONE_OF_YEAR)
        among = voice.say(NO_PART[len(subject.unlisted) > 0])
        return voice.say(kept if recovery["best_kept"].any() else of_year, among=among)
    most = best.iloc[0]
    cells = {name: QUESTION.cell(most, name) for name in ("component", "points", "rank_now", "rank_after")}
    moved = voice.say(RISES if most["rank_now"] != most["rank_after"] else STAYS, **cells)
    next_year = Text()
    if pd.notna(most["rank_low"]):
        recovered = _say_span(QUESTION.cell(most, "rank_low"), QUESTION.cell(most, "rank_high"), subject)
        low, high = (computed(most[name], "count", name) for name in ("without_low", "without_high"))
        without = _say_span(low, high, subject)
        next_year = voice.say(NEXT_YEAR, recovered=recovered, without=without)
    message = FINDING if most["best_kept"] else FINDING_OF_YEAR
    return voice.say(message, **cells, moved=moved, next_year=next_year)


def _say_method(recovery: pd.DataFrame, subject: Subject) -> Text:
    """Say what the ranks rest on, of those that the table has."""
    voice = voice_of(subject)
    said = [voice.say(FIXED)]
    if recovery["rank_low"].notna().any():
        said.append(voice.say(DRAWN, confidence=confidence()))
    if recovery.loc[recovery["recovered_to"] == "best", "best_kept"].any():
        said.append(voice.say(KEPT))
    return join_texts([*said, say_lasts(voice, recovery)])


def _say_span(low: Cell, high: Cell, subject: Subject) -> Text:
    return voice_of(subject).say(ONE if low.value == high.value else SPAN, low=low, high=high)
