"""How far is the score from the national mean, the regional mean and the best? (điểm theo vùng)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate, is_few
from parlib.language import Message, Text, computed
from parlib.province_names import fold_name
from parlib.questions.phrases import count_unnamed, name_places, say_gap
from parlib.questions.present import present, say_unit, voice_of, who
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Point, Stand
from parlib.subject import Subject

QUESTION = Question(
    name="position",
    title=Message("Điểm theo {group}", "Scores by {group}"),
    columns=("province_code", "province", "region", "score", "gap", "rank", "role"),
    pages=("component", "province"),
    open_on=("component",),
    chart="strip",
    gate=Gate(("own",), otherwise="nation"),
    stand=Stand(
        slide=10,
        point=Point(10, Message("Vị trí", "Position")),
        panel=30,
        report=(Passage("result_score", 30, table=False), Passage("component_position", 30, table=False)),
    ),
)

MEAN = Message("trung bình {whole}", "the {national} mean")
REGIONAL_MEAN = Message("trung bình {group} {region}", "the mean of the {region}")
BEST = Message("{place} cao nhất ({names})", "the best {place} ({names})")
BESTS = Message("các {places} cao nhất ({names})", "the best {places} ({names})")
HIGHEST = Message("là điểm cao nhất {whole}", "has the highest score in {whole}")
FINDING = Message("{gaps}.", "{who} is {gaps}.")
ALONE = Message("{gaps}.", "{who} {gaps}.")
"""Where nothing but the first place is known."""
MORE = "n_best_more"
"""How many of several best are not named."""

FEW = Message(
    "Chỉ gồm {n_known} {places} có điểm số trong các nguồn đang có; không tính trung bình từ các {places} này.",
    "Only the {n_known} {places} whose score is at hand; no mean is computed from them.",
)


def show(subject: Subject, provinces: pd.DataFrame) -> Exhibit:
    """Show every place's score by region, the subject marked, and say the gaps to the means and to the best.

    Parameters
    ----------
    provinces : pandas.DataFrame
        `parlib.study.position.compare_provinces`.
    """
    finding, known = say(subject, provinces), int(subject.rows["score"].notna().sum())
    if not finding or len(provinces) < 2:
        return present(QUESTION, subject, Text(), provinces, chart="text")
    few = is_few(subject)
    note = voice_of(subject).say(FEW, n_known=computed(known, "count", "n_known")) if few else Text()
    figures = {"n_known": known} | count_unnamed(len(_list_best(provinces)), MORE)
    return present(
        QUESTION,
        subject,
        finding,
        provinces,
        note=note,
        figures=figures,
        unit=say_unit(subject),
        decimals=subject.index.decimals,
    )


def say(subject: Subject, provinces: pd.DataFrame) -> Text:
    """Say the gaps to the national mean, the regional mean and the best place; nothing where none is known."""
    voice = voice_of(subject)
    known = provinces.reset_index(drop=True).dropna(subset="gap")
    means = [(row, MEAN) for _, row in known[known["role"] == "national_mean"].iterrows()]
    regional = known[(known["role"] == "regional_mean") & (known["region"] == subject.region)]
    means += [(row, REGIONAL_MEAN) for _, row in regional.iterrows()]
    gaps = [
        say_gap(voice, QUESTION.cell(row, "gap"), voice.say(mean, region=QUESTION.cell(row, "region")))
        for row, mean in means
    ]
    best = _list_best(known)
    if (best["role"] == "subject").any():
        gaps.append(voice.say(HIGHEST))
    elif len(best):
        gap = QUESTION.cell(best.iloc[0], "gap")
        names = name_places(voice, [QUESTION.cell(row, "province") for _, row in best.iterrows()], MORE)
        gaps.append(say_gap(voice, gap, voice.say(BEST if len(best) == 1 else BESTS, names=names)))
    if not gaps:
        return Text()
    message = FINDING if len(gaps) > (best["role"] == "subject").any() else ALONE
    return voice.say(message, who=who(subject), gaps=voice.join(gaps)).capitalise()


def _list_best(provinces: pd.DataFrame) -> pd.DataFrame:
    """Return the rows in first place, by name."""
    best = provinces[(provinces["rank"] == 1) & provinces["province_code"].notna()]
    return best.sort_values("province", key=lambda names: names.map(fold_name))
