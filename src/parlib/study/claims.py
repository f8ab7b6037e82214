"""The register of claims (sổ kết luận thống kê): every sentence of a page that infers, with test, family and chance.

What a page says follows from here: an effect is told only with q of at most `parlib.terms.MAX_Q`, a strength or
a weakness only with a probability of at least `parlib.terms.LIKELY`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from parlib.study.drivers import correlate_components, regress_companions
from parlib.study.history import test_trend
from parlib.study.lasting import judge_component, judge_side
from parlib.study.outlook import expect_years
from parlib.subject import Subject
from parlib.terms import LIKELY, MAX_Q

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
        ``claim`` (``trend`` net of the nation, ``own_trend``, ``own_change``, ``side``: strength or weakness,
        ``companion``, ``correlate``), ``about`` (the other component; blank for the province itself), ``test``
        (``mann_kendall``, ``student``, ``noise_model``, ``fixed_effects``, ``spearman``), ``family`` (``index_year``:
        all provinces and components of the index and year; ``page``: the rows of the exhibit), ``estimate``
        (Kendall's tau, points, standardised coefficient, rho), ``p_value, q_value, probability`` (NaN where the test
        has none), ``told``. What cannot be tested is left out.
    """
    rows = [*_list_trends(subject), *_list_changes(subject), *_list_sides(subject)]
    for claim, table, test, estimate in (
        ("companion", regress_companions(subject), "fixed_effects", "standardised"),
        ("correlate", correlate_components(subject), "spearman", "rho"),
    ):
        told = table["goes_with"].isin(["more", "less"])
        cells = zip(table["component"], table[estimate], table["p_value"], table["p_adjusted"], told, strict=True)
        rows += [(claim, about, test, "page", size, p, q, np.nan, bool(said)) for about, size, p, q, said in cells]
    return pd.DataFrame(rows, columns=CLAIMS)


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
    expected = expect_years(subject).dropna(subset="own_q")
    return [
        ("own_change", "", "student", "index_year", row.own_change, np.nan, row.own_q, np.nan, bool(row.clear))
        for row in expected.itertuples()
    ]


def _list_sides(subject: Subject) -> list[tuple]:
    best, worst = judge_component(subject)
    if np.isnan(best):
        return []
    side = judge_side(np.array([best]), np.array([worst]))[0]
    told = side in ("strength", "weakness")
    return [("side", "", "noise_model", "index_year", np.nan, np.nan, np.nan, max(best, worst), told)]


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
