import numpy as np
import pytest
import statsmodels.formula.api as smf
from made_subjects import make_noise, make_subject, open_real
from scipy.stats import iqr

from parlib.study.inequality import measure_gini, measure_inequality
from parlib.study.inequality import test_convergence as find_convergence


def test_measure_gini_is_half_the_mean_difference_over_the_mean():
    scores = np.random.default_rng(5).uniform(1, 9, 40)
    mean_difference = np.abs(scores[:, None] - scores).mean()
    assert measure_gini(scores) == pytest.approx(mean_difference / 2 / scores.mean())


def test_measure_inequality_gives_the_figures_of_scipy():
    subject = open_real("papi", 2024, "VN", "4")
    row = measure_inequality(subject).set_index("year").loc[2024]
    scores = subject.rows["score"].dropna()
    assert row["interquartile"] == pytest.approx(iqr(scores))
    assert row["sd"] == pytest.approx(scores.std(ddof=0))
    assert row["range"] == pytest.approx(scores.max() - scores.min())


def test_measure_inequality_marks_years_that_may_not_be_compared():
    table = measure_inequality(open_real("papi", 2024))
    assert table.groupby("segment")["year"].agg(["min", "max"]).values.tolist() == [
        [2011, 2017], [2018, 2020], [2021, 2024],
    ]  # fmt: skip


def test_test_convergence_gives_the_slope_of_statsmodels():
    subject = open_real("papi", 2024, "VN", "4")
    row = find_convergence(subject).set_index("measure").loc["beta"]
    wide = subject.scores.query("component_code == '4'").pivot(index="province_code", columns="year", values="score")
    wide = wide[[2011, 2024]].dropna().rename(columns={2011: "first", 2024: "last"})
    wide["growth"] = (wide["last"] - wide["first"]) / 13
    fit = smf.ols("growth ~ first", wide).fit(cov_type="HC3", use_t=True)
    assert row["estimate"] == pytest.approx(fit.params["first"])
    assert row["low"] == pytest.approx(fit.conf_int().loc["first", 0])
    assert row["n"] == len(wide)


def test_test_convergence_sees_a_spread_that_halves():
    first = np.linspace(2, 8, 20)
    subject = make_subject({("total", 2018): first, ("total", 2019): 5 + (first - 5) / 2})
    table = find_convergence(subject).set_index("measure")
    assert table["estimate"].to_dict() == {"beta": pytest.approx(-0.5), "sigma": pytest.approx(0.25)}
    assert table["verdict"].tolist() == ["converging", "converging"]


def test_test_convergence_sigma_lets_noise_be_undecided():
    table = find_convergence(make_subject(make_noise(provinces=30, parts=1), component="1")).set_index("measure")
    assert table["verdict"].to_dict() == {"beta": "converging", "sigma": "undecided"}
