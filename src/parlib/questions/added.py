"""How the points lost on parts make up those of a score that is published, not added up (cộng điểm các thành phần)."""

from __future__ import annotations

import pandas as pd

from parlib.language import Message, Text, join_texts, method
from parlib.questions import headline
from parlib.questions.present import voice_of
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.terms import TOLERANCE

NOT_ADDED = Message(
    "Điểm của chỉ số này không phải tổng các thành phần: không cộng, không tính tỷ trọng giữa các thành phần.",
    "This score is not the sum of its parts: nothing is added up or shared out over the parts.",
)
WEIGHTED = Message(
    "Điểm của từng thành phần đã nhân trọng số, nên điểm mất cộng lại thành điểm mất chung.",
    "The points of each part are times its weight, so the losses add up to that of the whole.",
)
REST = Message(
    "Dòng không có thứ hạng là phần điểm chung còn lại, suy ra theo trọng số năm {weights} (được giả định giữ nguyên "
    "cho các năm sau): chỉ biết cả nhóm, không biết từng chỉ số.",
    "The row without a rank is what is left of the total, derived under the weights of {weights} (taken to hold in the "
    "years after): the group is known, its single indices are not.",
)
MISMATCH = Message(
    "Các thành phần cộng lại được {parts}, điểm công bố là {own}: hai con số của nguồn không khớp.",
    "The parts make {parts}, the published score is {own}: the two figures of the source do not agree.",
)
YEAR_OF_WEIGHTS = 2022
"""Year whose weights of the index are published."""


def say_added(subject: Subject, question: Question, losses: pd.DataFrame, position: pd.DataFrame) -> Text:
    """Say how the losses of the parts make up that of a score that is published, not added up."""
    voice, total, own = voice_of(subject), losses.iloc[-1], position.iloc[0]
    if subject.leaf["combine"] != "published":
        return Text()
    if not subject.weighted:
        return voice.say(NOT_ADDED)
    sentences = [voice.say(WEIGHTED)]
    if (losses["component_code"].str.contains("-") & losses["rank"].isna()).any():
        sentences.append(voice.say(REST, weights=method(YEAR_OF_WEIGHTS, "year", "weights")))
    if abs(total["score"] - own["score"]) > 0.5 * 10**-subject.index.decimals + TOLERANCE:
        sentences.append(
            voice.say(MISMATCH, parts=question.cell(total, "score"), own=headline.bind_score(subject, position))
        )
    return join_texts(sentences)
