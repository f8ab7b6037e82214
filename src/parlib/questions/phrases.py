"""Parts of sentences that several questions say: how far above or below, how many places, which p (cụm từ chung)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from parlib.language import Cell, Message, Text, Voice, about, computed, join_texts
from parlib.language.kinds import SMALL_P
from parlib.subject import Subject
from parlib.wording.phrases import NOISE, is_exactly_zero, is_zero

MOST_NAMED = 3
"""Losses that an answer names."""

ABOVE = Message("cao hơn {than} {gap:points}", "{gap:points} above {than}")
BELOW = Message("thấp hơn {than} {gap:points}", "{gap:points} below {than}")
EQUAL = Message("bằng {than}", "equal to {than}")
ALMOST_EQUAL = Message("gần bằng {than}", "almost equal to {than}")

ONE_PLACE = Message("{count:size} bậc", "{count:size} place")
PLACES = Message("{count:size} bậc", "{count:size} places")

CHANCE = Message("{name} = {value}", "{name} = {value}")
SMALL_CHANCE = Message("{name} {value}", "{name} {value}")
"""Of a value that is written with its own sign: ``p < 0,001``."""

NOT_SATISFIED = Message("Chưa hài lòng (%)", "Not satisfied (%)")
NOT_SATISFIED_BEFORE = Message("Chưa hài lòng kỳ trước (%)", "Not satisfied before (%)")

AND_OTHERS = Message("{names} và {n_more} {place} khác", "{names} and {n_more} {n_more:=other|others}")

TAKEN_BACK = Message(
    "Mức tăng, giảm so với trung bình {whole} bình quân bị đảo lại khoảng {taken_back:whole} ngay năm sau: chưa nên "
    "khen hoặc phê bình chỉ căn cứ một năm.",
    "Of a change against the {national} mean, about {taken_back:whole} is taken back the next year on average: one "
    "year alone is no ground for praise or blame.",
)
LARGEST_TAKEN_BACK = Message(
    "Thay đổi lớn nhất của một năm thường bị đảo lại một phần ngay năm sau: chưa nên khen hoặc phê bình chỉ căn cứ "
    "một năm.",
    "The largest changes of a year are usually taken back in part the next: one year alone is no ground for praise or "
    "blame.",
)
"""The same of several components, each with a share of its own."""
LASTS = Message(
    "Chênh lệch giữa các {places} trong một năm chỉ giữ được một phần lâu dài (phần bền vững); phần còn lại mất đi sau "
    "một năm, nên {place} ở nhóm đầu thường lùi, ở nhóm cuối thường lên, kể cả khi không có tác động nào.",
    "Of the differences between {places} in one year a share is there to stay (“Lasts”); the rest is gone a year on, "
    "so the top usually falls back and the bottom usually rises, even where nothing is done.",
)
"""What stands beside a strength, a weakness, a new loss and what may be recovered."""

MOVED_PARTS = Message(
    "Mức thay đổi này gồm cả phần của các nội dung mà gần như mọi {place} cùng tăng hoặc cùng giảm, câu hỏi hoặc cách "
    "tính đã hoặc có thể đã thay đổi: {parts}.",
    "Part of this change lies in components on which nearly all {places} moved alike, whose questions or method "
    "changed or may have changed: {parts}.",
)
MOVED_PART = Message(
    "“{component}” năm {year} (bình quân {moved} điểm)", "“{component}” in {year} ({moved} points on average)"
)

NAME = Message("{name}", "{name}")
QUOTED = Message("“{name}”", "“{name}”")


def say_gap(voice: Voice, gap: Cell, than: Text) -> Text:
    """Say how far above or below something: ``cao hơn trung bình cả nước 0,97 điểm``.

    Examples
    --------
    >>> from parlib.language import computed
    >>> from parlib.terms import INDICES
    >>> voice, best = Voice("en", INDICES["papi"]), Text.of("the best province")
    >>> [str(say_gap(voice, computed(gap, "change", "gap"), best)) for gap in (-0.21, 0.001)]
    ['0.21 points below the best province', 'almost equal to the best province']
    """
    if is_zero(gap.number, voice.index):
        return voice.say(EQUAL if is_exactly_zero(gap.number) else ALMOST_EQUAL, than=than)
    return voice.say(ABOVE if gap.number > 0 else BELOW, gap=gap, than=than)


def say_places(voice: Voice, count: Cell) -> Text:
    """Say a number of places in the ranking: ``4 bậc``, ``1 place``.

    Examples
    --------
    >>> from parlib.language import computed
    >>> from parlib.terms import INDICES
    >>> [str(say_places(Voice("en", INDICES["papi"]), computed(n, "rank_change", "n"))) for n in (-4, 1)]
    ['4 places', '1 place']
    """
    return voice.say(ONE_PLACE if abs(round(count.number)) == 1 else PLACES, count=count)


def count_unnamed(count: int, name: str) -> dict[str, int]:
    """Return how many of those that share an end are not named, by what the exhibit calls it; nothing where all are.

    Examples
    --------
    >>> count_unnamed(5, "n_best_more"), count_unnamed(2, "n_best_more")
    ({'n_best_more': 2}, {})
    """
    return {name: count - MOST_NAMED} if count > MOST_NAMED else {}


def name_places(voice: Voice, names: Sequence[Cell], figure: str) -> Text:
    """Name the places that share an end, three at most, and say how many more there are (`count_unnamed`).

    Examples
    --------
    >>> from parlib.terms import INDICES
    >>> voice, names = Voice("en", INDICES["papi"]), [computed(name, "text", "a") for name in "ABCDE"]
    >>> str(name_places(voice, names, "n_best_more")), str(name_places(voice, names[:2], "n_best_more"))
    ('A, B, C and 2 others', 'A and B')
    """
    more = count_unnamed(len(names), figure)
    if not more:
        return voice.join(names)
    named = join_texts([voice.say(NAME, name=name) for name in names[:MOST_NAMED]], ", ")
    return voice.say(AND_OTHERS, names=named, n_more=computed(more[figure], "count", figure))


def say_chance(voice: Voice, name: str, value: Cell) -> Text:
    """Say a p or q of a test: ``p = 0,012``, ``p < 0,001``."""
    return voice.say(SMALL_CHANCE if value.number < SMALL_P else CHANCE, name=name, value=value)


LEVEL = Message(", cùng mức còn {n_level} nội dung khác", ", with {n_level} {n_level:=other|others} at the same level")
LEVEL_OF_REASONS = Message(
    ", cùng mức còn {n_level} lý do khác", ", with {n_level} {n_level:=other|others} at the same level"
)
LEVEL_OF_PLACES = Message(
    ", cùng mức còn {n_level} {place} khác", ", with {n_level} {n_level:=other|others} at the same level"
)
LEVEL_OF_UNITS = Message(
    ", cùng mức còn {n_level} nơi khác", ", with {n_level} {n_level:=other|others} at the same level"
)
"""Of agencies, communes, fields: whatever holds dossiers."""
LEVEL_OF_AGENCIES = Message(
    ", cùng mức còn {n_level} cơ quan khác", ", with {n_level} {n_level:=other|others} at the same level"
)


NO_PART = {
    False: Message("Không thành phần nào", "No part"),
    True: Message("Trong các thành phần có số liệu, không thành phần nào", "Of the parts with figures, none"),
}
"""By whether some parts have no figures."""

FROM_MINIMUM = Message(
    "Tỷ lệ điểm đạt được về {index} tính trên khoảng từ điểm tối thiểu đến điểm tối đa.",
    "Shares of {index} are of the way from minimum to maximum.",
)


def count_level(rows: pd.DataFrame, column: str, n_named: int) -> dict[str, int]:
    """Return how many rows are level with the last of the first *told*, which a sentence names; nothing where none is.

    Parameters
    ----------
    rows : pandas.DataFrame
        Largest first; a column ``n_equal`` says how many of a longer table hold the same, else these rows are all.

    Examples
    --------
    >>> rows = pd.DataFrame({"lost": [2.0, 1.0, 1.0, 1.0, 0.5]})
    >>> count_level(rows, "lost", 2), count_level(rows, "lost", 4), count_level(rows.assign(n_equal=7), "lost", 1)
    ({'n_level': 2}, {}, {'n_level': 6})
    """
    named = rows[column].iloc[:n_named]
    if named.empty:
        return {}
    same = (rows[column] - named.iloc[-1]).abs() <= NOISE
    equal = int(rows["n_equal"].iloc[len(named) - 1]) if "n_equal" in rows else int(same.sum())
    more = equal - int(same.iloc[: len(named)].sum())
    return {"n_level": more} if more > 0 else {}


def count_at_end(values: pd.Series, name: str, largest: bool = True) -> dict[str, int]:
    """Return how many others share the largest value (or the smallest), by what the exhibit calls it; nothing for none.

    Examples
    --------
    >>> count_at_end(pd.Series([3.0, 3.0, 1.0]), "n_most_level"), count_at_end(pd.Series([3.0, 1.0]), "n_most_level")
    ({'n_most_level': 1}, {})
    """
    end = values.max() if largest else values.min()
    others = int(((values - end).abs() <= NOISE).sum()) - 1
    return {name: others} if others > 0 else {}


def say_level(voice: Voice, level: Mapping[str, int], message: Message = LEVEL) -> Text:
    """Say how many others hold as much as the last that is named (`count_level`); nothing where none does.

    Parameters
    ----------
    level : mapping
        The count, by what the exhibit calls it among its figures.
    message : Message
        Says it of the things that are counted.
    """
    name = next(iter(level), "")
    return voice.say(message, n_level=computed(level[name], "count", name)) if level else Text()


def note_minimum(subject: Subject) -> Text:
    """Say that a share is counted from the minimum of a scale that begins above zero; nothing of another scale."""
    if not subject.tree["min_score"].gt(0).any():
        return Text()
    voice = Voice(subject.language, subject.index)
    return voice.say(FROM_MINIMUM, index=about(subject.index.call(subject.language), "index"))


def is_of_people(subject: Subject) -> bool:
    """Tell whether scores are shares of satisfied people, so that what is missing are people, not points."""
    return subject.index.of_people


def name_lost(subject: Subject) -> dict[str, str]:
    """Return the heads of what was lost where these are people who are not satisfied, not points."""
    if not is_of_people(subject):
        return {}
    voice = Voice(subject.language, subject.index)
    return {"lost": str(voice.say(NOT_SATISFIED)), "lost_before": str(voice.say(NOT_SATISFIED_BEFORE))}


def quote(voice: Voice, name: Cell | Text) -> Text:
    """Return a name in quotation marks: ``“Kiểm soát tham nhũng”``."""
    return voice.say(QUOTED, name=name)


UP, DOWN = Message("tăng {amount}", "up {amount}"), Message("giảm {amount}", "down {amount}")
SAME_POINTS = Message("không đổi về điểm", "unchanged in points")
ALMOST_SAME_POINTS = Message("hầu như không đổi về điểm", "almost unchanged in points")
SAME_RANK = Message("giữ nguyên thứ hạng", "unchanged in rank")
BUT = Message("{points} nhưng {places_moved}", "{points} but {places_moved}")
AND = Message("{points} và {places_moved}", "{points} and {places_moved}")
POINTS = Message("{change:points}", "{change:points}")


def say_steps(voice: Voice, change: Cell, rank_change: Cell | None = None) -> Text:
    """Say a change in points and places, as far as they are known; who rises in one may fall in the other.

    Examples
    --------
    >>> from parlib.language import computed
    >>> from parlib.terms import INDICES
    >>> voice = Voice("vi", INDICES["papi"])
    >>> def told(change, places):
    ...     return str(say_steps(voice, computed(change, "change", "a"), computed(places, "rank_change", "b")))
    >>> told(0.35, 4), told(0.35, -4)
    ('tăng 0,35 điểm và 4 bậc', 'tăng 0,35 điểm nhưng giảm 4 bậc')
    >>> told(0.0, 0), told(0.001, 0)
    ('không đổi về điểm và giữ nguyên thứ hạng', 'hầu như không đổi về điểm và giữ nguyên thứ hạng')
    """
    points = 0.0 if is_zero(change.number, voice.index) else change.number
    places = float("nan") if rank_change is None else rank_change.number
    moved = Text() if rank_change is None or pd.isna(places) else say_places(voice, rank_change)
    known = {}
    if not pd.isna(points):
        same = SAME_POINTS if is_exactly_zero(change.number) else ALMOST_SAME_POINTS
        known["points"] = _say_way(voice, points, voice.say(POINTS, change=change), same)
    if not pd.isna(places):
        known["places_moved"] = _say_way(voice, places, moved, SAME_RANK)
    if len(known) < 2:
        return next(iter(known.values()), Text())
    if points * places > 0:
        return voice.say(AND, points=known["points"], places_moved=moved)
    return voice.say(AND if points == places else BUT, **known)


def _say_way(voice: Voice, way: float, amount: Text, same: Message) -> Text:
    return voice.say(UP if way > 0 else DOWN if way < 0 else same, amount=amount)


def say_taken_back(voice: Voice, taken_back: float) -> Text:
    """Say how much of a change the next year usually takes back; nothing where that is not known.

    The exhibit gives the share as its figure ``taken_back``.

    Examples
    --------
    >>> from parlib.terms import INDICES
    >>> str(say_taken_back(Voice("en", INDICES["papi"]), 0.44)).partition(":")[0]
    'Of a change against the national mean, about 44% is taken back the next year on average'
    """
    if pd.isna(taken_back):
        return Text()
    return voice.say(TAKEN_BACK, taken_back=computed(taken_back, "share", "taken_back"))


def say_lasts(voice: Voice, table: pd.DataFrame) -> Text:
    """Say what the column ``lasting_share`` is and what follows for the first and the last; nothing without figures."""
    known = "lasting_share" in table and table["lasting_share"].notna().any()
    return voice.say(LASTS) if known else Text()


def drop_unknown_lasting(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table without the column ``lasting_share`` where nothing is known of it."""
    return table if table["lasting_share"].notna().any() else table.drop(columns="lasting_share")


def say_moved_parts(voice: Voice, moved: pd.DataFrame) -> Text:
    """Say which parts moved alike in nearly all places within a change that is told; nothing where none did.

    Parameters
    ----------
    moved : pandas.DataFrame
        `parlib.study.moved.list_moved_parts`, of the years that the change lies in. The exhibit gives what each moved
        by as a figure (`count_moved_parts`).

    Examples
    --------
    >>> from parlib.terms import INDICES
    >>> moved = pd.DataFrame({"year": [2019], "component_code": "7.1", "component": "Water", "moved": -0.97})
    >>> str(say_moved_parts(Voice("en", INDICES["papi"]), moved)).partition(": ")[2]
    '“Water” in 2019 (−0.97 points on average).'
    """
    if moved.empty:
        return Text()
    parts = [
        voice.say(
            MOVED_PART,
            component=about(row.component, "component"),
            year=computed(row.year, "year", f"year_{row.component_code}_{row.year}"),
            moved=computed(row.moved, "change", f"moved_{row.component_code}_{row.year}"),
        )
        for row in moved.itertuples()
    ]
    return voice.say(MOVED_PARTS, parts=voice.join(parts))


def count_moved_parts(moved: pd.DataFrame) -> dict[str, float]:
    """Return the figures that `say_moved_parts` tells, by name."""
    told: dict[str, float] = {}
    for row in moved.itertuples():
        told[f"year_{row.component_code}_{row.year}"] = float(row.year)
        told[f"moved_{row.component_code}_{row.year}"] = float(row.moved)
    return told
