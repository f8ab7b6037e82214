"""Exhibits that hold a province against others, and a component against other components."""

from __future__ import annotations

from functools import partial

import pandas as pd

from parlib.exhibits.component import make_exhibit, say_unit
from parlib.exhibits.exhibit import Exhibit
from parlib.figures.coefficients import draw_coefficients
from parlib.figures.peers import draw_peers
from parlib.subject import Subject
from parlib.wording import comparison as words
from parlib.wording.phrases import say

MAX_CORRELATES = 12
"""Most correlations in one table."""


def show_peers(subject: Subject, peers: pd.DataFrame) -> Exhibit:
    """Show the most similar provinces with their scores and the reason."""
    finding, note = words.say_peers(peers, subject), say(subject.language, *words.PEERS_NOTE)
    if peers.empty:
        return make_exhibit(subject, "peers", finding, peers, "text")
    beside = [] if subject.index.nouns else ["gso"]
    figures = words.count_known(peers)
    columns = ["province", "role", "distance", "region", "population", "urban_share", "grdp_per_capita",
               "covariate_year", "score", "rank", "score_gap"]  # fmt: skip
    if peers["score"].notna().sum() < 2 or pd.isna(peers["score"].iloc[0]):
        return make_exhibit(subject, "peers", finding, peers[columns], note=note, figures=figures, beside=beside)
    return make_exhibit(
        subject, "peers", finding, peers[columns], "peers", draw_peers, note, figures, beside=beside,
        unit=say_unit(subject), decimals=subject.index.decimals,
    )  # fmt: skip


def show_peer_parts(subject: Subject, parts: pd.DataFrame) -> Exhibit:
    """Show part by part where similar provinces do better."""
    columns = ["component", "score", "peer_mean", "n_peers", "gap_to_peers", "peers_better", "best_peer",
               "best_peer_score"]  # fmt: skip
    finding = words.say_peer_parts(parts, subject)
    table = parts.reindex(columns=columns)
    chart = "table" if len(parts) and len(subject.parts) else "none"  # one part is the component itself: shown above
    return make_exhibit(subject, "peer_parts", finding, table, chart)


def show_groups(subject: Subject, groups: pd.DataFrame) -> Exhibit:
    """Show the province against similar provinces, its region, the first ten and the country."""
    table = words.name_groups(groups, subject.language)
    return make_exhibit(subject, "groups", words.say_groups(groups, subject), table, "table" if len(table) else "text")


def show_companions(subject: Subject, companions: pd.DataFrame) -> Exhibit:
    """Show what moves with the component within provinces over the years."""
    finding = words.say_companions(companions, subject)
    if companions.empty:
        return make_exhibit(subject, "companions", finding, companions, "text")
    terms = [words.name_companion(row, subject) for _, row in companions.iterrows()]
    table = companions.assign(term=terms, estimate=companions["standardised"])
    columns = ["term", "estimate", "low", "high", "p_adjusted", "n", "n_provinces", "year_from", "year_to", "r2_within"]
    note = words.say_companions_method(companions, subject)
    axis = say(subject.language, "Hệ số chuẩn hóa", "Standardised coefficient")
    return make_exhibit(
        subject,
        "companions",
        finding,
        table[columns],
        "coefficients",
        partial(draw_coefficients, name=axis),
        note,
        beside=list(dict.fromkeys(companions["index"])),
    )


def show_correlates(subject: Subject, correlates: pd.DataFrame) -> Exhibit:
    """Show which components rank the provinces like this one."""
    finding = words.say_correlates(correlates, subject)
    if correlates.empty:
        return make_exhibit(subject, "correlates", finding, correlates, "text")
    terms = [words.name_companion(row, subject) for _, row in correlates.iterrows()]
    table = correlates.assign(term=terms).head(MAX_CORRELATES)
    columns = ["term", "rho", "low", "high", "p_adjusted", "rho_within", "n", "year"]
    return make_exhibit(
        subject, "correlates", finding, table[columns], note=say(subject.language, *words.CORRELATES_NOTE),
        figures={"n_regional": float((correlates["goes_with"] == "regions").sum())},
    )  # fmt: skip
