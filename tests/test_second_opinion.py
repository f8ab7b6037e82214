"""Figures beside those of R: tests/second_opinion.csv is what tests/second_opinion.R prints."""

import numpy as np
import pandas as pd
import pytest
from places_here import ROOT

from parlib.intervals import compare_with_rest, find_korn_graubard
from parlib.study.drivers import fit_panel
from parlib.study.funnel import measure_funnel
from parlib.study.noise import fit_noise, measure_distances
from parlib.study.rank_sets import find_joint_sets, find_marginal_sets
from parlib.study.trends import adjust_family, test_orders
from parlib.study.within import correlate_within

RISING = [5.0, 5.2, 5.1, 5.6, 5.4, 5.9, 6.0]
MIXED = [3.1, 2.9, 3.4, 3.0, 3.3, 2.8, 3.2, 3.5, 2.7, 3.6, 3.7, 2.6, 3.8, 3.9]


@pytest.fixture(scope="module")
def by_r():
    table = pd.read_csv(ROOT / "tests" / "second_opinion.csv")
    return {what: rows["value"].to_numpy() for what, rows in table.groupby("what", sort=False)}


@pytest.mark.parametrize(
    ("what", "values"),
    [("kendall_7", RISING), ("kendall_14", MIXED), ("kendall_tied", [1.0, 2, 2, 3, 2, 4, 4])],
)
def test_kendalls_p_is_that_of_r(by_r, what, values):
    assert test_orders(np.array([values]))["p_value"] == pytest.approx(by_r[what], rel=1e-9)


def test_q_values_are_those_of_r(by_r):
    assert adjust_family(np.array([0.001, 0.2, 0.013, 0.04, 0.04, 0.9])) == pytest.approx(by_r["adjusted"])


def test_intervals_of_shares_are_those_of_r(by_r):
    found = find_korn_graubard(*np.array([[0.8, 0.95], [120, 80], [200, 90], [5, 3]]))
    assert np.ravel(found, order="F") == pytest.approx(by_r["korn_graubard"], rel=1e-9)


def test_correlation_within_regions_is_the_linear_model_of_r(by_r):
    one = np.array([3, 1, 4, 1.5, 5, 9, 2, 6, 5.5, 3.5, 8, 9.5])
    other = np.array([2, 7, 1, 8, 2.5, 8.5, 1.2, 8.2, 2.8, 4, 5, 9])
    assert correlate_within(one, other, np.repeat(["a", "b", "c"], 4))[1] == pytest.approx(by_r["within"][0], rel=1e-9)


def test_variances_are_near_those_of_restricted_maximum_likelihood(by_r):
    found = fit_noise([measure_distances(by_r["reml_y"].reshape(10, 60))])
    lasting, passing = by_r["reml"]
    assert found.reliability == pytest.approx(lasting / (lasting + passing), abs=0.03)


def test_rank_sets_are_those_of_a_hundred_thousand_draws(by_r):
    score = np.array([9, 8.2, 8, 7.9, 7, 6.5, 6.4, 6.3, 6.1, 5, 4.9, 4, 2, 1])
    error = np.round(0.3 + 0.05 * (np.arange(1, 15) % 4), 2)
    for name, found in (("marginal", find_marginal_sets(score, error)), ("joint", find_joint_sets(score, error))):
        for end, places in zip(("low", "high"), found, strict=True):
            assert np.abs(places - by_r[f"{name}_{end}"]).max() <= (name == "joint"), (name, end)


def test_limits_of_a_funnel_are_those_of_r(by_r):
    found = measure_funnel(pd.DataFrame({"share": [0.85, 0.85], "n": [60, 400]}), target=0.85)
    limits = found[["low_3", "low_2", "high_2", "high_3"]].to_numpy()
    assert np.ravel(limits, order="F") == pytest.approx(by_r["funnel"], rel=1e-9)


def test_a_panel_regression_is_that_of_r_with_errors_by_place(by_r):
    outcome, one, other = (by_r[f"panel_{name}"].reshape(12, 4) for name in "oxw")
    found = fit_panel(outcome, [one, other])
    assert [*found["coefficient"], *found["p_value"]] == pytest.approx(by_r["panel"].tolist(), rel=1e-9)


def test_a_share_is_held_against_the_rest_as_by_r(by_r):
    share, n, clusters = np.array([[0.91, 0.80, 0.78, 0.85], [300, 420, 380, 510], [6, 8, 7, 9]])
    near = (n * share + 1) / (n + 2)
    gap, chance = compare_with_rest(share, near * (1 - near) / n, n, clusters - 1)
    assert [*gap, *chance] == pytest.approx(by_r["rest"].tolist(), rel=1e-9)
