"""Which parts go together, which against each other? (tương quan giữa các thành phần)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed
from parlib.questions.columns import Column
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.wording.titles import name_component

QUESTION = Question(
    name="pairs",
    title=Message("Tương quan thành phần", "Correlations of parts"),
    columns=("row_label", "column_label", "other", Column("value", "hundredth", "r", "r")),
    pages=("national",),
    chart="matrix",
    gate=Gate(("nation_parts",)),
)

FINDING = Message(
    "Tương quan chặt nhất là {most}; {way} là {least}.{negative}",
    "Going together most closely: {most}; {way}: {least}.{negative}",
)
TWO_PARTS = Message("Tương quan giữa hai thành phần: {most}.", "The two parts go together: {most}.")
PAIR = Message("“{other}” và “{part}” (r = {r})", "“{other}” and “{part}” (r = {r})")
AGAINST = Message("ngược nhau nhất", "most against each other")
APART = Message("rời nhau nhất", "least together")
NEGATIVE = Message(
    " {negative} trong {pairs} cặp có tương quan âm.",
    " {negative} of {pairs} pairs {negative:=has|have} a negative correlation.",
)
NOTE = Message(
    "Tương quan Pearson giữa các thành phần, {n} {places} có đủ số liệu. Tương quan âm: {place} cao ở thành phần này "
    "thường thấp ở thành phần kia; khi cộng điểm, chúng bù trừ nhau.",
    "Pearson's correlations between parts over the {n} {places} with all of them. Negative: {places} high on one tend "
    "to be low on the other, and the sum evens them out.",
)


def show(subject: Subject, pairs: pd.DataFrame) -> Exhibit:
    """Show the correlation of each pair of parts, once, and say which go together most and least.

    Parameters
    ----------
    pairs : pandas.DataFrame
        `parlib.study.structure.correlate_parts`.
    """
    table = lay_table(pairs)
    if table["value"].isna().all():
        return present(QUESTION, subject, Text(), table, chart="text")
    figures = {
        "pairs": int(table["value"].notna().sum()),
        "negative": int((table["value"] < 0).sum()),
        "n": int(pairs["n"].iloc[0]),
    }
    return present(
        QUESTION,
        subject,
        _say_ends(subject, table, figures),
        table,
        note=voice_of(subject).say(NOTE, n=computed(figures["n"], "count", "n")),
        figures=figures,
    )


def lay_table(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return each pair once: the later part of the tree in the row, the earlier one beside it."""
    order = {code: at for at, code in enumerate(dict.fromkeys(pairs["component_code"]))}
    once = pairs[pairs["component_code"].map(order) > pairs["other_code"].map(order)]
    table = once.assign(
        row_label=[name_component(*names) for names in zip(once["component_code"], once["component"], strict=True)],
        column_label=once["other_code"],
        other=[name_component(*names) for names in zip(once["other_code"], once["other"], strict=True)],
        value=once["r"],
    )
    return table[["row_label", "column_label", "other", "value"]].reset_index(drop=True)


def _say_ends(subject: Subject, table: pd.DataFrame, figures: dict[str, int]) -> Text:
    """Say which two parts go together most and least, and how many pairs go against each other."""
    voice, known = voice_of(subject), table.dropna(subset="value")
    most, least = (_say_pair(subject, known.loc[known["value"].agg(end)]) for end in ("idxmax", "idxmin"))
    if len(known) == 1:
        return voice.say(TWO_PARTS, most=most)
    counts = {name: computed(figures[name], "count", name) for name in ("negative", "pairs")}
    return voice.say(
        FINDING,
        most=most,
        least=least,
        way=voice.say(AGAINST if known["value"].min() < 0 else APART),
        negative=voice.say(NEGATIVE, **counts) if figures["negative"] else Text(),
    )


def _say_pair(subject: Subject, row: pd.Series) -> Text:
    cells = {"other": "other", "part": "row_label", "r": "value"}
    return voice_of(subject).say(PAIR, **{field: QUESTION.cell(row, column) for field, column in cells.items()})
