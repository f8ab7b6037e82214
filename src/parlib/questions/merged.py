"""What do the old provinces of a new one come to, and how far do they lie apart? (tỉnh mới và các tỉnh cũ)."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.language import Cell, Message, Text, about, computed, join_texts
from parlib.language.words import CITIES
from parlib.questions.present import present, say_unit, voice_of
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.terms import RULES, TOLERANCE
from parlib.wording.phrases import are_alike, say

WEIGHTINGS = ["by_population", "by_equal", "by_grdp", "weight_year"]

QUESTION = Question(
    name="merged",
    title=Message("Trước và sau hợp nhất", "The new province, its old"),
    columns=(
        "year",
        "place",
        "role",
        "score",
        "low",
        "high",
        *WEIGHTINGS,
        "state",
        "known_share",
        "missing_places",
        "rank",
        "n_ranked",
        "segment",
    ),
    pages=("component", "province"),
    chart="merged",
)

PROVINCES = Message("tỉnh", "provinces")
WITH_CITIES = Message("tỉnh, thành phố", "provinces")
HOLDS = Message(
    "Sau sáp nhập, {new} mới gồm các {kind} cũ {old}.", "Since the merger the new {new} holds the old {kind} {old}."
)
WHOLE = Message("Quy đổi năm {year}: {score:unit}{span}{ranked}.", "Back-cast of {year}: {score:unit}{span}{ranked}.")
SPAN = Message(" ({low}–{high} tùy trọng số)", " ({low}–{high} over weightings)")
RANKED = Message(
    ", thứ {rank}/{n_ranked} trong các {places} quy đổi", ", {rank}/{n_ranked} among the back-cast {places}"
)
MISSING = Message(
    "Năm {year} không quy đổi: thiếu điểm của {missing_places}.",
    "{year} is not back-cast: there is no score of {missing_places}.",
)
PARTIAL = Message(
    "Năm {year} chỉ một phần: thiếu {missing_places}; các {places} còn lại ({known_share} dân số) đạt {score:unit}, cả "
    "{new} mới trong khoảng {low}–{high}; không xếp hạng.",
    "{year} is partial: there is no score of {missing_places}; the others ({known_share} of the people) have "
    "{score:unit}, the whole new {new} lies within {low}–{high}; it is not ranked.",
)
APART = Message(
    "Trong các {kind} cũ, {best} cao nhất ({high}), {last} thấp nhất ({low}).",
    "Of the old {kind} {best} {n_best:=is|are} highest ({high}), {last} lowest ({low}).",
)
LEVEL = Message("Các {kind} cũ cùng đạt {high}.", "The old {kind} all have {high}.")

BY_RULE = Message(
    "Quy đổi theo quy tắc của cơ quan công bố, trung bình cộng các {kind} cũ: {rule}.",
    "Back-cast by the issuer's own rule, the plain mean of the old {kind}: {rule}.",
)
BY_ASSUMPTION = Message(
    "Điểm không cộng được: mỗi năm là trung bình các {kind} cũ. Chưa biết quy tắc của cơ quan công bố: trọng số dân "
    "số (đường giữa) là giả định; dải là các cách khác: chia đều và GRDP.",
    "Points do not add up: each year is a mean of the old {kind}. The issuer's rule is not known: weights by "
    "population (line) are an assumption; the band is what other weightings give, all alike and by GRDP.",
)
BORROWED = Message(
    "Trọng số năm {first} dùng cho các năm trước {first}.", "Weights of {first} stand for the years before {first}."
)
INCOMPLETE = Message(
    "Năm có {place} cũ thiếu điểm: nếu các {places} còn lại giữ từ nửa dân số thì là một phần (khoảng mở tới mức thấp "
    "nhất và cao nhất {whole} của phần thiếu), ít hơn thì không tính.",
    "A year in which an old {place} has no score is partial if the others hold half of the people (its range lets the "
    "missing part be the lowest or the best of {whole}), and missing if they hold less.",
)


def show(subject: Subject, traced: pd.DataFrame) -> Exhibit:
    """Show the new province's past as a range, its old provinces as thin lines behind it.

    Parameters
    ----------
    traced : pandas.DataFrame
        `parlib.study.composite.trace_merged`.
    """
    if traced.empty or traced.loc[traced["role"] == "merged", "score"].notna().sum() == 0:
        return present(QUESTION, subject, Text(), traced.iloc[:, :0], chart="none")
    table = _lay_table(traced, subject)
    return present(
        QUESTION,
        subject,
        _say_merged(table, subject),
        table,
        note=_say_method(table, subject),
        figures=_count_best(table, subject),
        beside=["gso"],
        unit=say_unit(subject),
        decimals=subject.index.decimals,
    )


def _count_best(table: pd.DataFrame, subject: Subject) -> dict[str, int]:
    """Return how many old provinces share the highest score of the year."""
    old = table[(table["role"] != "merged") & (table["year"] == subject.year)].dropna(subset="score")
    return {"n_best": len(_list_level(old, old.loc[old["score"].idxmax()]))} if len(old) else {}


def _lay_table(traced: pd.DataFrame, subject: Subject) -> pd.DataFrame:
    """Return the rows as they are shown; the old province that the page is about is told apart."""
    table = traced.rename(columns={"missing": "missing_places"}).reset_index(drop=True)
    own = (table["vintage"] == subject.vintage) & (table["province_code"] == subject.province_code)
    table["role"] = table["role"].mask(own & (table["role"] == "part"), "own")
    hidden = ["province_code", "vintage", "max_score", "n_parts", "central"]
    if RULES[subject.index.id].merger:  # then no other weighting may hold
        hidden += WEIGHTINGS
    return table.drop(columns=hidden)


def _say_merged(table: pd.DataFrame, subject: Subject) -> Text:
    """Say which old provinces the new one holds, its latest whole back-cast and what is known of the subject's year."""
    voice, is_new = voice_of(subject), table["role"] == "merged"
    new, old = table[is_new], table[~is_new]
    kind, names = name_old(subject, table["place"]), voice.join(_list_old(table, old))
    sentences = [voice.say(HOLDS, new=QUESTION.cell(new.iloc[0], "place"), kind=kind, old=names)]
    whole, now = new[new["state"] == "whole"], new[new["year"] == subject.year]
    if len(whole):
        sentences.append(_say_whole(whole.iloc[-1], subject))
    if len(now) and now["state"].iloc[0] != "whole":
        cells = ("year", "missing_places", "known_share", "score", "low", "high")
        bound = {name: QUESTION.cell(now.iloc[0], name) for name in cells}
        message = MISSING if now["state"].iloc[0] == "missing" else PARTIAL
        sentences.append(voice.say(message, new=QUESTION.cell(now.iloc[0], "place"), **bound))
    else:
        sentences.append(_say_apart(old[(old["year"] == subject.year) & old["score"].notna()], kind, subject))
    return join_texts(sentences)


def name_old(subject: Subject, names: Iterable[str]) -> Text:
    """Return what the old provinces are called: ``tỉnh``, or ``tỉnh, thành phố`` where one of *names* is a city."""
    cities = set(CITIES[subject.language]) & {subject.province, *names}
    return voice_of(subject).say(WITH_CITIES if cities else PROVINCES)


def _list_old(table: pd.DataFrame, old: pd.DataFrame) -> list[Cell]:
    """Return the names of the old provinces; one without a figure in any year has no row of its own."""
    first = old.drop_duplicates("place")
    missing = (name for names in table["missing_places"].dropna() for name in names.split(", ") if name)
    never = dict.fromkeys(name for name in missing if name not in set(first["place"]))
    return [*(QUESTION.cell(row, "place") for _, row in first.iterrows()), *(about(name, "old") for name in never)]


def _say_whole(row: pd.Series, subject: Subject) -> Text:
    """Say a whole back-cast, with its range where the weighting is not known and its place where it has one."""
    voice = voice_of(subject)
    cells = {name: QUESTION.cell(row, name) for name in ("year", "score", "low", "high", "rank", "n_ranked")}
    sure = RULES[subject.index.id].merger or are_alike(row["low"], row["high"], subject.index)
    span = Text() if sure else voice.say(SPAN, **cells)
    ranked = voice.say(RANKED, **cells) if pd.notna(row["rank"]) else Text()
    return voice.say(WHOLE, span=span, ranked=ranked, **cells)


def _say_apart(known: pd.DataFrame, kind: Text, subject: Subject) -> Text:
    """Say how far the old provinces lie apart: a merger of unequals is a finding of its own."""
    if len(known) < 2:
        return Text()
    voice, best, last = voice_of(subject), known.loc[known["score"].idxmax()], known.loc[known["score"].idxmin()]
    high, low = QUESTION.cell(best, "score"), QUESTION.cell(last, "score")
    if are_alike(best["score"], last["score"], subject.index):
        return voice.say(LEVEL, kind=kind, high=high)
    names = {
        end: voice.join([QUESTION.cell(one, "place") for _, one in _list_level(known, row).iterrows()])
        for end, row in (("best", best), ("last", last))
    }
    n_best = computed(len(_list_level(known, best)), "count", "n_best")
    return voice.say(APART, kind=kind, high=high, low=low, n_best=n_best, **names)


def _list_level(known: pd.DataFrame, row: pd.Series) -> pd.DataFrame:
    """Return the rows with the score of *row*."""
    return known[(known["score"] - row["score"]).abs() <= TOLERANCE]


def _say_method(table: pd.DataFrame, subject: Subject) -> Text:
    """Say by whose rule or assumption old provinces are weighted, and the rule for missing figures."""
    voice, new, rules = voice_of(subject), table[table["role"] == "merged"], RULES[subject.index.id]
    sentences, kind = [], name_old(subject, table["place"])
    if rules.merger:
        rule = say(subject.language, rules.merger_source_vi, rules.merger_source_en)
        sentences.append(voice.say(BY_RULE, kind=kind, rule=about(rule, "merger_rule")))
    else:
        sentences.append(voice.say(BY_ASSUMPTION, kind=kind))
        if (new["year"] < new["weight_year"]).any():
            first = new.loc[new["weight_year"].astype(float).idxmin()]
            sentences.append(voice.say(BORROWED, first=QUESTION.cell(first, "weight_year")))
    if (new["state"] != "whole").any():
        sentences.append(voice.say(INCOMPLETE))
    return join_texts(sentences)
