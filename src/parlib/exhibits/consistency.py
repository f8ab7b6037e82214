"""Exhibits across indices: the same matter elsewhere, all indices at once, strengths, runs of years, integrity."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.component import make_exhibit
from parlib.exhibits.exhibit import Exhibit
from parlib.subject import Subject
from parlib.terms import TOTAL
from parlib.wording import consistency as words
from parlib.wording.phrases import say

SHOWN_SIDES = 10
"""Most strengths, and most weaknesses, in one table."""


def show_matters(subject: Subject, matters: pd.DataFrame, integrity: pd.DataFrame) -> Exhibit:
    """Show the province's place on the same matter in every index; on corruption, what SIPAS asked of integrity."""
    finding = words.say_matters(matters, subject)
    if matters.empty and len(integrity) and integrity["province_value"].notna().any():
        return show_integrity(subject, integrity)
    if matters.empty or matters.loc[matters["role"] == "other", "difference"].isna().all():
        unplaced = matters.loc[matters["role"] == "own", "percentile"].isna().any()
        return make_exhibit(subject, "matters", finding, matters, "none", lacking="rank" if unplaced else "")
    table = words.write_matters(matters, subject.language)
    note = say(subject.language, *words.NOTE)
    return make_exhibit(subject, "matters", finding, table, note=note, beside=list(dict.fromkeys(matters["index"])))


def show_indices(subject: Subject, headlines: pd.DataFrame) -> Exhibit:
    """Show the province's total on every index, each in the nearest year with a figure."""
    columns = [
        "short",
        "year",
        "score",
        "max_score",
        "share",
        "rank",
        "n_ranked",
        "change",
        "rank_change",
        "percentile",
    ]
    finding = words.say_indices(headlines, subject)
    table = headlines.reindex(columns=columns)
    beside = list(headlines["index"]) if len(headlines) else []
    known = table[["score", "rank"]].notna().any(axis=1).sum()
    return make_exhibit(subject, "indices", finding, table, "table" if known > 1 else "none", beside=beside)


def show_strengths(subject: Subject, strengths: pd.DataFrame) -> Exhibit:
    """Show strengths and weaknesses by the stated rule, of the smallest parts where any of them has a place."""
    strengths = strengths[strengths["component_code"] != TOTAL]  # a whole is no strength of its own
    parts = strengths[~strengths["component_code"].isin(subject.tree["parent_code"])]
    strengths = parts if len(parts) else strengths
    finding = words.say_strengths(strengths, subject)
    if strengths.empty:
        return make_exhibit(subject, "strengths", finding, strengths, "text")
    table = words.write_strengths(_choose_sides(strengths), subject.language)
    figures = dict(zip(("n_known", "n_all"), words.count_ranked(strengths, subject), strict=True))
    return make_exhibit(
        subject,
        "strengths",
        finding,
        table,
        "table" if len(table) else "text",
        note=words.say_strengths_rule(strengths, subject),
        figures=figures,
    )


def _choose_sides(strengths: pd.DataFrame) -> pd.DataFrame:
    """Return the best places, the worst, some maxima that many share: not more than is read, and all that is told."""
    shown = []
    for sides in words.SIDES_SAID:
        ranked = strengths.sort_values("rank", ascending=sides[0] == "strength", kind="stable")
        mine = ranked[ranked["verdict"].isin(sides)]
        told = [place for side in sides for place in mine.index[mine["verdict"] == side][: words.TOLD]]
        shown.append(mine[mine.index.isin([*mine.index[:SHOWN_SIDES], *told])])
    shared = strengths[strengths["reason"] == "tied_at_max"].sort_values("rank", kind="stable")
    return pd.concat([*shown, shared.head(SHOWN_SIDES)])


def show_streaks(subject: Subject, streaks: pd.DataFrame) -> Exhibit:
    """Show runs of years in first place, among the first and above a level."""
    finding = words.say_streaks(streaks, subject)
    names = [say(subject.language, *words.STREAKS[kind]) for kind in streaks["streak"]] if len(streaks) else []
    limits = [words.write_limit(row.streak, row.limit, subject.language) for row in streaks.itertuples()]
    columns = ["streak", "limit", "year_from", "year_to", "run_years", "unpublished", "frameworks"]
    table = streaks.assign(streak=names, limit=limits, run_years=streaks["years"])[columns] if len(streaks) else streaks
    note = say(subject.language, *words.STREAKS_NOTE) if len(streaks) else ""
    return make_exhibit(subject, "streaks", finding, table, "table" if len(table) else "text", note=note)


def show_years(subject: Subject, years: pd.DataFrame) -> Exhibit:
    """Show the last five years: score, rank and nation, and where years may not be compared."""
    finding = words.say_years(years, subject)
    note = say(subject.language, *words.YEARS_NOTE) if years["series"].nunique() > 1 else ""
    return make_exhibit(subject, "years", finding, years, "table" if len(years) else "text", note=note)


def show_integrity(subject: Subject, integrity: pd.DataFrame) -> Exhibit:
    """Show harassment and extra payment as people reported them, province beside nation."""
    finding = words.say_integrity(integrity, subject)
    if integrity.empty or integrity["province_value"].isna().all():
        return make_exhibit(subject, "integrity", finding, integrity, "text")
    table = words.write_integrity(integrity, subject.language)
    return make_exhibit(subject, "integrity", finding, table, beside=["sipas"])
