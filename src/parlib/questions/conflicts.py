"""Which printed figures are known not to agree, and why? (số liệu in không khớp)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.language import Message, Text
from parlib.questions.checks import CHECK, index_of, put_words
from parlib.questions.columns import Column
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject

QUESTION = Question(
    name="conflicts",
    title=Message("Chỗ không khớp đã biết", "Known conflicts"),
    columns=(
        "year",
        "place",
        CHECK,
        Column("printed", "score", "Như đã in", "As printed"),
        Column("computed", "score", "Theo phép đối chiếu", "By the check"),
        "difference",
        Column("n_alike", "count", "Số {place} như vậy", "{places:cap} alike"),
        "note",
    ),
    pages=("national",),
)

FINDING = Message(
    "Các năm có số liệu {index} in không khớp: {years}; cả hai số đều được giữ, kèm lý do.",
    "Years with printed figures of {index} that disagree: {years}; both figures are kept, with the reason.",
)
YEAR = Message("{year}", "{year}")


def show(subject: Subject, conflicts: pd.DataFrame) -> Exhibit:
    """Show the printed figures that are known not to agree, and why.

    Parameters
    ----------
    conflicts : pandas.DataFrame
        `parlib.study.checked.list_conflicts`.
    """
    if conflicts.empty:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none")
    voice, first = voice_of(subject), conflicts.drop_duplicates("year").sort_values("year")
    years = [voice.say(YEAR, year=QUESTION.cell(row, "year")) for _, row in first.iterrows()]
    finding = voice.say(FINDING, index=index_of(subject), years=voice.join(years))
    return present(QUESTION, subject, finding, put_words(conflicts, subject))
