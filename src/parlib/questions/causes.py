"""Why did the rank change: results, the framework, or provinces that came or went? (vì sao đổi thứ hạng)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, join_texts
from parlib.questions.columns import Column
from parlib.questions.present import present, this_year, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject

QUESTION = Question(
    name="causes",
    title=Message("Vì sao đổi thứ hạng", "Why the rank changed"),
    columns=(
        "province",
        "rank_before",
        "rank",
        "rank_change",
        "performance",
        "framework",
        "entrants",
        "year_before",
        Column("held_year", "year", "Bộ cũ của năm", "Old framework of"),
        "rank_held",
        Column(
            "rank_both", "count", "Thứ hạng khi chỉ tính nơi có số liệu cả hai năm", "Rank among those of both years"
        ),
        "framework_places",
        "measured_share",
    ),
    pages=("component", "province"),
    gate=Gate(("own", "nation", "nation_before")),
)

CHANGED = Message(
    "So với năm {year_before}, {path} ({moved}): {terms}.",
    "Since {year_before} {path} ({moved}): {terms}.",
)
TERMS = {
    "performance": Message(
        "{performance} do kết quả của {here} và các {places} khác trên cùng nội dung",
        "{performance} from the results of this and the other {places} on the same parts",
    ),
    "framework": Message(
        "{framework} do các phần không so sánh được giữa hai năm", "{framework} from parts that are not comparable"
    ),
    "entrants": Message(
        "{entrants} do {place} có thêm hoặc không có số liệu", "{entrants} from {places} that came or went"
    ),
}
"""Causes of a change of rank; one that moved it by no place is not told."""
ONE_PLACE = Message("{rank_change} bậc", "{rank_change} place")
PLACES = Message("{rank_change} bậc", "{rank_change} places")
MOVED = Message("thứ hạng từ {rank_before} thành {rank}", "the rank went from {rank_before} to {rank}")
STAYED = Message("giữ nguyên hạng {rank}", "the rank stayed at {rank}")
HELD = Message(
    "Nếu bộ chỉ số năm {held_year} vẫn được dùng, {here} {place_held}, trong các {places} có số liệu cả hai năm (năm "
    "{now} còn đo {measured_share} bộ cũ; phần bị bỏ giữ điểm năm {held_year}).",
    "If the framework of {held_year} still held, the {here} would {place_held} among those with figures in both years "
    "({now} still measures {measured_share} of it; parts that were dropped keep their score of {held_year}).",
)
SAME = Message("vẫn xếp thứ {rank_held}", "still rank {rank_held}")
OTHER = Message("xếp thứ {rank_held} thay vì {rank_both}", "rank {rank_held} rather than {rank_both}")

CAUSES = ["rank_change", "performance", "framework", "entrants"]


def show(subject: Subject, causes: pd.DataFrame, held: pd.DataFrame) -> Exhibit:
    """Show why the rank changed, and where the province would stand under the framework before.

    Parameters
    ----------
    causes : pandas.DataFrame
        `parlib.study.movement.split_rank_changes`.
    held : pandas.DataFrame
        `parlib.study.bridge.hold_framework`.
    """
    own = causes[causes["role"] == "subject"]
    if own.empty or not own[CAUSES].any(axis=None):  # a rank that did not move is not split into noughts
        return present(QUESTION, subject, Text(), own.iloc[:, :0], chart="none")
    table = own.drop(columns=["province_code", "role", "n_parts"]).reset_index(drop=True)
    under = held[held["role"] == "subject"]
    if len(under):
        names = {"year_before": "held_year", "rank_held": "rank_held", "rank": "rank_both"}
        more = under[[*names, "framework_places", "measured_share"]].rename(columns=names).reset_index(drop=True)
        table = pd.concat([table, more], axis="columns")
    row = table.iloc[0]
    return present(
        QUESTION, subject, join_texts([_say_causes(row, subject), _say_held(row, subject) if len(under) else ""]), table
    )


def _say_causes(row: pd.Series, subject: Subject) -> Text:
    """Say how much of a change of rank comes from results, the framework and provinces that came or left."""
    voice = voice_of(subject)
    cells = {name: QUESTION.cell(row, name) for name in ("year_before", "rank_before", "rank", *CAUSES)}
    path = voice.say(STAYED if row["rank"] == row["rank_before"] else MOVED, **cells)
    moved = voice.say(ONE_PLACE if abs(row["rank_change"]) == 1 else PLACES, **cells)
    terms = [voice.say(term, **{name: cells[name]}) for name, term in TERMS.items() if row[name]]
    return voice.say(CHANGED, path=path, moved=moved, terms=join_texts(terms, ", "), **cells)


def _say_held(row: pd.Series, subject: Subject) -> Text:
    """Say where the province would stand if the framework before still held."""
    voice = voice_of(subject)
    cells = {name: QUESTION.cell(row, name) for name in ("held_year", "rank_held", "rank_both", "measured_share")}
    place = voice.say(SAME if row["rank_held"] == row["rank_both"] else OTHER, **cells)
    return voice.say(HELD, place_held=place, now=this_year(subject), **cells)
