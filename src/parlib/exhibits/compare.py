"""Exhibits of the comparison page: *subject* is what the page is about, *other* what it is held against."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.component import make_exhibit, say_unit
from parlib.exhibits.exhibit import Exhibit
from parlib.figures.pairs import draw_pairs
from parlib.figures.paths import draw_paths
from parlib.figures.stacks import draw_lead
from parlib.gate import list_known
from parlib.subject import Subject
from parlib.wording import compare as words
from parlib.wording import explained as causes
from parlib.wording.labels import label
from parlib.wording.phrases import say
from parlib.wording.prospect import say_certainty_method

ENDS = 7
"""Most parts shown on each side of one picture."""


def show_sides(subject: Subject, other: Subject, sides: pd.DataFrame, compared: pd.DataFrame) -> Exhibit:
    """Show score, share and rank of both sides, and how far apart they are."""
    names = words.name_heads(subject, other)
    columns = ["side", "year", "score", "max_score", "share", "rank", "n_ranked"]
    absent = sides[["score", "rank"]].isna().all(axis=1).any()
    note = say(subject.language, subject.index.rank_note_vi, subject.index.rank_note_en)
    whole = compared[compared["component_code"] == subject.component_code].iloc[0]
    return make_exhibit(
        subject, "two_sides", words.say_sides(sides, compared, subject, other), sides.assign(side=list(names))[columns],
        note="" if absent else note, figures=whole[["difference", "rank_difference"]].dropna().to_dict(),
        status="no_score" if absent else "done",
    )  # fmt: skip


def show_paths(subject: Subject, other: Subject, paths: pd.DataFrame) -> Exhibit:
    """Show both provinces over the years; of one province, its path alone."""
    finding, figures = words.say_paths(paths, subject, other), words.count_years(paths)
    alone = subject.province_code == other.province_code
    table = paths[(paths["role"] == "second") | (paths["year"] == other.year)] if alone else paths
    table = table.drop(columns=["series", "province_code"]).reset_index(drop=True)
    if table["score"].notna().sum() < 2:
        return make_exhibit(subject, "paths", finding, table.drop(columns="role"), "text", figures=figures)
    return make_exhibit(
        subject, "paths", finding, table, "paths", draw_paths,
        first="" if alone else other.province, second=subject.province, figures=figures,
        unit=say_unit(subject), decimals=subject.index.decimals,
    )  # fmt: skip


def show_parts(subject: Subject, other: Subject, compared: pd.DataFrame) -> Exhibit:
    """Show both sides on every main component, as shares of the maximum where they are known."""
    finding = words.say_parts(compared, subject, other)
    parts = compared[(compared["level"] == 1) & compared["comparable"]]
    known = parts.dropna(subset=["difference"])
    if known.empty:
        return _fall_silent(subject, other, "parts", "own_parts")
    shares = known[["share_first", "share_second"]].notna().all(axis=None)
    names = tuple(f"{'share' if shares else 'score'}_{side}" for side in ("first", "second"))
    mine, theirs = words.name_heads(subject, other)
    columns = ["component_code", "label", *names, "gap", "rank_first", "rank_second", "rank_difference"]
    table = known.rename(columns={"component": "label", "difference": "gap"})[columns].reset_index(drop=True)
    return make_exhibit(
        subject, "parts", finding, table, "pairs", draw_pairs, labels=words.label_sides(subject, other),
        figures=words.count_sides(known, subject), columns=(*names, "gap"), first=theirs, second=mine,
        share=bool(shares), unit=say_unit(subject), decimals=subject.index.decimals,
    )  # fmt: skip


def show_explained(subject: Subject, other: Subject, explained: pd.DataFrame) -> Exhibit:
    """Show which of the smallest parts make the difference, the largest on each side."""
    finding = causes.say_explained(explained, subject, other)
    if explained.empty:
        return _fall_silent(subject, other, "explained", "own_parts")
    shown = explained if len(explained) <= 2 * ENDS else pd.concat([explained.head(ENDS), explained.tail(ENDS)])
    mine, theirs = words.name_heads(subject, other)
    columns = ["component_code", "label", "score_second", "score_first", "gap", "rank_second", "rank_first"]
    table = shown.rename(columns={"component": "label", "difference": "gap"})[columns].reset_index(drop=True)
    ahead = (f"{name} {say(subject.language, 'cao hơn', 'ahead')}" for name in (theirs, mine))
    return make_exhibit(
        subject, "explained", finding, table, "lead", draw_lead, causes.say_whole(explained, len(shown), subject),
        labels=words.label_sides(subject, other), **dict(zip(("first", "second"), ahead, strict=True)),
        axis=label("difference", subject.language), head=label("gap", subject.language),
        decimals=subject.index.decimals, figures={"parts": len(explained), "whole": explained["difference"].sum()},
    )  # fmt: skip


def _fall_silent(subject: Subject, other: Subject, name: str, *needs: str) -> Exhibit:
    """Return an exhibit that is not shown, and says which of both sides lacks what."""
    lacking = ((side, need) for need in needs for side in (other, subject) if not list_known(side)[need])
    side, need = next(lacking, (subject, ""))
    return make_exhibit(side, name, "", pd.DataFrame(), "none", lacking=need)


def show_uncompared(subject: Subject, other: Subject, uncompared: pd.DataFrame) -> Exhibit:
    """Show which components are not compared, and why."""
    finding = causes.say_uncompared(uncompared, subject, other)
    if uncompared.empty:
        return make_exhibit(subject, "uncompared", finding, uncompared, "text")
    table = causes.write_reasons(uncompared, subject, other)
    return make_exhibit(subject, "uncompared", finding, table, labels=words.label_series(subject, other))


def show_full(subject: Subject, other: Subject, compared: pd.DataFrame) -> Exhibit:
    """Show every component with a figure of either side in one table."""
    columns = ["component_code", "component", "score_second", "score_first", "difference", "rank_second", "rank_first",
               "rank_difference"]  # fmt: skip
    finding = words.say_full(compared, subject, other)
    figures = compared[["score_first", "score_second", "rank_first", "rank_second"]].notna().any(axis=1)
    table = compared.loc[figures, columns].reset_index(drop=True)
    chart, figures = "table" if len(table) else "text", words.count_figures(compared)
    labels = words.label_sides(subject, other)
    return make_exhibit(subject, "full", finding, table, chart, labels=labels, figures=figures)


def show_ranges(subject: Subject, other: Subject, ranges: pd.DataFrame) -> Exhibit:
    """Show the places that both sides may hold."""
    finding = words.say_ranges(ranges, subject, other)
    if ranges.empty:
        return _fall_silent(subject, other, "ranges", "nation", "own")
    table = ranges.assign(side=list(words.name_heads(subject, other)))
    columns = ["side", "year", "rank", "rank_low", "rank_high", "spread", "spread_ratio"]
    return make_exhibit(subject, "ranges", finding, table[columns], note=say_certainty_method(ranges, subject))


def show_conclusion(
    subject: Subject, other: Subject, sides: pd.DataFrame, compared: pd.DataFrame, ranges: pd.DataFrame
) -> Exhibit:
    """Show the page in a few sentences; the tables behind them are those of the sections above."""
    finding = words.say_conclusion(sides, compared, ranges, subject, other)
    return make_exhibit(subject, "conclusion", finding, sides, "text")
