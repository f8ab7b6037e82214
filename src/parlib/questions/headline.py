"""What is the score, which rank of how many, and how did they change? (điểm và thứ hạng)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed, join_texts
from parlib.language.voice import Bound
from parlib.questions.phrases import count_moved_parts, note_minimum, say_moved_parts, say_steps, say_taken_back
from parlib.questions.present import matter, present, this_year, voice_of, who
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject
from parlib.terms import ABSENT, PARTS_ONLY, SINGLE_KINDS, TOLERANCE

TABLED = ("score", "max_score", "share", "rank", "n_ranked", "year_before", "score_before", "change", "rank_change")
"""Columns that stand in papers."""

QUESTION = Question(
    name="headline",
    title=Message("Điểm và thứ hạng", "Score and rank"),
    columns=(
        "score",
        "max_score",
        "share",
        "rank",
        "n_ranked",
        "tied_with",
        "year_before",
        "score_before",
        "change",
        "rank_before",
        "rank_change",
    ),
    pages=("component", "province"),
    gate=Gate(needs_table=False),
    stand=Stand(
        panel=60,
        spare_panel=True,
        report=(
            Passage("result_score", 10, table=TABLED),
            Passage("component_position", 10, table=False),
            Passage("other_index", 10, table=False),
            Passage("plan_situation", 10, table=TABLED),
        ),
    ),
)

SCORED = Message("{who} đạt {score} về {matter}{ranked}{change}.", "{who} scores {score} for {matter}{ranked}{change}.")
RANKED = Message(
    "{who} {rank} về {matter}{change}; chưa có số liệu về điểm.",
    "{who} is {rank} on {matter}{change}; its score is not at hand.",
)

SCORE = Message("{score:unit}", "{score:unit}")
SCORE_OF = Message("{score}/{max_score} điểm", "{score} out of {max_score} {max_score:=point|points}")
SCORE_OF_WHOLE = Message("{score}/{max_score:whole} điểm", "{score} out of {max_score:whole} {max_score:=point|points}")

RANK = Message("xếp thứ {rank}", "ranked {rank}")
RANK_OF = Message("xếp thứ {rank}/{n_ranked}", "ranked {rank} of {n_ranked}")
TIED = Message(" (đồng hạng với {tied_with} {places} khác)", ", level with {tied_with} other {tied_with:=place|places}")
AT_MAXIMUM = Message(
    "đạt điểm tối đa, cùng {tied_with} {places} khác",
    "at the maximum, with {tied_with} other {tied_with:=place|places}",
)
AMONG_BACK_CAST = Message(" trong các {places} quy đổi", " among the back-cast {places}")
AMONG_KEPT = Message(
    " khi đặt cạnh {n_others} {places} kia, {place} sáp nhập được quy đổi",
    " beside the other {n_others}, merged ones back-cast",
)

SINCE = Message("{steps} so với năm {year_before}", "{steps} since {year_before}")
WAS_FIRST = Message(
    "{steps} so với năm {year_before} (khi đó xếp thứ {rank_before})",
    "{steps} since {year_before}, when it ranked {rank_before}",
)
STILL_FIRST = Message(
    "{steps} so với năm {year_before}, tiếp tục đứng đầu {whole}", "{steps} since {year_before}, still first in {whole}"
)
FIRST_THEN_TOO = Message(
    "{steps} so với năm {year_before} (khi đó cũng đứng đầu {whole})",
    "{steps} since {year_before}, when it was first in {whole}, too",
)
"""The same where years between have no figure: nobody knows who was first in them."""
FIRST_AS_BEFORE = Message("đứng đầu {whole} như năm {year_before}", "first in {whole} as in {year_before}")

PARTS_KNOWN = Message(
    "Chưa có điểm chung của {who} về {matter}; có số liệu về {n_known} nội dung thành phần.",
    "There is no overall figure of {who} on {matter}; {n_known} of its components have {n_known:=a figure|figures}.",
)
NOT_WHOLE = Message(
    "{who} không có điểm đầy đủ về {matter}: không phải mọi {place} cũ hợp thành đều có điểm năm {year}; phần đã biết "
    "ở mục diễn biến.",
    "{who} has no whole score on {matter}: not all of its old {places} have one for {year}; what is known stands with "
    "the history.",
)
NOT_PUBLISHED = Message(
    "Không có số liệu của {who} về {matter}: kết quả năm {year} không công bố {here} này.",
    "There is no figure of {who} on {matter}: the {year} results were not published for it.",
)
NOT_FOUND = Message(
    "Chưa tìm thấy số liệu đã công bố của {who} về {matter} trong các nguồn đang có.",
    "No published figure of {who} on {matter} was found in the sources at hand.",
)


def show(subject: Subject, position: pd.DataFrame, moved: pd.DataFrame) -> Exhibit:
    """Show score, maximum, rank of how many and change, and say them in one sentence.

    Parameters
    ----------
    position : pandas.DataFrame
        `parlib.study.position.measure_position`.
    moved : pandas.DataFrame
        `parlib.study.moved.list_moved_parts`.
    """
    row = position.iloc[0]
    moved = moved[moved["year"] > row["year_before"]] if pd.notna(row["change"]) else moved.iloc[:0]
    note = subject.index.rank_note_vi if subject.language == "vi" else subject.index.rank_note_en
    absent = is_absent(row)
    notes = (
        note_minimum(subject) if pd.notna(row["share"]) else Text(),
        Text.of(note) if pd.notna(row["rank"]) else Text(),
        say_moved_parts(voice_of(subject), moved),
        say_taken_back(voice_of(subject), _find_taken_back(row)),
    )
    return present(
        QUESTION,
        subject,
        say(subject, position),
        pd.DataFrame() if absent else position[list(QUESTION.columns)],  # a row of dashes tells nothing
        chart="text" if absent else "table",
        note=join_texts([one for one in notes if one]) if not absent and any(notes) else None,
        figures=_count(subject, row) | count_moved_parts(moved),
        status=row["status"],
    )


def is_absent(row: pd.Series) -> bool:
    """Tell whether neither a score nor a rank of the year is known, be it that some components below have one."""
    return row["status"] in (*ABSENT, PARTS_ONLY)


def _count(subject: Subject, row: pd.Series) -> dict[str, float]:
    """Return the figures that the sentence says beside its table."""
    counts = {"n_others": row["n_ranked"] - 1} if _is_beside(subject, row) else {}
    taken_back = _find_taken_back(row)
    counts |= {"taken_back": taken_back} if pd.notna(taken_back) else {}
    return counts | ({"n_known": row["n_known_below"]} if row["status"] == PARTS_ONLY else {})


def _find_taken_back(row: pd.Series) -> float:
    """Return how much of the change that is told the next year usually takes back; NaN where nothing changed."""
    moved = any(abs(row[name]) > TOLERANCE for name in ("change", "rank_change"))
    return row["taken_back"] if moved else float("nan")


def _is_beside(subject: Subject, row: pd.Series) -> bool:
    """Tell whether the rank of a place that was never merged is among places of which others are back-cast.

    A rank that was printed is among the places of its time, in a year that is retold, too.
    """
    return subject.retold and not subject.back_cast and row["n_ranked"] <= len(subject.places)


def say(subject: Subject, position: pd.DataFrame) -> Text:
    """Say score, maximum, rank of how many and change; or plainly that there is no figure."""
    row, voice = position.iloc[0], voice_of(subject)
    if is_absent(row):
        return _say_absence(subject, row)
    about_it: dict[str, Bound] = {"who": who(subject), "matter": matter(subject)}
    change = _say_since(subject, row)
    if row["status"] == "rank_only":
        since = voice.say(Message(", {change}", ", {change}"), change=change) if change else Text()
        return voice.say(RANKED, rank=_say_rank(subject, row), change=since, **about_it)
    ranked = ", " + _say_rank(subject, row) + _say_field(subject, row) if pd.notna(row["rank"]) else Text()
    change = "; " + change if change else change
    return voice.say(SCORED, score=_say_score(subject, row), ranked=ranked, change=change, **about_it)


def bind_score(subject: Subject, position: pd.DataFrame) -> Text:
    """Return the score as a page says it that shows the headline, too."""
    score = QUESTION.cell(position.iloc[0], "score")
    return voice_of(subject).say(Message("{score}", "{score}"), score=score).within(QUESTION.name)


def _say_score(subject: Subject, row: pd.Series) -> Text:
    """Say the score with its maximum where one is known: ``7,99/10 điểm``, ``7.99 out of 10 points``."""
    known = {name: QUESTION.cell(row, name) for name in ("score", "max_score")}
    if pd.isna(row["max_score"]) or subject.index.unit_vi == "%":
        return voice_of(subject).say(SCORE, **known)
    return voice_of(subject).say(SCORE_OF_WHOLE if float(row["max_score"]).is_integer() else SCORE_OF, **known)


def _say_rank(subject: Subject, row: pd.Series) -> Text:
    """Say the place with its ties: ``xếp thứ 2/61``, ``ranked 5 of 61, level with 2 other provinces``."""
    voice, tied = voice_of(subject), row["tied_with"] > 0  # not known where not all places are
    known = {name: QUESTION.cell(row, name) for name in ("rank", "n_ranked", "tied_with")}
    if tied and row["score"] >= row["max_score"] - TOLERANCE:
        return voice.say(AT_MAXIMUM, **known)
    rank = voice.say(RANK if pd.isna(row["n_ranked"]) else RANK_OF, **known)
    return rank + voice.say(TIED, **known) if tied else rank


def _say_field(subject: Subject, row: pd.Series) -> Text:
    """Say among whom the rank of a retold year stands; nothing of published results."""
    if subject.back_cast:
        return voice_of(subject).say(AMONG_BACK_CAST)
    if _is_beside(subject, row):
        return voice_of(subject).say(AMONG_KEPT, n_others=computed(row["n_ranked"] - 1, "count", "n_others"))
    return Text()


def _say_since(subject: Subject, row: pd.Series) -> Text:
    """Say the change since the newest earlier year that may be compared; whoever stays first is said to stay first."""
    voice = voice_of(subject)
    known = {name: QUESTION.cell(row, name) for name in ("change", "rank_change", "year_before", "rank_before")}
    alone = not row["tied_with"] > 0  # a first place that others share is none to speak of
    if alone and row["rank"] == 1 and row["rank_change"] == 0:
        points = say_steps(voice, known["change"])
        still = STILL_FIRST if row["year_before"] == subject.year - 1 else FIRST_THEN_TOO
        return voice.say(still if points else FIRST_AS_BEFORE, steps=points, **known)
    steps = say_steps(voice, known["change"], known["rank_change"])
    if not steps:
        return steps
    fell = alone and row["rank_before"] == 1 and row["rank_change"] < 0
    return voice.say(WAS_FIRST if fell else SINCE, steps=steps, **known)


def _say_absence(subject: Subject, row: pd.Series) -> Text:
    """Say that the year has no figure of the place, and why as far as is known."""
    message, status = NOT_FOUND, row["status"]
    known = computed(row["n_known_below"], "count", "n_known")
    if status == PARTS_ONLY:
        message = PARTS_KNOWN
    elif subject.back_cast:
        message = NOT_WHOLE
    elif status == "no_score" and not subject.rows["kind"].isin(SINGLE_KINDS).any():
        message = NOT_PUBLISHED
    about_it: dict[str, Bound] = {"who": who(subject), "matter": matter(subject), "year": this_year(subject)}
    return voice_of(subject).say(message, n_known=known, **about_it)
