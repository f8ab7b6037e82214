"""What was published of every component this year? (bảng chỉ số thành phần)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed, join_texts
from parlib.questions.phrases import note_minimum
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject
from parlib.terms import TOLERANCE

COLUMNS = (
    "component_code",
    "component",
    "score",
    "max_score",
    "share",
    "rank",
    "n_ranked",
    "year_before",
    "change",
    "rank_change",
    "national_mean",
    "best",
)

TABLED = tuple(name for name in COLUMNS if name not in {"share", "best"})
"""Columns that stand in papers."""

QUESTION = Question(
    name="components",
    title=Message("Bảng chỉ số thành phần", "Table of components"),
    columns=COLUMNS,
    pages=("province",),
    gate=Gate(("own_parts",)),
    stand=Stand(
        slide=170,
        report=(
            Passage("components_table", 20, table=TABLED, top_rows=True),
            Passage("other_index", 30, table=TABLED, top_rows=True),
            Passage("annex_components", 10),
            Passage("plan_losses", 10, table=TABLED, top_rows=True),
        ),
    ),
)

KNOWN = Message(
    "Có số liệu của {n_known} trong {n_all} chỉ số{with_whole}.",
    "{n_known} of {n_all} indicators {n_known:=has a figure|have figures}{with_whole}.",
)
KNOWN_IN_TABLE = Message(
    "Bảng cả nước có số liệu của {n_known} trong {n_all} chỉ số{with_whole}.",
    "The national table has a figure of {n_known} of {n_all} {n_all:=indicator|indicators}{with_whole}.",
)
KNOWN_ALL = Message(
    "Có số liệu của cả {n_all} chỉ số{with_whole}.",
    "All {n_all} indicators have a figure{with_whole}.",
)
WITH_WHOLE = Message(" (kể cả chỉ số tổng hợp)", " (the index as a whole included)")
CHANGED = Message(
    "So với năm {year}, {n_risen} chỉ số thành phần chính tăng điểm, {n_fallen} giảm điểm.",
    "Compared with {year}, {n_risen} main {n_risen:=component|components} rose and {n_fallen} fell.",
)
CHANGED_OF_SOME = Message(
    "So với năm {year}, trong {n_moved} chỉ số thành phần chính so sánh được giữa hai năm, {n_risen} tăng điểm, "
    "{n_fallen} giảm điểm.",
    "Compared with {year}, of the {n_moved} main {n_moved:=component|components} that can be compared {n_risen} rose "
    "and {n_fallen} fell.",
)


def show(subject: Subject, profile: pd.DataFrame) -> Exhibit:
    """Show every component of the year in one table: score, maximum, share, rank, changes.

    Parameters
    ----------
    profile : pandas.DataFrame
        `parlib.study.profile.profile_components`.
    """
    if profile.loc[profile["level"] > 0, "score"].isna().all():  # the whole alone is told in the headline
        return present(QUESTION, subject, Text(), profile.head(0), chart="none", lacking="own_parts")
    table = profile[list(COLUMNS)].dropna(axis=1, how="all")
    moved = profile[profile["level"] == 1].dropna(subset="change")
    figures = {
        "n_known": int(profile["score"].notna().sum()),
        "n_all": len(profile) + len(subject.unlisted),
        "n_moved": len(moved),
        "n_risen": int((moved["change"] > TOLERANCE).sum()),
        "n_fallen": int((moved["change"] < -TOLERANCE).sum()),
    }
    finding = _say_counts(figures, profile, moved, subject)
    note = note_minimum(subject) if "share" in table else None
    return present(QUESTION, subject, finding, table, note=note, figures=figures)


def _say_counts(figures: dict[str, int], profile: pd.DataFrame, moved: pd.DataFrame, subject: Subject) -> Text:
    """Say how many components have a figure, and how many directly below the whole rose and fell."""
    voice = voice_of(subject)
    counts = {name: computed(count, "count", name) for name, count in figures.items()}
    with_whole = voice.say(WITH_WHOLE) if (profile["level"] == 0).any() else ""
    # What no table lists may still be printed of this province alone: only of the table is it true that it is missing.
    full = figures["n_known"] == figures["n_all"] > 1
    known = KNOWN_IN_TABLE if len(subject.unlisted) else KNOWN_ALL if full else KNOWN
    texts = [voice.say(known, with_whole=with_whole, **counts)]
    if len(moved):
        n_main = int((profile["level"] == 1).sum()) + len(subject.unlisted)
        changed = CHANGED_OF_SOME if len(moved) < n_main else CHANGED
        texts.append(voice.say(changed, year=QUESTION.cell(moved.iloc[0], "year_before"), **counts))
    return join_texts(texts)
