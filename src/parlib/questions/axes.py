"""On how few axes do the parts lie, and which lies furthest from the first? (các trục chính)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, method
from parlib.questions.columns import Column
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.tidy import Row
from parlib.wording.titles import name_component

QUESTION = Question(
    name="axes",
    title=Message("Các trục chính", "Principal axes"),
    columns=(
        Column("row_label", "text", "Thành phần", "Part"),
        Column("column_label", "text", "Trục", "Axis"),
        Column("value", "hundredth", "Hệ số tải", "Loading"),
        "variance_share",
        "cumulative_share",
    ),
    pages=("national",),
    chart="matrix",
    gate=Gate(("nation_parts",)),
)

MAX_AXES = 4
"""Most principal components in one picture."""

FEWEST_PARTS = 3
"""Two parts always go equally with the first axis: their correlation says all."""

AXIS = Message("Trục {axis} ({share:whole})", "Axis {axis} ({share:whole})")
FINDING = Message(
    "Trục chính thứ nhất giữ {one:whole} khác biệt giữa các {places}, hai trục đầu giữ {two:whole}; tương quan yếu "
    "nhất với trục thứ nhất: “{least}” (hệ số tải {loading}).",
    "The first axis holds {one:whole} of the differences between {places}, the first two {two:whole}; “{least}” goes "
    "least with the first (loading {loading}).",
)
NOTE = Message(
    "Thành phần chính của ma trận tương quan; hệ số tải là tương quan giữa thành phần và trục. Chiều của một trục chỉ "
    "là quy ước.",
    "Principal components of the correlation matrix; a loading is the correlation of part and axis. The sign of an "
    "axis is a convention.",
)


def show(subject: Subject, axes: pd.DataFrame) -> Exhibit:
    """Show the loadings of the parts on the first principal components, and say how much these hold.

    Parameters
    ----------
    axes : pandas.DataFrame
        `parlib.study.structure.find_principal_components`.
    """
    shown = axes[axes["axis"] <= MAX_AXES].reset_index(drop=True)
    named = zip(shown["component_code"], shown["component"], strict=True)
    table = shown.assign(
        row_label=[name_component(*names) for names in named],
        column_label=[_name_axis(subject, row) for row in shown.itertuples()],
        value=shown["loading"],
    )[["row_label", "column_label", "value", "variance_share", "cumulative_share"]]
    if (shown["axis"] == 1).sum() < FEWEST_PARTS:
        return present(QUESTION, subject, Text(), table.head(0), chart="text")
    finding = _say_axes(subject, table, shown["axis"])
    return present(QUESTION, subject, finding, table, note=voice_of(subject).say(NOTE))


def _name_axis(subject: Subject, row: Row) -> str:
    """Return the head of an axis with what it holds: ``Trục 1 (46%)``."""
    axis, share = method(row.axis, "count", "axis"), method(row.variance_share, "share", "variance_share")
    return str(voice_of(subject).say(AXIS, axis=axis, share=share))


def _say_axes(subject: Subject, table: pd.DataFrame, axis: pd.Series) -> Text:
    """Say how much of the differences the first two axes hold, and which part goes least with the first, either way."""
    first, second = table[axis == 1], table[axis == 2]
    least = first.loc[first["value"].abs().idxmin()]
    return voice_of(subject).say(
        FINDING,
        one=QUESTION.cell(first.iloc[0], "variance_share"),
        two=QUESTION.cell(second.iloc[0], "cumulative_share"),
        least=QUESTION.cell(least, "row_label"),
        loading=QUESTION.cell(least, "value"),
    )
