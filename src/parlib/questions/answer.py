"""What does the page answer on its first screen? Verdict, rank, change, losses, next task (trả lời trước).

Each line is a sentence of its own; the first is the answer in one. A line of which the rows are not there is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate, find_need
from parlib.language import Cell, Message, Text, join_texts, method
from parlib.questions import headline, sureness
from parlib.questions.phrases import MOST_NAMED, count_level, is_of_people, name_lost, say_level
from parlib.questions.present import present, voice_of, who
from parlib.questions.question import PAGES, Question
from parlib.subject import Subject
from parlib.terms import TOLERANCE, TOTAL
from parlib.wording.phrases import is_zero

QUESTION = Question(
    name="answer",
    title=Message("Trả lời ngắn", "The answer"),
    columns=("component_code", "component", "lost", "lost_to_best", "agency", "task", "head", "deadline"),
    pages=PAGES,
    open_on=PAGES,
    chart="text",
    gate=Gate(needs_table=False),
)

QUARTER = {"quarter": method(0.25, "share", "quarter")}

VERDICTS = (
    Message("{who} thuộc nhóm {quarter:whole} {places} có điểm cao nhất.", "{who} is in the top quartile."),
    Message("{who} thuộc nửa trên bảng xếp hạng.", "{who} is in the upper half of the ranking."),
    Message("{who} thuộc nửa dưới bảng xếp hạng.", "{who} is in the lower half of the ranking."),
    Message("{who} thuộc nhóm {quarter:whole} {places} có điểm thấp nhất.", "{who} is in the bottom quartile."),
)
"""What is said of a rank by its quartile, the best first."""

RANGES = {
    "sample": Message("Tính cả sai số chọn mẫu, thứ hạng {span}.", "Given sampling error, the rank {span}."),
    "movement": Message(
        "Do điểm biến động giữa các năm, thứ hạng {span}.",
        "As scores move from year to year, the rank {span}.",
    ),
}
UNTOLD = {
    "sample": Message(
        "Tính cả sai số chọn mẫu, chưa phân biệt được thứ hạng của {here}.",
        "Given sampling error, the {here} cannot be told apart from any other {place}.",
    ),
    "movement": Message(
        "Do điểm biến động giữa các năm, chưa phân biệt được thứ hạng của {here}.",
        "As scores move from year to year, the {here} cannot be told apart from any other {place}.",
    ),
}
"""What is said instead where the range holds every rank, which says nothing."""
SPAN = Message("có thể từ {rank_low} đến {rank_high}", "may lie between {rank_low} and {rank_high}")
FIXED = Message("vẫn là {rank_low}", "is still {rank_low}")

LOST = Message("Mất điểm nhiều nhất: {parts}{held}.", "Most points were lost on: {parts}{held}.")
LOST_OF_KNOWN = Message(
    "Trong các thành phần đã biết điểm mất, mất điểm nhiều nhất: {parts}{held}.",
    "Of the parts whose loss is known, most points were lost on: {parts}{held}.",
)
LOST_IN_DETAIL = Message(
    "Xét từng nội dung chi tiết, mất điểm nhiều nhất: {parts}{held}.",
    "Item by item, most points were lost on: {parts}{held}.",
)
"""The same of parts of parts, of which another may have lost most than of the parts that a page lists."""
ALONE = Message("Mất {lost:points} so với điểm tối đa{held}.", "{lost:points} were lost against the maximum{held}.")
ALONE_OF_PEOPLE = Message(
    "Còn {lost:unit} người dân chưa hài lòng{held}.", "{lost:unit} of people are not satisfied{held}."
)
PEOPLE = Message(
    "Tỷ lệ chưa hài lòng cao nhất: {parts}{held}.", "The share of people not satisfied is largest on: {parts}{held}."
)
BEHIND = Message(
    "Thấp hơn {place} dẫn đầu nhiều nhất: {parts}{held}.", "The gap to the best {place} is largest on: {parts}{held}."
)
BEHIND_IN_DETAIL = Message(
    "Xét từng nội dung chi tiết, thấp hơn {place} dẫn đầu nhiều nhất: {parts}{held}.",
    "Item by item, the gap to the best {place} is largest on: {parts}{held}.",
)
PART = Message("“{component}” ({loss}{held})", "“{component}” ({loss}{held})")
POINTS, SHARE = Message("{size:points}", "{size:points}"), Message("{size:unit}", "{size:unit}")
MORE_POINTS = Message("{size}", "{size}")
"""The size of a loss after the first, which names the unit."""
HELD = Message(" – {agency}", " – {agency}")
HELD_ALONE = Message(" ({agency} phụ trách)", " (held by {agency})")
HELD_ALL = Message(", do {agency} phụ trách", ", all held by {agency}")

NEXT = Message("Việc tiếp theo: “{task}” ở “{component}” – {details}.", "Next: “{task}” on “{component}” – {details}.")
NAME = Message("{name}", "{name}")
NO_HEAD = Message("chưa ghi người đứng đầu", "no head is named")
BY = Message("hạn {deadline}", "due {deadline}")
NO_DEADLINE = Message("chưa có thời hạn", "no deadline is set")
SET_TASK = Message(
    "Chưa giao nhiệm vụ; cần giao trước cho {agency} {first}, rõ người đứng đầu, thời hạn.",
    "No task is set yet; the first to set, with a deadline, is one for {agency} on {first}.",
)
NAME_HEAD = Message(
    "Chưa giao nhiệm vụ; cần giao trước {first}, rõ người đứng đầu, thời hạn.",
    "No task is set yet; the first to set, with a head and a deadline, is on {first}.",
)
ENDED = Message(
    "Các nhiệm vụ đã giao đều đã hoàn thành hoặc dừng.", "All tasks that were set are done or were dropped."
)
FIRST_OF_ALL = Message("chỉ số này", "this index")
FIRST = {
    False: Message("nội dung nêu đầu tiên", "the first of these losses"),
    True: Message("nội dung này", "this component"),
}
"""What is meant by the largest loss, which the line above names; by whether it is the only one."""
FURTHEST = Message(
    "“{component}” (trong các nội dung trên, thấp hơn {place} dẫn đầu nhiều nhất)",
    "“{component}”, on which, of these, the best {place} is furthest ahead",
)
"""The same where more can be gained on another of these losses: much is lost even where a province leads."""


def gather(subject: Subject, lines: Sequence[Text], table: pd.DataFrame | None = None, **options: Any) -> Exhibit:  # noqa: ANN401
    """Return the answer of a page of any kind; without a line there is none.

    Parameters
    ----------
    lines : sequence of Text
        The answer in one sentence, then its points; empty ones are left out.
    table : pandas.DataFrame, optional
        What the lines say that no other exhibit of the page holds.
    """
    sentences = [line for line in lines if line]
    table = pd.DataFrame() if table is None else table
    return present(QUESTION, subject, join_texts(sentences, "\n"), table, chart="" if sentences else "none", **options)


def show(subject: Subject, position: pd.DataFrame, certainty: pd.DataFrame, steps: pd.DataFrame) -> Exhibit:
    """Answer of a province: verdict, rank with its range, change, the three largest losses, the task that is next.

    Parameters
    ----------
    position : pandas.DataFrame
        `parlib.study.position.measure_position`.
    certainty : pandas.DataFrame
        `parlib.study.certainty.measure_certainty`.
    steps : pandas.DataFrame
        `parlib.study.steps.list_steps`.
    """
    row = position.iloc[0]
    sentences = [say_verdict(subject, row), headline.say(subject, position).within("headline")]
    if headline.is_absent(row):
        return gather(subject, sentences, status=row["status"])
    sentences += [say_range(subject, certainty), say_losses(subject, steps), say_next(subject, steps)]
    table = steps[QUESTION.names]
    table = table.drop(columns="lost_to_best") if table["lost_to_best"].isna().all() else table
    column, known = list_lost(subject, steps)
    level = count_level(known, column, MOST_NAMED) if len(known) else {}
    return gather(subject, sentences, table, figures=level, status=row["status"], heads=name_lost(subject))


def say_verdict(subject: Subject, row: pd.Series) -> Text:
    """Say in which part of the ranking the province is; nothing where that is not known, or it has none."""
    if pd.isna(row["quartile"]) or row["n_ranked"] < len(VERDICTS):
        return Text()
    return voice_of(subject).say(VERDICTS[int(row["quartile"]) - 1], who=who(subject), **QUARTER)


def say_range(subject: Subject, certainty: pd.DataFrame) -> Text:
    """Say which ranks the province may hold, as the figures behind the range of ranks have it."""
    if certainty.empty or find_need(subject, sureness.QUESTION.gate):
        return Text()
    row, voice = certainty.iloc[0], voice_of(subject)
    if row["n_better"] == row["n_worse"] == 0:
        return voice.say(UNTOLD[row["method"]])
    low, high = (sureness.QUESTION.cell(row, name) for name in ("rank_low", "rank_high"))
    span = voice.say(FIXED if low.value == high.value else SPAN, rank_low=low, rank_high=high)
    return voice.say(RANGES[row["method"]], span=span).within(sureness.QUESTION.name)


def say_losses(subject: Subject, rows: pd.DataFrame, question: Question = QUESTION) -> Text:
    """Say where most was lost, with the agency that answers for it as far as it is known.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows of the table that *question* shows, the largest loss first.
    """
    column, known = list_lost(subject, rows)
    if known.empty:
        return Text()
    level, known = count_level(known, column, MOST_NAMED), known.head(MOST_NAMED)
    voice, people = voice_of(subject), is_of_people(subject)
    if list(known["component_code"]) == [subject.component_code] and column == "lost":
        held = _say_holder(known.iloc[0], subject, HELD_ALONE)
        return voice.say(ALONE_OF_PEOPLE if people else ALONE, lost=question.cell(known.iloc[0], "lost"), held=held)
    alike = _is_held_by_one(known)
    parts: list[Text] = []
    for _, row in known.iterrows():
        size = SHARE if people else MORE_POINTS if parts else POINTS
        loss = voice.say(size, size=question.cell(row, column))
        held = Text() if alike else _say_holder(row, subject, HELD)
        parts.append(voice.say(PART, component=question.cell(row, "component"), loss=loss, held=held))
    some = bool(rows["unknown"].any()) if "unknown" in rows else bool(rows[column].isna().any())
    detail = not known["component_code"].isin([subject.component_code, *subject.parts["component_code"]]).all()
    if column == "lost_to_best":
        message = BEHIND_IN_DETAIL if detail else BEHIND
    elif people:
        message = PEOPLE
    else:
        message = LOST_OF_KNOWN if some else LOST_IN_DETAIL if detail else LOST
    held = _say_holder(known.iloc[0], subject, HELD_ALL) if alike else Text()
    return voice.say(message, parts=join_texts(parts, "; ") + say_level(voice, level), held=held)


def _is_held_by_one(rows: pd.DataFrame) -> bool:
    """Tell whether one agency holds all of several losses, and is named once."""
    return "agency" in rows and len(rows) > 1 and rows["agency"].nunique() == 1


def list_lost(subject: Subject, rows: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """Return the column that says what was lost, or else how far the best is, and the rows where that is anything."""
    column = "lost" if rows["lost"].notna().any() else "lost_to_best"
    if column not in rows:
        return column, rows.head(0)
    return column, rows[~rows[column].fillna(0).map(lambda size: is_zero(size, subject.index)).astype(bool)]


def _say_holder(row: pd.Series, subject: Subject, message: Message) -> Text:
    """Name the agency in charge; nothing where none is known, or the page is about it."""
    if not row.get("agency"):
        return Text()
    return voice_of(subject).say(message, agency=QUESTION.cell(row, "agency"))


def say_next(subject: Subject, steps: pd.DataFrame) -> Text:
    """Say which task is due next, who heads it and by when; or that all are closed, or where one is wanted first."""
    if steps.empty:
        return Text()
    voice, given = voice_of(subject), steps[steps["task"] != ""]
    if given.empty and steps["ended"].any():
        return voice.say(ENDED)
    if given.empty:
        row = _find_furthest(subject, steps)
        if row["component_code"] != steps["component_code"].iloc[0]:
            first = voice.say(FURTHEST, component=QUESTION.cell(row, "component"))
        else:
            first = voice.say(FIRST_OF_ALL if row["component_code"] == TOTAL else FIRST[len(steps) == 1])
        named = row["agency"] and not _is_held_by_one(list_lost(subject, steps)[1].head(MOST_NAMED))
        return voice.say(SET_TASK if named else NAME_HEAD, first=first, agency=QUESTION.cell(row, "agency"))
    row = given.assign(undated=given["due"] == "").sort_values(["undated", "due"], kind="stable").iloc[0]
    names = ("component", "task", "agency", "head", "deadline")
    return say_task(subject, row, {name: QUESTION.cell(row, name) for name in names})


def _find_furthest(subject: Subject, steps: pd.DataFrame) -> pd.Series:
    """Return the loss that wants a task first: of the largest, the one furthest behind the best province, if known."""
    named = list_lost(subject, steps)[1].head(MOST_NAMED).reset_index(drop=True)
    if named.empty or "lost_to_best" not in named or named["lost_to_best"].isna().any():
        return steps.iloc[0]
    behind = named["lost_to_best"]
    further = behind.max() > behind.iloc[0] + TOLERANCE
    return named.loc[behind.idxmax() if further else 0]


def say_task(subject: Subject, row: pd.Series, cells: dict[str, Cell]) -> Text:
    """Say a task with its agency, its head and its deadline, as far as they are set."""
    voice = voice_of(subject)
    details = [voice.say(NAME, name=cells["agency"])] if row.get("agency") else []
    details.append(voice.say(NAME, name=cells["head"]) if row["head"] else voice.say(NO_HEAD))
    details.append(voice.say(BY, deadline=cells["deadline"]) if row["deadline"] else voice.say(NO_DEADLINE))
    return voice.say(NEXT, component=cells["component"], task=cells["task"], details=join_texts(details, ", "))
