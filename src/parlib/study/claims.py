"""The register of claims (sổ kết luận thống kê): every sentence of a page that infers, with test, family and chance.

What a page says follows from here: an effect is told only with q of at most `parlib.terms.MAX_Q`, a strength or
a weakness only with a probability of at least `parlib.terms.LIKELY`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from parlib.study.certainty import measure_certainty
from parlib.study.consistency import compare_indices
from parlib.study.drivers import correlate_components, regress_companions
from parlib.study.history import test_trend
from parlib.study.inequality import test_convergence_of_parts
from parlib.study.lasting import judge_component, judge_side
from parlib.study.outlook import expect_years
from parlib.study.panel import cached_by_component
from parlib.study.survey import list_answers, list_funnel, list_shares, read_survey
from parlib.subject import Subject
from parlib.terms import COUNTRY, LIKELY, MAX_Q, SIGNIFICANCE, TOTAL

CLAIMS = ["claim", "about", "test", "family", "estimate", "p_value", "q_value", "probability", "told"]
"""Columns of the register."""


def list_claims(subject: Subject) -> pd.DataFrame:
    """Return what the page of a component may claim beyond what is printed, and whether it is told.

    Parameters
    ----------
    subject : Subject
        What the page is about.

    Returns
    -------
    pandas.DataFrame
        ``claim`` (``trend`` net of the nation, ``own_trend`` where no national table is known, ``own_change``,
        ``side``: strength or weakness,
        ``companion``, ``correlate``, ``told_apart`` from other provinces, ``matter``: how another index compares,
        ``satisfied`` and ``answer`` of a survey; of the country ``convergence``, ``beyond_sampling``), ``about`` (the
        other component, index, question or province; blank for the subject itself), ``test`` (``mann_kendall``,
        ``student``, ``noise_model``, ``fixed_effects``, ``spearman``, ``rank_set``, ``pitman_morgan``, ``funnel``),
        ``family`` (``index_year``: all provinces and components, or questions, of the index and year; ``component``:
        all provinces on the component; ``page``: the rows of the exhibit; blank: judged by probability alone),
        ``estimate`` (Kendall's tau, points, standardised coefficient, rho, provinces told apart, difference of
        standings, percentage points, per cent, sigmas), ``p_value, q_value, probability`` (NaN where the test has
        none), ``told``. What cannot be tested is left out.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.claims.list_claims(subject)[["claim", "test", "q_value", "told"]].head(2).round(3)
      claim          test  q_value   told
    0  trend  mann_kendall    0.081  False
    1   side   noise_model      NaN   True
    """
    if subject.province_code == COUNTRY:
        return pd.DataFrame([*_list_spreads(subject), *_list_beyond(subject)], columns=CLAIMS)
    rows = [*_list_trends(subject), *_list_changes(subject), *_list_sides(subject), *_list_apart(subject)]
    rows += [*_list_matters(subject), *_list_survey(subject), *_list_companions(subject)]
    return pd.DataFrame(rows, columns=CLAIMS)


@cached_by_component
def _list_companions(subject: Subject) -> list[tuple]:
    rows: list[tuple] = []
    for claim, table, test, estimate in (
        ("companion", regress_companions(subject), "fixed_effects", "standardised"),
        ("correlate", correlate_components(subject), "spearman", "rho"),
    ):
        told = table["goes_with"].isin(["more", "less"])
        cells = zip(table["component"], table[estimate], table["p_value"], table["p_adjusted"], told, strict=True)
        rows += [(claim, about, test, "page", size, p, q, np.nan, bool(said)) for about, size, p, q, said in cells]
    return rows


def _list_trends(subject: Subject) -> list[tuple]:
    row = test_trend(subject).iloc[0]
    sides = (("trend", "net_"), ("own_trend", ""))
    return [
        (
            claim,
            "",
            "mann_kendall",
            "index_year",
            row[f"{side}tau"],
            row[f"{side}p_value"],
            row[f"{side}q_value"],
            np.nan,
            row[claim] in ("up", "down"),
        )
        for claim, side in sides
        if row[claim] != "none"
    ]


def _list_changes(subject: Subject) -> list[tuple]:
    expected = expect_years(subject)
    cells = zip(expected["own_change"], expected["own_q"], expected["clear"], strict=True)
    return [
        ("own_change", "", "student", "index_year", change, np.nan, q, np.nan, bool(clear))
        for change, q, clear in cells
        if not np.isnan(q)
    ]


def _list_sides(subject: Subject) -> list[tuple]:
    best, worst = judge_component(subject)
    if np.isnan(best):
        return []
    side = judge_side(np.array([best]), np.array([worst]))[0]
    told = side in ("strength", "weakness")
    return [("side", "", "noise_model", "index_year", np.nan, np.nan, np.nan, max(best, worst), told)]


def _list_apart(subject: Subject) -> list[tuple]:
    """Return how many provinces are told apart from this one: of all these, none is wrongly so in 95 of 100 tables."""
    rows = measure_certainty(subject)
    known, held = rows["n_better"] + rows["n_worse"], 1 - SIGNIFICANCE
    return [("told_apart", "", "rank_set", "component", n, np.nan, np.nan, held, n > 0) for n in known.tolist()]


def _list_matters(subject: Subject) -> list[tuple]:
    table = compare_indices(subject)
    table = table[table["probability"].notna()]
    cells = zip(table["short"], table["difference"], table["probability"], table["verdict"], strict=True)
    return [
        ("matter", about, "noise_model", "", difference, np.nan, np.nan, chance, verdict != "unclear")
        for about, difference, chance, verdict in cells
    ]


def _list_survey(subject: Subject) -> list[tuple]:
    if read_survey(subject).empty:
        return []
    shares = list_shares(subject).assign(claim="satisfied").rename(columns={"component": "name"})
    asked = [list_answers(subject, kind).assign(claim="answer") for kind in ("integrity", "expectation")]
    tables = [shares, *asked] if subject.component_code == TOTAL else [shares]
    return [
        (row.claim, row.name, "student", "index_year", row.gap, np.nan, row.q_value, np.nan, row.verdict != "level")
        for table in tables
        for row in table[table["verdict"] != ""].itertuples(index=False)
    ]


def _list_spreads(subject: Subject) -> list[tuple]:
    table = test_convergence_of_parts(subject)
    cells = zip(table["component"], table["estimate"], table["q_value"], table["verdict"], strict=True)
    return [
        ("convergence", about, "pitman_morgan", "page", size, np.nan, q, np.nan, verdict != "undecided")
        for about, size, q, verdict in cells
    ]


def _list_beyond(subject: Subject) -> list[tuple]:
    table = list_funnel(subject)
    told = table["verdict"].isin(["above", "below"])
    cells = zip(
        table["province"], table["satisfied_share"] - table["target_share"], table["q_value"], told, strict=True
    )
    return [
        ("beyond_sampling", about, "funnel", "component", 100 * gap, np.nan, q, np.nan, bool(said))
        for about, gap, q, said in cells
    ]


def find_untold(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the claims that are told though neither q nor probability allows it; there should be none.

    Examples
    --------
    >>> claims = pd.DataFrame({"q_value": [0.01, 0.2, np.nan], "probability": [np.nan, np.nan, 0.95], "told": True})
    >>> len(find_untold(claims))
    1
    """
    allowed = (claims["q_value"] <= MAX_Q) | (claims["probability"] >= LIKELY)
    return claims[claims["told"].astype(bool) & ~allowed]
