"""How do two provinces, or two years of one, stand to each other? (so sánh hai bên).

On a page of comparison *subject* is what the page is about, *other* what it is held against.
"""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate, list_known
from parlib.language import Message, Text, about, join_texts
from parlib.questions.phrases import say_places
from parlib.questions.present import edition, present, this_year, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.wording.phrases import is_exactly_zero, is_zero

QUESTION = Question(
    name="two_sides",
    title=Message("So sánh hai bên", "Both sides"),
    columns=("side", "year", "score", "max_score", "share", "rank", "n_ranked", "difference", "rank_difference"),
    pages=("compare",),
    gate=Gate(needs_table=False),
)

PLACE = Message("{place_name}", "{place_name}")
YEAR = Message("năm {year}", "{year}")
PLACE_IN_YEAR = Message("{place_name} {year}", "{place_name} {year}")
RANK_HEAD = Message("{side}, thứ hạng", "{side}, rank")
SHARE_HEAD = Message("{side}, tỷ lệ điểm đạt được", "{side}, share reached")

BOTH = Message("{editions} – {mine}; {theirs}.", "{editions} – {mine}; {theirs}.")
SIDE = Message("{side}: {figures}", "{side}: {figures}")
SCORE = Message("{score:unit}", "{score:unit}")
RANK = Message("thứ {rank}", "rank {rank}")
RANK_OF = Message("thứ {rank}/{n_ranked}", "rank {rank}/{n_ranked}")
NO_FIGURE = Message("không có số liệu", "no figure")
APART = Message("{mine} {gaps} so với {theirs}.", "{mine} {gaps} compared with {theirs}.")
BUT = Message("{points} nhưng {places_apart}", "{points} but {places_apart}")
HIGHER = Message("cao hơn {gap:points}", "is {gap:points} higher")
LOWER = Message("thấp hơn {gap:points}", "is {gap:points} lower")
SAME_SCORE = Message("bằng điểm", "has the same score")
ALMOST_SAME_SCORE = Message("gần bằng điểm", "has almost the same score")
BETTER = Message("đứng trên {steps}", "stands {steps} above")
WORSE = Message("đứng dưới {steps}", "stands {steps} below")
SAME_RANK = Message("cùng thứ hạng", "has the same rank")
REFUSED = Message(
    "Không so sánh điểm và thứ hạng chung của hai năm: bộ chỉ số hoặc thang điểm đã đổi giữa {then} và {now}.",
    "Total scores and ranks of the two years are not compared: the framework or the scale changed between {then} and "
    "{now}.",
)
REFUSED_UNSURE = Message(
    "Không so sánh điểm và thứ hạng chung của hai năm: giữa {then} và {now}, câu hỏi hoặc cách tính có thể đã thay "
    "đổi, chưa có tài liệu xác nhận.",
    "Total scores and ranks of the two years are not compared: between {then} and {now} the questions or the method "
    "may have changed, which no document at hand confirms.",
)


def show(subject: Subject, other: Subject, sides: pd.DataFrame, compared: pd.DataFrame) -> Exhibit:
    """Show score, share and rank of both sides, and how far apart they are.

    Parameters
    ----------
    sides : pandas.DataFrame
        `parlib.study.compare.describe_sides`.
    compared : pandas.DataFrame
        `parlib.study.compare.compare_subjects`.
    """
    absent = sides[["score", "rank"]].isna().all(axis=1).any()
    note = subject.index.rank_note_vi if subject.language == "vi" else subject.index.rank_note_en
    return present(
        QUESTION,
        subject,
        say(subject, other, sides, compared),
        lay_table(subject, other, sides, compared),
        note=None if absent else Text.of(note),
        status="no_score" if absent else "done",
    )


def name_sides(subject: Subject, other: Subject) -> tuple[Text, Text]:
    """Return what both sides are called within a sentence, the subject first: two places, or two years of one."""
    voice, sides = voice_of(subject), []
    for side, mark in ((subject, ""), (other, "other_")):
        place, year = about(side.province, f"{mark}province_name"), about(side.year, f"{mark}year", "year")
        same_year, same_place = subject.year == other.year, subject.province_code == other.province_code
        message = PLACE if same_year else YEAR if same_place else PLACE_IN_YEAR
        sides.append(voice.say(message, place_name=place, year=year))
    return sides[0], sides[1]


def name_heads(subject: Subject, other: Subject) -> tuple[str, str]:
    """Return both sides as heads of columns and names of lines, each with a capital letter."""
    mine, theirs = name_sides(subject, other)
    return str(mine.capitalise()), str(theirs.capitalise())


def head_columns(subject: Subject, other: Subject) -> dict[str, str]:
    """Return the heads of the columns that stand twice in a table, once for either side."""
    heads, voice = {}, voice_of(subject)
    for side, name in zip(("second", "first"), name_sides(subject, other), strict=True):
        head = name.capitalise()
        heads[f"score_{side}"] = str(head)
        heads[f"rank_{side}"] = str(voice.say(RANK_HEAD, side=head))
        heads[f"share_{side}"] = str(voice.say(SHARE_HEAD, side=head))
    return heads


def fall_silent(question: Question, subject: Subject, other: Subject, *needs: str) -> Exhibit:
    """Return an exhibit that is not shown, and says which of both sides lacks what."""
    lacking = ((side, need) for need in needs for side in (other, subject) if not list_known(side)[need])
    side, need = next(lacking, (subject, ""))
    return present(question, side, Text(), pd.DataFrame(), chart="none", lacking=need)


def lay_table(subject: Subject, other: Subject, sides: pd.DataFrame, compared: pd.DataFrame) -> pd.DataFrame:
    """Return one row a side; how far they are apart stands with the subject, where they may be compared."""
    table = sides.assign(side=list(name_heads(subject, other))).reset_index(drop=True)
    table = table[["side", "year", "score", "max_score", "share", "rank", "n_ranked"]]
    whole = _find_whole(subject, compared)
    gaps = {name: [whole[name], float("nan")] for name in ("difference", "rank_difference") if pd.notna(whole[name])}
    return table.assign(**gaps)


def say(subject: Subject, other: Subject, sides: pd.DataFrame, compared: pd.DataFrame) -> Text:
    """Say score and place of both, and how far apart they are; or plainly that they may not be compared."""
    return join_texts([say_both(subject, other, sides, compared), say_apart(subject, other, sides, compared)])


def say_both(subject: Subject, other: Subject, sides: pd.DataFrame, compared: pd.DataFrame) -> Text:
    """Say score and place of both."""
    voice, table = voice_of(subject), lay_table(subject, other, sides, compared)
    mine, theirs = (_say_side(row, subject) for _, row in table.iterrows())
    editions = {side.year: edition(side) for side in (subject, other)}
    named = voice.join([editions[year] for year in sorted(editions)])
    return voice.say(BOTH, editions=named, mine=mine, theirs=theirs)


def say_apart(subject: Subject, other: Subject, sides: pd.DataFrame, compared: pd.DataFrame) -> Text:
    """Say how far apart both are, or plainly that they may not be compared."""
    voice, table = voice_of(subject), lay_table(subject, other, sides, compared)
    whole = _find_whole(subject, compared)
    if not whole["comparable"]:
        years = {"then": about(other.year, "other_year", "year"), "now": this_year(subject)}
        if other.year > subject.year:
            years = {"then": years["now"], "now": years["then"]}
        return voice.say(REFUSED_UNSURE if whole["unsure"] else REFUSED, **years)
    gaps = _say_gaps(table.iloc[0], subject)
    mine, theirs = name_sides(subject, other)
    return voice.say(APART, mine=mine.capitalise(), gaps=gaps, theirs=theirs) if gaps else Text()


def _find_whole(subject: Subject, compared: pd.DataFrame) -> pd.Series:
    return compared[compared["component_code"] == subject.component_code].iloc[0]


def _say_side(row: pd.Series, subject: Subject) -> Text:
    voice, parts = voice_of(subject), []
    if pd.notna(row["score"]):
        parts.append(voice.say(SCORE, score=QUESTION.cell(row, "score")))
    if pd.notna(row["rank"]):
        ranks = {name: QUESTION.cell(row, name) for name in ("rank", "n_ranked")}
        parts.append(voice.say(RANK if pd.isna(row["n_ranked"]) else RANK_OF, **ranks))
    figures = join_texts(parts, ", ") if parts else voice.say(NO_FIGURE)
    return voice.say(SIDE, side=QUESTION.cell(row, "side"), figures=figures)


def _say_gaps(row: pd.Series, subject: Subject) -> Text:
    """Say how far the subject stands above or below the other side, in points and places, as far as they are known."""
    voice, found = voice_of(subject), {}
    points, places = row.get("difference"), row.get("rank_difference")
    if pd.notna(points):
        if is_zero(points, subject.index):
            message = SAME_SCORE if is_exactly_zero(points) else ALMOST_SAME_SCORE
        else:
            message = HIGHER if points > 0 else LOWER
        found["points"] = voice.say(message, gap=QUESTION.cell(row, "difference"))
    if pd.notna(places):
        message = SAME_RANK if places == 0 else BETTER if places > 0 else WORSE
        found["places_apart"] = voice.say(message, steps=say_places(voice, QUESTION.cell(row, "rank_difference")))
    if len(found) == 2 and points * places < 0:
        return voice.say(BUT, **found)
    return voice.join(list(found.values()))
