"""In how many years did one province stand above the other? (hai bên qua các năm)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Cell, Message, Text, about, computed
from parlib.questions.phrases import say_gap
from parlib.questions.present import present, say_unit, this_year, voice_of, who
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.wording.phrases import is_exactly_zero, is_zero

QUESTION = Question(
    name="paths",
    title=Message("Hai bên qua các năm", "Both over the years"),
    columns=("role", "province", "year", "score", "share", "rank", "n_ranked", "segment"),
    pages=("compare",),
    open_on=("compare",),
    chart="paths",
    gate=Gate(otherwise="years"),
)

ALONE = Message(
    "Đến năm {until}, {who} có điểm của {own} năm; chỉ các năm cùng một đoạn, không bị vạch đứt tách ra, mới so sánh "
    "được.",
    "Up to {until}, {who} has a score in {own} {own:=year|years}; only years that no dashed line parts may be "
    "compared.",
)
NEVER_BOTH = Message(
    "Đến năm {until}, chưa có năm nào có điểm của cả {who} và {other}.",
    "Up to {until}, no year has a score of both {who} and {other}.",
)
ONE_YEAR = Message(
    "Đến năm {until}, chỉ năm {year} có điểm của cả hai {place}: {who} {gap}.",
    "Up to {until}, only {year} has scores of both: {who} is {gap}.",
)
OTHER = Message("{other}", "{other}")
YEARS = Message(
    "Đến năm {until}, trong {both} năm có điểm của cả hai {place}, {who} {times}.",
    "Up to {until}, in {both} years with scores of both, {who} was {times}.",
)
EVERY = {
    "ahead": Message("cao hơn {other} trong cả {count} năm", "above {other} in all of them"),
    "behind": Message("thấp hơn {other} trong cả {count} năm", "below {other} in all of them"),
    "level": Message("bằng điểm {other} trong cả {count} năm", "level with {other} in all of them"),
    "almost": Message("gần bằng điểm {other} trong cả {count} năm", "almost level with {other} in all of them"),
}
SOME = {
    "ahead": Message("cao hơn {other} {count} năm", "above {other} in {count}"),
    "behind": Message("thấp hơn {other} {count} năm", "below {other} in {count}"),
    "level": Message("bằng điểm {other} {count} năm", "level with {other} in {count}"),
    "almost": Message("gần bằng điểm {other} {count} năm", "almost level with {other} in {count}"),
}


def show(subject: Subject, other: Subject, paths: pd.DataFrame) -> Exhibit:
    """Show both provinces over the years; of one province, its path alone.

    Parameters
    ----------
    paths : pandas.DataFrame
        `parlib.study.compare.trace_subjects`.
    """
    alone = subject.province_code == other.province_code
    table = paths[(paths["role"] == "second") | (paths["year"] == other.year)] if alone else paths
    table = table.drop(columns=["series", "province_code"]).reset_index(drop=True)
    if table["score"].notna().sum() < 2:
        return present(QUESTION, subject, Text(), table, chart="text")
    figures = count_years(paths, subject)
    return present(
        QUESTION,
        subject,
        _say_years(table, figures, subject, other),
        table,
        figures=figures,
        first="" if alone else other.province,
        second=subject.province,
        unit=say_unit(subject),
        decimals=subject.index.decimals,
    )


def _last_year(subject: Subject, other: Subject) -> Cell:
    """Return the year up to which both are followed: later years may be at hand, but are not told."""
    return this_year(subject if subject.year >= other.year else other)


def _widen(paths: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each year with scores of both sides."""
    wide = paths.pivot_table(index="year", columns="role", values="score")
    return wide.reindex(columns=["first", "second"]).dropna()


def count_years(paths: pd.DataFrame, subject: Subject) -> dict[str, float]:
    """Return how many years have a score of the subject (``own``) and of both, and how often it stood above, below.

    ``level`` are years of equal scores, ``almost`` those of scores that differ by less than is printed.
    """
    wide = _widen(paths)
    gap = wide["second"] - wide["first"]
    level = gap.map(is_exactly_zero).astype(bool)
    almost = gap.map(lambda points: is_zero(points, subject.index)).astype(bool) & ~level
    apart = gap[~level & ~almost]
    counts = {"both": len(wide), "ahead": (apart > 0).sum(), "behind": (apart < 0).sum()}
    counts |= {"level": level.sum(), "almost": almost.sum()}
    own = paths.loc[paths["role"] == "second", "score"].notna().sum()
    counts = {name: float(count) for name, count in ({"own": own} | counts).items()}
    return counts | {"last_gap": float(gap.iloc[-1]) if len(gap) else 0.0}


def _say_years(table: pd.DataFrame, figures: dict[str, float], subject: Subject, other: Subject) -> Text:
    """Say in how many years each province stood above, or how many years of one province are shown."""
    voice, theirs = voice_of(subject), about(other.province, "other_province_name")
    counts = {name: computed(figures[name], "count", name) for name in ("own", "both", *SOME)}
    until = _last_year(subject, other)
    if subject.province_code == other.province_code:
        return voice.say(ALONE, until=until, who=who(subject), own=counts["own"])
    if not figures["both"]:
        return voice.say(NEVER_BOTH, until=until, who=who(subject), other=theirs)
    if figures["both"] == 1:
        return _say_one_year(table, figures["last_gap"], subject, other)
    times = [
        voice.say((EVERY if figures[name] == figures["both"] else SOME)[name], other=theirs, count=counts[name])
        for name in SOME
        if figures[name]
    ]
    return voice.say(YEARS, until=until, both=counts["both"], who=who(subject), times=voice.join(times))


def _say_one_year(table: pd.DataFrame, gap: float, subject: Subject, other: Subject) -> Text:
    voice = voice_of(subject)
    row = table[(table["role"] == "second") & (table["year"] == _widen(table).index[0])].iloc[0]
    theirs = voice.say(OTHER, other=about(other.province, "other_province_name"))
    apart = say_gap(voice, computed(gap, "change", "last_gap"), theirs)
    until = _last_year(subject, other)
    return voice.say(ONE_YEAR, until=until, year=QUESTION.cell(row, "year"), who=who(subject), gap=apart)
