"""In which quarter of all places, and where in the region? (vị trí trong vùng)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, about, method
from parlib.questions.present import present, voice_of, who
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject

QUESTION = Question(
    name="place",
    title=Message("Vị trí trong bảng xếp hạng", "Place in the ranking"),
    columns=("rank", "n_ranked", "quartile", "rank_in_region", "n_in_region"),
    pages=("component", "province"),
    gate=Gate(("rank",), otherwise="rank"),
    stand=Stand(report=(Passage("result_score", 20), Passage("component_position", 20, table=False))),
)

QUARTILES = (
    Message("{who} thuộc nhóm {quarter:whole} {places} có điểm cao nhất", "{who} is in the top quartile"),
    Message("{who} thuộc nhóm tứ phân vị thứ hai", "{who} is in the second quartile"),
    Message("{who} thuộc nhóm tứ phân vị thứ ba", "{who} is in the third quartile"),
    Message("{who} thuộc nhóm {quarter:whole} {places} có điểm thấp nhất", "{who} is in the bottom quartile"),
)
"""Quartiles of places by rank, the best first."""

ALONE = Message("{quartile}.", "{quartile}.")
ONLY_IN_REGION = Message(
    "{who} đứng thứ {rank_in_region}/{n_in_region} trong {group} {region}.",
    "{who} is {rank_in_region}/{n_in_region} in the {region}.",
)
"""Where those that tie with the place lie in two quarters."""
IN_REGION = Message(
    "{quartile}, đứng thứ {rank_in_region}/{n_in_region} trong {group} {region}.",
    "{quartile}, {rank_in_region}/{n_in_region} in the {region}.",
)


def show(subject: Subject, position: pd.DataFrame) -> Exhibit:
    """Show quarter and place in the region, and say them.

    Parameters
    ----------
    position : pandas.DataFrame
        `parlib.study.position.measure_position`.
    """
    row = position.iloc[0]
    table = position[[name for name in QUESTION.columns if name != "quartile" or pd.notna(row["quartile"])]]
    in_region = pd.notna(row["rank_in_region"])
    if pd.isna(row["quartile"]) and not in_region:
        return present(QUESTION, subject, Text(), table, chart="text")
    voice, quarter = voice_of(subject), method(0.25, "share", "quarter")
    known = {name: QUESTION.cell(row, name) for name in ("rank_in_region", "n_in_region")}
    region = about(subject.region, "region")
    if pd.isna(row["quartile"]):
        return present(QUESTION, subject, voice.say(ONLY_IN_REGION, who=who(subject), region=region, **known), table)
    quartile = voice.say(QUARTILES[int(row["quartile"]) - 1], who=who(subject), quarter=quarter)
    finding = voice.say(IN_REGION if in_region else ALONE, quartile=quartile, region=region, **known)
    return present(QUESTION, subject, finding, table)
