"""Shares of respondents: against statsmodels, in every form of sample."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from statsmodels.stats.proportion import proportion_confint

from parlib.intervals import find_korn_graubard
from parlib.survey import Measure, Sample, estimate_shares, find_wilson, hide_small

SATISFIED = (4, 5)


def make_answers(n=600, questions=3, clusters=12, seed=5):
    random = np.random.default_rng(seed)
    cluster = random.integers(0, clusters, n)
    mood = random.normal(0, 0.8, clusters)[cluster]
    answers = np.clip(np.rint(4 + mood[:, None] + random.normal(0, 1, (n, questions))), 1, 5).astype(np.int8)
    answers[random.random(answers.shape) < 0.05] = 0
    return answers, cluster, random.uniform(0.5, 2.0, n)


def estimate(answers, columns=(0,), **design):
    keys = pd.DataFrame({"place": ["a"] * len(answers)})
    measure = Measure("1", "satisfied", columns, SATISFIED)
    return estimate_shares(Sample(answers, keys, **design), [measure], [("place",)]).iloc[0]


def test_find_wilson_equals_statsmodels():
    count, n = np.array([0, 3, 270, 30, 30]), np.array([30, 40, 300, 30, 31])
    low, high = find_wilson(count / n, n)
    theirs = proportion_confint(count, n, method="wilson")
    assert low == pytest.approx(theirs[0], abs=1e-12)
    assert high == pytest.approx(theirs[1], abs=1e-12)


def test_estimate_shares_counts_answers_of_4_and_5_among_those_who_answered():
    answers = np.array([[5], [4], [3], [2], [0]] * 8, dtype=np.int8)
    row = estimate(answers)
    assert (row["share"], row["n"], row["method"]) == (0.5, 32, "respondents")
    assert row["design_effect"] == pytest.approx(1)
    assert (row["low"], row["high"]) == pytest.approx(proportion_confint(16, 32, method="wilson"))


@pytest.mark.parametrize("columns", [(0,), (0, 1, 2)])
@pytest.mark.parametrize("weighted", [False, True])
def test_estimate_shares_has_the_cluster_variance_of_statsmodels(columns, weighted):
    answers, cluster, weights = make_answers()
    row = estimate(answers, columns, clusters=cluster, **({"weights": weights} if weighted else {}))
    respondent, question = np.nonzero(answers[:, columns])
    favourable = np.isin(answers[:, columns][respondent, question], SATISFIED).astype(float)
    weight = weights[respondent] if weighted else np.ones(len(respondent))
    fit = sm.WLS(favourable, np.ones(len(favourable)), weight).fit(
        cov_type="cluster", cov_kwds={"groups": cluster[respondent]}
    )
    n = (answers[:, columns] > 0).any(axis=1).sum()
    assert row["share"] == pytest.approx(fit.params[0], abs=1e-12)
    assert row["n"] == n
    variance = row["share"] * (1 - row["share"]) / row["n_effective"]
    assert variance == pytest.approx(fit.bse[0] ** 2, rel=1e-9)
    assert row["design_effect"] == pytest.approx(n / row["n_effective"])
    drawn = find_korn_graubard(*(np.array([value]) for value in (row["share"], row["n_effective"], float(n), 11.0)))
    assert (row["low"], row["high"]) == pytest.approx((drawn[0][0], drawn[1][0]))


def test_estimate_shares_of_respondents_in_one_place_widens_the_interval():
    answers, cluster, _ = make_answers()
    clustered, simple = estimate(answers, clusters=cluster), estimate(answers)
    assert clustered["design_effect"] > 2
    assert clustered["n_clusters"] == 12
    assert clustered["high"] - clustered["low"] > 1.4 * (simple["high"] - simple["low"])


def test_strata_take_out_what_they_differ_by():
    """By hand: two strata of two clusters of two; residuals -1/2, -1/2 and 1/2, 1/2 of each answer cancel within."""
    answers = np.array([[5], [1], [5], [1], [5], [5], [5], [5]], dtype=np.int8)
    cluster, stratum = np.array([0, 0, 1, 1, 2, 2, 3, 3]), np.array([0, 0, 0, 0, 1, 1, 1, 1])
    with_strata, without = estimate(answers, clusters=cluster, strata=stratum), estimate(answers, clusters=cluster)
    assert with_strata["share"] == without["share"] == 0.75
    assert with_strata["n_effective"] == 8  # the clusters of a stratum are alike: no variance can be told
    assert without["design_effect"] == pytest.approx((4 * 0.25 * 4 / 3 / 64) / (0.75 * 0.25 / 8))


def test_estimate_shares_of_all_who_are_satisfied_counts_respondents_not_answers():
    row = estimate(np.full((50, 3), 5, dtype=np.int8), (0, 1, 2))
    assert (row["share"], row["n_effective"]) == (1.0, 50)
    assert row["low"] == pytest.approx(proportion_confint(50, 50, method="wilson")[0])


def test_estimate_shares_of_groups_equal_those_of_the_groups_alone():
    answers, cluster, weights = make_answers(questions=1)
    place = np.where(cluster < 5, "a", "b")
    sample = Sample(answers, pd.DataFrame({"place": place}), cluster, weights)
    table = estimate_shares(sample, [Measure("1", "satisfied", (0,), SATISFIED)], [(), ("place",)])
    assert table["place"].tolist() == ["", *pd.unique(place)]
    own = place == "b"
    alone = estimate(answers[own], clusters=cluster[own], weights=weights[own])
    row = table.set_index("place").loc["b"]
    for name in ("share", "low", "high", "n", "design_effect", "n_clusters"):
        assert row[name] == pytest.approx(alone[name]), name
    assert table["n"].iloc[0] == table["n"].iloc[1:].sum()


def test_hide_small_keeps_the_number_of_respondents_only():
    row = hide_small(pd.DataFrame([estimate(np.full((29, 1), 4, dtype=np.int8))])).iloc[0]
    assert (row["n"], bool(row["hidden"])) == (29, True)
    assert row[["share", "low", "high"]].isna().all()
