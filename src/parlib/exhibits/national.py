"""Exhibits of the national page: level, map, ranking, movers, regions, inequality; structure has its own module."""

from __future__ import annotations

from functools import partial

import pandas as pd
from matplotlib.figure import Figure

from parlib.exhibits.component import make_exhibit, say_unit
from parlib.exhibits.exhibit import Exhibit
from parlib.figures.coefficients import draw_coefficients
from parlib.figures.history import draw_history
from parlib.figures.movers import draw_movers
from parlib.figures.ranking import draw_ranking
from parlib.figures.series import draw_series
from parlib.figures.spread import draw_spread
from parlib.figures.stacks import draw_stacks
from parlib.figures.strip import draw_strip
from parlib.figures.tiles import draw_tiles
from parlib.subject import Subject
from parlib.wording import national as said
from parlib.wording import province as words
from parlib.wording.labels import label
from parlib.wording.phrases import say

ENDS = 7
"""Most provinces shown at each end of a picture of changes."""

MOST_RANKED = 200
"""Most places in a picture of the ranking; of more (the communes of a country) it shows both ends."""

ENDS_RANKED = 50
"""Places shown at each end of such a picture."""


def show_nation(subject: Subject, nation: pd.DataFrame) -> Exhibit:
    """Show the national mean and its change as one sentence with the years behind it."""
    now = nation.loc[nation["year"] == subject.year, "national_mean"]
    chart = "table" if now.notna().any() else "text"
    return make_exhibit(subject, "nation", words.say_nation(nation, subject), nation.drop(columns="series"), chart)


def show_map(subject: Subject, tiles: pd.DataFrame) -> Exhibit:
    """Show the tile map, both archipelagos included."""
    finding = words.say_map(tiles, subject)
    if tiles["score"].notna().sum() < 2:
        return make_exhibit(subject, "map", finding, tiles, "text")
    return make_exhibit(
        subject,
        "map",
        finding,
        tiles,
        "tiles",
        draw_tiles,
        figures=words.count_tiles(tiles),
        unit=say_unit(subject),
        decimals=subject.index.decimals,
    )


def show_ranking(subject: Subject, ranking: pd.DataFrame) -> Exhibit:
    """Show every province by rank."""
    finding = words.say_ranking(ranking, subject)
    drawn = ranking.dropna(subset="score")
    note = say(subject.language, subject.index.rank_note_vi, subject.index.rank_note_en)
    note = " ".join(part for part in (said.say_printed(len(drawn), subject), note) if part and len(drawn))
    if len(drawn) < 2:
        chart = "table" if ranking["rank"].notna().sum() > 1 else "text"
        return make_exhibit(subject, "ranking", finding, ranking.drop(columns="role"), chart, note=note)
    draw = draw_ranking
    if len(drawn) > MOST_RANKED:
        draw, note = _draw_ends, " ".join(part for part in (said.say_ends(ENDS_RANKED, subject), note) if part)
    return make_exhibit(
        subject, "ranking", finding, drawn.reset_index(drop=True), "ranking", draw, note,
        unit=say_unit(subject), decimals=subject.index.decimals,
    )  # fmt: skip


def _draw_ends(table: pd.DataFrame, **options: object) -> Figure:
    return draw_ranking(pd.concat([table.head(ENDS_RANKED), table.tail(ENDS_RANKED)]), **options)


def show_movers(subject: Subject, movers: pd.DataFrame) -> Exhibit:
    """Show who rose and fell most on the year before."""
    finding = words.say_movers(movers, subject)
    if movers.empty:
        return make_exhibit(subject, "movers", finding, movers, "text")
    table = movers.rename(columns={"province": "label"})
    return make_exhibit(
        subject, "movers", finding, table, "movers", draw_movers, say(subject.language, *words.MOVERS_NOTE),
        unit=say_unit(subject), decimals=subject.index.decimals, before=str(subject.year - 1), after=str(subject.year),
    )  # fmt: skip


def show_regions(subject: Subject, regions: pd.DataFrame, provinces: pd.DataFrame) -> Exhibit:
    """Show provinces by region with the regional means; the table is that of the regions."""
    finding = words.say_regions(regions, subject)
    if regions.empty or provinces["score"].notna().sum() < 2:
        return make_exhibit(subject, "regions", finding, regions, "table" if len(regions) else "text")
    return make_exhibit(
        subject, "regions", finding, provinces, "regions", draw_strip,
        unit=say_unit(subject), decimals=subject.index.decimals,
    )  # fmt: skip


def show_course(subject: Subject, nation: pd.DataFrame) -> Exhibit:
    """Show the national mean over the years with the middle half of provinces."""
    finding = words.say_nation(nation, subject)
    table = nation.assign(score=nation["national_mean"]).drop(columns="national_mean")
    known = nation.loc[nation["year"] == subject.year, "national_mean"].notna().any()
    if not known or nation["national_mean"].notna().sum() < 2:
        return make_exhibit(subject, "course", finding, nation, "none", lacking="nation_before" if known else "nation")
    return make_exhibit(
        subject, "course", finding, table, "history", draw_history,
        province=label("national_mean", subject.language), country=True, unit=say_unit(subject),
        decimals=subject.index.decimals,
    )  # fmt: skip


def show_split(subject: Subject, split: pd.DataFrame) -> Exhibit:
    """Show the largest changes of rank, each split into results, framework and entrants."""
    finding = said.say_split(split, subject)
    if split.empty:
        return make_exhibit(subject, "split", finding, split, "text")
    ordered = split.sort_values("rank_change", ascending=False, kind="stable")
    shown = ordered if len(ordered) <= 2 * ENDS else pd.concat([ordered.head(ENDS), ordered.tail(ENDS)])
    columns = ["label", "rank_before", "rank", "rank_change", *said.CAUSES]
    table = shown.rename(columns={"province": "label"})[columns].reset_index(drop=True)
    parts = {name: say(subject.language, *text) for name, text in said.CAUSES.items()}
    figures = {"year_before": split["year_before"].iloc[0], "n": len(split), "moved": (split["rank_change"] != 0).sum()}
    return make_exhibit(
        subject, "split", finding, table, "stacks", draw_stacks, said.say_split_note(split, subject), labels=parts,
        figures=figures, parts=parts, total="rank_change", axis=say(subject.language, "Số bậc", "Places"),
        head=label("rank_change", subject.language),
    )  # fmt: skip


def show_between(subject: Subject, between: pd.DataFrame) -> Exhibit:
    """Show how much of the differences between provinces lies between regions, over the years."""
    finding = said.say_between(between, subject)
    columns = ["year", "n", "n_regions", "between_share", "chance_share"]
    chart = "table" if len(between) else "text"
    return make_exhibit(subject, "between", finding, between[columns], chart)


def show_spread(subject: Subject, nation: pd.DataFrame) -> Exhibit:
    """Show for each year the range of provinces, the middle half, the median and the mean."""
    finding = said.say_spread(nation, subject)
    table = nation.dropna(subset=["best", "lowest"]).drop(columns=["series", "max_score", "change"])
    if table.empty:
        return make_exhibit(subject, "spread", finding, table, "text")
    return make_exhibit(
        subject, "spread", finding, table.reset_index(drop=True), "spread", draw_spread,
        unit=say_unit(subject), decimals=subject.index.decimals,
    )  # fmt: skip


def show_inequality(subject: Subject, inequality: pd.DataFrame, stacked: pd.DataFrame) -> Exhibit:
    """Show how far provinces were apart in each year, by three measures."""
    finding = said.say_inequality(inequality, subject)
    if stacked.empty:
        return make_exhibit(subject, "inequality", finding, stacked, "text")
    table = said.name_measures(stacked, subject)
    return make_exhibit(
        subject, "inequality", finding, table, "series", draw_series, figures={"gini_from": 0, "gini_to": 100},
        decimals=subject.index.decimals,
    )  # fmt: skip


def show_convergence(subject: Subject, convergence: pd.DataFrame) -> Exhibit:
    """Show by how much the spread between provinces changed on the index and on each part, with intervals."""
    finding = said.say_convergence(convergence, subject)
    if convergence.empty:
        return make_exhibit(subject, "convergence", finding, convergence, "text")
    verdicts = said.name_verdicts(convergence["verdict"], subject.language)
    table = convergence.rename(columns={"component": "term"}).assign(verdict=verdicts)
    columns = ["term", "estimate", "low", "high", "verdict", "slope", "slope_low", "slope_high", "n", "year_from",
               "year_to"]  # fmt: skip
    axis = say(subject.language, "Thay đổi độ lệch chuẩn giữa các tỉnh (%)",
               "Change of the standard deviation between provinces (%)")  # fmt: skip
    return make_exhibit(
        subject, "convergence", finding, table[columns], "coefficients",
        partial(draw_coefficients, name=axis, decimals=0), say(subject.language, *said.CONVERGENCE_NOTE),
        labels=said.label_beta(subject.language), figures=said.count_verdicts(convergence),
    )  # fmt: skip


def show_conclusion(
    subject: Subject, nation: pd.DataFrame, inequality: pd.DataFrame, convergence: pd.DataFrame, split: pd.DataFrame
) -> Exhibit:
    """Show the page in a few sentences; the tables behind them are those of the sections above."""
    findings = [words.say_nation(nation, subject)]
    for table, sentence in (
        (inequality, said.say_inequality),
        (convergence, said.say_convergence),
        (split, said.say_split),
    ):
        findings += [sentence(table, subject)] if len(table) else []
    chart = "text" if len(findings) > 1 else "none"  # the mean alone is told above
    return make_exhibit(subject, "conclusion", " ".join(findings), nation, chart)
