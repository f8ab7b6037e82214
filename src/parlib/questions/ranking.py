"""Who is first, who is last, of how many? (xếp hạng)."""

from __future__ import annotations

import pandas as pd

from parlib.charts.rows import ENDS_RANKED, MOST_RANKED
from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed, join_texts, method
from parlib.questions.present import present, say_unit, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject
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
    "Of {known} {places} with figures, {best} is highest ({high:unit}) and {last} lowest ({low:unit}).",
)
ONLY_ONE = Message("Chỉ {best} có số liệu: {high:unit}.", "Only {best} has a figure: {high:unit}.")
ALL_LEVEL = Message(
    "{known} {places} có số liệu cùng đạt {high:unit}.", "All {known} {places} with figures have {high:unit}."
)
RANKS_ONLY = Message(
    "Chỉ có thứ hạng được công bố; dẫn đầu: {names}.", "Only ranks are published; in the lead: {names}."
)
NAME = Message("{name}", "{name}")

ENDS = Message(
    "Hình có {ends} {places} đầu và {ends} {places} cuối; bảng có tất cả.",
    "The picture shows the first {ends} and the last {ends} {places}, the table all of them.",
)
PRINTED = Message(
    "Chỉ gồm {known} {places} tìm thấy điểm đã in, không phải {whole}.",
    "Only the {known} {known:=place|places} whose score was found in print, not {whole} as a whole.",
)


def show(subject: Subject, ranking: pd.DataFrame) -> Exhibit:
    """Show every place by rank, and say who leads and who is last.

    Parameters
    ----------
    ranking : pandas.DataFrame
        `parlib.study.nation.list_ranking`.
    """
    table = ranking.dropna(subset="score").reset_index(drop=True)
    known = {"n_known": len(table)}
    if len(table) < 2:
        ranks = ranking["rank"].notna().sum() > 1
        finding = _say_ranks(subject, ranking) if table.empty else _say_only_one(subject, ranking)
        return present(
            QUESTION,
            subject,
            finding if ranks else Text(),
            ranking.drop(columns="role"),
            chart="table" if ranks else "text",
            note=_say_notes(subject, len(table)),
            figures=known,
        )
    return present(
        QUESTION,
        subject,
        say_ends(subject, table),
        table,
        note=_say_notes(subject, len(table)),
        figures=known,
        unit=say_unit(subject),
        decimals=subject.index.decimals,
    )


def say_ends(subject: Subject, table: pd.DataFrame) -> Text:
    """Say who has the highest and the lowest score of how many; a table of single facts may lack ranks."""
    best, last = table.loc[table["score"].idxmax()], table.loc[table["score"][::-1].idxmin()]
    level = are_alike(best["score"], last["score"], subject.index)
    return voice_of(subject).say(
        ALL_LEVEL if level else FIRST_AND_LAST,
        known=computed(len(table), "count", "n_known"),
        best=QUESTION.cell(best, "province"),
        high=QUESTION.cell(best, "score"),
        last=QUESTION.cell(last, "province"),
        low=QUESTION.cell(last, "score"),
    )


def _say_only_one(subject: Subject, ranking: pd.DataFrame) -> Text:
    """Say whose score is the only one that is known; the others' ranks are."""
    row = ranking[ranking["score"].notna()].iloc[0]
    return voice_of(subject).say(ONLY_ONE, best=QUESTION.cell(row, "province"), high=QUESTION.cell(row, "score"))


def _say_ranks(subject: Subject, ranking: pd.DataFrame) -> Text:
    """Say who is in the lead where only ranks are known."""
    voice, first = voice_of(subject), ranking.dropna(subset="rank").sort_values("rank", kind="stable").head(3)
    names = [voice.say(NAME, name=QUESTION.cell(row, "province")) for _, row in first.iterrows()]
    return voice.say(RANKS_ONLY, names=voice.join(names))


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
