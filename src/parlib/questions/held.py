"""Which components does the agency hold, and what did they lose? (chỉ số thành phần được phân công)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, about, computed
from parlib.questions.columns import Column
from parlib.questions.phrases import MOST_NAMED, count_level, name_lost
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.terms import TOTAL
from parlib.wording.phrases import is_zero

QUESTION = Question(
    name="held",
    title=Message("Được phân công", "Components held"),
    columns=(
        "component_code",
        "component",
        "score",
        "max_score",
        "lost",
        Column("recoverable", "score", "Dư địa cải thiện", "Recoverable"),
        "rank",
        "n_ranked",
    ),
    pages=("accountability",),
    open_on=("accountability",),
    gate=Gate(needs_table=False),
)

HEADED = Message("{agency} ({head})", "{agency} ({head})")
HEADLESS = Message("{agency} (chưa ghi người đứng đầu)", "{agency} (its head is not given)")
FINDING = Message(
    "{who} phụ trách {n} chỉ số thành phần: đạt {score:unit} trên tối đa {max_score}, mất {lost:points}{behind}.",
    "{who} holds {n} {n:=component|components}: {score:unit} of at most {max_score}, {lost:points} lost{behind}.",
)
PARTLY = Message(
    "{who} phụ trách {n} chỉ số thành phần, {known} có điểm và điểm tối đa: đạt {score:unit} trên tối đa {max_score}, "
    "mất {lost:points}{behind}.",
    "{who} holds {n} {n:=component|components}, {known} of them with a score and a maximum: {score:unit} of at most "
    "{max_score}, {lost:points} lost{behind}.",
)
BEHIND = Message(
    "; {recoverable:points} là khoảng cách tới {place} dẫn đầu", "; {recoverable:points} behind the best {place}"
)
BEHIND_EACH = Message(
    "; tổng khoảng cách tới {place} dẫn đầu từng chỉ số thành phần là {recoverable:points}",
    "; {recoverable:points} in all behind the best {place} on each",
)
COUNTED = Message(
    "{who} phụ trách {n} chỉ số thành phần, {scored} có số liệu.",
    "{who} holds {n} {n:=component|components}, {scored} of them with figures.",
)
NO_MAXIMUM = Message(
    "{who} phụ trách {n} chỉ số thành phần, {scored} có số liệu; chưa công bố điểm tối đa nên chưa tính được điểm mất.",
    "{who} holds {n} {n:=component|components}, {scored} of them with figures; what was lost is not known, since no "
    "maximum is published.",
)
UNKNOWN = Message(
    "{who} phụ trách {n} chỉ số thành phần; chưa có điểm nào được công bố.",
    "{who} holds {n} {n:=component|components}; no score of them is published.",
)
NONE = Message("{who}: chưa được phân công chỉ số thành phần nào.", "{who} holds no component.")


def show(subject: Subject, held: pd.DataFrame, sums: dict[str, float], agency: str, head: str) -> Exhibit:
    """Show the components that the agency holds: points held, lost, recoverable.

    Parameters
    ----------
    held : pandas.DataFrame
        `parlib.study.duty.list_held`.
    sums : dict
        `parlib.study.duty.sum_held`.
    agency, head : str
        The agency, and who heads it; blank where that is not given.
    """
    finding, figures = say(subject, held, sums, agency, head)
    lost = held[~held["lost"].fillna(0).map(lambda points: is_zero(points, subject.index)).astype(bool)]
    # the answer of the page names the largest of these
    figures = figures | count_level(lost.sort_values("lost", ascending=False, kind="stable"), "lost", MOST_NAMED)
    chart = "table" if len(held) else "text"
    return present(QUESTION, subject, finding, held, chart=chart, figures=figures, heads=name_lost(subject))


def say(
    subject: Subject, held: pd.DataFrame, sums: dict[str, float], agency: str, head: str
) -> tuple[Text, dict[str, float]]:
    """Say how many components the agency holds and what their points come to; with the figures beside the table."""
    adds_up = subject.with_component(TOTAL).adds_up
    figures = {name: sums[name] for name in (sums if adds_up else ("n", "scored"))}
    if pd.isna(sums["recoverable"]):
        figures.pop("recoverable", None)  # where the best of a component is not known, nothing lies behind it
    voice, kinds = voice_of(subject), dict.fromkeys(("n", "known", "scored"), "count")
    bound = {name: computed(value, kinds.get(name, "score"), name) for name, value in figures.items()}
    who = voice.say(HEADED if head else HEADLESS, agency=about(agency, "agency"), head=about(head, "head"))
    behind = Text()
    if "recoverable" in figures:
        behind = voice.say(BEHIND if sums["known"] == 1 else BEHIND_EACH, **bound)
    summed = FINDING if sums["known"] == sums["n"] else PARTLY
    lost = summed if sums["known"] else NO_MAXIMUM
    message = UNKNOWN if not sums["scored"] else lost if adds_up else COUNTED
    return voice.say(message if len(held) else NONE, who=who, behind=behind, **bound), figures
