"""Which region has the highest mean, which the lowest, and how do its places lie? (các vùng)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed
from parlib.questions.present import present, say_unit, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.wording.phrases import are_alike

QUESTION = Question(
    name="regions",
    title=Message("Các {groups}", "{groups:cap}"),
    columns=("province_code", "province", "region", "score", "gap", "rank", "role"),
    pages=("national",),
    open_on=("national",),
    chart="regions",
    gate=Gate(otherwise="nation", only="groups"),
)

ENDS = Message(
    "Trung bình {regional} cao nhất: {best} ({high:unit}); thấp nhất: {last} ({low:unit}).",
    "The {regional} mean is highest in {best} ({high:unit}) and lowest in {last} ({low:unit}).",
)
ENDS_OF_SOME = Message(
    "Trong {n} {groups} có đủ số liệu, trung bình cao nhất: {best} ({high:unit}); thấp nhất: {last} ({low:unit}).",
    "Of the {n} {groups} with enough figures, {best} has the highest mean ({high:unit}) and {last} the lowest "
    "({low:unit}).",
)
LEVEL = Message("Trung bình {regional} {names}: {mean:unit}.", "The mean of {names} is {mean:unit}.")
NAME = Message("{name}", "the {name}")


def show(subject: Subject, provinces: pd.DataFrame) -> Exhibit:
    """Show the places of each region with its mean, and say which mean is highest and lowest.

    Parameters
    ----------
    provinces : pandas.DataFrame
        `parlib.study.position.compare_provinces`.
    """
    means = provinces[provinces["role"] == "regional_mean"]
    if means.empty:
        return present(QUESTION, subject, Text(), provinces, chart="text")
    counted = {"n_regions": float(len(means))} if len(means) < subject.places["region_code"].nunique() else {}
    return present(
        QUESTION,
        subject,
        _say_means(subject, means, counted),
        provinces,
        figures=counted,
        unit=say_unit(subject),
        decimals=subject.index.decimals,
    )


def _say_means(subject: Subject, means: pd.DataFrame, counted: dict[str, float]) -> Text:
    """Say which region has the highest and which the lowest mean; those that are level are all named.

    Where regions lack a mean, it is said of how many that have one.
    """
    voice, best, last = voice_of(subject), *(means.loc[means["score"].agg(end)] for end in ("idxmax", "idxmin"))
    high, low = QUESTION.cell(best, "score"), QUESTION.cell(last, "score")
    if are_alike(best["score"], last["score"], subject.index):
        return voice.say(LEVEL, names=_name_level(subject, means, best), mean=high)
    best, last = (_name_level(subject, means, row) for row in (best, last))
    n = computed(len(means), "count", "n_regions") if counted else Text()
    return voice.say(ENDS_OF_SOME if counted else ENDS, n=n, best=best, high=high, last=last, low=low)


def _name_level(subject: Subject, means: pd.DataFrame, row: pd.Series) -> Text:
    """Return the regions whose mean is that of *row*."""
    voice = voice_of(subject)
    level = means[[are_alike(score, row["score"], subject.index) for score in means["score"]]]
    return voice.join([voice.say(NAME, name=QUESTION.cell(one, "region")) for _, one in level.iterrows()])
