import numpy as np
import pytest
import statsmodels.formula.api as smf
from made_subjects import make_noise, make_subject, open_real
from scipy.stats import iqr
from statsmodels.stats.anova import anova_lm

from parlib.study.inequality import measure_gini, measure_inequality, split_between_regions, stack_inequality
from parlib.study.inequality import test_convergence as find_convergence
from parlib.study.inequality import test_convergence_of_parts as find_convergence_of_parts


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
        [2011, 2017],
        [2018, 2020],
        [2021, 2024],
    ]


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
    assert table["verdict"].to_dict() == {"beta": "undecided", "sigma": "undecided"}


def test_split_between_regions_is_the_sum_of_squares_of_statsmodels():
    subject = open_real("papi", 2024)
    row = split_between_regions(subject).set_index("year").loc[2024]
    rows = subject.rows.dropna(subset="score")
    squares = anova_lm(smf.ols("score ~ region_code", rows).fit())["sum_sq"]
    assert row["between_share"] == pytest.approx(squares["region_code"] / squares.sum())
    assert (row["n"], row["n_regions"]) == (len(rows), 6)


def test_split_between_regions_by_chance_is_the_mean_over_regions_drawn_by_lot():
    scores, random = np.arange(12.0), np.random.default_rng(4)
    names = np.repeat(["1", "2", "3"], 4)
    shares = []
    for _ in range(400):
        regions = "".join(random.permutation(names))
        subject = make_subject({("total", 2019): scores}, regions=regions)
        shares.append(split_between_regions(subject).iloc[0][["between_share", "chance_share"]].tolist())
    drawn, expected = np.transpose(np.array(shares, dtype=float))
    assert expected[0] == pytest.approx(2 / 11)
    assert drawn.mean() == pytest.approx(expected[0], abs=0.03)


def test_split_between_regions_leaves_out_a_year_in_which_all_are_level():
    assert split_between_regions(make_subject({("total", 2019): [5.0] * 6}, regions="112233")).empty


def test_stack_inequality_keeps_the_figures_and_turns_gini_to_a_hundred():
    inequality = measure_inequality(open_real("papi", 2024))
    wide = stack_inequality(inequality).pivot(index="year", columns="measure", values="value")
    assert wide["sd"].tolist() == inequality["sd"].tolist()
    assert wide["gini"].tolist() == pytest.approx((100 * inequality["gini"]).tolist())


def test_test_convergence_of_parts_tests_each_over_its_own_comparable_years():
    subject = open_real("papi", 2024)
    table = find_convergence_of_parts(subject).set_index("component_code")
    assert table[["year_from", "year_to"]].loc[["total", "1", "8"]].values.tolist() == [
        [2021, 2024],
        [2011, 2024],
        [2019, 2024],
    ]
    own = find_convergence(subject.with_component("8")).set_index("measure")
    assert table.at["8", "estimate"] == pytest.approx(100 * (np.sqrt(own.at["sigma", "estimate"]) - 1))
    assert table.at["8", "slope"] == own.at["beta", "estimate"]


def test_test_convergence_of_parts_sees_a_spread_that_halves():
    first = np.linspace(2, 8, 20)
    subject = make_subject({("total", 2018): first, ("total", 2019): 5 + (first - 5) / 2})
    assert find_convergence_of_parts(subject)["estimate"].tolist() == [pytest.approx(-50)]
