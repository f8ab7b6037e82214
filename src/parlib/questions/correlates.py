"""Which components rank the provinces like this one? (tương quan giữa các tỉnh)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.framework import list_below
from parlib.gate import Gate
from parlib.language import Message, Text, computed, join_texts, method
from parlib.questions.columns import Column
from parlib.questions.companions import MOST_NAMED, name_companion
from parlib.questions.present import confidence, present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Stand
from parlib.subject import Subject
from parlib.terms import MAX_Q_OF_TWO

QUESTION = Question(
    name="correlates",
    title=Message("Tương quan giữa các nơi", "Correlations"),
    columns=(
        "term",
        "rho",
        Column("low", "hundredth", "Cận dưới", "Lower bound"),
        Column("high", "hundredth", "Cận trên", "Upper bound"),
        "p_adjusted",
        Column("rho_within", "hundredth", "ρ trong {group}", "ρ within {groups}"),
        "n",
        "year",
    ),
    pages=("component",),
    gate=Gate(("nation",)),
    stand=Stand(mixed_units=True),
)

NONE_CLEAR = Message(
    "Không thấy thành phần nào xếp các {places} giống chỉ số này một cách rõ rệt.",
    "No component clearly ranks the {places} like this one.",
)
FINDING = Message(
    "Trong năm, các {places} cao ở chỉ số này cũng thường cao (hoặc thấp nếu ρ âm) ở {alike}.",
    "In the year, {places} high on this component also tend to be high (or low where ρ is negative) on {alike}.",
)
ONE = Message(
    "“{term}” (ρ = {rho}; trong {group} {within}{kin})", "“{term}” (ρ = {rho}; within {groups} {within}{kin})"
)
PART_OF = Message("; thuộc “{other}”", "; part of “{other}”")
HOLDS = Message("; gồm cả “{other}”", "; “{other}” is part of it")
"""A whole and its part rank places alike because they share their points: two of these are no two findings."""
BY_REGIONS = Message(
    "{n} thành phần khác chỉ giống theo {group}: trong cùng {group} không còn thấy rõ.",
    "{n} more {n:=follows|follow} the pattern of {groups} alone: within {groups} it is not clear.",
)
BY_REGIONS_ALONE = Message(
    "{n} thành phần chỉ giống theo {group}: trong cùng {group} không còn thấy rõ.",
    "{n} {n:=follows|follow} the pattern of {groups} alone: within {groups} it is not clear.",
)
"""The same where no component is named before them."""
NOTE = Message(
    "Tương quan hạng Spearman giữa các {places}, khoảng tin cậy {level:whole} (Bonett–Wright), kiểm soát tỷ lệ phát "
    "hiện sai (Benjamini–Hochberg; q không quá {most_q}), và lặp lại trong cùng {group} (hạng trừ trung bình {group}). "
    "Các thành phần của cùng một cuộc điều tra có chung người trả lời nên sai số cũng đi cùng nhau. Tương quan không "
    "có nghĩa là nguyên nhân.",
    "Spearman's rank correlation over {places}, {level:whole} interval (Bonett–Wright), false discoveries controlled "
    "(Benjamini–Hochberg; q of at most {most_q}), and again within {groups} (ranks less the mean of the {group}). "
    "Components of one survey share its respondents, so their errors go together too. Correlation does not mean cause.",
)

MOST_ROWS = 12
"""Most correlations in the table, beside those that the sentence names."""


def show(subject: Subject, correlates: pd.DataFrame) -> Exhibit:
    """Show which components rank the provinces like this one.

    Parameters
    ----------
    correlates : pandas.DataFrame
        `parlib.study.drivers.correlate_components`.
    """
    if correlates.empty:
        return present(QUESTION, subject, Text(), correlates.iloc[:, :0], chart="none")
    correlates = correlates.reset_index(drop=True)
    named = correlates.index[correlates["goes_with"].isin(["more", "less"])][:MOST_NAMED]
    # The strongest may follow the regions alone, so that what is told stands further down than the table goes.
    shown = correlates[(correlates.index < MOST_ROWS) | correlates.index.isin(named)].reset_index(drop=True)
    terms = [name_companion(row, subject) for _, row in shown.iterrows()]
    table = shown.assign(term=terms)[["term", "rho", "low", "high", "p_adjusted", "rho_within", "n", "year"]]
    figures = {"n_regional": float((correlates["goes_with"] == "regions").sum())}
    return present(
        QUESTION,
        subject,
        _say_clear(table, shown, figures["n_regional"], subject),
        table,
        note=voice_of(subject).say(NOTE, level=confidence(), most_q=method(MAX_Q_OF_TWO, "p_value", "most_q")),
        figures=figures,
    )


def _say_clear(table: pd.DataFrame, shown: pd.DataFrame, n_regional: float, subject: Subject) -> Text:
    """Say which components rank the provinces most like this one, and how many only follow the regions."""
    voice, clear = voice_of(subject), table[shown["goes_with"].isin(["more", "less"])].head(MOST_NAMED)
    alike = [
        voice.say(
            ONE,
            term=QUESTION.cell(row, "term"),
            rho=QUESTION.cell(row, "rho"),
            within=QUESTION.cell(row, "rho_within"),
            kin=_say_kin(clear.iloc[: at + 1], shown, subject),
        )
        for at, (_, row) in enumerate(clear.iterrows())
    ]
    first = voice.say(FINDING, alike=voice.join(alike)) if alike else voice.say(NONE_CLEAR)
    regional = BY_REGIONS if alike else BY_REGIONS_ALONE
    rest = voice.say(regional, n=computed(n_regional, "count", "n_regional")) if n_regional else Text()
    return join_texts([first, rest])


def _say_kin(named: pd.DataFrame, shown: pd.DataFrame, subject: Subject) -> Text:
    """Say whether the last of those named is a part or the whole of one named before it."""
    voice, own = voice_of(subject), shown.loc[named.index[-1]]
    if own["index"] != subject.index.id:
        return Text()
    for at, row in named.iloc[:-1].iterrows():
        code = shown.at[at, "component_code"]
        if shown.at[at, "index"] != subject.index.id:
            continue
        for message, whole, part in ((PART_OF, code, own["component_code"]), (HOLDS, own["component_code"], code)):
            if part in list_below(subject.tree, whole):
                return voice.say(message, other=QUESTION.cell(row, "term"))
    return Text()
