"""Which components are not compared, and why? (không so sánh được)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.language import Message, Text, computed
from parlib.questions.phrases import quote
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.two_sides import name_sides
from parlib.subject import Subject

QUESTION = Question(
    name="uncompared",
    title=Message("Không so sánh được", "Not compared"),
    columns=("component_code", "component", "reason", "series_second", "series_first"),
    pages=("compare",),
)

FINDING = Message(
    "{n} chỉ số không so sánh được giữa hai năm{named}.",
    "{n} {n:=indicator is|indicators are} not compared between the two years{named}.",
)
NAMED = Message(", trong đó có {names}", ", among them {names}")
ALL_NAMED = Message(": {names}", ": {names}")
REASONS = {
    "series": Message("bộ chỉ số hoặc thang điểm đã đổi", "framework or scale changed"),
    "unsure": Message("câu hỏi hoặc cách tính có thể đã đổi", "the questions or the method may have changed"),
    "only_first": Message("không có trong {mine}", "not in {mine}"),
    "only_second": Message("không có trong {theirs}", "not in {theirs}"),
}
SERIES_HEAD = Message("{side}, bộ chỉ số", "{side}, framework")


def show(subject: Subject, other: Subject, uncompared: pd.DataFrame) -> Exhibit:
    """Show which components are not compared, and why.

    Parameters
    ----------
    uncompared : pandas.DataFrame
        `parlib.study.compare.list_uncompared`.
    """
    voice, (mine, theirs) = voice_of(subject), name_sides(subject, other)
    reasons = {kind: str(voice.say(message, mine=mine, theirs=theirs)) for kind, message in REASONS.items()}
    table = uncompared.assign(reason=uncompared["reason"].map(reasons)).reset_index(drop=True)
    table = table[list(QUESTION.columns)]
    if table.empty:
        return present(QUESTION, subject, Text(), table, chart="none")
    heads = {
        f"series_{at}": str(voice.say(SERIES_HEAD, side=side.capitalise()))
        for at, side in (("second", mine), ("first", theirs))
    }
    figures = {"n_uncompared": float(len(table))}
    finding = _say_named(table[(uncompared["level"] <= 1).to_numpy()], figures["n_uncompared"], subject)
    return present(QUESTION, subject, finding, table, figures=figures, heads=heads)


def _say_named(main: pd.DataFrame, count: float, subject: Subject) -> Text:
    """Say how many components are not compared, and name the main ones."""
    voice = voice_of(subject)
    told = main.drop_duplicates("component")  # a field may bear its name in both frameworks
    names = [quote(voice, QUESTION.cell(row, "component")) for _, row in told.iterrows()]
    named = voice.say(ALL_NAMED if len(main) == count else NAMED, names=voice.join(names)) if names else Text()
    return voice.say(FINDING, n=computed(count, "count", "n_uncompared"), named=named)
