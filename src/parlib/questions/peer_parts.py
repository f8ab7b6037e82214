"""On which parts do similar provinces do better? (so với tỉnh tương đồng theo từng thành phần)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Cell, Message, Text
from parlib.questions.phrases import NO_PART, count_at_end, say_level
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject
from parlib.wording.phrases import is_zero

TABLED = ("component", "score", "peer_mean", "n_peers", "gap_to_peers", "best_peer", "best_peer_score")
"""Columns that stand in papers."""

QUESTION = Question(
    name="peer_parts",
    title=Message("So với nơi tương đồng", "Against similar {places}"),
    columns=(
        "component",
        "score",
        "peer_mean",
        "n_peers",
        "n_asked",
        "gap_to_peers",
        "peers_better",
        "best_peer",
        "best_peer_score",
    ),
    pages=("component",),
    gate=Gate(("own", "nation_parts"), only="similar"),
    stand=Stand(report=(Passage("component_peers", 20, table=TABLED),)),
)

ALL_PEERS = Message("các {places} tương đồng", "similar {places}")
SOME_PEERS = Message("{known} trong {asked} {places} tương đồng có số liệu", "{known} of {asked} similar {places}")
NONE_BELOW = Message(
    "{no_part} thấp hơn trung bình {peers}; sát nhất là “{part}”{level}.",
    "{no_part} is below the mean of {peers}; the closest is “{part}”{level}.",
)
NEARLY_NONE = Message(
    "Xấp xỉ hoặc cao hơn trung bình {peers} ở {every_part}; thấp hơn nhiều nhất ở “{part}” ({gap:points}){level}.",
    "Close to the mean of {peers} or above it on {every_part}; furthest below on “{part}” ({gap:points}){level}.",
)
BELOW = Message(
    "Thấp hơn {peers} nhiều nhất ở “{part}”: dưới mức trung bình {gap:points}{level}; tốt nhất là {best} "
    "({score:unit}).",
    "Furthest behind {peers} on “{part}”: {gap:points} below their mean{level}; best: {best} ({score:unit}).",
)
NONE_BELOW_ONE = Message(
    "{no_part} thấp hơn {best}, {place} tương đồng duy nhất; sát nhất là “{part}”{level}.",
    "{no_part} is below {best}, the only similar {place}; the closest is “{part}”{level}.",
)
NEARLY_NONE_ONE = Message(
    "Xấp xỉ hoặc cao hơn {best}, {place} tương đồng duy nhất, ở {every_part}; thấp hơn nhiều nhất ở “{part}” "
    "({gap:points}){level}.",
    "Close to {best}, the only similar {place}, or above it on {every_part}; furthest below on “{part}” "
    "({gap:points}){level}.",
)
BELOW_ONE = Message(
    "Khoảng cách tới {best}, {place} tương đồng duy nhất, lớn nhất ở “{part}”: thấp hơn {gap:points}{level}.",
    "Furthest behind {best}, the only similar {place}, on “{part}”: {gap:points} below{level}.",
)
"""The same where one province alone is similar, which is named and has no mean."""

EVERY_PART = {
    False: Message("mọi thành phần", "every part"),
    True: Message("mọi thành phần có số liệu", "every part with figures"),
}
"""By whether some parts have no figures to compare."""

NEGLIGIBLE = 0.01
"""Part of a maximum below which a gap to similar provinces is none to speak of."""


def show(subject: Subject, parts: pd.DataFrame) -> Exhibit:
    """Show part by part where similar provinces do better.

    Parameters
    ----------
    parts : pandas.DataFrame
        `parlib.study.peers.compare_peers`.
    """
    parts = parts.reset_index(drop=True)
    table = parts.reindex(columns=QUESTION.columns)
    if table.empty or not len(subject.parts):  # one part is the component itself: shown above
        return present(QUESTION, subject, Text(), table, chart="none")
    level = count_at_end(table["gap_to_peers"].dropna(), "n_level", largest=False)
    return present(QUESTION, subject, _say_worst(table, parts["max_score"], level, subject), table, figures=level)


def _say_worst(table: pd.DataFrame, maxima: pd.Series, level: dict[str, int], subject: Subject) -> Text:
    """Say on which part similar provinces do better, and by how much."""
    voice, worst = voice_of(subject), table.loc[table["gap_to_peers"].idxmin()]
    gap, one = worst["gap_to_peers"], worst["n_asked"] == 1
    if gap >= 0 or is_zero(gap, subject.index):
        message = NONE_BELOW_ONE if one else NONE_BELOW
    elif abs(gap) < NEGLIGIBLE * maxima[worst.name]:
        message = NEARLY_NONE_ONE if one else NEARLY_NONE
    else:
        message = BELOW_ONE if one else BELOW
    some = len(subject.unlisted) > 0 or len(table) < len(subject.smallest)
    return voice.say(
        message,
        no_part=voice.say(NO_PART[some]),
        every_part=voice.say(EVERY_PART[some]),
        peers=name_peers(subject, QUESTION.cell(worst, "n_peers"), QUESTION.cell(worst, "n_asked")),
        part=QUESTION.cell(worst, "component"),
        gap=QUESTION.cell(worst, "gap_to_peers"),
        level=say_level(voice, level),
        best=QUESTION.cell(worst, "best_peer"),
        score=QUESTION.cell(worst, "best_peer_score"),
    )


def name_peers(subject: Subject, known: Cell, asked: Cell) -> Text:
    """Return what similar provinces are called, and of how many a figure is known where not of all."""
    voice = voice_of(subject)
    return voice.say(ALL_PEERS if known.value == asked.value else SOME_PEERS, known=known, asked=asked)
