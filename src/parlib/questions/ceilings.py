"""Which of the smallest parts hardly tell places apart? (thành phần chạm trần)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed
from parlib.questions.present import name_part, present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject

QUESTION = Question(
    name="ceilings",
    title=Message("Thành phần chạm trần", "Parts at the ceiling"),
    columns=("component_code", "component", "at_max_share", "mean_share", "spread_share", "verdict", "n"),
    pages=("national",),
    gate=Gate(("nation_parts",)),
    words={
        "ceiling": Message("đã chạm trần", "at the ceiling"),
        "flat": Message("các {places} gần như bằng nhau", "{places} are almost level"),
        "tells_apart": Message("còn phân biệt được các {places}", "tells {places} apart"),
    },
)

MAX_PARTS = 14
"""Most parts in the table."""

MOST_NAMED = 3
"""Most parts of a kind that the sentence names."""

CROWDED = Message(
    "từ một nửa số {place} trở lên đã đạt tối đa ở {parts}",
    "half of the {places} or more are at the maximum on {parts}",
)
FLAT = Message("các {places} gần như bằng nhau ở {parts}", "{places} are almost level on {parts}")
FULL_PART = Message("{part} ({share:whole})", "{part} ({share:whole})")
NONE = Message(
    "{no_part} chạm trần{most}; các {places} sát nhau nhất ở {narrow} (khoảng giữa rộng {width} thang điểm).",
    "{no_part} is at the ceiling{most}; {places} lie closest on {narrow} (the middle half spans {width} of the scale).",
)
NO_PART = {
    False: Message("Không thành phần nào", "No part"),
    True: Message("Trong các thành phần xét được, không thành phần nào", "Of the parts that can be told, none"),
}
"""By whether the maximum or the figures of some parts are not known."""
MOST = Message(
    "; nhiều {places} đạt tối đa nhất là ở {part} ({share:whole})",
    "; most {places} at the maximum are on {part} ({share:whole})",
)
NOBODY = Message(": chưa {place} nào đạt điểm tối đa", ": no {place} has all points on any")
LEFT_OUT = Message(
    "{missing} trong {n_parts} thành phần không xét vì chưa biết điểm tối đa hoặc không có số liệu.",
    "{missing} of {n_parts} parts are left out because their maximum or their scores are not known.",
)


def show(subject: Subject, ceilings: pd.DataFrame, n_parts: int) -> Exhibit:
    """Show which of the smallest parts hardly tell places apart.

    Parameters
    ----------
    ceilings : pandas.DataFrame
        `parlib.study.structure.find_ceilings`.
    n_parts : int
        How many smallest parts there are; those whose maximum is not known are not in *ceilings*.
    """
    voice, table = voice_of(subject), lay_table(ceilings)
    words = {name: str(QUESTION.word(name, voice)) for name in QUESTION.words}
    shown = table.assign(verdict=table["verdict"].map(words))[list(QUESTION.columns)]
    if shown.empty:
        return present(QUESTION, subject, Text(), shown, chart="text")
    figures = {"n_parts": n_parts, "missing": n_parts - len(ceilings)}
    counts = {name: computed(count, "count", name) for name, count in figures.items()}
    note = voice.say(LEFT_OUT, **counts) if figures["missing"] > 0 else None
    finding = _say_ceilings(subject, table, some=figures["missing"] > 0 or len(subject.unlisted) > 0)
    return present(QUESTION, subject, finding, shown, note=note, figures=figures)


def lay_table(ceilings: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are shown: the first, and all that the sentence names."""
    named = [*ceilings.index[ceilings["verdict"] == "ceiling"][:MOST_NAMED]]
    named += [*ceilings.index[ceilings["verdict"] == "flat"][:MOST_NAMED]]
    named += [ceilings["spread_share"].idxmin()] if len(ceilings) else []
    kept = list(dict.fromkeys([*named, *ceilings.index]))[:MAX_PARTS]
    return ceilings.loc[sorted(kept)].reset_index(drop=True)


def _say_ceilings(subject: Subject, table: pd.DataFrame, some: bool) -> Text:
    """Say which parts no longer tell places apart, or which come nearest to it."""
    voice, sentences = voice_of(subject), []
    for verdict, message, one in (("ceiling", CROWDED, FULL_PART), ("flat", FLAT, None)):
        rows = [row for _, row in table[table["verdict"] == verdict].head(MOST_NAMED).iterrows()]
        parts = [_say_part(subject, row, one) for row in rows]
        sentences += [voice.say(message, parts=voice.join(parts))] if parts else []
    if sentences:
        return voice.join(sentences).capitalise() + "."
    most, narrow = table.iloc[0], table.loc[table["spread_share"].idxmin()]
    return voice.say(
        NONE,
        no_part=voice.say(NO_PART[some]),
        most=_say_part(subject, most, MOST) if most["at_max_share"] > 0 else voice.say(NOBODY),
        narrow=name_part(QUESTION, narrow, voice),
        width=QUESTION.cell(narrow, "spread_share"),
    )


def _say_part(subject: Subject, row: pd.Series, message: Message | None) -> Text:
    """Name a part; with *message*, and say the share of places that are at its maximum."""
    voice = voice_of(subject)
    part = name_part(QUESTION, row, voice)
    return voice.say(message, part=part, share=QUESTION.cell(row, "at_max_share")) if message else part
