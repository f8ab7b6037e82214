"""How many respondents are satisfied, with the component and its parts? (tỷ lệ hài lòng)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, method
from parlib.questions.phrases import count_at_end, say_level
from parlib.questions.present import confidence, matter, present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject
from parlib.terms import ANSWERS, LEAST_RESPONDENTS, MAX_Q, list_by

VERDICTS = {
    "above": Message("cao hơn {whole}", "above the {national} share"),
    "below": Message("thấp hơn {whole}", "below the {national} share"),
    "level": Message("chưa khác {whole}", "not told apart from the {national} share"),
    "": Message("–", "–"),
}
"""Whether q allows to tell the province's share from that of the rest of the country."""

QUESTION = Question(
    name="survey_shares",
    title=Message("Người trả lời hài lòng", "Satisfied respondents"),
    columns=(
        "component_code",
        "component",
        "respondents",
        "satisfied_share",
        "low_share",
        "high_share",
        "neutral_share",
        "dissatisfied_share",
        "national_share",
        "gap",
        "q_value",
        "verdict",
        "design_effect",
    ),
    pages=("component",),
    gate=Gate(otherwise="survey"),
    words=VERDICTS,
    stand=Stand(report=(Passage("component_position", 70, picture=False),)),
)

FINDING = Message(
    "{share} trong {people} người trả lời hài lòng về {matter} (khoảng tin cậy {confidence:whole}: {low}–{high})"
    "{nation}.{least}",
    "{share} of {people} respondents are satisfied with {matter} ({confidence:whole} interval {low}–{high})"
    "{nation}.{least}",
)
HIDDEN = Message(
    "Chỉ có {people} người trả lời về {matter}: không nêu tỷ lệ.",
    "Only {people} {people:=person|people} answered on {matter}: no share is shown.",
)
NATION = Message(", {whole} {share}", ", {share} in {whole}")
LEAST = Message(" Thấp nhất là “{component}”: {share}{level}.", " Lowest is “{component}”: {share}{level}.")
NOTE = Message(
    "Hài lòng: câu trả lời {good} hoặc {highest} trên thang {lowest}–{highest}, trong số câu có trả lời. Khi tệp phiếu "
    "có ghi cụm điều tra, hệ số thiết kế và khoảng tin cậy {confidence:whole} tính theo cụm (Korn và Graubard, "
    "{korn_graubard}); khi không ghi, khoảng tin cậy theo Wilson ({wilson}) trên cỡ mẫu hiệu dụng. Bảng tỷ lệ đã công "
    "bố không ghi cụm nên khoảng tin cậy hẹp hơn thực tế. Tỷ lệ của {whole} ở đây là của mọi người trả lời, khác trung "
    "bình cộng của các {places}. Cao hơn, thấp hơn: so với mọi người trả lời ở nơi khác, q không quá {most_q} (mọi "
    "{places} và câu hỏi cùng loại là một họ kiểm định, Benjamini–Hochberg). Không nêu tỷ lệ của nhóm dưới {least} "
    "người trả lời.",
    "Satisfied: an answer of {good} or {highest} on the scale of {lowest} to {highest}, among those given. Where the "
    "file names the clusters of the survey, the design effect and the {confidence:whole} interval are computed from "
    "them (Korn and Graubard, {korn_graubard}); where it does not, the interval is Wilson's ({wilson}) on the "
    "effective number of respondents. Published tables name no clusters, so their intervals are too narrow. The share "
    "of {whole} is that of all respondents, not the mean of the {places}. Above and below are told "
    "against the respondents elsewhere with q of at most {most_q}, all {places} and questions of a kind as one family "
    "(Benjamini–Hochberg). No share is shown for fewer than {least} respondents.",
)


def show(subject: Subject, shares: pd.DataFrame) -> Exhibit:
    """Show satisfied, neutral and dissatisfied shares of the component and its parts, nation beside province.

    Parameters
    ----------
    shares : pandas.DataFrame
        `parlib.study.survey.list_shares`.
    """
    own = shares[shares["component_code"] == subject.component_code]
    if own.empty:
        return show_nothing(QUESTION, subject)
    table = put_verdicts(shares, subject).drop(columns=["hidden", "method"])
    parts = shares.drop(index=own.index[0])
    level = count_at_end(parts["satisfied_share"], "n_least_level", largest=False)
    return present(
        QUESTION,
        subject,
        _say_share(own.iloc[0], parts, subject, level),
        table.dropna(axis="columns", how="all"),
        note=say_method(subject),
        figures=level,
    )


def show_nothing(question: Question, subject: Subject) -> Exhibit:
    """Return the silent exhibit of an index without a survey, or of one whose survey is not at hand."""
    lacking = "survey" if subject.index.id in list_by(workbooks="survey") else ""
    return present(question, subject, Text(), pd.DataFrame(), chart="none", lacking=lacking)


def put_verdicts(table: pd.DataFrame, subject: Subject) -> pd.DataFrame:
    """Return a table of shares with verdicts in words."""
    voice = voice_of(subject)
    return table.assign(verdict=[str(voice.say(VERDICTS[verdict])) for verdict in table["verdict"]])


def say_method(subject: Subject) -> Text:
    """Say how shares and their intervals are found."""
    good, highest = ANSWERS["satisfied"]
    numbers = {"good": good, "highest": highest, "lowest": min(ANSWERS["dissatisfied"]), "least": LEAST_RESPONDENTS}
    years = {"korn_graubard": 1998, "wilson": 1927}
    bound = {name: method(number, "count", name) for name, number in numbers.items()}
    bound |= {name: method(year, "year", name) for name, year in years.items()}
    most_q = method(MAX_Q, "hundredth", "most_q")
    return voice_of(subject).say(NOTE, confidence=confidence(), most_q=most_q, **bound)


def _say_share(row: pd.Series, parts: pd.DataFrame, subject: Subject, level: Mapping[str, int]) -> Text:
    """Say the satisfied share with its interval, the nation's, and the lowest part."""
    voice, nation = voice_of(subject), Text()
    people = QUESTION.cell(row, "respondents")
    if row["hidden"]:
        return voice.say(HIDDEN, people=people, matter=matter(subject))
    if pd.notna(row["national_share"]):
        nation = voice.say(NATION, share=QUESTION.cell(row, "national_share"))
    share, low, high = (QUESTION.cell(row, f"{name}_share") for name in ("satisfied", "low", "high"))
    return voice.say(
        FINDING,
        share=share,
        people=people,
        matter=matter(subject),
        confidence=confidence(),
        low=low,
        high=high,
        nation=nation,
        least=_say_least(parts, subject, level),
    )


def _say_least(parts: pd.DataFrame, subject: Subject, level: Mapping[str, int]) -> Text:
    """Say the part with the lowest share, where there are several."""
    known = parts[parts["satisfied_share"].notna()]
    if len(known) < 2:
        return Text()
    least = known.loc[known["satisfied_share"].idxmin()]
    component, share = QUESTION.cell(least, "component"), QUESTION.cell(least, "satisfied_share")
    voice = voice_of(subject)
    return voice.say(LEAST, component=component, share=share, level=say_level(voice, level))
