"""Exhibits of the national page: ranking, map, movers, regions."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.component import make_exhibit, say_unit
from parlib.exhibits.exhibit import Exhibit
from parlib.figures.history import draw_history
from parlib.figures.movers import draw_movers
from parlib.figures.ranking import draw_ranking
from parlib.figures.strip import draw_strip
from parlib.figures.tiles import draw_tiles
from parlib.subject import Subject
from parlib.wording import province as words
from parlib.wording.phrases import say


def show_nation(subject: Subject, nation: pd.DataFrame) -> Exhibit:
    """Show the national mean and its change as one sentence with the years behind it."""
    return make_exhibit(subject, "nation", words.say_nation(nation, subject), nation.drop(columns="series"))


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
    if len(drawn) < 2:
        chart = "table" if ranking["rank"].notna().any() else "text"
        return make_exhibit(subject, "ranking", finding, ranking.drop(columns="role"), chart, note=note)
    return make_exhibit(
        subject, "ranking", finding, drawn.reset_index(drop=True), "ranking", draw_ranking, note,
        unit=say_unit(subject), decimals=subject.index.decimals,
    )  # fmt: skip


def show_movers(subject: Subject, movers: pd.DataFrame) -> Exhibit:
    """Show who rose and fell most on the year before."""
    finding = words.say_movers(movers, subject)
    if movers.empty:
        return make_exhibit(subject, "movers", finding, movers, "text")
    table = movers.rename(columns={"province": "label"})
    return make_exhibit(
        subject,
        "movers",
        finding,
        table,
        "movers",
        draw_movers,
        unit=say_unit(subject),
        decimals=subject.index.decimals,
    )


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
    table = nation.assign(score=nation["national_mean"])
    if nation["national_mean"].notna().sum() < 2:
        return make_exhibit(subject, "course", finding, nation, "table" if len(nation) else "text")
    return make_exhibit(
        subject, "course", finding, table, "history", draw_history,
        province=subject.province, unit=say_unit(subject), decimals=subject.index.decimals,
    )  # fmt: skip
