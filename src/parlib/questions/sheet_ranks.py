"""Where does the province rank on every index, how sure is that, what changed, who is near? (thứ hạng các chỉ số)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, Voice, computed, join_texts, method
from parlib.questions.columns import OF_ALL, Column
from parlib.questions.phrases import say_places
from parlib.questions.present import present, rank_of, voice_of, who
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject
from parlib.terms import QUARTER

QUESTION = Question(
    name="sheet_ranks",
    title=Message("Thứ hạng các chỉ số", "Ranks on the indices"),
    columns=(
        "short",
        "year",
        "share",
        "rank",
        OF_ALL,
        Column("rank_low", "count", "Ước tính từ hạng", "Estimated from"),
        Column("rank_high", "count", "đến hạng", "to"),
        "year_before",
        "rank_change",
        "next_up_provinces",
        Column("gap_up_share", "share", "Kém (% điểm tối đa)", "Behind (% of maximum)"),
        "next_down_provinces",
        Column("gap_down_share", "share", "Hơn (% điểm tối đa)", "Ahead (% of maximum)"),
    ),
    pages=("sheet",),
    open_on=("sheet",),
    gate=Gate(otherwise="rank"),
    stand=Stand(report=(Passage("sheet", 20, picture=False),)),
)

RANKED = Message("{short} {year}: {rank}{details}", "{short} {year}: {rank}{details}")
NUMBERED = Message("{short} năm {year}: {rank}{details}", "{short} of {year}: {rank}{details}")
"""The same of an index whose name ends with a number."""
DETAILS = Message(" ({told})", " ({told})")
MOVED = {
    1: Message("tăng {places_moved}", "up {places_moved}"),
    -1: Message("giảm {places_moved}", "down {places_moved}"),
}
"""What is said of a change since the year before."""
CHANGES = {
    1: Message("tăng {places_moved} so với {year_before}", "up {places_moved} since {year_before}"),
    -1: Message("giảm {places_moved} so với {year_before}", "down {places_moved} since {year_before}"),
}
SPAN = Message("{rank_low}–{rank_high}", "{rank_low}–{rank_high}")
RANKS = Message("Thứ hạng – {ranks}.", "Ranks – {ranks}.")
RANKS_WITH_SPANS = {
    ("movement",): Message(
        "Thứ hạng (và khoảng có thể, do điểm biến động giữa các năm) – {ranks}.",
        "Ranks (and range, as scores move from year to year) – {ranks}.",
    ),
    ("sample",): Message(
        "Thứ hạng (và khoảng có thể, do sai số chọn mẫu) – {ranks}.",
        "Ranks (and range, given sampling error) – {ranks}.",
    ),
    ("movement", "sample"): Message(
        "Thứ hạng (và khoảng có thể, do điểm biến động giữa các năm hoặc sai số chọn mẫu) – {ranks}.",
        "Ranks (and range, as scores move from year to year or given sampling error) – {ranks}.",
    ),
}
"""By what the ranges rest on."""
UP = Message("Xếp ngay trên: {places_above}.", "Just above: {places_above}.")
DOWN = Message("Xếp ngay dưới: {places_below}.", "Just below: {places_below}.")
ABOVE = Message("{short} – {names} (hơn {gap})", "{short} – {names} ({gap} ahead)")
BELOW = Message("{short} – {names} (kém {gap})", "{short} – {names} ({gap} behind)")
ALONE = Message("Có thứ hạng ở {n} chỉ số.", "There are ranks on {n} {n:=index|indices}.")
TOP = Message(
    "{who} thuộc nhóm {quarter:whole} dẫn đầu ở {n_top}/{n} chỉ số có thứ hạng{low}.",
    "{who} is in the top quartile on {n_top} of {n} ranked {n:=index|indices}{low}.",
)
NO_TOP = Message(
    "{who} chưa thuộc nhóm {quarter:whole} dẫn đầu ở chỉ số nào trong {n} chỉ số có thứ hạng{low}.",
    "{who} is in the top quartile on none of {n} ranked {n:=index|indices}{low}.",
)
ONE = (
    Message("{who} thuộc nhóm {quarter:whole} dẫn đầu ở {short}.", "{who} is in the top quartile on {short}."),
    Message("{who} thuộc nửa trên bảng xếp hạng {short}.", "{who} is in the upper half on {short}."),
    Message("{who} thuộc nửa dưới bảng xếp hạng {short}.", "{who} is in the lower half on {short}."),
    Message("{who} thuộc nhóm cuối ({quarter:whole}) ở {short}.", "{who} is in the bottom quartile on {short}."),
)
"""What is said of a rank on the only index that has one, by its quartile."""
LOW = Message("; thuộc nhóm cuối: {names}", "; in the bottom quartile: {names}")
SHARES = Message("{who} – {shares}.", "{who} – {shares}.")
SHARED = Message("{short} {year}: đạt {share} điểm tối đa", "{short} {year}: {share} of the maximum reached")

NEAR = 2
"""Neighbours of a side that are named, the nearest first."""


def show(subject: Subject, ranks: pd.DataFrame) -> Exhibit:
    """Show the rank on every index: its range, its change, the neighbours above and below.

    Parameters
    ----------
    ranks : pandas.DataFrame
        `parlib.study.sheet.rank_indices`.
    """
    known = ranks[ranks["rank"].notna()].reset_index(drop=True)
    if known.empty:
        return _show_shares(subject, keep_scored(ranks))
    table = known[[name for name in QUESTION.names if name != "share"]].dropna(axis="columns", how="all")
    return present(
        QUESTION,
        subject,
        say_neighbours(subject, known),
        table,
        figures=count_quarters(known),
        beside=list(known["index"].unique()),
    )


def keep_scored(ranks: pd.DataFrame) -> pd.DataFrame:
    """Return the indices of which the share reached is known: all there is to say of a scoreboard of one's own."""
    return ranks[ranks["share"].notna()].reset_index(drop=True)


def _show_shares(subject: Subject, scored: pd.DataFrame) -> Exhibit:
    if scored.empty:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none", lacking="rank")
    table = scored[["short", "year", "share"]]
    return present(QUESTION, subject, say_shares(subject, scored), table, beside=list(scored["index"].unique()))


def say_shares(subject: Subject, scored: pd.DataFrame) -> Text:
    """Say the share reached on every index."""
    voice, sentences = voice_of(subject), []
    for _, row in scored.iterrows():
        sentences.append(voice.say(SHARED, **{name: QUESTION.cell(row, name) for name in ("short", "year", "share")}))
    return voice.say(SHARES, who=who(subject), shares=join_texts(sentences, "; "))


def count_quarters(known: pd.DataFrame) -> dict[str, int]:
    """Return on how many indices there is a rank, and on how many it is in the top quartile."""
    return {"n": len(known), "n_top": int((known["quartile"] == 1).sum())}


def say_neighbours(subject: Subject, known: pd.DataFrame) -> Text:
    """Say who stands just above and just below on each index, and by what share of the maximum."""
    voice, sentences = voice_of(subject), []
    for side, whole, part in (("up", UP, ABOVE), ("down", DOWN, BELOW)):
        name, gap = f"next_{side}_provinces", f"gap_{side}_share"
        near = known[known[name].fillna("").astype(bool) & known[gap].notna()].sort_values(gap, kind="stable")
        named = [
            voice.say(
                part, short=QUESTION.cell(row, "short"), names=QUESTION.cell(row, name), gap=QUESTION.cell(row, gap)
            )
            for _, row in near.head(NEAR).iterrows()
        ]
        bound = {"places_above" if side == "up" else "places_below": join_texts(named, "; ")}
        sentences += [voice.say(whole, **bound)] if named else []
    return join_texts(sentences) if sentences else voice.say(ALONE, n=computed(len(known), "count", "n"))


def say(subject: Subject, known: pd.DataFrame) -> Text:
    """Say the rank on every index with its change in places and its range, as far as they are known."""
    voice, ranks = voice_of(subject), []
    for _, row in known.iterrows():
        cells = {name: QUESTION.cell(row, name) for name in ("short", "year")}
        details = [text for text in (_say_span(row, voice), _say_change(row, voice)) if text]
        sentence = voice.say(DETAILS, told=join_texts(details, "; ")) if details else Text()
        message = NUMBERED if row["short"][-1].isdecimal() else RANKED
        ranks.append(voice.say(message, **cells, rank=rank_of(QUESTION, row, voice), details=sentence))
    methods = tuple(sorted({row["method"] for _, row in known.iterrows() if _say_span(row, voice)}))
    return voice.say(RANKS_WITH_SPANS[methods] if methods else RANKS, ranks=join_texts(ranks, "; "))


def _say_change(row: pd.Series, voice: Voice) -> Text:
    """Say the places gained or lost and since when; nothing where the rank is the same, or not known before."""
    moved = row["rank_change"]
    if pd.isna(moved) or not moved:
        return Text()
    places = say_places(voice, QUESTION.cell(row, "rank_change"))
    messages = MOVED if row["year_before"] == row["year"] - 1 else CHANGES
    year = QUESTION.cell(row, "year_before")
    return voice.say(messages[1 if moved > 0 else -1], places_moved=places, year_before=year)


def _say_span(row: pd.Series, voice: Voice) -> Text:
    """Say which ranks it may hold; nothing where that is the rank alone, or not known."""
    if pd.isna(row["rank_low"]) or row["rank_low"] == row["rank_high"]:
        return Text()
    return voice.say(SPAN, **{name: QUESTION.cell(row, name) for name in ("rank_low", "rank_high")})


def say_quarters(subject: Subject, ranks: pd.DataFrame) -> Text:
    """Say on how many indices the province is in the top quartile, and on which in the bottom one."""
    known = ranks[ranks["rank"].notna()].reset_index(drop=True)
    if known["quartile"].isna().all():
        return Text()
    voice, counts = voice_of(subject), count_quarters(known)
    if len(known) == 1:
        return voice.say(
            ONE[int(known["quartile"].iloc[0]) - 1],
            who=who(subject),
            short=QUESTION.cell(known.iloc[0], "short"),
            quarter=method(QUARTER, "share", "quarter"),
        )
    lowest = [QUESTION.cell(row, "short") for _, row in known[known["quartile"] == 4].iterrows()]
    low = voice.say(LOW, names=voice.join(lowest)) if lowest else Text()
    bound = {name: computed(count, "count", name) for name, count in counts.items()}
    quarter = method(QUARTER, "share", "quarter")
    return voice.say(TOP if counts["n_top"] else NO_TOP, who=who(subject), quarter=quarter, low=low, **bound)
