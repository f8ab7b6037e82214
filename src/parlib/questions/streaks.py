"""For how many years in a row was it first, among the first, above a level? (chuỗi năm dẫn đầu)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, Voice, join_texts
from parlib.questions.columns import Column
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject

QUESTION = Question(
    name="streaks",
    title=Message("Chuỗi năm dẫn đầu", "Runs of years"),
    columns=(
        "streak",
        Column("first_places", "count", "Đến thứ hạng", "Down to rank"),
        Column("least_share", "share", "Tỷ lệ điểm từ", "Share of at least"),
        "year_from",
        "year_to",
        "run_years",
        Column("unpublished", "text", "Năm không có số liệu", "Years without a figure"),
        Column("frameworks", "count", "Số bộ chỉ số", "Frameworks"),
    ),
    pages=("province",),
    gate=Gate(("years",)),
    words={
        "first_place": Message("đứng thứ nhất", "in first place"),
        "top_places": Message("trong nhóm dẫn đầu", "among the first"),
        "above_level": Message("đạt từ mức này trở lên", "at or above this level"),
    },
    stand=Stand(mixed_units=True, report=(Passage("result_history", 30, table=False),)),
)

LIMITS = {"top_places": "first_places", "above_level": "least_share"}
"""Kind of run to the column that holds its limit; a first place needs none."""

NAMES = {
    "first_place": Message("đứng thứ nhất", "in first place"),
    "top_places": Message("trong nhóm {first_places} {place} dẫn đầu", "among the first {first_places}"),
    "above_level": Message("đạt từ {least_share:whole} trở lên", "at {least_share:whole} or above"),
}
"""Kinds of run in a sentence, in its order."""

FINDING = Message("Liên tục {kinds}.", "Years in a row {kinds}.")
KIND = Message("{name} giai đoạn {runs}", "{name}: {runs}")
RUN = Message("{year_from}–{year_to}{every}{absent}", "{year_from}–{year_to}{every}{absent}")
EVERY = {
    False: Message(", mọi năm có thứ hạng", ", in every year with a rank"),
    True: Message(", mọi năm có điểm", ", in every year with a score"),
}
"""By whether the run is one of scores: of a year a rank may be known without a score, and a score without a rank."""
ABSENT = {
    False: Message(
        " ({run_years} năm có thứ hạng; chưa có thứ hạng năm {unpublished})",
        " ({run_years} years with a rank; none for {unpublished})",
    ),
    True: Message(
        " ({run_years} năm có điểm; chưa có điểm năm {unpublished})",
        " ({run_years} years with a score; none for {unpublished})",
    ),
}
EVERY_BUT = {
    False: Message(
        " ({run_years} năm; chưa có thứ hạng năm {unpublished})", " ({run_years} years; none for {unpublished})"
    ),
    True: Message(" ({run_years} năm; chưa có điểm năm {unpublished})", " ({run_years} years; none for {unpublished})"),
}
MOST_TOLD = 3
"""Runs of a kind that are all told; of more, the longest and the newest."""

NOTE = Message(
    "Thứ hạng là kết quả so sánh giữa các {places} trong từng năm nên chuỗi thứ hạng tính liên tục qua các lần đổi bộ"
    " chỉ số; chuỗi theo mức điểm chỉ tính trong cùng bộ chỉ số. Năm không có số liệu công bố của {here} được nêu "
    "tên, không tính và không làm đứt chuỗi.",
    "A rank is won among the {places} of its year, so runs of ranks go on when the framework changes; a run at a "
    "level of points ends there. A year without a published figure of the {here} is named, not counted, and ends no "
    "run.",
)


def show(subject: Subject, streaks: pd.DataFrame) -> Exhibit:
    """Show runs of years in first place, among the first and above a level.

    Parameters
    ----------
    streaks : pandas.DataFrame
        `parlib.study.province.list_streaks`.
    """
    lasting = streaks.groupby("streak")["years"].transform("max") > 1  # one year alone is no run
    streaks = streaks[lasting].reset_index(drop=True)
    if streaks.empty:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none")
    voice = voice_of(subject)
    runs = streaks.rename(columns={"years": "run_years"})
    for streak, column in LIMITS.items():
        runs[column] = runs["limit"].where(runs["streak"] == streak)
    words = {streak: str(QUESTION.word(streak, voice)) for streak in QUESTION.words}
    names = [column if isinstance(column, str) else column.name for column in QUESTION.columns]
    table = runs[names].assign(streak=runs["streak"].map(words)).dropna(axis=1, how="all")
    return present(QUESTION, subject, _say_runs(runs, voice), table, note=voice.say(NOTE))


def _say_runs(runs: pd.DataFrame, voice: Voice) -> Text:
    """Say the runs of each kind, first years first; of many the longest and the newest."""
    kinds = []
    for streak, message in NAMES.items():
        rows = runs[(runs["streak"] == streak) & (runs["run_years"] > 1)]
        if rows.empty:
            continue
        if len(rows) > MOST_TOLD:
            rows = rows[(rows["run_years"] == rows["run_years"].max()) | (rows["year_to"] == rows["year_to"].max())]
        told = voice.join([_say_run(run, voice) for _, run in rows.sort_values("year_from").iterrows()])
        limit = {LIMITS[streak]: QUESTION.cell(rows.iloc[0], LIMITS[streak])} if streak in LIMITS else {}
        kinds.append(voice.say(KIND, name=voice.say(message, **limit), runs=told))
    return voice.say(FINDING, kinds=join_texts(kinds, "; "))


def _say_run(run: pd.Series, voice: Voice) -> Text:
    """Say a run of years: ``2020–2024 (3 năm có thứ hạng; chưa có thứ hạng năm 2021, 2023)``."""
    bound = {name: QUESTION.cell(run, name) for name in ("year_from", "year_to", "run_years", "unpublished")}
    of_scores = run["streak"] == "above_level"
    every, absent = (voice.say(EVERY[of_scores]), EVERY_BUT) if run["every"] else ("", ABSENT)
    missing = voice.say(absent[of_scores], **bound) if run["unpublished"] else ""
    return voice.say(RUN, **bound, every=every, absent=missing)
