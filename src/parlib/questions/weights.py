"""Which parts decide the differences between places, beside their weight on paper? (trọng số thực tế)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, method
from parlib.questions.columns import Column
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.wording.titles import name_component

COLUMNS = (
    Column("label", "text", "Thành phần", "Part"),
    "effective_weight",
    "nominal_weight",
    "gap_share",
    "correlation",
)

QUESTION = Question(
    name="weights",
    title=Message("Trọng số thực tế", "Effective weights"),
    columns=COLUMNS,
    pages=("national",),
    chart="pairs",
    gate=Gate(("nation_parts",)),
)

MAX_PARTS = 14
"""Most parts in one picture."""

FINDING = Message(
    "Quyết định khác biệt giữa các {places} nhiều nhất là {most}{least}{against}.",
    "The differences between {places} are decided most by {most}{least}{against}.",
)
LEAST = Message("; ít nhất là {part}", "; least by {part}")
AGAINST = Message("; ngược chiều với điểm chung: {parts}", "; against the whole: {parts}")
PART = Message("“{label}” ({effective_weight})", "“{label}” ({effective_weight})")
PART_ON_PAPER = Message(
    "“{label}” ({effective_weight}; danh nghĩa {nominal_weight})",
    "“{label}” ({effective_weight}; nominal {nominal_weight})",
)
AXIS = Message("Trọng số", "Weight")
NOTE = Message(
    "Trọng số thực tế: hiệp phương sai của thành phần với tổng, chia cho phương sai của tổng (các phần cộng lại bằng "
    "{all:whole}); trọng số danh nghĩa: điểm tối đa chia cho tổng điểm tối đa.{of}",
    "Effective weight: covariance of the part with the sum over the variance of the sum (they add up to {all:whole}); "
    "nominal weight: maximum over the sum of maxima.{of}",
)
OF_WEIGHTED = Message(
    " Xét trên tổng có trọng số của các thành phần đang có số liệu.",
    " Of the weighted sum of the parts whose figures are at hand.",
)
OF_PLAIN = Message(
    " Xét trên tổng cộng đơn giản của các thành phần, không phải điểm chung do nguồn công bố.",
    " Of the plain sum of the parts, not of the total as its source weighs it.",
)


def show(subject: Subject, weights: pd.DataFrame, question: Question = QUESTION) -> Exhibit:
    """Show how much each part decides the differences between places, beside its weight on paper.

    Parameters
    ----------
    weights : pandas.DataFrame
        `parlib.study.structure.measure_weights`.
    question : Question
        That of the parts, or of the smallest parts.
    """
    table, voice = lay_table(weights), voice_of(subject)
    if table.empty:
        return present(question, subject, Text(), table, chart="text")
    first, second = (str(voice.say(question.column(f"{kind}_weight").head)) for kind in ("nominal", "effective"))
    return present(
        question,
        subject,
        _say_weights(subject, table),
        table,
        note=_say_note(subject),
        columns="nominal_weight,effective_weight,gap_share",
        first=first,
        second=second,
        own=False,
        axis=str(voice.say(AXIS)),
    )


def lay_table(weights: pd.DataFrame) -> pd.DataFrame:
    """Return the parts that are shown: of many the most deciding, the least, and all that go against the whole."""
    last = min(int((weights["effective_weight"] < 0).sum()) + 1, MAX_PARTS - 2)
    shown = weights
    if len(weights) > MAX_PARTS:
        shown = pd.concat([weights.head(MAX_PARTS - last), weights.tail(last)])
    names = [name_component(*names) for names in zip(shown["component_code"], shown["component"], strict=True)]
    table = shown.assign(label=names, gap_share=shown["effective_weight"] - shown["nominal_weight"])
    return table[["label", "effective_weight", "nominal_weight", "gap_share", "correlation"]].reset_index(drop=True)


def _say_weights(subject: Subject, table: pd.DataFrame) -> Text:
    """Say which parts decide most, which least, and which go against the whole; each with its weight on paper."""
    voice = voice_of(subject)
    parts = [_say_part(subject, row) for _, row in table[table["effective_weight"] >= 0].iterrows()]
    against = [_say_part(subject, row) for _, row in table[table["effective_weight"] < 0].iterrows()]
    most = parts[: max(1, min(2, len(parts) - 1))]
    return voice.say(
        FINDING,
        most=voice.join(most),
        least=voice.say(LEAST, part=parts[-1]) if len(parts) > len(most) else Text(),
        against=voice.say(AGAINST, parts=voice.join(against)) if against else Text(),
    )


def _say_part(subject: Subject, row: pd.Series) -> Text:
    message = PART if pd.isna(row["nominal_weight"]) else PART_ON_PAPER
    return voice_of(subject).say(message, **{name: QUESTION.cell(row, name) for name in message.fields})


def _say_note(subject: Subject) -> Text:
    """Say what the two weights are, and of which total."""
    voice, of = voice_of(subject), Text()
    if subject.weighted:
        of = voice.say(OF_WEIGHTED)
    elif subject.leaf["combine"] == "published":
        of = voice.say(OF_PLAIN)
    return voice.say(NOTE, all=method(1.0, "share", "all"), of=of)
