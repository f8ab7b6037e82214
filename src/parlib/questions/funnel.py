"""Whose share of satisfied people does chance not explain? (nơi khác hẳn mức chung, ngoài dao động của mẫu)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed, method
from parlib.questions.columns import Column
from parlib.questions.present import matter, present, voice_of
from parlib.questions.question import Question
from parlib.questions.survey_shares import show_nothing
from parlib.subject import Subject
from parlib.terms import MAX_Q

MOST_NAMED = 3
"""Most places of a kind that the sentence names."""

QUESTION = Question(
    name="funnel",
    title=Message("Khác ngoài dao động mẫu", "Beyond sampling swings"),
    columns=(
        "province",
        "respondents",
        "satisfied_share",
        Column("low_share", "share", "Giới hạn dưới", "Lower limit"),
        Column("high_share", "share", "Giới hạn trên", "Upper limit"),
        "q_value",
        "verdict",
    ),
    pages=("national",),
    gate=Gate(otherwise="survey"),
    words={
        "above": Message("cao hơn rõ", "clearly above"),
        "high": Message("hơi cao, chưa rõ", "rather high, not clear"),
        "within": Message("trong dao động của mẫu", "within sampling swings"),
        "low": Message("hơi thấp, chưa rõ", "rather low, not clear"),
        "below": Message("thấp hơn rõ", "clearly below"),
    },
)

NOBODY = Message(
    "Không {place_or_city} nào trong {n_known} {places} có tỷ lệ hài lòng về {matter} khác mức chung {target} nhiều "
    "hơn dao động của mẫu.",
    "None of {n_known} {places} has a share of people satisfied with {matter} that differs from the common {target} by "
    "more than sampling explains.",
)
OUTSIDE = Message(
    "Mức chung về {matter} là {target}; {n_outside} trong {n_known} {places} khác mức chung nhiều hơn dao động của "
    "mẫu: {sides}.",
    "The common share for {matter} is {target}; {n_outside} of {n_known} {places} {n_outside:=differs|differ} from it "
    "by more than sampling explains: {sides}.",
)
SIDES = {
    "above": Message("cao hơn có {names}{more}", "above are {names}{more}"),
    "below": Message("thấp hơn có {names}{more}", "below are {names}{more}"),
}
NAMED = Message("{province} ({share})", "{province} ({share})")
MORE = Message(" và {n} nơi khác", " and {n} {n:=other|others}")
NOTE = Message(
    "Giới hạn {sigmas} sigma của biểu đồ phễu (Spiegelhalter, {source}): nơi nào có ít người trả lời thì tỷ lệ dao "
    "động nhiều hơn mà không phải do làm tốt hay kém; nếu mọi nơi như nhau thì gần như không nơi nào ra ngoài. Chỉ gọi "
    "là khác rõ khi ra ngoài giới hạn và q không quá {most_q} (mọi nơi là một họ kiểm định).{widened}",
    "Limits are {sigmas} sigma of a funnel plot (Spiegelhalter, {source}): a share of few respondents swings more, and "
    "that is no merit or fault; were all places alike, hardly any would lie outside. A place is called clearly above "
    "or below only outside these limits and with q of at most {most_q} among all places.{widened}",
)
WIDENED = Message(
    " Các {places} khác nhau nhiều hơn do lấy mẫu (bình phương độ lệch trung bình {ratio:hundredth}, ngẫu nhiên là "
    "{one}) nên giới hạn đã được nới theo độ khác nhau đó.",
    " The {places} differ by more than sampling (mean squared distance {ratio:hundredth}, chance gives {one}), so the "
    "limits are widened by how much they differ.",
)


def show(subject: Subject, funnel: pd.DataFrame) -> Exhibit:
    """Show whose share of satisfied people differs by more than the number of answers explains.

    Parameters
    ----------
    funnel : pandas.DataFrame
        `parlib.study.survey.list_funnel`.
    """
    if funnel.empty:
        return show_nothing(QUESTION, subject)
    voice = voice_of(subject)
    words = {name: str(QUESTION.word(name, voice)) for name in QUESTION.words}
    outside = funnel[funnel["verdict"].isin(SIDES)]
    figures = {
        "n_known": len(funnel),
        "n_outside": len(outside),
        "target": float(funnel["target_share"].iloc[0]),
        "overdispersion": float(funnel["overdispersion"].iloc[0]),
        "widened": int(funnel["between"].iloc[0] > 0),
        **{f"n_more_{side}": max(0, int((funnel["verdict"] == side).sum()) - MOST_NAMED) for side in SIDES},
    }
    table = funnel.assign(verdict=funnel["verdict"].map(words))[QUESTION.names]
    return present(
        QUESTION,
        subject,
        _say_outside(subject, funnel, figures),
        table,
        note=_say_method(subject, figures),
        figures=figures,
    )


def _say_outside(subject: Subject, funnel: pd.DataFrame, figures: dict[str, float]) -> Text:
    """Say who differs from the common share, or that nobody does."""
    voice, sides = voice_of(subject), []
    target = computed(figures["target"], "share", "target")
    known = computed(figures["n_known"], "count", "n_known")
    for side, message in SIDES.items():
        rows = funnel[funnel["verdict"] == side]
        names = [
            voice.say(NAMED, province=QUESTION.cell(row, "province"), share=QUESTION.cell(row, "satisfied_share"))
            for _, row in rows.head(MOST_NAMED).iterrows()
        ]
        left = computed(figures[f"n_more_{side}"], "count", f"n_more_{side}")
        more = voice.say(MORE, n=left) if len(rows) > MOST_NAMED else Text()
        sides += [voice.say(message, names=voice.join(names), more=more)] if names else []
    if not sides:
        return voice.say(NOBODY, n_known=known, target=target, matter=matter(subject))
    outside = computed(figures["n_outside"], "count", "n_outside")
    return voice.say(
        OUTSIDE, n_known=known, target=target, n_outside=outside, sides=voice.join(sides), matter=matter(subject)
    )


def _say_method(subject: Subject, figures: dict[str, float]) -> Text:
    voice, widened = voice_of(subject), Text()
    if figures["widened"]:
        ratio = computed(figures["overdispersion"], "hundredth", "overdispersion")
        widened = voice.say(WIDENED, ratio=ratio, one=method(1, "count", "chance"))
    sigmas, source = method(3, "count", "sigmas"), method(2005, "year", "source")
    most_q = method(MAX_Q, "hundredth", "most_q")
    return voice.say(NOTE, sigmas=sigmas, source=source, most_q=most_q, widened=widened)
