"""Exhibits across breaks: changed frameworks, merged provinces."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.component import make_exhibit, say_unit
from parlib.exhibits.exhibit import Exhibit
from parlib.figures.history import draw_history
from parlib.figures.merged import draw_merged
from parlib.subject import Subject
from parlib.terms import RULES
from parlib.wording import bridge as bridges
from parlib.wording import vintage as words


def show_chain(subject: Subject, chained: pd.DataFrame, breaks: pd.DataFrame) -> Exhibit:
    """Show the component over changed frameworks, on the part that may be compared."""
    finding = bridges.say_chain(chained, breaks, subject)
    if chained["score"].notna().sum() < 2:
        return make_exhibit(subject, "chain", finding, breaks, "text" if len(breaks) else "none")
    return make_exhibit(
        subject, "chain", finding, chained, "history", draw_history, bridges.say_chain_note(chained, breaks, subject),
        province=subject.province, unit=say_unit(subject), decimals=subject.index.decimals,
    )  # fmt: skip


def show_causes(subject: Subject, causes: pd.DataFrame, held: pd.DataFrame) -> Exhibit:
    """Show why the rank changed, and where the province would stand under the framework before."""
    finding = f"{bridges.say_causes(causes, subject)} {bridges.say_held(held, subject)}".strip()
    own = causes[causes["role"] == "subject"]
    if own.empty or not own[["rank_change", "performance", "framework", "entrants"]].any(axis=None):
        return make_exhibit(subject, "causes", finding, causes, "none", lacking="nation_before" if own.empty else "")
    table = own.drop(columns=["province_code", "role", "n_parts"])
    if len(held):
        more = held[["province_code", "rank_held", "framework_places", "measured_share"]]
        table = own.merge(more, on="province_code", how="left", validate="1:1")[[*table, *more.columns[1:]]]
    now = held.loc[held["role"] == "subject", "rank"] if len(held) else pd.Series(dtype=float)
    both = {"rank_both": now.iloc[0]} if len(now) else None
    return make_exhibit(subject, "causes", finding, table, figures=both)


def show_merged(subject: Subject, traced: pd.DataFrame) -> Exhibit:
    """Show the new province's past as a range, its old provinces as thin lines behind it."""
    finding = words.say_merged(traced, subject)
    if traced.empty:
        return make_exhibit(subject, "merged", finding, traced, "none")
    table = traced.drop(columns=["province_code", "vintage", "max_score", "n_parts", "central"])
    if RULES[subject.index.id].merger:  # then no other weighting may hold
        table = table.drop(columns=[name for name in table if name.startswith("by_")] + ["weight_year"])
    table = table.rename(columns={"missing": "missing_places"})
    own = (traced["vintage"] == subject.vintage) & (traced["province_code"] == subject.province_code)
    table["role"] = table["role"].mask(own & (table["role"] == "part"), "own")
    note = words.say_merged_note(traced, subject)
    if traced.loc[traced["role"] == "merged", "score"].notna().sum() == 0:
        return make_exhibit(subject, "merged", finding, table, "text", note=note)
    return make_exhibit(
        subject, "merged", finding, table, "merged", draw_merged, note,
        beside=["gso"], unit=say_unit(subject), decimals=subject.index.decimals,
    )  # fmt: skip


def show_part_gaps(subject: Subject, parts: pd.DataFrame) -> Exhibit:
    """Show how far the old provinces lie apart on each component, and which one pulls the new one down."""
    finding = words.say_part_gaps(parts, subject)
    columns = ["component", "score", "highest_place", "highest_score", "lowest_place", "lowest_score", "gap",
               "pull_place", "pull"]  # fmt: skip
    note = words.say_pull_note(parts, subject)
    return make_exhibit(subject, "part_gaps", finding, parts[columns], "table" if len(parts) else "text", note=note,
                        beside=["gso"])  # fmt: skip


def show_expected(subject: Subject, expected: pd.DataFrame) -> Exhibit:
    """Show what to expect of the new province next year if nothing changes, and what came of it."""
    finding = words.say_expected(expected, subject)
    hidden = ["province_code", "status", "clear", "actual_kind", "base_low", "base_high", "unmerged"]
    table = expected.drop(columns=hidden)
    note = words.say_expected_note(expected, subject)
    return make_exhibit(subject, "expected", finding, table, "table" if len(table) else "text", note=note,
                        beside=["gso"])  # fmt: skip
