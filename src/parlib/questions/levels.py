"""How closely do the parts go together, at each level? (độ gắn kết theo cấp)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, join_texts
from parlib.questions.columns import Column
from parlib.questions.present import confidence, name_part, present, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject

QUESTION = Question(
    name="levels",
    title=Message("Độ gắn kết theo cấp", "Coherence by level"),
    columns=(
        "component_code",
        "component",
        Column("n_parts", "count", "Số thành phần", "Parts"),
        "mean_r",
        "lowest_r",
        "highest_r",
        "alpha",
        "alpha_low",
        "alpha_high",
        "first_axis_share",
        "n",
    ),
    pages=("national",),
    gate=Gate(("nation_parts",)),
)

WHOLE = Message(
    "Cronbach α của {n_parts} thành phần là {alpha} ({level:whole}: {alpha_low} – {alpha_high})",
    "Cronbach's alpha of the {n_parts} parts is {alpha} ({level:whole}: {alpha_low} – {alpha_high})",
)
BELOW = Message(
    "ở cấp dưới, gắn kết nhất là {most} ({high}), rời rạc nhất là {least} ({low})",
    "one level down, {most} holds together most ({high}) and {least} least ({low})",
)
NOTE = Message(
    "Cronbach α hỏi các thành phần có đo cùng một điều không (khoảng Feldt). Một chỉ số gồm nhiều nhiệm vụ khác nhau "
    "không nhất thiết phải có α cao; α thấp nghĩa là điểm chung che lấp khác biệt giữa các thành phần.",
    "Cronbach's alpha asks whether the parts measure one thing (Feldt's interval). An index of different duties need "
    "not have a high alpha; a low one means that the total hides differences between its parts.",
)


def show(subject: Subject, levels: pd.DataFrame) -> Exhibit:
    """Show at each level how closely the parts go together: correlations, Cronbach's alpha, first axis.

    Parameters
    ----------
    levels : pandas.DataFrame
        `parlib.study.structure.summarise_structure`.
    """
    named = levels.rename(columns={"low": "alpha_low", "high": "alpha_high"}).reset_index(drop=True)
    table = named[QUESTION.names]
    if table.empty:
        return present(QUESTION, subject, Text(), table, chart="text")
    whole, below = _say_whole(subject, named), _say_below(subject, named)
    finding = join_texts([whole, below], "; ").capitalise() + "."
    return present(QUESTION, subject, finding, table, note=voice_of(subject).say(NOTE))


def _say_whole(subject: Subject, levels: pd.DataFrame) -> Text:
    """Say Cronbach's alpha of the component's own parts."""
    rows = levels[levels["component_code"] == subject.component_code]
    if rows.empty:
        return Text()
    cells = {name: QUESTION.cell(rows.iloc[0], name) for name in ("n_parts", "alpha", "alpha_low", "alpha_high")}
    return voice_of(subject).say(WHOLE, level=confidence(), **cells)


def _say_below(subject: Subject, levels: pd.DataFrame) -> Text:
    """Say which of the components one level down hold together most and least."""
    parts, voice = levels[levels["component_code"] != subject.component_code], voice_of(subject)
    parts = parts[parts["level"] == parts["level"].min()]
    if len(parts) < 2:
        return Text()
    most, least = (parts.loc[parts["alpha"].astype(float).agg(end)] for end in ("idxmax", "idxmin"))
    return voice.say(
        BELOW,
        most=name_part(QUESTION, most, voice),
        high=QUESTION.cell(most, "alpha"),
        least=name_part(QUESTION, least, voice),
        low=QUESTION.cell(least, "alpha"),
    )
