"""How many points does each rank take, and how many the first ten? (điểm cần cho mỗi bậc)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed
from parlib.questions.present import present, say_unit, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject
from parlib.wording.phrases import is_zero

QUESTION = Question(
    name="curve",
    title=Message("Điểm cần cho mỗi bậc", "Points for each place"),
    columns=("points", "score", "rank", "expected_rank", "rank_low", "rank_high", "role"),
    pages=("component", "province"),
    chart="curve",
    gate=Gate(("own", "nation")),
    stand=Stand(
        slide=160,
        drawn_only=True,
        report=(
            Passage("component_prospect", 20, table=False, picture=False),
            Passage("targets_points", 10, table=False),
        ),
    ),
)

FINDING = Message(
    "Để vào nhóm {target} {place} dẫn đầu, cần tăng thêm {points:points}.",
    "To be among the first {target}, {points:points} more are needed.",
)
NEARLY = Message(
    "Điểm gần bằng mức cần có để vào nhóm {target} {place} dẫn đầu.",
    "The score is almost what it takes to be among the first {target}.",
)
THERE = Message("Đang thuộc nhóm {target} {place} dẫn đầu.", "Already within the first {target} places.")


def show(subject: Subject, curve: pd.DataFrame, target: pd.DataFrame) -> Exhibit:
    """Show which rank each score would win, with where the province is and where it wants to be.

    Parameters
    ----------
    curve : pandas.DataFrame
        `parlib.study.whatif.trace_places`.
    target : pandas.DataFrame
        `parlib.study.whatif.measure_target`.
    """
    if len(curve) < 2 or target.empty:  # nobody is above; all of so few are among those asked for
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none")
    table, figures = _lay_table(curve, target), {"target_place": target["target_place"].iloc[0]}
    return present(
        QUESTION,
        subject,
        _say_target(table, figures["target_place"], subject),
        table,
        figures=figures,
        unit=say_unit(subject),
        decimals=subject.index.decimals,
    )


def _lay_table(curve: pd.DataFrame, target: pd.DataFrame) -> pd.DataFrame:
    """Return the steps of the curve, then the province now and, where it is not there yet, its target."""
    steps = curve.rename(columns={"score_after": "score", "rank_after": "rank"}).assign(role="curve")
    names = {"target_score": "score", "place_reached": "rank", "points_needed": "points"}
    goal = target.rename(columns={"score": "score_now"}).rename(columns=names).assign(role="target")
    goal = goal.loc[goal["points"] > 0, [*names.values(), "role"]]
    parts = [steps, steps.iloc[[0]].assign(role="now"), *([goal] if len(goal) else [])]
    return pd.concat(parts, ignore_index=True)[QUESTION.names]


def _say_target(table: pd.DataFrame, place: float, subject: Subject) -> Text:
    """Say how many points the target is away."""
    voice, last = voice_of(subject), table.iloc[-1]
    target = computed(place, "count", "target_place")
    if last["role"] != "target":
        return voice.say(THERE, target=target)
    message = NEARLY if is_zero(last["points"], subject.index) else FINDING
    return voice.say(message, target=target, points=QUESTION.cell(last, "points"))
