"""Exhibits of the province page: all components at one glance."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.component import draw_pieces, make_exhibit, say_unit
from parlib.exhibits.exhibit import Exhibit
from parlib.figures.heat import draw_heat
from parlib.figures.movers import draw_movers
from parlib.figures.spine import draw_spine
from parlib.subject import Subject
from parlib.wording import province as words
from parlib.wording.losses import label_lost
from parlib.wording.phrases import say

MAX_ROWS = 12
"""Most components in one picture that is read on a slide."""


def show_profile(subject: Subject, profile: pd.DataFrame) -> Exhibit:
    """Show each component between the lowest and the best province, on the scale of shares."""
    finding = words.say_profile(profile, subject)
    drawn = profile[profile["level"] <= 1].dropna(subset=["mean_share", "best_share"])
    if drawn["share"].notna().sum() < 2:
        return make_exhibit(subject, "profile", finding, profile, "table" if profile["score"].notna().any() else "text")
    scale = say(subject.language, *words.name_scale(subject))
    note = say(
        subject.language,
        f"Thước đo chung: phần trăm {scale}; mũi tên là xu hướng có ý nghĩa thống kê (p < 0,05).",
        f"Common scale: per cent {scale}; an arrow is a statistically clear trend (p < 0.05).",
    )
    columns = ["component_code", "component", "level", "score", "max_score", "share", "rank", "n_ranked",
               "national_mean", "mean_share", "lowest_share", "lower_quartile_share", "median_share",
               "upper_quartile_share", "best_share", "trend"]  # fmt: skip
    table = drawn[columns].reset_index(drop=True)
    figures = dict(zip(("n_above", "n_compared"), words.count_above(profile), strict=True))
    return make_exhibit(subject, "profile", finding, table, "spine", draw_spine, note, figures)


def show_components(subject: Subject, profile: pd.DataFrame) -> Exhibit:
    """Show every component of the year in one table: score, maximum, share, rank, changes."""
    columns = ["component_code", "component", "score", "max_score", "share", "rank", "n_ranked", "year_before",
               "change", "rank_change", "national_mean", "best"]  # fmt: skip
    figures = {"n_known": profile["score"].notna().sum()}
    table = profile[columns].dropna(axis=1, how="all")
    return make_exhibit(subject, "components", words.say_count(profile, subject), table, figures=figures)


def show_shares(subject: Subject, shares: pd.DataFrame) -> Exhibit:
    """Show shares by component and year as one heat table."""
    finding = words.say_shares(shares, subject)
    drawn = shares[shares.groupby("component_code")["share"].transform("count") > 0]
    if drawn.empty:
        return make_exhibit(subject, "shares", finding, shares, "text")
    return make_exhibit(subject, "shares", finding, drawn.reset_index(drop=True), "heat", draw_heat)


def show_gains(subject: Subject, gains: pd.DataFrame) -> Exhibit:
    """Show what rose and fell on the year before."""
    finding = words.say_gains(gains, subject)
    if gains.empty:
        return make_exhibit(subject, "gains", finding, gains, "text")
    table = gains.rename(columns={"component": "label"})
    note = words.say_leaves(subject)
    return make_exhibit(
        subject, "gains", finding, table, "movers", draw_movers, note,
        unit=say_unit(subject), decimals=subject.index.decimals,
    )  # fmt: skip


def show_largest(subject: Subject, losses: pd.DataFrame) -> Exhibit:
    """Show the largest losses over all the smallest parts, with their share of all that was lost."""
    finding = words.say_largest(losses, subject)
    columns = ["component_code", "component", "parent", "lost", "lost_share", "cumulative_share", "everyone",
               "best_to_median", "below_median", "rank", "n_ranked"]  # fmt: skip
    if losses.empty or losses["everyone"].isna().any() or losses["lost_share"].isna().all():
        table = losses[[column for column in columns if column in losses]].dropna(axis=1, how="all")
        return make_exhibit(subject, "largest", finding, table, "table" if len(losses) else "text",
                            labels=label_lost(subject))  # fmt: skip
    return make_exhibit(
        subject, "largest", finding, losses[columns], "pareto", draw_pieces,
        unit=say_unit(subject), decimals=subject.index.decimals,
    )  # fmt: skip
