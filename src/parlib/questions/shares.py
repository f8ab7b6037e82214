"""Which share of the points was reached on each component over the years? (tỷ lệ điểm qua các năm)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Cell, Message, Text, computed
from parlib.questions.phrases import MOST_NAMED, count_unnamed, is_of_people, quote, say_level
from parlib.questions.present import present, this_year, voice_of
from parlib.questions.profile import say_scale
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.terms import TOLERANCE, TOTAL

QUESTION = Question(
    name="shares",
    title=Message("Tỷ lệ điểm qua các năm", "Shares over the years"),
    columns=("component_code", "component", "level", "year", "score", "share", "rank", "n_ranked", "segment"),
    pages=("province",),
    chart="heat",
    gate=Gate(("own_parts",)),
)

ENDS = Message(
    "Đạt tỷ lệ điểm cao nhất ở {most} ({high} {scale}{most_level}), thấp nhất ở {least} ({low}{least_level}){some}.",
    "The share reached is highest on {most} ({high} {scale}{most_level}) and lowest on {least} ({low}{least_level})"
    "{some}.",
)
OF_SOME = Message(
    ", trong {n_known} chỉ số thành phần tính được tỷ lệ điểm", ", of the {n_known} components on which it is known"
)
LEVEL = Message("Đạt {high} {scale} ở {names}.", "{high} {scale} was reached on {names}.")
PEOPLE_ENDS = Message(
    "Tỷ lệ người dân hài lòng cao nhất ở {most} ({high}{most_level}), thấp nhất ở {least} ({low}{least_level}){some}.",
    "The share of satisfied people is highest on {most} ({high}{most_level}) and lowest on {least} ({low}{least_level})"
    "{some}.",
)
PEOPLE_LEVEL = Message("Tỷ lệ người dân hài lòng là {high} ở {names}.", "{high} of people are satisfied with {names}.")
EARLIER = Message(
    "Năm {year} chưa tính được tỷ lệ điểm của từng chỉ số thành phần; năm gần nhất tính được là {last}.",
    "The share reached on each component is not known for {year}; the last year for which it is known is {last}.",
)


def show(subject: Subject, shares: pd.DataFrame) -> Exhibit:
    """Show shares by component and year as one heat table.

    Parameters
    ----------
    shares : pandas.DataFrame
        `parlib.study.profile.trace_shares`.
    """
    drawn = shares[shares.groupby("component_code")["share"].transform("count") > 0].reset_index(drop=True)
    if not (drawn["level"] > 0).any():  # the whole alone is told in the headline
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none", lacking="own_parts")
    figures = count_shares(drawn, subject)
    return present(QUESTION, subject, _say_ends(drawn, figures, subject), drawn, figures=figures)


def _say_ends(shares: pd.DataFrame, figures: dict[str, int], subject: Subject) -> Text:
    """Say on which component the share of the points is largest and smallest this year."""
    voice = voice_of(subject)
    known = shares[shares["level"] > 0].dropna(subset="share")
    now = known[known["year"] == subject.year].sort_values("share")
    if now.empty:
        last = known.loc[known["year"].idxmax()]
        return voice.say(EARLIER, year=this_year(subject), last=QUESTION.cell(last, "year"))
    ends = _list_ends(now)
    low, high = (QUESTION.cell(rows.iloc[0], "share") for rows in ends.values())
    if str(voice.say(WRITTEN, share=low)) == str(voice.say(WRITTEN, share=high)):
        names = [quote(voice, QUESTION.cell(row, "component")) for _, row in now.iterrows()]
        message = PEOPLE_LEVEL if is_of_people(subject) else LEVEL
        return voice.say(message, high=high, scale=say_scale(subject), names=voice.join(names))
    bound: dict[str, Cell | Text] = {"high": high, "low": low, "scale": say_scale(subject)}
    for end, rows in ends.items():
        names = [quote(voice, QUESTION.cell(row, "component")) for _, row in rows.head(MOST_NAMED).iterrows()]
        bound |= {
            end: voice.join(names),
            f"{end}_level": say_level(voice, count_unnamed(len(rows), f"n_{end}_more")),
        }
    message = PEOPLE_ENDS if is_of_people(subject) else ENDS
    return voice.say(message, some=_say_known(figures["n_known"], subject), **bound)


def _list_ends(now: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the components with the smallest share and those with the largest, by the names of the ends."""
    share = now["share"]
    return {"least": now[share <= share.min() + TOLERANCE], "most": now[share >= share.max() - TOLERANCE]}


def count_shares(shares: pd.DataFrame, subject: Subject) -> dict[str, int]:
    """Return on how many main components the share of the year is known, and how many of its ends are not named."""
    known = shares[(shares["level"] > 0) & (shares["year"] == subject.year)].dropna(subset="share")
    more = [count_unnamed(len(rows), f"n_{end}_more") for end, rows in _list_ends(known).items()]
    return {"n_known": len(known)} | more[0] | more[1]


def _say_known(n_known: int, subject: Subject) -> Text:
    """Say of how many components the highest and lowest share are told, where that is not all of them."""
    main = int((subject.tree["parent_code"] == TOTAL).sum()) + len(subject.unlisted)
    if n_known >= main:
        return Text()
    return voice_of(subject).say(OF_SOME, n_known=computed(n_known, "count", "n_known"))


WRITTEN = Message("{share}", "{share}")
"""A share as it is written: two that are written alike are not called highest and lowest."""
