"""What a set of ranks is."""

from __future__ import annotations

import pandas as pd

from parlib.subject import Subject
from parlib.wording.phrases import say


def say_certainty_method(certainty: pd.DataFrame, subject: Subject) -> str:
    """Name what the range is, and what it is not."""
    if certainty.empty:
        return ""
    language = subject.language
    sets = say(
        language,
        "Tập thứ hạng theo Mogstad, Romano, Shaikh và Wilhelm (2024), mức 95%, riêng cho từng tỉnh; tỉnh đồng điểm cùng hưởng hạng tốt hơn.",
        "Sets of ranks after Mogstad, Romano, Shaikh and Wilhelm (2024), at 95%, for each province by itself; equal scores share the better rank.",
    )
    if certainty.iloc[0]["method"] == "sample":
        return sets + say(language, " Khoảng điểm: Wilson 95% từ cỡ mẫu của từng tỉnh.",
                          " Intervals of scores: Wilson 95% from each province's sample size.")  # fmt: skip
    return sets + say(
        language,
        " Nguồn không công bố sai số: mức dao động là phần chênh lệch giữa các tỉnh chỉ tồn tại trong một năm, gồm cả thay đổi thật nhưng "
        "ngắn hạn; đây không phải khoảng tin cậy của thứ hạng đã công bố.",
        " The source publishes no errors: the movement is the part of the differences between provinces that is gone a year on, true but "
        "short-lived change with it; this is not a confidence interval of the published rank.",
    )
