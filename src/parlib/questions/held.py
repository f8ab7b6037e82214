"""Which components does the agency hold, and what did they lose? (chỉ số thành phần được phân công)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, about, computed
from parlib.questions.columns import Column
from parlib.questions.phrases import name_lost
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.terms import TOTAL

QUESTION = Question(
    name="held",
    title=Message("Được phân công", "Components held"),
    columns=(
        "component_code", "component", "score", "max_score", "lost",
        Column("recoverable", "score", "Dư địa cải thiện", "Recoverable"),
        "rank", "n_ranked",
    ),
    pages=("accountability",),
    open_on=("accountability",),
    gate=Gate(told=True),
)  # fmt: skip

HEADED = Message("{agency} ({head})", "{agency} ({head})")
HEADLESS = Message("{agency} (chưa ghi người đứng đầu)", "{agency} (its head is not given)")
FINDING = Message(
    "{who} phụ trách {n} chỉ số thành phần: đạt {score:unit} trên tối đa {max_score}, mất {lost:points}{behind}.",
    "{who} holds {n} {n:=component|components}: {score:unit} of at most {max_score}, {lost:points} lost{behind}.",
)
BEHIND = Message(
    "; {recoverable:points} là khoảng cách tới {place} dẫn đầu", "; {recoverable:points} behind the best {place}"
)
COUNTED = Message(
    "{who} phụ trách {n} chỉ số thành phần, {known} có số liệu.",
    "{who} holds {n} {n:=component|components}, {known} of them with figures.",
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
    chart = "table" if len(held) else "text"
    return present(QUESTION, subject, finding, held, chart=chart, figures=figures, heads=name_lost(subject))


def say(
    subject: Subject, held: pd.DataFrame, sums: dict[str, float], agency: str, head: str
) -> tuple[Text, dict[str, float]]:
    """Say how many components the agency holds and what their points come to; with the figures beside the table."""
    adds_up = subject.with_component(TOTAL).adds_up
    figures = {name: sums[name] for name in (sums if adds_up else ("n", "known"))}
    if held["recoverable"].isna().all():
        figures.pop("recoverable", None)  # a sum of nothing is no distance of nothing
    voice, kinds = voice_of(subject), {"n": "count", "known": "count"}
    bound = {name: computed(value, kinds.get(name, "score"), name) for name, value in figures.items()}
    who = voice.say(HEADED if head else HEADLESS, agency=about(agency, "agency"), head=about(head, "head"))
    behind = voice.say(BEHIND, **bound) if "recoverable" in figures else Text()
    message = UNKNOWN if not sums["known"] else FINDING if adds_up else COUNTED
    return voice.say(message if len(held) else NONE, who=who, behind=behind, **bound), figures
