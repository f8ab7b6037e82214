"""On which components does one side stand higher than the other? (từng chỉ số thành phần)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.language import Message, Text, computed
from parlib.questions.columns import Column
from parlib.questions.phrases import count_at_end, say_level
from parlib.questions.present import present, say_unit, voice_of
from parlib.questions.question import Question
from parlib.questions.two_sides import fall_silent, head_columns, name_heads, name_sides
from parlib.subject import Subject
from parlib.wording.phrases import is_exactly_zero, is_zero

QUESTION = Question(
    name="parts",
    title=Message("Từng chỉ số thành phần", "Component by component"),
    columns=(
        "component_code",
        "label",
        Column("score_first", "score", "Điểm bên so sánh", "Score of the other side"),
        Column("score_second", "score", "Điểm bên chính", "Score of this side"),
        Column("share_first", "share", "Tỷ lệ điểm bên so sánh", "Share of the other side"),
        Column("share_second", "share", "Tỷ lệ điểm bên chính", "Share of this side"),
        "gap",
        Column("rank_first", "count", "Thứ hạng bên so sánh", "Rank of the other side"),
        Column("rank_second", "count", "Thứ hạng bên chính", "Rank of this side"),
        "rank_difference",
    ),
    pages=("compare",),
    open_on=("compare",),
    chart="pairs",
)

NO_FIGURES = Message(
    "Chưa có số liệu theo chỉ số thành phần của cả {mine} và {theirs}.",
    "There are no figures by component of both {mine} and {theirs}.",
)
NONE_COMPARABLE = Message(
    "Không có chỉ số thành phần nào so sánh được giữa {mine} và {theirs}.",
    "No component can be compared between {mine} and {theirs}.",
)
FINDING = Message("{mine} {found}{best}{worst}.", "{mine} {found}{best}{worst}.")
ALL = {
    "up": Message("cao hơn ở cả {n} chỉ số thành phần so sánh được", "is higher on all {n} comparable components"),
    "down": Message("thấp hơn ở cả {n} chỉ số thành phần so sánh được", "is lower on all {n} comparable components"),
}
ONLY = {
    "up": Message("cao hơn ở chỉ số thành phần duy nhất so sánh được", "is higher on the only comparable component"),
    "down": Message("thấp hơn ở chỉ số thành phần duy nhất so sánh được", "is lower on the only comparable component"),
}
LEVEL = Message(
    "bằng điểm ở {n} chỉ số thành phần so sánh được",
    "has the same score on {n} comparable {n:=component|components}",
)
ALMOST_LEVEL = Message(
    "gần bằng điểm ở {n} chỉ số thành phần so sánh được",
    "has almost the same score on {n} comparable {n:=component|components}",
)
SOME = {
    "up": Message(
        "cao hơn ở {up} trong {n} chỉ số thành phần so sánh được", "is higher on {up} of {n} comparable components"
    ),
    "down": Message(
        "thấp hơn ở {down} trong {n} chỉ số thành phần so sánh được", "is lower on {down} of {n} comparable components"
    ),
    "both": Message(
        "cao hơn ở {up} và thấp hơn ở {down} trong {n} chỉ số thành phần so sánh được",
        "is higher on {up} and lower on {down} of {n} comparable components",
    ),
}
BEST = Message(
    "; hơn nhiều nhất ở “{part}” ({gap:points}){level}", "; furthest ahead on “{part}” ({gap:points}){level}"
)
WORST = Message(
    "; kém nhiều nhất ở “{part}” ({gap:points}){level}", "; furthest behind on “{part}” ({gap:points}){level}"
)


def show(subject: Subject, other: Subject, compared: pd.DataFrame) -> Exhibit:
    """Show both sides on every main component, as shares of the maximum where they are known.

    Parameters
    ----------
    compared : pandas.DataFrame
        `parlib.study.compare.compare_subjects`.
    """
    table = lay_table(compared)
    if table.empty:
        return fall_silent(QUESTION, subject, other, "own_parts")
    mine, theirs = name_heads(subject, other)
    shares = "share_second" in table
    names = [f"{'share' if shares else 'score'}_{side}" for side in ("first", "second")]
    return present(
        QUESTION,
        subject,
        say(subject, other, compared),
        table,
        heads=head_columns(subject, other),
        figures=_count_sides(table, subject) | _count_level(table, True) | _count_level(table, False),
        columns=",".join([*names, "gap"]),
        first=theirs,
        second=mine,
        unit=say_unit(subject),
        decimals=subject.index.decimals,
    )


def lay_table(compared: pd.DataFrame) -> pd.DataFrame:
    """Return the main components that may be compared, in shares of their maximum where all are known."""
    parts = compared[(compared["level"] == 1) & compared["comparable"]]
    known = parts.dropna(subset=["difference"]).rename(columns={"component": "label", "difference": "gap"})
    kind = "share" if known[["share_first", "share_second"]].notna().all(axis=None) else "score"
    names = [f"{kind}_first", f"{kind}_second"]
    columns = ["component_code", "label", *names, "gap", "rank_first", "rank_second", "rank_difference"]
    return known[columns].reset_index(drop=True)


def say(subject: Subject, other: Subject, compared: pd.DataFrame) -> Text:
    """Say on how many components the subject is higher and lower, and where most."""
    voice, table = voice_of(subject), lay_table(compared)
    mine, theirs = name_sides(subject, other)
    if table.empty:
        return voice.say(NO_FIGURES if compared["comparable"].any() else NONE_COMPARABLE, mine=mine, theirs=theirs)
    counts = _count_sides(table, subject)
    ends = {"best": Text(), "worst": Text()}
    for name, message, many, row in (
        ("best", BEST, counts["up"], table.loc[table["gap"].idxmax()]),
        ("worst", WORST, counts["down"], table.loc[table["gap"].idxmin()]),
    ):
        if many:
            level = say_level(voice, _count_level(table, name == "best"))
            ends[name] = voice.say(
                message, part=QUESTION.cell(row, "label"), gap=QUESTION.cell(row, "gap"), level=level
            )
    return voice.say(FINDING, mine=mine.capitalise(), found=_say_counts(counts, table, subject), **ends)


def _count_level(table: pd.DataFrame, best: bool) -> dict[str, int]:
    """Return how many other components are as far ahead as the one that is named, or as far behind."""
    return count_at_end(table["gap"], "n_ahead_level" if best else "n_behind_level", largest=best)


def _count_sides(table: pd.DataFrame, subject: Subject) -> dict[str, float]:
    """Return on how many of the compared components the subject is higher (``up``) and lower, of ``n``."""
    gaps = [0.0 if is_zero(gap, subject.index) else gap for gap in table["gap"]]
    return {
        "up": float(sum(gap > 0 for gap in gaps)),
        "down": float(sum(gap < 0 for gap in gaps)),
        "n": float(len(gaps)),
    }


def _say_counts(counts: dict[str, float], table: pd.DataFrame, subject: Subject) -> Text:
    """Say on how many components one side is higher and lower; all, one and none are said as such."""
    up, down, n = counts.values()
    if not up and not down:
        message = LEVEL if table["gap"].map(is_exactly_zero).all() else ALMOST_LEVEL
    elif n in (up, down):
        message = (ONLY if n == 1 else ALL)["up" if up else "down"]
    else:
        message = SOME["both" if up and down else "up" if up else "down"]
    return voice_of(subject).say(message, **{name: computed(count, "count", name) for name, count in counts.items()})
