"""Which components gained and lost most places since the year before, over all indices? (tăng, giảm hạng)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, Voice, computed, join_texts
from parlib.questions.columns import OF_ALL
from parlib.questions.phrases import LARGEST_TAKEN_BACK, count_level, quote, say_level, say_places
from parlib.questions.present import present, rank_of, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject

QUESTION = Question(
    name="sheet_moves",
    title=Message("Tăng hạng, giảm hạng", "Places gained and lost"),
    columns=("component", "short", "year", "year_before", "rank", OF_ALL, "rank_change"),
    pages=("sheet",),
    open_on=("sheet",),
    chart="text",
    gate=Gate(otherwise="before", needs_table=False),
)

FELL = Message("Giảm nhiều bậc nhất: {parts}{level}.", "Most places were lost on {parts}{level}.")
PART = Message(
    "{short} {component} ({places_moved} từ năm {year_before}, xuống {rank})",
    "{short} {component} ({places_moved} since {year_before}, now {rank})",
)
RISEN = Message(
    "{short} {component} ({places_moved} từ năm {year_before}, lên {rank})",
    "{short} {component} ({places_moved} since {year_before}, now {rank})",
)

COUNTED = Message(
    "So với kỳ trước, {n_down} chỉ số thành phần giảm hạng, {n_up} tăng{ends}.",
    "Against the last ranks, {n_down} {n_down:=component|components} lost places, {n_up} gained{ends}.",
)
ENDS = {
    "fell": Message("; giảm nhiều nhất: {parts}{level}", "; most were lost on {parts}{level}"),
    "rose": Message("; tăng nhiều nhất: {parts}{level}", "; most were gained on {parts}{level}"),
}

SHOWN, MOST_NAMED = 3, 1
"""Components of a direction in the table, and in the sentence."""


def show(subject: Subject, parts: pd.DataFrame) -> Exhibit:
    """Show the components that fell and rose by most places.

    Parameters
    ----------
    parts : pandas.DataFrame
        `parlib.study.sheet.profile_indices`.
    """
    table = choose(parts)
    if table.empty:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none", lacking="before")
    voice, fallen = voice_of(subject), table["rank_change"] < 0
    counts = {"n_down": int((parts["rank_change"] < 0).sum()), "n_up": int((parts["rank_change"] > 0).sum())}
    sides = (("fell", table[fallen].head(MOST_NAMED), PART), ("rose", table[~fallen][::-1].head(MOST_NAMED), RISEN))
    level = {side: _count_level(rows, side) for side, rows, _ in sides}
    ends = [
        voice.say(ENDS[side], parts=_name(rows, part, voice), level=say_level(voice, level[side]))
        for side, rows, part in sides
        if len(rows)
    ]
    bound = {name: computed(count, "count", name) for name, count in counts.items()}
    finding = voice.say(COUNTED, ends=join_texts(ends, ""), **bound)
    counts |= level["fell"] | level["rose"]
    known = any(rows["taken_back"].notna().any() for _, rows, _ in sides)
    return present(
        QUESTION,
        subject,
        finding,
        table[QUESTION.names],
        note=voice.say(LARGEST_TAKEN_BACK) if known else Text(),
        figures=counts,
        beside=list(table["index"].unique()),
    )


def choose(parts: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are shown, who fell most first, who rose most last; ``n_equal`` of all moved as far."""
    moved = parts[parts["rank_change"].notna() & parts["rank"].notna() & (parts["rank_change"] != 0)]
    moved = moved.assign(n_equal=moved.groupby("rank_change")["rank_change"].transform("size"))
    moved = moved.sort_values("rank_change", kind="stable")
    fell, rose = moved[moved["rank_change"] < 0].head(SHOWN), moved[moved["rank_change"] > 0].tail(SHOWN)
    return pd.concat([fell, rose]).reset_index(drop=True)


def say_falls(subject: Subject, table: pd.DataFrame) -> Text:
    """Say which component lost most places; nothing where none fell."""
    fell = table[table["rank_change"] < 0].head(MOST_NAMED)
    voice = voice_of(subject)
    level = say_level(voice, _count_level(fell, "fell"))
    return voice.say(FELL, parts=_name(fell, PART, voice), level=level) if len(fell) else Text()


def _count_level(rows: pd.DataFrame, side: str) -> dict[str, int]:
    """Return how many others moved as far as the one that is named, under the name that the exhibit gives the count."""
    return {f"n_{side}_level": count for count in count_level(rows, "rank_change", MOST_NAMED).values()}


def _name(rows: pd.DataFrame, message: Message, voice: Voice) -> Text:
    named = []
    for _, row in rows.iterrows():
        cells = {name: QUESTION.cell(row, name) for name in ("short", "year_before")}
        places = say_places(voice, QUESTION.cell(row, "rank_change"))
        component = quote(voice, QUESTION.cell(row, "component"))
        named.append(
            voice.say(message, **cells, component=component, places_moved=places, rank=rank_of(QUESTION, row, voice))
        )
    return join_texts(named, "; ")
