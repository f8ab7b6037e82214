"""In which service field and district are fewest satisfied? (tỷ lệ hài lòng theo lĩnh vực, địa bàn)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed, join_texts, method
from parlib.questions.phrases import count_at_end, say_level
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.questions.survey_shares import put_verdicts, say_method, show_nothing
from parlib.subject import Subject
from parlib.terms import LEAST_RESPONDENTS

QUESTION = Question(
    name="survey_groups",
    title=Message("Theo lĩnh vực, địa bàn", "By field and district"),
    columns=(
        "group",
        "label",
        "respondents",
        "satisfied_share",
        "low_share",
        "high_share",
        "national_share",
        "gap",
        "q_value",
        "verdict",
    ),
    pages=("component",),
    gate=Gate(otherwise="survey"),
    words={"service": Message("Lĩnh vực", "Service field"), "district": Message("Địa bàn", "District")},
    stand=Stand(report=(Passage("component_position", 80, picture=False),)),
)

FINDING = Message("Tỷ lệ hài lòng thấp nhất: {groups_told}.", "Fewest are satisfied {groups_told}.")
LEAST = {
    "service": Message(
        "lĩnh vực {label} ({share}; {people} người trả lời{level})",
        "in the service field {label} ({share}; {people} respondents{level})",
    ),
    "district": Message(
        "địa bàn {label} ({share}; {people} người trả lời{level})",
        "in the district {label} ({share}; {people} respondents{level})",
    ),
}
LEVEL_OF_GROUPS = Message("; cùng mức còn {n_level} nơi khác", "; {n_level} {n_level:=other|others} at the same level")
SMALL = Message(
    "{n} nhóm có dưới {least} người trả lời nên không nêu tỷ lệ.",
    "{n} {n:=group has|groups have} fewer than {least} respondents, so no share is shown.",
)
ALONE = Message(
    "Mỗi cách phân nhóm chỉ có một nhóm nên chưa so sánh được.",
    "There is a single group of each kind, so nothing can be compared.",
)


def show(subject: Subject, groups: pd.DataFrame) -> Exhibit:
    """Show the satisfied share by service field and district.

    Parameters
    ----------
    groups : pandas.DataFrame
        `parlib.study.survey.list_groups`.
    """
    if groups.empty:
        return show_nothing(QUESTION, subject)
    voice, named = voice_of(subject), groups.rename(columns={"name": "label"})
    small = int(groups["hidden"].astype(bool).sum())
    levels = {kind: count_at_end(rows["satisfied_share"], f"n_{kind}", largest=False) for kind, rows in _part(named)}
    least = _say_least(named, subject, levels)
    few = voice.say(SMALL, n=computed(small, "count", "n_hidden"), least=method(LEAST_RESPONDENTS, "count", "least"))
    finding = join_texts([least, few if small else ""]) or voice.say(ALONE)
    kinds = [str(QUESTION.word(kind, voice)) for kind in named["group"]]
    table = put_verdicts(named, subject).assign(group=kinds).drop(columns="hidden")
    return present(
        QUESTION,
        subject,
        finding,
        table.dropna(axis="columns", how="all"),
        note=say_method(subject),
        figures={"n_hidden": small} | {name: n for level in levels.values() for name, n in level.items()},
    )


def _part(groups: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the service fields and the districts with a share, where there are several, lowest first."""
    for kind in LEAST:
        rows = groups[(groups["group"] == kind) & groups["satisfied_share"].notna()]
        if len(rows) > 1:
            yield kind, rows


def _say_least(groups: pd.DataFrame, subject: Subject, levels: Mapping[str, Mapping[str, int]]) -> Text:
    """Say the service field and the district with the lowest share."""
    voice, sentences = voice_of(subject), []
    names = {"label": "label", "share": "satisfied_share", "people": "respondents"}
    for kind, rows in _part(groups):
        cells = {field: QUESTION.cell(rows.iloc[0], name) for field, name in names.items()}
        sentences.append(voice.say(LEAST[kind], **cells, level=say_level(voice, levels[kind], LEVEL_OF_GROUPS)))
    return voice.say(FINDING, groups_told=voice.join(sentences)) if sentences else Text()
