"""Who is first, who is last, of how many? (xếp hạng)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from parlib.charts.rows import ENDS_RANKED, MOST_RANKED
from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Cell, Message, Text, Voice, computed, join_texts, method
from parlib.province_names import fold_name
from parlib.questions.phrases import count_unnamed, name_places
from parlib.questions.present import present, say_unit, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.terms import TOLERANCE
from parlib.wording.phrases import are_alike
from parlib.wording.phrases import say as choose

QUESTION = Question(
    name="ranking",
    title=Message("Xếp hạng", "Ranking"),
    columns=("rank", "province_code", "province", "region", "score", "share", "change", "rank_change", "role"),
    pages=("national",),
    chart="ranking",
    gate=Gate(otherwise="nation"),
)

FIRST_AND_LAST = Message(
    "Trong {known} {places} có số liệu, cao nhất là {best} ({high:unit}), thấp nhất là {last} ({low:unit}).",
    "Of {known} {places} with figures, {best} {n_best:=is|are} highest ({high:unit}) and {last} lowest ({low:unit}).",
)
SCORED_ENDS = Message(
    "Trong {known} {places} có điểm số, cao nhất là {best} ({high:unit}), thấp nhất là {last} ({low:unit}).",
    "Of {known} {places} with a score, {best} {n_best:=is|are} highest ({high:unit}) and {last} lowest ({low:unit}).",
)
"""The same where of others only a rank is known."""
FIRST = Message(
    "Xếp thứ nhất là {names}; chưa tìm thấy điểm số được công bố.",
    "{names} {n_first:=is|are} ranked first; no published score was found.",
)
ONLY_ONE = Message("Chỉ {best} có điểm số: {high:unit}.", "Only {best} has a score: {high:unit}.")
ALL_LEVEL = Message(
    "{known} {places} có số liệu cùng đạt {high:unit}.", "All {known} {places} with figures have {high:unit}."
)
RANKS_ONLY = Message(
    "Chỉ tìm thấy thứ hạng của {known} {places}, không có điểm số; xếp cao nhất: {names}.",
    "Only the ranks of {known} {places} were found, no score; the highest are {names}.",
)
RANKED = Message("{name} (hạng {rank})", "{name} (rank {rank})")
NAME = Message("{name}", "{name}")
MOST_NAMED = 3
"""Places that are named where only ranks are known."""

ENDS = Message(
    "Hình có {ends} {places} đầu và {ends} {places} cuối; bảng có tất cả.",
    "The picture shows the first {ends} and the last {ends} {places}, the table all of them.",
)
PRINTED = Message(
    "Chỉ tìm thấy điểm đã in của {known} {places}, chưa có của các {places} khác.",
    "A printed score was found of {known} {known:=place|places} only, not of the others.",
)


def show(subject: Subject, ranking: pd.DataFrame) -> Exhibit:
    """Show every place by rank, and say who leads and who is last.

    Parameters
    ----------
    ranking : pandas.DataFrame
        `parlib.study.nation.list_ranking`.
    """
    table, scored = lay_table(ranking), int(ranking["score"].notna().sum())
    ranked = int(table["rank"].notna().sum())
    figures = {"n_known": scored or ranked} | _count_first(table) | count_ends(table)
    drawn = scored > 1
    shown = drawn or ranked > 1
    asked: dict[str, Any] = {"figures": figures, "note": _say_notes(subject, scored)}
    if drawn:
        asked |= {"unit": say_unit(subject), "decimals": subject.index.decimals}
    else:
        table, asked["chart"] = table.drop(columns="role"), "table" if shown else "text"
    return present(QUESTION, subject, say(subject, ranking) if shown else Text(), table, **asked)


def lay_table(ranking: pd.DataFrame) -> pd.DataFrame:
    """Return the places of which a score or a rank is known, as they are shown."""
    return ranking.dropna(subset=["score", "rank"], how="all").reset_index(drop=True)


def say(subject: Subject, ranking: pd.DataFrame) -> Text:
    """Say who is highest and who lowest, as far as scores are known, and who is first where only the rank is."""
    table = lay_table(ranking)
    scored = int(table["score"].notna().sum())
    if not scored:
        return _say_ranks(subject, table)
    ends = say_ends(subject, table) if scored > 1 else _say_only_one(subject, table)
    return join_texts([ends, _say_first(subject, table)])


def _list_first(table: pd.DataFrame) -> pd.DataFrame:
    """Return the places in first place whose score is not known."""
    return table[(table["rank"] == 1) & table["score"].isna()]


def _count_first(table: pd.DataFrame) -> dict[str, int]:
    return {"n_first": len(first)} if len(first := _list_first(table)) else {}


def _say_first(subject: Subject, table: pd.DataFrame) -> Text:
    """Say who is in first place where its score is not known: the highest score is not the first place then."""
    voice, first = voice_of(subject), _list_first(table)
    if first.empty:
        return Text()
    names = [voice.say(NAME, name=QUESTION.cell(row, "province")) for _, row in first.iterrows()]
    return voice.say(FIRST, names=voice.join(names), n_first=computed(len(first), "count", "n_first"))


def say_ends(subject: Subject, table: pd.DataFrame) -> Text:
    """Say who has the highest and the lowest score of how many; a table of single facts may lack ranks."""
    scored, voice = table.dropna(subset="score"), voice_of(subject)
    best, last = list_ends(table)
    level = are_alike(best["score"].iloc[0], last["score"].iloc[0], subject.index)
    message = ALL_LEVEL if level else FIRST_AND_LAST if len(scored) == len(table) else SCORED_ENDS
    return voice.say(message, known=computed(len(scored), "count", "n_known"), **bind_ends(QUESTION, voice, best, last))


def list_ends(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows with the highest and those with the lowest score."""
    scores = table["score"]
    return table[scores >= scores.max() - TOLERANCE], table[scores <= scores.min() + TOLERANCE]


def count_ends(table: pd.DataFrame) -> dict[str, int]:
    """Return how many share the highest score, and how many of either end a sentence leaves unnamed."""
    if table["score"].notna().sum() < 2:
        return {}
    best, last = list_ends(table)
    return {"n_best": len(best)} | count_unnamed(len(best), "n_best_more") | count_unnamed(len(last), "n_last_more")


def bind_ends(question: Question, voice: Voice, best: pd.DataFrame, last: pd.DataFrame) -> dict[str, Cell | Text]:
    """Return what a sentence on the two ends of a ranking is made of."""
    names = {}
    for end, rows in (("best", best), ("last", last)):
        ordered = rows.sort_values("province", key=lambda names: names.map(fold_name))
        cells = [question.cell(row, "province") for _, row in ordered.iterrows()]
        names[end] = name_places(voice, cells, f"n_{end}_more")
    high, low = question.cell(best.iloc[0], "score"), question.cell(last.iloc[0], "score")
    return {**names, "high": high, "low": low, "n_best": computed(len(best), "count", "n_best")}


def _say_only_one(subject: Subject, table: pd.DataFrame) -> Text:
    """Say whose score is the only one that is known; the others' ranks are."""
    row = table[table["score"].notna()].iloc[0]
    return voice_of(subject).say(ONLY_ONE, best=QUESTION.cell(row, "province"), high=QUESTION.cell(row, "score"))


def _say_ranks(subject: Subject, table: pd.DataFrame) -> Text:
    """Say who ranks highest where only ranks are known, and of how many places they are."""
    voice, first = voice_of(subject), table.sort_values("rank", kind="stable").head(MOST_NAMED)
    names = [
        voice.say(RANKED, name=QUESTION.cell(row, "province"), rank=QUESTION.cell(row, "rank"))
        for _, row in first.iterrows()
    ]
    return voice.say(RANKS_ONLY, names=voice.join(names), known=computed(len(table), "count", "n_known"))


def say_printed(subject: Subject, known: int) -> Text:
    """Say that only so many scores were found in print, where these are not all; nothing otherwise."""
    if not 0 < known < len(subject.places) or not (subject.rows["kind"] == "printed").all():
        return Text()
    return voice_of(subject).say(PRINTED, known=computed(known, "count", "n_known"))


def _say_notes(subject: Subject, known: int) -> Text:
    """Say what the picture leaves out, of how many a printed figure was found, and how far a rank may be trusted."""
    voice, parts = voice_of(subject), []
    if known > MOST_RANKED:
        parts.append(voice.say(ENDS, ends=method(ENDS_RANKED, "count", "ends_ranked")))
    parts.append(say_printed(subject, known))
    if known:
        parts.append(Text.of(choose(subject.language, subject.index.rank_note_vi, subject.index.rank_note_en)))
    return join_texts(parts)
