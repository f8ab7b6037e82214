"""Which ranks may the province hold, given the error of its score? (khoảng thứ hạng)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed, method
from parlib.questions.present import confidence, present, say_unit, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject

QUESTION = Question(
    name="certainty",
    title=Message("Khoảng thứ hạng", "Range of ranks"),
    columns=("province", "score", "low", "high", "rank", "rank_low", "rank_high", "role"),
    pages=("component", "province"),
    chart="interval",
    gate=Gate(("own", "nation", "rank")),
    stand=Stand(
        slide=50,
        mixed_units=True,
        report=(
            Passage("result_certainty", 10, table=False),
            Passage("component_prospect", 40, table=False, picture=False),
        ),
    ),
)

SHOWN_AROUND = 12
"""Places shown above and below the subject's where all would not be read."""

FINDING = Message("Hạng {rank}; {error}, {span}. {apart}", "The rank of {rank} {span} {error}. {apart}")
RANGE = Message("có thể từ hạng {low} đến hạng {high}", "may lie between {low} and {high}")
FIXED = Message("không đổi", "does not change")
SAMPLING = Message("tính cả sai số chọn mẫu", "given sampling error")
MOVEMENT = Message(
    "nếu điểm dao động như giữa các năm (độ lệch chuẩn {spread:points}, bằng {ratio} lần chênh lệch giữa các {places})",
    "if scores move as they do from year to year (standard deviation {spread:points}, {ratio} times that between "
    "{places})",
)
APART = Message("Trong {others} {places} khác, phân biệt được {found}.", "Of the other {others}, {found}.")
NOT_APART = Message(
    "Không phân biệt được với {place} nào trong {others} {places} khác.",
    "No {place} of the other {others} can be told apart from it.",
)
SIDES = {
    "n_better": Message("{count} {places} cao hơn", "{count} can be told to be better"),
    "n_worse": Message("{count} {places} thấp hơn", "{count} can be told to be worse"),
}
SETS = Message(
    "Tập thứ hạng theo Mogstad, Romano, Shaikh và Wilhelm ({published}), mức {confidence:whole}, riêng cho từng "
    "{places}; {place} đồng điểm cùng hưởng hạng tốt hơn. {interval}",
    "Sets of ranks after Mogstad, Romano, Shaikh and Wilhelm ({published}), at {confidence:whole}, for each {place} by "
    "itself; equal scores share the better rank. {interval}",
)
INTERVALS = {
    "sample": Message(
        "Khoảng điểm: Wilson {confidence:whole} từ cỡ mẫu của từng {places}.",
        "Intervals of scores: Wilson {confidence:whole} from each {place}'s sample size.",
    ),
    "movement": Message(
        "Nguồn không công bố sai số: mức dao động là phần chênh lệch giữa các {places} chỉ tồn tại trong một năm, gồm "
        "cả thay đổi thật nhưng ngắn hạn; đây không phải khoảng tin cậy của thứ hạng đã công bố.",
        "The source publishes no errors: the movement is the part of the differences between {places} that is gone a "
        "year on, true but short-lived change with it; this is not a confidence interval of the published rank.",
    ),
}


def show(subject: Subject, ranges: pd.DataFrame, certainty: pd.DataFrame) -> Exhibit:
    """Show the ranks that the province and those around it may hold.

    Parameters
    ----------
    ranges : pandas.DataFrame
        `parlib.study.certainty.measure_rank_ranges`.
    certainty : pandas.DataFrame
        `parlib.study.certainty.measure_certainty`.
    """
    if certainty.empty or ranges.empty:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none")
    row, place = certainty.iloc[0], ranges.index[ranges["role"] == "subject"][0]
    around = ranges.loc[max(0, place - SHOWN_AROUND) : place + SHOWN_AROUND].reset_index(drop=True)
    table, figures = around[QUESTION.names], _count_others(row)
    return present(
        QUESTION,
        subject,
        _say_range(table, row["method"], figures, subject),
        table,
        note=say_method(row["method"], subject),
        figures=figures,
        unit=say_unit(subject),
        decimals=subject.index.decimals,
    )


def say_method(errors: str, subject: Subject) -> Text:
    """Name what a set of ranks is, and what it is not.

    Parameters
    ----------
    errors : {"sample", "movement"}
        What the error of the scores is: of sampling, or what passes from one year to the next.
    """
    voice, numbers = voice_of(subject), {"confidence": confidence(), "published": method(2024, "year", "published")}
    return voice.say(SETS, **numbers, interval=voice.say(INTERVALS[errors], **numbers))


def _count_others(row: pd.Series) -> dict[str, float]:
    """Return the error, and how many others can be told to be better or worse, and cannot be told."""
    figures = row[["spread", "spread_ratio", "n_better", "n_worse", "n_untold"]].dropna().to_dict()
    return figures | {"n_others": sum(figures[name] for name in ("n_better", "n_worse", "n_untold"))}


def _say_range(table: pd.DataFrame, errors: str, figures: dict[str, float], subject: Subject) -> Text:
    """Say the range of ranks, what error it comes from, and how many others can be told from the province."""
    voice = voice_of(subject)
    own = table[table["role"] == "subject"].iloc[0]
    rank, low, high = (QUESTION.cell(own, name) for name in ("rank", "rank_low", "rank_high"))
    span = voice.say(FIXED if low.value == high.value else RANGE, low=low, high=high)
    error = voice.say(SAMPLING)
    if errors != "sample":
        ratio = computed(figures["spread_ratio"], "tenth", "spread_ratio")
        error = voice.say(MOVEMENT, spread=computed(figures["spread"], "score", "spread"), ratio=ratio)
    return voice.say(FINDING, rank=rank, error=error, span=span, apart=_say_apart(figures, subject))


def _say_apart(figures: dict[str, float], subject: Subject) -> Text:
    voice, counts = voice_of(subject), {name: computed(figures[name], "count", name) for name in (*SIDES, "n_others")}
    found = [voice.say(message, count=counts[name]) for name, message in SIDES.items() if figures[name]]
    message = APART if found else NOT_APART
    return voice.say(message, others=counts["n_others"], found=voice.join(found))
