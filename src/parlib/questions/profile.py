"""Where does the province stand on each component? (các chỉ số thành phần)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, Voice, computed, join_texts, method
from parlib.questions.phrases import MOST_NAMED, count_unnamed, is_of_people, say_level
from parlib.questions.present import present, rank_of, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject
from parlib.terms import MAX_Q

DRAWN = (
    "component_code",
    "component",
    "level",
    "score",
    "max_score",
    "share",
    "rank",
    "n_ranked",
    "national_mean",
    "mean_share",
    "lowest_share",
    "lower_quartile_share",
    "median_share",
    "upper_quartile_share",
    "best_share",
    "trend",
)
"""Columns of the table behind the picture."""

QUESTION = Question(
    name="profile",
    title=Message("Các chỉ số thành phần", "Components"),
    columns=(
        *DRAWN,
        "year_before",
        "change",
        "rank_change",
        "lowest",
        "lower_quartile",
        "national_median",
        "upper_quartile",
        "best",
    ),
    pages=("province",),
    open_on=("province",),
    chart="spine",
    gate=Gate(("own_parts", "nation_parts")),
    stand=Stand(slide=60, drawn_only=True, report=(Passage("components_table", 10, table=False),)),
)

ABOVE = Message(
    "{n_above} trong {n_compared} chỉ số thành phần{known} cao hơn trung bình {whole}",
    "{n_above} of {n_compared} components{known} {n_above:=is|are} above the {national} mean",
)
ALL_ABOVE = Message(
    "cả {n_compared} chỉ số thành phần{known} đều cao hơn trung bình {whole}",
    "all {n_compared} components{known} are above the {national} mean",
)
NONE_ABOVE = Message(
    "không có chỉ số thành phần nào trong {n_compared} chỉ số thành phần{known} cao hơn trung bình {whole}",
    "none of the {n_compared} components{known} is above the {national} mean",
)
KNOWN = Message(" có số liệu", " with figures")
ENDS = Message(
    "thứ hạng cao nhất ở {best}, thấp nhất ở {worst}", "the {here} ranks best on {best} and worst on {worst}"
)
ALL_ALIKE = Message("xếp thứ {rank} ở {names}", "the {here} ranks {rank} on {names}")
RANKED = Message("“{component}” ({rank})", "“{component}” ({rank})")
NAMED = Message("“{component}”", "“{component}”")
RANK = Message("{rank}", "{rank}")
AS_PUBLISHED = Message("các chỉ số thành phần đã công bố", "the components are as published")

NOTE = Message("Thước đo chung: phần trăm {scale}{arrows}.", "Common scale: per cent {scale}{arrows}.")
ARROWS = Message(
    "; mũi tên là xu hướng rõ rệt so với trung bình {whole} (q không quá {level} trong mọi {places} và chỉ số thành "
    "phần của năm)",
    "; an arrow is a clear trend net of {whole} (q of at most {level} among all {places} and components of the year)",
)
OF_MAXIMUM = Message("điểm tối đa", "of the maximum")
OF_PEOPLE = Message("người dân hài lòng", "of people who are satisfied")
OF_RANGE = Message("khoảng từ điểm tối thiểu đến điểm tối đa", "of the way from minimum to maximum")


def show(subject: Subject, profile: pd.DataFrame) -> Exhibit:
    """Show each component between the lowest and the best place, on the scale of shares.

    Parameters
    ----------
    profile : pandas.DataFrame
        `parlib.study.profile.profile_components`.
    """
    drawn = profile[profile["level"] <= 1].dropna(subset=["mean_share", "best_share"])
    counts = count_above(profile)
    if profile.loc[profile["level"] > 0, "score"].isna().all():
        return present(QUESTION, subject, Text(), profile.head(0), chart="none", lacking="own_parts")
    if drawn["share"].notna().sum() < 2:
        chart = "table" if profile["score"].notna().any() else "text"
        finding = _say_places(profile, profile, counts, subject)
        return present(QUESTION, subject, finding, profile, chart=chart, figures=counts | _count_unnamed(profile))
    table, voice = drawn[list(DRAWN)].reset_index(drop=True), voice_of(subject)
    drawn_arrows = table["trend"].isin(["up", "down"]).any()
    arrows = voice.say(ARROWS, level=method(MAX_Q, "hundredth", "level")) if drawn_arrows else Text()
    note = voice.say(NOTE, scale=say_scale(subject), arrows=arrows)
    finding = _say_places(profile, table, counts, subject)
    return present(QUESTION, subject, finding, table, note=note, figures=counts | _count_unnamed(profile))


def say_scale(subject: Subject) -> Text:
    """Say what a share is of: people, the maximum or, on a scale that begins above zero, the way from the minimum."""
    if is_of_people(subject):
        return voice_of(subject).say(OF_PEOPLE)
    return voice_of(subject).say(OF_RANGE if (subject.tree["min_score"] > 0).any() else OF_MAXIMUM)


def count_above(profile: pd.DataFrame) -> dict[str, int]:
    """Return how many main components lie above the mean of all, and of how many that have both figures."""
    compared = profile[profile["level"] == 1].dropna(subset=["score", "national_mean"])
    return {"n_above": int((compared["score"] > compared["national_mean"]).sum()), "n_compared": len(compared)}


def _say_places(profile: pd.DataFrame, table: pd.DataFrame, counts: dict[str, int], subject: Subject) -> Text:
    """Say on how many components the place is above the mean of all, and its best and worst ranks."""
    voice, texts = voice_of(subject), []
    if counts["n_compared"]:
        message = ABOVE
        if counts["n_compared"] > 1 and counts["n_above"] in (0, counts["n_compared"]):
            message = ALL_ABOVE if counts["n_above"] else NONE_ABOVE
        n_main = int((profile["level"] == 1).sum()) + len(subject.unlisted)
        known = voice.say(KNOWN) if counts["n_compared"] < n_main else ""
        cells = {name: computed(count, "count", name) for name, count in counts.items()}
        texts.append(voice.say(message, known=known, **cells))
    main = _list_ranked(profile)
    if len(main):
        texts.append(_say_ranks(main, table, voice))
    return join_texts(texts or [voice.say(AS_PUBLISHED)], "; ").capitalise() + "."


def _say_ranks(ranked: pd.DataFrame, table: pd.DataFrame, voice: Voice) -> Text:
    best, worst = _list_ends(ranked)
    if len(best) == len(ranked) and ranked["n_ranked"].nunique() == 1:
        names = [_say_row(NAMED, row, table, voice) for _, row in ranked.iterrows()]
        return voice.say(ALL_ALIKE, rank=_say_row(RANK, best.iloc[0], table, voice), names=voice.join(names))
    ends = {}
    for end, rows in (("best", best), ("worst", worst)):
        names = [_say_row(RANKED, row, table, voice) for _, row in rows.head(MOST_NAMED).iterrows()]
        ends[end] = voice.join(names) + say_level(voice, count_unnamed(len(rows), f"n_{end}_more"))
    return voice.say(ENDS, **ends)


def _list_ends(ranked: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the components with the best and those with the worst rank."""
    return ranked[ranked["rank"] == ranked["rank"].min()], ranked[ranked["rank"] == ranked["rank"].max()]


def _count_unnamed(profile: pd.DataFrame) -> dict[str, int]:
    """Return how many of the components with the best and the worst rank the sentence does not name."""
    best, worst = _list_ends(_list_ranked(profile))
    return count_unnamed(len(best), "n_best_more") | count_unnamed(len(worst), "n_worst_more")


def _list_ranked(profile: pd.DataFrame) -> pd.DataFrame:
    """Return the main components with a rank, best first."""
    main = profile[profile["level"] == 1].dropna(subset=["score", "rank"])
    return main.sort_values("rank", kind="stable")


def _say_row(message: Message, row: pd.Series, table: pd.DataFrame, voice: Voice) -> Text:
    """Say a component of the shown table; one that the picture has no room for stands in the table of components."""
    shown = table[table["component_code"] == row["component_code"]]
    row = row if shown.empty else shown.iloc[0]
    text = voice.say(message, component=QUESTION.cell(row, "component"), rank=rank_of(QUESTION, row, voice))
    return text.within("components") if shown.empty else text
