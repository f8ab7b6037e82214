"""How far apart are the best and the lowest, and where does the middle half lie? (phân bố)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text
from parlib.questions.present import present, say_unit, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject

QUESTION = Question(
    name="spread",
    title=Message("Phân bố điểm", "Distribution"),
    columns=(
        "year",
        "n",
        "national_mean",
        "lowest",
        "lower_quartile",
        "national_median",
        "upper_quartile",
        "best",
        "segment",
    ),
    pages=("national",),
    chart="spread",
    gate=Gate(("nation",)),
)

FINDING = Message(
    "Năm {year}, các {places} đạt từ {lowest:unit} đến {best:unit}; một nửa số {place} nằm giữa {lower_quartile:unit} "
    "và {upper_quartile:unit}.",
    "In {year} {places} scored from {lowest:unit} to {best:unit}; half of them lie between {lower_quartile:unit} and "
    "{upper_quartile:unit}.",
)


def show(subject: Subject, nation: pd.DataFrame) -> Exhibit:
    """Show for each year the range of places, the middle half, the median and the mean.

    Parameters
    ----------
    nation : pandas.DataFrame
        `parlib.study.nation.summarise_nation`.
    """
    table = lay_table(nation)
    now = table[table["year"] == subject.year]
    if now.empty:
        return present(QUESTION, subject, Text(), table, chart="text")
    cells = {name: QUESTION.cell(now.iloc[0], name) for name in FINDING.fields}
    return present(
        QUESTION,
        subject,
        voice_of(subject).say(FINDING, **cells),
        table,
        unit=say_unit(subject),
        decimals=subject.index.decimals,
    )


def lay_table(nation: pd.DataFrame) -> pd.DataFrame:
    """Return the years whose range is known, as they are shown."""
    return nation.dropna(subset=["best", "lowest"])[list(QUESTION.columns)].reset_index(drop=True)
